"""Our own near misses of the questions: other domain, other actor, past, or only the topic word.

One line per sentence in tests/sentences/vragen-niet: the code that it must not get, a tab, and the sentence.
A false finding costs a reader's trust, so at most one in ten may slip through.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from test_question_sentences import codes_of

from amorecheck.judging.judge import engine_for
from amorecheck.language.pipeline import load_pipeline
from amorecheck.rules.load import load_rules

FOLDER = Path(__file__).parent.parent / "sentences" / "vragen-niet"


@pytest.fixture(scope="module")
def wrong() -> dict[str, tuple[int, int]]:
    """Per code: near misses that were found all the same, near misses in all."""
    nlp, engine = load_pipeline("nl_amore_sm"), engine_for(load_rules(None))
    slipped: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for path in sorted(FOLDER.glob("*.tsv")):
        for line in path.read_text("utf8").splitlines():
            code, _, raw = line.partition("\t")
            seen = codes_of(raw, nlp, engine)
            total[code] += 1
            slipped[code] += code in seen
    return {code: (slipped[code], total[code]) for code in total}


def test_near_misses_are_no_evidence(wrong: dict[str, tuple[int, int]]) -> None:
    assert sum(found for found, _ in wrong.values()) <= 0.1 * sum(total for _, total in wrong.values())


def test_no_question_takes_its_near_misses(wrong: dict[str, tuple[int, int]]) -> None:
    assert {code: counts for code, counts in wrong.items() if counts[0] > 0.2 * counts[1]} == {}
