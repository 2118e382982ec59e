"""Running headers, footers and page numbers of untagged pages: what comes back in the same band of many pages."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from amorecheck.document import Kind
from amorecheck.reading.pdf_layout import Line

BAND = 0.125
"""Share of the page height at the top and at the bottom where running lines may stand."""
OUTERMOST = 4
SHARE = 0.4

_PAGE_NUMBER = re.compile(
    r"(?:pagina|pag\.?|blz\.?|bladzijde|p\.)?\s*[-–|]?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*[-–|]?\s*(?:(?:van|/|-|–|\|)\s*\d{1,4})?", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")


@dataclass(slots=True)
class Running:
    """A line that runs along: its kind, text as first met, and the lines that are it."""

    kind: Kind
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class _Candidate:
    line: Line
    kind: Kind
    page: int


def take_running(pages: Sequence[tuple[int, float, list[Line]]]) -> tuple[list[Running], int]:
    """Takes running lines and page numbers out of the pages (number, height, lines), in place.

    Returns the running lines, one for each different text, and how many page numbers were dropped.
    """
    found = [c for number, height, lines in pages for c in _candidates(number, height, lines)]
    body = _body_size([line for _, _, lines in pages for line in lines])
    total = sum(1 for _, _, lines in pages if lines)
    numbers = _page_numbers(found, total)
    running: dict[tuple[Kind, str], Running] = {}
    groups: dict[tuple[Kind, str], list[_Candidate]] = {}
    for candidate in found:
        if id(candidate.line) not in numbers:
            groups.setdefault((candidate.kind, _mask(candidate.line.text)), []).append(candidate)
    for (kind, mask), group in groups.items():
        for text, same in _alike(mask, group).items():
            if _repeats(same, total, body):
                running[kind, text] = Running(kind, [candidate.line for candidate in same])
    gone = numbers | {id(line) for entry in running.values() for line in entry.lines}
    emptied = sum(all(id(line) in gone for line in lines) for _, _, lines in pages if lines)
    if 2 * emptied > total:
        return [], 0  # lines with nothing beside them are the text of such pages, however alike
    if gone:
        for _, _, lines in pages:
            lines[:] = [line for line in lines if id(line) not in gone]
    return list(running.values()), len(numbers)


def _candidates(number: int, height: float, lines: list[Line]) -> list[_Candidate]:
    """The outermost lines in the bands, tables left alone."""
    flat = [line for line in lines if line.cell is None]
    ordered = sorted(flat, key=lambda line: line.top)
    top = _clear_of_body([line for line in ordered[: OUTERMOST + 1] if line.bottom <= BAND * height])
    low = [line for line in reversed(ordered[-OUTERMOST - 1 :]) if line.top >= (1 - BAND) * height]
    bottom = [line for line in _clear_of_body(low) if all(line is not other for other in top)]
    return [_Candidate(line, Kind.HEADER, number) for line in top] + [
        _Candidate(line, Kind.FOOTER, number) for line in bottom
    ]


def _clear_of_body(band: list[Line]) -> list[Line]:
    """The lines from the edge inwards up to the last wide white; only the outermost if there is none.

    A line that is the innermost of the band has its white unseen and counts as clear of the body.
    """
    clear = 1
    for index, (outer, inner) in enumerate(itertools.pairwise(band), 1):
        if abs(inner.baseline - outer.baseline) > 1.7 * max(inner.size, outer.size):
            clear = index
    same_row = [line for line in band[clear:] if abs(line.baseline - band[clear - 1].baseline) < 3]
    tail = band[clear:] if len(band) <= 2 else same_row
    return (band[:clear] + tail)[:OUTERMOST]


def _mask(text: str) -> str:
    return _DIGITS.sub("#", " ".join(text.lower().split()))


def _body_size(lines: Sequence[Line]) -> float:
    weights: dict[float, int] = {}
    for line in lines:
        weights[line.size] = weights.get(line.size, 0) + len(line.text)
    return max(weights, key=lambda size: weights[size], default=0.0)


def _page_numbers(found: Sequence[_Candidate], total: int) -> set[int]:
    """Lines that are a page number only: they rise with the pages, or stand lowest on the single page."""
    bare = [c for c in found if _PAGE_NUMBER.fullmatch(c.line.text.strip())]
    offsets: dict[int, int] = {}
    for candidate in bare:
        digits = _DIGITS.search(candidate.line.text)
        if digits:
            offset = int(digits[0]) - candidate.page
            offsets[offset] = offsets.get(offset, 0) + 1
    steady = {offset for offset, count in offsets.items() if count >= 2 or total == 1 or offset == 0}
    numbers = set()
    for candidate in bare:
        digits = _DIGITS.search(candidate.line.text)
        if digits is None:
            if len(candidate.line.text) <= 5 and candidate.line.text.strip().lower() != "c":
                numbers.add(id(candidate.line))
        elif int(digits[0]) - candidate.page in steady:
            numbers.add(id(candidate.line))
    return numbers


def _alike(mask: str, group: list[_Candidate]) -> dict[str, list[_Candidate]]:
    """One group if its figures count the pages, else one for each different text: notes repeat as well."""
    if _counts_pages(group):
        return {mask: group}
    groups: dict[str, list[_Candidate]] = {}
    for candidate in group:
        groups.setdefault(candidate.line.text, []).append(candidate)
    return groups


def _counts_pages(group: Sequence[_Candidate]) -> bool:
    """Whether a figure in the line rises with the page."""
    offsets = [{int(figure) - c.page for figure in _DIGITS.findall(c.line.text)[:12] if len(figure) < 9} for c in group]
    return bool(set.intersection(*offsets))


def _repeats(group: Sequence[_Candidate], total: int, body: float) -> bool:
    pages = sorted({candidate.page for candidate in group})
    tops = [candidate.line.top for candidate in group]
    middle = median(tops)
    if sum(abs(top - middle) <= 8 for top in tops) < 0.6 * len(tops):
        return False
    large = median(candidate.line.size for candidate in group) > 1.15 * body
    changes = len({candidate.line.text for candidate in group}) > 1
    if large and (changes or len(pages) < 0.6 * total):
        return False  # "Bouwsteen 1", "Bouwsteen 2" on top of their pages are headings
    if total == 2:
        return len(pages) == 2 and max(tops) - min(tops) <= 2
    return len(pages) >= 3 and (len(pages) >= SHARE * total or _longest_run(pages) >= 3)


def _longest_run(pages: Sequence[int]) -> int:
    """Longest series of pages at most two apart (left and right pages take turns)."""
    best = run = 1
    for before, after in itertools.pairwise(pages):
        run = run + 1 if after - before <= 2 else 1
        best = max(best, run)
    return best
