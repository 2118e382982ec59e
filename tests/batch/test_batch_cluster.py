"""The same batch on a real Dask scheduler with two workers, one of which is killed half-way."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from batch_drafts import contents, write_drafts

from amorecheck.batch import run_batch
from amorecheck.batch.progress import Quiet, Step
from amorecheck.errors import ConfigurationError

MODEL = "nl_amore_sm"
DRAFTS = 40


class Cluster:
    """A scheduler and two workers, each a process of its own as on a real cluster."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{port}"
        self._folder = folder
        self.scheduler = self._start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
        # Without a nanny no one puts a killed worker back: half of the cluster stays gone.
        self.workers = [self._start("distributed.cli.dask_worker", self.address, "--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", str(folder)) for _ in range(2)]

    def wait(self) -> None:
        """Until the scheduler listens: on a busy machine that takes longer than a user would wait."""
        end = time.monotonic() + 90
        while time.monotonic() < end:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", int(self.address.rpartition(":")[2])), 1):
                return
            time.sleep(0.1)

    def _start(self, module: str, *arguments: str) -> subprocess.Popen[bytes]:
        # What the test runs from must be found there, as an installed program would be.
        boot = f"import sys; sys.path[:0] = {[entry for entry in sys.path if entry]!r}; sys.argv[0] = 'dask'; import runpy; runpy.run_module({module!r}, run_name='__main__')"
        return subprocess.Popen([sys.executable, "-c", boot, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self._folder)

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    started = Cluster(tmp_path)
    started.wait()
    yield started
    started.stop()


class KillHalfWay(Quiet):
    """Ends a worker of the cluster when half of the drafts are done."""

    def __init__(self, worker: subprocess.Popen[bytes]) -> None:
        self._worker = worker
        self.family: list[psutil.Process] = []

    def step(self, step: Step) -> None:
        if step.done == DRAFTS // 2:
            self.family = psutil.Process(self._worker.pid).children(recursive=True)
            self._worker.kill()


def test_a_cluster_gives_the_same_bytes_though_a_worker_is_killed(cluster: Cluster, tmp_path: Path) -> None:
    drafts = write_drafts(tmp_path / "visies", DRAFTS - 2)
    (drafts / "leeg.docx").touch()
    (drafts / "kapot.docx").write_bytes(b"PK\x03\x04" + bytes(500))
    kill = KillHalfWay(cluster.workers[0])
    batch = run_batch([drafts], tmp_path / "cluster", model=MODEL, scheduler=cluster.address, progress=kill)
    assert len(batch.outcomes) == DRAFTS
    assert {outcome.name for outcome in batch.unread} == {"leeg.docx", "kapot.docx"}
    assert kill.family  # the judging process of the killed worker …
    assert psutil.wait_procs(kill.family, timeout=20)[1] == []  # … ended with it
    cluster.stop()

    run_batch([drafts], tmp_path / "hier", model=MODEL, workers=1)
    assert contents(tmp_path / "cluster") == contents(tmp_path / "hier")


def test_a_cluster_without_workers_ends_the_batch_and_keeps_what_is_done(cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = write_drafts(tmp_path / "visies", 12)
    (drafts / "aa-leeg.docx").touch()

    def kill_all(_: Step) -> None:
        for worker in cluster.workers:
            worker.kill()
        monkeypatch.setattr("amorecheck.batch.cluster._WORKERS", 3.0)

    progress = Quiet()
    monkeypatch.setattr(progress, "step", kill_all)
    with pytest.raises(ConfigurationError, match="geen workers meer"):
        run_batch([drafts], tmp_path / "uit", model=MODEL, scheduler=cluster.address, progress=progress)


def test_a_cluster_that_is_not_there_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("amorecheck.batch.cluster._CONNECT", 0.5)
    drafts = write_drafts(tmp_path / "visies", 1)
    for address in ("tcp://127.0.0.1:9", "onzin"):
        with pytest.raises(ConfigurationError, match="niet bereikbaar"):
            run_batch([drafts], tmp_path / "uit", model=MODEL, scheduler=address)
