"""An outcome comes back from JSON as it went in."""

from __future__ import annotations

from pathlib import Path

import pytest

from amorecheck import check, read
from amorecheck.batch.outcome import UNREAD, Outcome, passages_of

DRAFT = Path(__file__).parents[2] / "sample_visies" / "zwak-veldrade.docx"


def test_a_judged_draft_comes_back() -> None:
    document = read(DRAFT, limits=None)
    outcome = Outcome("a/visie.docx", "Veldrade", check(DRAFT, model="nl_amore_sm", limits=None), passages=passages_of(document), source="./a/visie.docx")
    assert Outcome.from_json(outcome.to_json()) == outcome
    assert Outcome.from_json(outcome.to_json()).to_json() == outcome.to_json()


def test_passages_are_the_text_of_the_draft() -> None:
    document = read(DRAFT, limits=None)
    passages = passages_of(document)
    assert len(passages) > 5
    assert all(document.text[one.start : one.end] == one.text for one in passages)


def test_an_unread_draft_comes_back() -> None:
    outcome = Outcome("leeg.docx", error="leeg.docx is leeg. Kies een ander bestand.", exit_code=UNREAD, code="leeg")
    assert Outcome.from_json(outcome.to_json()) == outcome


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"name": 1, "passages": [3], "report": null}', '{"passages": [], "report": {"schema": "other"}}'])
def test_anything_else_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Outcome.from_json(text)
