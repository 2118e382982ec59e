"""What the verdicts and scores of parts make of the whole: a bouwsteen, a framework, a report.

Knows the report and nothing of language: a saved report is scored anew without loading the language model.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from amorecheck.reporting.model import Item, Report, Verdict


def group_verdict(verdicts: Sequence[Verdict]) -> Verdict:
    """A group is worked out where most of it is, missing where all of it is, and named otherwise."""
    judged = [verdict for verdict in verdicts if verdict is not Verdict.CANNOT_TELL]
    if not judged:
        return Verdict.CANNOT_TELL
    if all(verdict is Verdict.MISSING for verdict in judged):
        return Verdict.MISSING
    return Verdict.WORKED_OUT if judged.count(Verdict.WORKED_OUT) * 2 > len(judged) else Verdict.NAMED


def mean_score(pairs: Iterable[tuple[float | None, float]]) -> float | None:
    """Weighted mean of (score, weight), to one decimal; what is None stays out, None where nothing is left."""
    judged = [(score, weight) for score, weight in pairs if score is not None and weight > 0]
    total = sum(weight for _, weight in judged)
    return round(sum(score * weight for score, weight in judged) / total, 1) if total else None


def score_of_items(items: Iterable[Item]) -> float | None:
    """The score of what consists of these items, 0–100; None where none of them could be judged."""
    return mean_score((item.score, item.weight) for item in items)


def overall_score(report: Report) -> float | None:
    """Mean of the framework scores that could be given, 0–100; None where none could."""
    return mean_score((framework.score, 1.0) for framework in report.frameworks)
