"""From lines to drafts of blocks: paragraphs, list items, cells, footnotes, contents lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from statistics import median

from amorecheck.document import Kind
from amorecheck.reading.pdf_layout import Line

_GLYPH_BULLET = re.compile(r"[•●▪▫■□◦‣⁃∙➢➤►▶✓✔❖◆◇○¨»›]+(?=\s|\w)")
_SIGN_BULLET = re.compile(r"(?:[-–—*·o+>]|\(?\d{1,2}[.)]|\d{1,2}\)|\(?[a-z][.)]|\(?[ivx]{1,4}[.)])(?=\s)")
_ENDS = (".", "!", "?", ":", ";", "”.", ".”", "…")
_LEADERS = re.compile(r"(?:\s?[.…·_]){4,}\s*(?:\d{1,4}|[ivxlc]{1,6})?\s*$")
_CONTENTS_HEADING = re.compile(r"(?:inhoud|inhoudsopgave|inhoudsopgaaf|table of contents)\s*:?", re.IGNORECASE)
_CONTENTS_LINE = re.compile(r"\S.{1,150}?\s\d{1,3}$")
_NOTE_FIGURE = re.compile(r"(\d{1,3})(?:\s+(?=\S)|(?=[A-ZÀ-Ý]|https?:|www\.))")
_CAPTION = re.compile(r"(?:figuur|afbeelding|tabel|foto|grafiek|kaart|schema)\s+\d+(?:\.\d+)?\b[.:]?", re.IGNORECASE)


@dataclass(slots=True)
class Draft:
    """A block in the making. tagged: its kind comes from the file's own structure and is not guessed again."""

    kind: Kind
    lines: list[Line]
    label: str = ""
    level: int = 0
    list_level: int = 0
    cell: tuple[int, int, int] | None = None
    tagged: bool = False
    indent: float = 0.0

    @property
    def page(self) -> int:
        return self.lines[0].page

    @property
    def text(self) -> str:
        """Joined roughly, for looking at; the final text is made in pdf.py."""
        return " ".join(line.text for line in self.lines)

    @property
    def size(self) -> float:
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)


@dataclass(frozen=True, slots=True)
class Typography:
    """What is usual in the document. leading: distance of baselines by font size."""

    body: float
    leading: dict[float, float] = field(default_factory=dict)
    bold_body: bool = False
    font: str = ""

    def distance(self, size: float) -> float:
        return self.leading.get(size, 1.25 * size)


def measure(lines: Sequence[Line]) -> Typography:
    """Body size (most characters) and usual line distances."""
    sizes: dict[float, int] = {}
    fonts: dict[str, int] = {}
    gaps: dict[float, list[float]] = {}
    for line in lines:
        sizes[line.size] = sizes.get(line.size, 0) + len(line.text)
    body = max(sizes, key=lambda size: (sizes[size], -size), default=10.0)
    for before, after in pairwise(lines):
        gap = after.baseline - before.baseline
        same = (before.page, before.region, before.size) == (after.page, after.region, after.size)
        if same and 0.8 * before.size < gap < 2.2 * before.size:
            gaps.setdefault(before.size, []).append(round(gap * 2) / 2)
    total = bold = 0
    for line in lines:
        if line.size == body:
            total += len(line.text)
            bold += len(line.text) if line.bold else 0
            fonts[line.font] = fonts.get(line.font, 0) + len(line.text)
    leading = {size: _usual(values) for size, values in gaps.items() if len(values) >= 2}
    return Typography(body, leading, bold > 0.5 * total, max(fonts, key=lambda font: fonts[font], default=""))


def _usual(values: list[float]) -> float:
    """The most frequent distance; with ties the smaller, for that is the one inside paragraphs."""
    counts: dict[float, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return max(counts, key=lambda value: (counts[value], -value)) if counts else median(values)


def make_drafts(lines: Sequence[Line], typography: Typography, height: float) -> list[Draft]:
    """Drafts of one page, in order. Footnotes come after the other drafts of their page."""
    drafts: list[Draft] = []
    notes: list[Draft] = []
    for (_, cell, boxed), group in groupby(lines, key=lambda line: (line.region, line.cell, line.boxed)):
        column = list(group)
        if cell is not None:
            drafts.append(Draft(Kind.TABLE_CELL, column, cell=cell))
            continue
        cut = _notes_start(column, typography, height)
        drafts += _column_drafts(column[:cut], typography, Kind.TEXT_BOX if boxed else Kind.PARAGRAPH)
        notes += _note_drafts(column[cut:])
    return drafts + notes


# --- footnotes -----------------------------------------------------------------------------------------------


def _notes_start(lines: Sequence[Line], typography: Typography, height: float) -> int:
    """Index of the first footnote line: small type that goes on to the end of the column and begins with a figure."""
    start = len(lines)
    while start and lines[start - 1].size <= 0.92 * typography.body:
        start -= 1
    for index in range(start, len(lines)):
        line = lines[index]
        if line.top > 0.35 * height and (line.note or _NOTE_FIGURE.match(line.text) or line.text.startswith("* ")):
            return index
    return len(lines)


def _note_drafts(lines: Sequence[Line]) -> list[Draft]:
    drafts: list[Draft] = []
    expected: int | None = None
    for line in lines:
        figure = _NOTE_FIGURE.match(line.text)
        number = int(line.note) if line.note.isdigit() else int(figure[1]) if figure else None
        begins = bool(line.note) or (number is not None and (expected is None or number == expected))
        if begins or not drafts:
            label = line.note
            if not label and figure:
                label = figure[1]
                cut_start(line, figure.end())
            drafts.append(Draft(Kind.NOTE, [line], label=label))
            expected = number + 1 if number is not None else expected
        else:
            drafts[-1].lines.append(line)
    return drafts


# --- paragraphs ----------------------------------------------------------------------------------------------


def _column_drafts(lines: Sequence[Line], typography: Typography, kind: Kind) -> list[Draft]:
    drafts: list[Draft] = []
    for line in lines:
        draft = drafts[-1] if drafts else None
        label = _list_label(line, draft, typography)
        if label and kind is Kind.PARAGRAPH:
            indent = line.x0
            cut_start(line, len(label))
            if not line.text:
                continue
            drafts.append(Draft(Kind.LIST_ITEM, [line], label=label.strip(), indent=indent))
        elif draft is None or _begins(draft, line, typography):
            drafts.append(Draft(kind, [line], indent=line.x0))
        else:
            draft.lines.append(line)
    _set_list_levels(drafts)
    return [_as_contents(draft) or _as_caption(draft) or draft for draft in drafts]


def cut_start(line: Line, count: int) -> None:
    """Takes `count` characters (and the space after) off the start of a line, its marks with it."""
    count += len(line.text[count:]) - len(line.text[count:].lstrip())
    line.text = line.text[count:]
    kept = []
    for index in range(0, len(line.marks), 4):
        start, end, x0, x1 = line.marks[index : index + 4]
        if start < count < end:  # a figure that touches its word: the box is cut in proportion
            x0 += round((x1 - x0) * (count - start) / (end - start))
        if end > count:
            kept += [max(0, start - count), end - count, x0, x1]
    line.marks = type(line.marks)("i", kept)
    if kept:
        line.x0 = kept[2] / 10


def _list_label(line: Line, draft: Draft | None, typography: Typography) -> str:
    match = _GLYPH_BULLET.match(line.text)
    if match:
        return match[0]
    match = _SIGN_BULLET.match(line.text)
    if not match or line.size > 1.1 * typography.body or (line.bold and not typography.bold_body):
        return ""
    if draft is None:
        return match[0]
    before = draft.lines[-1]
    gap = line.baseline - before.baseline
    if draft.kind is Kind.LIST_ITEM and _alike(draft.label, match[0]) and abs(draft.indent - line.x0) < 3:
        return match[0]
    free = ends_sentence(before.text) or before.text.endswith(",") or gap > 1.3 * typography.distance(line.size)
    return match[0] if free or _was_short(before, line) or before.size != line.size else ""


def take_note_figure(draft: Draft) -> None:
    """The figure of a note goes to its label."""
    line = draft.lines[0]
    figure = _NOTE_FIGURE.match(line.text)
    if line.note:
        draft.label = line.note
    elif figure:
        draft.label = figure[1]
        cut_start(line, figure.end())


def list_mark(text: str) -> str:
    """The bullet or number that the text of a list item begins with, or nothing."""
    match = _GLYPH_BULLET.match(text) or _SIGN_BULLET.match(text)
    return match[0] if match else ""


def glyph_bullet(text: str) -> str:
    """The bullet sign a text begins with, or nothing."""
    match = _GLYPH_BULLET.match(text)
    return match[0] if match else ""


def _alike(label: str, other: str) -> bool:
    return re.sub(r"\w+", "#", label) == re.sub(r"\w+", "#", other)


def ends_sentence(text: str) -> bool:
    return text.rstrip("\"'”’) ").endswith(_ENDS)


def _was_short(before: Line, line: Line) -> bool:
    """Whether the first word of `line` would have fitted on the line before."""
    right = max(before.right, line.right)
    return before.x1 + 0.35 * line.size + line.first_width < right - 0.02 * (right - before.left)


def _begins(draft: Draft, line: Line, typography: Typography) -> bool:
    """Whether a line begins a new block after the draft."""
    before = draft.lines[-1]
    gap = line.baseline - before.baseline
    usual = typography.distance(line.size)
    if abs(line.size - before.size) > 0.6 and len(line.text) > 3 and len(before.text) > 3:
        return True
    if gap > 1.3 * usual + 0.5 or gap < -1.0:
        return True
    if line.bold != before.bold and (_was_short(before, line) or ends_sentence(before.text)):
        return True
    if _LEADERS.search(before.text) or _LEADERS.search(line.text):
        return bool(_LEADERS.search(before.text))
    if before.hyphen:
        return False
    if draft.kind is Kind.LIST_ITEM:
        if line.x0 < draft.indent - 2:
            return True  # further out than the bullet itself
        hangs_out = line.x0 < draft.lines[0].x0 - 2 and line.x0 <= draft.indent + 2
        return hangs_out and (_was_short(before, line) or ends_sentence(before.text))
    return _indented(draft, before, line) or _stops_short(before, line)


def _indented(draft: Draft, before: Line, line: Line) -> bool:
    """A first line that is indented, after a paragraph that came to its end."""
    shift = line.x0 - before.x0
    if len(draft.lines) == 1 and shift < -0.6 * line.size:
        return False  # the draft's own first line was the indented one
    return 0.6 * line.size < shift < 6 * line.size and (ends_sentence(before.text) or _was_short(before, line))


def _stops_short(before: Line, line: Line) -> bool:
    if not _was_short(before, line):
        return False
    room = before.right - before.x1
    opens = line.text[:1].isupper() or not line.text[:1].isalpha()
    if ends_sentence(before.text):
        return opens and room > 0.12 * (before.right - before.left)
    return opens and room > 0.4 * (before.right - before.left)


def _set_list_levels(drafts: Sequence[Draft]) -> None:
    """Levels by indentation within a run of list items."""
    for is_list, run in groupby(drafts, key=lambda draft: draft.kind is Kind.LIST_ITEM):
        if not is_list:
            continue
        items = list(run)
        edges: list[float] = []
        for x in sorted(item.indent for item in items):
            if not edges or x - edges[-1] > 6:
                edges.append(x)
        for item in items:
            item.list_level = max(1, sum(item.indent >= edge - 1 for edge in edges))


def _as_contents(draft: Draft) -> Draft | None:
    if draft.kind in (Kind.PARAGRAPH, Kind.LIST_ITEM) and _LEADERS.search(draft.text) and len(draft.lines) <= 3:
        draft.kind = Kind.CONTENTS
        return draft
    return None


def _as_caption(draft: Draft) -> Draft | None:
    if draft.kind is Kind.PARAGRAPH and _CAPTION.match(draft.text) and len(draft.text) < 200 and len(draft.lines) <= 3:
        draft.kind = Kind.CAPTION
        return draft
    return None


def mark_contents(drafts: Sequence[Draft]) -> None:
    """Lines that end in a page number, right after the heading of the contents, without dot leaders."""
    inside = False
    for draft in drafts:
        if _CONTENTS_HEADING.fullmatch(draft.text.strip()):
            inside = True
        elif inside:
            text = draft.text
            inside = draft.kind is Kind.CONTENTS or (bool(_CONTENTS_LINE.fullmatch(text)) and _as_lines(draft))
            if inside and not draft.tagged:
                draft.kind = Kind.CONTENTS


def _as_lines(draft: Draft) -> bool:
    """Whether each line (or the last of a short draft) ends in a page number."""
    return len(draft.lines) <= 2 or sum(line.text[-1:].isdigit() for line in draft.lines) >= 0.6 * len(draft.lines)


# --- what runs on --------------------------------------------------------------------------------------------

_BRIDGED = frozenset({Kind.NOTE, Kind.CAPTION, Kind.TEXT_BOX})


def join_running_on(drafts: Sequence[Draft]) -> list[Draft]:
    """A paragraph or list item that goes on in the next column or on the next page becomes one draft."""
    result: list[Draft] = []
    open_draft: Draft | None = None
    for draft in drafts:
        if open_draft is not None and _runs_on(open_draft, draft):
            open_draft.lines += draft.lines
            continue
        result.append(draft)
        if draft.kind not in _BRIDGED:
            open_draft = draft
    return result


def _runs_on(before: Draft, draft: Draft) -> bool:
    last, first = before.lines[-1], draft.lines[0]
    if (last.page, last.region) == (first.page, first.region) or first.page - last.page > 2:
        return False
    if (before.tagged or draft.tagged) and last.page == first.page:
        return False  # the tags already say what belongs together on one page
    carried = draft.kind is before.kind is Kind.LIST_ITEM and draft.tagged and not draft.label
    if before.kind not in (Kind.PARAGRAPH, Kind.LIST_ITEM) or not (draft.kind is Kind.PARAGRAPH or carried):
        return False
    if abs(last.size - first.size) > 0.6 or last.bold != first.bold:
        return False
    if last.hyphen:
        return True
    if ends_sentence(last.text):
        return False
    return first.text[:1].islower() or ((last.text.endswith(",") or not _was_short(last, first)) and len(last.text) > 25)


def lines_of(drafts: Iterable[Draft]) -> Iterator[Line]:
    for draft in drafts:
        yield from draft.lines
