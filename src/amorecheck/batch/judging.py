"""All drafts of a batch judged: from the cache where they were judged before, else by a crew."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from amorecheck.batch.cache import Cache, key_of
from amorecheck.batch.crew import Answer, Job, Loss
from amorecheck.batch.fetching import Fetched, fetch
from amorecheck.batch.outcome import UNREAD, Outcome
from amorecheck.batch.progress import Progress, State, Step
from amorecheck.batch.sources import Source
from amorecheck.batch.task import Draft, failed
from amorecheck.errors import DocumentError

LASTING = frozenset({"leeg", "versleuteld", "geen-tekstlaag", "niet-ondersteund", "rtf", "afbeelding", "html", "xml", "pakket", "doc", "ole", "geen-tekst", "te-kort"})
"""Codes of reasons that lie in the file alone and hold the next time; time, memory and crashes may go otherwise."""


class Workers(Protocol):
    """Who does the work: a crew on this machine, or a cluster."""

    def run(self, jobs: Iterable[Job]) -> Iterator[Answer]: ...


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one draft. timeout: seconds for reading and judging. memory: bytes of the worker that judges."""

    timeout: float
    memory: int


@dataclass(frozen=True)
class Judged:
    """A draft that is done. key: of its entry in the cache, "" when it has none."""

    outcome: Outcome
    state: State
    key: str = ""


class Judging:
    """One run over the sources. `run` may be called once."""

    def __init__(self, sources: Sequence[Source], cache: Cache, fingerprint: str, limits: Limits, progress: Progress, *, keep_failures: bool) -> None:
        self._sources = sources
        self._cache = cache
        self._fingerprint = fingerprint
        self._limits = limits
        self._progress = progress
        self._keep_failures = keep_failures
        self._fetched: dict[int, Fetched] = {}
        self._same: dict[str, list[int]] = {}
        self._judged: dict[int, Judged] = {}
        self._new: set[str] = set()
        self._strings: dict[str, str] = {}

    @property
    def done(self) -> int:
        return len(self._judged)

    def run(self, workers: Workers) -> list[Judged]:
        """The drafts in the order of the sources."""
        try:
            for answer in workers.run(self._jobs()):
                self._take(answer)
        finally:
            for fetched in self._fetched.values():
                fetched.release()
        return [self._judged[index] for index in range(len(self._sources))]

    def _jobs(self) -> Iterator[Job]:
        """What is left to do; what is not is recorded on the way."""
        for index, source in enumerate(self._sources):
            try:
                fetched = fetch(source)
            except DocumentError as error:
                self._record(index, failed(source.name, str(error), error.code), State.FAILED)
                continue
            self._fetched[index] = fetched
            key = self._key(source, fetched)
            if key and (kept := self._kept(key)) is not None:
                self._record(index, kept, State.JUDGED if key in self._new else State.KEPT, key)
            elif key in self._same:
                self._same[key].append(index)  # the same draft in another folder: its twin is at work
            else:
                if key:
                    self._same[key] = [index]
                yield Job(index, Draft(str(fetched.path), source.municipality).task())

    def _key(self, source: Source, fetched: Fetched) -> str:
        if not fetched.sha256:
            return ""
        return key_of({"file": fetched.sha256, "name": fetched.path.name, "municipality": source.municipality, "by": self._fingerprint})

    def _kept(self, key: str) -> Outcome | None:
        content = self._cache.get(key)
        try:
            return Outcome.from_json(content.decode("utf-8", "surrogatepass"), self._strings) if content is not None else None
        except ValueError:
            return None

    def _take(self, answer: Answer) -> None:
        source, fetched = self._sources[answer.index], self._fetched[answer.index]
        outcome = Outcome.from_json(answer.text, self._strings) if answer.loss is None else failed(source.name, self._reason(answer.loss, source.name), answer.loss)
        key = self._key(source, fetched)
        kept = bool(key) and self._lasts(outcome, fetched)
        if kept:
            self._new.add(key)
            self._cache.put(key, answer.text.encode("utf-8", "surrogatepass"))
        for index in self._same.pop(key, [answer.index]):
            self._record(index, outcome, State.JUDGED, key if kept else "")

    def _lasts(self, outcome: Outcome, fetched: Fetched) -> bool:
        """Whether the outcome may be kept: of the bytes that the key is of, and not of a bad moment."""
        if outcome.report is not None:
            return outcome.report.document.sha256 == fetched.sha256
        return self._keep_failures and outcome.code in LASTING

    def _record(self, index: int, found: Outcome, state: State, key: str = "") -> None:
        from amorecheck.reporting.waivers import apply_waivers

        source, fetched = self._sources[index], self._fetched.pop(index, None)
        report = found.report
        if report is not None and fetched is not None and fetched.waivers is not None:
            report = apply_waivers(report, fetched.waivers)
        if fetched is not None:
            fetched.release()
        outcome = dataclasses.replace(found, name=source.name, source=source.given, report=report, municipality=source.municipality or found.municipality)
        state = State.FAILED if outcome.exit_code == UNREAD else state
        self._judged[index] = Judged(outcome, state, key)
        self._progress.step(Step(source.name, state, len(self._judged), len(self._sources), outcome.error))

    def _reason(self, loss: Loss, name: str) -> str:
        if loss is Loss.TIME:
            return f"Het beoordelen van {name} duurde langer dan {self._limits.timeout:g} seconden en is gestopt. Geef meer tijd met --timeout, of bied alleen de tekst van de visie aan."
        if loss is Loss.MEMORY:
            return f"Het beoordelen van {name} vroeg meer dan {self._limits.memory >> 20} MB geheugen en is gestopt. Geef meer met --memory, of bied alleen de tekst van de visie aan."
        return f"Het beoordelen van {name} brak twee keer af. Start de batch opnieuw, of beoordeel dit concept apart met amorecheck check."
