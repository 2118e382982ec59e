"""The HTML report in a real Chromium: axe, keyboard, 400 % zoom, dark, print. axe sees half; the rest is tested here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from make_report import REPORTS, hostile_report, poor_report, rich_report

from amorecheck.reporting.compare import compare
from amorecheck.reporting.compare import render_html as render_comparison
from amorecheck.reporting.html import render_html

pytestmark = pytest.mark.browser

PAGES: dict[str, Callable[[], str]] = {name: (lambda build=build: render_html(build())) for name, build in REPORTS.items()}  # type: ignore[misc]
PAGES["comparison"] = lambda: render_comparison(compare(poor_report(), hostile_report()))
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]


@pytest.fixture
def open_page(chromium: Any, tmp_path: Path) -> Iterator[Any]:
    """Opens a report as a file, as an adviser would; every request other than that file is an error."""
    contexts = []

    def opened(name: str = "rich", width: int = 1280, height: int = 900, **options: Any) -> Any:
        file = tmp_path / f"{name}.html"
        file.write_text(PAGES[name](), encoding="utf-8")
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.asked = []
        page.complaints = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.complaints.append(message.text))
        page.goto(file.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()


def _violations(page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}}).response["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize(
    ("name", "scheme", "width"),
    [("rich", "light", 1280), ("rich", "dark", 320), ("poor", "light", 320), ("strong", "dark", 1280), ("undecided", "light", 1280), ("hostile", "dark", 1280)],
)  # fmt: skip
def test_axe_finds_nothing(open_page: Any, name: str, scheme: str, width: int) -> None:
    """Every report once, both colour schemes and both widths: each with all details open, so that nothing is passed over."""
    page = open_page(name, width=width, color_scheme=scheme, bypass_csp=True)
    page.evaluate("document.querySelectorAll('details').forEach(detail => detail.open = true)")
    assert _violations(page) == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_axe_finds_nothing_in_a_comparison(open_page: Any, scheme: str, width: int) -> None:
    page = open_page("comparison", width=width, color_scheme=scheme, bypass_csp=True)
    assert _violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_comparison_prints_whole(open_page: Any, tmp_path: Path) -> None:
    page = open_page("comparison")
    assert [url for url in page.asked if not url.startswith("file:")] == []
    assert page.complaints == []
    pdf = tmp_path / "vergelijking.pdf"
    page.pdf(path=str(pdf), prefer_css_page_size=True)
    import pdfplumber

    with pdfplumber.open(pdf) as paper:
        assert {(round(sheet.width), round(sheet.height)) for sheet in paper.pages} == {(595, 842)}
        outside = [char["text"] for sheet in paper.pages for char in sheet.chars if char["x1"] > sheet.width or char["x0"] < 0]
    assert outside == []


@pytest.mark.parametrize("name", ["rich", "hostile"])
def test_nothing_is_fetched_and_nothing_complains(open_page: Any, name: str) -> None:
    page = open_page(name)
    assert [url for url in page.asked if not url.startswith("file:")] == []
    assert page.complaints == []


@pytest.mark.parametrize("name", ["rich", "undecided", "hostile"])
def test_at_400_percent_nothing_runs_off_the_side(open_page: Any, name: str) -> None:
    """1280 px at 400 % is 320 css px: WCAG 1.4.10."""
    page = open_page(name, width=320, height=256)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_wide_letter_and_line_spacing_cuts_nothing_off(open_page: Any) -> None:
    """WCAG 1.4.12: text spacing set by the reader."""
    page = open_page(width=320, bypass_csp=True)
    page.add_style_tag(content="* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    clipped = page.evaluate(
        "[...document.querySelectorAll('main *:not(.unseen):not(svg):not(svg *)')].filter(e => getComputedStyle(e).overflow === 'hidden'"
        " && !e.closest('thead') && e.scrollHeight > e.clientHeight + 1).map(e => e.className)"
    )
    assert clipped == []


def test_the_first_stop_of_the_keyboard_skips_to_the_report(open_page: Any) -> None:
    page = open_page()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Ga naar het rapport"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"


def test_every_stop_of_the_keyboard_is_visible_and_shows_focus(open_page: Any) -> None:
    page = open_page()
    page.evaluate("document.querySelector('.as-tables').open = true")
    stops = page.locator("a[href], summary").count()
    seen = []
    for _ in range(stops):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                "(() => { const e = document.activeElement, b = e.getBoundingClientRect(), s = getComputedStyle(e);"
                " return [e.tagName, b.width > 0 && b.height > 0 && b.left >= 0, s.outlineStyle, parseFloat(s.outlineWidth)] })()"
            )
        )
    assert {tag.upper() for tag, *_ in seen} == {"A", "SUMMARY"}
    assert all(visible and style == "solid" and width >= 2 for _, visible, style, width in seen)


def test_from_the_picture_a_link_leads_to_the_item(open_page: Any) -> None:
    page = open_page()
    page.get_by_role("link", name="Inclusie: ontbreekt").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("Math.abs(document.getElementById('onderdeel-IN2').getBoundingClientRect().top) < 60")
    assert page.url.endswith("#onderdeel-IN2")


def test_details_open_with_the_keyboard(open_page: Any) -> None:
    page = open_page()
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("table", name="De bouwstenen en hun 18 vragen").is_visible()
    assert page.locator("details").first.get_attribute("open") == ""


def test_a_screen_reader_gets_tables_also_where_they_are_shown_as_lists(open_page: Any) -> None:
    page = open_page(width=320)
    page.get_by_text("Bekijk dit als tabel").click()
    table = page.get_by_role("table", name="De thema's: wat staat erover in de visie?")
    assert table.get_by_role("row").count() == 5
    assert table.get_by_role("rowheader").count() == 4
    assert table.get_by_role("cell").count() == 20


def test_the_first_screen_shows_the_gaps(open_page: Any) -> None:
    """On a common laptop screen judgement, scores and both pictures are in sight without scrolling."""
    page = open_page(width=1280, height=900)
    for part in (".judgement", ".scores", ".map"):
        box = page.locator(part).first.bounding_box()
        assert box["y"] + box["height"] <= 900, part


@pytest.mark.parametrize(("width", "columns"), [(1280, 2), (700, 1), (320, 1)])
def test_words_stay_inside_their_tile_and_no_tile_covers_another(open_page: Any, width: int, columns: int) -> None:
    """The drawing is laid out for a wide screen, a narrow one and a phone (or 400 % zoom), always in letters of 12 px or more."""
    page = open_page(width=width)
    found = page.evaluate(
        "[...document.querySelectorAll('.map .tile')].map(tile => { const box = e => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom] };"
        " return [box(tile.querySelector('rect')), box(tile.querySelector('.words')), parseFloat(getComputedStyle(tile.querySelector('.words')).fontSize)] })"
    )
    tiles = [tile for tile, _, _ in found]
    assert len(tiles) == 38
    assert min(size for *_, size in found) >= 12
    for (left, top, right, bottom), (a, b, c, d), _ in found:
        assert left <= a
        assert c <= right + 0.5
        assert top - 1 <= b
        assert d <= bottom + 1
        assert left >= 0
        assert right <= width
    for number, one in enumerate(tiles):
        assert not [two for two in tiles[number + 1 :] if one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]]
    assert len({round(tile[0]) for tile in tiles[20:]}) == (3 if width >= 700 else 1)
    assert (tiles[20][1] < tiles[0][3]) == (columns == 2), "side by side only where there is room"


def test_marks_differ_in_shape_and_not_only_in_colour(open_page: Any) -> None:
    page = open_page()
    shapes = page.evaluate("[...document.querySelectorAll('.symbols symbol')].map(s => s.innerHTML)")
    assert len(shapes) == len(set(shapes)) == 5


def test_print_is_a4_with_everything_open_and_nothing_cut(open_page: Any, tmp_path: Path) -> None:
    page = open_page()
    page.emulate_media(media="print")
    assert page.locator(".contents").is_hidden()
    pdf = tmp_path / "rapport.pdf"
    page.pdf(path=str(pdf), prefer_css_page_size=True, tagged=True)
    import pdfplumber

    with pdfplumber.open(pdf) as paper:
        sizes = {(round(sheet.width), round(sheet.height)) for sheet in paper.pages}
        texts = [" ".join((sheet.extract_text() or "").split()) for sheet in paper.pages]
        outside = [char["text"] for sheet in paper.pages for char in sheet.chars if char["x1"] > sheet.width or char["x0"] < 0]
    assert sizes == {(595, 842)}
    assert outside == []
    assert "Waar zitten de gaten?" in texts[0]
    assert "Cultuur en" in texts[0], "the first page holds the whole picture"
    assert texts[0].endswith(f"1 van {len(texts)}")
    assert all(len(text) > 200 for text in texts), "no page is nearly empty"


def test_paper_shows_passages_that_the_screen_folds_away(open_page: Any, tmp_path: Path) -> None:
    """'Nog 2 passages' cannot be opened on paper."""
    report = rich_report()
    themes = report.frameworks[0]
    item = themes.items[0].model_copy(update={"evidence": ("e1", "e2", "e4", "e5")})
    themes = themes.model_copy(update={"items": (item, *themes.items[1:])})
    file = tmp_path / "meer.html"
    file.write_text(render_html(report.model_copy(update={"frameworks": (themes,)})), encoding="utf-8")
    page = open_page()
    page.goto(file.as_uri())
    assert page.get_by_text("Nog 2 passages").is_visible()
    folded = page.locator("details.more .place", has_text=re.compile("alinea 31"))
    assert not folded.is_visible()
    pdf = tmp_path / "meer.pdf"
    page.pdf(path=str(pdf))
    import pdfplumber

    with pdfplumber.open(pdf) as paper:
        text = " ".join((sheet.extract_text() or "") for sheet in paper.pages)
    assert "alinea 31" in text
    assert "Nog 2 passages" not in text
