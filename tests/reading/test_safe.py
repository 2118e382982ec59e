"""What means harm, is broken or is no draft ends in two Dutch sentences, within its limits, and leaves nothing behind."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from build_hostile import BUILDERS as HOSTILE_BUILDERS
from build_pdf import BUILDERS as PDF_BUILDERS
from odd_files import NAMES, draft

import amorecheck.errors as errors
from amorecheck.reading import DEFAULT_LIMITS, Limits, read
from amorecheck.reading.sandbox import memory_of

REFUSED = {
    "old_word": (errors.UnsupportedError, "doc"),
    "old_spreadsheet": (errors.UnsupportedError, "ole"),
    "password_word": (errors.EncryptedError, "versleuteld"),
    "password_zip": (errors.EncryptedError, "versleuteld"),
    "encrypted_odt": (errors.EncryptedError, "versleuteld"),
    "rich_text": (errors.UnsupportedError, "rtf"),
    "picture_named_pdf": (errors.UnsupportedError, "afbeelding"),
    "picture_named_docx": (errors.UnsupportedError, "afbeelding"),
    "empty": (errors.UnreadableError, "leeg"),
    "only_blanks": (errors.UnreadableError, "geen-tekst"),
    "no_text": (errors.UnreadableError, "geen-tekst"),
    "web_page": (errors.UnsupportedError, "html"),
    "web_archive": (errors.UnsupportedError, "html"),
    "spreadsheet": (errors.UnsupportedError, "pakket"),
    "plain_zip": (errors.UnsupportedError, "pakket"),
    "binary_noise": (errors.UnreadableError, "onleesbaar"),
    "truncated": (errors.UnreadableError, "onleesbaar"),
    "broken_xml": (errors.UnreadableError, "onleesbaar"),
    "zip_bomb": (errors.TooLargeError, "te-groot"),
    "lying_bomb": (errors.UnreadableError, "onleesbaar"),
    "picture_bomb": (errors.TooLargeError, "te-groot"),
    "many_members": (errors.TooLargeError, "te-groot"),
    "million_paragraphs": (errors.TooLargeError, "te-groot"),
    "entity_bomb": (errors.UnreadableError, "onleesbaar"),
    "deep_elements": (errors.UnreadableError, "onleesbaar"),
    "deep_odt": (errors.UnreadableError, "onleesbaar"),
    "long_line": (errors.TooLargeError, "te-groot"),
}


_HERE_BEFORE: set[int] = set()


@pytest.fixture(autouse=True)
def children_of_other_tests() -> None:
    """A browser that another test of this process keeps open is no left-over of reading."""
    _HERE_BEFORE.clear()
    _HERE_BEFORE.update(child.pid for child in psutil.Process().children())


def left_over() -> list[psutil.Process]:
    """Processes that were started in this test and are still there."""
    return [child for child in psutil.Process().children() if child.pid not in _HERE_BEFORE]


def two_sentences(message: str) -> bool:
    """What is wrong, and what to do: two sentences in the polite form, without shouting."""
    return message.count(". ") >= 1 and message.endswith(".") and "!" not in message and "Error" not in message


@pytest.mark.parametrize("name", REFUSED)
def test_no_draft_no_judgement_but_what_is_wrong_and_what_to_do(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kind, code = REFUSED[name]
    path = draft("hostile", name)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with pytest.raises(kind) as caught:
        read(path)
    assert list(tmp_path.iterdir()) == []
    assert not left_over()
    assert caught.value.code == code
    assert caught.value.exit_code == 3
    assert two_sentences(str(caught.value))


def test_there_is_a_reason_for_every_hostile_file() -> None:
    assert set(HOSTILE_BUILDERS) - set(REFUSED) == {"outside_entity", "deep_tables", "swelling_tree"}


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "weg.docx", "niet-gevonden"), (tmp_path, "map")):
        with pytest.raises(errors.UnreadableError) as caught:
            read(path)
        assert caught.value.code == code
        assert two_sentences(str(caught.value))


def test_a_terminal_code_in_a_file_name_goes_no_further(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[2Jb.docx"
    with pytest.raises(errors.UnreadableError) as caught:
        read(path)
    assert "\x1b" not in str(caught.value)
    path.write_text("Tekst van de visie.", encoding="utf-8")
    assert "\x1b" not in read(path).name


def test_nothing_of_the_machine_comes_along_with_an_entity() -> None:
    assert read(draft("hostile", "outside_entity")).text == "Voor  na."


def test_tables_as_deep_as_they_come_are_read() -> None:
    assert read(draft("hostile", "deep_tables")).text == "Diep."


@pytest.mark.parametrize("name", ["path_operators", "flate_bomb"])
def test_pdf_bombs_end_within_the_limits(tmp_path: Path, name: str) -> None:
    path = PDF_BUILDERS.build(name, tmp_path)
    begun = time.monotonic()
    with contextlib.suppress(errors.DocumentError):
        read(path)
    assert time.monotonic() - begun < 45
    assert not left_over()


@pytest.mark.parametrize("rlimits", [True, False], ids=["operating system", "watched"])
def test_a_file_that_swells_is_stopped(rlimits: bool) -> None:
    limits = replace(DEFAULT_LIMITS, memory=150 << 20, rlimits=rlimits)
    with pytest.raises(errors.TooLargeError) as caught:
        read(draft("hostile", "swelling_tree"), limits=limits)
    assert two_sentences(str(caught.value))
    assert not left_over()


@pytest.mark.parametrize("rlimits", [True, False], ids=["operating system", "watched"])
def test_a_file_that_takes_too_long_is_stopped(rlimits: bool) -> None:
    limits = replace(DEFAULT_LIMITS, seconds=0.3, rlimits=rlimits)
    begun = time.monotonic()
    with pytest.raises(errors.TimedOutError) as caught:
        read(draft("hostile", "swelling_tree"), limits=limits)
    assert time.monotonic() - begun < 5
    assert two_sentences(str(caught.value))
    assert not left_over()


def test_an_answer_that_is_too_long_is_refused() -> None:
    with pytest.raises(errors.TooLargeError):
        read(draft("docx", "whole_vision"), limits=replace(DEFAULT_LIMITS, output=500))


def test_a_child_that_dies_is_reported_and_the_next_file_is_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    from amorecheck.reading import sandbox

    with monkeypatch.context() as patched:
        patched.setattr(sandbox, "_BOOT", "import os; os.abort()")
        with pytest.raises(errors.UnreadableError) as caught:
            read(draft("docx", "plain"))
    assert two_sentences(str(caught.value))
    assert read(draft("docx", "plain")).format == "docx"


def test_reading_leaves_no_files_and_no_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    for name in ("zip_bomb", "broken_xml", "old_word"):
        with pytest.raises(errors.DocumentError):
            read(draft("hostile", name))
    read(draft("docx", "whole_vision"))
    assert list(tmp_path.iterdir()) == []
    assert not left_over()


@pytest.mark.parametrize(("kind", "name"), [("docx", "whole_vision"), ("docx", "text_box"), ("odt", "lists"), ("text", "markdown")])
def test_the_child_gives_what_reading_here_gives(kind: str, name: str) -> None:
    assert read(draft(kind, name)) == read(draft(kind, name), limits=None)
    assert read(draft(kind, name), limits=replace(DEFAULT_LIMITS, rlimits=False)) == read(draft(kind, name), limits=None)


def test_the_child_loads_no_language_model() -> None:
    import subprocess

    script = "import sys; from amorecheck.reading.formats import read_here; from pathlib import Path; read_here(Path(sys.argv[1])); print('spacy' in sys.modules, 'docx' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script, str(draft("docx", "plain"))], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


@pytest.mark.parametrize("limits", [DEFAULT_LIMITS, None], ids=["in the child", "here"])
def test_a_missing_program_is_a_matter_of_settings_and_not_of_the_draft(
    limits: Limits | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = PDF_BUILDERS.build("scan", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(errors.ConfigurationError, match=r"tesseract-ocr-nld.* probeer het weer\.$") as caught:
        read(path, ocr=True, limits=limits)
    assert caught.value.exit_code == 2


def test_memory_of_a_process_counts_what_it_uses() -> None:
    assert memory_of(os.getpid()) > 10 << 20
    assert memory_of(2**22 + 1) == 0


def test_relative_paths_and_names_with_accents_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "visie één.txt").write_text("Tekst van de visie.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert read(Path("visie één.txt"), limits=Limits()).text == "Tekst van de visie."


@pytest.mark.parametrize(("kind", "name"), NAMES)
def test_no_unsafe_character_comes_out(kind: str, name: str) -> None:
    found = read(draft(kind, name), limits=None)
    everything = found.text + found.title + found.name + "".join(one.text + one.label for one in (*found.blocks, *found.aside))
    assert not any((ord(letter) < 32 and letter not in "\t\n") or letter in "\x7f\u202e\ufffe\uffff" for letter in everything)
