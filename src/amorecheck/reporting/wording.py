"""The Dutch sentences of the reports. They live in templates/*.yaml; this module only fills them in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from amorecheck.errors import ConfigurationError

WORDING_FOLDER = "templates"


@cache
def load_wording() -> Mapping[str, str | Mapping[str, str]]:
    """All phrases by dotted key; a phrase is a text, or a choice of texts by number (geen, een, meer)."""
    sources = sorted(
        (file for file in files(__package__).joinpath(WORDING_FOLDER).iterdir() if file.name.endswith(".yaml")),
        key=lambda file: file.name,
    )
    phrases: dict[str, str | Mapping[str, str]] = {}
    for source in sources:
        phrases.update(_flatten("", yaml.safe_load(source.read_text(encoding="utf-8"))))
    return phrases


def say(key: str, n: int | None = None, **values: object) -> str:
    """The phrase at `key` with its {names} filled in. `n` chooses between geen/een/meer and fills {n}.

    Values are put in as they are: braces or markup inside them mean nothing. Raises ConfigurationError for an
    unknown key or a name the phrase wants and did not get.
    """
    phrase = load_wording().get(key)
    if isinstance(phrase, Mapping):
        phrase = _choose(phrase, n)
    if phrase is None:
        raise ConfigurationError(f"De formulering '{key}' bestaat niet. Vul haar aan in {WORDING_FOLDER}.")
    try:
        return phrase.format_map({"n": n, **values})
    except KeyError as missing:
        raise ConfigurationError(
            f"De formulering '{key}' vraagt om {missing}, en die is niet gegeven. Pas {WORDING_FOLDER} aan."
        ) from missing


def join_words(words: Iterable[str]) -> str:
    """'a', 'a en b', 'a, b en c'."""
    *head, last = [word for word in words if word] or [""]
    return f"{', '.join(head)} {say('and')} {last}" if head else last


def lower_first(text: str) -> str:
    """`text` with a small first letter, unless its first word is an abbreviation with a capital inside ('GALA')."""
    first = text.split(" ", 1)[0]
    return text if len(first) > 1 and any(letter.isupper() for letter in first[1:]) else text[:1].lower() + text[1:]


def full_stop(text: str) -> str:
    """`text` as a sentence: capital first, and a full stop where no closing mark stands."""
    text = end_stop(text)
    return text[:1].upper() + text[1:]


def end_stop(text: str) -> str:
    """`text` with a full stop where no closing mark stands; the first letter stays as it is (after a colon)."""
    text = text.strip()
    last = text.rstrip("’”»'\")")[-1:] or text[-1:]  # the stop inside closing quotes ends the sentence too
    return text if not text or last in ".?!…" else text + "."


def _choose(phrase: Mapping[str, str], n: int | None) -> str | None:
    if n is None:
        return phrase.get("meer")
    name = {0: "geen", 1: "een"}.get(n, "meer")
    return phrase.get(name, phrase.get("meer"))


def _flatten(prefix: str, node: Mapping[str, Any]) -> Iterable[tuple[str, str | Mapping[str, str]]]:
    for name, value in node.items():
        key = f"{prefix}.{name}" if prefix else str(name)
        if isinstance(value, str):
            yield key, value.strip()
        elif "meer" in value:
            yield key, {number: str(text).strip() for number, text in value.items()}
        else:
            yield from _flatten(key, value)
