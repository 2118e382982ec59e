"""All drafts of a batch judged: from the cache where they were judged before, else by a crew."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
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
    """A draft that is done. label: all that tells it from another in a comparison: name, municipality, reason why it
    was not read, and what its report depends on. make: its outcome, read when someone asks for it."""

    source: Source
    label: tuple[str, ...]
    state: State
    make: Callable[[], Outcome]

    @cached_property
    def outcome(self) -> Outcome:
        return self.make()


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

    def run(self, workers: Workers, meanwhile: Callable[[], object] | None = None) -> list[Judged]:
        """The drafts in the order of the sources. meanwhile: done beside it once the workers have something to do."""
        beside: list[threading.Thread] = []
        try:
            for answer in workers.run(self._begun(self._jobs(), meanwhile, beside)):
                self._take(answer)
        finally:
            for thread in beside:
                # Ctrl-C may come while it starts; the run ends as interrupted then, and not for this.
                with contextlib.suppress(RuntimeError):
                    thread.join()
            for fetched in self._fetched.values():
                fetched.release()
        return [self._judged[index] for index in range(len(self._sources))]

    @staticmethod
    def _begun(jobs: Iterator[Job], meanwhile: Callable[[], object] | None, beside: list[threading.Thread]) -> Iterator[Job]:
        for job in jobs:
            if meanwhile is not None and not beside:
                beside.append(threading.Thread(target=meanwhile, name="meanwhile"))
                beside[0].start()
            yield job

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
                self._record_kept(index, key, kept)
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

    def _kept(self, key: str) -> tuple[str, str, bytes] | None:
        """Municipality, reason and outcome (still JSON) of an entry: enough to go on without reading the report."""
        content = self._cache.get(key)
        if content is None:
            return None
        head, _, text = content.partition(b"\n")
        municipality, error = json.loads(head)
        return municipality, error, text

    def _keep(self, key: str, outcome: Outcome, text: str) -> None:
        self._new.add(key)
        head = json.dumps([outcome.municipality, outcome.error])
        self._cache.put(key, f"{head}\n{text}".encode("utf-8", "surrogatepass"))

    def _read(self, text: bytes) -> Outcome:
        return Outcome.from_json(text.decode("utf-8", "surrogatepass"), self._strings)

    def _take(self, answer: Answer) -> None:
        source, fetched = self._sources[answer.index], self._fetched[answer.index]
        outcome = Outcome.from_json(answer.text, self._strings) if answer.loss is None else failed(source.name, self._reason(answer.loss, source.name), answer.loss)
        key = self._key(source, fetched)
        kept = bool(key) and self._lasts(outcome, fetched)
        if kept:
            self._keep(key, outcome, answer.text)
        for index in self._same.pop(key, [answer.index]):
            self._record(index, outcome, State.JUDGED, key if kept else "")

    def _lasts(self, outcome: Outcome, fetched: Fetched) -> bool:
        """Whether the outcome may be kept: of the bytes that the key is of, and not of a bad moment."""
        if outcome.report is not None:
            return outcome.report.document.sha256 == fetched.sha256
        return self._keep_failures and outcome.code in LASTING

    def _record_kept(self, index: int, key: str, kept: tuple[str, str, bytes]) -> None:
        municipality, error, text = kept
        state = State.JUDGED if key in self._new else State.KEPT
        fetched = self._fetched[index]
        if error or fetched.waivers is not None:
            self._record(index, self._read(text), state, key)
            return
        self._fetched.pop(index).release()
        source = self._sources[index]
        municipality = source.municipality or municipality

        held = [text]

        def make() -> Outcome:
            return _named(self._read(held.pop()), source)  # asked once; the text is not needed beside the outcome

        self._done(index, Judged(source, (source.name, municipality, "", key, ""), state, make), "")

    def _record(self, index: int, found: Outcome, state: State, key: str = "") -> None:
        from amorecheck.reporting.waivers import apply_waivers

        source, fetched = self._sources[index], self._fetched.pop(index, None)
        outcome = _named(found, source)
        mark = ""
        if fetched is not None:
            fetched.release()
            if fetched.waivers is not None and outcome.report is not None:
                outcome = dataclasses.replace(outcome, report=apply_waivers(outcome.report, fetched.waivers))
        if outcome.report is not None and (not key or outcome.report is not found.report):
            mark = hashlib.sha256(outcome.report.to_json().encode("utf-8", "replace")).hexdigest()
        state = State.FAILED if outcome.exit_code == UNREAD else state
        self._done(index, Judged(source, (source.name, outcome.municipality, outcome.error, key, mark), state, lambda: outcome), outcome.error)

    def _done(self, index: int, judged: Judged, error: str) -> None:
        self._judged[index] = judged
        self._progress.step(Step(judged.source.name, judged.state, len(self._judged), len(self._sources), error))

    def _reason(self, loss: Loss, name: str) -> str:
        if loss is Loss.TIME:
            return f"Het beoordelen van {name} duurde langer dan {self._limits.timeout:g} seconden en is gestopt. Geef meer tijd met --timeout, of bied alleen de tekst van de visie aan."
        if loss is Loss.MEMORY:
            return f"Het beoordelen van {name} vroeg meer dan {self._limits.memory >> 20} MB geheugen en is gestopt. Geef meer met --memory, of bied alleen de tekst van de visie aan."
        return f"Het beoordelen van {name} brak twee keer af. Start de batch opnieuw, of beoordeel dit concept apart met amorecheck check."


def _named(outcome: Outcome, source: Source) -> Outcome:
    """The outcome under the name that its draft has in this batch."""
    return dataclasses.replace(outcome, name=source.name, source=source.given, municipality=source.municipality or outcome.municipality)
