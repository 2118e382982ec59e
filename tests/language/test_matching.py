"""Terms are found as a Dutch reader would find them, and false friends are not."""

from __future__ import annotations

import pytest

from amorecheck.language.lemmas import lemmas_in
from amorecheck.language.matching import Matcher, Term
from amorecheck.language.pipeline import load_pipeline
from amorecheck.language.terms import TermSyntaxError, pieces_of
from amorecheck.language.words import words_of


def found(sentence: str, terms: list[str], guards: tuple[str, ...] = ()) -> list[str]:
    """The pieces of the sentence that the terms find."""
    every = [Term(t, frozenset({"x"}), frozenset()) for t in terms] + [Term(g, frozenset(), frozenset({"x"})) for g in guards]
    doc = load_pipeline("nl_amore_sm")(sentence)
    words = words_of(doc[:], lemmas_in)
    return [sentence[words[h.start].start : words[h.end - 1].end] for h in Matcher(every).find(words).of("x")]


@pytest.mark.parametrize(
    ("sentence", "term", "piece"),
    [
        ("Er komt mantelzorgondersteuningsbeleid.", "mantelzorg*", "mantelzorgondersteuningsbeleid"),
        ("Wij maken mantelzorg- en vrijwilligersbeleid.", "mantelzorgbeleid", "mantelzorg-"),
        ("Wij werken wijk-, buurt- en dorpsgericht.", "wijkgericht", "wijk-"),
        ("Zij doen vrijwilligers werk in het dorp.", "vrijwilligerswerk", "vrijwilligers werk"),
        ("De sociaal werkers helpen.", "sociaal werker", "sociaal werkers"),
        ("Eén aanpak per dorp.", "een aanpak", "Eén aanpak"),
        ("Mensen kijken naar elkaar om in deze straat.", "(omkijken|omzien) … naar elkaar", "kijken naar elkaar"),
        ("Wij zetten de komende jaren vol in op ontmoeting.", "inzetten … =op", "zetten de komende jaren vol in op"),
        ("De coördinator belt aan.", "coordinator", "coördinator"),
        ("Wij gaan er dan ook van uit dat buren helpen.", "gaan … ervan uit", "gaan er dan ook van uit"),
        ("Wij rekenen er wel op dat zij komen.", "rekenen … erop", "rekenen er wel op"),
        ("Het buurthuis is open.", "(dorps|buurt)huis", "buurthuis"),
        ("Wie 's nachts belt, krijgt iemand.", "'s nachts bellen", "s nachts belt"),
        ("Wie ’s nachts belt, krijgt iemand.", "'s nachts bellen", "s nachts belt"),
        ("Hij zorgt dag in, dag uit voor haar.", "dag in, dag uit", "dag in, dag uit"),
        ("De soc. basis is sterk.", "soc. basis", "soc. basis"),
    ],
)
def test_finds(sentence: str, term: str, piece: str) -> None:
    assert found(sentence, [term]) == [piece]


@pytest.mark.parametrize(
    ("sentence", "terms", "guards"),
    [
        ("Het college kan hiervan afwijken.", ["wijk*"], ()),
        ("In Katwijk en Noordwijk is dat zo.", ["wijk*"], ()),
        ("Een mantelzorgwoning mag in de tuin.", ["mantelzorg*"], ("mantelzorgwoning*",)),
        ("Dat gebeurt op basis van de wet.", ["sociale basis"], ()),
        ("Er staat een bank op het plein.", ["erop"], ()),
    ],
)
def test_false_friends_are_not_found(sentence: str, terms: list[str], guards: tuple[str, ...]) -> None:
    assert found(sentence, terms, guards) == []


def test_a_guard_removes_only_what_it_overlaps() -> None:
    sentence = "Wie mantelzorg geeft, mag een mantelzorgwoning bouwen."
    assert found(sentence, ["mantelzorg*"], ("mantelzorgwoning*",)) == ["mantelzorg"]


def test_a_gap_is_bounded() -> None:
    near = "Wij vragen van alle partners in de wijk dat zij meedoen."
    far = "Wij vragen van alle grote en kleine clubs en kerken en scholen en winkels in de wijk dat zij meedoen."
    assert found(near, ["vragen … wijk"])
    assert not found(far, ["vragen … wijk"])
    assert found(far, ["vragen …15 wijk"])


def test_a_term_is_cut_into_pieces_with_their_spellings() -> None:
    assert pieces_of("(een|de|) plek … in (dorp|(kleine |)wijk)") == (
        (("een",), ("de",), ()), (("plek",),), (("…",),), (("in",),), (("dorp",), ("kleine", "wijk"), ("wijk",)),
    )  # fmt: skip


def test_choices_within_choices_stay_few() -> None:
    """Each choice multiplies its own option only: fifty of them beside each other are a hundred spellings, not 2 ** 50."""
    term = "(" + "|".join(f"woord{n} (een|twee)" for n in range(50)) + ")"
    assert len(pieces_of(term)[0]) == 100


@pytest.mark.parametrize("sentence", ["Een plek in het dorp.", "De plek in onze kleine wijk.", "Zo'n plek in een wijk."])
def test_each_spelling_of_a_term_is_found(sentence: str) -> None:
    assert found(sentence, ["(een|de|) plek in … (dorp|(kleine |)wijk)"]) == [sentence[sentence.index("plek") if "Zo" in sentence else 0 : -1]]


@pytest.mark.parametrize("term", ["(een|de plek", "een|de plek", "… plek", "(de|) … plek", "plek …", "plek (…2|hier)", "(de|)", "**", "knip*kaart", "(nota|stuk)…3 brengen", "trots (en|,) nuchter"])
def test_a_term_written_wrong_is_refused(term: str) -> None:
    with pytest.raises(TermSyntaxError):
        Matcher([Term(term, frozenset({"x"}), frozenset())])
