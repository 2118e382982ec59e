"""Where an answer is missing, the report shows what came nearest; it never says that nothing is there when the topic came by."""

from __future__ import annotations

from pathlib import Path

from amorecheck import check
from amorecheck.reporting.model import Item, Verdict

FILLER = "Wij willen dat buren elkaar ontmoeten en naar elkaar omkijken, in elke straat en in elk dorp van onze gemeente. " * 6


def items(tmp_path: Path, sentence: str) -> dict[str, Item]:
    draft = tmp_path / "visie.txt"
    draft.write_text(f"Visie sociale basis\n\nOnze inzet\n\n{FILLER}\n\n{sentence}\n", "utf8")
    report = check(draft, model="nl_amore_sm")
    groups = next(f for f in report.frameworks if f.id == "bouwstenen").items
    return {item.id: item for group in groups for item in group.items}


def test_a_sentence_on_the_topic_is_shown_with_what_it_lacks(tmp_path: Path) -> None:
    item = items(tmp_path, "In 2024 is een wijkmonitor opgesteld.")["DK1"]
    assert item.verdict is Verdict.MISSING
    assert item.nearest is not None
    assert item.nearest.text == "In 2024 is een wijkmonitor opgesteld."
    assert item.nearest.lacks == ("De zin noemt gegevens, maar niet waarvoor u ze gebruikt.",)


def test_what_a_stance_kept_from_counting_is_nearer_than_a_word(tmp_path: Path) -> None:
    item = items(tmp_path, "Er is een wijkmonitor. Hoe wij deze cijfers gebruiken om te kiezen, werken wij later uit.")["DK1"]
    assert item.nearest is not None
    assert item.nearest.text.startswith("Hoe wij deze cijfers")


def test_nothing_is_shown_where_the_topic_does_not_come_by(tmp_path: Path) -> None:
    assert items(tmp_path, "De ijsbaan ligt achter het dorpshuis.")["DK1"].nearest is None


def test_a_remark_says_only_what_a_sentence_on_that_question_says(tmp_path: Path) -> None:
    """A note named in passing is no partner that is left out of the vision."""
    found = items(tmp_path, "Mantelzorg valt buiten dit koersdocument en is uitgewerkt in de regionale nota Informele zorg. De corporatie zorgt voor de ruimte.")
    assert found["SB3"].remarks == ()
