"""What to say in the margin of a draft, and where: the same notes for Word, ODT and PDF.

A note stands at a sentence (strong or thin) or at the heading where something missing would belong. The writers of
the formats only find the place in the file; the choice, the order and the words are made here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from amorecheck.document import Block, Document, Kind

from .cited import cited, evidence_by_id
from .model import Evidence, Framework, Item, Report, Verdict
from .passages_alike import letters_of, same_passage
from .phrases import lacks_of
from .places import place_of
from .plain import plain_text, shorten
from .summary import THEMES, example_of, is_part, name_of, part_word, question_of
from .verdict_words import waiver_sentence
from .wording import full_stop, join_words, load_wording, lower_first, say

PER_PARAGRAPH = 2
"""More comments than this in one paragraph are merged."""

_MERGED = 4
_NAMED_APART = 3
_SMALL_WORDS = frozenset(("onze", "voor", "naar", "over", "door", "deze", "gemeente", "visie", "werken", "specifiek"))
"""Words that are in so many headings that they tell nothing."""
_SUGGESTED = re.compile(r"(?P<advice>[^«]+?):?\s*«(?P<quote>.+)»\.?")
_QUOTE = 160
_EXAMPLE = 300


class Tone(StrEnum):
    """What a note says of its passage."""

    STRONG = "strong"
    THIN = "thin"
    MISSING = "missing"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class Note:
    """A remark at [start, end) of `Document.text`. text: Dutch, paragraphs divided by newlines, no label.

    rank: (round, -usefulness): first rounds first. start -1: there is no text to stand at.
    """

    start: int
    end: int
    tone: Tone
    items: tuple[str, ...]
    text: str
    rank: tuple[int, float]

    @property
    def label(self) -> str:
        return say(f"comments.label.{self.tone.value}")


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment as it will be placed: one or more notes over [start, end). lines: paragraphs; the first is a label."""

    start: int
    end: int
    lines: tuple[str, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A copy with comments. left_out: notes over the limit; at_host: comments on notes and text boxes that stand in
    the running text; unplaced: notes moved to the last paragraph; signed: the file carries a digital signature."""

    data: bytes
    comments: int
    left_out: int
    at_host: int = 0
    unplaced: int = 0
    signed: bool = False


def draft_notes(document: Document, report: Report) -> tuple[Note, ...]:
    """All notes worth making, the most useful first.

    In the first round every item has its best passage, or its place where it is missing; second passages of strong
    items come after. What is `niet te beoordelen` gets no note: nothing is known about it.
    """
    notes = [note for framework in report.frameworks for note in _of_framework(document, report, framework)]
    notes.extend(_at_the_end(document, report))
    return tuple(sorted(notes, key=lambda note: (note.rank, note.start, note.items)))


def group_notes(
    notes: Sequence[Note], document: Document, limit: int, paragraph_of: Callable[[Note], Hashable]
) -> tuple[tuple[Comment, ...], int]:
    """At most `limit` comments, in the order of the text, and how many notes were left out.

    Notes about the same passage become one comment; the third and later passage of a paragraph join the second.
    """
    groups: dict[Hashable, list[list[Note]]] = {}
    total = left_out = 0
    for note in notes:
        paragraph = groups.setdefault(paragraph_of(note), [])
        same = next((group for group in paragraph if (group[0].start, group[0].end) == (note.start, note.end)), None)
        if same is None and len(paragraph) >= PER_PARAGRAPH and len(paragraph[-1]) < _MERGED:
            same = paragraph[-1]
        if same is not None:
            same.append(note)
        elif len(paragraph) < PER_PARAGRAPH and total < limit:
            paragraph.append([note])
            total += 1
        else:
            left_out += 1
    comments = [_comment(document, group) for paragraph in groups.values() for group in paragraph]
    return tuple(sorted(comments, key=lambda comment: (comment.start, comment.end))), left_out


def _comment(document: Document, notes: Sequence[Note]) -> Comment:
    notes = sorted(notes, key=lambda note: (note.start, note.end, list(Tone).index(note.tone), note.rank))
    start, end = min(note.start for note in notes), max(note.end for note in notes)
    several = len({(note.start, note.end) for note in notes}) > 1
    lines: list[str] = []
    passage = tone = None
    for note in notes:
        if several and passage != (note.start, note.end):
            lines.append(say("comments.about", text=shorten(document.text[note.start : note.end], 60)))
            tone = None
        if tone is not note.tone:
            lines.append(note.label)
        passage, tone = (note.start, note.end), note.tone
        lines.extend(note.text.split("\n"))
    return Comment(start, end, (*_whereabouts(document, start, end), *lines), tuple(notes))


def _whereabouts(document: Document, start: int, end: int) -> tuple[str, ...]:
    """Said first where the comment cannot stand at the words themselves: in a footnote or a text box."""
    if start < 0 or not document.blocks:
        return ()
    kind = document.block_at(start).kind
    key = {Kind.NOTE: "comments.in_note", Kind.TEXT_BOX: "comments.in_text_box"}.get(kind)
    return (say(key, text=shorten(document.text[start:end], _QUOTE)),) if key else ()


def _of_framework(document: Document, report: Report, framework: Framework) -> Iterator[Note]:
    if framework.id == "amore":
        for item in framework.items:
            yield from _waived(document, report, item, None, part=False)
        yield from _of_amore(report, [item for item in framework.items if item.waiver is None])
        return
    for item, parent in _subjects(framework.items, None):
        yield from _of_item(document, report, item, parent)


def _subjects(items: tuple[Item, ...], parent: Item | None) -> Iterator[tuple[Item, Item | None]]:
    """The items to speak of, each with its parent: questions and themes, and the parts of themes."""
    for item in items:
        own = [child for child in item.items if not is_part(child, item)]
        if not own:
            yield item, parent
            if item.verdict in (Verdict.NAMED, Verdict.WORKED_OUT):
                yield from ((part, item) for part in item.items if is_part(part, item))
        yield from _subjects(tuple(own), item)


def _of_item(document: Document, report: Report, item: Item, parent: Item | None) -> Iterator[Note]:
    part = parent is not None and is_part(item, parent)
    if item.waiver is not None:
        yield from _waived(document, report, item, parent, part)
    elif item.verdict is Verdict.WORKED_OUT:
        yield from _strong(report, item, parent, part)
    elif item.verdict is Verdict.NAMED and (not part or _shows_nothing_new(item, parent)):
        yield from _thin(document, report, item, parent, part)
    elif item.verdict is Verdict.MISSING and not part:
        yield from _missing(document, report, item, parent)


def _shows_nothing_new(part: Item, theme: Item | None) -> bool:
    """A thin part has a note of its own only where the theme as a whole is strong; else the theme's note says it."""
    return theme is not None and theme.verdict is Verdict.WORKED_OUT


def _strong(report: Report, item: Item, parent: Item | None, part: bool) -> Iterator[Note]:
    text = _opening("strong", item, parent, part)
    usefulness = item.weight * (item.score or 0.0) / 100
    for place, evidence in enumerate(_found(report, item.evidence)[: 1 if part else 2]):
        yield Note(evidence.start, evidence.end, Tone.STRONG, (item.id,), text, (int(part) + place, -usefulness))


def _thin(document: Document, report: Report, item: Item, parent: Item | None, part: bool) -> Iterator[Note]:
    found = _found(report, item.evidence)
    if not found:
        yield from _missing(document, report, item, parent)
        return
    lines = [_opening("thin", item, parent, part)]
    absent = [part_word(child) for child in item.items if is_part(child, item) and child.verdict is Verdict.MISSING]
    if absent:
        lines.append(say("comments.thin.parts", n=len(absent), parts=join_words(absent)))
    if item.remarks:
        lines.append(say("comments.thin.remark", remarks=_remarks(item)))
    lines.extend(_help(report, item))
    usefulness = item.weight * 2
    best = found[0]
    yield Note(best.start, best.end, Tone.THIN, (item.id,), "\n".join(lines), (int(part), -usefulness))


def _waived(document: Document, report: Report, item: Item, parent: Item | None, part: bool) -> Iterator[Note]:
    """The adviser's own verdict with its reason, at the best passage, the heading it belongs to, or the end."""
    found = _found(report, (*item.evidence, *item.contra))
    place = found[0] if found else _home(document, report, item, parent) or last_block(document)
    if item.waiver is None or place is None:
        return
    lines = [_opening("waived", item, parent, part), waiver_sentence(item.waiver)]
    if item.verdict in (Verdict.NAMED, Verdict.MISSING):
        lines.extend(_help(report, item))
    yield Note(place.start, place.end, Tone.WAIVED, (item.id,), "\n".join(lines), (0, -item.weight * 2))


def _missing(document: Document, report: Report, item: Item, parent: Item | None) -> Iterator[Note]:
    home = _home(document, report, item, parent)
    if home is None:
        return
    lines = [_opening("missing", item, parent, part=False), *_nearest(item), *_help(report, item)]
    yield Note(home.start, home.end, Tone.MISSING, (item.id,), "\n".join(lines), (0, -item.weight * 3))


def _at_the_end(document: Document, report: Report) -> Iterator[Note]:
    """One note at the last paragraph for all that is missing and belongs under no heading."""
    homeless = [
        (item, parent)
        for framework in report.frameworks
        if framework.id != "amore"
        for item, parent in _subjects(framework.items, None)
        if not (parent is not None and is_part(item, parent))
        and item.waiver is None
        and (item.verdict is Verdict.MISSING or (item.verdict is Verdict.NAMED and not _found(report, item.evidence)))
        and _home(document, report, item, parent) is None
    ]
    last = last_block(document)
    if not homeless or last is None:
        return
    lines = [say("comments.end.opening", n=len(homeless))]
    for item, parent in homeless:
        lines.append(_opening("end", item, parent, part=False))
        if item.advice:
            lines.append(say("comments.advice", advice=full_stop(plain_text(item.advice))))
    items = tuple(item.id for item, _ in homeless)
    weight = sum(item.weight for item, _ in homeless)
    yield Note(last.start, last.end, Tone.MISSING, items, "\n".join(lines), (0, -weight * 3))


def last_block(document: Document) -> Block | None:
    """The last block of the vision itself that holds text; the place for what has no other."""
    blocks = [block for block in document.blocks if block.text.strip() and block.kind not in (Kind.NOTE, Kind.TEXT_BOX)]
    return next((block for block in reversed(blocks) if block.judged), blocks[-1] if blocks else None)


@dataclass(frozen=True, slots=True)
class _Mark:
    """What one AMORE criterion has to say at a passage. says: what the passage shows; suggestion: '' without one."""

    item: Item
    tone: Tone
    start: int
    end: int
    round: int
    says: str = ""
    suggestion: str = ""


def _of_amore(report: Report, items: Sequence[Item]) -> Iterator[Note]:
    """One note at a passage for all criteria that say the same of it, not one each."""
    together: dict[Hashable, list[_Mark]] = {}
    for mark in (mark for item in items for mark in _marks(report, item)):
        together.setdefault((mark.tone, mark.start, mark.end, mark.says), []).append(mark)
    for marks in together.values():
        first = marks[0]
        titles = join_words(f"‘{name_of(mark.item)}’" for mark in marks)
        side = "pro" if first.tone is Tone.STRONG else "contra" if first.says else "suggested"
        lines = [say(f"comments.amore.{side}", titles=titles, says=first.says)]
        for suggestion in dict.fromkeys(mark.suggestion for mark in marks if mark.suggestion):
            lines.append(say("comments.amore.suggestion", suggestion=full_stop(suggestion)))
        weight = sum(mark.item.weight for mark in marks) / (2 if first.tone is Tone.STRONG else 1)
        rank = (1 + min(mark.round for mark in marks), -weight)
        yield Note(first.start, first.end, first.tone, tuple(mark.item.id for mark in marks), "\n".join(lines), rank)


def _marks(report: Report, item: Item) -> Iterator[_Mark]:
    """The best passage for, up to two against, and the suggestion at the passage that it speaks of."""
    pro = item.evidence or tuple(name for measure in item.measures for name in measure.pro)
    contra = item.contra or tuple(name for measure in item.measures for name in measure.contra)
    for place, piece in enumerate(_found(report, pro)[:1]):
        yield _Mark(item, Tone.STRONG, piece.start, piece.end, place, _shown_by("pro", item, piece))
    advice, quote = _quoted(item.suggestion)
    about = next((piece for piece in report.evidence if quote and same_passage(piece.text, quote)), None)
    against = _found(report, contra)[:2]
    for place, piece in enumerate(against):
        own = advice if _at_same(about, piece) or (not quote and place == 0) else ""
        yield _Mark(item, Tone.THIN, piece.start, piece.end, place, _shown_by("contra", item, piece), own)
    if about is not None and not any(_at_same(about, piece) for piece in against):
        yield _Mark(item, Tone.THIN, about.start, about.end, 0, suggestion=advice)


def _at_same(one: Evidence | None, other: Evidence) -> bool:
    return one is not None and (one.start, one.end) == (other.start, other.end)


def _quoted(suggestion: str) -> tuple[str, str]:
    """What to do and the sentence it speaks of: 'Zeg wie het doet', 'Er wordt ingezet op …'; '' where none is quoted."""
    suggestion = plain_text(suggestion)
    found = _SUGGESTED.fullmatch(suggestion)
    return (found["advice"], found["quote"]) if found else (suggestion, "")


def _shown_by(side: str, item: Item, piece: Evidence) -> str:
    """What a passage shows of a criterion, in the words of the templates or else the title of the measure."""
    why = next((why for why in piece.why if why.item == item.id and why.says), None)
    if why is None:
        return say(f"comments.amore.{side}_unsaid")
    key = f"comments.amore.{side}_by.{why.rule}"
    return say(key) if key in load_wording() else lower_first(plain_text(why.says).rstrip("."))


def _opening(key: str, item: Item, parent: Item | None, part: bool) -> str:
    question = question_of(item)
    kind = "part" if part else "question" if question else "theme" if item.id in THEMES else "other"
    theme = name_of(parent) if parent is not None else ""
    values = {"title": name_of(item), "question": question, "theme": theme, "part": part_word(item) if part else ""}
    return say(f"comments.{key}.{kind}", None, **values)


def _help(report: Report, item: Item) -> Iterator[str]:
    if item.advice:
        yield say("comments.advice", advice=full_stop(plain_text(item.advice)))
    example = example_of(item, _found(report, item.evidence))
    if example:
        yield say("comments.example", example=shorten(example, _EXAMPLE))


def _nearest(item: Item) -> Iterator[str]:
    if item.nearest is None:
        return
    text, place = shorten(item.nearest.text, _QUOTE), place_of(item.nearest)
    yield say(f"comments.missing.nearest{'' if place else '_nowhere'}", text=text, place=place)
    lacks = lacks_of(item.nearest)
    if lacks:
        yield lacks


def _remarks(item: Item) -> str:
    return join_words(plain_text(remark).rstrip(".") for remark in item.remarks)


def _found(report: Report, names: Sequence[str]) -> list[Evidence]:
    return cited(evidence_by_id(report), names)


def _home(document: Document, report: Report, item: Item, parent: Item | None) -> Block | None:
    """The heading under which a missing answer belongs: that of the passage that came nearest, one that is named
    after the item or its bouwsteen, or the one under which the sister questions are answered. None: no such place."""
    if item.nearest is not None:
        heading = heading_above(document, item.nearest.start)
        if heading is not None:
            return heading
    for titled in (item, parent):
        heading = _heading_named(document, name_of(titled)) if titled is not None else None
        if heading is not None:
            return heading
    if parent is None:
        return None
    kin = [evidence for sister in parent.items if sister.id != item.id for evidence in _found(report, sister.evidence)[:2]]
    headings = [heading for evidence in kin if (heading := heading_above(document, evidence.start)) is not None]
    counted = Counter(heading.start for heading in headings)
    if not counted:
        return None
    best = max(counted, key=lambda start: (counted[start], -start))
    return next(heading for heading in headings if heading.start == best)


def _heading_named(document: Document, title: str) -> Block | None:
    """The heading that says the same as a title, leaving out small words ('Eenzaamheid', 'Data en kennis')."""
    wanted = _telling_words(title)
    named = [
        (len(words ^ wanted), block.start, block)
        for block in document.blocks
        if block.kind is Kind.HEADING and block.judged and (words := _telling_words(block.text)) and wanted
        and (words <= wanted or wanted <= words)
    ]  # fmt: skip
    near = [one for one in named if one[0] <= _NAMED_APART]
    return min(near, key=lambda one: one[:2])[2] if near else None


def _telling_words(text: str) -> frozenset[str]:
    return frozenset(word for word in letters_of(text).split() if len(word) > 3 and word not in _SMALL_WORDS)


def heading_above(document: Document, offset: int) -> Block | None:
    """The last heading of the running text at or before `offset`."""
    above = [block for block in document.blocks if block.kind is Kind.HEADING and block.judged and block.start <= offset]
    return above[-1] if above else None


def at_end(note: Note, block: Block) -> Note:
    """The note moved to `block`, for when its own place cannot be found in the file."""
    return replace(note, start=block.start, end=block.end)
