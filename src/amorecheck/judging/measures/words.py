"""What single words tell: syllables, how common they are, whether they are made from verbs, abbreviations."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import pyphen

from amorecheck.language.words import Word

_HYPHENS = pyphen.Pyphen(lang="nl_NL")
CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
_MADE_FROM_VERB = re.compile(r"(?:[^aeiou]ing(?:en)?|heid|heden|atie|aties|iteit|iteiten|isme|ering(?:en)?|schap)$")
# Nouns with such an ending that name a thing or a group one can point at.
_THINGS = re.compile(r"(?:woning|koning|leerling|vereniging|kring|ring|zwemming|winning|tekening|rekening|kleding|voeding|opleiding|stichting|afdeling|verpleging|leiding|ding|vluchteling|zoldering|landschap|gezelschap|gereedschap|boodschap|buurtschap|gemeenschap|waterschap|overheid|gezondheid|organisatie|station|statie|maaltijdvoorziening|jongeling|haring|paling|dekking|reling|wandeling|omgeving|regering)(?:en|pen|s)?$")
ABBREVIATION = re.compile(r"^(?:[A-Z]{2,6}|[A-Z][a-z]?[A-Z][A-Za-z]{0,3}|Wmo|Wlz|Zvw|Avg)$")


@lru_cache(maxsize=50_000)
def syllables(word: str) -> int:
    """Syllables of a word by the hyphenation patterns of nl_NL, at least 1. pyphen leaves a single first or last letter attached."""
    return len(_HYPHENS.positions(word)) + 1


@cache
def common_words() -> frozenset[str]:
    """The Dutch word forms used most, from lexicons/gangbaar.tsv (source and licence there)."""
    from amorecheck.versions import data_folder

    path = data_folder("lexicons") / "gangbaar.tsv"
    return frozenset(word for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#") for word in line.split())


def is_common(word: Word) -> bool:
    """Whether the word or a lemma of it is among the words used most."""
    known = common_words()
    return word.form in known or any(lemma in known for lemma in word.lemmas)


@lru_cache(maxsize=50_000)
def is_abstract_noun(form: str) -> bool:
    """Whether a noun is made from a verb or adjective (versterking, bereikbaarheid) and names no thing (woning)."""
    return len(form) > 6 and bool(_MADE_FROM_VERB.search(form)) and not _THINGS.search(form)
