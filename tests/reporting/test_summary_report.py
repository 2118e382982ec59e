"""The report in short: the same facts for every writer, in sentences that are right."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from make_report import REPORTS, poor_report, rich_report, strong_report, undecided_report

from amorecheck.errors import ConfigurationError
from amorecheck.reporting.model import Notice, Report, Verdict
from amorecheck.reporting.places import describe_place
from amorecheck.reporting.plain import plain_text, shorten
from amorecheck.reporting.summary import Counts, _judgement, summarise
from amorecheck.reporting.wording import full_stop, join_words, load_wording, say


def test_a_place_is_said_as_an_adviser_would_say_it() -> None:
    assert describe_place(4, ("Visie", "Rol van de gemeente"), 12) == "blz. 4, § Rol van de gemeente, alinea 12"


@pytest.mark.parametrize(
    ("page", "section", "paragraph", "expected"),
    [
        (None, ("Inleiding",), 3, "§ Inleiding, alinea 3"),
        (7, (), 0, "blz. 7"),
        (None, (), 0, ""),
        (None, ("Inleiding", "  "), 1, "§ Inleiding, alinea 1"),
    ],
)
def test_what_is_unknown_is_left_out_of_a_place(page: int | None, section: tuple[str, ...], paragraph: int, expected: str) -> None:
    assert describe_place(page, section, paragraph) == expected


def test_the_judgement_names_all_numbers() -> None:
    assert summarise(rich_report()).judgement == (
        "De visie is voor een deel uitgewerkt: van de 24 onderdelen zijn er 13 uitgewerkt, 7 alleen genoemd en ontbreken er 4."
    )


def test_a_text_that_cannot_be_judged_gets_its_reason_and_no_score_of_nought() -> None:
    summary = summarise(undecided_report())
    assert summary.judgement == "Deze tekst is niet te beoordelen."
    assert summary.lines[1].text.startswith("Deze tekst is in het Engels geschreven.")
    assert summary.gaps == ()
    assert summary.strengths == ()


def test_no_praise_where_nothing_is_worked_out() -> None:
    summary = summarise(poor_report())
    assert summary.strengths == ()
    assert summary.lines[1].text == "Nog geen enkel onderdeel."


def test_no_gap_is_invented_in_a_strong_draft() -> None:
    summary = summarise(strong_report())
    assert summary.gaps == ()
    assert summary.judgement == "Alle 24 onderdelen zijn uitgewerkt."
    assert summary.lines[-1].text == "Er zijn geen punten die om aanvulling vragen."


def test_three_strengths_each_with_a_passage_of_its_own() -> None:
    strengths = summarise(rich_report()).strengths
    assert len({strength.evidence for strength in strengths}) == 3
    assert strengths[0].sentence == "Het thema 'Sociale samenhang of samenlevingsopbouw' is uitgewerkt."


def test_gaps_come_in_order_of_weight_and_verdict() -> None:
    gaps = summarise(rich_report()).gaps
    assert gaps[0].item == "T3"
    assert [gap.urgency for gap in gaps] == sorted((gap.urgency for gap in gaps), reverse=True)
    assert gaps[0].reason == (
        "De visie noemt het thema 'Tegengaan van eenzaamheid', maar werkt het niet uit. "
        "Let op: doorgeschoven naar later. Wat nog nodig is: een doel, een maatregel en wie het doet."
    )


def test_a_question_is_quoted_once_and_keeps_its_mark() -> None:
    gap = next(gap for gap in summarise(rich_report()).gaps if gap.item == "IN2")
    assert gap.reason == "In de visie is geen antwoord gevonden op de vraag: Hoe kijkt u naar inclusie van inwoners?"


def test_an_advisers_own_verdict_counts() -> None:
    gap = next(gap for gap in summarise(rich_report()).gaps if gap.item == "GE3")
    assert gap.verdict is Verdict.NAMED


def test_the_matrix_has_a_row_a_theme_and_five_answers() -> None:
    matrix = summarise(rich_report()).matrix
    assert {row.item: [cell.answer for cell in row.cells] for row in matrix}["T3"] == ["ja", "nee", "nee", "nee", "nee"]
    assert [cell.title for cell in matrix[0].cells] == ["Genoemd", "Doel", "Aanpak", "Partners", "Wijkgericht"]


def test_an_aspect_that_was_not_looked_at_is_neither_yes_nor_no() -> None:
    matrix = summarise(poor_report()).matrix
    assert [cell.answer for cell in matrix[1].cells] == ["nee", *["niet bekeken"] * 4]


def test_the_grid_has_six_bouwstenen_of_three_questions() -> None:
    grid = summarise(rich_report()).grid
    assert [(row.item, len(row.cells)) for row in grid] == [(name, 3) for name in ("SB", "IN", "GE", "WS", "DK", "SG")]


def test_a_report_with_one_framework_is_summarised_by_that_one() -> None:
    report = rich_report()
    only = report.model_copy(update={"frameworks": report.frameworks[1:2]})
    summary = summarise(only)
    assert summary.counts.total == 18
    assert summary.matrix == ()


@given(missing=st.integers(0, 24), named=st.integers(0, 24), worked_out=st.integers(0, 24), undecided=st.integers(0, 3))
def test_every_judgement_is_good_dutch_and_true(missing: int, named: int, worked_out: int, undecided: int) -> None:
    """Singular with 1, plural with the rest, no number that is not there, no praise below two thirds."""
    sentence = _judgement(Counts(missing, named, worked_out, undecided))
    assert sentence.endswith(".")
    assert not re.search(r"\b(zijn er 1|ontbreken er 1|is er [02-9]\d*|ontbreekt er (?!1\b)\d|1 onderdelen)\b", sentence)
    assert not re.search(r"\b0\b", sentence)
    assert "  " not in sentence
    if "grotendeels" in sentence or "Alle " in sentence:
        assert worked_out * 3 >= (missing + named + worked_out) * 2
    if "Meer dan de helft" in sentence:
        assert missing * 2 > missing + named + worked_out


@given(st.lists(st.text(alphabet="abc", min_size=1), max_size=6))
def test_joining_words_loses_none(words: list[str]) -> None:
    assert re.split(", | en ", join_words(words)) == (words or [""])


@given(st.text(), st.integers(5, 60))
def test_shortened_text_fits_and_starts_the_same(text: str, width: int) -> None:
    short = shorten(text, width)
    assert len(short) <= width
    assert plain_text(text).startswith(short.rstrip("…").rstrip(" ,;:."))


@given(st.text())
def test_plain_text_has_no_control_characters_and_stays_the_same_when_repeated(text: str) -> None:
    once = plain_text(text)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e]", once)
    assert plain_text(once) == once


def test_an_unknown_phrase_says_where_to_add_it() -> None:
    with pytest.raises(ConfigurationError, match="templates"):
        say("bestaat.niet")


def test_a_phrase_that_lacks_a_value_says_which() -> None:
    with pytest.raises(ConfigurationError, match="heading"):
        say("place.section")


def test_a_value_with_braces_is_only_text() -> None:
    assert say("place.section", heading="{0.__class__} {naam}") == "§ {0.__class__} {naam}"


def _phrases() -> list[tuple[str, str]]:
    flat = []
    for key, phrase in load_wording().items():
        flat += [(key, phrase)] if isinstance(phrase, str) else [(f"{key}.{number}", text) for number, text in phrase.items()]
    return flat


@pytest.mark.parametrize(("key", "phrase"), _phrases())
def test_wording_is_in_the_tone_of_the_house(key: str, phrase: str) -> None:
    """u-form, no exclamation marks, no two spaces, no straight double quotes."""
    assert "!" not in phrase
    assert "  " not in phrase
    assert not re.search(r"\b(jij|jouw|je|jullie)\b", phrase, re.IGNORECASE)


def test_every_number_form_of_the_wording_is_a_text() -> None:
    assert all(isinstance(text, str) for _, text in _phrases())
    assert yaml.safe_load("{nee: ja}") == {"nee": "ja"}, "Dutch yes and no must stay words"


@pytest.mark.parametrize("name", REPORTS)
def test_a_saved_report_gives_the_same_summary(name: str) -> None:
    report = REPORTS[name]()
    assert summarise(Report.model_validate_json(report.to_json())) == summarise(report)


def test_a_sentence_gets_a_capital_and_one_full_stop() -> None:
    assert full_stop("noem een doel") == "Noem een doel."
    assert full_stop("Wie doet wat?") == "Wie doet wat?"


def test_a_text_on_another_subject_is_named_as_such_before_anything_is_counted() -> None:
    report = poor_report()
    missing = tuple(framework for framework in report.frameworks if framework.id in ("themas", "bouwstenen"))
    report = report.model_copy(update={"frameworks": missing, "notices": (Notice(code="geen-visie", message="Deze tekst gaat over iets anders."),)})
    assert summarise(report).judgement.startswith("Deze tekst gaat over iets anders. ")
