"""A process that judges drafts, seen from the server: started at the first job, ended with all it started.

The server sends one line of JSON for a job and reads lines of JSON until the job ends. What the process prints
goes nowhere; what it makes, it writes in the job's folder.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import amorecheck

_BOOT = (
    "import json, sys; setting = json.loads(sys.stdin.buffer.readline()); sys.path[:] = setting['sys_path']; "
    "from amorecheck.web._judge import main; main(setting)"
)
_LONGEST_LINE = 1 << 20


class WorkerEnded(Exception):
    """The process ended in the middle of a job: it crashed, or was ended."""


class Worker:
    """One process; it takes one job at a time and keeps rules and language model between jobs."""

    def __init__(self, setting: dict[str, Any], home: Path, boot: str = _BOOT) -> None:
        self._setting = {**setting, "sys_path": _sys_path()}
        self._home = home
        self._boot = boot
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int | None:
        """Of the process, None when none runs."""
        return self._process.pid if self._process is not None else None

    async def run(self, job: dict[str, Any]) -> AsyncIterator[dict[str, Any]]:
        """Do a job and give what the process says of it, until it says 'end' or 'error'. Raises WorkerEnded."""
        process = await self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps(job).encode("ascii") + b"\n")
            await process.stdin.drain()
            while True:
                line = await process.stdout.readline()
                if not line.endswith(b"\n"):
                    raise WorkerEnded
                message: dict[str, Any] = json.loads(line)
                yield message
                if "end" in message or "error" in message:
                    return
        except (OSError, ValueError) as error:
            raise WorkerEnded from error

    def forget(self, folder: Path) -> None:
        """Say that nobody wants more of the job in this folder; its process may then take the next."""
        if self._process is not None and self._process.stdin is not None:
            with contextlib.suppress(OSError, RuntimeError):
                self._process.stdin.write(json.dumps({"wiped": str(folder)}).encode("ascii") + b"\n")

    async def stop(self) -> None:
        """End the process and all that it started, and wait for it."""
        process, self._process = self._process, None
        if process is None:
            return
        await asyncio.to_thread(_end_family, process.pid)
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()

    async def _running(self) -> asyncio.subprocess.Process:
        if self._process is not None and self._process.returncode is None:
            return self._process
        await self.stop()
        options: dict[str, Any] = {"start_new_session": True}
        if sys.platform == "win32":
            options = {"creationflags": subprocess.CREATE_NO_WINDOW}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-I", "-S", "-c", self._boot, cwd=self._home, env=_environment(self._home), limit=_LONGEST_LINE,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **options,
        )  # fmt: skip
        self._process = process
        assert process.stdin is not None
        process.stdin.write(json.dumps(self._setting).encode("ascii") + b"\n")
        return process


def _end_family(pid: int) -> None:
    """Kill a process group, and the reading child, which has a group of its own so that its memory can be limited."""
    import psutil

    family: list[Any] = []
    with contextlib.suppress(psutil.Error):
        family = psutil.Process(pid).children(recursive=True)
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
    for member in family:
        with contextlib.suppress(psutil.Error):
            member.kill()


def _environment(home: Path) -> dict[str, str]:
    """The server's own, without its secrets; temporary files go to the server's folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AMORECHECK_")}
    return kept | {"TMPDIR": str(home), "TEMP": str(home), "TMP": str(home)}


def _sys_path() -> list[str]:
    home = str(Path(amorecheck.__file__).parents[1])
    return [home, *(entry for entry in sys.path if entry not in ("", ".", home))]
