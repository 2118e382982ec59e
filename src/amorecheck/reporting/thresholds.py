"""When a report meets what was asked of it: an overall score, and items that must be there."""

from __future__ import annotations

from collections.abc import Iterable

from amorecheck.errors import ConfigurationError
from amorecheck.reporting.model import Report, Verdict, walk

_HEIGHT = {Verdict.CANNOT_TELL: -1, Verdict.MISSING: 0, Verdict.NAMED: 1, Verdict.WORKED_OUT: 2}


def overall_score(report: Report) -> float | None:
    """Mean of the framework scores that could be given, 0–100; None where none could."""
    scores = [f.score for f in report.frameworks if f.score is not None]
    return round(sum(scores) / len(scores), 1) if scores else None


def unmet(report: Report, required: Iterable[str]) -> list[str]:
    """A Dutch sentence for each requirement that the report does not meet. A requirement is ID or ID=verdict."""
    items = {item.id: item for framework in report.frameworks for item in walk(framework.items)}
    problems = []
    for text in required:
        name, _, wanted = text.partition("=")
        if name not in items:
            raise ConfigurationError(f"Het onderdeel «{name}» bestaat niet. Zie: amorecheck rules list.")
        try:
            height = _HEIGHT[Verdict(wanted)] if wanted else _HEIGHT[Verdict.NAMED]
        except ValueError:
            raise ConfigurationError(f"«{wanted}» is geen oordeel. Kies genoemd of uitgewerkt.") from None
        if _HEIGHT[items[name].verdict] < height:
            problems.append(f"{name} ({items[name].title}) is {items[name].verdict.value}; gevraagd is {wanted or 'genoemd'}.")
    return problems
