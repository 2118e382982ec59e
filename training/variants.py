"""More of what visions are full of: headings, bullets and lines in capitals, made from treebank sentences.

Newspapers and encyclopedias hardly have lines without a full stop, items that begin in lower case, or headings in
capitals. A share of the training sentences comes back a second time in such a dress, with the same annotation.
"""

from __future__ import annotations

import copy
import random

from treebank import Sentence, Word

SHARE = 0.12
LONGEST = 25


def variants(sentences: list[Sentence], seed: int) -> list[Sentence]:
    """New sentences: a share of those given, as bullet, as line without full stop, or in capitals."""
    chance = random.Random(seed)
    dressed = []
    for sentence in sentences:
        if not 2 < len(sentence.words) <= LONGEST or chance.random() >= SHARE:
            continue
        dress = chance.choices((_as_line, _as_bullet, _in_capitals), weights=(5, 4, 1))[0]
        variant = dress(copy.deepcopy(sentence))
        variant.place = (f"{sentence.place[0]} variant", *sentence.place[1:])
        dressed.append(variant)
    return dressed


def _as_line(sentence: Sentence) -> Sentence:
    """Without the full stop: *Samen werken aan een sterke wijk*."""
    if sentence.words[-1].form == ".":
        _drop_last(sentence)
    return sentence


def _as_bullet(sentence: Sentence) -> Sentence:
    """*samen werken aan een sterke wijk;*: lower case, and a semicolon or nothing for the full stop."""
    first = sentence.words[0]
    if first.pos not in ("PROPN", "X") and first.form[1:].islower():
        first.form = first.form[0].lower() + first.form[1:]
    if sentence.words[-1].form == ".":
        if len(sentence.words) % 2:
            sentence.words[-1].form = sentence.words[-1].lemma = ";"
        else:
            _drop_last(sentence)
    return sentence


def _in_capitals(sentence: Sentence) -> Sentence:
    for word in sentence.words:
        word.form = word.form.upper()
    return _as_line(sentence)


def _drop_last(sentence: Sentence) -> None:
    """Take the last word away, unless something hangs on it."""
    last = len(sentence.words) - 1
    hangs: list[Word] = [word for word in sentence.words[:last] if word.head == last]
    if not hangs and sentence.words[last].head != last:
        sentence.words.pop()
