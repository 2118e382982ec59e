"""Where something stands in the draft, said as an adviser would say it."""

from __future__ import annotations

from collections.abc import Sequence

from .model import Evidence, Nearest
from .plain import shorten
from .wording import say

_WIDEST_HEADING = 70


def describe_place(page: int | None, section: Sequence[str], paragraph: int) -> str:
    """'blz. 4, § Rol van de gemeente, alinea 12'; what is unknown (None, (), 0) is left out, nothing known gives ''.

    section: chain of headings, outermost first; the innermost is named, cut to 70 characters.
    """
    heading = next((shorten(title, _WIDEST_HEADING) for title in reversed(section) if title.strip()), "")
    parts = (
        say("place.page", page=page) if page else "",
        say("place.section", heading=heading) if heading else "",
        say("place.paragraph", paragraph=paragraph) if paragraph > 0 else "",
    )
    return ", ".join(part for part in parts if part)


def place_of(passage: Evidence | Nearest) -> str:
    """`describe_place` of a piece of evidence or of the nearest passage."""
    return describe_place(passage.page, passage.section, passage.paragraph)
