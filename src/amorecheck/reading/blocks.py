"""From stretches of source text to clean blocks, and from blocks to the text of a document.

All readers build their blocks here, so that cleaning happens once and the source map always agrees.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from amorecheck.document import Block, Kind, Origin

SEPARATOR = "\n\n"

# What may never reach a report: C0 but tab and line end, DEL and C1, bidirectional overrides (they can
# turn a sentence round on a screen), characters without width, soft hyphens, non-characters, surrogates.
_BREAKS = "\x0b\x0c\r\x85\u2028\u2029"
_DROPPED = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
)
_UNWANTED = re.compile(f"[{_BREAKS}{_DROPPED}]")
_ODD = re.compile(f"[{_BREAKS}{_DROPPED}]|[\u0300-\u036f]+")
"""And accents that stand apart from their letter, as Apple's programs write them: no word list knows those."""
_ACCENTS = frozenset(map(chr, range(0x300, 0x370)))
# In a text file offsets must stay those of the file, so nothing is dropped: a character makes room for a
# space. Characters without width (soft hyphen, zero-width space) do no harm there and stay.
_UNWANTED_IN_PLACE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)


class Stretch(NamedTuple):
    """Text as it stands in the source: in run (or text node) number `run` of a part. run -1 without a part:
    added by the reader, stands nowhere in the file."""

    text: str
    part: str = ""
    run: int = -1
    offset: int = 0


def clean_in_place(text: str) -> str:
    """The text with each unwanted character replaced by a space (a line end stays one): same length."""
    text = text.replace("\r\n", " \n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _UNWANTED_IN_PLACE.sub(" ", text)


def clean(text: str) -> str:
    """The text without unwanted characters, for what has no place in the source (titles, labels)."""
    return _UNWANTED.sub(lambda match: " " if match.group() in _BREAKS else "", text)


def clean_stretches(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same stretches without unwanted characters; where one stood, the stretch is cut in two.

    A letter and the accent that follows it become one character, of the reader's own.
    """
    cleaned: list[Stretch] = []
    for stretch in stretches:
        if not stretch.text:
            continue
        if stretch.text.isascii() and stretch.text.isprintable():
            cleaned.append(stretch)
            continue
        text, part, index, offset = stretch
        low = 0
        for match in _ODD.finditer(text):
            start, instead = match.start(), "\n" if match.group() in _BREAKS else ""
            if match.group()[0] in _ACCENTS:
                start -= 1
                instead = unicodedata.normalize("NFC", text[start : match.end()]) if start >= low else ""
                if len(instead) != 1:
                    continue
            if start > low:
                cleaned.append(Stretch(text[low:start], part, index, offset + low))
            if instead:
                cleaned.append(Stretch(instead))
            low = match.end()
        if low == 0:
            cleaned.append(stretch)
        elif low < len(text):
            cleaned.append(Stretch(text[low:], part, index, offset + low))
    return cleaned


def make_block(kind: Kind, stretches: Iterable[Stretch], **attributes: object) -> Block | None:
    """A block of the cleaned stretches, trimmed at both ends; None when nothing is left to read."""
    cleaned = clean_stretches(stretches)
    text = "".join([stretch.text for stretch in cleaned])
    trimmed = text.strip()
    if not trimmed:
        return None
    first = len(text) - len(text.lstrip())
    last = first + len(trimmed)
    origins: list[Origin] = []
    at = -first
    for piece, part, index, offset in cleaned:
        low, high = at, at + len(piece)
        at = high
        if index < 0 and not part:  # the reader's own
            continue
        if low < 0:
            offset, low = offset - low, 0
        high = min(high, last - first)
        if high > low:
            origins.append(Origin(low, high, part, index, offset))
    return Block(kind, trimmed, origins=tuple(origins), **attributes)  # type: ignore[arg-type]


def without_head(block: Block, length: int, *, label: str = "") -> Block:
    """The block without its first `length` characters (a typed list mark or number), which become its label."""
    cut = []
    for origin in block.origins:
        if origin.end <= length:
            continue
        lost = max(0, length - origin.start)
        cut.append(
            replace(
                origin,
                start=max(0, origin.start - length),
                end=origin.end - length,
                offset=origin.offset + lost if origin.box is None else origin.offset,
            )
        )
    start = block.start + length if block.start >= 0 else block.start
    return replace(block, text=block.text[length:], start=start, origins=tuple(cut), label=label or block.label)


def placed_at(block: Block, start: int) -> Block:
    """The block at another offset. Written out: `dataclasses.replace` is ten times slower, and this is done for all."""
    return Block(
        block.kind, block.text, start, block.level, block.list_level, block.cell, block.section, block.role,
        block.paragraph, block.page, block.label, block.origins,
    )  # fmt: skip


def in_section(block: Block, section: tuple[str, ...], paragraph: int) -> Block:
    """The block with its chain of headings and its number."""
    return Block(
        block.kind, block.text, block.start, block.level, block.list_level, block.cell, section, block.role,
        paragraph, block.page, block.label, block.origins,
    )  # fmt: skip


def assemble(blocks: Sequence[Block]) -> tuple[str, tuple[Block, ...]]:
    """The text of a document and its blocks with their offsets in it."""
    placed: list[Block] = []
    at = 0
    for block in blocks:
        placed.append(placed_at(block, at))
        at += len(block.text) + len(SEPARATOR)
    return SEPARATOR.join([block.text for block in blocks]), tuple(placed)
