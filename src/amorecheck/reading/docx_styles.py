"""Styles and list numbers of a Word file: what a paragraph inherits, and the label Word would show before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from amorecheck.reading.blocks import clean
from amorecheck.reading.office import style_chain, whole

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"

_HEADING_NAME = re.compile(r"(?:heading|kop|überschrift|titre)\s*([1-9])\b", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"(?:toc\b|toc ?\d|inhopg|inhoudsopgave|table of (?:figures|authorities)|lijst met afbeeldingen)", re.IGNORECASE)


def is_on(parent: etree._Element | None, tag: str) -> bool | None:
    """A yes/no property: True, False, or None when it is not there."""
    found = parent.find(tag) if parent is not None else None
    if found is None:
        return None
    return found.get(VAL, "true").lower() not in ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph or run style amounts to, everything inherited filled in. size: in half points.

    outline: 0–8 for headings, None for text. role: "", "title", "subtitle", "contents", "caption".
    list_id, list_level: numbering that comes with the style.
    """

    outline: int | None = None
    role: str = ""
    list_id: str | None = None
    list_level: int | None = None
    bold: bool = False
    hidden: bool = False
    size: int | None = None


@dataclass
class Styles:
    """The styles of styles.xml by id, resolved on first use; loops in `basedOn` end where they started."""

    root: etree._Element | None
    _raw: dict[str, etree._Element] = field(default_factory=dict)
    _known: dict[str, Style] = field(default_factory=dict)
    default: str = ""

    def __post_init__(self) -> None:
        for style in self.root.iter(f"{W}style") if self.root is not None else ():
            name = style.get(f"{W}styleId")
            if not name:
                continue
            self._raw.setdefault(name, style)
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
                self.default = name

    def __getitem__(self, name: str | None) -> Style:
        key = name if name is not None and name in self._raw else self.default
        if key not in self._known:
            self._known[key] = self._resolve(key)
        return self._known[key]

    def run(self, name: str) -> Style:
        """A character style; an unknown one changes nothing."""
        return self[name] if name in self._raw else Style()

    def _chain(self, name: str) -> list[etree._Element]:
        def based_on(style: etree._Element) -> str:
            based = style.find(f"{W}basedOn")
            return based.get(VAL, "") if based is not None else ""

        return style_chain(self._raw, name, based_on)

    def _resolve(self, key: str) -> Style:
        outline: int | None = None
        settled = False
        role = ""
        list_id: str | None = None
        level: int | None = None
        bold: bool | None = None
        hidden: bool | None = None
        size: int | None = None
        for style in self._chain(key):
            name = style.find(f"{W}name")
            called = name.get(VAL, "") if name is not None else ""
            role = role or _role(called)
            properties = style.find(f"{W}pPr")
            runs = style.find(f"{W}rPr")
            if not settled:
                found = outline_of(properties)
                if found is not None:
                    outline, settled = (found if found < 9 else None), True
                elif match := _HEADING_NAME.match(called):
                    outline, settled = int(match.group(1)) - 1, True
            if list_id is None and properties is not None:
                list_id, own = numbering_of(properties)
                level = own if level is None else level
            bold = is_on(runs, f"{W}b") if bold is None else bold
            hidden = is_on(runs, f"{W}vanish") if hidden is None else hidden
            if size is None and runs is not None and (sz := runs.find(f"{W}sz")) is not None:
                size = whole(sz.get(VAL))
        return Style(outline, role, list_id, level, bool(bold), bool(hidden), size)


def _role(name: str) -> str:
    lowered = name.lower().strip()
    if lowered in ("title", "titel"):
        return "title"
    if lowered in ("subtitle", "ondertitel"):
        return "subtitle"
    if lowered in ("caption", "bijschrift"):
        return "caption"
    return "contents" if _CONTENTS_NAME.match(lowered) else ""


def outline_of(properties: etree._Element | None) -> int | None:
    level = properties.find(f"{W}outlineLvl") if properties is not None else None
    value = whole(level.get(VAL)) if level is not None else None
    return value if value is not None and 0 <= value <= 9 else None


def numbering_of(properties: etree._Element) -> tuple[str | None, int | None]:
    """The list of a paragraph or style (numId, ilvl). numId "0" means: no list, whatever the style says."""
    number = properties.find(f"{W}numPr")
    if number is None:
        return None, None
    ident, level = number.find(f"{W}numId"), number.find(f"{W}ilvl")
    return (
        ident.get(VAL) if ident is not None else None,
        whole(level.get(VAL)) if level is not None else None,
    )


@dataclass(frozen=True, slots=True)
class _Level:
    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False


@dataclass
class Numbering:
    """The lists of numbering.xml, and how far each has counted. Ask `label` once a paragraph, in reading order."""

    root: etree._Element | None
    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _abstract: dict[str, str] = field(default_factory=dict)
    _styles: dict[tuple[str, str], int] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _overrides: dict[str, dict[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.root is None:
            return
        by_link: dict[str, str] = {}
        linked: dict[str, str] = {}
        for abstract in self.root.iter(f"{W}abstractNum"):
            ident = abstract.get(f"{W}abstractNumId", "")
            self._levels[ident] = {
                number: _level(level)
                for level in abstract.iter(f"{W}lvl")
                if (number := whole(level.get(f"{W}ilvl"))) is not None
            }
            for level in abstract.iter(f"{W}lvl"):
                style, number = level.find(f"{W}pStyle"), whole(level.get(f"{W}ilvl"))
                if style is not None and number is not None:
                    self._styles[ident, style.get(VAL, "")] = number
            for tag, table in ((f"{W}styleLink", by_link), (f"{W}numStyleLink", linked)):
                link = abstract.find(tag)
                if link is not None:
                    if table is by_link:
                        by_link[link.get(VAL, "")] = ident
                    else:
                        linked[ident] = link.get(VAL, "")
        self._read_lists({ident: by_link[style] for ident, style in linked.items() if style in by_link})

    def _read_lists(self, redirected: dict[str, str]) -> None:
        assert self.root is not None
        for num in self.root.iter(f"{W}num"):
            ident, abstract = num.get(f"{W}numId", ""), num.find(f"{W}abstractNumId")
            target = abstract.get(VAL, "") if abstract is not None else ""
            target = redirected.get(target, target)
            overrides: dict[int, int] = {}
            replaced: dict[int, _Level] = {}
            for override in num.iter(f"{W}lvlOverride"):
                number = whole(override.get(f"{W}ilvl"))
                if number is None:
                    continue
                start, level = override.find(f"{W}startOverride"), override.find(f"{W}lvl")
                if start is not None and (value := whole(start.get(VAL))) is not None:
                    overrides[number] = value
                if level is not None:
                    replaced[number] = _level(level)
            if replaced:
                own = f"{target}/{ident}"
                self._levels[own] = {**self._levels.get(target, {}), **replaced}
                self._styles.update({(own, s): n for (a, s), n in self._styles.items() if a == target})
                target = own
            self._abstract[ident] = target
            if overrides:
                self._overrides[ident] = overrides

    def level_of_style(self, list_id: str, style: str) -> int | None:
        """The level that a list reserves for a style, as numbered headings do."""
        return self._styles.get((self._abstract.get(list_id, ""), style))

    def label(self, list_id: str, level: int) -> tuple[str, bool] | None:
        """The label of the next paragraph at this level (from 0) and whether it is a bullet; None: no such list."""
        abstract = self._abstract.get(list_id)
        levels = self._levels.get(abstract, {}) if abstract is not None else {}
        if abstract is None or not 0 <= level <= 8:
            return None
        counts = self._counts.setdefault(abstract, {})
        for at, start in self._overrides.pop(list_id, {}).items():
            counts[at] = start - 1
            for deeper in [one for one in counts if one > at]:
                del counts[deeper]
        own = levels.get(level, _Level())
        counts[level] = counts.get(level, own.start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            if levels.get(deeper, _Level()).restart != 0:
                del counts[deeper]
        if own.format == "bullet":
            return _bullet(own.text), True
        if own.format == "none":
            return "", False

        def shown(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            there = levels.get(at, _Level())
            return as_number(counts.get(at, there.start), "decimal" if own.legal else there.format)

        return clean(re.sub(r"%([1-9])", shown, own.text)).strip(), False


def _level(level: etree._Element) -> _Level:
    def value(tag: str) -> str | None:
        found = level.find(f"{W}{tag}")
        return found.get(VAL) if found is not None else None

    start, restart = whole(value("start")), whole(value("lvlRestart"))
    return _Level(
        value("numFmt") or "decimal", value("lvlText") or "", 1 if start is None else start, restart,
        is_on(level, f"{W}isLgl") is True,
    )  # fmt: skip


def _bullet(text: str) -> str:
    mark = clean(text).strip()[:1]
    return mark if mark in "-–—*▪■◦●○➢►✓→" and mark else "•"


def as_number(value: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        text = chr(97 + (value - 1) % 26) * ((value - 1) // 26 + 1) if 0 < value < 500 else str(value)
        return text.upper() if form == "upperLetter" else text
    if form in ("lowerRoman", "upperRoman"):
        text = _roman(value)
        return text.upper() if form == "upperRoman" else text
    if form == "decimalZero":
        return f"{value:02d}"
    return f"{value}e" if form == "ordinal" else "" if form == "none" else str(value)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    text = ""
    for worth, sign in (
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
        (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ):  # fmt: skip
        text += sign * (value // worth)
        value %= worth
    return text
