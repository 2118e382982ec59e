"""`amorecheck serve`: the options and what they mean. Imports nothing but click until it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_DEFAULT_PORT = 8420


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), metavar="N", help=f"Poort; standaard {_DEFAULT_PORT}, of de eerste vrije daarna.")
@click.option("--no-browser", is_flag=True, help="Open geen browser.")
@click.option("--theme", type=_FILE, metavar="BESTAND", help="CSS met kleuren en letters van uw gemeente (--amore-…).")
@click.option("--keep", type=click.FloatRange(1, 24 * 60), default=30, show_default=True, metavar="MINUTEN", help="Zo lang blijft een rapport staan.")
@click.option("--max-size", type=click.IntRange(1, 300), default=25, show_default=True, metavar="MB", help="Grootste bestand dat mag worden gekozen.")
@click.option("--model", default="auto", show_default=True, metavar="NAAM", help="Taalmodel: auto, nl_core_news_md, nl_amore_sm of een map.")
@click.option("--rules", "rules_root", type=_FOLDER, metavar="MAP", help="Gebruik rules/ en lexicons/ uit deze map.")
@click.option("--workers", type=click.IntRange(1, 2), default=2, show_default=True, metavar="N", help="Zoveel concepten tegelijk; elk vraagt tot 500 MB geheugen.")
@click.option("--work-folder", type=_FOLDER, metavar="MAP", help="Maak de tijdelijke mappen hierin.")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADRES", help="Voor een server: het adres om op te luisteren.")
@click.option("--public-url", "public_urls", multiple=True, metavar="URL", help="Voor een server: het adres waarmee mensen de pagina openen (mag vaker).")
@click.option("--password-file", type=_FILE, metavar="BESTAND", help="Voor een server: bestand met het wachtwoord (of zet AMORECHECK_PASSWORD).")
@click.option("--proxy-header", metavar="KOP", help="Voor een server: kop waarin de proxy de aangemelde gebruiker zet.")
@click.option("--proxy-from", multiple=True, metavar="ADRES", help="Adres van die proxy (mag vaker); standaard deze computer.")
@click.option("--insecure", is_flag=True, help="Luister ook zonder wachtwoord of proxy op een ander adres.")
def serve(port: int | None, no_browser: bool, theme: Path | None, keep: float, max_size: int, password_file: Path | None, **options: Any) -> None:
    """Start de webpagina: kies een concept in de browser en lees daar het rapport.

    De pagina draait op uw eigen computer en is alleen daar te openen.

    \b
    Voorbeelden:
      amorecheck serve
      amorecheck serve --port 9000 --no-browser
    """
    from amorecheck.errors import ConfigurationError

    try:
        from amorecheck.web.server import serve as run
        from amorecheck.web.settings import MEGABYTE, Settings
        from amorecheck.web.theme import read_theme
    except ImportError as error:
        raise ConfigurationError('Voor de webpagina ontbreken onderdelen. Installeer ze met: pip install "amorecheck[web]".') from error

    options["proxy_from"] = options["proxy_from"] or Settings.__dataclass_fields__["proxy_from"].default
    options["proxy_header"] = options["proxy_header"] or ""
    settings = Settings(
        port=_DEFAULT_PORT if port is None else port, largest=max_size * MEGABYTE, keep=keep * 60, theme=read_theme(theme) if theme else "",
        password=_password(password_file), **options,
    )  # fmt: skip
    run(settings, fixed_port=port is not None, say=click.echo, browser=not no_browser)


def _password(path: Path | None) -> str:
    """The first line of the file, or the environment's. Raises ConfigurationError."""
    import os

    from amorecheck.errors import ConfigurationError

    if path is None:
        return os.environ.get("AMORECHECK_PASSWORD", "")
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"Het wachtwoordbestand {path.name} kan niet worden gelezen. Geef een tekstbestand in UTF-8.") from error
    if not lines or not lines[0].strip():
        raise ConfigurationError(f"Het wachtwoordbestand {path.name} is leeg. Zet het wachtwoord op de eerste regel.")
    return lines[0].strip()
