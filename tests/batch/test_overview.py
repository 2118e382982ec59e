"""The overview of a batch as an adviser meets it: what the page, the CSV and the workbook say, and what they never do."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

import openpyxl
import pytest
from lxml import html as lxml_html
from make_batch import batch, draft, find, unread, with_verdict

from amorecheck.batch.outcome import Outcome
from amorecheck.batch.overview import (
    Overview,
    build_overview,
    overview_csv,
    render_overview_html,
    write_overview_xlsx,
)
from amorecheck.batch.overview_statistics import far_from, spread_of
from amorecheck.batch.profile import profile_rules
from amorecheck.batch.shared import find_shared, with_shared
from amorecheck.reporting.model import Verdict
from amorecheck.rules.load import load_rules

EVIL = ("=1+1", "+31612345678", "-2", "@SUM(A1)", "\t=cmd|' /C calc'!A0", "＝1", "<script>alert(1)</script>", "{{ 7*7 }}", "a\x00b", 'x"; DROP', "https://voorbeeld.invalid/x")


def overview_of(outcomes: Sequence[Outcome]) -> Overview:
    shared = find_shared(outcomes)
    return build_overview([with_shared(o, shared) for o in outcomes], shared, profile_rules(outcomes, load_rules()))


def page_of(outcomes: Sequence[Outcome]) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(render_overview_html(overview_of(outcomes)))


def workbook(outcomes: Sequence[Outcome]) -> openpyxl.Workbook:
    stream = io.BytesIO()
    write_overview_xlsx(overview_of(outcomes), stream)
    return openpyxl.load_workbook(stream)


@pytest.fixture(scope="module")
def many() -> Overview:
    return overview_of(batch(342))


def test_each_draft_is_a_row_with_a_link_to_its_report_and_a_word_for_each_item() -> None:
    page = page_of([draft("map/Visie West & Co.docx", "Linderwolde", level=0.9), draft("b.docx", "Veldmeren", level=0.1)])
    rows = find(page, "table.map tbody tr")
    assert [find(row, "th a")[0].text_content().replace("\xad", "") for row in rows] == ["Linderwolde", "Veldmeren"]
    assert find(rows[0], "th a")[0].get("href") == "rapporten/map__Visie%20West%20%26%20Co.docx.html"
    assert len(find(rows[0], "td")) == 1 + 24 + 5
    words = {cell.text_content() for cell in find(rows[1], "td i")}
    assert words <= {"uitgewerkt", "genoemd", "ontbreekt"}
    assert "ontbreekt" in words


def test_a_draft_that_was_not_read_stands_in_all_three_with_its_reason_and_counts_nowhere() -> None:
    outcomes = [draft("a.docx", "Linderwolde"), draft("b.docx", "Veldmeren"), unread("geheim.pdf", "Bosdam")]
    page = page_of(outcomes)
    assert "1 concept kon niet worden gelezen" in find(page, ".judgement")[0].text_content()
    assert "wachtwoord" in find(page, "table.failed")[0].text_content()
    assert len(find(page, "table.map tbody tr")) == 2
    assert "niet gelezen: Het bestand is met een wachtwoord" in overview_csv(overview_of(outcomes))
    sheet = workbook(outcomes)["Niet gelezen"]
    assert [cell.value for cell in sheet[2]][:2] == ["Bosdam", "geheim.pdf"]


def test_nothing_read_is_said_and_breaks_nothing() -> None:
    page = page_of([unread("a.pdf"), unread("b.pdf")])
    assert find(page, "h1")[0].text_content() == "Geen enkel concept is beoordeeld"
    assert len(find(page, "table.failed tbody tr")) == 2
    assert find(page_of([]), "h1")[0].text_content() == "Geen enkel concept is beoordeeld"


def test_distributions_add_up_and_the_bar_says_what_the_numbers_say() -> None:
    outcomes = [with_verdict(draft(f"{n}.docx", f"Gemeente {n}"), "WS1", verdict) for n, verdict in enumerate([Verdict.MISSING] * 6 + [Verdict.NAMED] * 3 + [Verdict.WORKED_OUT])]
    overview = overview_of(outcomes)
    one = next(d for d in overview.distributions if d.column.id == "WS1")
    assert one.counts == {"missing": 6, "named": 3, "worked_out": 1}
    page = page_of(outcomes)
    row = next(r for r in find(page, "table.distribution tbody tr") if "WS1" in find(r, "th")[0].text_content())
    assert [cell.text_content() for cell in find(row, "td.count")][:4] == ["1", "3", "6", "0"]
    assert [float(part.get("width")) for part in find(row, "svg.stack rect")] == [10, 30, 60]


def test_one_draft_far_below_is_an_outlier_and_moves_no_border() -> None:
    """Nine drafts near 60 and one at 5; a mean and standard deviation would let it hide itself."""
    scores = [58.0, 59, 60, 61, 62, 60, 59, 61, 60, 5]
    spread = spread_of(scores)
    assert spread is not None
    assert spread.median == 60
    assert [score for score in scores if far_from(score, spread)] == [5]


def test_where_most_are_the_same_the_others_are_far_only_when_they_are_few() -> None:
    few, half = spread_of([0.0] * 18 + [80.0]), spread_of([0.0] * 10 + [80.0] * 9)
    assert few is not None
    assert half is not None
    assert far_from(80.0, few)
    assert not far_from(80.0, half)


@pytest.mark.parametrize("scores", [[50.0] * 7 + [0.0], [50.0, 0.0], [50.0] * 12])
def test_few_or_equal_scores_give_no_outliers(scores: list[float]) -> None:
    spread = spread_of(scores[:7] if len(scores) == 8 else scores)
    assert spread is not None
    assert not any(far_from(score, spread) for score in scores)


def test_each_draft_is_put_beside_the_median() -> None:
    page = page_of([draft("a.docx", "Aa"), draft("b.docx", "Bb"), draft("c.docx", "Cc")])
    rows = find(page, "table.median tbody tr")
    assert "Mediaan" in rows[0].text_content()
    middle = int(find(rows[0], "td")[0].text_content())
    shown = [re.match(r"(\d+) (?:([+−]\d+)|gelijk)", find(row, "td")[0].text_content()) for row in rows[1:]]
    for match in shown:
        assert match is not None
        difference = int((match[2] or "0").replace("−", "-"))
        assert abs(int(match[1]) - middle - difference) <= 1  # both rounded
    assert "gelijk" in find(page, "table.median")[0].text_content()


def test_text_of_a_draft_is_never_markup_or_a_formula() -> None:
    outcomes = [with_verdict(draft(f"{n}.docx", evil), "T1", Verdict.NAMED, evil) for n, evil in enumerate(EVIL)] + [unread("=1.docx", "=2", "+3")]
    page = page_of(outcomes)
    assert len(find(page, "script")) == 1
    assert "49" not in [a.text_content() for a in find(page, "th a")]
    for sheet in workbook(outcomes):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.value
                assert cell.hyperlink is None
    cells = [cell for row in csv.reader(io.StringIO(overview_csv(overview_of(outcomes)).removeprefix("\ufeff")), delimiter=";") for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))]
    assert "'=1+1" in cells


def test_the_workbook_keeps_text_as_it_was_written() -> None:
    book = workbook([with_verdict(draft("a.docx", "=Linderwolde"), "T1", Verdict.NAMED, "-5 procent minder eenzaamheid")])
    assert book["Overzicht"]["A2"].value == "=Linderwolde"
    assert book["Overzicht"]["A2"].data_type == "s"
    assert "-5 procent minder eenzaamheid" in [cell.value for cell in book["Bewijs"]["H"]]


def test_the_workbook_has_its_sheets_with_frozen_heads_and_filters() -> None:
    book = workbook([draft("a.docx", "Aa"), unread("b.docx")])
    assert book.sheetnames == ["Overzicht", "Vragen", "Bewijs", "Gedeeld", "Afwijkingen", "Regels", "Niet gelezen"]
    for sheet in book:
        assert sheet.freeze_panes in ("B2", "C2"), sheet.title
        assert sheet.auto_filter.ref, sheet.title
    assert isinstance(book["Overzicht"]["E"][1].value, int | float)  # a number to reckon with; 63.0 is kept as 63


def test_csv_opens_in_dutch_excel() -> None:
    text = overview_csv(overview_of([draft("a.docx", "Aa"), draft("b.docx", "Bb")]))
    assert text.startswith("\ufeffGemeente;Concept;")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert len({len(row) for row in rows}) == 1
    assert re.fullmatch(r"\d+,\d", rows[1][4])


def test_the_same_batch_gives_the_same_bytes_in_any_order() -> None:
    outcomes = batch(20)
    first, second = overview_of(outcomes), overview_of(outcomes[::-1])
    assert render_overview_html(first) == render_overview_html(second)
    assert overview_csv(first) == overview_csv(second)
    streams = io.BytesIO(), io.BytesIO()
    for overview, stream in zip((first, second), streams, strict=True):
        write_overview_xlsx(overview, stream)
    assert streams[0].getvalue() == streams[1].getvalue()


def test_342_municipalities_stay_one_light_page(many: Overview) -> None:
    text = render_overview_html(many)
    assert len(many.rows) + len(many.unread) == 342
    assert len(text) < 1_200_000
    assert "http" not in re.sub(r"http-equiv", "", text)


def test_every_table_has_a_caption_and_heads_with_scope(many: Overview) -> None:
    page = lxml_html.document_fromstring(render_overview_html(many))
    tables = find(page, "table")
    assert len(tables) >= 5
    for table in tables:
        assert find(table, "caption")[0].text_content().strip()
        assert all(cell.get("scope") for cell in find(table, "th"))
    assert page.get("lang") == "nl"


def test_drafts_of_one_municipality_are_told_apart_by_name() -> None:
    page = page_of([draft("mei.docx", "Linderwolde"), draft("juni.docx", "Linderwolde"), draft("v.docx", "Veldmeren")])
    heads = [find(row, "th")[0].text_content().replace("\xad", "").split() for row in find(page, "table.map tbody tr")]
    assert heads == [["Linderwolde", "juni.docx"], ["Linderwolde", "mei.docx"], ["Veldmeren"]]
