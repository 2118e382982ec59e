"""The report in a few lines: what is worked out, what is thin, what is missing, in the order that matters.

Every writer (terminal, HTML, Word, preparation) takes these from here, so that all say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .model import Evidence, Framework, Item, Report, Verdict
from .passages_alike import same_passage
from .plain import plain_text
from .verdict_words import verdict_key as verdict_key
from .verdict_words import verdict_word as verdict_word
from .verdict_words import waiver_sentence
from .wording import full_stop, join_words, load_wording, lower_first, say

CORE = ("themas", "bouwstenen", "betrokkenheid")
"""The frameworks that together say what a vision must hold. AMORE and lenses colour the picture; they are no gaps."""

THEMES = ("T1", "T2", "T3", "T4")
ASPECTS = ("genoemd", "doel", "aanpak", "partners", "wijk")
BOUWSTENEN = ("SB", "IN", "GE", "WS", "DK", "SG")

FOREIGN = frozenset(("geen-visie", "niet-nederlands"))
"""Codes of notices that say that the draft is about something else; see judging.judge."""

_SEVERITY = {Verdict.MISSING: 1.0, Verdict.NAMED: 0.5}
_LISTED = 3

MEASURES_SHOWN = 6
"""Measures of a criterion that are shown at once: rule files give the weightiest first, the rest is folded away."""


@dataclass(frozen=True, slots=True)
class Strength:
    """Something the draft works out. evidence: id of the passage that shows it best, never twice among strengths."""

    item: str
    framework: str
    title: str
    sentence: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing or thin. urgency: weight × severity (missing 1, only named 0.5); reason, advice, ask: Dutch."""

    item: str
    framework: str
    title: str
    verdict: Verdict
    weight: float
    urgency: float
    reason: str
    advice: str
    ask: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items had each verdict."""

    missing: int = 0
    named: int = 0
    worked_out: int = 0
    cannot_tell: int = 0

    @property
    def judged(self) -> int:
        return self.missing + self.named + self.worked_out

    @property
    def total(self) -> int:
        return self.judged + self.cannot_tell


@dataclass(frozen=True, slots=True)
class Cell:
    """One mark in the matrix or grid. verdict None: this was not looked at. item: '' where no such item exists."""

    item: str
    title: str
    verdict: Verdict | None

    @property
    def word(self) -> str:
        """The verdict as a word, for the grid of questions."""
        return verdict_word(self.verdict)

    @property
    def answer(self) -> str:
        """ja, deels or nee, for the matrix: is there a goal, an approach …?"""
        return say(f"matrix.answer.{verdict_key(self.verdict)}")


@dataclass(frozen=True, slots=True)
class Row:
    """A theme with its aspects, or a bouwsteen with its questions."""

    item: str
    title: str
    verdict: Verdict | None
    cells: tuple[Cell, ...]

    @property
    def size(self) -> int:
        return len(self.cells)


@dataclass(frozen=True, slots=True)
class Line:
    """One of the five lines at the top: a short label and a sentence."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The report in short. strengths: at most three. gaps: all, most urgent first. matrix, grid: () where not judged."""

    judgement: str
    strengths: tuple[Strength, ...]
    gaps: tuple[Gap, ...]
    counts: Counts
    matrix: tuple[Row, ...]
    grid: tuple[Row, ...]
    lines: tuple[Line, ...]


def summarise(report: Report) -> Summary:
    """The report in short. The same report always gives the same summary."""
    core = [framework for framework in report.frameworks if framework.id in CORE]
    judged = [(framework, item) for framework in core for item in judged_items(framework)]
    counts = count(item for _, item in judged)
    judgement = _of_another_subject(report, counts) or _judgement(counts)
    gaps = _gaps(judged)
    return Summary(
        judgement=judgement,
        strengths=_strengths(judged, report.evidence),
        gaps=gaps,
        counts=counts,
        matrix=_matrix(report),
        grid=_grid(report),
        lines=_lines(report, judgement, judged, counts, gaps),
    )


def judged_items(framework: Framework) -> list[Item]:
    """The items that carry a verdict of their own: themes, questions, criteria; not their sub-items ('T2.doel')
    and not the bouwsteen that only groups its questions."""
    return list(_leaves(framework.items))


def undecided(framework: Framework) -> bool:
    """Whether nothing in this framework could be judged, nor is there anything to remark."""
    return all(item.verdict is Verdict.CANNOT_TELL and not item.remarks for item in judged_items(framework))


def missing_parts(item: Item) -> list[str]:
    """The aspects that an item that is worked out still lacks: ['een doel', 'een uitwerking per wijk']."""
    if item.verdict is not Verdict.WORKED_OUT:
        return []
    return [part_word(part) for part in item.items if is_part(part, item) and part.verdict is Verdict.MISSING]


def part_word(part: Item) -> str:
    """An aspect of a theme as it stands in a sentence: 'een doel'; one of a rule file's own making by its title."""
    key = f"comments.part.{part.id.rsplit('.', 1)[-1]}"
    return say(key) if key in load_wording() else lower_first(name_of(part))


def example_of(item: Item, quoted: Iterable[Evidence]) -> str:
    """An example answer, '' without any; not one that says nearly what the draft says already."""
    own = [piece.text for piece in quoted]
    fresh = (example for example in item.examples if not any(same_passage(example, text) for text in own))
    return plain_text(next(fresh, ""))


def is_part(child: Item, parent: Item) -> bool:
    """Whether `child` is a sub-item of `parent` ('T2.doel' of 'T2') and not an item of its own."""
    return child.id.startswith(parent.id + ".")


def name_of(item: Item) -> str:
    """What to call an item in a list: its title, or its question where it has no title."""
    return plain_text(item.title or item.question or item.id)


def question_of(item: Item) -> str:
    """The question an item asks, or '' (some rule files put the question in the title)."""
    if item.question:
        return plain_text(item.question)
    return plain_text(item.title) if item.title.rstrip().endswith("?") else ""


def count(items: Iterable[Item]) -> Counts:
    """How many of `items` had each verdict."""
    verdicts = [item.verdict for item in items]
    return Counts(*(verdicts.count(verdict) for verdict in Verdict))


def _leaves(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        children = tuple(child for child in item.items if not is_part(child, item))
        if children:
            yield from _leaves(children)
        else:
            yield item


def _of_another_subject(report: Report, counts: Counts) -> str:
    """That the text is no vision, or not Dutch: the first thing that a reader must know. '' for any other draft."""
    said = [full_stop(plain_text(notice.message)) for notice in report.notices if notice.code in FOREIGN]
    if said and counts.judged:
        said.append(say("judgement.nothing_either") if counts.missing == counts.judged else _weigh(counts))
    return " ".join(said)


def _judgement(counts: Counts) -> str:
    if not counts.judged:
        return say("judgement.nothing_judged")
    sentence = _weigh(counts)
    if counts.cannot_tell:
        sentence += " " + say("judgement.undecided", n=counts.cannot_tell)
    return sentence


def _weigh(counts: Counts) -> str:
    total, worked_out = counts.judged, counts.worked_out
    if counts.missing == total:
        return say("judgement.nothing_found", n=total, total=total)
    if worked_out == total:
        return say("judgement.everything", n=total, total=total)
    if worked_out * 3 >= total * 2:
        return say("judgement.mostly", n=total - worked_out, worked_out=worked_out, total=total)
    return say(f"judgement.{_level(counts)}", n=total, total=total, counts=_spread(counts))


def _level(counts: Counts) -> str:
    total = counts.judged
    if not counts.worked_out:
        return "none"
    if counts.missing * 2 > total:
        return "thin"
    if counts.named * 2 > total:
        return "touched"
    return "partly" if counts.worked_out * 3 >= total else "small"


def _spread(counts: Counts) -> str:
    """'zijn er 9 uitgewerkt, 8 alleen genoemd en ontbreken er 7': the verb is not said twice."""
    same_verb = counts.worked_out and (counts.worked_out == 1) == (counts.named == 1)
    named = "named_too" if same_verb else "named"
    numbers = (("worked_out", counts.worked_out), (named, counts.named), ("missing", counts.missing))
    return join_words(say(f"judgement.counts.{name}", n=number) for name, number in numbers if number)


def _strengths(judged: list[tuple[Framework, Item]], evidence: tuple[Evidence, ...]) -> tuple[Strength, ...]:
    """The best three by score and weight, each with a passage of its own: one sentence is not praised twice.

    What an adviser overruled is passed over: it rests on something that the passages do not show.
    """
    known = {piece.id for piece in evidence}
    worked_out = [pair for pair in judged if pair[1].verdict is Verdict.WORKED_OUT and pair[1].waiver is None]
    worked_out.sort(key=lambda pair: -(pair[1].score or 0.0) * pair[1].weight)
    found: list[Strength] = []
    used: set[str] = set()
    for framework, item in worked_out:
        fresh = next((name for name in item.evidence if name in known and name not in used), None)
        if fresh is None:
            continue
        used.add(fresh)
        sentence = _phrase("strength", framework, item)
        found.append(Strength(item.id, framework.id, name_of(item), sentence, fresh))
    return tuple(found[:_LISTED])


def _gaps(judged: list[tuple[Framework, Item]]) -> tuple[Gap, ...]:
    gaps = [
        Gap(
            item=item.id,
            framework=framework.id,
            title=name_of(item),
            verdict=item.verdict,
            weight=item.weight,
            urgency=item.weight * _SEVERITY[item.verdict],
            reason=_reason(framework, item),
            advice=plain_text(item.advice),
            ask=plain_text(item.ask),
        )
        for framework, item in judged
        if item.verdict in _SEVERITY
    ]
    return tuple(sorted(gaps, key=lambda gap: -gap.urgency))


def _reason(framework: Framework, item: Item) -> str:
    kind = "missing" if item.verdict is Verdict.MISSING else "named"
    if item.waiver is not None:
        return f"{_phrase('gap.waived', framework, item)} {waiver_sentence(item.waiver)}"
    parts = [_phrase(f"gap.{kind}", framework, item)]
    if item.remarks:
        parts.append(say("gap.remark", remarks=join_words(plain_text(remark).rstrip(".") for remark in item.remarks)))
    lacks = [plain_text(part) for part in item.nearest.lacks] if item.nearest else []
    if lacks and not any(part.endswith(".") for part in lacks):  # a whole sentence speaks of the passage, not of the gap
        parts.append(say("gap.lacks", lacks=join_words(lacks)))
    return " ".join(parts)


def _phrase(key: str, framework: Framework, item: Item) -> str:
    question = question_of(item)
    kind = "question" if question else "theme" if framework.id == "themas" and item.id in THEMES else "other"
    return full_stop(say(f"{key}.{kind}", title=name_of(item), question=question))


def _matrix(report: Report) -> tuple[Row, ...]:
    themes = {item.id: item for framework in report.frameworks if framework.id == "themas" for item in framework.items}
    return tuple(_theme_row(themes[name]) for name in THEMES if name in themes)


def _theme_row(theme: Item) -> Row:
    parts = {part.id: part for part in theme.items}
    named = Cell(theme.id, say("matrix.columns.genoemd"), _named_at_all(theme.verdict))
    cells = tuple(_aspect(theme, aspect, parts.get(f"{theme.id}.{aspect}")) for aspect in ASPECTS[1:])
    return Row(theme.id, name_of(theme), theme.verdict, (named, *cells))


def _aspect(theme: Item, aspect: str, part: Item | None) -> Cell:
    return Cell(part.id if part else "", say(f"matrix.columns.{aspect}"), part.verdict if part else None)


def _named_at_all(verdict: Verdict) -> Verdict:
    """The first column asks only whether the theme is there: once worked out, it certainly is."""
    return Verdict.WORKED_OUT if verdict is Verdict.NAMED else verdict


def _grid(report: Report) -> tuple[Row, ...]:
    blocks = {item.id: item for framework in report.frameworks if framework.id == "bouwstenen" for item in framework.items}
    return tuple(
        Row(block.id, name_of(block), block.verdict, tuple(Cell(part.id, name_of(part), part.verdict) for part in block.items))
        for name in BOUWSTENEN
        if (block := blocks.get(name)) is not None
    )


def _lines(
    report: Report, judgement: str, judged: list[tuple[Framework, Item]], counts: Counts, gaps: tuple[Gap, ...]
) -> tuple[Line, ...]:
    first = Line(say("lines.judgement"), judgement)
    if not counts.judged:
        why = " ".join(plain_text(notice.message) for notice in report.notices) or say("lines.cannot_tell_why")
        return (first, Line(say("lines.cannot_tell"), why))
    strong = sorted(
        (item for _, item in judged if item.verdict is Verdict.WORKED_OUT), key=lambda item: -(item.score or 0.0) * item.weight
    )
    advised = next((gap for gap in gaps if gap.advice), None)
    advice = say("lines.first_gap", title=advised.title.rstrip("."), advice=full_stop(advised.advice)) if advised else say("lines.none_first")
    return (
        first,
        Line(say("lines.strong"), _listing([name_of(item) for item in strong], "lines.none_strong")),
        Line(say("lines.thin"), _listing([gap.title for gap in gaps if gap.verdict is Verdict.NAMED], "lines.none_thin")),
        Line(say("lines.missing"), _listing([gap.title for gap in gaps if gap.verdict is Verdict.MISSING], "lines.none_missing")),
        Line(say("lines.first"), advice),
    )


def _listing(titles: list[str], nothing: str) -> str:
    """At most three titles and how many more; one more is simply named."""
    if not titles:
        return say(nothing)
    shown = titles if len(titles) <= _LISTED + 1 else titles[:_LISTED]
    rest = len(titles) - len(shown)
    more = f" {say('lines.more', n=rest)}" if rest else ""
    return full_stop("; ".join(title.rstrip(".") for title in shown) + more)
