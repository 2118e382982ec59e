"""Reading in a child process: a file that hangs, swells or crashes takes nothing with it and leaves nothing behind.

Limits on memory and processor time are the operating system's where it has them (Linux); elsewhere the memory
of the child is watched from here. The time limit works everywhere.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import amorecheck
from amorecheck.document import Document
from amorecheck.errors import TimedOutError, TooLargeError, UnreadableError
from amorecheck.reading import wire
from amorecheck.reading.limits import Limits

if TYPE_CHECKING:
    from amorecheck.reading.office import Changes

_BOOT = (
    "import json, sys; request = json.loads(sys.stdin.buffer.readline()); sys.path[:] = request['sys_path']; "
    "from amorecheck.reading._extract import main; main(request)"
)
_CHUNK = 1 << 16
_WATCH_EVERY = 0.05


def read_in_child(path: Path, *, changes: Changes, ocr: bool, limits: Limits) -> Document:
    """Read a file in a process of its own. Raises the DocumentError that reading gave, or TimedOutError/TooLargeError."""
    watched = not limits.rlimits or not sys.platform.startswith("linux")
    with _started(path) as process:
        answer = _Answer(process, limits, per_page=limits.per_scan if ocr else limits.per_page)
        try:
            _send(process, _request(path, changes, ocr, limits))
            answer.start()
            _await(answer, process, path, limits, watched=watched)
        finally:
            end_process(process)
            answer.join()
    if answer.too_long:
        raise _too_large(path)
    if answer.last is None:
        raise _crashed(path, process.returncode)
    try:
        return wire.decode(answer.last)
    except (ValueError, KeyError, TypeError) as error:
        raise _crashed(path, None) from error


def _started(path: Path) -> subprocess.Popen[bytes]:
    options: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        options = {"creationflags": subprocess.CREATE_NO_WINDOW}
    try:
        return subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _BOOT],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **options,
        )  # fmt: skip
    except OSError as error:
        raise UnreadableError(
            f"Het lezen van {path.name} kon niet worden gestart. Sluit andere programma's en probeer het opnieuw.",
            code="niet-gestart",
        ) from error


def _request(path: Path, changes: str, ocr: bool, limits: Limits) -> bytes:
    home = str(Path(amorecheck.__file__).parents[1])
    value = {
        "path": os.fsencode(path).hex(),
        "changes": changes,
        "ocr": ocr,
        "rlimits": limits.rlimits,
        "memory": limits.memory,
        "seconds": limits.seconds,
        "per_page": limits.per_scan if ocr else limits.per_page,
        "longest": limits.longest,
        "sys_path": [home, *(entry for entry in sys.path if entry not in ("", ".", home))],
    }
    return json.dumps(value).encode("ascii") + b"\n"


def _send(process: subprocess.Popen[bytes], request: bytes) -> None:
    assert process.stdin is not None
    # A child that dies at once closes the pipe; what became of it is said afterwards.
    with contextlib.suppress(BrokenPipeError, OSError):
        process.stdin.write(request)
        process.stdin.flush()


class _Answer(threading.Thread):
    """What the child says, collected while it runs. deadline: moment at which its time is up."""

    def __init__(self, process: subprocess.Popen[bytes], limits: Limits, *, per_page: float) -> None:
        super().__init__(daemon=True)
        assert process.stdout is not None
        self._stream = process.stdout
        self._limits = limits
        self._per_page = per_page
        self._begun = time.monotonic()
        self.deadline = self._begun + limits.seconds
        self.done = threading.Event()
        self.too_long = False
        self.last: bytes | None = None

    def run(self) -> None:
        held = bytearray()
        with contextlib.suppress(OSError, ValueError):
            while chunk := os.read(self._stream.fileno(), _CHUNK):
                held += chunk
                if len(held) > self._limits.output:
                    self.too_long = True
                    break
                if len(held) < 64 and held.startswith(b'{"pages":') and held.endswith(b"\n"):
                    self._allow(int(json.loads(held)["pages"]))
                    held.clear()
        lines = bytes(held).split(b"\n")
        if not self.too_long and len(lines) >= 2 and not lines[-1]:
            self.last = lines[-2]
        self.done.set()

    def join(self, timeout: float | None = 5.0) -> None:
        if self.ident is not None:
            super().join(timeout)

    def _allow(self, pages: int) -> None:
        seconds = min(self._limits.longest, self._limits.seconds + pages * self._per_page)
        self.deadline = self._begun + seconds


def _await(
    answer: _Answer, process: subprocess.Popen[bytes], path: Path, limits: Limits, *, watched: bool
) -> None:
    """Wait for the end of the answer; raise when time or watched memory runs out."""
    while True:
        left = answer.deadline - time.monotonic()
        if left <= 0:
            raise TimedOutError(
                f"Het lezen van {path.name} duurde te lang en is gestopt. "
                "Sla het document opnieuw op of bied alleen de tekst van de visie aan."
            )
        if answer.done.wait(min(left, _WATCH_EVERY) if watched else left):
            return
        if watched and memory_of(process.pid) > limits.memory:
            raise _too_large(path)


def memory_of(pid: int) -> int:
    """Bytes in memory of a process and all that it started; 0 when it has ended."""
    import psutil

    try:
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
    except psutil.Error:
        return 0
    total = 0
    for member in family:
        with contextlib.suppress(psutil.Error):
            total += int(member.memory_info().rss)
    return total


def end_process(process: subprocess.Popen[bytes]) -> None:
    """End a child and all that it started, and wait for it. It may have ended already."""
    if sys.platform == "win32":
        _end_family(process.pid)
    else:
        # Before wait(): until then the number of the group cannot have been given to another.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(OSError):
        process.kill()
    with contextlib.suppress(OSError):
        if process.stdin is not None:
            process.stdin.close()
    process.wait()


def _end_family(pid: int) -> None:
    import psutil

    with contextlib.suppress(psutil.Error):
        for member in psutil.Process(pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                member.kill()


def _too_large(path: Path) -> TooLargeError:
    return TooLargeError(
        f"{path.name} vraagt te veel geheugen om te lezen. Bied alleen de tekst van de visie aan, "
        "zonder grote tabellen of afbeeldingen."
    )


def _crashed(path: Path, code: int | None) -> UnreadableError | TimedOutError | TooLargeError:
    if code is not None and code == -getattr(signal, "SIGXCPU", 0) and code != 0:
        return TimedOutError(
            f"Het lezen van {path.name} kostte te veel rekentijd en is gestopt. "
            "Sla het document opnieuw op of bied alleen de tekst van de visie aan."
        )
    if code == -9:
        return _too_large(path)
    return UnreadableError(
        f"{path.name} kan niet worden gelezen; het lezen brak af. Open het in het programma waarmee het is gemaakt, "
        "sla het opnieuw op en probeer het nog eens."
    )
