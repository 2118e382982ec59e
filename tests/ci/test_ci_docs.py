"""What docs/ci.md tells a user to copy works: the YAML and TOML can be read, and every command has the options it shows."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import click
import pytest
import yaml

from amorecheck.ci.settings import Settings, defaults_from
from amorecheck.cli import main
from amorecheck.rules.load import load_rules

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "ci.md").read_text("utf-8")
COMMANDS = re.findall(r"amorecheck (?:check|batch)\b[^\n`»]*", PAGE)


def block(name: str) -> str:
    found = re.search(rf"<!-- ci:{name} -->\n```\w+\n(.*?)```", PAGE, re.DOTALL)
    assert found, name
    return found[1]


def arrives(command: str) -> None:
    """Raises click's error where an option does not exist or a value does not fit."""
    _, name, *arguments = shlex.split(command)
    main.commands[name].make_context(name, arguments or ["x"], parent=click.Context(main))


def test_the_github_workflow_judges_and_uploads_what_it_wrote() -> None:
    workflow = yaml.safe_load(block("github"))
    steps = workflow["jobs"]["amorecheck"]["steps"]
    command = next(step["run"] for step in steps if step.get("run", "").startswith("amorecheck"))
    arrives(command)
    upload = next(step for step in steps if "upload-sarif" in step.get("uses", ""))
    assert upload["with"]["sarif_file"] in command
    assert upload["if"] == "always()"
    assert workflow["permissions"]["security-events"] == "write"


def test_the_gitlab_job_judges_and_reports_what_it_wrote() -> None:
    job = yaml.safe_load(block("gitlab"))["visies"]
    command = next(line for line in job["script"] if line.startswith("amorecheck"))
    arrives(command)
    assert job["artifacts"]["reports"]["junit"] in command


def test_the_settings_shown_are_settings() -> None:
    values = tomllib.loads(block("instellingen"))
    with click.Context(main) as root, click.Context(main.commands["check"], parent=root) as ctx:
        assert defaults_from(Settings(values, ROOT / "amorecheck.toml"), ctx)["fail_under"] == values["fail-under"]
    known = load_rules().items
    assert all(text.partition(":")[0] in known for text in values["require"])


def test_the_pre_commit_hook_is_the_one_that_the_page_names() -> None:
    shown = yaml.safe_load(block("pre-commit"))["repos"][0]["hooks"][0]["id"]
    hooks = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    arrives(hooks[shown]["entry"] + " visie.docx")
    pattern = re.compile(hooks[shown]["files"])
    assert all(pattern.search(name) for name in ("visies/a.docx", "b.pdf", "c.odt"))
    assert not any(pattern.search(name) for name in ("README.md", "requirements.txt", "a.docx.amorecheck.yaml"))


@pytest.mark.parametrize("command", [c for c in COMMANDS if "-" in c])
def test_every_command_on_the_page_is_understood(command: str) -> None:
    arrives(command)


def test_every_option_of_a_gate_is_explained() -> None:
    from amorecheck.ci.command import _OPTIONS, settings_option

    @click.command()
    def empty() -> None: ...

    for option in (*_OPTIONS, settings_option):
        option(empty)
    for param in empty.params:
        assert f"`{param.opts[0]}" in PAGE, param.opts
