"""What can be said of a sentence beside its words: grammar, form, numbers, place. Rules name these with %.

    %getal %jaar %bedrag %procent   numbers of a kind          %naam       a proper name inside the sentence
    %verleden %tegenwoordig         tense of the main verb      %passief    a passive main clause
    %zonder-werkwoord               no finite verb              %kort       six words or fewer
    %lijst %cel %eerste             list item, table cell, first sentence of its block
    %verwijzing                     starts by pointing back (Dat, Deze, Daar, Zij, Hiervoor …)
    %inzet1 … %inzet4               commitment of at least that strength
    %ik                             first person singular
    %dubbelepunt                    ends with a colon
    %inwonernaam                    the people by the name of their place (Zaankanters, Hagenaars)
    %heel-dorp                      a whole or half place by its name (heel Noordbeek, half Oudega)
    %mens                           someone by trade, kin, role or club, or so many of them (de melkrijder, drie moeders, tachtig van u)
    %plaats                         a place by its name (in Esrand, vanuit de Molenkamp)
    %ander-domein                   the text around it is about another policy field than living together
    %geen-visie                     so is most of the document
    %trefwoorden                    a row of keywords without a verb
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from amorecheck.document import Kind
from amorecheck.language.clauses import never_past
from amorecheck.language.tokens import tokens_of

if TYPE_CHECKING:
    from amorecheck.language.passages import Passage

GRAMMAR = (
    "%getal", "%jaar", "%bedrag", "%procent", "%naam", "%verleden", "%tegenwoordig", "%passief", "%zonder-werkwoord",
    "%kort", "%lijst", "%cel", "%eerste", "%verwijzing", "%inzet1", "%inzet2", "%inzet3", "%inzet4", "%ik", "%dubbelepunt", "%inwonernaam", "%heel-dorp", "%mens", "%plaats", "%ander-domein", "%geen-visie", "%trefwoorden",
)  # fmt: skip
PLACES = ("kop", "koppen", "vorige", "eerder", "aanloop")
ROLES = ("onderwerp", "voorwerp", "lijdend")
STANCES = ("negated", "excluded", "other_actor", "past", "question", "quoted", "deferred", "placeholder", "conditional")
_POINTS_BACK = frozenset(
    """dat dit deze die daar daarin daarbij daarmee daarvoor daarvan daarnaast daarom daarop hier hierbij hierin hiermee hiervoor hieraan
    hierdoor zij ze hij het hen zo ook zulke dergelijke dan daardoor beide allebei""".split()
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DIGITS = re.compile(r"\d")
_NUMBER_WORDS = frozenset("helft kwart derde tweemaal driemaal".split())
_MONEY = re.compile(r"€|\beuro\b|\bmiljoen\b")
_PERCENT = re.compile(r"%|\bprocent\b|\bpercentage\b")
_PEOPLE = re.compile(r"(?<!^)(?<![.!?] )\b[A-Z][a-zë-]{3,}(?:kanters|enaren|naren|aren|aars|aarders|ders|emers|eners|inkers|ingers|stelaars|ingers|nezen|wolders|voorters|dammers|meerders|burgers|monders|kers|tenaren)\b")
# What the last part of a word says of who it is; a plural may follow. Those who govern are no people who take part.
_NOT_THEM = re.compile(r"(?:raads|college|commissie|kamer|kabinets|staten)l(?:id|eden)|(?:ver|ge|over|voor)leden|(?:wet|bewinds|aandeel)houders?|bewindslieden|iemand|niemand|(?:school|gemeente|stads)bestuur|roman|genoten")
_SOMEONE = re.compile(
    r".*(?:bewoners?|bewoonsters?|inwoners?|inwoonsters?|burgers?|buur(?:man|vrouw)|buren|gen(?:oot|oten|ote)|lid|leden|mensen|personen|kind(?:eren)?|jongeren?|ouderen?|ouders|senioren|"
    r"moeders?|vaders?|oma(?:'s)?|opa(?:'s)?|tantes?|ooms?|zus|zussen|broers?|dochters?|zoons?|zonen|gezin(?:nen)?|famil(?:ie|ies)|mannen|man|vrouw(?:en)?|dames?|heren|jongens?|meisjes?|meiden|"
    r"student(?:en|es?)?|scholier(?:en)?|leerling(?:en|es?)?|klas|klassers?|lera(?:ar|ren)|leerkracht(?:en)?|docent(?:en)?|juf|juffen|juffrouw|meesters?|bezoek(?:er|ster)s?|gebruik(?:er|ster)s?|klant(?:en)?|"
    r"gast(?:en)?|deelne(?:mer|emster)s?|passagiers?|reizigers?|kampeerders?|huurders?|eigena(?:ar|ren|resse)|[a-z]{3}houd(?:er|ster)s?|baas|bazen|bazin(?:nen)?|beheer(?:der|ster)s?|werk(?:er|ster)s?|"
    r"onderne(?:mer|emster)s?|winkeliers?|koop(?:man|lui|lieden)|boer(?:en|in|innen)?|tuinders?|kwekers?|telers?|vissers?|schippers?|chauffeurs?|rijd(?:er|ster)s?|bezorg(?:er|ster)s?|postbodes?|monteurs?|"
    r"schilders?|metselaars?|kappers?|kapsters?|bakkers?|slagers?|koks?|kassières?|caissières?|verkopers?|verkoopsters?|verpleegkundigen?|verzorgenden?|verzorg(?:er|ster)s?|arts(?:en)?|dokters?|"
    r"therapeut(?:en|e)?|apothekers?|verloskundigen?|zusters?|dominees?|imams?|past(?:or|ors|oor|oors|ores)|koster(?:s|es)?|predikant(?:en)?|diakens?|priesters?|agent(?:en|e)?|conciërges?|trainers?|coach(?:es)?|"
    r"dirigent(?:en|e)?|zangers?|spe(?:ler|elster)s?|voetballers?|supporters?|jagers?|imkers?|wandelaars?|gangers?|toeristen|nieuwkomers?|vluchtelingen?|migrant(?:en|e)?|arbeid(?:er|ster)s?|weduwen?|"
    r"weduwna(?:ar|ars)|cliënt(?:en|e)?|patiënt(?:en|e)?|deskundigen?|professionals?|aanbieders?|bestuur|besturen|vereniging(?:en)?|clubs?|platforms?|organisaties?|instellingen|corporaties?|stichting(?:en)?|partners?|partijen|scholen|kerken|werkgroep(?:en)?|commissieleden|(?:dorps|wijk|advies|jongeren|cliënten|ouderen|senioren|huurders|kinder|jeugd|"
    r"buurt|bewoners|kerken|studenten)ra(?:ad|den)|bond(?:en)?|koor|koren|harmonie|fanfares?|panel(?:s|leden)?|klankbordgroep(?:en)?|comités?|vertegenwoordig(?:er|ster)s?|aanwezigen|genodigden|indieners?|"
    r"schrijvers?|lezers?|dichters?|journalist(?:en|e)?|fotogra(?:af|fen)|tolken|kunstenaars?|lui|lieden|dragers?|makers?|bouwers?|lopers?|leid(?:er|ster)s?|plussers?|pubers?|tieners?|forensen|zoekers?|"
    r"sleutelfigu(?:ur|ren)|mevrouw|meneer|ambassadeurs?|acteurs?|redacteurs?|redactie|directeur(?:en)?|belanghebbenden|betrokkenen|omwonenden|ondervraagden|respondenten|nabestaanden|zorgers?|willigers?|"
    r"wachters?|notaris(?:sen)?|molenaars?|dansers?|(?:bloem|machin|organ|drog|pian|reception|special)ist(?:en|e)?|(?:wmo-|sport|cultuur|minima|gehandicapten|gebruikers|eiland|school)ra(?:ad|den)|jeugd|ploeg|"
    r"klassen|groepje|analfabeten|laaggeletterden|doven|blinden|winna(?:ar|res)|mannetje|(?:bewoners|inwoners|werk|meedenk|meelees|schrijf|kern|mantelzorg)groep(?:en)?|dorpsbelang(?:en)?|vriendin(?:nen)?|vrienden|collega's|stagiaires?|gepensioneerden|alleenstaanden|daklozen|verslaafden|gedupeerden|ingelanden|leden)"
)
_UNIT, _TENS = "(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen)", "(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)"
_TEENS = "(?:tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien)"
_COUNT = re.compile(f"(?!(?:een|één|en)?$)(?:(?:{_UNIT}|{_TEENS}|{_TENS})?(?:honderd|duizend))*(?:en)?(?:{_TEENS}|(?:{_UNIT}[eë]n)?{_TENS}|{_UNIT})?")
_WHOLE_PLACE = re.compile(r"\b(?:[Hh]eel|[Hh]alf|[Gg]ans) (?!Nederland|Europa|Brabant|Limburg|Zeeland|Utrecht|Overijssel|Gelderland|Drenthe|Flevoland|Friesland)[A-Z][a-z]{2,}")
_PLACE = re.compile(
    r"\b(?:(?:[Ii]n|[Vv]anuit|[Oo]p|[Nn]aar) (?:de |het |'t )?|[Vv]oor (?:de|het) |[Aa]an (?:de|het) )"
    r"(?!Nederland|Europa|Wmo|Wet\b|Jeugdwet|Participatiewet|Bijlage|Hoofdstuk|Tweede|Eerste|Rijk\b|Raad\b|Adviesraad|Omgevings|Den Haag|Nationaal|Landelijk)[A-Z][a-zà-ÿ]{2,}"
)
_FIRST_PERSON = frozenset({"ik", "mijn", "mij"})


def known_feature(feature: str, lexicons: set[str], items: set[str]) -> bool:
    """Whether a rule may name this feature."""
    if feature.startswith("%"):
        return feature in GRAMMAR
    head, _, name = feature.rpartition(":")
    if not head:
        return name in lexicons or name in items
    if head == "houding":
        return name in STANCES
    if head in PLACES:
        return name in lexicons or name in items or name in GRAMMAR
    return head in ROLES and name in lexicons


def grammar_features(passage: Passage) -> set[str]:
    """The % features of one passage, commitment aside."""
    text, found = passage.text, set()
    words = tokens_of(passage.span.doc).lower[passage.span.start : passage.span.end]
    if _DIGITS.search(text) or any(map(_is_count, words)):
        found.add("%getal")
    for name, pattern in (("%jaar", _YEAR), ("%bedrag", _MONEY), ("%procent", _PERCENT), ("%inwonernaam", _PEOPLE), ("%plaats", _PLACE), ("%heel-dorp", _WHOLE_PLACE)):
        if pattern.search(text):
            found.add(name)
    if any(map(_is_someone, words)):
        found.add("%mens")
    if not _FIRST_PERSON.isdisjoint(words):
        found.add("%ik")
    if passage.block.kind is Kind.LIST_ITEM:
        found.add("%lijst")
    elif passage.block.kind is Kind.TABLE_CELL:
        found.add("%cel")
    if passage.position == 0:
        found.add("%eerste")
    if text.endswith(":"):
        found.add("%dubbelepunt")
    return found | _verb_features(passage)


@lru_cache(maxsize=50_000)
def _is_someone(word: str) -> bool:
    """Whether a word in small letters names people: who lives, works, comes, sings or governs a club there."""
    return bool(_SOMEONE.fullmatch(word)) and not _NOT_THEM.fullmatch(word)


@lru_cache(maxsize=50_000)
def _is_count(word: str) -> bool:
    """Whether a word in small letters is a number written out (achttien, vierhonderdtwaalf)."""
    return word in _NUMBER_WORDS or bool(_COUNT.fullmatch(word))


def _verb_features(passage: Passage) -> set[str]:
    found: set[str] = set()
    tokens, low, high = tokens_of(passage.span.doc), passage.span.start, passage.span.end
    finite, main, words, first = False, None, 0, ""
    for i in range(low, high):
        pos = tokens.pos[i]
        if tokens.alpha[i]:
            words += 1
            first = first or tokens.lower[i]
            if pos == "PROPN" and words > 1:
                found.add("%naam")
        if pos == "VERB" or pos == "AUX":
            if "VerbForm=Fin" in (morph := tokens.morph[i]):
                root = tokens.dep[i] == "ROOT"
                if not finite or (root and main is None):
                    past = "Tense=Past" in morph and not never_past(tokens.lower[i], tokens.lemma[i].replace("_", "").lower())
                    finite, main = True, past if root else None
                    found.discard("%tegenwoordig" if past else "%verleden")
                    found.add("%verleden" if past else "%tegenwoordig")
            if tokens.dep[i] == "aux:pass":
                found.add("%passief")
    if first in _POINTS_BACK:
        found.add("%verwijzing")
    if words <= 6:
        found.add("%kort")
    if not finite and "ik" not in tokens.lower[low:high]:  # where someone says 'ik', the model has missed the verb
        found.add("%zonder-werkwoord")
    return found
