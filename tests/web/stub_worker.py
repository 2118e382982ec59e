"""A worker that judges nothing: it does what the first word of the draft says, so that hanging and crashing can be tested.

HANG: never ends, with a child that never ends. CRASH: falls over. FAULT: an error whose text must not reach a log.
Anything else: a report of two questions, after as many seconds as the second word says.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def main() -> None:
    lines = iter(sys.stdin.readline, "")
    next(lines)
    jobs: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(lines, jobs), daemon=True).start()
    while True:
        job = jobs.get()
        try:
            _do(job)
        except ValueError as error:
            _tell(error="", fault=type(error).__name__)


def _listen(lines: Iterator[str], jobs: queue.SimpleQueue[dict[str, Any]]) -> None:
    """As the real worker: when the server is gone, so is this process, whatever it is doing."""
    for line in lines:
        if "folder" in (job := json.loads(line)):
            jobs.put(job)
    os._exit(0)


def _do(job: dict[str, Any]) -> None:
    folder = Path(job["folder"])
    draft = folder / "concept" / job["name"]
    words = draft.read_text("utf-8", "replace").split()
    _tell(step="lezen")
    if words[0] == "HANG":
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
        (folder / "pids").write_text(f"{os.getpid()} {child.pid}")
        time.sleep(600)
    if words[0] == "CRASH":
        os._exit(9)
    if words[0] == "FAULT":
        raise ValueError(draft.read_text())
    if len(words) > 1 and words[1].replace(".", "").isdigit():
        time.sleep(float(words[1]))
    _tell(step="laden", municipality=job["municipality"])
    _tell(step="beoordelen")
    (folder / "report.json").write_text(json.dumps(_report(job["name"], job["municipality"])))
    _tell(done=True, format="text", municipality=job["municipality"])
    (folder / "rapport.html").write_text("<!doctype html><title>Rapport</title>")
    _tell(made="rapport.html")
    _tell(end=True)


def _report(name: str, municipality: str) -> dict[str, Any]:
    item = {"id": "T1", "title": "Sociale samenhang", "verdict": "ontbreekt", "score": 0.0}
    return {
        "schema": "amorecheck-report/1", "tool": {"version": "0", "model": "stub", "rules": "0" * 64}, "evidence": [],
        "document": {"name": name, "sha256": "0" * 64, "format": "text", "words": 200, "municipality": municipality},
        "frameworks": [{"id": "themas", "title": "De thema's", "score": 0.0, "items": [item]}],
    }  # fmt: skip


def _tell(**message: Any) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
