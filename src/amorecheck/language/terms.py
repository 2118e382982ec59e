"""How a term of a lexicon is written, and what it stands for.

    mantelzorger            a word: as lemma or as form, capitals and accents aside
    =wij                    that form only, not its lemma
    mantelzorg*  *team  *zorg*   part of a compound: at its start, its end, anywhere
    sociale basis           words after each other
    (omkijken|omzien) naar elkaar   one of; an empty one makes it optional: (de|) wijk
    zetten … in op          up to 5 words between; …8 sets another number
    ervan                   also where it is split: 'er dan ook van'
    dag in, dag uit         signs beside a word are left out, as they are of the words of a text: 's nachts, soc.

See CONTRIBUTING, 'Een woordenlijst'.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

GAP, GAP_SIGN = 5, "…"
_MARK = re.compile(r"[()|]|[^()|]+")
_PIECE = re.compile(r"[()]|\s+|[^()\s]+")
_SIGNS = r"[.,;:?!'\"«»‘“”]*"
_WORD = re.compile(rf"(=|\*)?{_SIGNS}((?:[^\W_]+(?:['./-][^\W_]+)*-?|[€%])?)(?:(\*)|{_SIGNS})")
_GAP = re.compile(rf"{GAP_SIGN}\d*")

Spelling = tuple[str, ...]


class TermSyntaxError(ValueError):
    """A term is not written as the notation asks."""


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Lower case without accents: 'Eén' and 'één' and 'een' are the same word."""
    text = text.lower().replace("’", "'").replace("ĳ", "ij")
    if text.isascii():
        return text
    return "".join(ch for ch in unicodedata.normalize("NFD", text) if not unicodedata.combining(ch))


def pieces_of(term: str) -> tuple[tuple[Spelling, ...], ...]:
    """The pieces of a term in order, each with its spellings: '(een|de|) plek' → ((een), (de), ()), ((plek)).

    Elements of a spelling are words with their marks, or a gap: … with its width. Raises TermSyntaxError.
    """
    pieces = tuple(tuple(dict.fromkeys(_spellings(piece, term))) for piece in _cut(term))
    if not pieces or _gap_at_edge(pieces, 0) or _gap_at_edge(pieces[::-1], -1):
        raise TermSyntaxError(f"een term begint en eindigt met een woord: «{term}»")
    return pieces


def _cut(term: str) -> list[str]:
    """A term cut at the spaces that stand outside brackets."""
    pieces, depth = [""], 0
    for part in _PIECE.findall(term):
        depth += (part == "(") - (part == ")")
        if part.isspace() and depth == 0:
            pieces.append("")
        else:
            pieces[-1] += part
    return [piece for piece in pieces if piece]


def _spellings(piece: str, term: str) -> list[Spelling]:
    marks = _MARK.findall(piece)
    texts, _ = _options(marks, 0, term)
    return [tuple(_element(part) for part in text.split()) for text in texts]


@lru_cache(maxsize=100_000)
def _element(text: str) -> str:
    """A word with its marks, or a gap. Raises TermSyntaxError."""
    text = fold(text.replace("...", GAP_SIGN))
    if _GAP.fullmatch(text):
        return text
    word = _WORD.fullmatch(text)
    if word is None:
        raise TermSyntaxError(f"«{text}» is geen woord; een ster staat alleen vooraan of achteraan, en … staat los")
    start, core, end = word.groups(default="")
    if not core:
        raise TermSyntaxError(f"leeg woord in een term: «{text}»")
    return start + core + end


def _options(marks: list[str], at: int, term: str, *, inside: bool = False) -> tuple[list[str], int]:
    """What the marks from `at` on stand for, up to the bracket that closes it, and where that was read to.

    A choice inside one option multiplies that option only.
    """
    done: list[str] = []
    here = [""]
    while at < len(marks):
        mark = marks[at]
        at += 1
        if mark == "(":
            inner, at = _options(marks, at, term, inside=True)
            here = [text + option for text in here for option in inner]
        elif mark == "|" and inside:
            done, here = done + here, [""]
        elif mark == ")" and inside:
            return done + here, at
        elif mark in "|)":
            raise TermSyntaxError(f"haakjes of streepje zonder tegenhanger in «{term}»")
        else:
            here = [text + mark for text in here]
    if inside:
        raise TermSyntaxError(f"haakjes of streepje zonder tegenhanger in «{term}»")
    return done + here, at


def _gap_at_edge(pieces: tuple[tuple[Spelling, ...], ...], edge: int) -> bool:
    """Whether a spelling of the term begins (edge 0; pieces reversed: ends, edge -1) with a gap, or has no word at all."""
    for piece in pieces:
        if any(spelling and spelling[edge].startswith(GAP_SIGN) for spelling in piece):
            return True
        if () not in piece:
            return False
    return True
