"""Reads rules/ and lexicons/ and checks them: every error has file:line:column and says what to do."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from amorecheck.errors import RuleError
from amorecheck.language.terms import TermSyntaxError, pieces_of
from amorecheck.rules.schema import FrameworkRule, ItemRule, Lexicon, walk_rules
from amorecheck.versions import data_folder, rules_sha256

MAX_FILE = 2_000_000
# The stance cues have a shape and a loader of their own (language/stance_cues.py).
STANCE_FILE = "stance.yaml"
M = TypeVar("M", bound=BaseModel)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML without the surprises of version 1.1: only true/false are booleans, dates and sexagesimals are text."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:int", "tag:yaml.org,2002:float")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:bool", r"^(?:true|false)$", "tf"),
    ("tag:yaml.org,2002:int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("tag:yaml.org,2002:float", r"^[-+]?[0-9]+\.[0-9]+$", "-+0123456789"),
):
    _Loader.add_implicit_resolver(_tag, re.compile(_pattern), list(_first))


@dataclass(frozen=True)
class Rules:
    """All frameworks and lexicons, validated, with the sha256 of their files."""

    frameworks: tuple[FrameworkRule, ...]
    lexicons: dict[str, Lexicon]
    sha256: str
    root: Path

    @cached_property
    def items(self) -> dict[str, ItemRule]:
        return {item.id: item for framework in self.frameworks for item in walk_rules(framework.items)}

    def chosen(self, lenses: tuple[str, ...] = ()) -> tuple[FrameworkRule, ...]:
        """The frameworks to judge by: all that are on by default, and the lenses asked for."""
        known = {f.id for f in self.frameworks if f.lens}
        for lens in lenses:
            if lens not in known:
                raise RuleError(f"De lens «{lens}» bestaat niet. Kies uit: {', '.join(sorted(known)) or 'geen'}.")
        return tuple(f for f in self.frameworks if not f.lens or f.id in lenses)


@lru_cache(maxsize=4)
def load_rules(root: Path | None = None) -> Rules:
    """All rule files and lexicons below `root` (with folders rules/ and lexicons/), or the ones that ship. Raises RuleError."""
    rule_folder = root / "rules" if root else data_folder("rules")
    lexicon_folder = root / "lexicons" if root else data_folder("lexicons")
    lexicons: dict[str, Lexicon] = {}
    parts: list[tuple[Path, _Part]] = []
    for path in sorted(lexicon_folder.glob("**/*.yaml")):
        for part in _documents(path):
            lexicon = _validated(Lexicon, part, path)
            _refuse_bad_terms(lexicon, part, path)
            if lexicon.id in lexicons:
                raise RuleError(f"De woordenlijst «{lexicon.id}» bestaat al. Geef deze een andere naam.", place=f"{path.name}:{_line(part)}:1")
            lexicons[lexicon.id] = lexicon
            parts.append((path, part))
    frameworks = []
    for path in sorted(p for p in rule_folder.glob("*.yaml") if p.name != STANCE_FILE):
        for part in _documents(path):
            frameworks.append(_validated(FrameworkRule, part, path))
            parts.append((path, part))
    rules = Rules(_merged(frameworks), lexicons, rules_sha256(rule_folder, lexicon_folder), rule_folder.parent)
    _check_references(rules, parts)
    return rules


def _merged(parts: list[FrameworkRule]) -> tuple[FrameworkRule, ...]:
    """Frameworks in order. A framework may be spread over files (one a bouwsteen): same id, items after each other."""
    by_id: dict[str, FrameworkRule] = {}
    for part in parts:
        first = by_id.get(part.id)
        by_id[part.id] = part if first is None else first.model_copy(update={"items": (*first.items, *part.items)})
    ids = [item.id for framework in by_id.values() for item in walk_rules(framework.items)]
    for item in ids:
        if ids.count(item) > 1:
            raise RuleError(f"De id «{item}» komt twee keer voor in de regels. Geef een van beide een andere id.")
    return tuple(sorted(by_id.values(), key=lambda f: (f.order, f.id)))


@dataclass(frozen=True)
class _Part:
    """One YAML document of a file, with its node tree for line numbers."""

    value: Any
    node: yaml.Node


def _line(part: _Part) -> int:
    return int(part.node.start_mark.line) + 1


def _documents(path: Path) -> Iterator[_Part]:
    data = path.read_bytes()
    if len(data) > MAX_FILE:
        raise RuleError("Dit bestand is te groot voor een regelbestand. Splits het.", place=path.name)
    try:
        text = data.decode("utf-8")
        for node in yaml.compose_all(text, _Loader):
            if node is not None:
                _refuse_twice(node, path)
                loader = _Loader("")
                yield _Part(loader.construct_document(node), node)
    except UnicodeDecodeError as error:
        raise RuleError("Dit bestand is geen UTF-8. Sla het op als UTF-8.", place=path.name) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path.name}:{mark.line + 1}:{mark.column + 1}" if mark else path.name
        raise RuleError(f"Dit is geen geldige YAML ({getattr(error, 'problem', None) or 'onbekende fout'}). Kijk naar inspringen, dubbele punten en aanhalingstekens.", place=place) from error


def _refuse_twice(node: yaml.Node, path: Path, depth: int = 0) -> None:
    """Duplicate keys silently lose the first value in PyYAML; aliases can explode. Both are refused."""
    if depth > 30:
        raise RuleError("Dit bestand is te diep genest.", place=f"{path.name}:{node.start_mark.line + 1}:1")
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                raise RuleError(f"De sleutel «{key.value}» staat er twee keer. Voeg ze samen.", place=f"{path.name}:{key.start_mark.line + 1}:{key.start_mark.column + 1}")
            seen.add(key.value)
            _refuse_twice(value, path, depth + 1)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _refuse_twice(value, path, depth + 1)


def _validated(model: type[M], part: _Part, path: Path) -> M:
    try:
        return model.model_validate(part.value)
    except ValidationError as error:
        first = next((e for e in error.errors() if e["type"] == "extra_forbidden"), error.errors()[0])
        node = _node_at(part.node, first["loc"])
        place = f"{path.name}:{node.start_mark.line + 1}:{node.start_mark.column + 1}"
        raise RuleError(_explained(model, first), place=place) from None


def _explained(model: type[BaseModel], error: Any) -> str:
    where = ".".join(str(p) for p in error["loc"])
    if error["type"] == "extra_forbidden":
        names = {(f.alias or n) for m in (model, *_models_of(model)) for n, f in m.model_fields.items()}
        close = difflib.get_close_matches(str(error["loc"][-1]), sorted(names), n=1)
        hint = f" Bedoelt u «{close[0]}»?" if close else f" Toegestaan: {', '.join(sorted(names))}."
        return f"onbekende sleutel «{error['loc'][-1]}».{hint}"
    if error["type"] == "missing":
        return f"«{where}» ontbreekt. Vul deze sleutel in."
    return f"«{where}» klopt niet ({error['msg']}). Verbeter de waarde."


def _models_of(model: type[BaseModel]) -> list[type[BaseModel]]:
    from amorecheck.rules import schema

    return [m for m in vars(schema).values() if isinstance(m, type) and issubclass(m, BaseModel)] if model is FrameworkRule else []


def _node_at(node: yaml.Node, loc: tuple[Any, ...]) -> yaml.Node:
    for step in loc:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == str(step):
                    node = value if not isinstance(value, yaml.ScalarNode) else key
                    break
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
    return node


def _place_of(text: str, parts: list[tuple[Path, _Part]]) -> str:
    """Where the rule files first say this, as an entry or as one of its alternatives."""
    for path, part in parts:
        for node in _scalars(part.node):
            if text in node.value.split("|"):
                return f"{path.name}:{node.start_mark.line + 1}:{node.start_mark.column + 1}"
    return ""


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    else:
        for child in node.value:
            for one in child if isinstance(child, tuple) else (child,):
                yield from _scalars(one)


def _check_references(rules: Rules, parts: list[tuple[Path, _Part]]) -> None:
    """Every feature that a rule names must exist."""
    from amorecheck.language.features import known_feature

    known = set(rules.lexicons)
    for lexicon in rules.lexicons.values():
        for other in lexicon.include:
            if other not in known:
                raise RuleError(f"Woordenlijst «{lexicon.id}» neemt «{other}» over, maar die bestaat niet.{_suggestion(other, known)}", place=_place_of(other, parts))
    ids = set(rules.items)
    for framework in rules.frameworks:
        for feature in (feature for entry in framework.none for feature in entry.split("|")):
            if not known_feature(feature, known, ids):
                raise RuleError(f"Regelbestand «{framework.id}» sluit «{feature}» uit, maar dat bestaat niet.{_suggestion(feature, known | ids)}", place=_place_of(feature, parts))
    for item in rules.items.values():
        for topic in item.topic:
            if topic not in known:
                raise RuleError(f"Regel {item.id} noemt «{topic}» als onderwerp, maar die woordenlijst bestaat niet.{_suggestion(topic, known)}", place=_place_of(topic, parts))
        for pattern in item.evidence:
            for entry in (*pattern.all, *pattern.none):
                for feature in entry.split("|"):
                    if not known_feature(feature, known, ids):
                        name = feature.split(":")[-1]
                        raise RuleError(f"Regel {item.id}/{pattern.name} noemt «{feature}», maar dat bestaat niet.{_suggestion(name, known | ids)}", place=_place_of(feature, parts))


def _refuse_bad_terms(lexicon: Lexicon, part: _Part, path: Path) -> None:
    for key, terms in (("terms", lexicon.terms), ("except", lexicon.guards)):
        for number, term in enumerate(terms):
            try:
                pieces_of(term)
            except TermSyntaxError as error:
                mark = _node_at(part.node, (key, number)).start_mark
                raise RuleError(f"Woordenlijst «{lexicon.id}»: {error}.", place=f"{path.name}:{mark.line + 1}:{mark.column + 1}") from None


def _suggestion(name: str, known: set[str]) -> str:
    close = difflib.get_close_matches(name, sorted(known), n=1)
    return f" Bedoelt u «{close[0]}»?" if close else ""
