"""What a sentence does with its words: denies them, leaves them to others, looks back, asks, quotes, postpones.

ConText for policy prose, in its own steps: find the cues of `rules/stance.yaml`; drop those inside a pseudo-cue or a
longer cue; give each a reach in whole clauses; cut it at stop words; keep the cue, so that a finding can name it.
Intent ("wij willen") is no reason to set a sentence aside here: it is what a vision is made of, and is told as a
commitment of 0 (mention) to 4 (decision with means) instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from amorecheck.language.clauses import COMPLEMENT_OPENERS, Clause, Words, cut_clauses, read_words
from amorecheck.language.commitment import weigh_commitment
from amorecheck.language.stance_cues import Hit, StanceCues, find_hits, load_stance_cues
from amorecheck.language.tokens import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Span

__all__ = ["Cue", "StanceCues", "StanceReading", "load_stance_cues", "read_stance"]

_POINTING = frozenset({"die", "dat", "dit", "deze", "zij", "ze", "het", "daarover", "daarvoor"})
_OPENING, _CLOSING = "\"“„«‘‚'", "\"”“»’'"
_QUOTE_CHARACTERS = re.compile("[\"“”„«»‘’‚']")
_ELISION = re.compile(r"^['’‘](?:s|t|n|m|k|r|em|ns)$", re.I)
_PERFECT_AUXILIARIES = frozenset({"heeft", "hebben", "heb", "hebt"})
_DESCRIBING = frozenset({"die", "waar", "als", "indien", "wanneer", "zodra", "wie", "waarvoor"})
"""Openers of clauses whose perfect tense says which people or things are meant: 'mensen die hun partner hebben verloren'."""
_SUPPOSING = frozenset({"als", "indien", "wanneer", "zodra", "tenzij", "mocht"})
_LACKING = frozenset(
    "optie sprake plaats plek ruimte plan bedoeling voornemen geld budget middelen behoefte draagvlak onderdeel deel "
    "onderwerp thema prioriteit speerpunt keuze oplossing alternatief haast reden aanleiding".split()
)
"""What 'is geen …' denies by itself: 'een eigen loket is geen optie'."""
_BEING = frozenset({"is", "zijn"})
_MUNICIPALITY = frozenset({"gemeente", "college", "raad", "ons", "onze", "wij", "we", "overheid", "gemeenteraad", "wethouder"})
_ALWAYS_OTHER = frozenset({"indiener", "indieners", "insprekers", "rekenkamer"})
_THIS = frozenset({"deze", "dit", "onze", "ons"})
_NO_NAMES = frozenset({"DET", "ADP", "CCONJ", "PRON", "AUX", "NUM", "PUNCT", "SCONJ"})
_TELLING = frozenset(
    "schrijven zeggen spreken melden noemen behandelen bespreken beschrijven uitwerken ingaan stilstaan regelen "
    "opnemen meenemen aansnijden aanroeren herhalen vinden lezen aantreffen".split()
)
"""What a text does; denied with 'hier', it leaves out: 'daarover schrijven wij hier niet'."""
_OFFICES = frozenset({"college", "burgemeester", "gemeenteraad", "gemeentebestuur", "raad", "wethouder", "wethouders"})
_MUNICIPAL = frozenset({"gemeente", "gemeenten", "buurgemeente", "gemeenteraad"})
_NAMED = _MUNICIPAL | _OFFICES
_PORTFOLIOS = frozenset(
    "zorg welzijn financiën cultuur sport wonen jeugd onderwijs sociale sociaal toezicht state bestuur volksgezondheid "
    "ruimte economie commissarissen beheer advies arbeid ouderen kerken elf".split()
)
_HERE = frozenset({"wij", "we", "ons", "onze", "hier", "zelf"})
_THERE = frozenset({"er", "daar", "aldaar", "haar", "hun", "ginds"})
_NEAR = 4
_DATE_LEFT_OPEN = re.compile(r"^d{1,2}[-/]m{1,2}[-/](?:j|y){2,4}$")
_BRACKETED = re.compile(r"\[[^\]]{2,}\]?|\[\s*(?:\.\.\.|…)?\s*\]|_{4,}|\.{5,}")
_PARTICIPLE = re.compile(r"^(?:mee|aan|op|af|uit|in|bij|toe|door|over|na|voor|terug|samen|weg)?ge\w{2,}(?:d|t|en)$")
_BRACKETED_NOTE = re.compile(r"\[\s*(?:\d+|sic|red\.?|\w|\.\.\.|…)\s*\]?", re.I)


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that give a label. `start`, `end` and `scope` are token indices within the sentence, ends exclusive."""

    label: str
    words: str
    start: int
    end: int
    scope: tuple[int, int]


@dataclass(frozen=True, slots=True)
class StanceReading:
    """The stance of one sentence: cues in reading order, and its commitment of 0 to 4 with the words that decided.

    elsewhere: whether it tells of another municipality, so that 'aldaar' in the next one points there.
    """

    cues: tuple[Cue, ...]
    commitment: int
    commitment_words: tuple[str, ...]
    elsewhere: bool = False

    def labels_over(self, start: int, end: int) -> tuple[str, ...]:
        """Labels whose cues together cover most of the tokens [start, end), in alphabetical order."""
        if not self.cues:
            return ()
        wanted = max(end - start, 1)
        covered: dict[str, set[int]] = {}
        for cue in self.cues:
            low, high = max(cue.scope[0], start), min(cue.scope[1], max(end, start + 1))
            if low < high:
                covered.setdefault(cue.label, set()).update(range(low, high))
        return tuple(sorted(label for label, tokens in covered.items() if 2 * len(tokens) > wanted))

    def all_labels(self) -> frozenset[str]:
        """Every label in the sentence, wherever it reaches."""
        return frozenset(cue.label for cue in self.cues)


def read_stance(
    sentence: Span,
    cues: StanceCues,
    *,
    own_names: frozenset[str] = frozenset(),
    other_names: frozenset[str] = frozenset(),
    mentioned: frozenset[str] = frozenset(),
    after_elsewhere: bool = False,
) -> StanceReading:
    """The stance of one parsed sentence.

    `own_names` are the names of the municipality itself in lower case, `other_names` those of others that the text
    names; without them another municipality is only recognised by words such as 'buurgemeente'. `mentioned`: known
    municipalities that are others' where they act. `after_elsewhere`:
    whether the sentence before it told of another one. Needs parts of speech, morphology and relations in UD labels.
    """
    words = read_words(sentence, cues.verb_forms)
    if not len(words):
        return StanceReading((), 0, ())
    hits = find_hits(cues, words.lower)
    clauses = cut_clauses(words)
    kept = _drop_overruled(hits)
    others = [h for h in kept if h.meaning.kind == "cue" and h.meaning.label == "other_actor"]
    plain = [h for h in kept if h.meaning.kind == "cue" and h.meaning.label != "other_actor"]
    stops = [h for h in hits if h.meaning.kind == "stop"]

    found = [_plain_cue(h, cues, words, clauses, stops) for h in plain if not _supposes(h, words, clauses)]
    found += _question(words, clauses)
    text = _as_written(sentence)
    found += _quotations(text, words, cues)
    found += _empty_places(text, words)
    found += _past_tense(words, clauses, cues)
    found += _other_actors(others, words, clauses, cues, own_names)
    there = _other_places(words, clauses, own_names, other_names) or _acting_elsewhere(words, clauses, mentioned)
    if not there and after_elsewhere:
        there = _still_there(words, own_names)
    found += there
    found = _left_out(found, words, clauses, cues)
    cancelled = _cancelled(hits, found)
    result = tuple(
        sorted({c for c in found if c.label not in cancelled}, key=lambda c: (c.start, c.end, c.label, c.scope))
    )
    reading = StanceReading(result, 0, ())
    strength, because = weigh_commitment(words, clauses, hits, cues, own_names, reading.labels_over)
    return StanceReading(result, strength, because, bool(there))


def _as_written(sentence: Span) -> str:
    """The text of the sentence, cut from that of its doc."""
    tokens, last = tokens_of(sentence.doc), sentence.end - 1
    return tokens.whole[tokens.start[sentence.start] : tokens.start[last] + len(tokens.text[last])]


# ── Which cues stand ─────────────────────────────────────────────────────────────────────────────────────────────


def _drop_overruled(hits: list[Hit]) -> list[Hit]:
    """Cues that no pseudo-cue of their label and no longer cue lays hold of."""
    cue_hits = [h for h in hits if h.meaning.kind == "cue"]
    if not cue_hits:
        return []
    pseudo: dict[str, set[int]] = {}
    for hit in hits:
        # 'deel uit van' says nothing where the longer 'maakt geen deel uit van' stands
        if hit.meaning.kind == "pseudo" and not any(
            c.meaning.label == hit.meaning.label and set(c.at) > set(hit.at) for c in cue_hits
        ):
            pseudo.setdefault(hit.meaning.label, set()).update(hit.at)
    kept: list[Hit] = []
    taken: set[int] = set()
    for hit in sorted(cue_hits, key=lambda h: (-len(h.at), h.at[-1] - h.at[0], h.at[0])):
        if not pseudo.get(hit.meaning.label, set()).isdisjoint(hit.at):
            continue
        if hit.meaning.label != "other_actor":  # an actor may stand inside a longer cue of another label
            if not taken.isdisjoint(hit.at):
                continue
            taken.update(hit.at)
        kept.append(hit)
    return kept


def _cancelled(hits: list[Hit], found: Iterable[Cue]) -> set[str]:
    """Labels taken away for the whole sentence, unless the words that do so are themselves denied."""
    denied = [c.scope for c in found if c.label == "negated"]
    labels: set[str] = set()
    for hit in hits:
        if hit.meaning.kind != "cancel":
            continue
        if any(low <= hit.at[0] < high for low, high in denied) and hit.meaning.label == "other_actor":
            continue
        labels.add(hit.meaning.label)
    return labels


# ── How far a cue reaches ────────────────────────────────────────────────────────────────────────────────────────


def _plain_cue(hit: Hit, cues: StanceCues, words: Words, clauses: list[Clause], stops: list[Hit]) -> Cue:
    group = cues.file.cues[hit.meaning.group]
    index = _clause_at(clauses, hit.at[0])
    low, high = _reach(group.reach, index, clauses, words)
    start, end = hit.at[0], hit.at[-1] + 1
    if group.reach == "forward":
        low = start
        if (finite := next((i for i in range(end, high) if words.finite[i] or words.lower[i] in (",", "en")), -1)) >= 0:
            high = finite
    if group.max_words:
        high = min(high, end + group.max_words)
    elif clauses[index].opener == "wat" and index + 1 < len(clauses) and clauses[index + 1].follows_subject_clause:
        high = max(high, clauses[index + 1].end)  # 'Wat hier niet ter sprake komt, is de politie'
    low, high = _cut_at_stops(low, high, hit, stops)
    if group.label == "negated" and (_is_contrast(start, end, high, clauses[index], words) or _is_corrected(hit, clauses[index], words, stops)):
        low = start
    if group.label == "negated" and start and words.pos[start - 1] == "ADP" and words.lower[start] == "geen":
        low = start  # 'staat in geen enkele nota' denies the place, not the thing
    if group.label in ("excluded", "deferred") and index and group.reach == "clause":
        low = min(low, _pointed_at(index, clauses, words))
    return Cue(hit.meaning.label, _shown(words, hit.at), start, end, (min(low, start), max(high, end)))


def _reach(reach: str, index: int, clauses: list[Clause], words: Words) -> tuple[int, int]:
    clause = clauses[index]
    if reach == "sentence":
        return 0, len(words)
    if reach == "part":
        same = [c for c in clauses if c.part == clause.part]
        return _outer_start(same[0]), same[-1].end
    return _clause_reach(index, clauses)


def _clause_reach(index: int, clauses: list[Clause]) -> tuple[int, int]:
    """The clause, the free clause that is its subject, and the clauses that hang on it."""
    clause = clauses[index]
    low, high = _outer_start(clause), clause.end
    if clause.follows_subject_clause:
        low = _outer_start(clauses[index - 1])
    for following in clauses[index + 1 :]:
        if following.part != clause.part or following.opener not in COMPLEMENT_OPENERS:
            break
        high = following.end
    return low, high


def _supposes(hit: Hit, words: Words, clauses: list[Clause]) -> bool:
    """Whether a negation is only a condition: 'als het even niet lukt', 'Redt iemand het niet, dan lopen wij mee'."""
    if hit.meaning.label != "negated":
        return False
    index = _clause_at(clauses, hit.at[0])
    clause = clauses[index]
    if clause.opener in _SUPPOSING:
        return True
    verb_first = clause.finite == clause.start
    following = clauses[index + 1] if index + 1 < len(clauses) else None
    return verb_first and following is not None and words.lower[following.start] == "dan"


def _is_contrast(start: int, end: int, high: int, clause: Clause, words: Words) -> bool:
    """Whether a negation denies one part only: 'met een uitnodiging, niet met een folder', 'geen eindpunt maar een begin'."""
    verb_before = 0 <= clause.finite < start
    if start and words.lower[start - 1] == "en" and words.lower[start] == "niet" and words.pos[min(start + 1, len(words) - 1)] == "ADP":
        return True  # 'dat zij op straat zijn en niet achter een bureau werken'
    verb_after = any(words.finite[start:high])
    if not verb_before and not verb_after and high < clause.end and words.lower[high] == "maar":
        return True  # 'waarin niet langer de uren maar de resultaten staan'
    if verb_after or not verb_before:
        return False
    if _denies_the_predicate(start, clause, words):
        return True  # 'De buurtwerkers zijn geen baas' says what they are not, and that they are there
    tail = words.lower[start - 1] in (",", "en") and not any(words.infinitive[end:high])
    return tail or (high < clause.end and words.lower[high] == "maar")


def _denies_the_predicate(start: int, clause: Clause, words: Words) -> bool:
    """Whether 'geen' stands before the noun that a form of 'zijn' gives to a subject: 'X is geen baas'."""
    if words.lower[start] != "geen" or words.dep[clause.finite] != "cop" or clause.subject is None:
        return False
    noun = words.head[start]
    named = clause.subject[0] < clause.finite and words.pos[clause.subject[1] - 1] in ("NOUN", "PROPN")
    return named and words.head[clause.finite] == noun and words.lower[noun] not in _LACKING


def _is_corrected(hit: Hit, clause: Clause, words: Words, stops: list[Hit]) -> bool:
    """Whether a negation is taken back with 'maar dat …': 'Van hen vragen wij niet dat zij overnemen, maar dat zij steunen'.

    What stands before it is what the sentence is about. 'Dat doen wij niet, maar …' denies what stands before.
    """
    if words.lower[hit.at[0]] != "niet" or len(hit.at) > 1:
        return False
    after = words.lower[hit.at[0] + 1] if hit.at[0] + 1 < len(words) else ""
    but = [s.at[0] for s in stops if s.meaning.label == "negated" and words.lower[s.at[0]] == "maar" and s.at[0] > hit.at[0] + 3]
    return bool(but) and after in ("dat", "om", "de", "het", "een", "langer", "alle", "in", "op", "naar", "met", "voor") and 0 <= clause.finite < hit.at[0]


def _pointed_at(index: int, clauses: list[Clause], words: Words) -> int:
    """Where a clause that opens with 'die', 'dat' … after ; or , points back to: the start of the clause before."""
    clause = clauses[index]
    first, before = words.lower[clause.start], clauses[index - 1]
    main = clause.finite == clause.start + 1  # 'die volgen in …', not the relative 'die in … volgen'
    if main and first in _POINTING:
        return _outer_start(before)
    shares_subject = clause.inherits and before.part == clause.part and before.own_pronoun < 0
    if shares_subject and not words.finite[clause.start]:
        return _outer_start(before)  # 'is elders belegd en keert hier niet terug'
    return clause.start


def _outer_start(clause: Clause) -> int:
    return clause.start if clause.lead is None else min(clause.lead[0], clause.start)


def _cut_at_stops(low: int, high: int, hit: Hit, stops: list[Hit]) -> tuple[int, int]:
    for stop in stops:
        if stop.meaning.label != hit.meaning.label or not set(stop.at).isdisjoint(hit.at):
            continue
        if hit.at[-1] < stop.at[0] < high:
            high = stop.at[0]
        elif low <= stop.at[-1] < hit.at[0]:
            low = stop.at[-1] + 1
    return low, high


def _clause_at(clauses: list[Clause], token: int) -> int:
    for index, clause in enumerate(clauses):
        if any(low <= token < high for low, high in clause.ranges):
            return index
    return len(clauses) - 1


def _shown(words: Words, at: tuple[int, ...]) -> str:
    """The matched words; a gap is shown as dots."""
    pieces: list[str] = []
    for n, i in enumerate(at):
        if n and i != at[n - 1] + 1:
            pieces.append("…")
        pieces.append(words.lower[i])
    return " ".join(pieces)


# ── Left out of this text ────────────────────────────────────────────────────────────────────────────────────────


def _left_out(found: list[Cue], words: Words, clauses: list[Clause], cues: StanceCues) -> list[Cue]:
    """What is denied of this very text is left out of it: 'krijgt in deze nota geen eigen hoofdstuk'.

    The lists know many ways to say so; a negation beside a reference to the text is what they share. 'Deze visie is
    geen blauwdruk' only says what the text is not.
    """
    if not any(cue.label == "negated" for cue in found):
        return found
    named = [i for i in range(1, len(words)) if words.lower[i] in cues.this_text and words.lower[i - 1] in _THIS]
    pointing = [i for i in range(len(words)) if words.lower[i] in ("daarin", "hierin") and named and named[0] < i]
    changed: list[Cue] = []
    for cue in found:
        clause = clauses[_clause_at(clauses, cue.start)]
        inside = [i for i in (*named, *pointing) if any(low <= i < high for low, high in clause.ranges) and i < cue.end + _NEAR]
        placed = [i for i in inside if i in pointing or _preposition_before(i, clause, words) in ("in", "binnen", "via", "onder", "voor")]
        does = [i for i in inside if clause.subject is not None and clause.subject[0] <= i < clause.subject[1] and words.lower[clause.finite] not in _BEING]
        said = "hier" in words.lower[clause.start : clause.end] and any(
            words.lemma[i] in _TELLING for low, high in clause.ranges for i in range(low, high)
        )
        if cue.label == "negated" and (placed or does or said):
            scope = (min(cue.scope[0], clause.start), max(cue.scope[1], clause.end))
            cue = Cue("excluded", cue.words, cue.start, cue.end, scope)
        changed.append(cue)
    return changed


# ── Question, quotation, empty place ─────────────────────────────────────────────────────────────────────────────


def _question(words: Words, clauses: list[Clause]) -> list[Cue]:
    """A question mark asks the whole sentence, but what stands before a colon with its own verb is told: 'wij vragen: klopt dit?'."""
    last = next((i for i in range(len(words) - 1, -1, -1) if words.lower[i] not in "\"'”’»)“‘"), -1)
    if last < 0 or not words.lower[last].endswith("?"):
        return []
    part = clauses[_clause_at(clauses, last)].part
    told = [c for c in clauses if c.part < part and c.finite >= 0]
    start = told[-1].end if told and words.lower[told[-1].end - 1] == ":" else 0
    return [Cue("question", "?", last, last + 1, (start, len(words)))]


def _quotations(text: str, words: Words, cues: StanceCues) -> list[Cue]:
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


def _empty_places(text: str, words: Words) -> list[Cue]:
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


# ── Past ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _past_tense(words: Words, clauses: list[Clause], cues: StanceCues) -> list[Cue]:
    """A cue for each clause whose verb is in the past, or in the perfect without meaning for now."""
    found: list[Cue] = []
    for index, clause in enumerate(clauses):
        at = _past_verb(words, clause, cues)
        if at is None:
            continue
        low, high = _clause_reach(index, clauses)
        if clause.opener and clause.opener != "dat" and not clause.follows_subject_clause:
            low, high = _outer_start(clause), clause.end
        found.append(Cue("past", _shown(words, at), at[0], at[-1] + 1, (min(low, at[0]), max(high, at[-1] + 1))))
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


# ── Other actors ─────────────────────────────────────────────────────────────────────────────────────────────────


def _other_actors(
    hits: list[Hit], words: Words, clauses: list[Clause], cues: StanceCues, own_names: frozenset[str]
) -> list[Cue]:
    """Cues where someone else speaks: as the subject of a clause, as its source, or as the law."""
    found: list[Cue] = []
    we_speak = any(c.own_pronoun >= 0 for c in clauses)
    for hit in hits:
        group = cues.file.cues[hit.meaning.group]
        index = _clause_at(clauses, hit.at[0])
        clause = clauses[index]
        start, end = hit.at[0], hit.at[-1] + 1
        if group.role == "law":
            scope = (0, len(words)) if not we_speak and not _in_brackets(start, words) else None
        elif group.role == "actor":
            scope = _claims(index, clauses, words) if _is_subject(start, clause, words) else None
        else:
            scope = None if _ours(clause, clauses, index, words, cues, own_names) else _claims(index, clauses, words)
        if scope is not None:
            found.append(Cue("other_actor", _shown(words, hit.at), start, end, (min(scope[0], start), max(scope[1], end))))
    for index in range(len(clauses)):
        if clauses[index].own_pronoun < 0 and (told := _told_to_municipalities(clauses[index], words)) >= 0:
            found.append(Cue("other_actor", words.lower[told], told, told + 1, _claims(index, clauses, words)))
        elif (at := _demand(index, clauses, words, cues, own_names)) is not None:
            found.append(Cue("other_actor", _shown(words, at), at[0], at[-1] + 1, _claims(index, clauses, words)))
    return found


def _in_brackets(token: int, words: Words) -> bool:
    """Whether the word stands between brackets: '(art. 4c)' after a measure only says where the money comes from."""
    return "(" in words.lower[max(token - 3, 0) : token]


def _is_subject(token: int, clause: Clause, words: Words) -> bool:
    """Whether the word is (in) the subject: by the parser, else by its place right around the finite verb."""
    if clause.own_pronoun >= 0:
        return False
    subject = clause.subject
    preposition = _preposition_before(token, clause, words)
    if subject is not None and subject[0] <= token < subject[1] and not _names_a_noun(token, words):
        return not preposition or (preposition == "van" and token > subject[0] + 1)
    if preposition or _names_a_noun(token, words):
        return False
    if clause.finite < 0:
        return not (clause.start and words.lower[clause.start - 1] == "(")
    first_phrase = token < clause.finite and not any(
        words.pos[i] in ("NOUN", "PROPN", "PRON") for i in range(clause.start, token) if words.lower[i] not in ("en", "zowel")
    )
    return first_phrase or (subject is None and clause.finite < token <= clause.finite + 3)


def _preposition_before(token: int, clause: Clause, words: Words) -> str:
    """The preposition that governs the phrase of `token`, or ''."""
    i = token - 1
    while i >= clause.start and words.pos[i] in ("DET", "ADJ", "NUM", "PROPN"):
        i -= 1
    return words.lower[i] if i >= clause.start and words.pos[i] == "ADP" else ""


def _names_a_noun(token: int, words: Words) -> bool:
    """'GALA' in 'de coördinator GALA' only says which coordinator."""
    return token > 0 and words.pos[token - 1] == "NOUN"


def _claims(index: int, clauses: list[Clause], words: Words) -> tuple[int, int]:
    """What the subject of a clause answers for: the clause, what hangs on it, and verbs joined without new subject."""
    low, high = _clause_reach(index, clauses)
    for following in clauses[index + 1 :]:
        if following.part != clauses[index].part:
            break
        if following.start < high:
            continue
        if following.own_pronoun >= 0 or not following.inherits or words.lower[following.start] == "maar":
            break
        high = following.end
    return low, high


def _ours(
    clause: Clause, clauses: list[Clause], index: int, words: Words, cues: StanceCues, own_names: frozenset[str]
) -> bool:
    """Whether the municipality itself is the subject of the clause."""
    if clause.own_pronoun >= 0:
        return True
    if clause.subject is None:
        return False
    start, end = clause.subject
    forms = words.lower[start:end]
    if own_names and any(form in own_names for form in forms):
        return True
    if _other_municipality(clause, words, own_names, frozenset()) is not None:
        return False
    return any(form in cues.ours for form in forms)


def _other_places(
    words: Words, clauses: list[Clause], own_names: frozenset[str], other_names: frozenset[str]
) -> list[Cue]:
    """A cue for each clause that tells of another municipality, by its name."""
    found: list[Cue] = []
    if other_names.isdisjoint(words.lower) and (not own_names or _NAMED.isdisjoint(words.lower)):
        return found
    for index, clause in enumerate(clauses):
        at = _other_municipality(clause, words, own_names, other_names)
        if at is not None and clause.own_pronoun < 0:
            found.append(Cue("other_actor", _shown(words, at), at[0], at[-1] + 1, _claims(index, clauses, words)))
    return found


def _acting_elsewhere(words: Words, clauses: list[Clause], mentioned: frozenset[str]) -> list[Cue]:
    """A cue for each clause in which a municipality that the text only mentions acts: 'Rotterdam heeft …', 'In Zwolle doen ze …'."""
    if mentioned.isdisjoint(words.lower):
        return []
    found: list[Cue] = []
    for index, clause in enumerate(clauses):
        at = clause.start + (words.lower[clause.start] == "in")
        if at + 1 < clause.end and words.lower[at] in mentioned and words.finite[at + 1] and clause.own_pronoun < 0:
            found.append(Cue("other_actor", words.lower[at], at, at + 1, _claims(index, clauses, words)))
    return found


def _still_there(words: Words, own_names: frozenset[str]) -> list[Cue]:
    """A cue where the sentence goes on about the other municipality: 'De vrijwilligers dragen er een uniform'."""
    if not _HERE.isdisjoint(words.lower) or not own_names.isdisjoint(words.lower):
        return []
    at = next((i for i, form in enumerate(words.lower) if form in _THERE), -1)
    return [Cue("other_actor", words.lower[at], at, at + 1, (0, len(words)))] if at >= 0 else []


def _other_municipality(
    clause: Clause, words: Words, own_names: frozenset[str], other_names: frozenset[str]
) -> tuple[int, ...] | None:
    """'(de) gemeente X' with another name than our own where that is known, or a name known to be another's."""
    for low, high in clause.ranges:
        for i in range(low, high - 1):
            if words.lower[i] in other_names and words.lower[i - 1] not in ("met", "naast", "dan", "naar", "van", "gemeente"):
                return (i,)
            if own_names and _office_elsewhere(i, words, own_names):
                return (i, i + 1, i + 2)
            if words.lower[i] not in _MUNICIPAL:
                continue
            name = words.text[i + 1]
            if not own_names and words.lower[i + 1] not in other_names:
                continue
            if not name[:1].isupper() or words.lower[i + 1] in own_names or words.pos[i + 1] in _NO_NAMES:
                continue
            if any(" ".join(words.lower[i + 1 : i + 1 + n]) in own_names for n in (2, 3, 4)):
                continue
            before = words.lower[i - 2 : i] if i >= 2 else words.lower[:i]
            if (i > low and before and before[-1] in ("met", "naast")) or (len(before) == 2 and before[0] in ("met", "naast", "dan")):
                continue
            return (i, i + 1)
    return None


def _office_elsewhere(i: int, words: Words, own_names: frozenset[str]) -> bool:
    """'het college van X' with another name than our own; 'de raad van State' and a wethouder's portfolio are no places."""
    if words.lower[i] not in _OFFICES or i + 2 >= len(words) or words.lower[i + 1] != "van":
        return False
    name = words.text[i + 2]
    return name[:1].isupper() and name.lower() not in own_names and name.lower() not in _PORTFOLIOS


def _told_to_municipalities(clause: Clause, words: Words) -> int:
    """Where 'gemeenten' in general are asked or told something, as in 'nodigt gemeenten uit'; -1 for nowhere."""
    for low, high in clause.ranges:
        for i in range(max(low, 1), high):
            if words.lower[i] != "gemeenten" or words.pos[i - 1] in ("DET", "NUM", "ADJ", "PRON", "CCONJ"):
                continue
            if words.lower[i - 1] in ("met", "naast", "tussen", "dan", "als", "zoals") or words.text[min(i + 1, len(words) - 1)][:1].isupper():
                continue
            return i
    return -1


def _demand(
    index: int, clauses: list[Clause], words: Words, cues: StanceCues, own_names: frozenset[str]
) -> tuple[int, ...] | None:
    """Residents or partners who want something of the municipality: subject, verb of demanding, municipality."""
    clause = clauses[index]
    if clause.own_pronoun >= 0 or clause.subject is None or clause.finite < 0:
        return None
    start, end = clause.subject
    if words.lower[clause.finite] not in cues.demands:
        return None
    party = next(
        (i for i in range(start, end) if words.lower[i] in cues.parties or words.lower[i].endswith(cues.partner_endings)), -1
    )
    if party < 0 or _preposition_before(party, clause, words):
        return None
    if words.lower[party] in _ALWAYS_OTHER:
        return (party, clause.finite) if party < clause.finite else (clause.finite, party)
    low, high = _claims(index, clauses, words)
    addressed = any(
        (form in _MUNICIPALITY or form in own_names) and not start <= i < end
        for i, form in enumerate(words.lower[low:high], low)
    )
    if not addressed:
        return None
    return (party, clause.finite) if party < clause.finite else (clause.finite, party)
