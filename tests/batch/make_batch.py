"""Invented batches for the tests of overview, shared sentences, profile and gates: no model, no reader, any number of drafts.

Items, titles and rules are those that ship; verdicts and scores come from a seeded dice, so that the same batch is made
every time. No municipality in it exists.

Run as a script to look at a large overview: python tests/batch/make_batch.py NUMBER FOLDER
"""

from __future__ import annotations

import dataclasses
import random
import sys
from collections.abc import Sequence
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from amorecheck.batch.outcome import UNREAD, Outcome, Passage
from amorecheck.judging.scoring import group_verdict, score_of_items
from amorecheck.reporting.model import (
    DocumentInfo,
    Evidence,
    Framework,
    Item,
    Measure,
    Report,
    Tool,
    Verdict,
    Why,
)
from amorecheck.rules.load import load_rules
from amorecheck.rules.schema import ItemRule
from amorecheck.versions import data_folder

TOOL = Tool(version="0.1.0", model="nl_amore_sm 0.1.0", rules="3f9a61c2b7d04e58" * 4)
FIRST = "Linder Noorder Ooster Wester Zuider Veld Broek Hoog Laag Nieuw Oud Berg Meer Duin Bos Rijn Vecht Elzen Wilgen Zand Klei Eik".split()
LAST = "voort wolde meren rade dam wijk stede horst beek brug huizen loo zijl drecht hoven akker".split()


@cache
def municipalities() -> tuple[str, ...]:
    """Invented names; any that happens to exist is left out."""
    real = (data_folder("lexicons") / "gemeenten.tsv").read_text("utf-8")
    return tuple(name for a, b in product(FIRST, LAST) if (name := a + b) not in real)


def paragraphs(*texts: str) -> tuple[Passage, ...]:
    """Texts as the paragraphs of one draft, with a blank line between them."""
    out, at = [], 0
    for number, text in enumerate(texts, 1):
        out.append(Passage(text, at, at + len(text), page=1 + number // 6, section=("Visie", f"{1 + number // 4} Samen"), paragraph=number))
        at += len(text) + 2
    return tuple(out)


def draft(name: str, municipality: str = "", *, level: float = 0.5, seed: int = 0, texts: Sequence[str] = ()) -> Outcome:
    """A judged draft. level: 0 for a weak one, 1 for a strong one. texts: its paragraphs, for what it shares."""
    dice = random.Random(f"{name} {seed}")
    evidence: list[Evidence] = []
    frameworks = []
    for rule in load_rules().frameworks:
        items = tuple(_item(item, dice, level, evidence) for item in rule.items if not item.hidden)
        if items and not rule.lens:
            score = score_of_items(items)
            frameworks.append(Framework(id=rule.id, title=rule.title, source=rule.source, score=score, items=items))
    document = DocumentInfo(name=Path(name).name, sha256="a4" * 32, format="docx", words=900 + dice.randrange(6000), municipality=municipality)
    report = Report(tool=TOOL, document=document, frameworks=tuple(frameworks), evidence=tuple(evidence))
    return Outcome(name, municipality, report, passages=paragraphs(*texts), source=name)


def unread(name: str, municipality: str = "", reason: str = "Het bestand is met een wachtwoord beveiligd. Sla het op zonder wachtwoord.") -> Outcome:
    return Outcome(name, municipality, error=reason, exit_code=UNREAD, code="versleuteld", source=name)


def batch(number: int) -> list[Outcome]:
    """`number` drafts of as many municipalities as there are names; some weak, some strong, one in fifty unread."""
    names = municipalities()
    out = []
    for n in range(number):
        name, path = names[n % len(names)], f"visies/{names[n % len(names)].lower()}-{n // len(names) + 1}.docx"
        if n % 50 == 17:
            out.append(unread(path, name))
            continue
        dice = random.Random(n)
        own = [_sentence(dice) for _ in range(12)]
        out.append(draft(path, name, level=min(1, max(0, dice.gauss(0.5, 0.2))), texts=[*own, *(STOCK[k] for k in range(len(STOCK)) if dice.random() < 0.06)]))
    return out


STOCK = (
    "Wij werken aan een sterke sociale basis waarin iedereen naar vermogen kan meedoen en niemand aan de kant staat.",
    "De inwoner staat centraal en wij sluiten aan bij de eigen kracht van mensen en hun netwerk.",
    "Samen met onze partners zetten wij in op ontmoeting, preventie en lichte ondersteuning dicht bij huis.",
    "In het Gezond en Actief Leven Akkoord is afgesproken dat gemeenten de sociale basis versterken.",
)
_WORDS = """de een wij onze inwoners buurt dorp dorpshuis vrijwilligers mantelzorgers elke maand koffie eettafel kerk sport jongeren ouderen plan
tuin straat samen maken helpen vragen zoeken kennen bouwen vieren winter zomer markt brug molen haven akker fiets bus school huisarts muziek""".split()


def _sentence(dice: random.Random) -> str:
    return " ".join(dice.choice(_WORDS) for _ in range(dice.randint(10, 18))).capitalize() + "."


def _item(rule: ItemRule, dice: random.Random, level: float, evidence: list[Evidence]) -> Item:
    children = tuple(_item(child, dice, level, evidence) for child in rule.items if not child.hidden)
    if children and not rule.evidence:
        return Item(id=rule.id, title=rule.title, question=rule.question, items=children, verdict=group_verdict([c.verdict for c in children]), score=score_of_items(children))
    score = round(min(100, max(0, 100 * level + dice.gauss(0, 22))), 1)
    verdict = Verdict.WORKED_OUT if score >= 65 else Verdict.NAMED if score >= 35 else Verdict.MISSING
    measures = tuple(Measure(name=m.name, title=m.title, says="Gemeten.", value=score, score=round(score / 100, 4), weight=m.weight) for m in rule.measures)
    ids = ()
    if verdict is not Verdict.MISSING and rule.evidence:
        pattern = dice.choice(rule.evidence)
        piece = Evidence(
            id=f"e{len(evidence) + 1}", items=(rule.id,), text=_sentence(dice), start=100 * len(evidence), end=100 * len(evidence) + 80, page=dice.randint(1, 30),
            section=("Visie", "2 Elkaar kennen"), paragraph=dice.randint(1, 90), why=(Why(item=rule.id, rule=pattern.name, says=pattern.says, points=2.0),),
        )  # fmt: skip
        evidence.append(piece)
        ids = (piece.id,)
    return Item(
        id=rule.id, title=rule.title, question=rule.question, weight=rule.weight, verdict=verdict, score=0.0 if verdict is Verdict.MISSING and not measures else score,
        advice=rule.advice.ontbreekt, ask=rule.ask, evidence=ids, measures=measures, items=children,
    )  # fmt: skip


def with_verdict(outcome: Outcome, name: str, verdict: Verdict, sentence: str = "") -> Outcome:
    """The outcome with one item's verdict changed, and the sentence it rests on."""
    assert outcome.report is not None
    report = outcome.report
    found = next((piece for piece in report.evidence if name in piece.items), None)
    piece = (found or Evidence(id="e9999", items=(name,), text="", start=10, end=90)).model_copy(update={"text": sentence})
    others = tuple(p for p in report.evidence if p.id != piece.id)

    def changed(item: Item) -> Item:
        inner = item.model_copy(update={"items": tuple(changed(child) for child in item.items)})
        return inner if item.id != name else inner.model_copy(update={"verdict": verdict, "evidence": (piece.id,) if sentence else ()})

    frameworks = tuple(f.model_copy(update={"items": tuple(map(changed, f.items))}) for f in report.frameworks)
    return dataclasses.replace(outcome, report=report.model_copy(update={"frameworks": frameworks, "evidence": (*others, piece) if sentence else others}))


def find(node: Any, selector: str) -> list[Any]:
    """Elements below a node: 'table.map tbody tr', tags and classes only."""
    steps = []
    for part in selector.split():
        tag, _, name = part.partition(".")
        steps.append((tag or "*") + (f"[contains(concat(' ', @class, ' '), ' {name} ')]" if name else ""))
    return list(node.xpath(".//" + "//".join(steps)))


def main(number: str, folder: str) -> None:
    from amorecheck.batch.overview import (
        build_overview,
        overview_csv,
        render_overview_html,
        write_overview_xlsx,
    )
    from amorecheck.batch.profile import profile_rules
    from amorecheck.batch.shared import find_shared, with_shared

    outcomes = batch(int(number))
    shared = find_shared(outcomes)
    outcomes = [with_shared(outcome, shared) for outcome in outcomes]
    overview = build_overview(outcomes, shared, profile_rules(outcomes, load_rules()))
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    (target / "overzicht.html").write_text(render_overview_html(overview), "utf-8")
    (target / "overzicht.csv").write_text(overview_csv(overview), "utf-8", newline="")
    with (target / "overzicht.xlsx").open("wb") as stream:
        write_overview_xlsx(overview, stream)


if __name__ == "__main__":
    main(*sys.argv[1:])
