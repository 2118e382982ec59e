"""Members of a zipped document, read with an eye on bombs: declared sizes first, then counted while reading."""

from __future__ import annotations

import zipfile
from pathlib import Path
from types import TracebackType
from typing import Self

from lxml import etree

from amorecheck.errors import EncryptedError, TooLargeError, UnreadableError

MOST_MEMBERS = 5_000
LARGEST_MEMBER = 100 << 20
LARGEST_TOTAL = 1 << 30
HIGHEST_RATIO = 250
_RATIO_COUNTS_FROM = 20 << 20

# Strict OOXML (ISO 29500-1) has the same elements in other name spaces.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/drawingml/diagram", b"http://schemas.openxmlformats.org/drawingml/2006/diagram"),
)


def parse_xml(data: bytes) -> etree._Element:
    """The root of an XML part. No entities, no network, libxml2's own limits on depth and size stay on."""
    if b"purl.oclc.org/ooxml" in data[:20_000]:
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        lenient = _parser(recover=True)
        root = etree.fromstring(data, lenient)
        # A badly formed name loses nothing; after anything worse text may be missing.
        if root is None or any(entry.level >= etree.ErrorLevels.FATAL for entry in lenient.error_log):
            raise
    if b"<!DOCTYPE" in data[:20_000]:
        # Entities are never looked up; what stands after one must not get lost with it.
        etree.strip_tags(root, etree.Entity)
    return root


def _parser(*, recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True, recover=recover
    )


class Package:
    """A zip file as a read-only mapping from member names to bytes. Raises DocumentError on bombs and damage."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
            raise self._damaged() from error
        self._members = {info.filename.replace("\\", "/"): info for info in self._zip.infolist()}
        self._lowered = {name.lower(): info for name, info in reversed(self._members.items())}
        self._preflight()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self._zip.close()

    def __contains__(self, member: str) -> bool:
        return member in self._members

    def names(self) -> list[str]:
        return list(self._members)

    def read(self, member: str) -> bytes | None:
        """The bytes of a member, None when there is no such member."""
        info = self._members.get(member)
        if info is None:
            info = self._lowered.get(member.lower())
            if info is None:
                return None
        if info.flag_bits & 1:
            raise EncryptedError(
                f"{self.name} is beveiligd met een wachtwoord. Haal de beveiliging eraf en sla het opnieuw op."
            )
        if info.file_size > LARGEST_MEMBER:
            raise self._too_large()
        try:
            with self._zip.open(info) as stream:
                data = stream.read(LARGEST_MEMBER + 1)
        except MemoryError:
            raise
        except Exception as error:  # BadZipFile, zlib.error, lzma.LZMAError: no common base
            raise self._damaged() from error
        if len(data) > LARGEST_MEMBER:
            raise self._too_large()
        return data

    def xml(self, member: str) -> etree._Element | None:
        """The parsed root of a member, None when it is missing or no XML."""
        data = self.read(member)
        if not data:
            return None
        try:
            return parse_xml(data)
        except etree.XMLSyntaxError:
            return None

    def must_xml(self, member: str) -> etree._Element:
        """The parsed root of a member without which there is nothing to read."""
        data = self.read(member)
        if data is None:
            raise self._damaged()
        try:
            return parse_xml(data)
        except etree.XMLSyntaxError as error:
            raise self._damaged() from error

    def _preflight(self) -> None:
        infos = self._zip.infolist()
        if len(infos) > MOST_MEMBERS or sum(info.file_size for info in infos) > LARGEST_TOTAL:
            raise self._too_large()
        for info in infos:
            if info.file_size > _RATIO_COUNTS_FROM and info.file_size > HIGHEST_RATIO * max(1, info.compress_size):
                raise self._too_large()

    def _damaged(self) -> UnreadableError:
        return UnreadableError(
            f"{self.name} is beschadigd of niet compleet. Open het in Word of LibreOffice, sla het opnieuw op en "
            "probeer het nog eens."
        )

    def _too_large(self) -> TooLargeError:
        return TooLargeError(
            f"{self.name} is uitgepakt veel groter dan een visie kan zijn. Bied alleen de tekst van de visie aan, "
            "zonder grote afbeeldingen of tabellen."
        )
