"""Lexicons → spans: finds the terms of all lexicons in a sentence in one pass.

A lexicon's `except` terms are guards: a match that overlaps one of them is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from amorecheck.language.terms import GAP, GAP_SIGN, TermSyntaxError, fold, pieces_of
from amorecheck.language.tokens import tokens_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_WORD = re.compile(r"[^\W_]+(?:[’'./-][^\W_]+)*-?|€|%", re.UNICODE)
_SUSPENDED_REACH = 6
_R_WORDS = frozenset({"er", "hier", "daar", "waar"})
_R_PARTNERS = frozenset({"aan", "achter", "bij", "door", "in", "mee", "na", "naar", "om", "onder", "op", "over", "toe", "tegen", "tussen", "uit", "van", "voor"})
_AFTER_R = frozenset({"dat", "of", "uit", "om", "te", "hoe", "wie", "wat", "en", "als", "aan", "toe", "in", "kunnen", "zijn", "gaan", "moeten"})
"""What follows a preposition that belongs to 'er' before it and governs nothing itself."""


class Word(NamedTuple):
    """A word of a sentence: its folded form, its possible lemmas, offsets in the sentence's doc, and the token it begins in:
    its index in the doc and its part of speech."""

    form: str
    lemmas: tuple[str, ...]
    start: int
    end: int
    token: int
    pos: str


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


# Where one is in a term: its number, the piece that comes next, and what is left of the spelling chosen for the piece before.
_State = tuple[int, int, tuple[int, ...]]


# A term found: its first word, the word after its last one below zero (so that the longest sorts first), its number.
_Found = tuple[int, int, int]


@dataclass(slots=True)
class _Node:
    """What may follow a row of words that is the beginning of some terms. Worked out when a text first gets there."""

    states: tuple[_State, ...]
    known: bool = False
    children: dict[int, _Node] = field(default_factory=dict)
    gaps: dict[int, _Node] = field(default_factory=dict)  # width → what may follow within that many words
    ends: list[int] = field(default_factory=list)


class Matcher:
    """All terms of all lexicons as one automaton over word predicates; used for every sentence.

    Terms have far more spellings than any text meets (an alternative multiplies them), so what may follow is worked out
    on the way and kept: building it costs as much as reading the terms.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = tuple(terms)
        self._holders = tuple(tuple(sorted(term.lexicons)) for term in self.terms)
        self._guards = tuple(tuple(sorted(term.guards)) for term in self.terms)
        self._literal: dict[str, int] = {}
        self._exact: dict[str, int] = {}
        self._prefix: dict[str, int] = {}
        self._suffix: dict[str, int] = {}
        self._infix: dict[str, int] = {}
        self._count = 0
        self._seen: dict[tuple[str, tuple[str, ...]], tuple[int, ...]] = {}
        self._pieces = tuple(self._numbered(term.text) for term in self.terms)
        self._nodes: dict[tuple[_State, ...], _Node] = {}
        self._root = self._node([(number, 0, ()) for number in range(len(self.terms))])
        self._learn(self._root)
        self._prefix_lengths = sorted({len(p) for p in self._prefix})
        self._suffix_lengths = sorted({len(s) for s in self._suffix})
        self._infixes = re.compile("(?=(" + "|".join(map(re.escape, sorted(self._infix, key=len, reverse=True))) + "))") if self._infix else None

    def _numbered(self, term: str) -> tuple[tuple[tuple[int, ...], ...], ...]:
        """The pieces of a term with a number for each word predicate and ~width for a gap."""
        return tuple(tuple(tuple(map(self._number, spelling)) for spelling in piece) for piece in pieces_of(term))

    def _number(self, element: str) -> int:
        return ~int(element[1:] or GAP) if element.startswith(GAP_SIGN) else self._predicate(element)

    def _node(self, states: list[_State]) -> _Node:
        key = tuple(states)
        node = self._nodes.get(key)
        if node is None:
            node = self._nodes[key] = _Node(key)
        return node

    def _learn(self, node: _Node) -> None:
        """Work out what may follow a node."""
        after: dict[int, list[_State]] = {}
        for state in node.states:
            self._follow(state, after, node.ends)
        for element, states in after.items():
            if element < 0:
                node.gaps[~element] = self._node(states)
            else:
                node.children[element] = self._node(states)
        node.known = True

    def _follow(self, state: _State, after: dict[int, list[_State]], ends: list[int]) -> None:
        number, piece, rest = state
        if rest:
            after.setdefault(rest[0], []).append((number, piece, rest[1:]))
            return
        pieces = self._pieces[number]
        if piece == len(pieces):
            ends.append(number)
            return
        for spelling in pieces[piece]:
            if spelling:
                after.setdefault(spelling[0], []).append((number, piece + 1, spelling[1:]))
            else:
                self._follow((number, piece + 1, ()), after, ends)

    def _predicate(self, element: str) -> int:
        if element.startswith("="):
            table, key = self._exact, element[1:]
        elif element.startswith("*") and element.endswith("*"):
            table, key = self._infix, element[1:-1]
        elif element.endswith("*"):
            table, key = self._prefix, element[:-1]
        elif element.startswith("*"):
            table, key = self._suffix, element[1:]
        else:
            table, key = self._literal, element
        if not key:
            raise TermSyntaxError(f"leeg woord in een term: «{element}»")
        if key not in table:
            table[key] = self._count
            self._count += 1
        return table[key]

    def _predicates(self, form: str, lemmas: tuple[str, ...]) -> tuple[int, ...]:
        """Which word predicates a word meets; the same for every occurrence, so kept."""
        found = self._seen.get((form, lemmas))
        if found is None:
            found = self._seen[form, lemmas] = tuple(sorted(self._meet(form, lemmas)))
        return found

    def _meet(self, form: str, lemmas: tuple[str, ...]) -> set[int]:
        out = {self._exact[form]} if form in self._exact else set()
        for text in {form.rstrip("-"), *lemmas}:
            if text in self._literal:
                out.add(self._literal[text])
            out.update(self._prefix[text[:n]] for n in self._prefix_lengths if text[:n] in self._prefix)
            out.update(self._suffix[text[-n:]] for n in self._suffix_lengths if text[-n:] in self._suffix)
            if self._infixes is not None:
                for match in self._infixes.finditer(text):
                    out.update(self._infix[part] for part in self._infix if match.group(1).startswith(part))
        return out

    def find(self, words: list[Word]) -> dict[str, list[Hit]]:
        """Hits per lexicon, guards applied, in order of start. Longer matches of one lexicon swallow shorter ones inside."""
        predicates = [self._predicates(w.form, w.lemmas) for w in words]
        self._complete(words, predicates)
        self._rejoin(words, predicates)
        places: dict[int, list[int]] = {}
        for at, met in enumerate(predicates):
            for predicate in met:
                places.setdefault(predicate, []).append(at)
        found: list[_Found] = []
        roots = self._root.children
        for predicate, starts in places.items():
            if predicate in roots:
                for start in starts:
                    self._walk(roots[predicate], start, start + 1, predicates, places, found)
        self._glued(words, found)
        return self._sorted_out(found)

    def _walk(self, node: _Node, start: int, at: int, predicates: list[tuple[int, ...]], places: dict[int, list[int]], found: list[_Found]) -> None:
        if not node.known:
            self._learn(node)
        for number in node.ends:
            found.append((start, -at, number))
        if at == len(predicates):
            return
        children = node.children
        if children:
            for predicate in predicates[at]:
                if predicate in children:
                    self._walk(children[predicate], start, at + 1, predicates, places, found)
        for width, after in node.gaps.items():
            if not after.known:
                self._learn(after)
            if not after.children.keys().isdisjoint(places):
                self._leap(after, start, at, width, predicates, places, found)

    def _leap(
        self, after: _Node, start: int, at: int, width: int, predicates: list[tuple[int, ...]], places: dict[int, list[int]], found: list[_Found]
    ) -> None:
        """Go on after a gap of at most `width` words: of each term the nearest match counts."""
        steps = sorted((later, predicate) for predicate in after.children.keys() & places.keys() for later in places[predicate] if at <= later <= at + width)
        met: set[int] = set()
        for later, together in groupby(steps, itemgetter(0)):
            further: list[_Found] = []
            for _, predicate in together:
                self._walk(after.children[predicate], start, later + 1, predicates, places, further)
            found.extend(hit for hit in further if hit[2] not in met)
            met.update(hit[2] for hit in further)

    def _complete(self, words: list[Word], predicates: list[tuple[int, ...]]) -> None:
        """Suspended hyphens: in 'wijk-, buurt- en dorpsgericht' the word 'wijk-' also counts as 'wijkgericht'."""
        for n, word in enumerate(words):
            if not word.form.endswith("-") or len(word.form) < 4:
                continue
            head = next((w for w in words[n + 1 : n + 1 + _SUSPENDED_REACH] if not w.form.endswith("-") and len(w.form) > 6), None)
            if head is not None:
                stem = word.form[:-1]
                extra = {p for cut in range(3, len(head.form) - 2) for p in self._whole(stem + head.form[cut:])}
                predicates[n] = tuple(sorted({*predicates[n], *extra}))

    def _rejoin(self, words: list[Word], predicates: list[tuple[int, ...]]) -> None:
        """Split pronominal adverbs: in 'gaat er dan ook van uit' the word 'van' also counts as 'ervan'."""
        for n, word in enumerate(words):
            if word.form not in _R_WORDS:
                continue
            for later in range(n + 2, min(n + 2 + GAP, len(words))):
                if words[later].form in _R_PARTNERS and (later + 1 == len(words) or words[later + 1].form in _AFTER_R):
                    extra = self._whole(word.form + words[later].form)
                    predicates[later] = tuple(sorted({*predicates[later], *extra}))
                    break

    def _whole(self, text: str) -> tuple[int, ...]:
        return tuple(table[text] for table in (self._literal, self._exact) if text in table)

    def _glued(self, words: list[Word], found: list[_Found]) -> None:
        """Misspelt spaces: 'vrijwilligers werk' counts as 'vrijwilligerswerk'."""
        for n in range(len(words) - 1):
            joined = words[n].form + words[n + 1].form
            if len(joined) >= 9 and words[n].end + 1 == words[n + 1].start and joined in self._literal:
                node = self._root.children.get(self._literal[joined])
                if node is not None:
                    if not node.known:
                        self._learn(node)
                    found.extend((n, -n - 2, number) for number in node.ends)

    def _sorted_out(self, found: list[_Found]) -> dict[str, list[Hit]]:
        guarded: dict[str, list[tuple[int, int]]] = {}
        for start, back, number in found:
            for lexicon in self._guards[number]:
                guarded.setdefault(lexicon, []).append((start, -back))
        hits: dict[str, list[Hit]] = {}
        reached: dict[str, int] = {}  # how far the hits of a lexicon go: in this order, what ends before it lies inside one of them
        for start, back, number in sorted(found):
            end = -back
            for lexicon in self._holders[number]:
                if end <= reached.get(lexicon, 0):
                    continue
                if lexicon in guarded and any(start < high and low < end for low, high in guarded[lexicon]):
                    continue
                reached[lexicon] = end
                hit = Hit(lexicon, start, end, self.terms[number].text)
                if lexicon in hits:
                    hits[lexicon].append(hit)
                else:
                    hits[lexicon] = [hit]
        return hits


def words_of(sentence: Span, lemmas_in: Callable[[Doc], Sequence[tuple[str, ...]]]) -> list[Word]:
    """The words of a parsed sentence by our own word pattern, so that hyphens are read alike whatever the tokenizer does.

    `lemmas_in` gives the possible lemmas of every token of a doc, in order.
    """
    tokens, lemmas = tokens_of(sentence.doc), lemmas_in(sentence.doc)
    low, high = sentence.start, sentence.end
    starts = tokens.start
    base, at = starts[low], low
    out = []
    for match in _WORD.finditer(tokens.whole, base, starts[high - 1] + len(tokens.text[high - 1])):
        start, end = match.span()
        while at + 1 < high and starts[at + 1] <= start:
            at += 1
        form = fold(match.group())
        whole = starts[at] == start and len(tokens.text[at]) == end - start
        out.append(Word(form, lemmas[at] if whole else (form,), start, end, at, tokens.pos[at]))
    return out
