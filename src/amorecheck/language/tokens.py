"""A parsed text as parallel lists, one entry a token: fetched once, since each attribute of a spaCy token costs a call."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from operator import add
from typing import TYPE_CHECKING

from spacy.attrs import DEP, HEAD, IS_ALPHA, LEMMA, LENGTH, LOWER, MORPH, ORTH, POS, SPACY

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc

_KEPT = "amorecheck.tokens"
_UNSIGNED = 2**64 - 1
_TEXTS = (ORTH, LOWER, LEMMA, POS, DEP, MORPH)


@dataclass(frozen=True, slots=True)
class Tokens:
    """All tokens of a text. `whole`: the text itself; `text`: a token as written, `start` its offset, `head` the index of
    its head, `alpha` 1 where it is all letters, the rest as spaCy's attributes of that name."""

    whole: str
    text: list[str]
    lower: list[str]
    lemma: list[str]
    pos: list[str]
    dep: list[str]
    morph: list[str]
    head: list[int]
    alpha: list[int]
    start: list[int]


def tokens_of(doc: Doc) -> Tokens:
    """The tokens of a parsed text, kept on the doc. It must not be parsed anew after this."""
    kept: Tokens | None = doc.user_data.get(_KEPT)
    if kept is None:
        kept = doc.user_data[_KEPT] = _read(doc)
    return kept


class _Strings(dict[int, str]):
    """The strings behind spaCy's numbers, which mean the same in every vocabulary; looked up there once."""

    def read(self, numbers: list[int], strings: StringStore) -> list[str]:
        try:
            return [self[number] for number in numbers]
        except KeyError:
            self.update((number, strings[number]) for number in numbers)
            return [self[number] for number in numbers]


_STRINGS = _Strings()


def _read(doc: Doc) -> Tokens:
    # plain lists, not arrays: a block of a draft is short
    columns = doc.to_array([*_TEXTS, HEAD, IS_ALPHA, LENGTH, SPACY]).T.tolist()
    text, lower, lemma, pos, dep, morph = [_STRINGS.read(column, doc.vocab.strings) for column in columns[:6]]
    # the head is given as a step back or forth, as an unsigned number
    head = [at + step & _UNSIGNED for at, step in enumerate(columns[6])]
    start = [0, *accumulate(map(add, columns[8], columns[9]))]
    start.pop()
    # the text itself, without another round along spaCy's tokens
    whole = "".join(map(add, text, map(("", " ").__getitem__, columns[9])))
    return Tokens(whole, text, lower, lemma, pos, dep, morph, head, columns[7], start)
