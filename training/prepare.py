"""Make training, tuning and evaluation corpora for spaCy from a folder of UD Dutch treebanks.

    python training/prepare.py TREEBANK_FOLDER CORPUS_FOLDER

`alpino-2025-dev` is only ever evaluated on; its sentences are taken out of every other file, whatever their printing.
"""

from __future__ import annotations

import collections
import random
import re
import sys
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

import spacy
from conventions import guess_spaces, learn_habits, modernise, program_lemma
from spacy.pipeline._edit_tree_internals.edit_trees import EditTrees
from spacy.strings import StringStore
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab
from treebank import Sentence, Word, read_treebank
from variants import variants

EVALUATION = "alpino-2025-dev"
# Best annotation first: of two printings of a sentence the first is kept.
TRAINING = (
    "alpino-2025-test",
    "lassysmall-2025-dev",
    "lassysmall-2025-test",
    "alpino-2017-part",
    "lassysmall-2018-dev",
    "lassysmall-2018-test",
    "lassysmall-2017-train",
)
SENTENCES_PER_EVALUATION_DOC = 10  # as `spacy convert -n 10`, which the published cards use
MINIMAL_TREE_FREQUENCY = 3  # as min_tree_freq in config.cfg
SEED = 3


def main(treebanks: Path, corpus: Path) -> None:
    corpus.mkdir(parents=True, exist_ok=True)
    evaluation = list(read_treebank(treebanks / f"{EVALUATION}.conllu"))
    training = without_leaks(_read_training(treebanks), evaluation)
    training = convert(training, treebanks)
    vocab = spacy.blank("nl").vocab
    write(corpus / "eval.spacy", vocab, _groups_of(evaluation, SENTENCES_PER_EVALUATION_DOC))
    write(corpus / "eval-blocks.spacy", vocab, paragraphs(evaluation))
    tuning, rest = _split_tuning(paragraphs(training))
    write(corpus / "tune.spacy", vocab, tuning)
    dressed = variants([sentence for group in rest for sentence in group], SEED)
    write(corpus / "train.spacy", vocab, _shuffled_blocks(rest, [[sentence] for sentence in dressed]), training=True)
    words = sum(len(sentence.words) for group in rest for sentence in group)
    print(f"{len(training)} training sentences, {words} words; {len(evaluation)} evaluation sentences")


def _read_training(treebanks: Path) -> list[Sentence]:
    return [sentence for name in TRAINING for sentence in read_treebank(treebanks / f"{name}.conllu")]


def convert(training: list[Sentence], treebanks: Path) -> list[Sentence]:
    """All training sentences in the conventions of 2025."""
    recent = [sentence for sentence in training if sentence.year == 2025]
    twins = [s for name in TRAINING if "-2025-" not in name for s in read_treebank(treebanks / f"{name}.conllu")]
    habits = learn_habits(map(modernise, twins), recent)
    return [habits.apply(modernise(guess_spaces(sentence))) for sentence in training]


def without_leaks(training: Iterable[Sentence], evaluation: Iterable[Sentence]) -> list[Sentence]:
    """Training sentences without repeats and without any that the evaluation set has too.

    A sentence leaks when its letters are those of an evaluation sentence, or when it shares eight words in a row with
    one. Repeats of four words or fewer (headings such as *Zie ook*) stay: their number is a fact of the language.
    """
    forbidden = {sentence.key for sentence in evaluation}
    runs = {run for sentence in evaluation for run in _runs(sentence)}
    seen: set[str] = set()
    kept = []
    for sentence in training:
        key = sentence.key
        if key in forbidden or key in seen or any(run in runs for run in _runs(sentence)):
            continue
        if len(sentence.words) > 4:
            seen.add(key)
        kept.append(sentence)
    return kept


def _runs(sentence: Sentence, length: int = 8) -> list[tuple[str, ...]]:
    forms = [word.form.lower() for word in sentence.words if re.search(r"\w", word.form)]
    return [tuple(forms[i : i + length]) for i in range(len(forms) - length + 1)]


def paragraphs(sentences: list[Sentence]) -> list[list[Sentence]]:
    """Sentences that follow each other in one paragraph of one source, as the program meets them: block by block."""
    ordered = sorted(sentences, key=lambda sentence: sentence.place)
    groups: list[list[Sentence]] = [ordered[:1]]
    for before, after in pairwise(ordered):
        same = before.place[:2] == after.place[:2] and after.place[2] - before.place[2] == 1
        if same:
            groups[-1].append(after)
        else:
            groups.append([after])
    return groups


def _groups_of(sentences: list[Sentence], size: int) -> list[list[Sentence]]:
    return [sentences[i : i + size] for i in range(0, len(sentences), size)]


def _split_tuning(groups: list[list[Sentence]]) -> tuple[list[list[Sentence]], list[list[Sentence]]]:
    """A small part of the 2025 paragraphs for choosing between variants, so the evaluation set stays unseen."""
    tuning, rest = [], []
    for number, group in enumerate(groups):
        recent = all(sentence.year == 2025 for sentence in group)
        (tuning if recent and number % 25 == 0 else rest).append(group)
    return tuning, rest


def _shuffled_blocks(groups: list[list[Sentence]], alone: list[list[Sentence]]) -> list[list[Sentence]]:
    """Most paragraphs stay alone, the others are joined to texts of a few paragraphs, headings included."""
    chance = random.Random(SEED)
    joined: list[list[Sentence]] = []
    target = 0
    for group in groups:
        if joined and len(joined[-1]) < target:
            joined[-1] = joined[-1] + group
        else:
            joined.append(list(group))
            target = chance.choice((0, 0, 0, 4, 8))
    joined += alone
    chance.shuffle(joined)
    return joined


def write(path: Path, vocab: Vocab, groups: list[list[Sentence]], training: bool = False) -> None:
    docs = [make_doc(vocab, group) for group in groups]
    if training:
        forget_rare_lemmas(docs)
    bin_ = DocBin(attrs=["ORTH", "SPACY", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START"], store_user_data=False)
    for doc in docs:
        bin_.add(doc)
    bin_.to_disk(path)


def forget_rare_lemmas(docs: list[Doc]) -> None:
    """Take away, in place, the lemmas that the lemmatizer will have no edit tree for.

    spaCy 3.8 trains such words towards its first tree whatever that is (`tree2label.get(tree, 0)`); without a lemma
    they are left out of its loss.
    """
    trees = EditTrees(StringStore())
    ids = [[trees.add(token.text, token.lemma_) if token.lemma else None for token in doc] for doc in docs]
    counts = collections.Counter(tree for row in ids for tree in row)
    for doc, row in zip(docs, ids, strict=True):
        for token, tree in zip(doc, row, strict=True):
            if tree is not None and counts[tree] < MINIMAL_TREE_FREQUENCY:
                token.lemma_ = ""


def make_doc(
    vocab: Vocab, group: list[Sentence], lemma_of: Callable[[Word, str | None], str] = program_lemma
) -> Doc:
    """One doc of one or more sentences, with heads counted through the doc.

    `lemma_of` gets a word and, for a verb with its particle elsewhere, that particle.
    """
    words: list[Word] = []
    heads: list[int] = []
    deps: list[str] = []
    starts: list[bool] = []
    lemmas: list[str] = []
    for sentence in group:
        offset = len(words)
        particles = particles_of(sentence)
        for index, word in enumerate(sentence.words):
            heads.append(offset + (index if word.head is None else word.head))
            deps.append("" if word.dep is None or word.head is None else _label(word.dep))
            starts.append(index == 0)
            lemmas.append(lemma_of(word, particles.get(index)))
        words.extend(sentence.words)
        words[-1].space_after = True
    doc = Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.space_after for word in words[:-1]] + [False],
        pos=[word.pos for word in words],
        morphs=[word.feats for word in words],
        lemmas=lemmas,
        heads=heads,
        deps=deps,
        sent_starts=starts,
    )
    for token, word in zip(doc, words, strict=True):
        if not word.pos:
            token.set_morph(None)  # not known, which is not the same as no features
    return doc


def particles_of(sentence: Sentence) -> dict[int, str]:
    """For each verb with its particle elsewhere, the index of the verb and the particle."""
    return {
        word.head: word.form
        for word in sentence.words
        if word.dep == "compound:prt" and word.head is not None
    }


def _label(dep: str) -> str:
    return "ROOT" if dep == "root" else dep


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
