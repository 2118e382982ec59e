"""What a worker does with one draft: read, judge, render. The same on this machine and on a cluster."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

from amorecheck.batch.outcome import UNREAD, Outcome

WORK = "amorecheck.batch.task:prepare_judging"
"""The work of a worker, as module:function."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How every draft of a batch is judged. rules_root: "" for the rules that ship. memory: bytes for the child that
    reads, 0 for the usual limit."""

    model: str = "auto"
    rules_root: str = ""
    lenses: tuple[str, ...] = ()
    changes: str = "final"
    ocr: bool = False
    memory: int = 0

    @classmethod
    def from_values(cls, values: dict[str, Any]) -> Settings:
        return cls(**{**values, "lenses": tuple(values["lenses"])})


@dataclass(frozen=True, slots=True)
class Task:
    """One draft for a worker. path: on the machine of the worker. municipality: when it is given, else ""."""

    path: str
    municipality: str = ""

    def to_json(self) -> str:
        return json.dumps(dataclasses.asdict(self))


@dataclass(frozen=True)
class Result:
    """What came of a task. outcome: with the bare file name as its name. html: the rendered report, "" without one."""

    outcome: Outcome
    html: str = ""

    def to_json(self) -> str:
        """Two lines of JSON: the outcome, and the text of the HTML."""
        return f"{self.outcome.to_json()}\n{json.dumps(self.html, ensure_ascii=False)}"

    @classmethod
    def from_json(cls, text: str) -> Result:
        """Raises ValueError on anything that `to_json` did not write."""
        return cls(Outcome.from_json(text.partition("\n")[0]), cls.html_of(text))

    @staticmethod
    def html_of(text: str) -> str:
        """The HTML alone, without the cost of reading the report. Raises ValueError."""
        return str(json.loads(text.partition("\n")[2]))


def prepare_judging(values: dict[str, Any]) -> Callable[[dict[str, Any]], str]:
    """Load model and rules once; the function that turns a Task (as JSON values) into a Result (as JSON text).

    Raises AmorecheckError where rules, lens or model are wrong, before any draft is touched.
    """
    settings = Settings.from_values(values)
    from amorecheck import load_rules
    from amorecheck.judging.judge import engine_for
    from amorecheck.language.pipeline import load_pipeline
    from amorecheck.reporting.html import render_html  # noqa: F401  (loaded before the clock of the first draft runs)

    rules = load_rules(Path(settings.rules_root) if settings.rules_root else None)
    engine_for(rules, settings.lenses)
    load_pipeline(settings.model)
    return lambda task: judge_draft(Task(**task), settings).to_json()


def judge_draft(task: Task, settings: Settings) -> Result:
    """Read and judge one draft. Whatever goes wrong with it is in the outcome; nothing is raised."""
    from amorecheck.errors import AmorecheckError, DocumentError, TooLargeError

    path = Path(task.path)
    try:
        return _judged(path, task, settings)
    except DocumentError as error:
        return failed(path.name, str(error), error.code)
    except MemoryError:
        return failed(path.name, f"{path.name} vraagt te veel geheugen om te beoordelen. Bied alleen de tekst van de visie aan.", TooLargeError.code)
    except AmorecheckError as error:
        return failed(path.name, str(error), "instelling")
    except Exception as error:
        return failed(
            path.name,
            f"Het beoordelen van {path.name} brak af door een fout in het programma ({type(error).__name__}). Meld dit bij de makers en noem het bestand.",
            "programmafout",
        )


def _judged(path: Path, task: Task, settings: Settings) -> Result:
    from amorecheck import judge, load_rules, read
    from amorecheck.batch.outcome import passages_of
    from amorecheck.reading.limits import DEFAULT_LIMITS
    from amorecheck.reporting.html import render_html

    limits = dataclasses.replace(DEFAULT_LIMITS, memory=settings.memory) if settings.memory else DEFAULT_LIMITS
    document = read(path, changes=cast(Literal["final", "original"], settings.changes), ocr=settings.ocr, limits=limits)
    rules = load_rules(Path(settings.rules_root) if settings.rules_root else None)
    report = judge(document, model=settings.model, municipality=task.municipality, rules=rules, lenses=settings.lenses)
    outcome = Outcome(path.name, report.document.municipality, report, passages=passages_of(document))
    return Result(outcome, render_html(report))


def failed(name: str, reason: str, code: str) -> Result:
    """The result for a draft that has no report."""
    return Result(Outcome(name, error=reason, exit_code=UNREAD, code=code))
