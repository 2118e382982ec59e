"""Text from a draft or a rule file, made safe to show: no escape codes, control characters or hidden direction marks."""

from __future__ import annotations

import re

_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)
_ESCAPE = re.compile("\x1b\\[[0-?]*[ -/]*[@-~]|\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)")
_SPACE = re.compile(r"\s+")


def plain_text(text: str) -> str:
    """`text` on one line: escape sequences and control characters gone, white space collapsed.

    A draft may hold anything (a terminal code that clears the screen, a mark that turns the reading direction);
    what a report shows of it is letters only.
    """
    return _SPACE.sub(" ", _CONTROL.sub("", _ESCAPE.sub("", text))).strip()


def shorten(text: str, width: int) -> str:
    """`text` cut at a word so that it fits `width` characters, with '…' where something was left out."""
    text = plain_text(text)
    if len(text) <= width:
        return text
    cut = text[: width - 1]
    whole = cut.rsplit(" ", 1)[0] if " " in cut[width // 2 :] else cut
    return whole.rstrip(" ,;:.") + "…"
