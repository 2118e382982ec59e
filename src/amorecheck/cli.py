"""The command line: parses, calls, prints. No logic of its own; every command imports what it needs when it runs."""

from __future__ import annotations

import gettext
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from amorecheck import __version__
from amorecheck.ci.command import GateOptions, gate_options, settings_option
from amorecheck.errors import AmorecheckError, DocumentError

EXIT_USAGE = 2
FILE = click.Path(path_type=Path)


class DutchGroup(click.Group):
    """A group whose errors end in one Dutch sentence and an exit code, never in a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except AmorecheckError as error:
            click.echo(f"Fout: {error}", err=True)
            ctx.exit(error.exit_code)


def _version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from amorecheck.versions import describe

        click.echo(describe())
        ctx.exit()


@click.group(cls=DutchGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--version", is_flag=True, callback=_version, expose_value=False, is_eager=True, help="Toon programma, regels en taalmodel, en stop.")
def main() -> None:
    """Leest een conceptvisie op wijkgericht werken in de sociale basis en zegt wat is
    uitgewerkt, wat alleen is genoemd, wat ontbreekt en wat u eraan kunt doen.

    Alles gebeurt op uw eigen computer; niets gaat naar buiten.

    \b
    Voorbeeld:
      amorecheck check visie.docx
    """


def judging_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options of every command that judges a draft."""
    for option in (
        click.option("--lens", "lenses", multiple=True, metavar="NAAM", help="Beoordeel ook met deze extra lens (mag vaker). Zie: amorecheck rules list."),
        click.option("--ocr", is_flag=True, help="Lees gescande pagina's met het programma tesseract."),
        click.option("--changes", type=click.Choice(["final", "original"]), default="final", show_default=True, help="Bijgehouden wijzigingen in Word: lees de nieuwe of de oude tekst."),
        click.option("--rules", "rules_root", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="MAP", help="Gebruik rules/ en lexicons/ uit deze map."),
        click.option("--model", default="auto", show_default=True, metavar="NAAM", help="Taalmodel: auto, nl_core_news_md, nl_amore_sm of een map."),
        click.option("--municipality", default="", metavar="NAAM", help="Naam van de gemeente, als het programma die niet zelf vindt."),
        settings_option,
    ):
        command = option(command)
    return command


def _judged(draft: Path, options: dict[str, Any]) -> Any:
    """The report on a draft, or the one saved as JSON, with the waivers beside it."""
    return _saved(draft) if draft.suffix.lower() == ".json" else _read_and_judged(draft, options)[1]


def _read_and_judged(draft: Path, options: dict[str, Any]) -> tuple[Any, Any]:
    """The draft as it was read and the report on it, with the waivers beside it."""
    from amorecheck import judge, load_rules, read
    from amorecheck.reporting.waivers import apply_waivers, read_waivers

    waivers = read_waivers(draft)
    document = read(draft, changes=options["changes"], ocr=options["ocr"])
    report = judge(document, model=options["model"], municipality=options["municipality"], rules=load_rules(options["rules_root"]), lenses=tuple(options["lenses"]))
    return document, apply_waivers(report, waivers, draft_text=document.text)


def _saved(path: Path) -> Any:
    """A report saved as JSON. Raises UnreadableError."""
    from pydantic import ValidationError

    from amorecheck.errors import UnreadableError
    from amorecheck.reporting.model import Report

    try:
        return Report.model_validate_json(path.read_bytes())
    except OSError as error:
        raise UnreadableError(f"{path.name} kan niet worden gelezen. Kijk of de naam klopt.") from error
    except ValidationError as error:
        raise UnreadableError(f"{path.name} is geen rapport van amorecheck. Maak het opnieuw met: amorecheck check BESTAND --format json.") from error


def _progress(text: str) -> Any:
    """A moving line on a terminal; silent in a pipe."""
    from rich.console import Console

    return Console(stderr=True).status(text) if sys.stderr.isatty() else _Silent()


class _Silent:
    def __enter__(self) -> None: ...
    def __exit__(self, *_: object) -> None: ...


def _write(report: Any, form: str, target: Path | None) -> None:
    """The report in the form asked for, to a file or to the screen."""
    if form == "docx":
        from amorecheck.reporting.docx import write_docx
        from amorecheck.reporting.wording import say

        if target is None:
            raise click.UsageError(say("command.word_to_screen"))
        write_docx(report, target)
        return
    if form == "text" and target is None:
        from amorecheck.reporting.terminal import print_report

        print_report(report)
        return
    text = _rendered(report, form)
    if target is None:
        click.echo(text, nl=not text.endswith("\n"))
    else:
        _save(text, target)


def _save(text: str, target: Path) -> None:
    """`text` in a file. Raises ConfigurationError where that cannot be."""
    from amorecheck.errors import ConfigurationError
    from amorecheck.reporting.wording import say

    try:
        target.write_text(text, "utf-8", errors="replace")
    except OSError as error:
        raise ConfigurationError(say("word.error.target", name=target.name)) from error


def _rendered(report: Any, form: str) -> str:
    if form == "json":
        return str(report.to_json())
    if form == "html":
        from amorecheck.reporting.html import render_html

        return render_html(report)
    from amorecheck.reporting.terminal import render_text

    return render_text(report)


def _format_for(form: str | None, target: Path | None) -> str:
    """The form asked for; else by the name of the output file; else text. A name that promises another form is refused."""
    from amorecheck.reporting.wording import say

    by_name = {".json": "json", ".html": "html", ".htm": "html", ".docx": "docx", ".txt": "text"}
    if form is None and target is not None and target.suffix.lower() in (".pdf", ".odt", ".doc", ".rtf"):
        raise click.UsageError(say("command.no_such_form", form=target.suffix[1:].upper()))
    return form or (by_name.get(target.suffix.lower(), "text") if target else "text")


@main.command()
@click.argument("file", type=FILE, metavar="BESTAND")
@click.option("--format", "form", type=click.Choice(["text", "json", "html", "docx"]), help="Vorm van het rapport; standaard naar de naam achter -o, anders text.")
@click.option("-o", "--output", type=FILE, metavar="BESTAND", help="Schrijf het rapport naar dit bestand.")
@gate_options
@judging_options
def check(file: Path, form: str | None, output: Path | None, gates: GateOptions, **options: Any) -> None:
    """Beoordeel één concept en maak een rapport.

    BESTAND is een concept in Word, PDF, ODT of gewone tekst, of een rapport dat u
    eerder als JSON bewaarde.

    \b
    Voorbeelden:
      amorecheck check visie.docx
      amorecheck check visie.pdf -o rapport.html
      amorecheck check visie.docx --fail-under 60 --require T1 --require WS1:uitgewerkt
      amorecheck check visie.docx --sarif bevindingen.sarif --baseline bekend.json
    """
    from amorecheck.batch.outcome import UNREAD, Outcome
    from amorecheck.ci.command import finish, refuse_unknown_items
    from amorecheck.reporting.wording import say

    if gates.require and file.suffix.lower() != ".json":
        refuse_unknown_items(gates, _item_names(options))
    try:
        with _progress(say("command.judging")):
            report = _judged(file, options)
    except DocumentError as error:
        finish([Outcome(file.name, error=str(error), exit_code=UNREAD, code=error.code, source=str(file))], gates)
        raise
    _write(report, _format_for(form, output), output)
    outcome = Outcome(file.name, report.document.municipality, report, source=str(file))
    sys.exit(finish([outcome], gates))


def _item_names(options: dict[str, Any]) -> set[str]:
    """The ids that these rules and lenses judge."""
    from amorecheck import load_rules
    from amorecheck.rules.schema import walk_rules

    chosen = load_rules(options["rules_root"]).chosen(tuple(options["lenses"]))
    return {item.id for framework in chosen for item in walk_rules(framework.items) if not item.hidden}


@main.command()
@click.argument("file", type=FILE, metavar="BESTAND")
@click.argument("item", metavar="ID")
@judging_options
def explain(file: Path, item: str, **options: Any) -> None:
    """Laat zien waarom een onderdeel dit oordeel kreeg.

    U ziet de regels, de zinnen, de woorden en de punten. BESTAND mag ook een rapport
    zijn dat u eerder als JSON bewaarde.

    ID is bijvoorbeeld T2 (mantelzorg), WS1 of AMORE.O. Zie: amorecheck rules list.

    \b
    Voorbeeld:
      amorecheck explain visie.docx WS1
    """
    from amorecheck.reporting.explain import render_explanation
    from amorecheck.reporting.wording import say

    with _progress(say("command.judging")):
        report = _judged(file, options)
    from amorecheck import load_rules

    click.echo(render_explanation(report, item, load_rules(options["rules_root"])))


@main.command()
@click.argument("file", type=FILE, metavar="CONCEPT")
@click.option("-o", "--output", type=FILE, required=True, metavar="BESTAND", help="Schrijf de kopie met opmerkingen naar dit bestand.")
@click.option("--limit", type=click.IntRange(1, 500), default=60, show_default=True, metavar="AANTAL", help="Hoogste aantal opmerkingen.")
@judging_options
def comment(file: Path, output: Path, limit: int, **options: Any) -> None:
    """Zet opmerkingen in een kopie van het concept.

    De opmerkingen staan bij de zinnen waar het om gaat; uw eigen bestand verandert
    niet. Dit kan met Word, ODT en PDF.

    \b
    Voorbeeld:
      amorecheck comment visie.docx -o visie-met-opmerkingen.docx
    """
    from amorecheck.reporting.comments import write_comments
    from amorecheck.reporting.wording import say

    if file.suffix.lower() == ".json":
        raise click.UsageError(say("command.draft_itself"))
    with _progress(say("command.commenting")):
        document, report = _read_and_judged(file, options)
        summary = write_comments(file, document, report, output, limit)
    click.echo(str(summary))


@main.command()
@click.argument("file", type=FILE, metavar="CONCEPT")
@click.option("-o", "--output", type=FILE, required=True, metavar="BESTAND", help="Schrijf de voorbereiding naar dit Word-bestand.")
@judging_options
def prepare(file: Path, output: Path, **options: Any) -> None:
    """Bereid een feedbackgesprek voor, in Word.

    U krijgt sterke punten, gaten, vragen en een agenda. CONCEPT mag ook een rapport
    zijn dat u eerder als JSON bewaarde.

    \b
    Voorbeeld:
      amorecheck prepare visie.docx -o gesprek.docx
    """
    from amorecheck.reporting.prepare import write_preparation
    from amorecheck.reporting.wording import say

    with _progress(say("command.judging")):
        report = _judged(file, options)
    write_preparation(report, output)
    click.echo(say("command.prepared", name=output.name))


@main.command()
@click.argument("old", type=FILE, metavar="OUD")
@click.argument("new", type=FILE, metavar="NIEUW")
@click.option("--format", "form", type=click.Choice(["text", "json", "html"]), help="Vorm van het overzicht; standaard naar de naam achter -o, anders text.")
@click.option("-o", "--output", type=FILE, metavar="BESTAND", help="Schrijf het overzicht naar dit bestand.")
@judging_options
def compare(old: Path, new: Path, form: str | None, output: Path | None, **options: Any) -> None:
    """Vergelijk twee versies van een concept.

    U ziet wat nieuw, weg, sterker of zwakker is. OUD en NIEUW mogen ook rapporten zijn
    die u eerder als JSON bewaarde.

    \b
    Voorbeeld:
      amorecheck compare visie-mei.docx visie-juni.docx
    """
    from amorecheck.reporting import compare as comparing
    from amorecheck.reporting.wording import say

    renderers = {"text": comparing.render_text, "json": comparing.render_json, "html": comparing.render_html}
    wanted = _format_for(form, output)
    if wanted not in renderers:
        raise click.UsageError(say("command.no_comparison_form", form=wanted))
    with _progress(say("command.comparing")):
        comparison = comparing.compare(_judged(old, options), _judged(new, options))
    text = renderers[wanted](comparison)
    if output is None:
        click.echo(text, nl=not text.endswith("\n"))
    else:
        _save(text, output)


@main.group(name="rules", cls=DutchGroup)
def rules_group() -> None:
    """Bekijk en test de regels en woordenlijsten.

    \b
    Voorbeeld:
      amorecheck rules show T2
    """


def rules_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--rules", "rules_root", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="MAP", help="Gebruik rules/ en lexicons/ uit deze map.")(command)


@rules_group.command(name="list")
@rules_option
def rules_list(rules_root: Path | None) -> None:
    """Toon alle onderdelen en lenzen met hun vraag.

    \b
    Voorbeeld:
      amorecheck rules list
    """
    from amorecheck import load_rules
    from amorecheck.rules.show import render_list

    click.echo(render_list(load_rules(rules_root)))


@rules_group.command(name="show")
@click.argument("item", metavar="ID")
@rules_option
def rules_show(item: str, rules_root: Path | None) -> None:
    """Toon van één onderdeel wat de regels zoeken, met voorbeelden.

    \b
    Voorbeeld:
      amorecheck rules show WS1
    """
    from amorecheck import load_rules
    from amorecheck.rules.show import render_item

    click.echo(render_item(load_rules(rules_root), item))


@rules_group.command(name="check")
@click.option("--texts", type=click.Path(exists=True, path_type=Path), metavar="MAP", help="Zoek in deze teksten naar regels die nooit iets vinden (standaard de voorbeelden bij het programma).")
@click.option("--model", default="auto", show_default=True, metavar="NAAM", help="Taalmodel.")
@rules_option
def rules_check(texts: Path | None, model: str, rules_root: Path | None) -> None:
    """Test de regels en woordenlijsten.

    Het programma kijkt naar de voorbeelden, ongebruikte woordenlijsten, dubbele woorden
    en regels die nooit iets vinden.

    \b
    Voorbeelden:
      amorecheck rules check
      amorecheck rules check --rules mijn-regels
    """
    from amorecheck import load_rules
    from amorecheck.rules.show import render_check

    with _progress("Voorbeelden draaien …"):
        text, sound = render_check(load_rules(rules_root), model, texts)
    click.echo(text)
    if not sound:
        sys.exit(EXIT_USAGE)


@main.command()
def schema() -> None:
    """Toon het JSON-schema van het rapport.

    \b
    Voorbeeld:
      amorecheck schema > rapport.schema.json
    """
    import json

    from amorecheck.reporting.model import Report

    click.echo(json.dumps(Report.model_json_schema(by_alias=True), indent=2, ensure_ascii=False))


def run() -> None:
    """Entry point: Dutch messages of click itself, UTF-8 output, no traceback on a closed pipe."""
    gettext.bindtextdomain("click", str(Path(__file__).parent / "locale"))
    gettext.textdomain("click")
    os.environ.setdefault("LANGUAGE", "nl")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        main(prog_name="amorecheck")
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


# Last, because the command takes its options from here; it registers itself.
import amorecheck.batch.command  # noqa: E402
import amorecheck.batch.profile_command  # noqa: E402, F401
from amorecheck.web.command import serve  # noqa: E402

main.add_command(serve)


def _say_usage_in_dutch(command: click.Command) -> None:
    """click has no words for these two that gettext could reach."""
    command.options_metavar = "[OPTIES]"
    if isinstance(command, click.Group):
        command.subcommand_metavar = "OPDRACHT …"
        for below in command.commands.values():
            _say_usage_in_dutch(below)


_say_usage_in_dutch(main)

__all__ = ["__version__", "main", "run"]
