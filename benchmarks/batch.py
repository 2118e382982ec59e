#!/usr/bin/env python3
"""What a batch costs, as ratios within one run: two workers, a second run, overhead over `check`, memory of a worker.

    python benchmarks/batch.py speed --drafts 40 --words 3000      # promises: ≥ 1.7 ×, ≥ 20 ×, ≤ 5 %
    python benchmarks/batch.py memory --drafts 500 --words 300     # promises: < 700 MB, flat

Processor time is counted beside wall time: on a machine that others use too, only that says what the work costs.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from pathlib import Path
from typing import Any

import docx
import psutil

from amorecheck import check, load_rules, read
from amorecheck.batch import run, run_batch
from amorecheck.batch.progress import Quiet, Step
from amorecheck.judging.judge import engine_for
from amorecheck.language.pipeline import load_pipeline
from amorecheck.reporting.html import render_html

MODEL = "nl_amore_sm"
SAMPLES = Path(__file__).parents[1] / "sample_visies"


def pieces() -> list[str]:
    """The sentences of the sample drafts in pieces of three or four words: joined anew they are as long and as rich,
    and no two drafts share sentences, as real drafts do not."""
    sentences = [
        sentence.split()
        for path in sorted(SAMPLES.glob("*.docx"))
        for block in read(path, limits=None).judged_blocks()
        for sentence in block.text.split(". ")
        if len(sentence.split()) > 7
    ]
    return [" ".join(words[at : at + 4]).rstrip(".") for words in sentences for at in range(0, len(words) - 3, 4)]


def write_drafts(folder: Path, number: int, words: int) -> Path:
    """Word drafts of invented municipalities: pieces of sentences joined by chance."""
    some = pieces()
    folder.mkdir(parents=True)
    for n in range(number):
        chance = random.Random(n)
        draft, count = docx.Document(), 0
        draft.add_heading(f"Visie sociale basis gemeente Verzon{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}wijk", 0)
        while count < words:
            if count % 400 < 60:
                draft.add_heading(chance.choice(["Mantelzorg", "Onze rol", "Eenzaamheid", "Samen met partners", "Data", "Vrijwilligers"]), 1)
            text = " ".join(" ".join(chance.choices(some, k=chance.randint(3, 6))) + "." for _ in range(4))
            draft.add_paragraph(text)
            count += len(text.split())
        draft.save(str(folder / f"visie-{n:04}.docx"))
    return folder


class Clock:
    """Wall time and processor time, of this process and all that it waited for."""

    def __init__(self) -> None:
        self._wall, self._work = time.perf_counter(), self._now()

    @staticmethod
    def _now() -> float:
        times = os.times()
        return times.user + times.system + times.children_user + times.children_system

    def read(self) -> tuple[float, float]:
        return time.perf_counter() - self._wall, self._now() - self._work


class Comparing:
    """Wall and processor time of laying the drafts side by side, which `check` does not do."""

    def __init__(self) -> None:
        self.spent = (0.0, 0.0)
        self._compare = run.compare_drafts
        run.compare_drafts = self

    def __call__(self, *arguments: Any) -> Any:
        clock = Clock()
        try:
            return self._compare(*arguments)
        finally:
            self.spent = clock.read()


def timed(drafts: list[Path], root: Path, workers: int, cache: Path | None = None, progress: Quiet | None = None) -> tuple[float, float]:
    """Wall and processor time of a batch."""
    place = tempfile.mkdtemp(dir=root)
    clock = Clock()
    run_batch(drafts, Path(place) / "uit", model=MODEL, workers=workers, cache=cache, progress=progress)
    return clock.read()


def warm_check(drafts: list[Path], root: Path) -> tuple[float, float]:
    """Wall and processor time of the same files and products with `check` in one warm process."""
    load_pipeline(MODEL)
    engine_for(load_rules())
    render_html(check(drafts[0], model=MODEL))
    clock = Clock()
    for n, path in enumerate(drafts):
        report = check(path, model=MODEL)
        (root / f"{n}.json").write_text(report.to_json(), "utf-8")
        (root / f"{n}.html").write_text(render_html(report), "utf-8")
    return clock.read()


def speed(drafts: list[Path], root: Path) -> None:
    n = len(drafts)
    cache = root / "bewaard"
    comparing = Comparing()
    half = timed(drafts[: n // 2], root, 1)
    compared_half = comparing.spent
    one = timed(drafts, root, 1)
    compared = comparing.spent
    two = timed(drafts, root, 2, cache)
    again = timed(drafts, root, 2, cache)
    alone = warm_check(drafts, root)
    print(f"één proces:    {one[0]:6.1f} s, {one[1]:6.1f} s rekentijd")
    print(f"twee processen:{two[0]:6.1f} s, {two[1]:6.1f} s rekentijd: {one[0] / two[0]:.2f} keer zo snel (belofte: 1.7)")
    work = (one[1] - half[1] - compared[1] + compared_half[1]) / (n - n // 2)
    still = one[1] - n * work
    print(f"               uit rekentijd, als niemand anders rekent: {(still + n * work) / (still + n * work / 2):.2f} keer ({still:.1f} s starten en vergelijken, {work:.2f} s per concept)")
    print(f"tweede keer:   {again[0]:6.2f} s, {again[1]:6.2f} s rekentijd: {two[0] / again[0]:.0f} keer zo snel (belofte: 20)")
    for name, k in (("tijd", 0), ("rekentijd", 1)):
        side_by_side = (compared[k] - compared_half[k]) / (n - n // 2)
        per_file, per_check = (one[k] - half[k]) / (n - n // 2) - side_by_side, alone[k] / n
        print(f"per concept:   {per_file:.3f} s {name} in een batch, {per_check:.3f} s met check: {per_file / per_check - 1:+.1%} (belofte: +5%), en {side_by_side:.3f} s vergelijken")


class Memory(Quiet):
    """Megabytes of the largest worker at every step."""

    def __init__(self) -> None:
        self.seen: list[float] = []

    def step(self, step: Step) -> None:
        workers = [child for child in psutil.Process().children() if "amorecheck.batch.worker" in " ".join(child.cmdline())]
        self.seen.append(max((child.memory_info().rss for child in workers), default=0) / 2**20)


def memory(drafts: list[Path], root: Path) -> None:
    seen = Memory()
    wall, _ = timed(drafts, root, 2, progress=seen)
    tenth = max(1, len(drafts) // 10)
    parts = [max(seen.seen[k : k + tenth]) for k in range(0, len(seen.seen), tenth)]
    print(f"{len(drafts)} concepten in {wall:.0f} s; grootste proces per tiende deel, in MB: {' '.join(f'{part:.0f}' for part in parts)} (belofte: onder 700, vlak)")
    print(f"groei van het tweede tot het laatste deel: {parts[-1] / parts[1] - 1:+.1%}; dit proces zelf: {psutil.Process().memory_info().rss / 2**20:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["speed", "memory"])
    parser.add_argument("--drafts", type=int, default=40)
    parser.add_argument("--words", type=int, default=3000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        drafts = sorted(write_drafts(root / "visies", chosen.drafts, chosen.words).iterdir())
        {"speed": speed, "memory": memory}[chosen.what](drafts, root)


if __name__ == "__main__":
    main()
