"""What is not told as one's own: a question, a quotation, a place left open."""

from __future__ import annotations

import re

from amorecheck.language.clauses import Clause, Words
from amorecheck.language.reach import clause_at
from amorecheck.language.stance_cues import StanceCues
from amorecheck.language.stance_reading import Cue

_OPENING, _CLOSING = "\"“„«‘‚'", "\"”“»’'"
_QUOTE_CHARACTERS = re.compile("[\"“”„«»‘’‚']")
_ELISION = re.compile(r"^['’‘](?:s|t|n|m|k|r|em|ns)$", re.I)
_DATE_LEFT_OPEN = re.compile(r"^d{1,2}[-/]m{1,2}[-/](?:j|y){2,4}$")
_BRACKETED = re.compile(r"\[[^\]]{2,}\]?|\[\s*(?:\.\.\.|…)?\s*\]|_{4,}|\.{5,}")
_BRACKETED_NOTE = re.compile(r"\[\s*(?:\d+|sic|red\.?|\w|\.\.\.|…)\s*\]?", re.I)


def asked(words: Words, clauses: list[Clause]) -> list[Cue]:
    """A question mark asks the whole sentence, but what stands before a colon with its own verb is told: 'wij vragen: klopt dit?'."""
    last = next((i for i in range(len(words) - 1, -1, -1) if words.lower[i] not in "\"'”’»)“‘"), -1)
    if last < 0 or not words.lower[last].endswith("?"):
        return []
    part = clauses[clause_at(clauses, last)].part
    told = [c for c in clauses if c.part < part and c.finite >= 0]
    start = told[-1].end if told and words.lower[told[-1].end - 1] == ":" else 0
    return [Cue("question", "?", last, last + 1, (start, len(words)))]


def quotations(text: str, words: Words, cues: StanceCues) -> list[Cue]:
    """A cue for each stretch between quotation marks that someone says; a word set apart is none."""
    if not _QUOTE_CHARACTERS.search(text):
        return []
    found: list[Cue] = []
    speaker = any(w in cues.speakers for w in words.lower)
    for start, end in _quoted_ranges(words):
        inner = range(start + 1, max(end - 1, start + 1))
        whole = len(inner) >= 3 and not any(w.isalpha() for i, w in enumerate(words.lower) if not start <= i < end)
        says = any(words.finite[i] for i in inner) and len(inner) >= 4
        spoken = speaker and any(w in cues.speakers for i, w in enumerate(words.lower) if not start <= i < end)
        before_colon = start > 0 and words.lower[start - 1] == ":"
        if whole or (spoken and len(inner) >= 3) or (says and before_colon):
            found.append(Cue("quoted", words.text[start], start, start + 1, (start, end)))
    return found


def _quoted_ranges(words: Words) -> list[tuple[int, int]]:
    """Token ranges between quotation marks; an unpaired mark at either edge reaches to that edge."""
    ranges: list[tuple[int, int]] = []
    opened = -1
    size = len(words)
    for i, form in enumerate(words.text):
        if _ELISION.match(form) or not form or (form[0] not in _OPENING and form[-1] not in _CLOSING):
            continue
        if len(form) > 1 and not (form[0] in "\"“„«‘'" or form[-1] in "\"”»’'"):
            continue
        if opened < 0:
            if form[0] in _OPENING and i < size - 1:
                opened = i
            elif form[-1] in _CLOSING and i >= size - 2 and not ranges and len(form) == 1:
                ranges.append((0, i + 1))
        elif form[-1] in _CLOSING:
            ranges.append((opened, i + 1))
            opened = -1
    if opened == 0 and words.text[0][0] != "'":
        ranges.append((0, size))
    elif opened == 0 and size > 4 and len(words.text[0]) == 1:
        ranges.append((0, size))
    return ranges


def empty_places(text: str, words: Words) -> list[Cue]:
    """A cue for each place that is left open: '[naam]', '____', 'dd-mm-jjjj'."""
    size = len(words)
    found: list[Cue] = []
    if ("[" in text or "__" in text or "....." in text) and (match := _BRACKETED.search(text)):
        if not _BRACKETED_NOTE.fullmatch(match.group()):
            found.append(Cue("placeholder", match.group().lower(), 0, size, (0, size)))
    last = size - 1
    if size > 1 and words.lower[last] in (".", ")"):
        last -= 1
    if words.lower[last] in ("…", "...", "..", "....") and last > 0:
        found.append(Cue("placeholder", "…", last, last + 1, (0, size)))
    for i, form in enumerate(words.lower if "-m" in text or "/m" in text else ()):
        if form.startswith("d") and _DATE_LEFT_OPEN.match(form):
            found.append(Cue("placeholder", form, i, i + 1, (0, size)))
    if "dd-mm-" in text and not found:
        found.append(Cue("placeholder", "dd-mm", 0, size, (0, size)))
    return found
