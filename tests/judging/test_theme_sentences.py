"""Our own sentences on loneliness (T3), volunteers and professionals (T4), goals (G) and measures (A): most are found, near misses stay out.

`# kop` opens a group; then one line per sentence: codes, a tab, the sentence (with headings before it, as for the
questions). Groups named «… bijna» hold near misses. Floors lie below what is reached now.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from test_question_sentences import codes_of

from amorecheck.judging.judge import engine_for
from amorecheck.language.pipeline import load_pipeline
from amorecheck.rules.load import load_rules

FOLDER = Path(__file__).parent.parent / "sentences" / "themas"
MODEL = "nl_amore_sm"
ASKED = {"t3-t4-*.tsv": ("T3", "T4"), "g-a-*.tsv": ("G", "A")}
CODES = tuple(code for codes in ASKED.values() for code in codes)


@pytest.fixture(scope="module")
def counts() -> Counter[tuple[str, str]]:
    """Per code: how many sentences ask for it, were found, were found without being asked."""
    nlp, engine = load_pipeline(MODEL), engine_for(load_rules(None))
    counts: Counter[tuple[str, str]] = Counter()
    for path, judged in ((path, judged) for pattern, judged in ASKED.items() for path in sorted(FOLDER.glob(pattern))):
        for line in path.read_text("utf8").splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            codes, _, raw = line.partition("\t")
            seen = codes_of(raw, nlp, engine)
            for code in judged:
                asked = code in codes.split()
                counts[code, "asked"] += asked
                counts[code, "found"] += asked and code in seen
                counts[code, "wrong"] += not asked and code in seen
    return counts


@pytest.mark.parametrize("code", CODES)
def test_three_in_four_are_found(code: str, counts: Counter[tuple[str, str]]) -> None:
    assert counts[code, "found"] >= 0.75 * counts[code, "asked"]


@pytest.mark.parametrize("code", CODES)
def test_few_are_found_that_are_not_there(code: str, counts: Counter[tuple[str, str]]) -> None:
    assert counts[code, "wrong"] <= 0.15 * counts[code, "found"]
