"""Which pipeline judges, what it is called, and what a user reads when it is not there."""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import spacy

from amorecheck.errors import ModelError
from amorecheck.language.pipeline import PREFERRED, load_pipeline, model_name, shipped_model_path

if TYPE_CHECKING:
    from spacy.language import Language

BLOCKS = [
    "De gemeente zet in op sterke wijken. Inwoners en organisaties doen mee.",
    "Ontmoeten en meedoen",
    "",
    "Wij pakken eenzaamheid samen met de dorpsraden aan; dat doen we in 2026.",
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline("nl_amore_sm")


def annotations(doc: spacy.tokens.Doc) -> list[tuple[str, str, str, int, bool]]:
    return [(token.lemma_, token.pos_, token.dep_, token.head.i, bool(token.is_sent_start)) for token in doc]


def test_a_report_can_name_model_and_version(nlp: Language) -> None:
    version = json.loads((shipped_model_path() / "meta.json").read_text(encoding="utf8"))["version"]
    assert model_name(nlp) == f"nl_amore_sm {version}"


def test_auto_takes_the_shipped_model_where_no_other_is_installed() -> None:
    expected = PREFERRED if spacy.util.is_package(PREFERRED) else "nl_amore_sm"
    assert model_name(load_pipeline("auto")).split()[0] == expected


def test_a_model_can_be_given_as_a_folder() -> None:
    assert model_name(load_pipeline(str(shipped_model_path()))).startswith("nl_amore_sm ")


def test_a_missing_core_model_says_how_to_install_it_and_what_else_to_do() -> None:
    with pytest.raises(ModelError, match=r"niet geïnstalleerd.*spacy download nl_core_news_xx.*--model nl_amore_sm"):
        load_pipeline("nl_core_news_xx")


@pytest.mark.parametrize("name", ["bestaat-niet", "map/die/niet/bestaat", "../models", ""])
def test_an_unknown_model_says_so_in_dutch(name: str) -> None:
    with pytest.raises(ModelError, match="Er is geen taalmodel"):
        load_pipeline(name)


def test_a_model_without_what_the_rules_need_is_refused(tmp_path: Path) -> None:
    spacy.blank("nl").to_disk(tmp_path / "leeg")
    with pytest.raises(ModelError, match="geeft geen woordsoorten en geen lemma's en geen zinsontleding"):
        load_pipeline(str(tmp_path / "leeg"))


def test_a_model_for_another_language_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "engels")
    with pytest.raises(ModelError, match=r"Nederlands|geeft geen"):
        load_pipeline(str(tmp_path / "engels"))


def test_a_damaged_model_is_refused_in_dutch(tmp_path: Path) -> None:
    (tmp_path / "config.cfg").write_text("[nlp]\nlang = nl\npipeline = 3\n", encoding="utf8")
    with pytest.raises(ModelError, match="kan niet worden geladen"):
        load_pipeline(str(tmp_path))


def test_importing_the_module_does_not_load_spacy() -> None:
    code = "import sys, amorecheck.language.pipeline, amorecheck.language.lemmas; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_it_loads_without_warnings_on_any_spacy_3_8() -> None:
    assert json.loads((shipped_model_path() / "meta.json").read_text(encoding="utf8"))["spacy_version"] == ">=3.8,<3.9"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        spacy.load(shipped_model_path())


def test_the_model_stays_small_and_carries_its_licence_and_card() -> None:
    folder = shipped_model_path()
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) <= 15_000_000
    assert "Attribution-ShareAlike 4.0" in (folder / "LICENSE").read_text(encoding="utf8")
    assert "CC BY-SA 4.0" in (folder / "README.md").read_text(encoding="utf8")


def test_sentences_are_cut_inside_a_block(nlp: Language) -> None:
    doc = nlp(BLOCKS[0])
    assert [sentence.text for sentence in doc.sents] == [
        "De gemeente zet in op sterke wijken.",
        "Inwoners en organisaties doen mee.",
    ]


def test_the_same_text_gets_the_same_annotations_alone_and_in_a_batch(nlp: Language) -> None:
    together = [annotations(doc) for doc in nlp.pipe(BLOCKS)]
    assert together == [annotations(nlp(block)) for block in BLOCKS]
    assert together == [annotations(doc) for doc in nlp.pipe(BLOCKS, batch_size=1)]
