"""A theme is worked out when its own matrix says so: much talk about carers without goal, partners or wijk is not."""

from __future__ import annotations

from pathlib import Path

from amorecheck import check
from amorecheck.reporting.model import Item, Verdict

TALK = [
    "Mantelzorgers zijn voor ons onmisbaar.",
    "Wie zorgt voor een naaste, verdient waardering.",
    "Overbelasting van mantelzorgers komt steeds vaker voor.",
    "Jonge mantelzorgers vergeten we niet.",
    "Mantelzorg raakt iedereen een keer.",
    "Het belang van mantelzorg groeit door de vergrijzing.",
]
WORKED_OUT = [
    "In 2029 kent iedere mantelzorger in onze gemeente iemand die de zorg kan overnemen.",
    "Het steunpunt mantelzorg houdt vanaf januari in iedere wijk een eigen spreekuur voor mantelzorgers.",
    "Welzijnsorganisatie De Brug regelt de respijtzorg voor mantelzorgers.",
]


def theme(tmp_path: Path, sentences: list[str]) -> Item:
    draft = tmp_path / "visie.txt"
    filler = "Buren kennen elkaar hier bij de voornaam en helpen elkaar door de week heen. " * 6
    draft.write_text("Visie sociale basis\n\n" + filler + "\n\n" + "\n\n".join(sentences) + "\n", "utf8")
    framework = next(f for f in check(draft, model="nl_amore_sm").frameworks if f.id == "themas")
    return next(item for item in framework.items if item.id == "T2")


def found(item: Item) -> int:
    return sum(part.verdict is not Verdict.MISSING for part in item.items)


def test_much_talk_without_its_parts_is_named_and_scores_below_worked_out(tmp_path: Path) -> None:
    item = theme(tmp_path, TALK)
    assert found(item) < 2
    assert item.verdict is Verdict.NAMED
    assert item.score is not None
    assert item.score < 70
    assert "doel, aanpak, partners en wijk" in item.advice


def test_the_same_talk_with_a_goal_an_approach_and_partners_is_worked_out(tmp_path: Path) -> None:
    item = theme(tmp_path, TALK + WORKED_OUT)
    assert found(item) >= 2
    assert item.verdict is Verdict.WORKED_OUT
