"""The overview as CSV and as a workbook, for who wants to sort and count. Nothing from a draft becomes a formula or link."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from amorecheck.batch.tables import cell_text, decimal, sheet_text
from amorecheck.reporting.places import describe_place
from amorecheck.reporting.wording import say

if TYPE_CHECKING:
    from amorecheck.batch.overview import Column, Overview, Row

MADE = datetime.datetime(2000, 1, 1)
"""Date in every workbook, so that the same overview gives the same bytes."""

_ROWS = 1_000_000
Value = str | float | int | None


def word_for(key: str) -> str:
    """The Dutch word for the key of a cell."""
    return say(f"picture.{key}") if key in ("plus", "mixed", "minus", "none") else say(f"verdict.{key}")


def _label(name: str) -> str:
    return say(f"overview.columns.{name}")


def overview_csv(overview: Overview) -> str:
    """One line a draft, the unread ones last: semicolons, decimal commas and a UTF-8 mark, as Dutch Excel wants."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([cell_text(str(title)) for title, _ in _drafts_head(overview)])
    for values in _drafts(overview):
        writer.writerow([_csv_value(value) for value in values])
    return "\ufeff" + out.getvalue()


def _csv_value(value: Value) -> str:
    if isinstance(value, str):
        return cell_text(value)
    return decimal(value) if isinstance(value, float) else "" if value is None else str(value)


def _drafts_head(overview: Overview) -> list[tuple[str, int]]:
    """Titles of the main sheet with the width of each."""
    scores = [(_label("total"), 9), *((title, 14) for title in overview.frameworks.values()), (_label("own"), 12), (_label("words"), 9)]
    items = [(f"{column.id} {column.title}", 14) for column in overview.columns]
    item_scores = [(say("overview.columns.item_score", item=column.id), 9) for column in overview.columns]
    return [(_label("municipality"), 24), (_label("draft"), 34), (_label("report"), 34), (_label("state"), 22), *scores, *items, *item_scores]


def _drafts(overview: Overview) -> Iterator[list[Value]]:
    for row in overview.rows:
        scores = [row.scores[name].value for name in row.scores]
        words = [word_for(cell.key) for cell in row.cells]
        own = None if row.own is None else round(row.own, 1)
        yield [row.municipality, row.name, row.link, say("overview.judged"), *scores, own, row.words, *words, *(cell.score for cell in row.cells)]
    for unread in overview.unread:
        yield [unread.municipality, unread.name, "", f"{say('overview.not_read')}: {unread.reason}"]


@dataclass(frozen=True)
class _Sheet:
    name: str
    head: Sequence[tuple[str, int]]
    rows: Iterator[list[Value]]
    frozen: int = 1


def write_overview_xlsx(overview: Overview, stream: IO[bytes]) -> None:
    """The overview as a workbook: drafts, items, best sentences, shared sentences, deviations, rules, and what was not read."""
    import xlsxwriter

    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"title": say("overview.name"), "created": MADE})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    text = book.add_format({"valign": "top", "text_wrap": True})
    number = book.add_format({"valign": "top", "num_format": "0.0"})
    for sheet in _sheets(overview):
        _write_sheet(book.add_worksheet(say(f"overview.sheets.{sheet.name}")), sheet, head, text, number)
    book.close()


def _write_sheet(page: Any, sheet: _Sheet, head: Any, text: Any, number: Any) -> None:
    for n, (title, width) in enumerate(sheet.head):
        page.set_column(n, n, width)
        page.write_string(0, n, sheet_text(title), head)
    last = 0
    for last, values in enumerate(sheet.rows, 1):
        if last > _ROWS:
            break
        for n, value in enumerate(values):
            if isinstance(value, str):
                page.write_string(last, n, sheet_text(value), text)
            elif value is not None:
                page.write_number(last, n, value, number if isinstance(value, float) else text)
    page.freeze_panes(1, sheet.frozen)
    page.autofilter(0, 0, last, len(sheet.head) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.repeat_rows(0)


def _sheets(overview: Overview) -> Iterator[_Sheet]:
    yield _Sheet("drafts", _drafts_head(overview), _drafts(overview), frozen=2)
    yield _Sheet("items", _head(("item", 12), ("question", 60), *((key, 12) for key in _KEYS), *((name, 10) for name in _SPREAD)), _items(overview))
    yield _Sheet("evidence", _head(("municipality", 24), ("draft", 34), ("item", 12), ("question", 40), ("verdict", 16), ("score", 9), ("place", 36), ("sentence", 90)), _evidence(overview))
    yield _Sheet("shared", _head(("number", 9), ("kind", 26), ("municipalities", 16), ("municipality", 24), ("draft", 34), ("place", 36), ("sentence", 90)), _shared(overview))
    yield _Sheet("deviations", _head(("municipality", 24), ("draft", 34), ("item", 12), ("question", 40), ("score", 9), ("median", 10), ("difference", 10)), _deviations(overview))
    yield _Sheet("rules", _head(("item", 12), ("rule", 36), ("says", 60), ("times", 12), ("drafts", 12), ("share", 12)), _rules(overview))
    yield _Sheet("unread", _head(("municipality", 24), ("draft", 44), ("reason", 90)), ([u.municipality, u.name, u.reason] for u in overview.unread))


_KEYS = ("worked_out", "named", "missing", "cannot_tell")
_SPREAD = ("median", "low", "high", "least", "most")
_PICTURES = {"worked_out": "plus", "named": "mixed", "missing": "minus", "cannot_tell": "none"}


def _head(*columns: tuple[str, int]) -> list[tuple[str, int]]:
    return [(_label(name), width) for name, width in columns]


def _name(column: Column) -> str:
    return column.question or column.title


def _items(overview: Overview) -> Iterator[list[Value]]:
    for one in overview.distributions:
        keys = [_PICTURES[key] if one.column.picture else key for key in _KEYS]
        spread = [getattr(one.spread, name) if one.spread else None for name in _SPREAD]
        yield [one.column.id, _name(one.column), *(one.counts.get(key, 0) for key in keys), *spread]


def _evidence(overview: Overview) -> Iterator[list[Value]]:
    for row in overview.rows:
        for column, cell in zip(overview.columns, row.cells, strict=True):
            yield [row.municipality, row.name, column.id, _name(column), word_for(cell.key), cell.score, cell.place, cell.text]


def _shared(overview: Overview) -> Iterator[list[Value]]:
    for number, passage in enumerate((*overview.shared.own, *overview.shared.quoted), 1):
        kind = say(f"overview.shared.{'quoted' if passage.quoted else 'own'}")
        for place in passage.places:
            where = describe_place(place.page, place.section, place.paragraph)
            yield [number, kind, len(passage.municipalities), place.municipality, place.name, where, place.text]


def _deviations(overview: Overview) -> Iterator[list[Value]]:
    for one in overview.deviations:
        item, name = (one.column.id, _name(one.column)) if one.column else ("", _label("total"))
        yield [*_who(one.row), item, name, one.score, one.median, round(one.score - one.median, 1)]


def _who(row: Row) -> tuple[str, str]:
    return row.municipality, row.name


def _rules(overview: Overview) -> Iterator[list[Value]]:
    for use in overview.profile.rules:
        yield [use.item, use.rule, use.says, use.times, use.drafts, round(100 * use.share, 1)]
