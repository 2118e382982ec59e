"""A source as a file on this machine, with its sha256 and the waivers that lie beside it."""

from __future__ import annotations

import contextlib
import hashlib
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from amorecheck.batch.names import printable
from amorecheck.batch.sources import Source
from amorecheck.batch.storage import file_system, is_missing, is_url
from amorecheck.errors import ConfigurationError, DocumentError, RuleError, TooLargeError, UnreadableError
from amorecheck.reading.limits import LARGEST_FILE

if TYPE_CHECKING:
    from amorecheck.reporting.waivers import Waivers

_CHUNK = 1 << 20
_NO_DRAFT = "afwijkend-oordeel"


@dataclass(frozen=True)
class Fetched:
    """path: of the draft here. sha256: "" when it cannot be opened (the reader says why). temporary: what to throw away."""

    path: Path
    sha256: str
    waivers: Waivers | None
    temporary: tempfile.TemporaryDirectory[str] | None = None

    def release(self) -> None:
        if self.temporary is not None:
            self.temporary.cleanup()


def fetch(source: Source) -> Fetched:
    """The draft of a source, downloaded where it is a URL.

    Raises DocumentError when it is not there, cannot be reached, is far too large, or has waivers that cannot be read.
    """
    if not is_url(source.place):
        return _local(source)
    temporary = tempfile.TemporaryDirectory(prefix="amorecheck-")
    try:
        path = _download(source, Path(temporary.name))
        return Fetched(path, _digest(path), _waivers(path), temporary)
    except BaseException:
        temporary.cleanup()
        raise


def _local(source: Source) -> Fetched:
    path = Path(source.place)
    try:
        if not path.exists():
            raise UnreadableError(f"{source.name} bestaat niet. Controleer de naam en de map.", code="niet-gevonden")
        return Fetched(path, _digest(path), _waivers(path))
    except OSError as error:
        raise UnreadableError(f"{source.name} kan niet worden geopend. Controleer of u het mag lezen.", code="niet-te-openen") from error


def _download(source: Source, folder: Path) -> Path:
    """The draft and the waivers beside it, under their own names."""
    try:
        files, place = file_system(source.place)
        name = place.rpartition("/")[2]
        target = folder / (re.sub(r'[<>:"\\|?*]', "_", printable(name.partition("?")[0] if "://" in place else name)) or "concept")
        if int(files.info(place).get("size") or 0) > LARGEST_FILE:
            raise TooLargeError(f"{source.name} is groter dan {LARGEST_FILE >> 20} MB. Haal de afbeeldingen eruit of maak ze kleiner.")
        files.get_file(place, str(target))
        for beside in (f"{name}.amorecheck.yaml", f"{Path(name).stem}.amorecheck.yaml"):
            with contextlib.suppress(FileNotFoundError):
                here = f"{place.rpartition('/')[0]}/{beside}"
                if files.exists(here):
                    files.get_file(here, str(folder / beside))
        return target
    except (DocumentError, ConfigurationError):
        raise
    except Exception as error:
        if is_missing(error):
            raise UnreadableError(f"{source.name} bestaat niet. Controleer het adres.", code="niet-gevonden") from error
        # Every kind of storage has errors of its own, from packages that need not be here.
        reason = (str(error).splitlines() or [""])[0][:200] or type(error).__name__
        raise UnreadableError(f"{source.name} kan niet worden opgehaald ({reason}). Controleer het adres, uw rechten en de verbinding.", code="niet-bereikbaar") from error


def _waivers(path: Path) -> Waivers | None:
    from amorecheck.reporting.waivers import read_waivers, waiver_file

    try:
        return read_waivers(path) if waiver_file(path) else None
    except RuleError as error:
        raise UnreadableError(f"{error} Tot dat is verbeterd, is dit concept niet beoordeeld.", code=_NO_DRAFT) from error


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        if not path.is_file() or path.stat().st_size > LARGEST_FILE:
            return ""
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    except OSError:
        return ""
    return digest.hexdigest()
