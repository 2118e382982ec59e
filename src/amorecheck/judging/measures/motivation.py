"""Motiverend: who speaks, who does what, and whether one sees it before one's eyes."""

from __future__ import annotations

import re
from dataclasses import replace

from amorecheck.judging.evidence import Reading
from amorecheck.judging.measures.context import (
    MeasureContext,
    Measured,
    is_past,
    per_hundred,
    quoted,
    strongest,
)
from amorecheck.judging.measures.registry import measure
from amorecheck.rules.schema import MeasureRule

_WE = frozenset({"wij", "we", "ons", "onze"})
QUOTE = re.compile(r"[“\"‘«„][^”\"’»]{12,}[”\"’»]")
_PERSON = re.compile(r"\b(?:mevrouw|meneer|mevr\.|dhr\.|opa|oma|juf|meester|dokter|zuster|tante|ome)\s+[A-Z]|\b[A-Z][a-z]+ \(\d{2}\)")
_WHEN = re.compile(
    r"\b(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag\w*|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    r"|voorjaar|najaar|morgen|volgende (?:week|maand)|deze (?:week|maand|zomer|winter|herfst|lente)|(?:eerste|tweede|derde|vierde) kwartaal|q[1-4]|vanaf 20\d\d|in 202[5-9])\b",
    re.IGNORECASE,
)


@measure("wij-vorm")
def first_person(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Own sentences per hundred with wij, we, ons or onze. Range 0–100. Source: JSO AMORE (motiverend). Weakness: 'wij' may be anyone."""
    return per_hundred(context, [r for r in context.own if any(w.form in _WE for w in r.words)])


@measure("tafereel")
def scenes(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Sentences per hundred that one can see before one's eyes: a term of lexicon `voor`, a quote or a person by name. Range 0–100.

    Source: JSO AMORE (motiverend: 'is het voldoende concreet'). Weakness: a thing may be named in a dull sentence.
    """
    wanted = rule.lexicons["voor"]
    return per_hundred(context, [r for r in context.own if _thing(r, wanted) or QUOTE.search(r.passage.text) or _PERSON.search(r.passage.text)])


def _thing(reading: Reading, lexicon: str) -> bool:
    """Whether a word of the lexicon stands there as a word, and not in a name (De Dijk)."""
    return any(reading.text_of(hit)[:1].islower() or hit.start == 0 for hit in reading.hits.of(lexicon))


@measure("eerste-stap")
def first_steps(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Own sentences per hundred that say when something begins or happens: an act (A, or commitment from 3) with a day, month or year. Range 0–100.

    Source: JSO AMORE (motiverend: 'om mee aan de slag te gaan'). Weakness: a deadline for a report counts too.
    """
    acts = [r for r in context.own if (r.stance.commitment >= 3 or ("A" in r.codes and not is_past(r))) and "voorbehoud" not in r.features]
    dated = [r for r in acts if _WHEN.search(r.passage.text)]
    open_ended = strongest(r for r in acts if r not in dated and "A" in r.codes and "voortzetten" not in r.features)
    advice = f"Zeg bij deze stap wanneer u begint: «{quoted(open_ended[0])}»" if open_ended else ""
    return replace(per_hundred(context, dated, once=True), suggestion=advice)
