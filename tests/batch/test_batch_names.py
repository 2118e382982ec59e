"""Names of report files: safe everywhere, never the same, never dependent on the order."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amorecheck.batch.names import file_names, order, printable, report_places

ODD = st.lists(st.sampled_from([*"aAbé\u0301ﬁ./ ~:*?\"<>|\\#%", "con", "\x00", "\u202e", "😀", "~12345678"]), min_size=1, max_size=12).map("".join)


@given(st.lists(ODD, min_size=1, max_size=20, unique=True), st.randoms())
def test_names_differ_on_every_system_and_do_not_depend_on_order(labels: list[str], chance: random.Random) -> None:
    names = file_names(labels)
    folded = [unicodedata.normalize("NFKC", unicodedata.normalize("NFC", name).casefold()) for name in names.values()]
    assert len(set(folded)) == len(set(labels))
    shuffled = list(labels)
    chance.shuffle(shuffled)
    assert file_names(shuffled) == names


@given(ODD)
def test_a_name_holds_nothing_that_a_file_system_or_link_refuses(label: str) -> None:
    name = file_names([label])[label]
    assert not set(name) & set('<>:"/\\|?*#%\x00')
    assert not name.startswith(".")
    assert len(f"{name}.json".encode()) <= 255


@pytest.mark.parametrize("label", ["CON.docx", "nul", "aux.pdf", "COM1.txt", "lpt9"])
def test_a_name_that_windows_keeps_for_itself_is_changed(label: str) -> None:
    assert file_names([label])[label].startswith("_")


def test_ordinary_names_stay_as_they_are() -> None:
    assert file_names(["visie.docx", "Visie 's-Gravenhout 2026 (concept).pdf"]) == {
        "visie.docx": "visie.docx",
        "Visie 's-Gravenhout 2026 (concept).pdf": "Visie 's-Gravenhout 2026 (concept).pdf",
    }
    assert report_places(["a/visie.docx"]) == {"a/visie.docx": ("rapporten/a__visie.docx.json", "rapporten/a__visie.docx.html")}


def test_a_very_long_name_is_cut_and_keeps_its_end() -> None:
    one, other = "Beleidsvisie " * 40 + "mei.docx", "Beleidsvisie " * 40 + "juni.docx"
    names = file_names([one, other])
    assert len(set(names.values())) == 2
    assert all(len(name) < 120 and ".docx" in name for name in names.values())


def test_a_label_shows_no_invisible_or_broken_characters() -> None:
    assert printable("visie\udce9.docx") == "visie\ufffd.docx"
    assert printable("a\u202ecod.exe") == "a\ufffdcod.exe"


def test_labels_are_in_order_of_the_alphabet_whatever_the_capitals() -> None:
    assert sorted(["b", "C", "a", "B"], key=order) == ["a", "B", "b", "C"]
