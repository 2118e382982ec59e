"""What a domain expert reads of the rules on the command line: questions, patterns in words, word lists, examples."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from amorecheck.cli import main

RULE = """id: proef
title: Proef
items:
  - id: X1
    title: Fietsen
    question: Wie fietst er?
    ask: Wie fietst er bij u?
    advice: {ontbreekt: Schrijf op wie er fietst.}
    topic: [fietsen]
    evidence:
      - {name: wie-fietst, says: de zin zegt wie er fietst, all: [fietsen, "onderwerp:bewoner|%naam"], none: ["kop:fietsen"], near: 6}
    examples:
      hit: ["De bewoners fietsen samen naar het dorp.", {kop: Onderweg, zin: "Bewoners fietsen graag."}]
      miss: ["Er komt een fietspad.", "Bewoners fietsen niet."]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Rules of one's own: one question, two word lists."""
    for folder, name, text in (
        ("rules", "proef.yaml", RULE),
        ("lexicons", "fietsen.yaml", "id: fietsen\ntitle: Fietsen\nterms: [fietsen, trappen]\n"),
        ("lexicons", "bewoner.yaml", "id: bewoner\ntitle: Bewoner\nterms: [bewoner]\n"),
    ):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).write_text(text, "utf8")
    return tmp_path


def shown(*arguments: str) -> str:
    done = CliRunner().invoke(main, ["rules", *arguments])
    assert done.exit_code == 0, done.output
    return " ".join(done.output.split())


def test_an_item_is_shown_in_words_with_its_lists_and_examples(root: Path) -> None:
    told = shown("show", "x1", "--rules", str(root))
    wanted = [
        "X1 Fietsen", "Vraag: Wie fietst er?", "+2 de zin zegt wie er fietst", "met fietsen", "met bewoner als onderwerp of %naam", "zonder fietsen", "binnen 6 woorden",
        "bewoner: bewoner", "fietsen: fietsen, trappen", "Advies als het ontbreekt: Schrijf op wie er fietst.", "Vraag voor het gesprek: Wie fietst er bij u?",
        "dan toont het rapport een zin met een woord uit: fietsen.", "Telt wel:", "Bewoners fietsen graag. (onder de kop «Onderweg»)", "Telt niet:", "Er komt een fietspad.",
    ]  # fmt: skip
    assert [part for part in wanted if part not in told] == []
    places = [told.index(part) for part in wanted]
    assert places == sorted(places)


def test_the_list_has_every_question(root: Path) -> None:
    assert "X1 Wie fietst er?" in shown("list", "--rules", str(root))
    assert "DK1 " in shown("list")


def test_an_item_that_does_not_exist_is_said() -> None:
    done = CliRunner().invoke(main, ["rules", "show", "ZZ9"])
    assert done.exit_code == 2
    assert "«ZZ9» bestaat niet" in done.output
