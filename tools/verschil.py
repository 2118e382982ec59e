#!/usr/bin/env python3
"""What a change to the rules does to the findings: added and lost evidence over a folder of texts.

    python tools/verschil.py OLD_ROOT NEW_ROOT FILES…      roots hold rules/ and lexicons/; FILES are drafts or folders
    git worktree add /tmp/oud HEAD && python tools/verschil.py /tmp/oud . sample_visies
"""

from __future__ import annotations

import argparse
from pathlib import Path

from amorecheck.errors import AmorecheckError
from amorecheck.judging.judge import engine_for
from amorecheck.language.passages import Passages, parse
from amorecheck.language.pipeline import load_pipeline
from amorecheck.reading import read
from amorecheck.rules.load import load_rules


def findings(root: Path, drafts: dict[str, Passages]) -> set[tuple[str, str, str]]:
    """(draft, item, sentence) for all evidence."""
    engine = engine_for(load_rules(root.resolve()))
    return {(name, code, r.passage.text) for name, passages in drafts.items() for r in engine.read(passages) for code in r.supports if not r.passage.is_heading}


def parsed(paths: list[Path]) -> dict[str, Passages]:
    nlp = load_pipeline("nl_amore_sm")
    out = {}
    for path in paths:
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            try:
                out[file.name] = parse(read(file, limits=None), nlp)
            except AmorecheckError as error:
                print(f"{file.name}: {error}")
    return out


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("old", type=Path)
    ap.add_argument("new", type=Path)
    ap.add_argument("files", type=Path, nargs="+")
    args = ap.parse_args()
    drafts = parsed(args.files)
    try:
        old, new = findings(args.old, drafts), findings(args.new, drafts)
    except AmorecheckError as error:
        ap.error(str(error))
    for sign, rows in (("+", new - old), ("-", old - new)):
        for name, code, text in sorted(rows, key=lambda row: (row[1], row[0], row[2])):
            print(f"{sign} {code:10s} {name}: {text}")
    print(f"{len(new - old)} erbij, {len(old - new)} weg, {len(old & new)} gelijk")


if __name__ == "__main__":
    main()
