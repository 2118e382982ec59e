"""Organisations of their own agenda, known by what they are called, that decide, answer for or plan a thing themselves.

The lists of `rules/stance.yaml` name who always is another: the state, laws, insurers. Everyone else may be a partner who
works with us; only where such a body decides, is responsible, follows a plan of its own or has the word, the thing is its.
"""

from __future__ import annotations

from functools import cache

from amorecheck.language.clauses import SUBJECT_OPENERS, Clause, Words
from amorecheck.language.reach import claims, outer_start, preposition_before, shown
from amorecheck.language.stance_cues import StanceCues
from amorecheck.language.stance_reading import Cue

_BODIES = frozenset(
    "politie brandweer justitie rechter rechters rechtbank notaris ggd ggz svb uwv ciz cak coa duo igj politieteam "
    "ziekenhuis ziekenhuizen verpleeghuis verpleeghuizen school scholen universiteit hogeschool huisarts huisartsen apotheek apothekers "
    "werkgever werkgevers kerk kerken parochie bisdom moskee corporatie corporaties verhuurder verhuurders eigenaar eigenaren exploitant "
    "vervoerder vervoerders ontwikkelaar ontwikkelaars bouwer belegger beleggers bank banken rabobank fonds fondsen stichting "
    "supermarkt supermarkten bedrijf bedrijven bedrijfsleven zorgaanbieder zorgaanbieders aanbieder aanbieders winkelketen "
    "praktijk huisartsenpraktijk reclassering slachtofferhulp museum theater zwembad adviesraad cliëntenraad commissie regio regiobestuur".split()
)
_ENDINGS = (
    "raad", "raden", "bestuur", "besturen", "bedrijf", "bedrijven", "waterschap", "schappen", "ziekenhuis", "dienst", "diensten", "instelling",
    "instellingen", "stichting", "stichtingen", "instituut", "autoriteit", "inspectie", "kantoor", "corporatie", "corporaties", "verzekeraar",
    "verzekeraars", "verzekeringsbank", "aanbieder", "aanbieders", "vervoerder", "netbeheerder", "wegbeheerder", "concessieverlener",
    "vergunningverlener", "maatschappij", "concern", "groep", "organisatie", "organisaties", "koepel", "bond", "bonden", "federatie",
    "scholengemeenschap", "rechtbank", "politie", "ontwikkelaar", "ontwikkelaars", "verhuurder", "eigenaar", "eigenaren", "werkgever", "werkgevers", "huisartsenpost",
    "fonds", "fondsen", "commissie", "coöperatie", "ministerie", "universiteit", "parochie", "exploitant", "bureau",
)
_LOCAL = (
    "dorps", "wijk", "buurt", "bewoners", "vrijwilligers", "speel", "huurders", "ouder", "jongeren", "werkgroep", "doelgroep", "woongroep", "leeftijdsgroep",
    "klankbord", "stuurgroep", "projectgroep", "beleid", "thuis", "voedsel", "vraag", "bevolking", "raads", "gemeente", "kernteam", "inwoner", "burger",
    "risicogroep", "lotgenoten", "eetgroep", "wandelgroep", "groep", "klussen", "onderhoud", "stads", "kinder", "leerlingen", "cultuurraad",
    "kerkdienst", "zorgdienst", "organisatie", "instelling", "welzijns", "stichting", "maaltijd", "uitleen", "ruildienst", "vriendendienst", "huisraad", "voorraad", "afraad", "aanraad", "raad", "beraad",
)  # fmt: skip
"""Beginnings of what belongs to residents or to ourselves, and of words that only end like a body."""
_DECIDING = frozenset("bepaalt bepalen beslist beslissen besluit besluiten".split())
_ARRANGING = frozenset(
    "regelt regelen betaalt betalen bekostigt bekostigen financiert financieren vergoedt vergoeden draait draaien beoordeelt beoordelen "
    "verzorgt verzorgen doet doen gaat gaan".split()
)
_ANSWERABLE = frozenset({"verantwoordelijk", "zet", "bevoegd", "eindverantwoordelijk", "aansprakelijk"})
_DECIDED = frozenset(
    "vastgesteld bepaald betaald gefinancierd bekostigd vergoed opgelegd ingekocht verleend beoordeeld afgegeven uitgekeerd geïnd "
    "verstrekt geregeld toegekend voorgeschreven gebouwd gesloopt gerenoveerd aangelegd".split()
)
_OWN_DOING = frozenset({"initiatief", "kosten", "gezag", "houtje", "beweging", "verantwoordelijkheid", "rekening"})
_RESOLVED = frozenset({"besloten", "aangekondigd", "gekozen", "bepaald"})
_OWN_BUSINESS = frozenset(
    "bouwt bouwen sloopt slopen renoveert renoveren verkoopt verkopen verhuist verhuizen fuseert fuseren sluit sluiten reorganiseert "
    "bezuinigt bezuinigen verbouwt verbouwen".split()
)
_HOLDING = frozenset({"ligt", "liggen", "lag", "berust", "berusten", "rust", "rusten", "hoort", "horen"})
_DUTIES = frozenset(
    "taak zaak verantwoordelijkheid bevoegdheid aangelegenheid plicht keuze beslissing besluit kwestie werk opdracht project plan "
    "initiatief terrein domein".split()
)
_STAYING = frozenset({"is", "zijn", "blijft", "blijven", "was", "waren"})
_APPLYING = frozenset({"vraagt", "krijgt", "ontvangt", "regelt", "meldt", "koopt", "huurt", "kunt", "moet", "gaat", "vindt"})
_CARE = frozenset({"huisarts", "huisartsenpost", "ziekenhuis", "ggz", "tandarts", "apotheek", "politie", "notaris", "rechter", "verzekeraar", "zorgverzekeraar"})
_PLANS = ("plan", "plannen", "visie", "programma", "koers", "strategie", "agenda", "beleid", "jaarverslag", "begroting", "jaarplan")
_THEIRS = frozenset({"haar", "zijn", "hun"})
_WISHING = frozenset("wil willen wenst wensen overweegt overwegen beoogt beogen voornemens".split())
_SAYING = frozenset(
    "schrijft schrijven zegt zeggen stelt stellen vindt vinden meent menen concludeert concluderen oordeelt oordelen adviseert adviseren "
    "waarschuwt waarschuwen betoogt betogen constateert constateren schreef stelde vond concludeerde oordeelde".split()
)
_TOGETHER = frozenset({"samen", "gezamenlijk", "ons", "onze", "wij", "we", "overleg", "partners", "gemeente"})
_DENYING = frozenset({"niet", "geen", "niets", "buiten"})
_WE = frozenset({"wij", "we", "gemeente", "ons"})
_SAY = frozenset({"zeggenschap", "invloed", "bevoegdheid", "bevoegd", "over", "bemoeienis"})


@cache
def is_body(form: str) -> bool:
    """Whether a form in lower case names an organisation that is neither ours nor the residents': 'schoolbestuur', 'vervoerder'."""
    return form in _BODIES or (len(form) > 5 and form.endswith(_ENDINGS) and not form.startswith(_LOCAL))


@cache
def _is_brand(name: str) -> bool:
    """'PostNL', 'SVB': capitals inside a name, laws and funds left out."""
    return len(name) > 2 and name.isalpha() and name[1:] != name[1:].lower() and name.lower() not in _NO_BRANDS


_NO_BRANDS = frozenset("wmo gala iza azwa wozo spuk cjg avg pdf wlz zvw aow amore covid tozo wpg anw".split())


def own_deciders(words: Words, clauses: list[Clause], cues: StanceCues, own_names: frozenset[str]) -> list[Cue]:
    """Cues where a body decides, answers for, plans or says a thing itself."""
    bodies = [i for i, form in enumerate(words.lower) if is_body(form) or form in cues.always_other or (words.pos[i] == "PROPN" and _is_brand(words.text[i]))]
    found = _said_behind(words, clauses, cues, own_names)
    if not bodies:
        return found
    for index, clause in enumerate(clauses):
        inside = [i for i in bodies if any(low <= i < high for low, high in clause.ranges)]
        if not inside:
            continue
        if clause.own_pronoun < 0 and (cue := _as_subject(index, inside, words, clauses, cues, own_names)) is not None:
            found.append(cue)
        elif (at := _in_their_hands(inside, clause, words)) >= 0:
            found.append(Cue("other_actor", shown(words, (at,)), at, at + 1, _with_what_is_pointed_at(index, clauses, words)))
    if (theirs := _disclaimed(bodies, clauses, words)) is not None:
        body, end = theirs
        found.append(Cue("other_actor", words.lower[body], body, body + 1, (0, max(end, body + 1))))
    return found


def _as_subject(
    index: int, inside: list[int], words: Words, clauses: list[Clause], cues: StanceCues, own_names: frozenset[str]
) -> Cue | None:
    clause = clauses[index]
    if clause.finite < 0 or (body := _subject_body(inside, clause, words, cues, own_names)) < 0:
        return None
    verb, tokens = words.lower[clause.finite], words.lower[clause.start : clause.end]
    if not _TOGETHER.isdisjoint(tokens) and not _apart_from_us(tokens):
        return None
    first = words.lower[clause.start]
    scope: tuple[int, int] | None = None
    if _decides(verb, index, body, clauses, words, tokens):
        scope = _with_what_is_pointed_at(index, clauses, words)
    elif _has_own_plan(clause, words) or ((verb in _WISHING or {"van", "plan"} <= set(tokens)) and _plans_an_act(clause, words) and first not in ("als", "wie")):
        scope = claims(index, clauses, words)
    return None if scope is None else Cue("other_actor", words.lower[body], body, body + 1, (min(scope[0], body), max(scope[1], body + 1)))


def _apart_from_us(tokens: list[str]) -> bool:
    """'los van ons programma', 'buiten ons om'."""
    return any(form in ("ons", "onze", "gemeente") and not {"los", "buiten", "zonder"}.isdisjoint(tokens[max(k - 3, 0) : k]) for k, form in enumerate(tokens))


def _plans_an_act(clause: Clause, words: Words) -> bool:
    """Whether an infinitive closes the clause, and nobody is named who stands for all: 'geen enkele school wil …'."""
    last = next((i for i in range(clause.end - 1, clause.finite, -1) if words.lower[i][0].isalpha()), clause.finite)
    everyone = not {"geen", "elke", "iedere", "alle", "welke", "meer"}.isdisjoint(words.lower[clause.start : clause.finite])
    verbal = any(words.infinitive[clause.finite : clause.end]) or (words.lower[last].endswith("en") and words.pos[last] == "VERB")
    return not everyone and (verbal or any(words.finite[clause.finite + 1 : clause.end]))


def _said_behind(words: Words, clauses: list[Clause], cues: StanceCues, own_names: frozenset[str]) -> list[Cue]:
    """'…, schrijft de wijkraad Oost': the whole sentence is the other's."""
    if len(clauses) < 2 or words.lower[clauses[-1].start] not in _SAYING or clauses[-1].own_pronoun >= 0:
        return []
    last = clauses[-1]
    for i in range(last.start + 1, min(last.end, last.start + 5)):
        form = words.lower[i]
        if form in own_names or form in cues.ours:
            return []
        if is_body(form) or form in cues.always_other or form in cues.outsiders or form.endswith(cues.outsider_endings):
            return [Cue("other_actor", shown(words, (last.start, i)), last.start, i + 1, (0, last.end))]
    return []


def _subject_body(inside: list[int], clause: Clause, words: Words, cues: StanceCues, own_names: frozenset[str]) -> int:
    """The body that is the subject, by the parser or right behind the verb; -1 where it is ours or the residents'."""
    for i in inside:
        if not (is_body(words.lower[i]) or words.lower[i] in cues.always_other):
            continue  # a name in capitals may be the party or the platform whose text this is
        start, end = clause.subject or (i, i + 1)
        after_verb = clause.finite < i <= clause.finite + 4 and not any(words.pos[k] in ("ADP", "PRON", "VERB") for k in range(clause.finite + 1, i))
        if not (start <= i < end) and not after_verb:
            continue
        if preposition_before(i, clause, words) not in ("", "van") and not after_verb:
            continue
        phrase = words.lower[min(start, i) : max(end, i + 1) + 3] if start <= i < end else words.lower[i : i + 4]
        if any(form in cues.ours or form in own_names or form.startswith(_LOCAL[:7]) or form in _CLUBS for form in phrase):
            continue
        return i
    return -1


_CLUBS = frozenset("speeltuin dorpshuis buurthuis clubhuis vereniging club clubs huiskamer inloop moestuin".split())


def _decides(verb: str, index: int, body: int, clauses: list[Clause], words: Words, tokens: list[str]) -> bool:
    """Whether the verb of the clause gives the body the say: 'beslist', 'is verantwoordelijk', 'daar gaat … over'."""
    clause = clauses[index]
    if "eigen" in tokens and any(a == "eigen" and b in _OWN_DOING for a, b in zip(tokens, tokens[1:], strict=False)):
        return True  # 'op eigen initiatief'
    if verb in _DECIDING:
        return body > clause.finite and "zelf" not in tokens  # 'bepalen zelf hoe zij werken' is the room we leave them
    if verb in ("heeft", "hebben"):
        return clause.finite > body and not _RESOLVED.isdisjoint(tokens)
    if verb in _OWN_BUSINESS:
        return clause.finite > body and not (verb in ("sluit", "sluiten") and "aan" in tokens)
    if verb in ("besloot", "besloten", "koos", "kozen", "bepaalde", "bepaalden"):
        return True
    if verb in _STAYING:
        return "zelf" in tokens and not _ANSWERABLE.isdisjoint(tokens)  # without 'zelf' it is a partner's part in our plan
    if verb in ("gaat", "gaan"):
        return "over" in tokens and (body > clause.finite or "zelf" in tokens) and words.lower[clause.start] in ("daar", "hier", "over", "waar")
    if verb in _ARRANGING:
        return "zelf" in tokens or (clause.follows_subject_clause and body > clause.finite)
    return False


def _has_own_plan(clause: Clause, words: Words) -> bool:
    """'schrijft in haar eigen ondernemingsplan': what the body intends by itself."""
    for i in range(clause.start, clause.end - 1):
        if words.lower[i] in _THEIRS and words.lower[i + 1 + (words.lower[i + 1] == "eigen") : i + 3]:
            noun = words.lower[min(i + 1 + (words.lower[i + 1] == "eigen"), len(words) - 1)]
            if noun.endswith(_PLANS):
                return True
    return False


def _in_their_hands(inside: list[int], clause: Clause, words: Words) -> int:
    """A body behind a preposition that has the thing: 'door de vervoerder vastgesteld', 'ligt bij', 'krijgt u van', 'is aan de politie'."""
    tokens = words.lower[clause.start : clause.end]
    for i in inside:
        preposition = preposition_before(i, clause, words)
        if not preposition:
            continue
        verb = words.lower[clause.finite] if clause.finite >= 0 else ""
        at = next(k for k in range(i, clause.start - 1, -1) if words.lower[k] == preposition)
        before = words.lower[at - 1] if at else ""
        ours = clause.own_pronoun >= 0
        if preposition == "door" and not ours and not _DECIDED.isdisjoint(tokens):
            return i
        if preposition == "aan" and verb in _STAYING and (at == clause.finite + 1 or before in ("zelf", "vooral", "dan")):
            return i
        if preposition == "bij" and not ours and (verb in _HOLDING or _applied(tokens, verb)):
            return i
        if preposition == "naar" and not ours and verb in _APPLYING and "u" in tokens and (words.lower[i] in _CARE or clause.finite > at):
            return i  # 'Voor psychische klachten gaat u naar de huisarts'
        if preposition == "van" and verb in ("krijgt", "ontvangt") and "u" in tokens:
            return i
        if preposition in ("van", "voor") and verb in _STAYING and before in _DUTIES and not ours:
            return i
    return -1


def _applied(tokens: list[str], verb: str) -> bool:
    """'vraagt u aan bij', 'kunt u terecht bij': what one gets from the body and not from us."""
    return "u" in tokens and verb in _APPLYING and not {"aan", "terecht", "aanvragen", "melden", "af"}.isdisjoint(tokens)


def _with_what_is_pointed_at(index: int, clauses: list[Clause], words: Words) -> tuple[int, int]:
    """The scope, with the clause before where this one takes it up: 'Hoeveel agenten er lopen, daar gaat de politie over'."""
    low, high = claims(index, clauses, words)
    clause = clauses[index]
    before = clauses[index - 1] if index else None
    if before is not None and before.own_pronoun < 0 and words.lower[clause.start] in ("daar", "dat", "die", "hier", "daarover"):
        asked = before.opener in SUBJECT_OPENERS or before.finite < 0 or words.lower[before.start] in SUBJECT_OPENERS
        if asked and clause.finite == clause.start + 1:
            low = min(low, outer_start(before))
    return low, high


def _disclaimed(bodies: list[int], clauses: list[Clause], words: Words) -> tuple[int, int] | None:
    """The body, where we say that it is not ours but its ('…, daar gaan wij niet over'), and where what we disclaim ends."""
    if (len(clauses) < 2 and "," not in words.lower) or _DENYING.isdisjoint(words.lower) or _WE.isdisjoint(words.lower):
        return None
    for i, form in enumerate(words.lower):
        if form not in _DENYING:
            continue
        if form == "geen" and words.lower[i + 1 : i + 2] and words.lower[i + 1] in _SAY and not _WE.isdisjoint(words.lower[max(i - 6, 0) : i]):
            body = next((b for b in bodies if abs(b - i) > 2 and not _beside_us(b, clauses, words)), -1)
            if body >= 0:
                return body, len(words)  # 'Op uw AOW hebben wij geen invloed; die stelt de SVB vast'
        near = words.lower[max(i - 6, 0) : i + 7]
        ours = not _WE.isdisjoint(near)
        about = ("daar" in near or "waar" in near or "hier" in near) and not _SAY.isdisjoint(near)
        behind = words.lower[i + 1 : i + 4]
        none_of_us = form == "niet" and words.lower[i - 1] in (",", "en") and not _WE.isdisjoint(behind) and behind[:1] != ["alleen"]
        if not ours or not (about or none_of_us):
            continue
        cut = next((k for k in range(i, 0, -1) if words.lower[k] in (",", ";", ":", "–", "-") or (none_of_us and k == i - 1)), 0)
        body = next((b for b in bodies if b < cut and not _beside_us(b, clauses, words)), -1)
        if body >= 0 and cut:
            return body, cut
    return None


def _beside_us(i: int, clauses: list[Clause], words: Words) -> bool:
    """Whether the body only stands beside us: 'met de politie', or in a clause of ours."""
    clause = next((c for c in clauses if c.start <= i < c.end), clauses[0])
    return clause.own_pronoun >= 0 or preposition_before(i, clause, words) not in ("", "van", "bij", "door", "aan")
