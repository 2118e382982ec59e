#!/usr/bin/env python3
"""Make the reports for a folder of labelled texts and print the table of its own score.py.

    python tools/measure.py GOLD                       all sets in GOLD (a folder with score.py, real/, average/ …)
    python tools/measure.py GOLD --set hard --per-code
    python tools/measure.py GOLD --fragments tests/sentences/fragmenten --half tune|apart|both
    python tools/measure.py GOLD --set real --errors WS1      missed and wrong sentences of one code
    python tools/measure.py --amore tests/sentences/amore --half tune|apart|both      AMORE against our own scores
    python tools/measure.py GOLD --explain real r001 4        why unit 4 of that text got what it got

GOLD holds score.py and a folder for each set, with body/NAME.txt, units/NAME.tsv (number, start, end, text), labels/NAME.tsv (number,
codes) and disputed/NAME.tsv. Nothing of it is copied into the project.
`--rules ROOT` takes rules/ and lexicons/ from another folder, to compare two versions.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from amorecheck.document import Document
from amorecheck.errors import DocumentError
from amorecheck.judging.judge import engine_for, judge_passages
from amorecheck.language.passages import parse
from amorecheck.language.pipeline import load_pipeline, model_name
from amorecheck.reading import read
from amorecheck.rules.load import load_rules

APART = "noq"  # series that nobody tunes on, even numbers included
SETS = ("real", "average", "hard", "traps")


def fragment_set(folder: Path, half: str, out: Path) -> Path:
    """Our own labelled fragments (codes<TAB>text, blank line = new paragraph) as a set of the same shape."""
    for name in ("body", "units", "labels", "disputed"):
        (out / name).mkdir(parents=True, exist_ok=True)
    for path in sorted(folder.glob("*.tsv")):
        even = int("".join(ch for ch in path.stem if ch.isdigit())) % 2 == 0 and path.stem[0] not in APART
        if half != "both" and even != (half == "tune"):
            continue
        body, units, labels = "", [], []
        fresh = True
        for line in path.read_text("utf8").splitlines():
            if not line.strip():
                body, fresh = body.rstrip("\n") + "\n\n", True
                continue
            codes, _, text = line.partition("\t")
            if not fresh:
                body += "\n" if text.startswith(("- ", "• ", "* ", "#", "|")) else " "
            start = len(body)
            body += text
            number = len(units) + 1
            units.append(f"{number}\t{start}\t{len(body)}\t{text}")
            if codes.strip():
                labels.append(f"{number}\t{codes.strip()}")
            fresh = False
        (out / "body" / f"{path.stem}.txt").write_text(body, "utf8")
        (out / "units" / f"{path.stem}.tsv").write_text("\n".join(units) + "\n", "utf8")
        (out / "labels" / f"{path.stem}.tsv").write_text("\n".join(labels) + "\n", "utf8")
        (out / "disputed" / f"{path.stem}.tsv").write_text("", "utf8")
    return out


def documents(folder: Path) -> list[tuple[str, Document]]:
    out = []
    for path in sorted((folder / "body").glob("*.txt")):
        try:
            out.append((path.stem, read(path, limits=None)))
        except DocumentError as error:
            print(f"{path.stem}: {error}", file=sys.stderr)
    return out


def make_reports(folder: Path, out: Path, rules_root: Path | None, model: str) -> None:
    """One JSON report per text of folder/body."""
    nlp = load_pipeline(model)
    engine = engine_for(load_rules(rules_root))
    out.mkdir(parents=True, exist_ok=True)
    for name, document in documents(folder):
        words = len(document.text.split())
        report = judge_passages(parse(document, nlp), engine, model_name(nlp), words)
        (out / f"{name}.json").write_text(report.to_json(), "utf8")


def ranks(values: list[float]) -> list[float]:
    return [sum(other < value for other in values) + (values.count(value) - 1) / 2 for value in values]


def spearman(first: list[float], second: list[float]) -> float:
    """Rank correlation, ties at their mean rank; 0 where one side does not vary."""
    a, b = ranks(first), ranks(second)
    middle = (len(a) - 1) / 2
    both = sum((x - middle) * (y - middle) for x, y in zip(a, b, strict=True))
    spread = sum((x - middle) ** 2 for x in a) * sum((y - middle) ** 2 for y in b)
    return both / spread**0.5 if spread else 0.0


def agreement(folder: Path, half: str, rules_root: Path | None, model: str) -> None:
    """Spearman per criterion on our own drafts: scores.tsv with name, A M O R E (0–3). Odd numbers are the half apart."""
    nlp = load_pipeline(model)
    engine = engine_for(load_rules(rules_root))
    given: dict[str, list[float]] = {c: [] for c in "AMORE"}
    found: dict[str, list[float]] = {c: [] for c in "AMORE"}
    for line in (folder / "scores.tsv").read_text("utf8").splitlines():
        name, *scores = line.split("\t")
        odd = int("".join(ch for ch in name if ch.isdigit())) % 2 == 1
        if half != "both" and odd != (half == "apart"):
            continue
        document = read(folder / f"{name}.txt", limits=None)
        report = judge_passages(parse(document, nlp), engine, model_name(nlp), len(document.text.split()))
        items = {item.id[-1]: item.score or 0.0 for item in next(f for f in report.frameworks if f.id == "amore").items}
        for criterion, score in zip("AMORE", scores, strict=True):
            given[criterion].append(float(score))
            found[criterion].append(items[criterion])
    result = {c: spearman(given[c], found[c]) for c in "AMORE"}
    print(f"amore ({half}, n {len(given['A'])})  Spearman " + "  ".join(f"{c} {v:.2f}" for c, v in result.items()) + f"  mean {sum(result.values()) / 5:.2f}")


def explain(folder: Path, name: str, unit: int, rules_root: Path | None, model: str) -> None:
    """What was seen in one unit: hits, features, stance, and the patterns that fired."""
    nlp = load_pipeline(model)
    engine = engine_for(load_rules(rules_root))
    rows = [line.split("\t", 3) for line in (folder / "units" / f"{name}.tsv").read_text("utf8").splitlines()]
    start, end = next((int(a), int(b)) for n, a, b, _ in rows if int(n) == unit)
    for stem, document in documents(folder):
        if stem != name:
            continue
        for reading in engine.read(parse(document, nlp)):
            p = reading.passage
            if p.start < end and p.end > start:
                print(f"\n«{p.text}»  [{p.block.kind}; kop: {[engine and h for h in p.headings]}]")
                for lexicon in sorted(reading.hits.names):
                    print(f"  {lexicon}: {', '.join(reading.text_of(h) for h in reading.hits.of(lexicon))}")
                print("  kenmerken:", " ".join(sorted(f for f in reading.features if f.startswith("%") or (":" in f and not f.startswith(("koppen:", "eerder:"))))))
                print("  houding:", [(c.label, c.words) for c in reading.stance.cues], "inzet", reading.stance.commitment)
                for kind, found in (("telt", reading.supports), ("telt niet", reading.near_misses)):
                    for code, s in found.items():
                        print(f"  {kind} {code}: {s.points} {s.barred} " + "; ".join(f"{f.pattern.name} {f.points:+} {list(f.words)}" for f in s.fired))


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold", type=Path, nargs="?")
    ap.add_argument("--amore", type=Path, help="folder of drafts with scores.tsv")
    ap.add_argument("--set", dest="sets", action="append", choices=SETS)
    ap.add_argument("--fragments", type=Path)
    ap.add_argument("--half", choices=("tune", "apart", "both"), default="tune")
    ap.add_argument("--per-code", action="store_true")
    ap.add_argument("--errors", metavar="CODE")
    ap.add_argument("--explain", nargs=3, metavar=("SET", "TEXT", "UNIT"))
    ap.add_argument("--rules", type=Path)
    ap.add_argument("--model", default="nl_amore_sm")
    ap.add_argument("--keep", type=Path, help="keep the reports in this folder")
    args = ap.parse_args()
    if args.amore:
        agreement(args.amore, args.half, args.rules, args.model)
        return
    if args.gold is None:
        ap.error("GOLD is missing")
    with tempfile.TemporaryDirectory() as temp:
        base = Path(temp)
        if args.explain:
            name, text, unit = args.explain
            folder = fragment_set(args.fragments, "both", base / "own") if name == "own" else args.gold / name
            explain(folder, text, int(unit), args.rules, args.model)
            return
        folders = {}
        if args.fragments:
            folders[f"eigen ({args.half})"] = fragment_set(args.fragments, args.half, base / "own")
        for name in args.sets or (() if args.fragments else SETS):
            folders[name] = args.gold / name
        for name, folder in folders.items():
            began = time.perf_counter()
            reports = (args.keep or base) / f"reports-{folder.name}"
            make_reports(folder, reports, args.rules, args.model)
            print(f"== {name}  ({time.perf_counter() - began:.1f} s)")
            command = [sys.executable, str(args.gold / "score.py"), str(folder), str(reports)]
            command += ["--per-code"] * args.per_code + (["--errors", args.errors] if args.errors else [])
            sys.stdout.flush()
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
