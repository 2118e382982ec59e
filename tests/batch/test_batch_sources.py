"""Which drafts a user means by the paths that he gives."""

from __future__ import annotations

import errno
import os
import unicodedata
from pathlib import Path
from typing import ClassVar

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from amorecheck.batch.sources import find_sources
from amorecheck.batch.storage import is_missing
from amorecheck.errors import ConfigurationError


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    """Two municipalities with a draft of the same name, and what lies beside drafts in real folders."""
    for name in ("Aalwijk/visie.docx", "Beekdorp/visie.docx", "Beekdorp/oud/visie 2019.pdf", "Beekdorp/begroting.xlsx", "Beekdorp/oude visie.doc"):
        path = tmp_path / "visies" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    for name in ("~$visie.docx", ".DS_Store", "visie.docx.amorecheck.yaml", ".git/visie.docx"):
        path = tmp_path / "visies" / "Beekdorp" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    return tmp_path / "visies"


def names(*paths: str | Path, beside: Path | None = None) -> list[str]:
    return [source.name for source in find_sources([str(path) for path in paths], beside=beside).drafts]


def test_a_folder_with_all_below_it(drafts: Path) -> None:
    found = find_sources([str(drafts)])
    assert [source.name for source in found.drafts] == ["Aalwijk/visie.docx", "Beekdorp/oud/visie 2019.pdf", "Beekdorp/oude visie.doc", "Beekdorp/visie.docx"]
    assert found.passed_over == ((".xlsx", 1),)


def test_files_and_globs_and_doubles(drafts: Path) -> None:
    assert names(drafts / "**" / "*.docx", drafts / "Aalwijk", drafts / "Aalwijk" / "visie.docx") == ["Aalwijk/visie.docx", "Beekdorp/visie.docx"]


def test_a_single_file_has_its_own_name(drafts: Path) -> None:
    assert names(drafts / "Aalwijk" / "visie.docx") == ["visie.docx"]


def test_the_order_of_the_paths_makes_no_difference(drafts: Path) -> None:
    assert names(drafts / "Aalwijk", drafts / "Beekdorp") == names(drafts / "Beekdorp", drafts / "Aalwijk")


def test_the_output_folder_is_no_input(drafts: Path) -> None:
    (drafts / "uit" / "rapporten").mkdir(parents=True)
    (drafts / "uit" / "rapporten" / "visie.txt").write_bytes(b"x")
    assert not any(name.startswith("uit/") for name in names(drafts, beside=drafts / "uit"))


def test_a_file_that_does_not_exist_is_reported_later(drafts: Path) -> None:
    assert "weg.docx" in [Path(name).name for name in names(drafts / "weg.docx", drafts / "Aalwijk")]


def test_nothing_found_says_what_was_seen(drafts: Path) -> None:
    (drafts / "leeg").mkdir()
    (drafts / "leeg" / "begroting.xlsx").touch()
    for path in (drafts / "leeg", drafts / "*.docm"):
        with pytest.raises(ConfigurationError, match="geen concept gevonden"):
            names(path)
    with pytest.raises(ConfigurationError, match=r"1 × \.xlsx"):
        names(drafts / "leeg")


def test_brackets_in_a_name_are_no_glob(drafts: Path) -> None:
    (drafts / "visie [concept].docx").touch()
    assert names(drafts / "visie [concept].docx") == ["visie [concept].docx"]


def listed(drafts: Path, text: str, encoding: str = "utf-8") -> dict[str, str]:
    path = drafts / "lijst.csv"
    path.write_bytes(text.encode(encoding))
    return {source.name: source.municipality for source in find_sources([str(path)]).drafts}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("gemeente,pad\nAalwijk,Aalwijk/visie.docx\nBeekdorp,Beekdorp/visie.docx\n", "utf-8"),
        ("Gemeente;Bestand\r\nAalwijk;Aalwijk\\visie.docx\r\nBeekdorp;Beekdorp\\visie.docx\r\n\r\n", "utf-8-sig"),
        ("nr;path;municipality\n1;Aalwijk/visie.docx;Aalwijk\n2;Beekdorp/visie.docx;Beekdorp\n", "cp1252"),
        ("gemeente\tpad\nAalwijk\tAalwijk/visie.docx\nBeekdorp\tBeekdorp/visie.docx\n", "utf-16"),
        ('pad,gemeente\n"Aalwijk/visie.docx","Aalwijk"\nBeekdorp/*.docx,Beekdorp\n', "utf-8"),
    ],
    ids=["plain", "Excel", "old Excel", "Unicode text", "glob"],
)
def test_a_list_as_people_save_it(drafts: Path, text: str, encoding: str) -> None:
    assert listed(drafts, text, encoding) == {"Aalwijk/visie.docx": "Aalwijk", "Beekdorp/visie.docx": "Beekdorp"}


def test_an_accent_in_an_old_list(drafts: Path) -> None:
    assert listed(drafts, "gemeente;pad\nSúdergea;Aalwijk/visie.docx\n", "cp1252") == {"visie.docx": "Súdergea"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("naam,plek\na,b\n", "geen kolom met paden"),
        ("", "geen kolom met paden"),
        ("gemeente,pad\nAalwijk,\n", "regel 2: er staat geen pad"),
        ("gemeente,pad\nAalwijk,Aalwijk/visie.docx\nBeekdorp,Aalwijk/visie.docx\n", "staat twee keer in de lijst, bij Aalwijk en bij Beekdorp"),
        ("gemeente,pad\nAalwijk,lijst.csv\n", "is zelf een lijst"),
        ('gemeente,pad\nAalwijk,"Aalwijk/visie.docx\n', "niet als CSV te lezen"),
    ],
)
def test_a_list_that_is_wrong_says_where(drafts: Path, text: str, says: str) -> None:
    with pytest.raises(ConfigurationError, match=says):
        listed(drafts, text)


def test_a_list_beside_a_folder_gives_the_municipality(drafts: Path) -> None:
    path = drafts / "lijst.csv"
    path.write_text("gemeente,pad\nAalwijk,Aalwijk/visie.docx\n", "utf-8")
    found = {source.name: source.municipality for source in find_sources([str(drafts), str(path)]).drafts}
    assert found["Aalwijk/visie.docx"] == "Aalwijk"
    assert found["Beekdorp/visie.docx"] == ""


@pytest.mark.skipif(os.name == "nt", reason="names in bytes exist on POSIX only")
def test_names_that_look_the_same_keep_apart(tmp_path: Path) -> None:
    for name in (unicodedata.normalize("NFC", "café.txt"), unicodedata.normalize("NFD", "café.txt"), "a\u202eb.txt", "a\u200eb.txt"):
        (tmp_path / name).write_bytes(b"x")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_bytes(b"x")
    found = names(tmp_path)
    assert len(set(found)) == 5
    assert all(name.encode("utf-8") for name in found)


def test_urls_in_memory() -> None:
    files = fsspec.filesystem("memory")
    for name in ("/visies-toets/a/visie.docx", "/visies-toets/b/visie.docx", "/visies-toets/b/plaat.png"):
        files.pipe_file(name, b"x")
    assert names("memory://visies-toets") == ["a/visie.docx", "b/visie.docx"]
    assert names("memory://visies-toets/*/visie.docx") == ["a/visie.docx", "b/visie.docx"]
    assert names("memory://visies-toets/a/visie.docx") == ["visie.docx"]


def test_urls_beside_files_are_told_apart(drafts: Path) -> None:
    fsspec.filesystem("memory").pipe_file("/elders-toets/visie.docx", b"x")
    assert names("memory://elders-toets/visie.docx", drafts / "Aalwijk" / "visie.docx") == ["bestanden/visie.docx", "memory/visie.docx"]


class _Share(MemoryFileSystem):
    """Storage as smb and sftp have it: the server is no part of a path, and nothing works without it."""

    protocol = "schijf"
    store: ClassVar[dict[str, object]] = {}
    cachable = False

    def __init__(self, host: str, **more: object) -> None:
        assert host == "naam:geheim@server"
        super().__init__(**more)

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return ("/" + path.partition("://")[2].partition("/")[2] if "://" in path else path).rstrip("/")

    @staticmethod
    def _get_kwargs_from_urls(path: str) -> dict[str, str]:
        host = path.partition("://")[2].partition("/")[0]
        return {"host": host} if host else {}


def test_the_server_stays_in_the_address_of_what_is_found_on_it() -> None:
    fsspec.register_implementation("schijf", _Share, clobber=True)
    _Share("naam:geheim@server").pipe("/deel/visies/a.docx", b"x")
    found = find_sources(["schijf://naam:geheim@server/deel/visies"]).drafts + find_sources(["schijf://naam:geheim@server/deel/*/a.docx"]).drafts
    assert {one.place for one in found} == {"schijf://naam:geheim@server/deel/visies/a.docx"}
    assert {one.given for one in found} == {"schijf://server/deel/visies/a.docx"}


def test_a_missing_file_is_missing_whatever_the_storage_calls_it() -> None:
    """smb raises an error that is no FileNotFoundError."""
    assert is_missing(OSError(errno.ENOENT, "NtStatus 0xc000003a"))
    assert not is_missing(OSError(errno.EACCES, "geen toegang"))
