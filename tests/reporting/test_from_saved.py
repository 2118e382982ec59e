"""Every report from a saved JSON, without the draft; mistakes on the command line in Dutch and without a traceback."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result
from make_report import hostile_report, poor_report, rich_report

from amorecheck.cli import main


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A saved report in a folder without its draft; reading or judging anything is an error."""
    import amorecheck

    def never(*_: object, **__: object) -> None:
        raise AssertionError("a saved report needs no draft")

    monkeypatch.setattr(amorecheck, "read", never)
    monkeypatch.setattr(amorecheck, "judge", never)
    path = tmp_path / "rapport.json"
    path.write_text(rich_report().to_json(), "utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.mark.parametrize("form", ["text", "json", "html", "docx"])
def test_every_form_of_report(saved: Path, form: str) -> None:
    out = saved.with_name(f"uit.{form}")
    result = run("check", saved, "--format", form, "-o", out)
    assert (result.exit_code, result.output) == (0, "")
    content = "\n".join(one.text for one in docx.Document(str(out)).paragraphs) if form == "docx" else out.read_text("utf-8")
    assert "Samen thuis in Lindewaard" in content


def test_preparation_comparison_and_explanation(saved: Path) -> None:
    other = saved.with_name("vorige.json")
    other.write_text(poor_report().to_json(), "utf-8")
    assert run("prepare", saved, "-o", saved.with_name("gesprek.docx")).output == "De voorbereiding staat in gesprek.docx.\n"
    assert "oordelen zijn beter geworden" in run("compare", other, saved).output
    explained = run("explain", saved, "IN2").output
    assert "Oordeel van de adviseur" not in explained
    assert "Advies: " in explained


def test_a_pipe_gets_the_report_and_nothing_else(saved: Path) -> None:
    result = run("check", saved, "--format", "json")
    assert result.stdout == rich_report().to_json()
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("check", "-o", "weg/uit.html"), "Het bestand uit.html kan niet worden geschreven. Kijk of de map bestaat"),
        (("check", "-o", "uit.pdf"), "Een rapport in PDF kan het programma niet maken."),
        (("check", "--format", "docx"), "voeg -o RAPPORT.docx toe"),
        (("comment", "-o", "uit.docx"), "Voor opmerkingen is het concept zelf nodig"),
        (("explain", "XX9"), "Het onderdeel «XX9» bestaat niet."),
    ],
)
def test_mistakes_are_told_with_what_to_do(saved: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], says: str) -> None:
    monkeypatch.chdir(saved.parent)
    result = run(arguments[0], saved, *arguments[1:])
    assert result.exit_code == 2
    assert says in " ".join(result.output.split())
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_a_comparison_in_word_is_refused(saved: Path) -> None:
    result = run("compare", saved, saved, "-o", saved.with_name("uit.docx"))
    assert result.exit_code == 2
    assert "Een vergelijking in de vorm docx kan het programma niet maken." in result.output


def test_half_a_letter_in_a_draft_stops_no_report(saved: Path) -> None:
    """A lone surrogate, as broken PDF fonts give, cannot be written as UTF-8."""
    report = hostile_report()
    report = report.model_copy(update={"document": report.document.model_copy(update={"title": "Samen \ud83d thuis"})})
    from amorecheck.reporting.html import render_html
    from amorecheck.reporting.terminal import render_text

    assert "Samen thuis" in render_text(report)
    assert render_html(report).encode("utf-8")
