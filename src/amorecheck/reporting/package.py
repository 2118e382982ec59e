"""A zip package (DOCX, ODT) copied member by member, so that all we do not touch stays as it was, to the byte."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from lxml import etree

FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The oldest time a zip can hold: new members carry no clock, so the same report gives the same bytes."""

Target = str | Path | BinaryIO


def parse_xml(data: bytes) -> etree._Element:
    """The root of an XML part. Entities are not resolved and nothing is fetched. Raises etree.XMLSyntaxError.

    As lenient as the reader (reading.package): a badly formed name loses nothing, after anything worse text may be lost.
    """
    try:
        return etree.fromstring(data, _parser())
    except etree.XMLSyntaxError:
        lenient = _parser(recover=True)
        root = etree.fromstring(data, lenient) if data.strip() else None
        if root is None or any(entry.level >= etree.ErrorLevels.FATAL for entry in lenient.error_log):
            raise
        return root


def _parser(*, recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=recover)


def stored_name(members: Mapping[str, bytes], name: str) -> str | None:
    """What a member is called in this package: some programs write other capitals or backslashes. None: not there."""
    if name in members:
        return name
    wanted = name.lower()
    return next((one for one in members if one.replace("\\", "/").lower() == wanted), None)


def serialise_xml(root: etree._Element) -> bytes:
    """An XML part as Office writes it: UTF-8, with a declaration."""
    return bytes(etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True))


def read_members(data: bytes) -> dict[str, bytes]:
    """All members by name. Raises zipfile.BadZipFile."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {info.filename: package.read(info) for info in package.infolist() if not info.is_dir()}


def copy_package(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The package with some members replaced or added; order, times and flags of the others are kept."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        seen: set[str] = set()
        for info in old.infolist():
            seen.add(info.filename)
            new.writestr(_same(info), changed.get(info.filename, old.read(info)), compress_type=info.compress_type)
        for name in sorted(set(changed) - seen):
            new.writestr(zipfile.ZipInfo(name, FIRST_MOMENT), changed[name], compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def timeless(data: bytes) -> bytes:
    """The same package with all times set to the first moment."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            new.writestr(zipfile.ZipInfo(info.filename, FIRST_MOMENT), old.read(info), compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def write_bytes(data: bytes, target: Target) -> None:
    """`data` to a path or an open binary stream."""
    if isinstance(target, str | Path):
        Path(target).write_bytes(data)
    else:
        target.write(data)


def _same(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    copy = zipfile.ZipInfo(info.filename, info.date_time)
    copy.external_attr, copy.create_system, copy.comment = info.external_attr, info.create_system, info.comment
    return copy
