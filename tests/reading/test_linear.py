"""Twice the draft takes about twice the time: no loop or pattern that grows with the square."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from build_docx import NUMBERING, item, p, r, table, word
from build_odt import odt
from build_pdf import canvas, prose, write

from amorecheck.reading import read

SENTENCE = "De gemeente Waterrijk wil dat inwoners elkaar in de wijk kunnen ontmoeten. "


def _notes(path: Path, number: int) -> None:
    references = "".join(p(r(SENTENCE) + f'<w:r><w:footnoteReference w:id="{n}"/></w:r>') for n in range(number))
    notes = "".join(f'<w:footnote w:id="{n}">{p(f"Noot {n}")}</w:footnote>' for n in range(number))
    word(path, references, parts={"footnotes": notes})


def _pages(path: Path, number: int) -> None:
    page = canvas(path)
    for n in range(number):
        write(page, "Visie sociale basis", 72, 815, 400, size=8)
        write(page, prose(12, n), 72, 760, 450)
        write(page, str(n + 1), 300, 30, 50, size=8)
        page.showPage()
    page.save()


def _contents(path: Path, number: int) -> None:
    lines = [f"Hoofdstuk {n}" for n in range(number)]
    path.write_text("Inhoudsopgave\n\n" + "\n".join(f"{line} {n % 90}" for n, line in enumerate(lines)) + "\n\n" + "\n\n".join(lines), encoding="utf-8")


GROWING: dict[str, tuple[int, Callable[[Path, int], None]]] = {
    "paragraphs.docx": (1000, lambda path, n: word(path, "".join(p(f"{SENTENCE}{at}") for at in range(n)))),
    "rows.docx": (400, lambda path, n: word(path, table(*((f"Thema {at}", "Doel", SENTENCE) for at in range(n))))),
    "list.docx": (666, lambda path, n: word(path, "".join(item(SENTENCE, 2 + at % 2, at % 3) for at in range(n)), parts={"numbering": NUMBERING})),
    "footnotes.docx": (1_000, _notes),
    "names.docx": (500, lambda path, n: word(path, "".join(p(f"De gemeente Fictie{chr(97 + at % 26)}{chr(97 + at // 26 % 26)}{chr(97 + at // 676)}dorp kiest.") for at in range(n)))),
    "bold.docx": (666, lambda path, n: word(path, "".join(p(r("Inleiding", "<w:b/>")) + p(SENTENCE) for _ in range(n)))),
    "paragraphs.odt": (1000, lambda path, n: odt(path, "".join(f"<text:p>{SENTENCE}{at}</text:p>" for at in range(n)))),
    "lists.odt": (500, lambda path, n: odt(path, "".join(f"<text:list><text:list-item><text:p>{SENTENCE}</text:p></text:list-item></text:list>" for _ in range(n)))),
    "headers.odt": (300, lambda path, n: odt(path, "<text:p>Tekst.</text:p>", styles="".join(f"<style:header><text:p>Kop {at}</text:p></style:header>" for at in range(n)))),
    "lines.txt": (2000, lambda path, n: path.write_text((SENTENCE + "\n") * n, encoding="utf-8") and None),
    "contents.txt": (500, _contents),
    "pages.pdf": (5, _pages),
}


def seconds(path: Path) -> float:
    """The shorter of two, of this process alone: what others do on the machine must not count."""
    best = float("inf")
    for _ in range(2):
        begun = time.process_time()
        read(path, limits=None)
        best = min(best, time.process_time() - begun)
    return best


@pytest.mark.parametrize("name", GROWING)
def test_four_times_the_draft_takes_no_sixteen_times_as_long(name: str, tmp_path: Path) -> None:
    number, build = GROWING[name]
    paths = [tmp_path / f"{times}-{name}" for times in (1, 4)]
    for path, times in zip(paths, (1, 4), strict=True):
        build(path, times * number)
    short, long = map(seconds, paths)
    assert long < 8 * max(short, 0.01)


def test_squared_paper_is_no_table(tmp_path: Path) -> None:
    page = canvas(tmp_path / "ruitjes.pdf")
    for at in range(240):
        page.line(40 + 2.1 * at, 40, 40 + 2.1 * at, 790)
        page.line(40, 40 + 3.1 * at, 543, 40 + 3.1 * at)
    write(page, prose(4), 72, 760, 400)
    page.save()
    begun = time.process_time()
    assert read(tmp_path / "ruitjes.pdf", limits=None).text.startswith("De gemeente Waterrijk")
    assert time.process_time() - begun < 5
