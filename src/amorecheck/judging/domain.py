"""What a stretch of text is about: living together, another policy field (domein.yaml), or nothing but keywords.

Coalition agreements and environmental visions bundle many fields. A sentence on sewers may hold the words of
an answer; a reader does not take it as one. What counts is the neighbourhood, since single sentences say little.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amorecheck.judging.evidence import Reading

SOCIAL, OTHER = "sociaal-domein", "ander-domein"
REACH = 4
OWN_WEIGHT = 2
# A document in which the words of other fields outnumber those of living together is no vision on it.
LEAST_SHARE = 0.40
# A row of at least so many short terms without a verb says nothing, however well chosen the terms.
KEYWORDS, LONGEST_KEYWORD = 9, 4
_BETWEEN = re.compile(r"[,;•|/]| en ")


def mark_other_domain(readings: list[Reading]) -> None:
    """Adds %ander-domein to readings whose surroundings are about something else, and %geen-visie to all where most is.

    Adds %trefwoorden to readings that are a row of keywords and no more.
    """
    social = [len(r.hits.of(SOCIAL)) for r in readings]
    other = [len(r.hits.of(OTHER)) for r in readings]
    whole = social_share(sum(social), sum(other))
    headings = [r.passage.headings[-1:] for r in readings]
    for n, reading in enumerate(readings):
        if any(other[max(0, n - REACH) : n + REACH + 1]) or any(other[m] for m in headings[n]):
            near = [m for m in range(max(0, n - REACH), min(len(readings), n + REACH + 1)) if headings[m] == headings[n]]
            about = {m: OWN_WEIGHT if m == n else 1 for m in (*near, *headings[n])}
            if sum(other[m] * weight for m, weight in about.items()) > sum(social[m] * weight for m, weight in about.items()):
                reading.own.add("%ander-domein")
        if whole < LEAST_SHARE:
            reading.own.add("%geen-visie")
        if "%zonder-werkwoord" in reading.own and is_keyword_list(reading.passage.text):
            reading.own.add("%trefwoorden")


def social_share(social: int, other: int) -> float:
    """Share of the words of living together among the words of any field; 1 where there are none of either."""
    return social / (social + other) if social + other else 1.0


def is_keyword_list(text: str) -> bool:
    """Whether a text is a row of short terms in small letters; a row of names is not."""
    terms = [part.strip(" .:") for part in _BETWEEN.split(text)]
    terms = [term for term in terms if term]
    short = sum(len(term.split()) <= LONGEST_KEYWORD for term in terms)
    named = sum(term[0].isupper() for term in terms[1:])
    return len(terms) >= KEYWORDS and short >= 0.9 * len(terms) and named <= 0.2 * len(terms)
