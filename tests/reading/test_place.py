"""The source map: for any span, the text at the place is the text of the span, in the file itself."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odd_files import NAMES, block, document, draft, source_text

from amorecheck.document import Kind


@pytest.mark.parametrize(("kind", "name"), NAMES)
def test_every_block_stands_in_the_text_at_its_offset(kind: str, name: str) -> None:
    found = document(kind, name)
    assert [found.text[one.start : one.end] for one in found.blocks] == [one.text for one in found.blocks]
    assert [one.start for one in found.blocks] == sorted(one.start for one in found.blocks)


@pytest.mark.parametrize("changes", ["final", "original"])
@pytest.mark.parametrize(("kind", "name"), [one for one in NAMES if one[0] != "text"])
def test_every_origin_holds_the_text_it_stands_for(kind: str, name: str, changes: str) -> None:
    found = document(kind, name, changes=changes)
    for one in (*found.blocks, *found.aside):
        for origin in one.origins:
            if origin.index >= 0:
                assert source_text(draft(kind, name), found, origin) == one.text[origin.start : origin.end]


@pytest.mark.parametrize(("kind", "name"), NAMES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_span_leads_back_to_the_same_words(kind: str, name: str, data: st.DataObject) -> None:
    found = document(kind, name)
    one = data.draw(st.sampled_from(found.blocks))
    low = data.draw(st.integers(0, len(one.text) - 1))
    high = data.draw(st.integers(low + 1, len(one.text)))
    place = found.place(one.start + low, one.start + high)
    assert place.block is one
    covered = {at for origin in place.origins for at in range(origin.start, origin.end)}
    for origin in place.origins:
        assert low <= origin.start < origin.end <= high
        if origin.index >= 0 and found.format != "text":
            assert source_text(draft(kind, name), found, origin) == one.text[origin.start : origin.end]
        elif found.format == "text":
            assert found.text[origin.offset :][: origin.end - origin.start] == one.text[origin.start : origin.end]
    # What stands nowhere in the file is layout that the reader wrote out: blanks, a symbol, a formula, a letter with its accent.
    assert all(not one.text[at].isalnum() for at in range(low, high) if at not in covered) or name in ("mathematics", "apart_accents")


def test_a_sentence_over_three_runs_names_all_three() -> None:
    found = document("docx", "plain")
    start = found.text.index("gemeente Hunzerwold steunt")
    place = found.place(start, start + len("gemeente Hunzerwold steunt"))
    assert [(origin.index, origin.offset, origin.end - origin.start) for origin in place.origins] == [(1, 3, 9), (2, 0, 10), (3, 0, 7)]
    assert {origin.part for origin in place.origins} == {"word/document.xml"}
    assert place.section == ("Visie sociale basis",)
    assert place.paragraph == 1


def test_runs_that_are_not_read_count_all_the_same() -> None:
    """Text boxes stand twice in the file and deletions stay in it: the numbers of later runs must not shift."""
    box = document("docx", "text_box")
    assert [block(box, start).origins[0].index for start in ("Alinea", "Kadertekst", "Daarna")] == [0, 2, 7]
    changed = document("docx", "tracked_changes")
    assert [origin.index for origin in block(changed, "Wij steunen").origins] == [0, 2, 3]


def test_headings_and_asides_have_no_paragraph_number() -> None:
    found = document("docx", "whole_vision")
    assert all(one.paragraph == 0 for one in found.blocks if one.kind is Kind.HEADING or not one.judged)
    numbers = [one.paragraph for one in found.blocks if one.paragraph]
    assert numbers == list(range(1, len(numbers) + 1))
