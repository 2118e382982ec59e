"""OpenDocument text (.odt, .ott, .fodt), the open standard of Dutch government: one walk through content.xml.

The source map of an ODT
    Each Origin names a text node: `part` is "content.xml" ("styles.xml" for running headers, "" for a flat file),
    `index` the ordinal of the text node among all text nodes of that part in document order, from 0, as
    `iter_text_nodes` gives them (in XPath: `//text()`), `offset` the first character within it. Spaces, tabs and
    line ends that ODF writes as elements have no text node and so no origin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from amorecheck.document import Block, Document, Kind
from amorecheck.errors import EncryptedError, TooLargeError, UnreadableError
from amorecheck.reading.blocks import Stretch, make_block
from amorecheck.reading.drafts import Draft
from amorecheck.reading.odt_styles import (
    DRAW,
    OFFICE,
    STYLE,
    TABLE,
    TEXT,
    Lists,
    Looks,
    Styles,
)
from amorecheck.reading.office import Changes, Paragraph, make_document, whole
from amorecheck.reading.package import LARGEST_MEMBER, Package, parse_xml

_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_P, _H = f"{TEXT}p", f"{TEXT}h"
_INDEXES = {
    f"{TEXT}{name}"
    for name in ("table-of-content", "illustration-index", "table-index", "object-index", "alphabetical-index", "user-index")
}
_ROWS = {f"{TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group")}
_SKIPPED = {
    f"{TEXT}tracked-changes", f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{OFFICE}forms", f"{TEXT}note-citation",
    f"{TEXT}ruby-text", f"{TEXT}list-level-style-number", f"{TEXT}sequence-decls", f"{TEXT}variable-decls",
    f"{TEXT}user-field-decls", f"{TEXT}table-of-content-source", f"{TEXT}illustration-index-source",
    f"{TEXT}alphabetical-index-source", f"{TEXT}user-index-source", f"{TEXT}bibliography-source", f"{TABLE}table-column",
    f"{TABLE}table-columns", f"{TABLE}table-header-columns", f"{OFFICE}event-listeners", f"{OFFICE}scripts",
    f"{DRAW}object", f"{DRAW}object-ole", f"{TEXT}script", f"{TEXT}index-source-styles", f"{OFFICE}binary-data",
    "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}title",
    "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}desc",
}  # fmt: skip
_GAPS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
_BLANKS = re.compile(r"[ \t\r\n]+")


def iter_text_nodes(root: etree._Element) -> Iterator[str]:
    """All text nodes of a part in document order: the n-th is the one that `Origin.index` n means."""
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start" and element.text:
            yield element.text
        elif event == "end" and element is not root and element.tail:
            yield element.tail


def read_odt(path: Path, *, changes: Changes = "final") -> Document:
    """Read an ODT package. changes: "final" reads tracked insertions, "original" tracked deletions instead."""
    with Package(path) as package:
        manifest = package.xml("META-INF/manifest.xml")
        if manifest is not None and next(manifest.iter(f"{_MANIFEST}encryption-data"), None) is not None:
            raise EncryptedError(
                f"{path.name} is beveiligd met een wachtwoord. Open het in LibreOffice, haal het wachtwoord eraf en "
                "sla het opnieuw op."
            )
        content = package.must_xml("content.xml")
        styles = package.xml("styles.xml")
        meta = package.xml("meta.xml")
    return _document(path, content, styles, meta, "content.xml", changes)


def read_flat_odt(path: Path, *, changes: Changes = "final") -> Document:
    """Read an OpenDocument text that is one XML file (.fodt)."""
    if path.stat().st_size > LARGEST_MEMBER:
        raise TooLargeError(f"{path.name} is te groot. Sla het op als .odt zonder afbeeldingen.")
    try:
        root = parse_xml(path.read_bytes())
    except etree.XMLSyntaxError as error:
        raise UnreadableError(
            f"{path.name} is beschadigd. Open het in LibreOffice, sla het op als .odt en probeer het nog eens."
        ) from error
    return _document(path, root, root, root, "", changes)


def _document(
    path: Path, content: etree._Element, styles: etree._Element | None, meta: etree._Element | None, part: str, changes: Changes
) -> Document:
    walk = _Walk(content, styles, part, original=changes == "original")
    drafts = walk.read()
    aside = walk.aside
    if styles is not None and styles is not content:
        aside += _margins(styles, walk)
    return make_document(path, "odt", drafts, meta=meta, aside=aside, layers=walk.layers, original=walk.original)


@dataclass(frozen=True, slots=True)
class _Around:
    """What a paragraph stands in. label, level: of the list item whose first paragraph comes next."""

    cell: tuple[int, int, int] | None = None
    kind: Kind | None = None
    contents: bool = False
    hidden: bool = False
    level: int = 0
    lists: str = ""


@dataclass
class _Paragraph(Paragraph):
    looks: Looks


class _Walk:
    """One walk through one part. `node` is the ordinal of the next text node: skipped ones count as well."""

    def __init__(self, root: etree._Element, styles: etree._Element | None, part: str, *, original: bool = False) -> None:
        self.root = root
        self.part = part
        self.original = original
        self.styles = Styles([one for one in (styles, root) if one is not None])
        self.lists = Lists([one for one in (styles, root) if one is not None])
        self.node = 0
        self.out: list[Draft] = []
        self.aside: list[Block] = []
        self.layers: dict[str, int] = {}
        self.tables = 0
        self.label = ""
        self.skipping = False
        self.deletions: dict[str, etree._Element] = {}
        self.insertions: set[str] = set()
        self.starts: dict[etree._Element, int] = {}

    def read(self) -> list[Draft]:
        self.open_changes()
        self.blocks(self.root, _Around())
        return self.out

    def count(self, layer: str) -> None:
        self.layers[layer] = self.layers.get(layer, 0) + 1

    def open_changes(self) -> None:
        """Note what was deleted and inserted, and where the text nodes of each deletion start."""
        regions = list(self.root.iter(f"{TEXT}changed-region"))
        if not regions:
            return
        wanted = {region.find(f"{TEXT}deletion") for region in regions}
        for element, start in _with_starts(self.root):
            if element in wanted:
                self.starts[element] = start
        for region in regions:
            ident = region.get(f"{TEXT}id") or region.get("{http://www.w3.org/XML/1998/namespace}id") or ""
            deletion = region.find(f"{TEXT}deletion")
            if deletion is not None:
                self.deletions[ident] = deletion
            elif region.find(f"{TEXT}insertion") is not None:
                self.insertions.add(ident)

    # Blocks

    def blocks(self, element: etree._Element, around: _Around) -> None:
        """All below an element that holds paragraphs; text of its own stands nowhere on the page."""
        self.node += bool(element.text)
        for child in element:
            self.block(child, around)
            self.node += bool(child.tail)

    def block(self, child: etree._Element, around: _Around) -> None:
        tag = child.tag
        if tag in (_P, _H):
            self.paragraph(child, around)
        elif tag == f"{TEXT}list":
            self.read_list(child, around)
        elif tag == f"{TABLE}table":
            self.table(child, around)
        elif tag in _INDEXES:
            self.blocks(child, replace(around, contents=True))
        elif tag == f"{TEXT}section":
            hidden = child.get(f"{TEXT}display", "true") != "true" or child.get(f"{TEXT}is-hidden") == "true"
            self.blocks(child, replace(around, hidden=around.hidden or hidden))
        elif tag in (f"{TEXT}change-start", f"{TEXT}change-end", f"{TEXT}change"):
            self.change(child, None)
        elif tag in _SKIPPED or tag in (f"{OFFICE}meta", f"{OFFICE}styles", f"{OFFICE}automatic-styles", f"{OFFICE}master-styles",
                                         f"{OFFICE}settings", f"{OFFICE}font-face-decls"):
            self.skip(child)
        elif tag.startswith(DRAW):
            self.drawing(child, None, around)
        else:
            self.blocks(child, around)

    def skip(self, element: etree._Element) -> None:
        if element.tag == f"{OFFICE}annotation":
            self.count("opmerkingen")
        self.node += _nodes_in(element)

    def read_list(self, element: etree._Element, around: _Around) -> None:
        name = element.get(f"{TEXT}style-name") or around.lists
        level = around.level + 1
        if not around.level:
            continued = element.get(f"{TEXT}continue-numbering") == "true" or f"{TEXT}continue-list" in element.attrib
            self.lists.open(name, continued=continued)
        self.node += bool(element.text)
        for item in element:
            if item.tag == f"{TEXT}list-item":
                holds = [child.tag for child in item]
                if holds and holds[0] != f"{TEXT}list":
                    self.label = self.lists.label(name, level, whole(item.get(f"{TEXT}start-value")))
                self.blocks(item, replace(around, level=level, lists=name))
                self.label = ""
            elif item.tag == f"{TEXT}list-header":
                self.blocks(item, replace(around, level=level, lists=name))
            else:
                self.skip(item)
            self.node += bool(item.tail)

    def table(self, table: etree._Element, around: _Around) -> None:
        cells = sum(1 for _ in _own(table, f"{TABLE}table-cell"))
        number = self.tables
        self.tables += cells > 1
        self.rows(table, around, number if cells > 1 else -1, 0)

    def rows(self, element: etree._Element, around: _Around, number: int, row: int) -> int:
        self.node += bool(element.text)
        for child in element:
            if child.tag == f"{TABLE}table-row":
                self.cells(child, around, number, row)
                row += 1
            elif child.tag in _ROWS:
                row = self.rows(child, around, number, row)
            else:
                self.skip(child)
            self.node += bool(child.tail)
        return row

    def cells(self, element: etree._Element, around: _Around, number: int, row: int) -> None:
        column = 0
        self.node += bool(element.text)
        for cell in element:
            if cell.tag in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
                place = around.cell if number < 0 else (number, row, column)
                self.blocks(cell, replace(around, cell=place, level=0))
                column += min(whole(cell.get(f"{TABLE}number-columns-repeated")) or 1, 1000)
            else:
                self.skip(cell)
            self.node += bool(cell.tail)

    def paragraph(self, element: etree._Element, around: _Around) -> None:
        paragraph = _Paragraph(self.styles[element.get(f"{TEXT}style-name")])
        if around.hidden:
            paragraph.looks = replace(paragraph.looks, hidden=True)
        self.inline(element, paragraph, paragraph.looks, around)
        self.aside += paragraph.aside(self.count)
        draft = self.draft(element, paragraph, around) or paragraph.placeholder(around.cell)
        if draft is not None:
            self.out.append(draft)
        self.out += paragraph.after

    def draft(self, element: etree._Element, paragraph: _Paragraph, around: _Around) -> Draft | None:
        looks = paragraph.looks
        heading = element.tag == _H or looks.outline > 0
        label, self.label = self.label, ""
        kind = paragraph.kind(
            around.kind, looks.role, heading=heading or looks.role in ("title", "subtitle"),
            contents=around.contents, in_cell=around.cell is not None, in_list=around.level > 0,
        )  # fmt: skip
        depth = 1 + (looks.role == "subtitle")
        if heading:
            depth = whole(element.get(f"{TEXT}outline-level")) or looks.outline or 1
        if kind is Kind.HEADING:
            label = self.lists.heading(depth) or label if heading else ""
        return paragraph.draft(kind, depth=depth, level=around.level, label=label, cell=around.cell, title=looks.role == "title")

    # Inside paragraphs

    def inline(self, element: etree._Element, paragraph: _Paragraph, looks: Looks, around: _Around) -> None:
        self.words(element.text, paragraph, looks)
        for child in element:
            self.piece(child, paragraph, looks, around)
            self.words(child.tail, paragraph, looks)

    def piece(self, child: etree._Element, paragraph: _Paragraph, looks: Looks, around: _Around) -> None:
        tag = child.tag
        if tag == f"{TEXT}s":
            self.gap(" " * min(whole(child.get(f"{TEXT}c")) or 1, 200), paragraph)
        elif tag in _GAPS:
            self.gap(_GAPS[tag], paragraph)
        elif tag == f"{TEXT}span":
            self.inline(child, paragraph, self.styles.over(looks, child.get(f"{TEXT}style-name")), around)
        elif tag == f"{TEXT}note":
            self.note(child, paragraph, around)
        elif tag in (f"{TEXT}change-start", f"{TEXT}change-end", f"{TEXT}change"):
            self.change(child, paragraph)
        elif tag in (f"{TEXT}hidden-text", f"{TEXT}hidden-paragraph"):
            self.inline(child, paragraph, replace(looks, hidden=True), around)
        elif tag == f"{TEXT}placeholder":
            before, paragraph.pieces = paragraph.pieces, []
            self.inline(child, paragraph, looks, around)
            paragraph.placeholders += paragraph.pieces
            paragraph.pieces = before
        elif tag in _SKIPPED:
            self.skip(child)
        elif tag.startswith(DRAW) and tag != f"{DRAW}a":
            self.drawing(child, paragraph, around)
        elif tag in (_P, _H):
            self.gap("\n", paragraph)
            self.inline(child, paragraph, looks, around)
        else:
            self.inline(child, paragraph, looks, around)

    def gap(self, text: str, paragraph: _Paragraph) -> None:
        if not self.skipping:
            paragraph.pieces.append(Stretch(text))

    def words(self, text: str | None, paragraph: _Paragraph, looks: Looks) -> None:
        """A text node of a paragraph: blanks count as one, as ODF has it."""
        if not text:
            return
        index = self.node
        self.node += 1
        if self.skipping:
            return
        target = paragraph.hidden if looks.hidden else paragraph.pieces
        length = len(text.strip())
        paragraph.count_letters(length, bold=looks.bold, size=looks.size)
        low = 0
        for match in _BLANKS.finditer(text):
            follows = match.start() == 0 and (not target or target[-1].text[-1:].isspace())
            if match.group() == " " and not follows:
                continue
            if match.start() > low:
                target.append(Stretch(text[low : match.start()], self.part, index, low))
            if not follows:
                target.append(Stretch(" "))
            low = match.end()
        if low < len(text):
            target.append(Stretch(text[low:], self.part, index, low))

    def note(self, element: etree._Element, paragraph: _Paragraph, around: _Around) -> None:
        outer, self.out = self.out, []
        label, self.label = self.label, ""
        self.blocks(element, _Around(kind=Kind.NOTE, hidden=around.hidden))
        if self.out and not self.skipping:
            self.count("eindnoten" if element.get(f"{TEXT}note-class") == "endnote" else "voetnoten")
            paragraph.after += self.out
        self.out, self.label = outer, label

    def drawing(self, element: etree._Element, paragraph: _Paragraph | None, around: _Around) -> None:
        """Text boxes and shapes with text, read after the paragraph that they hang on; pictures counted."""
        if element.tag == f"{DRAW}image":
            self.count("afbeeldingen")
            self.skip(element)
            return
        outer, self.out = self.out, []
        label, self.label = self.label, ""
        inner = _Around(kind=around.kind or Kind.TEXT_BOX, hidden=around.hidden)
        self.blocks(element, inner)
        if self.out and element.tag != f"{DRAW}text-box":
            self.count("tekstvakken")
        found, self.out, self.label = self.out, outer, label
        if paragraph is not None:
            paragraph.after += found
        else:
            self.out += found

    def change(self, mark: etree._Element, paragraph: _Paragraph | None) -> None:
        ident = mark.get(f"{TEXT}change-id", "")
        if mark.tag == f"{TEXT}change":
            deletion = self.deletions.get(ident)
            if deletion is None:
                return
            self.count("verwijderd")
            pieces = self.deleted(deletion)
            if paragraph is None:
                block = make_block(Kind.PARAGRAPH if self.original else Kind.DELETED, pieces)
                if block is not None and self.original:
                    self.out.append(Draft(block))
                elif block is not None:
                    self.aside.append(block)
            elif self.original:
                paragraph.pieces += pieces
            else:
                paragraph.deleted += pieces
        elif ident in self.insertions:
            if mark.tag == f"{TEXT}change-start":
                self.count("ingevoegd")
            self.skipping = self.original and mark.tag == f"{TEXT}change-start"

    def deleted(self, deletion: etree._Element) -> list[Stretch]:
        here, self.node = self.node, self.starts[deletion]
        pieces: list[Stretch] = []
        self.node += bool(deletion.text)
        for child in deletion:
            if child.tag in (_P, _H):
                part = _Paragraph(Looks())
                self.inline(child, part, part.looks, _Around())
                pieces += ([Stretch("\n")] if pieces else []) + part.pieces
            else:
                self.node += _nodes_in(child)
            self.node += bool(child.tail)
        self.node = here
        return pieces


def _nodes_in(element: etree._Element) -> int:
    """Text nodes inside an element, its own tail not counted."""
    return sum(bool(one.text) + bool(one.tail) for one in element.iter()) - bool(element.tail)


def _with_starts(root: etree._Element) -> Iterator[tuple[etree._Element, int]]:
    """Every element and the number of text nodes before its content."""
    number = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            yield element, number
            number += bool(element.text)
        elif element is not root:
            number += bool(element.tail)


def _own(table: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Cells of a table itself, not of tables inside it."""
    for child in table:
        if child.tag == tag:
            yield child
        elif child.tag in _ROWS or child.tag == f"{TABLE}table-row":
            yield from _own(child, tag)


def _margins(styles: etree._Element, walk: _Walk) -> list[Block]:
    found: list[Block] = []
    known: set[str] = set()
    starts = dict(_with_starts(styles))
    for tag, kind, layer in (
        ("header", Kind.HEADER, "kopteksten"), ("header-left", Kind.HEADER, "kopteksten"), ("header-first", Kind.HEADER, "kopteksten"),
        ("footer", Kind.FOOTER, "voetteksten"), ("footer-left", Kind.FOOTER, "voetteksten"), ("footer-first", Kind.FOOTER, "voetteksten"),
    ):  # fmt: skip
        for element in styles.iter(f"{STYLE}{tag}"):
            inner = _Walk(styles, None, "styles.xml")
            inner.node = starts[element]
            inner.blocks(element, _Around(kind=kind))
            blocks = [draft.block for draft in inner.out if draft.block.text not in known]
            known.update(block.text for block in blocks)
            if blocks:
                walk.count(layer)
            found += blocks
    return found
