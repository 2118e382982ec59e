"""Evidence → verdicts and scores, as the rule files say."""

from __future__ import annotations

from dataclasses import dataclass

from amorecheck.judging.evidence import Reading, Support
from amorecheck.reporting.model import Verdict
from amorecheck.rules.schema import ItemRule, VerdictRule

# Firm sentences are worth more: a goal (G) or a measure (A). So are those with a figure or a name.
FIRM_CODES = frozenset({"G", "A"})
CONCRETE = frozenset({"%getal", "%jaar", "%bedrag", "%procent", "%naam"})
# What a sentence loses in the order of evidence (not in points) for leaning on its surroundings.
DOUBTS = {
    "houding:past": 1.0, "houding:negated": 0.5, "houding:other_actor": 0.5, "houding:conditional": 0.5, "houding:quoted": 0.5,
    "houding:excluded": 0.5, "houding:deferred": 0.5, "%ander-domein": 1.0, "%geen-visie": 1.0, "%verwijzing": 0.3, "%zonder-werkwoord": 0.5, "%kort": 0.5,
}  # fmt: skip
ON_CONTEXT_ONLY = 1.0
# The score of a theme that says much, but not in enough of its parts: just below 'uitgewerkt'.
MOST_IN_PARTS = 69.0
# Items whose answer lies in the past: what worked, what stays, what has made the place, who were heard.
LOOKS_BACK = frozenset({"SG1", "SG2", "SG3", "P"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one item, with the supports it rests on, best first. `lacks_parts`: its sentences would do, its parts not."""

    verdict: Verdict
    score: float | None
    strength: float
    supports: tuple[Support, ...]
    lacks_parts: bool = False


def judge_item(item: ItemRule, rule: VerdictRule, readings: list[Reading], parts: int = 0) -> Judgement:
    """Verdict and score 0–100 of an item from the sentences that support it, and from how many of its `parts` were found.

    Score is linear between the two borders. However much a draft says about a theme, it is not worked out while its own
    parts (goal, approach, partners, wijk) are missing.
    """
    supports = sorted(
        (reading.supports[item.id] for reading in readings if item.id in reading.supports and not reading.passage.is_heading),
        key=lambda s: (-_worth(s, rule, readings), s.passage),
    )
    strength = sum(_worth(s, rule, readings) for s in supports[: rule.top])
    supports.sort(key=lambda s: (-_plainness(s, rule, readings), s.passage))
    whole = parts >= rule.parts
    if strength >= rule.worked_out and whole:
        verdict = Verdict.WORKED_OUT
    elif strength >= rule.named:
        verdict = Verdict.NAMED
    else:
        verdict = Verdict.MISSING
    score = score_of(strength, rule)
    lacks_parts = strength >= rule.worked_out and not whole
    return Judgement(verdict, min(score, MOST_IN_PARTS) if lacks_parts else score, strength, tuple(supports), lacks_parts)


def _worth(support: Support, rule: VerdictRule, readings: list[Reading]) -> float:
    reading = readings[support.passage]
    firm = rule.firm if FIRM_CODES & reading.codes else 0.0
    concrete = rule.concrete if CONCRETE & reading.own else 0.0
    return min(support.points, rule.most) + firm + concrete


def _plainness(support: Support, rule: VerdictRule, readings: list[Reading]) -> float:
    """How well a sentence does as the first that a reader sees: its worth, less what makes it lean on its surroundings.

    Changes the order only. A sentence that looks back, is hedged or denied in part, has no verb, or counts by what
    stands before it, may be right; one that says it outright is the better proof.
    """
    reading = readings[support.passage]
    doubts = sum(loss for feature, loss in DOUBTS.items() if feature in reading.features and not (feature == "houding:past" and support.item in LOOKS_BACK))
    if not any(fired.words for fired in support.fired):
        doubts += ON_CONTEXT_ONLY
    unlimited = max(0.0, support.points - rule.most)
    return _worth(support, rule, readings) + unlimited - doubts


def score_of(strength: float, rule: VerdictRule) -> float:
    """0 without evidence, 40 where an item begins to be named, 70 where it is worked out, at most 100."""
    if strength <= 0:
        return 0.0
    if strength < rule.named:
        return round(40 * strength / rule.named, 1)
    if strength < rule.worked_out:
        return round(40 + 30 * (strength - rule.named) / (rule.worked_out - rule.named), 1)
    return round(min(100.0, 70 + 30 * (strength - rule.worked_out) / rule.worked_out), 1)
