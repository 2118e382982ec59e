"""A municipality's own colours and letters: a CSS file that may set the `--amore-…` properties and nothing else.

    :root { --amore-color-accent: #005b8f; }
    @media (prefers-color-scheme: dark) { :root { --amore-color-accent: #7fc4ec; } }
"""

from __future__ import annotations

import difflib
import re
from functools import cache
from pathlib import Path

from amorecheck.errors import ConfigurationError
from amorecheck.reporting.html import stylesheet

_LARGEST = 64 << 10
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_OPENING = re.compile(r"\s*(:root|@media\s+(?:screen\s+and\s+)?\(\s*prefers-color-scheme\s*:\s*(?:dark|light)\s*\))\s*\{")
_DECLARATION = re.compile(r"\s*(--[A-Za-z0-9-]+)\s*:\s*([^;{}]*?)\s*(;|(?=\}))")
_CLOSING = re.compile(r"\s*\}")
_VALUE = re.compile(r"[\w\s#%.,()'\"+*/-]+")
_FUNCTION = re.compile(r"([\w-]+)\s*\(")
_FUNCTIONS = frozenset(("var", "rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color-mix", "light-dark", "calc", "min", "max", "clamp", ""))


def read_theme(path: Path) -> str:
    """The theme in a file. Raises ConfigurationError with file:line."""
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"Het thema {path.name} kan niet worden gelezen. Geef een CSS-bestand in UTF-8.") from error
    if len(data) > _LARGEST:
        raise ConfigurationError(f"Het thema {path.name} is groter dan 64 kB. Geef een bestand met alleen de eigenschappen die u verandert.")
    return check_theme(text, path.name)


def check_theme(text: str, name: str = "thema.css") -> str:
    """The theme, if it only sets known properties to plain values: nothing in it can fetch, select or hide."""
    if "<" in text:
        # Also in a comment: the saved HTML report holds the theme inside an element.
        raise _wrong(_place(name, text, text.index("<")), "er staat een '<' in")
    css = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
    at, depth, inside = 0, 0, False
    while css[at:].strip():
        if inside and (found := _DECLARATION.match(css, at)):
            _check_declaration(found[1], found[2], _place(name, css, found.start(1)))
        elif found := _CLOSING.match(css, at) if depth else None:
            depth, inside = depth - 1, False
        elif not inside and (found := _OPENING.match(css, at)) and not (depth and found[1].startswith("@")):
            depth, inside = depth + 1, found[1] == ":root"
        else:
            start = at + len(css[at:]) - len(css[at:].lstrip())
            raise _wrong(_place(name, css, start), f"«{css[start:].split(chr(10))[0][:40]}» hoort niet in een thema")
        at = found.end()
    if depth:
        raise _wrong(_place(name, css, len(css)), "er mist een sluitende accolade")
    return text


@cache
def property_names() -> frozenset[str]:
    """The properties of the own style sheet that may be set."""
    return frozenset(re.findall(r"(--amore-[a-z-]+)\s*:", stylesheet()))


def _check_declaration(name: str, value: str, place: str) -> None:
    if name not in property_names():
        near = difflib.get_close_matches(name, property_names(), 1)
        raise _wrong(place, f"de eigenschap «{name}» bestaat niet" + (f"; bedoelt u «{near[0]}»" if near else ""))
    functions = {function.lower() for function in _FUNCTION.findall(value)}
    if not value or not _VALUE.fullmatch(value) or not functions <= _FUNCTIONS or value.count("(") != value.count(")"):
        raise _wrong(place, f"de waarde van «{name}» is geen kleur, maat of lettertype")


def _place(name: str, css: str, at: int) -> str:
    return f"{name}:{css.count(chr(10), 0, at) + 1}"


def _wrong(place: str, what: str) -> ConfigurationError:
    return ConfigurationError(f"{place}: {what}. Een thema bevat alleen :root met eigenschappen als --amore-color-accent.")
