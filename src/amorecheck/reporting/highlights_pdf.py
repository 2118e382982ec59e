"""Highlights with notes in a copy of a PDF, through pdfium: the draft's own bytes stay, ours are added behind them.

An incremental save leaves the original file whole at the front (and with it any digital signature over it). Viewers
draw a highlight from its four corners themselves.
"""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from amorecheck.document import Document, Origin

from .notes import Comment, Note, Placed, Tone, at_end, group_notes, last_block
from .passages_alike import ALIKE, letters_of, likeness
from .wording import say

Box = tuple[float, float, float, float]

_COLOURS = {Tone.STRONG: (178, 223, 186), Tone.THIN: (255, 224, 130), Tone.MISSING: (244, 180, 172), Tone.WAIVED: (198, 208, 236)}
_SAME_LINE = 0.5
_WIDEST_SPACE = 3.0
_PRINT = 4
_FILE_ID = re.compile(rb"/ID\s*\[\s*<([0-9A-Fa-f]*)>\s*<([0-9A-Fa-f]*)>\s*\]")


def highlight_pdf(data: bytes, document: Document, notes: Sequence[Note], limit: int) -> Placed:
    """A copy of the PDF with highlights. Raises ValueError where pdfium cannot open or save it."""
    seen: dict[Note, Note] = {}
    unplaced = 0
    last = last_block(document)
    for note in notes:
        moved = note
        if not _boxes(document, note.start, note.end):
            if last is None or not _boxes(document, last.start, last.end):
                continue
            moved, unplaced = at_end(note, last), unplaced + 1
        seen.setdefault(moved, moved)
    comments, left_out = group_notes(tuple(seen), document, limit, lambda note: document.block_at(note.start).start)
    return Placed(_save(data, document, comments), len(comments), left_out, unplaced=unplaced, signed=b"/ByteRange" in data)


def _save(data: bytes, document: Document, comments: Sequence[Comment]) -> bytes:
    if not comments:
        return data
    try:
        pdf = pdfium.PdfDocument(data)
        for comment in comments:
            page_number, boxes = _boxes(document, comment.start, comment.end)[0]
            page = pdf[page_number - 1]
            said = document.text[comment.start : comment.end]
            _highlight(page, comment, _upright(page, _lines(boxes), said))
            page.close()
        out = io.BytesIO()
        pdf.save(out, flags=raw.FPDF_INCREMENTAL)
        pdf.close()
    except (pdfium.PdfiumError, IndexError) as error:
        raise ValueError(str(error)) from error
    return _timeless(data, out.getvalue())


def _boxes(document: Document, start: int, end: int) -> list[tuple[int, list[Box]]]:
    """The boxes of the words in [start, end), page by page."""
    if start < 0 or not document.blocks:
        return []
    pages: dict[int, list[Box]] = {}
    for origin in document.place(start, end).origins:
        if origin.page is not None and origin.box is not None:
            pages.setdefault(origin.page, []).append(_whole(origin))
    return sorted(pages.items())


def _whole(origin: Origin) -> Box:
    if origin.box is None:
        raise ValueError("an origin without a box")
    return origin.box


def _lines(boxes: Iterable[Box]) -> list[Box]:
    """The boxes of words joined to one box a line: neighbours that overlap half their height and stand close."""
    lines: list[Box] = []
    for box in boxes:
        if lines and _on_line(lines[-1], box):
            x0, top, x1, bottom = lines[-1]
            lines[-1] = (min(x0, box[0]), min(top, box[1]), max(x1, box[2]), max(bottom, box[3]))
        else:
            lines.append(box)
    return lines


def _on_line(line: Box, box: Box) -> bool:
    shared = min(line[3], box[3]) - max(line[1], box[1])
    height = min(line[3] - line[1], box[3] - box[1])
    gap = max(box[0] - line[2], line[0] - box[2])
    return shared >= _SAME_LINE * height and gap <= _WIDEST_SPACE * height


def _highlight(page: Any, comment: Comment, corners: Sequence[Box]) -> None:
    note = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_HIGHLIGHT)
    if not note:
        raise ValueError("pdfium made no annotation")
    red, green, blue = _COLOURS[min((note.tone for note in comment.notes), key=list(reversed(Tone)).index)]
    raw.FPDFAnnot_SetColor(note, raw.FPDFANNOT_COLORTYPE_Color, red, green, blue, 255)
    for left, bottom, right, top in corners:
        raw.FPDFAnnot_AppendAttachmentPoints(note, raw.FS_QUADPOINTSF(left, top, right, top, left, bottom, right, bottom))
    whole = raw.FS_RECTF(
        min(box[0] for box in corners), max(box[3] for box in corners),
        max(box[2] for box in corners), min(box[1] for box in corners),
    )  # fmt: skip
    raw.FPDFAnnot_SetRect(note, whole)
    raw.FPDFAnnot_SetFlags(note, _PRINT)
    _set_text(note, b"Contents", "\n".join(comment.lines))
    _set_text(note, b"T", say("comments.author"))
    raw.FPDFPage_CloseAnnot(note)


def _set_text(note: Any, key: bytes, text: str) -> None:
    held = ctypes.create_string_buffer((text + "\0").encode("utf-16-le"))
    raw.FPDFAnnot_SetStringValue(note, key, ctypes.cast(held, ctypes.POINTER(ctypes.c_ushort)))


def _upright(page: Any, lines: Sequence[Box], said: str) -> list[Box]:
    """The boxes in page space (left, bottom, right, top).

    A page whose text runs upwards is read as if turned, and the boxes are those of the turned page. Which way it was
    turned is found by reading back: the words under the boxes must be the words of the passage.
    """
    textpage = page.get_textpage()
    try:
        found = []
        for angle in (0, 90, 270, 180):
            boxes = [_on_page(page, _turned_back(page, line, angle)) for line in lines]
            read = " ".join(textpage.get_text_bounded(*box) for box in boxes)
            found.append((likeness(letters_of(read), letters_of(said)), -angle, boxes))
            if found[-1][0] >= ALIKE:
                break
        return max(found, key=lambda one: one[:2])[2]
    finally:
        textpage.close()


def _turned_back(page: Any, box: Box, angle: int) -> Box:
    """A box of a page that was read turned by `angle` (reading.pdf_page.turn_words), on the page as it is shown."""
    width, height = page.get_size()
    x0, top, x1, bottom = box
    if angle == 90:
        return top, height - x1, bottom, height - x0
    if angle == 270:
        return width - bottom, x0, width - top, x1
    if angle == 180:
        return width - x1, height - bottom, width - x0, height - top
    return box


def _on_page(page: Any, box: Box) -> Box:
    """From the page as shown (origin top left) back to page space (left, bottom, right, top)."""
    left, bottom, right, top = page.get_mediabox()
    (ax, ay), (bx, by) = (_point(page.get_rotation() % 360, x, y, left, bottom, right, top) for x, y in (box[:2], box[2:]))
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _point(rotation: int, x: float, y: float, left: float, bottom: float, right: float, top: float) -> tuple[float, float]:
    if rotation == 90:
        return left + y, bottom + x
    if rotation == 180:
        return right - x, bottom + y
    if rotation == 270:
        return right - y, top - x
    return left + x, top - y


def _timeless(original: bytes, saved: bytes) -> bytes:
    """The second half of the file's id, which pdfium draws at random, made equal to the first: same draft, same copy."""
    start = len(original) if saved.startswith(original) else 0
    head, tail = saved[:start], saved[start:]
    return head + _FILE_ID.sub(_repeat_id, tail)


def _repeat_id(match: re.Match[bytes]) -> bytes:
    first, second = match.group(1), match.group(2)
    if not first:
        return match.group()
    again = (first * (len(second) // len(first) + 1))[: len(second)]
    return match.group().replace(b"<" + second + b">", b"<" + again + b">")
