"""What the blocks are and where they stand. Filled in after reading, the same way for every format."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from amorecheck.document import Block, Document, Kind
from amorecheck.reading import labels
from amorecheck.reading.blocks import clean, in_section, without_head
from amorecheck.reading.municipality import find_municipality
from amorecheck.reading.roles import mark_contents, mark_roles
from amorecheck.reading.titles import is_title

_PAGED = re.compile(r"\b(?:pagina|pag\.|blz\.?|bladzijde)\s*\d{1,3}\b|\|\s*\d{1,3}$|^\d{1,3}\s*\||\b\d{1,3}\s*(?:/|van)\s*\d{1,3}$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_VISION = re.compile(r"visie\b|beleidsplan|(?<!\w)nota\b|koersdocument", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"(?:waar|waarom|wat|hoe|wie|vorige|deze|onze|van|bij|in|concept)\b|\w+:|.*\b(?:deze|onze|die|dit|daarom|is|zijn|wordt|hebben|staat|ligt)\b",
    re.IGNORECASE,
)
_FRONT_BLOCKS = 12
_TITLE_BLOCKS = 6


def complete(document: Document) -> Document:
    """The document with labels, contents, running lines, roles, section chains, numbers, title and municipality."""
    blocks = [_with_label(block) for block in document.blocks]
    if document.format in ("docx", "odt"):
        blocks = _with_typed_numbers(blocks)
    if document.format == "text":
        blocks = mark_running_lines(blocks)
    blocks = mark_roles(mark_contents(blocks))
    placed = tuple(_with_sections(blocks))
    title = _title(document.title, placed)
    return replace(
        document,
        name=unicodedata.normalize("NFC", clean(document.name)),
        blocks=placed,
        title=title,
        municipality=document.municipality or _municipality(document, placed, title),
    )


def _with_label(block: Block) -> Block:
    """The block with a typed bullet apart, as its label. Numbers of headings stay: they are part of the name."""
    if block.label:
        return block
    if block.kind in (Kind.PARAGRAPH, Kind.TABLE_CELL, Kind.TEXT_BOX):
        mark = labels.bullet(block.text)
        if mark is not None and mark[0] not in "§*" and "\n" not in block.text:
            kind = Kind.LIST_ITEM if block.kind is Kind.PARAGRAPH else block.kind
            return replace(without_head(block, mark[1], label=mark[0]), kind=kind, list_level=block.list_level or 1)
    return block


def _with_typed_numbers(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs that open with a typed number are list items where another one stands next to them."""
    numbered = [block.kind is Kind.PARAGRAPH and labels.number(block.text) is not None for block in blocks]
    listed = []
    for n, block in enumerate(blocks):
        found = labels.number(block.text) if numbered[n] else None
        beside = (n > 0 and numbered[n - 1]) or (n + 1 < len(blocks) and numbered[n + 1])
        if found is not None and beside:
            block = replace(without_head(block, found[1], label=found[0]), kind=Kind.LIST_ITEM, list_level=1)
        listed.append(block)
    return listed


def mark_running_lines(blocks: Sequence[Block]) -> list[Block]:
    """Running headers that were pasted along with a text: the same short line again and again, with a page number."""
    masked = [_DIGITS.sub("#", block.text.strip()) if _short(block) else "" for block in blocks]
    counts: dict[str, int] = {}
    for mask, block in zip(masked, blocks, strict=True):
        if mask and (_PAGED.search(block.text) or mask in ("#", "- # -")):
            counts[mask] = counts.get(mask, 0) + 1
    enough = {mask for mask, number in counts.items() if number >= (2 if len(mask) > 12 else 3)}
    enough -= {mask for mask in enough & {"#", "- # -"} if not _rising([block.text for block, one in zip(blocks, masked, strict=True) if one == mask])}
    return [
        replace(block, kind=Kind.HEADER, level=0, list_level=0) if mask in enough else block
        for mask, block in zip(masked, blocks, strict=True)
    ]


def _rising(lines: Sequence[str]) -> bool:
    """Whether bare numbers count pages: nearly each is higher than the one before. Figures of a table are not."""
    numbers = [int(found[0]) for line in lines if (found := _DIGITS.search(line[:20]))]
    steps = [after - before for before, after in pairwise(numbers)]
    return sum(0 < step <= 5 for step in steps) >= 0.8 * len(steps)


def _short(block: Block) -> bool:
    return block.kind in (Kind.HEADING, Kind.PARAGRAPH) and len(block.text) <= 120 and block.text[-1] not in ".!?;:"


def _with_sections(blocks: Sequence[Block]) -> list[Block]:
    chain: list[tuple[int, str]] = []
    section: tuple[str, ...] = ()
    number = 0
    placed = []
    for block in blocks:
        heading = block.kind is Kind.HEADING
        if heading:
            while chain and chain[-1][0] >= block.level:
                chain.pop()
            section = tuple(name for _, name in chain)
        counted = block.judged and not heading
        number += counted
        placed.append(in_section(block, section, number if counted else 0))
        if heading:
            chain.append((block.level, block.shown))
            section = tuple(name for _, name in chain)
    return placed


def _title(stated: str, blocks: Sequence[Block]) -> str:
    """What the title page says; what the file says of itself counts when it stands there too, or nothing else is found."""
    stated = " ".join(clean(stated).split())
    believed = is_title(stated)
    front = _bare(" ".join(block.text for block in blocks[:_TITLE_BLOCKS]))
    if believed and _bare(stated) in front:
        return stated
    return _first_title(blocks) or (stated if believed else "")


def _bare(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())


def _first_title(blocks: Sequence[Block]) -> str:
    """The title that the first lines give: a heading before any text, or one that says it is a vision."""
    for block in blocks[:_TITLE_BLOCKS]:
        text = " ".join(block.text.split())
        numbered = labels.heading_number(text)
        text = text[numbered[1] :] if numbered else text
        if block.kind in (Kind.HEADING, Kind.PARAGRAPH, Kind.TEXT_BOX) and _names_a_vision(text):
            return text
    for one, two in pairwise([*blocks[:4], None]):
        if one is None or one.kind is not Kind.HEADING:
            break
        if not one.label and labels.heading_number(one.text) is None and not _NO_TITLE.match(one.text) and not labels.FRONT_OR_BACK.fullmatch(one.text) and is_title(one.text) and two is not None and two.kind is Kind.HEADING:
            return " ".join(one.text.split())
    return ""


def _names_a_vision(text: str) -> bool:
    return (
        _VISION.search(text) is not None
        and len(text) <= 120
        and len(text.split()) >= 2
        and text[-1] not in ".?:;,"
        and _NO_TITLE.match(text) is None
        and is_title(text)
    )


def _municipality(document: Document, blocks: Sequence[Block], title: str) -> str:
    front = [block.text for block in blocks[:_FRONT_BLOCKS]]
    front += [block.text for block in document.aside if block.kind in (Kind.HEADER, Kind.FOOTER)][:20]
    front += sorted({block.text for block in blocks if block.kind is Kind.HEADER})[:5]
    return find_municipality(title, front, [block.text for block in blocks[_FRONT_BLOCKS:]], unicodedata.normalize("NFC", document.name))
