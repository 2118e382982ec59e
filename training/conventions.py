"""Bring the annotation of older treebanks to the conventions of 2025, and lemmas to what the program means by one.

Each rule was read off the sentences that occur in an old and in a 2025 file; `README.md` says how often old and new
agree before and after. Where a rule cannot know, it takes the annotation away (`None`): the trainer skips it.
"""

from __future__ import annotations

from treebank import Sentence, Word

POSSESSIVES = {"mijn", "m'n", "jouw", "je", "uw", "zijn", "z'n", "haar", "ons", "onze", "hun", "d'r", "mijne"}


_CLOSING = {",", ".", ";", ":", "!", "?", ")", "]", "»", "%", "”", "’"}
_OPENING = {"(", "[", "«", "“", "‘"}


def guess_spaces(sentence: Sentence) -> Sentence:
    """Put back the spacing of files that do not keep it (lassysmall-2017-train): punctuation joins its word."""
    words = sentence.words
    if len(words) < 2 or not all(word.space_after for word in words):
        return sentence
    quote_open = False
    for word, following in zip(words, words[1:], strict=False):
        if word.form in ('"', "''"):
            quote_open = not quote_open
            word.space_after = not quote_open
        if word.form in _OPENING or following.form in _CLOSING:
            word.space_after = False
        if following.form in ('"', "''") and quote_open:
            word.space_after = False
    return sentence


def modernise(sentence: Sentence) -> Sentence:
    """Change a sentence of 2017 or 2018 in place to the conventions of 2025 and return it."""
    if sentence.year >= 2025:
        return sentence
    words = sentence.words
    for index, word in enumerate(words):
        _modernise_word(sentence, index, word)
    _hang_conjunctions_on_what_follows(words)
    return sentence


def _modernise_word(sentence: Sentence, index: int, word: Word) -> None:
    words, form = sentence.words, word.form.lower()
    if word.dep in ("flat:name", "compound"):
        word.dep = "flat"
    if form in POSSESSIVES and word.dep in ("det", "nmod", "nmod:poss") and word.pos in ("DET", "PRON"):
        word.pos, word.dep = "PRON", "nmod:poss"
        word.feats = f"Person={_person(form)}|Poss=Yes|PronType=Prs"
    if form == "als" and word.pos == "ADP":
        word.pos = "SCONJ"
        word.dep = "mark" if word.dep == "case" else word.dep
    if word.pos == "NUM" and word.dep in ("nummod", "amod") and (form.endswith(("de", "ste", "e"))):
        word.pos, word.dep, word.feats = "ADJ", "amod", "Degree=Pos"
    if word.dep == "obj" and form == "zich":
        word.dep = "expl:pv"
    if word.dep == "amod" and word.pos == "ADV":
        word.dep = "advmod"
    word.feats = word.feats.replace("=yes", "=Yes").replace("Gender=Com,Neut", "Gender=Com")
    if index == 0 and word.pos not in ("PROPN", "X") and word.form[:1].isupper() and word.form[1:].islower():
        word.lemma = word.lemma.lower()
    if word.head is not None and word.dep == "fixed" and word.form[:1].isupper():
        head = words[word.head]
        if head.form[:1].isupper() and head.pos not in ("ADP", "ADV", "SCONJ"):
            word.dep = "flat"


def _person(form: str) -> str:
    if form in ("mijn", "m'n", "mijne", "ons", "onze"):
        return "1"
    return "2" if form in ("jouw", "je", "uw") else "3"


def _hang_conjunctions_on_what_follows(words: list[Word]) -> None:
    """Since UD 2, `en` hangs on the conjunct after it, no longer on the first."""
    for index, word in enumerate(words):
        if word.dep != "cc" or word.head is None or word.head > index:
            continue
        later = [i for i in range(index + 1, len(words)) if words[i].dep == "conj" and words[i].head == word.head]
        if later:
            word.head = later[0]


def program_lemma(word: Word, particle: str | None) -> str:
    """The lemma without the underscores of the treebank.

    `mee_nemen` becomes `meenemen`; `dorp_raad` for *dorpsraden* becomes `dorpsraad`, because the letters between the
    parts belong to the word. A verb whose `particle` stands elsewhere in the sentence keeps its bare lemma: the form
    cannot show it, and `amorecheck.language.lemmas` joins the two.
    """
    lemma = word.lemma
    if "_" not in lemma.strip("_"):
        return lemma
    parts = lemma.split("_")
    if particle is not None and len(parts) > 1:
        return parts[-1]
    if word.pos in ("VERB", "AUX"):
        return "".join(parts)
    return _with_linking_letters(word.form, parts)


def _with_linking_letters(form: str, parts: list[str]) -> str:
    bare, last = "".join(parts), parts[-1]
    for length in range(len(last), 1, -1):
        start = form.lower().rfind(last[:length].lower())
        if start > 0 and start >= len(bare) - len(last) - 1:
            before = form[:start]
            return (before if parts[0][:1].isupper() else before.lower()) + last
    return bare
