"""Titles as files state them: often left over from a template or another program."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LEFTOVER = re.compile(
    r"(?:microsoft word\b.*|document\s*\d*|naamloos\s*\d*|untitled\s*\d*|titel.*|\[.*\]|concept|sjabloon.*|template.*|versie\b.*"
    r"|(?:word|pdf|powerpoint)[ -]?(?:document|presentatie|presentation)|.*\.(?:docx?|dotx?|pdf|odt|rtf|txt|indd))",
    re.IGNORECASE,
)


def is_title(text: str) -> bool:
    """Whether a text can be the title of a draft: words, not a file name or what a template left behind."""
    text = " ".join(text.split())
    return 4 <= len(text) <= 200 and not _LEFTOVER.fullmatch(text) and "_" not in text and any(c.isalpha() for c in text)


def choose_title(metadata: str, styled: Sequence[str]) -> str:
    """The title that readers see in the draft when it has one, else the one in its properties, else ""."""
    for text in styled:
        if is_title(text):
            return " ".join(text.split())
    return " ".join(metadata.split()) if is_title(metadata) else ""
