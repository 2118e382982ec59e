"""Work for a crew that goes wrong as drafts and machines do, without a language model."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from amorecheck.errors import RuleError


def prepare(settings: dict[str, Any]) -> Callable[[dict[str, Any]], str]:
    """What to do stands in the task: answer, hang, eat memory, end the process, be ended from outside."""
    if settings.get("wrong"):
        raise RuleError("de regel klopt niet.", place="regels.yaml:3:1")
    if settings.get("never"):
        os._exit(1)
    return lambda task: _do(**task)


def _do(what: str, value: str = "") -> str:
    if what == "hang":
        if value:
            # A reader of its own, as a draft has: it must go too.
            subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", value], start_new_session=True)
        time.sleep(600)
    if what == "eat":
        held = []
        while True:
            held.append(bytearray(20 << 20))
            time.sleep(0.01)
    if what == "end":
        os._exit(7)
    if what == "end once":
        mark = Path(value)
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    if what == "print":
        print("a library that prints must not spoil the answer", flush=True)
    if what == "slow":
        time.sleep(0.4)
    return f"{what} {value}"
