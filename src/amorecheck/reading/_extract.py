"""The child process that reads one file. It sets its own limits, answers on standard output, and ends.

Started by sandbox.py, which writes one line of JSON (the request) to its standard input and keeps that open:
when it closes, whoever asked is gone, and so is the child.
"""

from __future__ import annotations

import contextlib
import math
import os
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO


def main(request: dict[str, Any]) -> None:
    """Read the file of the request under its limits and answer with a document or an error."""
    answer = _own_output()
    sys.dont_write_bytecode = True
    sys.setrecursionlimit(5_000)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    path = Path(os.fsdecode(bytes.fromhex(request["path"])))
    if request["rlimits"]:
        set_limits(request)
    from amorecheck.errors import AmorecheckError, TooLargeError
    from amorecheck.reading import wire
    from amorecheck.reading.formats import read_here

    try:
        _announce_pages(path, request, answer)
        reply = wire.encode_document(read_here(path, changes=request["changes"], ocr=request["ocr"]))
    except AmorecheckError as error:
        reply = wire.encode_error(error)
    except (MemoryError, RecursionError):
        reply = wire.encode_error(
            TooLargeError(f"{path.name} vraagt te veel geheugen om te lezen. Bied alleen de tekst van de visie aan.")
        )
    answer.write(reply)
    answer.flush()
    # Nothing is left to clean up, and taking down a million objects one by one costs a second.
    os._exit(0)


def _own_output() -> BinaryIO:
    """The real standard output; what libraries print goes nowhere."""
    answer = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return answer


def _end_with_parent() -> None:
    # The descriptor, not sys.stdin: that one's lock would stand in the way at exit.
    with contextlib.suppress(OSError):
        while os.read(0, 4096):
            pass
    os._exit(1)


def set_limits(request: dict[str, Any]) -> None:
    """Limit memory, processor time and files, where the operating system can."""
    try:
        import resource
    except ImportError:
        return
    for limit, value in (
        ("RLIMIT_AS", request["memory"]),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_FSIZE", 16 << 20),
        ("RLIMIT_CPU", math.ceil(request["seconds"]) + 5),
    ):
        with contextlib.suppress(ValueError, OSError, AttributeError):
            number = getattr(resource, limit)
            hard = resource.getrlimit(number)[1]
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)
            # Processor time may be given more later, when the number of pages is known.
            resource.setrlimit(number, (value, hard if limit == "RLIMIT_CPU" else value))


def _announce_pages(path: Path, request: dict[str, Any], answer: BinaryIO) -> None:
    """Say how many pages a PDF has: it gets time by the page. A file that does not open is not for here to judge."""
    with path.open("rb") as stream:
        if b"%PDF-" not in stream.read(1100):
            return
    try:
        import pypdfium2

        document = pypdfium2.PdfDocument(path)
        pages = len(document)
        document.close()
    except Exception:
        return
    from amorecheck.reading import wire

    answer.write(wire.encode_pages(pages))
    answer.flush()
    if request["rlimits"]:
        with contextlib.suppress(ImportError, ValueError, OSError):
            import resource

            seconds = min(request["longest"], request["seconds"] + pages * request["per_page"])
            resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(seconds) + 5, resource.getrlimit(resource.RLIMIT_CPU)[1]))
