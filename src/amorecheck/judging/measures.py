"""The measures behind AMORE: each a pure function of a text that was read, registered by name.

A measure gives a value in a stated unit, the passages that moved it up and down, and the fields that its sentence in
rules/amore.yaml needs. What the value is worth (from which value it scores 0, from which 1) stands in that file. None
means: could not be taken, for instance a share of goals where there is no goal; it then stays out of the mean.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import pyphen

from amorecheck.document import Document
from amorecheck.judging.evidence import Reading
from amorecheck.rules.schema import MeasureRule


@dataclass(frozen=True, slots=True)
class Measured:
    """value with its unit in the measure's docstring, or None; passages (indices) for and against, strongest first."""

    value: float | None
    fields: dict[str, object] = field(default_factory=dict)
    pro: tuple[int, ...] = ()
    contra: tuple[int, ...] = ()
    suggestion: str = ""


@dataclass(frozen=True)
class MeasureContext:
    """What measures may look at: the document, its readings and the own municipality's name. Derived values are made once."""

    document: Document
    readings: tuple[Reading, ...]
    municipality: str = ""

    @cached_property
    def sentences(self) -> tuple[Reading, ...]:
        """Judged sentences: no headings, no table cells of a single word."""
        return tuple(r for r in self.readings if not r.passage.is_heading and len(r.words) > 2)

    @cached_property
    def word_count(self) -> int:
        return sum(len(r.words) for r in self.sentences)

    @cached_property
    def total(self) -> int:
        return len(self.sentences)

    @cached_property
    def own(self) -> tuple[Reading, ...]:
        """Sentences in which the vision speaks for itself on its own subject: no law, no national programme, no other field."""
        return tuple(r for r in self.sentences if not (_NOT_OWN & r.features))

    @cached_property
    def on_subject(self) -> tuple[Reading, ...]:
        """Own sentences that support a theme or a question of the building blocks."""
        return tuple(r for r in self.own if any(code not in _GENERAL for code in r.supports))

    @cached_property
    def subject_share(self) -> float:
        """0–1: how far the text is about its subject; full from one sentence in five."""
        return min(1.0, 5 * len(self.on_subject) / self.total) if self.total else 0.0

    @cached_property
    def names(self) -> dict[int, tuple[str, ...]]:
        """Passage index → names in it: capitalised words inside the sentence that are no abbreviation and not national."""
        inside = {r.passage.index: _names_in(r) for r in self.sentences}
        known = {name for found in inside.values() for name in found}
        both = {r.passage.index: (*_opening_name(r, known), *inside[r.passage.index]) for r in self.sentences}
        return {index: found for index, found in both.items() if found}

    @cached_property
    def name_counts(self) -> Counter[str]:
        return Counter(name for found in self.names.values() for name in found)

    def anchored(self, reading: Reading) -> bool:
        """A name, a figure, a year or an own word: the sentence says something of this place."""
        if _NOT_OWN & reading.features:
            return False
        return reading.passage.index in self.names or bool(_FIGURES & reading.features)

    def having(self, *features: str) -> tuple[Reading, ...]:
        """Sentences with one of these features (lexicons, item ids, % features)."""
        wanted = set(features)
        return tuple(r for r in self.sentences if not wanted.isdisjoint(r.features))


Measure = Callable[[MeasureContext, MeasureRule], Measured]
MEASURES: dict[str, Measure] = {}


def measure(name: str) -> Callable[[Measure], Measure]:
    """Register a measure under the name that rules/amore.yaml uses."""

    def register(function: Measure) -> Measure:
        MEASURES[name] = function
        return function

    return register


def passages_of(readings: Iterable[Reading]) -> tuple[int, ...]:
    return tuple(r.passage.index for r in readings)


_NOT_OWN = frozenset({"landelijk", "%ander-domein", "%geen-visie", "houding:other_actor", "houding:placeholder"})
_FIGURES = frozenset({"%getal", "%jaar", "%procent", "%bedrag", "%inwonernaam", "cultuur-eigen"})
_GENERAL = frozenset({"G", "A", "P"})
_NO_NAMES = frozenset("wet raad college gemeente rijk nota visie artikel bijlage hoofdstuk akkoord programma landelijke regeling".split())
_OPENERS = frozenset(":•-–—*\"'“”‘’«».!?()|/")
_QUOTES = re.compile(r"[“\"‘«„][^”\"’»]{12,}[”\"’»]")
_HYPHENS = pyphen.Pyphen(lang="nl_NL")
_WE = frozenset({"wij", "we", "ons", "onze"})
LONG_SENTENCE = 25


def _names_in(reading: Reading) -> tuple[str, ...]:
    found: list[str] = []
    last = -2
    national = {n for hit in reading.hits.get("landelijk", ()) for n in range(hit.start, hit.end)}
    text = reading.passage.block.text
    for n, word in enumerate(reading.words):
        form = text[word.start : word.end]
        if n == 0 or n in national or len(form) < 3 or not form[0].isupper() or form.isupper() or form.lower() in _NO_NAMES:
            continue
        if text[: word.start].rstrip()[-1:] in _OPENERS:
            continue
        if n == last + 1:
            found[-1] = f"{found[-1]} {form}"
        else:
            found.append(form)
        last = n
    return tuple(found)


def _opening_name(reading: Reading, known: set[str]) -> tuple[str, ...]:
    """The first word, where it is a name elsewhere in the text."""
    word = reading.words[0]
    form = reading.passage.block.text[word.start : word.end]
    return (form,) if form in known else ()


def _per_hundred(context: MeasureContext, pro: Iterable[Reading] = (), contra: Iterable[Reading] = (), *, damped: bool = True) -> Measured:
    """Sentences of `pro` per hundred, or of `contra` where there are no `pro`; damped as the text leaves the subject."""
    good, bad = list(pro), list(contra)
    if not context.total:
        return Measured(None)
    counted = len(good) if good or not bad else len(bad)
    value = 100 * counted / context.total
    if damped and not bad:
        value *= context.subject_share
    return Measured(value, {"aantal": counted, "totaal": context.total}, passages_of(_best(good)), passages_of(_best(bad)))


def _best(readings: Iterable[Reading]) -> list[Reading]:
    """Those that say most first: most supports and firmest commitment, then reading order."""
    return sorted(readings, key=lambda r: (-len(r.supports) - r.stance.commitment, r.passage.index))


def _quoted(reading: Reading, words: int = 30) -> str:
    parts = reading.passage.text.split()
    return " ".join(parts[:words]) + (" …" if len(parts) > words else "")


@lru_cache(maxsize=50_000)
def syllables(word: str) -> int:
    """Syllables of a word by the hyphenation patterns of nl_NL, at least 1. pyphen leaves a single first or last letter attached."""
    return len(_HYPHENS.positions(word)) + 1


@measure("aandeel-zinnen")
def share_of_sentences(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Sentences per hundred that have a term of lexicon `voor` (and none of `zonder`). Range 0–100.

    The plainest measure: it does not see who speaks or how firm. Use it beside others.
    """
    hits = [r for r in context.sentences if rule.lexicons["voor"] in r.features and rule.lexicons.get("zonder", "") not in r.features]
    total = len(context.sentences)
    if not total:
        return Measured(None)
    return Measured(100 * len(hits) / total, {"aantal": len(hits), "totaal": total}, pro=passages_of(hits))


@measure("eigen-zinnen")
def share_of_own_sentences(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Own sentences per hundred with a term of lexicon `voor` (and none of `zonder`), damped off subject. Range 0–100.

    Source: domein.md 4.5. Weakness: a word list sees no irony and no context.
    """
    wanted, barred = rule.lexicons["voor"], rule.lexicons.get("zonder", "")
    return _per_hundred(context, [r for r in context.own if wanted in r.features and barred not in r.features])


@measure("zinnen-tegen")
def share_against(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Sentences per hundred with a term of lexicon `tegen`; less is better. Range 0–100.

    Source: domein.md 4.6 and 4.7. Weakness: a term may be quoted to be rejected.
    """
    wanted = rule.lexicons["tegen"]
    hits = [r for r in context.sentences if wanted in r.features]
    worst = _quoted(_best(hits)[0]) if hits else ""
    return Measured(
        100 * len(hits) / context.total if context.total else None, {"aantal": len(hits), "totaal": context.total}, contra=passages_of(_best(hits)),
        suggestion=f"Zeg met eenvoudiger of preciezer woorden wat u bedoelt in deze zin: «{worst}»" if worst else "",
    )  # fmt: skip


@measure("over-het-onderwerp")
def share_on_subject(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Own sentences per hundred that support a theme or question. Range 0–100. Weakness: inherits every miss of the rules."""
    return _per_hundred(context, context.on_subject, damped=False)


@measure("concrete-doelen")
def concrete_goals(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Goals with a figure, year or firm commitment per hundred sentences. Range 0–100.

    Source: JSO AMORE (ambitie), SMART goals. Weakness: a figure in a goal need not be its target.
    """
    goals = [r for r in context.own if {"G", "SB2"} & r.codes]
    firm = [r for r in goals if {"%getal", "%jaar", "%procent", "%bedrag"} & r.features]
    weak = [r for r in goals if r not in firm]
    if not context.total:
        return Measured(None)
    value = 100 * (len(firm) + 0.2 * len(weak)) / context.total * context.subject_share
    advice = f"Maak dit doel meetbaar, met een jaartal en een begin- en eindpunt: «{_quoted(_weakest(weak))}»" if weak else ""
    return Measured(value, {"aantal": len(firm), "doelen": len(goals)}, passages_of(_best(firm)), passages_of(_best(weak)), advice)


def _weakest(readings: list[Reading]) -> Reading:
    return min(readings, key=lambda r: (r.stance.commitment, len(r.features & _FIGURES), r.passage.index))


@measure("toezegging")
def commitment(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Commitment 0–4 of own sentences, added up per hundred sentences, from step 2 on. Range 0–400.

    Source: domein.md 4.8. Weakness: an action on a small matter weighs as much as one on a large.
    """
    firm = [r for r in context.own if r.stance.commitment >= 2]
    if not context.total:
        return Measured(None)
    value = 100 * sum(r.stance.commitment for r in firm) / context.total * context.subject_share
    return Measured(value, {"aantal": len(firm), "totaal": context.total}, passages_of(sorted(firm, key=lambda r: -r.stance.commitment)))


@measure("slag-om-de-arm")
def hedged(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Of the own sentences with a wish or commitment, the share (0–100) with a hedge of lexicon `tegen`; less is better.

    None where nothing is wished or promised. Source: domein.md 4.7. Weakness: a caveat may be honest.
    """
    said = [r for r in context.own if r.stance.commitment >= 1 or "G" in r.codes]
    hits = [r for r in said if rule.lexicons["tegen"] in r.features]
    if not said:
        return Measured(None)
    advice = f"Zeg zonder slag om de arm wat u doet: «{_quoted(_best(hits)[0])}»" if hits else ""
    return Measured(100 * len(hits) / len(said), {"aantal": len(hits), "totaal": len(said)}, contra=passages_of(_best(hits)), suggestion=advice)


@measure("vooruit")
def forward(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Own sentences per hundred that look ahead: a wish, effort, goal or measure, not in the past. Range 0–100.

    Source: JSO AMORE (ambitie). It tells a vision from an evaluation. Weakness: a plan of activities looks ahead too.
    """
    ahead = [r for r in context.own if (r.stance.commitment or {"G", "A", "SB2"} & r.codes) and "%verleden" not in r.features]
    return _per_hundred(context, ahead)


@measure("wij-vorm")
def first_person(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Sentences per hundred with wij, we, ons or onze. Range 0–100. Source: JSO AMORE (motiverend). Weakness: 'wij' may be anyone."""
    return _per_hundred(context, [r for r in context.own if any(w.form in _WE for w in r.words)])


@measure("terugblik")
def looking_back(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Sentences per hundred in the past tense; less is better for ambition. Range 0–100. Weakness: history may be one's own story."""
    hits = [r for r in context.sentences if "%verleden" in r.features]
    return Measured(100 * len(hits) / context.total if context.total else None, {"aantal": len(hits), "totaal": context.total}, contra=passages_of(hits))


@measure("maatregelen")
def actions(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Own sentences with a measure (A) per hundred. Range 0–100. Weakness: as good as the rules for A."""
    return _per_hundred(context, [r for r in context.own if "A" in r.codes])


@measure("eigen-namen")
def own_names(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Own sentences per hundred that name a place, person or organisation of the text itself. Range 0–100.

    Source: JSO AMORE (onderscheidend). Weakness: a name at the start of a sentence is not seen.
    """
    named = [r for r in context.own if r.passage.index in context.names]
    shown = ", ".join(name for name, _ in context.name_counts.most_common(5))
    found = _per_hundred(context, named)
    return Measured(found.value, {**found.fields, "namen": shown or "geen"}, found.pro)


@measure("eigen-cijfers")
def own_figures(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Own sentences per hundred with a figure. Range 0–100. Weakness: does not see whether a figure is local."""
    return _per_hundred(context, [r for r in context.own if {"%getal", "%procent", "%bedrag"} & r.features and "systeemtaal" not in r.features])


@measure("soorten-namen")
def name_variety(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Different names per hundred sentences. Range from 0. Weakness: a list of partners counts as variety."""
    if not context.total:
        return Measured(None)
    value = 100 * len(context.name_counts) / context.total * context.subject_share
    return Measured(value, {"aantal": len(context.name_counts), "totaal": context.total})


@measure("vervangtoets")
def swap_test(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Sentences per hundred that would be as true of any municipality: no anchor, and a stock phrase or no content; less is better.

    A stock phrase without anchor counts 1, another sentence without anchor a quarter. Range 0–100. Source: JSO AMORE
    (onderscheidend), domein.md 4.6. Weakness: a sentence may rest on the name in the one before.
    """
    phrase = rule.lexicons["tegen"]
    bare = [r for r in context.sentences if not context.anchored(r)]
    stock = [r for r in bare if phrase in r.features]
    if not context.total:
        return Measured(None)
    value = 100 * (len(stock) + 0.25 * (len(bare) - len(stock))) / context.total
    advice = f"Deze zin past op elke gemeente. Zeg wat het bij u betekent, met een naam of een voorbeeld: «{_quoted(_best(stock)[0])}»" if stock else ""
    return Measured(value, {"aantal": len(stock), "kaal": len(bare), "totaal": context.total}, contra=passages_of(_best(stock)), suggestion=advice)


@measure("verankerd")
def anchored(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Sentences per hundred with a name, figure or own word. Range 0–100. Weakness: a law article has figures too (left out where seen)."""
    return _per_hundred(context, [r for r in context.sentences if context.anchored(r)])


@measure("leesgemak")
def readability(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Flesch-Douma: 206.835 - 0.93 words per sentence - 77 syllables per word. Usually 0–100; higher is easier.

    Source: Douma (1960). Weakness: knows length, not meaning; syllables are those of the hyphenation patterns.
    """
    words = [w.form for r in context.sentences for w in r.words if w.form[:1].isalpha()]
    if not words:
        return Measured(None)
    value = 206.835 - 0.93 * len(words) / context.total - 77 * sum(syllables(w) for w in words) / len(words)
    return Measured(value, {"score": round(value), "lengte": round(len(words) / context.total)})


@measure("lange-zinnen")
def long_sentences(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Sentences of more than 25 words per hundred; less is better. Range 0–100. Weakness: a list in a sentence reads easily."""
    hits = sorted((r for r in context.sentences if len(r.words) > LONG_SENTENCE), key=lambda r: -len(r.words))
    advice = f"Knip deze lange zin in tweeën of drieën: «{_quoted(hits[0])}»" if hits else ""
    return Measured(100 * len(hits) / context.total if context.total else None, {"aantal": len(hits), "totaal": context.total}, contra=passages_of(hits), suggestion=advice)


@measure("wie-doet-wat")
def active_actor(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Own active sentences per hundred in which the municipality, residents or partners do something. Range 0–100.

    Source: JSO AMORE (motiverend). Weakness: 'wij vinden' is active too.
    """
    actors = frozenset({"gemeente", "inwoner", "partner"})
    return _per_hundred(context, [r for r in context.own if actors & r.features and "%passief" not in r.features and "%zonder-werkwoord" not in r.features])


@measure("lijdende-vorm")
def passives(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Passive sentences per hundred; less is better. Range 0–100. Weakness: a passive may be the kindest way to say it."""
    hits = [r for r in context.sentences if "%passief" in r.features]
    advice = f"Zeg wie het doet: «{_quoted(hits[0])}»" if hits else ""
    return Measured(100 * len(hits) / context.total if context.total else None, {"aantal": len(hits), "totaal": context.total}, contra=passages_of(hits), suggestion=advice)


@measure("stemmen")
def voices(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Own sentences per hundred with a quote, a resident or partner speaking, or how they took part (P). Range 0–100.

    Source: JSO AMORE (relevant). Weakness: a quoted title looks like a quote.
    """
    wanted = rule.lexicons["voor"]
    hits = [r for r in context.own if wanted in r.features or "P" in r.codes or "houding:quoted" in r.features or _QUOTES.search(r.passage.text)]
    return _per_hundred(context, hits)


@measure("mensen")
def people(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Own sentences per hundred about residents or partners that support a theme or question. Range 0–100. Weakness: 'inwoners' is said easily."""
    return _per_hundred(context, [r for r in context.on_subject if {"inwoner", "partner"} & r.features])


@measure("bouwstenen-breed")
def breadth(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Different themes and questions supported per square root of sentences. Range from 0. Weakness: breadth is not depth."""
    if not context.total:
        return Measured(None)
    codes = {code for r in context.own for code in r.supports if code not in _GENERAL}
    return Measured(len(codes) / context.total**0.5, {"aantal": len(codes)}, passages_of(_best(context.on_subject)))
