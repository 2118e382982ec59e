"""The cue list of `rules/stance.yaml`: its shape, its errors, and the tree that finds cues in one pass.

A pattern is a row of words. `a|b` is one of several words, `{name}` one of the words in `lists` or `verbs`, `*nota`
any word that ends so, `...` up to six other words, `....` up to sixteen in the same clause, `<jaar>` a year, `<getal>` a number. All is lower case.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from amorecheck.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Label = Literal[
    "negated",
    "excluded",
    "other_actor",
    "past",
    "question",
    "quoted",
    "deferred",
    "placeholder",
    "conditional",
]
Reach = Literal["clause", "forward", "part", "sentence"]
Role = Literal["cue", "actor", "source", "law"]
GAP = 6
"""How many words `...` may skip."""
FAR_GAP = 16
"""How many words `....` may skip, for a verb and its particle: 'schaft … af'."""
_GAP_ENDS = (";", "?")
_NO_VERBS = frozenset({"doel", "het", "niet", "wensen", "onderzoeken", "kosten"})
_GAP, _FAR, _YEAR, _NUMBER = "...", "....", "<jaar>", "<getal>"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CueGroup(_Part):
    """Cues of one label that reach equally far."""

    label: Label = Field(description="what the cue says about the words in its reach")
    why: str = Field(min_length=8, description="why these words say so, for the reader of the file")
    reach: Reach = Field("clause", description="how far it reaches; 'part' ends at ; : and brackets")
    max_words: int = Field(0, ge=0, description="longest reach in words, 0 for no limit")
    role: Role = Field(
        "cue",
        description="actor: only as subject; source: unless we are the subject; law: unless 'wij' is in the sentence",
    )
    undone: bool = Field(False, description="true: 'niet' beside it undoes it: 'wij schaffen dat niet af'")
    words: tuple[str, ...] = Field(min_length=1)


class PseudoGroup(_Part):
    """Rows of words that hold a cue and yet say something else."""

    label: Label
    why: str = Field(min_length=8)
    words: tuple[str, ...] = Field(min_length=1)


class StopGroup(_Part):
    """Words that end the reach of a cue, or (`all`) cancel every cue of the label in the sentence."""

    labels: tuple[Label, ...] = Field(min_length=1)
    why: str = Field(min_length=8)
    all: bool = Field(False, description="true: take away every cue of these labels in the sentence")
    words: tuple[str, ...] = Field(min_length=1)


class Ladder(_Part):
    """What the commitment of 0 to 4 is read from (domein.md 4.8)."""

    why: str = Field(min_length=8)
    decide: tuple[str, ...] = Field(description="4: decisions and means")
    do: tuple[str, ...] = Field(description="3: acts under way or announced; other active verbs count as 3 too")
    strive: tuple[str, ...] = Field(description="2: effort without a promised result")
    intend: tuple[str, ...] = Field(description="1: wish and intention")
    receive: tuple[str, ...] = Field(description="2 without actor: something is given or comes about")
    describe: tuple[str, ...] = Field(description="0: verbs that say how things are")
    money: tuple[str, ...] = Field(description="lifts 3 to 4")
    deadline: tuple[str, ...] = Field(description="lifts 3 to 4")
    time: tuple[str, ...] = Field(description="lifts 2 to 3")
    by_us: tuple[str, ...] = Field(description="words that make us the actor of a passive or of 'krijgen'")
    choice: tuple[str, ...] = Field(description="negated, and yet a choice: stays 2")
    ours: tuple[str, ...] = Field(description="subjects that are the municipality")
    partners: tuple[str, ...] = Field(description="subjects whose acts may count as promises; *x for endings")
    parties: tuple[str, ...] = Field(description="those who may demand something of the municipality")
    demands: tuple[str, ...] = Field(description="verbs of demanding")
    outsiders: tuple[str, ...] = Field(description="organisations whose opinion is not ours; *x for endings")
    prescribes: tuple[str, ...] = Field(description="verbs with which an outsider demands or prescribes")
    states: tuple[str, ...] = Field(description="the same, where a clause with dat, om, hoe or of follows")


class StanceFile(_Part):
    """The whole of `rules/stance.yaml`."""

    lists: dict[str, tuple[str, ...]]
    verbs: dict[str, tuple[str, ...]]
    cues: tuple[CueGroup, ...]
    pseudo: tuple[PseudoGroup, ...]
    stops: tuple[StopGroup, ...]
    past_pseudo: dict[Literal["still", "resultative", "created", "perfect_with_zijn", "not_past"], tuple[str, ...]]
    future_from: int = Field(ge=2020, le=2100, description="years from here on are plans, not memories")
    speakers: tuple[str, ...]
    commitment: Ladder


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a found row of words stands for. `kind` is cue, pseudo, stop, cancel or a step of the ladder."""

    kind: str
    label: str
    group: int = -1


@dataclass(slots=True)
class Node:
    edges: dict[str, list[Node]] = field(default_factory=dict)
    endings: list[tuple[str, Node]] = field(default_factory=list)
    classes: dict[str, Node] = field(default_factory=dict)
    gap: Node | None = None
    far: Node | None = None
    children: dict[tuple[str, ...], Node] = field(default_factory=dict)
    meanings: list[Meaning] = field(default_factory=list)


class _First(NamedTuple):
    """What rows of words that begin with one word are by themselves (`meanings`), and how they go on: with which next word,
    or with which word behind a gap. `loose`: rows that go on with an ending or a number, which no table tells."""

    meanings: tuple[Meaning, ...]
    following: dict[str, list[Node]]
    gaps: tuple[tuple[int, dict[str, list[Node]]], ...]
    loose: tuple[Node, ...]


class _Firsts(dict[str, "_First | None"]):
    """The rows that begin with a word, all in one; each word is looked up in the tree once. None where no row does."""

    def __init__(self, root: Node) -> None:
        super().__init__()
        self._root = root

    def __missing__(self, form: str) -> _First | None:
        nodes = tuple(_steps(self._root, form))
        found = self[form] = _joined(nodes) if nodes else None
        return found


def _joined(nodes: tuple[Node, ...]) -> _First:
    loose = tuple(node for node in nodes if any(part is not None and (part.endings or part.classes) for part in (node, node.gap, node.far)))
    plain = [node for node in nodes if node not in loose]
    gaps = ((longest, _edges(gap for gap in gaps if gap is not None)) for longest, gaps in ((GAP, [n.gap for n in plain]), (FAR_GAP, [n.far for n in plain])))
    return _First(tuple(meaning for node in plain for meaning in node.meanings), _edges(plain), tuple(gap for gap in gaps if gap[1]), loose)


def _edges(nodes: Iterable[Node]) -> dict[str, list[Node]]:
    edges: dict[str, list[Node]] = {}
    for node in nodes:
        for form, children in node.edges.items():
            edges.setdefault(form, []).extend(children)
    return edges


@dataclass(frozen=True, slots=True)
class Hit:
    """Words found: the positions of the matched words only, so that a gap swallows nothing."""

    meaning: Meaning
    at: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class StanceCues:
    """A checked cue list, ready to search with."""

    file: StanceFile
    root: Node
    firsts: _Firsts
    ours: frozenset[str]
    partners: frozenset[str]
    partner_endings: tuple[str, ...]
    parties: frozenset[str]
    demands: frozenset[str]
    outsiders: frozenset[str]
    outsider_endings: tuple[str, ...]
    always_other: frozenset[str]
    """Who is never ours nor a partner: the state, insurers, inspectorates."""
    prescribes: frozenset[str]
    states: frozenset[str]
    not_past: frozenset[str]
    still: frozenset[str]
    resultative: frozenset[str]
    created: frozenset[str]
    perfect_with_zijn: frozenset[str]
    speakers: frozenset[str]
    this_text: frozenset[str]
    """What a draft calls itself: 'visie', 'nota'."""
    burdens: frozenset[str]
    """What it is good to be rid of: 'regels', 'wachtlijsten'."""
    ended: frozenset[str]
    """Participles of what was there and ended: 'stopgezet', 'opgeheven'; not of plans that were refused."""
    people: frozenset[str]
    verb_forms: frozenset[str]
    """First words of the ladder: finite verbs, also where the tagger sees a noun."""


def load_stance_cues(path: Path) -> StanceCues:
    """Read and check a cue file. Raises `RuleError` with file:line where the file is wrong."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(
            f"Dit bestand met standcues kan niet worden gelezen ({error}). Controleer of het bestaat en UTF-8 is.",
            place=str(path),
        ) from error
    try:
        tree = yaml.compose(text, Loader=yaml.CSafeLoader)
        data = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path.name}:{mark.line + 1}:{mark.column + 1}" if mark else path.name
        raise RuleError("Dit is geen geldige YAML. Kijk naar inspringing en aanhalingstekens.", place=place) from error
    try:
        checked = StanceFile.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        raise RuleError(_explain(first), place=_place(path, tree, first["loc"])) from error
    return _compile(checked, path, tree)


def find_hits(cues: StanceCues, lower: Sequence[str]) -> list[Hit]:
    """Every row of words of the list in a sentence of lower-cased words; overlaps included."""
    hits: list[Hit] = []
    firsts, present = cues.firsts, set(lower)
    following = (*lower[1:], "")
    for i, form in enumerate(lower):
        first = firsts[form]
        if first is None:
            continue
        for meaning in first.meanings:
            hits.append(Hit(meaning, (i,)))
        for child in first.following.get(following[i], ()):
            _walk(child, lower, i + 2, (i, i + 1), hits)
        for longest, edges in first.gaps:
            if not edges.keys().isdisjoint(present):
                _leap(edges, longest, lower, i + 1, (i,), hits)
        for node in first.loose:
            _walk(node, lower, i + 1, (i,), hits)
    return hits


def _leap(edges: dict[str, list[Node]], longest: int, lower: Sequence[str], i: int, at: tuple[int, ...], hits: list[Hit]) -> None:
    """Go on behind a gap of at most `longest` words from word `i` on."""
    for j, form in enumerate(lower[i : i + longest + 1], i):
        if form in _GAP_ENDS:
            return
        if form in edges:
            for child in edges[form]:
                _walk(child, lower, j + 1, (*at, j), hits)


def _walk(node: Node, lower: Sequence[str], i: int, at: tuple[int, ...], hits: list[Hit]) -> None:
    for meaning in node.meanings:
        hits.append(Hit(meaning, at))
    size = len(lower)
    if i >= size:
        return
    for child in _steps(node, lower[i]) if node.endings or node.classes else node.edges.get(lower[i], ()):
        _walk(child, lower, i + 1, (*at, i), hits)
    if node.gap is None and node.far is None:
        return
    for gap, longest in ((node.gap, GAP), (node.far, FAR_GAP)):
        if gap is None:
            continue
        loose, edges = gap.endings or gap.classes, gap.edges
        for j in range(i, min(i + longest + 1, size)):
            form = lower[j]
            if form in _GAP_ENDS:
                break
            for child in _steps(gap, form) if loose else edges.get(form, ()):
                _walk(child, lower, j + 1, (*at, j), hits)


def _steps(node: Node, form: str) -> Iterator[Node]:
    yield from node.edges.get(form, ())
    for ending, child in node.endings:
        if form.endswith(ending):
            yield child
    for name, child in node.classes.items():
        if _is_class(name, form):
            yield child


def _is_class(name: str, form: str) -> bool:
    if not form[0].isdigit():
        return False
    return name == _NUMBER or (len(form) == 4 and form.isdigit() and form[:2] in ("19", "20"))


def _compile(file: StanceFile, path: Path, tree: yaml.Node | None) -> StanceCues:
    root = Node()
    names: dict[str, tuple[str, ...]] = {**file.verbs, **file.lists}

    def add(pattern: str, meaning: Meaning, loc: tuple[str | int, ...]) -> None:
        try:
            _insert(root, pattern, names, meaning)
        except ValueError as error:
            raise RuleError(str(error), place=_place(path, tree, loc)) from error

    both: tuple[tuple[str, tuple[CueGroup | PseudoGroup, ...]], ...] = (("cue", file.cues), ("pseudo", file.pseudo))
    for kind, groups in both:
        for g, group in enumerate(groups):
            for w, pattern in enumerate(group.words):
                loc = ("cues" if kind == "cue" else kind, g, "words", w)
                add(pattern, Meaning(kind, group.label, g), loc)
                if kind == "cue" and (turned := _verb_last(pattern, file)):
                    add(turned, Meaning(kind, group.label, g), loc)
    for g, stop in enumerate(file.stops):
        for w, pattern in enumerate(stop.words):
            for label in stop.labels:
                add(pattern, Meaning("cancel" if stop.all else "stop", label, g), ("stops", g, "words", w))
    steps = ("decide", "do", "strive", "intend", "receive", "describe", "money", "deadline", "time", "by_us", "choice")
    for step in steps:
        for w, pattern in enumerate(getattr(file.commitment, step)):
            add(pattern, Meaning(step, ""), ("commitment", step, w))

    @cache
    def forms(name: str) -> tuple[str, ...]:
        return names.get(name, (name,))

    def flat(patterns: tuple[str, ...]) -> frozenset[str]:
        return frozenset(f for p in patterns for f in forms(p.strip("{}")))

    ladder = file.commitment
    return StanceCues(
        file=file,
        root=root,
        firsts=_Firsts(root),
        ours=flat(ladder.ours),
        partners=flat(tuple(p for p in ladder.partners if not p.startswith("*"))),
        partner_endings=tuple(p[1:] for p in ladder.partners if p.startswith("*")),
        parties=flat(ladder.parties),
        demands=flat(ladder.demands),
        outsiders=flat(tuple(p for p in ladder.outsiders if not p.startswith("*"))),
        outsider_endings=tuple(p[1:] for p in ladder.outsiders if p.startswith("*")),
        always_other=flat(("{ander}",)),
        prescribes=flat(ladder.prescribes),
        states=flat(ladder.states),
        not_past=flat(file.past_pseudo.get("not_past", ())),
        still=flat(file.past_pseudo.get("still", ())),
        resultative=flat(file.past_pseudo.get("resultative", ())),
        created=flat(file.past_pseudo.get("created", ())),
        perfect_with_zijn=flat(file.past_pseudo.get("perfect_with_zijn", ())),
        speakers=flat(file.speakers),
        this_text=flat(("{dit_stuk}",)),
        burdens=flat(("{last}",)) - {"eigen", "bijdragen", "loketten", "indicatoren", "prestatie-indicatoren"},
        ended=flat(("{beëindigd}",)) - flat(("ingetrokken", "geschrapt", "afgewezen", "verworpen", "weggestemd", "afgekeurd", "geweigerd", "afgeblazen", "teruggedraaid")),
        people=flat(("{personen}", "{mens}")) - {"groepen", "verenigingen"},
        verb_forms=_verb_forms(ladder, forms),
    )


def _verb_last(pattern: str, file: StanceFile) -> str:
    """The row with its verb behind, as in a clause with 'omdat': '{blijven} ... buiten beeld' is 'buiten beeld {blijven}'; '' without such a verb."""
    first, *rest = pattern.split()
    while rest and rest[0] in (_GAP, _FAR):
        rest = rest[1:]
    if first.strip("{}") not in file.verbs or len(rest) < 2 or any(piece[0] in "{*." or piece == "u" for piece in rest):
        return ""
    return " ".join((*rest, first))


def _verb_forms(ladder: Ladder, forms: Callable[[str], tuple[str, ...]]) -> frozenset[str]:
    """Forms that open a row of the ladder and look like a verb: 'zetten', 'breidt'."""
    first = (p.split()[0] for p in (*ladder.decide, *ladder.do, *ladder.strive, *ladder.intend))
    found = {form for piece in first for option in piece.split("|") for form in forms(option.strip("{}"))}
    return frozenset(f for f in found if f.endswith(("en", "t")) and f not in _NO_VERBS)


def _insert(root: Node, pattern: str, names: dict[str, tuple[str, ...]], meaning: Meaning) -> None:
    pieces = pattern.split()
    if not pieces or pieces[0] in (_GAP, _FAR) or pieces[-1] in (_GAP, _FAR) or pieces[0].startswith("*"):
        raise ValueError(f"Het patroon '{pattern}' begint of eindigt met een open plek. Noem daar een woord.")
    if pattern != pattern.lower():
        raise ValueError(f"Het patroon '{pattern}' heeft een hoofdletter. Schrijf het in kleine letters.")
    node = root
    for piece in pieces:
        if piece == _GAP:
            node.gap = node.gap or Node()
            node = node.gap
        elif piece == _FAR:
            node.far = node.far or Node()
            node = node.far
        elif piece in (_YEAR, _NUMBER):
            node = node.classes.setdefault(piece, Node())
        else:
            node = _child(node, tuple(_alternatives(piece, pattern, names)))
    if meaning not in node.meanings:
        node.meanings.append(meaning)


def _child(node: Node, forms: tuple[str, ...]) -> Node:
    if (known := node.children.get(forms)) is not None:
        return known
    child = node.children[forms] = Node()
    for form in dict.fromkeys(forms):
        if form.startswith("*"):
            node.endings.append((form[1:], child))
        else:
            node.edges.setdefault(form, []).append(child)
    return child


def _alternatives(piece: str, pattern: str, names: dict[str, tuple[str, ...]]) -> Iterator[str]:
    for option in piece.split("|"):
        if not option.startswith("{"):
            yield option
            continue
        name = option.strip("{}")
        if name not in names:
            near = difflib.get_close_matches(name, names, n=1)
            hint = f" Bedoelt u {{{near[0]}}}?" if near else " Zet de lijst onder lists of verbs."
            raise ValueError(f"Het patroon '{pattern}' noemt de onbekende lijst {{{name}}}.{hint}")
        yield from names[name]


def _explain(error: Any) -> str:
    loc = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return f"De sleutel '{loc}' is onbekend. Verwijder hem of verbeter de spelling."
    if error["type"] == "missing":
        return f"De sleutel '{loc}' ontbreekt. Vul hem in."
    return f"De waarde van '{loc}' klopt niet ({error['msg']}). Verbeter de waarde."


def _place(path: Path, tree: yaml.Node | None, loc: Sequence[str | int]) -> str:
    """file:line:column of the deepest node on the way to `loc`."""
    node = tree
    for step in loc:
        if isinstance(node, yaml.MappingNode):
            found = next(((k, v) for k, v in node.value if k.value == step), None)
            if found is None:
                break
            node = found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            break
    if node is None:
        return str(path)
    return f"{path}:{node.start_mark.line + 1}:{node.start_mark.column + 1}"
