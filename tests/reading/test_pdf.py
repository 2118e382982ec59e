"""What a user notices of PDF reading: the right text in the right order, its place, and plain words when it fails."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from build_pdf import BUILDERS

from amorecheck.document import Document, Kind
from amorecheck.errors import (
    ConfigurationError,
    DocumentError,
    EncryptedError,
    NoTextLayerError,
    UnreadableError,
)
from amorecheck.reading.pdf import read_pdf

FIXTURES = Path(__file__).parents[1] / "fixtures"
READABLE = ["one_column", "two_columns", "three_columns", "heading_over_columns", "hyphens", "ligatures", "running_lines", "runs_on", "footnotes", "contents", "table", "fake_bold", "rotated", "partly_scanned", "owner_password", "damaged_startxref", "control_characters", "crop_marks", "tagged", "turned", "leaning", "one_line_pages", "form", "photo_pages", "searchable_scan", "narrow_gutter", "short_columns", "picture_over_columns", "spread", "set_apart", "no_size", "office_tagged", "office_plain"]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    paths = BUILDERS.build_all(tmp_path_factory.mktemp("pdf"))
    for kept in ("tagged", "office_tagged", "office_plain"):
        paths[kept] = FIXTURES / f"{kept}.pdf"
    return paths


def texts(document: Document, kind: Kind) -> list[str]:
    return [block.text for block in document.blocks if block.kind is kind]


def test_headings_lists_and_paragraphs_of_an_untagged_file(files: dict[str, Path]) -> None:
    document = read_pdf(files["one_column"])
    headings = [(b.level, b.label, b.text) for b in document.blocks if b.kind is Kind.HEADING]
    assert headings == [
        (1, "", "Samen leven in Waterrijk"), (1, "1", "Inleiding"), (2, "1.1", "Waarom deze visie"), (1, "2", "Rollen"),
    ]  # fmt: skip
    items = [(b.label, b.text.split()[0]) for b in document.blocks if b.kind is Kind.LIST_ITEM]
    assert items == [("•", "Meer"), ("•", "Minder"), ("1.", "Wij"), ("2.", "Wij"), ("3.", "Wij")]
    long_item = texts(document, Kind.LIST_ITEM)[1]
    assert long_item.endswith("in een gewone week")
    assert len(texts(document, Kind.PARAGRAPH)) == 4


def test_section_chain_follows_the_headings(files: dict[str, Path]) -> None:
    document = read_pdf(files["one_column"])
    start = document.text.index("Meer ontmoeting")
    assert document.place(start, start + 4).section == ("Inleiding", "Waarom deze visie")


@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("two_columns", ["LINKSBEGIN", "LINKSEIND", "RECHTSBEGIN", "RECHTSEIND"]),
        ("three_columns", ["KOLOM0", "SLOT0", "KOLOM1", "SLOT1", "KOLOM2", "SLOT2"]),
        ("picture_over_columns", ["EEN", "TWEE", "Figuur 1", "DRIE", "VIER"]),
        ("spread", ["LINKERTITEL", "EINDLINKERTITEL", "RECHTERTITEL", "EINDRECHTERTITEL"]),
        ("heading_over_columns", ["Een visie van", "LINKSBEGIN", "RECHTSBEGIN", "ONDERAAN"]),
    ],
)
def test_columns_are_read_one_after_the_other(files: dict[str, Path], name: str, order: list[str]) -> None:
    text = read_pdf(files[name]).text
    places = [text.index(word) for word in order]
    assert places == sorted(places)


def test_columns_with_little_white_between_them_and_what_runs_on(files: dict[str, Path]) -> None:
    document = read_pdf(files["narrow_gutter"])
    text = document.text
    places = [text.index(word) for word in ("LINKSBEGIN", "linkseind", "RECHTSBEGIN", "rechtseind")]
    assert places == sorted(places)
    assert "in de wijk telt en linkseind meedoet." in text
    assert "dat zij met rechtseind bewoners samen optrekken." in text


def test_short_sections_in_columns_stay_apart(files: dict[str, Path]) -> None:
    document = read_pdf(files["short_columns"])
    assert texts(document, Kind.HEADING) == [*(f"Doel {number}" for number in range(4)), "Slot"]
    for number, paragraph in enumerate(texts(document, Kind.PARAGRAPH)[:4]):
        assert paragraph == (
            f"EEN{number} Wij zien de sociale basis als het geheel van informele verbanden en voorzieningen dichtbij, en wij "
            f"steunen wat daar groeit met geld en mensen uit de wijk. TWEE{number}"
        )


def test_hyphens_at_line_ends(files: dict[str, Path]) -> None:
    text = read_pdf(files["hyphens"]).text
    assert text == (
        "Voor een sterke samenleving is de verantwoordelijkheid van allen nodig. Het woon-werkverkeer neemt toe. Wij werken "
        "wijk-, buurt- en dorpsgericht en steunen mantelzorg- en vrijwilligersorganisaties. De zee-eend blijft en "
        "oud-wethouder Fictief uit Noord-Waterrijk praat mee over ontwikkeling met de GGD-arts en in 2026-2030."
    )


def test_ligatures_become_letters(files: dict[str, Path]) -> None:
    text = read_pdf(files["ligatures"]).text
    assert text == "De effectiviteit van financiële en officiële steun is ijverig gereflecteerd."


def test_running_lines_are_kept_apart_and_chapter_titles_are_not(files: dict[str, Path]) -> None:
    document = read_pdf(files["running_lines"])
    assert [(b.kind, b.text) for b in document.aside] == [
        (Kind.HEADER, "Visie sociale basis Waterrijk"), (Kind.FOOTER, "Concept 12 mei | pagina 1 van 6"),
    ]  # fmt: skip
    assert "pagina" not in document.text
    assert texts(document, Kind.HEADING) == [f"Hoofdstuk {number}" for number in range(1, 7)]
    assert document.layers["kop- en voetteksten"] == 2


def test_a_sentence_over_a_page_break_is_one_block_with_two_pages(files: dict[str, Path]) -> None:
    document = read_pdf(files["runs_on"])
    block = next(block for block in document.blocks if "gezondheid dicht bij huis" in block.text)
    assert {origin.page for origin in block.origins} == {1, 2}
    start = document.text.index("dicht bij huis")
    assert document.place(start, start + 5).page == 2
    word = document.text.index("gezondheid")
    assert [origin.page for origin in document.place(word, word + len("gezondheid")).origins] == [1, 2]
    assert "\n1\n" not in document.text


def test_footnotes_stand_apart_and_their_marks_leave_the_text(files: dict[str, Path]) -> None:
    document = read_pdf(files["footnotes"])
    notes = [(b.label, b.text) for b in document.blocks if b.kind is Kind.NOTE]
    assert notes == [("1", "Monitor sociale basis Waterrijk, bladzijde 12.")]
    assert "de monitor van 2025 over 30 m2 en" in document.text
    assert "die daar alleen op bezoek komen." in document.text


def test_contents_lines_are_no_headings(files: dict[str, Path]) -> None:
    document = read_pdf(files["contents"])
    assert len(texts(document, Kind.CONTENTS)) == 4
    assert texts(document, Kind.HEADING) == ["Inhoudsopgave", "Inleiding"]
    assert not any(block.judged for block in document.blocks if block.kind is Kind.CONTENTS)


def test_ruled_table_gives_cells_and_merged_cells(files: dict[str, Path]) -> None:
    document = read_pdf(files["table"])
    cells = {b.cell: b.text for b in document.blocks if b.kind is Kind.TABLE_CELL}
    assert cells[0, 1, 1] == "Geeft ruimte en geld aan plannen van bewoners in de wijk"
    assert cells[0, 2, 0] == "Samen: bewoners en gemeente"
    assert (0, 2, 1) not in cells
    assert document.blocks[-1].text.startswith("Na de tabel.")


def test_text_drawn_twice_is_read_once(files: dict[str, Path]) -> None:
    assert read_pdf(files["fake_bold"]).text == "Dubbel gedrukt is niet dubbel gezegd."


def test_turned_pages_and_text_in_the_margin(files: dict[str, Path]) -> None:
    document = read_pdf(files["rotated"])
    assert document.blocks[0].text.startswith("Liggende bladzijde. De gemeente Waterrijk wil dat inwoners elkaar in de wijk")
    assert texts(document, Kind.TEXT_BOX) == ["Zijschrift"]


def test_pages_and_text_at_any_angle_read_alike(files: dict[str, Path]) -> None:
    document = read_pdf(files["turned"])
    assert [b.text for b in document.blocks if b.kind is Kind.HEADING] == [
        f"Hoofdstuk {stored} {angle}" for stored in (0, 90, 180, 270) for angle in (0, 90, 180, 270)
    ]
    assert len(texts(document, Kind.PARAGRAPH)) == 16
    assert all(text.startswith(("De gemeente Waterrijk wil dat", "Daarvoor", "Mantelzorgers", "Het buurthuis")) for text in texts(document, Kind.PARAGRAPH))


def test_text_that_leans_a_little_is_text(files: dict[str, Path]) -> None:
    text = " ".join(read_pdf(files["leaning"]).text.split())
    assert text.startswith("De gemeente Waterrijk wil dat inwoners elkaar in de wijk kunnen ontmoeten.")


def test_slides_with_one_line_each_keep_it(files: dict[str, Path]) -> None:
    assert [block.text for block in read_pdf(files["one_line_pages"]).blocks] == [f"Uitgangspunt {number}" for number in range(1, 7)]


def test_what_was_filled_in_on_a_form_is_read(files: dict[str, Path]) -> None:
    document = read_pdf(files["form"])
    assert [block.text for block in document.blocks] == [
        "Wat wilt u bereiken?", "Ontmoeting in elke wijk van Waterrijk.", "Wij reserveren 40.000 euro.",
    ]  # fmt: skip
    assert document.place(document.text.index("elke wijk"), document.text.index("elke wijk") + 9).page == 1


def test_photos_are_no_scans(files: dict[str, Path]) -> None:
    document = read_pdf(files["photo_pages"])
    assert document.blocks[0].text == "Visie sociale basis"
    assert [(notice.code, notice.message) for notice in document.notices] == [
        ("afbeeldingen", "Pagina 3 bestaat uit een foto of tekening. Als daar tekst in staat, is die niet beoordeeld.")
    ]


def test_text_that_was_recognised_before_is_read_and_marked(files: dict[str, Path]) -> None:
    document = read_pdf(files["searchable_scan"])
    assert document.text.startswith("De gemeente Waterrijk wil dat inwoners elkaar in de wijk kunnen ontmoeten.")
    assert [notice.code for notice in document.notices] == ["ocr-eerder"]


def test_spaces_are_where_the_page_shows_them(files: dict[str, Path]) -> None:
    assert read_pdf(files["set_apart"]).text.split() == ["Samenleving", "Mantelzorgers", "krijgen", "op", "tijd", "steun"]


def test_a_page_without_size_is_read(files: dict[str, Path]) -> None:
    assert read_pdf(files["no_size"]).text == "Tekst op een blad zonder maat."


def test_printers_marks_outside_the_page_are_not_read(files: dict[str, Path]) -> None:
    text = read_pdf(files["crop_marks"]).text
    assert text.startswith("De gemeente Waterrijk wil dat inwoners elkaar in de wijk")
    assert "indd" not in text


def test_tagged_file_follows_its_tags(files: dict[str, Path]) -> None:
    document = read_pdf(files["tagged"])
    assert [(b.level, b.text) for b in document.blocks if b.kind is Kind.HEADING] == [
        (1, "Visie op de sociale basis"), (2, "Doelen"), (2, "Rollen"), (2, "Wonen"),
    ]  # fmt: skip
    assert [(b.list_level, b.label) for b in document.blocks if b.kind is Kind.LIST_ITEM] == [
        (1, "•"), (1, "•"), (2, "•"), (1, "1."), (1, "2."),
    ]  # fmt: skip
    assert {b.cell for b in document.blocks if b.kind is Kind.TABLE_CELL} == {(0, r, c) for r in range(3) for c in range(2)}
    assert "inzet in de wijk, en dat willen wij" in document.text
    assert document.title == "Visie sociale basis Waterrijk"


def test_position_tells_what_tags_tell(files: dict[str, Path]) -> None:
    tagged, plain = read_pdf(files["office_tagged"]), read_pdf(files["office_plain"])
    assert texts(plain, Kind.HEADING) == texts(tagged, Kind.HEADING)
    assert texts(plain, Kind.LIST_ITEM) == texts(tagged, Kind.LIST_ITEM)
    assert sorted(texts(plain, Kind.NOTE)) == sorted(texts(tagged, Kind.NOTE))
    assert " ".join(texts(plain, Kind.PARAGRAPH)) == " ".join(texts(tagged, Kind.PARAGRAPH))
    same = {(b.kind, b.text) for b in tagged.blocks} & {(b.kind, b.text) for b in plain.blocks}
    assert len(same) >= 0.95 * len({(b.kind, b.text) for b in tagged.blocks})
    assert not any("concept" in b.text or b.text.startswith("Waterrijk - ") for b in tagged.blocks)  # artifacts
    assert {b.text for b in plain.aside} == {"Visie sociale basis, concept", "Waterrijk - 1"}


def test_control_characters_never_come_through(files: dict[str, Path]) -> None:
    for name in READABLE:
        text = read_pdf(files[name]).text
        assert all(char == "\n" or char.isprintable() for char in text), name


def test_partly_scanned_file_names_its_pages(files: dict[str, Path]) -> None:
    document = read_pdf(files["partly_scanned"])
    assert [(n.code, n.message) for n in document.notices] == [
        ("scan", "Pagina 3 en 5 zijn scans zonder tekst. Wat daar staat, is niet beoordeeld.")
    ]
    assert document.pages == 5


@pytest.mark.parametrize(
    ("name", "error", "word"),
    [
        ("scan", NoTextLayerError, "--ocr"), ("garbled_font", NoTextLayerError, "tekencode"), ("blank", NoTextLayerError, "geen tekst"),
        ("user_password", EncryptedError, "wachtwoord"), ("unknown_lock", EncryptedError, "niet kent"), ("only_adobe", UnreadableError, "Adobe Reader"), ("ciphered", NoTextLayerError, "tekencode"), ("renamed_picture", UnreadableError, "geen PDF"),
        ("truncated", UnreadableError, "beschadigd"), ("empty", UnreadableError, "geen PDF"), ("no_pages", UnreadableError, "beschadigd"),
    ],
)  # fmt: skip
def test_refusals_say_what_is_wrong_and_what_to_do(files: dict[str, Path], name: str, error: type[DocumentError], word: str) -> None:
    with pytest.raises(error, match=word) as caught:
        read_pdf(files[name])
    assert str(caught.value).count(". ") == 1


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="bestaat"):
        read_pdf(tmp_path / "weg.pdf")


@pytest.mark.parametrize("name", ["owner_password", "damaged_startxref"])
def test_files_that_open_are_read(files: dict[str, Path], name: str) -> None:
    assert "De gemeente Waterrijk wil dat inwoners" in read_pdf(files[name]).text


@pytest.mark.parametrize(("name", "word"), [("path_operators", "landkaart"), ("flate_bomb", "leegte")])
def test_bombs_are_read_and_cost_little(files: dict[str, Path], name: str, word: str) -> None:
    assert files[name].stat().st_size < 300_000
    assert word in read_pdf(files[name]).text


@pytest.mark.parametrize("name", READABLE)
def test_blocks_and_text_agree(files: dict[str, Path], name: str) -> None:
    document = read_pdf(files[name])
    assert document.text == "\n\n".join(block.text for block in document.blocks)
    for block in document.blocks:
        assert document.text[block.start : block.end] == block.text
        assert block.text == block.text.strip()
        covered = {i for origin in block.origins for i in range(origin.start, origin.end)}
        bare = {i for i, char in enumerate(block.text) if char != " "}
        assert covered == bare, block.text


# --- OCR -----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("tesseract")
def test_scan_is_read_with_tesseract(files: dict[str, Path]) -> None:
    document = read_pdf(files["picture_of_text"], ocr=True)
    assert "De gemeente Waterrijk werkt samen" in document.text
    assert [notice.code for notice in document.notices] == ["ocr"]
    assert document.blocks[0].origins[0].page == 1


def test_ocr_without_the_program_says_how_to_install_it(files: dict[str, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ConfigurationError, match="tesseract-ocr-nld"):
        read_pdf(files["scan"], ocr=True)


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script")
def test_what_tesseract_says_lands_in_place_with_its_doubt(
    files: dict[str, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    head = ["level", "page_num", "block_num", "par_num", "line_num", "word_num", "left", "top", "width", "height", "conf", "text"]
    rows = [
        ["4", "1", "1", "1", "1", "0", "200", "300", "500", "30", "-1", ""],
        ["5", "1", "1", "1", "1", "1", "200", "300", "200", "30", "41.5", "Wijkgericht"],
        ["5", "1", "1", "1", "1", "2", "410", "300", "200", "30", "60.5", "werken."],
    ]
    table = "\n".join("\t".join(row) for row in [head, *rows])
    program = tmp_path / "tesseract"
    program.write_text(f"#!{sys.executable}\nimport sys\nsys.stdin.buffer.read()\nprint('''{table}''')\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    document = read_pdf(files["partly_scanned"], ocr=True)
    block = next(block for block in document.blocks if block.text == "Wijkgericht werken.")
    assert block.page == 3
    assert block.origins[0].box == (72.0, 108.0, 144.0, 118.8)
    assert [notice.code for notice in document.notices] == ["ocr", "ocr-onzeker"]


# --- the place of a span -------------------------------------------------------------------------------------


def words_in_boxes(path: Path, document: Document, start: int, end: int) -> str:
    """What pdfium finds in the boxes of a place, without white space: an independent look at the same spot."""
    pdf = pdfium.PdfDocument(path)
    found = []
    for origin in document.place(start, end).origins:
        page = pdf[origin.page - 1]
        x0, top, x1, bottom = origin.box
        textpage = page.get_textpage()
        found.append(textpage.get_text_bounded(*_in_page_space(page, x0 + 0.4, top + 1, x1 - 0.4, bottom - 1)))
        page.close()
    pdf.close()
    return letters("".join(found))


def _in_page_space(page: pdfium.PdfPage, x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
    """A box on the page as shown, in the frame of the page as stored: left, bottom, right, top."""
    left, low, right, high = page.get_mediabox() if page.get_mediabox()[2] > 1 else (0, 0, *page.get_size())
    turn = {
        0: lambda x, y: (x + left, high - y), 90: lambda x, y: (y + left, x + low),
        180: lambda x, y: (right - x, y + low), 270: lambda x, y: (right - y, high - x),
    }[page.get_rotation()]  # fmt: skip
    (ax, ay), (bx, by) = turn(x0, top), turn(x1, bottom)
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def letters(text: str) -> str:
    """Without white space, control characters and hyphens: a hyphen at a line end is pdfium's own mark."""
    return "".join(char for char in text if char.isprintable() and char not in " -\u00a0\ufffe")


NOT_AS_DRAWN = {"form", "fake_bold", "set_apart", "ligatures"}
"""Text beside the page, drawn twice, with spaces of pdfium's own, or with letters that are one in the file."""


@pytest.mark.parametrize("name", [name for name in READABLE if name not in NOT_AS_DRAWN])
def test_the_words_in_the_boxes_of_a_place_are_the_words_of_the_span(files: dict[str, Path], name: str) -> None:
    document = read_pdf(files[name])
    chance = random.Random(4)
    for _ in range(30):
        block = chance.choice(document.blocks)
        words = block.text.split(" ")
        first = chance.randrange(len(words))
        last = chance.randrange(first, min(len(words), first + 12))
        start = block.start + len(" ".join(words[:first])) + bool(first)
        end = start + len(" ".join(words[first : last + 1]))
        span = document.text[start:end]
        assert words_in_boxes(files[name], document, start, end) == letters(span)
