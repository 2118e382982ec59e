"""The rules' own tests and lint: examples that fail, lexicons without use, terms twice, patterns that never fire."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from amorecheck.document import Block, Document, Kind
from amorecheck.judging.domain import OTHER, SOCIAL
from amorecheck.judging.evidence import Engine, Reading
from amorecheck.language.passages import parse
from amorecheck.rules.load import Rules
from amorecheck.rules.schema import ContextExample, ItemRule

MIN_EXAMPLES = 2


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with the rules. level: fout (examples fail) or let op (worth a look)."""

    level: str
    where: str
    message: str


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """Whether an example of an item came out as it should."""

    item: str
    text: str
    wanted: bool
    found: bool
    why: tuple[str, ...]


def example_document(example: str | ContextExample) -> Document:
    """An example as a document of its own: heading, sentence before, sentence."""
    parts = [(Kind.PARAGRAPH, example)] if isinstance(example, str) else [
        *([(Kind.HEADING, example.kop)] if example.kop else []),
        *([(Kind.PARAGRAPH, example.voor)] if example.voor and example.voor.endswith(":") else []),
        (Kind.LIST_ITEM if example.voor.endswith(":") else Kind.PARAGRAPH, example.zin if not example.voor or example.voor.endswith(":") else f"{example.voor} {example.zin}"),
    ]  # fmt: skip
    blocks, text = [], ""
    for kind, part in parts:
        blocks.append(Block(kind, part, len(text), level=1 if kind is Kind.HEADING else 0))
        text += part + "\n\n"
    return Document("voorbeeld", "text", "", text, tuple(blocks))


def run_examples(rules: Rules, engine: Engine, nlp: object) -> Iterator[ExampleResult]:
    """Every example of every item, run through the whole engine."""
    for item in rules.items.values():
        for wanted, examples in ((True, item.examples.hit), (False, item.examples.miss)):
            for example in examples:
                readings = engine.read(parse(example_document(example), nlp))
                text = example if isinstance(example, str) else example.zin
                last = [r for r in readings if r.passage.text.strip() and text.strip().endswith(r.passage.text.strip()[-20:])] or readings[-1:]
                found = any(item.id in r.supports for r in (readings if isinstance(example, str) else last))
                why = tuple(f"{f.pattern.name}: {', '.join(f.words)}" for r in readings for s in (r.supports.get(item.id),) if s for f in s.fired)
                yield ExampleResult(item.id, text, wanted, found, why)


def lint(rules: Rules) -> Iterator[Problem]:
    """What can be seen without running anything."""
    yield from _examples_missing(rules)
    yield from _lexicons_unused(rules)
    yield from _terms_twice(rules)


def never_fired(engine: Engine, corpus: Iterable[list[Reading]]) -> list[tuple[str, str]]:
    """(item, pattern) pairs that held nowhere in the corpus."""
    fired: Counter[tuple[str, str]] = Counter()
    for readings in corpus:
        for reading in readings:
            for support in (*reading.supports.values(), *reading.near_misses.values()):
                fired.update((f.item, f.pattern.name) for f in support.fired)
    return [(item.id, p.name) for item in engine.rules.items.values() for p in item.evidence if not fired[item.id, p.name]]


def _needs_examples(item: ItemRule) -> bool:
    return bool(item.evidence) and not item.hidden and "." not in item.id


def _examples_missing(rules: Rules) -> Iterator[Problem]:
    for item in rules.items.values():
        if _needs_examples(item):
            for kind, examples in (("hit", item.examples.hit), ("miss", item.examples.miss)):
                if len(examples) < MIN_EXAMPLES:
                    yield Problem("fout", item.id, f"heeft {len(examples)} voorbeelden bij «{kind}»; geef er ten minste {MIN_EXAMPLES}.")


def _used(rules: Rules) -> set[str]:
    used: set[str] = {SOCIAL, OTHER}
    used.update(name for framework in rules.frameworks for entry in framework.none for name in entry.split("|"))
    for item in rules.items.values():
        used.update(item.topic)
        for pattern in item.evidence:
            for entry in (*pattern.all, *pattern.none):
                used.update(feature.rpartition(":")[2] for feature in entry.split("|"))
        for measure in item.measures:
            used.update(measure.lexicons.values())
    todo = list(used)
    while todo:
        lexicon = rules.lexicons.get(todo.pop())
        new = set(lexicon.include) - used if lexicon else set()
        used |= new
        todo.extend(new)
    return used


def _lexicons_unused(rules: Rules) -> Iterator[Problem]:
    for name in sorted(set(rules.lexicons) - _used(rules)):
        yield Problem("let op", name, "deze woordenlijst wordt door geen regel gebruikt.")


def _terms_twice(rules: Rules) -> Iterator[Problem]:
    for lexicon in rules.lexicons.values():
        for kind, terms in (("terms", lexicon.terms), ("except", lexicon.guards)):
            for term, count in Counter(terms).items():
                if count > 1:
                    yield Problem("let op", lexicon.id, f"«{term}» staat {count} keer in {kind}.")
        for term in set(lexicon.terms) & set(lexicon.guards):
            yield Problem("fout", lexicon.id, f"«{term}» staat in terms en in except; de uitzondering heft de term op.")
    homes: dict[str, list[str]] = defaultdict(list)
    for lexicon in rules.lexicons.values():
        for term in lexicon.terms:
            homes[term].append(lexicon.id)
    for term, names in sorted(homes.items()):
        if len(set(names)) > 1:
            yield Problem("let op", term, f"staat in meer dan één woordenlijst: {', '.join(sorted(set(names)))}.")


def sample_documents(folder: Path) -> list[Path]:
    """The drafts that ship with the program, to see which patterns never fire."""
    return sorted(p for p in folder.glob("*") if p.suffix in (".docx", ".pdf", ".txt", ".odt"))
