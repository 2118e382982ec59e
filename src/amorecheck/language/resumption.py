"""What a denial is about where it stands in another clause: taken up by 'die', 'daar' or 'nee', listed behind a colon, told in a relative clause."""

from __future__ import annotations

from dataclasses import replace

from amorecheck.language.clauses import COORDINATORS, HARD, SUBJECT_OPENERS, Clause, Words
from amorecheck.language.reach import clause_at, outer_start
from amorecheck.language.stance_reading import Cue

_TAKING_UP = frozenset({"die", "dat", "dit", "deze", "daar", "hier", "zoiets", "nee"})
_TAKING_UP_BEGINS = ("daar", "hier")
_NO_ADVERBS = frozenset({"daarom", "daarentegen", "daarnaast", "daarbij", "daarmee", "hiernaast", "daarna", "daarbinnen", "daardoor", "daarbuiten"})
_MEANT = frozenset({"het", "hij", "zij", "ze", "die", "dat", "dit", "deze"})
_WISHED_FORMS = frozenset(
    "wil willen wilde wilden wenst wensen wens vraagt vragen vroeg vroegen gevraagd verzoekt verzoek verzoeken verzocht pleit pleiten pleitte gepleit bepleit "
    "voorstel voorstellen voorgesteld stelt oppert geopperd suggestie idee ideeën opgeroepen oproep roep dringt dringen drong drongen aangedrongen hoopt hopen "
    "overwogen overwegen overweegt onderzocht bekeken verkend nagegaan hoopte hoopten gehoopt verlangt zou zouden graag liefst motie amendement pleidooi behoefte bezwaar inbreng wensenlijst".split()
)
"""What asks for a thing; a denial that takes it up denies the thing itself."""
_WISHES = frozenset(
    "wens verzoek vraag idee voorstel suggestie oproep motie amendement plan gedachte stap keuze optie variant weg mogelijkheid ambitie aanvraag vorm eis oplossing aanbod initiatief advies aanbeveling aanbevelingen opmerking opmerkingen adviezen voorstellen wensen ideeën suggesties route richting".split()
)
_POINTING = frozenset({"ervan", "hiervan", "hiervoor", "ervoor", "er", "dat", "die", "dit"})
_HELPLESS = frozenset({"veranderen", "betekenen", "bijdragen", "uitrichten", "beginnen", "honoreren"})
_LACKED = frozenset("geld budget middelen dekking plek plaats ruimte menskracht capaciteit formatie tijd draagvlak mensen uren subsidie sprake".split())
_RELATIVE = frozenset({"die", "dat", "waarvoor", "waarover", "waarvan", "waar", "wat"})
_NAMING = frozenset("onderwerp thema taak punt vraagstuk opgave kwestie zaak terrein dossier onderdeel".split())
_ABLE = frozenset({"kan", "mag", "doen", "gaat", "hoeft", "lukt", "werkt"})
_SHORT = 4
_LISTING = frozenset({":", "–", "—", "-"})


def pointed_back(found: list[Cue], words: Words, clauses: list[Clause]) -> list[Cue]:
    """The cues of denying and leaving out, with the reach of those whose thing stands in another clause."""
    return [_over_its_thing(cue, words, clauses) if cue.label in ("negated", "excluded") else cue for cue in found]


def _over_its_thing(cue: Cue, words: Words, clauses: list[Clause]) -> Cue:
    index = clause_at(clauses, cue.start)
    low, high = cue.scope
    if index:
        low = min(low, _begins(cue, index, words, clauses))
    if cue.label == "excluded" and clauses[index].opener in _RELATIVE and index + 1 < len(clauses) and (lead := clauses[index + 1].lead) is not None:
        low = min(low, lead[0])  # 'X, waarover deze nota niet gaat, …'
    high = max(high, _listed_end(cue, index, words, clauses))
    return cue if (low, high) == cue.scope else replace(cue, scope=(low, high))


# ── What stands before ───────────────────────────────────────────────────────────────────────────────────────────


def _begins(cue: Cue, index: int, words: Words, clauses: list[Clause]) -> int:
    """Where the thing begins that the clause of the cue takes up; the clause itself where it takes up nothing."""
    clause, before = clauses[index], clauses[index - 1]
    first = _first_word(clause, words)
    here = clause.start
    main = clause.finite == first + 1
    named = words.lower[first] in _TAKING_UP and clause.finite == first + 2 and words.lower[first + 1] in _WISHES  # 'dat voorstel nemen wij niet over'
    if named or (_takes_up(first, words) and (main or words.lower[first] == "nee")):
        return min(here, _taken_up(cue, index, words, clauses))
    if clause.opener in _RELATIVE and index > 1 and words.lower[clause.start - 1] in _WISHES and before.finite == before.start + 1 and words.lower[before.start] in ("dat", "dit"):
        return min(here, _taken_up(cue, index - 1, words, clauses))  # 'X: dat is een gedachte waar wij afstand van nemen'
    joins = words.lower[clause.start] in ("en", "of") and clause.finite == clause.start + 1 and before.part == clause.part
    if joins and index > 1 and before.end - before.start <= _SHORT and _takes_up(_first_word(before, words), words):
        return min(here, _taken_up(cue, index - 1, words, clauses))  # 'X, dat kan en mag niet'
    if cue.label == "negated" and words.lower[clause.start] in COORDINATORS and clause.finite == clause.start + 1 and _points(clause, words):
        return min(here, _taken_up(cue, index, words, clauses))  # 'We overwogen X, maar hebben daar van afgezien'
    if cue.label == "negated":
        return here if before.part != clause.part or not _answers(index, words, clauses) else _free_start(index, clauses)
    if clause.opener in _RELATIVE and not main and before.part == clause.part:
        return min(here, _antecedent(clause, words, clauses[index - 1]))
    if _takes_up_inside(clause, words):
        return outer_start(before)  # 'X wordt herzien; in deze agenda lopen we daar niet op vooruit'
    topic_before = before.finite >= 0 or words.lower[before.end - 1] in _LISTING
    joined = words.lower[clause.start] in COORDINATORS and clause.finite == clause.start + 1
    if topic_before and joined and before.part == clause.part:
        return outer_start(before)  # 'X regelen wij in het werkbedrijf en bespreken wij hier niet'
    if words.lower[before.end - 1] in _LISTING and before.finite < 0:
        return outer_start(before)  # 'Kinderopvang: zie …'
    if clause.subject is not None and clause.subject[1] - clause.subject[0] <= 2 and words.lower[clause.subject[0]] in _MEANT:
        return 0 if before.part == clause.part and before.opener else outer_start(before)
    return here


def _takes_up_inside(clause: Clause, words: Words) -> bool:
    inside = range(max(clause.finite, clause.start) + 1, clause.end - 1)
    return any(words.lower[i] in ("daar", "hierop", "daarop", "daarover", "hierover", "daarin") and words.lower[i + 1] != "waar" for i in inside)


def _points(clause: Clause, words: Words) -> bool:
    return any(form in _POINTING or form.startswith("daar") for form in words.lower[clause.finite + 1 : min(clause.finite + 4, clause.end)])


def _first_word(clause: Clause, words: Words) -> int:
    i = clause.start
    while i < clause.end - 1 and (words.lower[i] in COORDINATORS or words.pos[i] == "PUNCT"):
        i += 1
    return i


def _takes_up(first: int, words: Words) -> bool:
    form = words.lower[first]
    return form in _TAKING_UP or (form.startswith(_TAKING_UP_BEGINS) and form not in _NO_ADVERBS and words.pos[first] in ("ADV", "PRON", "ADP", "SCONJ"))


def _taken_up(cue: Cue, index: int, words: Words, clauses: list[Clause]) -> int:
    """Where the part before begins: a phrase set apart, a free clause, what is asked for, or what is left out."""
    clause, before = clauses[index], clauses[index - 1]
    if before.finite < 0 and words.lower[clause.start] not in ("en", "maar"):
        return outer_start(before)
    if before.own_pronoun < 0 and words.lower[before.finite].endswith("en") and words.lower[clause.finite] in _ABLE:
        return outer_start(before)  # 'Vrijwilligers inzetten voor de zorg, dat kan niet'
    if before.part == clause.part and before.opener in SUBJECT_OPENERS and words.pos[clause.start] != "CCONJ":
        return outer_start(before)
    if cue.label == "excluded":
        return outer_start(before)
    return _sentence_before(index, clauses) if _denies_the_wish(cue, index, words, clauses) else clause.start


def _denies_the_wish(cue: Cue, index: int, words: Words, clauses: list[Clause]) -> bool:
    """'Men vraagt om X; dat doen wij niet', 'X is gewenst, maar daar is geen geld voor'."""
    clause = clauses[index]
    if not _LACKED.isdisjoint(words.lower[cue.start : cue.end + 3]) and words.lower[cue.start] in ("geen", "onvoldoende", "te"):
        return True
    if not _HELPLESS.isdisjoint(words.lower[cue.end : clause.end]):
        return True  # 'maar kunnen daar niets aan veranderen'
    start = _sentence_before(index, clauses)
    if _WISHED_FORMS.isdisjoint(words.lower[start : clause.start]):
        return False
    return words.lower[clause.finite] not in ("betekent", "betekenen", "wil", "neemt")


def _sentence_before(index: int, clauses: list[Clause]) -> int:
    part = clauses[index - 1].part
    return min(outer_start(c) for c in clauses[:index] if c.part == part)


def _answers(index: int, words: Words, clauses: list[Clause]) -> bool:
    """'Dat elke straat een contactpersoon krijgt, zoals eerst gedacht, achten wij niet uitvoerbaar': a verb right behind the clauses before."""
    clause, start = clauses[index], _free_start(index, clauses)
    return clause.finite == clause.start and start < clause.start and clauses[index - 1].opener in ("zoals", "hoe", "die", "dat", "als")


def _free_start(index: int, clauses: list[Clause]) -> int:
    """Where the free clause at the head of the part begins, if only clauses with an opener stand between."""
    start = clauses[index].start
    part = clauses[index].part
    for clause in reversed(clauses[:index]):
        if clause.part != part or not clause.opener:
            break
        if clause.opener in ("dat", "of", "wie") and clause.start == 0:
            start = outer_start(clause)
    return start


def _antecedent(clause: Clause, words: Words, before: Clause) -> int:
    """Where the phrase begins that a relative clause tells of; an apposition ('X, een onderwerp dat …') goes on to what it names."""
    noun = clause.start - 1
    while noun > before.start and words.pos[noun] not in ("NOUN", "PROPN"):
        noun -= 1
    verb = next((i for i in range(clause.start, clause.end) if words.dep[i] == "acl:relcl" and words.head[i] < clause.start), -1)
    if verb >= 0 and words.pos[words.head[verb]] in ("NOUN", "PROPN", "VERB") and words.head[verb] >= before.start and words.pos[words.head[verb]] != "VERB":
        noun = words.head[verb]
    start = _phrase_start(noun, before, words)
    if words.lower[noun] in _NAMING and start - 1 > before.start and words.lower[start - 1] == ",":
        named = start - 2
        start = _phrase_start(words.head[noun] if words.dep[noun] == "appos" else named, before, words)
    return start


def _phrase_start(noun: int, clause: Clause, words: Words) -> int:
    """The start of the noun phrase around `noun`: back over its own words and over 'van' and 'voor' phrases it hangs in."""
    i = noun
    low = outer_start(clause)
    while i > low:
        if words.pos[i - 1] in ("DET", "ADJ", "NUM", "NOUN", "PROPN") or words.lower[i - 1] in ("onze", "ons", "hun", "haar", "en", "of", "van", "het"):
            i -= 1
        elif words.pos[i - 1] == "ADP" and i - 2 >= low and words.pos[i - 2] in ("NOUN", "PROPN"):
            i -= 2
        else:
            break
    return i


# ── What stands behind ───────────────────────────────────────────────────────────────────────────────────────────


def _listed_end(cue: Cue, index: int, words: Words, clauses: list[Clause]) -> int:
    """Where the list ends that a clause with a colon opens: 'Niet in dit plan: X, Y', 'Wat we stoppen: X'."""
    clause = clauses[index]
    if clause.end >= len(words) or words.lower[clause.end - 1] != ":":
        return cue.scope[1]
    following = [c for c in clauses[index + 1 :] if c.part == clause.part + 1]
    if not following or any(c.finite >= 0 and not c.opener for c in following[:1]) or words.lower[following[0].start] in ("wel", "maar", "alleen"):
        return cue.scope[1]
    if cue.label == "negated" and clause.finite >= 0 and clause.opener not in ("wat", "waar", "waarmee"):
        return cue.scope[1]
    end = following[-1].end
    for later in clauses[index + 1 + len(following) :]:
        if words.lower[later.start - 1] not in HARD - {":"} or later.finite >= 0:
            break
        end = later.end
    return end
