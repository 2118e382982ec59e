"""What was filled in on a PDF form: it stands in fields beside the page and is laid on it before reading.

Only in memory. Buttons and remarks of reviewers are no part of the draft.
"""

from __future__ import annotations

import ctypes

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MOST_FIELDS = 2_000


def with_fields(pdf: pdfium.PdfDocument, index: int) -> pdfium.PdfPage:
    """Page `index` (from 0) with the text of its form fields on it. Raises PdfiumError; the caller closes the page."""
    page = pdf[index]
    count = raw.FPDFPage_GetAnnotCount(page.raw)
    if not 0 < count <= MOST_FIELDS:
        return page
    fields = [_is_field(page, number) for number in range(count)]
    if not any(fields):
        return page
    for number in reversed(range(count)):
        if not fields[number]:
            raw.FPDFPage_RemoveAnnot(page.raw, number)
    raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
    page.close()
    return pdf[index]


def _is_field(page: pdfium.PdfPage, number: int) -> bool:
    """Whether the annotation is a field that holds text."""
    annotation = raw.FPDFPage_GetAnnot(page.raw, number)
    if not annotation:
        return False
    try:
        if raw.FPDFAnnot_GetSubtype(annotation) != raw.FPDF_ANNOT_WIDGET:
            return False
        return _text(annotation, b"FT") != "Btn"
    finally:
        raw.FPDFPage_CloseAnnot(annotation)


def _text(annotation: object, key: bytes) -> str:
    length = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if not 2 < length < 64:
        return ""
    buffer = (ctypes.c_ushort * (length // 2))()
    raw.FPDFAnnot_GetStringValue(annotation, key, buffer, length)
    return "".join(map(chr, buffer[: length // 2 - 1]))
