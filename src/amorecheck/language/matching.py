"""Lexicons → spans: finds the terms of all lexicons in a sentence in one pass.

A lexicon's `except` terms are guards: a match that overlaps one of them is dropped.

Most words are met again and again, and most terms are one word: what a word means is kept, and a sentence only asks
whether a longer term can begin at it. Many lexicons name the same people, so the hits of a lexicon are made when asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from amorecheck.language.automaton import Automaton, Found, Node, Walk
from amorecheck.language.terms import GAP
from amorecheck.language.words import Word

_NONE: frozenset[int] = frozenset()
_NOTHING: dict[str, int] = {}
_SUSPENDED_REACH = 6
_GLUED_LETTERS = 9
_R_WORDS = frozenset({"er", "hier", "daar", "waar"})
_R_PARTNERS = frozenset({"aan", "achter", "bij", "door", "in", "mee", "na", "naar", "om", "onder", "op", "over", "toe", "tegen", "tussen", "uit", "van", "voor"})
_AFTER_R = frozenset({"dat", "of", "uit", "om", "te", "hoe", "wie", "wat", "en", "als", "aan", "toe", "in", "kunnen", "zijn", "gaan", "moeten"})
"""What follows a preposition that belongs to 'er' before it and governs nothing itself."""


class Hit(NamedTuple):
    """A term found: words [start, end) of the sentence, the lexicon and the term as written there."""

    lexicon: str
    start: int
    end: int
    term: str


@dataclass(frozen=True, slots=True)
class Term:
    """One way to write something. `lexicons`: all that hold it; `guards`: those for which it is an exception."""

    text: str
    lexicons: frozenset[str]
    guards: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a word can be: a term of which lexicons (each with the first such term), an exception of which (`guards`), and the
    beginning of which longer terms, with the predicates that can come next there (`following`) or after a gap (`later`)."""

    predicates: frozenset[int]
    lexicons: dict[str, int]
    guards: frozenset[str]
    nodes: tuple[Node, ...]
    following: frozenset[int]
    later: frozenset[int]


class Hits:
    """The terms found in one sentence, by lexicon. `names`: the lexicons of which some term stands there."""

    def __init__(self, terms: Sequence[Term], meanings: Sequence[_Meaning], longer: list[Found]) -> None:
        self._terms = terms
        self._single = {at: meaning.lexicons for at, meaning in enumerate(meanings) if meaning.lexicons}
        self._longer = longer
        self._made: dict[str, list[Hit]] = {}
        self._of_longer: set[str] = set().union(*[terms[found[2]].lexicons for found in longer])
        self.names: set[str] = self._of_longer.union(*self._single.values())
        self._guarded = self._all_guarded(meanings)
        if self._guarded:
            self.names -= {lexicon for lexicon in self._guarded.keys() & self.names if not self.of(lexicon)}

    def of(self, lexicon: str) -> list[Hit]:
        """The hits of a lexicon, guards applied, in order of start. A longer match swallows shorter ones inside it."""
        if lexicon not in self.names:
            return []
        hits = self._made.get(lexicon)
        if hits is None:
            hits = self._made[lexicon] = self._make(lexicon)
        return hits

    def over(self, word: int, among: frozenset[str]) -> set[str]:
        """Those lexicons of which a hit stands on this word."""
        names = among & self._single.get(word, _NOTHING).keys()
        if not self._of_longer.isdisjoint(among):
            names = names.union(*[self._terms[number].lexicons & among for start, back, number in self._longer if start <= word < -back])
        if not self._guarded.keys().isdisjoint(names):
            names = names - {lexicon for lexicon in self._guarded.keys() & names if not any(hit.start <= word < hit.end for hit in self.of(lexicon))}
        return set(names)

    def _make(self, lexicon: str) -> list[Hit]:
        terms = self._terms
        single = [(at, lexicons[lexicon]) for at, lexicons in self._single.items() if lexicon in lexicons]
        if lexicon not in self._of_longer and lexicon not in self._guarded:
            return [Hit(lexicon, at, at + 1, terms[number].text) for at, number in single]
        found = sorted([*((at, -at - 1, number) for at, number in single), *(one for one in self._longer if lexicon in terms[one[2]].lexicons)])
        guarded = self._guarded.get(lexicon, ())
        hits: list[Hit] = []
        reached = 0  # how far the hits go: in this order, what ends before it lies inside one of them
        for start, back, number in found:
            end = -back
            if end > reached and not any(start < high and low < end for low, high in guarded):
                reached = end
                hits.append(Hit(lexicon, start, end, terms[number].text))
        return hits

    def _all_guarded(self, meanings: Sequence[_Meaning]) -> dict[str, list[tuple[int, int]]]:
        """Per lexicon the words [start, end) of its exceptions."""
        guarded: dict[str, list[tuple[int, int]]] = {}
        for at, meaning in enumerate(meanings):
            if meaning.guards:
                for lexicon in meaning.guards:
                    guarded.setdefault(lexicon, []).append((at, at + 1))
        terms = self._terms
        for start, back, number in self._longer:
            if guards := terms[number].guards:
                for lexicon in guards:
                    guarded.setdefault(lexicon, []).append((start, -back))
        return guarded


class Matcher:
    """All terms of all lexicons, made ready for use; used for every sentence."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = tuple(terms)
        self._automaton = Automaton(term.text for term in self.terms)
        self._words: dict[tuple[str, tuple[str, ...]], _Meaning] = {}
        self._meanings: dict[frozenset[int], _Meaning] = {}
        # words met that a longer word of some term begins with, each with what can follow it there
        self._rests: dict[str, frozenset[str]] = {}
        self._in_order = sorted(text for text in self._automaton.literal if len(text) >= _GLUED_LETTERS)

    def find(self, words: list[Word]) -> Hits:
        """The terms in a sentence."""
        meanings = [self._words.get((word.form, word.lemmas)) or self._learn(word) for word in words]
        self._complete(words, meanings)
        self._rejoin(words, meanings)
        longer = self._longer(meanings)
        self._glued(words, longer)
        return Hits(self.terms, meanings, longer)

    def _learn(self, word: Word) -> _Meaning:
        meaning = self._meaning(frozenset(self._automaton.predicates(word.form, word.lemmas)))
        self._words[word.form, word.lemmas] = meaning
        if rests := frozenset(self._rests_after(word.form)):
            self._rests[word.form] = rests
        return meaning

    def _rests_after(self, form: str) -> Iterator[str]:
        at = bisect_right(self._in_order, form)
        while at < len(self._in_order) and self._in_order[at].startswith(form):
            yield self._in_order[at][len(form) :]
            at += 1

    def _meaning(self, predicates: frozenset[int]) -> _Meaning:
        kept = self._meanings.get(predicates)
        if kept is None:
            kept = self._meanings[predicates] = self._worked_out(predicates)
        return kept

    def _worked_out(self, predicates: frozenset[int]) -> _Meaning:
        root = self._automaton.root
        nodes = [self._automaton.step(root, predicate) for predicate in sorted(predicates & root.after.keys())]
        ends = sorted({number for node in nodes for number in node.ends}, reverse=True)
        return _Meaning(
            predicates,
            {lexicon: number for number in ends for lexicon in sorted(self.terms[number].lexicons)},
            frozenset().union(*(self.terms[number].guards for number in ends)),
            tuple(node for node in nodes if node.after or node.gaps),
            frozenset().union(*(node.after for node in nodes)),
            frozenset().union(*(firsts for node in nodes for _, _, firsts in node.gaps)),
        )

    def _longer(self, meanings: list[_Meaning]) -> list[Found]:
        """The terms of more than one word."""
        met: list[AbstractSet[int]] = [meaning.predicates for meaning in meanings]
        walk = Walk(self._automaton, met, set().union(*met))
        found: list[Found] = []
        for start, meaning in enumerate(meanings):
            after = met[start + 1] if start + 1 < len(met) else _NONE
            if meaning.nodes and start + 1 < len(met) and not (meaning.following.isdisjoint(after) and meaning.later.isdisjoint(walk.present)):
                for node in meaning.nodes:
                    walk.go_on(node, start, start + 1, found)
        return found

    def _complete(self, words: list[Word], meanings: list[_Meaning]) -> None:
        """Suspended hyphens: in 'wijk-, buurt- en dorpsgericht' the word 'wijk-' also counts as 'wijkgericht'."""
        for n, word in enumerate(words):
            if word.form[-1] != "-" or len(word.form) < 4:
                continue
            head = next((w for w in words[n + 1 : n + 1 + _SUSPENDED_REACH] if not w.form.endswith("-") and len(w.form) > 6), None)
            if head is not None:
                stem = word.form[:-1]
                self._add(meanings, n, (p for cut in range(3, len(head.form) - 2) for p in self._whole(stem + head.form[cut:])))

    def _rejoin(self, words: list[Word], meanings: list[_Meaning]) -> None:
        """Split pronominal adverbs: in 'gaat er dan ook van uit' the word 'van' also counts as 'ervan'."""
        for n, word in enumerate(words):
            if word.form not in _R_WORDS:
                continue
            for later in range(n + 2, min(n + 2 + GAP, len(words))):
                if words[later].form in _R_PARTNERS and (later + 1 == len(words) or words[later + 1].form in _AFTER_R):
                    self._add(meanings, later, self._whole(word.form + words[later].form))
                    break

    def _add(self, meanings: list[_Meaning], at: int, predicates: Iterable[int]) -> None:
        meanings[at] = self._meaning(meanings[at].predicates.union(predicates))

    def _whole(self, text: str) -> tuple[int, ...]:
        return tuple(table[text] for table in (self._automaton.literal, self._automaton.exact) if text in table)

    def _glued(self, words: list[Word], found: list[Found]) -> None:
        """Misspelt spaces: 'vrijwilligers werk' counts as 'vrijwilligerswerk'."""
        literal, root = self._automaton.literal, self._automaton.root
        rests = self._rests
        for n, (word, following) in enumerate(pairwise(words)):
            if word.form in rests and following.form in rests[word.form] and word.end + 1 == following.start:
                joined = literal[word.form + following.form]
                if joined in root.after:
                    found.extend((n, -n - 2, number) for number in self._automaton.step(root, joined).ends)
