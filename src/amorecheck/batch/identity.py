"""What a judgement depends on beside the draft: program, rules, model, packages and options, as one fingerprint.

Known without loading spaCy, so that a batch whose results are all there costs no model.
"""

from __future__ import annotations

import functools
import hashlib
import platform
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import amorecheck
from amorecheck.batch.cache import key_of
from amorecheck.batch.task import Settings
from amorecheck.language.pipeline import AUTO, PREFERRED, SHIPPED, shipped_model_path
from amorecheck.versions import data_folder, rules_sha256

_PACKAGES = ("spacy", "thinc", "python-docx", "pdfplumber", "pdfminer.six", "pypdfium2", "lxml", "simplemma", "pyphen", "rapidfuzz", "jinja2")
_PROGRAM = frozenset({".py", ".html", ".css", ".js", ".yaml", ".j2", ".jinja"})


def fingerprint(settings: Settings) -> str:
    """sha256 over all that decides a report beside the draft itself. Two machines may share results where it is the same."""
    return key_of(identity(settings))


def identity(settings: Settings) -> dict[str, str]:
    """The parts of the fingerprint by name, so that a difference can be named."""
    rules, lexicons = (Path(settings.rules_root) / "rules", Path(settings.rules_root) / "lexicons") if settings.rules_root else (data_folder("rules"), data_folder("lexicons"))
    return {
        "programma": program_digest(),
        "regels": rules_sha256(rules, lexicons),
        "taalmodel": model_identity(settings.model),
        "pakketten": ", ".join(f"{name} {_version(name)}" for name in _PACKAGES),
        "python": ".".join(platform.python_version_tuple()[:2]),
        "opties": f"{','.join(settings.lenses)};{settings.changes};{'ocr' if settings.ocr else ''}",
    }


@functools.cache
def program_digest() -> str:
    """sha256 over the program's own files: a checkout changes without a new version number."""
    return _folder_digest(Path(amorecheck.__file__).parent, _PROGRAM)


@functools.cache
def model_identity(choice: str) -> str:
    """Name of the model that a choice means, and the sha256 of its files; "" as sha256 where there is none."""
    if choice == AUTO:
        choice = PREFERRED if _installed(PREFERRED) else SHIPPED
    folder = _installed(choice) or shipped_model_path(choice) if choice.isidentifier() else Path(choice)
    return f"{Path(choice).name} {_folder_digest(folder, None) if folder.is_dir() else ''}"


def _installed(name: str) -> Path | None:
    spec = find_spec(name) if name.isidentifier() else None
    return Path(next(iter(spec.submodule_search_locations))) if spec and spec.submodule_search_locations else None


def _folder_digest(folder: Path, kinds: frozenset[str] | None) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts and "_data" not in path.parts[len(folder.parts) :]):
        if kinds is None or path.suffix in kinds:
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "-"
