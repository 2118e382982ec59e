"""The report as a feedback document in Word: the same content as the HTML report, in Word's own styles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from .cited import cited, evidence_by_id, waived_items
from .model import Evidence, Framework, Item, Measure, Report, Verdict, walk
from .package import Target
from .phrases import (
    document_line,
    framework_tally,
    lacks_of,
    layers_of,
    remarks_of,
    score_number,
    score_word,
    standing,
)
from .places import place_of
from .plain import plain_text, shorten
from .summary import (
    MEASURES_SHOWN,
    Summary,
    example_of,
    is_part,
    missing_parts,
    name_of,
    question_of,
    summarise,
)
from .verdict_words import dutch_date, verdict_key, waiver_sentence
from .wordfile import (
    TEXT_WIDTH,
    Cell,
    Text,
    add_heading,
    add_paragraph,
    add_table,
    new_word,
    save_word,
    verdict_cell,
    verdict_text,
)
from .wording import full_stop, join_words, lower_first, say

_QUOTED = 3
_QUOTE = 600
_SHOWN = 3


def write_docx(report: Report, target: Target) -> None:
    """The report as a Word file, to a path or a binary stream. The same report gives the same bytes.

    Raises ConfigurationError where the file cannot be written.
    """
    summary = summarise(report)
    about = about_document(report)
    word = new_word(f"{say('word.report.title')}: {about}", say("word.report.subject"))
    _add_front(word, report, about)
    _add_short(word, report, summary)
    _add_scores(word, report)
    _add_matrix(word, summary)
    _add_grid(word, summary)
    for framework in report.frameworks:
        _add_framework(word, report, framework)
    _add_waivers(word, report)
    _add_rest(word, report)
    _add_unread(word, report)
    _add_how(word, report)
    save_word(word, target)


def about_document(report: Report) -> str:
    """'Samen thuis, gemeente Lindewaard', or what is known of it; the file name where nothing is."""
    document = report.document
    title, municipality = plain_text(document.title), plain_text(document.municipality)
    known = "both" if title and municipality else "title" if title else "municipality" if municipality else "neither"
    return say(f"word.report.about.{known}", title=title, municipality=municipality, name=plain_text(document.name))


def add_quote(word: Any, evidence: Evidence, style: str = "Quote") -> None:
    """A quoted passage with its place in the draft."""
    add_paragraph(word, *quote_texts(evidence.text, place_of(evidence)), style=style)


def quote_texts(text: str, place: str) -> tuple[str | Text, ...]:
    """The quoted words, and behind them in grey where they stand."""
    quote = Text(say("word.item.quote", text=shorten(text, _QUOTE)))
    return (quote, " ", Text(say("word.item.place", place=place), style="Vindplaats")) if place else (quote,)


def _add_front(word: Any, report: Report, about: str) -> None:
    add_paragraph(word, say("word.report.title"), style="Title")
    add_paragraph(word, about, style="Subtitle")
    add_paragraph(word, say("word.report.file", document=document_line(report.document)), style="Kleine tekst")


def _add_short(word: Any, report: Report, summary: Summary) -> None:
    known = evidence_by_id(report)
    add_heading(word, say("word.short.heading"), 1)
    add_paragraph(word, summary.judgement, style="Kernzin")
    add_paragraph(word, say("word.short.reading"))
    if not summary.counts.judged:
        for line in summary.lines[1:]:
            add_paragraph(word, Text(f"{line.label}. ", bold=True), line.text)
        return
    add_heading(word, say("word.short.strengths"), 2)
    for strength in summary.strengths:
        add_paragraph(word, strength.sentence, style="List Bullet", keep=True)
        add_quote(word, known[strength.evidence])
    if not summary.strengths:
        add_paragraph(word, say("word.short.no_strengths"))
    add_heading(word, say("word.short.gaps"), 2)
    for gap in summary.gaps[:_SHOWN]:
        advice = (" ", Text(say("word.item.advice"), bold=True), " ", full_stop(gap.advice)) if gap.advice else ()
        add_paragraph(word, gap.reason, *advice, style="List Bullet")
    if not summary.gaps:
        add_paragraph(word, say("word.short.no_gaps"))
    elif len(summary.gaps) > _SHOWN:
        add_paragraph(word, say("word.short.more_gaps", n=len(summary.gaps) - _SHOWN))


def _add_scores(word: Any, report: Report) -> None:
    add_heading(word, say("word.scores.heading"), 2)
    header = [say(f"word.scores.{name}") for name in ("framework", "score", "tally")]
    rows: list[list[Cell | str]] = [
        [Cell((Text(framework.title, bold=True),)), score_number(framework.score), framework_tally(framework)]
        for framework in report.frameworks
    ]
    add_table(word, header, rows, (5.6, 2.6, 8.4), say("word.scores.caption"))
    add_paragraph(word, say("word.scores.reading"), style="Kleine tekst")


def _add_matrix(word: Any, summary: Summary) -> None:
    if not summary.matrix:
        return
    add_heading(word, say("word.matrix.heading"), 1)
    columns = [cell.title for cell in summary.matrix[0].cells]
    rows = [
        [Cell((Text(row.title, bold=True),)), *(verdict_cell(cell.verdict, word=cell.answer) for cell in row.cells), verdict_cell(row.verdict)]
        for row in summary.matrix
    ]
    width = (TEXT_WIDTH - 3.6) / (len(columns) + 1)
    header = (say("word.matrix.theme"), *columns, say("word.matrix.verdict"))
    add_table(word, header, rows, (3.6, *[width] * (len(columns) + 1)), say("word.matrix.caption"))


def _add_grid(word: Any, summary: Summary) -> None:
    if not summary.grid:
        return
    number = sum(len(row.cells) for row in summary.grid)
    add_heading(word, say("word.grid.heading") if number == 18 else say("word.grid.heading_other", n=number), 1)
    widest = max(len(row.cells) for row in summary.grid)
    width = (TEXT_WIDTH - 3.6) / widest
    rows: list[list[Cell | str]] = [
        [
            Cell((Text(row.title, bold=True),)),
            *(verdict_cell(cell.verdict, above=cell.title) for cell in row.cells),
            *[""] * (widest - len(row.cells)),
        ]
        for row in summary.grid
    ]
    header = (say("word.grid.block"), *(say("word.grid.question", n=place) for place in range(1, widest + 1)))
    add_table(word, header, rows, (3.6, *[width] * widest), say("word.grid.caption"))


def _add_framework(word: Any, report: Report, framework: Framework) -> None:
    add_heading(word, framework.title, 1)
    if framework.note:
        add_paragraph(word, full_stop(plain_text(framework.note)))
    _add_items(word, report, framework, framework.items, 2)


def _add_items(word: Any, report: Report, framework: Framework, items: Sequence[Item], level: int) -> None:
    for item in items:
        own = [child for child in item.items if not is_part(child, item)]
        add_heading(word, name_of(item), min(level, 3))
        _add_item(word, report, framework, item, group=bool(own))
        _add_items(word, report, framework, own, level + 1)


def _add_item(word: Any, report: Report, framework: Framework, item: Item, *, group: bool) -> None:
    """Question, verdict, evidence, what is lacking, advice and example. A group shows its verdict only."""
    question = question_of(item)
    if question and question != name_of(item):
        add_paragraph(word, Text(question, italic=True), keep=True)
    add_paragraph(word, *_standing(framework, item))
    if item.waiver is not None:
        add_paragraph(word, waiver_sentence(item.waiver))
    if item.remarks:
        add_paragraph(word, say("word.item.remark", remarks=remarks_of(item)))
    if group:
        return
    _add_parts(word, item)
    if item.measures:
        _add_criterion(word, report, item)
    else:
        _add_evidence(word, report, item.evidence, "word.item.evidence")
        _add_nearest(word, report, item)
    if absent := missing_parts(item):
        add_paragraph(word, say("report.parts_missing", n=len(absent), parts=join_words(absent)))
    if item.advice and item.verdict is not Verdict.WORKED_OUT:
        add_paragraph(word, Text(say("word.item.advice"), bold=True), " ", full_stop(plain_text(item.advice)))
    if item.ask and item.verdict in (Verdict.MISSING, Verdict.NAMED):
        add_paragraph(word, Text(say("word.item.ask"), bold=True), " ", plain_text(item.ask))
    if item.suggestion:
        add_paragraph(word, Text(say("word.amore.suggestion"), bold=True), " ", full_stop(plain_text(item.suggestion)))
    example = example_of(item, cited(evidence_by_id(report), item.evidence))
    if example and item.verdict in (Verdict.MISSING, Verdict.NAMED):
        add_paragraph(word, Text(say("word.item.example"), bold=True), " ", say("word.item.quote", text=shorten(example, _QUOTE)))


def _standing(framework: Framework, item: Item) -> tuple[str | Text, ...]:
    """The verdict with its score; of an AMORE criterion the picture its measures give, for that is no verdict."""
    score = ("  ", say("word.item.score", score=score_word(item.score))) if item.score is not None else ()
    if framework.id == "amore":
        return (say("word.item.picture"), " ", Text(standing(framework, item), bold=True), ".", *score)
    return (say("word.item.verdict"), " ", verdict_text(item.verdict), ".", *score)


def _add_parts(word: Any, item: Item) -> None:
    parts = [child for child in item.items if is_part(child, item)]
    if not parts or {item.verdict, *(part.verdict for part in parts)} == {Verdict.MISSING}:
        return
    texts: list[str | Text] = [say("word.item.parts"), " "]
    for place, part in enumerate(parts):
        texts.extend(("; " if place else "", f"{lower_first(name_of(part))}: ", verdict_text(part.verdict, say(f"matrix.answer.{verdict_key(part.verdict)}"))))
    add_paragraph(word, *texts, Text("."))


def _add_evidence(word: Any, report: Report, names: Sequence[str], heading: str) -> None:
    """The first passages, under the phrase `heading` in the number that fits."""
    found = cited(evidence_by_id(report), names)
    if not found:
        return
    add_paragraph(word, say(heading, n=len(found)), style="Tussenkop")
    for evidence in found[:_QUOTED]:
        add_quote(word, evidence)
    if len(found) > _QUOTED:
        add_paragraph(word, say("word.item.more_evidence", n=len(found) - _QUOTED), style="Kleine tekst")


def _add_nearest(word: Any, report: Report, item: Item) -> None:
    if item.nearest is None:
        return
    shown = cited(evidence_by_id(report), item.evidence)[:_QUOTED]
    if item.nearest.text not in [piece.text for piece in shown]:
        add_paragraph(word, say("word.item.nearest"), style="Tussenkop")
        add_paragraph(word, *quote_texts(item.nearest.text, place_of(item.nearest)), style="Quote")
    lacks = lacks_of(item.nearest)
    if lacks:
        add_paragraph(word, lacks)


def _add_criterion(word: Any, report: Report, item: Item) -> None:
    _add_measures(word, item, item.measures[:MEASURES_SHOWN])
    if more := item.measures[MEASURES_SHOWN:]:
        add_paragraph(word, say("word.amore.more", n=len(more)), style="Kleine tekst")
    pro = _unique([*item.evidence, *(name for measure in item.measures for name in measure.pro)])
    contra = _unique([*item.contra, *(name for measure in item.measures for name in measure.contra)])
    _add_evidence(word, report, pro, "word.amore.pro")
    _add_evidence(word, report, contra, "word.amore.contra")


def _add_measures(word: Any, item: Item, measures: Sequence[Measure]) -> None:
    header = (say("word.amore.measure"), say("word.amore.found"), say("word.amore.effect"))
    rows = [[measure.title, full_stop(plain_text(measure.says)), _effect(measure)] for measure in measures]
    add_table(word, header, rows, (4.6, 9.4, 2.6), say("word.amore.caption", title=name_of(item)))


def _add_rest(word: Any, report: Report) -> None:
    """The lighter measures of all criteria, at the back."""
    items = [item for framework in report.frameworks for item in walk(framework.items) if item.measures[MEASURES_SHOWN:]]
    if items:
        add_heading(word, say("word.amore.rest"), 1)
    for item in items:
        add_heading(word, name_of(item), 2)
        _add_measures(word, item, item.measures[MEASURES_SHOWN:])


def _effect(measure: Measure) -> str:
    if measure.score is None:
        return say("word.amore.unknown")
    return say("word.amore.good" if measure.score >= 2 / 3 else "word.amore.fair" if measure.score >= 1 / 3 else "word.amore.poor")


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _add_waivers(word: Any, report: Report) -> None:
    rows: list[list[Cell | str]] = []
    for item in waived_items(report):
        if item.waiver is None:
            continue
        rows.append([
            f"{name_of(item)} ({item.id})", verdict_cell(item.waiver.original), verdict_cell(item.verdict),
            full_stop(plain_text(item.waiver.reason)), dutch_date(item.waiver.date),
        ])  # fmt: skip
    if not rows:
        return
    add_heading(word, say("word.waivers.heading"), 1)
    add_paragraph(word, say("word.waivers.opening", n=len(rows)))
    header = [say(f"word.waivers.{name}") for name in ("item", "original", "verdict", "reason", "date")]
    add_table(word, header, rows, (3.9, 2.4, 2.4, 5.3, 2.6), say("word.waivers.caption"))


def _add_unread(word: Any, report: Report) -> None:
    document = report.document
    add_heading(word, say("word.unread.heading"), 1)
    layers = layers_of(document)
    if not (document.skipped or report.notices or layers):
        add_paragraph(word, say("word.unread.nothing"))
    if document.skipped:
        add_paragraph(word, say("word.unread.skipped", n=len(document.skipped)), keep=True)
        for section in document.skipped:
            add_paragraph(word, section, style="List Bullet")
    if layers:
        add_paragraph(word, say("report.layers", layers=layers))
    if report.notices:
        add_paragraph(word, say("word.unread.notices"), keep=True)
        for notice in report.notices:
            add_paragraph(word, full_stop(plain_text(notice.message)), style="List Bullet")


def _add_how(word: Any, report: Report) -> None:
    add_heading(word, say("word.how.heading"), 1)
    add_paragraph(word, say("word.how.opening"))
    add_heading(word, say("word.how.meanings"), 2)
    for verdict in (Verdict.WORKED_OUT, Verdict.NAMED, Verdict.MISSING, Verdict.CANNOT_TELL):
        meaning = say(f"meaning.{verdict_key(verdict)}")
        add_paragraph(word, verdict_text(verdict), Text(": "), meaning, style="List Bullet")
    add_heading(word, say("word.how.frameworks"), 2)
    for framework in report.frameworks:
        title = plain_text(framework.title)
        source = say("word.how.source", title=title, source=plain_text(framework.source)) if framework.source else title
        add_paragraph(word, full_stop(source), style="List Bullet")
    add_heading(word, say("word.how.versions"), 2)
    rows = [
        [say("word.how.tool"), f"{report.tool.name} {report.tool.version}"],
        [say("word.how.model"), report.tool.model],
        [say("word.how.rules"), report.tool.rules],
        [say("word.how.document"), report.document.sha256],
    ]
    add_table(word, (say("word.how.what"), say("word.how.which")), rows, (4.6, 12.0), say("word.how.caption"))
