"""Names in a sentence: capitalised words that are no abbreviation, no beginning of a sentence and not national."""

from __future__ import annotations

from amorecheck.judging.evidence import Reading

_NO_NAMES = frozenset(
    """wet raad college gemeente rijk nota visie artikel bijlage hoofdstuk akkoord programma landelijke regeling maandag dinsdag woensdag donderdag vrijdag
    zaterdag zondag januari februari maart april mei juni juli augustus september oktober november december wij zij het een""".split()
)
_OPENERS = frozenset(":•-–—*\"'“”‘’«».!?()|/")


def names_in(reading: Reading) -> tuple[str, ...]:
    """Names after the first word; words that stand together make one name."""
    found: list[str] = []
    last = -2
    national = {n for hit in reading.hits.get("landelijk", ()) for n in range(hit.start, hit.end)}
    text = reading.passage.block.text
    for n, word in enumerate(reading.words):
        form = text[word.start : word.end]
        if n == 0 or n in national or len(form) < 3 or not form[0].isupper() or form.isupper() or form.lower() in _NO_NAMES:
            continue
        if text[: word.start].rstrip()[-1:] in _OPENERS:
            continue
        if n == last + 1:
            found[-1] = f"{found[-1]} {form}"
        else:
            found.append(form)
        last = n
    return tuple(found)


def opening_name(reading: Reading, known: set[str]) -> tuple[str, ...]:
    """The first word, where it is a name elsewhere in the text."""
    word = reading.words[0]
    form = reading.passage.block.text[word.start : word.end]
    return (form,) if form in known else ()
