"""Gates of a build server: what fails, what the baseline excuses, and that JUnit, SARIF and annotations say the same."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from click.testing import CliRunner, Result
from make_batch import draft, unread, with_verdict

from amorecheck.batch.outcome import Outcome
from amorecheck.ci.command import GateOptions, finish
from amorecheck.cli import main
from amorecheck.errors import ConfigurationError
from amorecheck.reporting.model import Evidence, Verdict

SARIF_SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0.json").read_text("utf-8"))
SENTENCE = "Van de welzijnsorganisatie verwachten wij elk kwartaal een gesprek."


def judged(name: str = "visie.docx", **verdicts: Verdict) -> Outcome:
    """A strong draft with some verdicts set."""
    outcome = draft(name, "Linderwolde", level=1.0)
    for item, verdict in verdicts.items():
        outcome = with_verdict(outcome, item, verdict, SENTENCE if verdict is not Verdict.MISSING else "")
    return outcome


def gates(**values: object) -> GateOptions:
    return GateOptions(**{"github": False, **values})  # type: ignore[arg-type]


def check(folder: Path, outcome: Outcome, *options: str) -> Result:
    """`amorecheck check` on the outcome's report, saved as JSON, from within `folder`."""
    assert outcome.report is not None
    (folder / "rapport.json").write_text(outcome.report.to_json(), "utf-8")
    return CliRunner().invoke(main, ["check", str(folder / "rapport.json"), *options])


@pytest.fixture(autouse=True)
def outside_a_build_server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("require", "code"),
    [("WS1", 0), ("WS1:genoemd", 0), ("WS1:uitgewerkt", 1), ("WS1=uitgewerkt", 1), ("GE1", 1), ("T1:uitgewerkt", 0), ("XX9", 2), ("WS1:prachtig", 2)],
)
def test_require_asks_for_at_least_named_or_worked_out(tmp_path: Path, require: str, code: int) -> None:
    outcome = judged(WS1=Verdict.NAMED, GE1=Verdict.MISSING, T1=Verdict.WORKED_OUT)
    done = check(tmp_path, outcome, "--require", require)
    assert done.exit_code == code, done.output
    if code == 1:
        assert "gevraagd is" in done.stderr
    if code == 2:
        assert done.stderr.startswith("Fout: ")


def test_a_sub_item_and_a_criterion_can_be_required(tmp_path: Path) -> None:
    outcome = judged(**{"AMORE.O": Verdict.NAMED, "T1.doel": Verdict.MISSING})
    assert check(tmp_path, outcome, "--require", "AMORE.O").exit_code == 0
    assert check(tmp_path, outcome, "--require", "AMORE.O:uitgewerkt").exit_code == 1
    assert check(tmp_path, outcome, "--require", "T1.doel").exit_code == 1


def test_what_cannot_be_judged_meets_no_requirement(tmp_path: Path) -> None:
    assert check(tmp_path, judged(T1=Verdict.CANNOT_TELL), "--require", "T1").exit_code == 1


def test_fail_under_is_about_the_score_as_a_whole(tmp_path: Path) -> None:
    weak = draft("a.docx", level=0.3)
    assert check(tmp_path, weak, "--fail-under", "80").exit_code == 1
    assert check(tmp_path, weak, "--fail-under", "5").exit_code == 0
    assert check(tmp_path, weak).exit_code == 0


def test_in_a_batch_the_worst_wins_and_each_draft_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    bad, good = judged("slecht.docx", T1=Verdict.MISSING), judged("goed.docx", T1=Verdict.NAMED)
    assert finish([good], gates(require=("T1",))) == 0
    assert finish([good, bad], gates(require=("T1",))) == 1
    said = capsys.readouterr().err
    assert "slecht.docx: T1" in said
    assert "goed.docx" not in said
    assert finish([good, bad, unread("geheim.pdf")], gates(require=("T1",))) == 3
    assert finish([good, unread("geheim.pdf")], gates()) == 3


def test_the_baseline_excuses_what_was_known_and_nothing_new(tmp_path: Path) -> None:
    before = judged(WS1=Verdict.NAMED, GE1=Verdict.MISSING)
    options = ("--require", "WS1:uitgewerkt", "--require", "GE1", "--require", "T1")
    assert check(tmp_path, before, *options, "--write-baseline", "bekend.json").exit_code == 1
    again = check(tmp_path, before, *options, "--baseline", "bekend.json")
    assert again.exit_code == 0
    assert "2 eisen zijn niet gehaald, maar dat was al bekend." in again.stderr
    worse = judged(WS1=Verdict.NAMED, GE1=Verdict.MISSING, T1=Verdict.MISSING)
    done = check(tmp_path, worse, *options, "--baseline", "bekend.json")
    assert done.exit_code == 1
    assert "T1" in done.stderr
    assert "WS1 (" not in done.stderr


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        (SENTENCE, 0),
        ("  van de  Welzijnsorganisatie verwachten wij elk kwartaal een gesprek", 0),
        ("Wij verwachten veel van onze partners.", 1),
    ],
)
def test_the_baseline_knows_a_finding_by_its_words_and_not_by_its_place(tmp_path: Path, sentence: str, code: int) -> None:
    options = ("--require", "WS1:uitgewerkt")
    check(tmp_path, judged(WS1=Verdict.NAMED), *options, "--write-baseline", "bekend.json")
    now = with_verdict(judged(), "WS1", Verdict.NAMED, sentence)
    assert now.report is not None
    moved = now.report.model_copy(update={"evidence": tuple(p.model_copy(update={"start": p.start + 900, "end": p.end + 900, "paragraph": 40}) for p in now.report.evidence)})
    assert check(tmp_path, dataclasses.replace(now, report=moved), *options, "--baseline", "bekend.json").exit_code == code


def test_better_than_the_baseline_never_fails_and_worse_always_does(tmp_path: Path) -> None:
    check(tmp_path, judged(WS1=Verdict.MISSING, GE1=Verdict.NAMED), "--write-baseline", "bekend.json")
    now = with_verdict(judged(GE1=Verdict.MISSING), "WS1", Verdict.NAMED, "Een heel andere zin over partners.")
    assert check(tmp_path, now, "--require", "WS1:uitgewerkt", "--baseline", "bekend.json").exit_code == 0
    assert check(tmp_path, now, "--require", "GE1", "--baseline", "bekend.json").exit_code == 1


def test_a_low_score_is_known_as_long_as_it_does_not_fall(tmp_path: Path) -> None:
    check(tmp_path, draft("a.docx", level=0.4), "--write-baseline", "bekend.json")
    assert check(tmp_path, draft("a.docx", level=0.4), "--fail-under", "90", "--baseline", "bekend.json").exit_code == 0
    assert check(tmp_path, draft("a.docx", level=0.1), "--fail-under", "90", "--baseline", "bekend.json").exit_code == 1


def test_the_baseline_holds_no_text_of_the_draft_and_is_the_same_twice(tmp_path: Path) -> None:
    outcomes = [judged("b.docx", WS1=Verdict.NAMED), judged("a.docx")]
    finish(outcomes, gates(write_baseline=tmp_path / "een.json"))
    finish(outcomes[::-1], gates(write_baseline=tmp_path / "twee.json"))
    text = (tmp_path / "een.json").read_text("utf-8")
    assert text == (tmp_path / "twee.json").read_text("utf-8")
    assert "welzijnsorganisatie" not in text


def test_a_new_draft_in_a_batch_is_not_excused_by_another(tmp_path: Path) -> None:
    finish([judged("a.docx", T1=Verdict.MISSING), judged("b.docx")], gates(write_baseline=tmp_path / "b.json"))
    known = gates(require=("T1",), baseline=tmp_path / "b.json")
    assert finish([judged("a.docx", T1=Verdict.MISSING), judged("b.docx")], known) == 0
    assert finish([judged("a.docx"), judged("c.docx", T1=Verdict.MISSING)], known) == 1


def test_the_baseline_knows_a_draft_from_any_folder_and_in_any_company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch names drafts by the folder they share; a hook that gets one changed file would call it something else."""
    (tmp_path / "visies" / "mei").mkdir(parents=True)
    drafts = [dataclasses.replace(judged(f"mei/{name}", T1=Verdict.MISSING), source=f"visies/mei/{name}") for name in ("a.docx", "b.docx")]
    finish(drafts, gates(write_baseline=Path("bekend.json")))
    known = gates(require=("T1",), baseline=tmp_path / "bekend.json")
    alone = dataclasses.replace(drafts[1], name="b.docx")
    assert finish([alone], known) == 0
    monkeypatch.chdir(tmp_path / "visies" / "mei")
    assert finish([dataclasses.replace(alone, source="b.docx")], known) == 0
    assert finish([dataclasses.replace(alone, source="c.docx"), dataclasses.replace(alone, source="b.docx")], known) == 1


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"schema": "iets-anders/1", "drafts": {}}', '{"schema": "amorecheck-baseline/1", "drafts": {"a": {"score": 1, "items": {"T1": {"verdict": "mooi", "content": []}}}}}'])
def test_a_file_that_is_no_baseline_is_explained(tmp_path: Path, content: str) -> None:
    (tmp_path / "b.json").write_text(content, "utf-8")
    with pytest.raises(ConfigurationError, match="--write-baseline"):
        finish([judged()], gates(baseline=tmp_path / "b.json"))
    with pytest.raises(ConfigurationError, match="is er niet"):
        finish([judged()], gates(baseline=tmp_path / "weg.json"))


def test_junit_fails_where_the_gate_does_and_nowhere_else(tmp_path: Path) -> None:
    outcomes = [judged("a.docx", T1=Verdict.MISSING, GE1=Verdict.MISSING), unread("geheim\x1b.pdf", reason="Beveiligd <met> \x00 wachtwoord.")]
    assert finish(outcomes, gates(require=("T1",), junit=tmp_path / "j.xml")) == 3
    root = ET.fromstring((tmp_path / "j.xml").read_text("utf-8"))
    assert [case.get("name") for case in root.iter("testcase") if case.find("failure") is not None] == ["T1 Sociale samenhang of samenlevingsopbouw"]
    assert (root.get("failures"), root.get("errors")) == ("1", "1")
    assert sum(int(suite.get("tests", "0")) for suite in root) == int(root.get("tests", "0")) == 25
    missing = next(case for case in root.iter("testcase") if case.get("name", "").startswith("GE1"))
    assert "ontbreekt" in (missing.findtext("system-out") or "")


def test_junit_shows_what_was_known_as_passed_over(tmp_path: Path) -> None:
    outcome = judged(T1=Verdict.MISSING)
    finish([outcome], gates(write_baseline=tmp_path / "b.json"))
    finish([outcome], gates(require=("T1",), baseline=tmp_path / "b.json", junit=tmp_path / "j.xml"))
    root = ET.fromstring((tmp_path / "j.xml").read_text("utf-8"))
    assert root.get("failures") == "0"
    assert "was al bekend" in str(next(root.iter("skipped")).get("message"))


def sarif_of(folder: Path, outcomes: list[Outcome], **options: object) -> dict[str, object]:
    finish(outcomes, gates(sarif=folder / "s.sarif", **options))
    content = json.loads((folder / "s.sarif").read_text("utf-8"))
    jsonschema.validate(content, SARIF_SCHEMA)
    return content["runs"][0]  # type: ignore[no-any-return]


def test_sarif_is_valid_and_each_result_has_a_rule_with_help(tmp_path: Path) -> None:
    run = sarif_of(tmp_path, [judged("a.docx", T1=Verdict.MISSING, WS1=Verdict.NAMED), unread("geheim.pdf")], require=("T1",), fail_under=99.5)
    rules = run["tool"]["driver"]["rules"]  # type: ignore[index]
    results = {result["ruleId"]: result for result in run["results"]}  # type: ignore[index,union-attr]
    assert {name: results[name]["level"] for name in ("T1", "WS1", "score")} == {"T1": "error", "WS1": "note", "score": "error"}
    for result in results.values():
        rule = rules[result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert rule["help"]["text"]
    assert "uw gemeente" in rules[results["T1"]["ruleIndex"]]["help"]["text"]
    assert run["invocations"][0]["executionSuccessful"] is False  # type: ignore[index]
    assert "wachtwoord" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]  # type: ignore[index]


def test_sarif_points_at_the_sentence_and_knows_it_when_it_moves(tmp_path: Path) -> None:
    outcome = judged(WS1=Verdict.NAMED)
    found = next(r for r in sarif_of(tmp_path, [outcome])["results"] if r["ruleId"] == "WS1")  # type: ignore[union-attr]
    region = found["locations"][0]["physicalLocation"]["region"]
    assert region["snippet"]["text"] == SENTENCE
    assert region["charLength"] > 0
    assert outcome.report is not None
    moved = outcome.report.model_copy(update={"evidence": tuple(p.model_copy(update={"start": p.start + 50, "end": p.end + 50}) for p in outcome.report.evidence)})
    again = next(r for r in sarif_of(tmp_path, [dataclasses.replace(outcome, report=moved)])["results"] if r["ruleId"] == "WS1")  # type: ignore[union-attr]
    assert again["locations"] != found["locations"]
    assert again["partialFingerprints"] == found["partialFingerprints"]


def test_sarif_gives_lines_for_plain_text(tmp_path: Path) -> None:
    text = f"# Visie\n\nWij werken samen. {SENTENCE} Dat is nieuw.\n"
    (tmp_path / "visie à.txt").write_text(text, "utf-8")
    outcome = judged(WS1=Verdict.NAMED)
    assert outcome.report is not None
    start = text.index(SENTENCE)
    piece = Evidence(id="e1", items=("WS1",), text=SENTENCE, start=start, end=start + len(SENTENCE))
    frameworks = tuple(f.model_copy(update={"items": tuple(_resting_on(i, "WS1", "e1") for i in f.items)}) for f in outcome.report.frameworks)
    report = outcome.report.model_copy(update={"evidence": (piece,), "frameworks": frameworks, "document": outcome.report.document.model_copy(update={"format": "text"})})
    found = sarif_of(tmp_path, [Outcome("visie à.txt", "", report, source="visie à.txt")])["results"]
    place = next(r for r in found if r["ruleId"] == "WS1")["locations"][0]["physicalLocation"]  # type: ignore[union-attr]
    assert place["artifactLocation"]["uri"] == "visie%20%C3%A0.txt"
    assert (place["region"]["startLine"], place["region"]["startColumn"], place["region"]["endLine"]) == (3, 19, 3)


def _resting_on(item, name, piece):  # type: ignore[no-untyped-def]
    children = tuple(_resting_on(child, name, piece) for child in item.items)
    return item.model_copy(update={"items": children, "evidence": (piece,) if item.id == name else ()})


def test_sarif_marks_what_was_known_and_drops_nothing(tmp_path: Path) -> None:
    before = judged(T1=Verdict.MISSING)
    finish([before], gates(write_baseline=tmp_path / "b.json"))
    run = sarif_of(tmp_path, [judged(T1=Verdict.MISSING, GE1=Verdict.MISSING)], baseline=tmp_path / "b.json")
    states = {result["ruleId"]: result["baselineState"] for result in run["results"]}  # type: ignore[index,union-attr]
    assert (states["T1"], states["GE1"]) == ("unchanged", "new")


def test_github_annotations_appear_in_actions_and_hostile_text_ends_no_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    outcome = dataclasses.replace(judged("map, a:b/100%.docx", T1=Verdict.MISSING), source="map, a:b/100%.docx")
    bad = dataclasses.replace(unread("x.pdf"), error="Kapot.\n::error::nep\r%0A")
    finish([outcome, bad], GateOptions(require=("T1",)))
    assert "::error" not in capsys.readouterr().err
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    finish([outcome, bad], GateOptions(require=("T1",)))
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("::")]
    assert lines[0].startswith("::error file=map%2C a%3Ab/100%25.docx,title=map%2C a%3Ab/100%25.docx%3A Eis niet gehaald::T1 (")
    assert any("file=x.pdf" in line and "%250A" in line for line in lines)
    assert not any(line.startswith("::error::nep") for line in lines)
    finish([outcome], GateOptions(require=("T1",), github=False))
    assert "::error file" not in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="kan niet worden geschreven"):
        finish([judged()], gates(junit=tmp_path / "weg" / "j.xml"))


def test_a_draft_that_cannot_be_read_still_gets_its_junit_and_code_3(tmp_path: Path) -> None:
    (tmp_path / "leeg.docx").write_bytes(b"")
    done = CliRunner().invoke(main, ["check", "leeg.docx", "--junit", "j.xml", "--sarif", "s.sarif"])
    assert done.exit_code == 3, done.output
    root = ET.parse(tmp_path / "j.xml").getroot()
    assert root.get("errors") == "1"
    jsonschema.validate(json.loads((tmp_path / "s.sarif").read_text("utf-8")), SARIF_SCHEMA)
