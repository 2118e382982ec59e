"""The report as a Word file: everything the web page says, in Word's own styles, the same bytes each time."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from make_report import REPORTS, hostile_report, poor_report, rich_report, strong_report, undecided_report

from amorecheck.errors import ConfigurationError
from amorecheck.reporting.docx import write_docx
from amorecheck.reporting.model import Report, Verdict, walk
from amorecheck.reporting.plain import plain_text
from amorecheck.reporting.summary import name_of


def write(report: Report) -> bytes:
    out = io.BytesIO()
    write_docx(report, out)
    return out.getvalue()


def opened(report: Report) -> Any:
    return docx.Document(io.BytesIO(write(report)))


def all_text(word: Any) -> str:
    return "\n".join("".join(text.text or "" for text in line.iter(qn("w:t"))) for line in word.element.body.iter(qn("w:p")))


def test_every_item_is_there_with_its_verdict_evidence_advice_and_example() -> None:
    report = rich_report()
    text = all_text(opened(report))
    for framework in report.frameworks:
        assert framework.title in text
        for item in walk(framework.items):
            if "." in item.id and framework.id == "themas":
                assert name_of(item).lower() in text
                continue
            for part in (item.title, item.question, item.advice, item.suggestion):
                assert plain_text(part).rstrip(".") in text
            if item.examples and item.verdict in (Verdict.MISSING, Verdict.NAMED):
                assert f"Zo kan het ook: ‘{item.examples[0]}’" in text
    for evidence in report.evidence:
        assert evidence.text in text
    assert "(blz. 4, § 2 Elkaar kennen, alinea 9)" in text
    for notice in report.notices:
        assert notice.message in text
    for section in report.document.skipped:
        assert section in text
    for version in (report.tool.version, report.tool.model, report.tool.rules, report.document.sha256):
        assert version in text


def test_a_waiver_is_shown_at_its_item_and_in_a_list() -> None:
    word = opened(rich_report())
    text = all_text(word)
    assert "Oordeel van de adviseur (12 november 2026): genoemd, in plaats van ontbreekt." in text
    assert "Eén oordeel is door de adviseur aangepast." in text
    table = next(table for table in word.tables if table.rows[0].cells[0].text == "Onderdeel" and len(table.columns) == 5)
    assert [cell.text for cell in table.rows[1].cells[:3]] == ["Interne samenwerking (GE3)", "ontbreekt", "genoemd"]


def test_headings_go_down_one_level_at_a_time_and_start_with_the_title() -> None:
    word = opened(rich_report())
    assert word.paragraphs[0].style.name == "Title"
    levels = [int(line.style.name[-1]) for line in word.paragraphs if line.style.name.startswith("Heading ")]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in zip(levels, levels[1:], strict=False))


def test_tables_repeat_their_header_keep_rows_whole_and_are_described() -> None:
    word = opened(rich_report())
    assert len(word.tables) >= 9
    for table in word.tables:
        first = table.rows[0]._tr.trPr
        assert first.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


def test_dutch_and_titled_and_without_a_clock() -> None:
    word = opened(rich_report())
    assert word.core_properties.title == "Feedback op de conceptvisie: Samen thuis in Lindewaard, gemeente Lindewaard"
    assert word.core_properties.language == "nl-NL"
    languages = {tag.get(qn("w:val")) for tag in word.styles.element.iter(qn("w:lang"))}
    assert languages == {"nl-NL"}
    core = zipfile.ZipFile(io.BytesIO(write(rich_report()))).read("docProps/core.xml").decode()
    assert "created" not in core
    assert "modified>" not in core


@pytest.mark.parametrize("name", REPORTS)
def test_the_same_report_gives_the_same_bytes_and_survives_a_round_trip(name: str) -> None:
    report = REPORTS[name]()
    data = write(report)
    assert data == write(Report.model_validate_json(report.to_json()))
    word = docx.Document(io.BytesIO(data))
    again = io.BytesIO()
    word.save(again)
    assert all_text(docx.Document(again)) == all_text(word)


def test_nothing_judged_gives_no_scores_and_no_gaps() -> None:
    text = all_text(opened(undecided_report()))
    assert "Deze tekst is niet te beoordelen." in text
    assert "Score: 0" not in text
    assert "Wat als eerste aandacht vraagt" not in text


def test_a_strong_draft_gets_no_invented_gap() -> None:
    text = all_text(opened(strong_report()))
    assert "Er zijn geen onderdelen die ontbreken of alleen zijn genoemd." in text
    assert "Advies:" not in text


def test_a_poor_draft_gets_no_false_praise() -> None:
    assert "Er is nog geen onderdeel dat het programma als uitgewerkt herkent." in all_text(opened(poor_report()))


def test_hostile_text_is_shown_as_text() -> None:
    text = all_text(opened(hostile_report()))
    assert "<script>alert('x')</script>" in text
    assert "{{ 7*7 }}" in text
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_a_file_that_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="Kijk of de map bestaat"):
        write_docx(rich_report(), tmp_path)


@pytest.mark.usefixtures("libreoffice")
def test_libreoffice_makes_a_pdf_of_it(tmp_path: Path) -> None:
    import pypdfium2 as pdfium

    path = tmp_path / "rapport.docx"
    write_docx(rich_report(), path)
    profile = f"-env:UserInstallation=file://{tmp_path}/profiel"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    pdf = pdfium.PdfDocument(path.with_suffix(".pdf"))
    pages = [page.get_textpage().get_text_range() for page in pdf]
    assert 7 <= len(pages) <= 12
    assert "Feedback op de conceptvisie" in pages[0]
    assert f"Bladzijde {len(pages)} van {len(pages)}" in pages[-1]
