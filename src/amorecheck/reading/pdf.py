"""PDF files: one engine (pdfium) for everything, page after page, each closed as it is read.

Tagged pages follow their structure tree (pdf_tags), other pages position and type size (pdf_layout,
pdf_paragraphs, pdf_headings). Running headers and footers, scans and unreadable fonts are found and said.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from amorecheck.document import Block, Document, Kind, Notice, Origin
from amorecheck.errors import DocumentError, EncryptedError, NoTextLayerError, TooLargeError, UnreadableError
from amorecheck.reading import hyphens
from amorecheck.reading.ocr import LOW_CONFIDENCE, MAX_OCR_PAGES, find_tesseract, recognise
from amorecheck.reading.pdf_fields import Fields
from amorecheck.reading.pdf_headings import mark_headings, plain
from amorecheck.reading.pdf_layout import Line, lay_out
from amorecheck.reading.pdf_margins import Running, take_running
from amorecheck.reading.pdf_page import MOST_PIXELS, PageText, looks_like_paper, read_page
from amorecheck.reading.pdf_paragraphs import (
    Draft,
    join_running_on,
    lines_of,
    make_drafts,
    mark_contents,
    measure,
)
from amorecheck.reading.pdf_tags import Element, read_elements, tagged_drafts

MAX_PAGES = 2_000
MAX_CHARACTERS = 8_000_000
SCAN_CHARACTERS = 50
"""A page with fewer characters than this and a picture over most of it is a scan."""
SCAN_IMAGE_SHARE = 0.5
UNREADABLE_SHARE = 0.3
MOST_OF_A_STAND_IN = 1_500
"""Characters. A form of Adobe's own kind (XFA) with fewer has only a page that asks for another program."""

_DAMAGED = "Dit PDF-bestand is beschadigd of is geen PDF. Open het in een PDF-lezer, sla het opnieuw op en probeer het weer."
_PASSWORD = "Dit PDF-bestand is beveiligd met een wachtwoord. Sla het op zonder wachtwoord en probeer het weer."
_LOCKED = (
    "Dit PDF-bestand is beveiligd op een manier die dit programma niet kent. "
    "Open het in een PDF-lezer, druk het af naar een nieuw PDF-bestand en probeer het weer."
)
_ONLY_ADOBE = (
    "Dit PDF-bestand is een formulier dat alleen Adobe Reader kan tonen. Open het daar, druk het af naar een nieuw PDF-bestand en probeer het weer."
)
_SCANNED = (
    "Dit PDF-bestand heeft geen tekst, alleen afbeeldingen van bladzijden (een scan). "
    "Gebruik het oorspronkelijke bestand, of laat de tekst herkennen met --ocr."
)
_GARBLED = (
    "De tekst van dit PDF-bestand is niet leesbaar voor een programma: de letters hebben geen tekencode. "
    "Gebruik het oorspronkelijke bestand, of laat de tekst herkennen met --ocr."
)
_EMPTY = "Dit PDF-bestand bevat geen tekst. Controleer of u het goede bestand hebt gekozen."


@dataclass(slots=True)
class _Page:
    """What is kept of a page after it is closed."""

    number: int
    height: float
    lines: list[Line] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    scanned: bool = False
    pictured: bool = False
    recognised: bool = False
    garbled: bool = False
    broken: bool = False
    confidence: float | None = None


def read_pdf(path: Path, *, ocr: bool = False) -> Document:
    """The blocks of a PDF file in reading order. ocr: read scanned pages with the tesseract program.

    Raises EncryptedError, NoTextLayerError, TooLargeError or UnreadableError, in Dutch.
    """
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        pages, outline, title = _read_pages(path, find_tesseract() if ocr else "")
    except pdfium.PdfiumError as error:
        raise _translate(error) from error
    except OSError as error:
        raise UnreadableError(f"Het bestand {path.name} kan niet worden geopend. Controleer of het bestaat.") from error
    notices = _notices(pages)
    document = _assemble(pages, outline)
    return Document(
        name=path.name, format="pdf", sha256=digest, text=document.text, blocks=document.blocks,
        aside=document.aside, pages=len(pages), title=title, layers=document.layers, notices=tuple(notices),
    )  # fmt: skip


def _translate(error: pdfium.PdfiumError) -> DocumentError:
    code = getattr(error, "err_code", None)
    if code == 5:
        return EncryptedError(_LOCKED)
    return EncryptedError(_PASSWORD) if code == 4 else UnreadableError(_DAMAGED)


# --- reading -------------------------------------------------------------------------------------------------


def _read_pages(path: Path, tesseract: str) -> tuple[list[_Page], dict[str, int], str]:
    pdf, fields = pdfium.PdfDocument(path), Fields(path)
    try:
        count = len(pdf)
        if count == 0:
            raise UnreadableError(_DAMAGED)
        if count > MAX_PAGES:
            raise TooLargeError(
                f"Dit PDF-bestand heeft {count} bladzijden; {MAX_PAGES} is het meeste. Splits het bestand in delen."
            )
        pages: list[_Page] = []
        characters = 0
        for index in range(count):
            recognised = sum(page.confidence is not None for page in pages)
            page, found = _read_one(pdf, fields, index, tesseract if recognised < MAX_OCR_PAGES else "")
            characters += found
            if characters > MAX_CHARACTERS:
                raise TooLargeError("Dit PDF-bestand bevat te veel tekst om te lezen. Splits het bestand in delen.")
            pages.append(page)
        if pdf.get_formtype() == raw.FORMTYPE_XFA_FULL and characters < MOST_OF_A_STAND_IN:
            raise UnreadableError(_ONLY_ADOBE)  # the only page says "Please wait" in many words
        return pages, _outline(pdf), _title(pdf)
    finally:
        fields.close()
        pdf.close()


def _read_one(pdf: pdfium.PdfDocument, fields: Fields, index: int, tesseract: str) -> tuple[_Page, int]:
    number = index + 1
    try:
        page = pdf[index]
    except pdfium.PdfiumError:
        return _Page(number, 0.0, broken=True), 0
    try:
        text = read_page(page, number, fields.words(page, index))
        result = _judge(text, read_elements(page))
        if result.scanned and not text.paths_only and text.pixels < MOST_PIXELS and not looks_like_paper(page):
            result.scanned, result.pictured = False, not text.characters
        if tesseract and (result.scanned or result.garbled or result.pictured):
            found = recognise(page, number, tesseract)
            if found.lines:
                result = _Page(number, text.height, found.lines, confidence=found.confidence)
        return result, text.characters
    except pdfium.PdfiumError:
        return _Page(number, 0.0, broken=True), 0
    finally:
        page.close()


def _judge(text: PageText, elements: Sequence[Element]) -> _Page:
    """Scan, garbled, tagged, or laid out."""
    page = _Page(text.number, text.height)
    readable = text.characters - text.unreadable
    if readable < SCAN_CHARACTERS and text.image_share >= SCAN_IMAGE_SHARE:
        page.scanned = True
    elif text.characters and text.unreadable > UNREADABLE_SHARE * text.characters:
        page.garbled = True
        return page
    elif text.paths_only:
        page.scanned = True  # text turned into outlines
    unseen = sum(len(word.text) for word in text.words if word.style.invisible)
    page.recognised = not page.scanned and text.image_share >= SCAN_IMAGE_SHARE and unseen >= 0.8 * max(1, text.characters)
    tagged = tagged_drafts(text, elements) if elements else None
    page.drafts, page.lines = tagged if tagged else ([], lay_out(text))
    return page


def _outline(pdf: pdfium.PdfDocument) -> dict[str, int]:
    """Level by plain title, from the bookmarks. Broken bookmarks are no reason to stop."""
    levels: dict[str, int] = {}
    try:
        for item in pdf.get_toc(max_depth=6):
            title = plain(item.get_title() or "")
            if title and len(levels) < 2_000:
                levels.setdefault(title, item.level + 1)
    except (pdfium.PdfiumError, ValueError, UnicodeError):
        return {}
    return levels


def _title(pdf: pdfium.PdfDocument) -> str:
    try:
        return " ".join((pdf.get_metadata_value("Title") or "").split())[:300]
    except (pdfium.PdfiumError, UnicodeError):
        return ""


# --- what the reader must know -------------------------------------------------------------------------------


def _notices(pages: Sequence[_Page]) -> list[Notice]:
    """Notices on scans and unreadable pages; refuses a file that is nothing else."""
    scanned = [page.number for page in pages if page.scanned]
    garbled = [page.number for page in pages if page.garbled]
    broken = [page.number for page in pages if page.broken]
    pictured = [page.number for page in pages if page.pictured]
    if not any(page.lines or page.drafts for page in pages if not page.scanned):
        if scanned or pictured:
            raise NoTextLayerError(_SCANNED)
        if garbled:
            raise NoTextLayerError(_GARBLED)
        raise UnreadableError(_DAMAGED) if broken else NoTextLayerError(_EMPTY)
    notices = _ocr_notices(pages)
    if earlier := [page.number for page in pages if page.recognised]:
        notices.append(
            Notice("ocr-eerder", f"De tekst van {_name(earlier, 'p')} is al eerder herkend van een scan. Daarin kunnen leesfouten staan.")
        )
    if scanned:
        is_scan = "is een scan" if len(scanned) == 1 else "zijn scans"
        notices.append(Notice("scan", f"{_name(scanned)} {is_scan} zonder tekst. Wat daar staat, is niet beoordeeld."))
    if pictured:
        consists = "bestaat" if len(pictured) == 1 else "bestaan"
        notices.append(
            Notice("afbeeldingen", f"{_name(pictured)} {consists} uit een foto of tekening. Als daar tekst in staat, is die niet beoordeeld.")
        )
    if garbled:
        notices.append(
            Notice("onleesbaar", f"De tekst van {_name(garbled, 'p')} is niet leesbaar voor een programma en is niet beoordeeld.")
        )
    if broken:
        notices.append(Notice("beschadigd", f"{_name(broken)} {_are(broken)} beschadigd en niet beoordeeld."))
    return notices


def _ocr_notices(pages: Sequence[_Page]) -> list[Notice]:
    read = [page.number for page in pages if page.confidence is not None]
    doubtful = [page.number for page in pages if page.confidence is not None and page.confidence < LOW_CONFIDENCE]
    if not read:
        return []
    notices = [
        Notice("ocr", f"De tekst van {_name(read, 'p')} is herkend van een scan (OCR). Daarin kunnen leesfouten staan.")
    ]
    if doubtful:
        notices.append(
            Notice("ocr-onzeker", f"De tekst van {_name(doubtful, 'p')} is slecht leesbaar. Kijk de bevindingen daar zelf na.")
        )
    return notices


def _are(numbers: Sequence[int]) -> str:
    return "is" if len(numbers) == 1 else "zijn"


def _name(numbers: Sequence[int], initial: str = "P") -> str:
    return f"{initial}agina {_enumerate(numbers)}"


def _enumerate(numbers: Sequence[int]) -> str:
    """'3', '3 en 7', '2, 4 tot en met 9 en 12'."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = []
    for run in runs:
        parts += [f"{run[0]} tot en met {run[-1]}"] if len(run) > 2 else [str(number) for number in run]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} en {parts[-1]}"


# --- putting together ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Assembled:
    text: str
    blocks: tuple[Block, ...]
    aside: tuple[Block, ...]
    layers: dict[str, int]


def _assemble(pages: Sequence[_Page], outline: Mapping[str, int]) -> _Assembled:
    running, numbers = _take_running(pages)
    typography = measure([line for page in pages for line in (*lines_of(page.drafts), *page.lines)])
    drafts: list[Draft] = []
    for page in pages:
        drafts += page.drafts + make_drafts(page.lines, typography, page.height)
        page.lines, page.drafts = [], []
    _number_tables(drafts)
    mark_contents(drafts)
    mark_headings(drafts, typography, outline)
    drafts = join_running_on(drafts)
    vocabulary = _learn(drafts)
    blocks = _place_blocks(drafts, vocabulary)
    aside = tuple(_running_block(entry, vocabulary) for entry in running)
    layers = _layers(blocks, aside, numbers)
    return _Assembled("\n\n".join(block.text for block in blocks), blocks, aside, layers)


def _take_running(pages: Sequence[_Page]) -> tuple[list[Running], int]:
    """Running lines out of the loose lines and out of the tagged drafts."""
    everything = [
        [*lines_of(draft for draft in page.drafts if draft.kind is not Kind.NOTE), *page.lines] for page in pages
    ]
    found = take_running([(page.number, page.height, lines) for page, lines in zip(pages, everything, strict=True)])
    for page, lines in zip(pages, everything, strict=True):
        kept = {id(line) for line in lines}
        page.lines = [line for line in page.lines if id(line) in kept]
        for draft in page.drafts:
            if draft.kind is not Kind.NOTE:
                draft.lines = [line for line in draft.lines if id(line) in kept]
        page.drafts = [draft for draft in page.drafts if draft.lines]
    return found


def _number_tables(drafts: Sequence[Draft]) -> None:
    """Tables count through the document, not per page."""
    seen: dict[tuple[int, bool, int], int] = {}
    for draft in drafts:
        if draft.cell is not None:
            key = (draft.page, draft.tagged, draft.cell[0])
            number = seen.setdefault(key, len(seen))
            draft.cell = (number, draft.cell[1], draft.cell[2])


def _learn(drafts: Sequence[Draft]) -> hyphens.Vocabulary:
    breaks = []
    for draft in drafts:
        for before, after in zip(draft.lines, draft.lines[1:], strict=False):
            if before.hyphen and not before.soft and after.text:
                breaks.append((before.text.split()[-1][:-1] if before.text.split() else "", after.text.split()[0]))
    if not breaks:
        return hyphens.Vocabulary()
    return hyphens.learn((_inner(line) for line in lines_of(drafts)), breaks)


def _inner(line: Line) -> str:
    """The line without the piece of a word at its end."""
    return line.text.rpartition(" ")[0] if line.hyphen else line.text


def _place_blocks(drafts: Sequence[Draft], vocabulary: hyphens.Vocabulary) -> tuple[Block, ...]:
    blocks: list[Block] = []
    chain: list[tuple[int, str]] = []
    start = paragraph = 0
    for draft in drafts:
        text, origins = join_lines(draft.lines, vocabulary)
        draft.lines = draft.lines[:1]
        if not text:
            continue
        heading = draft.kind is Kind.HEADING
        if heading:
            chain = [entry for entry in chain if entry[0] < draft.level]
        else:
            paragraph += 1
        blocks.append(
            Block(
                draft.kind, text, start, draft.level, draft.list_level, draft.cell, tuple(name for _, name in chain),
                paragraph=0 if heading else paragraph, page=draft.page, label=draft.label, origins=origins,
            )
        )  # fmt: skip
        if heading:
            chain.append((draft.level, text))
        start += len(text) + 2
    return tuple(blocks)


def join_lines(lines: Sequence[Line], vocabulary: hyphens.Vocabulary) -> tuple[str, tuple[Origin, ...]]:
    """The text of a block, hyphens at line ends judged, and the page and box of each word (piece) in it."""
    parts: list[str] = []
    origins: list[Origin] = []
    length = 0
    for index, line in enumerate(lines):
        text, cut, gap = line.text, 0, " "
        if line.hyphen and index + 1 < len(lines) and lines[index + 1].text and text.endswith("-"):
            left = text[:-1].split()[-1] if text[:-1].split() else ""
            joint = hyphens.joint(left, lines[index + 1].text.split()[0], vocabulary, soft=line.soft)
            cut, gap = (1, "") if joint == hyphens.JOIN else (0, "" if joint == hyphens.KEEP else " ")
        keep = len(text) - cut
        for start, end, box in line.boxes():
            end = min(end, keep)
            if end > start:
                origins.append(Origin(length + start, length + end, page=line.page, box=box))
        parts.append(text[:keep])
        length += keep
        if index + 1 < len(lines) and text:
            parts.append(gap)
            length += len(gap)
    return "".join(parts).rstrip(), tuple(origins)


def _running_block(entry: Running, vocabulary: hyphens.Vocabulary) -> Block:
    text, origins = join_lines(entry.lines[:1], vocabulary)
    return Block(entry.kind, text, page=entry.lines[0].page, origins=origins)


def _layers(blocks: Sequence[Block], aside: Sequence[Block], numbers: int) -> dict[str, int]:
    counts = {
        "voetnoten": sum(block.kind is Kind.NOTE for block in blocks),
        "tekstvakken": sum(block.kind is Kind.TEXT_BOX for block in blocks),
        "tabelcellen": sum(block.kind is Kind.TABLE_CELL for block in blocks),
        "kop- en voetteksten": len(aside),
        "paginanummers": numbers,
    }
    return {name: count for name, count in counts.items() if count}
