"""Passages → evidence: which patterns of which items hold in which sentence, and why.

Sentences are judged in reading order, because what a sentence is about may follow from the one before it;
within a sentence items are judged in the order of the rule files, because a goal (SB2) needs a theme (T1).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from amorecheck.judging.copied import copied_from
from amorecheck.judging.domain import mark_other_domain
from amorecheck.language.features import grammar_features
from amorecheck.language.matching import Hit, Hits, Matcher, Term
from amorecheck.language.places import Places, places_in
from amorecheck.language.stance import StanceCues, StanceReading, read_stance
from amorecheck.language.tokens import tokens_of
from amorecheck.language.words import Word, words_of
from amorecheck.rules.load import Rules
from amorecheck.rules.schema import FrameworkRule, ItemRule, Label, Pattern, walk_rules

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from amorecheck.language.passages import Passage, Passages

EARLIER = 3
_NOTHING: frozenset[str] = frozenset()
_AROUND = ("koppen:", "kop:", "aanloop:", "eerder:", "vorige:")
_OWN_PLACES = ("onderwerp:", "voorwerp:", "lijdend:")
_ROLES = {"nsubj": "onderwerp:", "nsubj:pass": "lijdend:", **dict.fromkeys(("obj", "iobj", "obl", "obl:arg", "obl:agent"), "voorwerp:")}
"""Relation to the head → what rules call it."""


@dataclass(frozen=True)
class Fired:
    """A pattern that held in a sentence: its item, what it asks, and where. The words that carried it are looked up when asked for.

    free_of: stances that hold over other words of the pattern in this sentence, not over those that carry it.
    """

    item: str
    compiled: _Compiled = field(repr=False)
    reading: Reading = field(repr=False)
    free_of: frozenset[str] = _NOTHING

    @property
    def pattern(self) -> Pattern:
        return self.compiled.pattern

    @property
    def points(self) -> float:
        return self.compiled.pattern.points

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.reading.text_of(hit) for hit in _carried(self.compiled, self.reading, self.free_of) or ()))


@dataclass(frozen=True, slots=True)
class Support:
    """How much one sentence supports one item: points with the patterns that gave them; `barred` by these stances."""

    passage: int
    item: str
    points: float
    fired: tuple[Fired, ...]
    barred: tuple[str, ...] = ()


@dataclass(slots=True)
class Reading:
    """What was seen in one passage: lexicon hits, features, stance, and what it supports. Filled in once, in reading order."""

    passage: Passage
    words: list[Word]
    hits: Hits
    stance: StanceReading
    own: set[str]
    features: set[str]
    supports: dict[str, Support] = field(default_factory=dict)
    near_misses: dict[str, Support] = field(default_factory=dict)
    around: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    """Per place (kop:, eerder: …) what those near it see of it; kept, since all sentences below a heading ask for the same."""

    def text_of(self, hit: Hit) -> str:
        return " ".join(self.passage.block.text[self.words[hit.start].start : self.words[hit.end - 1].end].split())

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(self.supports)


@dataclass(frozen=True)
class _Compiled:
    """A pattern with its entries split into groups: at least one feature of each group must be there. `key`: the rarest group."""

    pattern: Pattern
    key: frozenset[str]
    groups: tuple[frozenset[str], ...]
    carriers: tuple[tuple[str, ...], ...]  # per group that may rest on words of the sentence itself: the lexicons of those words
    none: frozenset[str]
    bars: frozenset[Label]  # stances in which a sentence does not count for this pattern


@dataclass(frozen=True)
class _CompiledItem:
    """An item with its threshold; `end`: the number of the first pattern after its own."""

    rule: ItemRule
    threshold: float
    patterns: tuple[_Compiled, ...]
    end: int


class Engine:
    """Rules and lexicons made ready for use; built once for all documents."""

    def __init__(self, rules: Rules, cues: StanceCues, lemmas_in: Callable[[Doc], Sequence[tuple[str, ...]]], lenses: tuple[str, ...] = ()) -> None:
        self.rules = rules
        self.frameworks = rules.chosen(lenses)
        self._cues = cues
        self._lemmas_in = lemmas_in
        self._matcher = Matcher(_terms(rules))
        items = _compiled(self.frameworks)
        self._patterns = [compiled for item in items for compiled in item.patterns]
        self._owners = [item for item in items for _ in item.patterns]
        self._by_feature = _index(self._patterns)
        self._settled = [_settled(compiled, rules.items.keys()) for compiled in self._patterns]
        self._questions = tuple(i.question for f in rules.frameworks for i in walk_rules(f.items) if i.question)
        asked = {entry for p in self._patterns for group in (p.key, *p.groups, p.none) for entry in group}
        asked.update(place + lexicon for place in _AROUND for f in self.frameworks for i in walk_rules(f.items) for m in i.measures for lexicon in m.lexicons.values())
        self._roles = {prefix: _asked_behind(prefix, asked) for prefix in _OWN_PLACES}
        self._around = {place: _asked_behind(place, asked) for place in _AROUND}

    def read(self, passages: Passages, own_names: frozenset[str] = frozenset()) -> list[Reading]:
        """A reading of every passage, in order, and then of those beside the vision, which count for few items.

        Headings are read for what they say about the text below them.
        """
        every = [*passages, *passages.beside]
        places = places_in(passages.document, own_names)
        # one thing for all passages before the next: what a step needs stays at hand
        words = [words_of(passage.span, self._lemmas_in) for passage in every]
        hits = [self._matcher.find(row) for row in words]
        stances = self._stances(every, places)
        seen = [self._seen(*all_of_one) for all_of_one in zip(every, words, hits, stances, strict=True)]
        mark_other_domain(seen[: len(passages)])
        readings: list[Reading] = []
        for reading in seen:
            reading.features |= reading.own | self._surroundings(reading.passage, readings)
            self._judge(reading)
            if reading.passage.block.beside:
                self._keep_what_counts_there(reading)
            readings.append(reading)
        return readings

    def _keep_what_counts_there(self, reading: Reading) -> None:
        role = reading.passage.block.role.value
        reading.supports = {item: support for item, support in reading.supports.items() if role in self.rules.items[item].sections}
        reading.near_misses = {}

    def _stances(self, passages: Iterable[Passage], places: Places) -> list[StanceReading]:
        stances: list[StanceReading] = []
        paragraph = None
        for passage in passages:
            elsewhere = bool(stances) and stances[-1].elsewhere and paragraph == passage.paragraph
            stances.append(read_stance(passage.span, self._cues, own_names=places.own, other_names=places.other, mentioned=places.mentioned, after_elsewhere=elsewhere))
            paragraph = passage.paragraph
        return stances

    def _seen(self, passage: Passage, words: list[Word], hits: Hits, stance: StanceReading) -> Reading:
        own = hits.names | grammar_features(passage)
        own.update(f"%inzet{n}" for n in range(1, stance.commitment + 1))
        own.update(f"houding:{label}" for label in stance.all_labels())
        own |= self._role_features(passage, words, hits)
        if copied_from(passage.text, self._questions):
            own.add("houding:question")
        return Reading(passage, words, hits, stance, own, set(own))

    def _surroundings(self, passage: Passage, readings: list[Reading]) -> set[str]:
        """Features of headings, lead-in and sentences before, each with its prefix, as far as a rule asks for them."""
        found: set[str] = set()
        for depth, number in enumerate(reversed(passage.headings)):
            found.update(self._seen_from("koppen:", readings[number]))
            if depth == 0:
                found.update(self._seen_from("kop:", readings[number]))
        if passage.lead is not None:
            found.update(self._seen_from("aanloop:", readings[passage.lead]))
        for back in range(1, EARLIER + 1):
            number = passage.index - back
            if number < 0 or readings[number].passage.paragraph != passage.paragraph or readings[number].passage.is_heading:
                break
            found.update(self._seen_from("eerder:", readings[number]))
            if back == 1:
                found.update(self._seen_from("vorige:", readings[number]))
        return found

    def _seen_from(self, place: str, reading: Reading) -> tuple[str, ...]:
        """What a passage shows to those after it; it is judged by then."""
        seen = reading.around.get(place)
        if seen is None:
            asked = self._around[place]
            seen = reading.around[place] = tuple(place + feature for features in (reading.own, reading.supports.keys()) for feature in asked & features)
        return seen

    def _role_features(self, passage: Passage, words: list[Word], hits: Hits) -> set[str]:
        """Who acts and on what: lexicon hits that hold a subject, object or passive subject."""
        found: set[str] = set()
        dep = tokens_of(passage.span.doc).dep
        for number, word in enumerate(words):
            role = _ROLES.get(dep[word.token])
            if role:
                found.update(role + lexicon for lexicon in hits.over(number, self._roles[role]))
        return found

    def _judge(self, reading: Reading) -> None:
        """Item after item in the order of the rules: what is found for one is a feature for those after it."""
        features = reading.features
        found: set[int] = set().union(*[self._by_feature[feature] for feature in features & self._by_feature.keys()])
        # most patterns miss a second thing that no item can still bring
        todo = sorted([number for number in found if (settled := self._settled[number]) is None or not settled.isdisjoint(features)])
        at = 0
        while at < len(todo):
            item = self._owners[todo[at]]
            end = bisect_left(todo, item.end, at)
            support = self._support(reading, item, [self._patterns[number] for number in todo[at:end]])
            at = end
            if support is None:
                continue
            if support.points >= item.threshold and not support.barred:
                reading.supports[item.rule.id] = support
                reading.features.add(item.rule.id)
                opened = [number for number in self._by_feature.get(item.rule.id, ()) if number >= item.end]
                if opened:
                    todo, at = sorted({*todo[end:], *opened}), 0
            else:
                reading.near_misses[item.rule.id] = support

    def _support(self, reading: Reading, item: _CompiledItem, patterns: Iterable[_Compiled]) -> Support | None:
        fired: list[Fired] = []
        barred: list[Fired] = []
        stances: set[str] = set()
        taken = bool(reading.stance.cues) or "houding:question" in reading.own
        for compiled in patterns:
            if not _present(compiled, reading.features):
                continue
            labels: frozenset[str] = _NOTHING
            free_of: frozenset[str] = _NOTHING
            near = compiled.pattern.near
            if near is not None and not taken and len(reading.words) <= near:
                if not _carries(compiled, reading):
                    continue
            elif taken or near is not None:
                carried = _carried(compiled, reading)
                if carried is None:
                    continue
                if taken and compiled.pattern.points > 0:
                    labels = compiled.bars & (_labels_over(reading, carried) | _whole(reading))
                    if labels and _carried(compiled, reading, labels) is not None:
                        free_of, labels = labels, compiled.bars & _whole(reading)
            if labels:
                barred.append(Fired(item.rule.id, compiled, reading))
                stances |= labels
            else:
                fired.append(Fired(item.rule.id, compiled, reading, free_of))
        points = sum(f.points for f in fired)
        if points >= item.threshold or not barred:
            return Support(reading.passage.index, item.rule.id, points, tuple(fired)) if fired else None
        return Support(reading.passage.index, item.rule.id, points + sum(f.points for f in barred), tuple(fired + barred), tuple(sorted(stances)))


def _asked_behind(prefix: str, asked: set[str]) -> frozenset[str]:
    return frozenset(entry.removeprefix(prefix) for entry in asked if entry.startswith(prefix))


def _whole(reading: Reading) -> set[str]:
    """A question that was copied from the method asks, whatever its words are."""
    return {"question"} if "houding:question" in reading.own else set()


def _terms(rules: Rules) -> Iterator[Term]:
    """All terms with the lexicons that hold them, `include` followed."""
    holders: dict[str, set[str]] = {name: {name} for name in rules.lexicons}
    changed = True
    while changed:
        changed = False
        for name, lexicon in rules.lexicons.items():
            for other in lexicon.include:
                more = holders[name] - holders[other]
                if more:
                    holders[other] |= more
                    changed = True
    terms: dict[str, set[str]] = {}
    guards: dict[str, set[str]] = {}
    for name, lexicon in rules.lexicons.items():
        for term in lexicon.terms:
            terms.setdefault(term, set()).update(holders[name])
        for term in lexicon.guards:
            guards.setdefault(term, set()).update(holders[name])
    for text in sorted({*terms, *guards}):
        yield Term(text, frozenset(terms.get(text, ())), frozenset(guards.get(text, ())))


def _compiled(frameworks: Sequence[FrameworkRule]) -> list[_CompiledItem]:
    """All items that rest on evidence, in the order in which they are judged."""
    rules = [(item, framework) for framework in frameworks for item in walk_rules(framework.items) if item.evidence]
    spread = Counter(feature for item, _ in rules for pattern in item.evidence for entry in pattern.all for feature in entry.split("|"))
    items: list[_CompiledItem] = []
    end = 0
    for item, framework in rules:
        end += len(item.evidence)
        threshold = framework.threshold if item.threshold is None else item.threshold
        items.append(_CompiledItem(item, threshold, tuple(_compiled_pattern(pattern, item, framework, spread) for pattern in item.evidence), end))
    return items


def _compiled_pattern(pattern: Pattern, item: ItemRule, framework: FrameworkRule, spread: Counter[str]) -> _Compiled:
    bars = frozenset(framework.bars if item.bars is None else item.bars)
    none = _features(pattern.none) if pattern.anywhere else _features((*pattern.none, *framework.none))
    groups = [frozenset(entry.split("|")) for entry in pattern.all]
    # a lexicon that few patterns name is the best to look a pattern up by; what grammar says (%) is there in most sentences
    key = min(groups, key=lambda group: (any(f.startswith("%") for f in group), sum(spread[f] for f in group)))
    return _Compiled(pattern, key, tuple(g for g in groups if g is not key), tuple(filter(None, map(_carriers, groups))), none, bars - set(pattern.allow))


def _carriers(group: frozenset[str]) -> tuple[str, ...]:
    """Lexicons of a group whose words stand in the sentence itself, in a fixed order."""
    named = {f.split(":", 1)[1] if f.startswith(_OWN_PLACES) else f for f in group if f.startswith(_OWN_PLACES) or (":" not in f and not f.startswith("%"))}
    return tuple(sorted(named))


def _features(entries: Iterable[str]) -> frozenset[str]:
    return frozenset(feature for entry in entries for feature in entry.split("|"))


def _index(patterns: list[_Compiled]) -> dict[str, list[int]]:
    """Feature → the numbers of the patterns that can only hold where one of the features of their key is there."""
    index: dict[str, list[int]] = {}
    for number, compiled in enumerate(patterns):
        for feature in compiled.key:
            index.setdefault(feature, []).append(number)
    return index


def _settled(compiled: _Compiled, items: AbstractSet[str]) -> frozenset[str] | None:
    """A group beside the key that is there or not before anything is judged, when the pattern has one."""
    return next((group for group in compiled.groups if group.isdisjoint(items)), None)


def _present(compiled: _Compiled, features: set[str]) -> bool:
    """Whether all that a pattern asks for beside its key is in the sentence, and nothing that it rules out."""
    for group in compiled.groups:
        if group.isdisjoint(features):
            return False
    return compiled.none.isdisjoint(features)


def _carries(compiled: _Compiled, reading: Reading) -> bool:
    """Whether any words carry a pattern in a sentence so short that they cannot be too far apart."""
    names = reading.hits.names
    return any(not names.isdisjoint(lexicons) for lexicons in compiled.carriers)


def _carried(compiled: _Compiled, reading: Reading, free_of: frozenset[str] = _NOTHING) -> list[Hit] | None:
    """The hits that carry a pattern, or None where they are too far apart.

    With `free_of`: those over which none of these stances holds, or None where some part of the pattern has no such words
    ('Cijfers gebruiken wij niet om af te rekenen, maar om te leren' says twice what for).
    """
    names, of = reading.hits.names, reading.hits.of
    options: list[list[Hit]] = []
    for lexicons in compiled.carriers:
        hits = [hit for lexicon in lexicons if lexicon in names for hit in of(lexicon)]
        if hits:
            options.append([hit for hit in hits if free_of.isdisjoint(_labels_over(reading, [hit]))] if free_of else hits)
    if free_of and not (options and all(options)):
        return None
    if compiled.pattern.near is None:
        return [hit for hits in options for hit in hits[:3]]
    return _close(options, compiled.pattern.near)


def _close(options: list[list[Hit]], width: int) -> list[Hit] | None:
    """One hit of each option within `width` words, the tightest; or None."""
    best: tuple[int, list[Hit]] | None = None
    for first in options[0] if options else ():
        chosen = [first]
        for hits in options[1:]:
            chosen.append(min(hits, key=lambda h: max(h.end, first.end) - min(h.start, first.start)))
        reach = max(h.end for h in chosen) - min(h.start for h in chosen)
        if reach <= width and (best is None or reach < best[0]):
            best = (reach, chosen)
    return best[1] if best else None


def _labels_over(reading: Reading, hits: list[Hit]) -> set[str]:
    """Stances that hold over the words of the pattern; over the whole sentence where it rests on no words of its own."""
    offset = reading.passage.span.start
    if not hits:
        return set(reading.stance.labels_over(0, len(reading.passage.span)))
    labels: set[str] = set()
    for hit in hits:
        start, end = reading.words[hit.start].token - offset, reading.words[hit.end - 1].token - offset + 1
        labels.update(reading.stance.labels_over(start, end))
    return labels
