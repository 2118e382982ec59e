"""Remake the Dutch pipeline from a folder of UD Dutch treebanks: prepare, train, package, evaluate.

    python training/make.py TREEBANK_FOLDER [--model models/nl_amore_sm] [--version 0.2.0] [--work build/training]

Takes about half an hour on one core. The same treebanks, versions of spaCy and seed give the same figures on the same
machine; other processors may round differently.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("treebanks", type=Path, help="folder with the CoNLL-U files, named treebank-year-split.conllu")
    parser.add_argument("--model", type=Path, default=ROOT / "models" / "nl_amore_sm", help="where the model goes")
    parser.add_argument("--version", default="0.2.0", help="version in the model's meta.json")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "training", help="corpora and checkpoints")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="setting of config.cfg to change")
    arguments = parser.parse_args()
    corpus, trained = arguments.work / "corpus", arguments.work / "trained"
    run("prepare.py", arguments.treebanks, corpus)
    settings = [f"--{setting}" for setting in arguments.set]
    paths = ["--paths.train", corpus / "train.spacy", "--paths.dev", corpus / "tune.spacy"]
    run("-m", "spacy", "train", HERE / "config.cfg", "--output", trained, *paths, *settings)
    run("package.py", trained / "model-last", arguments.model, arguments.version)
    run("evaluate.py", arguments.treebanks, arguments.model, "--bare")
    run("evaluate.py", arguments.treebanks, arguments.model)


def run(*command: str | Path) -> None:
    """Run one step on one core; a failing step ends the whole."""
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), environment.get("PYTHONPATH", "")])
    first = command[0]
    arguments = [str(HERE / first) if str(first).endswith(".py") else str(first), *map(str, command[1:])]
    subprocess.run([sys.executable, *arguments], check=True, env=environment)


if __name__ == "__main__":
    main()
