"""Why an item got its verdict: what was looked for, what counted, which words and cues carried or sank it."""

from __future__ import annotations

import textwrap

from amorecheck.reporting.model import Evidence, Item, Measure, Report, walk
from amorecheck.reporting.places import describe_place
from amorecheck.reporting.plain import plain_text
from amorecheck.rules.load import Rules
from amorecheck.rules.schema import ItemRule, MeasureRule
from amorecheck.rules.show import find_item

WIDTH = 80


def render_explanation(report: Report, name: str, rules: Rules) -> str:
    """The explain chain of one item as text, 80 columns. Raises RuleError where the item does not exist."""
    rule = find_item(rules, name)
    item = next((i for f in report.frameworks for i in walk(f.items) if i.id == rule.id), None)
    if item is None:
        return f"{rule.id} hoort bij een lens die niet is gekozen, of is alleen een bouwsteen voor andere regels."
    by_id = {e.id: e for e in report.evidence}
    score = "geen score" if item.score is None else f"score {item.score:.0f}"
    lines = [f"{item.id}  {item.title}: {item.verdict.value} ({score})"]
    if item.question:
        lines += _wrap(f"Vraag: {item.question}")
    lines += [f"Opmerking: {remark}." for remark in item.remarks]
    for title, ids in (("Deze zinnen tellen mee, de sterkste eerst:", item.evidence), ("Deze zinnen spreken ertegen:", item.contra)):
        if ids:
            lines += ["", title]
            for number, evidence_id in enumerate(ids, 1):
                lines += _evidence_lines(number, by_id[evidence_id], item.id)
    lines += _measure_lines(item, rule, by_id)
    if item.nearest is not None:
        place = describe_place(item.nearest.page, item.nearest.section, item.nearest.paragraph)
        lines += ["", "Het dichtst in de buurt komt:", *_wrap(f"«{plain_text(item.nearest.text)}»", 2), *_wrap(place, 4)]
        lines += [line for lack in item.nearest.lacks for line in _wrap(f"Wat eraan ontbreekt: {lack}", 4)]
    elif not item.evidence and not item.items and not item.measures:
        lines += ["", "Er is geen zin gevonden die in de buurt komt."]
    if item.items:
        lines += ["", "Onderdelen:"] + [f"  {child.id:<12} {child.verdict.value}" for child in item.items]
    if item.suggestion:
        lines += ["", *_wrap(f"Suggestie: {plain_text(item.suggestion)}")]
    if item.advice:
        lines += ["", *_wrap(f"Advies: {item.advice}")]
    lines += ["", f"Wat de regels zoeken: amorecheck rules show {item.id}"]
    return "\n".join(lines)


def _wrap(text: str, indent: int = 0) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * indent)


def _input_lines(measure: Measure, rule: MeasureRule | None) -> list[str]:
    """The measured value, between which values it is scored, and the word lists it looks in."""
    if rule is None:
        return []
    value = "geen waarde" if measure.value is None else f"waarde {_number(measure.value)}"
    text = f"maat {measure.name}: {value}; {_number(rule.low)} scoort 0 en {_number(rule.high)} scoort 1"
    if rule.lexicons:
        text += f"; {'woordenlijst' if len(rule.lexicons) == 1 else 'woordenlijsten'} {', '.join(rule.lexicons.values())}"
    if not rule.cites:
        text += "; telt mee, maar haar zinnen dienen niet als voorbeeld"
    return _wrap(text, 8)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def _evidence_lines(number: int, evidence: Evidence, item: str) -> list[str]:
    lines = _wrap(f"{number}. «{plain_text(evidence.text)}»", 2)
    lines += _wrap(describe_place(evidence.page, evidence.section, evidence.paragraph), 5)
    for why in evidence.why:
        if why.item == item:
            words = f": {', '.join(f'«{plain_text(w)}»' for w in why.words)}" if why.words else ""
            lines += _wrap(f"{why.points:+g} {why.says or why.rule}{words} [{why.rule}]", 5)
    for cue in evidence.stance.cues:
        lines += _wrap(f"houding {plain_text(cue)}", 5)
    if evidence.stance.commitment:
        lines.append(f"     inzet {evidence.stance.commitment} van 4")
    return lines


def _measure_lines(item: Item, rule: ItemRule, by_id: dict[str, Evidence]) -> list[str]:
    lines: list[str] = []
    if item.measures:
        lines += ["", "Zo is gemeten (0 is zwak, 1 is sterk); de score is het gewogen gemiddelde:"]
    rules = {(m.name, m.title): m for m in (*rule.measures, *rule.batch_measures)}
    for measure in item.measures:
        score = "niet te meten" if measure.score is None else f"{measure.score:.2f}"
        lines += _wrap(f"{score}  {measure.title} (gewicht {_number(measure.weight)}): {measure.says}", 2)
        lines += _input_lines(measure, rules.get((measure.name, measure.title)))
        for sign, ids in (("+", measure.pro[:3]), ("-", measure.contra[:3])):
            lines += [line for i in ids for line in _wrap(f"{sign} «{plain_text(by_id[i].text)}»", 6)]
    return lines
