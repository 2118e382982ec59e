"""A municipality's own colours: what a theme may say, and that nothing else gets through."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web_server import Client, stub

from amorecheck.errors import ConfigurationError
from amorecheck.web.theme import check_theme, property_names, read_theme

GOOD = """/* Gemeente Lindewaard */
:root {
  --amore-color-accent: #7a1f5c;
  --amore-color-paper: rgb(255 253 250 / 100%);
  --amore-font-text: "Lindewaard Sans", Arial, sans-serif;
  --amore-radius: calc(2px + 2px)
}
@media (prefers-color-scheme: dark) { :root { --amore-color-accent: hsl(310, 60%, 80%); } }
"""


def test_a_theme_of_colours_and_letters_is_taken_as_it_is() -> None:
    assert check_theme(GOOD) == GOOD


def test_an_empty_theme_is_a_theme() -> None:
    assert check_theme("/* nog niets */") == "/* nog niets */"


@pytest.mark.parametrize(
    ("css", "words"),
    [
        (":root { --amore-color-accent: url(https://kwaad.example/x.png); }", "thema.css:1: de waarde"),
        (":root { --amore-color-accent: URL(x); }", "de waarde"),
        (":root { --amore-color-accent: u\\72l(x); }", "de waarde"),
        (":root { --amore-color-accent: image-set('x' 1x); }", "de waarde"),
        (":root { --amore-color-accent: #fff</style><script>; }", "er staat een '<' in"),
        (":root { --amore-color-accent: ; }", "de waarde"),
        (":root { --amore-color-accent: rgb(1,2,3; }", "de waarde"),
        (":root {\n  --amore-color-acent: #fff; }", "thema.css:2: de eigenschap «--amore-color-acent» bestaat niet; bedoelt u «--amore-color-accent»"),
        (":root { color: red; }", "«color: red; }» hoort niet"),
        ("body { --amore-color-accent: #fff; }", "hoort niet"),
        ("@import 'https://kwaad.example/x.css';", "hoort niet"),
        ("@font-face { font-family: x; src: url(x) }", "hoort niet"),
        (":root { --amore-color-accent: #fff; } .item { display: none }", "hoort niet"),
        (":root { --amore-color-accent: #fff; :root { --amore-color-ink: #000; } }", "hoort niet"),
        (":root { --amore-color-accent: #fff;", "sluitende accolade"),
        ("}", "hoort niet"),
        ("@media print { :root { --amore-color-accent: #fff; } }", "hoort niet"),
    ],
)
def test_anything_else_is_refused_with_its_place(css: str, words: str) -> None:
    with pytest.raises(ConfigurationError, match=re.escape(words)):
        check_theme(css)


@given(st.text(alphabet=":root{}-amecolrcnt#f;()/*@urdia \n\\<>'\"", max_size=80))
def test_no_text_brings_in_a_fetch_or_markup(css: str) -> None:
    try:
        taken = check_theme(css)
    except ConfigurationError:
        return
    bare = re.sub(r"/\*.*?\*/", "", taken, flags=re.DOTALL).lower()
    assert "url(" not in bare
    assert "<" not in bare
    assert "@i" not in bare


def test_every_colour_of_the_page_can_be_set() -> None:
    assert {"--amore-color-accent", "--amore-color-paper", "--amore-font-text", "--amore-radius"} <= property_names()


def test_a_theme_with_a_mark_of_the_end_of_a_comment_is_refused_in_html_too(tmp_path: Path) -> None:
    """A comment may hold a '<', which the saved HTML report cannot take: it stands in a style element there."""
    file = tmp_path / "thema.css"
    file.write_text("/* </style><script>alert(1)</script> */ :root { --amore-radius: 2px; }")
    with pytest.raises(ConfigurationError, match="er staat een"):
        read_theme(file)


def test_the_page_wears_the_theme(tmp_path: Path) -> None:
    with stub(tmp_path, theme=GOOD) as server:
        style = Client(server).get("/stijl.css").text
    assert style.index("--amore-color-accent: #0d4f66") < style.index("--amore-color-accent: #7a1f5c")
