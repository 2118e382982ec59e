"""Lexicons → spans: finds the terms of all lexicons in a sentence in one pass.

How a term is written (see CONTRIBUTING, 'Een woordenlijst'):

    mantelzorger            a word: as lemma or as form, capitals and accents aside
    =wij                    that form only, not its lemma
    mantelzorg*  *team  *zorg*   part of a compound: at its start, its end, anywhere
    sociale basis           words after each other
    (omkijken|omzien) naar elkaar   one of; an empty one makes it optional: (de|) wijk
    zetten … in op          up to 5 words between; …8 sets another number
    ervan                   also where it is split: 'er dan ook van'

A lexicon's `except` terms are guards: a match that overlaps one of them is dropped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

GAP = 5
_WORD = re.compile(r"[^\W_]+(?:[’'./-][^\W_]+)*-?|€|%", re.UNICODE)
_ALTERNATIVES = re.compile(r"\(([^()]*)\)")
_SUSPENDED_REACH = 6
_R_WORDS = frozenset({"er", "hier", "daar", "waar"})
_R_PARTNERS = frozenset({"aan", "achter", "bij", "door", "in", "mee", "na", "naar", "om", "onder", "op", "over", "toe", "tegen", "tussen", "uit", "van", "voor"})
_AFTER_R = frozenset({"dat", "of", "uit", "om", "te", "hoe", "wie", "wat", "en", "als", "aan", "toe", "in", "kunnen", "zijn", "gaan", "moeten"})
"""What follows a preposition that belongs to 'er' before it and governs nothing itself."""


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Lower case without accents: 'Eén' and 'één' and 'een' are the same word."""
    text = text.lower().replace("’", "'").replace("ĳ", "ij")
    if text.isascii():
        return text
    return "".join(ch for ch in unicodedata.normalize("NFD", text) if not unicodedata.combining(ch))


class Word(NamedTuple):
    """A word of a sentence: its folded form, its possible lemmas, offsets in the sentence's doc and its token."""

    form: str
    lemmas: tuple[str, ...]
    start: int
    end: int
    token: Token


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


@dataclass(slots=True)
class _Node:
    children: dict[int, _Node] = field(default_factory=dict)
    gaps: dict[int, _Node] = field(default_factory=dict)  # width → what may follow within that many words
    ends: list[int] = field(default_factory=list)


class TermSyntaxError(ValueError):
    """A term is not written as the notation asks."""


def expand(term: str) -> list[tuple[str, ...]]:
    """All plain spellings of a term: '(een|de) plek' → [('een','plek'), ('de','plek')]."""
    match = _ALTERNATIVES.search(term)
    if match is None:
        if any(ch in term for ch in "()|"):
            raise TermSyntaxError(f"haakjes of streepje zonder tegenhanger in «{term}»")
        elements = tuple(fold(e.replace("...", "…")) for e in term.split())
        if not elements or elements[0].startswith("…") or elements[-1].startswith("…"):
            raise TermSyntaxError(f"een term begint en eindigt met een woord: «{term}»")
        return [elements]
    head, tail = term[: match.start()], term[match.end() :]
    return [spelling for option in match.group(1).split("|") for spelling in expand(head + option + tail)]


class Matcher:
    """All terms of all lexicons as one trie over word predicates; built once, used for every sentence."""

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
        self._root = _Node()
        self._seen: dict[tuple[str, tuple[str, ...]], tuple[int, ...]] = {}
        for number, term in enumerate(self.terms):
            for spelling in expand(term.text):
                self._add(spelling, number)
        self._prefix_lengths = sorted({len(p) for p in self._prefix})
        self._suffix_lengths = sorted({len(s) for s in self._suffix})
        self._infixes = re.compile("(?=(" + "|".join(map(re.escape, sorted(self._infix, key=len, reverse=True))) + "))") if self._infix else None

    def _add(self, spelling: tuple[str, ...], number: int) -> None:
        node = self._root
        for element in spelling:
            if element.startswith("…"):
                node = node.gaps.setdefault(int(element[1:] or GAP), _Node())
            else:
                node = node.children.setdefault(self._predicate(element), _Node())
        node.ends.append(number)

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
        found: list[tuple[int, int, int]] = []
        roots = self._root.children
        for predicate, starts in places.items():
            if predicate in roots:
                for start in starts:
                    self._walk(roots[predicate], start, start + 1, predicates, places, found)
        self._glued(words, found)
        return self._sorted_out(found)

    def _walk(self, node: _Node, start: int, at: int, predicates: list[tuple[int, ...]], places: dict[int, list[int]], found: list[tuple[int, int, int]]) -> None:
        for number in node.ends:
            found.append((start, at, number))
        if at == len(predicates):
            return
        children = node.children
        if children:
            for predicate in predicates[at]:
                if predicate in children:
                    self._walk(children[predicate], start, at + 1, predicates, places, found)
        for width, after in node.gaps.items():
            if not after.children.keys().isdisjoint(places):
                self._leap(after, start, at, width, predicates, places, found)

    def _leap(
        self, after: _Node, start: int, at: int, width: int, predicates: list[tuple[int, ...]], places: dict[int, list[int]], found: list[tuple[int, int, int]]
    ) -> None:
        """Go on after a gap of at most `width` words: of each term the nearest match counts."""
        steps = sorted((later, predicate) for predicate in after.children.keys() & places.keys() for later in places[predicate] if at <= later <= at + width)
        met: set[int] = set()
        for later, together in groupby(steps, itemgetter(0)):
            further: list[tuple[int, int, int]] = []
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

    def _glued(self, words: list[Word], found: list[tuple[int, int, int]]) -> None:
        """Misspelt spaces: 'vrijwilligers werk' counts as 'vrijwilligerswerk'."""
        for n in range(len(words) - 1):
            joined = words[n].form + words[n + 1].form
            if len(joined) >= 9 and words[n].end + 1 == words[n + 1].start and joined in self._literal:
                node = self._root.children.get(self._literal[joined])
                if node is not None:
                    found.extend((n, n + 2, number) for number in node.ends)

    def _sorted_out(self, found: list[tuple[int, int, int]]) -> dict[str, list[Hit]]:
        guarded: dict[str, list[tuple[int, int]]] = {}
        for start, end, number in found:
            for lexicon in self._guards[number]:
                guarded.setdefault(lexicon, []).append((start, end))
        hits: dict[str, list[Hit]] = {}
        reached: dict[str, int] = {}  # how far the hits of a lexicon go: in this order, what ends before it lies inside one of them
        for start, end, number in sorted(found, key=_longest_first):
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


def _longest_first(hit: tuple[int, int, int]) -> tuple[int, int]:
    return hit[0], -hit[1]


def words_of(sentence: Span, lemmas_in: Callable[[Doc], Sequence[tuple[str, ...]]]) -> list[Word]:
    """The words of a parsed sentence by our own word pattern, so that hyphens are read alike whatever the tokenizer does.

    `lemmas_in` gives the possible lemmas of every token of a doc, in order.
    """
    tokens, lemmas = list(sentence), lemmas_in(sentence.doc)
    by_start = {token.idx: token for token in tokens}
    covering = tokens[0]
    base = covering.idx
    out = []
    for match in _WORD.finditer(sentence.text):
        start, end = match.start() + base, match.end() + base
        covering = by_start.get(start, covering)
        form = fold(match.group())
        whole = covering.idx == start and len(covering) == end - start
        out.append(Word(form, lemmas[covering.i] if whole else (form,), start, end, covering))
    return out
