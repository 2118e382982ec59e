"""What is shown while a batch runs: a bar where someone watches, lines where a log is kept."""

from __future__ import annotations

import io
import re

import pytest

from amorecheck.batch.progress import Bar, Lines, Progress, State, Step, progress_on

REASON = "leeg.docx is leeg [/b]. Controleer of u het goede bestand hebt gekozen."


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def run(progress: Progress) -> None:
    progress.begin(3)
    progress.step(Step("a [/b].docx", State.KEPT, 1, 3))
    progress.step(Step("leeg.docx", State.FAILED, 2, 3, REASON))
    progress.step(Step("visie.docx", State.JUDGED, 3, 3))
    progress.phase("Rapporten maken")
    progress.end()


def test_a_log_gets_one_line_a_draft() -> None:
    log = io.StringIO()
    assert isinstance(progress_on(log), Lines)
    run(progress_on(log))
    assert log.getvalue().splitlines() == [
        "[1/3] a [/b].docx: was al beoordeeld",
        f"[2/3] leeg.docx: niet gelezen: {REASON}",
        "[3/3] visie.docx: beoordeeld",
        "Rapporten maken",
    ]


def test_a_terminal_gets_a_bar_with_the_time_left_and_keeps_what_failed_in_sight(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("TERM", "xterm-256color"), ("COLUMNS", "120")):
        monkeypatch.setenv(name, value)
    screen = Terminal()
    assert isinstance(progress_on(screen), Bar)
    run(progress_on(screen))
    shown = " ".join(re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", screen.getvalue()).split())
    assert "niet gelezen: leeg.docx is leeg [/b]." in shown
    assert "Rapporten maken" in shown
    assert "2/2" in shown  # what was kept is out of the count, so that the time left is of real work
    assert "nog 0:00:00" in shown
