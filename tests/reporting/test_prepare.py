"""The preparation of a feedback session: short, in order of weight, with the questions to put."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from make_report import REPORTS, poor_report, rich_report, strong_report, undecided_report

from amorecheck.reporting.model import Report
from amorecheck.reporting.prepare import write_preparation
from amorecheck.reporting.summary import summarise


def write(report: Report) -> bytes:
    out = io.BytesIO()
    write_preparation(report, out)
    return out.getvalue()


def opened(report: Report) -> Any:
    return docx.Document(io.BytesIO(write(report)))


def text_of(word: Any) -> str:
    return "\n".join("".join(text.text or "" for text in line.iter(qn("w:t"))) for line in word.element.body.iter(qn("w:p")))


def agenda(word: Any) -> list[tuple[str, str]]:
    table = next(table for table in word.tables if table.rows[0].cells[0].text == "Minuten")
    return [(row.cells[0].text, row.cells[1].text) for row in table.rows[1:]]


def test_three_strengths_then_the_three_heaviest_gaps_each_with_its_question() -> None:
    report = rich_report()
    word = opened(report)
    text = text_of(word)
    summary = summarise(report)
    places = [text.index(part) for part in ("De drie sterke punten", "De drie gaten", "Passages om voor te lezen", "Wie er aan tafel hoort", "Agenda voor een uur", "Ruimte voor aantekeningen")]
    assert places == sorted(places)
    for strength in summary.strengths:
        assert strength.sentence in text
    for gap in summary.gaps[:3]:
        assert gap.ask in text
        assert gap.reason in text
    assert summary.gaps[3].ask not in text
    assert "Dit onderdeel telt zwaarder mee dan een gewone vraag." in text


@pytest.mark.parametrize("name", ["rich", "poor", "strong", "hostile"])
def test_the_agenda_fills_exactly_an_hour(name: str) -> None:
    spans = [tuple(int(number) for number in re.findall(r"\d+", time)) for time, _ in agenda(opened(REPORTS[name]()))]
    assert spans[0][0] == 0
    assert spans[-1][1] == 60
    assert all(earlier[1] == later[0] for earlier, later in zip(spans, spans[1:], strict=False))


def test_people_at_the_table_follow_from_the_gaps() -> None:
    text = text_of(opened(rich_report()))
    assert "De schrijver van de visie" in text
    assert "Iemand die met eenzaamheid werkt" in text
    assert "steunpunt mantelzorg" not in text


def test_a_passage_is_read_aloud_once() -> None:
    text = text_of(opened(rich_report()))
    aloud = text[text.index("Passages om voor te lezen") : text.index("Wie er aan tafel hoort")]
    quotes = re.findall("‘[^’]+’", aloud)
    assert len(quotes) == len(set(quotes)) == 3


def test_a_strong_draft_has_no_gaps_to_put() -> None:
    text = text_of(opened(strong_report()))
    assert "Er zijn geen onderdelen die ontbreken of alleen zijn genoemd." in text
    assert "Hoe de visie gaat leven" in text


def test_a_poor_draft_is_not_praised() -> None:
    text = text_of(opened(poor_report()))
    assert "Het programma vond geen onderdeel dat al is uitgewerkt." in text


def test_what_cannot_be_judged_says_so() -> None:
    text = text_of(opened(undecided_report()))
    assert "Over dit concept kan het programma geen oordeel geven." in text
    assert "Deze tekst is in het Engels geschreven." in text
    assert "Agenda" not in text


def test_the_same_report_gives_the_same_bytes() -> None:
    assert write(rich_report()) == write(rich_report())


@pytest.mark.usefixtures("libreoffice")
@pytest.mark.parametrize("name", ["rich", "poor", "strong"])
def test_two_to_three_pages(tmp_path: Path, name: str) -> None:
    import pypdfium2 as pdfium

    path = tmp_path / "gesprek.docx"
    write_preparation(REPORTS[name](), path)
    profile = f"-env:UserInstallation=file://{tmp_path}/profiel"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    assert 2 <= len(pdfium.PdfDocument(path.with_suffix(".pdf"))) <= 3
