"""Scanned pages read by the `tesseract` program (Dutch), through a pipe: no image is written to disk.

Measured: about 3 s a page at 200 dpi on one core. Used only when the user asks for it.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import pypdfium2 as pdfium

from amorecheck.errors import ConfigurationError, TimedOutError
from amorecheck.reading.pdf_layout import Line, make_line
from amorecheck.reading.pdf_page import Style, Word, clean

DPI = 200
MAX_PIXELS = 40_000_000
SECONDS_A_PAGE = 120
MAX_OCR_PAGES = 200
LOW_CONFIDENCE = 70.0
"""Mean word confidence (0-100) under which a page is named as doubtful."""
LARGE = 1.18
"""A line in type this much higher than usual on its page is set in larger type; less is noise of the scan."""
LONGEST_LARGE = 14
"""Words. Longer lines are running text, whatever their height."""
_BULLETS = frozenset("e o © ¢ ® ° « » * + ¤ ».".split())
"""What tesseract makes of a bullet. None is a Dutch word."""

_MISSING = (
    "Voor --ocr is het programma tesseract met Nederlands nodig en dat is niet gevonden. Installeer het "
    "(Windows: UB Mannheim-installatie met 'Dutch' aangevinkt; Debian of Ubuntu: tesseract-ocr en tesseract-ocr-nld; "
    "macOS: brew install tesseract tesseract-lang) en probeer het weer."
)
_WINDOWS_HOME = Path("C:/Program Files/Tesseract-OCR/tesseract.exe")


@dataclass(slots=True)
class Recognised:
    """Lines of one scanned page and how sure tesseract is of their words (mean, 0-100)."""

    lines: list[Line] = field(default_factory=list)
    confidence: float = 0.0


def find_tesseract() -> str:
    """The program; ConfigurationError with how to install it when it is not there."""
    found = shutil.which("tesseract") or (str(_WINDOWS_HOME) if _WINDOWS_HOME.exists() else "")
    if not found:
        raise ConfigurationError(_MISSING)
    return found


def recognise(page: pdfium.PdfPage, number: int, program: str) -> Recognised:
    """The text of the picture of a page. Raises ConfigurationError without Dutch data, TimedOutError when slow."""
    width, height = page.get_size()
    scale = min(DPI / 72, (MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
    table = _run(program, _picture(page, scale), number)
    return _lines(list(csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)), number, scale)


def _picture(page: pdfium.PdfPage, scale: float) -> bytes:
    """The page as a grey PGM file."""
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        data = bytes(bitmap.buffer)
    finally:
        bitmap.close()
    rows = data if stride == width else b"".join(data[row * stride : row * stride + width] for row in range(height))
    return b"P5 %d %d 255\n" % (width, height) + rows


def _run(program: str, picture: bytes, number: int) -> str:
    try:
        done = subprocess.run(
            [program, "stdin", "stdout", "-l", "nld", "--psm", "1", "--dpi", str(DPI), "tsv"],
            input=picture, capture_output=True, timeout=SECONDS_A_PAGE, check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise TimedOutError(
            f"De tekstherkenning van pagina {number} duurt te lang. Probeer het met een scan van minder punten per duim."
        ) from error
    except OSError as error:
        raise ConfigurationError(_MISSING) from error
    if done.returncode:
        if b"nld" in done.stderr or b"language" in done.stderr:
            raise ConfigurationError(_MISSING)
        return ""  # a picture that tesseract cannot read is a page without text
    return done.stdout.decode("utf-8", "replace")


def _lines(rows: Sequence[dict[str, str]], number: int, scale: float) -> Recognised:
    groups: dict[tuple[str, ...], list[dict[str, str]]] = {}
    high: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = (row.get("block_num", ""), row.get("par_num", ""), row.get("line_num", ""))
        if row.get("level") == "4":
            high[key] = int(row["height"])
        elif row.get("level") == "5" and (row.get("text") or "").strip():
            groups.setdefault(key, []).append(row)
    heights = {key: _type_height([row["text"] for row in words], high.get(key, 0)) for key, words in groups.items()}
    usual = median(heights.values()) if heights else 1.0
    result = Recognised()
    regions: dict[tuple[str, ...], int] = {}
    sure: list[float] = []
    for line_of, words in groups.items():
        region = regions.setdefault(line_of[:2], len(regions))
        if len(words) > 1 and words[0]["text"].strip() in _BULLETS:
            words[0]["text"] = "•"
        times = heights[line_of] / (usual or 1.0)
        # in quarters: lines of one heading must come out alike
        larger = max(1.25, round(4 * times) / 4) if times > LARGE and len(words) <= LONGEST_LARGE else 1.0
        size = round(0.75 * usual * larger / scale, 1)
        result.lines.append(make_line([_word(row, scale, size) for row in words], number, region))
        sure += [float(row["conf"]) for row in words]
    for line in result.lines:
        mates = [other for other in result.lines if other.region == line.region]
        line.left, line.right = min(mate.x0 for mate in mates), max(mate.x1 for mate in mates)
    result.confidence = sum(sure) / len(sure) if sure else 0.0
    return result


def _type_height(texts: Sequence[str], height: int) -> float:
    """The height of the type from that of a line's box, which depends on the letters in it: "nu" is lower than "Lijf"."""
    letters = "".join(texts)
    rises = any(char.isupper() or char.isdigit() or char in "bdfhkltij" for char in letters)
    falls = any(char in "gjpqyQ,;()" for char in letters)
    return height / (0.53 + 0.22 * rises + 0.21 * falls)


def _word(row: dict[str, str], scale: float, size: float) -> Word:
    left, top, width, height = (int(row[name]) / scale for name in ("left", "top", "width", "height"))
    style = Style("", size, False, 0, -1, False, False)
    return Word(clean(row["text"].strip()) or " ", left, top, left + width, top + height, top + height, style)
