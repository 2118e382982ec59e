"""Results by content: what was judged once is not judged again, also after a run that was killed half-way.

An entry is one file, `ab/<key>`: the sha256 of its key and what follows, a line end, and the compressed content. It is written
aside and moved into place, so it is there wholly or not at all; one that is damaged all the same is no entry.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from typing import Any

from amorecheck.batch.storage import Folder

_FAST = 1
_HEX = 64


def key_of(parts: Mapping[str, Any]) -> str:
    """The key for a result: the sha256 of all that it depends on, as JSON."""
    return hashlib.sha256(json.dumps(dict(parts), sort_keys=True, ensure_ascii=True).encode("ascii")).hexdigest()


class Cache:
    """Entries of bytes by key."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder

    def get(self, key: str) -> bytes | None:
        """The content under a key; None where there is none or it is damaged."""
        data = self._folder.read(_place(key))
        if data is None:
            return None
        digest, body = data[:_HEX], data[_HEX + 1 :]
        if _digest(key, body) != digest:
            return None
        try:
            return zlib.decompress(body)
        except zlib.error:
            return None

    def put(self, key: str, content: bytes) -> None:
        body = zlib.compress(content, _FAST)
        self._folder.write(_place(key), _digest(key, body) + b"\n" + body)

    def close(self) -> None:
        self._folder.close()


def _digest(key: str, body: bytes) -> bytes:
    """Over the key as well: an entry under the wrong name is damage too."""
    return hashlib.sha256(key.encode("ascii") + b"\0" + body).hexdigest().encode("ascii")


def _place(key: str) -> str:
    return f"{key[:2]}/{key}"
