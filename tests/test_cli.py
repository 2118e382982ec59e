"""What a user meets on the command line: exit codes, Dutch messages, no traceback, the same JSON twice."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from amorecheck.cli import main
from amorecheck.reporting.model import Report

SAMPLES = Path(__file__).parents[1] / "sample_visies"
STRONG, WEAK = SAMPLES / "sterk-noorderwolde.docx", SAMPLES / "zwak-veldrade.docx"


def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "amorecheck", *map(str, arguments)], capture_output=True, text=True, encoding="utf8", cwd=cwd, timeout=300)


def report_of(path: Path, *options: str) -> dict[str, object]:
    done = run("check", path, "--format", "json", "--model", "nl_amore_sm", *options)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_json_follows_the_schema_and_is_the_same_twice() -> None:
    first = run("check", WEAK, "--format", "json", "--model", "nl_amore_sm")
    second = run("check", WEAK, "--format", "json", "--model", "nl_amore_sm")
    assert first.stdout == second.stdout
    jsonschema.validate(json.loads(first.stdout), Report.model_json_schema(by_alias=True))


def test_evidence_stands_in_the_draft_where_it_says(tmp_path: Path) -> None:
    text = "Onze rol\n\n" + "Bij initiatieven van bewoners zijn wij facilitator. " * 3 + "\n\nMantelzorg\n\n" + "Elke kern krijgt een vaste contactpersoon voor mantelzorgers. " * 20
    draft = tmp_path / "visie.txt"
    draft.write_text(text, "utf8")
    report = report_of(draft)
    assert report["evidence"]
    for piece in report["evidence"]:  # type: ignore[attr-defined]
        assert " ".join(text[piece["start"] : piece["end"]].split()) == piece["text"]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("leeg.docx", b"", "leeg"),
        ("foto.pdf", b"\xff\xd8\xff\xe0" + b"\0" * 2000, "is een afbeelding (JPEG)"),
        ("oud.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096, "oud Office-programma"),
        ("kort.txt", b"Dit is een korte tekst.", "te weinig"),
    ],
)
def test_bad_input_gets_dutch_and_exit_3(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    draft = tmp_path / name
    draft.write_bytes(content)
    done = run("check", draft)
    assert done.returncode == 3, done.stderr
    assert done.stderr.startswith("Fout: ")
    assert "Traceback" not in done.stderr
    assert says in done.stderr


def test_no_such_file_and_a_folder(tmp_path: Path) -> None:
    for path, says in ((tmp_path / "weg.docx", "weg.docx bestaat niet. Controleer de naam en de map."), (tmp_path, "is een map. Geef de naam van een bestand op.")):
        done = run("check", path)
        assert done.returncode == 3, done.stderr
        assert done.stderr.startswith("Fout: ")
        assert says in done.stderr


def test_an_english_draft_is_said_and_not_judged(tmp_path: Path) -> None:
    draft = tmp_path / "vision.txt"
    draft.write_text("The municipality wants to support informal carers and volunteers in every neighbourhood of the town. " * 20, "utf8")
    report = report_of(draft)
    assert any(n["code"] == "niet-nederlands" for n in report["notices"])  # type: ignore[attr-defined]
    assert all(f["score"] is None for f in report["frameworks"])  # type: ignore[attr-defined]


def test_fail_under_and_require() -> None:
    saved = run("check", WEAK, "--format", "json", "--model", "nl_amore_sm", "--fail-under", "90")
    assert saved.returncode == 1
    assert "lager dan de grens" in saved.stderr
    assert run("check", WEAK, "--require", "XX9").returncode == 2


def test_an_unknown_model_is_explained() -> None:
    done = run("check", WEAK, "--model", "nl_bestaat_niet")
    assert done.returncode == 2
    assert "nl_bestaat_niet" in done.stderr


def test_usage_is_dutch() -> None:
    assert "Gebruik:" in run("--help").stdout
    assert "bestaat niet" in run("chek").stderr


@pytest.mark.parametrize("command", [*(name for name in main.commands if name != "rules"), *(f"rules {name}" for name in main.commands["rules"].commands)])
def test_every_command_has_an_example(command: str) -> None:
    result = CliRunner().invoke(main, [*command.split(), "--help"])
    assert re.search(rf"Voorbeeld(en)?:\n +amorecheck {command}\b", result.output), result.output


def test_help_and_version_load_nothing_heavy() -> None:
    code = "import sys; sys.argv=['amorecheck','--version']\nfrom amorecheck.cli import run\ntry:\n run()\nexcept SystemExit: pass\nprint([m for m in ('spacy','docx','pdfplumber','lxml','pydantic') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip().endswith("[]"), done.stdout + done.stderr
    assert "regels " in done.stdout


def test_a_program_that_imports_amorecheck_finds_all_that_it_promises() -> None:
    import amorecheck

    report = amorecheck.Report.model_validate(report_of(WEAK))
    assert report.document.name == WEAK.name
    assert [name for name in amorecheck.__all__ if not hasattr(amorecheck, name)] == []
    assert not hasattr(amorecheck, "Rapport")


def test_strong_scores_above_weak() -> None:
    def score(path: Path, framework: str) -> float:
        return next(f["score"] for f in report_of(path)["frameworks"] if f["id"] == framework)  # type: ignore[attr-defined]

    for framework in ("themas", "bouwstenen"):
        assert score(STRONG, framework) > score(WEAK, framework) + 30


def test_the_template_and_the_sewer_plan_answer_nothing() -> None:
    for name in ("sjabloon-leeg.docx", "geen-visie-rioolplan.docx"):
        report = report_of(SAMPLES / name)
        answered = [i["id"] for f in report["frameworks"] if f["id"] == "bouwstenen" for g in f["items"] for i in g["items"] if i["verdict"] in ("genoemd", "uitgewerkt")]  # type: ignore[attr-defined]
        assert answered == [], name
