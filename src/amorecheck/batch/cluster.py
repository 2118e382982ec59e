"""The same work on a Dask cluster: each task takes its draft along, and each Dask worker has a crew of its own.

A draft goes as bytes, so workers need no folder in common with this machine. In a Dask worker the draft is judged by
a watched process (crew.py), so that time and memory are guarded there as they are here, and a hanging draft never
takes the Dask worker with it.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import math
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from amorecheck.batch.crew import Answer, Crew, Job, Loss
from amorecheck.batch.identity import identity
from amorecheck.batch.judging import Limits
from amorecheck.batch.task import WORK, Settings
from amorecheck.errors import ConfigurationError

_CONNECT = 20.0
"""Seconds in which the scheduler must answer."""
_WORKERS = 60.0
"""Seconds in which it must have a worker; they may have been started a moment ago."""
_TICK, _COUNT_EVERY = 0.05, 2.0
"""Seconds between two looks for an answer, and between two counts of the workers."""
_AHEAD = 3
"""Tasks under way for each thread of the cluster: enough to keep it busy, few enough to keep the scheduler small."""
_RETRIES = 2


class ClusterCrew:
    """Does the work of a crew on the workers of a Dask scheduler. by: the fingerprint that every worker must have."""

    def __init__(self, address: str, settings: Settings, limits: Limits, by: str) -> None:
        self._address = address
        self._settings = settings
        self._limits = limits
        self._by = by
        self._client: Any = None
        self._alike = False
        self._threads = 0
        self._counted = -math.inf
        self._alone_since = math.inf

    def __enter__(self) -> ClusterCrew:
        self._client = _connected(self._address)
        return self

    def __exit__(self, *_: object) -> None:
        # Whatever became of the cluster, the batch ends with its own result.
        with contextlib.suppress(Exception):
            self._client.run(rest, on_error="ignore")
        with contextlib.suppress(Exception):
            self._client.close()

    def run(self, jobs: Iterable[Job]) -> Iterator[Answer]:
        """The answers as they come. Jobs are taken from `jobs` shortly before they are needed.

        Raises ConfigurationError when a worker has another program, rules or model than this machine, and the
        AmorecheckError with which the work could not begin there.
        """
        try:
            self._refuse_other_versions()
            yield from self._answers(iter(jobs))
        except OSError as error:
            raise _lost() from error

    def _answers(self, source: Iterator[Job]) -> Iterator[Answer]:
        from distributed import as_completed

        under_way: dict[Any, Job] = {}
        completed = as_completed(loop=self._client.loop)
        while True:
            while len(under_way) < self._window() and (job := next(source, None)) is not None:
                future = self._submit(job)
                under_way[future] = job
                completed.add(future)
            if not under_way:
                return
            while not completed.has_ready():
                self._count()
                time.sleep(_TICK)
            future = next(completed)
            yield _answer(future, under_way.pop(future), self._count)

    def _window(self) -> int:
        self._count()
        return max(4, _AHEAD * self._threads)

    def _count(self) -> None:
        """Ask how many threads there are, now and then. Without any for a while the batch would wait for ever."""
        now = time.monotonic()
        if now < self._counted + _COUNT_EVERY:
            return
        self._counted, self._threads = now, sum(map(int, self._client.nthreads().values()))
        self._alone_since = math.inf if self._threads else min(self._alone_since, now)
        if now - self._alone_since > _WORKERS:
            raise ConfigurationError("Het cluster heeft geen workers meer. Start workers en geef dezelfde opdracht opnieuw: wat klaar was, is bewaard.")

    def _submit(self, job: Job) -> Any:
        asked = {"settings": dataclasses.asdict(self._settings), "timeout": self._limits.timeout, "memory": self._limits.memory, "by": self._by}
        with warnings.catch_warnings():
            # Dask advises to spread large data beforehand; but what is spread is lost with the worker that holds it.
            warnings.filterwarnings("ignore", message="Sending large graph")
            return self._client.submit(do_there, asked, job.task, _content(job.task), pure=False, retries=_RETRIES)

    def _refuse_other_versions(self) -> None:
        """Before any draft is sent: all workers there are now. Later ones are looked at with their first task."""
        if self._alike:
            return
        ours = identity(self._settings)
        for theirs in self._client.run(identity_there, dataclasses.asdict(self._settings), on_error="ignore").values():
            _refuse_difference(ours, theirs)
        self._alike = True


def _connected(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise ConfigurationError("Voor een cluster is een uitbreiding nodig. Installeer die met: pip install 'amorecheck[cluster]'") from error
    client = None
    try:
        client = Client(address, timeout=_CONNECT, set_as_default=False)
        client.wait_for_workers(1, timeout=_WORKERS)
    except (OSError, ValueError, TypeError, TimeoutError) as error:
        if client is not None:
            client.close()
        raise ConfigurationError(f"Het cluster op {address} is niet bereikbaar of heeft geen workers. Controleer het adres en of de scheduler en de workers draaien.") from error
    return client


def _answer(future: Any, job: Job, count: Callable[[], None]) -> Answer:
    """The text of a task; a task that took its worker along more than once is lost, anything else is an error of all.

    A result can be lost with its worker just before it is fetched; then it is waited for as long as `count` finds workers.
    """
    from distributed import CancelledError, KilledWorker

    try:
        said = None
        while said is None:
            try:
                said = future.result(timeout=_COUNT_EVERY)
            except TimeoutError:
                count()
    except KilledWorker:
        return Answer(job.index, loss=Loss.DIED)
    except CancelledError as error:
        raise _lost() from error
    except ConfigurationError:
        raise
    except ImportError as error:
        raise ConfigurationError("Op een worker van het cluster is amorecheck niet of niet goed geïnstalleerd. Installeer overal dezelfde versie.") from error
    except Exception as error:
        raise ConfigurationError(f"Een worker van het cluster gaf een fout ({type(error).__name__}). Kijk in het logboek van de worker.") from error
    finally:
        future.release()
    if "wrong" in said:
        raise ConfigurationError(str(said["wrong"]))
    return Answer(job.index, said["text"], Loss(said["loss"]) if said["loss"] else None)


def _lost() -> ConfigurationError:
    return ConfigurationError("De verbinding met het cluster is verbroken. Wat klaar was, is bewaard: geef dezelfde opdracht opnieuw om verder te gaan.")


def _content(task: dict[str, Any]) -> bytes | None:
    """The draft of a task; None for a task without one. A draft that cannot be opened goes as an empty one."""
    if "draft" not in task:
        return None
    try:
        return Path(task["draft"]["path"]).read_bytes()
    except OSError:
        return b""


def _refuse_difference(ours: dict[str, str], theirs: dict[str, str]) -> None:
    other = [part for part in ours if ours[part] != theirs.get(part)]
    if other:
        raise ConfigurationError(
            f"Een worker van het cluster verschilt van deze computer ({', '.join(other)}). Installeer overal dezelfde versies, want anders hangt een oordeel af van de plek."
        )


_CREWS: dict[int, tuple[str, Crew, threading.Lock]] = {}
"""The crew of each thread of this Dask worker, with the settings it is for, and a lock that is held while it works."""


def identity_there(settings: dict[str, Any]) -> dict[str, str]:
    """On a Dask worker: what its judgements depend on."""
    return identity(Settings.from_values(settings))


def do_there(asked: dict[str, Any], task: dict[str, Any], content: bytes | None) -> dict[str, Any]:
    """On a Dask worker: do a task, for a draft with its bytes, as {"text", "loss"} or {"wrong"}.

    Each thread of the worker keeps a watched process with model and rules; it ends with the worker.
    """
    from distributed import get_worker

    from amorecheck.errors import AmorecheckError

    try:
        # In the worker's own folder: Dask clears that, also after a worker that was killed.
        with tempfile.TemporaryDirectory(prefix="amorecheck-", dir=get_worker().local_directory) as folder:
            if content is not None:
                path = Path(folder) / Path(task["draft"]["path"]).name
                path.write_bytes(content)
                task = {"draft": {**task["draft"], "path": str(path)}}
            with _crew(asked) as crew:
                answer = next(iter(crew.run([Job(0, task)])))
    except AmorecheckError as error:
        return {"wrong": str(error)}
    return {"text": answer.text, "loss": answer.loss}


def rest() -> None:
    """On a Dask worker: end the processes that have nothing to do, and give their memory back. They come when they are needed."""
    for _, crew, lock in list(_CREWS.values()):
        if lock.acquire(blocking=False):
            crew.close()
            lock.release()


@contextmanager
def _crew(asked: dict[str, Any]) -> Iterator[Crew]:
    """The crew of this thread, for these settings; the one for other settings is ended."""
    key, thread = json.dumps(asked, sort_keys=True), threading.get_ident()
    kept = _CREWS.get(thread)
    if kept is None or kept[0] != key:
        if kept is not None:
            kept[1].close()
        _refuse_difference({"versies": asked["by"]}, {"versies": _fingerprint(asked["settings"])})
        kept = (key, Crew(WORK, asked["settings"], workers=1, timeout=asked["timeout"], memory=asked["memory"]), threading.Lock())
        _CREWS[thread] = kept
    with kept[2]:
        yield kept[1]


def _fingerprint(settings: dict[str, Any]) -> str:
    from amorecheck.batch.identity import fingerprint

    return fingerprint(Settings.from_values(settings))
