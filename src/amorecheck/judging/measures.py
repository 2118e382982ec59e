"""The measures behind AMORE: each a pure function of a text that was read, registered by name.

A measure gives a value in a stated unit, the passages that moved it up and down, and the fields that its sentence in
rules/amore.yaml needs. What the value is worth (from which value it scores 0, from which 1) stands in that file. None
means: could not be taken, for instance a share of goals where there is no goal; it then stays out of the mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from amorecheck.document import Document
from amorecheck.judging.evidence import Reading
from amorecheck.rules.schema import MeasureRule


@dataclass(frozen=True, slots=True)
class Measured:
    """value with its unit in the measure's docstring, or None; passages (indices) for and against, strongest first."""

    value: float | None
    fields: dict[str, object] = field(default_factory=dict)
    pro: tuple[int, ...] = ()
    contra: tuple[int, ...] = ()
    suggestion: str = ""


@dataclass(frozen=True)
class MeasureContext:
    """What measures may look at: the document, its readings and the own municipality's name. Derived values are made once."""

    document: Document
    readings: tuple[Reading, ...]
    municipality: str = ""

    @cached_property
    def sentences(self) -> tuple[Reading, ...]:
        """Judged sentences: no headings, no table cells of a single word."""
        return tuple(r for r in self.readings if not r.passage.is_heading and len(r.words) > 2)

    @cached_property
    def word_count(self) -> int:
        return sum(len(r.words) for r in self.sentences)

    def having(self, *features: str) -> tuple[Reading, ...]:
        """Sentences with one of these features (lexicons, item ids, % features)."""
        wanted = set(features)
        return tuple(r for r in self.sentences if not wanted.isdisjoint(r.features))


Measure = Callable[[MeasureContext, MeasureRule], Measured]
MEASURES: dict[str, Measure] = {}


def measure(name: str) -> Callable[[Measure], Measure]:
    """Register a measure under the name that rules/amore.yaml uses."""

    def register(function: Measure) -> Measure:
        MEASURES[name] = function
        return function

    return register


def passages_of(readings: Iterable[Reading]) -> tuple[int, ...]:
    return tuple(r.passage.index for r in readings)


@measure("aandeel-zinnen")
def share_of_sentences(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Sentences per hundred that have a term of lexicon `voor` (and none of `zonder`). Range 0–100.

    The plainest measure: it does not see who speaks or how firm. Use it beside others.
    """
    hits = [r for r in context.sentences if rule.lexicons["voor"] in r.features and rule.lexicons.get("zonder", "") not in r.features]
    total = len(context.sentences)
    if not total:
        return Measured(None)
    return Measured(100 * len(hits) / total, {"aantal": len(hits), "totaal": total}, pro=passages_of(hits))
