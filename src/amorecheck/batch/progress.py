"""What a user sees while a batch runs: a bar with the time left on a terminal, one line a draft elsewhere."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import IO, Any, Protocol


class State(StrEnum):
    """What became of a draft; the values are shown."""

    JUDGED = "beoordeeld"
    KEPT = "was al beoordeeld"
    FAILED = "niet gelezen"


@dataclass(frozen=True, slots=True)
class Step:
    """One draft that is done. done: how many are, of total. reason: why it was not read, else ""."""

    name: str
    state: State
    done: int
    total: int
    reason: str = ""


class Progress(Protocol):
    """Told of every step, in the order in which drafts are done."""

    def begin(self, total: int) -> None: ...

    def step(self, step: Step) -> None: ...

    def phase(self, text: str) -> None:
        """What happens when all drafts are done."""
        ...

    def end(self) -> None: ...


class Quiet:
    """Says nothing."""

    def begin(self, total: int) -> None: ...

    def step(self, step: Step) -> None: ...

    def phase(self, text: str) -> None: ...

    def end(self) -> None: ...


class Lines:
    """One line a draft."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def begin(self, total: int) -> None: ...

    def step(self, step: Step) -> None:
        reason = f": {step.reason}" if step.reason else ""
        print(f"[{step.done}/{step.total}] {step.name}: {step.state}{reason}", file=self._stream, flush=True)

    def phase(self, text: str) -> None:
        print(text, file=self._stream, flush=True)

    def end(self) -> None: ...


class Bar:
    """A moving bar; drafts that could not be read stay in sight above it."""

    def __init__(self, stream: IO[str]) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            SpinnerColumn,
            TextColumn,
            TimeRemainingColumn,
        )

        self._bar = Progress(
            SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TextColumn("nog"), TimeRemainingColumn(),
            console=Console(file=stream), transient=True, speed_estimate_period=300,
        )  # fmt: skip
        self._task: Any = None
        self._kept = 0

    def begin(self, total: int) -> None:
        self._task = self._bar.add_task("Concepten beoordelen", total=total)
        self._bar.start()

    def step(self, step: Step) -> None:
        from rich.text import Text

        if step.state is State.FAILED:
            self._bar.console.print(Text(f"{step.name}: {step.state}: {step.reason}"))
        if step.state is State.KEPT:
            # Out of the count: what costs no time would make the rest look quick.
            self._kept += 1
            words = "was al klaar" if self._kept == 1 else "waren al klaar"
            self._bar.update(self._task, total=step.total - self._kept, description=f"Concepten beoordelen ({self._kept} {words})")
        else:
            self._bar.update(self._task, completed=step.done - self._kept)

    def phase(self, text: str) -> None:
        self._bar.update(self._task, description=text)

    def end(self) -> None:
        self._bar.stop()


def progress_on(stream: IO[str] | None = None) -> Progress:
    """A bar where someone watches, lines where a log is kept."""
    stream = stream or sys.stderr
    return Bar(stream) if stream.isatty() else Lines(stream)
