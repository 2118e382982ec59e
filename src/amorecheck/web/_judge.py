"""The process that judges: reads a job a line from standard input, answers in lines on standard output.

A job's files are all in its own folder: the draft, `report.json` and the forms that can be downloaded. When
standard input closes the server is gone, and so is this process.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, BinaryIO

from amorecheck.errors import AmorecheckError

REPORT = "report.json"
DRAFT = "concept"
"""The folder of the draft in the job's folder: a draft may have the name of a file that is made of it."""


def main(setting: dict[str, Any]) -> None:
    """Do jobs until standard input closes. setting: model, rules_root, theme."""
    answer = _own_output()
    jobs: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    wiped: set[str] = set()
    threading.Thread(target=_listen, args=(jobs, wiped), daemon=True).start()

    def tell(**message: Any) -> None:
        answer.write(json.dumps(message).encode("ascii") + b"\n")
        answer.flush()

    while True:
        job = jobs.get()
        try:
            judge_job(job, setting, tell, wiped)
        except AmorecheckError as error:
            tell(error=str(error))
        except MemoryError:
            tell(error="Dit concept vraagt te veel geheugen. Bied alleen de tekst van de visie aan.")
        except Exception as error:
            tell(error="", fault=place_of_fault(error))


def place_of_fault(error: Exception) -> str:
    """'KeyError in report.py regel 12': kind and place, never the text, which may hold words of a draft."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(last.filename).name} regel {last.lineno}"


def judge_job(job: dict[str, Any], setting: dict[str, Any], tell: Callable[..., None], wiped: Collection[str] = ()) -> None:
    """Read, judge, write the report, and then the forms; says at every step what is being done.

    wiped: folders of jobs that nobody wants any more. Their forms are not made, and the process lives on.
    """
    folder = Path(job["folder"])
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    from amorecheck import judge, load_rules, read
    from amorecheck.language.pipeline import load_pipeline

    draft = folder / DRAFT / job["name"]
    tell(step="lezen")
    document = read(draft)
    tell(step="laden", municipality=job["municipality"] or document.municipality, words=len(document.text.split()))
    rules = load_rules(Path(setting["rules_root"]) if setting["rules_root"] else None)
    load_pipeline(setting["model"])
    tell(step="beoordelen")
    report = judge(document, model=setting["model"], municipality=job["municipality"], rules=rules, lenses=tuple(job["lenses"]))
    tell(step="schrijven")
    _write(folder / REPORT, report.to_json().encode())
    tell(done=True, format=document.format, municipality=report.document.municipality)
    for name, make in _forms(draft, document, report, setting["theme"]).items():
        if job["folder"] in wiped:
            break
        try:
            make(folder / f"nieuw-{name}")
            (folder / f"nieuw-{name}").replace(folder / name)
        except Exception as error:
            tell(unmade=name, fault=place_of_fault(error))
        else:
            tell(made=name)
    tell(end=True)


def _forms(draft: Path, document: Any, report: Any, theme: str) -> dict[str, Callable[[Path], object]]:
    """What can be downloaded beside the JSON, and how it is made."""
    from amorecheck.reporting.comments import write_comments
    from amorecheck.reporting.docx import write_docx
    from amorecheck.reporting.html import render_html
    from amorecheck.reporting.prepare import write_preparation

    made: dict[str, Callable[[Path], object]] = {
        "rapport.html": lambda path: path.write_text(render_html(report, theme), "utf-8"),
        "rapport.docx": lambda path: write_docx(report, path),
        "voorbereiding.docx": lambda path: write_preparation(report, path),
    }
    if document.format in ("docx", "odt", "pdf"):
        made[f"opmerkingen.{document.format}"] = lambda path: write_comments(draft, document, report, path)
    return made


def _write(path: Path, data: bytes) -> None:
    half = path.with_name(f"nieuw-{path.name}")
    half.write_bytes(data)
    half.replace(path)


def _own_output() -> BinaryIO:
    """The real standard output; what libraries print goes nowhere."""
    answer = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return answer


def _listen(jobs: queue.SimpleQueue[dict[str, Any]], wiped: set[str]) -> None:
    for line in sys.stdin.buffer:
        message = json.loads(line)
        if "wiped" in message:
            wiped.add(message["wiped"])
        else:
            jobs.put(message)
    os._exit(0)
