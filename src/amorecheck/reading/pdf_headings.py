"""Which drafts of an untagged PDF are headings, and of what level."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from amorecheck.document import Kind
from amorecheck.reading.pdf_paragraphs import Draft, Typography, cut_start

MAX_LENGTH = 160
MAX_LEVEL = 6
LARGER = 1.12
"""From this ratio to the body size a short line is a heading by its size alone."""

_NUMBER = re.compile(r"(?:(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})\.?|(?P<letter>[A-Z])\.)\s+(?=[A-ZÀ-Ý‘'“\"(])")
_CHAPTER = re.compile(r"(?:hoofdstuk|deel|bijlage)\s+(?:\d{1,2}|[A-Z]|[IVX]{1,4})\b", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]{2,}")

Look = tuple[float, bool, bool]
"""Size (halves of points), bold, capitals: headings that look alike have the same level."""


def mark_headings(drafts: Sequence[Draft], typography: Typography, outline: Mapping[str, int]) -> None:
    """Turns paragraphs into headings, in place. outline: level by plain text, from the file's bookmarks."""
    for draft in drafts:
        if draft.kind is Kind.HEADING:
            _take_number(draft)
    _promote_title(drafts, typography)
    if not any(draft.tagged and draft.kind is Kind.HEADING for draft in drafts):
        for draft in drafts:  # tagged without headings: then these are guessed too
            draft.tagged = draft.tagged and draft.kind is not Kind.PARAGRAPH
    for index, draft in enumerate(drafts):
        if draft.kind in (Kind.PARAGRAPH, Kind.LIST_ITEM) and not draft.tagged:
            follower = drafts[index + 1] if index + 1 < len(drafts) else None
            if is_heading(draft, typography, follower, outline):
                draft.kind, draft.list_level = Kind.HEADING, 0
    _set_levels([draft for draft in drafts if draft.kind is Kind.HEADING and not draft.tagged], outline)


def _promote_title(drafts: Sequence[Draft], typography: Typography) -> None:
    """The title style is often tagged as a paragraph: on page 1, before all headings, larger than each of them."""
    largest = max((draft.size for draft in drafts if draft.kind is Kind.HEADING), default=0.0)
    for draft in drafts[:5]:
        if draft.page > 1 or draft.kind is Kind.HEADING:
            return
        large = draft.size > max(largest, 1.3 * typography.body)
        if draft.tagged and draft.kind is Kind.PARAGRAPH and large and len(draft.text) <= MAX_LENGTH:
            draft.kind, draft.level = Kind.HEADING, 1
            return


def plain(text: str) -> str:
    """For comparing headings with bookmarks: letters only."""
    return re.sub(r"[\W\d_]+", "", text).lower()


def is_heading(draft: Draft, typography: Typography, follower: Draft | None, outline: Mapping[str, int]) -> bool:
    text = draft.text.strip()
    if not _LETTERS.search(text) or len(text) > MAX_LENGTH or len(draft.lines) > 4:
        return False
    if draft.kind is Kind.PARAGRAPH and plain(text) in outline and draft.size >= 0.95 * typography.body:
        return True
    if (text.endswith((".", ",", ";", ":", "-")) and not re.match(r"\d", text)) or text[0].islower():
        return False
    if draft.size >= LARGER * typography.body and draft.kind is Kind.PARAGRAPH:
        return True
    if draft.size < 0.97 * typography.body or len(draft.lines) > 2:
        return False
    if draft.kind is Kind.LIST_ITEM:
        return draft.bold and not typography.bold_body and draft.label[:1].isdigit() and not text.endswith(".")
    if draft.bold and not typography.bold_body:
        return follower is not None and not text.endswith(".")
    return len(draft.lines) == 1 and not text.endswith(".") and follower is not None and _stands_out(text)


def _stands_out(text: str) -> bool:
    """Body type, but numbered in two steps ("2.1 Wonen"), a chapter title, or in capitals."""
    number = _NUMBER.match(text)
    if number and number["number"] and "." in number["number"]:
        return len(text) <= 90
    if _CHAPTER.match(text):
        return len(text) <= 90
    return text.isupper() and 5 <= len(text) <= 70 and len(_LETTERS.findall(text)) <= 8 and len(text.split()[0]) > 2


def _look(draft: Draft) -> Look:
    return round(draft.size * 2) / 2, draft.bold, draft.text.isupper()


def _set_levels(headings: Sequence[Draft], outline: Mapping[str, int]) -> None:
    """By bookmark, by number, else by rank of the look; a look that is mostly numbered has its numbers' depth."""
    looks = Counter(_look(draft) for draft in headings)
    title = _title_look(headings, looks)
    depths: dict[Look, Counter[int]] = {}
    for draft in headings:
        depth = outline.get(plain(draft.text), 0) or _depth(draft)
        if depth:
            depths.setdefault(_look(draft), Counter())[depth] += 1
    levels: dict[Look, int] = {}
    level = 0
    for look in sorted(looks, key=lambda look: (-look[0], not look[2], not look[1])):
        if look == title:
            levels[look] = 1
            continue
        known = depths.get(look)
        level = known.most_common(1)[0][0] if known else min(level + 1, MAX_LEVEL)
        levels[look] = level
    for draft in headings:
        draft.level = outline.get(plain(draft.text), 0) or _depth(draft) or levels[_look(draft)]
        _take_number(draft)


def _title_look(headings: Sequence[Draft], looks: Counter[Look]) -> Look | None:
    """The look of the title of the document: largest, only at the very start."""
    if not headings or not looks:
        return None
    largest = max(looks)
    holders = [draft for draft in headings if _look(draft) == largest]
    rest = len(headings) - len(holders)
    return largest if rest and len(holders) <= 2 and all(draft.page <= 2 for draft in holders) else None


def _depth(draft: Draft) -> int:
    if draft.label:
        return draft.label.strip(".)").count(".") + 1 if draft.label[:1].isdigit() else 0
    match = _NUMBER.match(draft.text)
    if match and match["number"]:
        return match["number"].count(".") + 1
    return 1 if _CHAPTER.match(draft.text) else 0


def _take_number(draft: Draft) -> None:
    """The number goes to the label, as Word keeps it too."""
    match = _NUMBER.match(draft.text)
    first = draft.lines[0]
    if match and not draft.label and len(first.text) > match.end():
        draft.label = match[0].strip()
        cut_start(first, match.end())
