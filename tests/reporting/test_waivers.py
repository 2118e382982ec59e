"""An adviser's own verdict counts, is shown as such, and is reported when it has gone stale."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from drafts import save, settle, word_draft
from make_report import poor_report, rich_report

import amorecheck
from amorecheck.cli import main
from amorecheck.errors import RuleError
from amorecheck.judging.scoring import group_verdict
from amorecheck.reading import read
from amorecheck.reporting import compare as comparing
from amorecheck.reporting.comments import write_comments
from amorecheck.reporting.docx import write_docx
from amorecheck.reporting.html import render_html
from amorecheck.reporting.model import Item, Report, Verdict, walk
from amorecheck.reporting.prepare import write_preparation
from amorecheck.reporting.terminal import render_text
from amorecheck.reporting.waivers import Entry, Waivers, apply_waivers, read_waivers

TODAY = datetime.date(2026, 11, 25)
ENTRY = """\
- item: IN2
  verdict: uitgewerkt
  reason: Staat in de bijlage over inclusie, die wij apart kregen.
  date: 2026-11-12
"""


def waivers(tmp_path: Path, text: str, name: str = "visie.docx.amorecheck.yaml") -> Waivers:
    (tmp_path / name).write_text(text, "utf-8")
    return read_waivers(tmp_path / "visie.docx")


def item(report: Report, name: str) -> Item:
    return next(item for framework in report.frameworks for item in walk(framework.items) if item.id == name)


def notices(report: Report) -> list[str]:
    return [notice.message for notice in report.notices if notice.code.startswith("afwijkend-oordeel")]


@pytest.mark.parametrize("name", ["visie.docx.amorecheck.yaml", "visie.amorecheck.yaml"])
def test_the_file_stands_beside_the_draft(tmp_path: Path, name: str) -> None:
    read = waivers(tmp_path, ENTRY, name)
    assert read.name == name
    assert [(entry.item, entry.verdict, entry.place) for entry in read.entries] == [("IN2", Verdict.WORKED_OUT, f"{name}:1")]


def test_no_file_means_no_waivers(tmp_path: Path) -> None:
    assert read_waivers(tmp_path / "visie.docx") == Waivers()
    assert apply_waivers(rich_report(), Waivers()) == rich_report()


def test_the_verdict_the_scores_and_the_group_follow(tmp_path: Path) -> None:
    before = rich_report()
    after = apply_waivers(before, waivers(tmp_path, ENTRY), TODAY)
    changed = item(after, "IN2")
    assert (changed.verdict, changed.score, changed.advice) == (Verdict.WORKED_OUT, 85.0, "")
    assert changed.waiver is not None
    assert (changed.waiver.original, changed.waiver.date) == (Verdict.MISSING, "2026-11-12")
    assert item(after, "IN").score == round((40 + 85 + 66) / 3, 1)
    assert item(after, "IN").verdict is Verdict.WORKED_OUT
    old, new = (next(framework.score for framework in report.frameworks if framework.id == "bouwstenen") for report in (before, after))
    assert new > old
    assert [framework for framework in after.frameworks if framework.id != "bouwstenen"] == [
        framework for framework in before.frameworks if framework.id != "bouwstenen"
    ]
    assert notices(after) == []


def test_what_an_adviser_cannot_judge_leaves_the_mean(tmp_path: Path) -> None:
    after = apply_waivers(rich_report(), waivers(tmp_path, ENTRY.replace("uitgewerkt", "niet te beoordelen")), TODAY)
    assert item(after, "IN2").score is None
    assert item(after, "IN").score == 53.0


def test_applying_twice_is_applying_once(tmp_path: Path) -> None:
    read = waivers(tmp_path, ENTRY + ENTRY.replace("IN2", "ZZ9"))
    once = apply_waivers(rich_report(), read, TODAY)
    assert apply_waivers(once, read, TODAY) == once


def test_every_report_shows_it(tmp_path: Path) -> None:
    after = apply_waivers(rich_report(), waivers(tmp_path, ENTRY), TODAY)
    for shown in (render_text(after), render_html(after)):
        assert "die wij apart kregen" in shown
        assert "12 november 2026" in " ".join(shown.split())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (ENTRY.replace("IN2", "IN9"), "het onderdeel IN9 bestaat niet en is overgeslagen. Bedoelt u ‘IN"),
        (ENTRY.replace("uitgewerkt", "ontbreekt"), "oordeelt over ‘Inclusie’ (IN2) nu zelf ook ‘ontbreekt’"),
        (ENTRY.replace("2026-11-12", "2025-01-05"), "is van 2025-01-05 en daarmee ouder dan een jaar"),
        (ENTRY.replace("2026-11-12", "2027-01-05"), "ligt in de toekomst"),
        (ENTRY + "  evidence: Iedereen hoort erbij in Lindewaard.\n", "is niet teruggevonden onder de passages van dit rapport"),
    ],
    ids=["unknown item", "same verdict", "old", "future", "quote not seen"],
)  # fmt: skip
def test_stale_waivers_are_reported(tmp_path: Path, text: str, says: str) -> None:
    found = notices(apply_waivers(rich_report(), waivers(tmp_path, text), TODAY))
    assert len(found) == 1
    assert says in found[0]
    assert "visie.docx.amorecheck.yaml:1" in found[0]


def test_a_year_to_the_day_is_not_old(tmp_path: Path) -> None:
    read = waivers(tmp_path, ENTRY.replace("2026-11-12", "2025-11-25"))
    assert notices(apply_waivers(rich_report(), read, TODAY)) == []
    assert len(notices(apply_waivers(rich_report(), read, TODAY + datetime.timedelta(days=1)))) == 1


def test_with_the_draft_at_hand_quotes_are_sought_in_all_of_it(tmp_path: Path) -> None:
    read = waivers(tmp_path, ENTRY + "  evidence: Iedereen hoort erbij  in Linde­waard.\n".replace("\u00ad", ""))
    there = "Kop\n\nZo is het: ‘Iedereen hoort erbij in Lindewaard’, zeggen wij."
    assert notices(apply_waivers(rich_report(), read, TODAY, draft_text=there)) == []
    gone = notices(apply_waivers(rich_report(), read, TODAY, draft_text="Andere tekst."))
    assert "staat niet meer in het concept" in gone[0]


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("item: IN2\n", ":1", "Hier hoort een lijst te staan"),
        (ENTRY + "  reden: x\n", ":5", "‘reden’ is hier niet bekend"),
        (ENTRY + "  evidnce: x\n", ":5", "Bedoelt u ‘evidence’?"),
        (ENTRY.replace("uitgewerkt", "uitgewekt"), ":2", "‘uitgewekt’ is geen oordeel. Kies uit ontbreekt, genoemd, uitgewerkt en niet te beoordelen. Bedoelt u ‘uitgewerkt’?"),
        (ENTRY.replace("2026-11-12", "12-11-2026"), ":4", "‘12-11-2026’ is geen datum"),
        (ENTRY.replace("2026-11-12", "2026-13-12"), ":4", "is geen datum"),
        (ENTRY + "\n" + ENTRY, ":6", "Voor IN2 staat er al een oordeel op visie.docx.amorecheck.yaml:1"),
        (ENTRY + "  date: 2026-11-13\n", ":5", "‘date’ staat hier twee keer"),
        ("- item: IN2\n  verdict: genoemd\n", ":1", "ontbreken reason en date"),
        (ENTRY.replace("Staat", "[Staat").replace("kregen.", "kregen.]"), ":3", "Bij ‘reason’ hoort één tekst te staan"),
        ("- &a {item: IN2}\n- *a\n", ":1", "Verwijzingen met & en *"),
        ("- item: 'IN2\n", ":", "klopt de opmaak (YAML) niet"),
        ("- gewoon tekst\n", ":1", "Dit is geen aangepast oordeel"),
    ],
)  # fmt: skip
def test_mistakes_are_named_with_their_line(tmp_path: Path, text: str, place: str, says: str) -> None:
    with pytest.raises(RuleError) as caught:
        waivers(tmp_path, text)
    assert str(caught.value).startswith("visie.docx.amorecheck.yaml" + place)
    assert says in str(caught.value)


def test_an_empty_file_is_no_mistake(tmp_path: Path) -> None:
    assert waivers(tmp_path, "# nog niets\n").entries == ()


def test_a_saved_report_is_overruled_without_the_language_model() -> None:
    code = "import sys, amorecheck.reporting.waivers; sys.exit(any(name in sys.modules for name in ('spacy', 'amorecheck.judging.evidence')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("verdicts", "group"),
    [
        ("uitgewerkt uitgewerkt ontbreekt", "uitgewerkt"),
        ("uitgewerkt ontbreekt", "genoemd"),
        ("ontbreekt ontbreekt genoemd", "genoemd"),
        ("ontbreekt ontbreekt", "ontbreekt"),
        ("ontbreekt niet-te-beoordelen", "ontbreekt"),
        ("niet-te-beoordelen", "niet te beoordelen"),
    ],
)
def test_a_group_is_what_most_of_it_is(verdicts: str, group: str) -> None:
    assert group_verdict([Verdict(word.replace("-", " ")) for word in verdicts.split()]) is Verdict(group)


def test_a_poor_report_takes_many_waivers() -> None:
    names = [f"{block}{number}" for block in ("SB", "IN", "GE", "WS", "DK", "SG") for number in (1, 2, 3)]
    entries = tuple(Entry(name, Verdict.WORKED_OUT, "Mondeling toegelicht.", TODAY, place="x:1") for name in names)
    after = apply_waivers(poor_report(), Waivers("x", entries), TODAY)
    assert next(framework.score for framework in after.frameworks if framework.id == "bouwstenen") == 85.0


REASON = "Staat in de bijlage over inclusie, die wij apart kregen."
STALE = ENTRY + """\
- item: T2
  verdict: ontbreekt
  reason: Het steunpunt is intussen gesloten.
  date: 2026-11-12
  evidence: Het steunpunt blijft open.
"""


def shown(path: Path) -> str:
    word = docx.Document(str(path))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(paragraph.text for paragraph in word.paragraphs), *cells]).split())


def test_every_report_shows_who_decided_why_and_what_is_stale(tmp_path: Path) -> None:
    draft = save(word_draft(), tmp_path)
    document = read(draft, limits=None)
    before = settle(rich_report(), document)
    after = apply_waivers(before, waivers(tmp_path, STALE), TODAY, document.text)
    write_docx(after, tmp_path / "rapport.docx")
    write_preparation(after, tmp_path / "gesprek.docx")
    summary = write_comments(draft, document, after, tmp_path / "opmerkingen.docx")
    margin = " ".join(comment.text for comment in docx.Document(str(tmp_path / "opmerkingen.docx")).comments)
    comparison = comparing.compare(before, after)
    outputs = {
        "text": render_text(after), "html": render_html(after), "json": after.to_json(), "word": shown(tmp_path / "rapport.docx"),
        "prepare": shown(tmp_path / "gesprek.docx"), "comments": f"{margin} {summary}", "compare": comparing.render_text(comparison),
        "compare html": comparing.render_html(comparison), "compare json": comparing.render_json(comparison),
    }  # fmt: skip
    for name, output in outputs.items():
        flat = " ".join(output.split())
        assert REASON in flat, name
        assert "Het steunpunt is intussen gesloten" in flat, name
        assert "‘Het steunpunt blijft open.’ bij ‘Mantelzorg’ (T2) staat niet meer in het concept" in flat, name


def test_what_the_adviser_decided_is_not_praised_as_found(tmp_path: Path) -> None:
    """A verdict that rests on an annex is no strong passage of this draft."""
    draft = save(word_draft(), tmp_path)
    document = read(draft, limits=None)
    entries = tuple(Entry(name, Verdict.WORKED_OUT, "Mondeling toegelicht.", TODAY) for name in ("T3", "DK2"))
    after = apply_waivers(settle(rich_report(), document), Waivers("x", entries), TODAY)
    write_comments(draft, document, after, tmp_path / "uit.docx")
    margin = [comment.text for comment in docx.Document(str(tmp_path / "uit.docx")).comments]
    own = [text for text in margin if "Mondeling toegelicht." in text]
    assert len(own) == 2
    assert all("Oordeel van de adviseur zelf\n" in text for text in own)
    assert not [text for text in margin if "is het thema ‘Tegengaan van eenzaamheid’ uitgewerkt" in text]


def test_the_command_line_looks_for_the_quoted_words_in_the_whole_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that no rule cited are still in the draft; words that were cut from it are not."""
    draft = save(word_draft(), tmp_path)
    entries = (("IN2", "Dat lukt niet altijd."), ("GE3", "Dit staat er niet."))
    (tmp_path / "visie.docx.amorecheck.yaml").write_text(
        "".join(f"- {{item: {name}, verdict: uitgewerkt, reason: Zo is het., date: 2026-11-12, evidence: '{quote}'}}\n" for name, quote in entries), "utf-8"
    )
    monkeypatch.setattr(amorecheck, "read", lambda path, **_: read(path, limits=None))
    monkeypatch.setattr(amorecheck, "judge", lambda document, **_: settle(rich_report(), document))
    result = CliRunner().invoke(main, ["check", str(draft), "--format", "json"])
    assert result.exit_code == 0, result.output
    messages = notices(Report.model_validate(json.loads(result.stdout)))
    assert [message for message in messages if "Dat lukt" in message] == []
    assert len([message for message in messages if "‘Dit staat er niet.’" in message and "niet meer in het concept" in message]) == 1
