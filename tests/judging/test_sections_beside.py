"""How a vision came about is often told in its reading guide or in a report on talks: that answers who took part, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from amorecheck import check
from amorecheck.reporting.model import Item, Report, Verdict

BODY = "De gemeente Lekwaarden kiest voor ontmoeting in elke wijk en opent in 2026 vier huiskamers voor de buurt. " * 8


def judged(tmp_path: Path, section: str) -> Report:
    path = tmp_path / "visie.md"
    path.write_text(f"# Samen in Lekwaarden\n\n## Onze keuzes\n\n{BODY}\n\n{section}\n", encoding="utf-8")
    return check(path, model="nl_amore_sm")


def item(report: Report, code: str) -> Item:
    found = {i.id: i for f in report.frameworks for top in f.items for i in (top, *top.items)}
    return found[code]


@pytest.mark.parametrize(
    "section",
    [
        "## Leeswijzer\n\nDeze visie is gemaakt met zestig inwoners, die in vier avonden hun wensen opschreven.",
        "## Bijlage 1: Verslag van de bijeenkomsten\n\nOp 3 maart spraken wij in het dorpshuis met veertig bewoners over deze visie.",
    ],
    ids=["leeswijzer", "verslag"],
)
def test_who_took_part_may_stand_beside_the_vision(section: str, tmp_path: Path) -> None:
    report = judged(tmp_path, section)
    involved = item(report, "P")
    assert involved.verdict is not Verdict.MISSING
    evidence = {e.id: e for e in report.evidence}[involved.evidence[0]]
    assert evidence.text in section
    assert evidence.section[-1] in section
    assert evidence.items == ("P",)


def test_what_people_said_there_is_still_not_the_vision(tmp_path: Path) -> None:
    said = "## Bijlage 1: Verslag van de bijeenkomsten\n\nOp 3 maart spraken wij met veertig bewoners. Mantelzorgers willen een vast aanspreekpunt en een weekend vrij."
    report = judged(tmp_path, said)
    assert item(report, "T2").verdict is Verdict.MISSING
    assert item(report, "T2").nearest is None
    assert any("alleen voor betrokkenheid" in part for part in report.document.skipped)


def test_reactions_of_others_do_not_tell_how_it_was_made(tmp_path: Path) -> None:
    report = judged(tmp_path, "## Bijlage 2: Reactienota\n\nWij spraken met veertig bewoners over deze visie.")
    assert item(report, "P").verdict is Verdict.MISSING
