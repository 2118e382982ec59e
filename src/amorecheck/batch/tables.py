"""Text from drafts in cells of CSV and XLSX: never a formula, never longer than a cell may be."""

from __future__ import annotations

from amorecheck.reporting.plain import shorten

LONGEST_CELL = 32_000
"""Excel takes 32,767 characters a cell."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def sheet_text(text: str) -> str:
    """`text` on one line without control characters, cut to what a cell may hold."""
    return shorten(text, LONGEST_CELL)


def cell_text(text: str) -> str:
    """`sheet_text` for CSV: with an apostrophe before what a spreadsheet would take for a formula.

    Cells that begin with white space are trimmed first, so that none hides the sign.
    """
    text = sheet_text(text)
    return f"'{text}" if text.startswith(_FORMULA) else text


def decimal(number: float | None, places: int = 1) -> str:
    """'71,5', or '' for None: as Dutch spreadsheets read numbers."""
    return "" if number is None else f"{number:.{places}f}".replace(".", ",")


__all__ = ["LONGEST_CELL", "cell_text", "decimal", "sheet_text"]
