"""Sentences are cut where a reader would, and nothing of a block is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amorecheck.language.sentences import cut_sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in cut_sentences(text)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Wij openen een huiskamer. Daar is koffie.", 2),
        ("Het dorpshuis (o.a. de zaal) blijft open.", 1),
        ("Dat kost € 75. In 2023 kwamen er 1.140 mensen.", 2),
        ("Volgens art. 2.1.2 van de Wmo, zie blz. 12, is dat zo.", 1),
        ("Wie doet wat? De corporatie zorgt voor de ruimte!", 2),
        ("«Ik ken niemand hier.» Dat zei een vrouw van 61.", 2),
        ("Dhr. J. de Vries en mevr. A. Bakker zijn dorpsverbinder.", 1),
        ("Dat is 49% in 2022. 's Avonds is er inloop.", 2),
        ("- Wonen. Tot 2030 komen er huizen bij.", 2),
        ("1. Doelen", 1),
        ("Het is af (zie bijlage 2.) Daarna volgt de raad.", 2),
    ],
)
def test_cuts_where_a_reader_would(text: str, count: int) -> None:
    assert len(cut(text)) == count, cut(text)


@given(st.text(alphabet=st.sampled_from("aB .!?\n\"'0-€…)"), max_size=80))
def test_nothing_but_white_space_is_lost(text: str) -> None:
    spans = cut_sentences(text)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in zip(spans, spans[1:], strict=False))
