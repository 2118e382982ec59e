"""Measure a pipeline on the whole of alpino-2025-dev.

    python training/evaluate.py TREEBANK_FOLDER [PIPELINE_FOLDER] [--errors]

Lemmas are counted twice: as the treebank writes them without underscores (*parlement_lid* → parlementlid), and as the
program means them, with the letters between the parts of a compound (*parlementslid*).
"""

from __future__ import annotations

import argparse
import collections
from collections.abc import Callable
from pathlib import Path

from conventions import program_lemma
from prepare import EVALUATION, SENTENCES_PER_EVALUATION_DOC, _groups_of, make_doc, paragraphs
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example
from treebank import Sentence, Word, read_treebank

from amorecheck.language.pipeline import load_pipeline

FIGURES = ("token_acc", "pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f")


def stripped_lemma(word: Word, particle: str | None) -> str:
    """The treebank's lemma with its underscores stripped, and nothing else done to it."""
    return word.lemma.replace("_", "") or word.lemma


def joined_lemma(word: Word, particle: str | None) -> str:
    """The program's lemma, where a separated verb is joined with its particle as in the treebank."""
    if particle is not None and "_" in word.lemma:
        return word.lemma.replace("_", "")
    return program_lemma(word, None)


def figures(
    nlp: Language, groups: list[list[Sentence]], lemma_of: Callable[[Word, str | None], str] = stripped_lemma
) -> dict[str, float]:
    """Accuracies between 0 and 1 of `nlp` on the texts of `groups`, tokenised by `nlp` itself."""
    examples = _examples(nlp, groups, lemma_of)
    for example, doc in zip(examples, nlp.pipe(example.reference.text for example in examples), strict=True):
        example.predicted = doc
    scores = Scorer(nlp).score(examples)
    return {name: scores[name] for name in FIGURES}


def _examples(nlp: Language, groups: list[list[Sentence]], lemma_of: Callable[[Word, str | None], str]) -> list[Example]:
    references = [make_doc(nlp.vocab, group, lemma_of) for group in groups]
    return [Example(nlp.make_doc(reference.text), reference) for reference in references]


def confusions(nlp: Language, groups: list[list[Sentence]]) -> None:
    """Print what is most often taken for what."""
    counts: dict[str, collections.Counter[tuple[str, str, str]]] = collections.defaultdict(collections.Counter)
    for group in groups:
        reference = make_doc(nlp.vocab, group, stripped_lemma)
        doc = nlp(Doc(nlp.vocab, words=[t.text for t in reference], spaces=[bool(t.whitespace_) for t in reference]))
        for gold, own in zip(reference, doc, strict=True):
            for kind, a, b in (
                ("pos", gold.pos_, own.pos_),
                ("lemma", gold.lemma_, own.lemma_),
                ("dep", gold.dep_, own.dep_),
            ):
                if a != b:
                    counts[kind][a, b, gold.text if kind == "lemma" else ""] += 1
    for kind, counter in counts.items():
        print(f"\n{kind} ({sum(counter.values())})")
        for (a, b, text), n in counter.most_common(150 if kind == "lemma" else 25):
            print(f"{n:5}  {text} {a} → {b}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("pipeline", nargs="?", default="nl_amore_sm")
    parser.add_argument("--bare", action="store_true", help="without the second opinion on lemmas")
    parser.add_argument("--errors", action="store_true", help="print the most frequent confusions")
    arguments = parser.parse_args()
    nlp = load_pipeline(arguments.pipeline)
    nlp.remove_pipe("amore_relations")  # the treebank has the finer relations, and so has the parser
    if arguments.bare:
        nlp.remove_pipe("amore_lemmas")
    sentences = list(read_treebank(arguments.treebanks / f"{EVALUATION}.conllu"))
    tens = _groups_of(sentences, SENTENCES_PER_EVALUATION_DOC)
    print(f"{EVALUATION}: {len(sentences)} sentences, {sum(len(s.words) for s in sentences)} words")
    for title, groups, lemma_of in (
        ("texts of 10 sentences, lemma without underscores", tens, stripped_lemma),
        ("texts of 10 sentences, lemma of the program", tens, joined_lemma),
        ("texts of one paragraph, lemma of the program", paragraphs(sentences), joined_lemma),
    ):
        scores = figures(nlp, groups, lemma_of)
        print(f"{title:50}", " ".join(f"{name} {value:.4f}" for name, value in scores.items()))
    if arguments.errors:
        confusions(nlp, tens)


if __name__ == "__main__":
    main()
