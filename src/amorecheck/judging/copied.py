"""Questions of the method that stand in a draft are no answers, with or without a question mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz

SIMILAR = 80
_ASKS = re.compile(r"^\W*(?:[\d.]+\s+)?(?:hoe|wat|welke?|wie|waar|blijft?)\b", re.IGNORECASE)
_PERSON = re.compile(r"\b(?:je|jij|jouw|jullie|uw|u|we|wij|onze|ons)\b", re.IGNORECASE)
_LONGEST = 220


@lru_cache(maxsize=512)
def _plain(text: str) -> str:
    """Without person and punctuation, so that 'Hoe kijk je …' and 'Hoe kijken wij …' are the same question."""
    return " ".join(re.sub(r"[^\w\s]", " ", _PERSON.sub(" ", text.lower())).split())


def copied_from(text: str, questions: Sequence[str]) -> str | None:
    """The question of the method that this sentence repeats, or None. Only sentences that begin as a question can."""
    if len(text) > _LONGEST or not _ASKS.match(text) or text.rstrip().endswith("."):
        return None
    plain = _plain(text)
    for question in questions:
        if fuzz.ratio(plain, _plain(question)) >= SIMILAR:
            return question
    return None
