"""What a negation undoes, leaves standing, or does not reach: the grammar of 'niet' beside verbs that deny by themselves."""

from __future__ import annotations

from amorecheck.language.clauses import Clause, Words
from amorecheck.language.reach import clause_at, preposition_before
from amorecheck.language.stance_cues import GAP, Hit, StanceCues
from amorecheck.language.stance_reading import Cue

_NEGATORS = frozenset({"niet", "geen", "nooit", "nimmer", "niemand", "nergens", "evenmin"})
_OF = frozenset({"", "van", "aan", "met", "in"})
_PLAIN = _NEGATORS | {"enkel", "enkele", "meer", "langer", "nog", "toch"}
_LINKS = frozenset({"en", ",", "maar", ";"})
_GIVING_UP = frozenset(
    "twijfelen betwijfelen getwijfeld twijfel loslaten losgelaten los opgeven opgegeven prijsgeven prijsgegeven verwaarlozen verwaarloosd vergeten onderschatten "
    "wegkijken wegduiken ontkennen betwisten betwist stilzitten achteroverleunen tornen getornd beknibbelen uitvlakken veronachtzamen ondermijnen afdoen afgedaan "
    "wegnemen inleveren wegcijferen".split()
)
_UNWISE = frozenset("onverstandig onwenselijk ongewenst onverantwoord zonde jammer doodzonde onterecht onlogisch onaanvaardbaar onacceptabel dom kortzichtig verspilling kapitaalvernietiging pijnlijk".split())
_ENDING = frozenset(
    "stoppen schrappen sluiten staken beëindigen verdwijnen verdwijnt weghalen bezuinigen wegbezuinigen afschaffen opheffen afbouwen schaffen heffen bouwen laten verliezen ophouden".split()
)
_PREVENTING = frozenset(
    "voorkomen voorkomt voorkom vermijden vermijdt verhinderen verhindert tegengaan waken waakt behoeden behoedt voorkómen".split()
)
_ASKING = frozenset({"hoe", "wat", "wie", "waarom", "welke", "welk", "wanneer", "hoeveel", "of", "waar"})
_COUNTS = frozenset("helft kwart derde deel merendeel meerderheid minderheid aantal groep groepje percentage procent meeste handvol tiental".split())
_PRESCRIBING = frozenset(
    "voorschrijven voorschrijft opleggen bepalen bepaalt beslissen beslist besluiten besluit dicteren voorkauwen invullen vastleggen regelen vertellen uitmaken bedenken".split()
)
"""What one refuses to settle for others; 'wij gaan niet voorschrijven hoe …' denies what follows too."""
_PARTICLES = frozenset({"af", "op", "over", "uit", "neer", "stop", "stil", "terug", "weg", "tegen", "dood", "dicht", "in"})
_NEW_PHRASE = frozenset({"DET", "NOUN", "PROPN", "NUM"})
_COMING = frozenset({"komt", "komen", "bestaat", "bestaan", "verdwijnt", "verdwijnen", "ontbreekt", "ontbreken", "vertrekt", "vertrekken"})
_PASSIVE = frozenset({"wordt", "worden", "werd", "werden", "is", "zijn", "was", "waren"})


def standing(hits: list[Hit], words: Words, clauses: list[Clause], cues: StanceCues) -> list[Hit]:
    """The hits without those that another negation, a burden or a verb of preventing undoes.

    'Wij schaffen de inloop niet af', 'wij schrappen regels' and 'voorkomen dat de inloop verdwijnt' deny nothing.
    """
    denying = [h for h in hits if h.meaning.label == "negated"]
    if not denying:
        return hits
    dropped: set[Hit] = set()
    unwise = not _UNWISE.isdisjoint(words.lower)
    for hit in denying:
        clause = clauses[clause_at(clauses, hit.at[0])]
        if _is_prevented(clause, clauses, words) or _is_mild(hit, words) or _of_giving_up(hit, clause, words) or _is_left_standing(hit, hits, words):
            dropped.add(hit)
            continue
        if unwise and _of_ending(clause, clauses, words):
            dropped.add(hit)
            continue
        if not cues.file.cues[hit.meaning.group].undone:
            continue
        if not _holds_together(hit, clause, words) or _of_a_burden(clause, words, cues):
            dropped.add(hit)
        elif (negator := _negator_beside(hit, clause, words)) >= 0:
            dropped.add(hit)
            dropped.update(h for h in denying if h.at[0] == negator and all(words.lower[i] in _PLAIN for i in h.at))
        elif (refusal := _refused(clause, clauses, denying)) is not None:
            dropped.update((hit, refusal))
    return [h for h in hits if h not in dropped]


def _of_giving_up(hit: Hit, clause: Clause, words: Words) -> bool:
    """'geen enkele reden om te twijfelen aan X', 'wij gaan dat netwerk niet loslaten': to deny giving up is to keep."""
    if words.lower[hit.at[0]] not in _NEGATORS or any(words.lower[i] not in _PLAIN for i in hit.at):
        return False
    return any(words.lower[i] in _GIVING_UP and _LINKS.isdisjoint(words.lower[hit.at[-1] + 1 : i]) for low, high in clause.ranges for i in range(max(low, hit.at[-1] + 1), high))


def _of_ending(clause: Clause, clauses: list[Clause], words: Words) -> bool:
    """'Het zou onverstandig zijn om het netwerk los te laten': what is unwise is the ending."""
    index = clauses.index(clause)
    near = [clause, *(c for c in clauses[index + 1 : index + 2] if c.opener in ("om", "als", "dat", "wanneer"))]
    if index and clause.opener in ("om", "als", "dat", "wanneer"):
        near.append(clauses[index - 1])
    forms = {words.lower[i] for c in near for low, high in c.ranges for i in range(low, high)}
    return not _UNWISE.isdisjoint(forms) and not (_GIVING_UP | _ENDING).isdisjoint(forms)


def _is_left_standing(hit: Hit, hits: list[Hit], words: Words) -> bool:
    """'Jeugdhulp valt buiten deze visie, maar het jongerenwerk niet': a bare 'niet' at the end turns what was said before, here a denial."""
    at = hit.at[0]
    if words.lower[at] not in ("niet", "wel") or len(hit.at) > 1 or at < 4 or (at + 1 < len(words) and words.pos[at + 1] != "PUNCT"):
        return False
    but = next((i for i in range(at - 1, max(at - 12, 0), -1) if words.lower[i] in ("maar", "en", "doch", ";")), -1)
    if but < 0 or any(words.finite[but:at]) or not any(words.pos[i] in ("NOUN", "PROPN") for i in range(but, at)):
        return False
    return any(h.at[-1] < but and h.meaning.kind == "cue" and h.meaning.label in ("negated", "excluded") for h in hits)


def _refused(clause: Clause, clauses: list[Clause], denying: list[Hit]) -> Hit | None:
    """The 'geen' or 'niet' of the clause before that undoes an ending: 'geen reden om de komst tegen te houden'."""
    index = clauses.index(clause)
    if clause.opener != "om" or not index:
        return None
    return next((h for h in denying if len(h.at) == 1 and _inside(h.at[0], clauses[index - 1])), None)


def _inside(token: int, clause: Clause) -> bool:
    return any(low <= token < high for low, high in clause.ranges)


def _is_prevented(clause: Clause, clauses: list[Clause], words: Words) -> bool:
    """'voorkomen dat …', and 'het verdwijnen van … tegengaan'."""
    if any(words.lower[i] == "tegengaan" for low, high in clause.ranges for i in range(low, high)):
        return True
    if clause.opener != "dat":
        return False
    return any(form in _PREVENTING for form in words.lower[max(clause.start - 4, 0) : clause.start])


def _is_mild(hit: Hit, words: Words) -> bool:
    """'niet onbelangrijk': two denials in one word group."""
    after = hit.at[0] + 1
    if words.lower[hit.at[0]] != "niet" or len(hit.at) > 1 or after >= len(words):
        return False
    form = words.lower[after]
    return form.startswith("on") and len(form) > 6 and words.pos[after] in ("ADJ", "ADV") and not form.startswith(("onder", "ontw", "ontv", "ontm", "onge"))


def _holds_together(hit: Hit, clause: Clause, words: Words) -> bool:
    """Whether verb and particle stand in one clause, and the last word is no preposition: 'slaan … over', not 'slaan een brug over de sloot'."""
    last = hit.at[-1]
    if len(hit.at) == 1 or last - hit.at[-2] == 1:
        return True
    if words.lower[last] not in _PARTICLES:
        return last - hit.at[0] <= GAP or _inside(last, clause)
    if not _inside(last, clause) or any(words.finite[i] for i in range(hit.at[0] + 1, last) if i not in hit.at):
        return False
    if last + 1 >= len(words):
        return True
    return words.pos[last + 1] not in _NEW_PHRASE and words.lower[last + 1] not in ("deze", "die", "dit", "dat", "onze", "ons", "hun")


def _of_a_burden(clause: Clause, words: Words, cues: StanceCues) -> bool:
    """Whether what ends is a burden: 'wij schrappen onnodige formulieren'."""
    tokens = (i for low, high in clause.ranges for i in range(low, high))
    return any(words.lower[i] in cues.burdens and words.pos[i - 1] != "NOUN" and preposition_before(i, clause, words) in _OF for i in tokens)


def without_history(found: list[Cue], words: Words, clauses: list[Clause], cues: StanceCues) -> list[Cue]:
    """The cues without those of ending that are only told as past: 'werd in 2021 stopgezet', 'is in 2020 beëindigd'."""
    behind = [cue.scope for cue in found if cue.label == "past"]
    return [cue for cue in found if not (cue.label == "negated" and cue.words in cues.ended and _told_as_history(cue.start, behind, words, clauses, cues))]


def _told_as_history(token: int, behind: list[tuple[int, int]], words: Words, clauses: list[Clause], cues: StanceCues) -> bool:
    clause = clauses[clause_at(clauses, token)]
    if clause.finite < 0 or not any(low <= token < high for low, high in behind):
        return False
    if words.past[clause.finite]:
        return True
    years = (words.lower[i] for low, high in clause.ranges for i in range(low, high) if words.lower[i].isdigit())
    return any(len(year) == 4 and 1900 < int(year) < cues.file.future_from - 1 for year in years)


def _negator_beside(hit: Hit, clause: Clause, words: Words) -> int:
    """The 'niet' or 'geen' of the same clause and of no other link of it; -1 without."""
    if not _NEGATORS.isdisjoint(words.lower[i] for i in hit.at):
        return -1
    for low, high in clause.ranges:
        for i in range(low, high):
            if words.lower[i] not in _NEGATORS or i in hit.at:
                continue
            near = min((abs(at - i), at) for at in hit.at)[1]
            if _LINKS.isdisjoint(words.lower[min(i, near) + 1 : max(i, near)]):
                return i
    return -1


def asks_from(start: int, high: int, index: int, clauses: list[Clause], words: Words) -> int:
    """Where a negation stops because what follows is asked, not denied: 'weten niet | waar zij terechtkunnen'."""
    for clause in clauses[index + 1 :]:
        if clause.start >= high:
            break
        before = clause.start - 1
        while before > start and words.lower[before] == ",":
            before -= 1
        if clause.start > start and clause.opener in _ASKING and words.pos[before] not in ("NOUN", "PROPN", "ADJ") and words.lower[before] not in _PRESCRIBING:
            return clause.start
    return high


def burden_only(start: int, end: int, low: int, high: int, words: Words, cues: StanceCues) -> tuple[int, int]:
    """The reach of 'geen' before a burden: 'geen belemmeringen meer om een feest te geven' denies the hindrance alone."""
    if words.lower[start] != "geen":
        return low, high
    noun = next((i for i in range(start + 1, min(start + 4, len(words))) if words.pos[i] == "NOUN"), -1)
    return (start, max(end, noun + 1)) if noun >= 0 and words.lower[noun] in cues.burdens else (low, high)


def after_people(start: int, low: int, clause: Clause, words: Words, cues: StanceCues) -> int:
    """Where a negation begins, if its clause opens with people: that they do not, or have not, says that they are there."""
    subject = clause.subject
    if subject is None or clause.own_pronoun >= 0 or subject[0] > clause.start + 2 or not subject[1] <= start or clause.finite < 0:
        return low
    verb = words.lower[clause.finite]
    if verb in _COMING or verb in _PASSIVE:
        return low
    end = clause.finite if subject[0] < clause.finite <= start else subject[1]
    nouns = [i for i in range(subject[0], end) if words.pos[i] == "NOUN"][:2]  # 'de helft van de vrijwilligers'
    counted = len(nouns) == 2 and words.lower[nouns[0]] in _COUNTS
    return end if nouns and words.lower[nouns[1 if counted else 0]] in cues.people else low
