#!/usr/bin/env python3
"""What matching and judging cost beside the language pipeline on the same text (promise: at most 25 %), and growth with length.

    python benchmarks/judging.py sample_visies/sterk-noorderwolde.docx
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from amorecheck.document import Block, Document
from amorecheck.judging.judge import engine_for, judge_passages
from amorecheck.language.passages import parse
from amorecheck.language.pipeline import load_pipeline, model_name
from amorecheck.reading import read
from amorecheck.rules.load import load_rules


def repeated(document: Document, times: int) -> Document:
    """The document a number of times after itself."""
    text = document.text
    blocks = tuple(
        Block(b.kind, b.text, b.start + n * len(text), b.level, b.list_level, b.cell, b.section, b.role, b.paragraph)
        for n in range(times)
        for b in document.blocks
    )
    return Document(document.name, document.format, document.sha256, text * times, blocks)


def main() -> None:
    nlp, engine = load_pipeline("nl_amore_sm"), engine_for(load_rules())
    document = read(Path(sys.argv[1]), limits=None)
    judge_passages(parse(document, nlp), engine, model_name(nlp), 1)
    for times in (1, 4, 16):
        longer = repeated(document, times)
        began = time.process_time()
        passages = parse(longer, nlp)
        parsed = time.process_time()
        engine.read(passages)
        found = time.process_time()
        judge_passages(passages, engine, model_name(nlp), 1)
        judged = time.process_time()
        print(f"{times:3d} keer: taal {parsed - began:.2f} s, zoeken {found - parsed:.2f} s ({(found - parsed) / (parsed - began):.0%}), alles na de taal {judged - found:.2f} s ({(judged - found) / (parsed - began):.0%})")


if __name__ == "__main__":
    main()
