"""What a worker does: read and judge a draft, or make the page of a report. The same on this machine and on a cluster."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from amorecheck.batch.outcome import UNREAD, Outcome

if TYPE_CHECKING:
    from amorecheck.reading.office import Changes

WORK = "amorecheck.batch.task:prepare"
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
class Draft:
    """A draft to judge. path: on the machine of the worker. municipality: when it is given, else ""."""

    path: str
    municipality: str = ""

    def task(self) -> dict[str, Any]:
        return {"draft": dataclasses.asdict(self)}


def page_task(report: str) -> dict[str, Any]:
    """The task to make the HTML of a report, given as JSON."""
    return {"report": report}


def prepare(values: dict[str, Any]) -> Callable[[dict[str, Any]], str]:
    """Load model and rules once; the function that does a task (JSON values) and gives text: an outcome as JSON, or HTML.

    Raises AmorecheckError where rules, lens or model are wrong, before any draft is touched.
    """
    settings = Settings.from_values(values)
    from amorecheck import load_rules
    from amorecheck.judging.judge import engine_for
    from amorecheck.language.pipeline import load_pipeline

    rules = load_rules(Path(settings.rules_root) if settings.rules_root else None)
    engine_for(rules, settings.lenses)
    # The first sentence costs a second more than the next; that is not the time of the first draft.
    load_pipeline(settings.model)("Deze zin telt niet mee.")
    return lambda task: _do(task, settings)


def _do(task: dict[str, Any], settings: Settings) -> str:
    if "report" in task:
        return render_page(task["report"])
    return judge_draft(Draft(**task["draft"]), settings).to_json()


def render_page(report: str) -> str:
    """The HTML of a report that is given as JSON."""
    from amorecheck.reporting.html import render_html
    from amorecheck.reporting.model import Report

    return render_html(Report.model_validate_json(report))


def judge_draft(draft: Draft, settings: Settings) -> Outcome:
    """Read and judge one draft. Whatever goes wrong with it is in the outcome, named after the file; nothing is raised."""
    from amorecheck.errors import AmorecheckError, DocumentError, TooLargeError

    path = Path(draft.path)
    try:
        return _judged(path, draft, settings)
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


def _judged(path: Path, draft: Draft, settings: Settings) -> Outcome:
    from amorecheck import judge, load_rules, read
    from amorecheck.batch.outcome import passages_of
    from amorecheck.reading.limits import DEFAULT_LIMITS

    limits = dataclasses.replace(DEFAULT_LIMITS, memory=settings.memory) if settings.memory else DEFAULT_LIMITS
    document = read(path, changes=cast("Changes", settings.changes), ocr=settings.ocr, limits=limits)
    rules = load_rules(Path(settings.rules_root) if settings.rules_root else None)
    report = judge(document, model=settings.model, municipality=draft.municipality, rules=rules, lenses=settings.lenses)
    return Outcome(path.name, report.document.municipality, report, passages=passages_of(document))


def failed(name: str, reason: str, code: str) -> Outcome:
    """The outcome of a draft that has no report."""
    return Outcome(name, error=reason, exit_code=UNREAD, code=code)
