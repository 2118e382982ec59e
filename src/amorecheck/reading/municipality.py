"""Whose draft it is. Real names come from a dated list; invented ones must be called a municipality in the text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

_WORD = r"(?:['’]s-)?[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?:['’-][A-Za-zÀ-ÖØ-öø-ÿ]+)*"
_NAME = (
    rf"(?:(?:De|Den|Het) )?{_WORD}(?: (?:aan (?:den|de)|aan den|op|bij|en|van|in) (?:den |de )?{_WORD}| {_WORD}(?: {_WORD})?)?"
)
# The first words are literal, so that a long text is searched and not tried at every letter.
_CALLED = re.compile(rf"emeente ({_NAME})")
_SHOUTED = re.compile(r"GEMEENTE ((?:['’]S-)?[A-ZÀ-Þ]{2,}(?:[- ][A-ZÀ-Þ]{2,}){0,3})")
_COUNCIL = re.compile(rf"aad van (?:de gemeente )?({_NAME})")
_IS_ONE = re.compile(r" is een [^.\n]{0,60}\bgemeente\b")
_NAME_BEFORE = re.compile(rf"(?<![\w-])({_WORD}(?: {_WORD})?)$")
_OTHER = re.compile(r"(?:voorbeeld|zoals|net als|buurgemeente|andere|collega-|uit|elders|vergelijk\w*)[^\w\n]+(?:\w+[^\w\n]+){0,3}$", re.IGNORECASE)
_NOT_NAMES = frozenset(
    ["Wij", "We", "De", "Het", "Een", "Deze", "Dit", "In", "Op", "Voor", "Met", "Van", "Rijk", "GGD", "Wmo", "VNG", "GALA", "Provincie", "Stichting", "Visie", "Beleid", "Postbus", "Bijlage", "Inwoners", "Partners", "Partner", "Samen", "Zorg", "Welzijn", "Sociale", "Sociaal", "Raad", "College", "Burgemeester", "Wethouder", "Afdeling", "Concept", "Versie", "Januari", "Februari", "Maart", "April", "Mei", "Juni", "Juli", "Augustus", "September", "Oktober", "November", "December", "Nederland", "Europa", "Wijk", "Wijken", "Kern", "Kernen", "Dorp", "Wat", "Hoe", "Wie", "Waar", "Welke", "Als", "Er", "Onze", "Uitgangspunten", "Rol", "Rollen", "Doelen", "Financiën", "Regie", "Bewoners", "Maatschappelijke", "Onderwijs", "Zorgaanbieders", "Vrijwilligers", "Welzijnsorganisatie", "Noord", "Zuid", "Oost", "West", "Basis", "Wijkgericht", "Werken", "Kader", "Nota", "Programma", "Samenleven", "Meedoen", "Akkoord"]
)
_TITLE_WORDS = re.compile(r"\b(?:visie|beleidsplan|nota|koersdocument|agenda|kader|programma|beleid)", re.IGNORECASE)
# Names of municipalities that are also ordinary words, provinces, regions or common surnames.
_AMBIGUOUS = frozenset(
    ["Altena", "Beek", "Bergen", "Berg", "Best", "Borne", "Buren", "Bunnik", "Delft", "Dongen", "Eersel", "Elburg", "Goes", "Groningen", "Heerde", "Hoorn", "Horst", "Houten", "Hulst", "Kapelle", "Laren", "Leek", "Leiden", "Lisse", "Losser", "Oss", "Rijswijk", "Sluis", "Soest", "Tholen", "Tiel", "Urk", "Utrecht", "Veere", "Voorst", "Vught", "Waterland", "Weert", "Westland", "Wierden", "Woerden", "Zeist", "Zundert", "Baarn", "Putten", "Ede", "Epe", "Meppel", "Noord", "Land", "Midden", "Diemen", "Drimmelen", "Someren", "Rhenen", "Krimpen"]
)
_LATER, _FRONT, _TITLE = 1.0, 3.0, 10.0
_ENOUGH = 300_000
_MOST_CANDIDATES = 60


@cache
def known_municipalities() -> dict[str, str]:
    """Every known spelling and the name that goes with it, from lexicons/gemeenten.tsv (dated, see there)."""
    from amorecheck.versions import data_folder

    path = data_folder("lexicons") / "gemeenten.tsv"
    names: dict[str, str] = {}
    if path.is_file():
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                name, _, other = [*line.split("\t"), "", ""][:3]
                names[name] = name
                names.update({one: name for one in other.split("|") if one})
    return names


def find_municipality(title: str, front: Sequence[str], body: Sequence[str], file_name: str = "") -> str:
    """The municipality whose draft this is, "" when unsure.

    title: as found. front: texts of the title page and running headers. body: all other texts. file_name: helps
    only for a name that the text uses as a place.
    """
    title, front, body = _on_a_line(title), [_on_a_line(one) for one in front], [_on_a_line(one) for one in body]
    text = "\n".join(body)[:_ENOUGH]
    scores: dict[str, float] = defaultdict(float)
    for part, weight in ((title, _TITLE), ("\n".join(front), _FRONT), (text, _LATER)):
        _score(part, weight, scores)
    everything = "\n".join([title, *front, text])
    scores = dict(sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:_MOST_CANDIDATES])
    found = _merged(scores, everything)
    for name in [*_in_title(title, everything), *_in_file_name(file_name, everything)]:
        found[name] = found.get(name, 0.0) + _FRONT
    if not found:
        return _most_named(everything)
    mentions = {name: everything.count(name) for name in found}
    ranked = sorted(found, key=lambda name: (-found[name] - 0.3 * mentions[name], name))
    total = {name: found[name] + 0.3 * mentions[name] for name in ranked}
    best = ranked[0]
    if total[best] < 2.2 or (len(ranked) > 1 and total[best] < 1.4 * total[ranked[1]]):
        return _most_named(everything)
    return known_municipalities().get(best, best)


def _on_a_line(text: str) -> str:
    """The text of a block without line ends, so that a name never runs on into the next block."""
    return " ".join(text.split())


def _score(text: str, weight: float, scores: dict[str, float]) -> None:
    for pattern in (_CALLED, _COUNCIL):
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 60) : match.start()]
            if pattern is _CALLED and not re.search(r"(?<![\w-])[Gg]$", before):
                continue
            if not _OTHER.search(before.rstrip("Gg")):
                for name in _variants(match.group(1)):
                    scores[name] += weight
    for match in _IS_ONE.finditer(text):
        named = _NAME_BEFORE.search(text[max(0, match.start() - 60) : match.start()])
        for name in _variants(named.group(1)) if named else ():
            scores[name] += weight
    for match in _SHOUTED.finditer(text):
        for name in _from_capitals(match.group(1)):
            scores[name] += weight


def _from_capitals(found: str) -> list[str]:
    """The name in 'BERGEN OP ZOOM VISIE': a known one as far as it runs, else the first word."""
    words = found.replace("’", "'").split()
    shouted = {spelling.upper(): name for spelling, name in known_municipalities().items()}
    for length in range(len(words), 0, -1):
        if (name := " ".join(words[:length])) in shouted:
            return [shouted[name]]
    first = words[0].title().replace("'S-", "'s-")
    return [first] if len(first) >= 4 and first not in _NOT_NAMES else []


def _variants(found: str) -> Iterable[str]:
    """The name as far as it may run: 'Hunzerwold en Partners' is also 'Hunzerwold'."""
    words = found.replace("’", "'").split()
    known = known_municipalities()
    for length in range(len(words), 0, -1):
        name = " ".join(words[:length])
        if name in known:
            return [known[name]]
    variants = [" ".join(words[:length]) for length in range(1, len(words) + 1) if words[length - 1][0].isupper() or words[length - 1][0] == "'"]
    return [
        name
        for name in variants
        if name.split()[0] not in _NOT_NAMES - {"De", "Het"} and name not in ("De", "Den", "Het") and name.split()[-1] not in _NOT_NAMES
    ]


def _merged(scores: dict[str, float], text: str) -> dict[str, float]:
    """Of 'Hunzerwold' and 'Hunzerwold Noord' keep the longer where nearly every mention is of it, else the shorter."""
    kept = dict(scores)
    for name in sorted(scores, key=len):
        for longer in [one for one in scores if one.startswith(name + " ")]:
            if longer in kept and name in kept:
                del kept[name if text.count(longer) >= 0.7 * text.count(name) and text.count(longer) > 1 else longer]
    return kept


def _in_title(title: str, text: str) -> list[str]:
    """Names in a title such as 'Visie sociale basis Lekwaarden 2026': words that the text uses as a place.

    In a title with small letters a capital inside it is enough, as long as the text knows the name too.
    """
    words = title.split()
    small = sum(word[:1].islower() and len(word) > 3 for word in words) >= 1
    found = []
    for match in re.finditer(_WORD, title):
        word = match.group().replace("’", "'")
        if word in _NOT_NAMES or not _is_proper(word, text):
            continue
        inside = match.start() > 0 and title[: match.start()].rstrip()[-1:] not in ".:;?!–-"
        named = small and inside and text.count(word) > title.count(word)
        if (_as_place(word, text) and (_TITLE_WORDS.search(title) or _as_place(word, title))) or named:
            found.append(word)
    found = list(dict.fromkeys(found))
    return found if len(found) == 1 else [name for name in found if name in known_municipalities()][:1]


def _in_file_name(file_name: str, text: str) -> list[str]:
    """The name in 'visie-hunzerwold-v3.docx', when the text uses it as a place."""
    words = [word for word in re.split(r"[^A-Za-zÀ-ÖØ-öø-ÿ']+", file_name.rsplit(".", 1)[0]) if len(word) >= 4]
    found = [word for word in map(str.capitalize, words) if word not in _NOT_NAMES and _is_proper(word, text) and _as_place(word, text)]
    return found if len(found) == 1 else []


def _is_proper(word: str, text: str) -> bool:
    """Whether the text never writes the word with a small letter."""
    return re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", text) is None


def _as_place(word: str, text: str) -> bool:
    named = re.escape(word)
    return re.search(rf"(?<!\w)(?:[Ii]n|[Vv]an|[Vv]oor|[Nn]aar|[Uu]it|[Hh]eel) {named}(?!\w)|(?<!\w){named} telt ", text) is not None


def _most_named(text: str) -> str:
    """The real municipality that is named most by far; names that are also something else do not count."""
    counts: Counter[str] = Counter()
    capitals = _first_words(Counter(re.findall(_WORD, text)))
    for spelling, name in known_municipalities().items():
        if spelling in _AMBIGUOUS or spelling.split()[0] not in capitals:
            continue
        number = len(re.findall(rf"(?<![\w-]){re.escape(spelling)}(?![\w-])", text))
        if number:
            counts[name] += number
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < 3:
        return ""
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= 3 * ranked[1][1] else ""


def _first_words(capitals: Counter[str]) -> set[str]:
    return set(capitals) | {word.split("-")[0] for word in capitals} | {"De", "Den", "Het", "Aa"}
