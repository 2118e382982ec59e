"""Strong and irregular past forms of Dutch verbs, for where the tagger takes them for present forms or nouns.

Nouns of the same form ('boog', 'greep', 'steeg') are in: a form counts only where it stands in the place of the verb.
"""

from __future__ import annotations

from functools import cache

_STRONG = frozenset(
    "bad baden begon begonnen bond bonden bleef bleven bleek bleken blies bliezen bood boden boog bogen borg borgen brak braken "
    "bracht brachten dacht dachten deed deden dong dongen dreef dreven drong drongen dronk dronken droop dropen droeg "
    "droegen dwong dwongen gaf gaven genas genazen genoot genoten gleed gleden glom glommen gold golden goot goten "
    "greep grepen had hadden hief hieven hielp hielpen hield hielden hing hingen ging gingen joeg joegen keek keken klom "
    "klommen klonk klonken kneep knepen kocht kochten kon konden koos kozen kreeg kregen kroop kropen kwam kwamen "
    "las lazen leed leden leek leken liep liepen liet lieten loog logen mat maten meed meden molk nam namen "
    "prees prezen reed reden reet ried riep riepen rook roken schold scholden schonk schonken schoof schoven schoot schoten "
    "schreef schreven schrok schrokken schiep schiepen sleep slepen sliep sliepen sloeg sloegen sloop slopen sloot sloten "
    "smeet smeten smolt smolten sneed sneden snoof snoven speet sprak spraken sprong sprongen sproot sproten "
    "stak staken stal stalen steeg stegen stierf stierven stond stonden stonk stootten stoven streed streden streek "
    "streken trad traden trof troffen trok trokken vergat vergaten verdroot verloor vergaf vergaven verdween verdwenen viel "
    "vielen ving vingen vloog vlogen vlocht vlochten vocht vochten vond vonden vroeg vroegen vroor vroren was waren week "
    "weken werd werden wees wezen wierf wierven wierp wierpen wies wiesen wist wisten woei woeien wogen woog won wonnen "
    "wreef wreven wrong wrongen zag zagen zat zaten zei zeiden zocht zochten zong zongen zonk zonken zon zonnen zogen "
    "zwol zwollen zwierf zwierven zweeg zwegen zwom zwommen zwoer zwoeren zond zonden bedierf bedierven".split()
)
_PREFIXES = tuple(
    sorted(
        "aan achter af be bij binnen bijeen buiten door een er goed her heen in los mee mis na neer om onder ont op open opnieuw over "
        "rond samen stil tegemoet tegen terecht teniet terug thuis toe tot tussen uit uiteen vast ver verder vol voor voort "
        "voorbij vrij waar weer weg zwart".split(),
        key=len,
        reverse=True,
    )
)
_AMBIGUOUS = frozenset(
    "zon zonnen vroeg streek streken weken week reden leden maten baden gaven namen boden lagen logen stalen staken slepen "
    "slopen roken wies wiesen reet wezen sloten bogen golden verdwenen begonnen genoten gevonden gebonden geboden gegolden "
    "verloor gesloten besloten gekozen vochten vocht sprongen goten schoten aandacht afspraken uitspraken aanspraken toespraken inspraken tegenspraken".split()
)
"""Forms that are present forms, infinitives, participles or common nouns as well: only the tagger can tell."""


@cache
def is_strong_past(form: str) -> bool:
    """Whether a form in lower case can be nothing else than a past tense, were it a verb: 'sliepen', 'opriep', 'vertrokken' not."""
    if form in _STRONG or form in _AMBIGUOUS:
        return form not in _AMBIGUOUS
    for prefix in _PREFIXES:
        if form.startswith(prefix) and form[len(prefix) :] in _STRONG:
            inseparable = prefix in ("be", "her", "ont", "ver")
            # 'vertrokken', 'bedwongen' may be participles
            return form[len(prefix) :] not in _AMBIGUOUS and not (inseparable and form.endswith("en"))
    return False
