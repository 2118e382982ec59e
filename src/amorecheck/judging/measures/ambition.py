"""Ambitie: how high the bar is, what must change and what that asks."""

from __future__ import annotations

import re

from amorecheck.judging.evidence import Reading
from amorecheck.judging.measures.context import (
    FIGURES,
    MeasureContext,
    Measured,
    is_past,
    passages_of,
    per_hundred,
    quoted,
    strongest,
)
from amorecheck.judging.measures.registry import measure
from amorecheck.rules.schema import MeasureRule

_START = re.compile(
    r"\bvan (?:de |nu |ruim |bijna |ongeveer )*\S*\d\S*[^.;]{0,40}?\b(?:naar|tot)\b|\bin plaats van\b|\b(?:tegenover|nu (?:is|zijn|geldt|heeft|hebben|wacht|kent|doet)|\(?was|ten opzichte van)\b[^.;]{0,40}\d"
    r"|\bnu (?:dat )?(?:nog )?\S*\d|\d\S*(?: procent| %)? nu\b|\bhalve(?:ren|erd)\b|\bverdubbel",
    re.IGNORECASE,
)
_MOVES = re.compile(r"\b(?:da(?:alt|len|ald)|gedaald|stij(?:gt|gen)|gestegen|zak(?:t|ken)|gezakt|groei(?:t|en)|gegroeid|gehalveerd|verdubbel[dt]|minder|meer|kent|kennen|heeft|hebben|is|zijn|krijgt|kan|kunnen)\b", re.IGNORECASE)
_FIGURE = re.compile(r"\d|\b(?:één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|veertien|vijftien|twintig|dertig|veertig|vijftig|zestig|honderd|duizend|helft|kwart|driekwart)\b(?! (?:dingen|doelen|thema|opgaven|lijnen|pijlers|punten|onderdelen|vragen))", re.IGNORECASE)
_LARGE = re.compile(r"(?:€|euro)\s?\d{1,3}[.,]?\d{3}|\d{1,3}\.?\d{3}(?:,-)? euro|\b(?:ton|miljoen|duizend)\b", re.IGNORECASE)
_THEMES = frozenset({"T1", "T2", "T3", "T4"})
_LATER_YEAR = re.compile(r"\b20(?:2[5-9]|[3-9]\d)\b|\b(?:over|binnen) (?:een|één|twee|drie|vier|vijf|zes|acht|tien|\d+) (?:jaar|maanden|weken)\b", re.IGNORECASE)


def _parts(reading: Reading) -> int:
    """Of horizon, figure and starting point, how many a goal names (0–3)."""
    text = reading.passage.text
    horizon = bool(_LATER_YEAR.search(text))
    figure = bool({"%procent", "%bedrag"} & reading.features) or bool(_FIGURE.search(_LATER_YEAR.sub("", text)))
    return horizon + figure + bool(_START.search(text))


def _is_target(reading: Reading) -> bool:
    """A state of affairs in a later year with a figure ('Eind 2029 is het aandeel gedaald naar 9 procent'), whatever the rules for goals say."""
    text = reading.passage.text
    horizon = re.search(r"\b(?:in|eind|uiterlijk|voor|tegen|over|binnen)\b[^.;]{0,12}", text, re.IGNORECASE) and _LATER_YEAR.search(text)
    return bool(horizon) and not is_past(reading) and _parts(reading) >= 2 and bool(_MOVES.search(text)) and "A" not in reading.codes


@measure("concrete-doelen")
def concrete_goals(context: MeasureContext, rule: MeasureRule) -> Measured:
    """What goals hold of horizon, figure and starting point (1 each), added up per hundred sentences. Range 0–300.

    A goal without any of these counts a tenth. Source: JSO AMORE (ambitie), SMART goals. Weakness: a figure in a goal
    need not be its target.
    """
    goals = [r for r in context.own if {"G", "SB2"} & r.codes or _is_target(r)]
    if not context.total:
        return Measured(None)
    parts = {r.passage.index: _parts(r) for r in goals}
    firm = sorted((r for r in goals if parts[r.passage.index]), key=lambda r: -parts[r.passage.index])
    vague = [r for r in goals if not parts[r.passage.index] and ("SB2" in r.codes or r.stance.commitment in (1, 2))]
    weak = [r for r in vague if not {"dromen", "%cel", "%kort"} & r.features]  # a dream needs no year
    value = 100 * (sum(parts.values()) + 0.1 * len(vague)) / context.said_among * context.subject_share
    advice = f"Maak dit doel scherper, met een jaartal en een begin- en eindpunt: «{quoted(_weakest(weak))}»" if weak else ""
    themed = [r for r in context.on_subject if _THEMES & r.codes and "%verwijzing" not in r.features]
    if not goals and themed:
        advice = f"Er staat nog geen doel. Schrijf bij deze zin op wat er over vijf jaar anders is: «{quoted(themed[0])}»"
    fields: dict[str, object] = {"aantal": len(firm), "doelen": len(goals), "begin": sum(bool(_START.search(r.passage.text)) for r in goals)}
    return Measured(value, fields, passages_of(firm), passages_of(sorted(weak, key=_firmness)), advice)


def _firmness(reading: Reading) -> tuple[int, int, int]:
    return (reading.stance.commitment, len(reading.features & FIGURES), reading.passage.index)


def _weakest(readings: list[Reading]) -> Reading:
    return min(readings, key=_firmness)


@measure("verandering")
def change(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Own sentences per hundred that say what will be otherwise than now: lexicon `voor`, or from … to, not in the past and not hedged. Range 0–100.

    Source: JSO AMORE (ambitie). Weakness: 'nieuw' is said of small things too.
    """
    wanted = rule.lexicons["voor"]
    firm = [r for r in context.own if not is_past(r) and "voorbehoud" not in r.features]
    return per_hundred(context, [r for r in firm if wanted in r.features or _START.search(r.passage.text)], once=True)


@measure("inspanning")
def effort(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Own sentences per hundred that name what it asks: lexicon `voor`, or an amount from 1000 euro with a commitment of 2 or more. Range 0–100.

    Source: JSO AMORE (ambitie: 'zijn er inspanningen nodig'). Weakness: what is much for a village is little for a city.
    """
    wanted = rule.lexicons["voor"]
    found = [r for r in context.own if wanted in r.features or (_LARGE.search(r.passage.text) and (r.stance.commitment >= 2 or "A" in r.codes))]
    return per_hundred(context, found, once=True)


@measure("toezegging")
def commitment(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Commitment 0–4 of own sentences, added up per hundred sentences, from step 2 on. Range 0–400. Going on as before is none.

    Source: domein.md 4.8. Weakness: an action on a small matter weighs as much as one on a large.
    """
    firm = [r for r in context.own if r.stance.commitment >= 2 and "voortzetten" not in r.features]
    if not context.total:
        return Measured(None)
    value = 100 * sum(r.stance.commitment for r in firm) / context.total * context.subject_share
    strong = sorted(firm, key=lambda r: (-r.stance.commitment, -len(r.supports), r.passage.index))
    return Measured(value, {"aantal": len(firm), "totaal": context.total}, passages_of(strong))


@measure("slag-om-de-arm")
def hedged(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Of the own sentences with a wish or commitment, the share with a hedge of lexicon `tegen`; less is better. Range 0–100.

    None where nothing is wished or promised. Source: domein.md 4.7. Weakness: a caveat may be honest.
    """
    said = [r for r in context.own if r.stance.commitment >= 1 or "G" in r.codes]
    if not said:
        return Measured(None)
    hits = strongest(r for r in said if rule.lexicons["tegen"] in r.features)
    advice = f"Zeg zonder slag om de arm wat u doet: «{quoted(hits[0])}»" if hits else ""
    return Measured(100 * len(hits) / len(said), {"aantal": len(hits), "totaal": len(said)}, contra=passages_of(hits), suggestion=advice)
