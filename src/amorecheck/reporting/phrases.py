"""Small values of a report as Dutch words: scores, counts, stance, waivers, the document's own line."""

from __future__ import annotations

from .model import DocumentInfo, Evidence, Framework, Item, Nearest, Tool, Verdict
from .plain import plain_text
from .summary import Counts, count, judged_items
from .verdict_words import verdict_word
from .verdict_words import waiver_sentence as waiver_sentence
from .wording import full_stop, join_words, load_wording, say

_HASH_SHOWN = 12
_PICTURES = ((65.0, "plus"), (40.0, "mixed"), (0.0, "minus"))


def score_word(score: float | None) -> str:
    """'62 van 100', or 'geen score'."""
    return say("score.none") if score is None else say("score.of", score=score_number(score))


def score_number(score: float | None) -> str:
    """'62', or '–' where there is none. Halves go up, so that no score depends on the parity of its neighbour."""
    return say("score.dash") if score is None else str(int(score + 0.5))


def amount(number: int) -> str:
    """'4.812': thousands as they are written in Dutch."""
    return f"{number:,}".replace(",", ".")


def tally(counts: Counts) -> str:
    """'4 uitgewerkt, 1 genoemd'; what does not occur is left out."""
    names = ("worked_out", "named", "missing", "cannot_tell")
    return ", ".join(say(f"tally.{name}", n=number) for name in names if (number := getattr(counts, name)))


def document_line(document: DocumentInfo) -> str:
    """'gemeente Lindewaard · 14 bladzijden · 4.812 woorden · visie.docx'."""
    parts = (
        say("document.municipality", name=plain_text(document.municipality)) if document.municipality else "",
        say("document.pages", n=document.pages) if document.pages else "",
        say("document.words", n=document.words, amount=amount(document.words)),
        plain_text(document.name),
    )
    return " · ".join(part for part in parts if part)


def document_title(document: DocumentInfo) -> str:
    """The title of the draft as found in it, or 'Conceptvisie'."""
    return plain_text(document.title) or say("document.untitled")


def judged_by(tool: Tool) -> str:
    """Which program, model and rules judged; of the rules' hash the first twelve characters."""
    return say("report.judged_by", version=tool.version, model=plain_text(tool.model), rules=tool.rules[:_HASH_SHOWN])


def stance_words(piece: Evidence) -> str:
    """'een toezegging, onder voorbehoud': how firm the sentence is and whose it is."""
    labels = [say(f"stance.{label}") for label in piece.stance.labels if label in STANCES]
    return join_words([say(f"commitment.{piece.stance.commitment}"), *labels])


STANCES = frozenset(
    ("negated", "excluded", "other_actor", "past", "question", "quoted", "deferred", "placeholder", "conditional")
)


def remarks_of(item: Item) -> str:
    """The remarks on an item in one phrase, '' without any."""
    return join_words(plain_text(remark).rstrip(".") for remark in item.remarks)


def lacks_of(nearest: Nearest) -> str:
    """What the nearest passage lacks: whole sentences as they are, loose words as 'Wat nog nodig is: …'; '' if nothing."""
    lacks = [plain_text(part) for part in nearest.lacks if part.strip()]
    if any(part.endswith(".") for part in lacks):
        return " ".join(full_stop(part) for part in lacks)
    return say("gap.lacks", lacks=join_words(lacks)) if lacks else ""


def layers_of(document: DocumentInfo) -> str:
    """'2 tekstvakken en 1 voetnoot', in alphabetical order; '' without any."""
    return join_words(_layer(name, number) for name, number in sorted(document.layers.items()) if number)


def _layer(name: str, number: int) -> str:
    known = name if f"layer.{name}" in load_wording() else "other"
    return say(f"layer.{known}", n=number, name=plain_text(name), amount=amount(number))


def picture_key(item: Item) -> str:
    """plus, mixed, minus or none: what the measures of an AMORE criterion add up to."""
    if item.verdict is Verdict.CANNOT_TELL or item.score is None:
        return "none"
    return next((name for least, name in _PICTURES if item.score >= least), "minus")


def standing(framework: Framework, item: Item) -> str:
    """The word for an item: its verdict, or for AMORE the picture its measures give ('gemengd beeld').

    'Genoemd' or 'ontbreekt' says nothing about ambition; an indication is named as one.
    """
    return say(f"picture.{picture_key(item)}") if framework.id == "amore" else verdict_word(item.verdict)


def framework_tally(framework: Framework) -> str:
    """'4 uitgewerkt, 1 genoemd', or for AMORE '2 met vooral pluspunten, 3 gemengd'."""
    if framework.id != "amore":
        return tally(count(judged_items(framework)))
    pictures = [picture_key(item) for item in judged_items(framework)]
    names = ("plus", "mixed", "minus", "none")
    return ", ".join(say(f"picture_tally.{name}", n=number) for name in names if (number := pictures.count(name)))
