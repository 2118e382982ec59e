"""Medians and outliers that one strange draft cannot move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median, quantiles

LEAST = 8
"""Below this many scores nothing is called an outlier."""

LIMIT = 3.0
"""Robust standard deviations from the median beyond which a score is far from it (Leys et al. 2013)."""

LEAST_POINTS = 20.0
"""A difference under this many points is never called far, however alike all others are."""

_MAD_TO_SD, _MEAN_TO_SD = 1.4826, 1.2533


@dataclass(frozen=True, slots=True)
class Spread:
    """How scores (0–100) lie. number: of scores. scale: a robust standard deviation in points, 0 where all are the same."""

    number: int
    least: float
    low: float
    median: float
    high: float
    most: float
    scale: float


def spread_of(scores: Sequence[float]) -> Spread | None:
    """The spread of scores; None without any. low, high: first and third quartile.

    scale: 1.4826 × the median absolute deviation; where more than half of the scores are the same that is 0, and
    1.2533 × the mean absolute deviation stands in.
    """
    if not scores:
        return None
    middle = median(scores)
    quarters = quantiles(scores, n=4, method="inclusive") if len(scores) > 1 else [middle] * 3
    distances = [abs(score - middle) for score in scores]
    scale = _MAD_TO_SD * median(distances) or _MEAN_TO_SD * fmean(distances)
    low, high = (round(quarter, 1) for quarter in (quarters[0], quarters[2]))
    return Spread(len(scores), min(scores), low, round(middle, 1), high, max(scores), round(scale, 4))


def far_from(score: float, spread: Spread) -> bool:
    """Whether a score lies far below or above the median of at least eight."""
    distance = abs(score - spread.median)
    return spread.number >= LEAST and distance >= LEAST_POINTS and distance > LIMIT * spread.scale
