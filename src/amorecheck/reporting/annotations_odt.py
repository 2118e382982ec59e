"""Annotations in a copy of an ODT file, round exactly the words they speak of.

Only content.xml is rewritten. An annotation is put between two characters of a text node; the text itself stays. What
speaks of a note or a text box stands round its host in the running text. `Origin.index` counts the text nodes of
content.xml in document order; where the words there are not those of the note, it is not placed on a guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from lxml import etree

from amorecheck.document import Document

from .notes import Comment, Note, Placed, at_end, group_notes, last_block
from .package import copy_package, parse_xml, read_members, serialise_xml
from .passages_alike import letters_of
from .wording import say

Element = etree._Element

_CONTENT = "content.xml"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")


@dataclass(frozen=True, slots=True)
class _Anchor:
    """Between which characters an annotation stands: (text node, offset) twice; or round `host`."""

    first: int
    first_offset: int
    last: int
    last_offset: int
    host: Element | None = None


def annotate_odt(data: bytes, document: Document, notes: Sequence[Note], limit: int) -> Placed:
    """A copy of the file with annotations. Raises zipfile.BadZipFile, KeyError or etree.XMLSyntaxError."""
    members = read_members(data) if data.startswith(b"PK") else {}
    root = parse_xml(members[_CONTENT] if members else data)
    nodes = cast("list[Any]", root.xpath("//text()"))
    anchors: dict[Note, _Anchor] = {}
    unplaced = 0
    last = last_block(document)
    for note in notes:
        anchor = _anchor(nodes, document, note)
        if anchor is None and last is not None:
            note, unplaced = at_end(note, last), unplaced + 1
            anchor = _anchor(nodes, document, note)
        if anchor is not None:
            anchors.setdefault(note, anchor)
    comments, left_out = group_notes(tuple(anchors), document, limit, lambda note: document.block_at(note.start).start)
    placed = [(comment, _span([anchors[note] for note in comment.notes])) for comment in comments]
    taken = {element.get(f"{_OFFICE}name") for element in root.iter(f"{_OFFICE}annotation")}
    _insert(nodes, placed, taken)
    content = serialise_xml(root) if placed else b""
    copied = copy_package(data, {_CONTENT: content} if content else {}) if members else content or data
    return Placed(
        copied, len(placed), left_out, unplaced=unplaced,
        at_host=sum(anchor.host is not None for _, anchor in placed),
        signed="META-INF/documentsignatures.xml" in members,
    )  # fmt: skip


def _anchor(nodes: Sequence[Any], document: Document, note: Note) -> _Anchor | None:
    found_origins = document.place(note.start, note.end).origins
    origins = [origin for origin in found_origins if 0 <= origin.index < len(nodes) and origin.part in ("", _CONTENT)]
    if not origins:
        return None
    for origin in origins:
        found = str(nodes[origin.index])[origin.offset : origin.offset + origin.end - origin.start]
        said = document.block_at(note.start).text[origin.start : origin.end]
        if letters_of(found) != letters_of(said):
            return None
    first, last = origins[0], origins[-1]
    host = _host(nodes[first.index])
    return _Anchor(first.index, first.offset, last.index, last.offset + last.end - last.start, host)


def _host(node: Any) -> Element | None:
    """The note or frame in the running text that a text node stands in, if it does."""
    inside: list[Element] = [node.getparent(), *node.getparent().iterancestors()]
    if node.is_tail:
        inside = inside[1:]
    hosts = [element for element in inside if element.tag in (f"{_TEXT}note", f"{_DRAW}frame", f"{_DRAW}custom-shape")]
    outermost = hosts[-1] if hosts else None
    if outermost is None or not any(element.tag in _PARAGRAPHS for element in outermost.iterancestors()):
        return None
    return outermost


def _span(anchors: Sequence[_Anchor]) -> _Anchor:
    first = min(anchors, key=lambda anchor: (anchor.first, anchor.first_offset))
    last = max(anchors, key=lambda anchor: (anchor.last, anchor.last_offset))
    return _Anchor(first.first, first.first_offset, last.last, last.last_offset, first.host)


def _insert(nodes: Sequence[Any], placed: Sequence[tuple[Comment, _Anchor]], taken: set[str | None]) -> None:
    """From the last place to the first, so that offsets in a text node keep their meaning."""
    places: list[tuple[int, int, int, Element]] = []
    number = 0
    for comment, anchor in placed:
        number += 1
        while f"amorecheck{number}" in taken:
            number += 1
        begin, end = _annotation(comment, f"amorecheck{number}")
        if anchor.host is not None:
            _round(anchor.host, begin, end)
            continue
        places.append((anchor.first, anchor.first_offset, 1, begin))
        places.append((anchor.last, anchor.last_offset, 0, end))
    for index, offset, _, element in sorted(places, key=lambda place: place[:3], reverse=True):
        _put(nodes[index], offset, element)


def _round(host: Element, begin: Element, end: Element) -> None:
    host.addprevious(begin)
    end.tail, host.tail = host.tail, None
    host.addnext(end)


def _put(node: Any, offset: int, element: Element) -> None:
    parent = node.getparent()
    if node.is_text:
        text = parent.text or ""
        parent.text, element.tail = text[:offset], text[offset:]
        parent.insert(0, element)
        return
    text = parent.tail or ""
    parent.tail = None
    parent.addnext(element)
    parent.tail, element.tail = text[:offset], text[offset:]


def _annotation(comment: Comment, name: str) -> tuple[Element, Element]:
    begin = etree.Element(f"{_OFFICE}annotation", {f"{_OFFICE}name": name})
    etree.SubElement(begin, _CREATOR).text = say("comments.author")
    for line in comment.lines:
        etree.SubElement(begin, f"{_TEXT}p").text = line
    return begin, etree.Element(f"{_OFFICE}annotation-end", {f"{_OFFICE}name": name})
