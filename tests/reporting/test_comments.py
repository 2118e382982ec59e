"""Comments stand at exactly their sentence, and nothing else in the adviser's file changes."""

from __future__ import annotations

import ctypes
import dataclasses
import hashlib
import io
import re
import subprocess
import zipfile
from pathlib import Path

import docx
import pypdfium2 as pdfium
import pytest
from build_docx import BUILDERS as WORD_FIXTURES
from build_hostile import BUILDERS as HOSTILE_FIXTURES
from drafts import (
    BOX,
    NOTE,
    W,
    box,
    heading,
    judge_sentence,
    odt_draft,
    paragraph,
    pdf_draft,
    run,
    save,
    settle,
    word_draft,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from make_report import hostile_report, poor_report, rich_report, strong_report, undecided_report
from pypdfium2 import raw

from amorecheck.document import Document
from amorecheck.errors import ConfigurationError, UnreadableError, UnsupportedError
from amorecheck.reading import read
from amorecheck.reading.docx import iter_runs, run_text
from amorecheck.reporting.comments import write_comments
from amorecheck.reporting.comments_docx import run_length
from amorecheck.reporting.model import Report, Why
from amorecheck.reporting.notes import Tone, draft_notes, group_notes

RANGE = f"{{{W}}}commentRangeStart"
END = f"{{{W}}}commentRangeEnd"


def read_here(path: Path) -> Document:
    return read(path, limits=None)


def comment_on(data: bytes, folder: Path, report: Report, *extra: tuple[str, tuple[str, ...]], limit: int = 60) -> tuple[str, bytes]:
    draft = save(data, folder)
    document = read_here(draft)
    report = settle(report, document)
    for text, items in extra:
        report = judge_sentence(report, document, text, items)
    out = folder / "met-opmerkingen.docx"
    summary = write_comments(draft, document, report, out, limit)
    return str(summary), out.read_bytes()


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def paragraph_texts(root: etree._Element) -> list[str]:
    """The text of every paragraph, deleted text and both copies of text boxes included."""
    return ["".join(run_text(one) for one in found.iter(f"{{{W}}}r")) for found in root.iter(f"{{{W}}}p")]


def anchors(data: bytes) -> dict[str, str]:
    """The commented words by the comment's id: all run text between the two marks."""
    found: dict[str, str] = {}
    opened: set[str] = set()
    for element in part(data).iter():
        if element.tag == RANGE:
            opened.add(element.get(f"{{{W}}}id"))
        elif element.tag == END:
            opened.discard(element.get(f"{{{W}}}id"))
        elif element.tag == f"{{{W}}}r" and not any(up.tag == f"{{{W}}}r" for up in element.iterancestors()):
            deleted = any(up.tag == f"{{{W}}}del" for up in element.iterancestors())
            for name in opened:
                found[name] = found.get(name, "") + ("" if deleted else run_text(element))
    return found


def comments(data: bytes) -> dict[str, str]:
    return {
        one.get(f"{{{W}}}id"): "\n".join("".join(text.text or "" for text in line.iter(f"{{{W}}}t")) for line in one.iter(f"{{{W}}}p"))
        for one in part(data, "word/comments.xml")
    }


def at(data: bytes, words: str) -> str:
    """The comment on exactly these words."""
    names = [name for name, text in anchors(data).items() if text.removeprefix("6 ") == words]
    assert len(names) == 1, f"{words!r} has {len(names)} comments; commented are {list(anchors(data).values())}"
    return comments(data)[names[0]]


def test_a_sentence_over_three_runs_carries_what_it_answers(tmp_path: Path) -> None:
    _, data = comment_on(word_draft(), tmp_path, rich_report())
    said = at(data, "In 2028 heeft elke kern een ontmoetingsplek die bewoners zelf openhouden; de gemeente betaalt de huur.")
    assert said.startswith("Sterk\n")
    assert "Sociale samenhang" in said
    assert "Welke doelstellingen wilt u bereiken" in said


@pytest.mark.parametrize(
    "words",
    [
        "Mantelzorgers die dat nodig hebben, krijgen vanaf 2026 twee dagen per maand vervangende zorg via Steunpunt De Schakel.",
        "Van inwoners vragen wij om naar elkaar om te zien.",
        "Elke kern krijgt een eigen dorpsagenda, omdat Broekzijde andere vragen heeft dan de Stationswijk.",
        "Het Lindefeest brengt al tachtig jaar alle dorpen bij elkaar, en daar bouwen wij op voort.",
    ],
    ids=["half in a hyperlink", "round an insertion and a deletion", "in a table", "in a content control"],
)  # fmt: skip
def test_comments_stand_at_exactly_the_sentence(tmp_path: Path, words: str) -> None:
    _, data = comment_on(word_draft(), tmp_path, rich_report())
    assert at(data, words)


def test_a_tab_inside_a_run_counts_as_one_character(tmp_path: Path) -> None:
    words = "De gemeente is opdrachtgever\tvan het welzijnswerk en regisseur van de samenwerking."
    _, data = comment_on(word_draft(), tmp_path, rich_report(), (words, ("GE1",)))
    assert at(data, words).startswith("Kan sterker\nDeze passage raakt de vraag")


def test_a_thin_passage_says_where_it_falls_short_and_what_to_add(tmp_path: Path) -> None:
    _, data = comment_on(word_draft(), tmp_path, rich_report())
    said = at(data, "Ook eenzaamheid is een belangrijk thema, dat wij de komende tijd nader uitwerken.")
    assert said.splitlines()[0] == "Kan sterker"
    assert "Bij dit thema zijn nog niet gevonden: een doel, een aanpak, een rol voor partners en een uitwerking per wijk of gebied." in said
    assert "Let op: doorgeschoven naar later." in said
    assert "Advies: Kies één doel tegen eenzaamheid" in said
    assert "Zo kan het ook: ‘In 2027 kent elke wijkverpleegkundige" in said


def test_what_is_missing_stands_at_the_heading_where_it_belongs(tmp_path: Path) -> None:
    _, data = comment_on(word_draft(), tmp_path, rich_report())
    said = at(data, "Wat wij weten")
    assert said.startswith("Ontbreekt nog\n")
    assert "Wie gaan deze data gebruiken" in said
    assert "Het dichtst in de buurt komt: ‘De wijkprofielen staan op de website van de gemeente.’" in said


@pytest.mark.parametrize(("title", "item"), [("4.2 Eenzaamheid", "Tegengaan van eenzaamheid"), ("Wijkgericht samenwerken", "partners in de wijk")])
def test_a_heading_named_after_the_item_is_its_place(tmp_path: Path, title: str, item: str) -> None:
    data = word_draft(heading(title), paragraph(run("Nog te schrijven voor ons.")), heading("Slot"), paragraph(run("Tot ziens.")), comments=False)
    _, commented = comment_on(data, tmp_path, poor_report())
    found = {text.removeprefix("4.2 "): comments(commented)[name] for name, text in anchors(commented).items()}
    assert item in found[title.removeprefix("4.2 ")]


def test_what_belongs_nowhere_stands_once_at_the_end(tmp_path: Path) -> None:
    data = word_draft(paragraph(run("Een eerste alinea.")), paragraph(run("Wij vinden het belangrijk.")), comments=False)
    _, commented = comment_on(data, tmp_path, poor_report())
    said = at(commented, "Wij vinden het belangrijk.")
    assert "Er zijn ook geen koppen gevonden waar ze vanzelf bij passen." in said
    assert "– Het thema ‘Mantelzorg’." in said
    assert len(comments(commented)) == 1


def test_text_boxes_and_notes_are_commented_on_at_their_host(tmp_path: Path) -> None:
    """Word shows no comments inside them."""
    summary, data = comment_on(word_draft(), tmp_path, rich_report(), (NOTE, ("DK1",)))
    root = part(data)
    assert "2 opmerkingen gaan over een voetnoot of tekstvak." in summary
    assert not [mark for mark in root.iter(RANGE) for up in mark.iterancestors() if up.tag == f"{{{W}}}txbxContent"]
    said = comments(data).values()
    assert any(text.startswith(f"Dit gaat over het tekstvak bij deze plek: ‘{BOX}’") for text in said)
    assert any(text.startswith(f"Dit gaat over de voetnoot of eindnoot bij deze plek: ‘{NOTE}’") for text in said)
    mark = next(root.iter(f"{{{W}}}footnoteReference")).getparent()
    assert mark.getprevious().tag == RANGE


def test_reviewers_comments_and_tracked_changes_stay(tmp_path: Path) -> None:
    before = word_draft()
    _, after = comment_on(before, tmp_path, rich_report())
    assert comments(after)["4"] == "Mooi gezegd."
    assert len(set(comments(after))) == len(part(after, "word/comments.xml"))
    for tag in ("ins", "del"):
        old, new = (["".join(map(run_text, iter_runs(one))) for one in part(data).iter(f"{{{W}}}{tag}")] for data in (before, after))
        assert old == new
    assert not [run for run in part(after).iter(f"{{{W}}}commentReference") if run.getparent().getparent().tag != f"{{{W}}}p"]


def test_all_text_and_all_other_parts_are_the_same_to_the_byte(tmp_path: Path) -> None:
    before = word_draft()
    _, after = comment_on(before, tmp_path, rich_report())
    assert paragraph_texts(part(after)) == paragraph_texts(part(before))
    changed = {"word/document.xml", "word/comments.xml"}
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        assert old.namelist() == new.namelist()
        assert {name for name in old.namelist() if old.read(name) != new.read(name)} == changed


def test_numbers_of_tracked_changes_stay_unique(tmp_path: Path) -> None:
    _, data = comment_on(word_draft(), tmp_path, rich_report(), ("ern een ontmoe", ("GE1",)))
    numbers = [one.get(f"{{{W}}}id") for tag in ("ins", "del", "rPrChange") for one in part(data).iter(f"{{{W}}}{tag}")]
    assert len(numbers) == len(set(numbers))


def test_the_same_draft_gives_the_same_copy(tmp_path: Path) -> None:
    first, second = (comment_on(word_draft(), tmp_path, rich_report())[1] for _ in range(2))
    assert first == second


def test_the_first_comment_in_a_file_without_comments(tmp_path: Path) -> None:
    _, data = comment_on(word_draft(comments=False), tmp_path, rich_report())
    opened = docx.Document(io.BytesIO(data))
    authors = {comment.author for comment in opened.comments}
    assert authors == {"amorecheck"}
    assert {str(comment.comment_id) for comment in opened.comments} == set(anchors(data)) - {"4"}


def test_no_more_comments_than_the_limit_and_the_rest_is_counted(tmp_path: Path) -> None:
    summary, data = comment_on(word_draft(comments=False), tmp_path, rich_report(), limit=3)
    assert len(comments(data)) == 3
    assert summary.startswith("Er zijn 3 opmerkingen geplaatst.")
    assert re.search(r"\d+ minder belangrijke opmerkingen zijn weggelaten om het concept leesbaar te houden: hooguit 3 in het geheel", summary)


def test_no_paragraph_has_more_than_two_comments(tmp_path: Path) -> None:
    sentences = [f"Wij doen dit op plek {number}." for number in ("een", "twee", "drie", "vier")]
    body = (heading("1 Alles"), paragraph(run(" ".join(sentences))), paragraph(run("Een slot.")))
    data = word_draft(*body, comments=False)
    extra = [(text, (item,)) for text, item in zip(sentences, ("GE1", "GE2", "IN1", "SG3"), strict=True)]
    _, commented = comment_on(data, tmp_path, rich_report(), *extra)
    found = [text for text in anchors(commented).values() if "plek" in text]
    assert len(found) == 2
    told = "\n".join(comments(commented).values())
    assert all(question in told for question in ("Welke functies heeft", "Blijft u op de achtergrond", "Welke verantwoordelijkheid", "cultuurelementen"))
    assert "Bij ‘Wij doen dit op plek" in told


def test_a_signed_draft_is_named_as_such(tmp_path: Path) -> None:
    summary, _ = comment_on(word_draft(extra={"_xmlsignatures/origin.sigs": b""}), tmp_path, rich_report())
    assert "Het concept is digitaal ondertekend." in summary


def test_what_cannot_be_judged_gets_no_comment(tmp_path: Path) -> None:
    draft = save(word_draft(comments=False), tmp_path)
    summary = write_comments(draft, read_here(draft), undecided_report(), tmp_path / "uit.docx")
    assert str(summary) == "Er zijn geen opmerkingen geplaatst."
    assert "word/comments.xml" not in zipfile.ZipFile(tmp_path / "uit.docx").namelist()
    assert paragraph_texts(part((tmp_path / "uit.docx").read_bytes())) == paragraph_texts(part(draft.read_bytes()))


def test_hostile_words_become_plain_text(tmp_path: Path) -> None:
    draft = save(word_draft(), tmp_path)
    document = read_here(draft)
    report = settle(hostile_report().model_copy(update={"evidence": rich_report().evidence}), document)
    write_comments(draft, document, report, tmp_path / "uit.docx")
    text = "\n".join(comments((tmp_path / "uit.docx").read_bytes()).values())
    assert "\x1b" not in text
    assert "<script>" in text


def test_a_draft_that_changed_since_it_was_read_is_refused(tmp_path: Path) -> None:
    draft = save(word_draft(), tmp_path)
    document = dataclasses.replace(read_here(draft), sha256=hashlib.sha256(b"iets anders").hexdigest())
    with pytest.raises(UnreadableError, match="is veranderd sinds het is gelezen"):
        write_comments(draft, document, rich_report(), tmp_path / "uit.docx")


def test_the_draft_itself_is_never_overwritten(tmp_path: Path) -> None:
    draft = save(word_draft(), tmp_path)
    with pytest.raises(ConfigurationError, match="Kies met -o een andere naam"):
        write_comments(draft, read_here(draft), rich_report(), draft)


def test_plain_text_has_no_margin(tmp_path: Path) -> None:
    draft = tmp_path / "visie.txt"
    draft.write_text("Wij vinden sociale samenhang belangrijk. Zo is het en niet anders.", "utf-8")
    with pytest.raises(UnsupportedError, match="geen opmerkingen zetten"):
        write_comments(draft, read_here(draft), poor_report(), tmp_path / "uit.txt")


def test_run_length_counts_as_the_reader_does(tmp_path: Path) -> None:
    runs = list(iter_runs(part(word_draft())))
    assert [run_length(one) for one in runs] == [len(run_text(one)) for one in runs]


@pytest.mark.parametrize("name", sorted(WORD_FIXTURES))
def test_no_fixture_loses_or_gains_a_letter(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.docx"
    WORD_FIXTURES[name](path)
    document = read_here(path)
    blocks = [block for block in document.judged_blocks() if len(block.text) > 20]
    report = strong_report().model_copy(update={"evidence": ()})
    items = [f"{block}{number}" for block in ("SB", "IN", "GE", "WS", "DK", "SG") for number in (1, 2, 3)]
    for block, item in zip(blocks[:60], items * 4, strict=False):
        text = block.text[3 : max(8, len(block.text) // 2)]
        report = judge_sentence(report, document, text, (item,)) if document.text.count(text) == 1 else report
    out = tmp_path / "uit.docx"
    write_comments(path, document, report, out)
    before, after = path.read_bytes(), out.read_bytes()
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        for name in old.namelist():
            if old.read(name) != new.read(name):
                assert name in ("[Content_Types].xml", "word/_rels/document.xml.rels", "word/comments.xml", "word/document.xml")
        assert paragraph_texts(etree.fromstring(old.read("word/document.xml"))) == paragraph_texts(etree.fromstring(new.read("word/document.xml")))


def test_a_damaged_package_that_could_be_read_gets_its_comments(tmp_path: Path) -> None:
    """Relations to parts that are not there and an empty styles.xml: the reader passes over them, so does the margin."""
    draft = tmp_path / "visie.docx"
    WORD_FIXTURES["dangling_relations"](draft)
    document = read_here(draft)
    report = judge_sentence(strong_report().model_copy(update={"evidence": ()}), document, "Tekst zonder stijlen.", ("GE2",))
    out = tmp_path / "uit.docx"
    assert str(write_comments(draft, document, report, out)) == "Er is 1 opmerking geplaatst."
    assert list(anchors(out.read_bytes()).values()) == ["Tekst zonder stijlen."]


def test_a_promised_comments_part_that_is_not_there_is_made_and_not_promised_twice(tmp_path: Path) -> None:
    def without_comments(data: bytes) -> bytes:
        made = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
            for name in old.namelist():
                if name != "word/comments.xml":
                    new.writestr(name, old.read(name))
        return made.getvalue()

    _, after = comment_on(without_comments(word_draft()), tmp_path, rich_report())
    kinds = [one.get("Type", "").rsplit("/", 1)[-1] for one in part(after, "word/_rels/document.xml.rels")]
    names = [one.get("PartName") for one in part(after, "[Content_Types].xml")]
    assert kinds.count("comments") == names.count("/word/comments.xml") == 1
    assert len(docx.Document(io.BytesIO(after)).comments._comments_elm) == len(comments(after)) > 5


def test_a_broken_main_text_is_refused_as_a_whole(tmp_path: Path) -> None:
    """A DOCTYPE with entities: what they stand for has no length, so no place is certain."""
    draft = tmp_path / "visie.docx"
    HOSTILE_FIXTURES["outside_entity"](draft)
    with pytest.raises(UnreadableError, match="beschadigd"):
        write_comments(draft, read_here(draft), strong_report(), tmp_path / "uit.docx")
    assert not (tmp_path / "uit.docx").exists()


WORDS = st.lists(st.sampled_from(["de", "wijk", "één", "buurt.", "😀", "a\u00adb", "—", "Wij"]), min_size=4, max_size=14)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=WORDS, data=st.data())
def test_however_a_paragraph_is_cut_into_runs_the_anchor_is_exact(tmp_path: Path, words: list[str], data: st.DataObject) -> None:
    text = "Begin " + " ".join(words) + " eind"
    cuts = sorted(data.draw(st.lists(st.integers(1, len(text) - 1), max_size=5)))
    pieces = [text[low:high] for low, high in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    draft = save(word_draft(heading("1 Kop"), paragraph(*(run(piece) for piece in pieces)), comments=False), tmp_path)
    document = read_here(draft)
    block = document.blocks[-1]
    low = data.draw(st.integers(0, len(block.text) - 2))
    high = data.draw(st.integers(low + 1, len(block.text)))
    report = judge_sentence(strong_report().model_copy(update={"evidence": ()}), document, block.text, ("GE2",))
    piece = report.evidence[0].model_copy(update={"start": block.start + low, "end": block.start + high})
    out = tmp_path / "uit.docx"
    write_comments(draft, document, report.model_copy(update={"evidence": (piece,)}), out)
    after = out.read_bytes()
    assert paragraph_texts(part(after)) == paragraph_texts(part(draft.read_bytes()))
    wanted = document.text[block.start + low : block.start + high]
    assert [one.replace("\u00ad", "") for one in anchors(after).values()] == [wanted.replace("\u00ad", "")]


def test_the_best_notes_come_first_and_praise_follows_evidence(tmp_path: Path) -> None:
    draft = save(word_draft(), tmp_path)
    document = read_here(draft)
    notes = draft_notes(document, settle(rich_report(), document))
    rounds = [note.rank[0] for note in notes]
    assert rounds == sorted(rounds)
    worked_out = {"T1", "T2", "T4", "W", "SB1", "SB2", "IN3", "GE2", "WS3", "DK3", "SG1", "SG3", "P"}
    praised = {item for note in notes if note.tone is Tone.STRONG for item in note.items if not item.startswith("AMORE")}
    assert praised <= worked_out
    kept, left = group_notes(notes, document, 1, lambda note: note.start)
    assert len(kept) == 1
    assert left > 0


def test_odt_annotations_stand_round_exactly_the_words(tmp_path: Path) -> None:
    draft = tmp_path / "visie.odt"
    draft.write_bytes(odt_draft())
    document = read_here(draft)
    report = judge_sentence(settle(rich_report(), document), document, NOTE, ("DK1",))
    out = tmp_path / "uit.odt"
    summary = write_comments(draft, document, report, out)
    with zipfile.ZipFile(out) as package:
        root = etree.fromstring(package.read("content.xml"))
        assert package.namelist()[0] == "mimetype"
    office = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
    said = {one.get(f"{office}name"): "".join(one.itertext()) for one in root.iter(f"{office}annotation")}
    covered = _odt_ranges(root)
    name = next(name for name, text in covered.items() if text.startswith("In 2028"))
    assert covered[name] == "In 2028 heeft elke kern een ontmoetingsplek die bewoners zelfopenhouden; de gemeente betaalt de huur."
    assert "Sociale samenhang" in said[name]
    assert summary.at_host == 1
    assert any("voetnoot" in text for text in said.values())
    for one in list(root.iter(f"{office}annotation")):
        tail = one.tail or ""
        previous, parent = one.getprevious(), one.getparent()
        if previous is None:
            parent.text = (parent.text or "") + tail
        else:
            previous.tail = (previous.tail or "") + tail
        parent.remove(one)
    with zipfile.ZipFile(draft) as package:
        assert "".join(root.itertext()) == "".join(etree.fromstring(package.read("content.xml")).itertext())


def _odt_ranges(root: etree._Element) -> dict[str, str]:
    office = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
    found: dict[str, str] = {}
    opened: set[str] = set()
    for node in root.xpath("//text() | //office:annotation | //office:annotation-end", namespaces={"office": office[1:-1]}):
        if isinstance(node, str):
            inside = [up.tag for up in [node.getparent(), *node.getparent().iterancestors()]]
            if node.is_tail:
                inside = inside[1:]
            if f"{office}annotation" not in inside:
                for name in opened:
                    found[name] = found.get(name, "") + node
        elif node.tag == f"{office}annotation":
            opened.add(node.get(f"{office}name"))
        else:
            opened.discard(node.get(f"{office}name"))
    return found


@pytest.mark.parametrize("rotate", [0, 180])
def test_pdf_highlights_cover_the_words_and_leave_the_file_whole(tmp_path: Path, rotate: int) -> None:
    draft = tmp_path / "visie.pdf"
    draft.write_bytes(pdf_draft(rotate))
    document = read_here(draft)
    out = tmp_path / "uit.pdf"
    summary = write_comments(draft, document, settle(rich_report(), document), out)
    assert summary.placed >= 2
    assert out.read_bytes().startswith(draft.read_bytes())
    page = pdfium.PdfDocument(out)[0]
    found = list(_highlights(page))
    assert any("belangrijk thema" in covered and said.startswith("Kan sterker") for covered, said in found)
    first = [covered for covered, said in found if "Sterk" in said]
    assert any("In 2028" in text and "Wie elkaar kent" not in text for text in first)


def _highlights(page: pdfium.PdfPage) -> list[tuple[str, str]]:
    """(the words under the highlight, its note) of each highlight on a page."""
    found = []
    text = page.get_textpage()
    for number in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, number)
        length = raw.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
        held = ctypes.create_string_buffer(length)
        raw.FPDFAnnot_GetStringValue(note, b"Contents", ctypes.cast(held, ctypes.POINTER(ctypes.c_ushort)), length)
        covered = []
        for place in range(raw.FPDFAnnot_CountAttachmentPoints(note)):
            quad = raw.FS_QUADPOINTSF()
            raw.FPDFAnnot_GetAttachmentPoints(note, place, quad)
            covered.append(text.get_text_bounded(quad.x1, quad.y3, quad.x2, quad.y1))
        found.append((" ".join(" ".join(covered).split()), held.raw.decode("utf-16-le").rstrip("\0")))
        raw.FPDFPage_CloseAnnot(note)
    return found


def test_pdf_copies_are_the_same_each_time(tmp_path: Path) -> None:
    draft = tmp_path / "visie.pdf"
    draft.write_bytes(pdf_draft())
    document = read_here(draft)
    for name in ("een.pdf", "twee.pdf"):
        write_comments(draft, document, settle(rich_report(), document), tmp_path / name)
    assert (tmp_path / "een.pdf").read_bytes() == (tmp_path / "twee.pdf").read_bytes()


@pytest.mark.usefixtures("libreoffice")
@pytest.mark.parametrize("name", ["visie.docx", "visie.odt"])
def test_libreoffice_shows_the_same_text_with_all_comments(tmp_path: Path, name: str) -> None:
    draft = tmp_path / name
    draft.write_bytes(word_draft() if name.endswith("docx") else odt_draft())
    document = read_here(draft)
    out = tmp_path / f"uit-{name}"
    summary = write_comments(draft, document, settle(rich_report(), document), out)
    profile = f"-env:UserInstallation=file://{tmp_path}/profiel"
    for form, path in (("txt:Text", draft), ("txt:Text", out), ("fodt", out)):
        command = ["soffice", "--headless", profile, "--convert-to", form, "--outdir", str(tmp_path), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
    assert out.with_suffix(".txt").read_text("utf-8-sig") == draft.with_suffix(".txt").read_text("utf-8-sig")
    root = etree.parse(out.with_suffix(".fodt")).getroot()
    creators = [one.text for one in root.iter("{http://purl.org/dc/elements/1.1/}creator") if "annotation" in one.getparent().tag]
    assert creators.count("amorecheck") == summary.placed


def test_box_helper_is_stored_twice_as_word_does() -> None:
    """The fixture keeps its reason: a reader or writer that takes both copies would comment twice."""
    assert box("Tekst").count("Tekst") == 2


def test_criteria_that_say_the_same_of_a_passage_say_it_once_and_suggest_at_the_sentence_they_quote(tmp_path: Path) -> None:
    """Without this one sentence got 'vervangtoets' twice, with the same suggestion twice and its own words repeated."""
    draft = save(word_draft(), tmp_path)
    document = read_here(draft)
    report = settle(rich_report(), document)
    general = "Ook eenzaamheid is een belangrijk thema, dat wij de komende tijd nader uitwerken."
    other = "Wie elkaar kent, helpt elkaar eerder."
    report = judge_sentence(judge_sentence(report, document, general, ()), document, other, ())
    name = f"x{document.text.index(general)}"
    whys = tuple(Why(item=f"AMORE.{letter}", rule="vervangtoets", says="Vervangtoets", points=-1) for letter in "OE")
    evidence = tuple(piece.model_copy(update={"why": whys}) if piece.id == name else piece for piece in report.evidence)
    amore = report.frameworks[-1]
    items = tuple(
        item.model_copy(update={"contra": (name,), "suggestion": f"Zeg wat het bij u betekent: «{general}»" if item.id != "AMORE.E" else f"Noem een naam: «{other}»."})
        if item.id in ("AMORE.O", "AMORE.E") else item.model_copy(update={"contra": (), "measures": (), "suggestion": ""})
        for item in amore.items
    )  # fmt: skip
    report = report.model_copy(update={"evidence": evidence, "frameworks": (*report.frameworks[:-1], amore.model_copy(update={"items": items}))})
    notes = {document.text[note.start : note.end]: note.text for note in draft_notes(document, report) if note.items[0].startswith("AMORE") and note.tone is Tone.THIN}
    assert notes[general].split("\n") == [
        "Dit maakt de visie zwakker op ‘Onderscheidend’ en ‘Echt’ (AMORE): deze zin past op elke gemeente.",
        "Suggestie: Zeg wat het bij u betekent.",
    ]
    assert notes[other].split("\n") == ["Hier kan de visie winnen op ‘Echt’ (AMORE).", "Suggestie: Noem een naam."]
