"""What can be said of a sentence beside its words: grammar, form, numbers, place. Rules name these with %.

    %getal %jaar %bedrag %procent   numbers of a kind          %naam       a proper name inside the sentence
    %verleden %tegenwoordig         tense of the main verb      %passief    a passive main clause
    %voltooid                       something has been done (hebben gelezen, is besproken)
    %zonder-werkwoord               no finite verb              %kort       six words or fewer
    %fragment                       no finite verb, and not written as a whole sentence either
    %lijst %cel %eerste             list item, table cell, first sentence of its block
    %verwijzing                     starts by pointing back (Dat, Deze, Daar, Zij, Hiervoor …)
    %wijst-terug                    names people by 'zij', 'hen' … who stand in no part of the sentence before that
    %inzet1 … %inzet4               commitment of at least that strength
    %ik                             first person singular
    %dubbelepunt                    ends with a colon
    %inwonernaam                    the people by the name of their place (Zaankanters, Hagenaars)
    %een-van-hier                   one of them for all (Een Brinkumer komt achterom)
    %men                            what one does (men, je, niemand … with an ordinary verb in the present)
    %als-wij                        what we do if, where or as long as others do something (Begint een straat iets, dan helpen wij)
    %heel-dorp                      a whole or half place by its name (heel Noordbeek, half Oudega)
    %plaats                         a place by its name (in Esrand, vanuit de Molenkamp)
    %ander-domein                   the text around it is about another policy field than living together
    %geen-visie                     so is most of the document
    %trefwoorden                    a row of keywords without a verb
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from amorecheck.document import Kind
from amorecheck.language.clauses import never_past
from amorecheck.language.tokens import tokens_of

if TYPE_CHECKING:
    from amorecheck.language.passages import Passage

GRAMMAR = (
    "%getal", "%jaar", "%bedrag", "%procent", "%naam", "%verleden", "%tegenwoordig", "%voltooid", "%passief", "%zonder-werkwoord", "%fragment",
    "%kort", "%lijst", "%cel", "%eerste", "%verwijzing", "%wijst-terug", "%inzet1", "%inzet2", "%inzet3", "%inzet4", "%ik", "%dubbelepunt", "%inwonernaam", "%een-van-hier", "%men", "%als-wij", "%heel-dorp", "%plaats", "%ander-domein", "%geen-visie", "%trefwoorden",
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
_ONE_OF_THEM = re.compile(r"\b(?:[Ee]en|[Gg]een|[Ee]lke|[Ii]edere|[Ee]chte|[Rr]asechte|[Gg]eboren) (?!Nederland|Amerika|Europ|Syri|Oekra|Eritree|Iran|Somali|Rotterdam|Amsterdam|Burger)[A-Z][a-zà-ÿ-]+(?:er|aar|ër)\b(?! [A-Z])")
_UNIT, _TENS = "(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen)", "(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)"
_TEENS = "(?:tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien)"
_COUNT = re.compile(f"(?!(?:een|één|en)?$)(?:(?:{_UNIT}|{_TEENS}|{_TENS})?(?:honderd|duizend))*(?:en)?(?:{_TEENS}|(?:{_UNIT}[eë]n)?{_TENS}|{_UNIT})?")
_WHOLE_PLACE = re.compile(r"\b(?:[Hh]eel|[Hh]alf|[Gg]ans) (?!Nederland|Europa|Brabant|Limburg|Zeeland|Utrecht|Overijssel|Gelderland|Drenthe|Flevoland|Friesland)[A-Z][a-z]{2,}")
_PLACE = re.compile(
    r"\b(?:(?:[Ii]n|[Vv]anuit|[Oo]p|[Nn]aar) (?:de |het |'t )?|[Vv]oor (?:de|het) |[Aa]an (?:de|het) )"
    r"(?!Nederland|Europa|Wmo|Wet\b|Jeugdwet|Participatiewet|Bijlage|Hoofdstuk|Tweede|Eerste|Rijk\b|Raad\b|Adviesraad|Omgevings|Den Haag|Nationaal|Landelijk)[A-Z][a-zà-ÿ]{2,}"
)
_PATTERNS = (("%bedrag", _MONEY, ("€", "euro", "miljoen")), ("%procent", _PERCENT, ("%", "procent", "percentage")), ("%inwonernaam", _PEOPLE, ("ers", "ren", "zen", "ars")))
"""A feature, what it looks like, and what a text must hold for that: looked for first, since it costs a tenth."""
_SPEAKERS = frozenset({"ik", "wij", "we"})
_ANYONE = frozenset({"men", "je", "niemand", "iedereen"})
_ADDRESSED = frozenset({"u", "uw", "jij", "jou", "jouw", "jullie"})
_SERVICE = frozenset("kunnen mogen moeten willen zullen krijgen vinden ontvangen melden betalen aanvragen hoeven".split())
"""What a counter or a scheme lets one do."""
_WHEN = frozenset("als wanneer zodra zolang indien tenzij totdat".split())
_IF = _WHEN | {"waar", "wie"}
_WE = frozenset("wij we ons onze gemeente college ambtenaar ambtenaren gemeentehuis iemand".split())
_IF_AHEAD, _WE_NEAR = 3, 5
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_PEOPLE_BEFORE = frozenset({"zij", "ze", "hen", "hun", "zulke", "diegenen"})
_FIRST_PERSON = frozenset({"ik", "mijn", "mij"})
_HAVE_OR_BE = frozenset({"heb", "hebt", "heeft", "hebben", "ben", "bent", "is", "zijn"})


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
    digits = _DIGITS.search(text)
    if digits or any(map(_is_count, words)):
        found.add("%getal")
    if digits and _YEAR.search(text):
        found.add("%jaar")
    for name, pattern, marks in _PATTERNS:
        if any(mark in text for mark in marks) and pattern.search(text):
            found.add(name)
    # a place by its name begins with a capital that is not the first letter
    if not text[1:].islower():
        found.update(name for name, pattern in (("%plaats", _PLACE), ("%heel-dorp", _WHOLE_PLACE), ("%een-van-hier", _ONE_OF_THEM)) if pattern.search(text))
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
    if not _PEOPLE_BEFORE.isdisjoint(words) and _points_to_people(passage):
        found.add("%wijst-terug")
    found |= _verb_features(passage)
    if "%zonder-werkwoord" in found and not ("%lijst" not in found and "%cel" not in found and _looks_whole(text)):
        found.add("%fragment")
    return found


def _points_to_people(passage: Passage) -> bool:
    """'Daarom bieden we hen een training', not 'dat inwoners zeggen op wie zij kunnen terugvallen'."""
    tokens = tokens_of(passage.span.doc)
    for i in range(passage.span.start, passage.span.end):
        if tokens.lower[i] in _PEOPLE_BEFORE:
            return True
        several = tokens.pos[i] == "NOUN" and tokens.dep[i] in _SUBJECTS and "Number=Plur" in tokens.morph[i]
        if several or tokens.pos[i] == "SCONJ" or tokens.dep[i] == "acl:relcl" or tokens.lower[i] in ("die", "wie"):
            return False
    return False


def _looks_whole(text: str) -> bool:
    """Whether a text is written as a sentence, so that its verb was taken for a noun: long enough, a full stop, no row of things."""
    return text.endswith((".", "!")) and text.count(" ") >= 7 and text.count(",") <= 3 and ";" not in text and ":" not in text[:40]


@lru_cache(maxsize=50_000)
def _is_count(word: str) -> bool:
    """Whether a word in small letters is a number written out (achttien, vierhonderdtwaalf)."""
    return word in _NUMBER_WORDS or bool(_COUNT.fullmatch(word))


def _verb_features(passage: Passage) -> set[str]:
    found: set[str] = set()
    tokens, low, high = tokens_of(passage.span.doc), passage.span.start, passage.span.end
    finite, main, words, first = False, None, 0, ""
    being, done = False, False
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
                if tokens.lower[i] in _HAVE_OR_BE:
                    being = being or tokens.dep[i] == "cop"
                    done = done or tokens.dep[i].startswith("aux")
            elif tokens.dep[i] == "ROOT" and being and "VerbForm=Part" in morph:
                done = True
            if tokens.dep[i] == "aux:pass":
                found.add("%passief")
    if _generic(tokens.lower[low:high], tokens.pos[low:high], tokens.morph[low:high], tokens.lemma[low:high]):
        found.add("%men")
    if _if_then_we(tokens.lower[low:high], tokens.pos[low:high], tokens.morph[low:high]):
        found.add("%als-wij")
    if done:
        found.add("%voltooid")
    if first in _POINTS_BACK:
        found.add("%verwijzing")
    if words <= 6:
        found.add("%kort")
    if not finite and not _verb_missed(tokens.lower[low:high], tokens.pos[low:high]):
        found.add("%zonder-werkwoord")
    return found


def _generic(words: Sequence[str], tags: Sequence[str], morphs: Sequence[str], lemmas: Sequence[str]) -> bool:
    """Whether someone who is anyone (men, je, niemand) stands beside an ordinary verb in the present; u or jij speaks to the reader."""
    if _ANYONE.isdisjoint(words) or not _ADDRESSED.isdisjoint(words):
        return False
    last = len(words) - 1
    return any(
        word in _ANYONE
        and any(tags[k] == "VERB" and "Tense=Pres" in morphs[k] and lemmas[k] not in _SERVICE for k in (n - 1, n + 1) if 0 <= k <= last)
        for n, word in enumerate(words)
    )


def _if_then_we(words: Sequence[str], tags: Sequence[str], morphs: Sequence[str]) -> bool:
    """Whether a condition comes first (als, waar, wie or a verb) and we after the comma, or we first and a condition after it."""
    if _WE.isdisjoint(words) or words[-1] == "?":
        return False
    start = next((n for n, word in enumerate(words) if word[0].isalpha()), None)
    if start is None:
        return False
    commas = [n for n, word in enumerate(words) if word == "," and n >= start + _IF_AHEAD]
    opens = words[start] in _IF or (tags[start] in ("VERB", "AUX") and "VerbForm=Fin" in morphs[start])
    if opens and any(not _WE.isdisjoint(words[n + 1 : n + 1 + _WE_NEAR]) for n in commas):
        return True
    return not _WE.isdisjoint(words[start : start + _WE_NEAR]) and not _WHEN.isdisjoint(words[start + _WE_NEAR :])


def _verb_missed(forms: Sequence[str], tags: Sequence[str]) -> bool:
    """Whether the model overlooked a finite verb: someone speaks (ik, wij), or 'zijn' follows a name or noun and is no possessive."""
    return not _SPEAKERS.isdisjoint(forms) or any(
        form == "zijn" and before in ("NOUN", "PROPN") for form, before in zip(forms[1:], tags, strict=False)
    )
