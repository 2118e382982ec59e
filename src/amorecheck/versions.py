"""Which program, rules and model judge: known without loading any of them."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from amorecheck import __version__


def data_folder(name: str) -> Path:
    """rules/, lexicons/, models/ or sample_visies/: inside an installed package, or at the top of a checkout."""
    packaged = Path(str(files("amorecheck"))) / "_data" / name
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[2] / name


def rules_sha256(rules: Path, lexicons: Path) -> str:
    """The sha256 over all files of rules/ and lexicons/, names included."""
    digest = hashlib.sha256()
    for folder in (lexicons, rules):
        for path in sorted(p for p in folder.glob("**/*") if p.suffix in (".yaml", ".tsv")):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def default_model() -> str:
    """Name and version of the model that `--model auto` takes."""
    name = "nl_core_news_md"
    spec = find_spec(name)
    if spec is not None and spec.submodule_search_locations:
        metas = [Path(folder) / "meta.json" for folder in spec.submodule_search_locations]
    else:
        name, metas = "nl_amore_sm", [data_folder("models") / "nl_amore_sm" / "meta.json"]
    for meta in metas:
        if meta.is_file():
            return f"{name} {json.loads(meta.read_text('utf8'))['version']}"
    return name


def describe() -> str:
    """For --version: program, rules and model in one line each."""
    return f"amorecheck {__version__}\nregels {rules_sha256(data_folder('rules'), data_folder('lexicons'))[:12]}\ntaalmodel {default_model()}"
