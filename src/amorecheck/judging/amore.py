"""AMORE: measures → a score, a verdict, sentences for and against, and one suggestion from the text itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from amorecheck.judging.measures import MEASURES, MeasureContext, Measured
from amorecheck.judging.report import Ledger
from amorecheck.judging.scoring import mean_score
from amorecheck.reporting.model import Item, Measure, Verdict, Why
from amorecheck.rules.schema import ContextExample, ItemRule, MeasureRule

WORKED_OUT, NAMED = 60.0, 30.0
SHOWN = 3
# A measure with this score or more (0–1) brings no sentences against.
GOOD = 0.75
FEW_FACTS = "de tekst noemt weinig namen en getallen; daarom telt elke maat voor minder"
# Below this many sentences a criterion is no judgement but a guess.
MIN_SENTENCES = 8


def criterion_judge(context: MeasureContext) -> Callable[[ItemRule, Ledger], Item]:
    """A judge of AMORE criteria on this text, to hand to `build_frameworks`. What serves several criteria is measured once."""
    known: dict[tuple[str, tuple[tuple[str, str], ...], str], Measured] = {}

    def take(measure: MeasureRule) -> Measured:
        key = (measure.name, tuple(sorted(measure.lexicons.items())), measure.advice)
        if key not in known:
            known[key] = MEASURES[measure.name](context, measure)
        return known[key]

    def judge(rule: ItemRule, ledger: Ledger) -> Item:
        taken = [(m, take(m)) for m in rule.measures]
        if len(context.sentences) < MIN_SENTENCES:
            taken = [(m, Measured(None)) for m, _ in taken]
        measures = tuple(_measure(m, value, rule.id, ledger) for m, value in taken)
        score = _score(measures, context.substance)
        pro, contra = _cited(taken, rule, ledger, context)
        verdict = _verdict(score)
        return Item(
            id=rule.id, title=rule.title, question=rule.question, weight=rule.weight, verdict=verdict, score=score, advice=_advice(rule, verdict), ask=rule.ask,
            evidence=pro, contra=contra, measures=measures, remarks=(FEW_FACTS,) if score is not None and context.substance < 1 else (), suggestion=_suggestion(taken),
            examples=tuple(e.zin if isinstance(e, ContextExample) else e for e in rule.examples.hit),
        )  # fmt: skip

    return judge


def _verdict(score: float | None) -> Verdict:
    if score is None:
        return Verdict.CANNOT_TELL
    return Verdict.WORKED_OUT if score >= WORKED_OUT else Verdict.NAMED if score >= NAMED else Verdict.MISSING


def with_measure(item: Item, rule: ItemRule, measure: Measure, contra: tuple[str, ...] = (), suggestion: str = "") -> Item:
    """The criterion with one measure more, its score, verdict and advice anew. contra: ids of evidence that it brings.

    Such a measure comes from outside the text (batch_measures) and can only lower the score: one that would raise it
    gets weight 0 and is shown. An adviser's own verdict (waiver) and what could not be judged stay as they are.
    """
    before = _score(item.measures, 1.0)
    score = _score((*item.measures, measure), item.score / before if item.score and before else 1.0)
    lowers = score is not None and item.score is not None and score < item.score
    if not lowers or item.waiver is not None:
        return item.model_copy(update={"measures": (*item.measures, measure.model_copy(update={"weight": 0.0}))})
    verdict = _verdict(score)
    return item.model_copy(
        update={
            "measures": (*item.measures, measure), "score": score, "verdict": verdict, "advice": _advice(rule, verdict),
            "contra": (*item.contra, *(name for name in contra if name not in item.contra)), "suggestion": suggestion or item.suggestion,
        }
    )  # fmt: skip


def _score(measures: tuple[Measure, ...], substance: float) -> float | None:
    score = mean_score([(None if m.score is None else 100 * m.score, m.weight) for m in measures])
    return None if score is None else round(score * substance, 1)


def _advice(rule: ItemRule, verdict: Verdict) -> str:
    return {Verdict.MISSING: rule.advice.ontbreekt, Verdict.NAMED: rule.advice.genoemd}.get(verdict, "")


def score_between(value: float, low: float, high: float) -> float:
    """Where a value lies between the one that scores 0 and the one that scores 1; either may be the larger."""
    return round(min(1.0, max(0.0, (value - low) / (high - low))), 4)


class Count(int):
    """A number in a Dutch sentence: nought is ‘geen’, and {n:zegt|zeggen} gives the word that goes with it.

    With three choices the first is for nought: {n:er is geen doel|er is 1 doel|er zijn {n} doelen}.
    """

    def __format__(self, spec: str) -> str:
        if "|" in spec:
            *none, one, more = spec.split("|")
            return none[0] if none and self == 0 else one if self in (0, 1) else more
        return "geen" if self == 0 else f"{int(self):,}".replace(",", ".")


def in_words(says: str, fields: dict[str, object]) -> str:
    """The sentence of a measure with its fields filled in, capital first."""
    text = says.format(**{name: Count(value) if isinstance(value, int) else value for name, value in fields.items()})
    return text[:1].upper() + text[1:]


def _measure(rule: MeasureRule, value: Measured, item: str, ledger: Ledger) -> Measure:
    score = None if value.value is None else score_between(value.value, rule.low, rule.high)
    says = rule.none_says if value.value is None else in_words(rule.says, value.fields)
    return Measure(
        name=rule.name, title=rule.title, says=says, value=None if value.value is None else round(value.value, 4), score=score, weight=rule.weight,
        pro=tuple(ledger.add(p, item) for p in value.pro[:SHOWN]), contra=tuple(ledger.add(p, item) for p in value.contra[:SHOWN]),
    )  # fmt: skip


def _cited(
    taken: list[tuple[MeasureRule, Measured]], rule: ItemRule, ledger: Ledger, context: MeasureContext
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """At most three passages for and three against, with the measures that name them. A passage stands on one side.

    Against speak only measures on which the text does not do well already; a table cell is no sentence to cite.
    """
    speaking = [(m, value) for m, value in taken if m.cites and value.value is not None]
    good = _votes([(m, v.pro) for m, v in speaking])
    bad = _votes([(m, v.contra) for m, v in speaking if v.value is not None and score_between(v.value, m.low, m.high) < GOOD])
    tellable = {r.passage.index for r in context.sentences if not {"%cel", "%zonder-werkwoord"} & r.features}
    for_ = [p for p in sorted(good, key=lambda p: (-good[p], p)) if good[p] > bad[p] and p in tellable][:SHOWN]
    against = [p for p in sorted(bad, key=lambda p: (-bad[p], p)) if bad[p] >= good[p] and p in tellable][:SHOWN]
    return (
        tuple(ledger.add(p, rule.id, _reasons(rule.id, 1.0, [m for m, v in speaking if p in v.pro])) for p in for_),
        tuple(ledger.add(p, rule.id, _reasons(rule.id, -1.0, [m for m, v in speaking if p in v.contra])) for p in against),
    )


def _votes(parts: list[tuple[MeasureRule, tuple[int, ...]]]) -> Counter[int]:
    """How much each passage tells: more where a heavy measure names it high, and where that measure names few."""
    votes: Counter[int] = Counter()
    for measure, passages in parts:
        for rank, passage in enumerate(passages[: 2 * SHOWN]):
            votes[passage] += round(1000 * measure.weight * (1 - rank / (2 * SHOWN)) / len(passages) ** 0.5)
    return votes


def _reasons(item: str, points: float, measures: list[MeasureRule]) -> list[Why]:
    best = sorted(measures, key=lambda m: -m.weight)
    return [Why(item=item, rule=m.name, says=m.title, points=points) for m in best]


def _suggestion(taken: list[tuple[MeasureRule, Measured]]) -> str:
    """The suggestion of the measure with the most to gain that has one."""
    open_ones = [(m.weight * (1 - score_between(v.value, m.low, m.high)), v.suggestion) for m, v in taken if m.cites and v.value is not None and v.suggestion]
    return max(open_ones, key=lambda pair: pair[0])[1] if open_ones else ""
