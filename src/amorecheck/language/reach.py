"""Clauses as ground: in which clause a word stands, how far that clause reaches, what stands before a word."""

from __future__ import annotations

from amorecheck.language.clauses import COMPLEMENT_OPENERS, Clause, Words


def clause_reach(index: int, clauses: list[Clause]) -> tuple[int, int]:
    """The clause, the free clause that is its subject, and the clauses that hang on it."""
    clause = clauses[index]
    low, high = outer_start(clause), clause.end
    if clause.follows_subject_clause:
        low = outer_start(clauses[index - 1])
    for following in clauses[index + 1 :]:
        if following.part != clause.part or following.opener not in COMPLEMENT_OPENERS:
            break
        high = following.end
    return low, high


def outer_start(clause: Clause) -> int:
    """Where a clause begins, a subject that was cut off from it included."""
    return clause.start if clause.lead is None else min(clause.lead[0], clause.start)


def clause_at(clauses: list[Clause], token: int) -> int:
    """The index of the clause that holds a token; the last one for a token beyond them."""
    for index, clause in enumerate(clauses):
        if any(low <= token < high for low, high in clause.ranges):
            return index
    return len(clauses) - 1


def shown(words: Words, at: tuple[int, ...]) -> str:
    """The matched words; a gap is shown as dots."""
    pieces: list[str] = []
    for n, i in enumerate(at):
        if n and i != at[n - 1] + 1:
            pieces.append("…")
        pieces.append(words.lower[i])
    return " ".join(pieces)


def preposition_before(token: int, clause: Clause, words: Words) -> str:
    """The preposition that governs the phrase of `token`, or ''."""
    i = token - 1
    while i >= clause.start and words.pos[i] in ("DET", "ADJ", "NUM", "PROPN"):
        i -= 1
    return words.lower[i] if i >= clause.start and words.pos[i] == "ADP" else ""


def claims(index: int, clauses: list[Clause], words: Words) -> tuple[int, int]:
    """What the subject of a clause answers for: the clause, what hangs on it, and verbs joined without new subject."""
    low, high = clause_reach(index, clauses)
    for following in clauses[index + 1 :]:
        if following.part != clauses[index].part:
            break
        if following.start < high:
            continue
        if following.own_pronoun >= 0 or not following.inherits or words.lower[following.start] == "maar":
            break
        high = following.end
    return low, high
