"""Labels of drafts as names of files that every system can hold: Windows, macOS, Linux, object stores."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

LONGEST, MOST_BYTES = 100, 180
"""Of a file name before its extension: characters (a Windows path has 260), and bytes (a name on Linux has 255)."""

REPORTS = "rapporten"
"""The folder below the output folder that holds the report of each draft."""

_MARK = "~"
_FORBIDDEN = re.compile(r'[<>:"\\|?*\x00-\x1f\x7f#%]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)


def file_names(labels: Iterable[str]) -> dict[str, str]:
    """For each label ("a/visie.docx") the name of its reports without extension ("a__visie.docx").

    No two are the same, not even where capitals or composed accents do not count; the name of a label depends on
    the set of labels only, not on their order.
    """
    labels = sorted(set(labels))
    plain = {label: _plain(label) for label in labels}
    taken = Counter(_folded(name) for name in plain.values())
    return {label: name if taken[_folded(name)] == 1 and name == _whole(label) and _MARK not in name else f"{name}{_MARK}{short_hash(label)}" for label, name in plain.items()}


def report_places(labels: Iterable[str]) -> dict[str, tuple[str, str]]:
    """For each label the places of its JSON and HTML, relative to the output folder, with forward slashes."""
    return {label: (f"{REPORTS}/{name}.json", f"{REPORTS}/{name}.html") for label, name in file_names(labels).items()}


def printable(text: str) -> str:
    """A path as a label: bytes that are no UTF-8 and characters that no one can see become a replacement mark."""
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join("\ufffd" if unicodedata.category(char) in ("Cc", "Cs", "Cf", "Zl", "Zp") else char for char in text)


def short_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def order(label: str) -> tuple[str, str]:
    """The sort key of labels: capitals and the way accents are written do not count at first."""
    return (_folded(label), label)


def _whole(label: str) -> str:
    name = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", label).replace("/", "__"))
    return name.strip(" ") or "_"


def _plain(label: str) -> str:
    name = _whole(label)
    if _RESERVED.match(name):
        name = f"_{name}"
    name = f"_{name[1:]}" if name.startswith(".") else name
    if len(name) <= LONGEST and len(name.encode("utf-8", "replace")) <= MOST_BYTES:
        return name
    return name[: LONGEST - 20].encode("utf-8", "replace")[: MOST_BYTES - 40].decode("utf-8", "ignore").rstrip(" .") + "…" + name[-8:].lstrip(" .")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFC", name).casefold())
