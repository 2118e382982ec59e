"""Jobs, their queue and the visitors they belong to; who waits, who is served, and when all is wiped."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from amorecheck.web._judge import REPORT
from amorecheck.web.folders import WorkFolder, remove_folder
from amorecheck.web.settings import Settings
from amorecheck.web.worker import Worker, WorkerEnded

log = logging.getLogger("amorecheck.web")

STEPS = ("lezen", "laden", "beoordelen", "schrijven")
MOST_SESSIONS = 5000
MOST_KEPT = 400
"""Finished jobs of all visitors together."""
_IDLE_SESSION = 12 * 3600.0
_PATIENCE = 10.0
"""For the form that is being made when a report is wiped."""

CRASHED = "Het beoordelen brak onverwacht af. Probeer het opnieuw; gebeurt het weer, bied dan alleen de tekst van de visie aan."
TOO_LONG = "Het beoordelen duurde te lang en is gestopt. Bied alleen de tekst van de visie aan, zonder bijlagen."


class Stage(StrEnum):
    """Where a job is."""

    WAITING = "wacht"
    RUNNING = "bezig"
    DONE = "klaar"
    FAILED = "mislukt"
    STOPPED = "gestopt"


@dataclass(eq=False, slots=True)
class Job:
    """One draft of one visitor. id: random, part of the address. name: of the file. given: municipality as typed.

    made: forms that can be downloaded; whole: no more will come. ended: when it was done (time.monotonic).
    """

    id: str
    session: Session
    folder: Path
    name: str
    given: str = ""
    lenses: tuple[str, ...] = ()
    stage: Stage = Stage.WAITING
    step: str = ""
    message: str = ""
    municipality: str = ""
    format: str = ""
    made: set[str] = field(default_factory=set)
    whole: asyncio.Event = field(default_factory=asyncio.Event)
    ended: float | None = None

    @property
    def unfinished(self) -> bool:
        return self.stage in (Stage.WAITING, Stage.RUNNING)

    @property
    def report(self) -> Path:
        return self.folder / REPORT


@dataclass(eq=False, slots=True)
class Session:
    """One visitor's browser. id: the value of its cookie. user: as the proxy named it. jobs: oldest first."""

    id: str
    user: str = ""
    admitted: bool = False
    jobs: list[Job] = field(default_factory=list)
    seen: float = field(default_factory=time.monotonic)

    def job(self, name: str) -> Job | None:
        return next((job for job in self.jobs if secrets.compare_digest(job.id.encode(), name.encode())), None)

    def earlier(self, job: Job) -> list[Job]:
        """The finished jobs that came before this one, newest first."""
        before = self.jobs[: self.jobs.index(job)] if job in self.jobs else []
        return [other for other in reversed(before) if other.stage is Stage.DONE]


class Full(Exception):
    """No more jobs can be taken now. mine: this visitor has too many; else the queue is full."""

    def __init__(self, *, mine: bool) -> None:
        super().__init__()
        self.mine = mine


class Desk:
    """Takes jobs, hands them to at most `workers` processes, keeps what they made for a while."""

    def __init__(self, settings: Settings, folder: WorkFolder, worker: Callable[[dict[str, Any], Path], Worker] = Worker) -> None:
        self.settings = settings
        self.folder = folder
        self.sessions: dict[str, Session] = {}
        self._waiting: deque[Job] = deque()
        self._receiving = 0
        self._news = asyncio.Condition()
        self._active: dict[int, Job] = {}
        setting = {"model": settings.model, "rules_root": str(settings.rules_root or ""), "theme": settings.theme}
        self._workers = [worker(setting, folder.path) for _ in range(settings.workers)]
        self._tasks: list[asyncio.Task[None]] = []

    # -- life of the desk

    def open(self) -> None:
        self._tasks = [asyncio.create_task(self._serve(number)) for number in range(len(self._workers))]
        self._tasks.append(asyncio.create_task(self._keep_clean()))

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(worker.stop() for worker in self._workers))
        await asyncio.to_thread(self.folder.close)

    # -- visitors

    def session(self, name: str) -> Session | None:
        found = self.sessions.get(name) if name else None
        if found is not None:
            found.seen = time.monotonic()
        return found

    def new_session(self, user: str = "", *, admitted: bool = False) -> Session:
        if len(self.sessions) >= MOST_SESSIONS:
            idle = min((s for s in self.sessions.values() if not s.jobs), key=lambda s: s.seen, default=None)
            if idle is None:
                raise Full(mine=False)
            del self.sessions[idle.id]
        session = Session(secrets.token_urlsafe(32), user, admitted)
        self.sessions[session.id] = session
        return session

    # -- jobs

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    @property
    def running(self) -> int:
        return len(self._active)

    def place(self, job: Job) -> int:
        """From 1: how many jobs go before it, itself included; 0 where it does not wait."""
        return self._waiting.index(job) + 1 if job in self._waiting else 0

    @contextlib.contextmanager
    def receiving(self, session: Session | None) -> Any:
        """Keep a place in the queue while a draft comes in. Raises Full."""
        kept = sum(job.stage is Stage.DONE for one in self.sessions.values() for job in one.jobs)
        if len(self._waiting) + self._receiving >= self.settings.queue or kept >= MOST_KEPT:
            raise Full(mine=False)
        if session is not None and sum(job.unfinished for job in session.jobs) >= self.settings.running:
            raise Full(mine=True)
        self._receiving += 1
        try:
            yield
        finally:
            self._receiving -= 1

    async def submit(self, session: Session, folder: Path, name: str, given: str, lenses: tuple[str, ...]) -> Job:
        """Put the draft in `folder` in the queue. Raises Full."""
        if sum(job.unfinished for job in session.jobs) >= self.settings.running:
            raise Full(mine=True)
        job = Job(secrets.token_urlsafe(16), session, folder, name, given, lenses)
        session.jobs.append(job)
        for old in [one for one in session.jobs if not one.unfinished][: -self.settings.kept]:
            await self.wipe(old)
        await self._queue(job)
        return job

    async def again(self, job: Job, given: str, lenses: tuple[str, ...]) -> Job:
        """Judge the same draft once more, as a new job in the place of the old one."""
        await self._end(job)
        new = Job(secrets.token_urlsafe(16), job.session, job.folder, job.name, given, lenses)
        job.session.jobs[job.session.jobs.index(job)] = new
        for path in job.folder.iterdir():
            if path.is_file():
                path.unlink(missing_ok=True)
        await self._queue(new)
        return new

    async def stop(self, job: Job) -> None:
        """Cancel a job that waits or runs: its processes are ended and its folder is removed."""
        if not job.unfinished:
            return
        job.stage, job.ended = Stage.STOPPED, time.monotonic()
        await self._end(job)
        await asyncio.to_thread(remove_folder, job.folder)

    async def wipe(self, job: Job) -> None:
        """Forget a job and all that was made of it."""
        if job in job.session.jobs:
            job.session.jobs.remove(job)
        job.stage = Stage.STOPPED
        await self._end(job)
        await asyncio.to_thread(remove_folder, job.folder)

    async def wipe_session(self, session: Session) -> None:
        for job in list(session.jobs):
            await self.wipe(job)
        self.sessions.pop(session.id, None)

    async def _queue(self, job: Job) -> None:
        async with self._news:
            self._waiting.append(job)
            self._news.notify_all()

    async def _end(self, job: Job) -> None:
        """Take a job out of the queue, or end the work on it: with its process, unless its report is there already."""
        reported = job.report.is_file()
        if job in self._waiting:
            self._waiting.remove(job)
        job.whole.set()
        number = next((number for number, active in self._active.items() if active is job), None)
        if number is not None and reported:
            # Only its forms are being made: that ends soon, and the process keeps the language model.
            self._workers[number].forget(job.folder)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_PATIENCE):
                    while self._active.get(number) is job:
                        await asyncio.sleep(0.02)
        if number is not None:
            # Again and again: the process may be starting at this very moment.
            while self._active.get(number) is job:
                await self._workers[number].stop()
                await asyncio.sleep(0.01)

    async def _serve(self, number: int) -> None:
        """One worker's life: take the first job, do it, take the next."""
        while True:
            async with self._news:
                await self._news.wait_for(lambda: bool(self._waiting) and number == self._next_free())
                job = self._waiting.popleft()
                self._active[number] = job
                self._news.notify_all()
            try:
                await self._do(job, self._workers[number])
            finally:
                del self._active[number]

    def _next_free(self) -> int:
        """The idle worker that is to take the next job: one that has the language model already, if there is one."""
        idle = (number for number in range(len(self._workers)) if number not in self._active)
        return min(idle, key=lambda number: (self._workers[number].pid is None, number), default=-1)

    async def _do(self, job: Job, worker: Worker) -> None:
        job.stage = Stage.RUNNING
        request = {"folder": str(job.folder), "name": job.name, "municipality": job.given, "lenses": job.lenses}
        try:
            async with asyncio.timeout(self.settings.job):
                async for message in worker.run(request):
                    self._note(job, message)
        except TimeoutError:
            log.warning("Een controle duurde langer dan %.0f s en is gestopt.", self.settings.job)
            await worker.stop()
            self._fail(job, TOO_LONG)
        except WorkerEnded:
            await worker.stop()
            self._fail(job, CRASHED)
        except Exception as error:
            log.error("Een controle brak af: %s.", type(error).__name__)
            await worker.stop()
            self._fail(job, CRASHED)
        finally:
            job.whole.set()

    def _note(self, job: Job, message: dict[str, Any]) -> None:
        if job.stage is Stage.STOPPED:
            return
        if "step" in message:
            job.step = message["step"]
            job.municipality = message.get("municipality", job.municipality)
        elif "done" in message:
            job.stage, job.format, job.municipality = Stage.DONE, message["format"], message["municipality"]
            job.ended = time.monotonic()
        elif "made" in message:
            job.made.add(message["made"])
        elif "error" in message:
            if message.get("fault"):
                log.error("Een controle brak af: %s.", message["fault"])
            self._fail(job, message["error"] or CRASHED)
        elif "unmade" in message:
            log.error("Een bestand kon niet worden gemaakt: %s.", message["fault"])

    def _fail(self, job: Job, message: str) -> None:
        if job.unfinished:
            job.stage, job.message, job.ended = Stage.FAILED, message, time.monotonic()
            # The draft of a job that failed is of no more use to anyone.
            remove_folder(job.folder)

    # -- cleaning

    async def _keep_clean(self) -> None:
        while True:
            await asyncio.sleep(min(15.0, max(0.2, self.settings.keep / 10)))
            now = time.monotonic()
            for session in list(self.sessions.values()):
                for job in [j for j in session.jobs if j.ended is not None and now - j.ended > self.settings.keep]:
                    await self.wipe(job)
                if not session.jobs and now - session.seen > _IDLE_SESSION:
                    self.sessions.pop(session.id, None)


def minutes_left(job: Job, keep: float) -> int:
    """Whole minutes until a finished job is wiped; at least 1."""
    gone = time.monotonic() - job.ended if job.ended is not None else 0.0
    return max(1, round((keep - gone) / 60))
