"""One PDF page through pdfium: words with their box, font and mark, ruled lines, and what could not be read.

All coordinates are points from the top left of the page as it is shown (rotation applied), the frame of the
media box. The raw interface is used because it gives the character boxes in about 10 ms a page; everything of
the page is closed before the next one is opened.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MAX_PAGE_CHARACTERS = 200_000
MAX_PAGE_OBJECTS = 20_000
"""Above this the drawing is not looked at for table rules: a map or a bomb, in both cases no table."""

LEANING = 5
"""Degrees off the straight that still count as straight."""

BREAK = frozenset("\r\n\t \u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000\x00")
Box = tuple[float, float, float, float]

LINE_HYPHEN = "\x02"
"""What pdfium writes for a hyphen at the end of a line (U+FFFE in older versions)."""

PAPER = 150
"""Darker than this (of 255) is no paper."""
MOST_PIXELS = 60_000_000
"""Of the pictures on a page; with more it is not drawn to have a look at it."""
LEAST_COMMON = 0.45
ENOUGH_LETTERS = 200
_COMMON = frozenset("enatirodsl")

_LIGATURES = str.maketrans(
    {
        "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ĳ": "ij", "Ĳ": "IJ",
        "\x02": "-", "\ufffe": "-", "\u2010": "-", "\u2011": "-", "\u200b": "", "\ufeff": "", "\u2060": "",
        "\u200c": "", "\u200d": "", "\u200e": "", "\u200f": "",
    }
)  # fmt: skip
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\uffff\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_BULLET_GLYPHS = {0xB7, 0xA7, 0xFC, 0xD8, 0x76, 0x6E, 0x6F, 0x71, 0x75, 0x77, 0x78, 0xA8, 0xE0, 0xF0, 0x2D, 0x9F}
_BOLD_NAME = re.compile(r"bold|black|heavy|demi|semibd|extrabd", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """How a stretch is set. size in points on the page; angle in whole degrees as shown (0 is upright)."""

    font: str
    size: float
    bold: bool
    angle: int
    mcid: int
    artifact: bool
    invisible: bool


@dataclass(slots=True)
class Word:
    """Characters without white space. `glued`: no space before it. `hyphen`: ends in a line-end hyphen."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    style: Style
    glued: bool = False
    hyphen: bool = False
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight horizontal or vertical line."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def vertical(self) -> bool:
        return self.bottom - self.top > self.x1 - self.x0


@dataclass(slots=True)
class PageText:
    """What one page holds. `elements`: the structure tree as (role chain, mcids), in order; see pdf_tags."""

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    characters: int = 0
    unreadable: int = 0
    image_share: float = 0.0
    paths: int = 0
    pixels: int = 0

    @property
    def paths_only(self) -> bool:
        """No letters but many drawn shapes: text turned into outlines, or a drawing."""
        return not self.characters and self.image_share < 0.5 and self.paths > 300


class Frame:
    """Turns page space (origin bottom left, not rotated) into the page as shown (origin top left)."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        left, bottom, right, top = page.get_mediabox()
        if right - left < 1 or top - bottom < 1:  # no size at all: pdfium shows such a page in a size of its own
            left, bottom, (right, top) = 0.0, 0.0, page.get_size()
        self.left, self.bottom, self.right, self.top = left, bottom, right, top
        self.rotation = page.get_rotation() % 360
        wide, high = right - left, top - bottom
        self.width, self.height = (high, wide) if self.rotation in (90, 270) else (wide, high)

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.rotation == 90:
            return y - self.bottom, x - self.left
        if self.rotation == 180:
            return self.right - x, y - self.bottom
        if self.rotation == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        ax, ay = self.point(left, bottom)
        bx, by = self.point(right, top)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def read_page(page: pdfium.PdfPage, number: int, filled_in: Sequence[Word] = ()) -> PageText:
    """Words, rules and pictures of one page, with what was filled in on it. The caller closes the page."""
    result = read_words(page, number)
    result.words += filled_in
    result.characters += sum(len(word.text) for word in filled_in)
    _read_drawing(page, Frame(page), result)
    _turn_upright(result)
    return result


def read_words(page: pdfium.PdfPage, number: int) -> PageText:
    """The words of a page as it is shown, and nothing else."""
    frame = Frame(page)
    result = PageText(number, frame.width, frame.height)
    textpage = page.get_textpage()
    try:
        _read_words(page, textpage, frame, result)
    finally:
        textpage.close()
    return result


def looks_like_paper(page: pdfium.PdfPage) -> bool:
    """Whether a page that is one picture looks like a scan: most of it of one light shade, as paper is. A photo is not."""
    width, height = page.get_size()
    bitmap = page.render(scale=min(2.0, 120 / max(width, height, 1.0)), grayscale=True)
    try:
        wide, stride, data = bitmap.width, bitmap.stride, bytes(bitmap.buffer)
        shades = sorted(shade for row in range(bitmap.height) for shade in data[row * stride : row * stride + wide])
    finally:
        bitmap.close()
    ground = shades[int(0.7 * len(shades))] if shades else 255
    return ground >= PAPER and sum(abs(shade - ground) <= 25 for shade in shades) >= 0.5 * len(shades)


def clean(text: str) -> str:
    """Ligatures expanded, control characters and directional marks dropped, composed (NFC)."""
    if text.isascii() and text.isprintable():
        return text
    text = _CONTROL.sub("", text.translate(_LIGATURES))
    text = "".join(_printable(char) for char in text)
    return unicodedata.normalize("NFC", text)


def _printable(char: str) -> str:
    code = ord(char)
    if 0xE000 <= code <= 0xF8FF:
        # Symbol and Wingdings keep their codes at U+F000: bullets there, letters nowhere in running text.
        return "•" if code & 0xFF in _BULLET_GLYPHS else "\ufffd"
    return char


class _Styles:
    """Styles of the text objects of one page, each looked up once."""

    def __init__(self, textpage: Any, rotation: int) -> None:
        self.textpage, self.rotation = textpage, rotation
        self.known: dict[int, tuple[Style, float, float]] = {}
        self.matrix = raw.FS_MATRIX()
        self.number = ctypes.c_float()

    def at(self, index: int) -> tuple[Style, float, float]:
        """Style and origin (x, y in page space) of the text object of a character."""
        handle = raw.FPDFText_GetTextObject(self.textpage, index)
        address = ctypes.cast(handle, ctypes.c_void_p).value or 0
        found = self.known.get(address)
        if found is None:
            found = self.known[address] = self._look_up(handle, index)
        return found

    def _look_up(self, handle: Any, index: int) -> tuple[Style, float, float]:
        matrix = self.matrix
        raw.FPDFText_GetMatrix(self.textpage, index, matrix)
        size = raw.FPDFText_GetFontSize(self.textpage, index)
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        angle = _snapped(round(math.degrees(math.atan2(matrix.b, matrix.a))) - self.rotation)
        if not handle:
            return Style("", round(size * scale, 1), False, angle, -1, False, False), matrix.e, matrix.f
        font, mode = raw.FPDFTextObj_GetFont(handle), raw.FPDFTextObj_GetTextRenderMode(handle)
        name = _font_name(font)
        bold = bool(_BOLD_NAME.search(name)) or raw.FPDFFont_GetWeight(font) >= 600 or mode == 2
        marks = _marks(handle)
        style = Style(
            name, round(abs(size) * scale, 1), bold, angle, raw.FPDFPageObj_GetMarkedContentID(handle),
            "Artifact" in marks, mode == 3,
        )  # fmt: skip
        return style, matrix.e, matrix.f


def _snapped(angle: int) -> int:
    """From 0 to 359. What leans a little (recognised text of a crooked scan, slanted type) counts as straight."""
    nearest = 90 * round(angle / 90)
    return (nearest if abs(angle - nearest) <= LEANING else angle) % 360


def _font_name(font: Any) -> str:
    buffer = ctypes.create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(font, buffer, 128)
    return buffer.value.decode("latin-1", "replace").split("+")[-1]


def _marks(handle: Any) -> list[str]:
    names = []
    for index in range(min(raw.FPDFPageObj_CountMarks(handle), 8)):
        mark, length = raw.FPDFPageObj_GetMark(handle, index), ctypes.c_ulong()
        buffer = (ctypes.c_ushort * 64)()
        if raw.FPDFPageObjMark_GetName(mark, buffer, 128, length):
            names.append("".join(map(chr, buffer[: max(0, length.value // 2 - 1)])))
    return names


def _read_words(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, frame: Frame, result: PageText) -> None:
    handle = textpage.raw
    count = min(raw.FPDFText_CountChars(handle), MAX_PAGE_CHARACTERS)
    styles, box = _Styles(handle, frame.rotation), raw.FS_RECTF()
    unicode_at, box_at = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    crop = _crop(page, frame)
    chars: list[str] = []
    suspects: list[str] = []
    spacing = _Spacing()
    flat = frame.rotation == 0
    waiting = False
    glued, low, high = False, 0.0, 0.0
    left = right = bottom = top = edge = 0.0
    style, origin_x, origin_y = styles.at(0) if count else (None, 0.0, 0.0)

    def finish() -> None:
        if not chars or style is None:
            return
        x0, y0, x1, y1 = frame.box(left, bottom, right, top)
        text = "".join(chars)
        last = text[-1]
        word = Word(clean(text), x0, y0, x1, y1, _baseline(frame, origin_x, origin_y), style, glued)
        word.soft = last == "\u00ad"
        word.hyphen = word.soft or last in (LINE_HYPHEN, "\ufffe")
        if "\u00ad" in word.text:
            word.text = word.text.replace("\u00ad", "") + ("-" if word.soft else "")
        inside = x1 > crop[0] and x0 < crop[2] and y1 > crop[1] and y0 < crop[3]
        if word.text and inside:
            result.words.append(word)

    for index in range(count):
        code = unicode_at(handle, index)
        char = chr(code) if code < 0x110000 else "\ufffd"
        if char in BREAK:
            if code == 0 and raw.FPDFText_HasUnicodeMapError(handle, index):
                result.characters += 1
                result.unreadable += 1
            waiting = code == 32 and spacing.wide and bool(chars) and raw.FPDFText_IsGenerated(handle, index) == 1
            if waiting:
                continue
            finish()
            chars, glued = [], False
            continue
        box_at(handle, index, box)
        if chars and flat and style is not None and not style.angle:
            gap = box.left - edge
            if (waiting and not spacing.goes_on(gap)) or (not waiting and spacing.parts(gap, chars[-1], char)):
                finish()
                chars, glued = [], False
            else:
                spacing.add(gap)
        waiting = False
        edge = box.right
        if chars and (box.bottom != low or box.top != high):
            other, ox, oy = styles.at(index)
            if other is not style or abs(oy - origin_y) > 0.1 or abs(ox - origin_x) > 0.1:
                far = _apart(box, left, bottom, right, top)
                if other.size != style.size or other.mcid != style.mcid or far:  # type: ignore[union-attr]
                    finish()
                    chars, glued = [], not far
                    style, origin_x, origin_y = other, ox, oy
            low, high = box.bottom, box.top
        if not chars:
            style, origin_x, origin_y = styles.at(index)
            spacing.begin(max(style.size, 0.7 * (box.top - box.bottom)))
            left, right, bottom, top = box.left, box.right, box.bottom, box.top
            low, high = box.bottom, box.top
        else:
            if box.left < left:
                left = box.left
            if box.right > right:
                right = box.right
            if box.bottom < bottom:
                bottom = box.bottom
            if box.top > top:
                top = box.top
        chars.append(char)
        result.characters += 1
        if code > 0x40 and raw.FPDFText_HasUnicodeMapError(handle, index) == 1:
            suspects.append(char)
        elif code > 0x7F and _unreadable(code):
            result.unreadable += 1
        if char in (LINE_HYPHEN, "\ufffe"):
            finish()
            chars, glued = [], False
    finish()
    if suspects and not plausible("".join(suspects)):
        result.unreadable += len(suspects)
    result.unreadable += _ciphered(result.words)


def _crop(page: pdfium.PdfPage, frame: Frame) -> tuple[float, float, float, float]:
    """What is shown of the page; all of it when the crop box holds nothing."""
    left, bottom, right, top = page.get_cropbox()
    low, high = max(left, frame.left), max(bottom, frame.bottom)
    if min(right, frame.right) - low < 1 or min(top, frame.top) - high < 1:
        return -1e6, -1e6, 1e6, 1e6
    return frame.box(left, bottom, right, top)


class _Spacing:
    """White between the letters of the word at hand, to see where pdfium put a space that is none and left out one
    that is. It judges by the space of the font and errs where letters are set apart or a line is set tight."""

    def __init__(self) -> None:
        self.size = 1.0
        self.least = self.most = 0.0
        self.count = 0
        self.quiet = False

    @property
    def wide(self) -> bool:
        """Whether the letters so far stand apart evenly."""
        return self.count >= 2 and self.least > 0.08 * self.size and self.most - self.least < 0.04 * self.size

    def begin(self, size: float) -> None:
        # what the word before showed goes for a word of one letter
        self.quiet = (self.most < 0.04 * self.size) if self.count else self.quiet
        self.size, self.count, self.least, self.most = max(size, 1.0), 0, 0.0, 0.0

    def add(self, gap: float) -> None:
        self.least = min(self.least, gap) if self.count else gap
        self.most = max(self.most, gap) if self.count else gap
        self.count += 1

    def goes_on(self, gap: float) -> bool:
        """Whether the white where pdfium put a space is the white between all letters of this word."""
        return -0.5 * self.size < gap <= self.most + 0.03 * self.size

    def parts(self, gap: float, before: str, after: str) -> bool:
        """Whether the white parts two words where pdfium put no space."""
        if not 0.1 * self.size < gap < 4 * self.size or not after.isalnum() or not (before.isalpha() or before in ",.;:)"):
            return False
        return self.most < 0.04 * self.size if self.count else self.quiet


def _baseline(frame: Frame, x: float, y: float) -> float:
    return frame.point(x, y)[1]


def _apart(box: Any, left: float, bottom: float, right: float, top: float) -> bool:
    """Whether a character box stands clear of the word so far."""
    size = max(top - bottom, 4.0)
    return bool(
        box.bottom > top or box.top < bottom or box.left > right + size or box.right < left - size
    )


def _unreadable(code: int) -> bool:
    return code == 0xFFFD or (0xE000 <= code <= 0xF8FF and code & 0xFF not in _BULLET_GLYPHS)


def plausible(text: str) -> bool:
    """Whether letters without a sure code read as a language: the common ones common, accents the exception.

    The letters e n a t i r o d s l are 70 to 75 % of Dutch, English, German and French text, and far less of one
    in which each letter stands for another.
    """
    letters = [char for char in text.lower() if char.isalpha()]
    bare = [unicodedata.normalize("NFD", char)[0] for char in letters]
    accents = sum(one != other for one, other in zip(letters, bare, strict=True))
    return sum(char in _COMMON for char in bare) >= LEAST_COMMON * len(letters) and accents <= 0.4 * len(letters)


def _ciphered(words: Sequence[Word]) -> int:
    """Characters in a font whose letters stand for other letters, which its file does not say."""
    fonts: dict[str, list[str]] = {}
    for word in words:
        fonts.setdefault(word.style.font, []).append(word.text)
    count = 0
    for texts in fonts.values():
        letters = [char for char in "".join(texts) if char.isalpha()]
        latin = sum(char.isascii() for char in letters)
        if len(letters) >= ENOUGH_LETTERS and latin >= 0.8 * len(letters) and not plausible("".join(letters)):
            count += len(letters)
    return count


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[int, Any]]:
    for index in range(raw.FPDFPage_CountObjects(page.raw)):
        handle = raw.FPDFPage_GetObject(page.raw, index)
        yield raw.FPDFPageObj_GetType(handle), handle


def _read_drawing(page: pdfium.PdfPage, frame: Frame, result: PageText) -> None:
    """Rules for tables, and how much of the page pictures cover."""
    total = raw.FPDFPage_CountObjects(page.raw)
    result.paths = max(0, total)
    if total > MAX_PAGE_OBJECTS:
        return
    area = max(frame.width * frame.height, 1.0)
    numbers = [ctypes.c_float() for _ in range(4)]
    for kind, handle in _objects(page):
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM):
            continue
        if not raw.FPDFPageObj_GetBounds(handle, *numbers):
            continue
        x0, y0, x1, y1 = frame.box(*(number.value for number in numbers))
        if kind == raw.FPDF_PAGEOBJ_PATH:
            result.rules.extend(_rules(handle, x0, y0, x1, y1))
        elif (images := [handle] if kind == raw.FPDF_PAGEOBJ_IMAGE else _images_in(handle)):
            result.pixels += sum(map(_pixels, images))
            wide = max(0.0, min(x1, frame.width) - max(x0, 0.0))
            high = max(0.0, min(y1, frame.height) - max(y0, 0.0))
            result.image_share = min(1.0, result.image_share + wide * high / area)


def _images_in(form: Any) -> list[Any]:
    objects = [raw.FPDFFormObj_GetObject(form, index) for index in range(min(raw.FPDFFormObj_CountObjects(form), 50))]
    return [one for one in objects if raw.FPDFPageObj_GetType(one) == raw.FPDF_PAGEOBJ_IMAGE]


def _pixels(image: Any) -> int:
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    return wide.value * high.value if raw.FPDFImageObj_GetImagePixelSize(image, wide, high) else 0


def _rules(handle: Any, x0: float, y0: float, x1: float, y1: float) -> Iterator[Rule]:
    """A thin path is one rule; the outline of a rectangle is four; other shapes are none."""
    wide, high = x1 - x0, y1 - y0
    if (high <= 2.5 and wide >= 6) or (wide <= 2.5 and high >= 6):
        yield Rule(x0, y0, x1, y1)
        return
    if wide < 10 or high < 8 or raw.FPDFPath_CountSegments(handle) not in (4, 5, 6):
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if raw.FPDFPath_GetDrawMode(handle, fill, stroke) and stroke.value:
        yield Rule(x0, y0, x1, y0)
        yield Rule(x0, y1, x1, y1)
        yield Rule(x0, y0, x0, y1)
        yield Rule(x1, y0, x1, y1)


def _turn_upright(result: PageText) -> None:
    """A page whose text mostly runs upwards or downwards (a wide table on a tall page) is turned."""
    angles: Counter[int] = Counter()
    for word in result.words:
        angles[word.style.angle] += len(word.text)
    if not angles:
        return
    main = angles.most_common(1)[0][0]
    if main % 90 or main == 0:
        return
    turn_words(result.words, main, result.width, result.height)
    result.rules = []
    if main in (90, 270):
        result.width, result.height = result.height, result.width


def turn_words(words: list[Word], angle: int, width: float, height: float) -> None:
    """Turns boxes so that text set at `angle` degrees (anticlockwise) lies flat. In place; baseline becomes
    the lower edge, for the origin of turned text runs along the other axis."""
    for word in words:
        x0, top, x1, bottom = word.x0, word.top, word.x1, word.bottom
        if angle == 90:
            word.x0, word.x1, word.top, word.bottom = height - bottom, height - top, x0, x1
        elif angle == 270:
            word.x0, word.x1, word.top, word.bottom = top, bottom, width - x1, width - x0
        elif angle == 180:
            word.x0, word.x1, word.top, word.bottom = width - x1, width - x0, height - bottom, height - top
        word.baseline = word.bottom
