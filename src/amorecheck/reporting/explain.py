"""Why an item got its verdict: what was looked for, what counted, which words and cues carried or sank it."""

from __future__ import annotations

import textwrap

from amorecheck.reporting.cited import cited, evidence_by_id
from amorecheck.reporting.model import Evidence, Item, Measure, Report, walk
from amorecheck.reporting.phrases import STANCES, score_number, standing
from amorecheck.reporting.places import place_of
from amorecheck.reporting.plain import plain_text
from amorecheck.reporting.verdict_words import verdict_word, waiver_sentence
from amorecheck.reporting.wording import say
from amorecheck.rules.load import Rules
from amorecheck.rules.schema import ItemRule, MeasureRule
from amorecheck.rules.show import find_item

WIDTH = 80


def render_explanation(report: Report, name: str, rules: Rules) -> str:
    """The explain chain of one item as text, 80 columns. Raises RuleError where the item does not exist."""
    rule = find_item(rules, name)
    framework, item = next(((f, i) for f in report.frameworks for i in walk(f.items) if i.id == rule.id), (None, None))
    if framework is None or item is None:
        return say("explain.not_judged", item=rule.id)
    by_id = evidence_by_id(report)
    score = say("score.none") if item.score is None else say("explain.score", score=score_number(item.score))
    lines = [say("explain.top", item=item.id, title=item.title, verdict=standing(framework, item), score=score)]
    if item.question:
        lines += _wrap(say("explain.question", question=item.question))
    if item.waiver is not None:
        lines += _wrap(waiver_sentence(item.waiver))
    lines += [say("explain.remark", remark=remark) for remark in item.remarks]
    for key, ids in (("counts", item.evidence), ("against", item.contra)):
        if ids:
            lines += ["", say(f"explain.{key}", n=len(ids))]
            for number, piece in enumerate(cited(by_id, ids), 1):
                lines += _evidence_lines(number, piece, item.id)
    lines += _measure_lines(item, rule, by_id)
    lines += _nearest_lines(item)
    if item.items:
        lines += ["", say("explain.parts")] + [f"  {child.id:<12} {verdict_word(child.verdict)}" for child in item.items]
    if item.suggestion:
        lines += ["", *_wrap(say("explain.suggestion", suggestion=plain_text(item.suggestion)))]
    if item.advice:
        lines += ["", *_wrap(say("explain.advice", advice=item.advice))]
    lines += ["", say("explain.rules", item=item.id)]
    return "\n".join(lines)


def _nearest_lines(item: Item) -> list[str]:
    if item.nearest is None:
        nothing = not item.evidence and not item.items and not item.measures
        return ["", say("explain.nothing")] if nothing else []
    lines = ["", say("explain.nearest"), *_wrap(f"«{plain_text(item.nearest.text)}»", 2), *_wrap(place_of(item.nearest), 4)]
    return lines + [line for lack in item.nearest.lacks for line in _wrap(say("explain.lacks", lacks=lack), 4)]


def _wrap(text: str, indent: int = 0) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * indent)


def _input_lines(measure: Measure, rule: MeasureRule | None) -> list[str]:
    """The measured value, between which values it is scored, and the word lists it looks in."""
    if rule is None:
        return []
    value = say("explain.no_value") if measure.value is None else say("explain.value", value=_number(measure.value))
    text = say("explain.input", name=measure.name, value=value, low=_number(rule.low), high=_number(rule.high))
    if rule.lexicons:
        text += say("explain.lexicons", n=len(rule.lexicons), lexicons=", ".join(rule.lexicons.values()))
    if not rule.cites:
        text += say("explain.not_cited")
    return _wrap(text, 8)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def _evidence_lines(number: int, evidence: Evidence, item: str) -> list[str]:
    lines = _wrap(f"{number}. «{plain_text(evidence.text)}»", 2)
    lines += _wrap(place_of(evidence), 5)
    for why in evidence.why:
        if why.item == item:
            words = f": {', '.join(f'«{plain_text(w)}»' for w in why.words)}" if why.words else ""
            lines += _wrap(f"{why.points:+g} {why.says or why.rule}{words} [{why.rule}]", 5)
    for cue in evidence.stance.cues:
        lines += _wrap(say("explain.cue", cue=_cue(plain_text(cue))), 5)
    if evidence.stance.commitment:
        lines += _wrap(say("explain.commitment", words=say(f"commitment.{evidence.stance.commitment}")), 5)
    return lines


def _cue(cue: str) -> str:
    """'ontkennend («geen»)' for 'negated: geen'; a label without a word of its own stays."""
    label, colon, words = cue.partition(":")
    if label not in STANCES:
        return cue
    return f"{say(f'stance.{label}')} («{words.strip()}»)" if colon else say(f"stance.{label}")


def _measure_lines(item: Item, rule: ItemRule, by_id: dict[str, Evidence]) -> list[str]:
    lines: list[str] = []
    if item.measures:
        lines += ["", say("explain.measured")]
    rules = {(m.name, m.title): m for m in (*rule.measures, *rule.batch_measures)}
    for measure in item.measures:
        score = say("explain.unmeasured") if measure.score is None else f"{measure.score:.2f}"
        lines += _wrap(say("explain.measure", score=score, title=measure.title, weight=_number(measure.weight), says=measure.says), 2)
        lines += _input_lines(measure, rules.get((measure.name, measure.title)))
        for sign, ids in (("+", measure.pro[:3]), ("-", measure.contra[:3])):
            lines += [line for piece in cited(by_id, ids) for line in _wrap(f"{sign} «{plain_text(piece.text)}»", 6)]
    return lines
