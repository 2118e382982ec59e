"""Temporary folders: one for the server, in it one for each job, readable by their owner only.

A server holds a lock in its folder for as long as it lives. The next server that starts removes every folder whose
lock nobody holds, so that a crash leaves nothing for longer than that.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import sys
import tempfile
import time
from pathlib import Path

from amorecheck.errors import ConfigurationError

PREFIX = "amorecheck-web-"
_YOUNG = "amorecheck-start-"
_LOCK = "in-gebruik"
_SECONDS_TO_START = 60.0


class WorkFolder:
    """The folder of one running server."""

    def __init__(self, parent: Path | None = None) -> None:
        self.parent = (parent or Path(tempfile.gettempdir())).resolve()
        try:
            sweep(self.parent)
            young = Path(tempfile.mkdtemp(prefix=_YOUNG, dir=self.parent))
            self._lock = os.open(young / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
            _take(self._lock)
            # Only a folder that is already locked gets the name that others look for.
            self.path = young.with_name(PREFIX + secrets.token_hex(8))
            if sys.platform == "win32":
                self.path = young
            else:
                young.rename(self.path)
        except OSError as error:
            raise ConfigurationError(f"In {self.parent} kan geen tijdelijke map worden gemaakt. Kies een andere map met --work-folder.") from error

    def new_folder(self) -> Path:
        """An empty folder for one job. Raises OSError."""
        folder = self.path / secrets.token_hex(16)
        folder.mkdir(mode=0o700)
        return folder

    def close(self) -> None:
        """Remove everything."""
        with contextlib.suppress(OSError):
            os.close(self._lock)
        remove_folder(self.path)


def sweep(parent: Path) -> int:
    """Remove what crashed servers of this user left behind; how many folders that were."""
    removed = 0
    for folder in _candidates(parent):
        if _abandoned(folder):
            remove_folder(folder)
            removed += 1
    return removed


def remove_folder(folder: Path) -> None:
    """Remove a folder and what is in it; a file that another program still holds is tried again for a moment."""
    for wait in (0.0, 0.1, 0.4):
        time.sleep(wait)
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return


def _candidates(parent: Path) -> list[Path]:
    found = []
    for entry in os.scandir(parent):
        if not entry.name.startswith((PREFIX, _YOUNG)):
            continue
        with contextlib.suppress(OSError):
            status = entry.stat(follow_symlinks=False)
            mine = not hasattr(os, "getuid") or status.st_uid == os.getuid()
            if entry.is_dir(follow_symlinks=False) and mine:
                found.append(Path(entry.path))
    return found


def _abandoned(folder: Path) -> bool:
    try:
        lock = os.open(folder / _LOCK, os.O_RDWR)
    except OSError:
        # No lock yet: it may be starting this very moment.
        with contextlib.suppress(OSError):
            return time.time() - folder.stat().st_mtime > _SECONDS_TO_START
        return False
    try:
        _take(lock)
    except OSError:
        return False
    finally:
        os.close(lock)
    return True


def _take(lock: int) -> None:
    """Lock an open file for as long as this process lives. Raises OSError where another holds it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
