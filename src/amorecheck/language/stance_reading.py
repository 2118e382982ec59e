"""The stance of a sentence as values: the cues that fired, how far each reaches, and the strength of what is promised."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that give a label. `start`, `end` and `scope` are token indices within the sentence, ends exclusive."""

    label: str
    words: str
    start: int
    end: int
    scope: tuple[int, int]


@dataclass(frozen=True, slots=True)
class StanceReading:
    """The stance of one sentence: cues in reading order, and its commitment of 0 to 4 with the words that decided.

    elsewhere: whether it tells of another municipality, so that 'aldaar' in the next one points there.
    """

    cues: tuple[Cue, ...]
    commitment: int
    commitment_words: tuple[str, ...]
    elsewhere: bool = False

    def labels_over(self, start: int, end: int) -> tuple[str, ...]:
        """Labels whose cues together cover most of the tokens [start, end), in alphabetical order."""
        if not self.cues:
            return ()
        wanted = max(end - start, 1)
        covered: dict[str, set[int]] = {}
        for cue in self.cues:
            low, high = max(cue.scope[0], start), min(cue.scope[1], max(end, start + 1))
            if low < high:
                covered.setdefault(cue.label, set()).update(range(low, high))
        return tuple(sorted(label for label, tokens in covered.items() if 2 * len(tokens) > wanted))

    def all_labels(self) -> frozenset[str]:
        """Every label in the sentence, wherever it reaches."""
        return frozenset(cue.label for cue in self.cues)
