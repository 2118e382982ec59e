"""Sentences that two or more municipalities share, and what that says of how distinctive a draft is.

Sentences of eight words and more become sets of five-word shingles, the municipality's own name masked: a text that
was taken over with another name in it is still the same text. MinHash and LSH (datasketch) propose which sentences
may be alike, rapidfuzz confirms. The work grows with the number of sentences, not with its square: only sentences
with shingles that another municipality has too are looked at, and each is held against groups, not against sentences.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import numpy as np
from datasketch import MinHash, MinHashLSH
from rapidfuzz import fuzz

from amorecheck.batch.outcome import Outcome
from amorecheck.batch.shared_judging import with_shared
from amorecheck.batch.shared_sources import NationalSources, load_sources
from amorecheck.judging.copied import copied_from
from amorecheck.language.sentences import cut_sentences
from amorecheck.reporting.passages_alike import letters_of
from amorecheck.rules.load import Rules, load_rules
from amorecheck.rules.schema import ItemRule

SHINGLE = 5
LEAST_WORDS = 8
ALIKE = 85.0
"""From this likeness on (rapidfuzz ratio of letters, 0–100) two sentences are the same one."""

LEAST_COMMON = 0.25
"""Share of a sentence's shingles that must occur at another municipality before it is looked at any further."""

SAME_DRAFT = 0.6
"""Share of sentences two drafts must have in common to be versions of one draft, where a municipality is unknown."""

_VERSIONS = 20
"""A sentence that more drafts have than this says nothing of which are versions of one draft."""

_PERMUTATIONS, _BANDS, _ROWS = 64, 32, 2
_MASK = "gemeentenaam"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a shared sentence stands: the draft's name and municipality, offsets in `Document.text`, and for a reader."""

    name: str
    municipality: str
    text: str
    start: int
    end: int
    page: int | None = None
    section: tuple[str, ...] = ()
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """A sentence that drafts of two or more municipalities have. text: its commonest wording. places: by draft and offset.

    quoted: it comes from a law, a national agreement, the method's questions or another's mouth, and is no one's own.
    """

    text: str
    places: tuple[Place, ...]
    quoted: bool = False

    @property
    def municipalities(self) -> tuple[str, ...]:
        """The municipalities that have it, or the draft's name where its municipality is unknown; sorted, each once."""
        return tuple(sorted({place.municipality or place.name for place in self.places}))


@dataclass(frozen=True, slots=True)
class OwnShare:
    """How many of a draft's sentences no other municipality has. total: sentences of eight words and more, quotes left out."""

    total: int
    shared: int
    others: int

    @property
    def percentage(self) -> float | None:
        """Sentences of its own per hundred; None where there is nothing to count."""
        return 100 * (self.total - self.shared) / self.total if self.total else None


@dataclass(frozen=True)
class SharedPassages:
    """What drafts share. passages: most municipalities first, then as they stand in the drafts. drafts: own share by draft name; empty where there are no
    two municipalities to compare. judged: the items of the rules that the share counts in."""

    passages: tuple[SharedPassage, ...] = ()
    drafts: Mapping[str, OwnShare] = field(default_factory=dict)
    judged: tuple[ItemRule, ...] = ()

    @property
    def own(self) -> tuple[SharedPassage, ...]:
        """Those that are no quotes of law or agreement."""
        return tuple(passage for passage in self.passages if not passage.quoted)

    @property
    def quoted(self) -> tuple[SharedPassage, ...]:
        return tuple(passage for passage in self.passages if passage.quoted)

    @cached_property
    def by_draft(self) -> dict[str, list[tuple[Place, SharedPassage]]]:
        """What each draft shares that is no quote, by draft name: what most municipalities have first."""
        found: dict[str, list[tuple[Place, SharedPassage]]] = defaultdict(list)
        for passage in self.own:
            for place in passage.places:
                found[place.name].append((place, passage))
        return dict(found)


@dataclass(frozen=True, slots=True)
class _Sentence:
    place: Place
    key: str
    owner: str


def find_shared(outcomes: Iterable[Outcome], rules: Rules | None = None) -> SharedPassages:
    """The sentences that drafts of different municipalities share. Versions of one municipality do not share.

    The same outcomes give the same value, in whatever order they come. Raises RuleError.
    """
    rules = rules or load_rules()
    judged = tuple(item for item in rules.items.values() if item.batch_measures)
    drafts = sorted((o for o in outcomes if o.report is not None), key=lambda o: o.name)
    sentences = [sentence for outcome in drafts for sentence in _sentences(outcome)]
    owners = _owners(sentences)
    if len({owners.get(o.name, _owner(o)) for o in drafts}) < 2:
        return SharedPassages(judged=judged)
    groups = [g for g in _alike(sentences, owners) if len({owners[s.place.name] for s in g}) > 1]
    sources, questions = load_sources(rules.root), tuple(item.question for item in rules.items.values() if item.question)
    passages = sorted((_passage(group, sources, questions, owners) for group in groups), key=lambda p: (-len(p.municipalities), p.places[0].name, p.places[0].start))
    return SharedPassages(tuple(passages), _shares(drafts, sentences, passages, owners), judged)


def _owner(outcome: Outcome) -> str:
    """The municipality as a key, or the draft itself where it is unknown."""
    return outcome.municipality.casefold().strip() or f"\0{outcome.name}"


def _sentences(outcome: Outcome) -> Iterator[_Sentence]:
    own = letters_of(outcome.municipality)
    for passage in outcome.passages:
        for start, end in cut_sentences(passage.text):
            text = passage.text[start:end]
            if text.count(" ") + text.count("\n") < LEAST_WORDS - 1:
                continue
            key = _key(text, own)
            if key.count(" ") >= LEAST_WORDS - 1:
                place = Place(outcome.name, outcome.municipality, text, passage.start + start, passage.start + end, passage.page, passage.section, passage.paragraph)
                yield _Sentence(place, key, _owner(outcome))


def _key(text: str, own: str) -> str:
    """The words of a sentence with the municipality's own name masked."""
    words = letters_of(text)
    return f" {words} ".replace(f" {own} ", f" {_MASK} ").strip() if own else words


def _owners(sentences: Sequence[_Sentence]) -> dict[str, str]:
    """The municipality of each draft by name. A draft of an unknown municipality that is mostly the same as another
    draft is a version of it."""
    owners = {s.place.name: s.owner for s in sentences}
    unknown = {name for name, owner in owners.items() if owner.startswith("\0")}
    if not unknown:
        return owners
    holders: dict[str, set[str]] = defaultdict(set)
    keys: dict[str, list[str]] = defaultdict(list)
    for sentence in sentences:
        holders[sentence.key].add(sentence.place.name)
        keys[sentence.place.name].append(sentence.key)
    for name in sorted(unknown):
        common = Counter(other for key in keys[name] if len(holders[key]) <= _VERSIONS for other in holders[key] if other != name)
        for other, number in sorted(common.items(), key=lambda pair: (-pair[1], pair[0])):
            if number >= SAME_DRAFT * min(len(keys[name]), len(keys[other])):
                owners[name] = owners[other] if other not in unknown or other < name else owners[name]
                break
    return owners


def _alike(sentences: Sequence[_Sentence], owners: Mapping[str, str]) -> list[list[_Sentence]]:
    """Groups of sentences that are the same, or nearly. Each sentence is in one group at most."""
    by_key: dict[str, list[_Sentence]] = defaultdict(list)
    for sentence in sentences:
        by_key[sentence.key].append(sentence)
    keys = sorted(by_key)
    shingles = [_shingles(key) for key in keys]
    mine = [sorted({owners[s.place.name] for s in by_key[key]}) for key in keys]
    groups: dict[int, list[int]] = {}
    index = MinHashLSH(num_perm=_PERMUTATIONS, params=(_BANDS, _ROWS))
    for number in _worth_a_look(shingles, mine):
        mark = _mark(shingles[number])
        near = sorted(int(found) for found in index.query(mark))
        scores = [(fuzz.ratio(keys[first], keys[number], score_cutoff=ALIKE), -first) for first in near]
        best = max(scores, default=(0.0, 0))
        if best[0] >= ALIKE:
            groups[-best[1]].append(number)
        else:
            groups[number] = [number]
            index.insert(str(number), mark)
    return [[s for number in members for s in by_key[keys[number]]] for members in groups.values()]


def _shingles(key: str) -> np.ndarray[Any, np.dtype[np.uint64]]:
    """The five-word shingles of a sentence as 64-bit numbers, each once; the same on every machine."""
    words = np.array([_word_number(word) for word in key.split()], dtype=np.uint64)
    rows = np.lib.stride_tricks.sliding_window_view(words, SHINGLE) if len(words) >= SHINGLE else words[None, :]
    mixed = np.zeros(len(rows), dtype=np.uint64)
    for column in range(rows.shape[1]):
        mixed = (mixed * np.uint64(0x9E3779B97F4A7C15) + rows[:, column]) ^ (mixed >> np.uint64(29))
    return np.unique(mixed)


_NUMBERS: dict[str, int] = {}


def _word_number(word: str) -> int:
    number = _NUMBERS.get(word)
    if number is None:
        number = _NUMBERS[word] = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")
    return number


def _worth_a_look(shingles: Sequence[np.ndarray[Any, Any]], owners: Sequence[Sequence[str]]) -> list[int]:
    """Numbers of the sentences of which enough shingles occur at another municipality too."""
    if not shingles:
        return []
    names = {name: n for n, name in enumerate(sorted({name for some in owners for name in some}))}
    # One row a shingle and owner; a sentence that two municipalities have word for word counts as shared at once.
    values = np.concatenate(shingles)
    first = np.repeat(np.array([names[some[0]] for some in owners]), [len(s) for s in shingles])
    last = np.repeat(np.array([names[some[-1]] for some in owners]), [len(s) for s in shingles])
    distinct, inverse = np.unique(values, return_inverse=True)
    lowest, highest = np.full(len(distinct), len(names)), np.full(len(distinct), -1)
    np.minimum.at(lowest, inverse, first)
    np.maximum.at(highest, inverse, last)
    common = (lowest < highest)[inverse]
    borders = np.cumsum([0, *(len(s) for s in shingles)])
    counts = np.add.reduceat(common.astype(np.int64), borders[:-1])
    return [n for n, count in enumerate(counts) if count >= LEAST_COMMON * len(shingles[n])]


@cache
def _blank_mark() -> MinHash:
    """Made once: a new MinHash draws its permutations, the same ones, for every sentence."""
    return MinHash(num_perm=_PERMUTATIONS, seed=1, hashfunc=int)


def _mark(shingles: np.ndarray[Any, Any]) -> MinHash:
    mark = _blank_mark().copy()
    mark.update_batch((shingles >> np.uint64(32)).tolist())
    return mark


def _passage(group: Sequence[_Sentence], sources: NationalSources, questions: Sequence[str], owners: Mapping[str, str]) -> SharedPassage:
    places = tuple(sorted((s.place for s in group), key=lambda p: (p.name, p.start)))
    wordings = Counter(" ".join(place.text.split()) for place in places)
    text = min(wordings, key=lambda wording: (-wordings[wording], len(wording), wording))
    holders = len({owners[place.name] for place in places})
    return SharedPassage(text, places, quoted=sources.claim(text, holders) or copied_from(text, questions) is not None)


def _shares(drafts: Sequence[Outcome], sentences: Sequence[_Sentence], passages: Sequence[SharedPassage], owners: Mapping[str, str]) -> dict[str, OwnShare]:
    totals = Counter(s.place.name for s in sentences)
    shared: Counter[str] = Counter()
    others: dict[str, set[str]] = defaultdict(set)
    for passage in passages:
        holders = {owners[place.name] for place in passage.places}
        for place in passage.places:
            if passage.quoted:
                totals[place.name] -= 1
            else:
                shared[place.name] += 1
                others[place.name] |= holders - {owners[place.name]}
    return {o.name: OwnShare(totals[o.name], shared[o.name], len(others[o.name])) for o in drafts}


__all__ = ["OwnShare", "Place", "SharedPassage", "SharedPassages", "find_shared", "with_shared"]
