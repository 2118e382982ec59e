"""Drafts as files for the tests of comments: the invented report's sentences, in Word, ODT and PDF, with odd corners.

Each corner is there because a naive writer gets it wrong: runs cut in the middle of a word, a hyperlink, a tracked
insertion and deletion, a change of formatting, a reviewer's own comment, a text box (stored twice), a footnote, a
tab, a table cell and a Dutch Word's style ids.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from amorecheck.document import Document
from amorecheck.reporting.model import Evidence, Item, Report

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/>{extra}</Types>"""
ROOT_RELATIONS = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>"""
RELATIONS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{r}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="{r}/footnotes" Target="footnotes.xml"/><Relationship Id="rId3" Type="{r}/hyperlink" Target="https://voorbeeld.invalid" TargetMode="External"/>{extra}</Relationships>"""
STYLES = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:default="1" w:styleId="Standaard"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Tekstopmerking"><w:name w:val="annotation text"/></w:style><w:style w:type="character" w:styleId="Verwijzingopmerking"><w:name w:val="annotation reference"/></w:style></w:styles>"""
COMMENTS = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:comments xmlns:w="{W}"><w:comment w:id="4" w:author="Sanne de Lezer" w:initials="SL"><w:p><w:r><w:t>Mooi gezegd.</w:t></w:r></w:p></w:comment></w:comments>"""
NOTE = "De verhalen van de dorpstafels wegen even zwaar als de monitor van de GGD."
BOX = "Aan zes dorpstafels praatten 214 inwoners mee; hun wens om een eigen ontmoetingsplek is hoofdstuk 2 geworden."


def run(text: str, look: str = "") -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(inner)}</w:p>"


def heading(text: str) -> str:
    return paragraph(run(text), style="Kop1")


def box(text: str) -> str:
    """A text box as Word stores it: once as drawing, once as the old picture for old readers."""
    content = f"<w:txbxContent>{paragraph(run(text))}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp>'
        f"<wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


BODY = (
    heading("2 Elkaar kennen"),
    paragraph(
        run("Wie elkaar kent, helpt elkaar eerder. In 2028 heeft elke k"),
        run("ern een ontmoe", '<w:b/><w:rPrChange w:id="7" w:author="Sanne"><w:rPr/></w:rPrChange>'),
        run("tingsplek die bewoners zelf openhouden; de gemeente betaalt de huur. Met Stichting Ons Dorp maken we afspraken."),
    ),
    paragraph(
        '<w:commentRangeStart w:id="4"/>' + run("Ook eenzaamheid is een belangrijk thema, ") + '<w:commentRangeEnd w:id="4"/>'
        '<w:r><w:commentReference w:id="4"/></w:r>' + run("dat wij de komende tijd nader uitwerken.")
    ),
    heading("3 Zorgen voor elkaar"),
    paragraph(
        run("Lees meer op de site. "),
        '<w:hyperlink r:id="rId3">' + run("Mantelzorgers die dat nodig hebben, krijgen vanaf 2026 twee dagen per maand ") + "</w:hyperlink>",
        run("vervangende zorg via Steunpunt De Schakel. En zo verder."),
    ),
    paragraph(
        run("Van inwoners "),
        '<w:ins w:id="11" w:author="Sanne"><w:r><w:t xml:space="preserve">vragen wij om naar </w:t></w:r></w:ins>',
        '<w:del w:id="12" w:author="Sanne"><w:r><w:delText xml:space="preserve">eisen wij om bij </w:delText></w:r></w:del>',
        run("elkaar om te zien. Dat lukt niet altijd."),
    ),
    heading("4 Rol van de gemeente"),
    paragraph(
        "<w:r><w:t>De gemeente is opdrachtgever</w:t><w:tab/><w:t>van het welzijnswerk en regisseur van de samenwerking.</w:t></w:r>"
    ),
    paragraph(run("Heeft een bewoner een plan, dan zeggen wij eerst ja en zoeken wij binnen twee weken een ambtenaar die meedenkt."), box(BOX)),
    "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr/>"
    + paragraph(run("Elke kern krijgt een eigen dorpsagenda, omdat Broekzijde andere vragen heeft dan de Stationswijk."))
    + "</w:tc></w:tr></w:tbl>",
    heading("6 Wat wij weten"),
    paragraph(run("De wijkprofielen staan op de website van de gemeente."), '<w:r><w:footnoteReference w:id="2"/></w:r>', run(" Zo weet u meer.")),
    "<w:sdt><w:sdtContent>" + paragraph(run("Het Lindefeest brengt al tachtig jaar alle dorpen bij elkaar, en daar bouwen wij op voort.")) + "</w:sdtContent></w:sdt>",
)  # fmt: skip


def word_draft(*body: str, comments: bool = True, extra: dict[str, bytes] | None = None) -> bytes:
    """A Word file with these block elements, or with all the odd corners."""
    document = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="{W}" xmlns:r="{R}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" mc:Ignorable="v">'
        f"<w:body>{''.join(body or BODY)}<w:sectPr/></w:body></w:document>"
    )
    notes = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:id="2">{paragraph(run(NOTE))}</w:footnote></w:footnotes>'
    part = '<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/>'
    relation = f'<Relationship Id="rId9" Type="{R}/comments" Target="comments.xml"/>'
    members = {
        "[Content_Types].xml": TYPES.format(extra=part if comments else ""),
        "_rels/.rels": ROOT_RELATIONS,
        "word/document.xml": document,
        "word/_rels/document.xml.rels": RELATIONS.format(r=R, extra=relation if comments else ""),
        "word/styles.xml": STYLES,
        "word/footnotes.xml": notes,
        **({"word/comments.xml": COMMENTS} if comments else {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in [*members.items(), *(extra or {}).items()]:
            package.writestr(zipfile.ZipInfo(name, (2026, 11, 1, 12, 0, 0)), data)
    return out.getvalue()


def settle(report: Report, document: Document) -> Report:
    """The report with its evidence where the sentences stand in `document`; what is not there is dropped."""
    evidence = []
    for piece in report.evidence:
        start = document.text.find(piece.text)
        if start >= 0:
            evidence.append(piece.model_copy(update={"start": start, "end": start + len(piece.text)}))
    left = {piece.id for piece in evidence}
    frameworks = tuple(
        framework.model_copy(update={"items": tuple(_settle(item, left, document) for item in framework.items)})
        for framework in report.frameworks
    )
    return report.model_copy(update={"evidence": tuple(evidence), "frameworks": frameworks})


def judge_sentence(report: Report, document: Document, text: str, items: tuple[str, ...]) -> Report:
    """The report with one more piece of evidence: `text`, for these items, as their best."""
    start = document.text.index(text)
    piece = Evidence(id=f"x{start}", items=items, text=text, start=start, end=start + len(text))
    frameworks = tuple(
        framework.model_copy(update={"items": tuple(_cite(item, piece.id, items) for item in framework.items)})
        for framework in report.frameworks
    )
    return report.model_copy(update={"evidence": (*report.evidence, piece), "frameworks": frameworks})


def _settle(item: Item, left: set[str], document: Document) -> Item:
    update: dict[str, object] = {
        "evidence": tuple(name for name in item.evidence if name in left),
        "contra": tuple(name for name in item.contra if name in left),
        "items": tuple(_settle(child, left, document) for child in item.items),
    }
    if item.nearest is not None:
        start = document.text.find(item.nearest.text)
        found = item.nearest.model_copy(update={"start": start, "end": start + len(item.nearest.text)})
        update["nearest"] = found if start >= 0 else None
    return item.model_copy(update=update)


def _cite(item: Item, name: str, items: tuple[str, ...]) -> Item:
    children = tuple(_cite(child, name, items) for child in item.items)
    evidence = (name, *item.evidence) if item.id in items else item.evidence
    return item.model_copy(update={"items": children, "evidence": evidence})


def save(data: bytes, folder: Path, name: str = "visie.docx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


ODT_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"'
)
ODT_BODY = (
    '<text:h text:outline-level="1">2 Elkaar kennen</text:h>'
    '<text:p>Wie elkaar kent, helpt elkaar eerder. In 2028 heeft elke kern een <text:span>ontmoetings</text:span>plek die bewoners zelf'
    '<text:s/>openhouden; de gemeente betaalt de huur. En verder.</text:p>'
    "<text:p>Ook eenzaamheid is een belangrijk thema, dat wij de komende tijd nader uitwerken."
    f'<text:note text:id="n1" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>{NOTE}</text:p></text:note-body></text:note> Slot.</text:p>'
    "<text:p>Het Lindefeest brengt al tachtig jaar alle dorpen bij elkaar, en daar bouwen wij op voort.</text:p>"
)  # fmt: skip


def odt_draft() -> bytes:
    """An ODT with a span inside a word, a space written as an element and a footnote."""
    content = f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {ODT_SPACES}><office:body><office:text>{ODT_BODY}</office:text></office:body></office:document-content>'
    manifest = '<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in (("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", content), ("META-INF/manifest.xml", manifest)):
            package.writestr(zipfile.ZipInfo(name, (2026, 11, 1, 12, 0, 0)), data)
    return out.getvalue()


def pdf_draft(rotate: int = 0) -> bytes:
    """A PDF of one page that is shown turned by `rotate` degrees, as a scanner or a hasty export leaves it."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(72, 760, "2 Elkaar kennen")
    canvas.setFont("Helvetica", 11)
    lines = (
        "Wie elkaar kent, helpt elkaar eerder. In 2028 heeft elke kern een ontmoetingsplek die",
        "bewoners zelf openhouden; de gemeente betaalt de huur. En verder gaan wij rustig door.",
    )
    for number, line in enumerate(lines):
        canvas.drawString(72, 720 - 14 * number, line)
    canvas.drawString(72, 660, "Ook eenzaamheid is een belangrijk thema, dat wij de komende tijd nader uitwerken.")
    canvas.setPageRotation(rotate)
    canvas.showPage()
    canvas.save()
    return out.getvalue()
