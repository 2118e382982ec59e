"""How strongly a sentence commits the municipality or its partners: 0 mention, 1 wish, 2 effort, 3 act, 4 decision.

Each clause is weighed by its verb, its actor and what it names (time, money), and the strongest clause speaks for the
sentence. Source of the steps: domein.md 4.8. Without an actor, or under a condition, a clause counts 2 at most; what
is denied, past, another's, asked, quoted, postponed or left open counts 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from amorecheck.language.clauses import Clause, Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from amorecheck.language.stance_cues import Hit, StanceCues

_STEPS = {"decide": 4, "do": 3, "strive": 2, "intend": 1}
_NOTHING = frozenset({"excluded", "other_actor", "past", "question", "quoted", "deferred", "placeholder"})
_PASSIVE = frozenset({"wordt", "worden"})
_CARRIERS = frozenset({"blijft", "blijven", "helpt", "helpen"})

Weight = tuple[int, tuple[str, ...]]


def weigh_commitment(
    words: Words,
    clauses: list[Clause],
    hits: list[Hit],
    cues: StanceCues,
    own_names: frozenset[str],
    labels_over: Callable[[int, int], tuple[str, ...]],
) -> Weight:
    """Commitment 0–4 of the strongest clause, with the words that decided."""
    steps = [h for h in hits if h.meaning.kind not in ("cue", "pseudo", "stop", "cancel")]
    best: Weight = (0, ())
    actor = ""
    for clause in clauses:
        actor = _actor(clause, words, cues, own_names) or (actor if clause.inherits else "")
        own_steps = [h for h in steps if any(low <= h.at[0] < high for low, high in clause.ranges)]
        weight = _clause_weight(clause, words, own_steps, cues, actor, labels_over)
        if weight[0] > best[0]:
            best = weight
    return best


def _clause_weight(
    clause: Clause,
    words: Words,
    steps: list[Hit],
    cues: StanceCues,
    actor: str,
    labels_over: Callable[[int, int], tuple[str, ...]],
) -> Weight:
    verb = clause.finite
    if verb < 0:
        return 0, ()
    labels = set(labels_over(verb, verb + 1))
    if labels & _NOTHING:
        return 0, ()
    if "negated" in labels:
        choice = next((h for h in steps if h.meaning.kind == "choice"), None)
        return (2, _named(words, choice.at)) if choice else (0, ())
    by_us = next((h for h in steps if h.meaning.kind == "by_us"), None)
    if by_us is not None:
        actor = actor or words.lower[by_us.at[-1]]
    level, because = _verb_weight(clause, words, steps, actor, cues.speakers)
    if level == 2 and by_us is not None and any(h.meaning.kind == "receive" for h in steps):
        level, because = 3, because + _named(words, by_us.at)
    level, because = _lifted(level, because, steps, words)
    if not actor and level > 2 and not (level == 4 and any(h.meaning.kind == "receive" for h in steps)):
        level = 2
    if "conditional" in labels:
        level = min(level, 2)
    return level, because


def _verb_weight(
    clause: Clause, words: Words, steps: list[Hit], actor: str, speakers: frozenset[str]
) -> Weight:
    """The step of the finite verb; a verb on no list is an act when someone who may promise does it."""
    verb = clause.finite
    at_verb = [h for h in steps if verb in h.at]
    graded = [h for h in at_verb if h.meaning.kind in _STEPS]
    form = words.lower[verb]
    wish = [h for h in steps if h.meaning.kind == "intend" and len(h.at) > 1]
    if form in _PASSIVE:
        return _passive_weight(clause, words, steps, actor)
    if form in _CARRIERS and (carried := _infinitive_weight(clause, words, steps))[0]:
        return carried if actor else (0, ())
    if graded:
        # 'zet in op' (2) is told by more words than 'zet' alone; the longest row knows best.
        chosen = max(graded, key=lambda h: (len(h.at), _STEPS[h.meaning.kind]))
        level = _STEPS[chosen.meaning.kind]
        return (level, _named(words, chosen.at)) if actor or (level == 1 and wish) else (0, ())
    if wish and any(h.meaning.kind == "describe" for h in at_verb):
        return 1, _named(words, wish[0].at)
    received = next((h for h in at_verb if h.meaning.kind == "receive"), None)
    if received is not None:
        return 2, _named(words, received.at)
    if form in speakers or any(h.meaning.kind == "describe" for h in at_verb):
        return 0, ()
    if actor and words.pos[verb] in ("VERB", "NOUN", "ADJ"):
        return 3, (words.lower[verb],)
    return 0, ()


def _infinitive_weight(clause: Clause, words: Words, steps: list[Hit]) -> Weight:
    """'blijven … investeren': the step of the infinitive, since 'blijven' itself says only that it goes on."""
    for low, high in clause.ranges:
        for i in range(low, high):
            if words.infinitive[i] and i != clause.finite:
                chosen = next((h for h in steps if i in h.at and h.meaning.kind in _STEPS), None)
                return (_STEPS[chosen.meaning.kind] if chosen else 3), (words.lower[clause.finite], words.lower[i])
    return 0, ()


def _passive_weight(clause: Clause, words: Words, steps: list[Hit], actor: str) -> Weight:
    """Something is done: an act if one who may promise does it ('door de corporatie'), else effort at most."""
    agent = any(w == "door" for low, high in clause.ranges for w in words.lower[low:high])
    for low, high in clause.ranges:
        for i in range(low, high):
            if words.participle[i] and i != clause.finite:
                return (3 if agent and actor else 2), (words.lower[clause.finite], words.lower[i])
    return 0, ()


def _lifted(level: int, because: tuple[str, ...], steps: list[Hit], words: Words) -> Weight:
    """A time makes an effort an act; money or a deadline makes an act a decision."""
    if level < 2:
        return level, because
    money = next((h for h in steps if h.meaning.kind == "money"), None)
    deadline = next((h for h in steps if h.meaning.kind == "deadline"), None)
    time = next((h for h in steps if h.meaning.kind == "time"), None)
    if level == 2 and money is not None:
        return 4, because + _named(words, money.at)
    if level == 2 and time is not None:
        return 3, because + _named(words, time.at)
    if level == 3 and (lift := money or deadline) is not None:
        return 4, because + _named(words, lift.at)
    return level, because


def _actor(clause: Clause, words: Words, cues: StanceCues, own_names: frozenset[str]) -> str:
    """The word that names an actor who may promise: we, the municipality, its own name, or a partner."""
    if clause.own_pronoun >= 0:
        return words.lower[clause.own_pronoun]
    if clause.subject is None:
        return ""
    for form in words.lower[clause.subject[0] : clause.subject[1]]:
        if form in cues.ours or form in own_names or form in cues.partners or form.endswith(cues.partner_endings):
            return form
    return ""


def _named(words: Words, at: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(words.lower[i] for i in at)
