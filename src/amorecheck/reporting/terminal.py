"""The report as text: 80 columns, without colour, good in a pipe. Colour is added only where a terminal shows it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO

from rich.console import Console
from rich.text import Text

from .cited import cited, evidence_by_id, waived_items
from .model import Evidence, Framework, Item, Measure, Report, Verdict
from .phrases import (
    document_line,
    document_title,
    framework_tally,
    judged_by,
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
    ASPECTS,
    MEASURES_SHOWN,
    Summary,
    example_of,
    is_part,
    judged_items,
    missing_parts,
    name_of,
    question_of,
    summarise,
    undecided,
)
from .verdict_words import waiver_sentence
from .wording import end_stop, full_stop, join_words, say

_NARROWEST = 40
_STYLES = {"title": "bold", "heading": "bold", "label": "bold", "quiet": "dim", "": ""}


@dataclass(frozen=True, slots=True)
class _Row:
    """One line on the screen; never wider than asked."""

    text: str = ""
    style: str = ""


def render_text(report: Report, width: int = 80, colour: bool = False) -> str:
    """The report as text, lines of at most `width` characters (at least 40), ended by a newline.

    colour=True adds ANSI styles (bold, dim) for a terminal; the words are the same. What a draft holds is shown as
    letters: no markup or escape code in it does anything.
    """
    rows = list(_rows(report, max(width, _NARROWEST)))
    if not colour:
        return "\n".join(row.text.rstrip() for row in rows) + "\n"
    page = StringIO()
    console = Console(file=page, force_terminal=True, color_system="standard", width=max(width, _NARROWEST), legacy_windows=False)
    for row in rows:
        console.print(Text(row.text.rstrip(), style=_STYLES[row.style]), soft_wrap=True, markup=False, highlight=False)
    return page.getvalue()


def print_report(report: Report, console: Console | None = None) -> None:
    """Prints the report; styled and as wide as the window (at most 100) on a terminal, plain and 80 wide in a pipe."""
    console = console or Console()
    on_screen = console.is_terminal
    width = min(console.width, 100) if on_screen else 80
    text = render_text(report, width, colour=on_screen and console.color_system is not None)
    encoding = console.encoding
    console.file.write(text.encode(encoding, "replace").decode(encoding))


def _rows(report: Report, width: int) -> Iterator[_Row]:
    summary = summarise(report)
    yield from _top(report, summary, width)
    for framework in report.frameworks:
        yield from _framework(framework, summary, report, width)
    yield from _notices(report, width)
    yield from _judged(report, width)


def _top(report: Report, summary: Summary, width: int) -> Iterator[_Row]:
    yield from _wrap(document_title(report.document), width, style="title")
    yield from _wrap(document_line(report.document), width, style="quiet")
    yield _Row("=" * width, "quiet")
    label_width = max(len(line.label) for line in summary.lines) + 2
    for line in summary.lines:
        yield from _wrap(line.text, width, first=line.label.ljust(label_width), rest=" " * label_width)
    yield _Row()
    if any(framework.score is not None for framework in report.frameworks):
        yield from _heading(say("report.scores"), width)
        for framework in report.frameworks:
            yield from _columns(plain_text(framework.title), framework_tally(framework), score_number(framework.score), width)
        yield _Row()
    if waived := waived_items(report):
        yield from _wrap(say("report.waived", n=len(waived)), width)
        yield _Row()


def _columns(name: str, middle: str, last: str, width: int) -> Iterator[_Row]:
    """Name left, score right, the counts below where they do not fit beside."""
    room = width - 5
    if len(name) + len(middle) + 3 <= room:
        yield _Row(f"{name}{middle.rjust(room - len(name))}{last.rjust(5)}")
    else:
        yield _Row(f"{shorten(name, room).ljust(room)}{last.rjust(5)}")
        yield from _wrap(middle, width, first="  ", style="quiet")


def _framework(framework: Framework, summary: Summary, report: Report, width: int) -> Iterator[_Row]:
    title = plain_text(framework.title)
    yield from _heading(title if framework.score is None else f"{title} ({score_word(framework.score)})", width, "=")
    if framework.note:
        yield from _wrap(plain_text(framework.note), width)
        yield _Row()
    judged = judged_items(framework)
    if undecided(framework):
        yield from _wrap(say("report.nothing_judged"), width)
        yield _Row()
        return
    yield from _table(framework, framework.items, width)
    if any(item.waiver for item in judged):
        yield from _wrap(say("report.waived_mark"), width, style="quiet")
    if framework.id == "themas" and any(cell.verdict for row in summary.matrix for cell in row.cells[1:]):
        yield _Row()
        yield from _matrix(summary, width)
    yield _Row()
    evidence = evidence_by_id(report)
    for item in judged:
        yield from _item(framework, item, evidence, width)


def _table(framework: Framework, items: Iterable[Item], width: int, depth: int = 0) -> Iterator[_Row]:
    """One line an item: code, name, verdict, score."""
    for item in items:
        children = tuple(child for child in item.items if not is_part(child, item))
        indent = "  " * depth
        code = plain_text(item.id)
        room = width - len(indent) - 9 - 22 - 4
        name = shorten(name_of(item), room)
        word = standing(framework, item) + ("*" if item.waiver else "")
        style = "label" if children else ""
        yield _Row(f"{indent}{code.ljust(9)}{name.ljust(room)}  {word.ljust(20)}{score_number(item.score).rjust(4)}", style)
        yield from _table(framework, children, width, depth + 1)


def _matrix(summary: Summary, width: int) -> Iterator[_Row]:
    columns = [say(f"matrix.columns.{aspect}") for aspect in ASPECTS]
    yield _Row(say("report.matrix"), "label")
    room = min(13, (width - 4) // len(columns))
    yield _Row("    " + "".join(shorten(column, room - 1).ljust(room) for column in columns), "quiet")
    for row in summary.matrix:
        answers = "".join(shorten(cell.answer, room - 1).ljust(room) for cell in row.cells)
        yield _Row(f"{row.item.ljust(4)}{answers}")


def _item(framework: Framework, item: Item, evidence: dict[str, Evidence], width: int) -> Iterator[_Row]:
    score = "" if item.score is None else f", {score_word(item.score)}"
    yield from _wrap(f"{plain_text(item.id)}  {name_of(item)}: {standing(framework, item)}{score}", width, rest="    ", style="label")
    question = question_of(item)
    if question and question != name_of(item):
        yield from _wrap(question, width, first="  ", style="quiet")
    if item.waiver:
        yield from _wrap(waiver_sentence(item.waiver), width, first="  ")
    if item.remarks:
        yield from _labelled(say("report.remarks"), end_stop(remarks_of(item)), width)
    if item.measures:
        yield from _measures(item.measures, width)
    yield from _quotes(item, evidence, width)
    yield from _nearest(item, evidence, width)
    if item.suggestion:
        yield from _labelled(say("report.suggestion"), full_stop(plain_text(item.suggestion)), width)
    if absent := missing_parts(item):
        yield from _wrap(say("report.parts_missing", n=len(absent), parts=join_words(absent)), width, first="  ")
    if item.advice and item.verdict is not Verdict.WORKED_OUT:
        yield from _labelled(say("report.advice"), full_stop(plain_text(item.advice)), width)
        if example := example_of(item, cited(evidence, item.evidence)):
            yield from _labelled(say("report.example"), say("word.item.quote", text=example), width)
    yield _Row()


def _measures(measures: tuple[Measure, ...], width: int) -> Iterator[_Row]:
    yield _Row(f"  {say('report.measures')}:")
    for measure in measures[:MEASURES_SHOWN]:
        score = say("report.unmeasured") if measure.score is None else say("report.measure_score", score=score_number(measure.score * 100))
        text = say("report.measure", title=plain_text(measure.title), says=plain_text(measure.says).rstrip("."), score=score)
        yield from _wrap(text, width, first="  - ", rest="    ")
    if more := measures[MEASURES_SHOWN:]:
        yield from _wrap(say("report.more_measures", n=len(more)), width, first="    ", style="quiet")


def _quotes(item: Item, evidence: dict[str, Evidence], width: int) -> Iterator[_Row]:
    """The best passage; where there are passages against (AMORE), the best of both sides under a label."""
    found, against = cited(evidence, item.evidence), cited(evidence, item.contra)
    two_sided = bool(item.measures or against)
    for label, pieces in (("for", found), ("against", against)):
        if pieces and two_sided:
            yield _Row(f"  {say(f'report.{label}')}:")
        for piece in pieces[: 2 if two_sided else 1]:
            yield from _quote(plain_text(piece.text), place_of(piece), width)
    if len(found) > 1 and not two_sided:
        yield from _wrap(say("report.more_evidence", n=len(found) - 1), width, first="    ", style="quiet")


def _nearest(item: Item, evidence: dict[str, Evidence], width: int) -> Iterator[_Row]:
    nearest = item.nearest
    if nearest is None:
        return
    quoted = [piece.text for piece in cited(evidence, item.evidence)[:1]]
    if nearest.text not in quoted:
        yield _Row(f"  {say('report.nearest')}:")
        yield from _quote(plain_text(nearest.text), place_of(nearest), width)
    if lacks := lacks_of(nearest):
        yield from _wrap(lacks, width, first="  ", rest="    ")


def _notices(report: Report, width: int) -> Iterator[_Row]:
    if report.notices:
        yield from _heading(say("report.notices"), width, "=")
        for notice in report.notices:
            yield from _wrap(full_stop(plain_text(notice.message)), width, first="- ", rest="  ")
        yield _Row()


def _judged(report: Report, width: int) -> Iterator[_Row]:
    yield from _heading(say("report.judged"), width, "=")
    yield from _wrap(say("report.judged_rules"), width)
    yield from _wrap(say("report.judged_score"), width)
    document = report.document
    if document.skipped:
        skipped = full_stop(join_words(plain_text(part).rstrip(".") for part in document.skipped))
        yield from _wrap(f"{say('report.skipped')}: {skipped}", width)
    if layers := layers_of(document):
        yield from _wrap(say("report.layers", layers=layers), width)
    yield from _wrap(f"{judged_by(report.tool)}.", width, style="quiet")


def _heading(title: str, width: int, line: str = "-") -> Iterator[_Row]:
    yield from _wrap(title, width, style="heading")
    yield _Row(line * min(width, max(len(title), 20)), "quiet")


def _labelled(label: str, text: str, width: int) -> Iterator[_Row]:
    yield from _wrap(text, width, first=f"  {label}: ", rest="    ")


def _quote(text: str, place: str, width: int) -> Iterator[_Row]:
    yield from _wrap(f"“{text}”", width, first="    ")
    if place:
        yield from _wrap(f"({place})", width, first="    ", rest="    ", style="quiet")


def _wrap(text: str, width: int, *, first: str = "", rest: str | None = None, style: str = "") -> Iterator[_Row]:
    rest = " " * len(first) if rest is None and not first.strip() else rest or ""
    lines = textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
    yield from (_Row(line, style) for line in lines or [first.rstrip()])
