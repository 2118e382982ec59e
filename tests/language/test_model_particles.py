"""Separable verbs are one verb, wherever the particle stands; other candidates come after the likeliest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amorecheck.language.lemmas import lemmas_of, second_opinion
from amorecheck.language.pipeline import load_pipeline

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline("nl_amore_sm")


@pytest.mark.parametrize(
    ("sentence", "word", "lemma"),
    [
        ("Wij zetten in op preventie.", "zetten", "inzetten"),
        ("De komende jaren zet de gemeente vooral in op preventie.", "zet", "inzetten"),
        ("De gemeente pakt eenzaamheid samen met inwoners aan.", "pakt", "aanpakken"),
        ("Om eenzaamheid aan te pakken is tijd nodig.", "pakken", "aanpakken"),
        ("Het college stelt het plan vast.", "stelt", "vaststellen"),
        ("Zij haalden bij de inwoners verhalen op.", "haalden", "ophalen"),
        ("Wij nemen de wensen mee.", "nemen", "meenemen"),
    ],
)
def test_a_separated_verb_is_joined(nlp: Language, sentence: str, word: str, lemma: str) -> None:
    token = next(token for token in nlp(sentence) if token.text == word)
    assert lemmas_of(token)[0] == lemma
    assert token.lemma_ == lemma


@pytest.mark.parametrize(
    ("sentence", "word", "lemma"),
    [
        ("Wij wonen in het dorp.", "wonen", "wonen"),
        ("De kinderen spelen op het plein.", "spelen", "spelen"),
        ("Zij werken aan een plan.", "werken", "werken"),
        ("De raad koos voor deze aanpak.", "koos", "kiezen"),
    ],
)
def test_a_preposition_is_no_particle(nlp: Language, sentence: str, word: str, lemma: str) -> None:
    token = next(token for token in nlp(sentence) if token.text == word)
    assert lemmas_of(token)[0] == lemma


def test_the_bare_verb_stays_a_candidate(nlp: Language) -> None:
    token = next(token for token in nlp("Wij zetten in op preventie.") if token.text == "zetten")
    assert lemmas_of(token) == ("inzetten", "zetten")


def test_a_compound_the_word_list_lacks_is_judged_by_its_last_part() -> None:
    assert second_opinion("inwonersinitiatieven") == "inwonersinitiatief"
    assert second_opinion("buurtontmoetingsplekken") == "buurtontmoetingsplek"
    assert second_opinion("qqxzw") is None


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abcdefghijklmnoprstuvwzéëï'-_ .ABC", min_size=1, max_size=40))
def test_lemmas_are_lower_case_without_underscores_and_never_absent(text: str) -> None:
    for token in load_pipeline("nl_amore_sm")(text):
        lemmas = lemmas_of(token)
        assert lemmas
        assert len(set(lemmas)) == len(lemmas)
        for lemma in lemmas:
            assert lemma == lemma.lower()
            assert "_" not in lemma or token.text.strip("_") == ""
