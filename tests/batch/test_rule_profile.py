"""What a rule maker reads of a batch: how often each rule fires, where, and which never or always do."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from make_batch import batch, draft, unread

from amorecheck.batch.outcome import Outcome
from amorecheck.batch.profile import (
    Profile,
    RuleUse,
    percentage,
    profile_csv,
    profile_json,
    profile_rules,
    profile_text,
)
from amorecheck.cli import main
from amorecheck.reporting.model import Evidence, Why
from amorecheck.rules.load import load_rules
from amorecheck.rules.schema import walk_rules


def firing(name: str, municipality: str, rules: dict[str, int], text: str = "Een zin.") -> Outcome:
    """A draft in which each of these rules of T1 fires in so many sentences, and no other rule anywhere."""
    outcome = draft(name, municipality)
    assert outcome.report is not None
    pieces = tuple(
        Evidence(id=f"{rule}{n}", items=("T1",), text=f"{text} {rule} {n}", start=n, end=n + 5, why=(Why(item="T1", rule=rule, says="", words=("woord",)), Why(item="T1", rule=rule, says="")))
        for rule, number in rules.items()
        for n in range(number)
    )
    return Outcome(name, municipality, outcome.report.model_copy(update={"evidence": pieces}))


@pytest.fixture
def three() -> Profile:
    first, second, *_ = [pattern.name for pattern in load_rules().items["T1"].evidence]
    outcomes = [firing("a.docx", "Aa", {first: 3, second: 1}), firing("b.docx", "Bb", {first: 1}), firing("c.docx", "Bb", {first: 2}), unread("d.docx")]
    return profile_rules(outcomes, load_rules())


def use_of(profile: Profile, n: int) -> RuleUse:
    return next(use for use in profile.rules if (use.item, use.rule) == ("T1", load_rules().items["T1"].evidence[n].name))


def test_sentences_and_drafts_are_counted_once_each(three: Profile) -> None:
    assert three.drafts == 3
    assert (use_of(three, 0).times, use_of(three, 0).drafts, use_of(three, 0).share) == (6, 3, 1.0)
    assert (use_of(three, 1).times, use_of(three, 1).drafts, use_of(three, 1).share) == (1, 1, 0.3333)


def test_examples_come_from_different_municipalities(three: Profile) -> None:
    assert [example.draft for example in use_of(three, 0).examples] == ["a.docx", "b.docx"]
    assert use_of(three, 0).examples[0].words == ("woord",)


def test_every_visible_rule_is_there_and_nowhere_and_everywhere_are_named(three: Profile) -> None:
    assert use_of(three, 0) in three.everywhere
    assert use_of(three, 2) in three.nowhere
    assert {item.id for item in load_rules().items.values() if item.hidden}.isdisjoint(use.item for use in three.rules)
    text = profile_text(three)
    assert "1 regel vindt in elk concept iets:" in text
    assert f"T1/{use_of(three, 0).rule}: 6 keer, in 3 concepten (100%)" in text
    assert "bij 3 concepten zegt ‘nergens’ of ‘overal’ weinig" in text


def test_nothing_judged_is_said() -> None:
    profile = profile_rules([unread("a.docx")], load_rules())
    assert profile_text(profile).startswith("Geen enkel concept is beoordeeld")
    assert profile.nowhere == profile.everywhere == ()


@pytest.mark.parametrize(("share", "shown"), [(0.0, "0%"), (0.001, "1%"), (0.5, "50%"), (0.999, "99%"), (1.0, "100%")])
def test_a_little_is_not_nothing_and_almost_all_is_not_all(share: float, shown: str) -> None:
    assert percentage(share) == shown


def test_csv_and_json_say_the_same_and_no_cell_is_a_formula() -> None:
    first = load_rules().items["T1"].evidence[0].name
    profile = profile_rules([firing("=a.docx", "Aa", {first: 1}, "=1+1;")], load_rules())
    rows = list(csv.reader(io.StringIO(profile_csv(profile).removeprefix("\ufeff")), delimiter=";"))
    found = json.loads(profile_json(profile))
    assert found["schema"] == "amorecheck-profile/1"
    assert [row[:2] for row in rows[1:]] == [[use["item"], use["rule"]] for use in found["rules"]]
    assert rows[1][6].startswith("'=a.docx: =1+1;")
    assert rows[1][5] == "100,0"


def test_the_same_drafts_give_the_same_profile_in_any_order() -> None:
    outcomes = batch(12)
    assert profile_rules(outcomes, load_rules()) == profile_rules(outcomes[::-1], load_rules())


def test_the_command_reads_what_a_batch_left_behind(tmp_path: Path) -> None:
    outcome = draft("a.docx", "Aa")
    assert outcome.report is not None
    (tmp_path / "rapporten").mkdir()
    (tmp_path / "rapporten" / "a.docx.json").write_text(outcome.report.to_json(), "utf-8")
    drafts = [
        {"name": "a.docx", "municipality": "Aa", "exit_code": 0, "code": "", "error": "", "json": "rapporten/a.docx.json"},
        {"name": "b.docx", "municipality": "", "exit_code": 3, "code": "leeg", "error": "Het bestand is leeg.", "json": None},
    ]
    (tmp_path / "batch.json").write_text(json.dumps({"schema": "amorecheck-batch/1", "drafts": drafts}), "utf-8")
    done = CliRunner().invoke(main, ["profile", str(tmp_path), "-o", str(tmp_path / "p.json")])
    assert done.exit_code == 3
    assert "b.docx: Het bestand is leeg." in done.stderr
    assert json.loads((tmp_path / "p.json").read_text("utf-8"))["drafts"] == 1
    assert CliRunner().invoke(main, ["profile", str(tmp_path / "rapporten" / "a.docx.json")]).stdout.startswith(f"{sum(len(i.evidence) for f in load_rules().chosen() for i in walk_rules(f.items) if not i.hidden)} regels, geteld over 1")


@pytest.mark.parametrize("content", ["", "[]", '{"drafts": [{}]}', '{"drafts": [{"name": "a", "municipality": "", "json": "weg.json"}]}'])
def test_a_damaged_index_is_explained(tmp_path: Path, content: str) -> None:
    (tmp_path / "batch.json").write_text(content, "utf-8")
    done = CliRunner().invoke(main, ["profile", str(tmp_path)])
    assert done.exit_code == 3
    assert done.stderr.startswith("Fout: ")
