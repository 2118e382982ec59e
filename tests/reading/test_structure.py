"""What sections are for, what the draft is called and whose it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odd_files import block, document

from amorecheck.document import Role
from amorecheck.reading import read
from amorecheck.reading.municipality import find_municipality, known_municipalities
from amorecheck.reading.roles import role_of
from amorecheck.reading.titles import is_title


def reading(tmp_path: Path, text: str) -> object:
    path = tmp_path / "visie.txt"
    path.write_text(text, encoding="utf-8")
    return read(path, limits=None)


def test_only_the_vision_itself_is_judged() -> None:
    found = document("docx", "whole_vision")
    assert [one.text for one in found.judged_blocks() if one.paragraph] == [
        "Visie sociale basis 2026-2030, gemeente Lekwaarden",
        "In Lekwaarden wonen mensen die naar elkaar omzien.",
        "Wij spraken 63 inwoners in vijf dorpshuizen en namen vervoer op als zesde doel.",
        "Wij kiezen voor een plek in elke wijk van Lekwaarden.",
    ]
    roles = {one.text[:12]: one.role for one in found.blocks}
    assert roles["Artikel 2.1."] is Role.LEGAL
    assert roles["Mantelzorg: "] is Role.GLOSSARY
    assert roles["De bewoners "] is Role.PARTICIPATION
    assert roles["De adviesraa"] is Role.REACTIONS
    assert roles["De Vries, A."] is Role.BIBLIOGRAPHY
    assert roles["Uitgave van "] is Role.COLOPHON
    assert roles["Onze keuzes\t"] is Role.CONTENTS


@pytest.mark.parametrize(
    ("heading", "annex", "role"),
    [
        ("5 Wettelijk kader", False, Role.LEGAL),
        ("1.3 Leeswijzer", False, Role.READING_GUIDE),
        ("Opbouw van deze visie", False, Role.READING_GUIDE),
        ("Opbouwwerk in deze visie", False, Role.BODY),
        ("Bijlage 2: Relevante wetgeving", True, Role.LEGAL),
        ("Begrippen en afkortingen", False, Role.GLOSSARY),
        ("Geraadpleegde bronnen", False, Role.BIBLIOGRAPHY),
        ("Bronnen van kracht in de wijk", False, Role.BODY),
        ("Participatie", False, Role.BODY),
        ("Hoe is deze visie tot stand gekomen", False, Role.BODY),
        ("Opbrengst van de bijeenkomsten", False, Role.BODY),
        ("Bijlage 1 Opbrengst van de bijeenkomsten", True, Role.PARTICIPATION),
        ("Participatieverslag", False, Role.PARTICIPATION),
        ("Wat wij deden met het advies van de adviesraad", False, Role.BODY),
        ("Bijlage: advies adviesraad sociaal domein", True, Role.REACTIONS),
        ("Nota van beantwoording", False, Role.REACTIONS),
        ("Bijlage 4 Wijkprofielen", True, Role.BODY),
        ("Beleidskaders en samenhang", False, Role.BODY),
        ("Wat verstaan wij onder de sociale basis", False, Role.BODY),
    ],
)
def test_headings_tell_what_a_section_is_for(heading: str, annex: bool, role: Role) -> None:
    assert role_of(heading, annex=annex) is role


def test_a_role_ends_at_the_next_heading_of_its_level(tmp_path: Path) -> None:
    text = "# Visie\n\n## Wettelijk kader\n\n### De Wmo\n\nHet college draagt zorg.\n\n## Wat wij doen\n\nWij kiezen voor ontmoeting in elke wijk en kern.\n"
    found = reading(tmp_path, text)
    assert block(found, "Het college").role is Role.LEGAL  # type: ignore[arg-type]
    assert block(found, "Wij kiezen").role is Role.BODY  # type: ignore[arg-type]


def test_a_role_that_takes_most_of_the_draft_is_not_believed(tmp_path: Path) -> None:
    found = reading(tmp_path, "# Raadsvoorstel visie\n\n" + "## Deel\n\nWij kiezen voor ontmoeting in elke wijk en kern.\n\n" * 9)
    assert all(one.role is Role.BODY for one in found.blocks)  # type: ignore[attr-defined]


def test_a_contents_without_leaders_is_known_by_the_headings_that_follow(tmp_path: Path) -> None:
    found = reading(tmp_path, "Inhoudsopgave\n\n1. Inleiding\n\n2. Rollen\n\n1. Inleiding\n\nWij schrijven.\n\n2. Rollen\n\nWij doen.\n")
    assert [one.text for one in found.judged_blocks()] == ["1. Inleiding", "Wij schrijven.", "2. Rollen", "Wij doen."]  # type: ignore[attr-defined]


def test_a_contents_without_title_is_known_by_headings_with_rising_pages(tmp_path: Path) -> None:
    entries = "Inleiding 2\n\nRollen 4\n\nGeld en tijd 7\n\n"
    text = f"# Visie\n\n{entries}# Inleiding\n\nWij schrijven.\n\n# Rollen\n\nWij doen.\n\n# Geld en tijd\n\nWij betalen.\n"
    found = reading(tmp_path, text)
    assert [one.text for one in found.judged_blocks()] == ["Visie", "Inleiding", "Wij schrijven.", "Rollen", "Wij doen.", "Geld en tijd", "Wij betalen."]  # type: ignore[attr-defined]


def test_figures_of_a_table_are_no_page_numbers(tmp_path: Path) -> None:
    found = reading(tmp_path, "Begroting\n\nBuurthuis\n\n120\n\n90\n\nMantelzorg\n\n45\n\n45\n\nWij kiezen voor ontmoeting.\n")
    assert "120" in [one.text for one in found.judged_blocks()]  # type: ignore[attr-defined]


def test_an_imprint_without_heading_is_recognised(tmp_path: Path) -> None:
    found = reading(tmp_path, "# Visie\n\nWij kiezen voor ontmoeting.\n\nUitgave: gemeente Lekwaarden\n\nVormgeving: Bureau Vorm\n\nFotografie: A. de Vries\n")
    assert [one.text for one in found.judged_blocks()] == ["Visie", "Wij kiezen voor ontmoeting."]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("title", "body", "name"),
    [
        ("Visie sociale basis", "De gemeente Hunzerwold steunt bewoners. De gemeente Hunzerwold kiest.", "Hunzerwold"),
        ("Samen leven in Lekwaarden, visie 2026", "In Lekwaarden wonen mensen.", "Lekwaarden"),
        ("Visie Sociale Basis Kempervoort 2026", "Inwoners van Kempervoort doen mee. De sociale basis is er voor allen.", "Kempervoort"),
        ("Koersdocument sociaal Oostmeren", "Oostmeren telt vier kernen. Wij zijn sociaal.", "Oostmeren"),
        ("VISIE GEMEENTE BERGEN OP ZOOM", "Wij kiezen.", "Bergen op Zoom"),
        ("Visie gemeente Wijk bij Duurstede", "Zoals in de gemeente Utrecht.", "Wijk bij Duurstede"),
        ("", "Net als in de gemeente Utrecht doen wij dit.", ""),
        ("", "Zandwijkerveen is een landelijke gemeente. Vastgesteld door de raad van Zandwijkerveen.", "Zandwijkerveen"),
        ("", "Wij willen het beste voor de wijk. Best mooi. Houten banken.", ""),
        ("", "In Dalfsen wonen mensen. Dalfsen kiest. Wij zijn Dalfsen.", "Dalfsen"),
        ("Rol gemeente", "Gemeente Inwoners Partners", ""),
        ("Visie", "De gemeente 's-Hertogenbosch kiest. De gemeente Den Bosch ook.", "'s-Hertogenbosch"),
    ],
)
def test_the_municipality_is_found_or_left_open(title: str, body: str, name: str) -> None:
    assert find_municipality(title, [], [body]) == name


def test_a_name_in_the_file_name_counts_when_the_text_uses_it_as_a_place() -> None:
    body = ["In Hunzerwold wonen mensen die naar elkaar omzien."]
    assert find_municipality("", [], body, "visie_hunzerwold-v3.docx") == "Hunzerwold"
    assert find_municipality("", [], body, "visie-concept-definitief.docx") == ""


def test_a_name_does_not_run_on_into_the_next_line() -> None:
    assert find_municipality("", [], ["Rol van de gemeente", "Mantelzorg krijgt steun", "Rol van de gemeente", "Mantelzorg"]) == ""


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_a_name_or_none(text: str) -> None:
    name = find_municipality(text[:50], [text], [text])
    assert name == "" or name[0].isupper() or name[0] == "'"


def test_the_list_says_of_when_it_is() -> None:
    path = Path(__file__).parents[2] / "lexicons" / "gemeenten.tsv"
    assert "stand 2023-2024" in path.read_text(encoding="utf-8").splitlines()[0]
    assert known_municipalities()["Den Haag"] == "'s-Gravenhage"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Samen sterk: visie sociale basis 2026\n\nWij kiezen.\n", "Samen sterk: visie sociale basis 2026"),
        ("Waarom deze visie?\n\nWij kiezen.\n", ""),
        ("Inleiding\n\nWij kiezen.\n", ""),
    ],
)
def test_the_title_is_what_the_first_lines_call_the_draft(tmp_path: Path, text: str, title: str) -> None:
    assert reading(tmp_path, text).title == title  # type: ignore[attr-defined]


def test_a_title_left_behind_by_a_program_is_not_believed() -> None:
    assert document("docx", "whole_vision").title == "Samen leven in Lekwaarden"


@pytest.mark.parametrize(
    "title",
    [
        "untitled", "Naamloos 1", "Microsoft Word - visie def.docx", "Document1", "Document (3)", "visie_concept_v3", "visie-sociale-basis-def-3", "Visie.indd",
        "PowerPoint-presentatie", "PowerPoint Presentation", "Sjabloon rapport gemeente", "Word-sjabloon", "[Titel]", "Titel van het document", "Dia 1",
        "Layout 1", "D2026.041233", "C:\\Users\\visie", "Visie", "Rapport", "2026-2030", "https://intranet/visie.html", "Nieuw Microsoft Word-document", "A4 staand",
    ],
)  # fmt: skip
def test_what_programs_leave_behind_is_no_title(title: str) -> None:
    assert not is_title(title)


@pytest.mark.parametrize("title", ["Samenkracht", "Visie sociale basis 2026-2030", "Dichtbij en samen", "Wijkgericht werken in Lekwaarden", "Iedereen telt mee!"])
def test_what_writers_call_their_draft_is(title: str) -> None:
    assert is_title(title)


def test_the_title_page_goes_before_what_the_file_says_of_itself(tmp_path: Path) -> None:
    from build_docx import p, word

    for stated, found in (
        ("Sociaal domein 2021, deel B", "Visie sociale basis Lekwaarden"),  # of an older draft that this one was made from
        ("Samen dichtbij", "Samen dichtbij"),  # stands on the page too, above the line that says it is a vision
        ("Document1", "Visie sociale basis Lekwaarden"),
    ):
        path = tmp_path / "draft.docx"
        word(path, p("Samen dichtbij", "Kop2") + p("Visie sociale basis Lekwaarden", "Kop1") + p("Wij kiezen voor ontmoeting."), title=stated)
        assert read(path, limits=None).title == found
    word(path, p("Wij kiezen voor ontmoeting.") + p("Elke wijk telt."), title="Samen dichtbij in Lekwaarden")
    assert read(path, limits=None).title == "Samen dichtbij in Lekwaarden"


def test_a_name_in_a_long_draft_is_found_by_a_few_looks() -> None:
    import time

    names = [f"Fictie{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}dorp" for n in range(4_000)]
    begun = time.process_time()
    find_municipality("Visie gemeente Hunzerwold", [], [f"De gemeente {name} kiest." for name in names])
    assert time.process_time() - begun < 5
