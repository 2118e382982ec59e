"""Tagged PDF pages: drafts from the structure tree, joined to the words by marked-content id.

The tree is read per page, so a cyclic or endless one costs at most MAX_ELEMENTS steps. A page whose tags cover
less than COVERED of its characters, or that tags each line as a paragraph, is laid out by position instead.
"""

from __future__ import annotations

import ctypes
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from amorecheck.document import Kind
from amorecheck.reading.pdf_layout import Line, lay_out, make_line
from amorecheck.reading.pdf_page import PageText, Word
from amorecheck.reading.pdf_paragraphs import (
    Draft,
    cut_start,
    ends_sentence,
    glyph_bullet,
    list_mark,
    take_note_figure,
)

COVERED = 0.7
MAX_DEPTH = 60
MAX_ELEMENTS = 50_000
LONG_ARTIFACT = 400
"""More characters than this in the body of a page are no decoration, whatever their mark says."""

_OWNERS = frozenset(["P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Title", "Caption", "Note", "FENote", "TOCI", "BlockQuote", "Quote", "BibEntry", "Figure", "Formula"])
_HEADING = re.compile(r"H([1-6])?|Title")


@dataclass(slots=True)
class Element:
    """What reads as one block: role, marked content in order, and where it stands. label: content of its Lbl."""

    role: str
    mcids: list[int] = field(default_factory=list)
    label: list[int] = field(default_factory=list)
    list_level: int = 0
    cell: tuple[int, int, int] | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _Around:
    """What surrounds a node on the way down."""

    owner: Element | None = None
    depth: int = 0
    sections: int = 0
    list_level: int = 0
    cell: tuple[int, int, int] | None = None
    labelling: bool = False


class _Walk:
    """One walk through the tree of one page: elements in order of first appearance."""

    def __init__(self) -> None:
        self.elements: list[Element] = []
        self.steps = 0
        self.tables = 0
        self.rows: list[int] = []

    def visit(self, node: Any, around: _Around) -> None:
        self.steps += 1
        if self.steps > MAX_ELEMENTS or around.depth > MAX_DEPTH:
            return
        role = _role(node)
        if role == "Artifact":
            return
        inside = self._enter(role, replace(around, depth=around.depth + 1))
        loose: Element | None = None
        column = 0
        for index in range(max(0, raw.FPDF_StructElement_CountChildren(node))):
            child = raw.FPDF_StructElement_GetChildAtIndex(node, index)
            if child:
                if inside.cell is not None and role == "TR":
                    self.visit(child, replace(inside, cell=(inside.cell[0], inside.cell[1], column)))
                    column += 1
                else:
                    self.visit(child, inside)
                loose = None
                continue
            mcid = raw.FPDF_StructElement_GetChildMarkedContentID(node, index)
            if mcid < 0:
                continue
            owner = inside.owner or loose
            if owner is None:
                owner = loose = self._own("P", inside)
            (owner.label if inside.labelling else owner.mcids).append(mcid)
        if role == "Table":
            self.rows.pop()

    def _enter(self, role: str, around: _Around) -> _Around:
        if role == "Table":
            self.rows.append(-1)
            self.tables += 1
            return replace(around, owner=None, cell=(self.tables - 1, 0, 0))
        if role == "TR" and self.rows:
            self.rows[-1] += 1
            return replace(around, owner=None, cell=(self.tables - 1, self.rows[-1], 0))
        if role in ("TD", "TH", "LI"):
            return replace(around, owner=self._own(role, around))
        if role in ("Sect", "Art", "Part"):
            return replace(around, sections=around.sections + 1)
        if role == "L":
            return replace(around, owner=None, list_level=around.list_level + 1)
        if role == "Lbl":
            labelling = around.owner is not None and around.owner.role in ("LI", "Note", "FENote")
            return replace(around, labelling=labelling)
        if role in _OWNERS:
            fresh = around.owner
            if fresh is not None and not fresh.mcids and fresh.role in ("LI", "TD", "TH", "TOCI", "Note", "FENote") and role != "Note":
                return around  # the first paragraph of an item or cell is the item or cell
            return replace(around, owner=self._own(role, around))
        return around

    def _own(self, role: str, around: _Around) -> Element:
        element = Element(role, [], [], around.list_level, around.cell, around.sections)
        self.elements.append(element)
        return element


def read_elements(page: pdfium.PdfPage) -> list[Element]:
    """The elements of a page in the order of the structure tree; empty without tags."""
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return []
    walk = _Walk()
    try:
        for index in range(max(0, raw.FPDF_StructTree_CountChildren(tree))):
            child = raw.FPDF_StructTree_GetChildAtIndex(tree, index)
            if child:
                walk.visit(child, _Around())
    finally:
        raw.FPDF_StructTree_Close(tree)
    return [element for element in walk.elements if element.mcids or element.label]


def _role(element: Any) -> str:
    length = raw.FPDF_StructElement_GetType(element, None, 0)
    if not 2 < length < 512:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDF_StructElement_GetType(element, buffer, length)
    return buffer.raw[:length].decode("utf-16-le", "replace").rstrip("\x00")


def tagged_drafts(page: PageText, elements: Sequence[Element]) -> tuple[list[Draft], list[Line]] | None:
    """Drafts of a tagged page, and the lines that no tag covers. None when the tags are no use."""
    by_mcid: dict[int, list[Word]] = {}
    for word in page.words:
        if not word.style.artifact and word.style.mcid >= 0:
            by_mcid.setdefault(word.style.mcid, []).append(word)
    artifacts = _artifacts(page)
    drafts: list[Draft] = []
    used: set[int] = set()
    for number, element in enumerate(elements):
        words = [word for mcid in element.mcids if mcid not in used for word in by_mcid.get(mcid, ())]
        label = [word for mcid in element.label if mcid not in used for word in by_mcid.get(mcid, ())]
        used.update(element.mcids, element.label)
        if words:
            drafts.append(_draft(element, words, label, page.number, number))
    covered = {id(word) for mcid in used for word in by_mcid.get(mcid, ())}
    rest = [word for word in page.words if id(word) not in covered and id(word) not in artifacts]
    taken = sum(len(word.text) for word in page.words if id(word) in covered)
    total = taken + sum(len(word.text) for word in rest)
    if not drafts or taken < COVERED * total or _line_by_line(drafts):
        return None
    left, right = min(line.x0 for d in drafts for line in d.lines), max(line.x1 for d in drafts for line in d.lines)
    for draft in drafts:
        for line in draft.lines:
            line.left, line.right = left, right
    return drafts, _loose_lines(page, rest, len(elements))


def _artifacts(page: PageText) -> set[int]:
    """Words marked as decoration; a long text in the body of the page is not believed to be that."""
    marked = [word for word in page.words if word.style.artifact]
    body = [word for word in marked if 0.12 * page.height < word.top < 0.88 * page.height]
    if sum(len(word.text) for word in body) > LONG_ARTIFACT:
        gone = {id(word) for word in body}
        marked = [word for word in marked if id(word) not in gone]
    return {id(word) for word in marked}


def _loose_lines(page: PageText, words: list[Word], region: int) -> list[Line]:
    lines = lay_out(replace(page, words=words)) if words else []
    for line in lines:
        line.region += region
    return lines


def _line_by_line(drafts: Sequence[Draft]) -> bool:
    """Whether the tags cut sentences: most paragraphs go on in small letters after an open end."""
    plain = [draft for draft in drafts if draft.kind is Kind.PARAGRAPH]
    cuts = sum(
        not ends_sentence(before.text) and after.lines[0].text[:1].islower()
        for before, after in itertools.pairwise(plain)
    )
    return len(plain) >= 6 and cuts >= 0.4 * len(plain)


def _draft(element: Element, words: list[Word], label: list[Word], page: int, number: int) -> Draft:
    lines = [make_line(row, page, number) for row in rows_in_order(words)]
    lines = [line for line in lines if line.text] or lines[:1]
    draft = Draft(_kind(element), lines, tagged=True, list_level=element.list_level, cell=element.cell)
    draft.label = " ".join(word.text for word in label)
    if draft.kind is Kind.HEADING:
        match = _HEADING.fullmatch(element.role)
        draft.level = int(match[1]) if match and match[1] else max(1, min(6, element.depth))
        draft.list_level = 0
    if draft.kind in (Kind.LIST_ITEM, Kind.PARAGRAPH) and not draft.label:
        mark = (list_mark if draft.kind is Kind.LIST_ITEM else glyph_bullet)(lines[0].text)
        if mark:
            draft.kind, draft.label, draft.list_level = Kind.LIST_ITEM, mark, max(1, element.list_level)
            cut_start(lines[0], len(mark))
    if draft.kind is not Kind.LIST_ITEM:
        draft.list_level = 0
    if draft.kind is Kind.NOTE and not draft.label:
        take_note_figure(draft)
    return draft


def _kind(element: Element) -> Kind:
    if element.role in ("Note", "FENote"):
        return Kind.NOTE
    if element.cell is not None:
        return Kind.TABLE_CELL
    if _HEADING.fullmatch(element.role):
        return Kind.HEADING
    if element.role == "LI":
        return Kind.LIST_ITEM
    if element.role == "Caption":
        return Kind.CAPTION
    if element.role in ("Figure", "Formula"):
        return Kind.TEXT_BOX
    return Kind.CONTENTS if element.role == "TOCI" else Kind.PARAGRAPH


def rows_in_order(words: Sequence[Word]) -> list[list[Word]]:
    """Words in the order of the file, cut into lines where the baseline moves on or the words go back."""
    rows: list[list[Word]] = []
    for word in words:
        last = rows[-1][-1] if rows else None
        if last is not None and (word.glued or _same_row(last, word)):
            rows[-1].append(word)
        else:
            rows.append([word])
    return rows


def _same_row(last: Word, word: Word) -> bool:
    size = max(last.style.size, word.style.size)
    return abs(last.baseline - word.baseline) < 0.6 * size and word.x0 > last.x0 - 1 and not last.hyphen
