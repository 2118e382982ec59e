"""What sharing says of a draft: one measure more for *Onderscheidend*, with the shared sentences as evidence against it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from amorecheck.batch.outcome import Outcome
from amorecheck.judging.amore import score_between, with_measure
from amorecheck.judging.scoring import score_of_items
from amorecheck.reporting.model import Evidence, Framework, Item, Measure, Report, Why
from amorecheck.reporting.plain import plain_text, shorten
from amorecheck.reporting.wording import join_words, say
from amorecheck.rules.schema import ItemRule, MeasureRule

if TYPE_CHECKING:
    from amorecheck.batch.shared import OwnShare, Place, SharedPassage, SharedPassages

LEAST_SENTENCES = 8
"""Below this many sentences a share is no measure but a guess; as judging.amore.MIN_SENTENCES."""

_SHOWN = 3


def with_shared(outcome: Outcome, shared: SharedPassages) -> Outcome:
    """The outcome with what it shares counted in its report; as it was where there is no report or nothing to compare."""
    share = shared.drafts.get(outcome.name)
    if outcome.report is None or share is None:
        return outcome
    report = outcome.report
    mine = _mine(outcome, shared)
    for rule in shared.judged:
        for measure in rule.batch_measures:
            report = _with(report, rule, measure, share, mine)
    return dataclasses.replace(outcome, report=report)


def _mine(outcome: Outcome, shared: SharedPassages) -> list[tuple[Place, SharedPassage]]:
    """The shared sentences of one draft, those that most municipalities have first."""
    return sorted(shared.by_draft.get(outcome.name, ()), key=lambda pair: (-len(pair[1].municipalities), pair[0].start))[:_SHOWN]


def _with(report: Report, rule: ItemRule, measure: MeasureRule, share: OwnShare, mine: Sequence[tuple[Place, SharedPassage]]) -> Report:
    if not any(item.id == rule.id and item.score is not None for framework in report.frameworks for item in framework.items):
        return report
    evidence, names = _evidence(report, rule, measure, mine)
    taken = _measured(measure, share, names)
    suggestion = say("overview.shared.suggestion", others=_others(*mine[0]), sentence=shorten(mine[0][0].text, 200).rstrip(".")) if mine else ""
    changed = {item.id: with_measure(item, rule, taken, names, suggestion) for f in report.frameworks for item in f.items if item.id == rule.id}
    frameworks = tuple(_recombined(framework, changed) for framework in report.frameworks)
    return report.model_copy(update={"frameworks": frameworks, "evidence": evidence})


def _recombined(framework: Framework, changed: dict[str, Item]) -> Framework:
    if not any(item.id in changed for item in framework.items):
        return framework
    items = tuple(changed.get(item.id, item) for item in framework.items)
    return framework.model_copy(update={"items": items, "score": score_of_items(items)})


def _measured(rule: MeasureRule, share: OwnShare, names: tuple[str, ...]) -> Measure:
    value = share.percentage if share.total >= LEAST_SENTENCES else None
    if value is None:
        return Measure(name=rule.name, title=rule.title, says=rule.none_says, weight=rule.weight)
    others = say("overview.shared.municipalities", n=share.others)
    return Measure(
        name=rule.name, title=rule.title, says=rule.says.format(aantal=share.shared, totaal=share.total, gemeenten=others),
        value=round(value, 4), score=score_between(value, rule.low, rule.high), weight=rule.weight, contra=names,
    )  # fmt: skip


def _evidence(report: Report, rule: ItemRule, measure: MeasureRule, mine: Sequence[tuple[Place, SharedPassage]]) -> tuple[tuple[Evidence, ...], tuple[str, ...]]:
    """The report's evidence with the shared sentences in it, and their ids. A sentence that is there keeps its id."""
    pieces = {piece.id: piece for piece in report.evidence}
    at = {(piece.start, piece.end): piece.id for piece in report.evidence}
    names = []
    for place, passage in mine:
        name = at.get((place.start, place.end)) or f"e{len(pieces) + 1}"
        why = Why(item=rule.id, rule=measure.name, says=say("overview.shared.also", others=_others(place, passage)))
        old = pieces.get(name) or Evidence(
            id=name, items=(), text=plain_text(place.text), start=place.start, end=place.end, page=place.page, section=place.section, paragraph=place.paragraph
        )
        pieces[name] = old.model_copy(update={"items": old.items if rule.id in old.items else (*old.items, rule.id), "why": (*old.why, why)})
        names.append(name)
    return tuple(pieces.values()), tuple(names)


def _others(place: Place, passage: SharedPassage) -> str:
    """'Oostmeren en Veldrade', or 'Oostmeren, Veldrade en 3 andere gemeenten'."""
    own = place.municipality or place.name
    names = [plain_text(name) for name in passage.municipalities if name != own]
    rest = len(names) - 2
    return join_words([*names[:2], say("overview.shared.more", n=rest)]) if rest > 0 else join_words(names)
