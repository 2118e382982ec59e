"""Text files: any encoding, any way of laying out, and every offset that of the file itself."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odd_files import document, draft, seen

from amorecheck.document import Kind
from amorecheck.reading import read
from amorecheck.reading.text import find_blocks


@pytest.mark.parametrize("name", ["utf8_mark", "utf16_little", "utf16_big_bare", "windows_1252", "windows_notepad", "apart_accents", "nearly_utf8"])
def test_letters_with_accents_survive_every_encoding(name: str) -> None:
    found = document("text", name)
    assert "– in cafés én buurthuizen." in found.text
    assert found.blocks[0].text == "Visie"


def test_a_guessed_encoding_is_said() -> None:
    assert [notice.code for notice in document("text", "nearly_utf8").notices] == ["codering"]
    assert document("text", "windows_1252").notices == ()


def test_the_text_is_the_file_itself() -> None:
    path = draft("text", "hard_wrapped")
    assert document("text", "hard_wrapped").text == path.read_text(encoding="utf-8")


def test_windows_line_ends_leave_offsets_alone() -> None:
    path = draft("text", "utf16_little")
    original = path.read_bytes().decode("utf-16")
    found = document("text", "utf16_little")
    assert len(found.text) == len(original)
    assert "\r" not in found.text
    assert [original[one.start : one.end] for one in found.blocks] == [one.text for one in found.blocks]


def test_unsafe_characters_are_replaced_in_place() -> None:
    found = document("text", "control_characters")
    assert len(found.text) == len(draft("text", "control_characters").read_text(encoding="utf-8"))
    assert not set(found.text) & set("\x0c\x1b\x07\u202e\u202c")


def test_lines_that_run_on_are_one_paragraph() -> None:
    assert seen(document("text", "hard_wrapped")) == [
        "heading 1: Inleiding",
        "paragraph: De gemeente Hunzerwold wil dat inwoners elkaar in de wijk\nkunnen ontmoeten. Daarvoor werken wij samen met bewoners.\n"
        "Mantelzorgers krijgen op tijd steun en een plek om op adem\nte komen.",
        "paragraph: Wij kiezen voor:",
        "list_item 1 [-]: een huis van de wijk in elke kern, met een sleutel die bij\n  de bewoners ligt;",
        "list_item 1 [-]: vervoer.",
    ]


def test_a_paragraph_a_line_stays_so() -> None:
    assert [one.kind for one in document("text", "one_line_paragraphs").blocks] == [Kind.HEADING, Kind.PARAGRAPH, Kind.PARAGRAPH]


def test_titles_are_seen_in_a_draft_that_word_saved_as_text() -> None:
    assert [one.partition(":")[2].strip() for one in seen(document("text", "word_as_text")) if one.startswith("heading")] == [
        "Dichtbij en samen: visie op wijkgericht werken in de sociale basis", "Voorwoord", "Wat wij willen bereiken", "Ontmoeting", "Geld",
    ]  # fmt: skip


def test_markdown_is_understood() -> None:
    assert seen(document("text", "markdown")) == [
        "heading 1: Visie sociale basis", "heading 1: 1. Inleiding", "paragraph: Tekst met **nadruk**.", "heading 2: Doelen", "list_item 1 [•]: eerste",
        "list_item 2 [•]: dieper", "list_item 1 [•]: tweede", "table_cell: Thema", "table_cell: Doel", "table_cell: Ontmoeten", "table_cell: 75%",
        "paragraph: Een bewoner vertelt.", "heading 3: Vet als kop", "paragraph: Wethouder Zorg en Welzijn",
    ]  # fmt: skip


def test_numbered_headings_differ_from_numbered_lists_and_contents() -> None:
    assert [one.partition(":")[0] for one in seen(document("text", "numbered_headings"))] == [
        "heading 1", "contents", "contents", "heading 1", "paragraph", "heading 1", "heading 2", "paragraph", "list_item 1 [1.]", "list_item 1 [2.]",
        "list_item 1 [3.]", "heading 3", "paragraph",
    ]  # fmt: skip


def test_running_headers_pasted_along_are_not_judged() -> None:
    judged = [one.text for one in document("text", "running_lines").judged_blocks()]
    assert judged == [f"In de wijk gebeurt van alles, ook op bladzijde {n}." for n in (3, 4, 5)]


def test_old_line_ends_end_lines() -> None:
    assert seen(document("text", "old_mac")) == ["heading 1: Inleiding", "paragraph: Tekst van de visie."]


LINES = st.lists(
    st.one_of(
        st.text("éßÉ .,:;?!-*#|>\t0123456789()", max_size=90),  # letters that number no list
        st.sampled_from(["", "# Kop", "- punt", "1. Een", "2.3 Rollen", "| a | b |", "|---|---|", "===", "---", "Tekst ...... 12", "> citaat", "**Vet**"]),
    ),
    max_size=30,
)


@settings(deadline=None)
@given(LINES)
def test_every_block_is_a_slice_and_no_word_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    blocks = find_blocks(text)
    assert all(text[one.start : one.end] == one.text for one in blocks)
    assert all(one.end <= two.start for one, two in zip(blocks, blocks[1:], strict=False))
    kept = set().union(*(range(one.start, one.end) for one in blocks)) if blocks else set()
    lost = "".join(letter for n, letter in enumerate(text) if n not in kept)
    assert not any(letter.isalpha() for letter in lost)


def test_an_enormous_text_is_refused_kindly(tmp_path: Path) -> None:
    from amorecheck.errors import TooLargeError

    path = tmp_path / "groot.txt"
    path.write_bytes(b"woord " * 2_000_000)
    with pytest.raises(TooLargeError, match=r"miljoen tekens\. Bied alleen"):
        read(path, limits=None)


@pytest.mark.parametrize("text", ["-- " + " " * 200_000 + "x", "# " + " " * 200_000 + "x", "Inhoud\n\n" * 3_000 + "Tekst."], ids=["rule", "heading", "contents"])
def test_odd_lines_take_no_longer_than_others(tmp_path: Path, text: str) -> None:
    """Patterns with many blanks, or a search from every contents heading, would take minutes."""
    path = tmp_path / "vreemd.txt"
    path.write_text(text, encoding="utf-8")
    begun = time.monotonic()
    read(path, limits=None)
    assert time.monotonic() - begun < 5
