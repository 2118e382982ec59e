"""Bring the annotation of older treebanks to the conventions of 2025, and lemmas to what the program means by one.

The rules were read off the sentences that occur both in an old file and in one of 2025. Where the difference lies in
single words, `Habits` learns it from those pairs; `agreement.py` says how often old and new agree before and after.
"""

from __future__ import annotations

import collections
import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from treebank import Sentence, Word

POSSESSIVES = {"mijn", "m'n", "jouw", "je", "uw", "zijn", "z'n", "haar", "ons", "onze", "hun", "d'r", "mijne"}
AUXILIARIES = {"hebben", "kunnen", "moeten", "mogen", "worden", "zijn", "zullen"}
_CLOSING = {",", ".", ";", ":", "!", "?", ")", "]", "»", "%", "”", "’"}
_OPENING = {"(", "[", "«", "“", "‘"}
_OF_THE_CLAUSE = {
    "nsubj", "nsubj:pass", "csubj", "aux", "aux:pass", "mark", "punct", "cc", "advcl", "expl", "expl:pv",
    "parataxis", "obl", "obl:agent", "advmod", "iobj", "compound:prt", "ccomp", "orphan",
}  # fmt: skip
_REFLEXIVE = {"me", "mij", "je", "ons"}


def guess_spaces(sentence: Sentence) -> Sentence:
    """Put back the spacing of files that do not keep it (lassysmall-2017-train): punctuation joins its word."""
    words = sentence.words
    if len(words) < 2 or not all(word.space_after for word in words):
        return sentence
    quote_open = False
    for word, following in itertools.pairwise(words):
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
    for index, word in enumerate(sentence.words):
        _modernise_word(sentence.words, index, word)
    for index in range(len(sentence.words)):
        _make_verb_the_head(sentence.words, index)
    for index, word in enumerate(sentence.words):
        _modernise_verb(sentence.words, index, word)
    _unite_names(sentence.words)
    _hang_conjunctions_on_what_follows(sentence.words)
    _join_particles(sentence.words)
    return sentence


def _modernise_word(words: list[Word], index: int, word: Word) -> None:
    form = word.form.lower()
    if word.dep in ("flat:name", "compound"):
        word.dep = "flat"
    if form in POSSESSIVES and word.dep in ("det", "nmod", "nmod:poss") and word.pos in ("DET", "PRON"):
        word.pos, word.dep = "PRON", "nmod:poss"
        word.feats = f"Person={_person(form)}|Poss=Yes|PronType=Prs"
    if form in ("meer", "minder", "meest", "minst") and word.pos == "PRON" and word.dep in ("obl", "advmod"):
        word.pos, word.dep, word.feats = "ADV", "advmod", ""
    if form == "en" and word.pos == "PROPN":
        word.pos = "CCONJ"
    if form == "als" and word.pos == "ADP":
        word.pos = "SCONJ"
        word.dep = "mark" if word.dep == "case" else word.dep
    if word.pos == "NUM" and word.dep in ("nummod", "amod") and form.endswith(("de", "ste", "e")) and form != "twee":
        word.pos, word.dep, word.feats = "ADJ", "amod", "Degree=Pos"
    word.feats = word.feats.replace("=yes", "=Yes").replace("Gender=Com,Neut", "Gender=Com")
    if index == 0 and word.pos not in ("PROPN", "X") and word.form[:1].isupper() and word.form[1:].islower():
        word.lemma = word.lemma.lower()


def _person(form: str) -> str:
    if form in ("mijn", "m'n", "mijne", "ons", "onze"):
        return "1"
    return "2" if form in ("jouw", "je", "uw") else "3"


def _make_verb_the_head(words: list[Word], index: int) -> None:
    """Only *zijn* is a copula now; *worden*, *blijven* and auxiliaries such as *willen* head their complement."""
    verb = words[index]
    if verb.head is None or verb.head == index:
        return
    copula = verb.dep == "cop" and verb.lemma != "zijn"
    auxiliary = verb.dep == "aux" and verb.lemma not in AUXILIARIES
    if not copula and not auxiliary:
        return
    old = verb.head
    complement = words[old]
    verb.pos = "VERB"
    verb.head, verb.dep = (index if complement.head == old else complement.head), complement.dep
    for place, child in enumerate(words):
        if child.head != old or place in (index, old) or child.dep not in _OF_THE_CLAUSE:
            continue
        beside = place < old and all(words[i].head == old for i in range(place, old))
        inside = (child.dep == "advmod" and beside) or (child.dep in ("advmod", "obl") and index < place < old)
        if not inside:
            child.head = index
    complement.head, complement.dep = index, "xcomp"


def _modernise_verb(words: list[Word], index: int, word: Word) -> None:
    form = word.form.lower()
    if word.pos in ("AUX", "VERB"):
        auxiliary = word.lemma in AUXILIARIES and word.dep in ("aux", "aux:pass", "cop")
        word.pos = "AUX" if auxiliary else "VERB"
    if word.head is None or word.head == index:
        return
    passive = any(child.dep == "aux:pass" and child.head == word.head for child in words)
    if word.dep == "nsubj" and passive:
        word.dep = "nsubj:pass"
    if word.dep == "obl" and _has_case(words, index, "door") and passive:
        word.dep = "obl:agent"
    if word.dep == "obj" and (form == "zich" or (form in _REFLEXIVE and _subject_is(words, word.head, form))):
        word.dep = "expl:pv"


def _has_case(words: list[Word], index: int, form: str) -> bool:
    return any(child.dep == "case" and child.head == index and child.form.lower() == form for child in words)


def _subject_is(words: list[Word], head: int, reflexive: str) -> bool:
    subjects = {"me": "ik", "mij": "ik", "je": "je", "ons": "we"}
    return any(
        child.head == head and child.dep == "nsubj" and child.lemma.lower() in (subjects[reflexive], "wij", "jij")
        for child in words
    )


def _unite_names(words: list[Word]) -> None:
    """A name or title of several words is flat now, and a name of persons or bodies is proper nouns throughout.

    Which titles count as such a name cannot be seen (*Democratisch Appèl* does, *minister van Buitenlandse Zaken* does
    not), so capitalised nouns and adjectives in one lose their part of speech and lemma.
    """
    for index, head in enumerate(words):
        parts = [
            place
            for place, word in enumerate(words)
            if word.head == index and place != index and word.dep in ("flat", "fixed")
        ]
        if not parts or head.pos in ("ADP", "ADV", "SCONJ", "CCONJ", "PRON"):
            continue
        if not any(words[place].form[:1].isupper() for place in (index, *parts) if place > 0):
            continue
        for place in parts:
            words[place].dep = "flat"
        for place in (index, *parts):
            word = words[place]
            if word.pos in ("NOUN", "ADJ", "VERB") and word.form[:1].isupper():
                word.pos = word.feats = word.lemma = ""


def _hang_conjunctions_on_what_follows(words: list[Word]) -> None:
    """Since UD 2, `en` hangs on the conjunct after it, no longer on the first."""
    for index, word in enumerate(words):
        if word.dep != "cc" or word.head is None or word.head > index:
            continue
        later = [i for i in range(index + 1, len(words)) if words[i].dep == "conj" and words[i].head == word.head]
        if later:
            word.head = later[0]


def _join_particles(words: list[Word]) -> None:
    """The lemma of a separated verb has its particle: *nam … mee* is `mee_nemen`."""
    for word in words:
        if word.dep != "compound:prt" or word.head is None or word.pos in ("NOUN", "VERB", "DET"):
            continue
        verb = words[word.head]
        if verb.pos == "VERB" and "_" not in verb.lemma:
            verb.lemma = f"{word.form.lower()}_{verb.lemma}"


@dataclass(frozen=True)
class Habits:
    """How single words are annotated in 2025: learnt from sentences that also occur in an old file.

    `pos` maps (form, part of speech, relation) to the part of speech of 2025; `arguments` holds the pairs of verb and
    preposition that 2025 mostly calls `obl:arg`.
    """

    pos: dict[tuple[str, str, str], tuple[str, str, str]]
    arguments: frozenset[tuple[str, str]]

    def apply(self, sentence: Sentence) -> Sentence:
        """Change a modernised sentence in place and return it."""
        if sentence.year >= 2025:
            return sentence
        for index, word in enumerate(sentence.words):
            new = self.pos.get((word.form.lower(), word.pos, word.dep or ""))
            if new is not None:
                word.pos, word.dep, word.feats = new
            if word.dep == "obl" and _verb_and_case(sentence.words, index) in self.arguments:
                word.dep = "obl:arg"
        return sentence


def learn_habits(old: Iterable[Sentence], recent: Iterable[Sentence]) -> Habits:
    """Habits that hold in at least four of the pairs and in five sixths of them."""
    recent = list(recent)
    by_key = {sentence.key: sentence for sentence in recent}
    changes: dict[tuple[str, str, str], collections.Counter[tuple[str, str, str]]]
    changes = collections.defaultdict(collections.Counter)
    for sentence in old:
        twin = by_key.get(sentence.key)
        if twin is None or [word.form for word in twin.words] != [word.form for word in sentence.words]:
            continue
        for word, now in zip(sentence.words, twin.words, strict=True):
            if not word.pos:
                continue
            changes[word.form.lower(), word.pos, word.dep or ""][now.pos, now.dep or "", now.feats] += 1
    pos = {}
    for then, counter in changes.items():
        (now, count), total = counter.most_common(1)[0], counter.total()
        if count >= 4 and 6 * count >= 5 * total and (now[0] != then[1] or now[1] != then[2]) and now[1] != "root":
            pos[then] = now
    return Habits(pos, frozenset(_argument_pairs(recent)))


def _argument_pairs(sentences: list[Sentence]) -> Iterable[tuple[str, str]]:
    counts: collections.Counter[tuple[str, str]] = collections.Counter()
    arguments: collections.Counter[tuple[str, str]] = collections.Counter()
    for sentence in sentences:
        for index, word in enumerate(sentence.words):
            if word.dep in ("obl", "obl:arg") and (pair := _verb_and_case(sentence.words, index)):
                counts[pair] += 1
                arguments[pair] += word.dep == "obl:arg"
    return (pair for pair, count in arguments.items() if count > 0.5 * counts[pair])


def _verb_and_case(words: list[Word], index: int) -> tuple[str, str] | None:
    head = words[index].head
    if head is None or head == index:
        return None
    cases = [word.form.lower() for word in words if word.dep == "case" and word.head == index]
    return (words[head].lemma.lower(), cases[0]) if cases else None


def program_lemma(word: Word, particle: str | None) -> str:
    """The lemma without the underscores of the treebank.

    `mee_nemen` becomes `meenemen`; `dorp_raad` for *dorpsraden* becomes `dorpsraad`, because the letters between the
    parts belong to the word. A verb whose `particle` stands elsewhere in the sentence keeps its bare lemma: the form
    cannot show it, and `amorecheck.language.lemmas` joins the two.
    """
    lemma = word.lemma
    if "-" in word.form and "_" in lemma:
        lemma = _with_hyphens(word.form, lemma)
    if "_" not in lemma.strip("_"):
        return lemma
    parts = lemma.split("_")
    if particle is not None and len(parts) > 1:
        return parts[-1]
    if word.pos in ("VERB", "AUX"):
        return "".join(parts)
    return _with_linking_letters(word.form, parts)


def _with_hyphens(form: str, lemma: str) -> str:
    """*24-jarige* is `24_jarig` in 2025 and `24-jarig` for the program."""
    parts, end = lemma.split("_"), 0
    joined = parts[0]
    for after in parts[1:]:
        place = form.lower().find(after[:2].lower(), end + 1)
        hyphen = place > 0 and form[place - 1] == "-"
        joined += ("-" if hyphen else "_") + after
        end = max(place, end)
    return joined


def _with_linking_letters(form: str, parts: list[str]) -> str:
    bare, last = "".join(parts), parts[-1]
    for length in range(len(last), 1, -1):
        start = form.lower().rfind(last[:length].lower())
        if start > 0 and start >= len(bare) - len(last) - 1:
            before = form[:start]
            return (before if parts[0][:1].isupper() else before.lower()) + last
    return bare
