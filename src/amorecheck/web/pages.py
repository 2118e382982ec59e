"""From jobs and reports to pages: the templates of the report with the frame of the web page around them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any

from jinja2 import ChoiceLoader, PackageLoader

from amorecheck import __version__
from amorecheck.reporting.html import environment, groups_of, stylesheet
from amorecheck.reporting.model import Framework, Item, Report, Verdict
from amorecheck.reporting.phrases import picture_key
from amorecheck.reporting.summary import name_of
from amorecheck.web.desk import STEPS, Desk, Job, Stage, minutes_left
from amorecheck.web.lenses import Lens
from amorecheck.web.settings import MEGABYTE, Settings

AMORE = "amore"
_GAPS = {"gaten": (Verdict.MISSING, Verdict.NAMED), "ontbreekt": (Verdict.MISSING,)}
_STEP_TEXTS = {
    "lezen": "Het concept wordt gelezen.",
    "laden": "De regels en het taalmodel worden klaargezet.",
    "beoordelen": "De zinnen worden ontleed en beoordeeld.",
    "schrijven": "Het rapport wordt gemaakt.",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a form. field: id of the field it is about, or ''."""

    message: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which part of a report is shown. show: alles, gaten or ontbreekt. part: id of an item or framework, '' for all."""

    show: str = "alles"
    part: str = ""

    @property
    def active(self) -> bool:
        return self.show != "alles" or bool(self.part)


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of the list of parts."""

    value: str
    title: str


@dataclass(frozen=True, slots=True)
class Download:
    """A file that can be saved. name: in the job's folder. short: the words of its link."""

    name: str
    short: str


class Pages:
    """Makes the text of every page."""

    def __init__(self, settings: Settings, lenses: Sequence[Lens], desk: Desk) -> None:
        self._settings = settings
        self._lenses = tuple(lenses)
        self._desk = desk
        loader = ChoiceLoader([PackageLoader("amorecheck.web", "templates"), PackageLoader("amorecheck.reporting", "templates")])
        self._environment = environment().overlay(loader=loader)
        self._environment.globals = {**environment().globals, "Stage": Stage, "minutes_left": lambda job: minutes_left(job, settings.keep)}

    @cached_property
    def style(self) -> str:
        own = files(__package__).joinpath("static/page.css").read_text("utf-8")
        return f"{stylesheet()}\n{own}\n{self._settings.theme}"

    @cached_property
    def script(self) -> str:
        return files(__package__).joinpath("static/page.js").read_text("utf-8")

    @cached_property
    def mark(self) -> str:
        return files(__package__).joinpath("static/mark.svg").read_text("utf-8")

    @cached_property
    def edition(self) -> str:
        """Changes with style and script, so that a browser never keeps old ones."""
        return hashlib.sha256((self.style + self.script).encode()).hexdigest()[:12]

    def render(self, template: str, **context: Any) -> str:
        frame = {
            "edition": self.edition, "version": __version__, "settings": self._settings, "lenses": self._lenses,
            "megabytes": self._settings.largest // MEGABYTE, "keep_minutes": max(1, round(self._settings.keep / 60)),
            "faults": (), "session": None, "refresh": 0, "page_script": True,
        }  # fmt: skip
        return self._environment.get_template(template).render({**frame, **context})

    def standing(self, job: Job) -> dict[str, Any]:
        """How far a job is, for the page and for its script. value: steps done, of `steps`; a step that runs is half done."""
        place = self._desk.place(job)
        if job.stage is Stage.WAITING:
            text = _queue_text(place, self._desk.waiting)
            return {"stage": job.stage.value, "text": text, "value": 0, "steps": len(STEPS), "step": "", "place": place}
        step = job.step or STEPS[0]
        value = STEPS.index(step)
        text = f"Stap {value + 1} van {len(STEPS)}. {_STEP_TEXTS[step]}"
        if job.municipality and value >= 1:
            text += f" Gemeente: {job.municipality}."
        return {"stage": job.stage.value, "text": text, "value": value + 0.5, "steps": len(STEPS), "step": step, "place": 0}

    def steps(self) -> list[tuple[str, str]]:
        return [(step, _STEP_TEXTS[step]) for step in STEPS]

    def downloads(self, job: Job) -> list[Download]:
        offered = [
            Download("rapport.docx", "Rapport in Word"),
            Download("rapport.html", "Rapport als webpagina"),
            Download("voorbereiding.docx", "Voorbereiding van een gesprek"),
            Download("report.json", "Gegevens in JSON"),
        ]
        if job.format in ("docx", "odt", "pdf"):
            offered.insert(1, Download(f"opmerkingen.{job.format}", "Uw concept met opmerkingen"))
        return offered


def _queue_text(place: int, waiting: int) -> str:
    before = "U bent de eerste in de wachtrij." if place <= 1 else f"U bent nummer {place} in de wachtrij."
    return f"{before} Er {'wacht 1 concept' if waiting == 1 else f'wachten {waiting} concepten'}."


def choices(report: Report) -> list[tuple[str, list[Choice]]]:
    """The parts of a report to choose from: themes, bouwstenen, and the other frameworks as a whole."""
    known = {framework.id: framework for framework in report.frameworks}
    groups = []
    for name, title in (("themas", "Thema's"), ("bouwstenen", "Bouwstenen")):
        if name in known:
            groups.append((title, [Choice(item.id, name_of(item)) for item in known[name].items]))
    others = [Choice(f"kader-{framework.id}", framework.title) for framework in report.frameworks if framework.id not in ("themas", "bouwstenen")]
    return [*groups, *([("Overig", others)] if others else [])]


def read_filter(report: Report, show: str, part: str) -> Filter:
    """The filter asked for; what does not exist in this report is left out."""
    parts = {choice.value for _, group in choices(report) for choice in group}
    return Filter(show if show in _GAPS else "alles", part if part in parts else "")


def shown_frameworks(report: Report, wanted: Filter) -> tuple[Framework, ...]:
    """The frameworks with only the items that the filter lets through; empty ones are left out."""
    found = []
    for framework in report.frameworks:
        whole = wanted.part == f"kader-{framework.id}"
        items = framework.items if whole or not wanted.part else tuple(item for item in framework.items if item.id == wanted.part)
        if wanted.show != "alles":
            if framework.id == AMORE and not whole:
                # AMORE gives indications; only who asks for it sees what is thin in it.
                continue
            items = tuple(kept for item in items if (kept := _gaps_of(framework, item, wanted.show)) is not None)
        if items:
            found.append(framework.model_copy(update={"items": items}))
    return tuple(found)


def count_items(frameworks: Sequence[Framework]) -> int:
    """How many items with a verdict of their own."""

    def leaves(item: Item) -> int:
        return sum(leaves(child) for child in groups_of(item)) if groups_of(item) else 1

    return sum(leaves(item) for framework in frameworks for item in framework.items)


def _gaps_of(framework: Framework, item: Item, show: str) -> Item | None:
    children = groups_of(item)
    if children:
        kept = tuple(found for child in children if (found := _gaps_of(framework, child, show)) is not None)
        return item.model_copy(update={"items": kept}) if kept else None
    if framework.id == AMORE:
        return item if picture_key(item) in (("minus",) if show == "ontbreekt" else ("minus", "mixed")) else None
    return item if item.verdict in _GAPS[show] else None
