"""What a sentence does with its words: denies them, leaves them to others, looks back, asks, quotes, postpones.

ConText for policy prose, in its own steps: find the cues of `rules/stance.yaml`; drop those inside a pseudo-cue or a
longer cue; give each a reach in whole clauses; cut it at stop words; keep the cue, so that a finding can name it.
Intent ("wij willen") is no reason to set a sentence aside here: it is what a vision is made of, and is told as a
commitment of 0 (mention) to 4 (decision with means) instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from amorecheck.language.clauses import Clause, Words, cut_clauses, read_words
from amorecheck.language.commitment import weigh_commitment
from amorecheck.language.denials import after_people, asks_from, burden_only, standing, without_history
from amorecheck.language.left_out import left_out
from amorecheck.language.other_actors import acting_elsewhere, other_actors, other_places, still_there
from amorecheck.language.past import looks_ahead, past_tense
from amorecheck.language.quotations import asked, empty_places, quotations
from amorecheck.language.reach import clause_at, clause_reach, outer_start, shown
from amorecheck.language.resumption import pointed_back
from amorecheck.language.stance_cues import Hit, StanceCues, find_hits, load_stance_cues
from amorecheck.language.stance_reading import Cue, StanceReading
from amorecheck.language.tokens import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Span

__all__ = ["Cue", "StanceCues", "StanceReading", "load_stance_cues", "read_stance"]

_POINTING = frozenset({"die", "dat", "dit", "deze", "zij", "ze", "het", "daarover", "daarvoor"})
_SUPPOSING = frozenset({"als", "indien", "wanneer", "zodra", "tenzij", "mocht"})
_LACKING = frozenset(
    "optie sprake plaats plek ruimte plan bedoeling voornemen geld budget middelen behoefte draagvlak onderdeel deel "
    "onderwerp thema taak prioriteit speerpunt keuze oplossing alternatief haast reden aanleiding".split()
)
"""What 'is geen …' denies by itself: 'een eigen loket is geen optie'."""


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
    kept = _drop_overruled(hits, words, clauses)
    others = [h for h in kept if h.meaning.kind == "cue" and h.meaning.label == "other_actor"]
    plain = [h for h in kept if h.meaning.kind == "cue" and h.meaning.label != "other_actor" and not looks_ahead(h, words, cues)]
    plain = standing(plain, words, clauses, cues)
    stops = [h for h in hits if h.meaning.kind == "stop"]

    found = [_plain_cue(h, cues, words, clauses, stops) for h in plain if not _supposes(h, words, clauses)]
    found += asked(words, clauses)
    text = _as_written(sentence)
    found += quotations(text, words, cues)
    found += empty_places(text, words)
    found += past_tense(words, clauses, cues, own_names)
    found += other_actors(others, words, clauses, cues, own_names)
    there = other_places(words, clauses, own_names, other_names) or acting_elsewhere(words, clauses, mentioned)
    if not there and after_elsewhere:
        there = still_there(words, own_names)
    found += there
    found = without_history(found, words, clauses, cues)
    found = pointed_back(left_out(found, words, clauses, cues), words, clauses)
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


def _drop_overruled(hits: list[Hit], words: Words, clauses: list[Clause]) -> list[Hit]:
    """Cues that no pseudo-cue of their label and no longer cue lays hold of."""
    cue_hits = [h for h in hits if h.meaning.kind == "cue"]
    if not cue_hits:
        return []
    pseudo: dict[str, set[int]] = {}
    for hit in hits:
        # 'deel uit van' says nothing where the longer 'maakt geen deel uit van' stands
        if hit.meaning.kind == "pseudo" and not any(
            c.meaning.label == hit.meaning.label and set(c.at) > set(hit.at) for c in cue_hits
        ) and not _about_someone_else(hit, words, clauses):
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


def _about_someone_else(hit: Hit, words: Words, clauses: list[Clause]) -> bool:
    """Whether 'inwoner die … geen' runs over the end of its relative clause: 'een inwoner die X zoekt, krijgt geen Y'."""
    if len(hit.at) < 2 or hit.meaning.label != "negated":
        return False
    relative = next((i for i in hit.at if words.lower[i] in ("die", "wie")), -1)
    return relative >= 0 and clause_at(clauses, relative) != clause_at(clauses, hit.at[-1])


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
    index = clause_at(clauses, hit.at[0])
    low, high = _reach(group.reach, index, clauses, words)
    start, end = hit.at[0], hit.at[-1] + 1
    if group.reach == "forward":
        low = start
        if (finite := next((i for i in range(end, high) if words.finite[i] or words.lower[i] in (",", "en")), -1)) >= 0:
            high = finite
    if group.max_words:
        high = min(high, end + group.max_words)
    elif clauses[index].opener in ("wat", "waar") and hit.meaning.label != "past" and index + 1 < len(clauses) and _is_free(clauses[index], words):
        if clauses[index + 1].follows_subject_clause:  # 'Wat hier niet ter sprake komt, is de politie'
            high = max(high, clause_reach(index + 1, clauses)[1])
        elif clauses[index].end - 1 > end and words.lower[clauses[index].end - 1] in ("is", "zijn"):
            high = max(high, clauses[index + 1].end)  # 'Wat u hier niet leest, is | hoe wij …'
    if group.label == "negated":
        if words.lower[end - 1] in ("door", "voor") and words.lower[start].startswith(("vervang", "maak", "ruil", "plaats")):
            high = end  # 'vervangen we door een cadeaubon' ends what stands before
        elif (fronted := _fronted_end(start, clauses[index], words)) > 0:
            high = min(high, fronted)
    low, high = _cut_at_stops(low, high, hit, stops)
    if group.label == "negated":
        low, high = _over_colon(low, high, index, clauses, words)
    if group.label == "negated" and (_is_contrast(start, end, high, clauses[index], words) or _is_corrected(hit, clauses[index], words, stops)):
        low = start
    if group.label == "negated" and group.reach == "clause":
        low = after_people(start, low, clauses[index], words, cues)
        high = asks_from(start, high, index, clauses, words)
        low, high = burden_only(start, end, low, high, words, cues)
    if group.label == "negated" and start and words.pos[start - 1] == "ADP" and words.lower[start] == "geen":
        low = start  # 'staat in geen enkele nota' denies the place, not the thing
    if group.label in ("excluded", "deferred") and index and group.reach == "clause":
        low = min(low, _pointed_at(index, clauses, words))
    return Cue(hit.meaning.label, shown(words, hit.at), start, end, (min(low, start), max(high, end)))


def _is_free(clause: Clause, words: Words) -> bool:
    """'Wat we niet doen, is …', 'Waar deze nota niet over gaat, is …'; 'Waar ouderen alleen wonen, is …' names a place."""
    if clause.opener == "wat":
        return True
    return words.lower[clause.finite - 1] in ("over", "mee", "aan", "voor", "op", "van", "in") or words.lower[clause.end - 2] in ("over", "mee", "aan", "voor", "van")


def _fronted_end(start: int, clause: Clause, words: Words) -> int:
    """Where a denial before the verb ends: 'Met minder geld, maar niet met minder ambitie, | zetten we … voort'; -1 if it stands behind."""
    if clause.finite <= start + 1 or words.lower[clause.finite - 1] != "," or start + 1 >= len(words) or words.pos[start + 1] != "ADP":
        return -1
    return clause.finite - 1 if clause.start <= start else -1


def _over_colon(low: int, high: int, index: int, clauses: list[Clause], words: Words) -> tuple[int, int]:
    """What a negation without a verb says of the words before a colon, and what 'Wat we stoppen:' says of those behind it."""
    clause = clauses[index]
    before = [c for c in clauses[:index] if c.part < clause.part]
    if before and clause.finite < 0 and words.lower[before[-1].end - 1] == ":" and all(c.finite < 0 for c in before):
        return 0, high  # 'Reiskosten: niet meer opgenomen'
    if clause.opener == "wat" and words.lower[clause.end - 1] == ":":
        return low, max(high, next((c.end for c in clauses[index + 1 :]), high))
    return low, high


def _reach(reach: str, index: int, clauses: list[Clause], words: Words) -> tuple[int, int]:
    clause = clauses[index]
    if reach == "sentence":
        return 0, len(words)
    if reach == "part":
        same = [c for c in clauses if c.part == clause.part]
        return outer_start(same[0]), same[-1].end
    return clause_reach(index, clauses)


def _supposes(hit: Hit, words: Words, clauses: list[Clause]) -> bool:
    """Whether a negation is only a condition: 'als het even niet lukt', 'Redt iemand het niet, dan lopen wij mee'."""
    if hit.meaning.label not in ("negated", "excluded"):
        return False
    index = clause_at(clauses, hit.at[0])
    clause = clauses[index]
    if clause.opener in _SUPPOSING:
        return True
    if hit.meaning.label == "excluded":
        return False
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
    if "wel" in words.lower[end + 1 : clause.end] and words.lower[words.lower.index("wel", end + 1) - 1] == "," and words.lower[end] != ",":
        return True  # 'Burenhulp laat zich niet organiseren, wel aanmoedigen'
    if _denies_the_predicate(start, clause, words):
        return True  # 'De buurtwerkers zijn geen baas' says what they are not, and that they are there
    tail = words.lower[start] in _BARE and words.lower[start - 1] in (",", "en") and not any(words.infinitive[end:high]) and not _after_insertion(start, end, clause, words)
    return tail or (high < clause.end and words.lower[high] == "maar")


_BARE = frozenset({"niet", "geen", "nooit", "nimmer", "noch", "zonder", "nergens", "evenmin", "niets"})
_INSERTING = frozenset(
    "gezien gelet ondanks vanwege wegens volgens mede zoals hoe helaas gegeven afgezien ook zeker zelfs net bij in na met op naar ongeacht los onverlet al althans".split()
)


def _after_insertion(start: int, end: int, clause: Clause, words: Words) -> bool:
    """Whether what stands between the verb and 'niet' is put in: 'achten wij, gezien de tekorten, niet verantwoord'."""
    if words.lower[start - 1] != "," or end >= len(words) or words.pos[end] not in ("ADJ", "VERB", "ADV", "NOUN"):
        return False
    opened = next((i for i in range(clause.finite + 1, start - 1) if words.lower[i] == ","), -1)
    return opened >= 0 and words.lower[opened + 1] in _INSERTING


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
        return outer_start(before)
    shares_subject = clause.inherits and before.part == clause.part and before.own_pronoun < 0
    if shares_subject and not words.finite[clause.start]:
        return outer_start(before)  # 'is elders belegd en keert hier niet terug'
    return clause.start


def _cut_at_stops(low: int, high: int, hit: Hit, stops: list[Hit]) -> tuple[int, int]:
    for stop in stops:
        if stop.meaning.label != hit.meaning.label or not set(stop.at).isdisjoint(hit.at):
            continue
        if hit.at[-1] < stop.at[0] < high:
            high = stop.at[0]
        elif low <= stop.at[-1] < hit.at[0]:
            low = stop.at[-1] + 1
    return low, high
