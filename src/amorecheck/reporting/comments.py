"""Comments in a copy of the adviser's own draft: Word comments, ODT annotations, PDF highlights with notes."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from amorecheck.document import Document
from amorecheck.errors import ConfigurationError, UnreadableError, UnsupportedError

from .annotations_odt import annotate_odt
from .cited import stale_notices
from .comments_docx import comment_docx
from .highlights_pdf import highlight_pdf
from .model import Report
from .notes import Note, Placed, draft_notes
from .plain import plain_text
from .wording import say

LIMIT = 60
"""Comments in one draft; more is not read (and Word refuses a file with more than 32,767)."""

_Writer = Callable[[bytes, Document, Sequence[Note], int], Placed]
_WRITERS: dict[str, _Writer] = {"docx": comment_docx, "odt": annotate_odt, "pdf": highlight_pdf}


@dataclass(frozen=True, slots=True)
class CommentSummary:
    """What was placed. left_out: notes over the limit; at_host: on a note or text box, placed in the running text;
    unplaced: their place was not found in the file; signed: the draft carries a digital signature; stale: what must
    be said of the adviser's own verdicts."""

    placed: int
    left_out: int = 0
    at_host: int = 0
    unplaced: int = 0
    signed: bool = False
    limit: int = LIMIT
    stale: tuple[str, ...] = ()

    def __str__(self) -> str:
        lines = [say("comments.summary.placed", n=self.placed)]
        if self.left_out:
            lines.append(say("comments.summary.left_out", n=self.left_out, limit=self.limit))
        if self.at_host:
            lines.append(say("comments.summary.at_host", n=self.at_host))
        if self.unplaced:
            lines.append(say("comments.summary.unplaced", n=self.unplaced))
        if self.signed:
            lines.append(say("comments.summary.signed"))
        lines.extend(self.stale)
        return "\n".join(lines)


def write_comments(draft: Path, document: Document, report: Report, out: Path, limit: int = LIMIT) -> CommentSummary:
    """A copy of `draft` in `out` with at most `limit` comments; the draft itself and its text stay as they are.

    `document` is `draft` as it was read, `report` the judgement of it. Raises UnsupportedError for plain text,
    UnreadableError where the file changed since it was read or is damaged, ConfigurationError where `out` is the
    draft or cannot be written.
    """
    if document.format not in _WRITERS:
        raise UnsupportedError(say("comments.error.format", format=plain_text(document.format)))
    if out.exists() and out.samefile(draft):
        raise ConfigurationError(say("comments.error.same_file"))
    data = _same_bytes(draft, document)
    notes = draft_notes(document, report)
    try:
        placed = _WRITERS[document.format](data, document, notes, limit)
    except (zipfile.BadZipFile, KeyError, ValueError, etree.LxmlError) as error:
        raise UnreadableError(say("comments.error.damaged", name=draft.name)) from error
    try:
        out.write_bytes(placed.data)
    except OSError as error:
        raise ConfigurationError(say("word.error.target", name=out.name)) from error
    stale = tuple(plain_text(notice.message) for notice in stale_notices(report))
    return CommentSummary(placed.comments, placed.left_out, placed.at_host, placed.unplaced, placed.signed, limit, stale)


def _same_bytes(draft: Path, document: Document) -> bytes:
    """The draft's bytes, if they are still those that were read: origins point into exactly that file."""
    try:
        data = draft.read_bytes()
    except OSError as error:
        raise UnreadableError(say("comments.error.changed", name=draft.name)) from error
    if document.sha256 and hashlib.sha256(data).hexdigest() != document.sha256:
        raise UnreadableError(say("comments.error.changed", name=draft.name))
    return data
