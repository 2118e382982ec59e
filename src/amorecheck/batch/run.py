"""The whole batch: find the drafts, judge them, compare them, write what came of it."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from amorecheck.batch.cache import Cache
from amorecheck.batch.crew import Crew
from amorecheck.batch.identity import fingerprint
from amorecheck.batch.judging import Judging, Limits, Workers
from amorecheck.batch.outcome import UNREAD, Outcome
from amorecheck.batch.products import compare_drafts, get_ready, write_products
from amorecheck.batch.progress import Progress, Quiet, State
from amorecheck.batch.sources import find_sources
from amorecheck.batch.storage import LocalFolder, RemoteFolder, is_url, local_path, open_folder, user_cache
from amorecheck.batch.task import WORK, Settings
from amorecheck.errors import ConfigurationError

TIMEOUT, TIMEOUT_OCR = 300.0, 1800.0
"""Seconds for one draft, reading and judging; with OCR a page may take twenty."""
MEMORY = 2000 << 20
"""Bytes that a worker may have in memory while it judges one draft; it needs about 300 MB for itself."""
ROOM = 700 << 20
"""Bytes of free memory that there must be for each worker, when the number is not given."""
CACHE = ".cache"


@dataclass(frozen=True)
class Batch:
    """What came of a batch. kept: drafts whose result was there from before. passed_over: files that are no drafts."""

    outcomes: tuple[Outcome, ...]
    kept: int = 0
    passed_over: tuple[tuple[str, int], ...] = ()

    @property
    def unread(self) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.exit_code == UNREAD)

    @property
    def exit_code(self) -> int:
        """3 when any draft could not be read, else 0; gates are not counted."""
        return UNREAD if self.unread else 0


def run_batch(
    paths: Sequence[str | Path],
    output: str | Path,
    *,
    model: str = "auto",
    rules_root: Path | None = None,
    lenses: Sequence[str] = (),
    changes: str = "final",
    ocr: bool = False,
    municipality: str = "",
    workers: int | None = None,
    timeout: float | None = None,
    memory: int | None = None,
    cache: str | Path | None = None,
    use_cache: bool = True,
    scheduler: str = "",
    progress: Progress | None = None,
) -> Batch:
    """Judge all drafts that `paths` mean and write reports and overview to `output` (a folder or a URL).

    paths: files, folders, globs, CSV lists, URLs. municipality: for drafts without one in a list. workers: processes,
    by default as many as there are cores and memory for. timeout: seconds for one draft. memory: bytes for one worker. cache: folder
    or URL of earlier results; by default `.cache` in the output folder, or the user's cache for an output by URL.
    scheduler: address of a Dask scheduler ("tcp://…"); then its workers do the work. A draft that cannot be read or
    judged is an outcome with a reason and stops nothing. Raises ConfigurationError, RuleError, ModelError.
    """
    settings = Settings(model, str(Path(rules_root).resolve()) if rules_root else "", tuple(lenses), changes, ocr, memory or 0)
    limits = Limits(timeout or (TIMEOUT_OCR if ocr else TIMEOUT), memory or MEMORY)
    progress = progress or Quiet()
    _require_extra()
    found = find_sources([os.fspath(path) for path in paths], beside=None if is_url(str(output)) else local_path(output))
    drafts = [dataclasses.replace(one, municipality=one.municipality or municipality) for one in found.drafts]
    by = fingerprint(settings)
    with _folder(output) as folder, _cache(output, cache, use_cache) as kept:
        progress.begin(len(drafts))
        try:
            judging = Judging(drafts, kept, by, limits, progress, keep_failures=not ocr)
            with _crew(settings, limits, workers, scheduler, by) as crew:
                judged = judging.run(crew, lambda: get_ready(rules_root))
                before = sum(one.state is State.KEPT for one in judged)
                progress.phase("Concepten vergelijken en rapporten maken")
                comparison = compare_drafts(judged, rules_root, kept, by)
                del judged, judging  # what is compared is all that is needed now, and there may be thousands
                write_products(comparison, folder, kept, crew, by)
        finally:
            progress.end()
    return Batch(comparison.outcomes, before, found.passed_over)


def fitting_workers() -> int:
    """As many workers as this process may use cores (a container may give less than the machine has) and has memory for."""
    import psutil

    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with contextlib.suppress(OSError, ValueError):
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text("ascii").split()
        cores = min(cores, max(1, round(int(quota) / int(period))))
    return max(1, min(cores, int(psutil.virtual_memory().available) // ROOM))


def _crew(settings: Settings, limits: Limits, workers: int | None, scheduler: str, by: str) -> AbstractContextManager[Workers]:
    if scheduler:
        from amorecheck.batch.cluster import ClusterCrew

        return ClusterCrew(scheduler, settings, limits, by)
    return Crew(WORK, dataclasses.asdict(settings), workers=workers or fitting_workers(), timeout=limits.timeout, memory=limits.memory)


@contextmanager
def _folder(output: str | Path) -> Iterator[LocalFolder | RemoteFolder]:
    folder = open_folder(output)
    try:
        yield folder
    finally:
        folder.close()


@contextmanager
def _cache(output: str | Path, chosen: str | Path | None, use: bool) -> Iterator[Cache]:
    """The results of before; without a cache a folder that lasts as long as the run, so that memory does not fill."""
    with contextlib.ExitStack() as stack:
        if not use:
            place: str | Path = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="amorecheck-")))
        elif chosen is not None:
            place = chosen
        else:
            place = user_cache() if is_url(str(output)) else local_path(output) / CACHE
        cache = Cache(open_folder(place))
        stack.callback(cache.close)
        yield cache


def _require_extra() -> None:
    """Before hours of work: the overview needs what the extra brings."""
    if not all(find_spec(name) for name in ("datasketch", "xlsxwriter")):
        raise ConfigurationError("Voor een batch is een uitbreiding nodig. Installeer die met: pip install 'amorecheck[batch]'")
