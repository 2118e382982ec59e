"""Which drafts a batch is about: files, folders, globs, lists in CSV, and URLs, each with a label of its own."""

from __future__ import annotations

import csv
import glob
import io
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from amorecheck.batch.names import order, printable, short_hash
from amorecheck.batch.storage import address_beside, file_system, is_url, local_path, scheme, without_secrets
from amorecheck.errors import ConfigurationError

DRAFTS = frozenset({".docx", ".docm", ".dotx", ".pdf", ".odt", ".fodt", ".txt", ".md", ".doc", ".rtf", ".pages", ".wpd"})
"""What is taken from a folder. The last four cannot be read: they are reported with what to do, and not passed over in silence."""

_MUNICIPALITY = ("gemeente", "gemeentenaam", "municipality")
_PATH = ("pad", "bestand", "path", "file", "url", "document", "visie")
_LARGEST_LIST = 50 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """One draft. name: unique label, the path relative to the folder all share. place: absolute path or URL.
    given: the path as the user gave it. municipality: as a CSV says, else ""."""

    name: str
    place: str
    given: str = ""
    municipality: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """The drafts by label, and how many files of a folder were passed over, by extension."""

    drafts: tuple[Source, ...]
    passed_over: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    place: str
    given: str
    municipality: str = ""


def find_sources(paths: Sequence[str], *, beside: Path | None = None) -> Sources:
    """All drafts that the paths mean, without doubles, in order of their labels.

    beside: the output folder, which is passed over where it lies inside a folder of drafts. A file that does not
    exist is a source all the same, to be reported; a glob or folder without drafts is not. Raises
    ConfigurationError where nothing at all is found or a list is wrong.
    """
    passed: Counter[str] = Counter()
    outside = os.path.abspath(beside) if beside else ""
    found = [one for path in paths for one in _expand(os.fspath(path), "", outside, passed)]
    if not found:
        seen = f" Wel gevonden: {describe_passed(tuple(sorted(passed.items())))}." if passed else ""
        raise ConfigurationError(f"Er is geen concept gevonden in {', '.join(map(printable, paths))}.{seen} Geef Word-, PDF-, ODT- of tekstbestanden, of een map waar die in staan.")
    return Sources(_labelled(_without_doubles(found)), tuple(sorted(passed.items())))


def describe_passed(passed: Iterable[tuple[str, int]]) -> str:
    """'3 × .xlsx, 1 × .png' as a reader sees it."""
    return ", ".join(f"{count} × {suffix or 'zonder extensie'}" for suffix, count in passed)


def _expand(path: str, municipality: str, outside: str, passed: Counter[str]) -> Iterator[_Found]:
    if is_url(path):
        yield from _from_url(path, municipality, passed)
        return
    local = os.fspath(local_path(path))
    if os.path.isdir(local):
        for one in _walk(local, outside, passed):
            yield _Found(os.path.abspath(one), one, municipality)
    elif local.lower().endswith(".csv"):
        yield from _from_list(local, outside, passed)
    elif not os.path.exists(local) and glob.has_magic(local):
        for one in sorted(glob.glob(local, recursive=True)):
            if os.path.isdir(one) or _is_draft(os.path.basename(one), passed):
                yield from _expand(one, municipality, outside, passed)
    else:
        yield _Found(os.path.abspath(local), path, municipality)


def _walk(root: str, outside: str, passed: Counter[str]) -> Iterator[str]:
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(one for one in folders if not one.startswith(".") and os.path.abspath(os.path.join(folder, one)) != outside)
        for name in sorted(files):
            if _is_draft(name, passed):
                yield os.path.join(folder, name)


def _is_draft(name: str, passed: Counter[str]) -> bool:
    """Whether a name is that of a draft; lock files of Word, hidden files and waivers are no news to anyone."""
    if name.startswith((".", "~$")) or name.endswith((".amorecheck.yaml", ".amorecheck.yml")):
        return False
    suffix = os.path.splitext(name)[1].lower()
    if suffix in DRAFTS:
        return True
    passed[printable(suffix)] += 1
    return False


def _from_url(url: str, municipality: str, passed: Counter[str]) -> Iterator[_Found]:
    if url.lower().endswith(".csv"):
        raise ConfigurationError(f"Een lijst moet op deze computer staan; {without_secrets(url)} is een adres. Haal de lijst eerst op.")
    files, path = file_system(url)
    try:
        if scheme(url) in ("http", "https"):
            found = [path]  # a web address names one file; a ? in it is no pattern
        elif glob.has_magic(path):
            found = [one for one in files.glob(path) if not files.isdir(one)]
        else:
            found = files.find(path) if files.isdir(path) else [path]
        addresses = sorted(address_beside(url, files, path, one) for one in found)
    except Exception as error:
        reason = (str(error).splitlines() or [""])[0][:200] or type(error).__name__
        raise ConfigurationError(f"Het adres {without_secrets(url)} is niet bereikbaar ({reason}). Controleer het adres, uw rechten en de verbinding.") from error
    one = addresses == [address_beside(url, files, path, path)]  # a file by its own name is wanted, whatever it is
    for address in addresses:
        if one or _is_draft(address.rpartition("/")[2], passed):
            yield _Found(address, without_secrets(address), municipality)


def _from_list(path: str, outside: str, passed: Counter[str]) -> Iterator[_Found]:
    """The drafts of a CSV with a column for the path and one for the municipality. Paths count from the CSV."""
    name = os.path.basename(path)
    rows = csv.reader(io.StringIO(_list_text(path), newline=""), delimiter=_delimiter(_list_text(path)), strict=True)
    try:
        header = [cell.strip().lower() for cell in next(rows, [])]
        at_path, at_municipality = _column(header, _PATH), _column(header, _MUNICIPALITY)
        if at_path is None:
            raise ConfigurationError(f"{name} heeft geen kolom met paden. Zet boven de kolommen: gemeente;pad.")
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            target = row[at_path].strip() if at_path < len(row) else ""
            if not target:
                raise ConfigurationError(f"{name}, regel {rows.line_num}: er staat geen pad. Vul het pad in of haal de regel weg.")
            if target.lower().endswith(".csv"):
                raise ConfigurationError(f"{name}, regel {rows.line_num}: {printable(target)} is zelf een lijst. Zet er het pad van een concept of een map.")
            municipality = row[at_municipality].strip() if at_municipality is not None and at_municipality < len(row) else ""
            for one in _expand(_beside(path, target), municipality, outside, passed):
                yield replace(one, municipality=municipality)
    except csv.Error as error:
        raise ConfigurationError(f"{name}, regel {rows.line_num}: deze regel is niet als CSV te lezen. Sla de lijst opnieuw op als CSV (UTF-8).") from error


def _list_text(path: str) -> str:
    try:
        if os.path.getsize(path) > _LARGEST_LIST:
            raise ConfigurationError(f"{os.path.basename(path)} is te groot voor een lijst. Splits de lijst in delen.")
        data = Path(path).read_bytes()
    except OSError as error:
        raise ConfigurationError(f"De lijst {printable(path)} kan niet worden gelezen. Controleer de naam en of u het bestand mag lezen.") from error
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel on Windows calls CSV without more.
        return data.decode("cp1252", "replace")


def _delimiter(text: str) -> str:
    header = text.split("\n", 1)[0]
    return max(";,\t", key=header.count)


def _column(header: list[str], names: Sequence[str]) -> int | None:
    return next((header.index(name) for name in names if name in header), None)


def _beside(list_path: str, target: str) -> str:
    """A path in a list, counted from the folder of the list; one with backslashes is understood everywhere."""
    if "://" in target:
        return target
    full = os.path.join(os.path.dirname(list_path), target)
    if os.sep == "/" and "\\" in target and not os.path.exists(full):
        return os.path.join(os.path.dirname(list_path), target.replace("\\", "/"))
    return full


def _without_doubles(found: Iterable[_Found]) -> list[_Found]:
    """Each place once. A municipality in a list goes before none; two that differ are a mistake to mend."""
    places: dict[str, _Found] = {}
    for one in found:
        known = places.get(one.place)
        if known and known.municipality and one.municipality and known.municipality != one.municipality:
            raise ConfigurationError(f"{printable(one.given)} staat twee keer in de lijst, bij {known.municipality} en bij {one.municipality}. Haal er een weg.")
        if known is None or (one.municipality and not known.municipality):
            places[one.place] = one
    return list(places.values())


def _labelled(found: Sequence[_Found]) -> tuple[Source, ...]:
    groups: dict[str, list[_Found]] = {}
    for one in found:
        groups.setdefault(_root(one.place), []).append(one)
    labels: dict[str, str] = {}
    for root, members in groups.items():
        parts = [_parts(one.place) for one in members]
        shared = _common([part[:-1] for part in parts])
        front = f"{root}/" if len(groups) > 1 else ""
        labels |= {one.place: front + "/".join(part[shared:]) for one, part in zip(members, parts, strict=True)}
    shown = Counter(printable(label) for label in labels.values())
    sources = []
    for one in found:
        name = printable(labels[one.place])
        name = f"{name} [{short_hash(labels[one.place])}]" if shown[name] > 1 else name
        sources.append(Source(name, one.place, printable(one.given), one.municipality))
    return tuple(sorted(sources, key=lambda source: order(source.name)))


def _common(parts: Sequence[Sequence[str]]) -> int:
    """How many folders all have in common."""
    shortest = min(parts, key=len)
    return next((n for n, folder in enumerate(shortest) if any(part[n] != folder for part in parts)), len(shortest))


def _root(place: str) -> str:
    """Where paths can have a folder in common: the kind of storage, or the drive."""
    if is_url(place):
        return scheme(place)
    return os.path.splitdrive(place)[0].replace(":", "").replace("\\", "") or "bestanden"


def _parts(place: str) -> list[str]:
    path = without_secrets(place).split("://", 1)[1] if is_url(place) else Path(place).as_posix()
    return [part for part in PurePosixPath(path).parts if part not in ("/",)]
