"""A Document as JSON lines between the child process that reads and the one that asked."""

from __future__ import annotations

import json
from typing import Any

from amorecheck import errors
from amorecheck.document import Block, Document, Kind, Notice, Origin, Role
from amorecheck.errors import AmorecheckError, ConfigurationError, DocumentError, UnreadableError


def encode_document(document: Document) -> bytes:
    value = {
        "name": document.name,
        "format": document.format,
        "sha256": document.sha256,
        "text": document.text,
        "blocks": [_from_block(block) for block in document.blocks],
        "aside": [_from_block(block) for block in document.aside],
        "pages": document.pages,
        "title": document.title,
        "municipality": document.municipality,
        "layers": dict(document.layers),
        "notices": [[notice.code, notice.message] for notice in document.notices],
    }
    return _line({"document": value})


def encode_pages(pages: int) -> bytes:
    return _line({"pages": pages})


def encode_error(error: AmorecheckError) -> bytes:
    return _line({"error": [type(error).__name__, str(error), getattr(error, "code", "")]})


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii") + b"\n"


def decode(line: bytes) -> Document:
    """The document in the last line of an answer. Raises the error that it holds instead."""
    answer = json.loads(line)
    if "error" in answer:
        name, message, code = answer["error"]
        if name == ConfigurationError.__name__:
            raise ConfigurationError(message)
        kind = getattr(errors, str(name), UnreadableError)
        if not (isinstance(kind, type) and issubclass(kind, DocumentError)):
            kind = UnreadableError
        raise kind(message, code=code)
    value = answer["document"]
    return Document(
        value["name"], value["format"], value["sha256"], value["text"],
        tuple(_to_block(block) for block in value["blocks"]),
        tuple(_to_block(block) for block in value["aside"]),
        value["pages"], value["title"], value["municipality"], value["layers"],
        tuple(Notice(code, message) for code, message in value["notices"]),
    )  # fmt: skip


def _from_block(block: Block) -> list[Any]:
    # The common case has a run and no page; short lists keep a long document small.
    origins = [
        [one.start, one.end, one.part, one.index, one.offset]
        if one.page is None and one.box is None
        else [one.start, one.end, one.part, one.index, one.offset, one.page, one.box]
        for one in block.origins
    ]
    return [
        block.kind.value, block.text, block.start, block.level, block.list_level, block.cell, block.section,
        block.role.value, block.paragraph, block.page, block.label, origins,
    ]  # fmt: skip


def _to_block(value: list[Any]) -> Block:
    kind, text, start, level, list_level, cell, section, role, paragraph, page, label, origins = value
    return Block(
        Kind(kind), text, start, level, list_level, tuple(cell) if cell is not None else None, tuple(section),
        Role(role), paragraph, page, label, tuple(_to_origin(origin) for origin in origins),
    )  # fmt: skip


def _to_origin(value: list[Any]) -> Origin:
    if len(value) == 5:
        return Origin(value[0], value[1], value[2], value[3], value[4])
    start, end, part, index, offset, page, box = value
    return Origin(start, end, part, index, offset, page, tuple(box) if box is not None else None)
