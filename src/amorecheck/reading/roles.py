"""What sections are for, told by their headings: contents, colophon, sources, glossary, law, participation, reactions.

When in doubt a section is the vision itself: a passage wrongly judged shows itself in the report, one wrongly left
out is missed by nobody but the reader. So a heading must be such a heading as a whole, a report on participation
or a reaction counts only as an annex or a document of its own, and a role that takes over most of the draft is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from amorecheck.document import Block, Kind, Role
from amorecheck.reading import labels

_ANNEX = re.compile(r"bijlagen?\b(?:\s+(?:\d{1,2}|[a-h]|[ivx]{1,4})\b)?\s*[:.\-–—|)]?\s*", re.IGNORECASE)
_MOST_CONTENTS = 5
_LEAST_ENTRIES = 3
_PAGE = re.compile(r"\D(\d{1,3})$")
_CONTENTS = re.compile(r"inhoud(?:s(?:opgave|overzicht))?|inhoud van dit document")

_ANYWHERE: tuple[tuple[Role, str], ...] = (
    (Role.READING_GUIDE, r"leeswijzer|(?:opbouw|indeling) van (?:deze|dit|de|het) (?:visie|nota|kadernota|notitie|document|stuk|rapport|plan)"),
    (Role.COLOPHON, r"colofon|impressum|documentgegevens|documentinformatie|versiebeheer|versiehistorie"),
    (
        Role.BIBLIOGRAPHY,
        r"(?:geraadpleegde |gebruikte )?(?:literatuur|bronnen|referentie|bronvermelding|bibliografie)(?:lijst|overzicht|s|en|verwijzingen)?"
        r"(?: en (?:geraadpleegde )?(?:bronnen|literatuur|referenties|verwijzingen)(?:lijst)?)?|literatuur- en bronnenlijst|bronnen- en literatuurlijst",
    ),
    (
        Role.GLOSSARY,
        r"(?:lijst (?:van|met) )?(?:gebruikte )?(?:begrippen|afkortingen|definities)(?:lijst)?(?: en (?:begrippen|afkortingen|definities)(?:lijst)?)?"
        r"|begrippen- en afkortingenlijst|afkortingen- en begrippenlijst|verklarende (?:woorden|begrippen)lijst|woordenlijst|begripsbepalingen"
        r"|begripsomschrijvingen",
    ),
    (
        Role.LEGAL,
        r"(?:het )?(?:wettelijke?|juridische?) (?:kaders?|grondslag(?:en)?|bepalingen)(?: en (?:beleids)?(?:kaders?|regelgeving))?"
        r"|(?:relevante )?wet- en regelgeving|wetteksten|(?:relevante )?wetsartikelen",
    ),
    (
        Role.PARTICIPATION,
        r"participatieverslag\b.*|participatierapport\b.*|verslag(?:en|legging)?\b.{0,30}(?:participatie|bijeenkomst|avond|sessie|gesprek|dialoog|consultatie).*",
    ),
    (
        Role.REACTIONS,
        r"(?:inspraak)?reactienota\b.*|nota (?:van )?(?:inspraak|beantwoording|zienswijzen|reacties)\b.*|inspraakreacties\b.*|zienswijzen(?:nota)?\b.*"
        r"|(?:raads|college)voorstel\b.*|(?:ontwerp-?|concept-?)?raadsbesluit\b.*|beantwoording (?:van )?(?:de )?(?:inspraak|zienswijzen|reacties)\b.*",
    ),
)
_IN_ANNEX: tuple[tuple[Role, str], ...] = (
    (Role.COLOPHON, r"colofon"),
    (Role.GLOSSARY, r"begrip|afkorting|woordenlijst|definities"),
    (Role.BIBLIOGRAPHY, r"literatuur|bronnen(?:lijst|overzicht)?$|referenties|bronvermelding"),
    (Role.LEGAL, r"\bwett?(?:elijke?|en)?\b|juridisch|wetgeving|wetsartikel|regelgeving"),
    (Role.REACTIONS, r"advies|adviezen|reacties?\b|reactienota|zienswijze|inspraak|raadsvoorstel|collegevoorstel|raadsbesluit|beantwoording"),
    (
        Role.PARTICIPATION,
        r"participatie(?!wet)|bijeenkomst|inwonersavond|bewonersavond|raadpleging|enquête|dialoog|verslag|opbrengst|werksessie|deelnemers|gesprekspartners",
    ),
)
_FULL = tuple((role, re.compile(pattern)) for role, pattern in _ANYWHERE)
_PARTLY = tuple((role, re.compile(pattern)) for role, pattern in _IN_ANNEX)
_IMPRINT = re.compile(
    r"(?:uitgave(?: van)?|vormgeving|opmaak|fotografie|foto'?s|druk(?:werk)?|redactie|tekst(?:en)?|auteurs?|samenstelling|opdrachtgever|isbn"
    r"|contact(?:gegevens)?|versie(?:nummer)?|datum|status|zaaknummer|registratienummer|kenmerk|©.{0,40})\s*(?::|\t|$)",
    re.IGNORECASE,
)


def mark_contents(blocks: Sequence[Block]) -> list[Block]:
    """Lines of a table of contents become Kind.CONTENTS: by their dot leaders, or because they repeat headings that follow."""
    marked = [
        replace(block, kind=Kind.CONTENTS, level=0)
        if block.kind in (Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.HEADING) and _all_leaders(block.text)
        else block
        for block in blocks
    ]
    n = lists = 0
    while n < len(marked):
        if lists < _MOST_CONTENTS and marked[n].kind in (Kind.HEADING, Kind.CONTENTS, Kind.PARAGRAPH) and _CONTENTS.fullmatch(_plain(marked[n].text)):
            lists += 1
            stop = _end_of_contents(marked, n + 1)
            for at in range(n, stop):
                kind = marked[at].kind if at == n and marked[n].kind is Kind.HEADING else Kind.CONTENTS
                marked[at] = replace(marked[at], kind=kind, role=Role.CONTENTS, level=marked[at].level if at == n else 0)
            n = max(stop, n + 1)
        else:
            if marked[n].kind is Kind.CONTENTS:
                marked[n] = replace(marked[n], role=Role.CONTENTS)
            n += 1
    return _mark_bare_contents(marked)


def _mark_bare_contents(blocks: list[Block]) -> list[Block]:
    """Contents without a title of their own: lines in a row that are headings of this draft with a rising page behind."""
    titles = {_entry(block.text) for block in blocks if block.kind is Kind.HEADING and not _PAGE.search(block.text)}
    n = 0
    while n < len(blocks):
        stop, last, known = n, 0, 0
        while stop < len(blocks) and (page := _page_of_entry(blocks[stop])) >= max(1, last):
            known += _entry(blocks[stop].text) in titles
            stop, last = stop + 1, page
        if stop - n >= _LEAST_ENTRIES and known >= 0.6 * (stop - n):
            blocks[n:stop] = [replace(block, kind=Kind.CONTENTS, role=Role.CONTENTS, level=0, list_level=0) for block in blocks[n:stop]]
        n = max(stop, n + 1)
    return blocks


def _page_of_entry(block: Block) -> int:
    """The page at the end of a short line, 0 when it is no such line."""
    if block.kind not in (Kind.HEADING, Kind.PARAGRAPH, Kind.LIST_ITEM) or len(block.text) > 120 or "\n" in block.text:
        return 0
    found = _PAGE.search(block.text)
    return int(found[1]) if found else 0


def _all_leaders(text: str) -> bool:
    return all(labels.is_contents_line(line) for line in text.splitlines() if line.strip())


def _end_of_contents(blocks: Sequence[Block], start: int) -> int:
    """The number of the first block after the contents that start here."""
    headings: dict[str, int] = {}
    for n in range(start, len(blocks)):
        if blocks[n].kind in (Kind.HEADING, Kind.PARAGRAPH):
            headings[_entry(blocks[n].text)] = n
    seen: set[str] = set()
    n = start
    while n < len(blocks):
        block = blocks[n]
        lines = [_entry(line) for line in block.text.splitlines() if line.strip()]
        known = bool(lines) and all(headings.get(line, -1) > n or labels.ends_in_page(line) for line in lines)
        listed = block.kind is Kind.CONTENTS or (len(block.text.split()) <= 20 * len(lines) and known)
        if not listed and not labels.ends_in_page(block.text):
            break
        if block.kind is not Kind.CONTENTS and seen.intersection(lines):
            break
        seen.update(lines)
        n += 1
    return n


def _entry(text: str) -> str:
    text = re.sub(r"[\s.…_·]*\d{0,3}\s*$", "", text.strip())
    numbered = labels.heading_number(text)
    return _plain(text[numbered[1] :] if numbered else text)


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split()).strip(" .:*#-–")


def mark_roles(blocks: Sequence[Block]) -> list[Block]:
    """Give every section the role of its heading, until a heading of the same or a higher level."""
    roles: list[tuple[Role, bool]] = []
    role, level, sure = Role.BODY, 99, False
    annexes = 99
    for block in blocks:
        if block.kind is Kind.HEADING and block.role is Role.BODY:
            if block.level <= level:
                role, level, sure = Role.BODY, 99, False
            numbered = block.label[:1].isdigit() or labels.heading_number(block.text) is not None
            is_annex = bool(_ANNEX.match(block.text))
            if not is_annex and block.level <= annexes and (numbered or block.level < annexes):
                annexes = 99
            if is_annex:
                annexes = block.level
            if role is Role.BODY:
                role = role_of(block.text, annex=is_annex or annexes < 99)
                level, sure = (block.level, is_annex or annexes < 99) if role is not Role.BODY else (99, False)
        roles.append((block.role, True) if block.role is not Role.BODY else (role, sure))
    dropped = _too_much(blocks, roles)
    marked = [
        block if role is block.role or (role, sure) in dropped else replace(block, role=role)
        for block, (role, sure) in zip(blocks, roles, strict=True)
    ]
    return _mark_imprints(marked)


def role_of(heading: str, *, annex: bool = False) -> Role:
    """The role of a section with this heading. annex: it is, or stands in, an annex."""
    numbered = labels.heading_number(heading)
    text = _plain(_ANNEX.sub("", heading[numbered[1] if numbered else 0 :], count=1))
    for role, pattern in _FULL:
        if pattern.fullmatch(text):
            return role
    if annex:
        for role, pattern in _PARTLY:
            if pattern.search(text):
                return role
    return Role.BODY


def _too_much(blocks: Sequence[Block], roles: Sequence[tuple[Role, bool]]) -> set[tuple[Role, bool]]:
    """Roles that cover so much of the draft that the heading cannot mean what it seems to."""
    words: dict[tuple[Role, bool], int] = {}
    for block, role in zip(blocks, roles, strict=True):
        words[role] = words.get(role, 0) + len(block.text.split())
    total = sum(words.values())
    return {
        (role, sure)
        for (role, sure), number in words.items()
        if role not in (Role.BODY, Role.CONTENTS) and number > total * (0.8 if sure else 0.5)
    }


def _mark_imprints(blocks: list[Block]) -> list[Block]:
    """A colophon without a heading: three or more lines such as 'Vormgeving: …' together."""
    n = 0
    while n < len(blocks):
        stop, found = n, 0
        while stop < len(blocks) and blocks[stop].kind in (Kind.PARAGRAPH, Kind.TEXT_BOX, Kind.HEADING) and len(blocks[stop].text) < 500:
            lines = sum(_IMPRINT.match(line) is not None for line in blocks[stop].text.splitlines())
            if not lines:
                break
            found += lines
            stop += 1
        if found >= 3 and sum(len(block.text.split()) for block in blocks[n:stop]) < 30 * found:
            for at in range(n, stop):
                if blocks[at].role is Role.BODY:
                    blocks[at] = replace(blocks[at], role=Role.COLOPHON)
        n = max(stop, n + 1)
    return blocks
