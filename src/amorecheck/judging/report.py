"""Readings → Report: the tree of frameworks with verdicts, evidence, advice and remarks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from amorecheck.document import Document
from amorecheck.judging.evidence import Reading
from amorecheck.judging.scoring import group_verdict, score_of_items
from amorecheck.judging.verdicts import Judgement, judge_item
from amorecheck.reporting.model import (
    DocumentInfo,
    Evidence,
    Framework,
    Item,
    Nearest,
    Report,
    Stance,
    Tool,
    Verdict,
    Why,
)
from amorecheck.reporting.model import Notice as ReportNotice
from amorecheck.rules.schema import ContextExample, FrameworkRule, ItemRule

CONTEXT = 300
REMARKS = {"deferred": "doorgeschoven naar later", "excluded": "valt volgens de tekst buiten deze visie"}


@dataclass(slots=True)
class Ledger:
    """Collects evidence from all frameworks; gives each passage one id. Values, measures included, go in once."""

    document: Document
    readings: list[Reading]
    # as keys, in the order in which they came
    _items: dict[int, dict[str, None]] = field(default_factory=dict)
    _why: dict[int, dict[tuple[object, ...], Why]] = field(default_factory=dict)
    _words: dict[int, dict[str, None]] = field(default_factory=dict)

    def add(self, passage: int, item: str, why: Iterable[Why] = (), words: Iterable[str] = ()) -> str:
        self._items.setdefault(passage, {})[item] = None
        known = self._why.setdefault(passage, {})
        for reason in why:
            known.setdefault((reason.item, reason.rule, reason.says, reason.words, reason.points), reason)
        self._words.setdefault(passage, {}).update(dict.fromkeys(words))
        return f"e{passage}"

    def evidence(self, order: list[int]) -> tuple[Evidence, ...]:
        return tuple(self._evidence(n) for n in order)

    def passages(self) -> list[int]:
        return sorted(self._items)

    def items_of(self, passage: int) -> Iterable[str]:
        return self._items[passage]

    def _evidence(self, number: int) -> Evidence:
        reading = self.readings[number]
        passage = reading.passage
        place = self.document.place(passage.start, passage.end)
        before, after = _around(self.document, passage.start, passage.end, passage.block.start, passage.block.end)
        stance = reading.stance
        return Evidence(
            id=f"e{number}", items=tuple(self._items[number]), text=passage.text, start=passage.start, end=passage.end,
            page=place.page, section=place.section, paragraph=place.paragraph, before=before, after=after,
            words=tuple(self._words[number]),
            stance=Stance(labels=tuple(sorted(stance.all_labels())), commitment=stance.commitment, cues=tuple(f"{c.label}: {c.words}" for c in stance.cues)),
            why=tuple(self._why[number].values()),
        )  # fmt: skip


def _around(document: Document, start: int, end: int, low: int, high: int) -> tuple[str, str]:
    before = " ".join(document.text[max(low, start - CONTEXT) : start].split())
    after = " ".join(document.text[end : min(high, end + CONTEXT)].split())
    return before, after


@dataclass(frozen=True)
class Judged:
    """What a framework's judge gives back: the items of the report, before ids of evidence are final."""

    framework: Framework
    best: tuple[tuple[str, tuple[int, ...]], ...]


def build_frameworks(
    frameworks: Iterable[FrameworkRule], readings: list[Reading], ledger: Ledger, measured: Callable[[ItemRule, Ledger], Item], *, vision: bool, dutch: bool = True
) -> tuple[list[Framework], dict[str, list[int]]]:
    """All frameworks judged. Returns them with, per item, its passages best first (to order the evidence list)."""
    ranking: dict[str, list[int]] = {}
    out = []
    for rule in frameworks:
        judgeable = dutch and (vision or not rule.vision_only)
        items = tuple(_item(i, rule, readings, ledger, ranking, measured, judgeable) for i in rule.items if not i.hidden)
        if not items:
            continue
        out.append(Framework(id=rule.id, title=rule.title, source=rule.source, note=rule.note, score=score_of_items(items), items=items))
    return out, ranking


def _item(
    rule: ItemRule, framework: FrameworkRule, readings: list[Reading], ledger: Ledger, ranking: dict[str, list[int]],
    measured: Callable[[ItemRule, Ledger], Item], judgeable: bool,
) -> Item:  # fmt: skip
    children = tuple(_item(i, framework, readings, ledger, ranking, measured, judgeable) for i in rule.items if not i.hidden)
    if rule.measures and judgeable:
        return measured(rule, ledger)
    if rule.measures:
        return Item(id=rule.id, title=rule.title, question=rule.question, weight=rule.weight, verdict=Verdict.CANNOT_TELL)
    if rule.evidence:
        verdict_rule = rule.verdict or framework.verdict
        found = sum(child.verdict in (Verdict.NAMED, Verdict.WORKED_OUT) for child in children)
        judgement = judge_item(rule, verdict_rule, readings, found)
        threshold = framework.threshold if rule.threshold is None else rule.threshold
        return _judged(rule, judgement, threshold, children, readings, ledger, ranking, judgeable)
    return Item(
        id=rule.id, title=rule.title, question=rule.question, weight=rule.weight, items=children,
        verdict=group_verdict([c.verdict for c in children]), score=score_of_items(children),
    )  # fmt: skip


def _judged(
    rule: ItemRule, judgement: Judgement, threshold: float, children: tuple[Item, ...], readings: list[Reading], ledger: Ledger,
    ranking: dict[str, list[int]], judgeable: bool,
) -> Item:  # fmt: skip
    ids = []
    if judgeable:
        for support in judgement.supports:
            why = [Why(item=rule.id, rule=f.pattern.name, says=f.pattern.says, words=f.words, points=f.points) for f in support.fired]
            ids.append(ledger.add(support.passage, rule.id, why, [w for f in support.fired for w in f.words]))
        ranking[rule.id] = [s.passage for s in judgement.supports]
    verdict = judgement.verdict if judgeable else Verdict.CANNOT_TELL
    named = (judgement.lacks_parts and rule.advice.onderdelen) or rule.advice.genoemd or rule.advice.ontbreekt
    advice = {Verdict.MISSING: rule.advice.ontbreekt, Verdict.NAMED: named}.get(verdict, "")
    return Item(
        id=rule.id, title=rule.title, question=rule.question, weight=rule.weight, verdict=verdict,
        score=judgement.score if judgeable else None, remarks=_remarks(rule.id, threshold, readings), advice=advice, ask=rule.ask,
        examples=tuple(e.zin if isinstance(e, ContextExample) else e for e in rule.examples.hit), evidence=tuple(ids),
        nearest=_nearest(rule, readings, ledger) if verdict is Verdict.MISSING else None, items=children,
    )  # fmt: skip


def _remarks(item: str, threshold: float, readings: list[Reading]) -> tuple[str, ...]:
    """What a sentence that would have counted says about leaving the item out or putting it off."""
    close = [r.near_misses[item] for r in readings if item in r.near_misses]
    labels = {label for support in close if support.points >= threshold for label in support.barred}
    return tuple(text for label, text in REMARKS.items() if label in labels)


def _nearest(rule: ItemRule, readings: list[Reading], ledger: Ledger) -> Nearest | None:
    """The sentence that came closest without counting, or else the first that touches on the topic; and what it lacks."""
    body = [r for r in readings if r.passage.block.judged and not r.passage.is_heading]
    close = [r.near_misses[rule.id] for r in body if rule.id in r.near_misses]
    if close:
        support = max(close, key=lambda s: (s.points, -s.passage))
        return _near(readings[support.passage], support.barred, rule, ledger)
    touching = next((r for r in body if not r.hits.names.isdisjoint(rule.topic)), None)
    return None if touching is None else _near(touching, (), rule, ledger)


def _near(reading: Reading, barred: tuple[str, ...], rule: ItemRule, ledger: Ledger) -> Nearest:
    passage = reading.passage
    place = ledger.document.place(passage.start, passage.end)
    lacks = tuple(LACKS[label] for label in barred) or ((rule.lacks,) if rule.lacks else ())
    return Nearest(text=passage.text, start=passage.start, end=passage.end, page=place.page, section=place.section, paragraph=place.paragraph, lacks=lacks)


LACKS = {
    "negated": "De zin zegt dat het niet gebeurt.",
    "excluded": "De zin zegt dat het buiten deze visie valt.",
    "other_actor": "De zin gaat over wat een ander doet of vraagt, niet over de eigen gemeente.",
    "past": "De zin gaat over het verleden.",
    "question": "De zin stelt de vraag, maar geeft geen antwoord.",
    "quoted": "De zin is een citaat van iemand anders dan de gemeente.",
    "deferred": "De zin schuift het antwoord door naar later.",
    "placeholder": "Hier staat nog een invulplek.",
    "conditional": "De zin maakt het afhankelijk van een voorwaarde.",
}


def ordered(ledger: Ledger, ranking: dict[str, list[int]]) -> list[int]:
    """An order of all evidence in which each item's best comes before its others, as far as one list can give that."""
    left = ledger.passages()
    ranks: dict[int, list[tuple[str, int]]] = {passage: [] for passage in left}
    for item, passages in ranking.items():
        for rank, passage in enumerate(passages):
            ranks[passage].append((item, rank))
    opened: set[str] = set()
    out: list[int] = []

    def cost(passage: int) -> tuple[int, int, int]:
        mine = ranks[passage]
        worst = sum([rank for item, rank in mine if item not in opened])
        return (worst, -len(mine), passage)

    while left:
        left.sort(key=cost)  # costs change only when an item gets its first evidence
        taken = next((n for n, passage in enumerate(left) if not opened.issuperset(ledger.items_of(passage))), len(left) - 1) + 1
        out += left[:taken]
        opened.update(ledger.items_of(left[taken - 1]))
        left = left[taken:]
    return out


def assemble(document: Document, tool: Tool, words: int, frameworks: list[Framework], ledger: Ledger, ranking: dict[str, list[int]], notices: list[ReportNotice], skipped: tuple[str, ...]) -> Report:
    """The report, with evidence numbered e1, e2 … in its final order."""
    order = ordered(ledger, ranking)
    numbered = {f"e{passage}": f"e{n}" for n, passage in enumerate(order, 1)}
    evidence = tuple(e.model_copy(update={"id": numbered[e.id]}) for e in ledger.evidence(order))
    info = DocumentInfo(
        name=document.name, sha256=document.sha256, format=document.format, pages=document.pages, words=words, title=document.title,
        municipality=document.municipality, layers=dict(document.layers), skipped=skipped,
    )  # fmt: skip
    return Report(
        tool=tool, document=info, evidence=evidence, notices=tuple(notices),
        frameworks=tuple(f.model_copy(update={"items": tuple(_renumbered(i, numbered) for i in f.items)}) for f in frameworks),
    )  # fmt: skip


def _renumbered(item: Item, numbered: dict[str, str]) -> Item:
    def new(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(numbered[i] for i in ids)

    if not (item.evidence or item.contra or item.items or item.measures):
        return item
    return item.model_copy(
        update={
            "evidence": new(item.evidence), "contra": new(item.contra), "items": tuple(_renumbered(i, numbered) for i in item.items),
            "measures": tuple(m.model_copy(update={"pro": new(m.pro), "contra": new(m.contra)}) if m.pro or m.contra else m for m in item.measures),
        }
    )  # fmt: skip
