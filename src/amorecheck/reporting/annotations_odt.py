"""Annotations in a copy of an ODT file, round exactly the words they speak of.

Only content.xml is rewritten. An annotation is put between characters of a text node; the text itself is not touched.
"""

from __future__ import annotations

from collections.abc import Sequence

from amorecheck.document import Document

from .notes import Note, Placed


def annotate_odt(data: bytes, document: Document, notes: Sequence[Note], limit: int) -> Placed:
    raise NotImplementedError
