"""Which lenses the rules offer, read from the heads of the rule files: the server itself never loads the rules."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from amorecheck.versions import data_folder


@dataclass(frozen=True, slots=True)
class Lens:
    """A framework that is off unless asked for. id: as `--lens` takes it."""

    id: str
    title: str


def offered_lenses(root: Path | None = None) -> tuple[Lens, ...]:
    """The lenses below `root`, or those that ship, in the order of their titles."""
    folder = root / "rules" if root else data_folder("rules")
    heads = [_head(part) for path in sorted(folder.glob("*.yaml")) for part in path.read_text("utf-8").split("\n---")]
    found = {str(head["id"]): str(head.get("title", head["id"])) for head in heads if head.get("lens") is True and "id" in head}
    return tuple(sorted((Lens(name, title) for name, title in found.items()), key=lambda lens: lens.title))


def _head(text: str) -> dict[str, object]:
    """The keys of a rule file up to its items, which are most of it. A head that is no YAML offers no lens."""
    head = text.split("\nitems:", 1)[0]
    try:
        value = yaml.safe_load(head)
    except yaml.YAMLError:
        return {}
    return value if isinstance(value, dict) else {}
