#!/usr/bin/env python3
"""How long `amorecheck --help` and `--version` take, as a ratio to a bare click program in the same run (promise: at most 3).

    python benchmarks/startup.py
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

ROUNDS = 15
BARE = "import click\n@click.command()\ndef main(): 'Niets.'\nmain()"


def seconds(code: str, argument: str) -> float:
    """Median wall time of a fresh interpreter that runs `code` with one argument."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", code, argument], capture_output=True, check=False)
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def main() -> None:
    bare = seconds(BARE, "--help")
    print(f"kaal click-programma: {bare * 1000:.0f} ms")
    for argument in ("--help", "--version"):
        ours = seconds("from amorecheck.cli import run; run()", argument)
        print(f"amorecheck {argument}: {ours * 1000:.0f} ms, {ours / bare:.2f} keer")


if __name__ == "__main__":
    main()
