"""Word drafts as municipalities send them: all text once, nothing that is not text, and each thing for what it is."""

from __future__ import annotations

import pytest
from odd_files import block, document, seen, texts

from amorecheck.document import Kind


def test_text_inside_links_tags_and_fields_is_read() -> None:
    assert texts(document("docx", "inline_wrappers")) == ["Link, slim, eigen, veld, richting, ingevoegd."]


def test_the_instruction_of_a_field_is_no_text() -> None:
    assert texts(document("docx", "complex_fields")) == ["Zie paragraaf 2.", "Aan het college."]


def test_a_field_that_never_ends_hides_nothing() -> None:
    assert texts(document("docx", "broken_fields")) == ["Eerste zin.", "Tweede zin."]


def test_cells_know_table_row_and_grid_column() -> None:
    found = document("docx", "nested_table")
    cells = {one.text: one.cell for one in found.blocks if one.kind is Kind.TABLE_CELL}
    assert cells == {
        "Breed": (0, 0, 0), "Derde": (0, 0, 2), "Links": (0, 1, 0), "Binnen A": (1, 0, 0), "Binnen B": (1, 0, 1), "Onder": (0, 1, 1),
    }  # fmt: skip
    assert texts(found)[0] == "Voor de tabel."
    assert texts(found)[-1] == "Na de tabel."


def test_a_table_of_one_cell_is_a_frame_not_a_table() -> None:
    assert seen(document("docx", "frame_table")) == [
        "heading 2: Kader", "paragraph: Tekst in het kader.", "list_item 1 [•]: Punt in het kader", "paragraph: Daarna.",
    ]  # fmt: skip


def test_rows_and_cells_in_content_controls_are_read() -> None:
    assert texts(document("docx", "controlled_rows")) == ["Rij", "in besturing", "Cel in besturing", "gewone cel"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    assert seen(document("docx", "text_box")) == [
        "paragraph: Alinea met een kader.", "text_box: Kadertekst over ontmoeting.", "text_box: Tweede regel.", "paragraph: Daarna.",
    ]  # fmt: skip
    assert seen(document("docx", "vml_text_box")) == ["paragraph: Gastheer.", "text_box: Oud kader."]


def test_content_controls_are_read_where_they_stand() -> None:
    assert texts(document("docx", "content_controls")) == ["Wij zijn de gemeente Lekwaarden.", "Blok in besturing.", "Dieper."]


def test_words_that_word_put_there_itself_are_not_the_writers() -> None:
    found = document("docx", "placeholders")
    assert block(found, "Klik of tik").kind is Kind.PLACEHOLDER
    assert not block(found, "Klik of tik").judged
    assert "[aantal]" not in found.text
    assert found.layers["sjabloontekst"] == 2


def test_notes_follow_the_paragraph_that_refers_to_them() -> None:
    found = document("docx", "notes")
    assert seen(found) == [
        "paragraph: Zin met noot en nog een.", "note: Eerste voetnoot.", "note: Tweede voetnoot.", "paragraph: Slot", "note: Eindnoot.",
    ]  # fmt: skip
    assert found.layers == {"eindnoten": 1, "voetnoten": 2}
    assert {origin.part for origin in block(found, "Eerste voetnoot").origins} == {"word/footnotes.xml"}


def test_a_note_that_refers_to_itself_is_read_once() -> None:
    assert texts(document("docx", "endless_notes")) == ["Een", "Noot", "Twee"]


def test_tracked_changes_are_read_as_if_accepted() -> None:
    found = document("docx", "tracked_changes")
    assert texts(found) == ["Wij steunen mantelzorgers.", "Blijft staan.", "Verplaatste zin."]
    assert [(one.kind, one.text) for one in found.aside] == [(Kind.DELETED, "vrijwilligers"), (Kind.DELETED, "Verplaatste zin.")]
    assert "2 toegevoegd, 2 verwijderd" in found.notices[0].message


def test_the_original_view_reads_what_was_deleted_instead() -> None:
    found = document("docx", "tracked_changes", changes="original")
    assert texts(found) == ["Wij steunen vrijwilligers.", "Verplaatste zin.Blijft staan."]
    assert "oorspronkelijke tekst" in found.notices[0].message


def test_paragraphs_with_a_deleted_mark_between_them_are_one() -> None:
    assert texts(document("docx", "merged_paragraphs")) == [
        "Wij werken samen met de dorpsraad.", "De volgende alinea.", "Laatste, met gewist merk.",
    ]  # fmt: skip
    assert texts(document("docx", "merged_paragraphs", changes="original")) == [
        "Wij werken samen", "met de dorpsraad.", "Helemaal weg.", "De volgende alinea.", "Laatste, met gewist merk.",
    ]  # fmt: skip


def test_deleted_table_rows_are_not_read() -> None:
    assert "Geschrapt" not in texts(document("docx", "deleted_row"))
    original = texts(document("docx", "deleted_row", changes="original"))
    assert "Geschrapt" in original
    assert "Nieuw" not in original


def test_hidden_text_is_kept_apart_and_reported() -> None:
    found = document("docx", "hidden_text")
    assert texts(found) == ["Zichtbaar. Toch te zien.", "Zichtbaar twee."]
    assert [one.text for one in found.aside] == ["Verborgen een.", "Verborgen twee.", "Verborgen drie."]
    assert [notice.code for notice in found.notices] == ["verborgen-tekst"]


def test_headings_are_known_by_the_name_of_their_style_or_their_level() -> None:
    headings = [(one.level, one.text) for one in document("docx", "dutch_headings").blocks if one.kind is Kind.HEADING]
    assert headings == [(1, "Inleiding"), (2, "Aanleiding"), (1, "Onze aanpak"), (3, "Detail"), (2, "Los niveau")]


def test_bold_lines_are_headings_where_nothing_else_is() -> None:
    assert seen(document("docx", "bold_headings"))[::2] == [
        "heading 1: 1. Inleiding", "heading 2: 1.1 Aanleiding", "heading 3: Wat wij willen", "paragraph: Een hele zin in vette letters is geen kop.",
    ]  # fmt: skip


def test_labels_are_those_that_word_shows() -> None:
    assert [one.partition(":")[0] for one in seen(document("docx", "list_labels"))] == [
        "heading 1 [1]", "heading 2 [1.1]", "heading 2 [1.2]", "heading 1 [2]", "heading 2 [2.1]", "list_item 1 [•]", "list_item 1 [a)]",
        "list_item 2 [i.]", "list_item 2 [ii.]", "list_item 1 [b)]", "list_item 1 [a)]", "heading 1",
    ]  # fmt: skip


def test_typed_bullets_and_numbers_become_labels() -> None:
    assert seen(document("docx", "typed_lists"))[1:5] == [
        "list_item 1 [-]: luisteren naar bewoners", "list_item 1 [•]: samen kiezen", "list_item 1 [1.]: eerst de huur", "list_item 1 [2.]: dan de sleutel",
    ]  # fmt: skip


def test_a_table_of_contents_is_never_judged() -> None:
    found = document("docx", "contents")
    assert [one.text for one in found.judged_blocks()] == ["Inleiding", "Tekst."]
    assert sum(one.kind is Kind.CONTENTS for one in found.blocks) == 5


def test_running_headers_and_footers_are_kept_apart_once() -> None:
    found = document("docx", "margins")
    assert [(one.kind, one.text) for one in found.aside] == [(Kind.HEADER, "Visie gemeente Hunzerwold"), (Kind.FOOTER, "Concept")]
    assert texts(found) == ["Tekst.", "Meer tekst."]


def test_special_characters_read_as_they_look_and_none_is_unsafe() -> None:
    assert texts(document("docx", "characters")) == ["Wijk-en buurt\tmantelzorg\nnieuwe regel\n→sociale\u00a0basis"]


def test_accents_are_part_of_their_letter() -> None:
    found = document("docx", "apart_accents")
    assert texts(found)[0].startswith("Eén coördinator met ideeën, ")
    start = found.text.index("ideeën")
    assert [origin.offset for origin in found.place(start, start + 6).origins] == [22, 28]


def test_words_in_smart_art_are_read() -> None:
    assert seen(document("docx", "smart_art")) == ["paragraph: Figuur.", "text_box: Ontmoeten", "text_box: Meedoen"]


def test_a_file_inside_the_file_is_reported_as_not_read() -> None:
    assert [notice.code for notice in document("docx", "embedded_file").notices] == ["ingevoegde-bestanden"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("macro_document", "Tekst met macro's erbij."),
        ("template", "Tekst van het sjabloon."),
        ("strict", "Tekst in strikt Word."),
        ("dangling_relations", "Tekst zonder stijlen."),
        ("mathematics", "Aandeel p=3/4 van het woord."),
    ],
)
def test_packages_that_other_readers_refuse_are_read(name: str, text: str) -> None:
    found = document("docx", name)
    assert found.format == "docx"
    assert text in texts(found)
