"""Every writer on what a draft may hold: markup, escape codes, letters that turn the line, words without end, thousands of findings."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from drafts import heading, paragraph, run, save, word_draft
from make_report import hostile_report, rich_report

from amorecheck.reading import read
from amorecheck.reporting import compare as comparing
from amorecheck.reporting.comments import write_comments
from amorecheck.reporting.docx import write_docx
from amorecheck.reporting.html import render_html
from amorecheck.reporting.model import Evidence, Item, Report
from amorecheck.reporting.prepare import write_preparation
from amorecheck.reporting.terminal import render_text

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def in_word(write: Callable[[Report, io.BytesIO], None]) -> Callable[[Report], str]:
    def words(report: Report) -> str:
        file = io.BytesIO()
        write(report, file)
        word = docx.Document(io.BytesIO(file.getvalue()))
        return "\n".join([*(one.text for one in word.paragraphs), *(cell.text for table in word.tables for row in table.rows for cell in row.cells)])

    return words


WRITERS: dict[str, Callable[[Report], str]] = {
    "text": render_text,
    "html": render_html,
    "word": in_word(write_docx),
    "preparation": in_word(write_preparation),
    "comparison": lambda report: comparing.render_text(comparing.compare(rich_report(), report)),
    "comparison html": lambda report: comparing.render_html(comparing.compare(rich_report(), report)),
    "comparison json": lambda report: comparing.render_json(comparing.compare(rich_report(), report)),
}


def many(number: int) -> Report:
    """The rich report with thousands of passages for two items, each with a word without end and a turned line."""
    pieces = tuple(
        Evidence(id=f"z{n}", items=("T2", "SB1"), text=f"Zin {n}: \u202e{'respijtzorg' * 20}\u202c <b>{n}</b>.", start=n * 300, end=n * 300 + 250, paragraph=n)
        for n in range(number)
    )

    def cite(item: Item) -> Item:
        names = {"evidence": tuple(piece.id for piece in pieces)} if item.id in ("T2", "SB1") else {}
        return item.model_copy(update={"items": tuple(map(cite, item.items)), **names})

    report = rich_report()
    frameworks = tuple(framework.model_copy(update={"items": tuple(map(cite, framework.items))}) for framework in report.frameworks)
    return report.model_copy(update={"evidence": (*report.evidence, *pieces), "frameworks": frameworks})


@pytest.mark.parametrize("name", WRITERS)
def test_nothing_in_a_draft_controls_the_reader_s_screen(name: str) -> None:
    output = WRITERS[name](hostile_report())
    assert not CONTROL.search(output)
    if "html" in name:
        assert "<script" not in output
        assert "<img" not in output


@pytest.mark.parametrize("name", WRITERS)
def test_two_thousand_findings_are_written_in_seconds_and_shown_in_part(name: str) -> None:
    report = many(2000)
    start = time.process_time()
    output = WRITERS[name](report)
    assert time.process_time() - start < 10
    assert not CONTROL.search(output)
    if name in ("text", "word", "preparation"):
        assert len(output) < 60_000


def test_a_draft_of_four_hundred_findings_gets_no_more_comments_than_the_limit(tmp_path: Path) -> None:
    sentences = [f"Zin {n} over {'respijtzorg' * 12} in Broekzijde." for n in range(400)]
    draft = save(word_draft(heading("1 Kop"), *(paragraph(run(sentence)) for sentence in sentences), comments=False), tmp_path)
    document = read(draft, limits=None)
    pieces = tuple(
        Evidence(id=f"z{n}", items=("T2",), text=sentence, start=document.text.index(sentence), end=document.text.index(sentence) + len(sentence))
        for n, sentence in enumerate(sentences)
    )
    ids = [f"{block}{number}" for block in ("SB", "IN", "GE", "WS", "DK", "SG") for number in (1, 2, 3)]

    def cite(item: Item) -> Item:
        names = tuple(piece.id for piece in pieces[ids.index(item.id) * 20 :]) if item.id in ids else item.evidence
        return item.model_copy(update={"items": tuple(map(cite, item.items)), "evidence": names, "nearest": None})

    report = rich_report()
    frameworks = tuple(framework.model_copy(update={"items": tuple(map(cite, framework.items))}) for framework in report.frameworks)
    report = report.model_copy(update={"evidence": pieces, "frameworks": frameworks})
    summary = write_comments(draft, document, report, tmp_path / "uit.docx", limit=20)
    assert summary.placed == 20
    assert summary.left_out > 0
    assert len(list(docx.Document(str(tmp_path / "uit.docx")).comments)) == 20
