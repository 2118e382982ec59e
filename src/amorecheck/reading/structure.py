"""What the blocks are for. Filled in after reading, the same way for every format."""

from __future__ import annotations

from amorecheck.document import Document


def complete(document: Document) -> Document:
    """The document with section chains and paragraph numbers."""
    from dataclasses import replace

    from amorecheck.document import Kind

    chain: list[tuple[int, str]] = []
    number = 0
    blocks = []
    for block in document.blocks:
        if block.kind is Kind.HEADING:
            while chain and chain[-1][0] >= block.level:
                chain.pop()
        counted = block.judged and block.kind is not Kind.HEADING
        number += counted
        blocks.append(
            replace(block, section=tuple(text for _, text in chain), paragraph=number if counted else 0)
        )
        if block.kind is Kind.HEADING:
            chain.append((block.level, block.text))
    return replace(document, blocks=tuple(blocks))
