"""Word files (.docx, .docm, .dotx, .dotm): one walk through the XML that loses no text and reads none twice.

The source map of a Word file
    Each Origin of a block names a run: `part` is the member of the package ("word/document.xml"), `index` the
    ordinal of the `w:r` among all `w:r` of that part in document order, from 0 (`iter_runs` gives exactly this
    order; runs in deletions, fallbacks and text boxes count too), and `offset` the first character within
    `run_text` of that run. So for every origin
        block.text[origin.start:origin.end] == run_text(runs[origin.index])[origin.offset:][:origin.end - origin.start]
    Characters of a block without an origin (a line end between two merged paragraphs, a symbol) are the reader's own.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from amorecheck.document import Block, Document, Kind
from amorecheck.reading.blocks import Stretch, make_block
from amorecheck.reading.docx_styles import (
    VAL,
    Numbering,
    Style,
    Styles,
    W,
    is_on,
    numbering_of,
    outline_of,
)
from amorecheck.reading.drafts import Draft
from amorecheck.reading.office import Changes, Paragraph, make_document, whole
from amorecheck.reading.package import Package

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_V = "{urn:schemas-microsoft-com:vml}"

_P, _RUN, _T, _TBL, _TR, _TC = f"{W}p", f"{W}r", f"{W}t", f"{W}tbl", f"{W}tr", f"{W}tc"
_PPR, _RPR, _SDT, _SDT_CONTENT, _BOX = f"{W}pPr", f"{W}rPr", f"{W}sdt", f"{W}sdtContent", f"{W}txbxContent"
_CHOICES, _CHOICE, _FALLBACK = f"{_MC}AlternateContent", f"{_MC}Choice", f"{_MC}Fallback"
_INSERTED = {f"{W}ins", f"{W}moveTo"}
_DELETED = {f"{W}del", f"{W}moveFrom"}
_THROUGH = {f"{W}{name}" for name in ("hyperlink", "smartTag", "customXml", "dir", "bdo", "rubyBase", "ruby", "fldSimple")}
_EMPTY = {
    _PPR,
    _RPR,
    *(
        f"{W}{name}"
        for name in (
            "bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "commentRangeStart",
            "commentRangeEnd", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
            "lastRenderedPageBreak", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "customXmlPr",
            "smartTagPr", "tblPrEx", "commentReference", "annotationRef", "footnoteRef", "endnoteRef",
        )
    ),
}  # fmt: skip
_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_SYMBOLS = {"f0e0": "→", "f0fc": "✓", "f0fe": "☒", "f0a8": "☐", "f06f": "☐", "f0a7": "▪", "f0b7": "•", "f0d8": "➢"}
_NOTE_REFERENCES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}


def iter_runs(root: etree._Element) -> Iterator[etree._Element]:
    """All runs (`w:r`) of a part in document order: the n-th is the one that `Origin.index` n means."""
    return root.iter(_RUN)


def run_text(run: etree._Element) -> str:
    """The text of a run as offsets count it: `w:t`, tab "\\t", any break "\\n", no-break hyphen "-"; a deleted run its text."""
    return "".join(_text_of(child) for child in run)


def _text_of(child: etree._Element) -> str:
    if child.tag == _T or child.tag == f"{W}delText":
        return child.text or ""
    return _CHARACTERS.get(child.tag, "")


def read_docx(path: Path, *, changes: Changes = "final") -> Document:
    """Read a Word file. changes: "final" reads tracked insertions, "original" tracked deletions instead.

    Raises DocumentError for damaged and encrypted packages and for zip bombs.
    """
    with Package(path) as package:
        book = _Book(package, changes)
        drafts = book.read()
        meta = package.xml("docProps/core.xml")
    return make_document(path, "docx", drafts, meta=meta, aside=book.aside, layers=book.layers, original=book.original)


@dataclass(frozen=True, slots=True)
class _Around:
    """What a paragraph stands in."""

    cell: tuple[int, int, int] | None = None
    kind: Kind | None = None
    contents: bool = False
    placeholder: bool = False


@dataclass
class _Paragraph(Paragraph):
    """notes: (kind, id) of the notes it refers to. contents: it stands in a field that makes a table of contents."""

    style: Style
    notes: list[tuple[str, str]] = field(default_factory=list)
    contents: bool = False


class _Book:
    """A Word package while it is read: its parts, styles and lists, and what was met besides the text."""

    def __init__(self, package: Package, changes: Changes) -> None:
        self.package = package
        self.original = changes == "original"
        self.main = self._main_part()
        self.relations = self._relations(self.main)
        self.targets = {ident: target for ident, _, target in reversed(self.relations)}
        self.styles = Styles(self._xml("styles"))
        self.numbering = Numbering(self._xml("numbering"))
        self.layers: dict[str, int] = {}
        self.aside: list[Block] = []
        self.tables = 0
        self.notes: dict[str, _Walk] = {}
        self.note_starts: dict[tuple[str, str], tuple[etree._Element, int]] = {}

    def count(self, layer: str, number: int = 1) -> None:
        if number:
            self.layers[layer] = self.layers.get(layer, 0) + number

    def read(self) -> list[Draft]:
        root = self.package.must_xml(self.main)
        self._open_notes()
        walk = _Walk(self, self.main, root)
        before = (dict(self.layers), len(self.aside))
        drafts = walk.read(root)
        if walk.fields_broken:
            # Fields that do not end would hide all that follows: read again as if there were none.
            self.layers, self.tables = before[0], 0
            del self.aside[before[1] :]
            self.numbering = Numbering(self._xml("numbering"))
            self._open_notes()
            drafts = _Walk(self, self.main, root, fields=False).read(root)
        self._read_margins(root)
        comments = self._xml("comments")
        self.count("opmerkingen", sum(1 for _ in comments.iter(f"{W}comment")) if comments is not None else 0)
        return drafts

    def note(self, kind: str, ident: str) -> list[Draft]:
        """The blocks of a note, the first time it is asked for."""
        found = self.note_starts.pop((kind, ident), None)
        if found is None:
            return []
        element, start = found
        walk = self.notes[kind]
        walk.run = start
        self.count("voetnoten" if kind == "footnotes" else "eindnoten")
        return walk.read(element, _Around(kind=Kind.NOTE))

    def target(self, ident: str) -> str | None:
        return self.targets.get(ident)

    def _main_part(self) -> str:
        for _, kind, target in self._relations(""):
            if kind == "officeDocument":
                return target
        return "word/document.xml"

    def _relations(self, part: str) -> list[tuple[str, str, str]]:
        """(id, last word of the type, member) for all relations of a part that point into the package."""
        folder, name = posixpath.split(part)
        root = self.package.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = []
        for relation in root.iter(f"{_RELS}Relationship") if root is not None else ():
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target", "")
            target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found.append((relation.get("Id", ""), relation.get("Type", "").rsplit("/", 1)[-1], target))
        return found

    def _xml(self, kind: str) -> etree._Element | None:
        for _, one, target in self.relations:
            if one == kind:
                return self.package.xml(target)
        return self.package.xml(f"word/{kind}.xml")

    def _open_notes(self) -> None:
        for kind, tag in (("footnotes", f"{W}footnote"), ("endnotes", f"{W}endnote")):
            target = next((target for _, one, target in self.relations if one == kind), None)
            root = self.package.xml(target) if target else None
            if root is None or target is None:
                continue
            self.notes[kind] = _Walk(self, target, root)
            start = 0
            for note in root:
                if note.tag == tag and note.get(f"{W}type") in (None, "normal"):
                    self.note_starts[kind, note.get(f"{W}id", "")] = (note, start)
                start += _runs_in(note)

    def _read_margins(self, root: etree._Element) -> None:
        """Running headers and footers, each part once."""
        seen = set()
        for tag, kind, layer in (("headerReference", Kind.HEADER, "kopteksten"), ("footerReference", Kind.FOOTER, "voetteksten")):
            for reference in root.iter(f"{W}{tag}"):
                target = self.target(reference.get(f"{_R}id", ""))
                if target is None or target in seen:
                    continue
                seen.add(target)
                part = self.package.xml(target)
                if part is None:
                    continue
                found = [draft.block for draft in _Walk(self, target, part).read(part, _Around(kind=kind))]
                self.aside.extend(found)
                self.count(layer, bool(found))


def _runs_in(element: etree._Element) -> int:
    return sum(1 for _ in element.iter(_RUN))


class _Walk:
    """One walk through one part. `run` is the ordinal of the next run: skipped runs count as well."""

    def __init__(self, book: _Book, part: str, root: etree._Element, *, fields: bool = True) -> None:
        self.book = book
        self.part = part
        self.root = root
        self.run = 0
        self.use_fields = fields
        self.fields: list[list[bool]] = []  # [in its instruction, is a table of contents]
        self.fields_broken = False
        self.out: list[Draft] = []
        self.carried: list[Stretch] = []

    def read(self, root: etree._Element, around: _Around | None = None) -> list[Draft]:
        self.out = []
        self.container(root, around or _Around())
        self.fields_broken = self.fields_broken or bool(self.fields)
        self.fields = []
        return self.out

    # Blocks

    def container(self, element: etree._Element, around: _Around) -> None:
        """All that holds paragraphs and tables: body, cell, text box, note, header."""
        outer, self.carried = self.carried, []
        self.children(element, around)
        self.flush(around)
        self.carried = outer

    def children(self, element: etree._Element, around: _Around) -> None:
        for child in element:
            tag = child.tag
            if tag == _P:
                self.paragraph(child, around)
            elif tag == _TBL:
                self.flush(around)
                self.table(child, around)
            elif tag == _SDT:
                self.content_control(child, around)
            elif tag in (_INSERTED if self.book.original else _DELETED):
                self.skip(child)
            elif tag == _CHOICES:
                self.alternatives(child, lambda chosen: self.children(chosen, around))
            elif tag == f"{W}altChunk":
                self.book.count("ingevoegde bestanden")
            elif tag in (f"{W}sectPr", *_EMPTY):
                self.skip(child)
            elif tag == _RUN or (tag in _THROUGH and child.find(f".//{_P}") is None):
                self.stray(child, around)
            else:
                self.children(child, around)

    def content_control(self, sdt: etree._Element, around: _Around) -> None:
        for child in sdt:
            if child.tag == _SDT_CONTENT:
                self.children(child, _in_control(sdt, around))
            else:
                self.skip(child)

    def stray(self, element: etree._Element, around: _Around) -> None:
        """A run outside any paragraph: not allowed, but its text is text."""
        paragraph = _Paragraph(self.book.styles[None])
        if element.tag == _RUN:
            self.read_run(element, paragraph, around)
        else:
            self.inline(element, paragraph, around)
        self.emit(element, paragraph, around)

    def skip(self, element: etree._Element) -> None:
        self.run += _runs_in(element)

    def alternatives(self, element: etree._Element, visit: Callable[[etree._Element], None]) -> None:
        """Visit one of the forms in which Word stores the same drawing: the first, or the fallback if only that has text."""
        choices = [child for child in element if child.tag == _CHOICE]
        chosen = choices[0] if choices else element.find(_FALLBACK)
        fallback = element.find(_FALLBACK)
        if chosen is not None and fallback is not None and not _has_text(chosen) and _has_text(fallback):
            chosen = fallback
        for child in element:
            if child is chosen:
                visit(child)
            else:
                self.skip(child)

    def table(self, table: etree._Element, around: _Around) -> None:
        number = self.book.tables
        rows = list(_wrapped(table, _TR, around))
        single = len(rows) == 1 and sum(1 for _ in _wrapped(rows[0][0], _TC, around)) == 1
        if not single:
            self.book.tables += 1
        position = 0
        for row, inside in rows:
            properties = row.find(f"{W}trPr")
            gone, new = is_there(properties, f"{W}del"), is_there(properties, f"{W}ins")
            if gone or new:
                self.book.count("verwijderd" if gone else "ingevoegd")
            if (gone and not self.book.original) or (new and self.book.original):
                self.skip(row)
                continue
            column = _grid(properties, f"{W}gridBefore", 0)
            for cell, within in _wrapped(row, _TC, inside):
                place = None if single and around.cell is None else (number, position, column)
                self.container(cell, replace(within, cell=around.cell if single else place))
                column += _grid(cell.find(f"{W}tcPr"), f"{W}gridSpan", 1)
            position += 1

    def paragraph(self, element: etree._Element, around: _Around) -> None:
        properties = element.find(_PPR)
        named = properties.find(f"{W}pStyle") if properties is not None else None
        paragraph = _Paragraph(self.book.styles[named.get(VAL) if named is not None else None])
        self.inline(element, paragraph, around)
        mark = properties.find(_RPR) if properties is not None else None
        gone = f"{W}ins" if self.book.original else f"{W}del"
        if mark is not None and (is_there(mark, gone) or is_there(mark, f"{W}moveTo" if self.book.original else f"{W}moveFrom")):
            self.book.aside += paragraph.aside(self.book.count)
            self.carried += paragraph.pieces
            self.out += paragraph.after
            self.add_notes(paragraph, around)
            return
        self.emit(element, paragraph, around)

    def flush(self, around: _Around) -> None:
        """A paragraph whose mark is deleted but that no other follows stands alone after all."""
        if self.carried:
            self.emit(None, _Paragraph(self.book.styles[None]), around)

    def emit(self, element: etree._Element | None, paragraph: _Paragraph, around: _Around) -> None:
        paragraph.pieces = _joined(self.carried, paragraph.pieces)
        self.carried = []
        self.book.aside += paragraph.aside(self.book.count)
        properties = element.find(_PPR) if element is not None else None
        draft = self.draft(properties, paragraph, around) or paragraph.placeholder(around.cell)
        if draft is not None:
            self.out.append(draft)
        self.add_notes(paragraph, around)
        self.out += paragraph.after

    def add_notes(self, paragraph: _Paragraph, around: _Around) -> None:
        for kind, ident in paragraph.notes:
            if self.part == self.book.main:
                self.out += self.book.note(kind, ident)

    def draft(self, properties: etree._Element | None, paragraph: _Paragraph, around: _Around) -> Draft | None:
        """The block of a paragraph, None without text. Counts in its list all the same, as Word does."""
        style = paragraph.style
        label, level = self.list_label(properties, style)
        if not paragraph.pieces:
            return None
        outline = outline_of(properties)
        outline = style.outline if outline is None else outline if outline < 9 else None
        kind = paragraph.kind(
            around.kind, style.role, heading=outline is not None or style.role in ("title", "subtitle"),
            contents=around.contents or paragraph.contents, in_cell=around.cell is not None, in_list=level > 0,
        )  # fmt: skip
        depth = 1 + (outline if outline is not None else style.role == "subtitle")
        return paragraph.draft(kind, depth=depth, level=level, label=label, cell=around.cell, title=style.role == "title")

    def list_label(self, properties: etree._Element | None, style: Style) -> tuple[str, int]:
        """The label of a paragraph and its list level from 1; level 0 outside lists."""
        list_id, level = numbering_of(properties) if properties is not None else (None, None)
        if list_id is None and style.list_id is not None:
            list_id = style.list_id
            if level is None:
                named = properties.find(f"{W}pStyle") if properties is not None else None
                reserved = self.book.numbering.level_of_style(list_id, named.get(VAL, "") if named is not None else "")
                level = style.list_level if reserved is None else reserved
        if list_id is None or list_id == "0":
            return "", 0
        found = self.book.numbering.label(list_id, level or 0)
        return (found[0], (level or 0) + 1) if found is not None else ("", 0)

    # Inside paragraphs

    def inline(self, element: etree._Element, paragraph: _Paragraph, around: _Around) -> None:
        for child in element:
            tag = child.tag
            if tag == _RUN:
                self.read_run(child, paragraph, around)
            elif tag in _EMPTY:
                continue
            elif tag in _INSERTED or tag in _DELETED:
                self.change(child, paragraph, around)
            elif tag == _SDT:
                inside = _in_control(child, around)
                for part in child:
                    if part.tag == _SDT_CONTENT:
                        self.inline(part, paragraph, inside)
                    else:
                        self.skip(part)
            elif tag == _CHOICES:
                self.alternatives(child, lambda chosen: self.inline(chosen, paragraph, around))
            elif tag in _THROUGH:
                if tag == f"{W}fldSimple" and child.get(f"{W}instr", "").strip().upper().startswith("TOC"):
                    paragraph.contents = True
                self.inline(child, paragraph, around)
            elif tag == _P:
                paragraph.pieces.append(Stretch("\n"))
                self.inline(child, paragraph, around)
            elif tag in (f"{_M}oMath", f"{_M}oMathPara"):
                paragraph.pieces.append(Stretch("".join(node.text or "" for node in child.iter(f"{_M}t"))))
                self.skip(child)
            else:
                self.skip(child)

    def change(self, element: etree._Element, paragraph: _Paragraph, around: _Around) -> None:
        """A tracked change: read, or kept apart, as the view asks."""
        inserted = element.tag in _INSERTED
        self.book.count("ingevoegd" if inserted else "verwijderd")
        if inserted is not self.book.original:
            self.inline(element, paragraph, around)
            return
        for run in element.iter(_RUN):
            paragraph.deleted.append(Stretch(run_text(run), self.part, self.run))
            self.run += 1

    def read_run(self, run: etree._Element, paragraph: _Paragraph, around: _Around) -> None:
        index = self.run
        self.run += 1
        style = paragraph.style
        hidden, bold, size = style.hidden, style.bold, style.size or 0
        offset = start = 0
        text = ""
        pieces: list[Stretch] = []
        for child in run:
            tag = child.tag
            if tag == _T or (tag == f"{W}delText" and self.book.original):
                if self.fields and not self.reading():
                    offset += len(child.text or "")
                    start = offset
                else:
                    text += child.text or ""
                    offset = start + len(text)
            elif tag == _RPR:
                hidden, bold, size = self.run_properties(child, hidden, bold, size)
            elif tag in _CHARACTERS:
                text += _CHARACTERS[tag]
                offset = start + len(text)
            elif tag == f"{W}fldChar" or tag == f"{W}instrText":
                if text:
                    pieces.append(Stretch(text, self.part, index, start))
                    text, start = "", offset
                self.field_mark(child)
            elif tag in _NOTE_REFERENCES:
                if not hidden:
                    paragraph.notes.append((_NOTE_REFERENCES[tag], child.get(f"{W}id", "")))
            elif tag == f"{W}sym":
                symbol = _SYMBOLS.get(child.get(f"{W}char", "").lower(), "")
                if symbol:
                    pieces += (Stretch(text, self.part, index, start), Stretch(symbol))
                    text, start = "", offset
            elif tag not in _EMPTY:
                offset += len(_text_of(child))
                self.embedded(child, paragraph, around)
        if text:
            pieces.append(Stretch(text, self.part, index, start))
        if not pieces:
            return
        if hidden:
            paragraph.hidden += pieces
        elif around.placeholder:
            paragraph.placeholders += pieces
        else:
            paragraph.pieces += pieces
            length = len(pieces[0].text) if len(pieces) == 1 else sum(len(piece.text) for piece in pieces)
            paragraph.count_letters(length, bold=bold, size=size)
            if self.fields and length and any(contents for _, contents in self.fields):
                paragraph.contents = True

    def run_properties(self, properties: etree._Element, hidden: bool, bold: bool, size: int) -> tuple[bool, bool, int]:
        for child in properties:
            tag = child.tag
            if tag == f"{W}vanish":
                hidden = is_on(properties, tag) is True
            elif tag == f"{W}b":
                bold = is_on(properties, tag) is True
            elif tag == f"{W}sz":
                size = whole(child.get(VAL)) or size
            elif tag == f"{W}rStyle":
                named = self.book.styles.run(child.get(VAL, ""))
                hidden, bold = hidden or named.hidden, bold or named.bold
        return hidden, bold, size

    def reading(self) -> bool:
        """Whether text counts here: not inside the instruction of a field."""
        return not any(instruction for instruction, _ in self.fields)

    def field_mark(self, mark: etree._Element) -> None:
        if not self.use_fields:
            return
        if mark.tag == f"{W}instrText":
            if self.fields and (mark.text or "").strip().upper().startswith(("TOC", "INDEX", "TOA")):
                self.fields[-1][1] = True
            return
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self.fields.append([True, False])
        elif not self.fields:
            self.fields_broken = True
        elif kind == "separate":
            self.fields[-1][0] = False
        elif kind == "end":
            self.fields.pop()

    def embedded(self, element: etree._Element, paragraph: _Paragraph, around: _Around) -> None:
        """Drawings inside a run: text boxes are read after their host, pictures counted."""
        tag = element.tag
        if tag == _BOX:
            self.text_box(element, paragraph, around)
        elif tag == _CHOICES:
            self.alternatives(element, lambda chosen: self.embedded(chosen, paragraph, around))
        elif tag == f"{_DGM}relIds":
            paragraph.after += self.diagram(element.get(f"{_R}dm", ""))
        elif tag in (f"{_A}blip", f"{_V}imagedata"):
            self.book.count("afbeeldingen")
        elif tag == _RUN:
            self.read_run(element, paragraph, around)
        elif tag != f"{W}rt":
            for child in element:
                self.embedded(child, paragraph, around)
        else:
            self.skip(element)

    def text_box(self, element: etree._Element, paragraph: _Paragraph, around: _Around) -> None:
        outer, self.out = self.out, []
        fields, self.fields = self.fields, []
        self.container(element, replace(around, kind=around.kind or Kind.TEXT_BOX, cell=None, placeholder=False))
        self.fields_broken = self.fields_broken or bool(self.fields)
        self.fields = fields
        if self.out:
            self.book.count("tekstvakken")
        paragraph.after += self.out
        self.out = outer

    def diagram(self, ident: str) -> Iterator[Draft]:
        """The texts of a SmartArt drawing. They stand in a part of their own that has no runs."""
        target = self.book.target(ident)
        root = self.book.package.xml(target) if target else None
        for point in root.iter(f"{_DGM}pt") if root is not None else ():
            for lines in point.iter(f"{_A}p"):
                text = "".join(node.text or "" for node in lines.iter(f"{_A}t"))
                block = make_block(Kind.TEXT_BOX, [Stretch(text, target or "", -1)])
                if block is not None:
                    self.book.count("smartart")
                    yield Draft(block)


def is_there(parent: etree._Element | None, tag: str) -> bool:
    return parent is not None and parent.find(tag) is not None


def _in_control(sdt: etree._Element, around: _Around) -> _Around:
    """What a content control adds: a table of contents, or the text of a template that nobody filled in."""
    properties = sdt.find(f"{W}sdtPr")
    if properties is None:
        return around
    gallery = properties.find(f".//{W}docPartGallery")
    contents = gallery is not None and "table of contents" in gallery.get(VAL, "").lower()
    empty = is_on(properties, f"{W}showingPlcHdr") is True
    return replace(around, contents=around.contents or contents, placeholder=around.placeholder or empty)


def _wrapped(element: etree._Element, tag: str, around: _Around) -> Iterator[tuple[etree._Element, _Around]]:
    """The rows of a table or cells of a row, also those inside content controls."""
    for child in element:
        if child.tag == tag:
            yield child, around
        elif child.tag == _SDT:
            content = child.find(_SDT_CONTENT)
            if content is not None:
                yield from _wrapped(content, tag, _in_control(child, around))
        elif child.tag not in _EMPTY and child.tag != _TBL and child.tag != _P:
            yield from _wrapped(child, tag, around)


def _grid(properties: etree._Element | None, tag: str, default: int) -> int:
    found = properties.find(tag) if properties is not None else None
    value = whole(found.get(VAL)) if found is not None else None
    return value if value is not None and 0 <= value <= 1000 else default


def _has_text(element: etree._Element) -> bool:
    return any(node.text for node in element.iter(_T)) or element.find(f".//{_DGM}relIds") is not None


def _joined(before: list[Stretch], after: list[Stretch]) -> list[Stretch]:
    """Two paragraphs that a deleted paragraph mark makes one."""
    if not before or not after:
        return before + after
    left, right = "".join(piece.text for piece in before), "".join(piece.text for piece in after)
    glued = left[-1:] in ".!?:;" and right[:1].isalnum()
    return [*before, *([Stretch(" ")] if glued else []), *after]
