"""Whichever pipeline judges, rules and code meet the same labels."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amorecheck.language.labels import FEATURES, PARTS_OF_SPEECH, RELATIONS
from amorecheck.language.pipeline import load_pipeline, shipped_model_path

if TYPE_CHECKING:
    from spacy.language import Language

FIXTURE = Path(__file__).parent / "fixtures" / "nl_core_news_md_labels.json"
TEXT = """De gemeente Zonnemeer heeft zowel jongeren als ouderen gevraagd wat zij nodig hebben. Er wordt door de raad
gerekend op inwoners die zich inzetten. Wij houden van onze dorpen! Of het lukt, hangt af van het geld: € 45.000 per jaar.
Wie helpt, helpt zichzelf; elkaar helpen is het beste. Nee, d.w.z. dat kan niet meer."""


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline("nl_amore_sm")


@pytest.fixture(scope="module")
def published() -> dict[str, set[str]]:
    """The label scheme in the published description of nl_core_news_md 3.8.0."""
    scheme = json.loads(FIXTURE.read_text(encoding="utf8"))
    return {name: set(labels) for name, labels in scheme.items() if name != "source"}


def test_what_rules_may_ask_for_is_known_to_nl_core_news_md(published: dict[str, set[str]]) -> None:
    assert published["parts_of_speech"] - {"SPACE"} == PARTS_OF_SPEECH
    assert published["relations"] - {"dep"} == RELATIONS
    assert published["features"] >= FEATURES


def test_what_rules_may_ask_for_is_known_to_the_shipped_model() -> None:
    labels = json.loads((shipped_model_path() / "meta.json").read_text(encoding="utf8"))["labels"]
    morphology = {part for label in labels["morphologizer"] for part in label.split("|")}
    assert {part.removeprefix("POS=") for part in morphology if part.startswith("POS=")} == PARTS_OF_SPEECH
    assert morphology >= FEATURES
    assert set(labels["parser"]) >= RELATIONS


def test_the_loaded_pipeline_gives_no_other_relations_or_parts_of_speech(nlp: Language) -> None:
    doc = nlp(" ".join(TEXT.split()))
    assert {token.dep_ for token in doc} <= RELATIONS | {"dep"}
    assert {token.pos_ for token in doc} <= PARTS_OF_SPEECH


def test_a_finer_relation_of_the_shipped_model_is_folded(nlp: Language) -> None:
    finer = {label for label in nlp.get_pipe("parser").labels if label not in RELATIONS | {"dep"}}
    assert {label.partition(":")[0] for label in finer} <= RELATIONS
    from spacy.tokens import Doc

    doc = Doc(nlp.vocab, words=["rekenen", "op", "steun"], heads=[0, 2, 0], deps=["ROOT", "case", "obl:arg"])
    assert [token.dep_ for token in nlp.get_pipe("amore_relations")(doc)] == ["ROOT", "case", "obl"]
