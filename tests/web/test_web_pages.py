"""What the filters let through, and which lenses are offered."""

from __future__ import annotations

from pathlib import Path

import pytest

from amorecheck.reporting.model import DocumentInfo, Framework, Item, Report, Tool, Verdict, walk
from amorecheck.web.lenses import Lens, offered_lenses
from amorecheck.web.pages import Filter, choices, count_items, read_filter, shown_frameworks

GONE, NAMED, DONE = Verdict.MISSING, Verdict.NAMED, Verdict.WORKED_OUT


def _report() -> Report:
    themes = Framework(
        id="themas", title="Thema's",
        items=(
            Item(id="T1", title="Samenhang", verdict=DONE, items=(Item(id="T1.doel", title="Doel", verdict=GONE),)),
            Item(id="T2", title="Mantelzorg", verdict=GONE),
        ),
    )  # fmt: skip
    blocks = Framework(
        id="bouwstenen", title="Bouwstenen",
        items=(
            Item(id="SB", title="Sociale basis", verdict=NAMED, items=(Item(id="SB1", title="Kijk", verdict=DONE), Item(id="SB2", title="Doelen", verdict=NAMED))),
            Item(id="IN", title="Inwoners", verdict=DONE, items=(Item(id="IN1", title="Rol", verdict=DONE), Item(id="IN2", title="Wie", verdict=DONE))),
        ),
    )  # fmt: skip
    amore = Framework(id="amore", title="AMORE", items=(Item(id="AMORE.A", title="Ambitie", verdict=NAMED, score=20.0), Item(id="AMORE.O", title="Eigen", verdict=DONE, score=90.0)))
    document = DocumentInfo(name="visie.docx", sha256="0" * 64, format="docx")
    return Report(tool=Tool(version="1", model="m", rules="r"), document=document, frameworks=(themes, blocks, amore), evidence=())


def _shown(wanted: Filter) -> list[str]:
    return [item.id for framework in shown_frameworks(_report(), wanted) for item in walk(framework.items)]


def test_without_a_filter_everything_is_shown() -> None:
    assert shown_frameworks(_report(), Filter()) == _report().frameworks
    assert count_items(_report().frameworks) == 8


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        (Filter("gaten"), ["T2", "SB", "SB2"]),
        (Filter("ontbreekt"), ["T2"]),
        (Filter("alles", "T1"), ["T1", "T1.doel"]),
        (Filter("alles", "IN"), ["IN", "IN1", "IN2"]),
        (Filter("gaten", "IN"), []),
        (Filter("gaten", "SB"), ["SB", "SB2"]),
        (Filter("alles", "kader-amore"), ["AMORE.A", "AMORE.O"]),
        (Filter("gaten", "kader-amore"), ["AMORE.A"]),
    ],
)
def test_a_filter_shows_what_it_says(wanted: Filter, shown: list[str]) -> None:
    assert _shown(wanted) == shown


def test_the_parts_are_themes_bouwstenen_and_the_rest() -> None:
    groups = {title: [choice.value for choice in group] for title, group in choices(_report())}
    assert groups == {"Thema's": ["T1", "T2"], "Bouwstenen": ["SB", "IN"], "Overig": ["kader-amore"]}


@pytest.mark.parametrize(("show", "part"), [("", ""), ("onzin", "onzin"), ("<script>", "kader-"), ("alles", "T1.doel")])
def test_a_filter_that_does_not_exist_is_no_filter(show: str, part: str) -> None:
    assert read_filter(_report(), show, part) == Filter("alles", "")


def test_lenses_are_found_by_the_heads_of_the_rule_files(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "a.yaml").write_text("# uitleg\nid: wijkprogramma\ntitle: 'Het wijkprogramma: past het?'\nlens: true\nitems:\n  - id: X\n")
    (rules / "b.yaml").write_text("id: themas\ntitle: Thema's\nitems:\n  - id: T1\n    lens: true\n")
    (rules / "c.yaml").write_text("id: [kapot\nitems: []\n")
    assert offered_lenses(tmp_path) == (Lens("wijkprogramma", "Het wijkprogramma: past het?"),)


def test_the_offered_lenses_are_those_of_the_rules() -> None:
    """The page reads only the heads; the rules are the judge of what a lens is."""
    from amorecheck import load_rules

    assert [lens.id for lens in sorted(offered_lenses(), key=lambda lens: lens.id)] == sorted(framework.id for framework in load_rules().frameworks if framework.lens)
