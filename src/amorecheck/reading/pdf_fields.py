"""What was filled in on a PDF form: it stands in fields beside the page, each with a drawing of its own.

pdfium reads such drawings only once they are laid on the page, and that can spoil the fonts of the page itself. So it
is done, in memory, on a second copy of the document, from which only the words inside the fields are taken. Buttons
and remarks of reviewers are no part of the draft.
"""

from __future__ import annotations

import ctypes
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from amorecheck.reading.pdf_page import Box, Frame, Word, read_words

MOST_FIELDS = 2_000


class Fields:
    """The filled-in fields of a file. Opens it a second time when the first field is met."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._twin: pdfium.PdfDocument | None = None

    def close(self) -> None:
        if self._twin is not None:
            self._twin.close()

    def words(self, page: pdfium.PdfPage, index: int) -> list[Word]:
        """The words in the fields of page `index` (from 0), placed as `read_words` does. Raises PdfiumError."""
        count = raw.FPDFPage_GetAnnotCount(page.raw)
        if not 0 < count <= MOST_FIELDS:
            return []
        frame = Frame(page)
        boxes = [_field_box(page, number, frame) for number in range(count)]
        if not any(boxes):
            return []
        if self._twin is None:
            self._twin = pdfium.PdfDocument(self._path)
        words = _laid_on_page(self._twin, index, boxes)
        return [word for word in words if any(box is not None and _inside(word, box) for box in boxes)]


def _laid_on_page(twin: pdfium.PdfDocument, index: int, boxes: list[Box | None]) -> list[Word]:
    page = twin[index]
    for number in reversed(range(len(boxes))):
        if boxes[number] is None:
            raw.FPDFPage_RemoveAnnot(page.raw, number)
    raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
    page.close()
    page = twin[index]
    try:
        return read_words(page, index + 1).words
    finally:
        page.close()


def _inside(word: Word, box: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _field_box(page: pdfium.PdfPage, number: int, frame: Frame) -> Box | None:
    """Where an annotation stands if it is a field that can hold text."""
    annotation = raw.FPDFPage_GetAnnot(page.raw, number)
    if not annotation:
        return None
    try:
        if raw.FPDFAnnot_GetSubtype(annotation) != raw.FPDF_ANNOT_WIDGET or _text(annotation, b"FT") == "Btn":
            return None
        box = raw.FS_RECTF()
        raw.FPDFAnnot_GetRect(annotation, box)
        return frame.box(box.left, box.bottom, box.right, box.top)
    finally:
        raw.FPDFPage_CloseAnnot(annotation)


def _text(annotation: object, key: bytes) -> str:
    length = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if not 2 < length < 64:
        return ""
    buffer = (ctypes.c_ushort * (length // 2))()
    raw.FPDFAnnot_GetStringValue(annotation, key, buffer, length)
    return "".join(map(chr, buffer[: length // 2 - 1]))
