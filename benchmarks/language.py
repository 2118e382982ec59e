"""How fast the Dutch pipeline is: tokens a second on one core, and seconds to load.

    python benchmarks/language.py [PIPELINE]

Prints the figures beside those of a blank `nl` pipeline in the same run, because machines and their load differ: the
blank one only cuts text into tokens, so the difference is what the components cost.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy is loaded: the promise is about one core
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import spacy
from spacy.language import Language

from amorecheck.language.pipeline import load_pipeline, model_name

SENTENCES = (
    "De gemeente Zonnemeer zet de komende vier jaar in op sterke dorpen en wijken.",
    "Inwoners weten vaak zelf het beste wat hun buurt nodig heeft, en daarom sluiten wij aan bij wat er al is.",
    "Mantelzorgers worden ondersteund door het steunpunt, dat in 2024 ruim 340 gesprekken voerde.",
    "Eenzaamheid pakken wij aan met ontmoetingsplekken in elke kern.",
    "Ontmoeten en meedoen",
    "Het wijkteam brengt samen met de dorpsraden in kaart welke initiatieven er zijn; de sociaal werkers helpen daarbij.",
    "Wat betekent dit voor vrijwilligers, jongeren en ouderen in onze gemeente?",
    "- Wij stellen jaarlijks € 45.000 beschikbaar voor bewonersinitiatieven (zie hoofdstuk 4).",
)
BLOCKS = 2500
ROUNDS = 3


def main(choice: str = "nl_amore_sm") -> None:
    nlp, blank = load_pipeline(choice), spacy.blank("nl")
    blocks = [" ".join(SENTENCES[(i + j) % len(SENTENCES)] for j in range(1 + i % 3)) for i in range(BLOCKS)]
    print(f"{'':28}{'tokens/s':>10}{'load (s)':>10}")
    own = f"from amorecheck.language.pipeline import load_pipeline as load; import spacy; x = {choice!r}"
    for name, pipeline, load in (
        (model_name(nlp), nlp, own),
        ("blank nl", blank, "from spacy import blank as load; x = 'nl'"),
    ):
        print(f"{name:28}{tokens_per_second(pipeline, blocks):10,.0f}{seconds_to_load(load):10.2f}")


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
