"""AMORE holds against tricks and against length: right words alone, law text, another name, twice or half the text."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from stuffed_texts import STUFFED

from amorecheck.document import Document
from amorecheck.judging.judge import engine_for, judge_passages
from amorecheck.language.passages import parse
from amorecheck.language.pipeline import load_pipeline
from amorecheck.reading import read
from amorecheck.reporting.model import Item
from amorecheck.rules.load import load_rules

OWN = Path(__file__).parents[1] / "sentences" / "amore"
SAMPLES = Path(__file__).parents[2] / "sample_visies"
CRITERIA = "AMORE"

LAW = """Op grond van artikel 2.1.2 van de Wet maatschappelijke ondersteuning 2015 stelt de raad periodiek een plan vast met betrekking tot maatschappelijke
ondersteuning. Het bepaalde in artikel 4.84 van de Algemene wet bestuursrecht is van overeenkomstige toepassing. De Jeugdwet en de Participatiewet bevatten
eveneens een grondslag. Ingevolge het tweede lid wordt van de verordening afgeweken indien toepassing leidt tot onbillijkheden van overwegende aard. Het besluit
wordt bekendgemaakt met inachtneming van artikel 139 van de Gemeentewet. Het college treft de algemene maatregelen om mantelzorgers en vrijwilligers te
ondersteunen, als bedoeld in het eerste lid. De gemeenteraad stelt bij verordening regels over de wijze waarop ingezetenen worden betrokken. """


def _read(text: str) -> Document:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "visie.txt"
        path.write_text(text, "utf8")
        return read(path, limits=None)


def _criteria(document: Document) -> dict[str, Item]:
    passages = parse(document, load_pipeline("nl_amore_sm"))
    report = judge_passages(passages, engine_for(load_rules()), "nl_amore_sm", len(document.text.split()))
    return {item.id[-1]: item for item in next(f for f in report.frameworks if f.id == "amore").items}


@cache
def _scores(text: str, municipality: str = "") -> dict[str, float]:
    document = _read(text)
    if municipality:
        document = replace(document, municipality=municipality)
    return {name: item.score or 0.0 for name, item in _criteria(document).items()}


def _text(name: str) -> str:
    return (OWN / f"{name}.txt").read_text("utf8")


# Short drafts of the half that was tuned on, strong and weak, in several registers.
SOME = ("v10", "v12", "v14", "v20", "v22", "v38", "v40")


@pytest.mark.parametrize("style", sorted(STUFFED))
def test_the_right_words_alone_score_low_on_all_five(style: str) -> None:
    scores = _scores(STUFFED[style])
    assert all(scores[c] < 35 for c in CRITERIA), scores


@pytest.mark.parametrize("style", sorted(STUFFED))
def test_the_name_of_the_municipality_strewn_about_makes_no_local_text(style: str) -> None:
    strewn = re.sub(r"\b(inwoners|wij|gemeenschap)\b", r"\1 in Elzerdam", STUFFED[style], flags=re.IGNORECASE)
    scores = _scores(f"Visie van de gemeente Elzerdam\n\n{strewn}", "Elzerdam")
    assert all(scores[c] < 35 for c in CRITERIA), scores


@pytest.mark.parametrize("name", ["v12", "v20", "v22", "v38"])
def test_a_plain_short_local_text_scores_better_on_all_five_than_any_stuffed_one(name: str) -> None:
    scores = _scores(_text(name))
    for stuffed in STUFFED.values():
        assert all(scores[c] > _scores(stuffed)[c] for c in CRITERIA), scores


@pytest.mark.parametrize("name", SOME)
def test_ten_pages_of_law_raise_nothing(name: str) -> None:
    before, after = _scores(_text(name)), _scores(_text(name) + "\n\nWettelijk kader\n\n" + "\n\n".join([LAW] * 35))
    assert all(after[c] <= before[c] + 1 for c in CRITERIA), (before, after)


@pytest.mark.parametrize(("name", "own", "other"), [("v12", "Ravelbeek", "Westerzijl"), ("v20", "Dorrestein", "Maasmonde"), ("v31", "Bergakker", "Zandkerke")])
def test_another_name_everywhere_changes_nothing(name: str, own: str, other: str) -> None:
    before, after = _scores(_text(name), own), _scores(_text(name).replace(own, other), other)
    assert all(abs(after[c] - before[c]) <= 1 for c in CRITERIA), (before, after)


@pytest.mark.parametrize(("name", "own", "other"), [("v20", "Dorrestein", "Maasmonde"), ("v40", "Oudwetering", "Zandkerke")])
def test_the_name_of_another_municipality_lowers_only_what_is_ones_own(name: str, own: str, other: str) -> None:
    text = _text(name).replace(own, f"de gemeente {other}")
    before, after = _scores(_text(name).replace(own, f"de gemeente {own}"), own), _scores(text, own)
    assert after["O"] < before["O"]
    assert all(abs(after[c] - before[c]) <= 5 for c in "AMR"), (before, after)


@pytest.mark.parametrize("name", SOME)
def test_twice_the_text_hardly_moves_a_score(name: str) -> None:
    once, twice = _scores(_text(name)), _scores(_text(name) + "\n\n" + _text(name))
    assert all(abs(once[c] - twice[c]) <= 3 for c in CRITERIA), (once, twice)


@cache
def _sample(name: str) -> Document:
    return read(SAMPLES / name, limits=None)


@pytest.mark.parametrize("name", ["sterk-noorderwolde.docx", "zwak-veldrade.docx", "gemiddeld-lindervoort.docx"])
def test_half_of_a_draft_scores_about_as_the_whole(name: str) -> None:
    whole = _sample(name)
    blocks = [b for b in whole.blocks if b.judged]
    halves = ["\n\n".join(b.text for b in blocks[start::2]) for start in (0, 1)]
    full = _scores("\n\n".join(b.text for b in blocks), whole.municipality)
    found = [_scores(half, whole.municipality) for half in halves]
    for c in CRITERIA:
        assert abs((found[0][c] + found[1][c]) / 2 - full[c]) <= 10, (full, found)
        assert all(abs(half[c] - full[c]) <= 30 for half in found), (full, found)  # what is said in one place only, is in one half


def test_a_complete_vision_need_not_repeat_what_it_says_once() -> None:
    """How people took part stands in one paragraph, in a fragment as in a vision six times as long: more stays of the gain than a sixth."""
    took_part = "Voor deze visie spraken wij met 63 inwoners aan de keukentafel. Op hun verzoek is vervoer als doel toegevoegd."
    filler = "De bewoners beheren het buurthuis in Kraaiveen. De vrijwilligers helpen mantelzorgers met vragen over vervoer. De ouderen eten samen. "
    gains = [_scores(f"{filler * times}\n\n{took_part}")["R"] - _scores(filler * times)["R"] for times in (6, 36)]
    assert gains[1] >= gains[0] / 5, gains
    assert gains[1] <= gains[0], gains


def test_no_criterion_is_a_matter_of_length() -> None:
    """The longest and the shortest third of our own drafts differ less than the strong and the weak."""
    rows = [line.split("\t") for line in (OWN / "scores.tsv").read_text("utf8").splitlines()]
    for n, c in enumerate(CRITERIA):
        found = [(len(_text(r[0]).split()), float(r[n + 1]), _scores(_text(r[0]))[c]) for r in rows]
        assert abs(_spearman([f[0] for f in found], [f[2] for f in found])) < _spearman([f[1] for f in found], [f[2] for f in found])


def test_own_drafts_are_ranked_as_their_reader_did() -> None:
    """Spearman over our 68 drafts; the odd ones to v43 and all from v45 on were never looked at while tuning (measured: tools/measure.py --amore)."""
    rows = [line.split("\t") for line in (OWN / "scores.tsv").read_text("utf8").splitlines()]
    for n, c in enumerate(CRITERIA):
        assert _spearman([float(r[n + 1]) for r in rows], [_scores(_text(r[0]))[c] for r in rows]) >= 0.65


def _ranks(values: list[float]) -> list[float]:
    return [sum(other < value for other in values) + (values.count(value) - 1) / 2 for value in values]


def _spearman(first: list[float], second: list[float]) -> float:
    a, b = _ranks(first), _ranks(second)
    middle = (len(a) - 1) / 2
    both = sum((x - middle) * (y - middle) for x, y in zip(a, b, strict=True))
    spread = sum((x - middle) ** 2 for x in a) * sum((y - middle) ** 2 for y in b)
    return both / spread**0.5
