"""How fast the Dutch pipeline is: tokens a second on one core, and seconds to load.

    python benchmarks/language.py [PIPELINE]

Prints the figures beside those of a blank `nl` pipeline in the same run, because machines and their load differ: the
blank one only cuts text into tokens, so the difference is what the components cost.
"""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy is loaded: the promise is about one core
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import spacy
from spacy.language import Language

from amorecheck.language.pipeline import load_pipeline, model_name

SENTENCES = Path(__file__).resolve().parents[1] / "tests" / "language" / "lemmas.tsv"
PARTS = ["wijk", "dorp", "buurt", "zorg", "jeugd", "steun", "markt", "school", "sport", "cultuur", "water", "grond", "raad", "bestuur", "netwerk", "project"]
BLOCKS = 2500
ROUNDS = 3
SEED = 1


def main(choice: str = "nl_amore_sm") -> None:
    nlp, blank = load_pipeline(choice), spacy.blank("nl")
    blocks = some_blocks()
    print(f"{'':28}{'tokens/s':>10}{'load (s)':>10}")
    own = f"from amorecheck.language.pipeline import load_pipeline as load; import spacy; x = {choice!r}"
    for name, pipeline, load in (
        (model_name(nlp), nlp, own),
        ("blank nl", blank, "from spacy import blank as load; x = 'nl'"),
    ):
        print(f"{name:28}{tokens_per_second(pipeline, blocks):10,.0f}{seconds_to_load(load):10.2f}")


def some_blocks() -> list[str]:
    """Blocks of one to three sentences, one word in twelve a compound made on the spot: no cache knows them all."""
    chance = random.Random(SEED)
    lines = SENTENCES.read_text(encoding="utf8").splitlines()
    sentences = [line.split("\t")[0] for line in lines if line and not line.startswith("#")]
    blocks = []
    for _ in range(BLOCKS):
        words = " ".join(chance.choices(sentences, k=chance.randint(1, 3))).split(" ")
        for place in range(chance.randrange(12), len(words), 12):
            words[place] = "".join(chance.choices(PARTS, k=3)) + chance.choice(("s", "en", ""))
        blocks.append(" ".join(words))
    return blocks


def tokens_per_second(nlp: Language, blocks: list[str]) -> float:
    """The best of a few rounds, counted in processor time: other work on the machine does not slow it down."""
    list(nlp.pipe(blocks[:100]))

    def run() -> float:
        begin = time.process_time()
        tokens = sum(len(doc) for doc in nlp.pipe(blocks))
        return tokens / (time.process_time() - begin)

    return _best(run, max)


def seconds_to_load(statements: str) -> float:
    """Median time of a load in a fresh process, after spaCy itself has been imported."""
    code = f"{statements}; import time; t = time.perf_counter(); load(x); print(time.perf_counter() - t)"

    def run() -> float:
        return float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)

    return _best(run, statistics.median)


def _best(run: Callable[[], float], choose: Callable[[list[float]], float]) -> float:
    return choose([run() for _ in range(ROUNDS)])


if __name__ == "__main__":
    main(*sys.argv[1:2])
