"""How fast Word files are read: megabytes of text a second, and against the time to merely parse the same XML.

    python benchmarks/reading.py

Ratios are of one run, so that they mean the same on every machine. The child process is timed apart: its price is
fixed, and small against the judging that follows.
"""

from __future__ import annotations

import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from amorecheck.document import Document
from amorecheck.reading import read
from amorecheck.reading.package import parse_xml

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "fixtures"))

from build_docx import NUMBERING, item, p, r, table, word

SENTENCES = (
    "De gemeente Waterrijk wil dat inwoners elkaar in de wijk kunnen ontmoeten. ",
    "Daarvoor werken wij samen met bewoners, vrijwilligers en professionals. ",
    "Mantelzorgers krijgen op tijd steun en een plek om op adem te komen. ",
    "Het buurthuis is elke dag open en de sleutel ligt bij de bewoners zelf. ",
)


def draft(path: Path, paragraphs: int) -> None:
    """A long draft as Word makes it: five runs a paragraph, a heading each tenth, lists, and a table each hundred."""
    parts = []
    for n in range(paragraphs):
        if n % 10 == 0:
            parts.append(p(f"Hoofdstuk {n // 10}", "Kop2"))
        if n % 100 == 50:
            parts.append(table(*(tuple(SENTENCES[(row + column) % 4] for column in range(4)) for row in range(10))))
        if n % 7 == 3:
            parts.append(item(SENTENCES[n % 4], 2))
        parts.append(p("".join(r(SENTENCES[(n + k) % 4], "<w:b/>" if k == 2 else "<w:lang/>") for k in range(5))))
    word(path, "".join(parts), parts={"numbering": NUMBERING})


def best(
    function: Callable[[], Document | object], clock: Callable[[], float] = time.process_time, times: int = 3
) -> tuple[float, object]:
    """Shortest time of a few in seconds (of this process alone: others may keep the machine busy), and the last result."""
    shortest, result = float("inf"), None
    for _ in range(times):
        begun = clock()
        result = function()
        shortest = min(shortest, clock() - begun)
    return shortest, result


def bare(path: Path) -> object:
    """What no reader can do without: unzip, parse, visit every piece of text."""
    with zipfile.ZipFile(path) as package:
        root = parse_xml(package.read("word/document.xml"))
    return sum(len(node.text or "") for node in root.iter("{*}t"))


def main() -> None:
    print(f"{'tekst':>10} {'in proces':>11} {'MB/s':>7} {'x kaal':>7} {'in kind':>9} {'MB/s':>7}")
    with tempfile.TemporaryDirectory() as folder:
        for paragraphs in (100, 1_000, 6_000):
            path = Path(folder) / f"{paragraphs}.docx"
            draft(path, paragraphs)
            lower, _ = best(lambda path=path: bare(path))  # type: ignore[misc]
            inside, document = best(lambda path=path: read(path, limits=None))  # type: ignore[misc]
            child, _ = best(lambda path=path: read(path), time.perf_counter)  # type: ignore[misc]
            assert isinstance(document, Document)
            size = len(document.text.encode()) / 1e6
            print(f"{size:7.2f} MB {inside:9.3f} s {size / inside:7.1f} {inside / lower:7.1f} {child:7.3f} s {size / child:7.1f}")


if __name__ == "__main__":
    main()
