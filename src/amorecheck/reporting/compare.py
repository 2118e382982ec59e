"""The comparison of two versions as text, HTML and JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby
from typing import Any

from markupsafe import Markup

from .comparison import SCHEMA, Change, Comparison, ItemChange, PassageChange, ScoreChange, compare
from .html import environment, stylesheet
from .phrases import score_number
from .wording import say

__all__ = ["Change", "Comparison", "compare", "comparison_context", "render_html", "render_json", "render_text"]

_WIDTH = 96
_KEYS = {
    Change.NEW: "new", Change.STRONGER: "stronger", Change.CLEARER: "clearer", Change.REWORDED: "reworded",
    Change.UNCLEAR: "unclear", Change.WEAKER: "weaker", Change.GONE: "gone", Change.SAME: "same",
}  # fmt: skip
_SHOWN = 6
"""Passages shown per item; more are counted."""


def render_json(comparison: Comparison) -> str:
    """The comparison as JSON, the same text for the same comparison."""
    return json.dumps({"schema": SCHEMA, **asdict(comparison)}, ensure_ascii=False, indent=1) + "\n"


def render_html(comparison: Comparison, theme: str = "") -> str:
    """One page without network or script, in the style of the report."""
    page = environment().get_template("compare.html.j2")
    return page.render(**comparison_context(comparison), stylesheet=Markup(stylesheet(theme)))


def comparison_context(comparison: Comparison) -> dict[str, Any]:
    """What `_compare_body.html.j2` needs to know; the web page shows it in a frame of its own."""
    return {
        "comparison": comparison,
        "verdicts": verdict_sentence,
        "conclusion": conclusion,
        "warnings": warnings,
        "score_line": score_line,
        "key_of": lambda change: _KEYS[change],
        "shown": _SHOWN,
        "grouped": grouped,
    }


def grouped(change: ItemChange) -> list[tuple[Change, list[PassageChange]]]:
    """The passages that are shown, in groups with the same change; they come sorted by it."""
    return [(kind, list(found)) for kind, found in groupby(change.passages[:_SHOWN], key=lambda passage: passage.change)]


def render_text(comparison: Comparison) -> str:
    """The comparison as plain text, at most 96 characters wide."""
    return "\n".join(_lines(comparison)) + "\n"


def conclusion(comparison: Comparison) -> str:
    """One or two sentences: how many verdicts went up and down."""
    if not comparison.changes:
        return say("compare.conclusion.nothing")
    up = comparison.count(Change.NEW, Change.STRONGER)
    down = comparison.count(Change.GONE, Change.WEAKER)
    parts = [say("compare.conclusion.up", n=up) if up else "", say("compare.conclusion.down", n=down) if down else ""]
    if not up and not down:
        parts = [say("compare.conclusion.only_passages", n=len(comparison.changes))]
    unclear = comparison.count(Change.UNCLEAR)
    if unclear:
        parts.append(say("compare.conclusion.unclear", n=unclear))
    return " ".join(part for part in parts if part)


def warnings(comparison: Comparison) -> list[str]:
    """What a reader must know before trusting the differences."""
    found = []
    if comparison.same_text:
        found.append(say("compare.same_text"))
    if not comparison.same_rules:
        found.append(say("compare.other_rules"))
    return [*found, *comparison.stale]


def verdict_sentence(change: ItemChange) -> str:
    """'Van genoemd naar uitgewerkt (score van 40 naar 72).'"""
    scores = ""
    if change.old_score is not None and change.new_score is not None and change.old_score != change.new_score:
        scores = say("compare.scores", old=score_number(change.old_score), new=score_number(change.new_score))
    key = "verdict_changed" if change.old != change.new else "verdict_kept"
    sentence = say(f"compare.{key}", old=change.old, new=change.new, scores=f" {scores}" if scores else "")
    return f"{sentence} {change.waiver}" if change.waiver else sentence


def score_line(score: ScoreChange) -> str:
    """'De zes bouwstenen: van 44 naar 52'; the same twice is said once."""
    old, new = score_number(score.old), score_number(score.new)
    return say("compare.score_kept" if old == new else "compare.score_changed", title=score.title.rstrip("?"), old=old, new=new)


def _lines(comparison: Comparison) -> Iterator[str]:
    yield say("compare.title")
    yield from _wrap(say("compare.names", old=comparison.old_name, new=comparison.new_name), "")
    yield ""
    yield from _wrap(conclusion(comparison), "")
    for warning in warnings(comparison):
        yield from _wrap(say("compare.warning", text=warning), "")
    yield ""
    for score in comparison.scores:
        yield from _wrap(score_line(score), "  ")
    yield from _section("compare.heading.verdicts", comparison.verdict_changes)
    yield from _section("compare.heading.passages", comparison.other_changes)
    if comparison.unchanged:
        yield ""
        yield say("compare.unchanged", n=comparison.unchanged)


def _section(heading: str, changes: tuple[ItemChange, ...]) -> Iterator[str]:
    if not changes:
        return
    yield ""
    yield say(heading).upper()
    for change in changes:
        yield ""
        yield from _wrap(f"{change.change.value.upper()}: {change.title} ({change.id})", "")
        yield from _wrap(verdict_sentence(change), "  ")
        for kind, passages in grouped(change):
            yield f"  {say(f'compare.passage.{_KEYS[kind]}', n=len(passages))}"
            for passage in passages:
                yield from _passage_lines(passage)
        if len(change.passages) > _SHOWN:
            yield f"  {say('compare.more', n=len(change.passages) - _SHOWN)}"


def _passage_lines(passage: PassageChange) -> Iterator[str]:
    if passage.old is not None and passage.new is not None:
        yield from _wrap(_quote("old", passage.old.text, passage.old.place), "    ")
        yield from _wrap(_quote("new", passage.new.text, passage.new.place), "    ")
        return
    only = passage.new or passage.old
    if only is not None:
        yield from _wrap(_quote("only", only.text, only.place), "    ")


def _quote(key: str, text: str, place: str) -> str:
    return say(f"compare.quote.{key}", text=text, place=f" ({place})" if place else "")


def _wrap(text: str, indent: str) -> list[str]:
    lines = textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=True)
    return lines or [""]
