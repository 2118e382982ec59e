"""What the reader of a report must know about the text that was, and was not, read."""

from __future__ import annotations

from amorecheck.document import Notice


def changes_notice(inserted: int, deleted: int, *, original: bool) -> Notice:
    if original:
        seen = "Gelezen is de oorspronkelijke tekst, zonder de voorgestelde wijzigingen."
    else:
        seen = "Gelezen is de tekst met alle toevoegingen en zonder wat is verwijderd."
    return Notice(
        "wijzigingen", f"In het document staan bijgehouden wijzigingen ({inserted} toegevoegd, {deleted} verwijderd). {seen}"
    )


def hidden_notice(paragraphs: int) -> Notice:
    where = "1 alinea" if paragraphs == 1 else f"{paragraphs} alinea's"
    return Notice("verborgen-tekst", f"Het document heeft verborgen tekst, in {where}. Die is niet gelezen.")


def pictures_notice(pictures: int) -> Notice:
    number = "1 afbeelding" if pictures == 1 else f"{pictures} afbeeldingen"
    return Notice("afbeeldingen", f"Het document heeft {number}. Tekst in afbeeldingen is niet gelezen.")
