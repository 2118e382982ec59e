"""How often the old annotation agrees with that of 2025 on sentences that have both, before and after conversion.

    python training/agreement.py TREEBANK_FOLDER

Habits are learnt on one half of the pairs and measured on the other. Punctuation is left out, as
scorers do, and so are parts of speech and lemmas that the conversion took away.
"""

from __future__ import annotations

import collections
import copy
import sys
from pathlib import Path

from conventions import learn_habits, modernise, program_lemma
from treebank import Sentence, read_treebank

RECENT = ("lassysmall-2025-dev", "lassysmall-2025-test")
OLD = ("lassysmall-2017-train", "lassysmall-2018-dev", "lassysmall-2018-test")


def agreement(pairs: list[tuple[Sentence, Sentence]], title: str, show: int = 0) -> None:
    counts: collections.Counter[str] = collections.Counter()
    confused: collections.Counter[tuple[str, str, str]] = collections.Counter()
    for old, new in pairs:
        for was, now in zip(old.words, new.words, strict=True):
            if now.pos in ("PUNCT", "SYM"):
                continue
            counts["words"] += 1
            counts["known pos"] += bool(was.pos)
            counts["pos"] += was.pos == now.pos
            counts["known lemma"] += bool(was.lemma)
            counts["lemma"] += bool(was.lemma) and program_lemma(was, None) == program_lemma(now, None)
            counts["head"] += was.head == now.head
            counts["relation"] += was.head == now.head and was.dep == now.dep
            counts["features"] += bool(was.pos) and was.feats == now.feats
            if (was.head, was.dep) != (now.head, now.dep):
                confused[str(was.dep), str(now.dep), "head" if was.head != now.head else ""] += 1
            if was.pos and was.pos != now.pos:
                confused[was.pos, now.pos, "pos"] += 1
    of = {"pos": "known pos", "features": "known pos", "lemma": "known lemma", "head": "words", "relation": "words"}
    shares = "  ".join(f"{name} {counts[name] / counts[total]:.4f}" for name, total in of.items())
    print(f"{title:32} {shares}")
    for (a, b, what), n in confused.most_common(show):
        print(f"{n:6} {a} → {b} {what}")


def main(treebanks: Path) -> None:
    recent = [sentence for name in RECENT for sentence in read_treebank(treebanks / f"{name}.conllu")]
    by_key = {sentence.key: sentence for sentence in recent}
    for name in OLD:
        pairs = []
        for sentence in read_treebank(treebanks / f"{name}.conllu"):
            twin = by_key.get(sentence.key)
            if twin is not None and [w.form for w in twin.words] == [w.form for w in sentence.words]:
                pairs.append((sentence, twin))
        pairs.sort(key=lambda pair: pair[0].place)
        learn, measure = pairs[: len(pairs) // 2], pairs[len(pairs) // 2 :]
        agreement(measure, f"{name} as it is")
        converted = [(modernise(copy.deepcopy(old)), new) for old, new in measure]
        agreement(converted, "  with rules")
        seen = {new.key for _, new in measure}
        habits = learn_habits(
            [modernise(copy.deepcopy(old)) for old, _ in learn],
            [sentence for sentence in recent if sentence.key not in seen],
        )
        agreement([(habits.apply(old), new) for old, new in converted], "  with rules and habits", show=45)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
