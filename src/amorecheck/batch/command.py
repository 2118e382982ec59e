"""`amorecheck batch`: parses, calls, prints. Everything but click is imported when it runs."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from amorecheck.ci.command import GateOptions, gate_options
from amorecheck.cli import judging_options, main

EXIT_INTERRUPTED = 130
"""What shells take for Ctrl-C."""


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PADEN…")
@click.option("-o", "--output", required=True, metavar="MAP", help="Schrijf rapporten en overzicht naar deze map (of dit adres, zoals s3://…).")
@click.option("--workers", type=click.IntRange(1, 256), metavar="N", help="Aantal processen; standaard zoveel als er processorkernen en geheugen voor zijn.")
@click.option("--timeout", type=click.FloatRange(1, 86_400), metavar="SECONDEN", help="Hoogste tijd voor één concept; standaard 300, met --ocr 1800.")
@click.option("--memory", type=click.IntRange(600, 1_000_000), metavar="MB", help="Hoogste geheugen voor één concept; standaard 2000.")
@click.option("--cache", metavar="MAP", help="Bewaar tussenresultaten in deze map; standaard .cache in de map van -o.")
@click.option("--no-cache", is_flag=True, help="Beoordeel alles opnieuw en bewaar geen tussenresultaten.")
@click.option("--scheduler", default="", metavar="ADRES", help="Laat een Dask-cluster het werk doen, bijvoorbeeld tcp://10.0.0.1:8786.")
@gate_options
@judging_options
def batch(paths: tuple[str, ...], output: str, gates: GateOptions, **options: Any) -> None:
    """Beoordeel veel concepten in één keer en zet ze naast elkaar.

    PADEN zijn bestanden, mappen, patronen (visies/*.docx), adressen (s3://…) of een
    CSV-lijst met de kolommen gemeente en pad. In de map van -o komen een rapport per
    concept en een overzicht. Wordt de batch afgebroken, geef dan dezelfde opdracht
    opnieuw: wat klaar was, wordt niet opnieuw gedaan.

    \b
    Code aan het eind: 0 alles gelezen, 1 onder een grens, 2 verkeerd gebruik,
    3 een of meer concepten konden niet worden gelezen.

    \b
    Voorbeelden:
      amorecheck batch visies/ -o resultaat
      amorecheck batch gemeenten.csv -o resultaat --workers 4
    """
    if options["no_cache"] and options["cache"]:
        raise click.UsageError("Kies --cache of --no-cache, niet allebei.")
    before = signal.signal(signal.SIGTERM, _interrupted)
    try:
        sys.exit(_run(paths, output, gates, options))
    except KeyboardInterrupt:
        _stop(options)
    finally:
        signal.signal(signal.SIGTERM, before)


def _run(paths: tuple[str, ...], output: str, gates: GateOptions, options: dict[str, Any]) -> int:
    from amorecheck.batch.progress import progress_on
    from amorecheck.batch.run import run_batch
    from amorecheck.batch.sources import describe_passed
    from amorecheck.ci.command import finish, refuse_unknown_items
    from amorecheck.cli import _item_names

    if gates.require:
        refuse_unknown_items(gates, _item_names(options))
    result = run_batch(
        paths, output, model=options["model"], rules_root=options["rules_root"], lenses=options["lenses"], changes=options["changes"],
        ocr=options["ocr"], municipality=options["municipality"], workers=options["workers"], timeout=options["timeout"],
        memory=options["memory"] << 20 if options["memory"] else None, cache=options["cache"], use_cache=not options["no_cache"],
        scheduler=options["scheduler"], progress=progress_on(),
    )  # fmt: skip
    click.echo(_summary(len(result.outcomes), len(result.unread), result.kept))
    if result.passed_over:
        click.echo(f"Overgeslagen, want geen tekstdocument: {describe_passed(result.passed_over)}.")
    click.echo(f"Het overzicht staat in {_overview(output)}.")
    return max(result.exit_code, finish(result.outcomes, gates))


def _summary(total: int, unread: int, kept: int) -> str:
    """'39 van 40 concepten zijn beoordeeld, 12 daarvan al eerder; 1 kon niet worden gelezen.'"""
    read = total - unread
    failed = f"{unread} {'kon' if unread == 1 else 'konden'} niet worden gelezen"
    if not read:
        return f"Er is niets beoordeeld; {failed}."
    drafts = f"{read} van {total} concepten" if unread else "1 concept" if read == 1 else f"{read} concepten"
    judged = f"{drafts} {'is' if read == 1 else 'zijn'} beoordeeld" + (f", {kept} daarvan al eerder" if kept else "")
    return f"{judged}; {failed}." if unread else f"{judged}."


def _overview(output: str) -> str:
    from amorecheck.batch.storage import is_url, without_secrets

    return f"{without_secrets(output).rstrip('/')}/overzicht.html" if is_url(output) else str(Path(output) / "overzicht.html")


def _interrupted(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def _stop(options: dict[str, Any]) -> NoReturn:
    kept = "Er is niets bewaard, want u koos --no-cache." if options["no_cache"] else "Wat klaar was, is bewaard: geef dezelfde opdracht opnieuw om verder te gaan."
    click.echo(f"De batch is gestopt. {kept}", err=True)
    sys.exit(EXIT_INTERRUPTED)
