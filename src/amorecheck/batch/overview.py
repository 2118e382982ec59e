"""All drafts of a batch next to each other: the heat map, distributions, medians, outliers, and what could not be read.

`build_overview` gives a value; `render_overview_html`, `overview_csv` and `write_overview_xlsx` write it down.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from amorecheck.batch.names import order, report_places
from amorecheck.batch.outcome import Outcome
from amorecheck.batch.overview_html import render_overview_html
from amorecheck.batch.overview_sheets import overview_csv, write_overview_xlsx
from amorecheck.batch.overview_statistics import Spread, far_from, spread_of
from amorecheck.batch.profile import Profile
from amorecheck.batch.shared import SharedPassages
from amorecheck.judging.scoring import overall_score
from amorecheck.reporting.model import Framework, Item, Report, Tool
from amorecheck.reporting.phrases import picture_key
from amorecheck.reporting.places import place_of
from amorecheck.reporting.plain import plain_text
from amorecheck.reporting.summary import is_part, judged_items, name_of, question_of, verdict_key

AMORE = "amore"
TOTAL = "totaal"
"""The name of the score of a draft as a whole, beside the scores of its frameworks."""


@dataclass(frozen=True, slots=True)
class Column:
    """An item of the heat map. group: its bouwsteen or framework. picture: an AMORE criterion, shown as a number."""

    id: str
    title: str
    question: str
    framework: str
    group: str
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One item of one draft. key: worked_out, named, missing, cannot_tell; for a picture plus, mixed, minus, none; or
    unknown where the draft was not judged on it. text, place: its best sentence, for the workbook."""

    key: str
    score: float | None = None
    text: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """A score of a draft and how far it lies from the median of all, in points; None where there is no score."""

    value: float | None
    difference: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A draft that was judged. title: municipality, else name. link: its HTML report, relative, as a URL.

    scores: TOTAL and each framework. own: sentences of its own per hundred, None where that was not compared.
    """

    name: str
    municipality: str
    title: str
    link: str
    words: int
    cells: tuple[Cell, ...]
    scores: dict[str, Score]
    own: float | None = None


@dataclass(frozen=True, slots=True)
class Distribution:
    """How all drafts did on one item: how many had each key, and the spread of the scores."""

    column: Column
    counts: dict[str, int]
    spread: Spread | None

    @property
    def judged(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Deviation:
    """A score far from the median. column None: the score as a whole."""

    row: Row
    column: Column | None
    score: float
    median: float

    @property
    def below(self) -> bool:
        return self.score < self.median


@dataclass(frozen=True, slots=True)
class Unread:
    """A draft without a report, and why."""

    name: str
    municipality: str
    reason: str


@dataclass(frozen=True)
class Overview:
    """A batch, ready to be written. frameworks: id → title, in order; spreads: TOTAL and frameworks."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    frameworks: dict[str, str]
    distributions: tuple[Distribution, ...]
    spreads: dict[str, Spread | None]
    deviations: tuple[Deviation, ...]
    unread: tuple[Unread, ...]
    shared: SharedPassages
    profile: Profile
    tool: Tool | None = None
    links: dict[str, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return len(self.rows) + len(self.unread)


def build_overview(outcomes: Sequence[Outcome], shared: SharedPassages, profile: Profile) -> Overview:
    """The overview of these outcomes, in an order of its own: municipality, then name."""
    ordered = sorted(outcomes, key=lambda o: (order(o.municipality or o.name), order(o.name)))
    places = report_places(o.name for o in outcomes)
    judged = [(o, o.report) for o in ordered if o.report is not None]
    columns = _columns([report for _, report in judged])
    frameworks = {f.id: plain_text(f.title) for _, report in judged for f in report.frameworks}
    values = {name: [v for _, r in judged if (v := _score(r, name)) is not None] for name in (TOTAL, *frameworks)}
    spreads = {name: spread_of(some) for name, some in values.items()}
    links = {name: quote(page, safe="/~") for name, (_, page) in places.items()}
    rows = tuple(_row(o, report, columns, spreads, links[o.name], shared) for o, report in judged)
    distributions = tuple(_distribution(column, [row.cells[n] for row in rows]) for n, column in enumerate(columns))
    return Overview(
        columns, rows, frameworks, distributions, spreads, tuple(_deviations(rows, distributions, spreads[TOTAL])),
        tuple(Unread(o.name, plain_text(o.municipality), plain_text(o.error)) for o in ordered if o.report is None),
        shared, profile, next((report.tool for _, report in judged), None), links,
    )  # fmt: skip


def _columns(reports: Sequence[Report]) -> tuple[Column, ...]:
    """The items that carry a verdict, in the order of the first report that has them."""
    found: dict[str, Column] = {}
    for report in reports:
        for framework in report.frameworks:
            for group, item in _grouped(framework):
                if item.id not in found:
                    found[item.id] = Column(item.id, name_of(item), question_of(item), framework.id, group, framework.id == AMORE)
    ranks = {framework: n for n, framework in enumerate(dict.fromkeys(column.framework for column in found.values()))}
    return tuple(sorted(found.values(), key=lambda column: ranks[column.framework]))


def _grouped(framework: Framework) -> Iterable[tuple[str, Item]]:
    """Each judged item with the name of the bouwsteen above it, or of its framework."""
    for top in framework.items:
        inside = any(not is_part(child, top) for child in top.items)
        for item in judged_items(framework.model_copy(update={"items": (top,)})):
            yield (name_of(top) if inside else plain_text(framework.title)), item


def _score(report: Report, name: str) -> float | None:
    if name == TOTAL:
        return overall_score(report)
    return next((f.score for f in report.frameworks if f.id == name), None)


def _row(outcome: Outcome, report: Report, columns: Sequence[Column], spreads: dict[str, Spread | None], link: str, shared: SharedPassages) -> Row:
    items = {item.id: item for framework in report.frameworks for item in judged_items(framework)}
    best = {piece.id: piece for piece in report.evidence}
    cells = []
    for column in columns:
        item = items.get(column.id)
        piece = best.get(item.evidence[0]) if item and item.evidence else None
        key = "unknown" if item is None else picture_key(item) if column.picture else verdict_key(item.verdict)
        cells.append(Cell(key, item.score if item else None, plain_text(piece.text) if piece else "", place_of(piece) if piece else ""))
    share = shared.drafts.get(outcome.name)
    municipality = plain_text(outcome.municipality)
    return Row(
        outcome.name, municipality, municipality or plain_text(outcome.name), link, report.document.words, tuple(cells),
        {name: _against(_score(report, name), spread) for name, spread in spreads.items()}, share.percentage if share else None,
    )  # fmt: skip


def _against(value: float | None, spread: Spread | None) -> Score:
    return Score(value, None if value is None or spread is None else round(value - spread.median, 1))


def _distribution(column: Column, cells: Sequence[Cell]) -> Distribution:
    return Distribution(column, dict(Counter(cell.key for cell in cells)), spread_of([c.score for c in cells if c.score is not None]))


def _deviations(rows: Sequence[Row], distributions: Sequence[Distribution], total: Spread | None) -> Iterable[Deviation]:
    """All scores far from their median: whole drafts first, then by draft and item."""
    for row in rows:
        value = row.scores[TOTAL].value
        if value is not None and total is not None and far_from(value, total):
            yield Deviation(row, None, value, total.median)
    for row in rows:
        for cell, distribution in zip(row.cells, distributions, strict=True):
            if cell.score is not None and distribution.spread is not None and far_from(cell.score, distribution.spread):
                yield Deviation(row, distribution.column, cell.score, distribution.spread.median)


__all__ = [
    "AMORE", "TOTAL", "Cell", "Column", "Deviation", "Distribution", "Overview", "Row", "Score", "Unread", "build_overview",
    "overview_csv", "render_overview_html", "write_overview_xlsx",
]  # fmt: skip
