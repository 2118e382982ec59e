"""What lies behind: a finite past tense or a perfect without a word that brings it back to now."""

from __future__ import annotations

import re

from amorecheck.language.clauses import Clause, Words
from amorecheck.language.reach import clause_reach, outer_start, shown
from amorecheck.language.stance_cues import Hit, StanceCues
from amorecheck.language.stance_reading import Cue

_BEING = frozenset({"is", "zijn"})
_PERFECT_AUXILIARIES = frozenset({"heeft", "hebben", "heb", "hebt"})
_AUXILIARIES = _BEING | _PERFECT_AUXILIARIES | {"worden", "wordt"}
_PARTICIPLE_LIKE = ("be", "ver", "ont", "her", "er", "ge", "over", "onder", "door", "voor", "om")
_DESCRIBING = frozenset({"die", "waar", "als", "indien", "wanneer", "zodra", "wie", "waarvoor"})
"""Openers of clauses whose perfect tense says which people or things are meant: 'mensen die hun partner hebben verloren'."""
_FOUND = frozenset({"bleek", "bleken", "toonde", "toonden", "leerde", "leerden", "bewees", "bewezen", "merkten", "merkte", "zagen", "ontdekten"})
"""Verbs of finding out: what was found may hold still."""
_FOUND_APART = {"kwam": "naar", "kwamen": "naar", "liet": "zien", "lieten": "zien", "wees": "uit", "wezen": "uit", "gaf": "aan", "gaven": "aan", "werd": "duidelijk", "bracht": "licht"}
_DECIDED = frozenset({"besloot", "besloten", "stelde", "stelden", "bepaalde", "bepaalden", "beloofde", "beloofden", "zegde", "zegden", "sprak", "spraken", "koos", "kozen", "legde", "legden"})
_YEAR_OPENERS = frozenset({"in", "begin", "eind", "medio", "halverwege", "op", "rond"})
_TIMES = frozenset({"jaar", "maand", "week", "najaar", "voorjaar", "zomer", "winter", "herfst", "lente", "seizoen", "kwartaal", "periode", "december"})
_WISHING = frozenset({"zou", "zouden"})
_AT_PRESENT = frozenset({"nu", "tegenwoordig", "inmiddels", "thans", "voortaan"})
_STANDING = frozenset({"komt", "komen", "is", "zijn", "blijft", "blijven", "bestaat", "bestaan", "draait", "draaien", "werkt", "werken", "loopt", "lopen", "gaat", "gaan"})
_GONE = frozenset({"niet", "geen", "weg", "verdwenen", "gesloten", "dicht", "voorbij", "over", "nooit", "gestopt", "opgeheven", "afgelopen"})
_NOTE_END = frozenset({":", "–", "—", "-"})
_STILL_DOES = frozenset({"waarmee", "waarin", "waardoor", "die", "zodat"})
_TOLD = _STILL_DOES | {"dat", "hoe", "waarom"}
_LASTING = frozenset({"nog", "nu", "elke", "iedere", "elk", "ieder", "sindsdien", "inmiddels", "wekelijks", "dagelijks", "maandelijks"})
_SET_PAST = frozenset({"destijds", "eerder", "toen", "indertijd", "gisteren", "onlangs", "voorheen", "ooit", "geleden"})
_YEARS = re.compile(r"(?:19|20)\d\d\s?[-–/]\s?((?:19|20)\d\d)")
_PARTICIPLE = re.compile(r"^(mee|deel|plaats|kennis|stil|vast|mis|klaar|los|vrij|rond|om|heen|thuis|goed|bijeen|tegen|achter|teleur|aan|op|af|uit|in|bij|toe|door|over|na|voor|terug|samen|weg)?ge\w{2,}(?:d|t|en)$")


def past_tense(
    words: Words, clauses: list[Clause], cues: StanceCues, own_names: frozenset[str] = frozenset()
) -> list[Cue]:
    """A cue for each clause whose verb is in the past, or in the perfect without meaning for now."""
    if not any(words.finite):
        return _dated_note(words, cues)
    found: list[Cue] = []
    wished = not _WISHING.isdisjoint(words.lower)
    for index, clause in enumerate(clauses):
        at = _past_verb(words, clause, cues) or _historic_present(words, clause, cues)
        if at is None or (wished and clause.opener == "als"):  # 'Het zou mooi zijn als elke straat een contactpersoon had'
            continue
        if _still_stands(index, clauses, words):
            continue
        low, high = clause_reach(index, clauses)
        high = min(high, _told_as_it_is(index, clauses, words, cues, own_names), _until_now(at[-1], words))
        if words.lower[clause.start] == "zo" and words.lower[clause.end - 1] == ":" and clause.end - clause.start < 9:
            high = len(words)  # 'Zo ging het jaren: de gemeente bedacht een plan …'
        if clause.opener and clause.opener != "dat" and not clause.follows_subject_clause:
            low, high = outer_start(clause), clause.end
        found.append(Cue("past", shown(words, at), at[0], at[-1] + 1, (min(low, at[0]), max(high, at[-1] + 1))))
    return found


def _dated_note(words: Words, cues: StanceCues) -> list[Cue]:
    """'2022: twaalf bijeenkomsten gehouden', '2015-2018: proeftuin': years that are over, and what was then, without a verb."""
    year = next((i for i, form in enumerate(words.lower) if form[0].isalnum()), -1)
    if year < 0 or year + 2 >= len(words):
        return []
    if ":" in words.lower[1:-3] and not words.lower[year].isdigit() and (note := _ended_note(words, cues)) is not None:
        return [note]
    form, after = words.lower[year], words.lower[year + 1]
    if (span := _YEARS.fullmatch(form)) and after in _NOTE_END and _is_past_year(span.group(1), cues):
        return [Cue("past", form, year, year + 1, (year, len(words)))]
    if not _is_past_year(form, cues):
        return []
    if after in _NOTE_END and after != ":" and _is_past_year(words.lower[year + 2], cues) and words.lower[year + 3 : year + 4] == [":"]:
        return [Cue("past", shown(words, (year, year + 2)), year, year + 3, (year, len(words)))]
    upto = next((i for i in range(year + 2, min(year + 5, len(words))) if words.lower[i] == ":"), -1)
    if upto > 0 and after in ("t/m", "tot", "en") and _is_past_year(words.lower[upto - 1], cues):
        return [Cue("past", shown(words, (year, upto - 1)), year, upto, (year, len(words)))]  # '2018 t/m 2021: pilot'
    done = next((i for i in range(year + 2, len(words)) if words.participle[i] or _PARTICIPLE.match(words.lower[i])), -1)
    if after != ":" or done < 0:
        return []
    return [Cue("past", shown(words, (year, done)), year, done + 1, (year, len(words)))]


def _ended_note(words: Words, cues: StanceCues) -> Cue | None:
    """'Huisbezoeken: gestart in 2017, beëindigd in 2020': behind a colon what happened, in a year that is over."""
    behind = range(words.lower.index(":") + 1, len(words) - 2)
    for i in behind:
        if words.lower[i] in cues.perfect_with_zijn and any(_is_past_year(words.lower[k], cues) for k in (i + 1, i + 2)):
            return Cue("past", words.lower[i], i, i + 1, (0, len(words)))
    return None


def _until_now(verb: int, words: Words) -> int:
    """Where ', nu beslist één medewerker' goes on about today; past the end for nowhere."""
    for i in range(verb + 1, len(words) - 1):
        if words.lower[i] in _AT_PRESENT and words.lower[i - 1] in (",", "en", "maar") and words.pos[i + 1] in ("VERB", "AUX"):
            return i
    return len(words)


def _still_stands(index: int, clauses: list[Clause], words: Words) -> bool:
    """Whether the next clause says that it is (still) there: 'Wij beloofden X en die komt er', 'Vroeger was er X; dat is er nog'."""
    if index + 1 >= len(clauses):
        return False
    following = clauses[index + 1]
    at = following.finite
    if at < 1 or words.lower[at] not in _STANDING or words.lower[at - 1] not in ("die", "dat", "deze") or at - following.start > 2:
        return False
    rest = words.lower[at + 1 : following.end]
    return _GONE.isdisjoint(rest) and ("er" in rest or "nog" in rest or words.lower[at] in ("blijft", "blijven"))


def looks_ahead(hit: Hit, words: Words, cues: StanceCues) -> bool:
    """Whether a cue of the past holds a year to come: 'tot 2030'."""
    return hit.meaning.label == "past" and any(_in_future(words.lower[i], cues) for i in hit.at)


def _told_as_it_is(
    index: int, clauses: list[Clause], words: Words, cues: StanceCues, own_names: frozenset[str]
) -> int:
    """Where a clause in the present begins that tells what was found or decided then and holds now; past the end for none.

    'Uit de evaluatie bleek dat het werkt', 'De raad stelde in 2025 vast dat elke kern een huiskamer krijgt'.
    """
    beyond = len(words)
    clause = clauses[index]
    if index + 1 >= len(clauses) or clause.finite < 0:
        return beyond
    following = clauses[index + 1]
    if following.opener not in _TOLD or following.part != clause.part or following.finite < 0:
        return beyond
    if any(words.past[i] and words.finite[i] for i in range(following.start, following.end)):
        return beyond
    if following.opener in _STILL_DOES:  # 'In 2024 tekenden wij een convenant waarmee de kerken hun zalen openstellen'
        lasting = following.opener != "die" or not _LASTING.isdisjoint(words.lower[following.start : following.end])
        return following.start if lasting and words.lower[following.finite] not in _AUXILIARIES else beyond
    verb = words.lower[clause.finite]
    found = verb in _FOUND or (verb in _FOUND_APART and _FOUND_APART[verb] in words.lower[clause.finite : clause.end])
    if found:
        return following.start
    ours = clause.own_pronoun >= 0 or (
        clause.subject is not None
        and any(f in cues.ours or f in own_names for f in words.lower[clause.subject[0] : clause.subject[1]])
    )
    return following.start if ours and verb in _DECIDED else beyond


def _historic_present(words: Words, clause: Clause, cues: StanceCues) -> tuple[int, ...] | None:
    """'In 2015 krijgt de gemeente nieuwe taken': a year well behind us at the head of the clause, and the verb right after it."""
    at = clause.finite - 1
    if at < clause.start or at > clause.start + 3 or words.lower[clause.start] not in _YEAR_OPENERS:
        return None
    form = words.lower[at]
    long_ago = _is_past_year(form, cues) and int(form) < cues.file.future_from - 6
    return (at,) if long_ago and "sinds" not in words.lower[clause.start : clause.end] else None


def _past_verb(words: Words, clause: Clause, cues: StanceCues) -> tuple[int, ...] | None:
    for low, high in clause.ranges:
        if True in words.past[low:high]:
            for i in range(low, high):
                if words.past[i] and words.finite[i] and words.lower[i] not in cues.not_past and not _is_object(i, clause, words):
                    if not _beside_auxiliary(i, clause, words):
                        return (i,)
    finite = clause.finite
    if finite < 0 or words.lower[finite] not in _PERFECT_AUXILIARIES | _BEING:
        return None
    if clause.opener in _DESCRIBING:
        return None
    tokens = [i for low, high in clause.ranges for i in range(low, high) if not _belongs_to_noun(i, clause, words)]
    if any(words.lower[i] in cues.still or _in_future(words.lower[i], cues) for i in tokens):
        return None
    being = words.lower[finite] in _BEING
    dated = any(_is_past_year(words.lower[i], cues) or _sets_past(i, words) for i in tokens)
    for i in tokens:
        if i == finite or not _is_perfect_participle(i, words, cues, last=i == _last_word(clause, words) and not being):
            continue
        form = words.lower[i]
        if form in cues.resultative or (form in cues.created and not dated):
            continue
        if being and not dated and form not in cues.perfect_with_zijn:
            continue
        return (finite, i) if finite < i else (i, finite)
    return None


def _beside_auxiliary(i: int, clause: Clause, words: Words) -> bool:
    """Whether what looks like a past form is a participle: 'worden goed bezocht', 'heeft besloten te'."""
    finite = clause.finite
    if not 0 <= finite < i or words.lower[finite] not in _AUXILIARIES or words.lower[i - 1] in ("en", ",", "maar", "of"):
        return False
    return words.lower[i].startswith(_PARTICIPLE_LIKE)


def _belongs_to_noun(i: int, clause: Clause, words: Words) -> bool:
    """A participle before its main verb and away from it: 'Het akkoord, gesloten tussen …, is ondertekend'."""
    return i < clause.finite - 1 and words.participle[i] and words.lower[i - 1] == "," and "," in words.lower[i : clause.finite]


def _is_object(i: int, clause: Clause, words: Words) -> bool:
    """A noun that the tagger takes for a verb, behind the verb of its clause: 'stelt vaker voorwaarden'."""
    return i > clause.finite >= 0 and words.dep[i] in ("obj", "obl", "nsubj", "nmod")


def _last_word(clause: Clause, words: Words) -> int:
    return next((i for i in range(clause.end - 1, clause.start, -1) if words.lower[i][0].isalpha()), clause.start)


def _is_perfect_participle(i: int, words: Words, cues: StanceCues, *, last: bool) -> bool:
    """'gevoerd' in 'hebben gesprekken gevoerd', not in 'gevoerde gesprekken' or 'een leidende rol'.

    As the `last` word of its clause a form like 'meegepraat' counts whatever the tagger made of it.
    """
    form = words.lower[i]
    match = _PARTICIPLE.match(form) if last else None
    looks = match is not None and (words.pos[i] not in ("NOUN", "PROPN") or (match.group(1) is not None and words.pos[i - 1] not in ("DET", "ADJ")))
    if not (words.participle[i] or looks) and form not in cues.perfect_with_zijn:
        return False
    if form.endswith("en") and "ge" not in form and not form.startswith(_PARTICIPLE_LIKE):
        return False  # 'waarmee kerken hun zalen openstellen'
    if form.endswith(("end", "ende")) or not form.endswith(("d", "t", "n")):
        return False
    attributive = i + 1 < len(words) and words.pos[i + 1] in ("NOUN", "ADJ", "PROPN")
    return not attributive and words.dep[i] != "amod"


def _sets_past(i: int, words: Words) -> bool:
    """'destijds', or 'vorig' before a time: 'vorig jaar', 'de afgelopen winter'; not 'net als vorig jaar'."""
    if words.lower[i] in _SET_PAST:
        return True
    timed = words.lower[i] in ("vorig", "vorige", "afgelopen") and i + 1 < len(words) and words.lower[i + 1] in _TIMES
    return timed and not (i and words.lower[i - 1] in ("als", "sinds"))


def _is_past_year(form: str, cues: StanceCues) -> bool:
    return len(form) == 4 and form.isdigit() and 1900 <= int(form) < cues.file.future_from - 1


def _in_future(form: str, cues: StanceCues) -> bool:
    return len(form) == 4 and form.isdigit() and cues.file.future_from <= int(form) < 2100
