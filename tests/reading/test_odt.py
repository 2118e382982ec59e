"""ODT drafts: what stands on the page, once, in order."""

from __future__ import annotations

from odd_files import block, document, seen, texts

from amorecheck.document import Kind


def test_spaces_tabs_and_line_ends_are_those_of_the_page() -> None:
    assert texts(document("odt", "plain"))[1] == "De gemeente Hunzerwold steunt mantelzorgers  in\telke\nkern."


def test_identifiers_that_are_not_allowed_lose_no_text() -> None:
    assert texts(document("odt", "odd_identifiers")) == ["Visie", "Wij kiezen voor ontmoeting."]


def test_deleted_text_is_not_read_and_said() -> None:
    found = document("odt", "tracked_changes")
    assert texts(found) == ["Wij steunen mantelzorgers."]
    assert [(one.kind, one.text) for one in found.aside] == [(Kind.DELETED, "vrijwilligers")]
    assert texts(document("odt", "tracked_changes", changes="original")) == ["Wij steunen vrijwilligers."]


def test_boxes_and_notes_follow_their_paragraph_and_comments_are_no_text() -> None:
    found = document("odt", "boxes_notes_and_comments")
    assert seen(found) == ["paragraph: Zin met noot, kader en foto.", "note: De voetnoot.", "text_box: Kadertekst.", "paragraph: Daarna."]
    assert found.layers == {"afbeeldingen": 1, "opmerkingen": 1, "tekstvakken": 1, "voetnoten": 1}


def test_labels_are_those_that_the_page_shows() -> None:
    assert seen(document("odt", "lists")) == [
        "heading 1 [1]: Rollen", "heading 2 [1.1]: Gemeente", "list_item 1 [•]: Bolletje", "list_item 1 [1.]: Eerste", "list_item 2 [a)]: Dieper",
        "list_item 1 [2.]: Tweede", "paragraph: Tussendoor.", "list_item 1 [3.]: Derde", "heading 1 [2]: Geld",
    ]  # fmt: skip


def test_cells_know_where_they_stand_and_a_frame_is_no_table() -> None:
    assert [(one.text, one.cell) for one in document("odt", "tables").blocks] == [
        ("Thema", (0, 0, 0)), ("Doel", (0, 0, 1)), ("Samen", (0, 1, 0)), ("In een kader.", None),
    ]  # fmt: skip


def test_contents_hidden_text_and_placeholders_are_not_judged() -> None:
    found = document("odt", "contents_and_hidden")
    assert [one.text for one in found.judged_blocks()] == ["Inleiding", "Te zien, wel weer."]
    assert block(found, "<Vul hier in>").kind is Kind.PLACEHOLDER
    assert {one.kind for one in found.aside} == {Kind.HIDDEN, Kind.HEADER, Kind.FOOTER}


def test_titles_and_bold_lines_are_headings() -> None:
    found = document("odt", "made_headings")
    assert (found.title, found.municipality) == ("Samen in Lekwaarden", "Lekwaarden")
    assert seen(found)[:2] == ["heading 1: Samen in Lekwaarden", "heading 1: Wat wij willen"]


def test_a_flat_file_is_read_too() -> None:
    found = document("odt", "flat")
    assert (found.format, found.title, texts(found)) == ("odt", "Vlakke visie", ["Inleiding", "Tekst in een vlak bestand."])
