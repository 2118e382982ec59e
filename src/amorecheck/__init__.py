"""Reads a Dutch draft vision and says what is worked out, what is only named and what is missing.

    path ──read──▶ Document ──parse──▶ Passages ──find──▶ Readings ──judge──▶ Report ──write──▶ text | JSON | HTML | Word

    >>> from amorecheck import check
    >>> report = check("visie.docx")            # doctest: +SKIP
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from amorecheck.errors import AmorecheckError, ConfigurationError, DocumentError, ModelError, RuleError

if TYPE_CHECKING:
    from amorecheck.document import Document
    from amorecheck.reporting.model import Report
    from amorecheck.rules.load import Rules

__version__ = "0.1.0"
__all__ = ["AmorecheckError", "ConfigurationError", "DocumentError", "ModelError", "Report", "RuleError", "check", "judge", "load_rules", "read"]


def __getattr__(name: str) -> object:
    """`Report`, fetched when it is asked for: a look at --help must not load what judging needs."""
    if name == "Report":
        from amorecheck.reporting.model import Report

        return Report
    raise AttributeError(f"module 'amorecheck' has no attribute {name!r}")


def read(path: str | Path, **options: object) -> Document:
    """Read a draft (DOCX, PDF, ODT or text) into a Document. Raises DocumentError."""
    from amorecheck import reading

    return reading.read(Path(path), **options)  # type: ignore[arg-type]


def load_rules(root: Path | None = None) -> Rules:
    """All rules and lexicons, the shipped ones or those below `root`. Raises RuleError."""
    from amorecheck.rules.load import load_rules as load

    return load(root)


def judge(document: Document, *, model: str = "auto", municipality: str = "", rules: Rules | None = None, lenses: tuple[str, ...] = ()) -> Report:
    """Judge a document that was read. Raises RuleError, ModelError."""
    from amorecheck.judging.judge import judge_document

    return judge_document(document, model=model, municipality=municipality, rules=rules or load_rules(), lenses=lenses)


def check(path: str | Path, *, model: str = "auto", municipality: str = "", rules: Rules | None = None, lenses: tuple[str, ...] = (), **reading: object) -> Report:
    """The whole way: read a draft and judge it. Raises AmorecheckError."""
    return judge(read(path, **reading), model=model, municipality=municipality, rules=rules, lenses=lenses)
