"""What was known before: findings keyed by item and content, so that only what is new fails a run.

The file is JSON and may stand in version control. It holds no text of a draft, only fingerprints of sentences:
    {"schema": "amorecheck-baseline/1", "drafts": {PATH: {"score": 61.5, "items": {"WS1": {"verdict": …, "content": […]}}}}}
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import urlsplit

from amorecheck.batch.outcome import Outcome
from amorecheck.errors import ConfigurationError
from amorecheck.judging.scoring import overall_score
from amorecheck.reporting.model import Verdict
from amorecheck.reporting.wording import say

from .gates import HEIGHT, SCORE, Finding, items_of, prints_of

SCHEMA = "amorecheck-baseline/1"
_LARGEST = 256 << 20


@dataclass(frozen=True, slots=True)
class KnownItem:
    """An item as it was: its verdict and the fingerprints of the sentences it rested on."""

    verdict: Verdict
    content: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class KnownDraft:
    """A draft as it was: its score (None: none could be given) and its items by id."""

    score: float | None
    items: Mapping[str, KnownItem]


@dataclass(frozen=True, slots=True)
class Baseline:
    """All drafts as they were, by their path from the folder of the file: from wherever a run starts, and on whichever
    of the drafts, the same draft has the same name."""

    drafts: Mapping[str, KnownDraft] = field(default_factory=dict)

    folder: Path = Path()

    def of(self, outcome: Outcome, *, alone: bool) -> KnownDraft | None:
        """The draft as it was; where one draft is held against a baseline of one, its name may have changed."""
        if alone and len(self.drafts) == 1:
            return next(iter(self.drafts.values()))
        return self.drafts.get(key_of(outcome, self.folder))


def key_of(outcome: Outcome, folder: Path) -> str:
    """The path of a draft from `folder`, with forward slashes; an address (s3://…) as it is."""
    source = outcome.source or outcome.name
    if len(urlsplit(source).scheme) > 1:
        return source
    try:
        return PurePath(os.path.relpath(source, folder)).as_posix()
    except ValueError:  # another drive of Windows
        return PurePath(source).as_posix()


def baseline_of(outcomes: Iterable[Outcome], folder: Path) -> str:
    """The baseline of these drafts as JSON, keys sorted; drafts without report are left out. folder: where it will stand."""
    drafts = {key_of(o, folder): _draft(o) for o in outcomes if o.report}
    return json.dumps({"schema": SCHEMA, "drafts": drafts}, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def _draft(outcome: Outcome) -> dict[str, Any]:
    assert outcome.report is not None
    report = outcome.report
    items = {name: {"verdict": item.verdict.value, "content": sorted(prints_of(item, report))} for name, item in items_of(report).items()}
    return {"score": overall_score(report), "items": items}


def read_baseline(path: Path) -> Baseline:
    """The baseline in a file. Raises ConfigurationError where it is not one."""
    try:
        if path.stat().st_size > _LARGEST:
            raise ValueError("too large")
        data = json.loads(path.read_bytes())
        if data["schema"] != SCHEMA:
            raise ValueError("another schema")
        return Baseline({name: _read_draft(draft) for name, draft in data["drafts"].items()}, path.parent)
    except OSError as error:
        raise ConfigurationError(say("ci.error.baseline_gone", file=path.name)) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ConfigurationError(say("ci.error.baseline", file=path.name)) from error


def _read_draft(draft: Any) -> KnownDraft:
    score = draft["score"]
    items = {name: KnownItem(Verdict(item["verdict"]), frozenset(map(str, item["content"]))) for name, item in draft["items"].items()}
    return KnownDraft(None if score is None else float(score), items)


def marked(findings: Iterable[Finding], before: KnownDraft | None, score: float | None) -> tuple[Finding, ...]:
    """The findings, with `known` where they were there before. score: of the draft as it is now.

    A gap was known if the item was as bad or worse, and rests on nothing new: it was worse, it is missing still, or
    one of its sentences is the same. A low score was known if it was no higher then.
    """
    if before is None:
        return tuple(findings)
    return tuple(replace(f, known=_score_known(before, score) if f.item == SCORE else _known(f, before)) for f in findings)


def _known(finding: Finding, before: KnownDraft) -> bool:
    old = before.items.get(finding.item)
    if old is None or finding.verdict is None:
        return False
    then, now = HEIGHT[old.verdict], HEIGHT[finding.verdict]
    if then != now:
        return then < now
    return finding.verdict is Verdict.MISSING or not old.content.isdisjoint(finding.prints)


def _score_known(before: KnownDraft, score: float | None) -> bool:
    if before.score is None or score is None:
        return before.score is score
    return score >= before.score
