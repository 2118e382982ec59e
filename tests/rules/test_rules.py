"""The rules that ship are sound: they load, their own examples come out, and mistakes are named with their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from amorecheck.errors import RuleError
from amorecheck.judging.judge import engine_for
from amorecheck.language.pipeline import load_pipeline
from amorecheck.rules.check import lint, run_examples
from amorecheck.rules.load import load_rules
from amorecheck.rules.schema import walk_rules

CODES = {"T1", "T2", "T3", "T4", "W", "P"} | {f"{b}{n}" for b in ("SB", "IN", "GE", "WS", "DK", "SG") for n in (1, 2, 3)}


def test_every_item_of_the_method_has_rules() -> None:
    items = {item.id: item for f in load_rules().frameworks for item in walk_rules(f.items)}
    assert items.keys() >= CODES
    for code in CODES:
        assert items[code].evidence, code
        assert items[code].advice.ontbreekt, code
        assert "?" in items[code].ask, code


def test_every_example_comes_out_as_it_should() -> None:
    rules = load_rules()
    nlp = load_pipeline("nl_amore_sm")
    wrong = [(r.item, r.text, r.wanted) for r in run_examples(rules, engine_for(rules, tuple(f.id for f in rules.frameworks if f.lens)), nlp) if r.found != r.wanted]
    assert wrong == []


def test_lint_finds_no_errors() -> None:
    assert [p for p in lint(load_rules()) if p.level == "fout"] == []


def test_a_list_that_a_whole_framework_rules_out_is_used() -> None:
    """«slagzin» stands in no pattern, but in `none` of the bouwstenen."""
    unused = {p.where for p in lint(load_rules()) if "geen regel" in p.message}
    assert not {"slagzin", "komt-er-niet"} & unused


def written(tmp_path: Path, rule: str = "", lexicon: str = "") -> Path:
    (tmp_path / "rules").mkdir()
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "rules" / "proef.yaml").write_text(rule or "id: proef\ntitle: Proef\nitems:\n  - id: X1\n    title: Een\n", "utf8")
    (tmp_path / "lexicons" / "woorden.yaml").write_text(lexicon or "id: woord\ntitle: Woord\nterms: [plek]\n", "utf8")
    return tmp_path


@pytest.mark.parametrize(
    ("rule", "lexicon", "place", "says"),
    [
        ("id: proef\ntitle: Proef\nitems:\n  - id: X1\n    titel: Een\n", "", "proef.yaml:", "titel"),
        ("id: proef\ntitle: Proef\ntitle: Weer\nitems: []\n", "", "proef.yaml:3:1", "twee keer"),
        ("id: proef\n  title: Proef\n", "", "proef.yaml:2", "YAML"),
        ("", "id: woord\ntitle: W\nterms: ['(een|twee']\n", "woorden.yaml:3", "haakjes"),
        ("id: proef\ntitle: P\nitems:\n  - id: X1\n    title: E\n    evidence:\n      - {name: n, all: [word]}\n", "", "proef.yaml:7:25", "Bedoelt u «woord»?"),
        ("id: proef\ntitle: P\nitems:\n  - id: X1\n    title: E\n    topic: [word]\n", "", "proef.yaml:6:13", "Regel X1 noemt «word»"),
        ("id: proef\ntitle: P\nnone: [word]\nitems: []\n", "", "proef.yaml:3:8", "sluit «word» uit"),
        ("", "id: woord\ntitle: W\nterms: [plek]\ninclude: [plekken]\n", "woorden.yaml:4:11", "neemt «plekken» over"),
        ("", "id: woord\ntitle: W\nterms: ['knip*kaart']\n", "woorden.yaml:3", "ster"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, rule: str, lexicon: str, place: str, says: str) -> None:
    with pytest.raises(RuleError) as caught:
        load_rules(written(tmp_path, rule, lexicon))
    assert place in str(caught.value)
    assert says in str(caught.value)


def test_yes_and_no_and_dates_stay_text(tmp_path: Path) -> None:
    root = written(tmp_path, lexicon="id: woord\ntitle: no\nterms: [on, 2026-01-01, 'ja']\n")
    assert load_rules(root).lexicons["woord"].terms == ("on", "2026-01-01", "ja")
