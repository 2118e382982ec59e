"""What the documents tell people to type is understood, and what they point at is there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from amorecheck.cli import main

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/ci.md", "docs/cluster.md", "docs/server.md", "training/README.md", "tests/sentences/README.md")]
# Lines of their own, and words between backticks. What stands in docs/ci.md and docs/server.md has tests of its own.
COMMANDS = sorted(
    {
        (page.name, found.strip())
        for page in PAGES
        if page.name not in ("ci.md", "server.md")
        for found in re.findall(r"(?:^ {4,}|`|&& |bin/)amorecheck ([a-z][^`\n#&»>]*)", page.read_text("utf-8"), re.MULTILINE)
    }
)
PLACES = sorted(
    {
        (page.name, found)
        for page in PAGES
        for pattern in (r"`((?:src|tests|tools|rules|lexicons|docs|benchmarks|training|schema|batch|judging|reporting|reading|ci|web)/[\w./-]+)`", r"python ((?:tools|tests|benchmarks|training)/[\w/]+\.py)")
        for found in re.findall(pattern, page.read_text("utf-8"))
    }
)


@pytest.mark.parametrize(("page", "command"), COMMANDS)
def test_every_command_has_the_options_and_arguments_that_it_is_shown_with(page: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "MAP").mkdir()
    monkeypatch.chdir(tmp_path)
    words = shlex.split(command)
    parent, found = click.Context(main), main.commands[words[0]]
    if isinstance(found, click.Group):
        parent, found, words = click.Context(found, parent=parent), found.commands[words[1]], words[1:]
    found.make_context(words[0], words[1:], parent=parent)


def test_the_commands_were_found() -> None:
    """Every command is shown to users or developers somewhere."""
    assert {command.split()[0] for _, command in COMMANDS} == set(main.commands)


@pytest.mark.parametrize(("page", "place"), PLACES)
def test_every_file_that_a_page_points_at_is_there(page: str, place: str) -> None:
    assert (ROOT / place).exists() or (ROOT / "src" / "amorecheck" / place).exists(), f"{page}: {place}"
