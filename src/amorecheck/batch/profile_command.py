"""`amorecheck profile`: what the rules do on many drafts, from drafts themselves or from what a batch left behind."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from amorecheck.cli import judging_options, main

if TYPE_CHECKING:
    from amorecheck.batch.outcome import Outcome

_FORMS = {".json": "json", ".csv": "csv", ".txt": "text"}
INDEX = "batch.json"


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PADEN…")
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), help="Vorm van het profiel; standaard naar de naam achter -o, anders text.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="BESTAND", help="Schrijf het profiel naar dit bestand.")
@click.option("--workers", type=click.IntRange(1, 256), metavar="N", help="Aantal processen; standaard zoveel als er processorkernen zijn.")
@judging_options
def profile(paths: tuple[str, ...], form: str | None, output: Path | None, workers: int | None, **options: Any) -> None:
    """Zeg per regel hoe vaak zij iets vindt, in welk deel van de concepten, en met voorbeelden.

    PADEN is de map van een eerdere batch (achter -o), of concepten, mappen en patronen
    zoals bij amorecheck batch. Zo ziet u welke regels nergens of overal iets vinden.

    \b
    Voorbeelden:
      amorecheck profile resultaat
      amorecheck profile visies/ -o profiel.csv
    """
    from amorecheck import load_rules
    from amorecheck.batch.profile import profile_csv, profile_json, profile_rules, profile_text

    outcomes = list(_outcomes(paths, workers, options))
    found = profile_rules(outcomes, load_rules(options["rules_root"]))
    chosen = form or (_FORMS.get(output.suffix.lower(), "text") if output else "text")
    text = {"text": profile_text, "csv": profile_csv, "json": profile_json}[chosen](found)
    if output is None:
        click.echo(text, nl=False)
    else:
        _write(output, text)
    for outcome in outcomes:
        if outcome.report is None:
            click.echo(f"{outcome.name}: {outcome.error}", err=True)
    if any(outcome.report is None for outcome in outcomes):
        raise SystemExit(3)


def _write(path: Path, text: str) -> None:
    from amorecheck.errors import ConfigurationError
    from amorecheck.reporting.wording import say

    try:
        path.write_text(text, "utf-8", newline="")
    except OSError as error:
        raise ConfigurationError(say("ci.error.write", file=path.name)) from error


def _outcomes(paths: Iterable[str], workers: int | None, options: dict[str, Any]) -> Iterator[Outcome]:
    """The drafts of earlier batches, reports saved as JSON, and all other drafts judged now."""
    drafts = []
    for path in paths:
        if (Path(path) / INDEX).is_file():
            yield from _of_batch(Path(path))
        elif path.lower().endswith(".json"):
            yield _of_report(Path(path))
        else:
            drafts.append(path)
    if drafts:
        yield from _judged(drafts, workers, options)


def _judged(drafts: list[str], workers: int | None, options: dict[str, Any]) -> Iterator[Outcome]:
    from amorecheck.batch.progress import progress_on
    from amorecheck.batch.run import run_batch

    with tempfile.TemporaryDirectory(prefix="amorecheck-") as folder:
        result = run_batch(
            drafts, folder, model=options["model"], rules_root=options["rules_root"], lenses=options["lenses"], changes=options["changes"],
            ocr=options["ocr"], municipality=options["municipality"], workers=workers, use_cache=False, progress=progress_on(),
        )  # fmt: skip
    yield from result.outcomes


def _of_batch(folder: Path) -> Iterator[Outcome]:
    """The drafts of a batch from its index and the reports beside it. Raises UnreadableError."""
    from amorecheck.batch.outcome import UNREAD, Outcome
    from amorecheck.errors import UnreadableError

    try:
        for one in json.loads((folder / INDEX).read_bytes())["drafts"]:
            if one["json"] is None:
                yield Outcome(one["name"], one["municipality"], error=one["error"], exit_code=UNREAD, code=one["code"])
            else:
                yield Outcome(one["name"], one["municipality"], _saved(folder / one["json"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableError(f"{INDEX} in {folder.name} is geen index van amorecheck. Maak de map opnieuw met amorecheck batch.") from error


def _of_report(path: Path) -> Outcome:
    from amorecheck.batch.outcome import Outcome

    report = _saved(path)
    return Outcome(path.name, report.document.municipality, report)


def _saved(path: Path) -> Any:
    from amorecheck.cli import _saved as saved

    return saved(path)
