"""AMORE on invented texts: what a reader would call local and firm scores well, what is only words does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from amorecheck.judging.judge import engine_for, judge_passages
from amorecheck.judging.measures.words import syllables
from amorecheck.language.passages import parse
from amorecheck.language.pipeline import load_pipeline
from amorecheck.reading import read
from amorecheck.reporting.model import Item
from amorecheck.rules.load import load_rules

CRITERIA = ("AMORE.A", "AMORE.M", "AMORE.O", "AMORE.R", "AMORE.E")

LOCAL = """Samen in Elzerdam

Elzerdam heeft vier dorpen: Oud-Elzer, Kraaiveen, Het Zand en Lutterhoek. In Kraaiveen wonen 840 mensen. Op dinsdag kookt Riet de Boer in
dorpshuis De Wijzer soep voor twintig buren. Wij spraken dit voorjaar 212 inwoners aan de keukentafel. Zij zeiden: “Wij willen graag helpen,
maar wij weten niet wie iets nodig heeft.” Mantelzorgers in Lutterhoek vertelden dat zij geen vrije avond meer hebben. Dat lukt ons nu niet goed genoeg.

In 2029 kent elke mantelzorger in Elzerdam iemand die het een avond overneemt. Wij willen dat het aantal eenzame ouderen daalt van 18 naar 12 procent.
De gemeente betaalt daarvoor vanaf 2026 per jaar 60.000 euro aan stichting De Wijzer. De opbouwwerker van De Wijzer gaat elke week langs in Het Zand.
Vrijwilligers van voetbalclub Lutter Boys halen mensen op die slecht lopen. De kermis van Oud-Elzer laat zien hoe wij hier doen: eerst helpen, dan praten.
Daarom kiezen wij voor kleine groepen per dorp. Wij stoppen met het digitale plein, want daar kwam bijna niemand. Dat kost ons het gemak van één
loket. In Kraaiveen beginnen wij in maart met de eerste buurtkamer. Bewoners van Kraaiveen bepalen zelf wat er gebeurt.
"""

STUFFED = """Onze visie op de sociale basis

Ambitie, dromen en verlangen staan centraal in een vitale en veerkrachtige samenleving waarin iedereen meedoet. Samen staan we sterk en bundelen we de krachten
in een inclusieve gemeenschap. De inwoner staat centraal en heeft regie over het eigen leven. Er wordt waar mogelijk ingezet op integrale samenwerking
tussen alle stakeholders. Mantelzorg, eenzaamheid en vrijwillige inzet zijn van belang voor een sterke sociale basis. Er is nadrukkelijk aandacht
voor laagdrempelige ontmoeting en maatwerk waar nodig. Behoeften en wensen van inwoners zijn leidend in onze innovatieve en toekomstbestendige werkwijze.
De leefwereld gaat voor de systeemwereld. Verbinding, vertrouwen en eigenaarschap vormen het fundament van de transformatie. Met passie en energie wordt
gewerkt aan een warme samenleving waarin niemand buiten de boot valt. Cultuur en identiteit van de gemeenschap zijn daarbij een belangrijke pijler.
Data en verhalen worden optimaal benut. Voorkomen is beter dan genezen en preventie staat voorop. Er wordt gestreefd naar een lerende organisatie.
"""

LAW = """Op grond van artikel 2.1.2 van de Wet maatschappelijke ondersteuning 2015 stelt de raad periodiek een plan vast. Het bepaalde in artikel 4.84 van de
Algemene wet bestuursrecht is van overeenkomstige toepassing. De Jeugdwet en de Participatiewet bevatten eveneens een grondslag. Ingevolge het tweede lid wordt van
de verordening afgeweken indien toepassing leidt tot onbillijkheden van overwegende aard. Het besluit wordt bekendgemaakt met inachtneming van artikel 139. """


def _criteria(text: str, tmp_path: Path) -> dict[str, Item]:
    path = tmp_path / "visie.txt"
    path.write_text(text, "utf8")
    report = judge_passages(parse(read(path, limits=None), load_pipeline("nl_amore_sm")), engine_for(load_rules()), "nl_amore_sm", len(text.split()))
    amore = next(f for f in report.frameworks if f.id == "amore")
    return {item.id: item for item in amore.items}


def _scores(text: str, tmp_path: Path) -> dict[str, float]:
    return {name: item.score or 0.0 for name, item in _criteria(text, tmp_path).items()}


def test_a_short_plain_local_text_scores_well(tmp_path: Path) -> None:
    scores = _scores(LOCAL, tmp_path)
    assert all(scores[c] >= 50 for c in CRITERIA), scores


def test_a_text_stuffed_with_the_right_words_scores_low(tmp_path: Path) -> None:
    scores = _scores(STUFFED, tmp_path)
    assert all(scores[c] < 35 for c in CRITERIA), scores


@pytest.mark.parametrize("text", [LOCAL, STUFFED], ids=["local", "stuffed"])
def test_length_alone_changes_nothing(text: str, tmp_path: Path) -> None:
    once, four_times = _scores(text, tmp_path), _scores("\n\n".join([text] * 4), tmp_path)
    assert all(abs(once[c] - four_times[c]) <= 5 for c in CRITERIA), (once, four_times)


def test_law_text_raises_nothing(tmp_path: Path) -> None:
    before, after = _scores(LOCAL, tmp_path), _scores(LOCAL + "\n\n" + "\n\n".join([LAW] * 12), tmp_path)
    assert all(after[c] <= before[c] + 1 for c in CRITERIA), (before, after)


def test_each_criterion_shows_its_measures_and_the_sentences(tmp_path: Path) -> None:
    for name, item in _criteria(LOCAL, tmp_path).items():
        assert len(item.measures) >= 4, name
        assert all("{" not in m.says for m in item.measures)
        assert 1 <= len(item.evidence) <= 3
        assert len(item.contra) <= 3


def test_the_suggestion_quotes_a_sentence_of_the_text(tmp_path: Path) -> None:
    suggestion = _criteria(STUFFED, tmp_path)["AMORE.O"].suggestion
    quoted = suggestion.split("«")[1].split("»")[0].removesuffix(" …")
    assert quoted in " ".join(STUFFED.split())


def test_too_little_text_is_not_judged(tmp_path: Path) -> None:
    short = "De gemeente helpt mantelzorgers in Kraaiveen. Wij betalen dat zelf."
    assert all(item.score is None for item in _criteria(short, tmp_path).values())


@pytest.mark.parametrize(("word", "count"), [("buurt", 1), ("wijken", 2), ("samenleving", 4), ("mantelzorger", 4)])
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_another_name_for_the_municipality_makes_nothing_better(tmp_path: Path) -> None:
    before, after = _scores(LOCAL, tmp_path), _scores(LOCAL.replace("Elzerdam", "Wervershoven"), tmp_path)
    assert all(after[c] <= before[c] + 1 for c in CRITERIA), (before, after)
