"""Sentences that municipalities share: which are found, which are not, which are quotes, and what that does to a report."""

from __future__ import annotations

import dataclasses
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make_batch import STOCK, _sentence, draft, with_verdict

from amorecheck.batch.outcome import Outcome
from amorecheck.batch.shared import find_shared, with_shared
from amorecheck.batch.shared_sources import load_sources
from amorecheck.errors import RuleError
from amorecheck.reporting.model import Item, Verdict, Waiver
from amorecheck.rules.load import load_rules

SENTENCE = "In elk dorp komt een huiskamer waar buren elkaar ontmoeten en samen koken voor wie dat niet meer kan."
NAMED = "In {} kijken buren naar elkaar om en weet iedereen de weg naar het dorpshuis aan de haven te vinden."


def own(seed: int, number: int = 20) -> list[str]:
    dice = random.Random(seed)
    return [_sentence(dice) for _ in range(number)]


def two(first: str, second: str, names: tuple[str, str] = ("Linderwolde", "Veldmeren")) -> list[Outcome]:
    return [draft("a.docx", names[0], texts=[*own(1), first]), draft("b.docx", names[1], texts=[*own(2), second])]


def criterion(outcome: Outcome) -> Item:
    assert outcome.report is not None
    return next(item for framework in outcome.report.frameworks for item in framework.items if item.id == "AMORE.O")


def test_a_sentence_in_two_municipalities_is_listed_with_both_places() -> None:
    shared = find_shared(two(SENTENCE, f"Wij kiezen. {SENTENCE} Dat is nieuw."))
    assert [passage.text for passage in shared.own] == [SENTENCE]
    first, second = shared.own[0].places
    assert (first.name, first.municipality, second.name, second.municipality) == ("a.docx", "Linderwolde", "b.docx", "Veldmeren")
    assert second.end - second.start == len(SENTENCE)
    assert first.paragraph == 21
    assert shared.drafts["a.docx"].shared == 1


@pytest.mark.parametrize(
    "other",
    [
        SENTENCE.upper(),
        SENTENCE.replace("huiskamer", "ontmoetingsplek"),
        SENTENCE.replace(" en samen koken", ", en samen koken"),
        SENTENCE.replace("In elk dorp", "In alle dorpen"),
    ],
)
def test_a_sentence_that_was_edited_a_little_is_the_same_one(other: str) -> None:
    assert len(find_shared(two(SENTENCE, other)).own) == 1


def test_a_sentence_with_the_own_name_put_in_is_the_same_one() -> None:
    shared = find_shared(two(NAMED.format("Linderwolde"), NAMED.format("Veldmeren")))
    assert len(shared.own) == 1


@pytest.mark.parametrize(
    "other",
    [
        "In elk dorp komt een plein waar jongeren sporten en muziek maken zonder dat iemand daar last van heeft.",
        "Waar buren elkaar ontmoeten, ontstaat vanzelf meer dan een beleidsnota ooit kan voorschrijven of betalen.",
        "In elk dorp komt een huiskamer.",
    ],
)
def test_another_sentence_on_the_same_subject_is_not(other: str) -> None:
    assert find_shared(two(SENTENCE, other)).passages == ()


def test_versions_of_one_municipality_do_not_share() -> None:
    shared = find_shared([*two(SENTENCE, SENTENCE, ("Linderwolde", "linderwolde ")), draft("c.docx", "Veldmeren", texts=own(3))])
    assert shared.passages == ()


def test_two_versions_of_a_draft_of_an_unknown_municipality_do_not_share() -> None:
    text = own(1)
    outcomes = [draft("mei.docx", texts=text), draft("juni.docx", texts=[*text, SENTENCE]), draft("v.docx", "Veldmeren", texts=[*own(2), SENTENCE])]
    shared = find_shared(outcomes)
    assert [passage.text for passage in shared.passages] == [SENTENCE]


@pytest.mark.parametrize(
    "quote",
    [
        "In het Gezond en Actief Leven Akkoord is afgesproken dat gemeenten de sociale basis verder versterken.",
        "Volgens de Wmo 2015 is het bevorderen van sociale samenhang een taak van elke gemeente in het land.",
        "Een bewoner zei: «Ik kom hier elke dag, want thuis is er niemand die vraagt hoe het gaat vandaag».",
        "Hoe is de verhouding tussen kwantitatieve en kwalitatieve data in onze gemeente?",
        "Mantelzorg is hulp die rechtstreeks voortvloeit uit een tussen personen bestaande sociale relatie en die niet wordt verleend in het kader van een hulpverlenend beroep, als bedoeld in de Wmo.",
    ],
)
def test_law_agreement_and_quotes_are_set_apart_and_cost_nothing(quote: str) -> None:
    outcomes = two(quote, quote)
    shared = find_shared(outcomes)
    assert shared.own == ()
    assert [passage.text for passage in shared.quoted] == [quote]
    assert shared.drafts["a.docx"].percentage == 100
    assert criterion(with_shared(outcomes[0], shared)).score == criterion(outcomes[0]).score


def test_a_law_named_in_a_sentence_of_ones_own_is_apart_only_when_many_have_it() -> None:
    sentence = "Naast de Wmo zetten wij in onze dorpen vooral in op de kracht van verenigingen en dorpshuizen."
    outcomes = [draft(f"{n}.docx", f"Gemeente {n}", texts=[*own(n), sentence]) for n in range(3)]
    assert len(find_shared(outcomes[:2]).own) == 1
    assert len(find_shared(outcomes).quoted) == 1


def test_the_order_of_the_drafts_makes_no_difference() -> None:
    outcomes = [draft(f"{n}.docx", f"Gemeente {n}", texts=[*own(n, 6), *STOCK[n % 3 :], SENTENCE.replace("dorp", "dorp of wijk") if n % 2 else SENTENCE]) for n in range(8)]
    shuffled = outcomes[:]
    random.Random(4).shuffle(shuffled)
    assert find_shared(outcomes) == find_shared(shuffled)


def test_sharing_lowers_onderscheidend_and_the_report_says_why() -> None:
    text = own(1, 10)
    outcomes = [draft("a.docx", "Linderwolde", level=0.9, texts=text), draft("b.docx", "Veldmeren", texts=[*text[:8], *own(2, 4)])]
    shared = find_shared(outcomes)
    before, after = criterion(outcomes[0]), criterion(with_shared(outcomes[0], shared))
    assert before.score is not None
    assert after.score is not None
    assert after.score < before.score
    measure = after.measures[-1]
    assert measure.says == "8 van de 10 zinnen staan ook in een visie van een andere gemeente uit deze batch (bij 1 andere gemeente)."
    report = with_shared(outcomes[0], shared).report
    assert report is not None
    pieces = {piece.id: piece for piece in report.evidence}
    assert [why.says for why in pieces[after.contra[-1]].why] == ["staat ook in de visie van Veldmeren"]
    assert "Veldmeren" in after.suggestion
    framework = next(f for f in report.frameworks if f.id == "amore")
    assert framework.score == pytest.approx(sum(i.score or 0 for i in framework.items) / 5, abs=0.06)


def test_a_draft_that_shares_nothing_keeps_its_score_and_verdict() -> None:
    outcomes = two(SENTENCE, STOCK[0])
    for outcome in outcomes:
        before, after = criterion(outcome), criterion(with_shared(outcome, find_shared(outcomes)))
        assert (after.score, after.verdict, after.advice) == (before.score, before.verdict, before.advice)
        assert after.measures[-1].weight == 0


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 12), st.integers(0, 12))
def test_sharing_more_never_raises_the_score(less: int, more: int) -> None:
    less, more = sorted((less, more))
    text = own(1, 12)

    def score(number: int) -> float:
        outcomes = [draft("a.docx", "Linderwolde", level=0.7, texts=text), draft("b.docx", "Veldmeren", texts=[*text[:number], *own(2, 3)])]
        return criterion(with_shared(outcomes[0], find_shared(outcomes))).score or 0.0

    assert score(more) <= score(less)


def test_an_advisers_own_verdict_stands() -> None:
    text = own(1, 10)
    outcome = with_verdict(draft("a.docx", "Linderwolde", level=0.9, texts=text), "AMORE.O", Verdict.WORKED_OUT)
    assert outcome.report is not None
    waiver = Waiver(verdict=Verdict.WORKED_OUT, reason="Wij waren de eersten.", date="2026-11-02", original=Verdict.NAMED)
    frameworks = tuple(f.model_copy(update={"items": tuple(i.model_copy(update={"waiver": waiver}) if i.id == "AMORE.O" else i for i in f.items)}) for f in outcome.report.frameworks)
    outcome = dataclasses.replace(outcome, report=outcome.report.model_copy(update={"frameworks": frameworks}))
    shared = find_shared([outcome, draft("b.docx", "Veldmeren", texts=text)])
    assert criterion(with_shared(outcome, shared)).verdict is Verdict.WORKED_OUT
    assert criterion(with_shared(outcome, shared)).score == criterion(outcome).score


def test_one_municipality_alone_has_nothing_to_share() -> None:
    outcomes = [draft("a.docx", "Linderwolde", texts=own(1))]
    shared = find_shared(outcomes)
    assert shared.drafts == {}
    assert with_shared(outcomes[0], shared) == outcomes[0]


def test_the_work_grows_with_the_number_of_drafts_and_not_with_its_square() -> None:
    """Four times the drafts may take six times as long, not sixteen. All share some sentences, the worst case for pairs."""

    def seconds(number: int) -> float:
        outcomes = [dataclasses.replace(template, name=f"{n}.docx", municipality=f"G{n}", passages=draft("x", texts=[*own(n, 12), *STOCK]).passages) for n in range(number)]
        taken = []
        for _ in range(2):
            start = time.process_time()
            find_shared(outcomes)
            taken.append(time.process_time() - start)
        return min(taken)

    template = draft("a.docx", "A")
    seconds(20)
    assert seconds(240) < 6 * max(seconds(60), 0.02)


def test_a_wrong_line_in_the_list_of_sources_is_named(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path)) / "lexicons"
    folder.mkdir()
    (folder / "landelijke-bronnen.tsv").write_text("# goed\nbron\twmo\nwet\tjeugdwet\n", "utf-8")
    with pytest.raises(RuleError, match=r"landelijke-bronnen\.tsv:3"):
        load_sources(folder.parent)


def test_the_weight_and_borders_stand_in_the_rules() -> None:
    rule = next(item for item in load_rules().items.values() if item.batch_measures)
    assert rule.id == "AMORE.O"
    assert rule.batch_measures[0].low < rule.batch_measures[0].high <= 100
