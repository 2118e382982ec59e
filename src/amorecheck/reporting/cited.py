"""The passages that a report cites, by their ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .model import Evidence, Item, Notice, Report, walk

WAIVER_CODE = "afwijkend-oordeel-"
"""Notices with a code that begins so tell that a verdict of the adviser's own may no longer hold."""


def evidence_by_id(report: Report) -> dict[str, Evidence]:
    """All evidence of the report by its id."""
    return {piece.id: piece for piece in report.evidence}


def cited(known: Mapping[str, Evidence], names: Sequence[str]) -> list[Evidence]:
    """The evidence with these ids, in this order; an id without evidence is passed over."""
    return [known[name] for name in names if name in known]


def waived_items(report: Report) -> list[Item]:
    """All items whose verdict an adviser overruled, in the order of the report."""
    return [item for framework in report.frameworks for item in walk(framework.items) if item.waiver is not None]


def stale_notices(report: Report) -> list[Notice]:
    """What must be said of the adviser's own verdicts that may no longer hold."""
    return [notice for notice in report.notices if notice.code.startswith(WAIVER_CODE)]
