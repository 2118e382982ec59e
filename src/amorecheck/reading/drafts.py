"""Blocks on their way into a Document, and headings that were only made to look like one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from amorecheck.document import Block, Kind
from amorecheck.reading.labels import FRONT_OR_BACK, heading_number, looks_like_heading


@dataclass(frozen=True, slots=True)
class Draft:
    """A block and what it looks like, as far as that helps to tell headings. size: in half points, 0 unknown.
    title: it has the style for titles. plain: a paragraph that nothing says is anything else."""

    block: Block
    bold: bool = False
    size: int = 0
    title: bool = False
    plain: bool = False


def with_made_headings(drafts: Iterable[Draft]) -> list[Draft]:
    """Make headings of lines that only look like one: short and wholly bold or larger than the text around."""
    drafts = list(drafts)
    common = _common_size(drafts)
    sizes = sorted({draft.size for draft in drafts if draft.plain and draft.size > common}, reverse=True)
    styled = any(draft.block.kind is Kind.HEADING and not draft.title for draft in drafts)
    made: list[Draft] = []
    base = 0
    for n, draft in enumerate(drafts):
        block = draft.block
        following = drafts[n + 1].block if n + 1 < len(drafts) else None
        larger = draft.size > common
        if block.kind is Kind.HEADING:
            base = base if draft.title else block.level
        elif draft.plain and (draft.bold or larger) and following is not None and looks_like_heading(block.text):
            numbered = heading_number(block.text)
            if numbered:
                base = level = numbered[2]
            elif FRONT_OR_BACK.fullmatch(block.text) and not styled:
                base = level = 1
            elif base:
                level = min(base + 1, 6)
            else:
                level = 1 + (min(sizes.index(draft.size), 2) if larger else min(len(sizes), 2))
            draft = replace(draft, block=replace(block, kind=Kind.HEADING, level=level))
        made.append(draft)
    return made


def _common_size(drafts: list[Draft]) -> int:
    sizes: dict[int, int] = {}
    for draft in drafts:
        if draft.block.kind is not Kind.HEADING:
            sizes[draft.size] = sizes.get(draft.size, 0) + len(draft.block.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0) or 10**6
