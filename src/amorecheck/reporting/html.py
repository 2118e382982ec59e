"""The report as one HTML file: no network, no script, Dutch, for a screen, a phone, a screen reader and A4.

The web page shows the same content with the same templates: it takes `environment()`, `report_context(report)` and
includes `_report_body.html.j2`; `stylesheet()` is the style both share.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from amorecheck.errors import ConfigurationError

from . import phrases
from .cited import cited, evidence_by_id, waived_items
from .model import Item, Report
from .picture import lines, soft
from .places import place_of
from .plain import plain_text
from .summary import (
    MEASURES_SHOWN,
    example_of,
    is_part,
    missing_parts,
    name_of,
    question_of,
    summarise,
    undecided,
)
from .verdict_words import verdict_key, verdict_word
from .wording import end_stop, full_stop, join_words, say


def render_html(report: Report, theme: str = "") -> str:
    """The report as a complete HTML page.

    theme: CSS that follows the own style sheet, to set the `--amore-…` properties of a municipality. It may hold no
    '<', so that it cannot leave its element; ConfigurationError otherwise. All other text is escaped.
    """
    page = environment().get_template("report.html.j2")
    return page.render(**report_context(report), stylesheet=Markup(stylesheet(theme)))


def report_context(report: Report) -> dict[str, Any]:
    """What `_report_body.html.j2` needs to know; a web page may add names of its own."""
    return {
        "report": report,
        "summary": summarise(report),
        "evidence": evidence_by_id(report),
        "waived": waived_items(report),
    }


def stylesheet(theme: str = "") -> str:
    """The style sheet, with `theme` after it. Raises ConfigurationError where the theme holds a '<'."""
    if "<" in theme:
        raise ConfigurationError("Het thema bevat een '<'. Gebruik een bestand met alleen CSS.")
    own = files(__package__).joinpath("templates/report.css").read_text(encoding="utf-8")
    return f"{own}\n{theme}" if theme else own


@cache
def environment() -> Environment:
    """The templates with the words and functions they use. Escapes everything; an unknown name is an error."""
    made = Environment(
        loader=PackageLoader(__package__, "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters.update(
        plain=plain_text, capital=_capital, sentence=_sentence, ending=_ending, listing=_listing, place=place_of, anchor=anchor, soft=soft, lines=lines
    )
    made.globals.update(
        say=say,
        phrases=phrases,
        name_of=name_of,
        question_of=question_of,
        verdict_key=verdict_key,
        verdict_word=verdict_word,
        measures_shown=MEASURES_SHOWN,
        missing_parts=missing_parts,
        example_of=example_of,
        joined=join_words,
        groups_of=groups_of,
        parts_of=parts_of,
        pieces=cited,
        segments=segments,
        undecided=undecided,
    )
    return made


def anchor(name: str) -> str:
    """The HTML id of an item: 'onderdeel-AMORE-A'."""
    return "onderdeel-" + re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")


def groups_of(item: Item) -> tuple[Item, ...]:
    """The items below a bouwsteen that are judged on their own; () for a theme or question."""
    return tuple(child for child in item.items if not is_part(child, item))


def parts_of(item: Item) -> tuple[Item, ...]:
    """The sub-items of an item ('T2.doel' of 'T2')."""
    return tuple(child for child in item.items if is_part(child, item))


def segments(text: str, words: tuple[str, ...]) -> list[tuple[str, bool]]:
    """`text` cut into (part, whether it is one of `words`); the parts together are the text on one line."""
    text = plain_text(text)
    wanted = sorted({plain_text(word) for word in words if plain_text(word)}, key=len, reverse=True)
    if not wanted:
        return [(text, False)]
    found = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, wanted)) + r")", re.IGNORECASE)
    return [(part, bool(number % 2)) for number, part in enumerate(found.split(text)) if part]


def _capital(text: str) -> str:
    return full_stop(plain_text(text)).removesuffix(".")


def _sentence(text: str) -> str:
    return full_stop(plain_text(text))


def _ending(text: str) -> str:
    return end_stop(plain_text(text))


def _listing(texts: tuple[str, ...]) -> str:
    return join_words(plain_text(text).rstrip(".") for text in texts)
