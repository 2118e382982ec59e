"""What each rule does over many drafts: how often it fires, in which share of drafts, with examples, for who makes rules."""

from __future__ import annotations

import csv
import io
import json
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from amorecheck.batch.outcome import Outcome
from amorecheck.batch.tables import cell_text, decimal
from amorecheck.reporting.model import Evidence, Report, Verdict
from amorecheck.reporting.plain import plain_text, shorten
from amorecheck.reporting.summary import CORE, judged_items
from amorecheck.reporting.wording import say
from amorecheck.rules.load import Rules
from amorecheck.rules.schema import ItemRule, walk_rules

SCHEMA = "amorecheck-profile/1"
EXAMPLES = 3
FEW = 10
"""Below this many drafts, 'nowhere' and 'everywhere' say little; the profile says so."""

_WIDTH = 96


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence in which a rule fired, the words that carried it, and the draft."""

    draft: str
    text: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleUse:
    """One rule over all drafts. times: sentences in which it fired; drafts: drafts with at least one; share: 0–1 of all
    judged drafts. examples: at most three, of different municipalities."""

    item: str
    rule: str
    says: str
    times: int
    drafts: int
    share: float
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """All rules of the items that reports show, in the order of the rule files. drafts: judged drafts counted over.

    unseen: rules of hidden items (marks such as G and A that other rules use); reports do not hold them.
    """

    drafts: int
    rules: tuple[RuleUse, ...]
    unseen: int = 0

    @property
    def nowhere(self) -> tuple[RuleUse, ...]:
        return tuple(use for use in self.rules if self.drafts and not use.times)

    @property
    def everywhere(self) -> tuple[RuleUse, ...]:
        return tuple(use for use in self.rules if self.drafts > 1 and use.drafts == self.drafts)


def profile_rules(outcomes: Iterable[Outcome], rules: Rules) -> Profile:
    """How the rules did on these drafts. Drafts that were not read or could not be judged do not count."""
    times: Counter[tuple[str, str]] = Counter()
    drafts: Counter[tuple[str, str]] = Counter()
    examples: dict[tuple[str, str], list[Example]] = defaultdict(list)
    judged, frameworks = 0, set[str]()
    seen: set[tuple[tuple[str, str], str]] = set()  # versions of one draft would otherwise be each other's example
    for outcome in sorted((o for o in outcomes if o.report), key=lambda o: o.name):
        assert outcome.report is not None
        frameworks |= {framework.id for framework in outcome.report.frameworks}
        if not _is_judged(outcome.report):
            continue
        judged += 1
        fired = _fired(outcome.report)
        for key, pieces in fired.items():
            times[key] += len(pieces)
            drafts[key] += 1
            owner = outcome.municipality.casefold() or outcome.name
            if (key, owner) not in seen:
                seen.add((key, owner))
                examples[key].append(_example(outcome.name, key, pieces))
    shown = [(item, not item.hidden) for f in rules.frameworks if f.id in frameworks or not f.lens for item in walk_rules(f.items)]
    uses = tuple(_use(item, name, says, times, drafts, judged, examples) for item, visible in shown if visible for name, says in _names(item))
    return Profile(judged, uses, sum(len(item.evidence) for item, visible in shown if not visible))


def _is_judged(report: Report) -> bool:
    return any(item.verdict is not Verdict.CANNOT_TELL for f in report.frameworks if f.id in CORE for item in judged_items(f))


def _fired(report: Report) -> dict[tuple[str, str], list[Evidence]]:
    """(item, rule) → the sentences in which it fired, best first."""
    found: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for piece in report.evidence:
        for key in dict.fromkeys((why.item, why.rule) for why in piece.why):
            found[key].append(piece)
    return found


def _example(draft: str, key: tuple[str, str], pieces: list[Evidence]) -> Example:
    piece = pieces[0]
    words = next((why.words for why in piece.why if (why.item, why.rule) == key), ())
    return Example(draft, plain_text(piece.text), tuple(plain_text(word) for word in words))


def _names(item: ItemRule) -> Iterator[tuple[str, str]]:
    for pattern in item.evidence:
        yield pattern.name, pattern.says


def _use(
    item: ItemRule, name: str, says: str, times: Counter[tuple[str, str]], drafts: Counter[tuple[str, str]], judged: int,
    examples: dict[tuple[str, str], list[Example]],
) -> RuleUse:  # fmt: skip
    key = (item.id, name)
    chosen = examples.get(key, [])
    spread = chosen[:: max(1, len(chosen) // EXAMPLES)][:EXAMPLES]
    return RuleUse(item.id, name, says, times[key], drafts[key], round(drafts[key] / judged, 4) if judged else 0.0, tuple(spread))


def profile_text(profile: Profile) -> str:
    """The profile for a screen: what fires nowhere, what everywhere, and then each rule with its examples."""
    return "\n".join(_lines(profile)) + "\n"


def _lines(profile: Profile) -> Iterator[str]:
    yield say("profile.counted", n=profile.drafts, rules=len(profile.rules))
    if profile.unseen:
        yield from textwrap.wrap(say("profile.unseen", n=profile.unseen), _WIDTH)
    if 0 < profile.drafts < FEW:
        yield from textwrap.wrap(say("profile.few", n=profile.drafts), _WIDTH)
    for wording, uses in (("nowhere", profile.nowhere), ("everywhere", profile.everywhere)):
        if uses:
            yield ""
            yield say(f"profile.{wording}", n=len(uses))
            yield from textwrap.wrap(", ".join(f"{use.item}/{use.rule}" for use in uses), _WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
    for use in profile.rules:
        if use.times:
            yield ""
            yield say("profile.rule", item=use.item, rule=use.rule, times=use.times, drafts=use.drafts, share=percentage(use.share))
            for example in use.examples:
                text = f"{example.draft}: «{shorten(example.text, 240)}»" + (f" [{', '.join(example.words)}]" if example.words else "")
                yield from textwrap.wrap(text, _WIDTH, initial_indent="  ", subsequent_indent="    ")


def percentage(share: float) -> str:
    """'12%' for 0.12; a share that is not nothing is at least 1%, one that is not all at most 99%."""
    whole = int(100 * share + 0.5)
    return f"{min(max(whole, 1 if share else 0), 99 if share < 1 else 100)}%"


def profile_json(profile: Profile) -> str:
    """The profile as JSON, the same text for the same profile."""
    return json.dumps({"schema": SCHEMA, **asdict(profile)}, ensure_ascii=False, indent=1) + "\n"


def profile_csv(profile: Profile) -> str:
    """The profile as CSV that Dutch Excel opens: semicolons, decimal commas, UTF-8 with a mark; no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([say(f"profile.columns.{name}") for name in ("item", "rule", "says", "times", "drafts", "share", "examples")])
    for use in profile.rules:
        examples = " | ".join(f"{example.draft}: {example.text}" for example in use.examples)
        writer.writerow([cell_text(use.item), cell_text(use.rule), cell_text(use.says), use.times, use.drafts, decimal(100 * use.share), cell_text(examples)])
    return "\ufeff" + out.getvalue()
