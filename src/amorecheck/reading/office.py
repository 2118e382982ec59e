"""What Word and ODT files have in common: a paragraph while it is read, what stands beside the text, the finished document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from lxml import etree

from amorecheck.document import Block, Document, Kind, Notice
from amorecheck.reading.blocks import Stretch, assemble, clean, make_block
from amorecheck.reading.drafts import Draft, with_made_headings
from amorecheck.reading.notices import changes_notice, hidden_notice, pictures_notice
from amorecheck.reading.titles import choose_title

Changes = Literal["final", "original"]
"""Which view of tracked changes is read: with the insertions, or with the deletions instead."""

_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_LONGEST_HEADING = 220


def whole(text: str | None) -> int | None:
    """The whole number in an attribute; None where it is missing or says something else."""
    try:
        return int(text) if text is not None else None
    except ValueError:
        return None


def style_chain(
    styles: Mapping[str, etree._Element], name: str, parent_of: Callable[[etree._Element], str]
) -> list[etree._Element]:
    """A style and those it inherits from, nearest first; a loop ends where it started."""
    chain: list[etree._Element] = []
    seen = set()
    while name in styles and name not in seen:
        seen.add(name)
        chain.append(styles[name])
        name = parent_of(styles[name])
    return chain


@dataclass(kw_only=True)
class Paragraph:
    """A paragraph while it is read. `pieces` is its text; the rest is kept apart.

    after: what hangs on it and is read after it (text boxes, notes). bold: how many of its letters are. size: of its
    largest letters, in half points, 0 unknown.
    """

    pieces: list[Stretch] = field(default_factory=list)
    hidden: list[Stretch] = field(default_factory=list)
    deleted: list[Stretch] = field(default_factory=list)
    placeholders: list[Stretch] = field(default_factory=list)
    after: list[Draft] = field(default_factory=list)
    bold: int = 0
    letters: int = 0
    size: int = 0

    def count_letters(self, length: int, *, bold: bool, size: int) -> None:
        self.letters += length
        self.bold += length if bold else 0
        self.size = max(self.size, size) if length else self.size

    def aside(self, count: Callable[[str], None]) -> list[Block]:
        """What is not read with the text: deleted and hidden words. count: called with the name of each layer met."""
        found = []
        for kind, pieces, layer in ((Kind.DELETED, self.deleted, ""), (Kind.HIDDEN, self.hidden, "verborgen")):
            block = make_block(kind, pieces) if pieces else None
            if block is not None:
                found.append(block)
                if layer:
                    count(layer)
        if self.placeholders:
            count("sjabloontekst")
        return found

    def kind(
        self, given: Kind | None, role: str, *, heading: bool, contents: bool, in_cell: bool, in_list: bool
    ) -> Kind:
        """What the paragraph is. given: what it stands in (a note, a text box); role: of its style; heading: it is set as one."""
        if contents or role == "contents":
            return Kind.CONTENTS
        if given is not None:
            return given
        if heading and sum(len(piece.text) for piece in self.pieces) <= _LONGEST_HEADING:
            return Kind.HEADING
        if role == "caption":
            return Kind.CAPTION
        if in_cell:
            return Kind.TABLE_CELL
        return Kind.LIST_ITEM if in_list else Kind.PARAGRAPH

    def draft(
        self, kind: Kind, *, depth: int, level: int, label: str, cell: tuple[int, int, int] | None, title: bool
    ) -> Draft | None:
        """The block of the paragraph; None without text. depth: of a heading; level: in a list."""
        heading = kind is Kind.HEADING
        block = make_block(
            kind, self.pieces, level=depth if heading else 0, list_level=0 if heading else level, label=label, cell=cell
        )
        if block is None:
            return None
        bold = self.letters > 0 and self.bold >= 0.95 * self.letters
        return Draft(block, bold, self.size, title=title and heading, plain=kind is Kind.PARAGRAPH)

    def placeholder(self, cell: tuple[int, int, int] | None) -> Draft | None:
        """The text of a template that nobody filled in, for a paragraph that holds nothing else."""
        block = make_block(Kind.PLACEHOLDER, self.placeholders, cell=cell) if self.placeholders else None
        return Draft(block) if block is not None else None


def make_document(
    path: Path, form: str, drafts: Sequence[Draft], *, meta: etree._Element | None, aside: Sequence[Block],
    layers: Mapping[str, int], original: bool,
) -> Document:  # fmt: skip
    """The document of all that was read. meta: the part with its properties; layers: how often each was met."""
    text, blocks = assemble([draft.block for draft in with_made_headings(drafts)])
    title = choose_title(_stated_title(meta), [draft.block.text for draft in drafts if draft.title])
    return Document(
        path.name, form, "", text, blocks, tuple(aside), title=title,
        layers=dict(sorted(layers.items())), notices=tuple(_notices(layers, text, original=original)),
    )  # fmt: skip


def _stated_title(meta: etree._Element | None) -> str:
    """What the properties of the file call it."""
    found = next(meta.iter(_DC_TITLE), None) if meta is not None else None
    return clean(found.text or "").strip() if found is not None else ""


def _notices(layers: Mapping[str, int], text: str, *, original: bool) -> Iterator[Notice]:
    gone, new = layers.get("verwijderd", 0), layers.get("ingevoegd", 0)
    if gone or new:
        yield changes_notice(new, gone, original=original)
    if hidden := layers.get("verborgen", 0):
        yield hidden_notice(hidden)
    if chunks := layers.get("ingevoegde bestanden", 0):
        yield Notice(
            "ingevoegde-bestanden",
            f"Een ander bestand dat in het document is ingevoegd, is niet gelezen ({chunks} keer). "
            "Open het document in Word en sla het opnieuw op; dan wordt dat bestand deel van de tekst.",
        )
    pictures = layers.get("afbeeldingen", 0)
    if pictures and len(text.split()) < 100 * pictures:
        yield pictures_notice(pictures)
