"""Worker processes under watch: one that hangs or swells is ended and replaced, and the others do not notice.

Not concurrent.futures: a process that is killed there breaks the whole pool, and no single task can be ended. Not
multiprocessing either: that runs the caller's own script again in every worker.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import amorecheck
from amorecheck import errors
from amorecheck.errors import AmorecheckError, ConfigurationError

_BOOT = (
    "import json, sys; request = json.loads(sys.stdin.buffer.raw.readline()); sys.path[:] = request['sys_path']; "
    "from amorecheck.batch.worker import main; main(request)"
)
_TICK = 0.1
"""Seconds between two looks at time and memory."""
_START = 300.0
"""Seconds that loading model and rules may take; on a very busy machine it has been 40."""
_FALSE_STARTS = 3
_TRIES = 2
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")


class Loss(StrEnum):
    """Why a job has no answer; the values are the codes of the reason."""

    TIME = "te-traag"
    MEMORY = "te-groot"
    DIED = "afgebroken"


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work. index: by which its answer is known. task: JSON values for the work."""

    index: int
    task: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a job: the text that the work gave, or why there is none."""

    index: int
    text: str = ""
    loss: Loss | None = None


@dataclass(eq=False)
class _Worker:
    process: subprocess.Popen[bytes]
    begun: float
    ready: bool = False
    job: Job | None = None
    thread: threading.Thread | None = field(default=None, repr=False)


class Crew:
    """At most `workers` processes that all do the same work; started when there is work for them.

    work: module:function, called once in each worker with the settings (JSON values); it gives the function that
    turns a task into text. timeout: seconds for a job. memory: bytes a worker may have in memory during a job.
    """

    def __init__(self, work: str, settings: dict[str, Any], *, workers: int, timeout: float, memory: int) -> None:
        self._work = work
        self._settings = settings
        self._most = workers
        self._timeout = timeout
        self._memory = memory
        self._workers: list[_Worker] = []
        self._events: queue.SimpleQueue[tuple[_Worker, bytes | None]] = queue.SimpleQueue()
        self._tries: dict[int, int] = {}
        self._false_starts = 0

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes at work now."""
        return tuple(worker.process.pid for worker in self._workers)

    def run(self, jobs: Iterable[Job]) -> Iterator[Answer]:
        """The answers in the order in which they come. Jobs are taken from `jobs` shortly before they are needed.

        Raises the AmorecheckError with which the work could not begin (rules, model), and ConfigurationError when
        no worker can be started.
        """
        waiting: deque[Job] = deque()
        source = iter(jobs)
        self._tries = {}
        look = time.monotonic()
        while True:
            while len(waiting) < self._most and (job := next(source, None)) is not None:
                waiting.append(job)
                self._hand_out(waiting)
            self._hand_out(waiting)
            if not waiting and not any(worker.job for worker in self._workers):
                return
            yield from self._next_answers(waiting)
            # By the clock, and not only when it is quiet: with many workers it never is.
            if time.monotonic() >= look:
                yield from self._watch()
                look = time.monotonic() + _TICK

    def close(self) -> None:
        """End all workers and what they started."""
        workers, self._workers = self._workers, []
        for worker in workers:
            _end(worker)

    def _hand_out(self, waiting: deque[Job]) -> None:
        for worker in self._workers:
            if waiting and worker.ready and worker.job is None:
                self._give(worker, waiting.popleft())
        starting = sum(not worker.ready for worker in self._workers)
        while len(waiting) > starting and len(self._workers) < self._most:
            self._start()
            starting += 1

    def _give(self, worker: _Worker, job: Job) -> None:
        worker.job, worker.begun = job, time.monotonic()
        self._tries[job.index] = self._tries.get(job.index, 0) + 1
        _send(worker.process, job.task)

    def _start(self) -> None:
        home = str(Path(amorecheck.__file__).parents[1])
        path = [home, *(entry for entry in sys.path if entry not in ("", ".", home))]
        options: dict[str, Any] = {"start_new_session": True}
        if sys.platform == "win32":
            options = {"creationflags": subprocess.CREATE_NO_WINDOW}
        try:
            process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", _BOOT],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, **_ONE_THREAD}, **options,
            )  # fmt: skip
        except OSError as error:
            raise _not_started() from error
        worker = _Worker(process, time.monotonic())
        worker.thread = threading.Thread(target=_listen, args=(worker, self._events), daemon=True)
        self._workers.append(worker)
        _send(process, {"sys_path": path, "work": self._work, "settings": self._settings})
        worker.thread.start()

    def _next_answers(self, waiting: deque[Job]) -> Iterator[Answer]:
        """What the next event brings, if there is one within a moment."""
        try:
            worker, line = self._events.get(timeout=_TICK)
        except queue.Empty:
            return
        if worker not in self._workers:
            return
        if line is None:
            yield from self._ended(worker, waiting)
            return
        said = json.loads(line)
        if "wrong" in said:
            name, message = said["wrong"]
            raise _error(name, message)
        if "ready" in said:
            worker.ready = True
        elif (job := worker.job) is not None:
            worker.job = None
            # The worker gets on with the next one before anyone looks at this answer.
            self._hand_out(waiting)
            yield Answer(job.index, said["done"])

    def _ended(self, worker: _Worker, waiting: deque[Job]) -> Iterator[Answer]:
        """A worker that is gone without being asked: its job is tried once more."""
        self._dismiss(worker)
        job = worker.job
        if not worker.ready:
            self._false_starts += 1
            if self._false_starts >= _FALSE_STARTS:
                raise _not_started()
        elif job is not None and self._tries[job.index] < _TRIES:
            waiting.appendleft(job)
        elif job is not None:
            yield Answer(job.index, loss=Loss.DIED)

    def _watch(self) -> Iterator[Answer]:
        now = time.monotonic()
        for worker in list(self._workers):
            job, spent = worker.job, now - worker.begun
            if job is not None and spent > self._timeout:
                self._dismiss(worker)
                yield Answer(job.index, loss=Loss.TIME)
            elif job is not None and own_memory(worker.process.pid) > self._memory:
                self._dismiss(worker)
                yield Answer(job.index, loss=Loss.MEMORY)
            elif not worker.ready and spent > _START:
                self._dismiss(worker)
                raise _not_started()

    def _dismiss(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        _end(worker)


def own_memory(pid: int) -> int:
    """Bytes that one process has in memory, without what it started; 0 when it has ended."""
    import psutil

    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0


def _listen(worker: _Worker, events: queue.SimpleQueue[tuple[_Worker, bytes | None]]) -> None:
    assert worker.process.stdout is not None
    with contextlib.suppress(OSError, ValueError):
        for line in worker.process.stdout:
            if not line.endswith(b"\n"):
                break  # cut off in the middle of an answer: the end follows
            events.put((worker, line))
    events.put((worker, None))


def _send(process: subprocess.Popen[bytes], value: dict[str, Any]) -> None:
    assert process.stdin is not None
    # A worker that has just died closes the pipe; its end is noticed by the one who listens.
    with contextlib.suppress(OSError):
        process.stdin.write(json.dumps(value).encode("ascii") + b"\n")
        process.stdin.flush()


def _end(worker: _Worker) -> None:
    """End a worker and the child that reads for it, which has a session of its own."""
    import psutil

    family: list[Any] = []
    with contextlib.suppress(psutil.Error):
        family = psutil.Process(worker.process.pid).children(recursive=True)
    with contextlib.suppress(OSError):
        worker.process.kill()
    for member in family:
        with contextlib.suppress(psutil.Error):
            member.kill()
    with contextlib.suppress(OSError):
        if worker.process.stdin is not None:
            worker.process.stdin.close()
    worker.process.wait()
    # Ctrl-C may come while the thread starts, and then there is nothing to wait for.
    if worker.thread is not None:
        with contextlib.suppress(RuntimeError):
            worker.thread.join(5.0)
    if worker.process.stdout is not None:
        worker.process.stdout.close()


def _error(name: str, message: str) -> AmorecheckError:
    kind = getattr(errors, name, ConfigurationError)
    error: AmorecheckError = kind(message)
    return error


def _not_started() -> ConfigurationError:
    return ConfigurationError("De werkprocessen konden niet worden gestart. Sluit andere programma's, of gebruik minder processen met --workers 1.")
