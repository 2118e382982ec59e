"""The score of a report as a whole."""

from __future__ import annotations

from amorecheck.reporting.model import Report


def overall_score(report: Report) -> float | None:
    """Mean of the framework scores that could be given, 0–100; None where none could."""
    scores = [f.score for f in report.frameworks if f.score is not None]
    return round(sum(scores) / len(scores), 1) if scores else None
