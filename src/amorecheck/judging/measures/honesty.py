"""Echt: honest, steady and simple enough to retell."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from amorecheck.judging.evidence import Reading
from amorecheck.judging.measures.context import (
    FIGURES,
    NOT_OWN,
    MeasureContext,
    Measured,
    passages_of,
    per_hundred,
    quoted,
)
from amorecheck.judging.measures.registry import measure
from amorecheck.rules.schema import MeasureRule

_CORE_LENGTH = range(6, 27)
_CORE_LEAST = 3
# What was done, asked, said by others or how the vision was made is not what it wants.
_NO_CORE = frozenset({"%verleden", "%zonder-werkwoord", "houding:question", "houding:quoted", "houding:negated", "houding:past", "P", "SG1", "%verwijzing"})
# A figure or an own custom: these no other municipality can say after it. A name alone can be swapped.
_TELLING = FIGURES | {"cultuur-eigen"}
_LEAST_MENTIONS = 4
_LEAST_OPINIONS = 3


@measure("kernzin")
def core_sentence(context: MeasureContext, rule: MeasureRule) -> Measured:
    """How well the best sentence would do as the vision in one line. Range 0–5; the sentence is shown.

    1 each for: a term of lexicon `kern` in it, before it or above it (‘in één zin’, ‘onze visie is’, ‘dat is waar’), a wish,
    a name, at most 16 words, and no term of lexicon `zonder`. Candidates are own sentences of 6–26 words that say kern or
    wish. A striving that any municipality has (lexicon `algemeen`: ‘de samenhang behouden en versterken’) is none, unless
    it has a figure, a custom, or something or someone one can picture (lexicons `beeld`, `mensen`).
    Source: JSO AMORE (echt: 'eenvoudig na te vertellen'). Weakness: does not know whether the rest bears it out.
    """
    scored = sorted(((_core(r, rule, context), -r.passage.index, r) for r in context.own if len(r.words) in _CORE_LENGTH), key=lambda c: c[:2], reverse=True)
    if not scored or scored[0][0] < _CORE_LEAST:
        return Measured(0.0 if context.total else None, {"zin": "Geen zin zegt in het kort waar het u om gaat"})
    value, _, best = scored[0]
    return Measured(float(value), {"zin": f"Deze zin laat zich het best navertellen: «{quoted(best)}»"}, (best.passage.index,))


def _core(reading: Reading, rule: MeasureRule, context: MeasureContext) -> int:
    core = rule.lexicons["kern"]
    said = not {core, f"vorige:{core}", f"kop:{core}"}.isdisjoint(reading.features)
    wish = bool({"G", "SB2"} & reading.codes) and bool({"willen", "dromen"} & reading.features) and reading.stance.commitment <= 1
    if rule.lexicons["algemeen"] in reading.features and reading.features.isdisjoint(_TELLING | {rule.lexicons["beeld"], rule.lexicons["mensen"]}):
        return 0
    pointing = core in reading.features and not wish  # 'In één zin komt het hierop neer': the sentence after it is meant
    if not (said or wish) or pointing or _NO_CORE & (reading.features | reading.codes) or reading.passage.text.endswith(":"):
        return 0
    plain = rule.lexicons["zonder"] not in reading.features
    return said + wish + (reading.passage.index in context.names) + (len(reading.words) <= 16) + plain


@measure("wat-moeilijk-is")
def difficulty(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Own sentences per hundred that admit a difficulty, a failure or a doubt (lexicon `voor`), damped off subject. Range 0–100.

    Source: JSO AMORE (echt: 'geloofwaardig'). Weakness: a difficulty of someone else counts too.
    """
    admits = [r for r in context.own if rule.lexicons["voor"] in r.features]
    bold = sorted((r for r in context.own if r.stance.commitment >= 1 and {"G", "A", "SB2"} & r.codes), key=lambda r: (-r.stance.commitment, r.passage.index))
    advice = f"Schrijf hierbij wat het moeilijk maakt of wat u nog niet weet: «{quoted(bold[0])}»" if bold and not admits else ""
    return replace(per_hundred(context, admits, once=True), suggestion=advice)


@measure("vaste-termen")
def steady_terms(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Of the mentions of a thing that has several names in the rule, the share that uses another than the usual name; less is better. Range 0–100.

    Lexicons with the same letters before their digit (a1, a2; b1, b2) are names of one thing. Names that appear in one
    sentence are a definition and do not count. None below 4 mentions. Source: domein.md 5.2, trap 19. Weakness: the
    other word may mean something else on purpose.
    """
    groups: defaultdict[str, list[tuple[int, list[Reading]]]] = defaultdict(list)
    for key, lexicon in sorted(rule.lexicons.items()):
        found = [r for r in context.sentences if lexicon in r.features]
        groups[key.rstrip("0123456789")].append((len(found), found))
    mentions, shifted = 0, []
    for names in groups.values():
        count = sum(n for n, _ in names)
        if count < _LEAST_MENTIONS:
            continue
        usual = max(names, key=lambda pair: pair[0])
        mentions += count
        told = {r.passage.index for r in usual[1]}
        shifted += [r for pair in names if pair is not usual for r in pair[1] if r.passage.index not in told]
    if not mentions:
        return Measured(None)
    return Measured(100 * len(shifted) / mentions, {"aantal": len(shifted), "totaal": mentions}, contra=passages_of(shifted))


@measure("tegenspraak")
def contradictions(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Pairs of statements that do not go together (lexicons a1 against a2, b1 against b2 …), both said by the vision itself; less is better. Range 0–3.

    Source: domein.md 4.5 ('loslaten' with ten indicators). Weakness: only sees the pairs it knows, and not whether
    they are meant for different cases.
    """
    found: list[tuple[Reading, Reading]] = []
    for letter in sorted({key.rstrip("12") for key in rule.lexicons}):
        sides = [[r for r in context.own if rule.lexicons[f"{letter}{n}"] in r.features and not {"houding:negated", "houding:quoted"} & r.features] for n in (1, 2)]
        apart = [(a, b) for a in sides[0][:1] for b in sides[1] if a is not b][:1]
        found += apart
    if not context.total:
        return Measured(None)
    advice = f"Leg uit hoe deze twee zinnen samengaan: «{quoted(found[0][0])}» en «{quoted(found[0][1])}»" if found else ""
    pairs = tuple(dict.fromkeys(r.passage.index for pair in found for r in pair))
    return Measured(float(len(found)), {"aantal": len(found)}, contra=pairs, suggestion=advice)


@measure("goed-nieuws")
def only_good_news(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Of the sentences that praise (lexicon `tegen`) or admit something (lexicon `voor`), the share that praises; less is better. Range 0–100.

    None below three such sentences. Source: JSO AMORE (echt). Weakness: praise may be deserved.
    """
    admits = [r for r in context.own if rule.lexicons["voor"] in r.features]
    praise = [r for r in context.sentences if rule.lexicons["tegen"] in r.features and NOT_OWN.isdisjoint(r.features) and r not in admits]
    total = len(admits) + len(praise)
    if total < _LEAST_OPINIONS:
        return Measured(None)
    advice = f"Zet hier naast wat nog niet lukt: «{quoted(praise[0])}»" if praise and not admits else ""
    return Measured(100 * len(praise) / total, {"aantal": len(praise), "totaal": total}, passages_of(admits), passages_of(praise), advice)
