"""What measures look at, and what they give back.

Own sentences are those in which the vision speaks for itself: no law, no national programme, no other policy field,
and not only a stock phrase.
Counts are taken per hundred sentences, so that a fragment and a complete vision are measured alike. What a vision says
once, however long it is (how people took part, the goals, what is difficult), is taken per hundred of fewer sentences
in a long text: see `said_among`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from amorecheck.document import Document
from amorecheck.judging.evidence import Reading
from amorecheck.judging.measures.names import lower_words, names_in, opening_name

NOT_OWN = frozenset({"landelijk", "%ander-domein", "%geen-visie", "houding:other_actor", "houding:placeholder", "houding:excluded"})
FIGURES = frozenset({"%getal", "%jaar", "%procent", "%bedrag"})
_FACTS = FIGURES | {"%inwonernaam"}
_ANCHORS = FIGURES | {"%inwonernaam", "cultuur-eigen"}
_HOLLOW = frozenset({"uitwisselbaar", "superlatieven", "adviestaal"})
_GENERAL = frozenset({"G", "A", "P"})
# What alone does not make a text one about its subject; taking part (P) does.
_UNBOUND = frozenset({"G", "A"})
# From this share of sentences on the subject a text counts as wholly about it.
_ON_SUBJECT = 0.2
# Below this share of sentences with a name or figure all measures count for less, down to _LEAST.
_FACTUAL, _LEAST = 0.1, 0.4
# What someone of the place said, or how people took part, is half a fact: it can be checked, but names nothing.
_HEARD = 0.5
# The own name is half an anchor: it shows who speaks, but anyone can fill it in.
OWN_NAME = 0.5
_SHORT_HEADING = 5
# A text of at most this many sentences is one piece; a longer one has chapters, and says a thing in one of them.
_ONE_PIECE, _GROWTH = 40, 0.7


@dataclass(frozen=True, slots=True)
class Measured:
    """value with its unit in the measure's docstring, or None; passages (indices) for and against, strongest first.

    fields: what its sentence in rules/amore.yaml may name. suggestion: Dutch, one thing to do about it, or "".
    """

    value: float | None
    fields: dict[str, object] = field(default_factory=dict)
    pro: tuple[int, ...] = ()
    contra: tuple[int, ...] = ()
    suggestion: str = ""


@dataclass(frozen=True)
class MeasureContext:
    """A text that was read, with the own municipality's name ("" where unknown). Derived values are made once."""

    document: Document
    readings: tuple[Reading, ...]
    municipality: str = ""

    @cached_property
    def sentences(self) -> tuple[Reading, ...]:
        """Judged sentences: no headings, no table cells of a word or two, nothing about another policy field.

        Coalition agreements and budgets bundle many fields; what they say of sewers makes this subject neither better
        nor worse. Where the whole text is about something else, all of it stays.
        """
        running = [r for r in self.readings if not r.passage.is_heading and len(r.words) > 2]
        return tuple(r for r in running if "%ander-domein" not in r.features or "%geen-visie" in r.features)

    @cached_property
    def total(self) -> int:
        return len(self.sentences)

    @cached_property
    def said_among(self) -> float:
        """Sentences among which a thing is to be said once: all of a short text; of n times 40 sentences, 40 times n to the power 0.7.

        Source: what is new in a text grows slower than the text (Heaps). Weakness: a long text that repeats itself gains a little.
        """
        return self.total if self.total <= _ONE_PIECE else _ONE_PIECE * (self.total / _ONE_PIECE) ** _GROWTH

    @cached_property
    def word_count(self) -> int:
        return sum(len(r.words) for r in self.sentences)

    @cached_property
    def own(self) -> tuple[Reading, ...]:
        """Sentences in which the vision says something itself: not another's, and no stock phrase or big word alone."""
        return tuple(r for r in self.sentences if NOT_OWN.isdisjoint(r.features) and not self.hollow(r))

    def hollow(self, reading: Reading) -> bool:
        """A stock phrase, big words or the talk of consultants, and nothing of this place: right words that say nothing."""
        return not _HOLLOW.isdisjoint(reading.features) and not self.anchored(reading)

    @cached_property
    def on_subject(self) -> tuple[Reading, ...]:
        """Own sentences that support a theme or a question of the building blocks."""
        return tuple(r for r in self.own if any(code not in _GENERAL for code in r.supports))

    @cached_property
    def subject_share(self) -> float:
        """0–1: how far the text is about its subject or has people take part; full from one sentence in five, and falling slowly below it (root)."""
        about = sum(any(code not in _UNBOUND for code in r.supports) for r in self.own)
        return min(1.0, about / (_ON_SUBJECT * self.total)) ** 0.5 if self.total else 0.0

    @cached_property
    def substance(self) -> float:
        """0.4–1: how far the text holds facts of its own (a name, a figure; half: a voice, or people taking part); 1 from one sentence in ten.

        A draft of the right words without one fact reads well and says nothing; no measure of words can see that alone.
        """
        facts = {r.passage.index for r in self.sentences if r.passage.index in self.names or not _FACTS.isdisjoint(r.features)}
        heard = {r.passage.index for r in self.own if "P" in r.codes or "houding:quoted" in r.features} - facts
        found = len(facts) + _HEARD * len(heard)
        return _LEAST + (1 - _LEAST) * min(1.0, found / (_FACTUAL * self.total)) if self.total else 1.0

    @cached_property
    def names(self) -> dict[int, tuple[str, ...]]:
        """Passage index → names in it that are no abbreviation, not national and not the municipality's own: anyone can fill that in."""
        lower = lower_words(self.sentences)
        inside = {r.passage.index: names_in(r, lower) for r in self.sentences}
        known = {name for found in inside.values() for name in found}
        both = {r.passage.index: (*opening_name(r, known), *inside[r.passage.index]) for r in self.sentences}
        others = {index: tuple(name for name in found if name != self.municipality) for index, found in both.items()}
        return {index: found for index, found in others.items() if found}

    @cached_property
    def name_counts(self) -> Counter[str]:
        return Counter(name for found in self.names.values() for name in found)

    @cached_property
    def _own_name(self) -> re.Pattern[str] | None:
        """The municipality's name and the words for its people (Elzerdam, Elzerdammers)."""
        return re.compile(rf"\b{re.escape(self.municipality)}(?:s|se|m?ers?|aars?|ders|naren|aren)?\b") if self.municipality else None

    @cached_property
    def _place_headings(self) -> frozenset[int]:
        """Headings of at most five words with a name that the text uses ('De Akkers')."""
        known, lower = set(self.name_counts), lower_words(self.sentences)
        short = [r for r in self.readings if r.passage.is_heading and 0 < len(r.words) <= _SHORT_HEADING]
        return frozenset(r.passage.index for r in short if known.intersection((*opening_name(r, known), *names_in(r, lower))))

    def half_named(self, reading: Reading) -> bool:
        """Whether the sentence names no more than the municipality itself, or stands under the name of a place or body."""
        if reading.passage.index in self.names:
            return False
        under = not self._place_headings.isdisjoint(reading.passage.headings)
        return under or bool(self._own_name and self._own_name.search(reading.passage.text))

    def anchored(self, reading: Reading) -> bool:
        """A name, a figure, a year or an own word: the sentence says something of this place."""
        if not NOT_OWN.isdisjoint(reading.features):
            return False
        return reading.passage.index in self.names or not _ANCHORS.isdisjoint(reading.features)


def is_past(reading: Reading) -> bool:
    """A sentence about the past. The tagger takes some present plurals (openen) for past ones; a promise is never past."""
    return "%verleden" in reading.features and not reading.stance.commitment


def passages_of(readings: Iterable[Reading]) -> tuple[int, ...]:
    return tuple(r.passage.index for r in readings)


def strongest(readings: Iterable[Reading]) -> list[Reading]:
    """Those that say most first: most supports and firmest commitment, then reading order."""
    return sorted(readings, key=lambda r: (-len(r.supports) - r.stance.commitment, r.passage.index))


def quoted(reading: Reading, words: int = 30) -> str:
    """The sentence without its full stop, or its first words with an ellipsis."""
    parts = reading.passage.text.split()
    return " ".join(parts[:words]).rstrip(".;,") + (" …" if len(parts) > words else "")


def per_hundred(context: MeasureContext, pro: Iterable[Reading], *, once: bool = False) -> Measured:
    """`pro` sentences per hundred, damped as the text leaves its subject. once: a thing that a long text says in one place."""
    found = list(pro)
    if not context.total:
        return Measured(None)
    value = min(100.0, 100 * len(found) / (context.said_among if once else context.total) * context.subject_share)
    return Measured(value, {"aantal": len(found), "totaal": context.total}, passages_of(strongest(found)))


def per_hundred_against(context: MeasureContext, contra: Iterable[Reading], advice: str = "") -> Measured:
    """`contra` sentences per hundred, worst first as given. Shown are own ones without a fact; advice is followed by the first of them."""
    found = list(contra)
    if not context.total:
        return Measured(None)
    own = [r for r in found if NOT_OWN.isdisjoint(r.features) and not context.anchored(r)]
    suggestion = f"{advice}: «{quoted(own[0])}»" if own and advice else ""
    return Measured(100 * len(found) / context.total, {"aantal": len(found), "totaal": context.total}, contra=passages_of(own), suggestion=suggestion)


def with_own_name(context: MeasureContext, found: Measured, count: int) -> Measured:
    """`found`, to which own sentences add half that name no more than the municipality, or stand under a name. count: sentences in `found`; `zelf` says it in words."""
    if found.value is None:
        return found
    alone = [r for r in context.own if context.half_named(r) and not context.anchored(r)]
    value = found.value + OWN_NAME * 100 * len(alone) / context.total * context.subject_share
    says = f"; {len(alone)} keer staat er alleen de naam van de gemeente of staat er een naam in de kop, en dat telt half" if alone else ""
    return Measured(value, {**found.fields, "aantal": count, "totaal": context.total, "zelf": says}, found.pro, found.contra, found.suggestion)
