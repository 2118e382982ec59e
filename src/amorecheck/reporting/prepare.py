"""Two to three pages with which an adviser goes into a feedback session of an hour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .cited import cited, evidence_by_id, stale_notices, waived_items
from .docx import about_document, quote_texts
from .model import Evidence, Item, Nearest, Report, walk
from .package import Target
from .places import place_of
from .plain import plain_text, shorten
from .summary import Gap, Strength, Summary, name_of, summarise
from .verdict_words import verdict_key, verdict_word, waiver_sentence
from .wordfile import (
    Cell,
    Text,
    add_heading,
    add_paragraph,
    add_table,
    keep_together,
    new_word,
    save_word,
    verdict_text,
)
from .wording import full_stop, join_words, load_wording, say

_GAPS = 3
_QUOTE = 260
_PEOPLE = 6
_NOTE_LINES = 2
_AGREEMENT_ROWS = 7
_OWN = ("AMORE.O", "AMORE.E")


def write_preparation(report: Report, target: Target) -> None:
    """The preparation as a Word file, to a path or a binary stream; the same report gives the same bytes.

    Raises ConfigurationError where the file cannot be written.
    """
    summary = summarise(report)
    about = about_document(report)
    gaps = summary.gaps[:_GAPS]
    word = new_word(f"{say('prepare.title')}: {about}", say("prepare.subject"))
    add_paragraph(word, say("prepare.title"), style="Title")
    add_paragraph(word, about, style="Subtitle")
    add_paragraph(word, say("prepare.opening"), style="Kleine tekst")
    add_paragraph(word, Text(say("prepare.judgement"), bold=True), " ", summary.judgement)
    for notice in stale_notices(report):
        add_paragraph(word, say("compare.warning", text=full_stop(plain_text(notice.message))), style="Kleine tekst")
    if summary.counts.judged:
        _add_strengths(word, report, summary.strengths)
        _add_gaps(word, summary, gaps)
        _add_waived(word, report)
        _add_aloud(word, report, summary.strengths, summary.gaps)
        _add_people(word, summary.gaps)
        _add_agenda(word, summary.strengths, gaps)
    else:
        add_paragraph(word, say("prepare.nothing"))
        for notice in (one for one in report.notices if one not in stale_notices(report)):
            add_paragraph(word, full_stop(plain_text(notice.message)), style="List Bullet")
    _add_room(word)
    save_word(word, target)


def _heading(key: str, number: int) -> str:
    return say(f"{key}_three") if number == 3 else say(key, n=number)


def _add_strengths(word: Any, report: Report, strengths: Sequence[Strength]) -> None:
    known = evidence_by_id(report)
    add_heading(word, _heading("prepare.strengths.heading", len(strengths)), 1)
    if not strengths:
        add_paragraph(word, say("prepare.strengths.none"))
    for strength in strengths:
        add_paragraph(word, Text(strength.sentence, bold=True), keep=True)
        _add_passage(word, known[strength.evidence])


def _add_gaps(word: Any, summary: Summary, gaps: Sequence[Gap]) -> None:
    add_heading(word, _heading("prepare.gaps.heading", len(gaps)), 1)
    if not gaps:
        add_paragraph(word, say("prepare.gaps.none"))
    for gap in gaps:
        add_heading(word, gap.title, 2)
        weight = "heavy" if gap.weight > 1 else "light" if gap.weight < 1 else f"plain_{verdict_key(gap.verdict)}"
        add_paragraph(word, verdict_text(gap.verdict, verdict_word(gap.verdict).capitalize()), ". ", gap.reason, " ", say(f"prepare.gaps.weight.{weight}"))
        if gap.ask:
            add_paragraph(word, Text(say("prepare.gaps.ask"), bold=True), " ", Text(gap.ask))
        if gap.advice:
            add_paragraph(word, Text(say("prepare.gaps.advice"), bold=True), " ", full_stop(gap.advice))
        add_paragraph(word, Text(say("prepare.gaps.notes"), style="Vindplaats"), style="Schrijfregel")
        for _ in range(_NOTE_LINES - 1):
            add_paragraph(word, style="Schrijfregel")
    others = summary.gaps[len(gaps) :]
    if others:
        titles = join_words(f"‘{gap.title}’" for gap in others[:3])
        add_paragraph(word, say("prepare.gaps.others", n=len(others), titles=titles), style="Na schrijfregel")


def _add_waived(word: Any, report: Report) -> None:
    """The adviser's own verdicts, for the question why the municipality's own reading differs."""
    waived = waived_items(report)
    if not waived:
        return
    add_heading(word, say("word.waivers.heading"), 1)
    for item in waived:
        if item.waiver is not None:
            add_paragraph(word, Text(f"{name_of(item)}.", bold=True), " ", waiver_sentence(item.waiver), style="List Bullet")


def _add_aloud(word: Any, report: Report, strengths: Sequence[Strength], gaps: Sequence[Gap]) -> None:
    """One passage that is strong, one that is thin, one in which the municipality shows itself; none twice."""
    chosen = list(_passages_aloud(report, strengths, gaps))
    if not chosen:
        return
    add_heading(word, say("prepare.aloud.heading", n=len(chosen)), 1)
    for key, passage in chosen:
        add_paragraph(word, say(f"prepare.aloud.{key}"), keep=True)
        _add_passage(word, passage)


def _passages_aloud(
    report: Report, strengths: Sequence[Strength], gaps: Sequence[Gap]
) -> Iterator[tuple[str, Evidence | Nearest]]:
    known = evidence_by_id(report)
    items = {item.id: item for framework in report.frameworks for item in walk(framework.items)}
    named = {strength.evidence for strength in strengths}
    used: set[str] = set()
    if strengths:
        best = known[strengths[0].evidence]
        used.add(best.text)
        yield "strong", best
    own = next((piece for name in _OWN if name in items for piece in cited(known, items[name].evidence) if piece.id not in named), None)
    if own is not None and own.text not in used:
        used.add(own.text)
        yield "own", own
    thin = next((passage for gap in gaps for passage in _thin(items[gap.item], known) if passage.text not in used), None)
    if thin is not None:
        yield "thin", thin


def _thin(item: Item, known: Mapping[str, Evidence]) -> list[Evidence | Nearest]:
    return [*cited(known, item.evidence), *([item.nearest] if item.nearest is not None else [])]


def _add_passage(word: Any, passage: Evidence | Nearest) -> None:
    add_paragraph(word, *quote_texts(shorten(passage.text, _QUOTE), place_of(passage)), style="Quote")


def _add_people(word: Any, gaps: Sequence[Gap]) -> None:
    """Who writes and who decides always; beside them who knows most of the gaps, at most six in all."""
    people = list(_phrases("prepare.people.always").values())
    by_item = _phrases("prepare.people.by_item")
    for gap in gaps:
        person = next((text for start, text in by_item.items() if _belongs(gap.item, start)), None)
        if person is not None and person not in people and len(people) < _PEOPLE:
            people.append(person)
    add_heading(word, say("prepare.people.heading"), 1)
    for person in people:
        add_paragraph(word, full_stop(person), style="List Bullet")


def _belongs(item: str, start: str) -> bool:
    rest = item.removeprefix(start)
    return item.startswith(start) and (not rest or rest[0] == "." or (rest.isdigit() and not start[-1].isdigit()))


def _phrases(prefix: str) -> dict[str, str]:
    found = {key.removeprefix(f"{prefix}."): text for key, text in load_wording().items() if key.startswith(f"{prefix}.")}
    return {key: text for key, text in found.items() if isinstance(text, str)}


def _add_agenda(word: Any, strengths: Sequence[Strength], gaps: Sequence[Gap]) -> None:
    add_heading(word, say("prepare.agenda.heading"), 1)
    rows: list[list[Cell | str]] = []
    start = 0
    for minutes, text in _agenda(strengths, gaps):
        rows.append([say("prepare.agenda.span", start=start, end=start + minutes), text])
        start += minutes
    header = (say("prepare.agenda.time"), say("prepare.agenda.what"))
    keep_together(add_table(word, header, rows, (2.4, 14.2), say("prepare.agenda.caption")))


def _agenda(strengths: Sequence[Strength], gaps: Sequence[Gap]) -> Iterator[tuple[int, str]]:
    """Sixty minutes; thirty of them are divided over the gaps."""
    yield 5, say("prepare.agenda.welcome")
    yield 10, say("prepare.agenda.strengths" if strengths else "prepare.agenda.no_strengths")
    for gap in gaps:
        yield 30 // len(gaps), say("prepare.agenda.gap", title=gap.title.rstrip(".?"), ask=gap.ask or gap.advice)
    if not gaps:
        yield 30, say("prepare.agenda.no_gaps")
    yield 10, say("prepare.agenda.agreements")
    yield 5, say("prepare.agenda.close")


def _add_room(word: Any) -> None:
    add_heading(word, say("prepare.notes.heading"), 1)
    rows: list[list[Cell | str]] = [[Cell((Text(" "), Text(" "))), ""] for _ in range(_AGREEMENT_ROWS)]
    header = (say("prepare.notes.decided"), say("prepare.notes.who"))
    keep_together(add_table(word, header, rows, (11.6, 5.0), say("prepare.notes.caption")))
