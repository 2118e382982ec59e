"""The two extra lenses: rule files only, off unless asked for, shown in list and report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import amorecheck
from amorecheck.cli import main
from amorecheck.errors import RuleError
from amorecheck.reporting.model import Item, Report, Verdict
from amorecheck.rules.load import load_rules
from amorecheck.rules.schema import walk_rules

SAMPLE = Path(__file__).resolve().parents[2] / "sample_visies" / "sterk-noorderwolde.docx"
ITEMS = {
    "versterken-sociale-basis": ("VD1", "VD2", "VD3", "VV1", "VV2", "VV3", "VV4"),
    "wijkprogramma": ("WP1", "WP2", "WP3", "WP4", "WP5", "WL1", "WL2", "WL3", "WL4", "WL5"),
}


def all_items(report: Report) -> Iterator[Item]:
    todo = [i for f in report.frameworks for i in f.items]
    while todo:
        item = todo.pop()
        yield item
        todo.extend(item.items)


@pytest.fixture(scope="module")
def report() -> Report:
    return amorecheck.check(SAMPLE, model="nl_amore_sm", lenses=tuple(ITEMS))


def test_a_lens_is_off_unless_asked_for() -> None:
    assert not set(ITEMS) & {f.id for f in load_rules().chosen()}
    assert {f.id for f in load_rules().chosen(("wijkprogramma",))} >= {"themas", "bouwstenen", "wijkprogramma"}


def test_an_unknown_lens_is_named_with_those_that_exist() -> None:
    with pytest.raises(RuleError, match="versterken-sociale-basis, wijkprogramma"):
        load_rules().chosen(("wijkplan",))


@pytest.mark.parametrize("lens", ITEMS)
def test_every_item_of_a_lens_asks_advises_and_explains(lens: str) -> None:
    framework = next(f for f in load_rules().frameworks if f.id == lens)
    assert framework.source
    judged = [i for i in walk_rules(framework.items) if i.evidence]
    assert tuple(i.id for i in judged) == ITEMS[lens]
    for item in judged:
        assert item.question.endswith("?")
        assert item.ask.endswith("?")
        assert item.advice.ontbreekt
        assert item.advice.genoemd
        assert item.lacks
        assert len(item.examples.hit) >= 3
        assert len(item.examples.miss) >= 3
        assert all(pattern.says for pattern in item.evidence)


def test_lenses_judge_a_sample(report: Report) -> None:
    verdicts = {i.id: i.verdict for i in all_items(report)}
    for lens, items in ITEMS.items():
        found = [i for i in items if verdicts[i] is not Verdict.MISSING]
        assert len(found) >= 2, lens
    texts = {e.id: e.text for e in report.evidence}
    for item in all_items(report):
        if item.id in sum(ITEMS.values(), ()):
            assert bool(item.evidence) == (item.verdict is not Verdict.MISSING)
            assert all(texts[e] for e in item.evidence)


def test_a_lens_changes_nothing_in_what_is_judged_anyway(report: Report) -> None:
    without = amorecheck.check(SAMPLE, model="nl_amore_sm")
    lensed = {i.id: (i.verdict, i.score) for i in all_items(report)}
    assert {i.id: (i.verdict, i.score) for i in all_items(without)} == {i: v for i, v in lensed.items() if i not in {*sum(ITEMS.values(), ()), "VD", "VV", "WP", "WL"}}


def test_list_and_report_show_the_lens() -> None:
    listed = CliRunner().invoke(main, ["rules", "list"])
    assert "--lens wijkprogramma" in listed.output
    assert "--lens versterken-sociale-basis" in listed.output
    shown = CliRunner().invoke(main, ["check", str(SAMPLE), "--lens", "wijkprogramma"])
    assert "Wijkprogramma" in shown.output
    plain = CliRunner().invoke(main, ["check", str(SAMPLE)])
    assert "Wijkprogramma" not in plain.output
