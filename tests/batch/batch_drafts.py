"""Small drafts for the batch, written by script: invented municipalities, names that are odd, files that are no drafts."""

from __future__ import annotations

import os
import shutil
import unicodedata
from pathlib import Path

SAMPLES = Path(__file__).parents[2] / "sample_visies"

_SENTENCES = (
    "Onze gemeente {name} wil dat mantelzorgers en vrijwilligers zich gesteund voelen.",
    "In elke kern komt in {year} een vaste contactpersoon voor mantelzorgers.",
    "De welzijnsorganisatie organiseert elke maand een ontmoeting in het dorpshuis van {place}.",
    "Met de huisartsen en de wijkverpleging spreken wij elk half jaar over eenzaamheid.",
    "Wij meten met de gezondheidsmonitor en met gesprekken in de wijk of bewoners zich minder eenzaam voelen.",
    "Het college stelt daarvoor {amount} euro per jaar beschikbaar.",
    "Bewoners van {place} dachten mee in drie bijeenkomsten over wijkgericht werken.",
    "Hoe wij de rol van partners verdelen, werken wij later uit.",
    "De sociale basis bestaat uit verenigingen, vrijwilligers en voorzieningen in de buurt.",
)


def text_of(n: int, name: str = "Aalwijk") -> str:
    """A draft of about 125 words, little over the least that is judged; no two numbers give the same text."""
    values = {"name": name, "year": 2026 + n % 5, "place": f"{name}-{'Noord Oost Zuid West'.split()[n % 4]}", "amount": 10_000 + 500 * n}
    body = " ".join(sentence.format(**values) for sentence in (*_SENTENCES[n % 9 :], *_SENTENCES[: n % 9]))
    return f"Visie sociale basis {name}\n\nOnze rol\n\n{body}\n"


def write_drafts(folder: Path, number: int) -> Path:
    """So many drafts with ordinary names."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(number):
        (folder / f"visie-{n:02}.txt").write_text(text_of(n), "utf-8")
    return folder


def write_mixed(folder: Path) -> Path:
    """Drafts as a data engineer gets them: doubles in name and content, odd names, a waiver, and what cannot be read."""
    write_drafts(folder, 3)
    for place, n in (("Aalwijk", 10), ("Beekdorp", 11)):
        (folder / place).mkdir()
        (folder / place / "visie.txt").write_text(text_of(n, place), "utf-8")  # the same name twice
    (folder / "kopie").mkdir()
    shutil.copy(folder / "visie-00.txt", folder / "kopie" / "visie-00.txt")  # the same draft twice
    shutil.copy(SAMPLES / "zwak-veldrade.docx", folder / "concept (def) #2, 100%.docx")
    for form in ("NFC", "NFD"):  # two files that look the same
        (folder / unicodedata.normalize(form, "visie Súdergea.txt")).write_text(text_of(20, "Súdergea"), "utf-8")
    (folder / ("lange naam " * 18 + ".txt")).write_text(text_of(21), "utf-8")
    Path(os.fsdecode(os.fsencode(folder) + b"/bes\xe9.txt")).write_text(text_of(23), "utf-8")  # a name from an old Windows disk
    (folder / "con.txt").write_text(text_of(22), "utf-8")  # a name that Windows keeps for itself
    (folder / "visie-01.txt.amorecheck.yaml").write_text("- item: T2\n  verdict: ontbreekt\n  reason: Staat in een ander stuk.\n  date: 2026-11-12\n", "utf-8")
    (folder / "visie-02.txt.amorecheck.yaml").write_text("- item: T2\n  verdict: prachtig\n", "utf-8")  # a waiver with a mistake
    (folder / "leeg.pdf").touch()
    (folder / "kapot.docx").write_bytes(b"PK\x03\x04" + bytes(500))
    (folder / "oud.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096))
    (folder / "kort.txt").write_text("Dit is te kort.", "utf-8")
    (folder / "begroting.xlsx").write_bytes(b"PK\x03\x04")
    return folder


UNREAD = {"kapot.docx", "kort.txt", "leeg.pdf", "oud.doc", "visie-02.txt"}
"""What of the mixed drafts cannot be judged."""


def contents(folder: Path) -> dict[str, bytes]:
    """All that a batch left behind, without its cache."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and ".cache" not in path.parts}
