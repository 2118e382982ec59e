"""Damaged PDFs end in a document or in one of our own errors, never in a crash or a foreign exception."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path

import pytest
from build_pdf import BUILDERS

from amorecheck.errors import DocumentError
from amorecheck.reading.pdf import read_pdf

FIXTURES = Path(__file__).parents[1] / "fixtures"
SEEDS = ("one_column", "table", "footnotes", "partly_scanned", "owner_password", "garbled_font", "form", "turned", "narrow_gutter")
MUTATIONS = 150


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Flips bytes, cuts, doubles a piece or swaps two pieces."""
    changed = bytearray(data)
    way = chance.randrange(4)
    at, length = chance.randrange(len(data)), chance.randrange(1, 200)
    if way == 0:
        for _ in range(chance.randrange(1, 40)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    elif way == 1:
        del changed[at:]
    elif way == 2:
        changed[at:at] = changed[at : at + length]
    else:
        other = chance.randrange(len(data))
        changed[at : at + length], changed[other : other + length] = (
            changed[other : other + length], changed[at : at + length],
        )  # fmt: skip
    return bytes(changed)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    folder = tmp_path_factory.mktemp("seeds")
    found = [(FIXTURES / "tagged.pdf").read_bytes()]
    for name in SEEDS:
        found.append(BUILDERS.build(name, folder).read_bytes())
    return found


@pytest.mark.parametrize("batch", range(5))
def test_mutated_files_end_in_a_document_or_our_error(seeds: list[bytes], tmp_path: Path, batch: int) -> None:
    path = tmp_path / "mutant.pdf"
    read_well = 0
    for number in range(batch * MUTATIONS // 5, (batch + 1) * MUTATIONS // 5):
        chance = random.Random(number)
        path.write_bytes(mutate(chance.choice(seeds), chance))
        with contextlib.suppress(DocumentError):
            document = read_pdf(path)
            assert document.text == "\n\n".join(block.text for block in document.blocks)
            read_well += 1
    assert read_well >= MUTATIONS // 5 // 3, "a reader that refuses whatever is damaged would be no reader"
