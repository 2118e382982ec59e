"""Document → Report: parse, find, judge. The one road that the command line, the batch and the web page take."""

from __future__ import annotations

import gc
from dataclasses import replace
from functools import lru_cache

from amorecheck import __version__
from amorecheck.document import Document, Kind, Role
from amorecheck.errors import UnreadableError
from amorecheck.judging.amore import criterion_judge
from amorecheck.judging.evidence import Engine, Reading
from amorecheck.judging.measures import MeasureContext
from amorecheck.judging.report import Ledger, assemble, build_frameworks
from amorecheck.language.dutch import is_dutch
from amorecheck.language.lemmas import lemmas_in
from amorecheck.language.passages import Passages, parse
from amorecheck.language.pipeline import load_pipeline, model_name
from amorecheck.language.stance import load_stance_cues
from amorecheck.reporting.model import Notice, Report, Tool
from amorecheck.rules.load import Rules

MIN_WORDS = 100
ONLY_INVOLVEMENT = "alleen voor betrokkenheid"
NOTICES = {
    "niet-nederlands": "Deze tekst is niet in het Nederlands en is daarom niet beoordeeld. Geef een Nederlandse versie.",
    "geen-visie": "Deze tekst gaat vooral over iets anders dan de sociale basis. De vragen zijn daarom niet beoordeeld. Kijk of u het goede bestand koos.",
}


@lru_cache(maxsize=8)
def _engine(rules_key: str, lenses: tuple[str, ...]) -> Engine:
    rules = _RULES[rules_key]
    cues = load_stance_cues(rules.root / "rules" / "stance.yaml")
    engine = Engine(rules, cues, lemmas_in, lenses)
    _spare_the_collector()
    return engine


def _spare_the_collector() -> None:
    """Rules and model are many small objects that live as long as the process: do not walk them at every collection.

    A draft makes many small values too, nearly none in cycles. Without this a fifth of the time went to looking for garbage.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


_RULES: dict[str, Rules] = {}


def engine_for(rules: Rules, lenses: tuple[str, ...] = ()) -> Engine:
    """The engine for these rules; built once per process."""
    _RULES[rules.sha256] = rules
    return _engine(rules.sha256, lenses)


def judge_document(document: Document, *, model: str, municipality: str, rules: Rules, lenses: tuple[str, ...]) -> Report:
    """The report on a document. Raises UnreadableError below 100 words, RuleError, ModelError."""
    words = sum(len(block.text.split()) for block in document.judged_blocks())
    if words < MIN_WORDS:
        raise UnreadableError(f"De tekst telt {words} {'woord' if words == 1 else 'woorden'}; dat is te weinig om te beoordelen. Geef een concept van ten minste {MIN_WORDS} woorden.", code="te-kort")
    if municipality:
        document = replace(document, municipality=municipality)
    nlp = load_pipeline(model)
    passages = parse(document, nlp)
    return judge_passages(passages, engine_for(rules, lenses), model_name(nlp), words)


def judge_passages(passages: Passages, engine: Engine, model: str, words: int) -> Report:
    """The report on parsed passages."""
    document = passages.document
    own = frozenset({document.municipality.lower()} if document.municipality else ())
    readings = engine.read(passages, own)
    ledger = Ledger(document, readings)
    context = MeasureContext(document, tuple(readings[: len(passages)]), document.municipality)
    notices = [Notice(code=n.code, message=n.message) for n in document.notices]
    vision, dutch = not any("%geen-visie" in r.own for r in readings), is_dutch(document.text)
    notices += [Notice(code=code, message=NOTICES[code]) for code, here in (("niet-nederlands", not dutch), ("geen-visie", dutch and not vision)) if here]
    frameworks, ranking = build_frameworks(engine.frameworks, readings, ledger, criterion_judge(context), vision=vision, dutch=dutch)
    tool = Tool(version=__version__, model=model, rules=engine.rules.sha256)
    return assemble(document, tool, words, frameworks, ledger, ranking, notices, _skipped(document))


def _skipped(document: Document) -> tuple[str, ...]:
    """Sections read but not judged as the vision's own statements: 'Tafel 1 (participatieverslag)', 'Wettelijk kader'."""
    seen: dict[str, None] = {}
    for block in document.blocks:
        if block.role is Role.CONTENTS:
            seen[Role.CONTENTS.value.capitalize()] = None
        elif block.role is not Role.BODY:
            # a heading opens the section that is named after it
            chain = (*block.section, block.shown) if block.kind is Kind.HEADING else block.section
            name = chain[-1] if chain else block.text.strip().splitlines()[0][:80]
            notes = [note for note in (block.role.value, ONLY_INVOLVEMENT if block.beside else "") if note and note not in name.casefold()]
            seen[f"{name} ({', '.join(notes)})" if notes else name] = None
    return tuple(seen)


__all__ = ["Reading", "engine_for", "judge_document", "judge_passages"]
