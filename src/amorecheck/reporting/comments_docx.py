"""Comments in a copy of a Word file, at exactly the words they speak of.

Works on the parts themselves: only the main text, the comments and their administration are rewritten, all other
members are copied to the byte. Runs are cut where a comment begins or ends inside one; no character is added,
removed or moved. Word shows no comments in headers, notes and text boxes (MS-OI29500), so those stand at the run of
the main text that holds the box or the note mark.
"""

from __future__ import annotations

import copy
import posixpath
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from lxml import etree

from amorecheck.document import Document, Origin

from .notes import Comment, Note, Placed, at_end, group_notes, last_block
from .package import copy_package, parse_xml, read_members, serialise_xml, stored_name
from .wording import say

Element = etree._Element

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TEXTS = frozenset(("t", "delText"))
_ONE_CHARACTER = frozenset(("tab", "ptab", "br", "cr", "noBreakHyphen"))
"""As reading.docx.run_text counts; a test holds the two together."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a comment begins and ends: (run, characters before it) twice. host: it stands for a note or text box."""

    first: Element
    first_offset: int
    last: Element
    last_offset: int
    host: bool = False


@dataclass
class _Main:
    """The main part while comments are put in. pieces: what an original run was cut into, by start offset."""

    part: str
    root: Element
    members: Mapping[str, bytes]
    runs: list[Element] = field(default_factory=list)
    pieces: dict[Element, list[tuple[int, Element]]] = field(default_factory=dict)
    next_change: int = 0

    def __post_init__(self) -> None:
        self.runs = list(self.root.iter(self.tag("r")))
        self.next_change = 1 + max(_ids(self.root, self.tag("id"), self.root.iter()), default=0)

    @property
    def space(self) -> str:
        return etree.QName(self.root).namespace or TRANSITIONAL

    def tag(self, name: str) -> str:
        return f"{{{self.space}}}{name}"


def comment_docx(data: bytes, document: Document, report_notes: Sequence[Note], limit: int) -> Placed:
    """A copy of the file with comments.

    Raises zipfile.BadZipFile, KeyError, ValueError or etree.XMLSyntaxError on a file too broken to be copied whole.
    """
    members = read_members(data)
    part = _member(members, "", "officeDocument") or stored_name(members, "word/document.xml") or "word/document.xml"
    main = _Main(part, parse_xml(members[part]), members)
    if main.root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("a main part with a DOCTYPE: its entities have no length to count by")
    anchors, notes, unplaced = _anchor_all(main, document, report_notes)
    paragraphs = {note: _paragraph(main, anchors[note]) for note in notes}
    comments, left_out = group_notes(notes, document, limit, lambda note: _key(paragraphs[note]))
    changed = _write(main, [(comment, _span([anchors[note] for note in comment.notes])) for comment in comments])
    return Placed(
        data=copy_package(data, changed),
        comments=len(comments),
        left_out=left_out,
        at_host=sum(any(anchors[note].host for note in comment.notes) for comment in comments),
        unplaced=unplaced,
        signed=any(name.startswith("_xmlsignatures/") for name in members),
    )


def run_length(run: Element) -> int:
    """Characters in a run's own text (not of a text box inside it)."""
    return sum(_length(child) for child in run)


def _anchor_all(main: _Main, document: Document, notes: Sequence[Note]) -> tuple[dict[Note, Anchor], list[Note], int]:
    """An anchor for each note; a note whose place is not in the file goes to the last paragraph."""
    found: dict[Note, Anchor] = {}
    placed: list[Note] = []
    unplaced = 0
    last = last_block(document)
    for note in notes:
        anchor = _anchor(main, document, note)
        if anchor is None and last is not None:
            note = at_end(note, last)
            anchor = _anchor(main, document, note)
            unplaced += 1
        if anchor is not None and note not in found:
            found[note] = anchor
            placed.append(note)
    return found, placed, unplaced


def _anchor(main: _Main, document: Document, note: Note) -> Anchor | None:
    origins = [origin for origin in document.place(note.start, note.end).origins if origin.index >= 0]
    if not origins:
        return None
    part = origins[0].part or main.part
    inside = [origin for origin in origins if (origin.part or main.part) == part]
    if part != main.part:
        return _note_mark(main, part, inside[0])
    if max(origin.index for origin in inside) >= len(main.runs):
        return None
    first, last = main.runs[inside[0].index], main.runs[inside[-1].index]
    host_first, host_last = _outside(main, first), _outside(main, last)
    if host_first is not first or host_last is not last:
        return Anchor(host_first, 0, host_last, run_length(host_last), host=True)
    end = inside[-1].offset + inside[-1].end - inside[-1].start
    return Anchor(first, inside[0].offset, last, min(end, run_length(last)))


def _outside(main: _Main, run: Element) -> Element:
    """The run itself, or the run of the main text that holds the text box it stands in."""
    outermost = run
    boxed = False
    for ancestor in run.iterancestors():
        if ancestor.tag == main.tag("txbxContent"):
            boxed = True
        elif boxed and ancestor.tag == main.tag("r"):
            outermost, boxed = ancestor, False
    return outermost


def _note_mark(main: _Main, part: str, origin: Origin) -> Anchor | None:
    """The run with the mark of the footnote or endnote the origin stands in; None for headers and footers."""
    stored = stored_name(main.members, part)
    if stored is None:
        return None
    runs = list(parse_xml(main.members[stored]).iter(main.tag("r")))
    if origin.index >= len(runs):
        return None
    for kind in ("footnote", "endnote"):
        for holder in runs[origin.index].iterancestors(main.tag(kind)):
            number = holder.get(main.tag("id"))
            for mark in main.root.iter(main.tag(f"{kind}Reference")):
                if mark.get(main.tag("id")) == number:
                    run = next(mark.iterancestors(main.tag("r")))
                    host = _outside(main, run)
                    return Anchor(host, 0, host, run_length(host), host=True)
    return None


def _paragraph(main: _Main, anchor: Anchor) -> Element:
    return next(anchor.first.iterancestors(main.tag("p")), anchor.first)


def _key(element: Element) -> Hashable:
    return element.getroottree().getpath(element)


def _span(anchors: Sequence[Anchor]) -> Anchor:
    """From the first to the last of the anchors, which stand in one paragraph."""
    if len(anchors) == 1:
        return anchors[0]
    order = {run: place for place, run in enumerate(anchors[0].first.getroottree().getroot().iter(anchors[0].first.tag))}
    first = min(anchors, key=lambda anchor: (order[anchor.first], anchor.first_offset))
    last = max(anchors, key=lambda anchor: (order[anchor.last], anchor.last_offset))
    return Anchor(first.first, first.first_offset, last.last, last.last_offset, any(anchor.host for anchor in anchors))


def _write(main: _Main, placed: Iterable[tuple[Comment, Anchor]]) -> dict[str, bytes]:
    name, root, administration = _comments_part(main)
    number = 1 + max(
        [*_ids(root, main.tag("id"), root), *_ids(main.root, main.tag("id"), main.root.iter(main.tag("commentReference")))],
        default=-1,
    )
    styles = _comment_styles(main)
    count = 0
    for comment, anchor in placed:
        _mark(main, anchor, str(number + count), styles)
        root.append(_comment(main, comment, str(number + count), styles))
        count += 1
    if not count:
        return {}
    return {main.part: serialise_xml(main.root), name: serialise_xml(root), **administration}


def _mark(main: _Main, anchor: Anchor, number: str, styles: Mapping[str, str]) -> None:
    """Range start and end at the exact characters; the reference mark outside any hyperlink, insertion or control."""
    first = _cut_at(main, anchor.first, anchor.first_offset, opens=True)
    last = _cut_at(main, anchor.last, anchor.last_offset, opens=False)
    start = etree.Element(main.tag("commentRangeStart"), {main.tag("id"): number})
    end = etree.Element(main.tag("commentRangeEnd"), {main.tag("id"): number})
    _shielded(first).addprevious(start)
    _add_after(_shielded(last), end)
    reference = etree.Element(main.tag("r"))
    if "annotation reference" in styles:
        properties = etree.SubElement(reference, main.tag("rPr"))
        etree.SubElement(properties, main.tag("rStyle"), {main.tag("val"): styles["annotation reference"]})
    etree.SubElement(reference, main.tag("commentReference"), {main.tag("id"): number})
    paragraph = next(end.iterancestors(main.tag("p")), None)
    if paragraph is not None and _opens_control(main, paragraph):
        paragraph.insert(0 if paragraph.find(main.tag("pPr")) is None else 1, reference)
    else:
        _add_after(_at_paragraph_level(main, end), reference)


def _add_after(element: Element, new: Element) -> None:
    """Like addnext, but white space behind the element stays behind the element's end."""
    new.tail, element.tail = element.tail, None
    element.addnext(new)


def _shielded(run: Element) -> Element:
    """The run, or the alternate content around it: markers may not stand inside."""
    return next((ancestor for ancestor in reversed(list(run.iterancestors(_ALTERNATE)))), run)


def _opens_control(main: _Main, paragraph: Element) -> bool:
    """Whether it is the first paragraph of a content control. LibreOffice (7.4) drops the text before a comment's
    mark there, so the mark goes in front; the marked range, which Word goes by, stays exact."""
    return any(
        next(control.iter(main.tag("p")), None) is paragraph for control in paragraph.iterancestors(main.tag("sdtContent"))
    )


def _at_paragraph_level(main: _Main, element: Element) -> Element:
    current = element
    for ancestor in element.iterancestors():
        if ancestor.tag == main.tag("p"):
            break
        current = ancestor
    return current


def _cut_at(main: _Main, run: Element, offset: int, *, opens: bool) -> Element:
    """The piece of an original run that begins (opens) or ends at `offset`; the run is cut there if need be."""
    pieces = main.pieces.setdefault(run, [(0, run)])
    place = max(number for number, (start, _) in enumerate(pieces) if start <= offset)
    start, piece = pieces[place]
    if offset == start and (opens or place == 0):
        return piece
    if offset == start:
        return pieces[place - 1][1]
    if offset >= start + run_length(piece):
        return piece
    right = _cut(main, piece, offset - start)
    pieces.insert(place + 1, (offset, right))
    return right if opens else piece


def _cut(main: _Main, run: Element, keep: int) -> Element:
    """Leaves the first `keep` characters in the run and gives a new run with the rest, right after it."""
    right = copy.deepcopy(run)
    right.tail = None
    _add_after(run, right)
    _renumber(main, right)
    done = 0
    for ours, theirs in list(zip(list(run), list(right), strict=True)):
        if ours.tag == main.tag("rPr"):
            continue
        length = _length(ours)
        if done + length <= keep and (length or done < keep):
            right.remove(theirs)
        elif done >= keep:
            run.remove(ours)
        else:
            text = ours.text or ""
            ours.text, theirs.text = text[: keep - done], text[keep - done :]
            ours.set(_XML_SPACE, "preserve")
            theirs.set(_XML_SPACE, "preserve")
        done += length
    return right


def _renumber(main: _Main, run: Element) -> None:
    """Tracked changes of formatting inside the copied half get a number of their own."""
    for change in run.iterfind(f"{main.tag('rPr')}//*[@{main.tag('id')}]"):
        change.set(main.tag("id"), str(main.next_change))
        main.next_change += 1


def _length(child: Element) -> int:
    if not isinstance(child.tag, str):
        return 0
    name = etree.QName(child.tag).localname
    return len(child.text or "") if name in _TEXTS else int(name in _ONE_CHARACTER)


def _ids(root: Element, attribute: str, elements: Iterable[Element]) -> Iterator[int]:
    for element in elements:
        value = element.get(attribute) or ""  # remarks in the XML have no attributes at all
        if value.lstrip("-").isdigit():
            yield int(value)


def _comment(main: _Main, comment: Comment, number: str, styles: Mapping[str, str]) -> Element:
    labels = {note.label for note in comment.notes}
    element = etree.Element(main.tag("comment"), {main.tag("id"): number})
    element.set(main.tag("author"), say("comments.author"))
    element.set(main.tag("initials"), say("comments.initials"))
    for place, line in enumerate(comment.lines):
        paragraph = etree.SubElement(element, main.tag("p"))
        if "annotation text" in styles:
            properties = etree.SubElement(paragraph, main.tag("pPr"))
            etree.SubElement(properties, main.tag("pStyle"), {main.tag("val"): styles["annotation text"]})
        if place == 0:
            mark = etree.SubElement(paragraph, main.tag("r"))
            etree.SubElement(mark, main.tag("annotationRef"))
        run = etree.SubElement(paragraph, main.tag("r"))
        look = etree.SubElement(run, main.tag("rPr"))
        if line in labels:
            etree.SubElement(look, main.tag("b"))
        etree.SubElement(look, main.tag("lang"), {main.tag("val"): "nl-NL"})
        text = etree.SubElement(run, main.tag("t"), {_XML_SPACE: "preserve"})
        text.text = line
    return element


def _comment_styles(main: _Main) -> dict[str, str]:
    """The ids of Word's own comment styles, by their built-in names (a Dutch Word has other ids)."""
    name = _member(main.members, main.part, "styles")
    root = _parsed(main.members, name)
    if root is None:
        return {}
    wanted = {"annotation text", "annotation reference"}
    found = {}
    for style in root.iter(main.tag("style")):
        label = style.find(main.tag("name"))
        if label is not None and label.get(main.tag("val"), "") in wanted:
            found[label.get(main.tag("val"), "")] = style.get(main.tag("styleId"), "")
    return found


def _comments_part(main: _Main) -> tuple[str, Element, dict[str, bytes]]:
    """The name and root of the comments part, and what else must be written where it is new.

    A relation to a comments part that is not in the package is followed: two relations of the kind would not open.
    """
    name = _member(main.members, main.part, "comments")
    if name is not None:
        return name, parse_xml(main.members[name]), {}
    root = etree.Element(main.tag("comments"), nsmap={"w": main.space})
    promised = _find(main.members, main.part, "comments")
    name = promised or _free_name(main.members, posixpath.join(posixpath.dirname(main.part), "comments.xml"))
    administration = _with_type(main.members, name)
    if promised is None:
        administration |= _with_relation(main, posixpath.basename(name))
    return name, root, administration


def _free_name(members: Mapping[str, bytes], name: str) -> str:
    while stored_name(members, name) is not None:
        name = name.removesuffix(".xml") + "1.xml"
    return name


def _with_relation(main: _Main, target: str) -> dict[str, bytes]:
    """The relations of the main part with one to the comments. Raises etree.XMLSyntaxError where they are broken:
    written anew they would lose the pictures."""
    stored = stored_name(main.members, _relations_of(main.part))
    relations = parse_xml(main.members[stored]) if stored is not None else _no_relations()
    ids = {relation.get("Id") for relation in relations}
    new_id = next(f"rIdOpmerkingen{number}" for number in range(1, len(ids) + 2) if f"rIdOpmerkingen{number}" not in ids)
    kind = _STRICT_RELATIONS if main.space != TRANSITIONAL else _OFFICE_RELATIONS
    etree.SubElement(relations, f"{{{_RELATIONS}}}Relationship", {"Id": new_id, "Type": f"{kind}/comments", "Target": target})
    return {stored or _relations_of(main.part): serialise_xml(relations)}


def _with_type(members: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    """The list of content types with the comments part in it."""
    stored = stored_name(members, "[Content_Types].xml") or "[Content_Types].xml"
    types = parse_xml(members[stored])
    if any((one.get("PartName") or "").lower() == f"/{name}".lower() for one in types):
        return {}
    etree.SubElement(types, f"{{{_CONTENT_TYPES}}}Override", {"PartName": f"/{name}", "ContentType": _COMMENTS_TYPE})
    return {stored: serialise_xml(types)}


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relations(members: Mapping[str, bytes], part: str) -> Element:
    root = _parsed(members, stored_name(members, _relations_of(part)))
    return _no_relations() if root is None else root


def _no_relations() -> Element:
    return etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap=cast("dict[str, str]", {None: _RELATIONS}))


def _parsed(members: Mapping[str, bytes], name: str | None) -> Element | None:
    """The root of a part that can be done without: None where it is not there or broken, as the reader takes it."""
    if name is None:
        return None
    try:
        return parse_xml(members[name])
    except etree.XMLSyntaxError:
        return None


def _find(members: Mapping[str, bytes], part: str, kind: str) -> str | None:
    """The part that `part` points to by a relation of this kind; it may not be there."""
    for relation in _relations(members, part):
        if not isinstance(relation.tag, str) or relation.get("TargetMode") == "External":
            continue
        if relation.get("Type") in (f"{_OFFICE_RELATIONS}/{kind}", f"{_STRICT_RELATIONS}/{kind}"):
            target = relation.get("Target", "")
            base = "" if target.startswith("/") else posixpath.dirname(part)
            return posixpath.normpath(posixpath.join(base, target.lstrip("/")))
    return None


def _member(members: Mapping[str, bytes], part: str, kind: str) -> str | None:
    """The member that `part` points to by a relation of this kind, as it is stored; None where it is not there."""
    name = _find(members, part, kind)
    return None if name is None else stored_name(members, name)
