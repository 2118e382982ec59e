"""Document → passages: sentences with their block, headings and neighbours, parsed by spaCy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from amorecheck.document import Block, Document, Kind
from amorecheck.language.sentences import cut_sentences

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

# A block this long is no sentence list but a pasted table; cut it so that the parser stays linear.
MAX_BLOCK = 20_000
_BLANKS = re.compile(r"[\s\u00a0]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence (or heading, list item, cell) and where it stands.

    start, end: offsets in `Document.text`. span: the parsed sentence.
    headings: indices of the heading passages above it, outermost first. lead: index of the sentence that
    introduces the list it stands in ("Wij verwachten van partners dat zij:"), or None.
    position: which sentence of its block, from 0. paragraph: passages with the same number stand together.
    """

    index: int
    start: int
    end: int
    text: str
    span: Span
    block: Block
    headings: tuple[int, ...]
    lead: int | None
    position: int
    paragraph: int

    @property
    def is_heading(self) -> bool:
        return self.block.kind is Kind.HEADING


@dataclass(frozen=True, slots=True)
class Passages(Sequence[Passage]):
    """All passages of a document in reading order; judged blocks and headings only.

    beside: those of sections that tell how it came about. They are numbered after the others.
    """

    document: Document
    items: tuple[Passage, ...]
    beside: tuple[Passage, ...] = ()

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, index: int) -> Passage:  # type: ignore[override]
        return self.items[index]

    def __iter__(self) -> Iterator[Passage]:
        return iter(self.items)


def parse(document: Document, nlp: Language) -> Passages:
    """Parse all judged blocks, and those of sections that tell how it came about. Sentences are cut inside blocks, never across them."""
    items = tuple(_parsed([block for block in document.blocks if block.judged and block.text.strip()], nlp))
    beside = [block for block in document.blocks if block.beside and block.text.strip()]
    return Passages(document, items, tuple(_parsed(beside, nlp, len(items), items[-1].paragraph + 1 if items else 0)))


def _parsed(blocks: list[Block], nlp: Language, index: int = 0, paragraph: int = 0) -> Iterator[Passage]:
    sentences = [cut_sentences(block.text[:MAX_BLOCK]) for block in blocks]
    docs = nlp.pipe((_prepared(nlp, block.text[:MAX_BLOCK], cut) for block, cut in zip(blocks, sentences, strict=True)), batch_size=64)
    return _passages(blocks, sentences, docs, index, paragraph - 1)


def _prepared(nlp: Language, text: str, cut: list[tuple[int, int]]) -> Doc:
    """A tokenised block in which every token says whether it starts a sentence, so that the parser keeps our cuts."""
    doc = nlp.make_doc(_BLANKS.sub(" ", text))
    starts = {start for start, _ in cut}
    for token in doc:
        token.is_sent_start = token.idx in starts or token.i == 0
    return doc


def _passages(blocks: list[Block], sentences: list[list[tuple[int, int]]], docs: Iterator[Doc], index: int, paragraph: int) -> Iterator[Passage]:
    """The passages, numbered from `index`; `paragraph` is the number of the last one before them."""
    chain: list[tuple[int, int]] = []  # (level, passage index)
    lead: int | None = None
    previous: Kind | None = None
    for block, cut, doc in zip(blocks, sentences, docs, strict=True):
        heading = block.kind is Kind.HEADING
        listed = block.kind in (Kind.LIST_ITEM, Kind.TABLE_CELL)
        if heading:
            level = block.level or 1
            chain = [entry for entry in chain if entry[0] < level]
        if not listed or previous is not block.kind:
            paragraph += 1
        if not listed:
            lead = None
        first = index
        above = tuple(entry[1] for entry in chain)
        for position, (start, end) in enumerate(cut):
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is None:
                continue
            yield Passage(
                index, block.start + start, block.start + end, " ".join(block.text[start:end].split()), span,
                block, above, lead if listed else None, position, paragraph,
            )  # fmt: skip
            index += 1
        if heading and index > first:
            chain.append((block.level or 1, first))
        if not listed and index > first:
            lead = index - 1 if block.text.rstrip().endswith(":") else None
        previous = block.kind
