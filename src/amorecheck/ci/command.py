"""The options that make a check a gate, for `check` and `batch`, and what happens with them at the end of a run."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from amorecheck.errors import ConfigurationError

if TYPE_CHECKING:
    from amorecheck.batch.outcome import Outcome

    from .gates import Requirement
    from .review import Review

EXIT_BELOW = 1
_FILE = click.Path(dir_okay=False, path_type=Path)


@dataclass(frozen=True, slots=True)
class GateOptions:
    """What was asked. require: 'T1' or 'WS1:uitgewerkt'. github None: only where GitHub Actions runs."""

    fail_under: float | None = None
    require: tuple[str, ...] = ()
    junit: Path | None = None
    sarif: Path | None = None
    github: bool | None = None
    baseline: Path | None = None
    write_baseline: Path | None = None

    def requirements(self) -> tuple[Requirement, ...]:
        """Raises ConfigurationError for a verdict that cannot be asked."""
        from .gates import parse_requirement

        return tuple(map(parse_requirement, self.require))


def gate_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options to a command; it gets them as one `gates: GateOptions`."""

    @functools.wraps(command)
    def gated(*args: Any, **kwargs: Any) -> Any:
        own = {name: kwargs.pop(name) for name in GateOptions.__slots__}
        return command(*args, gates=GateOptions(**own), **kwargs)

    for option in reversed(_OPTIONS):
        gated = option(gated)
    return gated


def _use_settings(ctx: click.Context, _param: click.Parameter, value: Path | None) -> None:
    if ctx.resilient_parsing:
        return
    from .settings import Settings, defaults_from, find_settings, read_settings

    settings = find_settings(Path.cwd()) if value is None else read_settings(value) or Settings({})
    ctx.default_map = {**(ctx.default_map or {}), **defaults_from(settings, ctx)}


_OPTIONS = (
    click.option("--fail-under", type=click.FloatRange(0, 100), metavar="N", help="Eindig met code 1 als de score van een concept lager is dan N."),
    click.option("--require", multiple=True, metavar="ID[:OORDEEL]", help="Eindig met code 1 als dit onderdeel niet ten minste genoemd is, of uitgewerkt: ID:uitgewerkt (mag vaker)."),
    click.option("--junit", type=_FILE, metavar="BESTAND", help="Schrijf de uitkomst als JUnit XML, voor een bouwstraat."),
    click.option("--sarif", type=_FILE, metavar="BESTAND", help="Schrijf de bevindingen als SARIF 2.1.0, voor code scanning."),
    click.option("--github/--no-github", default=None, help="Toon bevindingen als annotaties van GitHub; standaard alleen in GitHub Actions."),
    click.option("--baseline", type=_FILE, metavar="BESTAND", help="Wat in dit bestand al bekend was, laat de controle niet mislukken."),
    click.option("--write-baseline", type=_FILE, metavar="BESTAND", help="Schrijf wat nu bekend is naar dit bestand."),
)  # fmt: skip

settings_option = click.option(
    "--settings", type=_FILE, metavar="BESTAND", is_eager=True, expose_value=False, callback=_use_settings,
    help="Lees instellingen uit dit bestand; standaard amorecheck.toml of pyproject.toml in deze map of erboven.",
)  # fmt: skip
"""Settings count for all options of the command it stands on. It is part of cli.judging_options."""


def refuse_unknown_items(gates: GateOptions, known: Iterable[str]) -> None:
    """Before hours of work: ConfigurationError where --require names an item that the rules do not have, or a bad verdict."""
    from .gates import refuse_unknown

    refuse_unknown(gates.requirements(), known)


def finish(outcomes: Iterable[Outcome], gates: GateOptions) -> int:
    """Writes what was asked, says on stderr what is not met, and gives the exit code: 3 where a draft could not be
    read, else 1 where a gate is not met, else 0. Raises ConfigurationError.
    """
    from .baseline import baseline_of, read_baseline
    from .review import review

    baseline = read_baseline(gates.baseline) if gates.baseline else None
    found = review(outcomes, gates.requirements(), gates.fail_under, baseline)
    _write_files(found, gates)
    if gates.write_baseline:
        _write(gates.write_baseline, baseline_of((draft.outcome for draft in found.drafts), gates.write_baseline.parent))
    for line in _said(found, gates):
        click.echo(line, err=True)
    worst = max((draft.outcome.exit_code for draft in found.drafts), default=0)
    return max(worst, EXIT_BELOW if any(draft.failed for draft in found.drafts) else 0)


def _write_files(found: Review, gates: GateOptions) -> None:
    if gates.junit:
        from .junit import render_junit

        _write(gates.junit, render_junit(found))
    if gates.sarif:
        from .sarif import render_sarif

        _write(gates.sarif, render_sarif(found))


def _said(found: Review, gates: GateOptions) -> Iterator[str]:
    """Gates that are not met, how many of them were known, and annotations for GitHub."""
    from amorecheck.reporting.wording import say

    from .gates import Level

    for draft in found.drafts:
        name = f"{draft.outcome.name}: " if len(found.drafts) > 1 else ""
        yield from (name + finding.message for finding in draft.findings if finding.fails)
    known = sum(f.known and f.level is Level.ERROR for draft in found.drafts for f in draft.findings)
    if known:
        yield say("ci.known_count", n=known)
    if gates.github if gates.github is not None else os.environ.get("GITHUB_ACTIONS") == "true":
        from .annotations import commands_of

        yield from commands_of(found)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8", newline="\n")
    except OSError as error:
        from amorecheck.reporting.wording import say

        raise ConfigurationError(say("ci.error.write", file=path.name)) from error
