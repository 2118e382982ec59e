#!/usr/bin/env python3
"""Make sample_visies/ from tools/samples/*.md: Word files as a municipality makes them, two also as PDF.

The texts are invented. Word styles, a table, header, footer with page number and a table of contents are there because
real drafts have them. The files are the same byte for byte on every run (fixed dates).
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

ROOT = Path(__file__).resolve().parents[1]
SOURCES, TARGET = ROOT / "tools" / "samples", ROOT / "sample_visies"
AS_PDF = ("sterk-noorderwolde", "gemiddeld-lindervoort")
MOMENT = dt.datetime(2026, 1, 5, 9, 0)


def parts(path: Path) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Metadata and (kind, text) lines of a source: title, h1, h2, li, row, p."""
    meta, body = {}, []
    for line in path.read_text("utf8").splitlines():
        if not body and not line.startswith("#") and ":" in line:
            key, _, value = line.partition(":")
            meta[key] = value.strip()
        elif line.strip():
            for mark, kind in (("## ", "h2"), ("# ", "h1"), ("- ", "li"), ("| ", "row")):
                if line.startswith(mark):
                    body.append((kind, line[len(mark) :].strip(" |")))
                    break
            else:
                body.append(("p", line.strip()))
    return meta, body


def with_tables(body: list[tuple[str, str]]) -> Iterator[tuple[str, str, list[list[str]]]]:
    """(kind, text, cells) of each part, with rows that follow one another taken together as one 'table'."""
    for row, group in groupby(body, key=lambda part: part[0] == "row"):
        if row:
            yield "table", "", [[cell.strip() for cell in text.split("|")] for _, text in group]
        else:
            yield from ((kind, text, []) for kind, text in group)


def field(paragraph: object, code: str) -> None:
    """A Word field such as PAGE."""
    element = OxmlElement("w:fldSimple")
    element.set(qn("w:instr"), code)
    paragraph._p.append(element)  # type: ignore[attr-defined]


def contents(document: object, headings: list[str]) -> None:
    """A table of contents as Word writes it: a content control with TOC paragraphs."""
    rows = "".join(f'<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:t xml:space="preserve">{h}</w:t><w:tab/><w:t>{n + 2}</w:t></w:r></w:p>' for n, h in enumerate(headings))
    document.element.body.append(  # type: ignore[attr-defined]
        parse_xml(f'<w:sdt {nsdecls("w")}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>{rows}</w:sdtContent></w:sdt>')
    )


def write_docx(meta: dict[str, str], body: list[tuple[str, str]], target: Path) -> None:
    document = Document()
    document.core_properties.title = meta["title"]
    document.core_properties.created = document.core_properties.modified = MOMENT
    document.core_properties.author = f"Gemeente {meta['municipality']}".strip()
    section = document.sections[0]
    section.header.paragraphs[0].text = meta["title"]
    field(section.footer.paragraphs[0], "PAGE")
    document.add_heading(meta["title"], level=0)
    contents(document, [text for kind, text in body if kind == "h1"])
    for kind, text, rows in with_tables(body):
        if kind == "table":
            table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
            for row in rows:
                for cell, value in zip(table.add_row().cells, row, strict=True):
                    cell.text = value
        elif kind in ("h1", "h2"):
            document.add_heading(text, level=int(kind[1]))
        elif kind == "li":
            document.add_paragraph(text, style="List Bullet")
        elif kind == "p":
            document.add_paragraph(text)
    body_element = document.element.body
    body_element.append(body_element.sectPr)
    page = io.BytesIO()
    document.save(page)
    target.write_bytes(same_every_time(page.getvalue()))


def same_every_time(data: bytes) -> bytes:
    """The same package with fixed times."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (2026, 1, 5, 9, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def write_pdf(meta: dict[str, str], body: list[tuple[str, str]], target: Path) -> None:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

    sizes = {"h1": ("Helvetica-Bold", 16), "h2": ("Helvetica-Bold", 13), "p": ("Helvetica", 10.5), "li": ("Helvetica", 10.5)}
    styles = {k: ParagraphStyle(k, fontName=f, fontSize=s, leading=s * 1.35, spaceAfter=6, spaceBefore=10 if k[0] == "h" else 0, leftIndent=12 if k == "li" else 0) for k, (f, s) in sizes.items()}
    flow = [Paragraph(meta["title"], ParagraphStyle("t", fontName="Helvetica-Bold", fontSize=21, leading=27, spaceAfter=24))]
    for kind, text, rows in with_tables(body):
        if kind == "table":
            flow += [Table(rows, style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONTSIZE", (0, 0), (-1, -1), 9.5)])), Spacer(1, 8)]
        else:
            flow.append(Paragraph(("• " if kind == "li" else "") + text, styles[kind]))

    def margins(canvas: object, document: object) -> None:
        canvas.setFont("Helvetica", 8)  # type: ignore[attr-defined]
        canvas.drawString(56, 812, meta["title"])  # type: ignore[attr-defined]
        canvas.drawCentredString(297, 28, str(document.page))  # type: ignore[attr-defined]

    SimpleDocTemplate(str(target), pagesize=A4, leftMargin=56, rightMargin=56, title=meta["title"], invariant=1).build(flow, onFirstPage=margins, onLaterPages=margins)


def main() -> None:
    TARGET.mkdir(exist_ok=True)
    for source in sorted(SOURCES.glob("*.md")):
        meta, body = parts(source)
        write_docx(meta, body, TARGET / f"{source.stem}.docx")
        if source.stem in AS_PDF:
            write_pdf(meta, body, TARGET / f"{source.stem}.pdf")


if __name__ == "__main__":
    main()
