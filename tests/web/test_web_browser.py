"""The page in a real Chromium, as people use it: by mouse, by keyboard, without script, zoomed in, on paper, with axe."""

from __future__ import annotations

import json
import re
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from web_server import Server, real, stub

pytestmark = pytest.mark.browser

SAMPLES = Path(__file__).resolve().parents[2] / "sample_visies"
FIRST, SECOND = SAMPLES / "gemiddeld-lindervoort.docx", SAMPLES / "zwak-veldrade.docx"
SEND = "Controleer het concept"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
MEGABYTE = 1 << 20


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server as it ships, with the program behind it; one worker, so that the language model is loaded once."""
    folder = tmp_path_factory.mktemp("web")
    (folder / "thema.css").write_text(":root { --amore-radius: 4px; }")
    with real(folder, "--workers", "1", "--max-size", "1", "--theme", str(folder / "thema.css")) as running:
        yield running


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose worker takes as long as the draft says, with one place at a time."""
    with stub(tmp_path_factory.mktemp("web"), workers=1, largest=MEGABYTE) as running:
        yield running


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with stub(tmp_path_factory.mktemp("web"), password="een lang wachtwoord") as running:
        yield running


@pytest.fixture
def open_page(chromium: Any) -> Iterator[Any]:
    """Opens a page in a browser of its own; page.asked: every address asked for, page.complaints: what the console said."""
    contexts = []

    def opened(server: Server, path: str = "/", width: int = 1280, height: int = 900, **options: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": height}, base_url=server.origin, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.asked, page.complaints = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        for page in context.pages:
            page.request.post("/wissen", headers={"origin": re.match(r"https?://[^/]+", page.url)[0]})  # type: ignore[index]
        context.close()


def _send(page: Any, draft: Path | dict[str, Any]) -> None:
    page.goto("/")
    page.set_input_files("#bestand", draft)
    page.get_by_role("button", name=SEND).click()


def _text(text: str, name: str = "visie.txt") -> dict[str, Any]:
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def _report(page: Any, draft: Path | dict[str, Any] = FIRST) -> None:
    _send(page, draft)
    _until_report(page)


def _until_report(page: Any) -> None:
    page.wait_for_selector(".tools, #fouten", timeout=60_000)
    faults = page.locator("#fouten")
    assert faults.count() == 0, faults.inner_text()


def _active(page: Any) -> Any:
    return page.evaluate("document.activeElement.id")


# -- the whole way


def test_by_mouse_from_draft_to_report_without_asking_anyone_else(open_page: Any, server: Server) -> None:
    page = open_page(server)
    assert page.title() == "Controleer een conceptvisie – amorecheck"
    _report(page)
    assert page.locator("h1").inner_text() == "Visie sociale basis Lindervoort 2026-2029"
    assert _active(page) == "inhoud", "a screen reader starts at the report"
    assert page.locator(".site").bounding_box()["y"] > -60
    assert {re.match(r"\w+://[^/]+", url)[0] for url in page.asked} == {server.origin}  # type: ignore[index]
    assert page.complaints == []
    assert [cookie["name"] for cookie in page.context.cookies()] == ["amorecheck"]
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_by_keyboard_alone(open_page: Any, server: Server) -> None:
    page = open_page(server)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Ga naar de inhoud"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert _active(page) == "bestand"
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(FIRST)
    page.keyboard.press("Tab")
    assert _active(page) == "gemeente"
    page.keyboard.type("Lindewaard")
    for _ in range(page.locator(".upload input[type=checkbox]").count() + 1):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    _until_report(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Rapport in Word"
    assert "gemeente Lindewaard" in page.locator(".top").inner_text()


def test_every_stop_of_the_keyboard_is_seen(open_page: Any, server: Server) -> None:
    page = open_page(server)
    for path in (None, FIRST):
        if path:
            _report(page, path)
            page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        stops = page.locator(".site a, .tools a, .tools summary, .upload input, .upload button, .filters input:checked, .filters select, .filters button").count()
        for _ in range(min(stops, 14)):
            page.keyboard.press("Tab")
            width, style, visible = page.evaluate(
                "(() => { const e = document.activeElement, b = e.getBoundingClientRect(), s = getComputedStyle(e);"
                " return [parseFloat(s.outlineWidth), s.outlineStyle, b.width > 0 && b.left >= 0 && b.top >= 0 && b.bottom <= innerHeight] })()"
            )
            assert width >= 2
            assert style == "solid"
            assert visible


def test_a_draft_can_be_dropped(open_page: Any, server: Server) -> None:
    page = open_page(server)
    moved = page.evaluate_handle("() => { const d = new DataTransfer(); d.items.add(new File(['Een visie'], 'gesleept.txt')); return d }")
    page.dispatch_event(".drop", "dragover", {"dataTransfer": moved})
    assert "over" in page.locator(".drop").get_attribute("class").split()
    page.dispatch_event(".drop", "drop", {"dataTransfer": moved})
    assert page.evaluate("document.getElementById('bestand').files[0].name") == "gesleept.txt"
    assert _active(page) == "bestand"


def test_without_script_the_plain_form_does_it_all(open_page: Any, server: Server) -> None:
    page = open_page(server, java_script_enabled=False)
    assert page.get_by_text("hierheen slepen").is_hidden(), "what needs script is not promised"
    _send(page, FIRST)
    # Nobody does anything now: the page refreshes by itself.
    _until_report(page)
    assert page.locator("h1").inner_text() == "Visie sociale basis Lindervoort 2026-2029"
    page.get_by_text("Verander dit").click()
    page.get_by_role("textbox", name="Gemeente").fill("Lindewaard")
    page.get_by_role("button", name="Controleer opnieuw").click()
    _until_report(page)
    assert "gemeente Lindewaard" in page.locator(".top").inner_text()
    page.get_by_role("button", name="Klaar, wis alles").click()
    page.get_by_text("Alles is gewist").wait_for()


# -- progress


def test_progress_is_announced_and_can_be_stopped(open_page: Any, slow: Server) -> None:
    first = open_page(slow)
    _send(first, _text("TRAAG 30"))
    page = open_page(slow)
    _send(page, _text("TRAAG 2"))
    page.evaluate(
        "(() => { const s = document.querySelector('.wait [role=status]'); window.heard = [s.textContent];"
        " new MutationObserver(() => window.heard.push(s.textContent)).observe(s, {childList: true, characterData: true, subtree: true}) })()"
    )
    assert page.locator(".wait [role=status]").inner_text() == "U bent de eerste in de wachtrij. Er wacht 1 concept."
    assert page.get_by_role("progressbar", name="Voortgang van de controle").is_visible()
    first.get_by_role("button", name="Stop de controle").click()
    first.get_by_text("De controle is gestopt en het concept is gewist.").wait_for()
    page.wait_for_selector("[aria-current=step]")
    assert page.evaluate("window.heard") == ["U bent de eerste in de wachtrij. Er wacht 1 concept.", "Stap 1 van 4. Het concept wordt gelezen."]
    _until_report(page)


def test_a_slow_answer_to_stopping_is_not_overtaken(open_page: Any, slow: Server) -> None:
    """The page asks for news twice a second; once, its news brought the reader back to a check that was gone."""
    page = open_page(slow)
    _send(page, _text("TRAAG 30"))

    def late(route: Any) -> None:
        answer = route.fetch(max_redirects=0)
        time.sleep(1.5)
        route.fulfill(response=answer)

    page.route("**/stop", late)
    page.get_by_role("button", name="Stop de controle").click()
    page.get_by_text("De controle is gestopt en het concept is gewist.").wait_for()


def test_sending_is_announced_and_cannot_be_done_twice(open_page: Any, slow: Server) -> None:
    page = open_page(slow)
    page.set_input_files("#bestand", _text("Een visie"))
    # The draft stays here, so that the page can be looked at while it is being sent.
    page.evaluate("document.querySelector('.upload').addEventListener('submit', event => event.preventDefault())")
    page.get_by_role("button", name=SEND).click()
    assert page.locator(".sending").inner_text() == "Het concept wordt verstuurd …"
    assert page.get_by_role("button", name=SEND).is_disabled()


# -- errors


def test_the_error_summary_has_the_focus_and_leads_to_the_field(open_page: Any, server: Server) -> None:
    for script in (True, False):
        page = open_page(server, java_script_enabled=script)
        page.get_by_role("button", name=SEND).click()
        assert page.title().startswith("Fout: ")
        assert page.locator(":focus").get_attribute("id") == "fouten"
        page.get_by_role("link", name="Kies eerst een bestand").click()
        if script:
            assert _active(page) == "bestand"
        assert page.locator("#bestand").get_attribute("aria-describedby") == "bestand-uitleg bestand-fout"


def test_a_draft_that_cannot_be_read_comes_back_to_the_form(open_page: Any, server: Server) -> None:
    page = open_page(server)
    _send(page, {"name": "plaatje.docx", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + b"0" * 500})
    page.wait_for_selector(".faults")
    assert "plaatje.docx is een afbeelding (PNG)" in page.locator(".faults").inner_text()
    assert _active(page) == "fouten"


def test_too_large_is_told_before_anything_is_sent(open_page: Any, server: Server) -> None:
    page = open_page(server)
    page.set_input_files("#bestand", {"name": "groot.docx", "mimeType": "text/plain", "buffer": b"x" * (MEGABYTE + 1)})
    page.get_by_role("button", name=SEND).click()
    assert "groter dan 1 MB" in page.locator("#fouten").inner_text()
    assert _active(page) == "fouten"
    assert not any("/controle" in url for url in page.asked)


def test_too_large_is_a_clear_page_without_script_too(open_page: Any, server: Server) -> None:
    page = open_page(server, java_script_enabled=False)
    page.set_input_files("#bestand", {"name": "groot.docx", "mimeType": "text/plain", "buffer": b"x" * (4 * MEGABYTE)})
    with page.expect_response("**/controle") as answer:
        page.get_by_role("button", name=SEND).click()
    assert answer.value.status == 413
    assert page.get_by_role("link", name="groter dan 1 MB").is_visible()


# -- the report


def test_filters_show_gaps_a_theme_or_a_bouwsteen(open_page: Any, server: Server) -> None:
    page = open_page(server)
    _report(page)
    every = page.locator("article.item").count()
    page.get_by_label("Ontbreekt of alleen genoemd").check()
    page.get_by_role("button", name="Pas toe").click()
    page.wait_for_url("**toon=gaten**")
    gaps = page.locator("article.item").count()
    assert 0 < gaps < every
    assert set(page.eval_on_selector_all("article.item", "items => items.map(i => i.dataset.verdict)")) <= {"missing", "named"}
    assert f"U ziet {gaps} van de {every} onderdelen." in page.locator(".shown").inner_text()
    page.get_by_label("Alles", exact=True).check()
    for part, ids in (("Mantelzorg", ["T2"]), ("Rol en perspectief van inwoners", ["IN1", "IN2", "IN3"])):
        page.get_by_label("Deel").select_option(part)
        page.get_by_role("button", name="Pas toe").click()
        page.wait_for_url(f"**deel={ids[0][:2]}*")
        assert page.eval_on_selector_all("article.item", "items => items.map(i => i.dataset.item)") == ids
    page.get_by_role("link", name="Toon het hele rapport").click()
    assert page.locator("article.item").count() == every
    broken = page.evaluate("[...document.querySelectorAll('main a[href^=\"#\"]')].filter(a => !document.getElementById(a.getAttribute('href').slice(1))).length")
    assert broken == 0


def test_evidence_stands_in_its_paragraph(open_page: Any, server: Server) -> None:
    page = open_page(server)
    before = "De gemeente Lindewaard werkt al jaren samen met haar inwoners en partners."
    sentence = "In 2028 kent elke wijk een netwerk van mantelzorgers, waarin Stichting De Brug en de gemeente hen elk kwartaal ondersteunen."
    after = "Zo houden mensen het langer vol met elkaar in de wijk."
    _report(page, _text("Visie sociale basis Lindewaard\n\n" + f"{before} {sentence} {after}\n\n" + "De sociale basis is wat mensen in de wijk voor elkaar betekenen. " * 10))
    quote = page.locator("#onderdeel-T2 blockquote").first
    assert [part in quote.inner_text() for part in (before, sentence, after)] == [True, True, True]
    assert before in quote.locator(".context").first.inner_text()


def test_markup_in_a_draft_is_text(open_page: Any, server: Server) -> None:
    page = open_page(server)
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }} <style>body{display:none}</style>"
    text = f"Visie {hostile}\n\n" + f"Mantelzorgers krijgen in 2028 in elke wijk steun van gemeente Lindewaard en Stichting De Brug {hostile}. " * 12
    _report(page, _text(text, name="<b>visie<img src=x>.txt"))
    assert dialogs == []
    assert page.locator("main script, main img, main style").count() == 0
    assert "<script>alert(1)</script>" in page.locator("main").inner_text()
    assert [line for line in page.complaints if "Refused" in line or "violates" in line] == []


def test_all_forms_can_be_saved(open_page: Any, server: Server, tmp_path: Path) -> None:
    from amorecheck import check

    page = open_page(server)
    _report(page)
    names = {}
    for link in page.locator(".tools li a").all():
        with page.expect_download() as saved:
            link.click()
        names[link.inner_text()] = saved.value.suggested_filename
        saved.value.save_as(tmp_path / saved.value.suggested_filename)
    stem = "gemiddeld-lindervoort"
    assert list(names.values()) == [f"{stem}-{end}" for end in ("rapport.docx", "opmerkingen.docx", "rapport.html", "voorbereiding.docx", "rapport.json")]
    assert (tmp_path / f"{stem}-rapport.json").read_text() == check(FIRST).to_json(), "the same as on the command line, to the byte"
    assert "--amore-radius: 4px" in (tmp_path / f"{stem}-rapport.html").read_text(), "the saved report wears the theme"
    with zipfile.ZipFile(tmp_path / f"{stem}-opmerkingen.docx") as package:
        assert "word/comments.xml" in package.namelist()
    assert all(zipfile.is_zipfile(tmp_path / f"{stem}-{form}.docx") for form in ("rapport", "voorbereiding"))


def test_a_second_draft_shows_what_changed(open_page: Any, server: Server) -> None:
    page = open_page(server)
    _report(page)
    assert page.get_by_text("Vergeleken met").count() == 0
    page.get_by_role("link", name="Nieuw concept of nieuwe versie").click()
    assert page.get_by_role("link", name="gemiddeld-lindervoort.docx").is_visible()
    _report(page, SECOND)
    assert page.get_by_role("heading", name="Vergeleken met gemiddeld-lindervoort.docx").is_visible()
    page.get_by_role("link", name="Bekijk wat er is veranderd").click()
    assert "Van gemiddeld-lindervoort.docx naar zwak-veldrade.docx" in page.locator(".top").inner_text()


def test_on_paper_only_the_report_is_left(open_page: Any, server: Server, tmp_path: Path) -> None:
    import pdfplumber

    page = open_page(server)
    _report(page)
    pdf = tmp_path / "rapport.pdf"
    page.pdf(path=str(pdf), prefer_css_page_size=True)
    with pdfplumber.open(pdf) as paper:
        sizes = {(round(sheet.width), round(sheet.height)) for sheet in paper.pages}
        text = paper.pages[0].extract_text()
        outside = [char for sheet in paper.pages for char in sheet.chars if char["x1"] > sheet.width or char["x0"] < 0]
    assert sizes == {(595, 842)}
    assert outside == []
    assert "Visie sociale basis Lindervoort" in text
    for tool in ("Klaar, wis alles", "Rapport in Word", "Pas toe", "Nieuw concept"):
        assert tool not in text


# -- every state: axe in light and dark, and the width of a phone and of 400 % zoom


def _states(page: Any, slow_page: Any, locked_page: Any) -> Iterator[tuple[str, Any]]:
    """Every state a visitor can meet, one after another, as (name, page)."""
    page.goto("/")
    yield "start", page
    page.get_by_role("button", name=SEND).click()
    page.wait_for_selector("#fouten")
    yield "fout", page
    _report(page)
    yield "rapport", page
    here = page.url.split("#")[0]
    page.goto(f"{here}?toon=gaten&deel=IN")
    yield "gefilterd", page
    _report(page, SECOND)
    page.evaluate("document.querySelectorAll('details').forEach(detail => detail.open = true)")
    yield "tweede versie, alles open", page
    page.get_by_role("link", name="Bekijk wat er is veranderd").click()
    yield "vergelijking", page
    page.goto("/")
    yield "uw controles", page
    page.goto("/controle/weg")
    yield "niet gevonden", page
    page.goto("/?gewist")
    yield "gewist", page
    _send(slow_page, _text("TRAAG 60"))
    slow_page.wait_for_selector("[aria-current=step]")
    yield "bezig", slow_page
    _send(slow_page, _text("TRAAG 1"))
    yield "wachtrij", slow_page
    yield "aanmelden", locked_page
    locked_page.get_by_role("button", name="Meld aan").click()
    locked_page.wait_for_selector("#fouten")
    yield "verkeerd wachtwoord", locked_page


def test_axe_finds_nothing_in_any_state_and_nothing_runs_off_the_side(open_page: Any, server: Server, slow: Server, locked: Server) -> None:
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    problems: list[str] = []
    for name, page in _states(*(open_page(one, bypass_csp=True) for one in (server, slow, locked))):
        # Only colours differ in the dark, and the second report has all that the first has.
        dark = [] if name == "rapport" else [("dark", {"type": "rule", "values": ["color-contrast"]})]
        for scheme, rules in [("light", {"type": "tag", "values": WCAG}), *dark]:
            page.emulate_media(color_scheme=scheme)
            found = axe.run(page, options={"runOnly": rules, "resultTypes": ["violations"]}).response["violations"]
            problems += [f"{name} {scheme} {rule['id']}: {node['html'][:100]}" for rule in found for node in rule["nodes"]]
        page.emulate_media(color_scheme="light")
        # 320 × 256 is 1280 × 1024 at 400 %: WCAG 1.4.10.
        for width, height in ((320, 256), (640, 400)):
            page.set_viewport_size({"width": width, "height": height})
            if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
                problems.append(f"{name} is {wide} wide at {width}")
        page.set_viewport_size({"width": 1280, "height": 900})
    assert problems == []


def test_at_400_percent_a_draft_can_still_be_sent_and_read(open_page: Any, server: Server) -> None:
    page = open_page(server, width=320, height=256)
    _report(page)
    assert page.locator("h1").is_visible()
    small = page.evaluate(
        "[...document.querySelectorAll('a, button, summary, select, input:not([type=radio])')].filter(e => e.checkVisibility())"
        ".filter(e => !e.closest('p, blockquote, .map, .plain, .scores, .contents, .skip, h1, h2, h3')).map(e => [e.textContent.trim().slice(0, 30), e.getBoundingClientRect().height]).filter(([, h]) => h < 24)"
    )
    assert small == [], "WCAG 2.5.8: what is pressed is at least 24 px high"


def test_wide_spacing_cuts_nothing_off(open_page: Any, server: Server) -> None:
    """WCAG 1.4.12."""
    page = open_page(server, width=320, bypass_csp=True)
    _report(page)
    page.add_style_tag(content="* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_health_page_is_for_machines(open_page: Any, server: Server) -> None:
    page = open_page(server, "/gezond")
    assert json.loads(page.locator("body").inner_text())["status"] == "goed"
