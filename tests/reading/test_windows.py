"""Reading as it goes on Windows: no `resource`, no process groups, a launcher before Python, odd file names.

What only Windows has is put in its place here, so that the same code runs; what Windows lacks is taken away.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
import unicodedata
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from odd_files import draft

import amorecheck.errors as errors
from amorecheck.reading import DEFAULT_LIMITS, read, sandbox

WITHOUT = """
import sys
for name in ("resource", "fcntl", "pwd", "grp", "termios", "posix_ipc"):
    sys.modules[name] = None
"""


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits of the operating system switched off, here and in the child."""
    monkeypatch.setattr(sandbox.sys, "platform", "win32")
    monkeypatch.setattr(subprocess, "CREATE_NO_WINDOW", 0, raising=False)
    monkeypatch.delattr(os, "killpg", raising=False)
    monkeypatch.setattr(sandbox, "_BOOT", WITHOUT + sandbox._BOOT)


def test_nothing_is_imported_that_windows_lacks() -> None:
    script = WITHOUT + (
        "import os\nfor name in ('killpg', 'setsid', 'fork', 'getuid', 'setpgid', 'getpgid'):\n    hasattr(os, name) and delattr(os, name)\n"
        "import pkgutil, importlib, amorecheck.reading as package\n"
        "for found in pkgutil.iter_modules(package.__path__):\n    importlib.import_module(f'amorecheck.reading.{found.name}')\n"
        "from amorecheck.reading import read\nprint(read(sys.argv[1], limits=None).format)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(draft("docx", "plain"))], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "docx"


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(("kind", "name"), [("docx", "whole_vision"), ("odt", "lists"), ("text", "windows_notepad")])
def test_the_same_comes_out(kind: str, name: str) -> None:
    assert read(draft(kind, name)) == read(draft(kind, name), limits=None)


@pytest.mark.usefixtures("windows")
def test_time_and_memory_are_watched_from_here() -> None:
    begun, before = time.monotonic(), set(psutil.Process().children())  # a browser of another test may be there
    with pytest.raises(errors.TimedOutError):
        read(draft("hostile", "swelling_tree"), limits=replace(DEFAULT_LIMITS, seconds=0.3))
    with pytest.raises(errors.TooLargeError):
        read(draft("hostile", "swelling_tree"), limits=replace(DEFAULT_LIMITS, memory=120 << 20))
    assert time.monotonic() - begun < 20
    assert set(psutil.Process().children()) <= before


@pytest.mark.usefixtures("windows")
def test_what_the_child_started_ends_with_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In a virtual environment python.exe only starts the real Python: ending it alone would leave that behind."""
    note = tmp_path / "pid"
    boot = f"import subprocess, sys, time; started = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(30)']); open({str(note)!r}, 'w').write(str(started.pid)); time.sleep(60)"
    monkeypatch.setattr(sandbox, "_BOOT", boot)
    with pytest.raises(errors.TimedOutError):
        read(draft("docx", "plain"), limits=replace(DEFAULT_LIMITS, seconds=1.5))
    pid = int(note.read_text())
    until = time.monotonic() + 5
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE and time.monotonic() < until:
        time.sleep(0.02)
    assert time.monotonic() < until


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_file_names_with_spaces_and_accents(form: str, tmp_path: Path) -> None:
    folder = tmp_path / "Gemeente één – concept's & co"
    folder.mkdir()
    path = folder / unicodedata.normalize(form, "visie coördinatie (versie 2).docx")
    path.write_bytes(draft("docx", "plain").read_bytes())
    assert read(path).name == "visie coördinatie (versie 2).docx"


def test_a_pdf_with_accents_in_its_name_opens(tmp_path: Path) -> None:
    path = tmp_path / "visie één.pdf"
    path.write_bytes((Path(__file__).parents[1] / "fixtures" / "tagged.pdf").read_bytes())
    assert read(path).pages == 2


def test_a_process_that_was_started_afresh_can_read() -> None:
    """Windows has no fork: a worker of a batch begins with a new Python, and that starts the child that reads."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(read, (draft("docx", "plain"),)).format == "docx"
