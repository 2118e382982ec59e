"""How easily a text reads: by length, depth and commonness of words, and by style. All are indications."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

from amorecheck.judging.evidence import Reading
from amorecheck.judging.measures.context import MeasureContext, Measured, per_hundred_against, quoted
from amorecheck.judging.measures.registry import measure
from amorecheck.judging.measures.words import ABBREVIATION, CONTENT, is_abstract_noun, is_common, syllables
from amorecheck.language.tokens import tokens_of
from amorecheck.rules.schema import MeasureRule

_WE = frozenset({"wij", "we"})
LONG_SENTENCE, DEEP_SENTENCE = 25, 7
# Abbreviations that readers of such a vision know; others want their words once.
_KNOWN = frozenset("GGD VNG AOW CBS ANBO MBO HBO HBS BSO WC TV CV KM BV NV PS NS AED ID PDF PC USB SMS OV A4 COA VVE RTV CDA VVD D66 PVDA".split())


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


@measure("zinsbouw")
def sentence_build(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Sentences per hundred of more than 25 words, or 7 steps deep from the main verb to the farthest word; less is better. Range 0–100.

    Source: sentence length and depth in Dutch readability research (Pander Maat & Dekker 2016). Weakness: a list in a
    sentence reads easily; the parser errs most in long sentences.
    """
    depths = {r.passage.index: _depth(r) for r in context.sentences}
    hard = [r for r in context.sentences if len(r.words) > LONG_SENTENCE or depths[r.passage.index] >= DEEP_SENTENCE]
    worst = sorted(hard, key=lambda r: (-len(r.words) - depths[r.passage.index], r.passage.index))
    found = per_hundred_against(context, worst, "Knip deze zin in tweeën of drieën")
    mean = sum(depths.values()) / len(depths) if depths else 0.0
    return replace(found, fields={**found.fields, "diepte": f"{mean:.1f}".replace(".", ",")})


def _depth(reading: Reading) -> int:
    span = reading.passage.span
    heads = tokens_of(span.doc).head[span.start : span.end]
    known: dict[int, int] = {}
    for start in range(len(heads)):
        path, i = [], start
        while i not in known and heads[i] - span.start != i and 0 <= heads[i] - span.start < len(heads):
            path.append(i)
            i = heads[i] - span.start
        level = known.setdefault(i, 0)
        for n in reversed(path):
            level += 1
            known[n] = level
    return max(known.values(), default=0)


@measure("gangbare-woorden")
def word_commonness(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Share of nouns, verbs, adjectives and adverbs that are among the 6200 word forms used most; names aside. Range 0–100.

    Source: wordfreq (lexicons/gangbaar.tsv). Weakness: plain compounds (dorpskeuken) count as uncommon.
    """
    content = [w for r in context.sentences for w in r.words if w.pos in CONTENT]
    if not content:
        return Measured(None)
    share = 100 * sum(is_common(w) for w in content) / len(content)
    return Measured(share, {"procent": round(share)})


@measure("naamwoordstijl")
def noun_style(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Nouns made from verbs or adjectives (versterking, bereikbaarheid) per hundred words; less is better. Usually 0–15.

    Source: advice of Renkema, Schrijfwijzer. Weakness: told by their endings, so a thing may pass for an act.
    """
    per_sentence = [(sum(w.pos == "NOUN" and is_abstract_noun(w.form) for w in r.words), r) for r in context.sentences]
    if not context.word_count:
        return Measured(None)
    heavy = sorted((pair for pair in per_sentence if pair[0] >= 3), key=lambda pair: (-pair[0], pair[1].passage.index))
    count = sum(n for n, _ in per_sentence)
    advice = f"Schrijf deze zin met werkwoorden: «{quoted(heavy[0][1])}»" if heavy else ""
    return Measured(100 * count / context.word_count, {"aantal": count, "woorden": context.word_count}, contra=tuple(r.passage.index for _, r in heavy), suggestion=advice)


@measure("lijdende-vorm")
def passives(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Passive sentences per hundred; less is better. Range 0–100.

    Source: domein.md 4.7 (passive without actor), Renkema, Schrijfwijzer. Weakness: a passive may be the kindest way to say it.
    """
    hits = [r for r in context.sentences if "%passief" in r.features]
    nobody = [r for r in hits if not _WE.intersection(w.form for w in r.words)]
    shown = per_hundred_against(context, nobody, "Zeg wie het doet")
    return replace(per_hundred_against(context, hits), contra=shown.contra, suggestion=shown.suggestion)


@measure("afkortingen")
def abbreviations(context: MeasureContext, rule: MeasureRule) -> Measured:
    """Sentences per hundred with an abbreviation that is explained nowhere; less is better. Range 0–100.

    Explained means: in brackets after its words, or with words in brackets after it. Source: JSO AMORE (motiverend).
    Weakness: an initialism in a name (vv DSV) counts too.
    """
    if not context.total:
        return Measured(None)
    counts: Counter[str] = Counter()
    where: defaultdict[int, list[str]] = defaultdict(list)
    explained: set[str] = set()
    for reading in context.sentences:
        if reading.passage.text.isupper():
            continue
        text = reading.passage.block.text
        for word in reading.words:
            form = text[word.start : word.end]
            if ABBREVIATION.match(form) and form.upper() not in _KNOWN:
                counts[form] += 1
                where[reading.passage.index].append(form)
                if text[: word.start].rstrip().endswith("(") or text[word.end :].lstrip().startswith(("(", "staat voor")):
                    explained.add(form)
    bare = [form for form, _ in counts.most_common() if form not in explained]
    advice = f"Schrijf de afkorting {bare[0]} één keer voluit, of laat hem weg." if bare else ""
    found = tuple(index for index, forms in where.items() if not explained.issuperset(forms))
    return Measured(100 * len(found) / context.total, {"aantal": len(bare), "welke": f" ({', '.join(bare[:5])})" if bare else ""}, contra=found, suggestion=advice)
