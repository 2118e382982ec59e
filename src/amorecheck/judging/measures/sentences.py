"""Measures that only ask which sentences have a word of a list; the list is named in rules/amore.yaml."""

from __future__ import annotations

from amorecheck.judging.measures.context import (
    MeasureContext,
    Measured,
    is_past,
    per_hundred,
    per_hundred_against,
    with_own_name,
)
from amorecheck.judging.measures.registry import measure
from amorecheck.rules.schema import MeasureRule


@measure("eigen-zinnen")
def own_sentences(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Own sentences per hundred with a term of lexicon `voor` and none of `zonder`, damped off subject. Range 0–100.

    Source: the word lists of domein.md 4.5. Weakness: a word list sees no irony and no context.
    """
    wanted, barred = rule.lexicons["voor"], rule.lexicons.get("zonder", "")
    return per_hundred(context, [r for r in context.own if wanted in r.features and barred not in r.features], once=True)


@measure("zinnen-tegen")
def sentences_against(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Sentences per hundred with a term of lexicon `tegen`; less is better. Range 0–100.

    Source: domein.md 4.6 and 4.7. Weakness: a term may be quoted to be rejected.
    """
    wanted = rule.lexicons["tegen"]
    hits = [r for r in context.sentences if wanted in r.features]
    worst = sorted(hits, key=lambda r: (-len(r.hits.of(wanted)), r.passage.index))
    return per_hundred_against(context, worst, rule.advice)


@measure("verankerd")
def anchored(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Sentences per hundred with a name, figure or own word; half: with the municipality's own name only. Range 0–100.

    Source: domein.md 4.6 (a phrase is generic without a local anchor). Weakness: does not see whether a figure is local.
    """
    found = [r for r in context.sentences if context.anchored(r)]
    return with_own_name(context, per_hundred(context, found), len(found))


@measure("vooruit")
def forward(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Own sentences per hundred that look ahead: a wish, effort, goal or measure, not in the past and not passive. Range 0–100.

    'Er wordt ingezet op' says what, but nobody who wants or does it. Source: JSO AMORE (ambitie, motiverend). It tells a
    vision from a scan or an evaluation, not a high bar from a low one; so it is full early. Weakness: a plan of activities looks ahead too.
    """
    ahead = [r for r in context.own if r.stance.commitment or ({"G", "A", "SB2"} & r.codes and not is_past(r))]
    return per_hundred(context, [r for r in ahead if "%passief" not in r.features])


@measure("maatregelen")
def actions(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Own sentences with a measure (code A) per hundred. Range 0–100. Source: the guideline's A. Weakness: as good as the rules for A."""
    return per_hundred(context, [r for r in context.own if "A" in r.codes])
