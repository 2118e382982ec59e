"""Hyphens at the end of a line: does the word run on, does the hyphen belong to it, or is it suspended?

`samen-/leving` is one word, `woon-/werkverkeer` keeps its hyphen, `wijk-/en buurtgericht` keeps hyphen and
space. Decided by, in this order: the shape of the two pieces, the same word elsewhere in the document, the
Dutch word list of simplemma, the places where Dutch has a hyphen of its own, and whether this document breaks
words at all (most Word drafts do not, and then a hyphen at the end of a line is a real one).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

JOIN, KEEP, SUSPEND = "", "-", "- "
"""What comes between the two pieces."""

_SUSPENDERS = frozenset(
    ["en", "of", "tot", "noch", "maar", "als", "dan", "danwel", "dan-wel", "respectievelijk", "resp", "resp.", "c.q.", "cq", "alsook", "evenals", "alsmede", "en/of", "tegen", "naar", "t/m", "&", "+"]
)
_PREFIXES = frozenset(
    ["niet", "non", "oud", "ex", "vice", "semi", "bijna", "pro", "anti-establishment", "adjunct", "interim", "aspirant", "kandidaat", "co", "e", "t", "a", "b", "c", "d", "x", "i", "top", "mede", "sint", "doe", "plus", "min", "hbo", "mbo", "wo", "ggz", "ggd", "wmo", "ozb", "b2b"]
)
"""First parts that take a hyphen in Dutch spelling, also in the middle of a line."""
_ALWAYS = frozenset(["niet", "non", "oud", "ex", "vice", "semi", "bijna", "adjunct", "interim", "aspirant", "kandidaat", "e", "sint"])
_PAIRED = frozenset(
    {
        ("woon", "werk"), ("woon", "zorg"), ("kosten", "baten"), ("zwart", "wit"), ("in", "en"), ("haal", "breng"),
        ("halen", "brengen"), ("ouder", "kind"), ("vraag", "aanbod"), ("man", "vrouw"), ("plan", "do"),
        ("face", "to"), ("one", "stop"), ("down", "to"), ("bottom", "up"), ("top", "down"), ("win", "win"),
        ("start", "up"), ("follow", "up"), ("check", "in"), ("pop", "up"), ("know", "how"), ("drop", "in"),
    }
)  # fmt: skip
_ADJECTIVE = re.compile(r"\w{3,}(?:aal|eel|isch|ief|iek|air|matig|lijk)$")
_JOINED_ADJECTIVE = re.compile(r"\w{3,}(?:ale?|eel|ele|isch|ische|ief|ieve|iek|air|aire|matige?|lijke?|e)$")
_CLASHES = ("aa", "ae", "ai", "au", "ee", "ei", "eu", "ie", "ii", "ij", "oe", "oi", "oo", "ou", "ui", "uu", "ée")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_EDGE = re.compile(r"^\W+|\W+$")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the document itself shows: words seen unbroken, words seen with a hyphen inside a line (both in
    lower case), and whether it breaks words at line ends."""

    whole: frozenset[str] = frozenset()
    hyphenated: frozenset[str] = frozenset()
    breaks_words: bool = True


def learn(texts: Iterable[str], breaks: Iterable[tuple[str, str]]) -> Vocabulary:
    """Vocabulary of a document. texts: its lines; breaks: the pieces before and after each line-end hyphen."""
    whole: set[str] = set()
    hyphenated: set[str] = set()
    for text in texts:
        for match in _WORD.finditer(text.lower()):
            (hyphenated if "-" in match[0] else whole).add(match[0])
    return Vocabulary(frozenset(whole), frozenset(hyphenated), any(_surely_broken(*pair) for pair in breaks))


def joint(left: str, right: str, vocabulary: Vocabulary, *, soft: bool = False) -> str:
    """JOIN, KEEP or SUSPEND for `left` (word before the line-end hyphen, without it) and `right` (word after).

    soft: the hyphen is a soft one, which only exists to break a word.
    """
    if soft:
        return JOIN
    before, after = _EDGE.sub("", left), _EDGE.sub("", right)
    shape = _by_shape(before, after, right)
    if shape is not None:
        return shape
    return _by_words(before.rsplit("-", 1)[-1].lower(), after.lower(), before.lower(), vocabulary)


def _by_shape(before: str, after: str, right: str) -> str | None:
    if not after or not before:
        return SUSPEND if not before else KEEP
    if after.lower() in _SUSPENDERS or right.lower() in _SUSPENDERS or right[0] in "(&+":
        return SUSPEND
    if after[0].isdigit() or before[-1].isdigit():
        return KEEP
    if before.isupper() and after.isupper() and len(before) > 1:
        return JOIN if after.isalpha() and len(after) > 3 and len(before) > 3 else KEEP
    if after[0].isupper() or (before.isupper() and len(before) > 1):
        return KEEP
    return None


def _by_words(last: str, after: str, before: str, vocabulary: Vocabulary) -> str:
    joined, kept = last + after, f"{last}-{after}"
    # only the letters of the word itself: "leving," and "leving" are one
    if joined in vocabulary.whole:
        return JOIN
    if kept in vocabulary.hyphenated or f"{before}-{after}" in vocabulary.hyphenated:
        return KEEP
    if last in _ALWAYS or _is_pair(last, after):
        return KEEP
    if _known(joined):
        return JOIN
    if _own_hyphen(last, after):
        return KEEP
    if vocabulary.breaks_words or not _known(last) or len(last) < 3:
        return JOIN
    return KEEP


def _is_pair(last: str, after: str) -> bool:
    return any(last == first and after.startswith(second) for first, second in _PAIRED)


def _own_hyphen(last: str, after: str) -> bool:
    """Where Dutch spelling asks for a hyphen: vowels that would run together, prefixes, paired adjectives."""
    if last in _PREFIXES and _known(after):
        return True
    clash = (last[-1] + after[0]) in _CLASHES
    if clash and len(last) > 2 and _known(last) and _known(after):
        return True
    return bool(_ADJECTIVE.fullmatch(last) and _JOINED_ADJECTIVE.fullmatch(after) and _known(after) and (_known(last)))


def _surely_broken(left: str, right: str) -> bool:
    """A break that only typesetting makes: the first piece is no word, the whole is one."""
    before, after = _EDGE.sub("", left).rsplit("-", 1)[-1].lower(), _EDGE.sub("", right).lower()
    return bool(before and after) and after not in _SUSPENDERS and _known(before + after) and not _pieces(before, after)


def _pieces(before: str, after: str) -> bool:
    return len(before) > 3 and len(after) > 3 and _known(before) and _known(after)


@lru_cache(maxsize=50_000)
def _known(word: str) -> bool:
    # imported here: the word list costs 0.4 s and 50 MB, and most files have no broken word
    from simplemma import is_known

    return bool(is_known(word, lang="nl"))
