"""Which format a file really has, and the reader that goes with it. Foreign exceptions end here."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from amorecheck.document import Document
from amorecheck.errors import (
    AmorecheckError,
    EncryptedError,
    TooLargeError,
    UnreadableError,
    UnsupportedError,
)
from amorecheck.reading.limits import LARGEST_FILE

if TYPE_CHECKING:
    from amorecheck.reading.office import Changes

_OFFER = "Bied de visie aan als Word-bestand (.docx), PDF, ODT of tekstbestand."
_PICTURES = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"BM", "BMP"),
    (b"\x00\x00\x01\x00", "ICO"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 1 << 20


def check_file(path: Path) -> None:
    """Refuse what cannot be a draft before anything is started: no file, a folder, empty, far too large."""
    try:
        if path.is_dir():
            raise UnreadableError(
                f"{path.name or path} is een map. Geef de naam van een bestand op.", code="map"
            )
        if not path.exists():
            raise UnreadableError(
                f"Het bestand {path} bestaat niet. Controleer de naam en de map.", code="niet-gevonden"
            )
        if not path.is_file():
            raise UnreadableError(f"{path.name} is geen gewoon bestand. {_OFFER}")
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except (OSError, ValueError) as error:
        raise UnreadableError(
            f"Het bestand {path.name or path} kan niet worden geopend. Controleer of u het mag lezen en of het "
            "niet in een ander programma openstaat.",
            code="niet-te-openen",
        ) from error
    if size == 0:
        raise UnreadableError(f"{path.name} is leeg. Controleer of u het goede bestand hebt gekozen.", code="leeg")
    if size > LARGEST_FILE:
        raise TooLargeError(
            f"{path.name} is groter dan {LARGEST_FILE >> 20} MB. Haal de afbeeldingen eruit of maak ze kleiner."
        )


def read_here(path: Path, *, changes: Changes = "final", ocr: bool = False) -> Document:
    """Read a file in this process. Whatever goes wrong inside a reader comes out as an AmorecheckError: a DocumentError,
    or a ConfigurationError where a program is missing that was asked for."""
    from amorecheck.reading.structure import complete

    try:
        document = complete(choose_reader(path, changes=changes, ocr=ocr)())
    except AmorecheckError:
        raise
    except MemoryError as error:
        raise TooLargeError(
            f"{path.name} vraagt te veel geheugen om te lezen. Bied alleen de tekst van de visie aan, "
            "zonder grote tabellen of afbeeldingen."
        ) from error
    except RecursionError as error:
        raise UnreadableError(
            f"{path.name} is te ingewikkeld opgebouwd om te lezen. Sla het opnieuw op in Word en probeer het nog eens."
        ) from error
    except Exception as error:
        raise UnreadableError(
            f"{path.name} is beschadigd of anders opgebouwd dan bedoeld. "
            "Open het in het programma waarmee het is gemaakt, sla het opnieuw op en probeer het nog eens."
        ) from error
    if not any(block.text for block in document.blocks):
        raise UnreadableError(
            f"In {path.name} staat geen leesbare tekst. Controleer of u het goede bestand hebt gekozen.",
            code="geen-tekst",
        )
    return replace(document, sha256=_digest(path))


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def choose_reader(path: Path, *, changes: Changes = "final", ocr: bool = False) -> Callable[[], Document]:
    """The reader for what the bytes are, whatever the name says. Raises UnsupportedError with a hint."""
    with path.open("rb") as stream:
        head = stream.read(4096)
    name = path.name
    if b"%PDF-" in head[:1100]:
        from amorecheck.reading.pdf import read_pdf

        return lambda: read_pdf(path, ocr=ocr)
    if head.startswith(b"PK"):
        return _choose_package(path, changes)
    if head.startswith(_OLE):
        _refuse_ole(path)
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        raise UnsupportedError(
            f"{name} is een RTF-bestand en dat wordt niet gelezen. Open het in Word en sla het op als .docx.", code="rtf"
        )
    kind = next((kind for magic, kind in _PICTURES if head.startswith(magic)), "")
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        kind = "WEBP"
    if head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        kind = "HEIC"
    if kind and not (kind == "BMP" and head.isascii()):
        raise UnsupportedError(
            f"{name} is een afbeelding ({kind}), geen document met tekst. {_OFFER}", code="afbeelding"
        )
    return _choose_text(path, head, changes)


def _choose_text(path: Path, head: bytes, changes: Changes) -> Callable[[], Document]:
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<!doctype html", b"<html", b"mime-version:")):
        raise UnsupportedError(
            f"{path.name} is een webpagina en die wordt niet gelezen. "
            "Kopieer de tekst naar Word en sla die op als .docx.",
            code="html",
        )
    if start.startswith(b"<?xml"):
        if b"urn:oasis:names:tc:opendocument:xmlns:office" in head and b"office:document" in head:
            from amorecheck.reading.odt import read_flat_odt

            return lambda: read_flat_odt(path, changes=changes)
        raise UnsupportedError(
            f"{path.name} is een XML-bestand en dat wordt niet gelezen. Open het in Word en sla het op als .docx.",
            code="xml",
        )
    from amorecheck.reading.text import read_text

    return lambda: read_text(path)


def _choose_package(path: Path, changes: Changes) -> Callable[[], Document]:
    name = path.name
    try:
        with zipfile.ZipFile(path) as package:
            members = set(package.namelist())
            mimetype = package.read("mimetype")[:100] if "mimetype" in members else b""
    except RuntimeError as error:
        raise EncryptedError(
            f"{name} is beveiligd met een wachtwoord. Haal de beveiliging eraf en sla het opnieuw op."
        ) from error
    except MemoryError:
        raise
    except Exception as error:
        raise UnreadableError(
            f"{name} is beschadigd of niet compleet. Open het in Word of LibreOffice, sla het opnieuw op en "
            "probeer het nog eens."
        ) from error
    if mimetype.startswith(b"application/vnd.oasis.opendocument.text"):
        from amorecheck.reading.odt import read_odt

        return lambda: read_odt(path, changes=changes)
    if any(member.replace("\\", "/").lower().startswith("word/") for member in members):
        from amorecheck.reading.docx import read_docx

        return lambda: read_docx(path, changes=changes)
    if "content.xml" in members and not mimetype:
        from amorecheck.reading.odt import read_odt

        return lambda: read_odt(path, changes=changes)
    if "[Content_Types].xml" in members and not any(m.startswith(("xl/", "ppt/", "visio/")) for m in members):
        from amorecheck.reading.docx import read_docx

        return lambda: read_docx(path, changes=changes)
    kinds = {
        "xl/": "een Excel-bestand",
        "ppt/": "een PowerPoint-bestand",
        "Index/": "een bestand van Pages of een ander Apple-programma",
        "META-INF/container.xml": "een e-book",
    }
    kind = next((kind for start, kind in kinds.items() if any(m.startswith(start) for m in members)), "")
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        kind = "een OpenDocument-bestand, maar geen tekstdocument"
    raise UnsupportedError(f"{name} is {kind or 'een zipbestand'} en dat wordt niet gelezen. {_OFFER}", code="pakket")


def _refuse_ole(path: Path) -> NoReturn:
    """Tell the old Word format from a password-protected new one: both are OLE files."""
    found = {"EncryptedPackage": False, "WordDocument": False}
    with path.open("rb") as stream:
        tail = b""
        while chunk := stream.read(_CHUNK):
            window = tail + chunk
            for entry in found:
                found[entry] = found[entry] or entry.encode("utf-16-le") in window
            tail = chunk[-64:]
    if found["EncryptedPackage"]:
        raise EncryptedError(
            f"{path.name} is beveiligd met een wachtwoord. Open het in Word, haal het wachtwoord eraf "
            "(Bestand, Info, Document beveiligen) en sla het opnieuw op."
        )
    if found["WordDocument"]:
        raise UnsupportedError(
            f"{path.name} is een Word-bestand van vóór 2007 (.doc) en dat wordt niet gelezen. "
            "Open het in Word en sla het op als .docx.",
            code="doc",
        )
    raise UnsupportedError(
        f"{path.name} is een bestand van een oud Office-programma en dat wordt niet gelezen. {_OFFER}", code="ole"
    )
