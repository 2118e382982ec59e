"""Tables drawn with rules: connected horizontal and vertical lines make a grid, words fall into its cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from amorecheck.reading.pdf_page import Rule, Word

TOLERANCE = 3.0
MAX_RULES = 1_500
MOST_SQUARES = 4_000
"""A grid with more is squared paper, not a table."""


@dataclass(slots=True)
class Grid:
    """A ruled table. xs and ys are the edges; `number` counts from 0 on its page until the document renumbers."""

    xs: list[float]
    ys: list[float]
    number: int = 0
    held: dict[tuple[int, int], list[Word]] = field(default_factory=dict)

    @property
    def x0(self) -> float:
        return self.xs[0]

    @property
    def x1(self) -> float:
        return self.xs[-1]

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    def words(self) -> list[Word]:
        return [word for words in self.held.values() for word in words]

    def cells(self) -> list[tuple[tuple[int, int], list[Word]]]:
        """Cells that hold words, row by row."""
        return sorted(self.held.items())


def find_grids(rules: Sequence[Rule], words: Sequence[Word]) -> list[Grid]:
    """Tables of at least two cells with words in them."""
    if len(rules) > MAX_RULES:
        return []
    grids: list[Grid] = []
    for group in _connected(rules):
        grid = _grid(group)
        if grid is None:
            continue
        _fill(grid, group, words)
        if len(grid.held) >= 2:
            grid.number = len(grids)
            grids.append(grid)
    return grids


def _touches(a: Rule, b: Rule) -> bool:
    return (
        a.x0 <= b.x1 + TOLERANCE and b.x0 <= a.x1 + TOLERANCE
        and a.top <= b.bottom + TOLERANCE and b.top <= a.bottom + TOLERANCE
    )  # fmt: skip


def _connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Groups of rules that touch each other, directly or through others."""
    ordered = sorted(rules, key=lambda rule: rule.top)
    parent = list(range(len(ordered)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, a in enumerate(ordered):
        for j in range(i + 1, len(ordered)):
            b = ordered[j]
            if b.top > a.bottom + TOLERANCE:
                break
            if _touches(a, b):
                parent[root(j)] = root(i)
    groups: dict[int, list[Rule]] = {}
    for index, rule in enumerate(ordered):
        groups.setdefault(root(index), []).append(rule)
    return list(groups.values())


def _edges(values: list[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > TOLERANCE:
            edges.append(value)
    return edges


def _grid(rules: Sequence[Rule]) -> Grid | None:
    vertical = [rule for rule in rules if rule.vertical]
    flat = [rule for rule in rules if not rule.vertical]
    xs = _edges([(rule.x0 + rule.x1) / 2 for rule in vertical])
    ys = _edges([(rule.top + rule.bottom) / 2 for rule in flat])
    if len(xs) < 2 or len(ys) < 2 or len(xs) + len(ys) < 5 or (len(xs) - 1) * (len(ys) - 1) > MOST_SQUARES:
        return None
    return Grid(xs, ys)


def _fill(grid: Grid, rules: Sequence[Rule], words: Sequence[Word]) -> None:
    owner = _owners(grid, rules)
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        if not (grid.x0 <= x <= grid.x1 and grid.top <= y <= grid.bottom):
            continue
        row = min(bisect_right(grid.ys, y) - 1, len(grid.ys) - 2)
        column = min(bisect_right(grid.xs, x) - 1, len(grid.xs) - 2)
        grid.held.setdefault(owner[row, column], []).append(word)


def _owners(grid: Grid, rules: Sequence[Rule]) -> dict[tuple[int, int], tuple[int, int]]:
    """For each square of the grid the top left square of the (perhaps merged) cell it is in."""
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(grid.ys) - 1):
        middle_y = (grid.ys[row] + grid.ys[row + 1]) / 2
        for column in range(len(grid.xs) - 1):
            middle_x = (grid.xs[column] + grid.xs[column + 1]) / 2
            found = (row, column)
            if column and not _ruled(rules, grid.xs[column], middle_y, vertical=True):
                found = owner[row, column - 1]
            elif row and not _ruled(rules, middle_x, grid.ys[row], vertical=False):
                found = owner[row - 1, column]
            owner[row, column] = found
    return owner


def _ruled(rules: Sequence[Rule], x: float, y: float, *, vertical: bool) -> bool:
    """Whether a rule of this direction passes through the point."""
    return any(
        rule.vertical == vertical
        and rule.x0 - TOLERANCE <= x <= rule.x1 + TOLERANCE
        and rule.top - TOLERANCE <= y <= rule.bottom + TOLERANCE
        for rule in rules
    )
