"""A form with one file, written piece by piece to the job's own folder: nothing is spooled elsewhere or kept in memory."""

from __future__ import annotations

import asyncio
import contextlib
import re
import unicodedata
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

MEGABYTE = 1 << 20
_FILE = "bestand"
_MAX_PARTS = 40
_MAX_FIELD = 2000
_MAX_HEADER = 4096
_LONGEST_NAME = 80
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


class UploadError(Exception):
    """An upload that is not taken. status: of the answer. field: the form field it is about, or ''."""

    def __init__(self, message: str, status: int = 422, field: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.field = field


class Abandoned(Exception):
    """The browser went away before all was sent; there is nobody to answer."""


@dataclass(slots=True)
class Upload:
    """What was sent. name: of the file, safe to show and to write; path: where it is now. fields: name → values."""

    name: str = ""
    path: Path | None = None
    size: int = 0
    fields: dict[str, list[str]] = field(default_factory=dict)

    def value(self, name: str) -> str:
        return (self.fields.get(name) or [""])[0].strip()


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """largest: bytes of the file; seconds: for the whole; pause: between two pieces."""

    largest: int
    seconds: float
    pause: float

    @property
    def body(self) -> int:
        """Bytes of the whole request: the file, the other fields and what stands between them."""
        return self.largest + 256 * 1024

    @property
    def too_large(self) -> str:
        return f"Het bestand is groter dan {self.largest // MEGABYTE} MB. Haal de afbeeldingen eruit of maak ze kleiner, en probeer het opnieuw."


async def receive_upload(content_type: str, pieces: AsyncIterator[bytes], folder: Path | None, limits: UploadLimits) -> Upload:
    """The form in a request body, its file in `folder`; None where no file is wanted. Raises UploadError, Abandoned."""
    form = _Form(content_type, folder, limits)
    try:
        async with asyncio.timeout(limits.seconds):
            iterator = aiter(pieces)
            while True:
                try:
                    async with asyncio.timeout(limits.pause):
                        piece = await anext(iterator)
                except StopAsyncIteration:
                    break
                form.write(piece)
        return form.finish()
    except TimeoutError as error:
        raise UploadError("Het versturen duurde te lang. Probeer het opnieuw, of gebruik een snellere verbinding.", 408) from error
    except FormParserError as error:
        raise UploadError("Het formulier kwam niet goed aan. Probeer het opnieuw.", 400) from error
    except OSError as error:
        raise UploadError("Het bestand kon niet worden opgeslagen; misschien is de schijf vol. Probeer het later opnieuw.", 507) from error
    finally:
        form.close()


class _Form:
    """Collects the parts of a multipart body as they come in."""

    def __init__(self, content_type: str, folder: Path | None, limits: UploadLimits) -> None:
        kind, options = parse_options_header(content_type)
        boundary = options.get(b"boundary", b"")
        if kind != b"multipart/form-data" or not boundary:
            raise UploadError("Het formulier kwam niet goed aan. Open de pagina opnieuw en kies uw bestand nog eens.", 415)
        self.upload = Upload()
        self._folder = folder
        self._limits = limits
        self._parts = 0
        self._received = 0
        self._headers: dict[str, str] = {}
        self._header = [bytearray(), bytearray()]
        self._field: str | None = None
        self._value = bytearray()
        self._file: IO[bytes] | None = None
        callbacks: MultipartCallbacks = {
            "on_part_begin": self._begin,
            "on_header_field": self._grow(0),
            "on_header_value": self._grow(1),
            "on_header_end": self._end_header,
            "on_headers_finished": self._open,
            "on_part_data": self._data,
            "on_part_end": self._end,
        }
        self._parser = MultipartParser(boundary, callbacks)

    def write(self, piece: bytes) -> None:
        self._received += len(piece)
        if self._received > self._limits.body:
            raise UploadError(self._limits.too_large, 413, _FILE)
        self._parser.write(piece)

    def finish(self) -> Upload:
        self._parser.finalize()
        return self.upload

    def close(self) -> None:
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.close()
            self._file = None

    def _begin(self) -> None:
        self._parts += 1
        if self._parts > _MAX_PARTS:
            raise UploadError("Het formulier heeft te veel velden. Open de pagina opnieuw en probeer het nog eens.", 400)
        self._headers = {}
        self._value = bytearray()
        self._field = None

    def _grow(self, half: int) -> Callable[[bytes, int, int], None]:
        def grow(data: bytes, start: int, end: int) -> None:
            self._header[half] += data[start:end]
            if len(self._header[half]) > _MAX_HEADER:
                raise UploadError("Het formulier kwam niet goed aan. Open de pagina opnieuw en kies uw bestand nog eens.", 400)

        return grow

    def _end_header(self) -> None:
        name, value = (bytes(part).decode("latin-1") for part in self._header)
        self._headers[name.lower()] = value
        self._header = [bytearray(), bytearray()]

    def _open(self) -> None:
        kind, options = parse_options_header(self._headers.get("content-disposition", ""))
        if kind != b"form-data":
            return
        self._field = _text(options.get(b"name", b""))
        name = options.get(b"filename")
        if self._field != _FILE or name is None or not name:
            return
        if self._folder is None:
            raise UploadError("Hier hoort geen bestand bij. Open de pagina opnieuw en probeer het nog eens.", 400)
        if self.upload.path is not None:
            raise UploadError("U koos meer dan één bestand. Kies één concept tegelijk.", 422, _FILE)
        self.upload.name = safe_name(_text(name))
        self.upload.path = self._folder / self.upload.name
        self._file = self.upload.path.open("xb")

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._file is not None:
            self.upload.size += end - start
            if self.upload.size > self._limits.largest:
                raise UploadError(self._limits.too_large, 413, _FILE)
            self._file.write(data[start:end])
        elif len(self._value) + end - start > _MAX_FIELD:
            raise UploadError("Een van de velden bevat te veel tekst. Kort hem in en probeer het opnieuw.", 422)
        else:
            self._value += data[start:end]

    def _end(self) -> None:
        if self._file is not None:
            self.close()
        elif self._field and self._field != _FILE:
            self.upload.fields.setdefault(self._field, []).append(clean_line(_text(bytes(self._value))))


def safe_name(sent: str) -> str:
    """A file name to show and to write in the job's folder: no path, no marks that hide or turn text, not too long.

    'C:\\\\visies\\\\Visie.docx' → 'Visie.docx'; '../../etc/passwd' → 'passwd'. The name says nothing of the format.
    """
    name = clean_line(re.split(r"[\\/]", unicodedata.normalize("NFC", sent))[-1])
    name = re.sub(r"[^\w .,()&+'’–-]", "_", name).strip(" .")
    stem, dot, suffix = name.rpartition(".")
    if not dot or not re.fullmatch(r"[A-Za-z0-9]{1,5}", suffix):
        stem, suffix = name, ""
    stem = stem.strip(" .")[:_LONGEST_NAME]
    while len(stem.encode()) > 2 * _LONGEST_NAME:
        stem = stem[:-1]
    stem = stem.strip(" .")
    if not stem.strip("_- ") or _RESERVED.fullmatch(stem.split(".")[0].strip()):
        stem = "concept"
    return f"{stem}.{suffix.lower()}" if suffix else stem


def clean_line(text: str) -> str:
    """Text on one line without control, format and private characters (bidi marks, zero width, unassigned)."""
    kept = (" " if char in "\t\r\n" else char for char in text if char in "\t\r\n" or not unicodedata.category(char).startswith("C"))
    return " ".join("".join(kept).split())


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", errors="replace")
