"""The report as text: 80 columns, no colour, nothing in a draft can do anything to the screen."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make_report import REPORTS, hostile_report, poor_report, rich_report, undecided_report
from rich.console import Console

from amorecheck.reporting.model import Report
from amorecheck.reporting.terminal import print_report, render_text


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_asked(name: str, width: int) -> None:
    assert max(map(len, render_text(REPORTS[name](), width).splitlines())) <= width


def test_the_first_lines_say_what_is_good_and_what_lacks() -> None:
    top = render_text(rich_report()).split("Scores")[0]
    labels = ["Oordeel", "Uitgewerkt", "Alleen genoemd", "Ontbreekt", "Begin met"]
    assert [line.split("  ")[0] for line in top.splitlines()[3:] if line and line[0] not in " ="] == labels
    assert "Kies één doel tegen eenzaamheid" in top


def test_an_item_shows_verdict_score_quote_and_place() -> None:
    text = render_text(rich_report())
    assert "T2  Mantelzorg: uitgewerkt, 78 van 100" in text
    assert "“Mantelzorgers die dat nodig hebben, krijgen vanaf 2026" in text
    assert "(blz. 6, § 3.1 Mantelzorg, alinea 17)" in text


def test_a_gap_shows_advice_an_example_and_the_nearest_passage() -> None:
    text = render_text(rich_report()).split("DK2  Gebruikers van data: ontbreekt")[1].split("DK3  ")[0]
    assert "Komt het dichtst in de buurt:" in text
    assert "“De wijkprofielen staan op de website van de gemeente.”" in text
    assert "  De zin noemt gegevens, maar niet wie ermee werkt. De zin zegt" in text
    assert "Advies: Schrijf op wie" in text
    assert "Zo kan het ook: ‘De dorpsverbinders" in text


def test_what_is_worked_out_gets_no_advice() -> None:
    text = render_text(rich_report()).split("T2  Mantelzorg: uitgewerkt")[1].split("T3  ")[0]
    assert "Advies" not in text


def test_amore_is_named_as_an_indication_with_both_sides() -> None:
    text = render_text(rich_report()).split("AMORE.A  Ambitie: gemengd beeld, 61 van 100")[1].split("AMORE.M  ")[0]
    assert "- Doelen met een jaartal: 3 van de 5 doelen hebben een jaartal (score 60)" in text
    assert text.index("Pleit ervoor:") < text.index("ontmoetingsplek") < text.index("Pleit ertegen:") < text.index("waar mogelijk worden")
    assert "Suggestie: Geef ook" in text


def test_a_measure_that_could_not_be_taken_has_no_score() -> None:
    assert "(geen score)" in render_text(rich_report())


def test_an_advisers_own_verdict_is_shown_as_such_with_reason_and_date() -> None:
    text = " ".join(render_text(rich_report()).split())
    assert "genoemd*" in text
    assert "Oordeel van de adviseur (12 november 2026): genoemd, in plaats van ontbreekt. Reden: Staat in de bijlage" in text


def test_notices_and_what_judged_stand_at_the_end() -> None:
    text = " ".join(render_text(rich_report()).split("Let op bij het lezen")[1].split())
    assert "Op bladzijde 11 staat een afbeelding." in text
    assert "Inhoudsopgave, Bijlage 2: Wettelijk kader en Begrippenlijst." in text
    assert "2 tekstvakken, verwijderde tekst: 3 en 4 voetnoten." in text
    assert text.endswith("amorecheck 0.1.0, taalmodel nl_amore_sm 0.1.0, regels 3f9a61c2b7d0.")


def test_what_cannot_be_judged_has_no_scores_and_no_list_of_empty_items() -> None:
    text = render_text(undecided_report())
    assert "0 van 100" not in text
    assert "De onderdelen van dit deel zijn niet te beoordelen." in text
    assert len(text.splitlines()) < 40


def test_a_document_without_title_or_pages_leaves_them_out() -> None:
    lines = render_text(poor_report()).splitlines()
    assert lines[:2] == ["Conceptvisie", "gemeente Nieuw-Elsbroek · 318 woorden · visie.txt"]


def test_document_text_is_never_markup_or_an_escape_code() -> None:
    text = render_text(hostile_report())
    assert "[/bijlage] [bold red]" in text
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_colour_adds_style_and_changes_no_word() -> None:
    plain, coloured = render_text(rich_report()), render_text(rich_report(), colour=True)
    assert "\x1b[1m" in coloured
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == plain


def test_hostile_text_in_colour_shows_only_our_own_codes() -> None:
    assert set(re.findall("\x1b[^m]*m", render_text(hostile_report(), colour=True))) <= {"\x1b[1m", "\x1b[2m", "\x1b[0m"}


def test_a_pipe_gets_80_columns_without_colour() -> None:
    pipe = io.StringIO()
    print_report(rich_report(), Console(file=pipe, width=200))
    assert pipe.getvalue() == render_text(rich_report(), 80)


def test_a_terminal_gets_colour_and_at_most_100_columns() -> None:
    screen = io.StringIO()
    print_report(rich_report(), Console(file=screen, width=200, force_terminal=True, color_system="standard"))
    assert screen.getvalue() == render_text(rich_report(), 100, colour=True)


def test_a_screen_that_cannot_show_a_letter_shows_a_question_mark() -> None:
    screen = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    report = rich_report()
    report = report.model_copy(update={"document": report.document.model_copy(update={"title": "Samen → verder"})})
    print_report(report, Console(file=screen))
    screen.flush()
    assert screen.buffer.getvalue().decode("cp1252").startswith("Samen ? verder")  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", REPORTS)
def test_a_saved_report_prints_the_same(name: str) -> None:
    report = REPORTS[name]()
    assert render_text(Report.model_validate_json(report.to_json())) == render_text(report)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=80))
def test_any_title_fits_the_screen(title: str) -> None:
    report = rich_report()
    report = report.model_copy(update={"document": report.document.model_copy(update={"title": title, "municipality": title})})
    text = render_text(report)
    assert max(map(len, text.splitlines())) <= 80


def test_only_the_weightiest_measures_are_shown_and_the_rest_is_counted() -> None:
    report = rich_report()
    amore = next(framework for framework in report.frameworks if framework.id == "amore")
    many = tuple(amore.items[0].measures[0].model_copy(update={"title": f"Kenmerk {number}"}) for number in range(9))
    amore = amore.model_copy(update={"items": (amore.items[0].model_copy(update={"measures": many}),)})
    text = render_text(report.model_copy(update={"frameworks": (amore,)}))
    assert "Kenmerk 5:" in text
    assert "Kenmerk 6:" not in text
    assert "Er is ook op 3 andere kenmerken gelet." in text


def test_a_theme_that_is_worked_out_still_says_what_it_lacks() -> None:
    """The matrix says 'nee' for an aspect: the verdict alone would contradict it."""
    text = render_text(rich_report())
    theme = text.split("T2  Mantelzorg: uitgewerkt")[1].split("T3  ")[0]
    assert "Nog niet gevonden: een uitwerking per wijk of gebied." in theme


def test_an_example_is_never_the_draft_s_own_sentence() -> None:
    report = rich_report()
    example = next(item for item in report.frameworks[0].items if item.id == "T3").examples[0]
    own = report.evidence[2].model_copy(update={"text": example.replace("een", "één", 1)})
    text = render_text(report.model_copy(update={"evidence": (*report.evidence[:2], own, *report.evidence[3:])}))
    theme = text.split("T3  Tegengaan van eenzaamheid: ")[1].split("T4  ")[0]
    assert "Zo kan het ook" not in theme
