"""Measures by name: a rule file names them, this module finds them."""

from __future__ import annotations

from collections.abc import Callable

from amorecheck.judging.measures.context import MeasureContext, Measured
from amorecheck.rules.schema import MeasureRule

Measure = Callable[[MeasureContext, MeasureRule], Measured]
MEASURES: dict[str, Measure] = {}


def measure(name: str) -> Callable[[Measure], Measure]:
    """Register a measure under the name that rules/amore.yaml uses. Raises ValueError where the name is taken."""

    def register(function: Measure) -> Measure:
        if name in MEASURES:
            raise ValueError(f"de maat {name} bestaat al")
        MEASURES[name] = function
        return function

    return register
