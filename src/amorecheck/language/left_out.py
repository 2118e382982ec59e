"""What a draft leaves to another text: a denial beside 'deze visie', and a subject that has its place in another document."""

from __future__ import annotations

from dataclasses import replace

from amorecheck.language.clauses import Clause, Words
from amorecheck.language.reach import clause_at, clause_reach, outer_start, preposition_before
from amorecheck.language.stance_cues import StanceCues
from amorecheck.language.stance_reading import Cue

_BEING = frozenset({"is", "zijn"})
_THIS = frozenset({"deze", "dit", "onze", "ons", "voorliggende", "onderhavige"})
_TELLING = frozenset(
    "schrijven zeggen spreken melden noemen behandelen bespreken beschrijven uitwerken ingaan stilstaan regelen beogen bedoelen "
    "opnemen meenemen aansnijden aanroeren herhalen vinden lezen aantreffen beantwoorden vastleggen samenvatten toelichten rekenen tellen scharen verstaan toerekenen meetellen meerekenen uitlaten vooruitlopen".split()
)
"""What a text does; denied with 'hier', it leaves out: 'daarover schrijven wij hier niet'."""
_COUNTING = frozenset({"rekenen", "tellen", "scharen", "verstaan", "toerekenen", "meetellen", "meerekenen", "meenemen"})
_NEAR = 5
_ARTICLES = frozenset({"de", "het"})
_RULING = ("regels", "regeling", "verordening", "aanpak", "rapportage", "richtlijn", "procedure", "subsidie", "visie", "nota", "notitie", "plan", "kader", "akkoord")
_TEXT_VERBS = frozenset("geldt gelden gaat gaan doet doen ziet zien strekt strekken heeft hebben omvat omvatten bestrijkt bevat bevatten beslaat beslaan spreekt spreken treft richt treedt".split())
_ABOUT = frozenset("voor over op uit uitspraak uitspraken betrekking toe in".split())
_BOUNDING = frozenset({"afbakening", "reikwijdte", "scope", "inhoudsopgave", "leeswijzer"})
_EXCEPTING_WORDS = frozenset({"behalve", "uitgezonderd", "behoudens"})
_EXCEPTING = frozenset({"met uitzondering van", "uitgezonderd", "behalve", "behoudens"})
_SUBJECT_OF = frozenset({"onderwerp", "thema", "doel", "strekking", "inzet", "bedoeling", "taak", "onderdeel", "opgave", "deel", "kern", "kader", "bestek", "verband"})
_POINTING_BACK = frozenset({"daar", "daarover", "daarvoor", "die", "dat"})

_DOCUMENTS = (
    "nota", "notitie", "visie", "plan", "programma", "agenda", "akkoord", "kader", "verordening", "beleid", "convenant",
    "regels", "strategie", "begroting", "contract", "regeling", "besluit", "handreiking", "protocol", "document", "overeenkomst",
)  # fmt: skip


class _NamesDocument(dict[str, bool]):
    """Whether a word ends like the name of a text; each word looked at once."""

    def __missing__(self, form: str) -> bool:
        found = self[form] = form.endswith(_DOCUMENTS)
        return found


_NAMES_DOCUMENT = _NamesDocument()
_AGREED = ("coalitieakkoord", "collegeakkoord", "collegeprogramma", "bestuursakkoord", "raadsprogramma", "raadsakkoord", "integraalbeleid")
"""Texts that a draft builds on rather than sends its reader to."""
_TO_COME = ("uitvoeringsprogramma", "uitvoeringsplan", "uitvoeringsagenda", "uitvoeringsnota", "jaaragenda", "plan", "beleid", "kader", "besluit", "regels", "contract", "document", "agenda", "programma")
"""Texts that carry this one out, and bare words that need 'apart' or a name to be another text."""
_TO_COME_ENDS = ("jaarplan", "actieplan", "werkplan")
_TOLD = frozenset({"staat", "staan", "leest", "vindt", "beschreven", "vastgelegd"})
_OFTEN_ANOTHER = frozenset({"omgevingsvisie", "welzijnsnota"})
_APART = frozenset(
    "apart aparte afzonderlijk afzonderlijke separaat separate eigen ander andere zelfstandig zelfstandige specifiek specifieke losse los".split()
)
_WIDER = frozenset("regionaal regionale landelijk landelijke provinciaal provinciale".split())
_PLACED = frozenset(
    "staan lezen vinden beschrijven behandelen regelen vastleggen neerleggen onderbrengen beleggen bespreken verwoorden uiteenzetten "
    "toelichten thuishoren aanpakken oppakken uitwerken opnemen terugvinden terugkomen borgen adresseren".split()
)
"""What is done with a subject in the text it belongs to."""
_PLACED_FORMS = frozenset(
    "staat staan leest lezen vindt vinden beschreven beschrijven behandeld behandelen geregeld regelen vastgelegd neergelegd ondergebracht "
    "belegd besproken bespreken verwoord uiteengezet toegelicht thuis opgepakt aangepakt uitgewerkt opgenomen teruggevonden terug plek plaats "
    "bod orde maken pakken landt landen beslag verwerkt vervat geïntegreerd ingebed beantwoord meegenomen getroffen gemaakt vast uitwerken meenemen treft geadresseerd vorm".split()
)
_UNDER = frozenset("valt vallen hoort horen behoort behoren ressorteert ressorteren".split())
_SENT = frozenset("verwijst verwijzen verwezen overgeheveld verplaatst verhuisd doorverwezen verschoven".split())
_HAS = frozenset("heeft hebben kent kennen bestaat bestaan is zijn komt komen krijgt krijgen ligt liggen geldt gelden volgt maken maakt stellen stelt schrijven".split())
_MADE = frozenset("gemaakt opgesteld geschreven ontwikkeld voorbereid vastgesteld uitgewerkt opgetuigd".split())
_RULES = frozenset("regelt regelen bepaalt bepalen beschrijft beschrijven behandelt behandelen geldt gelden".split())
_NEGATORS = frozenset({"niet", "geen", "nooit"})
_OWNERS = frozenset(
    "wijk wijken dorp dorpen kern kernen buurt buurten straat straten bewoners inwoners iedereen vereniging verenigingen elk elke iedere ieder wijkteam".split()
)


def left_out(found: list[Cue], words: Words, clauses: list[Clause], cues: StanceCues) -> list[Cue]:
    """The cues, with what is denied of this very text told as left out of it, and with what another text is said to hold.

    The lists know many ways to say so; a negation beside a reference to the text is what they share: 'krijgt in deze nota geen
    eigen hoofdstuk'. 'Deze visie is geen blauwdruk' only says what the text is not.
    """
    changed = _denied_here(found, words, clauses, cues) if any(cue.label == "negated" for cue in found) else found
    if any(cue.label in ("deferred", "quoted", "placeholder") for cue in changed):
        return changed
    # the own plan of another organisation is what that one does, no place where we put a subject
    if not _EXCEPTING_WORDS.isdisjoint(words.lower):
        changed = [*changed, *_excepted(words, clauses, cues)]
    taken = [cue.scope for cue in changed if cue.label in ("excluded", "other_actor")]
    elsewhere = _elsewhere(words, clauses, cues)
    return [*changed, *(cue for cue in elsewhere if not any(low <= cue.start < high for low, high in taken))] if elsewhere else changed


def _denied_here(found: list[Cue], words: Words, clauses: list[Clause], cues: StanceCues) -> list[Cue]:
    named = [i for i in range(1, len(words)) if words.lower[i] in cues.this_text and words.lower[i - 1] in _THIS]
    about_a_text = named or any(words.lower[i] in cues.this_text or words.lower[i].endswith(_RULING) for i in range(1, len(words)) if words.lower[i - 1] in _ARTICLES | _THIS)
    pointing = [i for i in range(len(words)) if words.lower[i] in ("daarin", "hierin") and named and named[0] < i] + _there_in(words, cues)
    changed: list[Cue] = []
    for cue in found:
        if cue.label != "negated":
            changed.append(cue)
            continue
        clause = clauses[clause_at(clauses, cue.start)]
        inside = [i for i in (*named, *pointing) if any(low <= i < high for low, high in clause.ranges)]
        subject, subject_at = clause.subject, inside
        if subject is None and clause.inherits and (index := clauses.index(clause)):
            subject, subject_at = clauses[index - 1].subject, named  # 'Deze visie is richtinggevend en spreekt zich niet uit over …'
        does = [i for i in subject_at if subject is not None and subject[0] <= i < subject[1] and words.lower[clause.finite] not in _BEING]
        inside = [i for i in inside if i < cue.end + _NEAR]
        placed = [i for i in inside if i in pointing or _preposition(i, clause, words) in ("in", "binnen", "via", "onder", "voor", "tot") or _is_subject_of(i, words) or _right_behind(cue, i, words)]
        if not does and about_a_text and subject is not None and _text_tells(subject, clause, words, cues):
            does = [subject[0]]
        if cue.words in _EXCEPTING and about_a_text:
            text = next((c.subject for c in clauses if c.subject is not None and _is_text(c.subject, words, cues)), None)
            changed.append(cue if text is None else replace(cue, label="excluded"))
            continue
        hier = "hier" in words.lower[clause.start : clause.end] or ("hier" in words.lower and not _COUNTING.isdisjoint(words.lemma[clause.start : clause.end]))
        tells = (hier or bool(named) or not _BOUNDING.isdisjoint(words.lower)) and any(
            words.lemma[i] in _TELLING or words.lower[i] in ("leest", "vindt") for low, high in clause.ranges for i in range(low, high)
        )
        if placed or does or tells or _is_not_about(cue, clause, clauses, named, words):
            # 'gaat over ontmoeting en niet over jeugdhulp' leaves out the second only
            second = cue.scope[0] == cue.start > 0 and words.lower[cue.start - 1] in ("en", ",") and not any(i > cue.start for i in inside)
            low = clause.start if words.lower[clause.start] not in _POINTING_BACK else _before(clause, clauses)
            if any(_right_behind(cue, i, words) for i in inside):
                second, low = False, outer_start(clause)  # 'maakt deel uit van de woondeal en niet van deze visie'
            high = len(words) if words.lower[clause.end - 1] == ":" and clause.finite < 0 else clause.end  # 'Niet in dit plan: …'
            cue = Cue("excluded", cue.words, cue.start, cue.end, (cue.start if second else min(cue.scope[0], low), max(cue.scope[1], high)))
        changed.append(cue)
    return changed


def _is_not_about(cue: Cue, clause: Clause, clauses: list[Clause], named: list[int], words: Words) -> bool:
    """'Hier gaat het om wonen, niet om bouwen', 'Waar in deze visie over zorg wordt gesproken, gaat het niet om …'."""
    if words.lower[clause.finite] == "gaat" and words.lower[clause.start] == "over" and "hier" in words.lower[clause.finite : cue.start]:
        return True
    if cue.end >= len(words) or words.lower[cue.end] not in ("om", "over") or words.lower[clause.finite] not in ("gaat", "draait", "hebben"):
        return False
    index = clauses.index(clause)
    low = clauses[index - 1].start if index and clauses[index - 1].opener in ("waar", "als", "wanneer") else clause.start
    return "hier" in words.lower[low : cue.start] or any(low <= i < cue.start for i in named)


def _excepted(words: Words, clauses: list[Clause], cues: StanceCues) -> list[Cue]:
    """'Alles komt in deze nota aan bod, behalve X': what follows the word, where a text is named."""
    at = next(i for i, form in enumerate(words.lower) if form in _EXCEPTING_WORDS)
    named = any(words.lower[i] in cues.this_text and words.lower[i - 1] in _THIS for i in range(1, len(words)))
    if not at or not named:
        return []
    end = next((i for i in range(at + 1, len(words)) if words.finite[i] or words.lower[i] in (",", ";", "maar")), len(words))
    return [Cue("excluded", words.lower[at], at, at + 1, (at, end))]


def _is_text(subject: tuple[int, int], words: Words, cues: StanceCues) -> bool:
    """Whether a subject is 'deze nota', 'de regeling', 'deze wijkaanpak': a text or the course it sets out."""
    low, high = subject
    if high - low < 2 or words.lower[low] not in _THIS | _ARTICLES:
        return False
    return any(words.lower[i] in cues.this_text or words.lower[i].endswith(_RULING) for i in range(low + 1, min(low + 3, high)))


def _text_tells(subject: tuple[int, int], clause: Clause, words: Words, cues: StanceCues) -> bool:
    """Whether a text does what texts do: 'het wijkplan doet geen uitspraken over', 'deze regels gelden niet voor'."""
    if not _is_text(subject, words, cues):
        return False
    forms = [words.lower[i] for low, high in clause.ranges for i in range(low, high)]
    verb = words.lower[clause.finite]
    if verb in ("heeft", "hebben"):
        return "betrekking" in forms
    return verb in _RULES - {"bepaalt", "bepalen"} or (verb in _TEXT_VERBS and not _ABOUT.isdisjoint(forms))


def _right_behind(cue: Cue, text: int, words: Words) -> bool:
    """'en niet van deze visie', 'en niet bij dit plan'."""
    return cue.end < text <= cue.end + 2 and words.lower[text - 1] in _THIS and words.lower[cue.end] in ("van", "bij", "tot", "in", "onder", "met", "binnen")


def _there_in(words: Words, cues: StanceCues) -> list[int]:
    """The 'er' of 'er … in' that points at a text named before it: 'Dit is een visie: jeugdhulp staat er niet in'."""
    text = next((i for i, form in enumerate(words.lower) if form in cues.this_text), len(words))
    return [
        i for i in range(text + 1, len(words))
        if words.lower[i] == "er" and any(words.lower[k] in ("in", "aan", "voor", "onder") or words.lower[k].startswith(("plaats", "plek")) for k in range(i + 1, min(i + 1 + _NEAR, len(words))))
    ]  # fmt: skip


def _is_subject_of(token: int, words: Words) -> bool:
    """'niet het onderwerp van deze notitie'."""
    return token > 2 and words.lower[token - 2] == "van" and words.lower[token - 3] in _SUBJECT_OF


def _before(clause: Clause, clauses: list[Clause]) -> int:
    """Where the clause begins that 'daar is dit plan niet voor' points back to."""
    index = clauses.index(clause)
    return clauses[index - 1].start if index else clause.start


def _preposition(token: int, clause: Clause, words: Words) -> str:
    """The preposition before 'deze visie', also where the tagger takes 'dit' for a pronoun."""
    before = token - 1
    if before > clause.start and words.lower[before] in _THIS:
        before -= 1
    return words.lower[before] if words.pos[before] == "ADP" else preposition_before(token, clause, words)


# ── In another text ──────────────────────────────────────────────────────────────────────────────────────────────


def _elsewhere(words: Words, clauses: list[Clause], cues: StanceCues) -> list[Cue]:
    """A cue for each clause that gives its subject a place in another text."""
    found: list[Cue] = []
    for i, form in enumerate(words.lower):
        if form == "elders" and (place := _placed_elsewhere(i, words, clauses)) is not None:
            found.append(place)
        if not _NAMES_DOCUMENT[form] or words.pos[i] not in ("NOUN", "PROPN", "ADJ"):
            continue
        index = clause_at(clauses, i)
        clause = clauses[index]
        start, apart = _other_text(i, clause, words, cues)
        if start < 0 or not _gives_place(start, i, apart, clause, words):
            continue
        low, high = clause_reach(index, clauses)
        if low == clause.start and index and clause.inherits and clauses[index - 1].part == clause.part:
            low = clauses[index - 1].start  # 'raken aan de sociale basis, maar worden in de woonvisie behandeld'
        found.append(Cue("excluded", words.lower[i], i, i + 1, (min(low, i), max(high, i + 1))))
    return found


def _placed_elsewhere(at: int, words: Words, clauses: list[Clause]) -> Cue | None:
    """'X regelen we elders', 'wordt elders besproken'; not 'elders in het land'."""
    if at + 1 < len(words) and words.lower[at + 1] in ("in", "op", "al", "ook", "werkt", "zien"):
        return None
    index = clause_at(clauses, at)
    clause = clauses[index]
    if not any(words.lemma[k] in _PLACED or words.lower[k] in _PLACED_FORMS for low, high in clause.ranges for k in range(low, high)):
        return None
    low, high = clause_reach(index, clauses)
    return Cue("excluded", "elders", at, at + 1, (min(low, at), max(high, at + 1)))


def _other_text(i: int, clause: Clause, words: Words, cues: StanceCues) -> tuple[int, bool]:
    """Where the phrase of another text begins and whether it is said to be apart; -1 where it is no other text."""
    form = words.lower[i]
    start, apart, wider = i, False, False
    while start > clause.start and (words.pos[start - 1] in ("ADJ", "NUM", "PROPN") or words.text[start - 1][:1].isupper()) and words.pos[start - 1] != "ADP":
        start -= 1
        apart = apart or words.lower[start] in _APART
        wider = wider or words.lower[start] in _WIDER
    before = words.lower[start - 1] if start > clause.start else ""
    if before in _THIS:
        if before not in ("onze", "ons") or words.lower[i] in cues.this_text:
            return -1, False
        start -= 1
    elif words.pos[start - 1] in ("DET", "PRON") and start > clause.start:
        apart = apart or before in _APART
        start -= 1
    if form.endswith(_AGREED):
        return -1, False
    named = (words.text[i][:1].isupper() and i > 0) or words.text[min(i + 1, len(words) - 1)][:1].isupper()
    if wider and not apart and form.endswith(("programma", "akkoord")):
        return -1, False  # 'staat ook in het landelijke programma Eén tegen eenzaamheid' is a reason to do it
    if apart or wider or named:
        return start, apart
    return (-1, False) if form in cues.this_text - _OFTEN_ANOTHER or form in _TO_COME or form.endswith("begroting") or (form.endswith(_TO_COME_ENDS) and _TOLD.isdisjoint(words.lower)) else (start, False)


def _lists_a_place(clause: Clause, forms: set[str], words: Words) -> bool:
    """'In de jeugdnota vindt u ons beleid voor X', beside 'In het akkoord staat dat …', which goes on to tell it."""
    verb = words.lower[clause.finite]
    ends = clause.end >= len(words) or words.lower[clause.end - 1] in (".", ";")
    return ends and verb in ("vindt", "leest", "vinden", "lezen", "regelen", "regelt") and forms.isdisjoint(("centraal", "voorop", "hoe"))


def _gives_place(start: int, i: int, apart: bool, clause: Clause, words: Words) -> bool:
    tokens = [k for low, high in clause.ranges for k in range(low, high)]
    forms = {words.lower[k] for k in tokens}
    subject = words.lower[clause.subject[0] : clause.subject[1]] if clause.subject is not None else []
    named = forms if apart else set(subject[: subject.index("van")] if "van" in subject else subject)
    if not forms.isdisjoint(_NEGATORS) or not named.isdisjoint(_OWNERS):
        return False
    preposition = words.lower[start - 1] if start > clause.start and words.pos[start - 1] == "ADP" else ""
    if preposition in ("in", "via", "binnen"):
        # 'In het sportakkoord staat dat …' goes on to tell what is in it
        told = start - 1 == clause.start and 0 <= clause.finite - i <= 3 and not _lists_a_place(clause, forms, words)
        if clause.own_pronoun >= 0 and "uit" in forms and not forms.isdisjoint(("werken", "werk")):
            return True  # 'X werken we uit in de jeugdnota'
        return not told and not forms.isdisjoint(_PLACED_FORMS) and not (clause.own_pronoun >= 0 and not forms.isdisjoint(("zetten", "werken")))
    if preposition == "van":
        return "uit" in forms and not forms.isdisjoint(("deel", "onderdeel"))
    if preposition in ("onder", "bij", "tot"):
        return not forms.isdisjoint(_UNDER)
    if preposition == "naar":
        return not forms.isdisjoint(_SENT)
    if preposition:
        return False
    verb = words.lower[clause.finite] if clause.finite >= 0 else ""
    if verb in ("geldt", "gelden") and words.lower[clause.start] != "voor":
        return False
    if apart and verb in ("wordt", "worden") and not forms.isdisjoint(_MADE):
        return True
    if verb in ("heeft", "hebben") and words.lower[clause.start] not in ("voor", "over") and any(words.participle[k] for k in tokens):
        return False  # 'De stichting heeft een eigen lesprogramma ontwikkeld' tells what that one did
    return (apart and verb in _HAS) or (verb in _RULES and clause.own_pronoun < 0 and clause.subject is not None and clause.subject[0] <= i < clause.subject[1])
