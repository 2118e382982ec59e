"""The cache: an entry is there wholly or not at all, and one that is damaged is none."""

from __future__ import annotations

import os
import time
from pathlib import Path

import fsspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amorecheck.batch.cache import Cache, key_of
from amorecheck.batch.storage import LocalFolder, open_folder
from amorecheck.errors import ConfigurationError

KEY, OTHER = key_of({"n": 1}), key_of({"n": 2})


def entry(root: Path, key: str = KEY) -> Path:
    return root / key[:2] / key


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300))
def test_what_was_put_in_comes_out(tmp_path: Path, content: bytes) -> None:
    cache = Cache(LocalFolder(tmp_path))
    cache.put(KEY, content)
    assert cache.get(KEY) == content
    assert cache.get(OTHER) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_damaged_byte_is_noticed(tmp_path: Path, data: st.DataObject) -> None:
    cache = Cache(LocalFolder(tmp_path))
    cache.put(KEY, b"een oordeel " * 20)
    stored = bytearray(entry(tmp_path).read_bytes())
    at = data.draw(st.integers(0, len(stored) - 1).filter(lambda n: n != 64))  # 64: the line end, which says nothing
    stored[at] ^= data.draw(st.integers(1, 255))
    entry(tmp_path).write_bytes(stored)
    assert cache.get(KEY) is None


@pytest.mark.parametrize("content", [b"", b"x", b"0" * 64, b"0" * 64 + b"\n"])
def test_a_cut_off_entry_is_none(tmp_path: Path, content: bytes) -> None:
    cache = Cache(LocalFolder(tmp_path))
    cache.put(KEY, b"een oordeel")
    entry(tmp_path).write_bytes(content)
    assert cache.get(KEY) is None


def test_an_entry_under_another_name_is_none(tmp_path: Path) -> None:
    cache = Cache(LocalFolder(tmp_path))
    cache.put(KEY, b"een oordeel")
    entry(tmp_path, OTHER).parent.mkdir(exist_ok=True)
    os.replace(entry(tmp_path), entry(tmp_path, OTHER))
    assert cache.get(OTHER) is None


def test_a_write_that_fails_half_way_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = LocalFolder(tmp_path)
    folder.write("overzicht.csv", b"oud")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(ConfigurationError, match=r"overzicht\.csv kan niet worden geschreven"):
        folder.write("overzicht.csv", b"nieuw")
    assert folder.read("overzicht.csv") == b"oud"
    assert list((tmp_path / ".tmp").iterdir()) == []


def test_what_a_killed_run_left_half_written_is_cleared_later(tmp_path: Path) -> None:
    LocalFolder(tmp_path)
    old, new = tmp_path / ".tmp" / "oud", tmp_path / ".tmp" / "nieuw"
    old.touch(), new.touch()
    os.utime(old, (time.time() - 7200,) * 2)
    LocalFolder(tmp_path).close()
    assert not old.exists()
    assert new.exists()


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "bestand").touch()
    with pytest.raises(ConfigurationError, match="kan niet worden geschreven"):
        LocalFolder(tmp_path / "bestand" / "uit")


def test_a_folder_by_url_works_the_same() -> None:
    cache = Cache(open_folder("memory://cache-toets"))
    cache.put(KEY, b"een oordeel")
    assert cache.get(KEY) == b"een oordeel"
    fsspec.filesystem("memory").pipe_file(f"/cache-toets/{KEY[:2]}/{KEY}", b"stuk")
    assert cache.get(KEY) is None


def test_storage_that_does_not_exist_is_explained() -> None:
    with pytest.raises(ConfigurationError, match="onbekend soort opslag") as raised:
        open_folder("onzin://naam:geheim@plek/map")
    assert "geheim" not in str(raised.value)
