"""From words on a page to lines in reading order: tables, columns, lines.

Columns are found by gutters: an x where at least three line stretches begin, where nothing crosses, with prose
on both sides. The page is cut at what crosses (a heading over the full width) and each column is looked at
again, so three columns are two cuts. Nothing is guessed from the order in which the file draws its text.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from amorecheck.reading.pdf_page import PageText, Word, turn_words
from amorecheck.reading.pdf_tables import Grid, find_grids

MIN_GUTTER = 9.0
"""Points. Narrower white than this between columns is not seen as a gutter."""
NARROW_GUTTER = 6.0
"""Narrower white is a gutter only where words begin below each other."""
LEAST_STARTS = 5
MIN_ROWS = 7
"""Lines, both sides together, that make two columns."""
MAX_DEPTH = 12
SAME_EDGE = 4.0
WIDE_WHITE = 4.0
"""Heights of a line. White over both columns as high as this parts what stands above it from what stands below."""
LARGE_TYPE = 1.15
"""Type this much larger than usual on the page is that of a heading."""

_END_HYPHEN = re.compile(r"\w-$")
"""At the end of a line; pdfium marks only those between letters."""

Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Line:
    """A line of text in a column. `marks`: per word start, end (in text), x0, x1 (tenths of a point).

    region: ordinal of the column stretch on its page. note: raised figure before the text. turned: angle the text was turned by, with the page's
    size as turned, so that a box can be given as shown.
    """

    text: str
    marks: array[int]
    page: int
    region: int
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    bold: bool
    font: str = ""
    hyphen: bool = False
    soft: bool = False
    gap: bool = False
    first_width: float = 0.0
    note: str = ""
    turned: int = 0
    turned_size: tuple[float, float] = (0.0, 0.0)
    cell: tuple[int, int, int] | None = None
    boxed: bool = False
    left: float = 0.0
    right: float = 0.0

    def boxes(self) -> list[tuple[int, int, Box]]:
        """(start, end, box as shown) of each word."""
        marks = self.marks
        top, bottom = round(self.top, 1), round(self.bottom, 1)
        found = []
        for index in range(0, len(marks), 4):
            box = (marks[index + 2] / 10, top, marks[index + 3] / 10, bottom)
            if self.turned:
                box = _shown(box, self.turned, *self.turned_size)
            found.append((marks[index], marks[index + 1], box))
        return found


def _shown(box: Box, angle: int, width: float, height: float) -> Box:
    """The inverse of pdf_page.turn_words; width and height are those of the page as turned."""
    x0, top, x1, bottom = box
    if angle == 90:
        box = (top, width - x1, bottom, width - x0)
    elif angle == 270:
        box = (height - bottom, x0, height - top, x1)
    elif angle == 180:
        box = (width - x1, height - bottom, width - x0, height - top)
    return (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))


@dataclass(slots=True)
class Stretch:
    """Words of one baseline without a wide gap, or a whole table (then `grid` is set)."""

    words: list[Word]
    x0: float
    top: float
    x1: float
    bottom: float
    grid: Grid | None = None

    @property
    def size(self) -> float:
        return self.words[0].style.size if self.words else 0.0


@dataclass(slots=True)
class Region:
    """Stretches that are read top to bottom, with the edges of their column."""

    stretches: list[Stretch] = field(default_factory=list)
    left: float = 0.0
    right: float = 0.0


def lay_out(page: PageText) -> list[Line]:
    """All lines of a page in reading order. Text at an angle comes last."""
    angle = _main_angle(page.words)
    flat = [word for word in page.words if word.style.angle == angle]
    grids = find_grids(page.rules, flat) if page.rules else []
    inside = {id(word) for grid in grids for word in grid.words()}
    stretches = make_stretches([word for word in flat if id(word) not in inside])
    stretches += [Stretch([], grid.x0, grid.top, grid.x1, grid.bottom, grid) for grid in grids]
    lines: list[Line] = []
    for number, region in enumerate(split_columns(stretches)):
        lines += _region_lines(region, page.number, number)
    if angle % 90 == 0 and angle:
        for line in lines:
            line.turned, line.turned_size = angle, (page.width, page.height)
    return lines + _slanted(page, angle, len(lines))


def _main_angle(words: Sequence[Word]) -> int:
    counts: dict[int, int] = {}
    for word in words:
        counts[word.style.angle] = counts.get(word.style.angle, 0) + len(word.text)
    return max(counts, key=lambda angle: (counts[angle], angle == 0), default=0)


def _slanted(page: PageText, main: int, region: int) -> list[Line]:
    """Text that stands at another angle than the rest: labels in the margin, watermarks."""
    lines = []
    for angle in sorted({word.style.angle for word in page.words} - {main}):
        words = [word for word in page.words if word.style.angle == angle]
        turn = (angle - main) % 360
        if turn % 90 == 0 and not main:
            turn_words(words, turn, page.width, page.height)
            size = (page.height, page.width) if turn in (90, 270) else (page.width, page.height)
            found = _rows(make_stretches(words), page.number, region + angle, 0.0, size[0])
            for line in found:
                line.turned, line.turned_size = turn, size
        else:
            found = [make_line(words, page.number, region + angle)]
        for line in found:
            line.boxed = True
        lines += found
    return lines


def make_stretches(words: Sequence[Word]) -> list[Stretch]:
    """Words on one baseline, cut where the white is wide, or where a column may begin."""
    stretches: list[Stretch] = []
    rows = _baseline_rows(words)
    starts = _column_starts(rows)
    for row in rows:
        current: list[Word] = []
        for word in row:
            if current and _parted(current[-1], word, starts):
                stretches.append(_stretch(current))
                current = []
            current.append(word)
        if current:
            stretches.append(_stretch(current))
    return stretches


def _parted(before: Word, word: Word, starts: frozenset[int]) -> bool:
    gap = word.x0 - before.x1
    size = min(word.style.size, before.style.size)
    return gap > max(MIN_GUTTER, 1.1 * size) or (gap > max(NARROW_GUTTER, 0.5 * size) and round(word.x0) in starts)


def _column_starts(rows: Sequence[Sequence[Word]]) -> frozenset[int]:
    """Places (whole points) where in many lines a word begins after white: the left edge of a column with a narrow
    gutter. To cut there too often does no harm: lines that are no columns are put together again."""
    found: Counter[int] = Counter()
    for row in rows:
        for before, word in pairwise([None, *row]):
            if word is not None and (before is None or word.x0 - before.x1 > max(NARROW_GUTTER, 0.5 * word.style.size)):
                found[round(word.x0)] += 1
    starts: set[int] = set()
    for x, number in found.items():
        near = number + found[x - 1] + found[x + 1]
        if near >= LEAST_STARTS:
            over = sum(row[0].x0 < x - 20 and row[-1].x1 > x for row in rows)
            if near >= 0.25 * over:
                starts.update((x - 1, x, x + 1))
    return frozenset(starts)


def _stretch(words: list[Word]) -> Stretch:
    return Stretch(
        words, min(w.x0 for w in words), min(w.top for w in words), max(w.x1 for w in words), max(w.bottom for w in words)
    )


def _baseline_rows(words: Sequence[Word]) -> list[list[Word]]:
    """Rows of words by baseline, each from left to right; a raised figure stays with its word."""
    units: list[list[Word]] = []
    for word in words:
        if word.glued and units and abs(units[-1][-1].baseline - word.baseline) < units[-1][-1].style.size:
            units[-1].append(word)
        else:
            units.append([word])
    units.sort(key=lambda unit: unit[0].baseline)
    rows: list[list[list[Word]]] = []
    anchor = -1e9
    for unit in units:
        size = max(unit[0].style.size, 1.0)
        if unit[0].baseline - anchor > 0.3 * size:
            rows.append([])
            anchor = unit[0].baseline
        rows[-1].append(unit)
    _absorb_raised(rows)
    return [[word for unit in sorted(row, key=lambda unit: unit[0].x0) for word in unit] for row in rows]


def _absorb_raised(rows: list[list[list[Word]]]) -> None:
    """A row of only small words that overlaps the row below (a loose superscript) joins that row."""
    for index in range(len(rows) - 2, -1, -1):
        row, below = rows[index], rows[index + 1]
        big = max(unit[0].style.size for unit in below)
        if all(unit[0].style.size < 0.8 * big and len(unit[0].text) <= 3 for unit in row) and (
            below[0][0].baseline - row[0][0].baseline < 0.6 * big
        ):
            for unit in row:
                near = min(below, key=lambda other: abs(other[-1].x1 - unit[0].x0))
                unit[0].glued = abs(near[-1].x1 - unit[0].x0) < 2.0
            below.extend(row)
            del rows[index]


# --- columns -------------------------------------------------------------------------------------------------


def split_columns(stretches: list[Stretch], depth: int = 0, known: tuple[float, ...] = ()) -> list[Region]:
    """Regions in reading order. known: edges of columns found elsewhere on the page; there, few lines are enough."""
    if not stretches:
        return []
    deep = depth < MAX_DEPTH and len(stretches) >= (3 if known else 6)
    gutter = _find_gutter(stretches, known) if deep else None
    if gutter is None:
        return [_region(stretches)]
    edge, top, bottom = gutter
    known = (*known, edge)
    above = [s for s in stretches if (s.top + s.bottom) / 2 < top]
    below = [s for s in stretches if (s.top + s.bottom) / 2 > bottom]
    rest = {id(s) for s in above} | {id(s) for s in below}
    band = [s for s in stretches if id(s) not in rest]
    left = [s for s in band if s.x0 < edge - 2]
    right = [s for s in band if s.x0 >= edge - 2]
    regions: list[Region] = []
    for part in (above, left, right, below):
        regions += split_columns(part, depth + 1, known)
    return regions


def _region(stretches: list[Stretch]) -> Region:
    return Region(stretches, min(s.x0 for s in stretches), max(s.x1 for s in stretches))


def _find_gutter(stretches: list[Stretch], known: tuple[float, ...]) -> tuple[float, float, float] | None:
    """(x of the right column's edge, top and bottom of the band where it holds), the widest reaching one."""
    best: tuple[int, tuple[float, float, float]] | None = None
    for edge in [*_edges(stretches), *known]:
        sure = any(abs(edge - other) <= SAME_EDGE for other in known)
        for top, bottom, lines in _bands(stretches, edge, sure=sure):
            if best is None or lines > best[0]:
                best = lines, (edge, top, bottom)
    return best[1] if best else None


def _edges(stretches: list[Stretch]) -> list[float]:
    """Where at least three stretches begin, but not the left edge of all."""
    starts = sorted(s.x0 for s in stretches)
    left = starts[0]
    groups: list[list[float]] = []
    for x in starts:
        if groups and x - groups[-1][0] <= 4:
            groups[-1].append(x)
        else:
            groups.append([x])
    groups = [group for group in groups if len(group) >= 3 and group[0] > left + 40]
    groups.sort(key=len, reverse=True)
    return [group[0] for group in groups[:12]]


def _bands(stretches: list[Stretch], edge: float, *, sure: bool) -> list[tuple[float, float, int]]:
    """Stretches of page height over which nothing crosses the gutter left of `edge` and both sides hold prose.

    sure: this is the edge of columns elsewhere on the page.
    """
    ordered = sorted(stretches, key=lambda s: s.top)
    dividing = _dividing(ordered, edge)
    heights = [stretch.bottom - stretch.top for stretch in ordered if not stretch.grid]
    wide_white = WIDE_WHITE * median(heights) if heights else float("inf")
    bands = []
    left: list[Stretch] = []
    right: list[Stretch] = []
    crossed = reached = float("-inf")
    for stretch in [*ordered, None]:
        if stretch is not None and (stretch.top + stretch.bottom) / 2 < crossed:
            continue  # stands beside what crosses (its bullet): of the same line
        crosses = stretch is not None and (
            id(stretch) in dividing or (stretch.x0 < edge - 2 and stretch.x1 > edge - NARROW_GUTTER)
        )
        parted = stretch is not None and stretch.top - reached > wide_white  # a picture over both columns
        reached = max(reached, stretch.bottom) if stretch is not None else reached
        if stretch is None or crosses or parted:
            if _both_prose(left, right) or (sure and _both_short(left, right)):
                # the band is where both sides stand; what hangs over belongs to the column it is in
                both = left + right
                bands.append((min(s.top for s in both), _band_bottom(left, right), len(both)))
            left, right = [], []
            crossed = stretch.bottom if stretch is not None and crosses else crossed
        if stretch is not None and not crosses:
            (left if stretch.x0 < edge - 2 else right).append(stretch)
    return bands


def _dividing(ordered: list[Stretch], edge: float) -> set[int]:
    """Headings that stand over both columns though they are short: large type left, and beside it white on the right
    between what stands above and below there."""
    gaps = _gaps_in([stretch for stretch in ordered if stretch.x0 >= edge - 2])
    sizes = [stretch.size for stretch in ordered if stretch.words]
    if not gaps or not sizes:
        return set()
    usual = median(sizes)
    found = set()
    for stretch in ordered:
        if stretch.x0 >= edge - 2 or stretch.x1 > edge or stretch.size < LARGE_TYPE * usual:
            continue
        room = 0.3 * (stretch.bottom - stretch.top)
        above = bisect_right(gaps, (stretch.top - room, float("inf"))) - 1
        if above >= 0 and gaps[above][1] >= stretch.bottom + room:
            found.add(id(stretch))
    return found


def _gaps_in(column: list[Stretch]) -> list[tuple[float, float]]:
    """White between the lines of a column (from, to), top to bottom. column: by top."""
    gaps: list[tuple[float, float]] = []
    reached: float | None = None
    for stretch in column:
        if reached is not None and stretch.top > reached:
            gaps.append((reached, stretch.top))
        reached = stretch.bottom if reached is None else max(reached, stretch.bottom)
    return gaps


def _both_short(left: list[Stretch], right: list[Stretch]) -> bool:
    """A few lines on both sides of a known gutter: running text, not a label and its value."""
    if not left or not right or len(_side_rows(left)) + len(_side_rows(right)) < 3:
        return False
    return all(max(s.x1 for s in side) - min(s.x0 for s in side) >= 70 and max(len(s.words) for s in side) >= 3 for side in (left, right))


def _both_prose(left: list[Stretch], right: list[Stretch]) -> bool:
    if len(left) < 3 or len(right) < 3:
        return False
    low, high = max(left[0].top, right[0].top), min(left[-1].bottom, right[-1].bottom)
    shortest = min(left[-1].bottom - left[0].top, right[-1].bottom - right[0].top)
    if high - low < 0.3 * shortest or len(_side_rows(left)) + len(_side_rows(right)) < MIN_ROWS:
        return False
    return _prose(left) and _prose(right) and _aligned(right) and not _is_river(left, right)


def _aligned(right: list[Stretch]) -> bool:
    """A column has one left edge; white that happens to run down through justified text has not."""
    starts = [min(s.x0 for s in row) for row in _side_rows(right)]
    return max(sum(abs(x - start) <= 1.5 for x in starts) for start in set(starts)) >= 0.5 * len(starts)


def _is_river(left: list[Stretch], right: list[Stretch]) -> bool:
    """White that runs down through justified lines: in its lines every gap between words is as wide."""
    shared = rivers = 0
    rows = _side_rows(right)
    for row in _side_rows(left):
        match = next((other for other in rows if abs(other[0].bottom - row[0].bottom) < 2), None)
        if match is None:
            continue
        shared += 1
        before, after = _gaps(row), _gaps(match)
        gap = min(s.x0 for s in match) - max(s.x1 for s in row)
        rivers += bool(before or after) and all(abs(other - gap) < 1.5 for other in before + after)
    return shared > 0 and rivers >= 0.25 * shared


def _gaps(row: list[Stretch]) -> list[float]:
    words = sorted((word for stretch in row for word in stretch.words if not word.glued), key=lambda word: word.x0)
    return [after.x0 - before.x1 for before, after in pairwise(words)]


def _prose(side: list[Stretch]) -> bool:
    """Lines of text, not bullets, numbers or cells: wide enough, several words, mostly filled."""
    rows = _side_rows([s for s in side if not s.grid])
    if len(rows) < 3:
        return any(s.grid for s in side)
    widths = [max(s.x1 for s in row) - min(s.x0 for s in row) for row in rows]
    wide = sum(width >= 0.55 * max(widths) for width in widths)
    words = median(sum(len(s.words) for s in row) for row in rows)
    return max(widths) >= 70 and words >= 2 and wide >= 0.4 * len(rows)


def _side_rows(side: list[Stretch]) -> list[list[Stretch]]:
    """Stretches of one side by line: justified text has wide white inside its lines."""
    rows: list[list[Stretch]] = []
    for stretch in side:
        if rows and abs(rows[-1][0].bottom - stretch.bottom) < 0.4 * (stretch.bottom - stretch.top):
            rows[-1].append(stretch)
        else:
            rows.append([stretch])
    return rows


def _band_bottom(left: list[Stretch], right: list[Stretch]) -> float:
    """Where the columns end. Lines under the right column that stand clear of the left one (the next heading,
    a short last paragraph) come after both, not at the end of the left one."""
    end = right[-1].bottom
    before: Stretch | None = None
    for stretch in left:
        height = stretch.bottom - stretch.top
        if before is not None and stretch.top > end - 2 and stretch.top - before.bottom > 0.6 * height:
            return max(end, before.bottom)
        before = stretch
    return max(end, left[-1].bottom)


# --- lines ---------------------------------------------------------------------------------------------------


def _region_lines(region: Region, page: int, number: int) -> list[Line]:
    lines: list[Line] = []
    loose: list[Stretch] = []
    for stretch in sorted(region.stretches, key=lambda s: (s.top, s.x0)):
        if stretch.grid is None:
            loose.append(stretch)
            continue
        lines += _rows(loose, page, number, region.left, region.right)
        lines += _table_lines(stretch.grid, page, number)
        loose = []
    return lines + _rows(loose, page, number, region.left, region.right)


def _table_lines(grid: Grid, page: int, region: int) -> list[Line]:
    lines = []
    for (row, column), words in grid.cells():
        for line in _rows(make_stretches(words), page, region, grid.x0, grid.x1):
            line.cell = (grid.number, row, column)
            lines.append(line)
    return lines


def _rows(stretches: list[Stretch], page: int, region: int, left: float, right: float) -> list[Line]:
    words = [word for stretch in stretches for word in stretch.words]
    lines = []
    for row in _baseline_rows(words):
        line = make_line(row, page, region)
        line.left, line.right = left, right
        lines.append(line)
    return lines


def make_line(words: Sequence[Word], page: int, region: int) -> Line:
    """One line from words left to right. Raised figures (note marks) leave the text."""
    body = max(words, key=lambda w: (len(w.text), w.style.size)).style.size
    marks: array[int] = array("i")
    parts: list[str] = []
    length, note, bold, dropped = 0, "", 0, False
    previous: Word | None = None
    for word in words:
        if _is_note_mark(word, previous, words, body):
            note = note or ("" if parts else word.text)
            dropped = True
            continue
        closes = dropped and word.text[0] in ",.;:)"
        dropped = False
        if parts and not word.glued and not closes:
            parts.append(" ")
            length += 1
        marks.extend((length, length + len(word.text), round(word.x0 * 10), round(word.x1 * 10)))
        parts.append(word.text)
        length += len(word.text)
        bold += len(word.text) if word.style.bold else 0
        previous = word
    last, first = words[-1], words[0]
    text = "".join(parts)
    letters = max(1, length - text.count(" "))
    return Line(
        text, marks, page, region, min(w.x0 for w in words), min(w.top for w in words), max(w.x1 for w in words),
        max(w.bottom for w in words), first.baseline, _main_size(words), bold >= 0.9 * letters, first.style.font,
        last.hyphen or bool(_END_HYPHEN.search(text)), last.soft, first_width=first.x1 - first.x0, note=note,
        gap=any(b.x0 - a.x1 > 2.5 * a.style.size for a, b in pairwise(words)),
    )  # fmt: skip


def _main_size(words: Sequence[Word]) -> float:
    sizes: dict[float, int] = {}
    for word in words:
        sizes[word.style.size] = sizes.get(word.style.size, 0) + len(word.text)
    return max(sizes, key=lambda size: (sizes[size], size))


def _is_note_mark(word: Word, previous: Word | None, words: Sequence[Word], body: float) -> bool:
    """A small raised number or asterisk after (or, in the note itself, before) text. m² is not one."""
    if not word.text.strip("*†,)").isdigit() and word.text.strip(",)") not in ("*", "**", "†"):
        return False
    if len(word.text) > 4 or word.style.size > 0.82 * body:
        return False
    neighbour = previous or next((w for w in words if w is not word and w.style.size > word.style.size), None)
    if neighbour is None or neighbour.baseline - word.baseline < 0.12 * body:
        return False
    return not (previous is not None and word.glued and previous.text in ("m", "km", "cm", "CO", "dm"))
