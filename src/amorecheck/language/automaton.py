"""Terms → what may follow what: the terms of all lexicons as one automaton over word predicates.

Terms have far more spellings than any text meets (an alternative multiplies them), so what may follow is worked out when a
text first gets there, and kept: building the automaton costs as much as reading the terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from amorecheck.language.terms import GAP, GAP_SIGN, TermSyntaxError, pieces_of

# Where one is in a term: its number, the piece that comes next, and what is left of the spelling chosen for the piece before.
_State = tuple[int, int, tuple[int, ...]]

# A term found: its first word, the word after its last one below zero (so that the longest sorts first), its number.
Found = tuple[int, int, int]


@dataclass(slots=True)
class Node:
    """What may follow a row of words that is the beginning of some terms; `ends` are the terms that are whole here.

    `after`: where one is after which next word; `made`: the nodes for those that a text had. `gaps`: what may follow within how many words, with the predicates it can begin with.
    `goes_on`: whether anything may follow.
    """

    states: tuple[_State, ...]
    known: bool = False
    after: dict[int, list[_State]] = field(default_factory=dict)
    made: dict[int, Node] = field(default_factory=dict)
    gaps: list[tuple[int, Node, frozenset[int]]] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    goes_on: bool = False


class Automaton:
    """All terms, by number. A word predicate (this lemma, this form, this part of a compound) is a number too."""

    def __init__(self, terms: Iterable[str]) -> None:
        self.literal: dict[str, int] = {}
        self.exact: dict[str, int] = {}
        self._prefix: dict[str, int] = {}
        self._suffix: dict[str, int] = {}
        self._infix: dict[str, int] = {}
        self._count = 0
        self._pieces = tuple(self._numbered(term) for term in terms)
        self._nodes: dict[tuple[_State, ...], Node] = {}
        self.root = self.known(self._node([(number, 0, ()) for number in range(len(self._pieces))]))
        self._prefix_lengths = sorted({len(p) for p in self._prefix})
        self._suffix_lengths = sorted({len(s) for s in self._suffix})
        self._infixes = re.compile("(?=(" + "|".join(map(re.escape, sorted(self._infix, key=len, reverse=True))) + "))") if self._infix else None

    def _numbered(self, term: str) -> tuple[tuple[tuple[int, ...], ...], ...]:
        """The pieces of a term with a number for each word predicate and ~width for a gap."""
        return tuple(tuple(tuple(map(self._number, spelling)) for spelling in piece) for piece in pieces_of(term))

    def _number(self, element: str) -> int:
        return ~int(element[1:] or GAP) if element.startswith(GAP_SIGN) else self._predicate(element)

    def _predicate(self, element: str) -> int:
        if element.startswith("="):
            table, key = self.exact, element[1:]
        elif element.startswith("*") and element.endswith("*"):
            table, key = self._infix, element[1:-1]
        elif element.endswith("*"):
            table, key = self._prefix, element[:-1]
        elif element.startswith("*"):
            table, key = self._suffix, element[1:]
        else:
            table, key = self.literal, element
        if not key:
            raise TermSyntaxError(f"leeg woord in een term: «{element}»")
        if key not in table:
            table[key] = self._count
            self._count += 1
        return table[key]

    def predicates(self, form: str, lemmas: tuple[str, ...]) -> set[int]:
        """Which word predicates a word meets."""
        out = {self.exact[form]} if form in self.exact else set()
        for text in {form.rstrip("-"), *lemmas}:
            if text in self.literal:
                out.add(self.literal[text])
            out.update(self._prefix[text[:n]] for n in self._prefix_lengths if text[:n] in self._prefix)
            out.update(self._suffix[text[-n:]] for n in self._suffix_lengths if text[-n:] in self._suffix)
            if self._infixes is not None:
                for match in self._infixes.finditer(text):
                    out.update(self._infix[part] for part in self._infix if match.group(1).startswith(part))
        return out

    def _node(self, states: list[_State]) -> Node:
        key = tuple(states)
        node = self._nodes.get(key)
        if node is None:
            node = self._nodes[key] = Node(key)
        return node

    def known(self, node: Node) -> Node:
        """The node, with what may follow it worked out."""
        if not node.known:
            node.known = True
            for state in node.states:
                self._follow(state, node.after, node.ends)
            for element in [element for element in node.after if element < 0]:
                later = self.known(self._node(node.after.pop(element)))
                node.gaps.append((~element, later, frozenset(later.after)))
            node.goes_on = bool(node.after or node.gaps)
        return node

    def step(self, node: Node, predicate: int) -> Node:
        """The node after a next word that meets this predicate, which is one of `node.after`."""
        made = node.made.get(predicate)
        if made is None:
            made = node.made[predicate] = self.known(self._node(node.after[predicate]))
        return made

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


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk over one sentence: the predicates of each word, and all of them together."""

    automaton: Automaton
    met: Sequence[AbstractSet[int]]
    present: AbstractSet[int]

    def go_on(self, node: Node, start: int, at: int, found: list[Found]) -> None:
        """Add the terms that go on from a node at word `at`; the node is known and there is such a word.

        Half of all searching is done here: what is looked at is kept in names of its own, and nothing is called that can be spared.
        """
        met = self.met
        after = node.after
        if after:
            made = node.made
            for predicate in met[at]:
                if predicate in after:
                    next_node = made.get(predicate) or self.automaton.step(node, predicate)
                    for number in next_node.ends:
                        found.append((start, ~at, number))
                    if next_node.goes_on and at + 1 < len(met):
                        self.go_on(next_node, start, at + 1, found)
        if node.gaps:
            present = self.present
            for width, beyond, firsts in node.gaps:
                if not firsts.isdisjoint(present):
                    self._leap(beyond, firsts, start, at, width, found)

    def _leap(self, beyond: Node, firsts: AbstractSet[int], start: int, at: int, width: int, found: list[Found]) -> None:
        """Go on after a gap of at most `width` words: of each term the nearest match counts."""
        met = self.met
        nearer = len(found)
        for later, here in enumerate(met[at : at + width + 1], at):
            if not firsts.isdisjoint(here):
                further: list[Found] = []
                made = beyond.made
                for predicate in here:
                    if predicate in firsts:
                        next_node = made.get(predicate) or self.automaton.step(beyond, predicate)
                        for number in next_node.ends:
                            further.append((start, ~later, number))
                        if next_node.goes_on and later + 1 < len(met):
                            self.go_on(next_node, start, later + 1, further)
                if further:
                    if len(found) > nearer:
                        taken = {hit[2] for hit in found[nearer:]}
                        found.extend([hit for hit in further if hit[2] not in taken])
                    else:
                        found.extend(further)
