"""The HTML report: one file that fetches nothing, runs nothing, and shows a draft's text as text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_report import (
    HOSTILE,
    REPORTS,
    hostile_report,
    poor_report,
    rich_report,
    spoiled_report,
    undecided_report,
)

from amorecheck.errors import ConfigurationError
from amorecheck.reporting.html import environment, render_html, report_context, segments
from amorecheck.reporting.model import Report
from amorecheck.reporting.plain import plain_text


class Page(HTMLParser):
    """The elements, ids, links and visible text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._hidden = False
        self.feed(html)
        self.text = " ".join(self.text.replace("\u00ad", "").split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._hidden = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.text += data

    def attributes(self, name: str) -> list[str]:
        return [attributes[name] or "" for _, attributes in self.elements if name in attributes]


@pytest.mark.parametrize("name", REPORTS)
def test_the_page_is_one_file_without_network_or_script(name: str) -> None:
    html = render_html(REPORTS[name]())
    page = Page(html)
    assert not {"script", "link", "img", "iframe", "object", "form", "base"} & {tag for tag, _ in page.elements}
    assert all(target.startswith("#") for target in page.attributes("href"))
    assert page.attributes("src") == []
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert "default-src 'none'" in page.attributes("content")[1]
    assert "url(" not in html.split("</style>")[0]
    assert "@import" not in html.split("</style>")[0]


@pytest.mark.parametrize("name", REPORTS)
def test_every_link_has_its_target_and_every_id_is_used_once(name: str) -> None:
    page = Page(render_html(REPORTS[name]()))
    ids = page.attributes("id")
    assert len(ids) == len(set(ids))
    assert {target[1:] for target in page.attributes("href")} <= set(ids)


@pytest.mark.parametrize("name", REPORTS)
def test_the_page_is_dutch_has_a_title_and_headings_without_gaps(name: str) -> None:
    page = Page(render_html(REPORTS[name]()))
    assert dict(page.elements)["html"]["lang"] == "nl"
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_first_screen_holds_judgement_strengths_gaps_scores_and_pictures() -> None:
    text = Page(render_html(rich_report())).text
    top = text.split("Let op: er zijn 2 opmerkingen")[0]
    assert "van de 24 onderdelen zijn er 13 uitgewerkt" in top
    pictures = text.split("Waar zitten de gaten?")[1]
    assert "De bouwstenen en hun 18 vragen" in pictures
    assert pictures.index("Tegengaan van eenzaamheid") < pictures.index("Gebruikers van data") < pictures.index("Hoe is dit beoordeeld")


def test_the_pictures_have_words_for_every_mark() -> None:
    """The matrix says ja, deels or nee beside each mark; in the grid each mark carries its verdict as a label."""
    page = Page(render_html(rich_report()))
    labels = [attributes.get("aria-label") for tag, attributes in page.elements if tag == "svg" and attributes.get("role") == "img"]
    assert labels.count("ontbreekt") == 4 + 2, "four in the grid, two among the three to begin with"
    unlabelled = [attributes for tag, attributes in page.elements if tag == "svg" and attributes.get("role") != "img"]
    assert [attributes for attributes in unlabelled if attributes.get("aria-hidden") != "true"] == [
        attributes for attributes in unlabelled if attributes.get("class") == "map"
    ]


def test_the_picture_says_in_words_what_it_shows() -> None:
    """One drawing of themes and questions; its description and the label of every tile say the same as its colours."""
    html = render_html(rich_report())
    drawing = html[html.index('<svg class="map"') : html.index("</svg>", html.index('<svg class="map"'))]
    told = " ".join(drawing[drawing.index("<desc") : drawing.index("</desc>")].split())
    assert "Mantelzorg: genoemd ja, doel deels, aanpak ja, partners ja, wijkgericht nee." in told
    assert "4 vragen ontbreken: Inclusie, " in told
    assert drawing.count('class="tile tile--missing"') == len(re.findall(r'aria-label="[^"]*: (?:nee|ontbreekt)"', drawing)) > 4
    assert len(re.findall(r'<a class="tile [^>]*href="#onderdeel-(?:SB|IN|GE|WS|DK|SG)[123]"', drawing)) == 18
    assert drawing.count('role="img" aria-label=') == 20


def test_an_item_shows_its_passage_in_its_paragraph_with_place_and_reason() -> None:
    text = Page(render_html(rich_report())).text
    assert "Wie elkaar kent, helpt elkaar eerder. In 2028 heeft elke kern een ontmoetingsplek" in text
    assert "blz. 4, § 2 Elkaar kennen, alinea 9 Waarom telt deze zin? Zo is de zin gelezen: een besluit met middelen." in text
    assert "Noemt ontmoeting in een kern (T1/ontmoeting): ontmoetingsplek en kern" in text


def test_a_gap_shows_the_nearest_passage_what_it_lacks_advice_example_and_question() -> None:
    text = Page(render_html(rich_report())).text.split("Wie gaan deze data gebruiken en wat verwacht u daarvan?")[1].split("Cijfers en verhalen")[0]
    wanted = ["Komt het dichtst in de buurt", "website van de gemeente", "De zin noemt gegevens, maar niet wie ermee werkt.", "Advies: Schrijf op wie", "Zo kan het ook: De dorps", "Vraag voor het gesprek:"]
    assert [text.index(part) for part in wanted] == sorted(text.index(part) for part in wanted)


def test_a_nearest_passage_that_is_already_quoted_is_not_repeated() -> None:
    text = Page(render_html(rich_report())).text
    assert text.count("Ook eenzaamheid is een belangrijk thema") == 1


def test_amore_shows_measures_and_both_sides() -> None:
    text = Page(render_html(rich_report())).text.split("Deze vijf zijn aanwijzingen")[1]
    assert "3 van de 5 doelen hebben een jaartal." in text
    assert text.index("Pleit ervoor") < text.index("Pleit ertegen") < text.index("Suggestie: Geef ook het doel")


def test_the_end_says_how_it_was_judged_and_what_was_not() -> None:
    text = Page(render_html(rich_report())).text.split("Hoe is dit beoordeeld")[-1]
    for part in ("Op bladzijde 11 staat een afbeelding.", "Begrippenlijst", "4 voetnoten", "taalmodel nl_amore_sm 0.1.0", "regels 3f9a61c2b7d0"):
        assert part in text


def test_a_waiver_is_shown_with_its_reason() -> None:
    assert "Oordeel van de adviseur (12 november 2026): genoemd, in plaats van ontbreekt." in Page(render_html(rich_report())).text


def test_what_cannot_be_judged_has_no_score_and_no_picture() -> None:
    text = Page(render_html(undecided_report())).text
    assert "Deze tekst is niet te beoordelen." in text
    assert not re.search(r"\d+ van 100", text)
    assert "Waar zitten de gaten?" not in text
    assert "Alle gevonden tekst is beoordeeld" not in text


def test_a_draft_without_strengths_is_not_praised() -> None:
    assert "Nog geen enkel onderdeel." in Page(render_html(poor_report())).text


def test_markup_in_a_draft_is_shown_and_never_works() -> None:
    """The same elements as with harmless words: nothing in the draft became an element or an attribute."""
    tame = Page(render_html(spoiled_report(tuple(f"woord{number}" for number in range(len(HOSTILE))))))
    wild = Page(render_html(hostile_report()))
    lines = {"mark", "tspan"}  # as many as there are words to mark, or lines to cut a title into
    assert [tag for tag, _ in tame.elements if tag not in lines] == [tag for tag, _ in wild.elements if tag not in lines]
    assert {name for _, attributes in wild.elements for name in attributes} == {name for _, attributes in tame.elements for name in attributes}
    for payload in HOSTILE:
        assert plain_text(payload) in wild.text


def test_braces_of_templates_in_a_draft_stay_braces() -> None:
    text = Page(render_html(hostile_report())).text
    assert "{{ 7*7 }}{% include '/etc/passwd' %}" in text


@pytest.mark.parametrize("name", REPORTS)
def test_a_saved_report_renders_the_same(name: str) -> None:
    report = REPORTS[name]()
    assert render_html(Report.model_validate_json(report.to_json())) == render_html(report)


def test_a_municipality_can_set_its_own_colours() -> None:
    html = render_html(rich_report(), theme=":root { --amore-color-accent: #7b1fa2; }")
    assert html.index("--amore-color-accent: #0d4f66") < html.index("--amore-color-accent: #7b1fa2") < html.index("</style>")


def test_a_theme_cannot_leave_its_element() -> None:
    with pytest.raises(ConfigurationError, match="alleen CSS"):
        render_html(rich_report(), theme="</style><script>alert(1)</script>")


def test_the_body_can_stand_in_another_page() -> None:
    """As the web page does: its own frame, the same body."""
    frame = environment().from_string("<main>{% include '_report_body.html.j2' %}</main>")
    assert frame.render(**report_context(rich_report())).strip("\n ").startswith("<main>")


@given(st.text(max_size=60), st.lists(st.text(max_size=8), max_size=4))
def test_cutting_out_words_keeps_the_text(text: str, words: list[str]) -> None:
    assert "".join(part for part, _ in segments(text, tuple(words))) == plain_text(text)


def test_no_template_marks_anything_safe() -> None:
    for name in environment().list_templates(extensions=["j2"]):
        source = environment().loader.get_source(environment(), name)[0]  # type: ignore[union-attr]
        assert "|safe" not in source.replace(" ", "")
        assert "autoescape" not in source
