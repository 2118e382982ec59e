"""What lies behind: a finite past tense or a perfect without a word that brings it back to now."""

from __future__ import annotations

import re

from amorecheck.language.clauses import Clause, Words
from amorecheck.language.reach import clause_reach, outer_start, shown
from amorecheck.language.stance_cues import StanceCues
from amorecheck.language.stance_reading import Cue

_BEING = frozenset({"is", "zijn"})
_PERFECT_AUXILIARIES = frozenset({"heeft", "hebben", "heb", "hebt"})
_DESCRIBING = frozenset({"die", "waar", "als", "indien", "wanneer", "zodra", "wie", "waarvoor"})
"""Openers of clauses whose perfect tense says which people or things are meant: 'mensen die hun partner hebben verloren'."""
_PARTICIPLE = re.compile(r"^(?:mee|aan|op|af|uit|in|bij|toe|door|over|na|voor|terug|samen|weg)?ge\w{2,}(?:d|t|en)$")


def past_tense(words: Words, clauses: list[Clause], cues: StanceCues) -> list[Cue]:
    """A cue for each clause whose verb is in the past, or in the perfect without meaning for now."""
    found: list[Cue] = []
    for index, clause in enumerate(clauses):
        at = _past_verb(words, clause, cues)
        if at is None:
            continue
        low, high = clause_reach(index, clauses)
        if clause.opener and clause.opener != "dat" and not clause.follows_subject_clause:
            low, high = outer_start(clause), clause.end
        found.append(Cue("past", shown(words, at), at[0], at[-1] + 1, (min(low, at[0]), max(high, at[-1] + 1))))
    return found


def _past_verb(words: Words, clause: Clause, cues: StanceCues) -> tuple[int, ...] | None:
    for low, high in clause.ranges:
        if True in words.past[low:high]:
            for i in range(low, high):
                if words.past[i] and words.finite[i] and words.lower[i] not in cues.not_past:
                    return (i,)
    finite = clause.finite
    if finite < 0 or words.lower[finite] not in _PERFECT_AUXILIARIES | _BEING:
        return None
    if clause.opener in _DESCRIBING:
        return None
    tokens = [i for low, high in clause.ranges for i in range(low, high)]
    if any(words.lower[i] in cues.still or _in_future(words.lower[i], cues) for i in tokens):
        return None
    being = words.lower[finite] in _BEING
    dated = any(_is_past_year(words.lower[i], cues) for i in tokens)
    for i in tokens:
        if i == finite or not _is_perfect_participle(i, words, cues, last=i == _last_word(clause, words) and not being):
            continue
        form = words.lower[i]
        if form in cues.resultative or (being and not dated and form not in cues.perfect_with_zijn):
            continue
        return (finite, i) if finite < i else (i, finite)
    return None


def _last_word(clause: Clause, words: Words) -> int:
    return next((i for i in range(clause.end - 1, clause.start, -1) if words.lower[i][0].isalpha()), clause.start)


def _is_perfect_participle(i: int, words: Words, cues: StanceCues, *, last: bool) -> bool:
    """'gevoerd' in 'hebben gesprekken gevoerd', not in 'gevoerde gesprekken' or 'een leidende rol'.

    As the `last` word of its clause a form like 'meegepraat' counts whatever the tagger made of it.
    """
    form = words.lower[i]
    looks = last and words.pos[i] not in ("NOUN", "PROPN") and _PARTICIPLE.match(form) is not None
    if not (words.participle[i] or looks) and form not in cues.perfect_with_zijn:
        return False
    if form.endswith(("end", "ende")) or not form.endswith(("d", "t", "n")):
        return False
    attributive = i + 1 < len(words) and words.pos[i + 1] in ("NOUN", "ADJ", "PROPN")
    return not attributive and words.dep[i] != "amod"


def _is_past_year(form: str, cues: StanceCues) -> bool:
    return len(form) == 4 and form.isdigit() and 1900 <= int(form) < cues.file.future_from - 1


def _in_future(form: str, cues: StanceCues) -> bool:
    return len(form) == 4 and form.isdigit() and cues.file.future_from <= int(form) < 2100
