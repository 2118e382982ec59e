"""A Word file in our own house style: built-in style names, Dutch, tables that repeat their header, no clock inside.

The look is set on Word's own styles (Title, Heading 1 …), so that a municipality can put its own theme over it.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from amorecheck.errors import ConfigurationError

from .model import Verdict
from .package import Target, timeless, write_bytes
from .plain import plain_text
from .verdict_words import verdict_key, verdict_word
from .wording import say

TEXT_WIDTH = 16.6
"""Width of the text in centimetres: A4 with margins of 2.2 cm."""

_FONT = "Calibri"
_INK, _BLUE, _GREY, _RULE = "222222", "1F3A5F", "595959", "B8C4D3"
_FILLS = {"worked_out": "DDF0E1", "named": "FFF0C9", "missing": "F9DCD8", "cannot_tell": "E8E8E8", "unknown": "F5F5F5"}
_INKS = {"worked_out": "14532D", "named": "5C3D00", "missing": "7A1710", "cannot_tell": "404040", "unknown": "595959"}
_HEADING_SIZES = {1: (15, 20, 6), 2: (12.5, 14, 4), 3: (11, 10, 3)}


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of text in a paragraph or cell. style: name of a character style, or ''."""

    text: str
    bold: bool = False
    italic: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: lines of text, and the colour of a verdict where it shows one."""

    lines: tuple[Text, ...]
    fill: str = ""


def new_word(title: str, subject: str) -> Any:
    """An empty A4 document in Dutch with our styles, a page footer and the title as a property."""
    word = docx.Document()
    _set_page(word)
    _set_styles(word)
    _set_language(word)
    _set_properties(word, title, subject)
    _set_footer(word, title)
    return word


def save_word(word: Any, target: Target) -> None:
    """Writes the document; the same document always gives the same bytes. Raises ConfigurationError."""
    held = io.BytesIO()
    word.save(held)
    try:
        write_bytes(timeless(held.getvalue()), target)
    except OSError as error:
        name = getattr(target, "name", target)
        raise ConfigurationError(say("word.error.target", name=name)) from error


def add_paragraph(word: Any, *texts: str | Text, style: str = "Normal", keep: bool = False) -> Any:
    """A paragraph of texts; control characters never reach the file. keep: stays with the next paragraph."""
    paragraph = word.add_paragraph(style=style)
    _fill_paragraph(paragraph, texts)
    if keep:
        paragraph.paragraph_format.keep_with_next = True
    return paragraph


def add_heading(word: Any, text: str, level: int) -> Any:
    return word.add_heading(plain_text(text), level)


def verdict_text(verdict: Verdict | None, word: str = "") -> Text:
    """`word`, or the word for a verdict, in the verdict's own colour; the word alone says enough without it."""
    return Text(word or verdict_word(verdict), bold=True, style=f"Oordeel {verdict_key(verdict)}")


def verdict_cell(verdict: Verdict | None, *, above: str = "", word: str = "") -> Cell:
    """A cell in the colour of its verdict, with the word in it, under `above`."""
    text = verdict_text(verdict, word)
    return Cell((Text(above), text) if above else (text,), _FILLS[verdict_key(verdict)])


def add_table(
    word: Any, header: Sequence[str], rows: Sequence[Sequence[Cell | str]], widths: Sequence[float], caption: str
) -> Any:
    """A table with a header row that repeats on every page and rows that do not break. widths: centimetres.

    caption: read out by screen readers as the description of the table.
    """
    table = word.add_table(rows=1, cols=len(header), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    _describe(table, caption)
    for cell, text in zip(table.rows[0].cells, header, strict=True):
        _fill_cell(cell, Cell((Text(text, bold=True),), "E4EAF2"))
    _set_row(table.rows[0], header=True)
    for row in rows:
        added = table.add_row()
        _set_row(added, header=False)
        for cell, content in zip(added.cells, row, strict=True):
            _fill_cell(cell, content if isinstance(content, Cell) else Cell((Text(content),)))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
    add_paragraph(word, style="Na tabel")
    return table


def keep_together(table: Any) -> None:
    """The whole table on one page, for tables that are shorter than one."""
    for row in table.rows[:-1]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _fill_paragraph(paragraph: Any, texts: Sequence[str | Text]) -> None:
    for piece in texts:
        text = piece if isinstance(piece, Text) else Text(piece)
        run = paragraph.add_run(_spaced(text.text), style=text.style or None)
        run.bold, run.italic = text.bold or None, text.italic or None


def _spaced(text: str) -> str:
    """`text` made plain, with the space it began or ended with: that parts it from its neighbours."""
    lead, trail = text[:1] == " ", text[-1:] == " "
    inner = plain_text(text)
    return f"{' ' * lead}{inner}{' ' * trail}" if inner else " " * (lead or trail)


def _fill_cell(cell: Any, content: Cell) -> None:
    for place, line in enumerate(content.lines):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        paragraph.style = "Tabeltekst"
        _fill_paragraph(paragraph, (line,))
    if content.fill:
        shade = _element("w:shd", val="clear", color="auto", fill=content.fill)
        cell._tc.get_or_add_tcPr().append(shade)


def _set_row(row: Any, *, header: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(_element("w:cantSplit"))
    if header:
        properties.append(_element("w:tblHeader"))


def _describe(table: Any, caption: str) -> None:
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        properties.remove(look)
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color=_RULE))
    layout = properties.find(qn("w:tblLayout"))
    properties.append(borders) if layout is None else layout.addprevious(borders)
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", 40), ("left", 70), ("bottom", 40), ("right", 70)):
        margins.append(_element(f"w:{side}", w=str(width), type="dxa"))
    properties.append(margins)
    properties.append(_element("w:tblLook", val="0020", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0", noHBand="1", noVBand="1"))
    properties.append(_element("w:tblCaption", val=plain_text(caption)))


def _element(name: str, **attributes: str) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _set_page(word: Any) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2.0)
    section.footer_distance = Cm(1.0)


def _set_styles(word: Any) -> None:
    styles = word.styles
    _look(styles["Normal"], 10.5, _INK, before=0, after=6, line=1.12)
    _look(styles["Title"], 24, _BLUE, before=0, after=2, line=1.0, bold=True)
    _look(styles["Subtitle"], 13, _GREY, before=0, after=10, line=1.1)
    for level, (size, before, after) in _HEADING_SIZES.items():
        _look(styles[f"Heading {level}"], size, _BLUE, before=before, after=after, line=1.05, bold=True)
        styles[f"Heading {level}"].paragraph_format.keep_with_next = True
    _look(styles["Quote"], 10.5, _INK, before=0, after=4, line=1.1)
    styles["Quote"].font.italic = False
    styles["Quote"].paragraph_format.left_indent = Cm(0.5)
    _borders(styles["Quote"], left=(18, _RULE, 8))
    _borders(styles["Title"])
    _look(styles["List Bullet"], 10.5, _INK, before=0, after=3, line=1.1)
    _look(styles["List Number"], 10.5, _INK, before=0, after=3, line=1.1)
    _look(styles["Footer"], 9, _GREY, before=0, after=0, line=1.0)
    _paragraph_style(styles, "Tabeltekst", 9, after=0)
    _paragraph_style(styles, "Na tabel", 4, after=4)
    _paragraph_style(styles, "Kernzin", 12, after=8)
    _paragraph_style(styles, "Kleine tekst", 9, after=4, ink=_GREY)
    _paragraph_style(styles, "Tussenkop", 10.5, after=2, ink=_BLUE, bold=True)
    styles["Tussenkop"].paragraph_format.keep_with_next = True
    styles["Tussenkop"].paragraph_format.space_before = Pt(4)
    _paragraph_style(styles, "Schrijfregel", 10.5, after=0)
    styles["Schrijfregel"].paragraph_format.space_before = Pt(16)
    _borders(styles["Schrijfregel"], bottom=(4, _RULE, 1), between=(4, _RULE, 1))
    _paragraph_style(styles, "Na schrijfregel", 10.5, after=6)
    styles["Na schrijfregel"].paragraph_format.space_before = Pt(10)
    _character_style(styles, "Vindplaats", _GREY, size=9)
    for key, ink in _INKS.items():
        _character_style(styles, f"Oordeel {key}", ink)


def _paragraph_style(styles: Any, name: str, size: float, *, after: float, ink: str = _INK, bold: bool = False) -> None:
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles["Normal"]
    _look(style, size, ink, before=0, after=after, line=1.08, bold=bold)


def _character_style(styles: Any, name: str, ink: str, size: float | None = None) -> None:
    style = styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    style.font.color.rgb = RGBColor.from_string(ink)
    if size is not None:
        style.font.size = Pt(size)


def _look(style: Any, size: float, ink: str, *, before: float, after: float, line: float, bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold = _FONT, Pt(size), bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(ink)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{attribute}"), None)
    for attribute in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{attribute}"), _FONT)
    for spacing in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), line


def _borders(style: Any, **sides: tuple[int, str, int]) -> None:
    """Borders of a paragraph style: (eighths of a point, colour, space in points). None given: no borders."""
    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    if not sides:
        return
    borders = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right", "between"):
        if side in sides:
            size, colour, space = sides[side]
            borders.append(_element(f"w:{side}", val="single", sz=str(size), space=str(space), color=colour))
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:spacing", "w:ind",
        "w:contextualSpacing", "w:jc", "w:outlineLvl",
    )  # fmt: skip


def _set_language(word: Any) -> None:
    language = say("word.language")
    for tag in word.styles.element.iter(qn("w:lang")):
        for attribute in ("val", "eastAsia"):
            tag.set(qn(f"w:{attribute}"), language)
    for tag in word.settings.element.iter(qn("w:themeFontLang")):
        tag.set(qn("w:val"), language)
        tag.attrib.pop(qn("w:eastAsia"), None)


def _set_properties(word: Any, title: str, subject: str) -> None:
    properties = word.core_properties
    properties.title, properties.subject = plain_text(title), plain_text(subject)
    properties.author, properties.last_modified_by = say("word.author"), say("word.author")
    properties.language, properties.comments, properties.keywords = say("word.language"), "", ""
    core = properties._element
    for name in ("dcterms:created", "dcterms:modified", "cp:lastPrinted", "cp:revision"):
        for element in core.findall(qn(name)):
            core.remove(element)


def _set_footer(word: Any, title: str) -> None:
    paragraph = word.sections[0].footer.paragraphs[0]
    paragraph.style = "Footer"
    tabs = paragraph.paragraph_format.tab_stops
    tabs.add_tab_stop(Cm(TEXT_WIDTH), WD_ALIGN_PARAGRAPH.RIGHT)
    paragraph.add_run(plain_text(title))
    paragraph.add_run(f"\t{say('word.page')} ")
    _add_field(paragraph, "PAGE")
    paragraph.add_run(f" {say('word.of')} ")
    _add_field(paragraph, "NUMPAGES")


def _add_field(paragraph: Any, name: str) -> None:
    field = _element("w:fldSimple", instr=name)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
