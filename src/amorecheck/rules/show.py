"""The rules in words: what is asked, what is looked for, with which examples."""

from __future__ import annotations

import textwrap
from pathlib import Path

from amorecheck.errors import AmorecheckError, RuleError
from amorecheck.rules.load import Rules
from amorecheck.rules.schema import ContextExample, ItemRule, Pattern

WIDTH = 80
_PLACES = {"kop": "in de kop erboven", "koppen": "in een kop erboven", "vorige": "in de zin ervoor", "eerder": "in een van de drie zinnen ervoor", "aanloop": "in de zin die de opsomming inleidt", "onderwerp": "als onderwerp", "voorwerp": "als voorwerp", "lijdend": "als lijdend onderwerp", "houding": "als houding"}  # fmt: skip


def render_list(rules: Rules) -> str:
    """All frameworks with their items, one line each."""
    lines = []
    for framework in rules.frameworks:
        visible = [i for i in framework.items if not i.hidden]
        if visible:
            lens = f"  (extra lens: --lens {framework.id})" if framework.lens else ""
            lines += ["", f"{framework.title}{lens}"]
            for item in visible:
                lines += _listed(item, 1)
    return "\n".join(lines[1:])


def _listed(item: ItemRule, depth: int) -> list[str]:
    lines = textwrap.wrap(f"{item.id:<9} {item.question or item.title}", WIDTH - 2 * depth, subsequent_indent=" " * 10)
    return ["  " * depth + line for line in lines] + [line for child in item.items if not child.hidden for line in _listed(child, depth + 1)]


def find_item(rules: Rules, name: str) -> ItemRule:
    """The item with this id, whatever its capitals. Raises RuleError."""
    by_name = {i.lower(): item for i, item in rules.items.items()}
    if name.lower() not in by_name:
        raise RuleError(f"Het onderdeel «{name}» bestaat niet. Zie: amorecheck rules list.")
    return by_name[name.lower()]


def render_item(rules: Rules, name: str) -> str:
    """One item: its question, its patterns in words, the word lists they use, advice and examples."""
    item = find_item(rules, name)
    lines = [f"{item.id}  {item.title}"]
    if item.question:
        lines += _wrapped(f"Vraag: {item.question}")
    if item.evidence:
        lines += ["", "Een zin telt mee als deze regels samen genoeg punten geven:"]
        for pattern in item.evidence:
            lines += _pattern_lines(pattern)
        lines += ["", "Woordenlijsten:"] + [line for lexicon in sorted(_lexicons_of(item, rules)) for line in _lexicon_lines(rules, lexicon)]
    for measure in (*item.measures, *item.batch_measures):
        only = "; alleen bij amorecheck batch" if measure in item.batch_measures else ""
        lines += _wrapped(f"- {measure.title} (gewicht {measure.weight:g}; van {measure.low:g} tot {measure.high:g}{only})", 2)
    for title, text in (("Advies als het ontbreekt", item.advice.ontbreekt), ("Advies als het alleen genoemd is", item.advice.genoemd), ("Vraag voor het gesprek", item.ask)):
        if text:
            lines += ["", *_wrapped(f"{title}: {text}")]
    if item.topic:
        lines += ["", *_wrapped(f"Ontbreekt een antwoord, dan toont het rapport een zin met een woord uit: {', '.join(item.topic)}.")]
    for title, examples in (("Telt wel", item.examples.hit), ("Telt niet", item.examples.miss)):
        if examples:
            lines += ["", f"{title}:"] + [line for e in examples for line in _wrapped(f"- {_example_text(e)}", 2)]
    if item.items:
        lines += ["", "Onderdelen:"] + [line for child in item.items for line in _listed(child, 1)]
    return "\n".join(lines)


def _wrapped(text: str, indent: int = 0) -> list[str]:
    return textwrap.wrap(text, WIDTH, subsequent_indent=" " * indent)


def _example_text(example: str | ContextExample) -> str:
    if isinstance(example, str):
        return example
    before = "; ".join(part for part in (f"onder de kop «{example.kop}»" if example.kop else "", f"na «{example.voor}»" if example.voor else "") if part)
    return f"{example.zin} ({before})" if before else example.zin


def _pattern_lines(pattern: Pattern) -> list[str]:
    lines = _wrapped(f"  {pattern.points:+g}  {pattern.says or pattern.name}", 6)
    for entry in pattern.all:
        lines += textwrap.wrap(" of ".join(map(_feature_text, entry.split("|"))), WIDTH, initial_indent="        met ", subsequent_indent="            ")
    for entry in pattern.none:
        lines += textwrap.wrap(" of ".join(map(_feature_text, entry.split("|"))), WIDTH, initial_indent="        zonder ", subsequent_indent="            ")
    if pattern.near:
        lines.append(f"        binnen {pattern.near} woorden")
    return lines


def _feature_text(feature: str) -> str:
    head, _, name = feature.rpartition(":")
    return f"{name} {_PLACES[head]}" if head in _PLACES else feature


def _lexicons_of(item: ItemRule, rules: Rules) -> set[str]:
    names = {f.rpartition(":")[2] for p in item.evidence for e in (*p.all, *p.none) for f in e.split("|")}
    return names & set(rules.lexicons)


def _lexicon_lines(rules: Rules, name: str) -> list[str]:
    lexicon = rules.lexicons[name]
    shown = ", ".join(lexicon.terms[:12]) + (f" … ({len(lexicon.terms)} woorden)" if len(lexicon.terms) > 12 else "")
    more = f" en de lijsten {', '.join(lexicon.include)}" if lexicon.include else ""
    return textwrap.wrap(f"{name}: {shown}{more}", WIDTH, initial_indent="  ", subsequent_indent="    ")


def render_check(rules: Rules, model: str, texts: Path | None) -> tuple[str, bool]:
    """The outcome of all tests of the rules, and whether nothing failed."""
    from amorecheck.judging.judge import engine_for
    from amorecheck.language.passages import parse
    from amorecheck.language.pipeline import load_pipeline, model_name
    from amorecheck.reading import read
    from amorecheck.rules.check import lint, never_fired, run_examples, sample_documents
    from amorecheck.versions import data_folder

    nlp = load_pipeline(model)
    engine = engine_for(rules, tuple(f.id for f in rules.frameworks if f.lens))
    results = list(run_examples(rules, engine, nlp))
    failed = [r for r in results if r.found != r.wanted]
    problems = list(lint(rules))
    lines = [f"{len(results)} voorbeelden, {len(failed)} niet goed (taalmodel {model_name(nlp)})."]
    for r in failed:
        expected = "zou moeten tellen, maar telt niet" if r.wanted else f"zou niet moeten tellen, maar telt wel ({'; '.join(r.why)})"
        lines += textwrap.wrap(f"fout    {r.item}: «{r.text}» {expected}.", WIDTH, subsequent_indent="        ")
    for p in problems:
        lines += textwrap.wrap(f"{p.level:<7} {p.where}: {p.message}", WIDTH, subsequent_indent="        ")
    folder = texts or data_folder("sample_visies")
    corpus = []
    for path in sample_documents(folder) if folder.is_dir() else []:
        try:
            corpus.append(engine.read(parse(read(path), nlp)))
        except AmorecheckError:
            continue
    if corpus:
        dead = never_fired(engine, corpus)
        total = sum(len(i.evidence) for i in rules.items.values())
        lines.append(f"{len(dead)} van {total} regels vinden niets in {len(corpus)} teksten uit {folder.name}.")
        lines += textwrap.wrap(", ".join(f"{item}/{name}" for item, name in dead), WIDTH, initial_indent="  ", subsequent_indent="  ")
    return "\n".join(lines), not failed and not any(p.level == "fout" for p in problems)
