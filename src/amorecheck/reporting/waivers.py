"""An adviser's own verdicts, from a small file beside the draft.

`visie.docx.amorecheck.yaml` (or `visie.amorecheck.yaml`) beside `visie.docx`:

    - item: GE3
      verdict: genoemd
      reason: Staat in de bijlage over het programmateam, die wij apart kregen.
      date: 2026-11-12
      evidence: Het programmateam sociaal en ruimtelijk komt elke maand samen.   # may be left out
"""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from amorecheck.errors import RuleError
from amorecheck.judging.scoring import group_verdict, score_of_items

from .cited import WAIVER_CODE
from .model import Framework, Item, Notice, Report, Verdict, Waiver, walk
from .passages_alike import same_passage, still_in
from .plain import plain_text
from .summary import is_part, name_of
from .verdict_words import verdict_word
from .wording import join_words, say

STALE_AFTER = 365
"""Days after which a waiver is reported as old, counted to `today`."""

_LARGEST = 256 << 10
_KEYS = ("item", "verdict", "reason", "date", "evidence")
_NEEDED = ("item", "verdict", "reason", "date")
_SCORES = {Verdict.WORKED_OUT: 85.0, Verdict.NAMED: 55.0, Verdict.MISSING: 0.0, Verdict.CANNOT_TELL: None}
"""The middle of the band that a verdict has (judging.verdicts.score_of): 70–100 and 40–70; nothing earns nothing."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One overruled verdict. evidence: words of the draft it rests on, or ''. place: file:line."""

    item: str
    verdict: Verdict
    reason: str
    date: datetime.date
    evidence: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Waivers:
    """What an adviser overruled in one draft; name: of the file, '' where there is none."""

    name: str = ""
    entries: tuple[Entry, ...] = ()


def waiver_file(draft: Path) -> Path | None:
    """The file with waivers beside a draft: with the draft's whole name first, without its extension otherwise."""
    names = (f"{draft.name}.amorecheck.yaml", f"{draft.stem}.amorecheck.yaml")
    return next((path for name in names if (path := draft.with_name(name)).is_file()), None)


def read_waivers(draft: Path) -> Waivers:
    """The waivers beside a draft; none where there is no such file. Raises RuleError (file:line) on any mistake."""
    path = waiver_file(draft)
    if path is None:
        return Waivers()
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(say("waivers.error.unreadable"), place=path.name) from error
    if len(data) > _LARGEST:
        raise RuleError(say("waivers.error.too_large"), place=path.name)
    return Waivers(path.name, tuple(parse_waivers(text, path.name)))


def parse_waivers(text: str, name: str) -> list[Entry]:
    """The entries in the text of a waiver file. Raises RuleError with `name`:line."""
    try:
        for token in yaml.scan(text):
            if isinstance(token, yaml.AliasToken | yaml.AnchorToken):
                raise RuleError(say("waivers.error.alias"), place=_place(name, token))
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RuleError(say("waivers.error.syntax"), place=f"{name}:{line}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise RuleError(say("waivers.error.syntax"), place=name) from error
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode):
        raise RuleError(say("waivers.error.no_list"), place=_place(name, root))
    entries: dict[str, Entry] = {}
    for node in root.value:
        entry = _entry(node, name)
        if entry.item in entries:
            raise RuleError(say("waivers.error.twice", item=entry.item, first=entries[entry.item].place), place=entry.place)
        entries[entry.item] = entry
    return list(entries.values())


def apply_waivers(
    report: Report, waivers: Waivers, today: datetime.date | None = None, draft_text: str | None = None
) -> Report:
    """The report with the adviser's verdicts in place of the program's, and with scores that follow from them.

    An overruled item scores 85 (uitgewerkt), 55 (genoemd), 0 (ontbreekt) or nothing (niet te beoordelen). A bouwsteen
    gets its verdict and score anew from its questions, a framework its score from its items. A stale entry (unknown
    item, the program says so already, older than a year on `today`, quoted words gone) becomes a notice; the first
    two leave the verdict as it was. draft_text: all text of the draft; without it quoted words are sought in the
    passages of the report only, and the notice says so. Applying the same waivers twice changes nothing.
    """
    if not waivers.entries:
        return report
    today = today or datetime.date.today()
    known = {item.id: item for framework in report.frameworks for item in walk(framework.items)}
    valid = {
        entry.item: entry for entry in waivers.entries if entry.item in known and known[entry.item].verdict is not entry.verdict
    }
    frameworks = tuple(_overrule_framework(framework, valid) for framework in report.frameworks)
    notices = [notice for entry in waivers.entries for notice in _stale(report, entry, known, today, draft_text)]
    new = tuple(notice for notice in notices if notice not in report.notices)
    return report.model_copy(update={"frameworks": frameworks, "notices": (*report.notices, *new)})


def _entry(node: yaml.Node, name: str) -> Entry:
    place = _place(name, node)
    if not isinstance(node, yaml.MappingNode):
        raise RuleError(say("waivers.error.no_entry"), place=place)
    values: dict[str, str] = {}
    for key, value in node.value:
        word = str(getattr(key, "value", ""))
        here = _place(name, key)
        if word not in _KEYS:
            raise RuleError(_unknown("key", word, _KEYS), place=here)
        if word in values:
            raise RuleError(say("waivers.error.repeated", name=word), place=here)
        if not isinstance(value, yaml.ScalarNode):
            raise RuleError(say("waivers.error.no_text", name=word), place=_place(name, value))
        values[word] = plain_text(value.value)
    absent = [key for key in _NEEDED if not values.get(key)]
    if absent:
        raise RuleError(say("waivers.error.absent", n=len(absent), names=join_words(absent)), place=place)
    return Entry(
        item=values["item"],
        verdict=_verdict(values["verdict"], _place(name, _value(node, "verdict"))),
        reason=values["reason"],
        date=_date(values["date"], _place(name, _value(node, "date"))),
        evidence=values.get("evidence", ""),
        place=place,
    )


def _verdict(word: str, place: str) -> Verdict:
    try:
        return Verdict(word.lower())
    except ValueError as error:
        raise RuleError(_unknown("verdict", word, [verdict.value for verdict in Verdict]), place=place) from error


def _date(word: str, place: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(word)
    except ValueError as error:
        raise RuleError(say("waivers.error.date", date=word), place=place) from error


def _unknown(kind: str, word: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    hint = " " + say("waivers.error.meant", near=near[0]) if near else ""
    return say(f"waivers.error.unknown_{kind}", word=word, known=join_words(known)) + hint


def _value(node: yaml.MappingNode, wanted: str) -> yaml.Node:
    return next((value for key, value in node.value if getattr(key, "value", "") == wanted), node)


def _place(name: str, node: yaml.Node | yaml.Token) -> str:
    return f"{name}:{node.start_mark.line + 1}"


def _overrule_framework(framework: Framework, entries: dict[str, Entry]) -> Framework:
    items = tuple(_overrule(item, entries) for item in framework.items)
    if items == framework.items:
        return framework
    return framework.model_copy(update={"items": items, "score": score_of_items(items)})


def _overrule(item: Item, entries: dict[str, Entry]) -> Item:
    items = tuple(_overrule(child, entries) for child in item.items)
    changed = item.model_copy(update={"items": items}) if items != item.items else item
    entry = entries.get(item.id)
    if entry is not None:
        waiver = Waiver(verdict=entry.verdict, reason=entry.reason, date=entry.date.isoformat(), original=item.verdict)
        update: dict[str, object] = {"waiver": waiver, "verdict": entry.verdict, "score": _SCORES[entry.verdict]}
        if entry.verdict in (Verdict.WORKED_OUT, Verdict.CANNOT_TELL):
            update |= {"advice": "", "nearest": None}
        return changed.model_copy(update=update)
    questions = tuple(child for child in items if not is_part(child, item))
    if questions and items != item.items:
        verdict = group_verdict([child.verdict for child in questions])
        return changed.model_copy(update={"verdict": verdict, "score": score_of_items(questions)})
    return changed


def _stale(
    report: Report, entry: Entry, known: dict[str, Item], today: datetime.date, draft_text: str | None
) -> Iterator[Notice]:
    where: dict[str, Any] = {"item": entry.item, "place": entry.place}
    item = known.get(entry.item)
    if item is None:
        near = difflib.get_close_matches(entry.item, known, n=1, cutoff=0.5)
        hint = " " + say("waivers.error.meant", near=near[0]) if near else ""
        yield _notice("unknown", say("waivers.stale.unknown", **where) + hint)
        return
    where["title"] = name_of(item)
    if item.verdict is entry.verdict and item.waiver is None:
        yield _notice("same", say("waivers.stale.same", verdict=verdict_word(entry.verdict), **where))
    if (today - entry.date).days > STALE_AFTER:
        yield _notice("old", say("waivers.stale.old", date=entry.date.isoformat(), **where))
    elif entry.date > today:
        yield _notice("future", say("waivers.stale.future", date=entry.date.isoformat(), **where))
    if entry.evidence and not _still_there(report, entry.evidence, draft_text):
        phrase = "unseen" if draft_text is None else "gone"
        yield _notice("gone", say(f"waivers.stale.{phrase}", evidence=entry.evidence, **where))


def _still_there(report: Report, quote: str, draft_text: str | None) -> bool:
    if draft_text is not None:
        return still_in(quote, draft_text)
    around = [f"{piece.before} {piece.text} {piece.after}" for piece in report.evidence]
    items = [item for framework in report.frameworks for item in walk(framework.items)]
    nearest = [item.nearest.text for item in items if item.nearest is not None]
    return any(still_in(quote, text) or same_passage(quote, text) for text in (*around, *nearest))


def _notice(kind: str, message: str) -> Notice:
    return Notice(code=WAIVER_CODE + say(f"waivers.code.{kind}"), message=message)
