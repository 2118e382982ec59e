"""Settings of a project: where they are found, that the command line wins, and that a mistake is named with file and key."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from make_batch import draft

from amorecheck.ci.command import GateOptions, gate_options
from amorecheck.cli import judging_options, main


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder with a report in it, and a folder two below it to stand in."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    report = draft("visie.docx", level=0.4).report
    assert report is not None
    deep = tmp_path / "visies" / "mei"
    deep.mkdir(parents=True)
    (deep / "rapport.json").write_text(report.to_json(), "utf-8")
    monkeypatch.chdir(deep)
    return tmp_path


def check(*options: str) -> Result:
    return CliRunner().invoke(main, ["check", "rapport.json", *options])


def test_a_file_above_counts_and_the_command_line_wins(project: Path) -> None:
    assert check().exit_code == 0
    (project / "amorecheck.toml").write_text("fail-under = 95\n", "utf-8")
    assert check().exit_code == 1
    assert check("--fail-under", "1").exit_code == 0


def test_pyproject_counts_when_it_has_our_table(project: Path) -> None:
    (project / "pyproject.toml").write_text('[tool.amorecheck]\nrequire = ["T1:uitgewerkt", "GE3:uitgewerkt", "SG3:uitgewerkt"]\nfail-under = 90\n', "utf-8")
    assert check().exit_code == 1
    (project / "visies" / "pyproject.toml").write_text("[tool.ruff]\nline-length = 110\n", "utf-8")
    assert check().exit_code == 1, "a pyproject without our table hides nothing above it"
    (project / "visies" / "amorecheck.toml").write_text("", "utf-8")
    assert check().exit_code == 0, "the nearest file counts, and only that one"


def test_paths_count_from_the_file_and_not_from_where_one_stands(project: Path) -> None:
    (project / "uit").mkdir()
    (project / "amorecheck.toml").write_text('junit = "uit/junit.xml"\n', "utf-8")
    assert check().exit_code == 0
    assert "<testsuites" in (project / "uit" / "junit.xml").read_text("utf-8")


def test_another_file_can_be_named(project: Path) -> None:
    (project / "streng.toml").write_text("fail-under = 95\n", "utf-8")
    assert check("--settings", str(project / "streng.toml")).exit_code == 1
    done = check("--settings", "weg.toml")
    assert done.exit_code == 2
    assert "weg.toml" in done.stderr


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("fail-onder = 60", ["amorecheck.toml", "«fail-onder»", "Bedoelt u «fail-under»"]),
        ("fail_under = 60", ["«fail_under»", "Bedoelt u «fail-under»"]),
        ("xyzzy = 1", ["«xyzzy»", "U kunt kiezen uit", "require"]),
        ("output = 'x'", ["«output»"]),
        ('fail-under = "60"', ["«fail-under»", "een getal"]),
        ("fail-under = true", ["«fail-under»", "een getal"]),
        ("fail-under = 160", ["«fail-under»"]),
        ('require = "T1"', ["«require»", 'require = ["T1"']),
        ("ocr = 'ja'", ["«ocr»", "true of false"]),
        ("changes = 'beide'", ["«changes»"]),
        ("workers = 1.5", ["«workers»", "een heel getal"]),
        ("model = 3", ["«model»", "aanhalingstekens"]),
        ("fail-under 60", ["amorecheck.toml", "geen geldige TOML"]),
        ("[check]\nfail-under = 60", ["«check»"]),
    ],
)
def test_a_mistake_is_named_with_file_and_key(project: Path, text: str, says: list[str]) -> None:
    (project / "amorecheck.toml").write_text(text + "\n", "utf-8")
    done = check()
    assert done.exit_code == 2
    assert done.stderr.startswith("Fout: ")
    for part in says:
        assert part in done.stderr


def test_a_table_that_is_none_and_bytes_that_are_no_text(project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool]\namorecheck = 3\n", "utf-8")
    assert "geen tabel" in check().stderr
    (project / "amorecheck.toml").write_bytes(b"\xff\xfe\x00f")
    assert "kan niet worden gelezen" in check().stderr


def test_a_key_of_batch_is_no_mistake_for_check(project: Path) -> None:
    (project / "amorecheck.toml").write_text("workers = 2\ntimeout = 60\nfail-under = 1\n", "utf-8")
    assert check().exit_code == 0


@pytest.mark.parametrize("key", ["fail-under", "require", "junit", "sarif", "github", "baseline", "lens", "ocr", "changes", "rules", "model", "municipality"])
def test_every_option_that_says_how_to_judge_can_be_set(key: str) -> None:
    from amorecheck.ci.settings import _options

    with click.Context(main, info_name="amorecheck") as root, click.Context(main.commands["check"], parent=root, info_name="check") as ctx:
        assert key in _options(ctx)


def test_all_values_of_a_full_file_arrive(project: Path) -> None:
    (project / "amorecheck.toml").write_text(
        'fail-under = 61.5\nrequire = ["T1", "WS1:uitgewerkt"]\ngithub = true\nbaseline = "bekend.json"\nmodel = "nl_amore_sm"\nocr = true\nlens = ["extra"]\n', "utf-8"
    )
    seen: dict[str, object] = {}

    @click.command()
    @gate_options
    @judging_options
    def command(gates: GateOptions, **options: object) -> None:
        seen.update(options, gates=gates)

    assert CliRunner().invoke(command, ["--model", "auto"]).exit_code == 0
    assert seen["gates"] == GateOptions(61.5, ("T1", "WS1:uitgewerkt"), None, None, True, project / "bekend.json", None)
    assert (seen["model"], seen["ocr"], seen["lenses"]) == ("auto", True, ("extra",))


def test_explaining_judges_by_the_same_settings_as_checking(project: Path) -> None:
    """Else an adviser asks why, and gets the answer of another model or without a lens."""
    (project / "amorecheck.toml").write_text('model = "bestaat-niet"\nfail-under = 50\n', "utf-8")
    (project / "visies" / "mei" / "visie.txt").write_text("Wij werken samen aan een dorp waar buren elkaar helpen. " * 20, "utf-8")
    done = CliRunner().invoke(main, ["explain", "visie.txt", "T1"])
    assert done.exit_code == 2
    assert "bestaat-niet" in done.stderr
