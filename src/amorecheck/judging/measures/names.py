"""Names in a sentence: capitalised words that are no abbreviation, no beginning of a sentence, not national and no policy term.

Drafts write Participatie, Sociaal Domein and Omgevingsvisie with capitals. Such words are no names of a place: they are
common words, stand elsewhere in the text without a capital, or end as policy terms do. After De, Het, Den or 't (De
Brug, 't Klavier) even a common word is a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from functools import cache

from amorecheck.judging.evidence import Reading
from amorecheck.judging.measures.words import common_words
from amorecheck.language.terms import fold
from amorecheck.reading.municipality import known_municipalities

_NO_NAMES = frozenset(
    """wet raad college gemeente rijk nota visie artikel bijlage hoofdstuk akkoord programma landelijke regeling maandag dinsdag woensdag donderdag vrijdag
    zaterdag zondag januari februari maart april mei juni juli augustus september oktober november december pasen kerst pinksteren hemelvaart sinterklaas oudjaar wij zij het een""".split()
)
_POLICY = re.compile(
    r"(?:visie|beleid|wet|plan|akkoord|besluit|raad|kader|nota|agenda|programma|team|teams|werk|zorg|heid|atie|ering|isme|schap|iteit|fonds|loket|monitor|verordening|consulent(?:en)?|vastgoed|vereniging|corporatie|verpleging|ambtenaar|participatie|inclusie|domein|onderzoek|peiling|recht|enquête|analyse|rapport|verkenning|beweging)$"
)
# Kinds of places and bodies whose name follows; and kinds of papers whose title follows, which is no name of a place.
_BEARERS = re.compile(r"(?:stichting|vereniging|corporatie|organisatie|huis|centrum|school|wijk|buurt|dorp|kern|straat|club|koor|café|cafe|zaal|flat|hof|plein)$")
_PAPERS = re.compile(r"(?:nota|visie|plan|programma|akkoord|wet|notitie|kader|agenda|rapport|monitor|regeling)$")
_ABBREVIATED = re.compile(r"[A-Z]{2,}s?(?:-|$)|(?:Wmo|Wlz|Zvw)-")
_OPENERS = frozenset(":•-–—*\"'“”‘’«».!?()|/")
_ARTICLES = frozenset({"De", "Het", "Den", "'t", "’t", "It"})


def lower_words(readings: Iterable[Reading]) -> frozenset[str]:
    """All words that the text writes without a capital."""
    return frozenset(
        word.form for reading in readings for word in reading.words if reading.passage.block.text[word.start : word.start + 1].islower()
    )


def names_in(reading: Reading, lower: Set[str]) -> tuple[str, ...]:
    """Names after the first word; words that stand together make one name. lower: see lower_words."""
    found: list[list[str]] = []
    own: list[bool] = []
    last, end = -2, 0
    national = {n for hit in reading.hits.of("landelijk") for n in range(hit.start, hit.end)}
    text = reading.passage.block.text
    for n, word in enumerate(reading.words):
        form = text[word.start : word.end]
        if n == 0 or n in national or len(form) < 3 or not form[0].isupper() or form.isupper() or form.endswith("-") or _ABBREVIATED.match(form) or form.lower() in _NO_NAMES or form in _ARTICLES:
            continue
        before = text[: word.start].rstrip()
        if before[-1:] in _OPENERS:
            continue
        article = before.rsplit(" ", 1)[-1] if n > 1 else ""  # the first word has its capital anyway
        if _PAPERS.search(article) and n != last + 1:
            continue
        real = article in _ARTICLES or bool(_BEARERS.search(article)) or not _ordinary(word.form, lower)
        if n == last + 1 and not text[end : word.start].strip():
            found[-1].append(form)
            own[-1] = own[-1] or real
        else:
            found.append([article, form] if article in _ARTICLES else [form])
            own.append(real)
        last, end = n, word.end
    return tuple(" ".join(parts) for parts, real in zip(found, own, strict=True) if real and not _is_title(parts))


def _is_title(parts: list[str]) -> bool:
    """Whether the name is that of a paper (Beleidsnota Ouderen Elzerdam, Woonvisie Elzerdam): every municipality has one."""
    return bool(_PAPERS.search(parts[0].lower()))


def _ordinary(form: str, lower: Set[str]) -> bool:
    return form in lower or bool(_POLICY.search(form)) or (form in common_words() and form not in _municipalities())


@cache
def _municipalities() -> frozenset[str]:
    return frozenset(fold(name) for name in known_municipalities())


def opening_name(reading: Reading, known: set[str]) -> tuple[str, ...]:
    """The first word, or with its article the first two, where that is a name elsewhere in the text."""
    text, words = reading.passage.block.text, reading.words
    form = text[words[0].start : words[0].end]
    both = text[words[0].start : words[1].end] if len(words) > 1 else form
    return (both,) if both in known else (form,) if form in known else ()
