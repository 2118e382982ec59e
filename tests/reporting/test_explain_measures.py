"""`amorecheck explain FILE AMORE.O`: every measure of the criterion with what went into it."""

from __future__ import annotations

from pathlib import Path

from amorecheck import check
from amorecheck.reporting.explain import render_explanation
from amorecheck.rules.load import load_rules
from amorecheck.rules.show import find_item

SAMPLE = Path(__file__).parents[2] / "sample_visies" / "gemiddeld-lindervoort.docx"


def test_every_measure_shows_its_value_its_limits_and_its_word_lists() -> None:
    rules = load_rules()
    rule = find_item(rules, "AMORE.O")
    text = " ".join(render_explanation(check(SAMPLE), "AMORE.O", rules).split())
    for measure in rule.measures:
        assert f"{measure.title} (gewicht" in text
        assert f"maat {measure.name}: waarde" in text or f"maat {measure.name}: geen waarde" in text
        assert all(name in text for name in measure.lexicons.values())


def test_a_sentence_for_or_against_names_the_measure_that_brought_it() -> None:
    text = render_explanation(check(SAMPLE), "AMORE.O", load_rules())
    assert "-1 Vervangtoets [vervangtoets]" in text
    assert "+1 Eigen namen [eigen-namen]" in text
