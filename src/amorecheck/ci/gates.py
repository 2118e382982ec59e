"""What is asked of a draft, and what of it is not met: gates → findings.

A finding is a gap of the draft (missing or only named), a required item that is not met, or a score below the limit.
Only the last two, and only where the baseline did not know them, make a run fail.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from amorecheck.batch.outcome import Outcome
from amorecheck.errors import ConfigurationError
from amorecheck.judging.scoring import overall_score
from amorecheck.reporting.model import Evidence, Item, Nearest, Report, Verdict, walk
from amorecheck.reporting.passages_alike import letters_of
from amorecheck.reporting.phrases import score_number
from amorecheck.reporting.summary import CORE, judged_items, name_of, verdict_word
from amorecheck.reporting.wording import say

HEIGHT = {Verdict.CANNOT_TELL: -1, Verdict.MISSING: 0, Verdict.NAMED: 1, Verdict.WORKED_OUT: 2}
SCORE = "score"
"""The item of a finding about the score as a whole."""

_GAPS = (Verdict.MISSING, Verdict.NAMED)
_PRINT = 32


class Level(StrEnum):
    """How grave: a gate that is not met, an item that is missing, an item that is only named."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Requirement:
    """An item that must have at least this verdict (genoemd or uitgewerkt)."""

    item: str
    verdict: Verdict = Verdict.NAMED


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend in a draft. item: its id, or `SCORE`. passage: where it shows, None where nothing was found.

    prints: fingerprints of item and content, the passage's own first. known: the baseline had it already.
    """

    item: str
    title: str
    level: Level
    verdict: Verdict | None
    message: str
    advice: str = ""
    passage: Evidence | Nearest | None = None
    prints: tuple[str, ...] = ()
    known: bool = False

    @property
    def fails(self) -> bool:
        return self.level is Level.ERROR and not self.known


def parse_requirement(text: str) -> Requirement:
    """'T1', 'WS1:uitgewerkt' or 'WS1=uitgewerkt'. Raises ConfigurationError for another verdict."""
    name, _, wanted = text.replace("=", ":", 1).partition(":")
    if not wanted:
        return Requirement(name.strip())
    if wanted.strip().lower() not in (Verdict.NAMED, Verdict.WORKED_OUT):
        raise ConfigurationError(say("ci.error.verdict", verdict=wanted.strip()))
    return Requirement(name.strip(), Verdict(wanted.strip().lower()))


def refuse_unknown(require: Iterable[Requirement], known: Iterable[str]) -> None:
    """Raises ConfigurationError where a requirement names an item that does not exist."""
    names = set(known)
    for requirement in require:
        if requirement.item not in names:
            raise ConfigurationError(say("ci.error.item", item=requirement.item))


def items_of(report: Report) -> dict[str, Item]:
    """All items of a report by id, sub-items and bouwstenen too."""
    return {item.id: item for framework in report.frameworks for item in walk(framework.items)}


def fingerprint(item: str, text: str = "") -> str:
    """The key of a finding: item and normalised words. Place, lay-out and capitals make no difference."""
    return hashlib.sha256(f"{item}\0{letters_of(text)}".encode()).hexdigest()[:_PRINT]


def prints_of(item: Item, report: Report) -> tuple[str, ...]:
    """The fingerprints of an item: one for each sentence it rests on, or one of the item alone."""
    texts = {piece.id: piece.text for piece in report.evidence}
    return tuple(dict.fromkeys(fingerprint(item.id, texts[name]) for name in item.evidence if name in texts)) or (fingerprint(item.id),)


def findings_of(outcome: Outcome, require: Sequence[Requirement] = (), fail_under: float | None = None) -> tuple[Finding, ...]:
    """What is to mend in one draft, gravest first, then in the order of the report; () for a draft without report."""
    report = outcome.report
    if report is None:
        return ()
    items = items_of(report)
    refuse_unknown(require, items)
    asked = {r.item: r for r in require if HEIGHT[items[r.item].verdict] < HEIGHT[r.verdict]}
    gaps = {item.id: item for f in report.frameworks if f.id in CORE for item in judged_items(f) if item.verdict in _GAPS}
    found = [_finding(items[name], report, asked.get(name)) for name in items if name in asked or name in gaps]
    low = _low_score(report, fail_under)
    order = list(Level)
    return tuple(sorted(([low] if low else []) + found, key=lambda f: order.index(f.level)))


def _finding(item: Item, report: Report, asked: Requirement | None) -> Finding:
    level = Level.ERROR if asked else Level.WARNING if item.verdict is Verdict.MISSING else Level.NOTE
    wording = "required" if asked else item.verdict.name.lower()
    message = say(
        f"ci.finding.{wording}", item=item.id, title=name_of(item), verdict=verdict_word(item.verdict),
        wanted=verdict_word(asked.verdict) if asked else "",
    )  # fmt: skip
    return Finding(item.id, name_of(item), level, item.verdict, message, item.advice, _passage(item, report), prints_of(item, report))


def _passage(item: Item, report: Report) -> Evidence | Nearest | None:
    first = next(iter(item.evidence), "")
    return next((piece for piece in report.evidence if piece.id == first), item.nearest)


def _low_score(report: Report, fail_under: float | None) -> Finding | None:
    score = overall_score(report)
    if fail_under is None or (score is not None and score >= fail_under):
        return None
    shown = verdict_word(Verdict.CANNOT_TELL) if score is None else score_number(score)
    message = say("ci.finding.score", score=shown, limit=f"{fail_under:g}".replace(".", ","))
    return Finding(SCORE, say("ci.score"), Level.ERROR, None, message, prints=(fingerprint(SCORE),))


__all__ = ["HEIGHT", "SCORE", "Finding", "Level", "Requirement", "findings_of", "fingerprint", "items_of", "parse_requirement", "prints_of", "refuse_unknown"]
