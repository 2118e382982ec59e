"""From a file to a Document. `read` picks the reader by content, never by name, and guards it with limits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from amorecheck.document import Document
from amorecheck.errors import DocumentError
from amorecheck.reading.blocks import clean
from amorecheck.reading.formats import check_file, read_here
from amorecheck.reading.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from amorecheck.reading.office import Changes

__all__ = ["DEFAULT_LIMITS", "Limits", "read"]


def read(
    path: Path,
    *,
    changes: Changes = "final",
    ocr: bool = False,
    limits: Limits | None = DEFAULT_LIMITS,
) -> Document:
    """Read a draft: Word (.docx, .docm, .dotx), PDF, ODT, plain text or Markdown.

    changes: which view of tracked changes to read. ocr: read scanned PDF pages with tesseract. limits: of the
    child process that reads; None reads in this process, for tests and benchmarks. Raises DocumentError, and
    ConfigurationError when `ocr` is asked for and tesseract is not there.
    """
    path = Path(path)
    try:
        check_file(path)
        if limits is None:
            return read_here(path, changes=changes, ocr=ocr)
        from amorecheck.reading.sandbox import read_in_child

        return read_in_child(path, changes=changes, ocr=ocr, limits=limits)
    except DocumentError as error:
        # File names may hold anything; a terminal code in one must not reach a terminal.
        message = clean(str(error))
        if message == str(error):
            raise
        raise type(error)(message, code=error.code) from None
