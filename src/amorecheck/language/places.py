"""Whose text it is, and which municipalities it names as an example: 'De gemeente X gaf vorig jaar een pas; dat doen wij niet'.

A known municipality that is no more than mentioned is another's where it acts: 'Rotterdam heeft …', 'In Zwolle doen ze …'.
A name given once as 'de gemeente X', in running text only, is another's where the sentence sets itself against it, or
where the title or the text itself has a place of its own. Names in the title, the first lines or a heading are its own.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from amorecheck.document import Kind
from amorecheck.reading.municipality import known_municipalities

if TYPE_CHECKING:
    from amorecheck.document import Document

_NAME = r"(?:(?:De|Den|Het) )?[A-ZÀ-ÖØ-Þ][\w'’-]*[a-zß-öø-ÿ][\w'’-]*"
_CALLED = re.compile(rf"(?:[Bb]uur)?[Gg]emeente ({_NAME})")
_SEAT = re.compile(rf"\b(?:[Gg]emeente|[Ss]tadsdeel|[Dd]orp|[Dd]orpen|stad|kern|[Ww]ijk|[Bb]uurt|eiland|streek|[Vv]isie|[Pp]lan) ({_NAME})")
_USED = re.compile(r"(?<!\w)(?:[Ii]n|[Tt]e|[Hh]eel|[Bb]innen|[Uu]it|[Vv]an|[Vv]oor|[Bb]ij ons in) ([A-ZÀ-Þ][\w'’-]+)")
_INSIDE = re.compile(r"(?<=[a-zà-ÿ] )[A-ZÀ-Þ][\w'’-]{3,}")
_SENTENCE_END = re.compile(r"[.!?](?:\s|$)|\n")
_SET_AGAINST = re.compile(
    r"\b(?:volgen|nemen|doen|kiezen|hebben|gaan|willen|werken) (?:wij|we)\b[^.]*\bniet\b|\bniet overgenomen\b|\b(?:hier|bij ons)\b[^.]*\b(?:niet|anders)\b"
    r"|\b(?:wij|we) (?:volgen|doen|kiezen|nemen|gaan|willen)\b[^.]*\b(?:niet|anders)\b",
    re.IGNORECASE,
)
_OURS = re.compile(r"\b(?:wij|we|ons|onze)\b", re.IGNORECASE)
_CAPITAL = re.compile(r"\b[A-Z]\w{3,}")
_ALSO_WORDS = frozenset({"Best", "Bergen", "Buren", "Laren"})
_MENTIONED = 2
_FIRST_BLOCKS = 4
_LINE = 160
_ENOUGH = 300_000


@dataclass(frozen=True, slots=True)
class Places:
    """Names in lower case: of the municipality itself, of those the text sets beside it, and of known ones it mentions."""

    own: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()
    mentioned: frozenset[str] = frozenset()


def places_in(document: Document, own: frozenset[str] = frozenset()) -> Places:
    """The places of a draft. `own`: the names it is known by, in lower case, as found or given."""
    text = document.text[:_ENOUGH]
    called = Counter(match.group(1) for match in _CALLED.finditer(text))
    named = Counter(_CAPITAL.findall(text))
    mentioned = {name for name in named.keys() & known_municipalities().keys() if named[name] <= _MENTIONED} - _ALSO_WORDS
    if not called and not mentioned:
        return Places(own)
    title, front = _front(document)
    home = _homes(title, front, text)
    far = frozenset(name.lower() for name in mentioned if (own or home - {name}) and name not in f"{title}\n{front}") - own
    others = (name for name, times in called.items() if times == 1 and name not in title and f"emeente {name}" not in front)
    other = frozenset(name.lower() for name in others if _is_other(name, text, home))
    return Places(own - other, other, far)


def _front(document: Document) -> tuple[str, str]:
    """The title with the first line, and the other short first lines, running heads and headings, where a draft says whose it is."""
    blocks = [block for block in document.blocks if block.text.strip()]
    title = "\n".join([document.title, *(block.text for block in blocks[:1] if len(block.text) < _LINE)])
    short = [block.text for block in blocks[1:_FIRST_BLOCKS] if len(block.text) < _LINE and block.text.strip()[-1] != "."]
    heads = [block.text for block in (*blocks, *document.aside) if block.kind in (Kind.HEADER, Kind.FOOTER, Kind.HEADING)]
    return title, "\n".join([*short, *heads])


def _homes(title: str, front: str, text: str) -> set[str]:
    """Places that the text calls its own: a seat named in front, a name of the title that returns, or a place used three times."""
    seats = {match.group(1) for match in _SEAT.finditer(f"{title}\n{front}") if text.count(match.group(1)) > 1}
    titled = {name for name in _INSIDE.findall(title) if text.count(name) > 1 and not re.search(rf"\b{re.escape(name.lower())}\b", text)}
    used = Counter(match.group(1) for match in _USED.finditer(text))
    return seats | titled | {name for name, times in used.items() if times >= 3}


def _is_other(name: str, text: str, home: set[str]) -> bool:
    at = next(m for m in _CALLED.finditer(text) if m.group(1) == name)
    end = _SENTENCE_END.search(text, at.end())
    said = text[at.start() : end.start() if end else len(text)]
    if text[max(0, at.start() - 3) : at.start()].lower() != "de " and not at.group().lower().startswith("buur"):
        return False
    return _SET_AGAINST.search(said) is not None or (bool(home - {name}) and _OURS.search(said) is None)


__all__ = ["Places", "places_in"]
