"""The overview in a real Chromium: axe, keyboard, phone, print, sorting and finding, and everything without script."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from make_batch import STOCK, batch, draft, unread

from amorecheck.batch.overview import build_overview, render_overview_html
from amorecheck.batch.profile import profile_rules
from amorecheck.batch.shared import find_shared, with_shared
from amorecheck.rules.load import load_rules

pytestmark = pytest.mark.browser

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]


def _page(outcomes: list[Any]) -> str:
    shared = find_shared(outcomes)
    outcomes = [with_shared(outcome, shared) for outcome in outcomes]
    return render_overview_html(build_overview(outcomes, shared, profile_rules(outcomes, load_rules())))


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nine drafts with everything on the page: outliers, shared sentences, quotes, two of one municipality, one unread."""
    outcomes = [draft(f"d{n}.docx", f"Gemeente {n:02}", level=0.05 if n == 3 else 0.8, texts=STOCK[n % 3 :]) for n in range(8)]
    file = tmp_path_factory.mktemp("overzicht") / "overzicht.html"
    file.write_text(_page([*outcomes, draft("tweede.docx", "Gemeente 01", level=0.7), unread("geheim.pdf", "Bosdam")]), "utf-8")
    return file


@pytest.fixture
def open_page(chromium: Any, few: Path) -> Iterator[Any]:
    contexts = []

    def opened(file: Path = few, width: int = 1366, height: int = 900, **options: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.asked, page.complaints = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(file.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1366, "light"), (320, "dark")])
def test_axe_finds_nothing(open_page: Any, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(width=width, color_scheme=scheme, bypass_csp=True)
    page.evaluate("document.querySelectorAll('details').forEach(detail => detail.open = true)")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}}).response["violations"]
    assert [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]] == []


def test_nothing_is_fetched_and_nothing_complains(open_page: Any) -> None:
    page = open_page()
    assert [url for url in page.asked if not url.startswith("file:")] == []
    assert page.complaints == []


def test_at_320_pixels_only_the_tables_scroll(open_page: Any) -> None:
    page = open_page(width=320, height=256)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def names(page: Any) -> list[str]:
    return page.eval_on_selector_all(".map tbody th a", "links => links.map(link => link.textContent.replaceAll('\\u00ad', ''))")  # type: ignore[no-any-return]


def test_a_column_sorts_by_keyboard_best_first_and_then_the_other_way(open_page: Any) -> None:
    page = open_page()
    page.locator(".map").get_by_label("Sorteer op Score", exact=True).focus()
    page.keyboard.press("Enter")
    scores = page.eval_on_selector_all(".map td.t", "cells => cells.map(cell => Number(cell.textContent))")
    assert scores == sorted(scores, reverse=True)
    assert page.locator(".map th[aria-sort]").get_attribute("aria-sort") == "descending"
    page.keyboard.press("Enter")
    assert page.eval_on_selector_all(".map td.t", "cells => cells.map(cell => Number(cell.textContent))") == sorted(scores)
    page.locator(".map").get_by_label("Sorteer op Gemeente of concept").click()
    assert names(page) == sorted(names(page))


def test_an_item_sorts_by_verdict_and_not_by_the_alphabet(open_page: Any) -> None:
    page = open_page()
    page.locator(".map").get_by_label("Sorteer op Mantelzorg").click()
    words = page.eval_on_selector_all(".map tbody tr", "rows => rows.map(row => row.cells[3].textContent)")
    order = ["uitgewerkt", "genoemd", "ontbreekt", "niet te beoordelen"]
    assert words == sorted(words, key=order.index)
    assert len(set(words)) > 1


def test_the_median_stays_on_top_when_the_table_is_sorted(open_page: Any) -> None:
    page = open_page()
    page.locator(".median").get_by_label("Sorteer op Score", exact=True).click()
    assert "Mediaan" in page.locator(".median tbody tr").first.inner_text()


def test_finding_a_municipality_hides_the_others_and_says_how_many(open_page: Any) -> None:
    page = open_page()
    page.get_by_label("Zoek een gemeente of concept").fill("gemeente 01")
    assert page.locator(".map tbody tr:visible").count() == 2
    assert page.get_by_role("status").inner_text() == "2 concepten gevonden."
    page.get_by_label("Zoek een gemeente of concept").fill("bestaat niet")
    assert page.get_by_role("status").inner_text() == "Geen enkel concept heet zo."


def test_without_script_all_is_there_and_nothing_promises_more(open_page: Any) -> None:
    page = open_page(java_script_enabled=False)
    assert page.locator(".map tbody tr").count() == 9
    assert page.locator("button").count() == 0
    assert not page.locator(".finding").is_visible()


def test_heads_stay_in_sight_over_342_rows_and_sorting_is_quick(open_page: Any, tmp_path: Path) -> None:
    file = tmp_path / "groot.html"
    file.write_text(_page(batch(342)), "utf-8")
    page = open_page(file)
    page.evaluate("document.querySelectorAll('.map tbody tr')[200].scrollIntoView({block: 'center'})")
    box = page.locator(".map thead th.item").first.bounding_box()
    assert 0 <= box["y"] < 120
    took = page.evaluate("() => { const start = performance.now(); document.querySelector('.map thead .item button').click(); document.body.offsetHeight; return performance.now() - start; }")
    assert took < 6000  # a quarter of a second on a machine with nothing else to do


def test_signs_differ_in_shape_also_where_colours_are_forced(open_page: Any) -> None:
    page = open_page(forced_colors="active")
    shapes = page.evaluate("['w', 'n', 'm', 'c'].map(name => { const s = getComputedStyle(document.querySelector(`.signs .${name}`), '::before'); return s.borderLeftWidth + s.borderRightWidth + s.borderStyle; })")
    assert len(set(shapes)) == 4


def test_printed_it_is_a4_across_with_the_heads_on_every_page(open_page: Any, tmp_path: Path) -> None:
    file = tmp_path / "middel.html"
    file.write_text(_page(batch(70)), "utf-8")
    pdf = pypdfium2.PdfDocument(io.BytesIO(open_page(file).pdf(prefer_css_page_size=True)))
    width, height = pdf[0].get_size()
    assert (round(width), round(height)) == (842, 595)
    texts = ["".join(page.get_textpage().get_text_range().split()) for page in pdf]  # letters that stand upright come one a line
    assert sum("Gemeenteofconcept" in text and "T2Mantelzorg" in text for text in texts) >= 2
