"""Styles and lists of an ODT: what a paragraph inherits, and the label that stands before it."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree

from amorecheck.reading.blocks import clean
from amorecheck.reading.office import style_chain, whole

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE, STYLE = f"{{{_NS}office:1.0}}", f"{{{_NS}text:1.0}}", f"{{{_NS}table:1.0}}", f"{{{_NS}style:1.0}}"
DRAW, _FO = f"{{{_NS}drawing:1.0}}", f"{{{_NS}xsl-fo-compatible:1.0}}"


@dataclass(frozen=True, slots=True)
class Looks:
    """What a style amounts to. size: in half points, 0 unknown. role: "", title, subtitle, contents, caption.

    outline: level of a heading that is no `text:h`, 0 for none.
    """

    bold: bool = False
    hidden: bool = False
    size: int = 0
    role: str = ""
    outline: int = 0


class Styles:
    """Paragraph and text styles by name, inherited from their parents."""

    def __init__(self, roots: Sequence[etree._Element]) -> None:
        self._raw: dict[str, etree._Element] = {}
        self._known: dict[tuple[Looks, str | None], Looks] = {}
        for root in roots:
            for style in root.iter(f"{STYLE}style"):
                if style.get(f"{STYLE}family") in ("paragraph", "text"):
                    self._raw[style.get(f"{STYLE}name", "")] = style

    def __getitem__(self, name: str | None) -> Looks:
        return self.over(Looks(), name)

    def over(self, base: Looks, name: str | None) -> Looks:
        """How text looks with this style on top of what it had."""
        known = self._known.get((base, name))
        if known is None:
            known = self._known[base, name] = self._over(base, name)
        return known

    def _over(self, base: Looks, name: str | None) -> Looks:
        if name is None or name not in self._raw:
            return replace(base, role=base.role or _role(name or ""))
        looks = base
        for style in reversed(style_chain(self._raw, name, lambda style: style.get(f"{STYLE}parent-style-name", ""))):
            looks = _with_style(looks, style)
        return looks


def _with_style(looks: Looks, style: etree._Element) -> Looks:
    role = _role(style.get(f"{STYLE}display-name", style.get(f"{STYLE}name", ""))) or _role(
        style.get(f"{STYLE}parent-style-name", "")
    )
    outline = whole(style.get(f"{STYLE}default-outline-level"))
    looks = replace(looks, role=role or looks.role, outline=looks.outline if outline is None else outline)
    properties = style.find(f"{STYLE}text-properties")
    if properties is None:
        return looks
    weight, size = properties.get(f"{_FO}font-weight"), properties.get(f"{_FO}font-size", "")
    if weight is not None:
        looks = replace(looks, bold=weight in ("bold", "600", "700", "800", "900"))
    if size.endswith("pt"):
        with contextlib.suppress(ValueError, OverflowError):
            looks = replace(looks, size=min(1000, round(2 * float(size[:-2]))))
    display = properties.get(f"{TEXT}display")
    return replace(looks, hidden=display == "none") if display is not None else looks


def _role(name: str) -> str:
    name = name.replace("_20_", " ").lower()
    if name in ("title", "titel"):
        return "title"
    if name in ("subtitle", "ondertitel"):
        return "subtitle"
    if name.startswith(("contents ", "inhoudsopgave", "toc ")):
        return "contents"
    return "caption" if name in ("caption", "bijschrift", "illustration", "figure", "drawing") else ""


@dataclass(frozen=True, slots=True)
class _Level:
    mark: str = ""
    format: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1


class Lists:
    """List styles, and how far each list has counted. Ask `label` once an item, in reading order."""

    def __init__(self, roots: Sequence[etree._Element]) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._outline: dict[int, _Level] = {}
        self._counts: dict[str, list[int]] = {}
        self._headings: list[int] = []
        for root in roots:
            for style in root.iter(f"{TEXT}list-style"):
                self._levels[style.get(f"{STYLE}name", "")] = _read_levels(style)
            for style in root.iter(f"{TEXT}outline-style"):
                self._outline = _read_levels(style)

    def open(self, name: str, *, continued: bool) -> None:
        """A list starts: from the beginning, unless it goes on where an earlier one stopped."""
        if not continued:
            self._counts[name] = []

    def label(self, name: str, level: int, start: int | None = None) -> str:
        levels = self._levels.get(name, {})
        own = levels.get(level, _Level(mark="•"))
        counts = self._counts.setdefault(name, [])
        _step(counts, level, levels, start)
        if own.mark:
            return own.mark
        return _shown(counts, level, levels)

    def heading(self, level: int) -> str:
        """The number of the next heading when the document numbers its headings, else ""."""
        if not any(one.format for one in self._outline.values()) or not 1 <= level <= 10:
            return ""
        _step(self._headings, level, self._outline, None)
        return _shown(self._headings, level, self._outline)


def _step(counts: list[int], level: int, levels: dict[int, _Level], start: int | None) -> None:
    del counts[level:]
    while len(counts) < level:
        at = len(counts) + 1
        counts.append(levels.get(at, _Level()).start - (at == level))
    counts[level - 1] = start if start is not None else counts[level - 1] + 1


def _shown(counts: list[int], level: int, levels: dict[int, _Level]) -> str:
    own = levels.get(level, _Level())
    if not own.format:
        return ""
    first = max(1, level - own.shown + 1)
    numbers = [
        _as_number(counts[at - 1], levels.get(at, _Level()).format) for at in range(first, level + 1) if levels.get(at, _Level()).format
    ]
    return clean(f"{own.prefix}{'.'.join(numbers)}{own.suffix}").strip()


def _as_number(value: int, form: str) -> str:
    from amorecheck.reading.docx_styles import as_number

    words = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
    return as_number(value, words.get(form, "decimal"))


def _read_levels(style: etree._Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for element in style:
        level = whole(element.get(f"{TEXT}level"))
        if level is None:
            continue
        if element.tag == f"{TEXT}list-level-style-bullet":
            mark = clean(element.get(f"{TEXT}bullet-char", "")).strip()[:1]
            levels[level] = _Level(mark="•" if not mark or "\ue000" <= mark <= "\uf8ff" else mark)
        elif element.tag == f"{TEXT}list-level-style-image":
            levels[level] = _Level(mark="•")
        else:
            start, shown = whole(element.get(f"{TEXT}start-value")), whole(element.get(f"{TEXT}display-levels"))
            levels[level] = _Level(
                "", element.get(f"{STYLE}num-format", ""), element.get(f"{STYLE}num-prefix", ""),
                element.get(f"{STYLE}num-suffix", ""), 1 if start is None else start, min(shown or 1, 10),
            )  # fmt: skip
    return levels
