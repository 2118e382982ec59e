"""Relevant: what residents and partners need, their own words, and what was done with them."""

from __future__ import annotations

from dataclasses import replace

from amorecheck.judging.measures.context import MeasureContext, Measured, passages_of, per_hundred, quoted
from amorecheck.judging.measures.motivation import QUOTE
from amorecheck.judging.measures.registry import measure
from amorecheck.rules.schema import MeasureRule

# Themes and questions in which residents have something to say about their own lives.
_OF_PEOPLE = frozenset({"T1", "T2", "T3", "IN1", "IN2", "IN3"})


@measure("stemmen")
def voices(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Own sentences per hundred with a quote, a resident or partner speaking, or how they took part (P). Range 0–100.

    Source: JSO AMORE (relevant). Weakness: a quoted title looks like a quote.
    """
    wanted = rule.lexicons["voor"]
    heard = [r for r in context.own if wanted in r.features or "P" in r.codes or "houding:quoted" in r.features or QUOTE.search(r.passage.text)]
    about = [r for r in context.on_subject if "inwoner" in r.features and _OF_PEOPLE & r.codes and not {"G", "A", "SB2"} & r.codes and "%getal" not in r.features and r not in heard]
    found = per_hundred(context, heard, once=True)
    advice = f"Dit zegt u over inwoners. Schrijf erbij wat zij er zelf over zeiden: «{quoted(about[0])}»" if about and len(heard) < len(about) else ""
    return replace(found, suggestion=advice)


@measure("inbreng-verwerkt")
def input_used(context: MeasureContext, rule: MeasureRule) -> Measured:
    """How residents and partners took part (P: 1 a sentence) and what was done with it (lexicon `voor` within two sentences after: 1 more), per hundred. Range 0–200.

    Source: JSO AMORE (relevant), Zaltbommel-type accounts in domein.md 4.4. Weakness: 'daarom' may follow from something else.
    """
    wanted = rule.lexicons["voor"]
    if not context.total:
        return Measured(None)
    took_part = [r for r in context.own if "P" in r.codes]
    near = {r.passage.index + n for r in took_part for n in (0, 1, 2)}
    used = [r for r in context.own if r.passage.index in near and wanted in r.features]
    value = 100 * (len(took_part) + len(used)) / context.said_among * context.subject_share
    followed = {r.passage.index - n for r in used for n in (0, 1, 2)}
    loose = [r for r in took_part if r.passage.index not in followed and "%ik" not in r.features]
    advice = f"Schrijf hierbij wat u met hun inbreng hebt gedaan: «{quoted(loose[0])}»" if loose else ""
    best = sorted(took_part, key=lambda r: (r.passage.index not in followed, r.passage.index))
    return Measured(value, {"aantal": len(took_part), "verwerkt": len(used)}, passages_of(best), suggestion=advice)


@measure("mensen")
def people(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Own sentences per hundred in which people of flesh and blood occur (lexicon `voor`), stock phrases (`zonder`) aside. Range 0–100.

    Source: JSO AMORE (relevant: 'denk in klantbehoefte'). Weakness: naming people is not yet knowing what they need.
    """
    wanted, barred = rule.lexicons["voor"], rule.lexicons.get("zonder", "")
    return per_hundred(context, [r for r in context.own if wanted in r.features and barred not in r.features])
