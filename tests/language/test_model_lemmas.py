"""The program's notion of a lemma on the language of visions: sentences and headings checked by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amorecheck.language.lemmas import lemmas_of
from amorecheck.language.pipeline import load_pipeline

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token

LIST = Path(__file__).with_name("lemmas.tsv")
ENOUGH = 0.97
# Wrong today, so that a change for the better shows too: (sentence begins with, word).
KNOWN_ERRORS = {
    ("De", "praten"),  # taken for a noun after *wijkraden*: prat
    ("Huisartsen", "verwijzen"),  # *door* is given to *patiënten*, and doorverwijzen is not in the word list
    ("In", "fietsen"),  # an enumeration after a verb: fietsen, the verb
    ("Taken,", "rollen"),  # a heading without a verb: rollen, the verb
}


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline("nl_amore_sm")


def cases() -> Iterator[tuple[str, list[tuple[str, set[str]]]]]:
    for line in LIST.read_text(encoding="utf8").splitlines():
        if line and not line.startswith("#"):
            sentence, expected = line.split("\t")
            pairs = (pair.split("=") for pair in expected.split())
            yield sentence, [(word, set(lemma.split("|"))) for word, lemma in pairs]


def judged(nlp: Language) -> Iterator[tuple[str, Token, set[str]]]:
    for sentence, expected in cases():
        doc = nlp(sentence)
        place = 0
        for word, lemmas in expected:
            tokens = [token for token in doc if token.text == word and token.i >= place] or [
                token for token in doc if token.text == word
            ]
            assert tokens, f"{word!r} staat niet in {sentence!r}"
            place = tokens[0].i + 1
            yield sentence, tokens[0], lemmas


def test_the_list_is_long_enough() -> None:
    assert sum(len(expected) for _, expected in cases()) >= 150


def test_the_first_lemma_is_right_for_nearly_all_words_of_the_field(nlp: Language) -> None:
    answers = [(sentence, token, lemmas_of(token)[0] in lemmas) for sentence, token, lemmas in judged(nlp)]
    wrong = [f"{token.text} ({lemmas_of(token)}, {token.pos_}): {sentence}" for sentence, token, right in answers if not right]
    assert 1 - len(wrong) / len(answers) >= ENOUGH, "\n".join(wrong)


def test_the_exceptions_are_those_listed(nlp: Language) -> None:
    wrong = {
        (sentence.split()[0], token.text)
        for sentence, token, lemmas in judged(nlp)
        if lemmas_of(token)[0] not in lemmas
    }
    assert wrong == KNOWN_ERRORS
