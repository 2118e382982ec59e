"""Our own sentences on the eighteen questions: most are found, each question for itself.

One line per sentence in tests/sentences/vragen: codes, a tab, and the sentence, with headings and lead-ins before it
(`kop >> zin`). They were written before the rules were widened; floors lie below what is reached now.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from spacy.language import Language

from amorecheck.document import Block, Document, Kind
from amorecheck.judging.evidence import Engine
from amorecheck.judging.judge import engine_for
from amorecheck.language.passages import parse
from amorecheck.language.pipeline import load_pipeline
from amorecheck.rules.load import load_rules

FOLDER = Path(__file__).parent.parent / "sentences" / "vragen"
MODEL = "nl_amore_sm"
# A draft speaks of living together; a single sentence in an empty document would be judged without that.
AFTER = "Zo staat het in deze visie op welzijn en de sociale basis van onze inwoners."


def one_sentence_draft(raw: str) -> tuple[Document, str]:
    *before, sentence = (part.strip() for part in raw.split(">>"))
    text = sentence.removeprefix("- ")
    parts = [(Kind.PARAGRAPH if part.endswith(":") else Kind.HEADING, part) for part in before]
    parts += [(Kind.LIST_ITEM if sentence.startswith("- ") else Kind.PARAGRAPH, text), (Kind.PARAGRAPH, AFTER)]
    blocks, whole = [], ""
    for kind, part in parts:
        blocks.append(Block(kind, part, len(whole), level=1 if kind is Kind.HEADING else 0))
        whole += part + "\n\n"
    return Document("zin", "text", "", whole, tuple(blocks)), text


def codes_of(raw: str, nlp: Language, engine: Engine) -> set[str]:
    """The codes that the program gives a sentence of the files."""
    draft, text = one_sentence_draft(raw)
    return {code for reading in engine.read(parse(draft, nlp)) if reading.passage.text.strip() in text for code in reading.codes}


@pytest.fixture(scope="module")
def found() -> dict[str, tuple[int, int]]:
    """Per code: sentences found, sentences in all."""
    nlp, engine = load_pipeline(MODEL), engine_for(load_rules(None))
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for path in sorted(FOLDER.glob("*.tsv")):
        for line in path.read_text("utf8").splitlines():
            codes, _, raw = line.partition("\t")
            seen = codes_of(raw, nlp, engine)
            for code in codes.split():
                total[code] += 1
                right[code] += code in seen
    return {code: (right[code], total[code]) for code in total}


def test_three_in_four_of_our_own_sentences_are_found(found: dict[str, tuple[int, int]]) -> None:
    assert sum(right for right, _ in found.values()) >= 0.75 * sum(total for _, total in found.values())


def test_no_question_is_left_behind(found: dict[str, tuple[int, int]]) -> None:
    assert {code: counts for code, counts in found.items() if counts[0] < 0.6 * counts[1]} == {}


def test_every_question_has_sentences(found: dict[str, tuple[int, int]]) -> None:
    assert len(found) == 18
    assert min(total for _, total in found.values()) >= 24
