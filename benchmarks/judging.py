#!/usr/bin/env python3
"""What matching and judging cost beside the language pipeline on the same text (promise: at most 25 %), and growth with length.

Of that the measures of AMORE may cost at most 10 % of the language pipeline.

    python benchmarks/judging.py sample_visies/sterk-noorderwolde.docx
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from amorecheck.document import Block, Document
from amorecheck.judging.evidence import Engine
from amorecheck.judging.judge import engine_for, judge_passages
from amorecheck.judging.measures import MEASURES, MeasureContext
from amorecheck.language.passages import parse
from amorecheck.language.pipeline import load_pipeline, model_name
from amorecheck.reading import read
from amorecheck.rules.load import load_rules
from amorecheck.rules.schema import walk_rules


def repeated(document: Document, times: int) -> Document:
    """The document a number of times after itself."""
    text = document.text
    blocks = tuple(
        Block(b.kind, b.text, b.start + n * len(text), b.level, b.list_level, b.cell, b.section, b.role, b.paragraph)
        for n in range(times)
        for b in document.blocks
    )
    return Document(document.name, document.format, document.sha256, text * times, blocks)


def measure_all(engine: Engine, context: MeasureContext) -> float:
    """Seconds that all measures of all criteria take, each once, as a report does."""
    amore = next(f for f in engine.rules.frameworks if f.id == "amore")
    rules = {(m.name, tuple(m.lexicons.items()), m.advice): m for item in walk_rules(amore.items) for m in item.measures}
    began = time.process_time()
    for rule in rules.values():
        MEASURES[rule.name](context, rule)
    return time.process_time() - began


def main() -> None:
    nlp, engine = load_pipeline("nl_amore_sm"), engine_for(load_rules())
    document = read(Path(sys.argv[1]), limits=None)
    judge_passages(parse(document, nlp), engine, model_name(nlp), 1)
    for times in (1, 4, 16):
        longer = repeated(document, times)
        began = time.process_time()
        passages = parse(longer, nlp)
        parsed = time.process_time()
        readings = engine.read(passages)
        found = time.process_time()
        measured = measure_all(engine, MeasureContext(longer, tuple(readings), longer.municipality))
        began_judging = time.process_time()
        judge_passages(passages, engine, model_name(nlp), 1)
        judged = time.process_time()
        print(f"{times:3d} keer: taal {parsed - began:.2f} s, zoeken {found - parsed:.2f} s ({(found - parsed) / (parsed - began):.0%}), alles na de taal {judged - began_judging:.2f} s ({(judged - began_judging) / (parsed - began):.0%}), maten van AMORE {measured:.3f} s ({measured / (parsed - began):.1%})")


if __name__ == "__main__":
    main()
