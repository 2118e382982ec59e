"""What the program holds to be the lemma of a word.

The model's lemma errs on what visions are full of: compounds it never saw, words with a capital, separable verbs whose
particle stands elsewhere. A word list (simplemma, MIT) errs on others: it calls *zetten* `zet`. So each lemma is checked
against the list and the part of speech, and what remains doubtful comes back as a second candidate.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

PARTICLES = frozenset({
    "aan", "achter", "achterna", "achteruit", "af", "bekend", "bij", "bijeen", "binnen", "bloot", "boven",
    "buiten", "deel", "dicht", "door", "gelijk", "goed", "heen", "in", "ineen", "kennis", "klaar", "kwijt",
    "langs", "los", "mede", "mee", "mis", "na", "naar", "neer", "om", "omhoog", "omlaag", "onder", "op",
    "open", "over", "plaats", "rond", "samen", "stil", "tegemoet", "tegen", "teniet", "terecht", "terug",
    "teweeg", "thuis", "toe", "tot", "uit", "uiteen", "vast", "veilig", "verder", "vol", "voor", "voorbij",
    "vooruit", "voort", "vrij", "waar", "weer", "weg",
})  # fmt: skip
"""Words that part from their verb; whether they do is checked with the list of verbs."""

# Words of the field on which model and list err together, and nouns made of adjectives: *jongeren* are young people.
_KNOWN: Mapping[str, str] = {
    "jongere": "jongere",
    "jongeren": "jongere",
    "oudere": "oudere",
    "ouderen": "oudere",
    "naaste": "naaste",
    "naasten": "naaste",
    "volwassene": "volwassene",
    "volwassenen": "volwassene",
    "betrokkenen": "betrokkene",
    "deskundigen": "deskundige",
    "ervaringsdeskundigen": "ervaringsdeskundige",
    "verpleegkundigen": "verpleegkundige",
    "wijkverpleegkundigen": "wijkverpleegkundige",
    "leidinggevenden": "leidinggevende",
    "alleenstaanden": "alleenstaande",
    "gehandicapten": "gehandicapte",
    "werklozen": "werkloze",
    "werkzoekenden": "werkzoekende",
    "zieken": "zieke",
    "daklozen": "dakloze",
    "belanghebbenden": "belanghebbende",
    "gemeenten": "gemeente",
    "gegevens": "gegeven",
    "data": "data",
    "media": "media",
    "middelen": "middel",
    "kosten": "kosten",
    "hersenen": "hersenen",
    "raadsleden": "raadslid",
    "leden": "lid",
    "steden": "stad",
    "kinderen": "kind",
    "sociaal": "sociaal",
    "samen": "samen",
    "beter": "goed",
    "meer": "veel",
    "best": "goed",
    "beste": "goed",
}
_NOT_CUT = frozenset({"jongere", "oudere", "naaste"})
"""Known only as nouns: as adjectives (*oudere inwoners*) they are degrees of *jong*, *oud* and *na*."""
_ALSO_ADVERBS = frozenset({"samen", "vol", "goed", "verder", "weer", "los", "vrij", "open", "klaar", "thuis"})
_END_OF_CLAUSE = frozenset(".;:?!")
_VOWELS = "aeiouy"
_SHORTEST_PART = 4
_VERB_POS = ("VERB", "AUX")
_CLOSED_CLASSES = frozenset({"ADP", "ADV", "CCONJ", "SCONJ", "DET", "INTJ"})
_BEFORE_PLURALS = frozenset({"de", "deze", "onze", "hun"})
_CACHE = 60_000
_KEPT = "amorecheck_lemmas"


def lemmas_in(doc: Doc) -> list[tuple[str, ...]]:
    """`lemmas_of` every token of `doc`; those that `correct_lemmas` weighed are kept on the doc."""
    kept: list[tuple[str, ...]] | None = doc.user_data.get(_KEPT)
    return kept if kept is not None else [lemmas_of(token) for token in doc]


def lemmas_of(token: Token) -> tuple[str, ...]:
    """The lemmas a token may have, lower case and without underscores, the likeliest first (at least one).

    A verb whose particle stands elsewhere in the sentence (*zetten … in*) has the whole verb first (`inzetten`) and the
    bare verb after it. Further candidates are only those of which model and word list disagree.
    """
    pos = token.pos_
    if _is_misread_noun(token):
        return _lemmas(token.lower_, token.lower_, "NOUN", "", "")
    if pos in _VERB_POS:
        return _lemmas(token.lower_, token.lemma_, pos, _verb_form(token), _particle_of(token))
    if pos == "PROPN" and token.is_sent_start and second_opinion(token.lower_):
        pos = "NOUN"  # the first word of a heading looks like a name to the model
    return _lemmas(token.lower_, token.lemma_, pos, "", "")


def _is_misread_noun(token: Token) -> bool:
    """Whether a plural noun was taken for another part of speech, which happens to words the model never saw.

    The closed classes have no plurals (*Inwonersinitiatieven* is no preposition), and after *de* stands no verb.
    """
    pos, form = token.pos_, token.lower_
    after_article = pos == "VERB" and token.i > 0 and token.nbor(-1).lower_ in _BEFORE_PLURALS
    if not after_article and pos not in _CLOSED_CLASSES:
        return False
    second = second_opinion(form)
    return second is not None and second != form and len(form) > 5 and _is_plural_of(form, second)


def correct_lemmas(doc: Doc) -> Doc:
    """Put the likeliest lemma on each token of `doc`, in place; names keep their capitals and foreign words stay."""
    kept = doc.user_data[_KEPT] = []
    for token in doc:
        pos = token.pos_
        lemmas = lemmas_of(token)
        kept.append(lemmas)
        if pos in ("PROPN", "X", "PUNCT", "SYM", "SPACE"):
            if "_" in token.lemma_:
                token.lemma_ = token.lemma_.replace("_", "") or token.lemma_
            continue
        best = lemmas[0]
        if best != token.lemma_:
            # *Nederlandse* keeps its capital inside a sentence
            name = pos in ("ADJ", "NOUN") and token.lemma_[:1].isupper() and not token.is_upper
            token.lemma_ = best[:1].upper() + best[1:] if name and not _begins_sentence(token) else best
    return doc


def _begins_sentence(token: Token) -> bool:
    before = token.nbor(-1) if token.i else None
    return bool(token.is_sent_start or (before is not None and before.is_sent_start and before.is_punct))


def is_known_lemma(lemma: str) -> bool:
    """Whether the word list has `lemma` as the lemma of any form."""
    return lemma in _word_list()[1]


@functools.lru_cache(maxsize=_CACHE)
def _lemmas(form: str, model_lemma: str, pos: str, verb_form: str, particle: str) -> tuple[str, ...]:
    own = model_lemma.lower().replace("_", "") or form
    if form in _KNOWN and not (pos == "ADJ" and form in _NOT_CUT):
        return _distinct(_KNOWN[form], own if pos not in _VERB_POS and own[0] == form[0] else "")
    if pos in _VERB_POS:
        return _lemmas_of_verb(form, own, pos, verb_form, particle)
    second = second_opinion(form)
    if pos == "NOUN":
        return _lemmas_of_noun(form, own, second)
    if pos == "ADJ":
        return _lemmas_of_adjective(form, own, second)
    return _distinct(own, second if pos == "PROPN" else "")


def _lemmas_of_verb(form: str, own: str, pos: str, verb_form: str, particle: str) -> tuple[str, ...]:
    if pos == "AUX" and is_known_lemma(own):
        return (own,)
    if particle and own.startswith(particle) and is_known_lemma(own[len(particle) :]):
        own = own[len(particle) :]
    second = second_opinion(form)
    candidates = [form] if verb_form == "infinitive" else []
    candidates += [own, second or "", *_verbs_by_rule(form)]
    valid = [lemma for lemma in candidates if lemma.endswith("n") and _is_verb(lemma)]
    if not valid and second:  # no verb at all, most likely: a heading such as *Initiatieven*
        return _distinct(second, own)
    best = valid[0] if valid else (form if verb_form == "infinitive" else own)
    others = [own if own.endswith("n") and _is_verb(own) else "", second if second and second.endswith("n") else ""]
    if particle and _is_listed_verb(particle + best):
        return _distinct(particle + best, best)
    return _distinct(best, *others)


def _lemmas_of_noun(form: str, own: str, second: str | None) -> tuple[str, ...]:
    if second is None:
        by_rule = _singular_by_rule(form)
        return _distinct(by_rule if by_rule and own == form else own, own)
    if own == second:
        return (own,)
    if not _is_plural_of(form, second):  # the list has *start* under `starten` and *woordvoerster* under `woordvoerder`
        return _distinct(own, second if own == form and form.endswith("e") else "")
    if is_known_lemma(own) and own != form and _is_plural_of(form, own):
        return _distinct(own, second)
    return _distinct(second, own if is_known_lemma(own) else "")


def _lemmas_of_adjective(form: str, own: str, second: str | None) -> tuple[str, ...]:
    if second is None or own == second:
        return (own,) if second else _distinct(_uninflected(form, own), own)
    if second.endswith("n") and _is_verb(second):  # *gerichte* is an adjective of `richten`; the model has seen which
        return _distinct(_uninflected(form, own), second)
    if not is_known_lemma(own) or own == form:
        return _distinct(second, own)
    return _distinct(own, second)


def _distinct(*lemmas: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lemma for lemma in lemmas if lemma))


# --- the word list ---------------------------------------------------------------------------------------------------


@functools.cache
def _word_list() -> tuple[Mapping[str, str], frozenset[str]]:
    """The forms of simplemma's Dutch list with their lemmas, and all its lemmas (underscores stripped)."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    forms: Mapping[str, str] = DefaultDictionaryFactory().get_dictionary("nl")
    return forms, frozenset(lemma.replace("_", "") for lemma in forms.values())


@functools.lru_cache(maxsize=_CACHE)
def second_opinion(form: str) -> str | None:
    """The lemma of a lower-case form by the word list, by the last part of a compound if need be; else `None`."""
    forms, _ = _word_list()
    lemma = forms.get(form)
    if lemma is not None:
        return lemma.replace("_", "")
    for start in range(2, len(form) - _SHORTEST_PART + 1):
        part = form[start:]
        lemma = forms.get(part)
        if lemma is not None and lemma[0] == part[0] and "_" not in lemma and _is_first_part(form[:start]):
            return form[:start] + _KNOWN.get(part, lemma)
    return None


def _is_first_part(part: str) -> bool:
    """Whether `part` can begin a compound: one or two words of the list, perhaps with a linking -s-, -e- or -en-."""
    words = list(_without_link(part.rstrip("-")))
    forms, _ = _word_list()
    if any(word in forms for word in words):
        return True
    return any(
        word[start:] in forms and any(first in forms for first in _without_link(word[:start]))
        for word in words
        for start in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    )


def _without_link(part: str) -> Iterator[str]:
    for link in ("", "s", "e", "en", "n"):
        if part.endswith(link) and len(part) - len(link) >= 2:
            yield part[: len(part) - len(link)]


@functools.lru_cache(maxsize=_CACHE)
def _is_verb(lemma: str) -> bool:
    """Whether `lemma` is an infinitive of the word list, alone or behind a particle or prefix."""
    if not lemma.endswith("n"):
        return False
    forms, lemmas = _word_list()
    if lemma in lemmas and _has_finite_form(lemma, forms):
        return True
    return any(
        lemma.startswith(particle) and len(lemma) - len(particle) > 3 and _has_finite_form(lemma[len(particle) :], forms)
        for particle in PARTICLES
    )


def _has_finite_form(lemma: str, forms: Mapping[str, str]) -> bool:
    """A verb and not a plural noun: its stem with -t (or -de, -te) has the verb as its lemma."""
    for stem in _stems(lemma):
        for form in (f"{stem}t", f"{stem}de", f"{stem}te", f"ge{stem}d", f"ge{stem}t", stem):
            if forms.get(form, "").replace("_", "") == lemma:
                return True
    return forms.get(lemma) == lemma and lemma.endswith(("gaan", "staan", "slaan", "zien", "doen", "zijn"))


def _stems(infinitive: str) -> Iterator[str]:
    """*zetten* → zet, *maken* → maak, *leven* → leef, *reizen* → reis, *gaan* → ga."""
    if not infinitive.endswith("en"):
        yield infinitive[:-1]
        return
    stem = infinitive[:-2]
    yield stem
    if len(stem) > 2 and stem[-1] == stem[-2]:
        yield stem[:-1]
    hard = stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1:], stem[-1:])
    yield hard
    if len(stem) >= 2 and stem[-2] in _VOWELS and (len(stem) == 2 or stem[-3] not in _VOWELS):
        yield stem[:-2] + stem[-2] * 2 + hard[-1:]


# --- rules where model and list both are silent ----------------------------------------------------------------------


def _verbs_by_rule(form: str) -> Iterator[str]:
    """Infinitives that `form` may come from: *aangepakt* → aanpakken, *stimuleerde* → stimuleren."""
    yield from _infinitives_of_stem(form)
    for particle in ("", *sorted(PARTICLES)):
        if not form.startswith(particle):
            continue
        rest = form[len(particle) :]
        if rest.startswith("ge") and len(rest) > 4:
            verb = second_opinion(rest)
            if particle and verb and verb.endswith("n"):
                yield particle + verb
            yield from (particle + verb for verb in _infinitives_of_stem(rest[2:]))
        elif particle and len(rest) > 2:
            verb = second_opinion(rest)
            if verb and verb.endswith("n"):
                yield particle + verb
            if rest.startswith("te") and len(rest) > 5:
                yield particle + rest[2:]


def _infinitives_of_stem(form: str) -> Iterator[str]:
    stems = [form]
    for ending in ("t", "d", "te", "de", "ten", "den", "e", "end", "ende"):
        if form.endswith(ending) and len(form) - len(ending) > 2:
            stems.append(form[: -len(ending)])
    for stem in stems:
        if len(stem) > 2 and stem[-2] == stem[-3] and stem[-2] in _VOWELS:
            yield stem[:-2] + {"f": "v", "s": "z"}.get(stem[-1], stem[-1]) + "en"
            yield stem[:-2] + stem[-1] + "en"
        yield stem + "en"
        yield stem + stem[-1] + "en"


def _singular_by_rule(form: str) -> str | None:
    if form.endswith("heden"):
        return form[:-5] + "heid"
    for plural, singular in (("ingen", "ing"), ("tjes", "tje"), ("eurs", "eur"), ("ers", "er"), ("aars", "aar"), ("’s", ""), ("'s", "")):
        if form.endswith(plural) and len(form) > len(plural) + 2:
            return form[: -len(plural)] + singular
    return None


def _is_plural_of(form: str, lemma: str) -> bool:
    """Whether the endings allow `form` to be a plural or diminutive of `lemma`: same beginning, -en, -s or -je(s)."""
    return (
        form.endswith(("en", "s", "je", "ën", "eren"))
        and not (lemma.endswith("en") and _is_verb(lemma))
        and form[:2] == lemma[:2]
        and len(form) - 5 <= len(lemma) <= len(form)
    )


def _uninflected(form: str, own: str) -> str:
    """*wijkgerichte* → wijkgericht, *passende* → passend, where the model left the -e on."""
    if own == form and form.endswith(("gerichte", "ende", "bare", "ige", "elijke", "ische", "ieve")):
        for inflected, bare in (("bare", "baar"), ("ieve", "ief"), ("ische", "isch")):
            if form.endswith(inflected):
                return form[: -len(inflected)] + bare
        return form[:-1]
    return own


# --- verbs and their particles ---------------------------------------------------------------------------------------


def _verb_form(token: Token) -> str:
    """`infinitive` where form and infinitive are the same: infinitives, and the present of more than one."""
    if token.pos_ != "VERB":
        return ""
    morph = token.morph
    plural = morph.get("Number") == ["Plur"] and morph.get("Tense") == ["Pres"]
    return "infinitive" if plural or morph.get("VerbForm") == ["Inf"] else ""


def _particle_of(verb: Token) -> str:
    """The particle of a separated verb, lower case; empty where there is none."""
    parsed = [str(child.lower_) for child in verb.children if child.dep_ == "compound:prt" and child.lower_ in PARTICLES]
    firm = [particle for particle in parsed if particle not in _ALSO_ADVERBS]
    if firm or verb.pos_ != "VERB":
        return firm[0] if firm else "".join(parsed[:1])
    # *pakken dit samen met inwoners aan*: the last word of the clause is the particle, not *samen*
    return _particle_before_te(verb) or _particle_at_the_end(verb) or "".join(parsed[:1])


def _particle_before_te(verb: Token) -> str:
    """*aan te pakken*, where the parser gave *aan* to something else."""
    doc, place = verb.doc, verb.i
    if place < 2 or doc[place - 1].lower_ != "te":
        return ""
    particle = str(doc[place - 2].lower_)
    return particle if particle in PARTICLES and _joins(particle, _bare(verb), verb.lemma_) else ""


def _particle_at_the_end(verb: Token) -> str:
    """*Wij pakken dit samen met de inwoners op.*: the last word of the clause, where it governs nothing.

    Only for verbs that stand before it, and only where verb and particle are a verb of the word list. Participles and
    infinitives with *te* never leave their particle behind.
    """
    if "Part" in verb.morph.get("VerbForm") or (verb.i > 0 and verb.nbor(-1).lower_ == "te"):
        return ""
    doc, bare, found = verb.doc, _bare(verb), ""
    for place in range(verb.i + 1, min(len(doc), verb.i + 40)):
        token = doc[place]
        another_verb = token.pos_ in _VERB_POS and token.dep_ != "amod"
        if token.is_sent_start or another_verb or token.text in _END_OF_CLAUSE:
            break
        if token.lower_ in PARTICLES and _stands_alone(token) and _joins(token.lower_, bare, verb.lemma_):
            found = str(token.lower_)
    return found


def _joins(particle: str, bare: str, lemma: str) -> bool:
    """Whether particle and verb are a verb of the word list; `lemma` may have been joined already."""
    return _is_listed_verb(particle + bare) or (lemma.startswith(particle) and lemma == bare and _is_listed_verb(lemma))


def _stands_alone(particle: Token) -> bool:
    """Whether nothing hangs on it to its right: it ends the clause, or a preposition follows (*in op*, *aan bij*)."""
    place, doc = particle.i, particle.doc
    if particle.pos_ not in ("ADP", "ADV", "ADJ") or particle.dep_ == "fixed":
        return False
    if place + 1 == len(doc) or doc[place + 1].is_sent_start:
        return True
    following = doc[place + 1]
    if following.pos_ == "ADP":
        return bool(particle.pos_ == "ADP" and following.head.i > following.i)
    return following.pos_ in ("PUNCT", "SPACE", "SCONJ", "CCONJ") and particle.head.i <= place


def _is_listed_verb(lemma: str) -> bool:
    return lemma in _word_list()[1] and lemma.endswith("n")


def _bare(verb: Token) -> str:
    return _lemmas(verb.lower_, verb.lemma_, verb.pos_, _verb_form(verb), "")[0]
