"""List marks and numbers that people type, and lines that look like headings or like contents.

Word and ODT know their lists and headings; text files, PDFs and carelessly made Word files only look like it.
"""

from __future__ import annotations

import re

_BULLET = re.compile(r"([-–—*•·▪■◦●○‣⁃➢➤►✓✔→§\uf0b7\uf0a7\uf0d8\uf0fc\uf0e0]|o(?=\t| {2,}))(?:[ \t\u00a0]+)(?=\S)")
_NUMBER = re.compile(r"(\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})\)|(?:\d{1,2}|[a-z]|[ivx]{1,4})\.)[ \t\u00a0]+(?=\S)")
_HEADING_NUMBER = re.compile(
    r"(\d{1,2}(?:\.\d{1,2}){1,4}\.?|\d{1,2}[.):]?|[A-H]\.|[IVX]{1,5}\.)[ \t\u00a0]+(?=[^\W\d_a-z]|['’\"“‘(]|\d{4}\b)"
)
_LEADERS = re.compile(r"(?:\.{4,}|…{2,}|(?:\. ){4,}|_{4,}|·{4,})\s*\d{1,3}\s*$")
_SENTENCE_BREAK = re.compile(r"[a-zà-ÿ]{3}[.!?][\"”’')]? +\S")
_PAGE_AT_END = re.compile(r"(?:\t| {2,})\d{1,3}\s*$")

FRONT_OR_BACK = re.compile(
    r"(?:inhoud(?:sopgave)?|voorwoord|ten geleide|samenvatting|leeswijzer|inleiding|nawoord|slotwoord|colofon|bijlagen?\b.*"
    r"|literatuur(?:lijst)?|bronnen(?:lijst)?|begrippen(?:lijst)?|afkortingen(?:lijst)?|verklarende woordenlijst)",
    re.IGNORECASE,
)


def bullet(text: str) -> tuple[str, int] | None:
    """The bullet that opens the text, as shown, and how many characters it takes; None without one."""
    match = _BULLET.match(text)
    if match is None:
        return None
    mark = match.group(1)
    return ("•" if "\ue000" <= mark <= "\uf8ff" or mark in "o*" else mark), match.end()


def number(text: str) -> tuple[str, int] | None:
    """The list number that opens the text ("2.", "a)", "(iv)") and how many characters it takes."""
    match = _NUMBER.match(text)
    return (match.group(1), match.end()) if match else None


def heading_number(text: str) -> tuple[str, int, int] | None:
    """The number that opens a heading, the characters it takes and its depth: "3.2 Rollen" -> ("3.2", 4, 2)."""
    match = _HEADING_NUMBER.match(text)
    if match is None:
        return None
    label = match.group(1).rstrip(".:)")
    return label, match.end(), label.count(".") + 1


def is_contents_line(text: str) -> bool:
    """Whether a line is one of a table of contents: dot leaders, then a page."""
    return len(text) < 250 and text.rstrip()[-1:].isdigit() and _LEADERS.search(text) is not None


def ends_in_page(text: str) -> bool:
    """Whether a line ends in a gap and a number, as in a table of contents without leaders."""
    return len(text) < 200 and text.rstrip()[-1:].isdigit() and _PAGE_AT_END.search(text) is not None


def looks_like_heading(text: str, *, words: int = 12, characters: int = 95) -> bool:
    """Whether a line that stands alone reads as a heading: short, opens with a capital or a digit, no full stop."""
    text = text.strip()
    if not text or len(text) > characters or "\n" in text or len(text.split()) > words:
        return False
    opening = text.lstrip("'’‘\"“")[:1]
    if not (opening.isupper() or opening.isdigit()) or text[-1] in ".,;:…]>|":
        return False
    if _SENTENCE_BREAK.search(text):
        return False
    return sum(character.isalpha() for character in text) >= max(2, len(text) // 2)
