"""Whether two quotes are the same passage, apart from lay-out and small edits."""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz import fuzz

from .plain import plain_text

ALIKE = 80.0
"""From this likeness on (0–100, normalised edit distance of letters) a sentence is an edited version of another."""

_NO_LETTER = re.compile(r"[^\w%€]+")


def letters_of(text: str) -> str:
    """The words of a passage in small letters: quotes, dashes, hyphens and spacing make no difference."""
    return _NO_LETTER.sub(" ", unicodedata.normalize("NFKC", plain_text(text)).casefold()).strip()


def likeness(one: str, other: str) -> float:
    """0–100; 100 is the same words. Both as given by `letters_of`."""
    return float(fuzz.ratio(one, other, score_cutoff=ALIKE - 20))


def same_passage(one: str, other: str) -> bool:
    """Whether one is the other, or an edit of it."""
    return likeness(letters_of(one), letters_of(other)) >= ALIKE


def still_in(quote: str, text: str) -> bool:
    """Whether `quote` is in `text`, apart from lay-out."""
    words = letters_of(quote)
    return bool(words) and f" {words} " in f" {letters_of(text)} "
