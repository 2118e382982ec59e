"""Plain text and Markdown. `Document.text` is the file's own text, so every offset is one of the file."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from amorecheck.document import Block, Document, Kind, Notice, Origin
from amorecheck.errors import TooLargeError, UnreadableError
from amorecheck.reading import labels
from amorecheck.reading.blocks import clean_in_place

LARGEST = 10_000_000
"""Most characters that are read from one text file."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ATX = re.compile(r"[ \t]{0,3}(#{1,6})[ \t]+(?=\S)")
_RULE = re.compile(r"[ \t]*(?:(?:[-*_=~+][ \t]*){3,}|[`~]{3,}\w*|\\?(?:newpage|pagebreak))[ \t]*$")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$")
_BOLD_LINE = re.compile(r"[ \t]*(\*\*|__)(?=\S)(.+?)(?<=\S)\1[ \t]*:?[ \t]*$")
_APART = re.compile("[\u0300-\u036f]")
_QUOTE = re.compile(r"[ \t]*>[ \t]?")
_WIDEST_WRAP = 130
_LONGEST_RULE = 400

# So many bare lines after a colon make a list.
_LEAST_ANNOUNCED = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file: its text without line end or outer blanks, where that starts, and its indent."""

    text: str
    start: int
    indent: int
    alone: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def read_text(path: Path) -> Document:
    """Read a text file in UTF-8, UTF-16, UTF-32 or Windows-1252.

    Blocks are slices of `Document.text`; origins have part "", index 0 and the offset in the decoded file
    (without byte order mark, and with accents on their letters). Raises UnreadableError for bytes that are no text, TooLargeError past LARGEST.
    """
    data = path.read_bytes()
    text, guessed = decode(data, path.name)
    if len(text) > LARGEST:
        raise TooLargeError(
            f"{path.name} bevat meer dan {LARGEST // 1_000_000} miljoen tekens. "
            "Bied alleen de tekst van de visie aan."
        )
    if _APART.search(text):
        # the one case in which offsets are not those of the file: no word list knows letters with accents beside them
        text = unicodedata.normalize("NFC", text)
    text = clean_in_place(text)
    notices = (
        (Notice("codering", "De tekencodering van het bestand is geraden; controleer letters met accenten."),)
        if guessed
        else ()
    )
    return Document(path.name, "text", "", text, tuple(find_blocks(text)), notices=notices)


def decode(data: bytes, name: str) -> tuple[str, bool]:
    """The text of the bytes, and whether characters had to be guessed."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, errors="replace")
            return text, "\ufffd" in text
    even, odd = data[0:4000:2].count(0), data[1:4000:2].count(0)
    half = max(1, min(len(data), 4000) // 2)
    if odd > half * 0.4 and even < half * 0.1:
        return data.decode("utf-16-le", errors="replace"), False
    if even > half * 0.4 and odd < half * 0.1:
        return data.decode("utf-16-be", errors="replace"), False
    if _is_binary(data):
        raise UnreadableError(
            f"{name} bevat geen leesbare tekst. Bied de visie aan als Word-bestand, PDF, ODT of tekstbestand."
        )
    try:
        return data.decode("utf-8"), False
    except UnicodeDecodeError:
        pass
    lenient = data.decode("utf-8", errors="replace")
    broken = lenient.count("\ufffd")
    foreign = sum(character > "\x7f" for character in lenient)
    if foreign - broken > 4 * broken:
        return lenient, True
    return data.decode("cp1252", errors="replace").replace("\ufffd", " "), False


def _is_binary(data: bytes) -> bool:
    sample = data[:8000] + data[len(data) // 2 : len(data) // 2 + 8000]
    controls = sum(byte < 9 or 14 <= byte < 27 or 28 <= byte < 32 for byte in sample)
    return controls > max(len(sample) * 0.02, min(8, len(sample) * 0.2))


def find_blocks(text: str) -> list[Block]:
    """The blocks of a text in order; each is a slice of the text."""
    lines = _lines(text)
    markdown = sum(1 for line in lines if _ATX.match(line.text)) >= 2
    width = _wrap_width(lines)
    unspaced = not markdown and width == 0 and _is_unspaced(lines)
    blocks: list[Block] = []
    tables = 0
    position = 0
    while position < len(lines):
        stop = _table_end(lines, position)
        if stop > position:
            blocks.extend(_cells(lines[position:stop], tables))
            tables += 1
            position = stop
            continue
        position = _next_block(text, lines, position, blocks, markdown=markdown, width=width, unspaced=unspaced)
    return _with_list_levels(_with_levels(_with_announced_lists(blocks)))


def _lines(text: str) -> list[Line]:
    lines = []
    at = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        lead = raw[: len(raw) - len(raw.lstrip())]
        lines.append(Line(stripped, at + len(lead), len(lead.expandtabs(4))))
        at += len(raw) + 1
    blank = [not line.text or _is_rule(line.text) for line in lines]
    return [
        Line(line.text, line.start, line.indent, (n == 0 or blank[n - 1]) and (n + 1 == len(lines) or blank[n + 1]))
        for n, line in enumerate(lines)
    ]


def _is_rule(text: str) -> bool:
    """Whether a line only divides; long lines do not, and would take a pattern with many blanks for ever."""
    return len(text) <= _LONGEST_RULE and _RULE.match(text) is not None


def _is_table_rule(text: str) -> bool:
    return len(text) <= _LONGEST_RULE and "-" in text and _TABLE_RULE.match(text) is not None


def _wrap_width(lines: Sequence[Line]) -> int:
    """The width at which the file breaks its lines, 0 when lines are whole paragraphs."""
    pairs = [(one, two) for one, two in pairwise(lines) if one.text and two.text and not _opens_block(two)]
    continued = sum(1 for one, two in pairs if two.text[:1].islower() and one.text[-1] not in ".!?:;|")
    if continued < 2 or continued < len(pairs) * 0.15:
        return 0
    lengths = sorted(len(one.text) + one.indent for one, _ in pairs if len(one.text) <= _WIDEST_WRAP)
    return lengths[int(len(lengths) * 0.9)] if lengths else 0


def _is_unspaced(lines: Sequence[Line]) -> bool:
    """Whether each line is a paragraph and no blank lines part them, as Word saves 'tekst zonder opmaak'."""
    filled = [line for line in lines if line.text]
    blank = len(lines) - len(filled)
    return len(filled) >= 6 and blank <= 0.1 * len(filled) and sum(len(line.text) > 120 for line in filled) >= 0.15 * len(filled)


def _stands_out(lines: Sequence[Line], n: int) -> bool:
    """Whether a line among lines that are paragraphs reads as the title of the one below, or of the one below that."""
    text = lines[n].text
    if labels.bullet(text) or labels.number(text):
        return False
    if n == 0:  # a title may be two sentences
        return len(text) <= 110 and text[:1].isupper() and text[-1] not in ".,;:"
    following = [line.text for line in lines[n + 1 : n + 3]]
    if not labels.looks_like_heading(text, words=9, characters=70) or not following:
        return False
    if labels.looks_like_heading(following[0], words=9, characters=70):
        following = following[1:]
    below = following[0] if following else ""
    return (len(below) > 60 or (len(below) > 35 and below[-1] in ".!?:")) and not below[:1].islower()


def _opens_block(line: Line) -> bool:
    text = line.text
    return bool(
        _ATX.match(text)
        or _is_rule(text)
        or labels.bullet(text)
        or labels.number(text)
        or labels.is_contents_line(text)
        or _BOLD_LINE.match(text)
        or text.startswith("|")
    )


def _continues(one: Line, two: Line, width: int) -> bool:
    """Whether line two is the rest of the paragraph that line one breaks off."""
    if not two.text or _opens_block(two) or labels.heading_number(two.text):
        return False
    if two.text[0].islower() or two.text[0] in ",)":
        return True
    if not width or len(one.text) > _WIDEST_WRAP:
        return False
    word = two.text.split(None, 1)[0]
    full = one.indent + len(one.text) + 1 + len(word) > width
    return full and (one.text[-1] not in ".!?:" or len(one.text) > width * 0.6)


def _next_block(
    text: str, lines: Sequence[Line], n: int, blocks: list[Block], *, markdown: bool, width: int, unspaced: bool
) -> int:
    """Add the block that starts at line n, if any; the number of the first line after it."""
    line = lines[n]
    if not line.text or _is_rule(line.text):
        return n + 1
    if labels.is_contents_line(line.text):
        blocks.append(_block(Kind.CONTENTS, line.text, line.start))
        return n + 1
    heading = _heading(lines, n, markdown=markdown)
    if heading is None and unspaced and _stands_out(lines, n):
        heading = _block(Kind.HEADING, line.text, line.start)
    if heading is not None:
        blocks.append(heading)
        return n + 1
    marks = labels.bullet(line.text) or _list_number(lines, n)
    quote = _QUOTE.match(line.text)
    label, skip = marks or ("", quote.end() if quote else 0)
    last = n
    while last + 1 < len(lines) and _continues(lines[last], lines[last + 1], width):
        last += 1
    start = line.start + skip
    piece = text[start : lines[last].end]
    if piece.strip():
        kind = Kind.LIST_ITEM if marks else Kind.PARAGRAPH
        blocks.append(_block(kind, piece, start, label=label, list_level=1 + line.indent if marks else 0))
    return last + 1


def _list_number(lines: Sequence[Line], n: int) -> tuple[str, int] | None:
    found = labels.number(lines[n].text)
    if found and found[0][0].isupper():
        return None
    return found


def _heading(lines: Sequence[Line], n: int, *, markdown: bool) -> Block | None:
    line = lines[n]
    atx = _ATX.match(line.text)
    if atx:
        text = line.text[atx.end() :]
        bare = text.rstrip("#")
        text = bare if bare[-1:].isspace() else text
        return _block(Kind.HEADING, text, line.start + atx.end(), level=len(atx.group(1)))
    bold = _BOLD_LINE.match(line.text)
    if bold and len(bold.group(2)) <= 100 and "**" not in bold.group(2) and not bold.group(2).endswith("."):
        return _block(Kind.HEADING, bold.group(2), line.start + bold.start(2))
    following = lines[n + 1].text if n + 1 < len(lines) else ""
    if following and set(following) in ({"="}, {"-"}) and len(following) >= 3 and (n == 0 or not lines[n - 1].text):
        return _block(Kind.HEADING, line.text, line.start, level=1 if following[0] == "=" else 2)
    numbered = labels.heading_number(line.text)
    opens = n == 0 or not lines[n - 1].text or _is_rule(lines[n - 1].text)
    if numbered and labels.looks_like_heading(line.text[numbered[1] :]) and not _among_numbers(lines, n):
        if opens or numbered[2] > 1:
            return _block(Kind.HEADING, line.text, line.start, level=numbered[2])
        return None
    if markdown or labels.bullet(line.text) or labels.number(line.text) or not opens:
        return None
    if line.alone and labels.looks_like_heading(line.text):
        return _block(Kind.HEADING, line.text, line.start)
    direct = bool(following) and (len(following) > max(60, len(line.text)) or labels.bullet(following) is not None)
    if direct and labels.looks_like_heading(line.text, words=9, characters=70) and not following[:1].islower():
        return _block(Kind.HEADING, line.text, line.start)
    return None


def _among_numbers(lines: Sequence[Line], n: int) -> bool:
    """Whether the line is one of a list: the line before or after it has the number before or after its own."""
    mine = labels.heading_number(lines[n].text)
    for step in (-1, 1):
        at = n + step
        while mine and mine[2] == 1 and 0 <= at < len(lines) and not lines[at].text and abs(at - n) < 4:
            at += step
        if 0 <= at < len(lines):
            other = labels.heading_number(lines[at].text)
            if other and mine and other[2] == 1 and _rank(other[0]) == _rank(mine[0]) + step:
                return True
    return False


def _rank(number: str) -> int:
    return int(number) if number.isdigit() else ord(number[0].lower()) + 1000


def _block(kind: Kind, text: str, start: int, **attributes: object) -> Block:
    lead = len(text) - len(text.lstrip())
    text = text.strip()
    start += lead
    origin = Origin(0, len(text), index=0, offset=start)
    return Block(kind, text, start, origins=(origin,), **attributes)  # type: ignore[arg-type]


def _with_announced_lists(blocks: list[Block]) -> list[Block]:
    """Bare lines after a sentence that ends with a colon are the list it announces, not headings: from three on.

    The last of them stays a heading where a paragraph follows: then it is more likely the title of that.
    """
    listed = list(blocks)
    n = 0
    while n < len(listed):
        stop = n + 1
        if listed[n].kind is Kind.PARAGRAPH and listed[n].text.endswith(":"):
            while stop < len(listed) and _is_bare(listed[stop]):
                stop += 1
            if stop < len(listed) and listed[stop].kind is not Kind.HEADING:
                stop -= 1
            if stop - n > _LEAST_ANNOUNCED:
                listed[n + 1 : stop] = [replace(block, kind=Kind.LIST_ITEM, list_level=1) for block in listed[n + 1 : stop]]
        n = max(stop, n + 1)
    return listed


def _is_bare(block: Block) -> bool:
    """Whether a block is a heading only because its line stands alone."""
    return block.kind is Kind.HEADING and not block.level and labels.heading_number(block.text) is None


def _with_levels(blocks: list[Block]) -> list[Block]:
    """Give headings without a level of their own one below the last heading that had one."""
    base = 0
    levelled = []
    for block in blocks:
        if block.kind is Kind.HEADING:
            if block.level:
                base = block.level
            elif labels.FRONT_OR_BACK.fullmatch(block.text) or block.text.isupper():
                base = 0
                block = replace(block, level=1)
            else:
                block = replace(block, level=min(base + 1, 6))
        levelled.append(block)
    return levelled


def _with_list_levels(blocks: list[Block]) -> list[Block]:
    """Turn the indents of list items (kept in list_level until here) into levels from 1."""
    indents: list[int] = []
    levelled = []
    for block in blocks:
        if block.kind is Kind.LIST_ITEM:
            while indents and indents[-1] > block.list_level:
                indents.pop()
            if not indents or indents[-1] < block.list_level:
                indents.append(block.list_level)
            block = replace(block, list_level=len(indents))
        elif block.kind is not Kind.PARAGRAPH:
            indents = []
        levelled.append(block)
    return levelled


def _table_end(lines: Sequence[Line], n: int) -> int:
    """The line after the table that starts at line n; n itself when none does."""
    if "|" not in lines[n].text:
        return n
    stop = n
    while stop < len(lines) and "|" in lines[stop].text:
        stop += 1
    rows = lines[n:stop]
    ruled = any(_is_table_rule(row.text) for row in rows)
    fenced = len(rows) >= 2 and all(row.text.startswith("|") and row.text.endswith("|") for row in rows)
    return stop if ruled or fenced else n


def _cells(rows: Sequence[Line], table: int) -> Iterator[Block]:
    number = 0
    for row in rows:
        if _is_table_rule(row.text):
            continue
        at = 1 if row.text.startswith("|") else 0
        for column, piece in enumerate(re.split(r"(?<!\\)\|", row.text[at:])):
            if piece.strip():
                yield _block(Kind.TABLE_CELL, piece, row.start + at, cell=(table, number, column))
            at += len(piece) + 1
        number += 1
