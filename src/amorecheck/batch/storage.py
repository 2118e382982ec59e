"""Folders that a batch writes to and reads from: on this machine, or anywhere fsspec reaches."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from amorecheck.errors import ConfigurationError

_HALF_WRITTEN = ".tmp"
_STALE = 3600.0
"""Seconds after which a half-written file is nobody's any more."""
_EXTRAS = {"s3": "s3fs", "s3a": "s3fs", "smb": "smbprotocol", "gs": "gcsfs", "gcs": "gcsfs", "abfs": "adlfs", "az": "adlfs", "sftp": "paramiko", "ssh": "paramiko", "http": "aiohttp", "https": "aiohttp"}


class Folder(Protocol):
    """A folder with files by relative name ("rapporten/visie.html"). A write is there wholly or not at all."""

    def read(self, name: str) -> bytes | None:
        """The content, None where there is no such file."""
        ...

    def write(self, name: str, data: bytes) -> None: ...

    def remove(self, name: str) -> None: ...

    def close(self) -> None: ...


class LocalFolder:
    """A folder on this machine. Raises ConfigurationError when it cannot be made or written to."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._half = root / _HALF_WRITTEN
        try:
            self._half.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigurationError(f"In de map {root} kan niet worden geschreven. Kies met -o een andere map.") from error
        self._sweep()

    def read(self, name: str) -> bytes | None:
        try:
            return (self.root / name).read_bytes()
        except OSError:
            return None

    def write(self, name: str, data: bytes) -> None:
        target = self.root / name
        try:
            self._half.mkdir(parents=True, exist_ok=True)
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, half = tempfile.mkstemp(dir=self._half)
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(data)
                os.chmod(half, 0o666 & ~_umask())
                os.replace(half, target)
            except BaseException:
                with contextlib.suppress(OSError):
                    os.unlink(half)
                raise
        except OSError as error:
            raise ConfigurationError(
                f"{target.name} kan niet worden geschreven ({error.strerror or error}). Sluit het bestand als het openstaat en kijk of er ruimte is op de schijf."
            ) from error

    def remove(self, name: str) -> None:
        with contextlib.suppress(OSError):
            (self.root / name).unlink()

    def close(self) -> None:
        """Take the folder for half-written files away, unless another run has files in it."""
        with contextlib.suppress(OSError):
            self._half.rmdir()

    def _sweep(self) -> None:
        """What a run that was killed left half-written."""
        with contextlib.suppress(OSError):
            for path in self._half.iterdir():
                if time.time() - path.stat().st_mtime > _STALE:
                    path.unlink()


class RemoteFolder:
    """A folder by URL. Object stores write whole objects; elsewhere a file is written beside and moved."""

    def __init__(self, url: str) -> None:
        self._files, root = file_system(url)
        self._root = root.rstrip("/")
        self._moves = self._files.protocol in ("sftp", "ssh", "smb", ("sftp", "ssh"), ("smb",))

    def read(self, name: str) -> bytes | None:
        try:
            return bytes(self._files.cat_file(f"{self._root}/{name}"))
        except Exception as error:
            if is_missing(error):
                return None
            raise _unreachable(name, error) from error

    def write(self, name: str, data: bytes) -> None:
        target = f"{self._root}/{name}"
        try:
            self._files.makedirs(target.rpartition("/")[0], exist_ok=True)
            if self._moves:
                half = f"{target}.{os.getpid()}.tmp"
                self._files.pipe_file(half, data)
                if self._files.exists(target):  # these protocols refuse to move onto a file
                    self._files.rm_file(target)
                self._files.mv(half, target)
            else:
                self._files.pipe_file(target, data)
        except Exception as error:
            raise _unreachable(name, error) from error

    def remove(self, name: str) -> None:
        with contextlib.suppress(Exception):
            self._files.rm_file(f"{self._root}/{name}")

    def close(self) -> None: ...


def open_folder(place: str | Path) -> LocalFolder | RemoteFolder:
    """The folder at a path or URL, made when it is not there. Raises ConfigurationError."""
    if is_url(place):
        return RemoteFolder(str(place))
    return LocalFolder(local_path(place))


def is_url(place: str | Path) -> bool:
    """Whether it needs fsspec; file:// does not."""
    return isinstance(place, str) and "://" in place and not place.startswith("file://")


def local_path(place: str | Path) -> Path:
    """A path as given, or the one that a file:// URL means."""
    if isinstance(place, str) and place.startswith("file://"):
        from urllib.request import url2pathname

        return Path(url2pathname(urlsplit(place).path))
    return Path(place)


def file_system(url: str) -> tuple[Any, str]:
    """fsspec's file system for a URL, and the path in it. Raises ConfigurationError when a package for it is missing."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise ConfigurationError(f"Voor {scheme(url)}:// is een uitbreiding nodig. Installeer die met: pip install 'amorecheck[batch]'") from error
    try:
        files, path = url_to_fs(url)
    except ImportError as error:
        package = _EXTRAS.get(scheme(url), "")
        raise ConfigurationError(f"Voor {scheme(url)}:// is een uitbreiding nodig. Installeer die met: pip install {package or 'fsspec[full]'}") from error
    except ValueError as error:
        raise ConfigurationError(f"Het adres {without_secrets(url)} begint met een onbekend soort opslag ({scheme(url)}://). Gebruik bijvoorbeeld s3://, smb:// of een map.") from error
    except Exception as error:
        raise _unreachable(without_secrets(url), error) from error
    return files, str(path)


def address_beside(url: str, files: Any, path: str, other: str) -> str:
    """The address of another path on the storage of `url`. path: that of `url` itself, as the file system has it.

    Where a path does not hold the server (smb, sftp), the server is that of `url`; fsspec would leave it out.
    """
    head, _, rest = url.partition("://")
    server = rest.partition("/")[0]
    if server and rest == f"{server}{path}":
        return f"{head}://{server}{other}"
    return str(files.unstrip_protocol(other))


def is_missing(error: Exception) -> bool:
    """Whether a storage says that a file is not there; smb has an error of its own for it, with the usual number."""
    return isinstance(error, FileNotFoundError) or getattr(error, "errno", None) == errno.ENOENT


def scheme(url: str) -> str:
    return url.split("://", 1)[0]


def without_secrets(url: str) -> str:
    """The address without the name and password that it may hold."""
    parts = urlsplit(url)
    return url.replace(f"{parts.netloc.rpartition('@')[0]}@", "", 1) if "@" in parts.netloc else url


def user_cache() -> Path:
    """The folder for caches of this user."""
    if os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "amorecheck"


def _unreachable(name: str, error: Exception) -> ConfigurationError:
    reason = (str(error).splitlines() or [""])[0][:200] or type(error).__name__
    return ConfigurationError(f"De opslag is niet bereikbaar voor {name} ({reason}). Controleer het adres, uw rechten en de verbinding.")


def _umask() -> int:
    """What files may not be, for others. mkstemp makes files for the owner only; a report is to be shared."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
