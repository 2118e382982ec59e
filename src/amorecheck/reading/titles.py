"""Titles as files state them: often left over from a template or another program."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LEFTOVER = re.compile(
    r"(?:microsoft (?:word|office word|powerpoint)\b.*|(?:nieuw |new )?(?:microsoft word-?)?document\s*\(?\d*\)?|naamloos\s*\d*|untitled.*|no title|geen titel"
    r"|titel\b.*|title\b|ondertitel.*|\[.*\]|<.*>|concept(?:versie)?|definitief|sjabloon.*|.*\bsjabloon|template.*|.*\btemplate|versie\b.*"
    r"|(?:word|pdf|powerpoint|power point)[ -]?(?:document|presentatie|presentation|sjabloon)|(?:beleids)?visie|beleid(?:splan)?|voorstel|bijlage\s*\w?|presentati(?:e|on)\s*\d*|(?:dia|slide|pagina|page|blad|map)\s*\d+"
    r"|(?:layout|opmaak|lay-out|entwurf|untitled|scan|scanned document|gescand document|kopie|copy|normal|standaard)\s*[\d-]*|a[345](?: staand| liggend)?"
    r"|(?:rapport|nota|notitie|memo|brief|beleidsstuk|huisstijl)\s*\d*|.*\.(?:docx?|docm|dotx?|pdf|odt|rtf|txt|indd|pptx?|pub|qxp|qxd|xlsx?|tmp|html?))",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(r"\S*[\d_/\\]\S*|\S+-\S+-\S+")
"""One piece without spaces, with figures, underscores or several hyphens: visie-def-3, D2026.0412."""


def is_title(text: str) -> bool:
    """Whether a text can be the title of a draft: words, not a file name or what a template left behind."""
    text = " ".join(text.split())
    if not 4 <= len(text) <= 200 or "_" in text or not any(c.isalpha() for c in text):
        return False
    return not _LEFTOVER.fullmatch(text) and not _FILE_NAME.fullmatch(text)


def choose_title(metadata: str, styled: Sequence[str]) -> str:
    """The title that readers see in the draft when it has one, else the one in its properties, else ""."""
    for text in styled:
        if is_title(text):
            return " ".join(text.split())
    return " ".join(metadata.split()) if is_title(metadata) else ""
