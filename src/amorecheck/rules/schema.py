"""What a rule file and a lexicon may say. Unknown keys are errors.

A framework is a tree of items. An item has evidence patterns; a sentence is evidence for the item when the
points of the patterns that hold in it reach the threshold. A pattern holds when every entry of `all` is
there and none of `none`. An entry is one or more features with `|` between them (one of them is enough):

    mantelzorg            the sentence has a term of lexicon `mantelzorg`
    T2                    the sentence is itself evidence for item T2 (judged before)
    kop:mantelzorg        the heading right above has it        koppen:…  any heading above
    vorige:T2             the sentence before, in the same paragraph or list
    eerder:partner        one of the three sentences before, in the same paragraph or list
    aanloop:verwachten    the sentence that introduces the list (ends with a colon)
    onderwerp:gemeente    the lexicon's words are the subject   voorwerp:…  object   lijdend:… subject of a passive
    houding:past          a stance label holds in the sentence
    %getal                grammar and form (see language/features.py)
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Label = Literal["negated", "excluded", "other_actor", "past", "question", "quoted", "deferred", "placeholder", "conditional"]
LexiconId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
Entry = Annotated[str, StringConstraints(min_length=1, pattern=r"^[^\s]+$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Lexicon(_Strict):
    """The words of one concept."""

    id: LexiconId
    title: str
    note: str = ""
    include: tuple[LexiconId, ...] = ()
    terms: tuple[str, ...] = ()
    guards: tuple[str, ...] = Field((), alias="except")


class ContextExample(_Strict):
    """An example that needs its surroundings."""

    kop: str = ""
    voor: str = ""
    zin: str


class Examples(_Strict):
    hit: tuple[str | ContextExample, ...] = ()
    miss: tuple[str | ContextExample, ...] = ()


class Pattern(_Strict):
    """One way in which a sentence can support the item."""

    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    says: str = Field("", description="Dutch, for the explanation: what this pattern saw")
    all: tuple[Entry, ...] = Field(min_length=1)
    none: tuple[Entry, ...] = ()
    near: int | None = Field(None, ge=1, description="largest number of words from the first to the last own term")
    points: float = 2.0
    allow: tuple[Label, ...] = Field((), description="stances that do not bar this pattern")
    anywhere: bool = Field(False, description="holds also where the framework's own `none` rules it out")


class VerdictRule(_Strict):
    """When the evidence of a draft is enough. Points of the best `top` sentences are added up."""

    named: float = Field(2.0, description="from here: genoemd")
    worked_out: float = Field(6.0, description="from here: uitgewerkt")
    top: int = 4
    firm: float = Field(1.0, description="extra points for a sentence that is also a concrete goal (G) or measure (A)")
    concrete: float = Field(0.0, description="extra points for a sentence with a number, amount, year or name")
    most: float = Field(99.0, description="the points of one sentence count up to this: one sentence is not a whole answer")
    parts: int = Field(0, ge=0, description="so many of the parts below it (a theme's goal, approach, partners, wijk) must be found before it is uitgewerkt")


class Advice(_Strict):
    """What to do, per verdict. May use nothing but plain text."""

    ontbreekt: str = ""
    genoemd: str = ""
    onderdelen: str = Field("", description="instead of genoemd, where the sentences would do but too few of its parts are there")


class ItemRule(_Strict):
    """A question, theme or criterion; or a group of them."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Za-z0-9]*(\.[A-Za-z0-9-]+)*$")]
    title: str
    question: str = ""
    weight: float = Field(1.0, ge=0)
    hidden: bool = Field(False, description="used by other rules only; not shown in the report")
    threshold: float | None = None
    bars: tuple[Label, ...] | None = Field(None, description="stances in which a sentence does not count")
    sections: tuple[Literal["leeswijzer", "participatieverslag"], ...] = Field((), description="sections that are not the vision itself and in which evidence counts too")
    verdict: VerdictRule | None = None
    evidence: tuple[Pattern, ...] = ()
    measures: tuple[MeasureRule, ...] = ()
    batch_measures: tuple[MeasureRule, ...] = Field((), description="AMORE: measures that need other drafts; only `amorecheck batch` takes them")
    advice: Advice = Advice()
    ask: str = ""
    lacks: str = Field("", description="Dutch: what the nearest passage still lacks")
    topic: tuple[LexiconId, ...] = Field((), description="where nothing came near: a sentence with these words is shown as the nearest")
    examples: Examples = Examples()
    items: tuple[ItemRule, ...] = ()


class MeasureRule(_Strict):
    """A measure of an AMORE criterion: its name in judging/measures, and how its value becomes a score.

    In `says`, {aantal} is a number (nought: geen) and {aantal:zegt|zeggen} the word that goes with it.
    """

    name: str
    title: str
    says: str = Field(description="Dutch, with {fields} that the measure gives")
    none_says: str = Field("", description="Dutch, where the measure could not be taken")
    low: float = Field(description="value that scores 0")
    high: float = Field(description="value that scores 1; lower than `low` where less is better")
    weight: float = 1.0
    lexicons: dict[str, str] = Field(default_factory=dict)
    advice: str = Field("", description="Dutch, followed by the worst sentence: 'Zeg dit met gewone woorden'")
    cites: bool = Field(True, description="its sentences and its suggestion speak for this criterion; false where it only goes along with it")


class FrameworkRule(_Strict):
    """A rule file."""

    id: LexiconId
    title: str
    source: str = ""
    note: str = ""
    order: int = 50
    lens: bool = Field(False, description="off unless asked for with --lens")
    vision_only: bool = Field(False, description="judged only where the text reads as a vision on the subject")
    none: tuple[Entry, ...] = Field((), description="features that rule out every pattern of this framework")
    threshold: float = 2.0
    bars: tuple[Label, ...] = ("negated", "excluded", "other_actor", "question", "quoted", "deferred", "placeholder")
    verdict: VerdictRule = VerdictRule()
    items: tuple[ItemRule, ...]

    @model_validator(mode="after")
    def _ids_are_unique(self) -> FrameworkRule:
        ids = [item.id for item in walk_rules(self.items)]
        twice = sorted({i for i in ids if ids.count(i) > 1})
        if twice:
            raise ValueError(f"id twee keer gebruikt: {', '.join(twice)}")
        return self


ItemRule.model_rebuild()


def walk_rules(items: tuple[ItemRule, ...]) -> list[ItemRule]:
    """All item rules of a tree, parents before children."""
    out: list[ItemRule] = []
    for item in items:
        out.append(item)
        out.extend(walk_rules(item.items))
    return out
