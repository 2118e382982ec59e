"""Read CoNLL-U files and lay their sentences in order.

A sentence keeps where it came from, so that the paragraphs of the source come back and no sentence of the evaluation
set can slip into training under another file name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_PLACE = re.compile(r"(?P<document>[^\\/]*?)\.p\.(?P<paragraph>\d+)\.s\.(?P<sentence>\d+)(?:\.xml)?$")
_EXTERNAL = re.compile(r"ExtPos=\w+")  # the part of speech of a phrase, not of the word; older models do not have it
_NOT_A_LETTER = re.compile(r"[\W_]+")


@dataclass
class Word:
    """One token; `head` is an index in the sentence (its own index for the root).

    What is not known is `None` (head, relation) or empty (part of speech, lemma).
    """

    form: str
    lemma: str
    pos: str
    feats: str
    head: int | None
    dep: str | None
    space_after: bool = True


@dataclass
class Sentence:
    """A tree with its source: the treebank (`alpino-2025-dev`) and the place in it."""

    treebank: str
    place: tuple[str, int, int]
    words: list[Word] = field(default_factory=list)

    @property
    def year(self) -> int:
        return int(self.treebank.split("-")[1])

    @property
    def key(self) -> str:
        """The letters and digits of the sentence: equal for two printings that differ in quotes or spaces."""
        return _NOT_A_LETTER.sub("", "".join(word.form for word in self.words)).lower()

    @property
    def text(self) -> str:
        return "".join(word.form + (" " if word.space_after else "") for word in self.words).strip()


def read_treebank(path: Path) -> Iterator[Sentence]:
    """The sentences of one CoNLL-U file, in the order of the file."""
    place, rows, count = ("", 0, 0), [], 0
    with path.open(encoding="utf8") as lines:
        for line in (*lines, "\n"):
            if line.startswith("#"):
                place = _place_of(line) or place
            elif line.strip():
                cells = line.rstrip("\n").split("\t")
                if cells[0].isdigit():  # 8.1 is an empty node of the enhanced graph, 1-2 a joined token
                    rows.append(cells)
            elif rows:
                count += 1
                known = place if place[0] else (path.stem, count, 0)
                yield Sentence(path.stem, known, _words(rows))
                place, rows = ("", 0, 0), []


def _place_of(comment: str) -> tuple[str, int, int] | None:
    if "sent_id" not in comment and not comment.startswith("# wiki"):
        return None
    match = _PLACE.search(comment.strip().lstrip("# "))
    if match is None:
        return None
    document = match["document"].rsplit("=", 1)[-1].strip()
    return document, int(match["paragraph"]), int(match["sentence"])


def _words(rows: list[list[str]]) -> list[Word]:
    return [
        Word(
            form=row[1],
            lemma=row[2],
            pos=row[3],
            feats=_EXTERNAL.sub("", "" if row[5] == "_" else row[5]).strip("|").replace("||", "|"),
            head=int(row[6]) - 1 if row[6] != "0" else index,
            dep=row[7],
            space_after="SpaceAfter=No" not in row[9],
        )
        for index, row in enumerate(rows)
    ]
