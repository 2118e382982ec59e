"""Onderscheidend: what in the text belongs to this municipality alone."""

from __future__ import annotations

import re
from collections import Counter

from amorecheck.judging.evidence import Reading
from amorecheck.judging.measures.context import (
    NOT_OWN,
    MeasureContext,
    Measured,
    passages_of,
    per_hundred,
    quoted,
    strongest,
    with_own_name,
)
from amorecheck.judging.measures.motivation import QUOTE
from amorecheck.judging.measures.registry import measure
from amorecheck.reading.municipality import known_municipalities
from amorecheck.rules.schema import MeasureRule

_WINDOW = 8
_CALLED = re.compile(r"\b[Gg]emeente ((?:De |Den |Het |'s-)?[A-ZÀ-Þ][\w’'-]+(?: (?:en|aan|op|bij) (?:den |de )?[A-ZÀ-Þ][\w’'-]+)?)")
_LONG_AGO = re.compile(r"\b(?:1[1-9]\d\d|200\d)\b(?! (?:inwoners|mensen|euro))")
_PLACE = re.compile(r"\b(?:in|te|van|voor|uit|binnen) ((?:De |Den |Het |'s-)?[A-ZÀ-Þ][\w’'-]+(?: (?:aan|op|bij|en) (?:den |de )?[A-ZÀ-Þ][\w’'-]+)?)")
_COMPARED = re.compile(
    r"\b(?:buurgemeente|regio\w*|samen met|voorbeeld|zoals|net als|andere|elders|collega|herindel\w*|fusie|samengevoegd|voormalige|vergelijk\w*|in tegenstelling|provincie|grens|bron|arrest|rechtbank)\b",
    re.IGNORECASE,
)


@measure("eigen-namen")
def own_names(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Own sentences per hundred that name a place, person or organisation of the text itself. Range 0–100.

    A sentence with no name but the municipality's own counts half: anyone can fill that in. Source: JSO AMORE (onderscheidend).
    Weakness: a name at the start of a sentence is only seen where it stands elsewhere too.
    """
    inside = context.names
    named = [r for r in context.own if r.passage.index in inside]
    shown = ", ".join(name for name, _ in context.name_counts.most_common(5))
    best = sorted(named, key=lambda r: (-len(inside[r.passage.index]), r.passage.index))
    fields: dict[str, object] = {"namen": f" (vaak: {shown})" if shown and named else ""}
    return with_own_name(context, Measured(per_hundred(context, named).value, fields, passages_of(best)), len(named))


@measure("eigen-cijfers")
def own_figures(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Own sentences per hundred with a figure and no law or budget language. Range 0–100.

    Source: JSO AMORE (onderscheidend: 'voorkom dat je te algemeen blijft'). Weakness: does not see whether a figure is local.
    """
    return per_hundred(context, [r for r in context.own if {"%getal", "%procent", "%bedrag"} & r.features and "systeemtaal" not in r.features])


@measure("namenrijkdom")
def name_variety(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Different names in a stretch of 8 sentences, on average. Range from 0. The stretch makes short and long texts alike.

    Source: moving-average type-token ratio (Covington & McFall 2010). Weakness: a list of partners counts as variety.
    """
    if not context.total:
        return Measured(None)
    per_sentence = [context.names.get(r.passage.index, ()) if NOT_OWN.isdisjoint(r.features) else () for r in context.sentences]
    around = per_sentence + per_sentence[: _WINDOW - 1]  # the end runs on into the beginning, so that no sentence counts less
    mean = sum(len({n for names in around[start : start + _WINDOW] for n in names}) for start in range(context.total)) / context.total
    return Measured(mean * context.subject_share, {"aantal": len(context.name_counts), "gemiddeld": round(mean)})


@measure("vervangtoets")
def swap_test(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Sentences per hundred that would be as true of any municipality: no anchor, and a stock phrase or no content; less is better.

    A stock phrase without anchor counts 1, another sentence without anchor a quarter. Range 0–100. Source: JSO AMORE
    (onderscheidend), domein.md 4.6. Weakness: a sentence may rest on the name in the one before.
    """
    phrase = rule.lexicons["tegen"]
    bare = [r for r in context.sentences if not context.anchored(r)]
    stock = strongest(r for r in bare if phrase in r.features)
    if not context.total:
        return Measured(None)
    value = 100 * (len(stock) + 0.25 * (len(bare) - len(stock))) / context.total
    advice = f"Deze zin past op elke gemeente. Zeg wat het bij u betekent, met een naam of een voorbeeld: «{quoted(stock[0])}»" if stock else ""
    told = strongest(r for r in bare if "%zonder-werkwoord" not in r.features and NOT_OWN.isdisjoint(r.features))
    if told and not stock:
        advice = f"Deze zin noemt geen plek, mens of getal van bij u. Zeg waar en bij wie dit speelt: «{quoted(told[0])}»"
    return Measured(value, {"aantal": len(stock), "kaal": len(bare), "totaal": context.total}, contra=passages_of(stock), suggestion=advice)


@measure("eigen-woorden")
def own_words(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Own sentences per hundred in which people of the place are quoted. Range 0–100.

    Source: JSO AMORE (onderscheidend), domein.md 5.2, trap 9. Weakness: a quoted title looks like a quote.
    """
    return per_hundred(context, [r for r in context.own if QUOTE.search(r.passage.text) or "houding:quoted" in r.features], once=True)


@measure("vreemde-gemeente")
def other_municipalities(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Sentences per hundred that give another municipality's name as if it were one's own; less is better. Range 0–100.

    Counted are 'gemeente X' with X not the own name, and the names of Dutch municipalities (lexicons/gemeenten.tsv),
    without a word of comparison or region. None where the own name is not known. Source: domein.md 5.2, trap 4.
    Weakness: an invented name is only seen after the word gemeente.
    """
    own = context.municipality
    if not own or not context.total:
        return Measured(None)
    others: Counter[str] = Counter()
    found: list[Reading] = []
    known = known_municipalities()
    for reading in context.sentences:
        text = reading.passage.text
        named = [n for n in _CALLED.findall(text) if not _same(n, own)]
        named += [n for n in _PLACE.findall(text) if n in known and not _same(n, own)]
        if named and not _COMPARED.search(text) and NOT_OWN.isdisjoint(reading.features):
            found.append(reading)
            others.update(named)
    shown = ", ".join(name for name, _ in others.most_common(3))
    advice = f"Controleer of {shown} hier hoort, of is blijven staan uit een ander stuk: «{quoted(found[0])}»" if found else ""
    return Measured(100 * len(found) / context.total, {"aantal": len(found), "namen": f" ({shown})" if shown else "", "eigen": own}, contra=passages_of(found), suggestion=advice)


def _same(name: str, own: str) -> bool:
    return name == own or own.startswith(name) or name.startswith(own) or name.endswith(own)


@measure("geschiedenis")
def own_history(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Own sentences per hundred with a custom, tradition or past of the place, or what proved to work there: lexicon `voor`, a year before 2010, or the questions SG1 and SG3. Range 0–100.

    Source: JSO AMORE (onderscheidend: 'eigenheid', 'unieke prestatie'). Weakness: a year may date a law.
    """
    wanted = rule.lexicons["voor"]

    def told(reading: Reading) -> bool:
        plain = not {"systeemtaal", "jargon"} & reading.features
        return bool({"SG1", "SG3"} & reading.codes) or (plain and (wanted in reading.features or bool(_LONG_AGO.search(reading.passage.text))))

    return per_hundred(context, [r for r in context.own if told(r)], once=True)
