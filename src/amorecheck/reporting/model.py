"""The report, version 1: the only thing that writers see. Published as schema/report.schema.json.

No timestamps, no paths. Lists have a meaningful order; evidence is best first within each item.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA: Literal["amorecheck-report/1"] = "amorecheck-report/1"


class Verdict(StrEnum):
    """How far an item is answered."""

    MISSING = "ontbreekt"
    NAMED = "genoemd"
    WORKED_OUT = "uitgewerkt"
    CANNOT_TELL = "niet te beoordelen"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Stance(_Value):
    """Whose statement it is and how firm. `labels`: negated, excluded, other_actor, past, question, quoted, deferred, placeholder, conditional."""

    labels: tuple[str, ...] = ()
    commitment: int = Field(0, ge=0, le=4, description="0 vermelding … 4 besluit met middelen")
    cues: tuple[str, ...] = Field((), description="the words that decided it, as 'label: words'")


class Why(_Value):
    """One link of the explain chain: which rule, in Dutch what it saw, and the points it gave or took."""

    item: str
    rule: str
    says: str
    words: tuple[str, ...] = ()
    points: float = 0.0


class Evidence(_Value):
    """A sentence that supports one or more items (or, for AMORE, speaks for or against)."""

    id: str
    items: tuple[str, ...]
    text: str
    start: int
    end: int
    page: int | None = None
    section: tuple[str, ...] = ()
    paragraph: int = 0
    before: str = Field("", description="the text of the same paragraph before the sentence, at most 300 characters")
    after: str = Field("", description="the text of the same paragraph after the sentence, at most 300 characters")
    words: tuple[str, ...] = ()
    stance: Stance = Stance()
    why: tuple[Why, ...] = ()


class Nearest(_Value):
    """Where an answer is missing: the passage that came closest and what it lacks, in Dutch."""

    text: str
    start: int
    end: int
    page: int | None = None
    section: tuple[str, ...] = ()
    paragraph: int = 0
    lacks: tuple[str, ...] = ()


class Measure(_Value):
    """One measure of an AMORE criterion. value None: could not be taken. score 0–1 (1 is good), None with value None."""

    name: str
    title: str
    says: str = Field(description="the value in plain Dutch: '3 van de 5 doelen hebben een jaartal'")
    value: float | None = None
    score: float | None = None
    weight: float = 1.0
    pro: tuple[str, ...] = Field((), description="ids of evidence that moved it up")
    contra: tuple[str, ...] = Field((), description="ids of evidence that moved it down")




class Item(_Value):
    """A node of a framework: a theme, a bouwsteen, a question, a criterion, or a sub-item ('T2.doel')."""

    id: str
    title: str
    question: str = ""
    verdict: Verdict
    score: float | None = Field(None, ge=0, le=100, description="None: niet te beoordelen, out of the mean")
    weight: float = 1.0
    remarks: tuple[str, ...] = Field((), description="Dutch: 'doorgeschoven naar later', 'valt buiten deze visie' …")
    advice: str = Field("", description="what to do; empty where nothing is needed")
    ask: str = Field("", description="a question to put to the municipality in a feedback session")
    examples: tuple[str, ...] = Field((), description="hit examples of the rule: 'zo kan het ook'")
    evidence: tuple[str, ...] = Field((), description="ids, best first")
    contra: tuple[str, ...] = Field((), description="ids of evidence against (AMORE)")
    nearest: Nearest | None = None
    measures: tuple[Measure, ...] = ()
    suggestion: str = Field("", description="AMORE: one concrete suggestion drawn from the text itself")
    waiver: Waiver | None = None
    items: tuple[Item, ...] = ()


class Waiver(_Value):
    """An adviser's own verdict that overrules the program's (from DRAFT.amorecheck.yaml)."""

    verdict: Verdict
    reason: str
    date: str
    original: Verdict


class Framework(_Value):
    """A lens on the draft: themas, bouwstenen, betrokkenheid, amore, or an optional one."""

    id: str
    title: str
    source: str = ""
    note: str = Field("", description="Dutch: how to read this framework (AMORE: these are indications)")
    score: float | None = Field(None, ge=0, le=100)
    items: tuple[Item, ...] = ()


class Tool(_Value):
    name: Literal["amorecheck"] = "amorecheck"
    version: str
    model: str
    rules: str = Field(description="sha256 of rules and lexicons")


class DocumentInfo(_Value):
    name: str
    sha256: str
    format: str
    pages: int | None = None
    words: int = 0
    title: str = ""
    municipality: str = ""
    layers: dict[str, int] = Field(default_factory=dict)
    skipped: tuple[str, ...] = Field((), description="Dutch: sections that were read but not judged as the vision's own statements")


class Notice(_Value):
    code: str
    message: str


class Report(_Value):
    """The whole judgement of one draft."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_: Literal["amorecheck-report/1"] = Field(SCHEMA, alias="schema")
    tool: Tool
    document: DocumentInfo
    frameworks: tuple[Framework, ...]
    evidence: tuple[Evidence, ...]
    notices: tuple[Notice, ...] = ()

    def to_json(self) -> str:
        """The report as JSON text, byte for byte the same for the same report."""
        return self.model_dump_json(by_alias=True, indent=1) + "\n"


Item.model_rebuild()


def walk(items: tuple[Item, ...]) -> list[Item]:
    """All nodes below `items`, parents before children."""
    out: list[Item] = []
    for item in items:
        out.append(item)
        out.extend(walk(item.items))
    return out
