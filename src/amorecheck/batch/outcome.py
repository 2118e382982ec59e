"""What a batch knows of one draft: its report, or why there is none, and its paragraphs.

The batch makes these values; overview, shared passages, profile and gates only read them.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import BaseModel

    from amorecheck.document import Document
    from amorecheck.reporting.model import Report

READ, UNREAD = 0, 3
"""exit_code of a draft that was judged, and of one that could not be read."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A judged paragraph, list item or cell, whole. start, end: offsets in `Document.text`; paragraph: as in the report."""

    text: str
    start: int
    end: int
    page: int | None = None
    section: tuple[str, ...] = ()
    paragraph: int = 0


@dataclass(frozen=True)
class Outcome:
    """One draft of a batch.

    name: unique label in the batch, the path relative to the folder all drafts share, with forward slashes.
    municipality: as the CSV or the option says, else as found, else "". report: None when the draft could not be
    read or judged. error: then the reason in Dutch, else "". exit_code: 0 or 3. code: stable code of the
    reason ("leeg", "te-traag" …). source: the path as the user gave it, for CI annotations; never in a report.
    """

    name: str
    municipality: str = ""
    report: Report | None = None
    error: str = ""
    exit_code: int = READ
    passages: tuple[Passage, ...] = ()
    code: str = ""
    source: str = ""

    def to_json(self) -> str:
        """One JSON object, the same for the same outcome. Keys in order of the fields."""
        values: dict[str, Any] = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        values["passages"] = [dataclasses.asdict(passage) for passage in self.passages]
        values["report"] = self.report.model_dump(mode="json", by_alias=True) if self.report else None
        return json.dumps(values, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str | bytes, strings: dict[str, str] | None = None) -> Outcome:
        """The outcome that `to_json` wrote. Raises ValueError on anything else.

        strings: those that outcomes read with the same dict have in common are kept once (titles, advice, examples).
        """
        from amorecheck.reporting.model import Report

        values = _once(json.loads(text), strings) if strings is not None else json.loads(text)
        if not isinstance(values, dict):
            raise ValueError("not an outcome")
        try:
            values["passages"] = tuple(Passage(**{**one, "section": tuple(one["section"])}) for one in values["passages"])
            if values["report"]:
                values["report"] = Report.model_validate(values["report"])
                _slim(values["report"])
            return cls(**values)
        except (TypeError, KeyError, AttributeError) as error:
            raise ValueError("not an outcome") from error


def _once(value: Any, strings: dict[str, str]) -> Any:
    """JSON values with equal strings made the same string."""
    if isinstance(value, str):
        return strings.setdefault(value, value)
    if isinstance(value, list):
        return [_once(one, strings) for one in value]
    if isinstance(value, dict):
        return {key: _once(one, strings) for key, one in value.items()}
    return value


_ALL_FIELDS: dict[type, set[str]] = {}


def _slim(value: BaseModel) -> None:
    """Let all values of a kind share one set of the fields that were given: to_json gives all, and a set for each of
    the five hundred values of a report is 40 % of its memory. A batch holds thousands of reports."""
    kind = type(value)
    object.__setattr__(value, "__pydantic_fields_set__", _ALL_FIELDS.setdefault(kind, set(kind.model_fields)))
    for part in value.__dict__.values():
        for one in part if isinstance(part, tuple) else (part,):
            if hasattr(one, "__pydantic_fields_set__"):
                _slim(one)


def passages_of(document: Document) -> tuple[Passage, ...]:
    """All judged body text of a draft: paragraphs, list items, cells; no headings."""
    from amorecheck.document import Kind

    return tuple(
        Passage(block.text, block.start, block.end, block.page, block.section, block.paragraph)
        for block in document.judged_blocks()
        if block.kind is not Kind.HEADING and block.text.strip()
    )
