"""What the tests of reading share: all odd files, built once, and the text that an origin points at."""

from __future__ import annotations

import zipfile
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import build_docx
import build_hostile
import build_odt
import build_text

from amorecheck.document import Block, Document, Origin
from amorecheck.reading import read
from amorecheck.reading.docx import iter_runs, run_text
from amorecheck.reading.odt import iter_text_nodes
from amorecheck.reading.package import parse_xml
from amorecheck.reading.text import decode

BUILDERS = {"docx": build_docx.BUILDERS, "odt": build_odt.BUILDERS, "text": build_text.BUILDERS}
NAMES = [(kind, name) for kind, builders in BUILDERS.items() for name in builders]


@cache
def folder() -> Path:
    import atexit
    import shutil

    path = Path(mkdtemp(prefix="amorecheck-tests-"))
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return path


@cache
def draft(kind: str, name: str) -> Path:
    """The path of an odd file; it is built when first asked for."""
    builders = build_hostile.BUILDERS if kind == "hostile" else BUILDERS[kind]
    return builders.build(name, folder() / kind)


def document(kind: str, name: str, **options: object) -> Document:
    return read(draft(kind, name), limits=None, **options)  # type: ignore[arg-type]


def seen(found: Document) -> list[str]:
    """The blocks as a reader would tell them: 'heading 1: Inleiding', 'list_item 2 [a)]: Dieper'."""
    lines = []
    for block in found.blocks:
        depth = block.level or block.list_level
        label = f" [{block.label}]" if block.label else ""
        lines.append(f"{block.kind.value}{f' {depth}' if depth else ''}{label}: {block.text}")
    return lines


def texts(found: Document) -> list[str]:
    return [block.text for block in found.blocks]


def block(found: Document, start: str) -> Block:
    return next(one for one in (*found.blocks, *found.aside) if one.text.startswith(start))


@cache
def _source(path: Path, format: str, part: str) -> list[str]:
    if format == "text":
        return [decode(path.read_bytes(), path.name)[0]]
    data = zipfile.ZipFile(path).read(part) if part else path.read_bytes()
    root = parse_xml(data)
    return [run_text(run) for run in iter_runs(root)] if format == "docx" else list(iter_text_nodes(root))


def source_text(path: Path, found: Document, origin: Origin) -> str:
    """What the file itself has at an origin: in a run of Word, a text node of ODT, or the text."""
    return _source(path, found.format, origin.part)[origin.index][origin.offset :][: origin.end - origin.start]
