"""The words of a sentence as terms meet them: by our own word pattern, so that hyphens are read alike whatever the tokenizer does."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from amorecheck.language.terms import fold
from amorecheck.language.tokens import tokens_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_WORD = re.compile(r"[^\W_]+(?:[’'./-][^\W_]+)*-?|€|%", re.UNICODE)


class Word(NamedTuple):
    """A word of a sentence: its folded form, its possible lemmas, offsets in the sentence's doc, and the token it begins in:
    its index in the doc and its part of speech."""

    form: str
    lemmas: tuple[str, ...]
    start: int
    end: int
    token: int
    pos: str


def words_of(sentence: Span, lemmas_in: Callable[[Doc], Sequence[tuple[str, ...]]]) -> list[Word]:
    """The words of a parsed sentence. `lemmas_in` gives the possible lemmas of every token of a doc, in order."""
    tokens, lemmas = tokens_of(sentence.doc), lemmas_in(sentence.doc)
    low, high = sentence.start, sentence.end
    starts = tokens.start
    base, at = starts[low], low
    out = []
    for match in _WORD.finditer(tokens.whole, base, starts[high - 1] + len(tokens.text[high - 1])):
        start, end = match.span()
        while at + 1 < high and starts[at + 1] <= start:
            at += 1
        form = fold(match.group())
        whole = starts[at] == start and len(tokens.text[at]) == end - start
        out.append(Word(form, lemmas[at] if whole else (form,), start, end, at, tokens.pos[at]))
    return out
