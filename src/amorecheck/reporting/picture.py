"""Words cut into lines for a picture: SVG text does not wrap by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pyphen

from .plain import plain_text

_LONG_WORD = 11
_SOFT = "\u00ad"


def soft(text: str) -> str:
    """`text` with soft hyphens in its long words, for narrow cells: browsers do not all know Dutch hyphenation."""
    return re.sub(rf"\w{{{_LONG_WORD},}}", lambda word: _hyphens().inserted(word[0], _SOFT), text)


def lines(text: str, width: int, most: int = 3) -> list[str]:
    """`text` in at most `most` lines of at most `width` characters (from 4), hyphenated as Dutch is.

    What does not fit is left out with '…'; '' gives no lines.
    """
    found: list[str] = []
    for word in plain_text(text).split():
        if found and len(found[-1]) + 1 + len(word) <= width:
            found[-1] += f" {word}"
            continue
        *heads, tail = _pieces(word, width, len(found[-1]) + 1 if found else width)
        if heads and found and len(found[-1]) + 1 + len(heads[0]) <= width:
            found[-1] += f" {heads.pop(0)}"
        found.extend([*heads, tail])
        if len(found) > most:
            break
    if len(found) <= most:
        return found
    return [*found[: most - 1], found[most - 1][: width - 1].rstrip("- ,.;:") + "…"]


def _pieces(word: str, width: int, used: int) -> Iterator[str]:
    """`word` in parts that fit a line, the first beside the `used` characters where a good break allows it."""
    while len(word) > width:
        head, rest = _broken(word, width - used) or _broken(word, width) or (word[: width - 1] + "-", word[width - 1 :])
        yield head
        word, used = rest, 0
    yield word


def _broken(word: str, room: int) -> tuple[str, str] | None:
    return _hyphens().wrap(word, room) if room > 1 else None


@cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="nl_NL", left=4, right=4)
