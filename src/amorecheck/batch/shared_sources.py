"""Whether a sentence is a law's or a national agreement's own: told by lexicons/landelijke-bronnen.tsv and by quotation marks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from amorecheck.errors import RuleError
from amorecheck.reporting.passages_alike import letters_of

FILE = "landelijke-bronnen.tsv"
MANY = 3
"""From so many municipalities on, a shared sentence that names a law or agreement is taken to come from there."""

_KINDS = ("bron", "citaat", "tekst")
_QUOTED = re.compile(r"[“\"‘«„]([^”\"’»“«„]{20,})[”\"’»]")
_MOSTLY = 0.6
_ALIKE = 85.0


@dataclass(frozen=True)
class NationalSources:
    """Names of laws and agreements, words that announce a quote from them, and well-known sentences of their own."""

    names: re.Pattern[str] | None
    announcing: re.Pattern[str] | None
    texts: tuple[str, ...]

    def claim(self, text: str, municipalities: int) -> bool:
        """Whether a sentence that `municipalities` drafts of different municipalities share is a quote and no one's own."""
        return _is_quoted(text) or self._cites(letters_of(text), municipalities) or self._is_known(letters_of(text))

    def _cites(self, words: str, municipalities: int) -> bool:
        if self.names is None or not self.names.search(words):
            return False
        return municipalities >= MANY or bool(self.announcing and self.announcing.search(words))

    def _is_known(self, words: str) -> bool:
        return any(fuzz.partial_ratio(known, words) >= _ALIKE if len(known) <= len(words) else fuzz.ratio(known, words) >= _ALIKE for known in self.texts)


def _is_quoted(text: str) -> bool:
    """Whether most of the sentence stands between quotation marks."""
    return sum(len(found) for found in _QUOTED.findall(text)) >= _MOSTLY * len(text)


def load_sources(root: Path) -> NationalSources:
    """The sources in root/lexicons; none where the file is not there. Raises RuleError (file:line)."""
    path = root / "lexicons" / FILE
    found: dict[str, list[str]] = defaultdict(list)
    try:
        lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError("Dit bestand kan niet worden gelezen. Sla het op als UTF-8.", place=FILE) from error
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        kind, _, words = line.partition("\t")
        if kind not in _KINDS or not words.strip():
            raise RuleError(f"Deze regel klopt niet. Schrijf {', '.join(_KINDS[:-1])} of {_KINDS[-1]}, een tab, en dan de woorden.", place=f"{FILE}:{number}")
        found[kind].append(words.strip())
    return NationalSources(_any_of(found["bron"]), _any_of(found["citaat"]), tuple(letters_of(text) for text in found["tekst"]))


def _any_of(terms: Iterable[str]) -> re.Pattern[str] | None:
    parts = [r"\w*".join(re.escape(letters_of(piece)) for piece in term.split("*")) for term in terms]
    return re.compile(rf"\b(?:{'|'.join(sorted(parts, key=len, reverse=True))})\b") if parts else None
