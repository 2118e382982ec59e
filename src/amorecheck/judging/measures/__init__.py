"""The measures behind AMORE: each a pure function of a text that was read, registered by name.

A measure gives a value in a stated unit, the passages that moved it up and down, and the fields that its sentence in
rules/amore.yaml needs. What the value is worth (from which value it scores 0, from which 1) stands in that file. None
means: could not be taken, for instance a share of goals where there is no goal; it then stays out of the mean.
One module a criterion, and two that serve several: sentences (a word list decides) and readability.
"""

from amorecheck.judging.measures import (
    ambition,
    distinctness,
    honesty,
    motivation,
    readability,
    relevance,
    sentences,
)
from amorecheck.judging.measures.context import MeasureContext, Measured
from amorecheck.judging.measures.registry import MEASURES

__all__ = ["MEASURES", "MeasureContext", "Measured", "ambition", "distinctness", "honesty", "motivation", "readability", "relevance", "sentences"]
