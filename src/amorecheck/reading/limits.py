"""How much time, memory and output the reading of one file may take."""

from __future__ import annotations

from dataclasses import dataclass

_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """seconds: wall clock for the file; per_page: seconds more for each page of a PDF, per_scan with OCR.

    memory: bytes of address space (POSIX) or of resident memory (elsewhere). output: bytes of the answer.
    rlimits: let the operating system guard memory where it can; without it the memory of the child is watched.
    """

    seconds: float = 30.0
    per_page: float = 1.0
    per_scan: float = 20.0
    longest: float = 900.0
    memory: int = 1200 * _MEGABYTE
    output: int = 256 * _MEGABYTE
    rlimits: bool = True


DEFAULT_LIMITS = Limits()

LARGEST_FILE = 300 * _MEGABYTE
"""Files above this are not opened at all."""
