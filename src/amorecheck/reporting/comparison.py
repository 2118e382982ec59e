"""What changed between two judgements of a draft: per item, with both passages.

Findings are matched by item and by their words, never by place: a paragraph that moved is no change, and a sentence
that was edited is the same finding with other words.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from .cited import cited, evidence_by_id, stale_notices
from .model import Evidence, Framework, Item, Report, Verdict
from .passages_alike import ALIKE, letters_of
from .phrases import standing
from .places import place_of
from .plain import plain_text
from .summary import is_part, judged_items, name_of, question_of
from .verdict_words import waiver_sentence

SCHEMA = "amorecheck-comparison/1"

_RANK = {Verdict.MISSING: 0, Verdict.NAMED: 1, Verdict.WORKED_OUT: 2}
_NOTABLE = 5.0
"""A difference in score under this, with the same verdict and the same passages, is no change."""


class Change(StrEnum):
    """What happened to an item or a passage. CLEARER and UNCLEAR: it can now, or can no longer, be judged."""

    NEW = "nieuw"
    STRONGER = "sterker"
    CLEARER = "nu te beoordelen"
    REWORDED = "anders gezegd"
    UNCLEAR = "niet meer te beoordelen"
    WEAKER = "zwakker"
    GONE = "weg"
    SAME = "gelijk"


@dataclass(frozen=True, slots=True)
class Passage:
    """A quoted passage and where it stood. place: for a reader, '' where unknown."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class PassageChange:
    """One passage in both versions; old None: it is new, new None: it is gone."""

    change: Change
    old: Passage | None
    new: Passage | None


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One item in both versions. old, new: the words for the verdict (AMORE: the picture); scores None: no score.

    verdict_changed: the verdict itself is another one; such items come first. waived: the new verdict is the
    adviser's own, and waiver says so with the reason. passages: what changed in its evidence, unchanged ones left out.
    """

    id: str
    framework: str
    title: str
    question: str
    change: Change
    verdict_changed: bool
    old: str
    new: str
    old_score: float | None
    new_score: float | None
    waived: bool = False
    waiver: str = ""
    passages: tuple[PassageChange, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """The score of a framework in both versions, 0–100 or None."""

    id: str
    title: str
    old: float | None
    new: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a draft side by side. changes: verdict changes first; unchanged: number of other items.

    same_rules: both were judged by the same rules and model; if not, differences may come from those.
    stale: what is to be said of verdicts of the adviser's own in the new version that may no longer hold.
    """

    old_name: str
    new_name: str
    title: str
    same_rules: bool
    same_text: bool
    scores: tuple[ScoreChange, ...]
    changes: tuple[ItemChange, ...]
    unchanged: int
    stale: tuple[str, ...] = ()

    @property
    def verdict_changes(self) -> tuple[ItemChange, ...]:
        return tuple(change for change in self.changes if change.verdict_changed)

    @property
    def other_changes(self) -> tuple[ItemChange, ...]:
        return tuple(change for change in self.changes if not change.verdict_changed)

    def count(self, *kinds: Change) -> int:
        """How many items changed their verdict in one of these ways."""
        return sum(change.change in kinds for change in self.verdict_changes)


def compare(old: Report, new: Report) -> Comparison:
    """What is new, gone, stronger and weaker in `new`. Only items that both reports have are compared."""
    before = {item.id: item for _, item, _ in _items(old)}
    compared = [
        _compare_item(framework, before[item.id], item, title, old, new)
        for framework, item, title in _items(new)
        if item.id in before
    ]
    changes = [change for change in compared if change.change is not Change.SAME]
    changes.sort(key=lambda change: (not change.verdict_changed, list(Change).index(change.change)))
    scores = {framework.id: framework.score for framework in old.frameworks}
    return Comparison(
        old_name=plain_text(old.document.name),
        new_name=plain_text(new.document.name),
        title=plain_text(new.document.title or old.document.title),
        same_rules=(old.tool.rules, old.tool.model) == (new.tool.rules, new.tool.model),
        same_text=old.document.sha256 == new.document.sha256,
        scores=tuple(
            ScoreChange(framework.id, plain_text(framework.title), scores[framework.id], framework.score)
            for framework in new.frameworks
            if framework.id in scores
        ),
        changes=tuple(changes),
        unchanged=len([change for change in compared if change.change is Change.SAME]),
        stale=tuple(plain_text(notice.message) for notice in stale_notices(new)),
    )


def _items(report: Report) -> Iterator[tuple[Framework, Item, str]]:
    """Every item with a verdict of its own, and the parts of themes ('Mantelzorg: doel')."""
    for framework in report.frameworks:
        for item in judged_items(framework):
            yield framework, item, name_of(item)
            for part in item.items:
                if is_part(part, item):
                    yield framework, part, f"{name_of(item)}: {name_of(part).lower()}"


def _compare_item(framework: Framework, old: Item, new: Item, title: str, before: Report, after: Report) -> ItemChange:
    part = "." in new.id and framework.id != "amore"
    passages = () if part else match_passages(cited(evidence_by_id(before), old.evidence), cited(evidence_by_id(after), new.evidence), new.id)
    change = _verdict_change(old, new) if framework.id != "amore" else Change.SAME
    verdict_changed = change is not Change.SAME
    if not verdict_changed and not part:
        change = _score_change(old, new, passages)
    return ItemChange(
        id=new.id, framework=framework.id, title=title, question=question_of(new) if not part else "",
        change=change, verdict_changed=verdict_changed, old=standing(framework, old), new=standing(framework, new),
        old_score=old.score, new_score=new.score, waived=new.waiver is not None,
        waiver=waiver_sentence(new.waiver) if new.waiver else "", passages=passages,
    )  # fmt: skip


def _verdict_change(old: Item, new: Item) -> Change:
    if old.verdict is new.verdict:
        return Change.SAME
    if new.verdict is Verdict.CANNOT_TELL:
        return Change.UNCLEAR
    if old.verdict is Verdict.CANNOT_TELL:
        return Change.CLEARER
    if _RANK[new.verdict] > _RANK[old.verdict]:
        return Change.NEW if old.verdict is Verdict.MISSING else Change.STRONGER
    return Change.GONE if new.verdict is Verdict.MISSING else Change.WEAKER


def _score_change(old: Item, new: Item, passages: Sequence[PassageChange]) -> Change:
    """With the same verdict: by the score where it moved, or else by what happened to the passages."""
    difference = (new.score or 0.0) - (old.score or 0.0) if None not in (old.score, new.score) else 0.0
    if abs(difference) >= _NOTABLE:
        return Change.STRONGER if difference > 0 else Change.WEAKER
    kinds = Counter(passage.change for passage in passages)
    if not kinds:
        return Change.SAME
    better = kinds[Change.NEW] + kinds[Change.STRONGER]
    worse = kinds[Change.GONE] + kinds[Change.WEAKER]
    if better == worse:
        return Change.REWORDED
    return Change.STRONGER if better > worse else Change.WEAKER


def match_passages(old: Sequence[Evidence], new: Sequence[Evidence], item: str) -> tuple[PassageChange, ...]:
    """What changed between two lists of passages for one item: equal words first, then the likeliest edits."""
    pairs, left, right = _equal(old, new)
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    for place, position in _alike([letters_of(one.text) for one in left], [letters_of(one.text) for one in right]):
        if place not in taken_left and position not in taken_right:
            taken_left.add(place)
            taken_right.add(position)
            pairs.append((left[place], right[position]))
    found = [PassageChange(_pair_change(one, other, item), _passage(one), _passage(other)) for one, other in pairs]
    found += [PassageChange(Change.GONE, _passage(one), None) for place, one in enumerate(left) if place not in taken_left]
    found += [PassageChange(Change.NEW, None, _passage(one)) for place, one in enumerate(right) if place not in taken_right]
    changed = [change for change in found if change.change is not Change.SAME]
    return tuple(sorted(changed, key=lambda change: list(Change).index(change.change)))


def _equal(
    old: Sequence[Evidence], new: Sequence[Evidence]
) -> tuple[list[tuple[Evidence, Evidence]], list[Evidence], list[Evidence]]:
    """Passages with the same words in pairs, and what is left over of both."""
    waiting: dict[str, deque[int]] = {}
    for position, other in enumerate(new):
        waiting.setdefault(letters_of(other.text), deque()).append(position)
    pairs: list[tuple[Evidence, Evidence]] = []
    left: list[Evidence] = []
    found: set[int] = set()
    for one in old:
        same = waiting.get(letters_of(one.text))
        if same:
            found.add(same[0])
            pairs.append((one, new[same.popleft()]))
        else:
            left.append(one)
    return pairs, left, [other for position, other in enumerate(new) if position not in found]


def _alike(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Places of sentences that may be edits of each other, the likeliest first; all in C, for drafts with thousands."""
    if not left or not right:
        return
    scores = process.cdist(left, right, scorer=fuzz.ratio, score_cutoff=ALIKE)
    places, positions = scores.nonzero()
    order = (-scores[places, positions]).argsort(kind="stable")
    yield from zip(places[order].tolist(), positions[order].tolist(), strict=True)


def _pair_change(old: Evidence, new: Evidence, item: str) -> Change:
    before, after = _strength(old, item), _strength(new, item)
    if after != before:
        return Change.STRONGER if after > before else Change.WEAKER
    return Change.SAME if letters_of(old.text) == letters_of(new.text) else Change.REWORDED


def _strength(evidence: Evidence, item: str) -> tuple[float, int]:
    points = sum(why.points for why in evidence.why if why.item == item)
    return round(points, 3), evidence.stance.commitment


def _passage(evidence: Evidence) -> Passage:
    return Passage(plain_text(evidence.text), place_of(evidence))
