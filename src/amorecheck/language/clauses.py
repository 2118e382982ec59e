"""Cut a sentence into clauses, find each clause's finite verb and the kind of its subject.

Stance needs to know how far a cue reaches and who is speaking. Whole sentences are too wide ("Het Rijk trekt zich
terug, en dus betalen wij het zelf") and the parser alone is too shaky on policy prose, so clauses are cut on
punctuation and conjunctions and kept only where each side has a finite verb; the parser's subject is used with the
word order as a fallback.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from amorecheck.language.past_forms import is_strong_past
from amorecheck.language.tokens import Tokens, tokens_of

if TYPE_CHECKING:
    from spacy.tokens import Span

HARD = frozenset({";", ":", "–", "—", "-", "(", ")", "•", "?", "!", "."})
"""After these a new part of the sentence begins, whatever follows."""
COORDINATORS = frozenset({"en", "of", "maar", "want", "dus", "doch", "terwijl", "ofwel"})
COMPLEMENT_OPENERS = frozenset(
    "dat of hoe wat wie waarom waarvoor welke welk hoeveel wanneer waar die waarin waarvan om".split()
)
"""Openers of clauses that belong to the clause before them: what is wanted, asked or told, and relative clauses."""
SUBJECT_OPENERS = frozenset(
    "dat of hoe wat wie waarom waarvoor waarmee waarover welke welk hoeveel wanneer waar hoever".split()
)
"""Openers of clauses that may be the subject or object of a main verb that follows: 'Hoe wij …, staat in …'."""
OPENERS = COMPLEMENT_OPENERS | frozenset(
    "omdat zodat als indien wanneer zodra hoewel ofschoon mits tenzij doordat nadat voordat sinds zolang waardoor "
    "waarmee waarbij waarop waarover waarna waaraan terwijl toen tot totdat opdat aangezien zoals al".split()
)
_INSERTED = {"-": "-", "–": "–", "—": "—"}
"""What opens an insertion, and what closes it; a bracket mostly holds an abbreviation, and cost findings on gold."""
_BREAKS = HARD | {","} | COORDINATORS | OPENERS
_WE = frozenset({"wij", "we", "wy"})
_AWAITS_VERB = frozenset({"dat", "omdat", "hoewel", "zodat", "doordat", "nadat", "die"})
_INFLECTED = frozenset({"VERB", "AUX", "ADJ"})
_CLAUSE_HEADS = frozenset({"ROOT", "conj", "ccomp", "advcl", "acl:relcl", "csubj", "parataxis"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
_AUXILIARIES = frozenset({"aux", "aux:pass", "cop"})
_FRAME = frozenset({"DET", "ADJ", "NUM", "ADV"})
_NEVER_FINITE = frozenset({"DET", "ADP", "PRON", "PUNCT"})
"""Half of all words: a tag that the tagger gives to no verb."""
_NO_VERB_TAG = frozenset({"NOUN", "PROPN", "ADJ", "X"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "X", "SYM"})
SAFE_FINITE = frozenset(
    "is zijn was waren wordt worden werd werden heeft hebben had hadden kan kunnen kon konden wil willen wilde wilden "
    "zal zullen zou zouden moet moeten moest moesten mag mogen mocht mochten staat valt vallen blijft blijven komt "
    "komen gaat gaan ging gingen kwam kwamen stond stonden liep liepen".split()
)
"""Forms that are finite verbs even where the tagger doubts; infinitives among them are sorted out by position."""


class _Lemmas(dict[str, str]):
    """Lemmas without the underscores of the model, in lower case; each made once."""

    def __missing__(self, lemma: str) -> str:
        clean = self[lemma] = lemma.replace("_", "").lower()
        return clean


_LEMMAS = _Lemmas()


@dataclass(frozen=True, slots=True)
class Words:
    """The sentence as parallel lists, with the tense and form of verbs mended where the tagger errs."""

    text: list[str]
    lower: list[str]
    lemma: list[str]
    pos: list[str]
    dep: list[str]
    head: list[int]
    finite: list[bool]
    past: list[bool]
    participle: list[bool]
    infinitive: list[bool]

    def __len__(self) -> int:
        return len(self.lower)


@dataclass(slots=True)
class Clause:
    """Tokens [start, end); `lead` is where a subject cut off by an inserted clause begins ('De visie, die …, zegt')."""

    start: int
    end: int
    part: int
    finite: int = -1
    opener: str = ""
    lead: tuple[int, int] | None = None
    follows_subject_clause: bool = False
    subject: tuple[int, int] | None = None
    inherits: bool = False
    own_pronoun: int = -1

    @property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        return ((self.start, self.end),) if self.lead is None else (self.lead, (self.start, self.end))


def read_words(sentence: Span, verb_forms: frozenset[str] = frozenset()) -> Words:
    """The attributes that stance looks at, token by token, with head indices relative to the sentence.

    `verb_forms` are forms known to be finite verbs, for where the tagger errs.
    """
    tokens, low, high = tokens_of(sentence.doc), sentence.start, sentence.end
    pos = tokens.pos[low:high]
    finite, past, participle, infinitive = _verb_marks(tokens, low, pos)
    words = Words(
        text=tokens.text[low:high],
        lower=tokens.lower[low:high],
        lemma=[_LEMMAS[lemma] for lemma in tokens.lemma[low:high]],
        pos=pos,
        dep=tokens.dep[low:high],
        head=[head - low for head in tokens.head[low:high]],
        finite=finite,
        past=past,
        participle=participle,
        infinitive=infinitive,
    )
    if words.lower and words.lower[-1].endswith(".") and words.lower[-1][:-1].isalpha():
        words.lower[-1] = words.lower[-1][:-1]  # 'van de hand.' stays one token: it may be short for 'handelaar'
    _mend_finite(words, verb_forms)
    _mend_past(words)
    return words


def _verb_marks(tokens: Tokens, low: int, pos: list[str]) -> tuple[list[bool], list[bool], list[bool], list[bool]]:
    """Which tokens are finite verbs, finite and past, participles and infinitives, as the tagger has it."""
    size = len(pos)
    finite, past, participle, infinitive = [False] * size, [False] * size, [False] * size, [False] * size
    for i, kind in enumerate(pos):
        # table bars and figures get verb tags at times
        if kind not in _INFLECTED or not tokens.alpha[low + i]:
            continue
        morph = tokens.morph[low + i]
        if "VerbForm=Fin" in morph:
            finite[i] = True
            past[i] = "Tense=Past" in morph
        elif "VerbForm=Part" in morph:
            participle[i] = True
        elif "VerbForm=Inf" in morph:
            infinitive[i] = True
    return finite, past, participle, infinitive


def _mend_finite(words: Words, verb_forms: frozenset[str]) -> None:
    """Find the finite verbs that the tagger takes for infinitives ('bewoners eisen') or nouns ('leest u')."""
    size = len(words)
    with_subject = {h for h, d in zip(words.head, words.dep, strict=True) if d in _SUBJECTS}
    with_auxiliary = {h for h, d in zip(words.head, words.dep, strict=True) if d in _AUXILIARIES}
    for i, pos in enumerate(words.pos):
        if pos in _NEVER_FINITE:
            continue
        form = words.lower[i]
        if words.finite[i]:
            # 'het bepaalde': right after an article it is no verb
            if i and words.past[i] and words.pos[i - 1] == "DET":
                words.finite[i] = words.past[i] = False
            elif "ge" in form and _APART.fullmatch(form):  # 'De teams, in 2015 opgezet, hadden …': no finite form has -ge- inside
                words.finite[i], words.past[i], words.participle[i] = False, False, True
            continue
        if form in SAFE_FINITE and not (words.infinitive[i] or words.participle[i]):
            words.finite[i] = words.pos[i] in ("VERB", "AUX")
        elif words.participle[i] and i in with_subject and i not in with_auxiliary and words.dep[i] in _CLAUSE_HEADS and form.endswith("t"):
            # 'De wet verplicht …', 'omdat het aantal afneemt': no participle without auxiliary has a subject
            words.finite[i] = not (form.startswith("ge") or _APART.fullmatch(form))
            words.participle[i] = not words.finite[i]
        elif words.participle[i] and i in with_subject and i not in with_auxiliary and words.dep[i] in _SUBORDINATE and form.endswith("en") and not _MAY_BE_PARTICIPLE.match(form):
            words.finite[i], words.participle[i] = True, False  # 'dat zij mantelzorgers doorverwijzen'
        elif form.endswith(("den", "ten")) and i in with_subject and i not in with_auxiliary and _is_weak_plural(words, i):
            words.finite[i], words.past[i], words.participle[i], words.pos[i] = True, True, False, "VERB"
        elif pos in _NO_VERB_TAG and words.dep[i] in _CLAUSE_HEADS and i and _in_verb_place(words, i):
            words.finite[i] = True
        elif words.infinitive[i] and (i == 0 or words.lower[i - 1] not in ("te", "om")):
            alone = i in with_subject and i not in with_auxiliary and words.dep[i] in _CLAUSE_HEADS
            words.finite[i] = alone or _beside_we(words, i) or _second_of_two(words, i)
        elif form in verb_forms and not words.participle[i]:
            words.finite[i] = _beside_we(words, i) or (i > 0 and words.lower[i - 1] == "en" and words.dep[i] == "conj")
    if not any(words.finite):
        for i in range(size):
            if words.participle[i] and words.lower[i].endswith("en") and _beside_we(words, i):
                words.participle[i], words.finite[i], words.past[i] = False, True, True  # 'In 2016 besloten wij'
                return
        for i in range(size):
            if words.lower[i] in verb_forms and words.pos[i] in ("NOUN", "PROPN", "ADJ", "ADV", "X") and i and words.pos[i - 1] != "DET":
                words.finite[i] = True
                break


_SUBORDINATE = frozenset({"ccomp", "advcl", "acl:relcl", "csubj"})
_MAY_BE_PARTICIPLE = re.compile(r"be|ver|ont|her|er|\w{0,8}ge")
_APART = re.compile(r"(?:aan|af|op|uit|in|mee|bij|door|toe|voor|om|over|na|samen|vast|los|terug|weg)ge(?!eft|ldt|ve)\w{2,}(?:[dt]|en)")
_PERFECT = re.compile(r"(?:aan|af|op|uit|in|mee|bij|door|toe|voor|om|over|na|samen|vast|los|terug|weg)?ge")


def _is_weak_plural(words: Words, i: int) -> bool:
    """'benoemden partners', 'inwoners reageerden': the head of its clause with a subject, tagged as a participle or a noun."""
    tagged = words.participle[i] or words.pos[i] == "NOUN"
    if not tagged or words.dep[i] != "ROOT" or (i and words.pos[i - 1] in ("DET", "ADJ", "ADP")):
        return False
    form = words.lower[i]
    # 'verbonden', 'gehouden', 'aangeboden', 'mogelijkheden' are participles and nouns
    return not _PERFECT.match(form) and not form.endswith(("onden", "eden", "ouden", "oden", "aden", "waarden", "anden", "uiten", "oten", "aten", "eten"))


def _in_verb_place(words: Words, i: int) -> bool:
    """A head that the tagger takes for a noun: 'Na de brand sliepen buren …', 'Hoewel het moeizaam begon, bloeit de tuin'."""
    before = words.pos[i - 1]
    counted = before == "NUM" and not (words.lower[i - 1].isdigit() and len(words.lower[i - 1]) == 4)
    if not counted and before not in ("DET", "ADJ", "ADP", "PRON") and is_strong_past(words.lower[i]):
        return True
    opens = i + 1 < len(words) and words.pos[i + 1] in ("DET", "PRON")
    return words.text[i - 1] == "," and opens and words.lower[i].endswith("t") and words.dep[i] == "ROOT"


def _second_of_two(words: Words, i: int) -> bool:
    """'Wij nemen afscheid van hokjes en kiezen …': joined to a finite verb that is no auxiliary, right after 'en'."""
    head = words.head[i]
    joined = i > 0 and words.lower[i - 1] in ("en", "maar") and words.dep[i] == "conj" and 0 <= head < i
    return joined and words.finite[head] and words.lower[head].endswith("en") and words.lower[head] not in SAFE_FINITE


def _beside_we(words: Words, i: int) -> bool:
    """Next to 'wij', with no finite verb at the other side of it."""
    for at, beyond in ((i - 1, i - 2), (i + 1, i + 2)):
        if 0 <= at < len(words) and words.lower[at] in ("wij", "we", "wy"):
            return not (0 <= beyond < len(words) and words.finite[beyond])
    return False


_WENT = re.compile(r"(?:be|ont|ver|in|aan|af|door|mee|om|op|over|toe|uit|voor|weg|samen|achteruit|vooruit)?(?:ging|hing|ving)en")


def _mend_past(words: Words) -> None:
    """A bare stem or a form like the infinitive is present: 'ken' and 'kennen' of 'kennen'; 'deelden' of 'delen' is past."""
    for i, (finite, past) in enumerate(zip(words.finite, words.past, strict=True)):
        if past:
            words.past[i] = not never_past(words.lower[i], words.lemma[i])
        elif finite and words.lower[i].endswith(("den", "ten", "de", "te")):
            words.past[i] = _weak_past(words.lower[i], words.lemma[i])
        elif finite:
            words.past[i] = is_strong_past(words.lower[i])


def _weak_past(form: str, lemma: str) -> bool:
    """Whether -de(n) or -te(n) is an ending here and no part of the stem: 'deelden' of 'delen', not 'houden' or 'wachten'."""
    if not lemma.endswith("en") or form in (lemma, lemma[:-1]):
        return False
    stem = form[:-3] if form.endswith("n") else form[:-2]
    return len(stem) > 2 and stem[:2] == lemma[:2] and abs(len(stem) - len(lemma) + 2) <= 1


def never_past(form: str, lemma: str) -> bool:
    """Whether a form that the tagger takes for past cannot be: a bare stem, an infinitive, a noun, or one like 'organiseren'."""
    if is_strong_past(form):
        return False
    if form[-1] in "aiouy" and form not in ("zou", "wou"):
        return True  # 'buurtcentra'
    stem = len(form) > 2 and lemma.startswith(form) and not form.endswith(("de", "te"))
    # no past plural ends like 'bezuinigen', 'organiseren' or 'ontwikkelen', nor like the noun 'wijzigingen'
    noun = form.endswith("ingen") and len(form) > 6 and not _WENT.fullmatch(form)
    return stem or noun or (len(form) > 6 and form.endswith(("igen", "eren", "elen")))


def cut_clauses(words: Words) -> list[Clause]:
    """The clauses of a sentence in order; together they hold every token."""
    pieces = _merge_verbless(_cut_pieces(words), words)
    clauses = [
        Clause(start=s, end=e, part=part, finite=_finite(words, s, e), opener=_opener(words, s, e))
        for s, e, part in pieces
    ]
    clauses = _attach_leads(clauses, words)
    for index, clause in enumerate(clauses):
        _find_subject(clause, words)
        before = clauses[index - 1] if index else None
        if before is None or before.part != clause.part:
            continue
        verb_first = clause.finite == _first_word(words, clause)
        clause.follows_subject_clause = (
            verb_first and clause.lead is None and before.opener in SUBJECT_OPENERS
        )
        clause.inherits = clause.subject is None and clause.own_pronoun < 0
    return clauses


def _cut_pieces(words: Words) -> list[tuple[int, int, int]]:
    starts: list[tuple[int, int]] = [(0, 0)]
    part = 0

    def begin(at: int) -> None:
        if at < len(words) and (at > starts[-1][0] or starts[-1][1] != part):
            starts.append((at, part))

    for i, form in enumerate(words.lower):
        if form not in _BREAKS:
            continue
        if form in HARD:
            part += 1
            begin(i + 1)
        elif form == ",":
            begin(i + 1)
        elif form == "tot" and words.pos[i] == "ADP":
            continue  # 'de toegang tot verpleeghuizen gaat …'
        elif (form in COORDINATORS or form in OPENERS) and i and words.lower[i - 1] not in COORDINATORS and not (form == "wat" and _only_names(i, words)):
            begin(i)
    ends = [s for s, _ in starts[1:]] + [len(words)]
    return [(s, e, p) for (s, p), e in zip(starts, ends, strict=True)]


def _only_names(wat: int, words: Words) -> bool:
    """Whether 'wat' opens 'wat het college betreft', which is no clause for what is said of it; its verb then counts no longer."""
    verb = next((i for i in range(wat + 1, min(wat + 8, len(words))) if words.lower[i] in ("betreft", "aangaat")), -1)
    if verb < 0:
        return False
    words.finite[verb] = False
    return True


def _merge_verbless(pieces: list[tuple[int, int, int]], words: Words) -> list[tuple[int, int, int]]:
    """Join pieces without finite verb to a neighbour in the same part: lists, adverbials and infinitives."""
    merged: list[tuple[int, int, int]] = []
    for n, (s, e, part) in enumerate(pieces):
        if merged and merged[-1][2] == part:
            ps, pe, _ = merged[-1]
            here, there = _finite(words, s, e) >= 0, _finite(words, ps, pe) >= 0
            opens_inserted = words.lower[s] in OPENERS
            if not here and words.lower[s] in _AWAITS_VERB and _joined_next(pieces, n, words):
                merged.append((s, e, part))  # 'dat wijkverpleging | en welzijn samenwerken'
                continue
            if not here or (not there and not opens_inserted):
                merged[-1] = (ps, e, part)
                continue
        merged.append((s, e, part))
    return merged


def _joined_next(pieces: list[tuple[int, int, int]], n: int, words: Words) -> bool:
    """Whether the next piece goes on with 'en' or 'of' and brings the verb."""
    if n + 1 >= len(pieces) or pieces[n + 1][2] != pieces[n][2]:
        return False
    start, end, _ = pieces[n + 1]
    return words.lower[start] in ("en", "of") and _finite(words, start, end) >= 0


def _attach_leads(clauses: list[Clause], words: Words) -> list[Clause]:
    """'De coalitie, waarbij wij zijn aangesloten, deelt …': give the cut-off subject to the verb that follows."""
    kept: list[Clause] = []
    i = 0
    while i < len(clauses):
        clause = clauses[i]
        following = clauses[i + 1 : i + 3]
        same = bool(following) and all(c.part == clause.part for c in following)
        if clause.finite < 0 and same:
            inserted = following[0]
            if len(following) == 2 and following[1].finite == _first_word(words, following[1]):
                following[1].lead = (clause.start, clause.end)
            else:
                inserted.lead = (clause.start, clause.end)
            kept.extend(following)
            i += 1 + len(following)
            continue
        if clause.finite < 0 and (last := _after_insertion(i, clauses, words)) > 0:
            clauses[last].lead = (clause.start, clause.end)
            kept.extend(clauses[i + 1 : last + 1])
            i = last + 1
            continue
        kept.append(clause)
        i += 1
    return kept


def _after_insertion(i: int, clauses: list[Clause], words: Words) -> int:
    """Where a sentence goes on with its verb after dashes: 'Het zwembad - een lang debat - | komt er niet'; -1 where it does not."""
    opened = words.lower[clauses[i].end - 1]
    if opened not in _INSERTED or clauses[i].end - clauses[i].start < 2:
        return -1
    for k in range(i + 2, min(i + 4, len(clauses))):
        if clauses[k].part == clauses[i].part + 2 and words.lower[clauses[k].start - 1] == _INSERTED[opened]:
            return k if clauses[k].finite == clauses[k].start else -1
    return -1


def _first_word(words: Words, clause: Clause) -> int:
    i = clause.start
    while i < clause.end - 1 and (words.lower[i] in COORDINATORS or words.pos[i] == "PUNCT"):
        i += 1
    return i


def _finite(words: Words, start: int, end: int) -> int:
    try:
        return words.finite.index(True, start, end)
    except ValueError:
        return -1


def _opener(words: Words, start: int, end: int) -> str:
    for i in range(start, min(start + 3, end)):
        form = words.lower[i]
        if form in OPENERS and not (form in COORDINATORS and form != "of"):
            return form
        if form not in COORDINATORS and words.pos[i] not in ("PUNCT", "ADP"):
            return ""
    return ""


def _find_subject(clause: Clause, words: Words) -> None:
    for start, end in clause.ranges:
        if _WE.isdisjoint(words.lower[start:end]):
            continue
        clause.own_pronoun = next(i for i in range(start, end) if words.lower[i] in _WE)
        clause.subject = (clause.own_pronoun, clause.own_pronoun + 1)
        return
    head = _parsed_subject(clause, words)
    if head < 0:
        head = _ordered_subject(clause, words)
    if head >= 0:
        clause.subject = _noun_phrase(words, head, clause)
        joined = words.lower[clause.start] in ("en", "maar") and clause.finite == clause.start + 1
        if joined and words.lower[clause.finite + 1 : clause.finite + 2] == ["geen"]:
            clause.subject = None  # 'en vormt geen deel van …' goes on about the subject before


def _parsed_subject(clause: Clause, words: Words) -> int:
    for start, end in clause.ranges:
        for i in range(start, end):
            if words.dep[i] in _SUBJECTS and words.pos[i] not in ("VERB", "ADP", "PUNCT"):
                return i
    return -1


def _ordered_subject(clause: Clause, words: Words) -> int:
    """The first noun phrase without preposition, before the verb or else after it."""
    prepositional = False
    for start, end in clause.ranges:
        for i in range(start, end):
            pos = words.pos[i]
            if pos == "ADP":
                prepositional = True
            elif pos in _NOMINAL and not words.finite[i]:
                if not prepositional and words.lower[i] not in ("er", "zich", "ons", "u", "dat", "wat", "het"):
                    return i
                prepositional = prepositional and i + 1 < end and words.pos[i + 1] in _NOMINAL
            elif pos in ("VERB", "AUX"):
                prepositional = False
    return -1


def _noun_phrase(words: Words, head: int, clause: Clause) -> tuple[int, int]:
    """The phrase around `head`: its articles and adjectives before, its names and 'van …' after."""
    start, end = head, head + 1
    low, high = next(((s, e) for s, e in clause.ranges if s <= head < e), (clause.start, clause.end))
    while start > low and words.pos[start - 1] in ("DET", "ADJ", "NUM", "PROPN", "NOUN", "PRON"):
        start -= 1
        if words.pos[start] == "PRON" and words.lower[start] not in ("onze", "ons", "hun", "haar", "zijn"):
            start += 1
            break
    while end < high:
        pos, form = words.pos[end], words.lower[end]
        joins = form in ("van", "voor", "en", "in", "uit") and end + 1 < high and not words.finite[end + 1]
        if words.finite[end] or not (pos in _NOMINAL or pos in _FRAME or joins):
            break
        if pos == "PRON" and form not in ("onze", "ons"):
            break
        end += 1
    return start, end
