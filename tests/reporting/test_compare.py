"""What changed between two versions: by item and by words, never by place."""

from __future__ import annotations

import json
import random
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_report import HOSTILE, hostile_report, poor_report, rich_report, strong_report, undecided_report

from amorecheck.reporting.compare import Change, compare, render_html, render_json, render_text
from amorecheck.reporting.comparison import ItemChange, match_passages
from amorecheck.reporting.model import Evidence, Framework, Item, Report, Verdict

PROMISE = "Mantelzorgers die dat nodig hebben, krijgen vanaf 2026 twee dagen per maand vervangende zorg via Steunpunt De Schakel."


def change_of(old: Report, new: Report, item: str) -> ItemChange:
    return next(change for change in compare(old, new).changes if change.id == item)


def with_evidence(report: Report, name: str, **update: object) -> Report:
    return report.model_copy(
        update={"evidence": tuple(piece.model_copy(update=update) if piece.id == name else piece for piece in report.evidence)}
    )


def with_item(report: Report, name: str, **update: object) -> Report:
    def change(item: Item) -> Item:
        return item.model_copy(update={"items": tuple(map(change, item.items)), **(update if item.id == name else {})})

    frameworks = tuple(framework.model_copy(update={"items": tuple(map(change, framework.items))}) for framework in report.frameworks)
    return report.model_copy(update={"frameworks": frameworks})


def test_the_same_report_has_no_changes() -> None:
    comparison = compare(rich_report(), rich_report())
    assert comparison.changes == ()
    assert "geen verschil gevonden" in render_text(comparison)


@given(seed=st.integers(0, 1000))
def test_moving_paragraphs_is_no_change(seed: int) -> None:
    """Other offsets, pages, headings, ids and another order: the same findings."""
    report = rich_report()
    shuffle = random.Random(seed)
    names = [piece.id for piece in report.evidence]
    other = dict(zip(names, shuffle.sample([f"n{number}" for number in range(len(names))], len(names)), strict=True))
    evidence = [
        piece.model_copy(update={"id": other[piece.id], "start": shuffle.randrange(9000), "page": shuffle.randrange(1, 20), "section": ("Elders",), "paragraph": shuffle.randrange(90)})
        for piece in report.evidence
    ]
    shuffle.shuffle(evidence)

    def rename(item: Item) -> Item:
        cited = [other[name] for name in item.evidence]
        shuffle.shuffle(cited)
        return item.model_copy(update={"evidence": tuple(cited), "items": tuple(map(rename, item.items))})

    frameworks = tuple(framework.model_copy(update={"items": tuple(map(rename, framework.items))}) for framework in report.frameworks)
    assert compare(report, report.model_copy(update={"evidence": tuple(evidence), "frameworks": frameworks})).changes == ()


def test_quotes_hyphens_and_spaces_are_no_change() -> None:
    after = with_evidence(rich_report(), "e2", text=PROMISE.replace("twee dagen", "twee  dagen").replace("Steunpunt De Schakel", "“Steunpunt De Schakel”"))
    assert compare(rich_report(), after).changes == ()


def test_an_edited_sentence_is_the_same_finding_with_both_wordings() -> None:
    after = with_evidence(rich_report(), "e2", text=PROMISE.replace("twee dagen", "drie dagen"))
    change = change_of(rich_report(), after, "T2")
    assert [passage.change for passage in change.passages] == [Change.REWORDED]
    assert change.passages[0].old.text == PROMISE
    assert "drie dagen" in change.passages[0].new.text


def test_a_promise_that_became_a_wish_is_weaker_though_the_words_stay_alike() -> None:
    stance = rich_report().evidence[1].stance.model_copy(update={"commitment": 1})
    after = with_evidence(rich_report(), "e2", text=PROMISE.replace("krijgen", "kunnen misschien"), stance=stance)
    change = change_of(rich_report(), after, "T2")
    assert change.change is Change.WEAKER
    assert not change.verdict_changed
    assert [passage.change for passage in change.passages] == [Change.WEAKER]


def test_another_sentence_is_one_gone_and_one_new() -> None:
    after = with_evidence(rich_report(), "e9", text="Op de markt van Broekzijde komt iedereen elkaar elke donderdag tegen.")
    change = change_of(rich_report(), after, "SG3")
    assert [passage.change for passage in change.passages] == [Change.NEW, Change.GONE]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (Verdict.MISSING, Verdict.NAMED, Change.NEW),
        (Verdict.MISSING, Verdict.WORKED_OUT, Change.NEW),
        (Verdict.NAMED, Verdict.WORKED_OUT, Change.STRONGER),
        (Verdict.WORKED_OUT, Verdict.NAMED, Change.WEAKER),
        (Verdict.WORKED_OUT, Verdict.MISSING, Change.GONE),
        (Verdict.NAMED, Verdict.CANNOT_TELL, Change.UNCLEAR),
        (Verdict.CANNOT_TELL, Verdict.NAMED, Change.CLEARER),
    ],
)
def test_verdicts_that_changed(old: Verdict, new: Verdict, kind: Change) -> None:
    before, after = (with_item(rich_report(), "WS2", verdict=verdict) for verdict in (old, new))
    change = change_of(before, after, "WS2")
    assert (change.change, change.verdict_changed, change.old, change.new) == (kind, True, old.value, new.value)


def test_verdict_changes_come_first() -> None:
    comparison = compare(poor_report(), rich_report())
    flags = [change.verdict_changed for change in comparison.changes]
    assert flags == sorted(flags, reverse=True)
    text = render_text(comparison)
    assert text.index("ANDERE OORDELEN") < text.index("onderdelen zijn gelijk gebleven")


def test_forth_and_back_are_mirrored() -> None:
    mirror = {Change.NEW: Change.GONE, Change.STRONGER: Change.WEAKER, Change.CLEARER: Change.UNCLEAR, Change.REWORDED: Change.REWORDED}
    mirror |= {value: key for key, value in mirror.items()}
    forth = {change.id: change.change for change in compare(rich_report(), strong_report()).changes}
    back = {change.id: change.change for change in compare(strong_report(), rich_report()).changes}
    assert forth == {item: mirror[kind] for item, kind in back.items()}


def test_other_rules_are_named_as_a_possible_cause() -> None:
    other = rich_report().model_copy(update={"tool": rich_report().tool.model_copy(update={"rules": "0" * 64})})
    assert "met andere regels of een ander taalmodel beoordeeld" in " ".join(render_text(compare(rich_report(), other)).split())


def test_numbers_are_said_in_singular_and_plural() -> None:
    one = compare(with_item(rich_report(), "WS2", verdict=Verdict.MISSING), with_item(rich_report(), "WS2", verdict=Verdict.NAMED))
    assert "Eén oordeel is beter geworden." in render_text(one)
    assert re.search(r"\d+ oordelen zijn beter geworden\.", render_text(compare(rich_report(), strong_report())))


def test_json_is_stable_and_says_what_it_is() -> None:
    comparison = compare(poor_report(), rich_report())
    text = render_json(comparison)
    assert text == render_json(compare(poor_report(), rich_report()))
    data = json.loads(text)
    assert data["schema"] == "amorecheck-comparison/1"
    assert {change["change"] for change in data["changes"]} >= {"nieuw"}


def test_html_stands_alone_and_escapes_what_drafts_hold() -> None:
    page = render_html(compare(rich_report(), hostile_report()))
    assert page.startswith("<!doctype html>")
    assert '<html lang="nl">' in page
    for text in HOSTILE[:3]:
        assert text not in page
    assert not re.search(r"(src|href)=[\"']?(https?:)?//", page)
    assert "<script" not in page


def test_text_holds_no_escape_codes_and_is_not_too_wide() -> None:
    text = render_text(compare(rich_report(), hostile_report()))
    assert "\x1b" not in text
    assert all(len(line) <= 96 for line in text.splitlines())


def test_nothing_judged_before_is_no_progress_claimed() -> None:
    comparison = compare(undecided_report(), rich_report())
    assert {change.change for change in comparison.verdict_changes} == {Change.CLEARER}
    assert "beter geworden" not in render_text(comparison)


def test_items_of_a_lens_that_only_one_report_has_are_left_out() -> None:
    lens = Framework(id="lens", title="Een lens", items=(Item(id="L1", title="Los", verdict=Verdict.NAMED),))
    more = rich_report().model_copy(update={"frameworks": (*rich_report().frameworks, lens)})
    assert compare(rich_report(), more).changes == ()


def test_evidence_of_two_items_is_compared_for_each() -> None:
    new = Evidence(id="z1", items=("IN2", "WS2"), text="Wie niet goed leest, krijgt bezoek van de buurtwerker.", start=0, end=10)
    after = with_item(with_item(rich_report(), "IN2", evidence=("z1",)), "WS2", evidence=("z1",))
    after = after.model_copy(update={"evidence": (*after.evidence, new)})
    for item in ("IN2", "WS2"):
        assert [passage.new.text for passage in change_of(rich_report(), after, item).passages] == [new.text]


def test_thousands_of_edited_passages_are_matched_in_seconds() -> None:
    """Every sentence like every other: the worst there is. It took minutes when each pair was weighed in Python."""
    old = [Evidence(id=f"o{n}", items=("T2",), text=f"Zin {n}: mantelzorgers krijgen {n} uur respijtzorg in Broekzijde.", start=n, end=n + 1) for n in range(700)]
    new = [piece.model_copy(update={"id": f"n{number}", "text": piece.text.replace("uur", "uren")}) for number, piece in enumerate(old)]
    start = time.process_time()
    changes = match_passages(old, new, "T2")
    assert time.process_time() - start < 5
    assert {change.change for change in changes} == {Change.REWORDED}
    assert len(changes) == 700
    assert all(change.old.text.replace("uur", "uren") == change.new.text for change in changes)
