"""Every measure by contrast: a text that has what it looks for against the same text without it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from amorecheck.judging.judge import engine_for
from amorecheck.judging.measures import MEASURES, MeasureContext, Measured
from amorecheck.judging.measures.words import is_abstract_noun, syllables
from amorecheck.language.passages import parse
from amorecheck.language.pipeline import load_pipeline
from amorecheck.reading import read
from amorecheck.rules.load import load_rules
from amorecheck.rules.schema import MeasureRule, walk_rules

PLAIN = """De vrijwilligers helpen mantelzorgers met vragen over vervoer. De ouderen eten samen in het buurthuis. De bewoners kennen elkaar van de vereniging.
De mantelzorgers hebben veel te doen. De eenzame bewoners krijgen bezoek. De opbouwwerker kent de buurt. De vrijwilligers hebben een vaste ruimte.
De bewoners beheren het buurthuis. De huisarts werkt samen met de wijkverpleging. De jongeren kennen de ouderen."""


@dataclass(frozen=True)
class Contrast:
    """What is added to PLAIN, and what is added instead in the text that has it not. `name`: the own municipality."""

    has: str
    instead: str = "De bewoners houden de buurt schoon."
    name: str = ""


CONTRASTS = {
    "Doelen met een jaartal, getal of beginpunt": Contrast(
        "In 2029 voelt nog 12 procent van de ouderen zich eenzaam, tegenover 18 procent nu.", "Wij willen dat minder ouderen zich eenzaam voelen."),
    "Wat er anders wordt": Contrast("Wij stoppen met het loket en gaan voortaan zelf bij mantelzorgers langs."),
    "Gevraagde inspanning": Contrast("Dit vraagt veel van ons: wij trekken er 40.000 euro per jaar voor uit."),
    "Kracht van de toezeggingen": Contrast("Wij stellen elk jaar 20.000 euro beschikbaar voor mantelzorgers.", "Mantelzorgers zijn er in alle soorten."),
    "Blik vooruit": Contrast("Wij gaan mantelzorgers volgend jaar thuis bezoeken.", "Mantelzorgers werden toen thuis bezocht."),
    "Slag om de arm": Contrast("Wij streven ernaar mantelzorgers waar mogelijk te ondersteunen.", "Wij ondersteunen mantelzorgers met een vrije middag."),
    "Doorgaan met wat er is": Contrast("Wij zetten het beleid voor mantelzorgers voort binnen de bestaande middelen."),
    "Verlangen en lat": Contrast("Wij dromen van een dorp waar niemand meer alleen eet."),
    "Zinnen met een plaatselijk houvast": Contrast("In Kraaiveen wonen 840 mensen."),
    "Wij-vorm": Contrast("Wij houden onze buurt schoon."),
    "Concrete beelden": Contrast("Op dinsdag staat er een pan soep op tafel.", "Er is een aanbod voor wie dat wenst."),
    "Voorbeelden en uitnodigingen": Contrast("Kent u iemand die alleen is, bel ons en doe mee."),
    "Eerste stappen": Contrast("In maart openen wij een buurtkamer voor mantelzorgers.", "Wij openen een buurtkamer voor mantelzorgers."),
    "Lijdende vorm": Contrast("Er wordt ingezet op ondersteuning van mantelzorgers.", "Wij ondersteunen mantelzorgers."),
    "Naamwoordstijl": Contrast(
        "De versterking van de betrokkenheid en de bevordering van zelfredzaamheid vergen afstemming.", "Bewoners doen meer mee als wij hen daarbij helpen en dat goed met hen bespreken."),
    "Zinsbouw": Contrast(
        "De bewoners die het buurthuis beheren dat de vereniging kocht van de corporatie die het wilde slopen omdat het dak dat zij had laten leggen lekte, houden de buurt schoon.",
        "De bewoners beheren het buurthuis. De vereniging kocht het. De corporatie wilde het slopen. Het dak lekte. De bewoners houden de buurt schoon."),
    "Leesgemak (Flesch-Douma)": Contrast("Wij zijn er voor u. Kom maar langs.", "Verantwoordelijkheidsverdelingen tussen samenwerkingspartners vereisen afstemmingsmogelijkheden."),
    "Gangbare woorden": Contrast("Wij willen graag weten wat u van ons vindt.", "Participatietrajecten vereisen representatieve doelgroepsegmentatie."),
    "Afkortingen zonder uitleg": Contrast("Het IZP werkt samen met de KTO en het SWT.", "Het Integraal Zorgplan (IZP) werkt samen met buren."),
    "Vaktaal": Contrast("De governance wordt integraal geborgd middels een afwegingskader."),
    "Maatregelen": Contrast("De gemeente opent in Kraaiveen een logeerhuis voor mantelzorgers.", "De gemeente is er voor mantelzorgers."),
    "Eigen namen": Contrast("Bewoners van Kraaiveen en Lutterhoek beheren samen dorpshuis De Wijzer."),
    "Vervangtoets": Contrast("Iedereen telt mee in een vitale samenleving.", "In Kraaiveen kookt Riet op dinsdag voor twintig buren."),
    "Eigen gebruiken, verleden en ervaring": Contrast("Het noaberschap en de kermis komen uit de tijd van de turfgravers."),
    "Woorden van mensen zelf": Contrast("«Wij redden het, tot wij het niet meer redden», zei een boer.", "Een boer redt het, tot hij het niet meer redt."),
    "Verschillende namen": Contrast("Bewoners van Kraaiveen, Lutterhoek en Oudezijl beheren De Wijzer.", "Bewoners van vier dorpen beheren een zaal."),
    "Eigen cijfers": Contrast("Van de 840 bewoners zorgt 14 procent voor een ander.", "Veel bewoners zorgen voor een ander."),
    "Namen van andere gemeenten": Contrast("De inwoners van de gemeente Veldrade doen dat samen.", "De inwoners van de gemeente Elzerdam doen dat samen.", "Elzerdam"),
    "Stemmen van inwoners en partners": Contrast("Mantelzorgers zeiden: «Wij willen één vast gezicht en geen loket».", "Mantelzorgers krijgen één vast gezicht en geen loket."),
    "Inbreng en wat ermee is gedaan": Contrast(
        "Voor deze visie spraken wij met 63 inwoners aan de keukentafel. Op hun verzoek is vervoer als doel toegevoegd.", "Deze visie is samen met 63 inwoners gemaakt. Zij telt drie delen."),
    "Behoeften en wensen": Contrast("Mantelzorgers hebben behoefte aan een avond vrij en maken zich zorgen over later."),
    "Mensen": Contrast("Een weduwe eet met de kleinkinderen van haar buurman.", "Het gebruik van de voorzieningen neemt toe."),
    "Taal van het systeem": Contrast("De stuurgroep bewaakt de werkprocessen en de bedrijfsvoering."),
    "Wat moeilijk is": Contrast("Dat is ons niet gelukt en wij weten nog niet hoe het wel moet."),
    "Keuzes met een prijs": Contrast("Wij kiezen voor kleine groepen en stoppen met het feest."),
    "Een zin om na te vertellen": Contrast("Wij willen dat niemand in Kraaiveen een dag zonder mens zit."),
    "Vaste woorden": Contrast(
        "De sociale basis is er voor iedereen. De sociale basis groeit. Het voorveld groeit. Het voorliggend veld is er ook.",
        "De sociale basis is er voor iedereen. De sociale basis groeit. De sociale basis helpt. De sociale basis is er ook."),
    "Tegenspraak": Contrast(
        "Wij laten los en bewoners bepalen zelf wat er gebeurt. Vooraf is goedkeuring van het college nodig.", "Wij laten los en bewoners bepalen zelf wat er gebeurt. Wij komen op verzoek langs."),
    "Grote woorden": Contrast("Onze unieke, bruisende en innovatieve buurt is fantastisch."),
    "Alleen goed nieuws": Contrast(
        "Wij zijn trots. Het is een geweldige buurt. Wij zijn een prachtige gemeente.", "Wij zijn trots. Het is niet gelukt om het loket te openen. Helaas was dat te laat."),
}  # fmt: skip


@cache
def _rules() -> dict[str, MeasureRule]:
    amore = next(f for f in load_rules().frameworks if f.id == "amore")
    return {m.title: m for item in walk_rules(amore.items) for m in item.measures}


@cache
def _context(text: str, name: str = "") -> MeasureContext:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "visie.txt"
        path.write_text(text, "utf8")
        document = read(path, limits=None)
    return MeasureContext(document, tuple(engine_for(load_rules()).read(parse(document, load_pipeline("nl_amore_sm")))), name)


def _measured(title: str, text: str, name: str = "") -> Measured:
    rule = _rules()[title]
    return MEASURES[rule.name](_context(text, name), rule)


def _is_against(title: str) -> bool:
    return _rules()[title].high < _rules()[title].low


def _goodness(title: str, value: float) -> float:
    return -value if _is_against(title) else value


@pytest.mark.parametrize("title", sorted(CONTRASTS))
def test_what_a_measure_looks_for_moves_it(title: str) -> None:
    contrast = CONTRASTS[title]
    has, without = _measured(title, f"{PLAIN}\n\n{contrast.has}", contrast.name), _measured(title, f"{PLAIN}\n\n{contrast.instead}", contrast.name)
    assert has.value is not None
    assert without.value is not None
    better = _goodness(title, has.value) - _goodness(title, without.value)
    assert better < 0 if _is_against(title) else better > 0, (has.value, without.value)


@pytest.mark.parametrize("title", sorted(CONTRASTS))
def test_a_measure_that_moved_shows_a_sentence_of_what_was_added(title: str) -> None:
    contrast = CONTRASTS[title]
    context = _context(f"{PLAIN}\n\n{contrast.has}", contrast.name)
    has = _measured(title, f"{PLAIN}\n\n{contrast.has}", contrast.name)
    shown = {context.readings[i].passage.text for i in (*has.pro, *has.contra)}
    if title not in {"Leesgemak (Flesch-Douma)", "Gangbare woorden", "Verschillende namen"}:  # these are about all words, not about one sentence
        assert any(text in " ".join(contrast.has.split()) for text in shown), shown


def test_every_measure_in_the_rules_has_a_contrast() -> None:
    assert set(_rules()) == set(CONTRASTS)


def test_every_registered_measure_is_used_and_says_its_range_and_weakness() -> None:
    assert set(MEASURES) == {rule.name for rule in _rules().values()}
    for name, function in MEASURES.items():
        doc = function.__doc__ or ""
        assert "Weakness:" in doc, name
        assert "Source:" in doc, name
        assert re.search(r"Range|Usually", doc), name


@pytest.mark.parametrize("title", sorted(CONTRASTS))
def test_twice_the_text_gives_the_same_value(title: str) -> None:
    contrast = CONTRASTS[title]
    text = f"{PLAIN}\n\n{contrast.has}"
    once, twice = _measured(title, text, contrast.name), _measured(title, f"{text}\n\n{text}", contrast.name)
    assert once.value is not None
    assert twice.value is not None
    rule = _rules()[title]
    assert abs(once.value - twice.value) <= 0.1 * abs(rule.high - rule.low), (once.value, twice.value)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Slag om de arm", "De buurt is groen. Het buurthuis staat er lang. De straat is stil. Er zijn bomen."),
        ("Vaste woorden", PLAIN),
        ("Alleen goed nieuws", PLAIN),
        ("Namen van andere gemeenten", PLAIN),
    ],
)
def test_what_cannot_be_taken_is_none(title: str, text: str) -> None:
    assert _measured(title, text).value is None


def test_a_region_or_an_example_is_no_name_left_behind() -> None:
    found = _measured("Namen van andere gemeenten", f"{PLAIN}\n\nSamen met de gemeente Veldrade en de regio betalen wij het vervoer.", "Elzerdam")
    assert found.value == 0


def test_how_the_vision_was_made_is_no_core_sentence() -> None:
    text = "De visie is opgesteld na twee bijeenkomsten met partners."
    found = _measured("Een zin om na te vertellen", f"{PLAIN}\n\n{text}")
    assert text not in str(found.fields["zin"])


@pytest.mark.parametrize(
    "text",
    [
        "Wij willen de sociale samenhang in onze wijken behouden en versterken.",
        "Wij willen de samenwerking met partners verbeteren.",
        "Wij streven naar het versterken van de sociale basis in Elzerdam.",
    ],
)
def test_a_striving_that_any_municipality_has_is_no_core_sentence(text: str) -> None:
    found = _measured("Een zin om na te vertellen", f"{PLAIN}\n\n{text}")
    assert found.pro == ()
    assert found.value == 0


def test_a_striving_one_can_picture_stays_a_core_sentence() -> None:
    text = "Wij willen in elk dorp een keukentafel behouden waar niemand alleen zit."
    assert text.rstrip(".") in str(_measured("Een zin om na te vertellen", f"{PLAIN}\n\n{text}").fields["zin"])


def test_the_own_name_is_half_a_name() -> None:
    with_name = f"{PLAIN}\n\nIn Elzerdam houden de bewoners de buurt schoon."
    with_place = f"{PLAIN}\n\nIn Kraaiveen houden de bewoners de buurt schoon."
    own, place = _measured("Eigen namen", with_name, "Elzerdam"), _measured("Eigen namen", with_place, "Elzerdam")
    assert own.value is not None
    assert place.value is not None
    assert 0 < own.value == pytest.approx(place.value / 2)
    assert "telt half" in str(own.fields["zelf"])


def test_a_sentence_under_the_name_of_a_neighbourhood_is_half_about_it() -> None:
    told = "De bewoners van Kraaiveen houden de buurt schoon. De jongeren doen niet mee. De winkel is weg."
    headed, bare = (_measured("Eigen namen", f"{PLAIN}\n\n{heading}\n\n{told}").value or 0.0 for heading in ("Kraaiveen", "De buurt"))
    assert headed > bare


def test_the_title_of_a_paper_is_no_name() -> None:
    found = _measured("Eigen namen", f"{PLAIN}\n\nDit staat ook in de Beleidsnota Ouderen Elzerdam en in de Woonvisie Elzerdam.")
    assert found.value == 0


def test_what_is_to_be_done_by_nobody_is_no_look_ahead() -> None:
    passive, active = "Mantelzorgers worden volgend jaar bezocht.", "Wij gaan mantelzorgers volgend jaar bezoeken."
    values = [_measured("Blik vooruit", f"{PLAIN}\n\n{text}").value or 0.0 for text in (passive, active)]
    assert values[0] < values[1]


def test_loneliness_as_a_figure_is_no_wish_of_people() -> None:
    found = _measured("Behoeften en wensen", f"{PLAIN}\n\nVan de volwassenen voelt 46 procent zich eenzaam en is 11 procent overbelast.")
    assert found.value == 0


def test_a_national_sentence_is_not_held_against_the_municipality() -> None:
    text = "In het Gezond en Actief Leven Akkoord (GALA) wordt door het Rijk gevraagd om een visie."
    context = _context(f"{PLAIN}\n\n{text}")
    assert text not in {context.readings[i].passage.text for i in _measured("Lijdende vorm", f"{PLAIN}\n\n{text}").contra}


@pytest.mark.parametrize(("word", "count"), [("buurt", 1), ("wijken", 2), ("samenleving", 4), ("mantelzorger", 4)])
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(("noun", "abstract"), [("versterking", True), ("betrokkenheid", True), ("implementatie", True), ("woning", False), ("vereniging", False), ("soep", False), ("stichting", False)])
def test_nouns_made_from_verbs(noun: str, abstract: bool) -> None:
    assert is_abstract_noun(noun) is abstract


def test_a_church_among_partners_and_using_figures_are_no_customs() -> None:
    """«Gebruiken» is a verb too, and a church that takes part is a partner."""
    said = _measured("Eigen gebruiken, verleden en ervaring", f"{PLAIN}\n\nDe scholen en de kerken doen mee. Hoe wij de cijfers gaan gebruiken, werken wij nader uit.")
    assert said.value == 0
