"""Whose act it is: the state, a law, residents who want something, or another municipality."""

from __future__ import annotations

from dataclasses import replace

from amorecheck.language.clauses import Clause, Words
from amorecheck.language.deciders import own_deciders
from amorecheck.language.reach import claims, clause_at, preposition_before, shown
from amorecheck.language.stance_cues import Hit, StanceCues
from amorecheck.language.stance_reading import Cue

_MUNICIPALITY = frozenset({"gemeente", "college", "raad", "ons", "onze", "wij", "we", "overheid", "gemeenteraad", "wethouder"})
_ALWAYS_OTHER = frozenset({"indiener", "indieners", "insprekers", "rekenkamer"})
_NO_NAMES = frozenset({"DET", "ADP", "CCONJ", "PRON", "AUX", "NUM", "PUNCT", "SCONJ"})
_OFFICES = frozenset({"college", "burgemeester", "gemeenteraad", "gemeentebestuur", "raad", "wethouder", "wethouders"})
_MUNICIPAL = frozenset({"gemeente", "gemeenten", "buurgemeente", "gemeenteraad"})
_NAMED = _MUNICIPAL | _OFFICES
_PORTFOLIOS = frozenset(
    "zorg welzijn financiën cultuur sport wonen jeugd onderwijs sociale sociaal toezicht state bestuur volksgezondheid "
    "ruimte economie commissarissen beheer advies arbeid ouderen kerken elf".split()
)
_HERE = frozenset({"wij", "we", "ons", "onze", "hier", "zelf"})
_THERE = frozenset({"er", "daar", "aldaar", "haar", "hun", "ginds"})


def other_actors(
    hits: list[Hit], words: Words, clauses: list[Clause], cues: StanceCues, own_names: frozenset[str]
) -> list[Cue]:
    """Cues where someone else speaks: as the subject of a clause, as its source, or as the law."""
    found: list[Cue] = []
    we_speak = any(c.own_pronoun >= 0 for c in clauses)
    for hit in hits:
        group = cues.file.cues[hit.meaning.group]
        index = clause_at(clauses, hit.at[0])
        clause = clauses[index]
        start, end = hit.at[0], hit.at[-1] + 1
        if group.role == "law":
            scope = (0, len(words)) if not we_speak and not _in_brackets(start, words) else None
        elif group.role == "actor":
            speaks = _is_subject(start, clause, words) and not _together(clause, words, cues, own_names) and not _is_for_us(clause, words)
            scope = _until_but(start, _claims(index, clauses, words), words) if speaks else None
            if speaks and _heads_a_note(clause, words) and not we_speak:
                scope = scope[0] if scope else start, len(words)
        elif words.lower[start] in ("als", "ligt", "lag") and "aan" in words.lower[start:end]:
            scope = _until_but(start, (0, len(words)), words)  # 'Als het aan de minister ligt, …'
        else:
            scope = None if _ours(clause, clauses, index, words, cues, own_names) else claims(index, clauses, words)
        if scope is not None:
            found.append(Cue("other_actor", shown(words, hit.at), start, end, (min(scope[0], start), max(scope[1], end))))
    found += _where_the_municipality(words, clauses, own_names)
    found += own_deciders(words, clauses, cues, own_names)
    for index in range(len(clauses)):
        if clauses[index].own_pronoun < 0 and (told := _told_to_municipalities(clauses[index], words)) >= 0:
            found.append(Cue("other_actor", words.lower[told], told, told + 1, claims(index, clauses, words)))
        elif (at := _demand(index, clauses, words, cues, own_names) or _prescribed(index, clauses, words, cues, own_names)) is not None:
            found.append(Cue("other_actor", shown(words, at), at[0], at[-1] + 1, _claims(index, clauses, words)))
    return found


_POINTS_BACK = frozenset({"daar", "dat", "dit", "die", "daarvoor", "daarop", "daarom"})


def _claims(index: int, clauses: list[Clause], words: Words) -> tuple[int, int]:
    """What someone else answers for, what stands before included where the clause points back: 'X: daar pleit de VNG voor'."""
    low, high = claims(index, clauses, words)
    clause = clauses[index]
    high = min(high, _taken_up(index, clauses, words))
    before = clauses[index - 1] if index else None
    if before is None or before.own_pronoun >= 0:
        return low, high
    first = words.lower[clause.start]
    verb_second = clause.finite == clause.start + 1
    if first in ("zo", "aldus") and verb_second:
        return 0, high  # '…, zo wil de minister'
    named = before.finite < 0 and before.part != clause.part
    predicate = clause.opener == "wat" and before.finite >= 0 and words.lower[before.finite] in ("is", "zijn", "blijft")
    if (first in _POINTS_BACK and verb_second and named) or (predicate and before.finite == clause.start - 1):
        return before.start, high
    return low, high


def _taken_up(index: int, clauses: list[Clause], words: Words) -> int:
    """Where we take over what the other said: '…, en dat voeren wij in elke kern'; past the end for nowhere."""
    for following in clauses[index + 1 :]:
        if following.own_pronoun >= 0 and words.lower[following.start : following.finite][-1:] in (["dat"], ["dit"], ["die"], ["daar"]):
            if following.own_pronoun == following.finite + 1:
                return following.start
    return len(words)


def _heads_a_note(clause: Clause, words: Words) -> bool:
    """'provincie:' before what the province does, in a list of who does what."""
    if clause.finite >= 0:
        return False
    last, size = words.lower[clause.end - 1], clause.end - clause.start
    return (last == ":" and size <= 6) or (last in ("–", "—", "-") and size <= 3 and clause.start <= 1 and not any(words.finite))


_DOING = frozenset("doet doen regelt regelen betaalt betalen beheert beheren verzorgt verzorgen bepaalt bepalen onderhoudt levert leveren koopt kopen int".split())
_RECEIVING = frozenset({"krijgt", "krijgen", "ontvangt", "ontvangen", "hoort", "horen", "kan", "kunnen", "mag", "mogen"})
_HELPING = frozenset(
    "betaalt betalen draagt dragen steunt steunen ondersteunt ondersteunen subsidieert subsidiëren financiert financieren helpt helpen "
    "werkt werken denkt denken doet doen past passen sluit sluiten versterkt versterken".split()
)


def _is_for_us(clause: Clause, words: Words) -> bool:
    """Whether the other only helps what is ours ('betaalt mee aan onze aanpak'), or is one who gets an answer ('krijgt de indiener bericht')."""
    if clause.finite < 0 or clause.subject is None:
        return False
    verb = words.lower[clause.finite]
    if verb in _RECEIVING and not {"indiener", "indieners", "insprekers"}.isdisjoint(words.lower[clause.subject[0] : clause.subject[1]]):
        return True
    if verb not in _HELPING:
        return False
    behind = words.lower[clause.finite + 1 : clause.finite + 5]
    return "onze" in behind or "ons" in behind[1:]


def _until_but(start: int, scope: tuple[int, int], words: Words) -> tuple[int, int]:
    """The scope up to ', maar' with a verb behind it, where the clauses were not cut there: 'Het Rijk kort, maar de tafel blijft'."""
    for i in range(start + 1, scope[1] - 1):
        if words.lower[i] == "maar" and words.lower[i - 1] == "," and any(words.finite[i + 1 : scope[1]]) and words.lower[i + 1] not in ("ook", "dan"):
            return scope[0], i
    return scope


def _together(clause: Clause, words: Words, cues: StanceCues, own_names: frozenset[str]) -> bool:
    """Whether the municipality is one of several that are the subject: 'zorgverzekeraar en gemeente betalen samen'."""
    if clause.subject is None:
        return False
    start, end = clause.subject
    forms = words.lower[start:end]
    if "en" not in forms:
        return False
    low, high = forms.index("en"), len(forms) - 1 - forms[::-1].index("en")
    sides = (forms[:low][-3:], forms[high + 1 :][:3])
    return any(form in _MUNICIPALITY or form in own_names for side in sides for form in side)


def _prescribed(
    index: int, clauses: list[Clause], words: Words, cues: StanceCues, own_names: frozenset[str]
) -> tuple[int, ...] | None:
    """An organisation, listed or by name, that demands, prescribes or has an opinion: 'De cliëntenraad pleit voor …'."""
    clause = clauses[index]
    if clause.own_pronoun >= 0 or clause.subject is None or clause.finite < 0:
        return None
    low, high = clause.finite, clause.end
    following = clauses[index + 1].opener if index + 1 < len(clauses) else ""
    uncut = not _WANTED.isdisjoint(words.lower[low + 1 : high]) and "te" in words.lower[low + 1 : high]
    spoken = cues.prescribes | cues.states if following in _WANTED or uncut else cues.prescribes
    verb = next((i for i in range(low, high) if words.lower[i] in spoken and (words.finite[i] or words.participle[i])), -1)
    if verb < 0:
        return None
    start, end = clause.subject
    forms = words.lower[start:end]
    if any(f in cues.ours or f in own_names or f in cues.this_text or f.startswith("raads") for f in forms):
        return None
    for i in range(start, end):
        form = words.lower[i]
        listed = form in cues.outsiders or form.endswith(cues.outsider_endings)
        name = words.pos[i] == "PROPN" and words.text[i][:1].isupper()
        if (listed or name) and not preposition_before(i, clause, words):
            return (i, verb) if i < verb else (verb, i)
    return None


def _where_the_municipality(words: Words, clauses: list[Clause], own_names: frozenset[str]) -> list[Cue]:
    """'Een voorbeeld is Kromwijk, waar de gemeente …'; 'In Hunzerwold betaalt men …': a place that is told of from outside."""
    found: list[Cue] = []
    for index, clause in enumerate(clauses):
        start, name = clause.start, -1
        if clause.own_pronoun >= 0:
            continue
        if words.lower[start] == "waar" and start > 2 and not _NAMED.isdisjoint(words.lower[start + 1 : start + 4]):
            name = start - 2
        elif words.lower[start] == "in" and (
            "men" in words.lower[start : clause.end] or (clause.finite in (start + 2, start + 4) and words.lower[clause.finite + 1 : clause.finite + 2] in (["ze"], ["zij"]))
        ):
            name = start + 1  # 'In Zwolle werken ze met …'
        elif words.lower[start] == "in" and index + 1 < len(clauses) and clause.finite in (start + 2, start + 3) and _set_against(clauses[index + 1], words, own_names):
            name = start + 1
        called = name >= 0 and words.text[name][:1].isupper() and words.pos[name] in ("PROPN", "ADJ")
        if called and words.lower[name] not in own_names:
            found.append(Cue("other_actor", words.lower[name], name, name + 1, (min(name, start), claims(index, clauses, words)[1])))
    return found


def _set_against(clause: Clause, words: Words, own_names: frozenset[str]) -> bool:
    """Whether a clause sets us beside the place before it: ', maar dat past niet bij ons'."""
    forms = words.lower[clause.start : clause.end]
    return words.lower[clause.start] in ("maar", "terwijl", "wij") and (clause.own_pronoun >= 0 or not _HERE.isdisjoint(forms) or not own_names.isdisjoint(forms))


def _in_brackets(token: int, words: Words) -> bool:
    """Whether the word stands between brackets: '(art. 4c)' after a measure only says where the money comes from."""
    return "(" in words.lower[max(token - 3, 0) : token]


def _is_subject(token: int, clause: Clause, words: Words) -> bool:
    """Whether the word is (in) the subject: by the parser, else by its place right around the finite verb."""
    if clause.own_pronoun >= 0:
        return False
    subject = clause.subject
    preposition = preposition_before(token, clause, words)
    if subject is not None and subject[0] <= token < subject[1] and not _names_a_noun(token, words):
        return not preposition or (preposition == "van" and token > subject[0] + 1)
    if preposition or _names_a_noun(token, words):
        return False
    if clause.finite < 0:
        return not (clause.start and words.lower[clause.start - 1] == "(")
    if subject is not None and subject[1] <= clause.finite < token <= clause.finite + 2 and words.lower[clause.finite] in _DOING:
        return True  # 'Het onderhoud van de N314 doet de provincie'
    first_phrase = token < clause.finite and not any(
        words.pos[i] in ("NOUN", "PROPN", "PRON") for i in range(clause.start, token) if words.lower[i] not in ("en", "zowel") and (i, words.lower[i]) != (token - 1, "het")
    )
    return first_phrase or (subject is None and clause.finite < token <= clause.finite + 3)


def _names_a_noun(token: int, words: Words) -> bool:
    """'GALA' in 'de coördinator GALA' only says which coordinator."""
    return token > 0 and words.pos[token - 1] == "NOUN"


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


def other_places(
    words: Words, clauses: list[Clause], own_names: frozenset[str], other_names: frozenset[str]
) -> list[Cue]:
    """A cue for each clause that tells of another municipality, by its name."""
    found: list[Cue] = []
    if other_names.isdisjoint(words.lower) and (not own_names or _NAMED.isdisjoint(words.lower)):
        return found
    for index, clause in enumerate(clauses):
        at = _other_municipality(clause, words, own_names, other_names)
        if at is not None and (clause.own_pronoun < 0 or words.lower[clause.own_pronoun - 1] == "dan"):  # 'Anders dan wij kiest …'
            low, high = claims(index, clauses, words)
            after = clauses[index + 1] if index + 1 < len(clauses) else None
            if after is not None and after.own_pronoun < 0 and words.lower[after.start] in _THERE:
                high = max(high, claims(index + 1, clauses, words)[1])  # 'Heel anders doet de gemeente X het: daar betaalt …'
            found.append(Cue("other_actor", shown(words, at), at[0], at[-1] + 1, (low, high)))
    return found


def acting_elsewhere(words: Words, clauses: list[Clause], mentioned: frozenset[str]) -> list[Cue]:
    """A cue for each clause in which a municipality that the text only mentions acts: 'Rotterdam heeft …', 'In Zwolle doen ze …'."""
    if mentioned.isdisjoint(words.lower):
        return []
    found: list[Cue] = []
    for index, clause in enumerate(clauses):
        if clause.own_pronoun < 0 and (at := _they_in(clause, words, mentioned)) >= 0:
            high = claims(index, clauses, words)[1]
            if index + 1 < len(clauses) and words.lower[clauses[index + 1].start] in _THERE:
                high = claims(index + 1, clauses, words)[1]
            found.append(Cue("other_actor", words.lower[at], at, at + 1, (clause.start, high)))
            continue
        at = clause.start + (words.lower[clause.start] == "in")
        if words.lower[at] not in mentioned and 0 <= clause.finite <= clause.start + 2 and words.lower[clause.start] in ("zo", "ook"):
            at = clause.finite + 1  # 'Zo kent Deventer een buurtbus'
            if at < clause.end and words.lower[at] in mentioned and words.pos[at] == "PROPN" and clause.own_pronoun < 0:
                found.append(Cue("other_actor", words.lower[at], at, at + 1, claims(index, clauses, words)))
                continue
        if at + 1 < clause.end and words.lower[at] in mentioned and words.finite[at + 1] and clause.own_pronoun < 0:
            found.append(Cue("other_actor", words.lower[at], at, at + 1, claims(index, clauses, words)))
    return found


def _they_in(clause: Clause, words: Words, mentioned: frozenset[str]) -> int:
    """'zoals ze in Hengelo doen', 'collega's in Arnhem': the place where 'they' act; -1 for none."""
    for i in range(clause.start + 2, clause.end):
        if words.lower[i] in mentioned and words.lower[i - 1] in ("in", "uit", "van") and words.pos[i] == "PROPN":
            return i if words.lower[i - 2] in ("ze", "collega's", "men", "ambtgenoten", "buren") else -1
    return -1


def still_there(words: Words, own_names: frozenset[str]) -> list[Cue]:
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


def _uncut(clause: Clause, words: Words) -> Clause:
    """The clause with the subject before its verb, where 'dat wij …' without a found verb was left uncut behind it."""
    if clause.own_pronoun <= clause.finite or clause.finite < 1:
        return clause
    between = words.lower[clause.finite : clause.own_pronoun]
    if not {"dat", "hoe", "of", "om"} & set(between):
        return clause
    head = next((i for i in range(clause.start, clause.finite) if words.dep[i] in ("nsubj", "nsubj:pass")), -1)
    return clause if head < 0 else replace(clause, own_pronoun=-1, subject=(clause.start, clause.finite))


def _indicates(index: int, clauses: list[Clause], words: Words) -> bool:
    """'geven aan dat …', 'zien graag dat …': demanding in two words, before a clause with what is wanted."""
    clause = clauses[index]
    if index + 1 >= len(clauses) or clauses[index + 1].opener not in ("dat", "om", "hoe"):
        return False
    verb, rest = words.lower[clause.finite], words.lower[clause.finite + 1 : clause.end]
    return (verb in _GIVING and "aan" in rest) or (verb in _SEEING and "graag" in rest) or verb in _TELLING


_WANTED = frozenset({"dat", "om", "hoe", "of"})
_GIVING = frozenset({"geeft", "geven", "gaf", "gaven"})
_SEEING = frozenset({"ziet", "zien", "zag", "zagen", "zou", "zouden"})
_TELLING = frozenset({"zegt", "zeggen", "zei", "zeiden", "vertelt", "vertellen", "schrijft", "schrijven", "laat", "laten", "benadrukt", "benadrukken"})


def _demand(
    index: int, clauses: list[Clause], words: Words, cues: StanceCues, own_names: frozenset[str]
) -> tuple[int, ...] | None:
    """Residents or partners who want something of the municipality: subject, verb of demanding, municipality."""
    clause = _uncut(clauses[index], words)
    if clause.own_pronoun >= 0 or clause.subject is None or clause.finite < 0:
        return None
    start, end = clause.subject
    if words.lower[clause.finite] not in cues.demands and not _indicates(index, clauses, words):
        return None
    party = next(
        (i for i in range(start, end) if words.lower[i] in cues.parties or words.lower[i].endswith(cues.partner_endings)), -1
    )
    if party < 0 or preposition_before(party, clause, words):
        return None
    if words.lower[party] in _ALWAYS_OTHER:
        return (party, clause.finite) if party < clause.finite else (clause.finite, party)
    low, high = claims(index, clauses, words)
    addressed = any(
        (form in _MUNICIPALITY or form in own_names) and not start <= i < end
        for i, form in enumerate(words.lower[low:high], low)
    )
    if not addressed:
        return None
    return (party, clause.finite) if party < clause.finite else (clause.finite, party)
