"""A draft as it was read: blocks in reading order, with one source map back to the file.

The reading modules make these values and nothing to the right of them changes them. All offsets count
characters (code points). `Document.text` is all text that may be judged; a block that is read but never
judged (running headers, deleted text) is kept in `Document.aside`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a block is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_CELL = "table_cell"
    CAPTION = "caption"
    NOTE = "note"
    TEXT_BOX = "text_box"
    HEADER = "header"
    FOOTER = "footer"
    CONTENTS = "contents"
    DELETED = "deleted"
    HIDDEN = "hidden"
    PLACEHOLDER = "placeholder"


class Role(StrEnum):
    """What the section a block stands in is for. Only BODY is judged as the vision's own statement."""

    BODY = "visie"
    CONTENTS = "inhoudsopgave"
    READING_GUIDE = "leeswijzer"
    COLOPHON = "colofon"
    BIBLIOGRAPHY = "literatuur"
    GLOSSARY = "begrippen"
    LEGAL = "wettelijk kader"
    PARTICIPATION = "participatieverslag"
    REACTIONS = "reacties"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a stretch of a block's text came from.

    start, end: offsets in the block's text. part: member of the package ("word/document.xml") or "".
    index: ordinal of the run (`w:r`, or text node for ODT) within the part, in document order; -1 where
    it has no meaning. offset: first character within that run, or in the text file. page: from 1, PDF only.
    box: (x0, top, x1, bottom) in points, PDF only.
    """

    start: int
    end: int
    part: str = ""
    index: int = -1
    offset: int = 0
    page: int | None = None
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item, cell … `start` is its offset in `Document.text` (-1: aside).

    level: of a heading, from 1. list_level: from 1. cell: (table, row, column) from 0. section: chain of
    headings above it, outermost first (for a heading: the chain above that heading). paragraph: running number from 1 of judged blocks that are
    not headings (0 for headings and asides). label: the list or heading label as shown ("2.1", "•").
    """

    kind: Kind
    text: str
    start: int = -1
    level: int = 0
    list_level: int = 0
    cell: tuple[int, int, int] | None = None
    section: tuple[str, ...] = ()
    role: Role = Role.BODY
    paragraph: int = 0
    page: int | None = None
    label: str = ""
    origins: tuple[Origin, ...] = ()

    @property
    def end(self) -> int:
        return self.start + len(self.text) if self.start >= 0 else -1

    @property
    def shown(self) -> str:
        """The text as a reader sees it: a heading with its number ("3.2 Rollen"), anything else without its mark."""
        return f"{self.label} {self.text}" if self.kind is Kind.HEADING and self.label else self.text

    @property
    def judged(self) -> bool:
        """Whether the program may take evidence from it."""
        return self.start >= 0 and self.role is Role.BODY and self.kind not in NEVER_JUDGED

    @property
    def beside(self) -> bool:
        """Whether it stands in a section that may tell how the vision came about, and is no statement of it."""
        return self.start >= 0 and self.role in TELL_OF_MAKING and self.kind not in NEVER_JUDGED


TELL_OF_MAKING = frozenset({Role.READING_GUIDE, Role.PARTICIPATION})
NEVER_JUDGED = frozenset({Kind.HEADER, Kind.FOOTER, Kind.CONTENTS, Kind.DELETED, Kind.HIDDEN, Kind.PLACEHOLDER})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a span stands, for a reader: page (PDF), section chain, paragraph; and the exact origins."""

    page: int | None
    section: tuple[str, ...]
    paragraph: int
    block: Block
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader of the report must know. `code` is stable, `message` Dutch."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Document:
    """A draft in reading order. `blocks` have ascending, non-overlapping offsets into `text`.

    layers: how much was read or skipped per layer, for the report ({"voetnoten": 4, "verwijderd": 2}).
    pages: number of pages, PDF only. format: docx | pdf | odt | text. title and municipality: as found, or "".
    """

    name: str
    format: str
    sha256: str
    text: str
    blocks: tuple[Block, ...]
    aside: tuple[Block, ...] = ()
    pages: int | None = None
    title: str = ""
    municipality: str = ""
    layers: Mapping[str, int] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()

    def judged_blocks(self) -> Iterator[Block]:
        return (block for block in self.blocks if block.judged)

    def block_at(self, offset: int) -> Block:
        """The block that holds `offset`, or the last one that starts before it."""
        return self.blocks[max(0, bisect_right(self.blocks, offset, key=lambda block: block.start) - 1)]

    def place(self, start: int, end: int) -> Place:
        """Where [start, end) of `text` stands. A span over several blocks is placed at the first."""
        block = self.block_at(start)
        low, high = start - block.start, end - block.start
        origins = tuple(_cut(origin, low, high) for origin in block.origins if origin.start < high and origin.end > low)
        page = next((origin.page for origin in origins if origin.page is not None), block.page)
        section = (*block.section, block.shown) if block.kind is Kind.HEADING else block.section
        return Place(page, section, block.paragraph, block, origins)


def _cut(origin: Origin, low: int, high: int) -> Origin:
    start, end = max(origin.start, low), min(origin.end, high)
    return Origin(start, end, origin.part, origin.index, origin.offset + start - origin.start, origin.page, origin.box)
