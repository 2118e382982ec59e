"""Whose text it is, and which municipality is only an example."""

from __future__ import annotations

from pathlib import Path

import pytest

from amorecheck.language.places import places_in
from amorecheck.reading import read

EXAMPLE = "De gemeente Kromwijk gaf haar vrijwilligers vorig jaar een diner."


@pytest.mark.parametrize(
    ("text", "other"),
    [
        (f"Visie sociale basis Heideveen\n\nIn Heideveen eten buren samen.\n\n{EXAMPLE}", {"kromwijk"}),
        ("Samen eten\n\nDe gemeente Kromwijk geeft een diner; dat doen wij niet.", {"kromwijk"}),
        (f"Visie gemeente Kromwijk\n\n{EXAMPLE}", set()),
        (f"Samen eten\n\n{EXAMPLE}", set()),
        (f"Samen eten\n\n{EXAMPLE} De gemeente Kromwijk blijft dat doen.", set()),
    ],
)
def test_a_name_given_once_beside_a_place_of_our_own_is_anothers(text: str, other: set[str], tmp_path: Path) -> None:
    path = tmp_path / "concept.txt"
    path.write_text(text, "utf8")
    assert places_in(read(path, limits=None)).other == other
