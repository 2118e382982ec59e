"""A worker process: loads what its work needs once, then takes tasks line by line until its standard input closes.

Started by crew.py. It speaks JSON lines: the first one in is the request, the first one out says that it is ready
(or what is wrong), and each next line in gets one line out. When whoever started it is gone, so is it.
"""

from __future__ import annotations

import importlib
import json
import os
import queue
import signal
import sys
import threading
from typing import Any, BinaryIO


def main(request: dict[str, Any]) -> None:
    """Prepare the work of the request and do it for every task that comes in."""
    answer = _own_output()
    # Ctrl-C is for the one who started it, and that one ends us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tasks: queue.Queue[bytes] = queue.Queue()
    threading.Thread(target=_listen, args=(tasks,), daemon=True).start()
    from amorecheck.errors import AmorecheckError

    try:
        module, _, name = request["work"].partition(":")
        work = getattr(importlib.import_module(module), name)(request["settings"])
    except AmorecheckError as error:
        _say(answer, {"wrong": [type(error).__name__, str(error)]})
        return
    _say(answer, {"ready": os.getpid()})
    while True:
        _say(answer, {"done": work(json.loads(tasks.get()))})


def _own_output() -> BinaryIO:
    """The real standard output; what libraries print goes nowhere."""
    answer = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return answer


def _listen(tasks: queue.Queue[bytes]) -> None:
    held = bytearray()
    while chunk := os.read(0, 1 << 16):
        held += chunk
        *lines, rest = held.split(b"\n")
        held = bytearray(rest)
        for line in lines:
            tasks.put(bytes(line))
    # The child that reads a draft sees its own input close with us, and ends too.
    os._exit(1)


def _say(answer: BinaryIO, value: dict[str, Any]) -> None:
    try:
        answer.write(json.dumps(value).encode("ascii") + b"\n")
        answer.flush()
    except OSError:
        sys.exit(1)
