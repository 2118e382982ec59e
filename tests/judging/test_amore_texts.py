"""AMORE on invented texts: what a reader would call local and firm scores well, what is only words does not."""

from __future__ import annotations

from pathlib import Path

from stuffed_texts import STUFFED as STYLES

from amorecheck.judging.amore import in_words
from amorecheck.judging.judge import engine_for, judge_passages
from amorecheck.language.passages import parse
from amorecheck.language.pipeline import load_pipeline
from amorecheck.reading import read
from amorecheck.reporting.model import Item
from amorecheck.rules.load import load_rules

CRITERIA = ("AMORE.A", "AMORE.M", "AMORE.O", "AMORE.R", "AMORE.E")

STUFFED = STYLES["notastijl"]
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


def test_a_sentence_stands_for_or_against_and_says_why(tmp_path: Path) -> None:
    path = tmp_path / "visie.txt"
    path.write_text(LOCAL + "\n\n" + STUFFED, "utf8")
    report = judge_passages(parse(read(path, limits=None), load_pipeline("nl_amore_sm")), engine_for(load_rules()), "nl_amore_sm", 500)
    by_id = {e.id: e for e in report.evidence}
    for item in next(f for f in report.frameworks if f.id == "amore").items:
        assert not set(item.evidence) & set(item.contra)
        for side, sign in ((item.evidence, 1), (item.contra, -1)):
            assert all(any(why.item == item.id and why.points * sign > 0 and why.says for why in by_id[i].why) for i in side)


def test_a_text_with_few_facts_says_so(tmp_path: Path) -> None:
    assert "weinig namen en getallen" in " ".join(_criteria(STUFFED, tmp_path)["AMORE.A"].remarks)
    assert not _criteria(LOCAL, tmp_path)["AMORE.A"].remarks


def test_numbers_and_words_agree() -> None:
    says = "{aantal} van de {totaal} zinnen {aantal:zegt|zeggen} wie iets doet."
    assert in_words(says, {"aantal": 0, "totaal": 13}) == "Geen van de 13 zinnen zegt wie iets doet."
    assert in_words(says, {"aantal": 1, "totaal": 13}) == "1 van de 13 zinnen zegt wie iets doet."
    assert in_words(says, {"aantal": 2, "totaal": 1300}) == "2 van de 1.300 zinnen zeggen wie iets doet."


def test_nothing_to_picture_is_said_in_a_whole_sentence(tmp_path: Path) -> None:
    shown = next(m for m in _criteria(STUFFED, tmp_path)["AMORE.M"].measures if m.title == "Concrete beelden")
    assert shown.says.startswith("Geen van de 14 zinnen noemt iets wat de lezer voor zich ziet")
