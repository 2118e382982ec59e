"""Bare lines after a colon: the partners of a team are a list, not a row of empty chapters."""

from __future__ import annotations

from amorecheck.document import Kind
from amorecheck.reading.text import find_blocks

INTRO = "Het team bestaat uit vaste partners die samen hulp bieden, te weten:"


def kinds(text: str) -> list[Kind]:
    return [block.kind for block in find_blocks(text)]


def test_names_after_a_colon_are_list_items() -> None:
    assert kinds(f"{INTRO}\n\nStichting Veldwerk\n\nHuisartsen Oost\n\nWonen Plus\n\n2. De wijken\n\nElke wijk is anders.") == [
        Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.LIST_ITEM, Kind.LIST_ITEM, Kind.HEADING, Kind.PARAGRAPH,
    ]  # fmt: skip


def test_the_title_of_the_next_paragraph_stays_a_heading() -> None:
    assert kinds(f"{INTRO}\n\nStichting Veldwerk\n\nHuisartsen Oost\n\nWonen Plus\n\nDe wijken\n\nElke wijk is anders.")[-2:] == [
        Kind.HEADING, Kind.PARAGRAPH,
    ]  # fmt: skip


def test_one_title_after_a_colon_stays_a_heading() -> None:
    assert kinds("Wij kiezen voor het volgende:\n\nMantelzorg\n\nWij breiden de respijtzorg uit.")[1] is Kind.HEADING
