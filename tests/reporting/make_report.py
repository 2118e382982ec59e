"""Invented reports for the tests of the writers: a rich one, a poor one, one that cannot be judged, a hostile one.

The municipalities and people do not exist. The drafts are written as real ones are; the reports say about them what
an adviser would. No reader, model or rule file is needed: these tests are about writing only.

Run as a script to get the reports as JSON: python tests/reporting/make_report.py FOLDER
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from amorecheck.reporting.model import (
    DocumentInfo,
    Evidence,
    Framework,
    Item,
    Measure,
    Nearest,
    Notice,
    Report,
    Stance,
    Tool,
    Verdict,
    Waiver,
    Why,
)

ONTBREEKT, GENOEMD, UITGEWERKT, ONBESLIST = Verdict.MISSING, Verdict.NAMED, Verdict.WORKED_OUT, Verdict.CANNOT_TELL

TOOL = Tool(version="0.1.0", model="nl_amore_sm 0.1.0", rules="3f9a61c2b7d04e58" * 4)

VISIE = ("Samen thuis in Lindewaard",)
SAMENHANG, ZORG = (*VISIE, "2 Elkaar kennen"), (*VISIE, "3 Zorgen voor elkaar", "3.1 Mantelzorg")
ROL, WIJK = (*VISIE, "4 Rol van de gemeente"), (*VISIE, "5 Werken in wijk en dorp")
KENNIS, EIGEN = (*VISIE, "6 Wat wij weten"), (*VISIE, "7 Lindewaard is Lindewaard")


@dataclass(frozen=True)
class Sentence:
    """A sentence of the invented draft and what it is evidence for."""

    id: str
    items: tuple[str, ...]
    text: str
    page: int | None
    section: tuple[str, ...]
    paragraph: int
    words: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    stance: Stance = field(default_factory=Stance)
    why: tuple[Why, ...] = ()


DRAFT = (
    Sentence(
        "e1", ("T1", "SB2", "WS3"),
        "In 2028 heeft elke kern een ontmoetingsplek die bewoners zelf openhouden; de gemeente betaalt de huur.",
        4, SAMENHANG, 9, ("ontmoetingsplek", "bewoners zelf", "de gemeente betaalt"),
        before="Wie elkaar kent, helpt elkaar eerder.",
        after="Met Stichting Ons Dorp maken we in 2026 afspraken over sleutel en beheer.",
        stance=Stance(commitment=4, cues=("besluit: de gemeente betaalt",)),
        why=(
            Why(item="T1", rule="T1/ontmoeting", says="noemt ontmoeting in een kern", words=("ontmoetingsplek", "kern"), points=2),
            Why(item="T1", rule="T1/jaartal", says="noemt een jaar waarin dit er is", words=("2028",), points=1),
        ),
    ),
    Sentence(
        "e2", ("T2", "IN3"),
        "Mantelzorgers die dat nodig hebben, krijgen vanaf 2026 twee dagen per maand vervangende zorg via Steunpunt De Schakel.",
        6, ZORG, 17, ("Mantelzorgers", "vervangende zorg"),
        before="Bijna één op de zes volwassenen in Lindewaard zorgt langdurig voor een naaste.",
        stance=Stance(commitment=3, cues=("toezegging: krijgen vanaf 2026",)),
        why=(Why(item="T2", rule="T2/ondersteuning", says="noemt een vorm van ondersteuning", words=("vervangende zorg",), points=3),),
    ),
    Sentence(
        "e3", ("T3",), "Ook eenzaamheid is een belangrijk thema, dat wij de komende tijd nader uitwerken.",
        5, SAMENHANG, 13, ("eenzaamheid",),
        stance=Stance(labels=("deferred",), commitment=1, cues=("deferred: nader uitwerken",)),
    ),
    Sentence(
        "e4", ("T4", "SB3"),
        "Onze sociaal werkers begeleiden de vrijwilligers van de buurthuizen en nemen het werk over als dat te zwaar wordt.",
        7, (*VISIE, "3 Zorgen voor elkaar", "3.2 Vrijwilligers en professionals"), 21, ("sociaal werkers", "vrijwilligers"),
        stance=Stance(commitment=3),
    ),
    Sentence(
        "e5", ("W", "WS1"),
        "Elke kern krijgt een eigen dorpsagenda, omdat Broekzijde andere vragen heeft dan de Stationswijk.",
        10, WIJK, 31, ("Elke kern", "dorpsagenda"), stance=Stance(commitment=3),
    ),
    Sentence(
        "e6", ("SB1", "AMORE.E"),
        "De sociale basis is voor ons alles wat mensen in hun eigen straat, dorp of vereniging steun geeft.",
        3, (*VISIE, "1 Wat wij bedoelen"), 4, ("sociale basis",), stance=Stance(commitment=2),
    ),
    Sentence(
        "e7", ("GE1",), "De gemeente is opdrachtgever van het welzijnswerk en regisseur van de samenwerking.",
        8, ROL, 24, ("opdrachtgever", "regisseur"), stance=Stance(commitment=2),
    ),
    Sentence(
        "e8", ("GE2", "AMORE.M"),
        "Heeft een bewoner een plan, dan zeggen wij eerst ja en zoeken wij binnen twee weken een ambtenaar die meedenkt.",
        8, ROL, 26, ("zeggen wij eerst ja",), stance=Stance(commitment=4),
    ),
    Sentence(
        "e9", ("SG3", "AMORE.O"), "Het Lindefeest brengt al tachtig jaar alle dorpen bij elkaar, en daar bouwen wij op voort.",
        13, EIGEN, 40, ("Lindefeest",), stance=Stance(commitment=2),
    ),
    Sentence(
        "e10", ("P", "AMORE.R"),
        "Aan zes dorpstafels praatten 214 inwoners mee; hun wens om een eigen ontmoetingsplek is hoofdstuk 2 geworden.",
        2, (*VISIE, "Voorwoord"), 2, ("dorpstafels", "214 inwoners"), stance=Stance(labels=("past",), commitment=2),
    ),
    Sentence(
        "e11", ("AMORE.M", "AMORE.A"), "Er zal waar mogelijk worden ingezet op het faciliteren van passende verbindingen.",
        9, ROL, 28, ("waar mogelijk", "faciliteren"), stance=Stance(commitment=1),
    ),
    Sentence(
        "e12", ("DK1", "DK3"), "Naast de monitor van de GGD tellen de verhalen van de dorpstafels even zwaar mee.",
        12, KENNIS, 37, ("monitor", "verhalen"), stance=Stance(commitment=2),
    ),
    Sentence(
        "e13", ("IN1",), "Van inwoners vragen wij om naar elkaar om te zien.",
        6, (*VISIE, "3 Zorgen voor elkaar"), 15, ("Van inwoners vragen wij",), stance=Stance(commitment=2),
    ),
    Sentence(
        "e14", ("SG1",), "De proef met de dorpsverbinder in Broekzijde leverde in twee jaar elf bewonersinitiatieven op.",
        13, EIGEN, 42, ("proef", "elf bewonersinitiatieven"), stance=Stance(labels=("past",), commitment=1),
    ),
)  # fmt: skip

NEAREST = {
    "T3": Nearest(
        text="Ook eenzaamheid is een belangrijk thema, dat wij de komende tijd nader uitwerken.",
        start=0, end=81, page=5, section=SAMENHANG, paragraph=13,
        lacks=("een doel", "een maatregel", "wie het doet"),
    ),
    "DK2": Nearest(
        text="De wijkprofielen staan op de website van de gemeente.",
        start=0, end=53, page=12, section=KENNIS, paragraph=38, lacks=("De zin noemt gegevens, maar niet wie ermee werkt.", "De zin zegt niet wat u verwacht."),
    ),
}  # fmt: skip

THEMES = {
    "T1": ("Sociale samenhang of samenlevingsopbouw", "Noem een doel voor sociale samenhang en zeg wie daaraan werkt."),
    "T2": ("Mantelzorg", "Schrijf op welke steun mantelzorgers krijgen, van wie en vanaf wanneer."),
    "T3": (
        "Tegengaan van eenzaamheid",
        "Kies één doel tegen eenzaamheid, noem een aanpak die daarbij past en zeg welke partners meedoen.",
    ),
    "T4": (
        "Vrijwilligerswerk en professionals",
        "Beschrijf hoe vrijwilligers en professionals elkaar aanvullen en hoe u hen ondersteunt.",
    ),
    "W": ("Wijkgericht werken", "Leg uit wat per wijk of dorp anders gaat en waarom."),
}

ASPECTS = {"doel": "Doel", "aanpak": "Aanpak", "partners": "Partners", "wijk": "Wijkgericht"}

QUESTIONS: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "SB": ("De sociale basis", (
        ("Kijk op de sociale basis", "Hoe kijkt u in uw gemeente aan tegen de sociale basis?"),
        ("Doelstellingen", "Welke doelstellingen wilt u bereiken met investeringen in de vier thema's?"),
        ("Organisaties en partners", "Welke formele en informele organisaties en partners hebben een rol?"),
    )),
    "IN": ("Rol en perspectief van inwoners", (
        ("Verantwoordelijkheid van inwoners", "Welke verantwoordelijkheid hebben inwoners?"),
        ("Inclusie", "Hoe kijkt u naar inclusie van inwoners?"),
        ("Ondersteuning", "Hoe kunt u inwoners als gemeente ondersteunen?"),
    )),
    "GE": ("Rol van de gemeente", (
        ("Functies van de gemeente", "Welke functies heeft de gemeente: opdrachtgever, regisseur, facilitator, financier?"),
        ("Achtergrond of actieve steun", "Blijft u op de achtergrond of ondersteunt u initiatieven actief?"),
        ("Interne samenwerking", "Welke interne samenwerking tussen domeinen is nodig?"),
    )),
    "WS": ("Wijkgericht samenwerken", (
        ("Verwachting van partners", "Wat verwacht u van partners in de wijk?"),
        ("Sturen en ruimte geven", "Wat is de juiste balans tussen sturen en verantwoordelijkheid geven?"),
        ("Wie waarvoor verantwoordelijk is", "Wie is waarvoor verantwoordelijk en wat is gedeeld?"),
    )),
    "DK": ("Data en kennis uit de praktijk", (
        ("Doel van data", "Wat is uw doel met het gebruik van data en wijkprofielen?"),
        ("Gebruikers van data", "Wie gaan deze data gebruiken en wat verwacht u daarvan?"),
        ("Cijfers en verhalen", "Hoe verhouden cijfers en verhalen zich tot elkaar?"),
    )),
    "SG": ("Specifiek voor uw gemeente", (
        ("Bewezen aanpakken", "Welke aanpakken zijn al bewezen effectief geweest?"),
        ("Wat u blijft benutten", "Welke aanpakken wilt u blijven benutten?"),
        ("Cultuur en eigenheid", "Wat zijn belangrijke cultuurelementen in uw gemeente?"),
    )),
}  # fmt: skip

ADVICE = {
    "SB1": "Schrijf in twee zinnen wat de sociale basis voor u is, met een voorbeeld uit uw gemeente.",
    "SB2": "Noem per thema één doel en een jaar.",
    "SB3": "Noem de organisaties bij naam en zeg per organisatie wat zij doet.",
    "IN1": "Zeg ook wat u niet van inwoners verwacht en wat er gebeurt als het hun niet lukt.",
    "IN2": "Noem welke groepen nu buiten beeld blijven en wat u doet om hen te bereiken.",
    "GE1": "Leg uit wat u in elke rol doet en wat u juist aan anderen laat.",
    "GE3": "Noem welke afdelingen samenwerken, bijvoorbeeld zorg, ruimte en sport, en hoe dat is geregeld.",
    "WS1": "Schrijf per partner op wat u verwacht en wat die partner van u krijgt.",
    "WS2": "Beschrijf waar u stuurt en waar u ruimte geeft, met een voorbeeld.",
    "DK1": "Zeg welke beslissing u met de cijfers wilt nemen.",
    "DK2": "Schrijf op wie de wijkprofielen gebruikt, hoe vaak en waarvoor.",
    "SG2": "Kies welke aanpakken u voortzet en zeg waarom.",
}

EXAMPLES = {
    "T3": ("In 2027 kent elke wijkverpleegkundige de weg naar het signaalpunt eenzaamheid van welzijnsorganisatie De Brug.",),
    "DK2": ("De dorpsverbinders bespreken het wijkprofiel elk najaar met huisarts, school en dorpsraad.",),
    "IN2": ("Wie slecht ziet of weinig leest, krijgt de uitnodiging ook mondeling via de buurtwerker.",),
    "WS2": ("Wij bepalen met de partners het doel, zij bepalen de weg ernaartoe.",),
}

RICH = {
    "T1": (UITGEWERKT, 86.0), "T2": (UITGEWERKT, 78.0), "T3": (GENOEMD, 25.0), "T4": (UITGEWERKT, 70.0), "W": (UITGEWERKT, 75.0),
    "SB1": (UITGEWERKT, 80.0), "SB2": (UITGEWERKT, 72.0), "SB3": (GENOEMD, 45.0),
    "IN1": (GENOEMD, 40.0), "IN2": (ONTBREEKT, 0.0), "IN3": (UITGEWERKT, 66.0),
    "GE1": (GENOEMD, 50.0), "GE2": (UITGEWERKT, 90.0), "GE3": (ONTBREEKT, 0.0),
    "WS1": (GENOEMD, 45.0), "WS2": (ONTBREEKT, 0.0), "WS3": (UITGEWERKT, 62.0),
    "DK1": (GENOEMD, 40.0), "DK2": (ONTBREEKT, 0.0), "DK3": (UITGEWERKT, 60.0),
    "SG1": (UITGEWERKT, 64.0), "SG2": (ONTBREEKT, 0.0), "SG3": (UITGEWERKT, 84.0),
    "P": (UITGEWERKT, 81.0),
}  # fmt: skip

RICH_ASPECTS = {
    "T1": (UITGEWERKT, UITGEWERKT, GENOEMD, UITGEWERKT),
    "T2": (GENOEMD, UITGEWERKT, UITGEWERKT, ONTBREEKT),
    "T3": (ONTBREEKT, ONTBREEKT, ONTBREEKT, ONTBREEKT),
    "T4": (GENOEMD, UITGEWERKT, ONBESLIST, UITGEWERKT),
}

POOR = dict.fromkeys(RICH, (ONTBREEKT, 0.0)) | {"T1": (GENOEMD, 15.0), "SB1": (GENOEMD, 20.0)}

WEIGHTS = {"T1": 2.0, "T2": 2.0, "T3": 2.0, "T4": 2.0, "W": 2.0, "P": 1.5}


def rich_report() -> Report:
    """A draft with strong and thin parts, a waiver, nearest passages, AMORE both ways, skipped layers and notices."""
    evidence = _evidence(DRAFT)
    return Report(
        tool=TOOL,
        document=DocumentInfo(
            name="Visie sociale basis Lindewaard concept 3.docx", sha256="a4" * 32, format="docx", pages=14, words=4812,
            title="Samen thuis in Lindewaard", municipality="Lindewaard",
            layers={"voetnoten": 4, "tekstvakken": 2, "verwijderde tekst": 3},
            skipped=("Inhoudsopgave", "Bijlage 2: Wettelijk kader", "Begrippenlijst"),
        ),
        frameworks=(
            _themes(RICH, RICH_ASPECTS, evidence),
            _bouwstenen(RICH, evidence, {"GE3": Waiver(
                verdict=GENOEMD, reason="Staat in de bijlage over het programmateam, die wij apart kregen.",
                date="2026-11-12", original=ONTBREEKT,
            )}),
            _betrokkenheid(RICH, evidence),
            _amore(),
        ),
        evidence=evidence,
        notices=(
            Notice(code="afbeelding-met-tekst", message="Op bladzijde 11 staat een afbeelding. Tekst in afbeeldingen kan het programma niet lezen."),
            Notice(code="wijzigingen-bijgehouden", message="Het bestand bevat bijgehouden wijzigingen. Ingevoegde tekst is meegelezen, verwijderde tekst niet."),
        ),
    )  # fmt: skip


def poor_report() -> Report:
    """A short text of general phrases: two items are named, all others are missing; AMORE has little to go on."""
    draft = (
        Sentence("e1", ("T1", "SB1"), "Wij vinden sociale samenhang en een sterke sociale basis belangrijk.", None, ("Inleiding",), 1, ("sociale samenhang",)),
    )  # fmt: skip
    evidence = _evidence(draft)
    return Report(
        tool=TOOL,
        document=DocumentInfo(name="visie.txt", sha256="b7" * 32, format="text", words=318, title="", municipality="Nieuw-Elsbroek"),
        frameworks=(_themes(POOR, {}, evidence), _bouwstenen(POOR, evidence, {}), _betrokkenheid(POOR, evidence)),
        evidence=evidence,
    )


def undecided_report() -> Report:
    """A draft in English: nothing is judged, and no score is 0."""
    verdicts = dict.fromkeys(RICH, (ONBESLIST, None))
    return Report(
        tool=TOOL,
        document=DocumentInfo(name="vision.docx", sha256="c1" * 32, format="docx", words=2150, title="Together", municipality=""),
        frameworks=(_themes(verdicts, {}, ()), _bouwstenen(verdicts, (), {}), _betrokkenheid(verdicts, ())),
        evidence=(),
        notices=(Notice(code="andere-taal", message="Deze tekst is in het Engels geschreven. Dit programma beoordeelt alleen Nederlandse teksten."),),
    )  # fmt: skip


def strong_report() -> Report:
    """A draft in which every item is worked out: nothing to add, and the report must not invent a gap."""
    everything = dict.fromkeys(RICH, (UITGEWERKT, 88.0))
    evidence = _evidence(DRAFT)
    return rich_report().model_copy(
        update={
            "frameworks": (
                _themes(everything, dict.fromkeys(RICH_ASPECTS, (UITGEWERKT,) * 4), evidence),
                _bouwstenen(everything, evidence, {}),
                _betrokkenheid(everything, evidence),
            )
        }
    )


HOSTILE = (
    "<script>alert('x')</script>", '"><img src=x onerror=alert(1)>', "</style><h1>Kop</h1>", "{{ 7*7 }}{% include '/etc/passwd' %}",
    "[/bijlage] [bold red]", "\x1b[2J\x1b[31mrood\x1b]8;;http://voorbeeld.invalid\x07", "&lt;b&gt; & <!-- weg -->", "\u202egnisrev", "{naam} %s $x",
    "a" * 200,
)  # fmt: skip
"""What a draft may hold to break out of a report: markup of HTML, Jinja, rich and terminals, and a word without end."""


def hostile_report() -> Report:
    """The rich report with hostile text in every field that comes from a draft or a rule file."""
    return spoiled_report(HOSTILE)


def spoiled_report(payloads: tuple[str, ...]) -> Report:
    """The rich report with one of `payloads` after every text, in turn."""
    turn = iter(range(10**6))

    def spoil(text: str) -> str:
        return f"{text} {payloads[next(turn) % len(payloads)]}"

    return Report.model_validate(_change(json.loads(rich_report().to_json()), spoil))


KEPT = {"id", "items", "evidence", "contra", "pro", "verdict", "original", "schema", "sha256", "rules", "code", "date", "labels"}
"""Fields whose values are ids or fixed words: no draft can put anything in them."""


def _change(node: Any, spoil: Callable[[str], str], key: str = "") -> Any:
    if isinstance(node, dict):
        fixed = node.get("name") if node.get("name") == "amorecheck" else None
        changed = {name: _change(value, spoil, name) for name, value in node.items()}
        return changed | {"name": fixed} if fixed else changed
    if isinstance(node, list):
        return [_change(value, spoil, key if not isinstance(value, dict) else "") for value in node]
    return spoil(node) if isinstance(node, str) and node and key not in KEPT else node


def _evidence(draft: tuple[Sentence, ...]) -> tuple[Evidence, ...]:
    """The draft as one text, sentence after sentence, with offsets into it."""
    pieces, start = [], 0
    for sentence in draft:
        end = start + len(sentence.text)
        pieces.append(Evidence(start=start, end=end, **vars(sentence)))
        start = end + 1
    return tuple(pieces)


def _item(name: str, title: str, verdicts: dict[str, Any], evidence: tuple[Evidence, ...], **more: Any) -> Item:
    verdict, score = verdicts[name]
    advice = more.pop("advice", "")
    return Item(
        id=name,
        title=title,
        verdict=verdict,
        score=score,
        weight=WEIGHTS.get(name, 1.0),
        advice="" if verdict in (UITGEWERKT, ONBESLIST) else advice or "Schrijf op wat u hier kiest, wie het doet en vanaf wanneer.",
        remarks=("doorgeschoven naar later",) if (name, verdict) == ("T3", GENOEMD) else (),
        ask=f"Wat wilt u met '{title.lower()}' bereiken, en voor wie?",
        examples=EXAMPLES.get(name, ()),
        evidence=tuple(piece.id for piece in evidence if name in piece.items),
        nearest=NEAREST.get(name) if verdict in (ONTBREEKT, GENOEMD) and len(evidence) > 1 else None,
        **more,
    )


def _themes(verdicts: dict[str, Any], aspects: dict[str, Any], evidence: tuple[Evidence, ...]) -> Framework:
    def parts(theme: str) -> tuple[Item, ...]:
        return tuple(
            Item(id=f"{theme}.{name}", title=title, verdict=verdict)
            for (name, title), verdict in zip(ASPECTS.items(), aspects.get(theme, ()), strict=False)
        )

    items = tuple(
        _item(name, title, verdicts, evidence, advice=advice, items=parts(name)) for name, (title, advice) in THEMES.items()
    )
    return Framework(
        id="themas", title="De vier thema's en wijkgericht werken", source="JSO, Bouwstenen visie wijkgericht werken sociale basis",
        score=_mean(items), items=items,
    )  # fmt: skip


def _bouwstenen(verdicts: dict[str, Any], evidence: tuple[Evidence, ...], waivers: dict[str, Waiver]) -> Framework:
    blocks = []
    for block, (title, questions) in QUESTIONS.items():
        items = []
        for number, (short, question) in enumerate(questions, start=1):
            name = f"{block}{number}"
            item = _item(name, short, verdicts, evidence, question=question, advice=ADVICE.get(name, ""))
            if waiver := waivers.get(name):
                item = item.model_copy(update={"waiver": waiver, "verdict": waiver.verdict})
            items.append(item)
        rank = {ONTBREEKT: 0, GENOEMD: 1, UITGEWERKT: 2, ONBESLIST: 3}
        verdict = sorted((item.verdict for item in items), key=rank.__getitem__)[1]
        blocks.append(Item(id=block, title=title, verdict=verdict, score=_mean(tuple(items)), items=tuple(items)))
    return Framework(
        id="bouwstenen", title="De zes bouwstenen", source="JSO, Bouwstenen visie wijkgericht werken sociale basis",
        score=_mean(tuple(blocks)), items=tuple(blocks),
    )  # fmt: skip


def _betrokkenheid(verdicts: dict[str, Any], evidence: tuple[Evidence, ...]) -> Framework:
    item = _item(
        "P", "Inwoners en partners maakten de visie mee", verdicts, evidence,
        advice="Vertel wie heeft meegepraat, hoe, en wat u met hun inbreng hebt gedaan.",
    )  # fmt: skip
    return Framework(id="betrokkenheid", title="Betrokkenheid", score=item.score, items=(item,))


def _amore() -> Framework:
    def criterion(letter: str, title: str, question: str, score: float, verdict: Verdict, suggestion: str,
                  measures: tuple[Measure, ...], pro: tuple[str, ...], contra: tuple[str, ...]) -> Item:
        return Item(id=f"AMORE.{letter}", title=title, question=question, verdict=verdict, score=score, measures=measures,
                    evidence=pro, contra=contra, suggestion=suggestion)  # fmt: skip

    return Framework(
        id="amore", title="AMORE", source="JSO, Is jouw visie AMORE?", score=58.0,
        note="Deze vijf zijn aanwijzingen, geen metingen. Of een visie inspireert of gedragen is, kan geen programma zien.",
        items=(
            criterion(
                "A", "Ambitie", "Ligt de lat hoog genoeg om te inspireren?", 61.0, GENOEMD,
                "Geef ook het doel voor eenzaamheid een jaartal, zoals u op bladzijde 4 deed voor de ontmoetingsplekken.",
                (
                    Measure(name="doelen_met_jaartal", title="Doelen met een jaartal", says="3 van de 5 doelen hebben een jaartal", value=0.6, score=0.6, pro=("e1",)),
                    Measure(name="beloften", title="Stevige toezeggingen", says="4 zinnen zijn een besluit of toezegging", value=4, score=0.7, pro=("e1", "e2")),
                    Measure(name="voorbehoud", title="Voorbehoud", says="in 9 zinnen staat een voorbehoud, zoals 'waar mogelijk'", value=9, score=0.45, contra=("e11",)),
                ),
                ("e1", "e2"), ("e11",),
            ),
            criterion(
                "M", "Motiverend", "Spreekt de tekst aan en is hij concreet?", 55.0, GENOEMD,
                "Schrijf de zin over 'passende verbindingen' op bladzijde 9 opnieuw: wie doet wat, en wanneer?",
                (
                    Measure(name="zinslengte", title="Lengte van zinnen", says="een zin telt gemiddeld 17 woorden", value=17.2, score=0.6),
                    Measure(name="lijdende_vorm", title="Lijdende vorm", says="22 % van de zinnen staat in de lijdende vorm", value=0.22, score=0.5, contra=("e11",)),
                ),
                ("e8",), ("e11",),
            ),
            criterion(
                "O", "Onderscheidend", "Ziet u de eigenheid van de gemeente?", 72.0, UITGEWERKT, "",
                (Measure(name="eigen_namen", title="Eigen plaatsen en namen", says="11 verschillende plaatsen en organisaties uit de gemeente", value=11, score=0.72, pro=("e9",)),),
                ("e9",), (),
            ),
            criterion(
                "R", "Relevant", "Is de visie voor inwoners en partners van belang?", 64.0, UITGEWERKT,
                "Laat ook partners aan het woord; nu komen alleen inwoners aan bod.",
                (Measure(name="stemmen", title="Stemmen van inwoners", says="6 passages geven weer wat inwoners zeiden", value=6, score=0.64, pro=("e10",)),),
                ("e10",), (),
            ),
            criterion(
                "E", "Echt", "Is de visie geloofwaardig en na te vertellen?", 38.0, GENOEMD,
                "Noem een keuze die pijn doet: wat gaat u niet doen?",
                (
                    Measure(name="keuzes", title="Keuzes", says="1 keuze zegt ook wat niet gebeurt", value=1, score=0.3),
                    Measure(name="middelen", title="Geld en mensen", says="kon niet worden bepaald: de bijlage met de begroting ontbreekt"),
                ),
                ("e6",), (),
            ),
        ),
    )  # fmt: skip


def _mean(items: tuple[Item, ...]) -> float | None:
    scored = [(item.score, item.weight) for item in items if item.score is not None]
    return round(sum(s * w for s, w in scored) / sum(w for _, w in scored), 1) if scored else None


REPORTS: dict[str, Callable[[], Report]] = {
    "rich": rich_report, "poor": poor_report, "undecided": undecided_report, "strong": strong_report, "hostile": hostile_report,
}  # fmt: skip


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, build in REPORTS.items():
        (folder / f"{name}.json").write_text(build().to_json(), encoding="utf-8")
