"""SARIF 2.1.0 (OASIS): findings for code scanning and editors.

A plain text draft gets lines and columns. Word, ODT and PDF have no lines: there a region is a range of characters in
the extracted text, with heading, page and paragraph beside it.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from amorecheck import __version__
from amorecheck.reporting.model import Evidence, Item, Nearest, walk
from amorecheck.reporting.plain import plain_text
from amorecheck.reporting.summary import name_of, question_of
from amorecheck.reporting.wording import full_stop, say

from .gates import SCORE, Finding
from .review import Review, Reviewed, uri_of

SCHEMA_URI = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "amorecheckFinding/v1"
_LARGEST_TEXT = 20 << 20


def render_sarif(review: Review) -> str:
    """The review as SARIF, the same text for the same review."""
    rules = _rules(review)
    index = {rule["id"]: n for n, rule in enumerate(rules)}
    results = [result for draft in review.drafts for result in _results(draft, index, compared=review.compared)]
    run = {
        "tool": {"driver": {"name": "amorecheck", "version": __version__, "semanticVersion": __version__, "language": "nl-NL", "rules": rules, **_judged_by(review)}},
        "automationDetails": {"id": "amorecheck/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(review)],
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA_URI, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _judged_by(review: Review) -> dict[str, Any]:
    tool = next((draft.outcome.report.tool for draft in review.drafts if draft.outcome.report), None)
    return {"properties": {"model": tool.model, "rules": tool.rules}} if tool else {}


def _invocation(review: Review) -> dict[str, Any]:
    unread = [draft.outcome for draft in review.drafts if draft.unread]
    notes = [
        {"level": "error", "message": {"text": plain_text(o.error)}, "descriptor": {"id": o.code or "document"}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri_of(o)}}}]}
        for o in unread
    ]
    return {"executionSuccessful": not unread, **({"toolExecutionNotifications": notes} if notes else {})}


def _rules(review: Review) -> list[dict[str, Any]]:
    """A descriptor for each item that a finding names, in the order of the reports."""
    wanted = {finding.item for draft in review.drafts for finding in draft.findings}
    found: dict[str, dict[str, Any]] = {}
    for draft in review.drafts:
        for framework in draft.outcome.report.frameworks if draft.outcome.report else ():
            for item in walk(framework.items):
                if item.id in wanted and item.id not in found:
                    found[item.id] = _rule(item, framework.id)
    if SCORE in wanted:
        found[SCORE] = {"id": SCORE, "name": say("ci.score"), "shortDescription": {"text": say("ci.score")}, "help": {"text": say("ci.help_score")}, "defaultConfiguration": {"level": "error"}}
    return list(found.values())


def _rule(item: Item, framework: str) -> dict[str, Any]:
    lines = [
        (say("ci.help_advice"), plain_text(item.advice)),
        (say("ci.help_ask"), plain_text(item.ask)),
        (say("ci.help_example"), plain_text(item.examples[0]) if item.examples else ""),
    ]
    question = question_of(item) or name_of(item)
    told = [(label, text) for label, text in lines if text]
    return {
        "id": item.id,
        "name": name_of(item),
        "shortDescription": {"text": name_of(item)},
        "fullDescription": {"text": full_stop(question)},
        "help": {
            "text": "\n".join([full_stop(question), *(f"{label}: {text}" for label, text in told)]),
            "markdown": "\n\n".join([f"**{_escaped(question)}**", *(f"*{label}*: {_escaped(text)}" for label, text in told)]),
        },
        "defaultConfiguration": {"level": "warning"},
        "properties": {"tags": [framework]},
    }


def _escaped(text: str) -> str:
    """Text that markdown shows as it is."""
    return "".join(f"\\{ch}" if ch in "\\`*_{}[]<>()#!|~" else ch for ch in text)


def _results(draft: Reviewed, index: dict[str, int], *, compared: bool) -> Iterator[dict[str, Any]]:
    lines = _Lines.of(draft)
    for finding in draft.findings:
        message = " ".join(part for part in (finding.message, plain_text(finding.advice)) if part)
        result: dict[str, Any] = {
            "ruleId": finding.item, "ruleIndex": index[finding.item], "level": finding.level.value, "message": {"text": message},
            "locations": [_location(draft, finding, lines)], "partialFingerprints": {FINGERPRINT: finding.prints[0]},
        }  # fmt: skip
        if compared:
            result["baselineState"] = "unchanged" if finding.known else "new"
        if isinstance(finding.passage, Nearest):
            result["relatedLocations"] = [{**_at(draft, finding.passage, lines), "id": 1, "message": {"text": say("ci.place")}}]
        yield result


def _location(draft: Reviewed, finding: Finding, lines: _Lines | None) -> dict[str, Any]:
    if isinstance(finding.passage, Evidence):
        return _at(draft, finding.passage, lines)
    place: dict[str, Any] = {"artifactLocation": {"uri": uri_of(draft.outcome)}}
    return {"physicalLocation": {**place, "region": {"startLine": 1}} if lines else place}


def _at(draft: Reviewed, passage: Evidence | Nearest, lines: _Lines | None) -> dict[str, Any]:
    region: dict[str, Any] = {"charOffset": passage.start, "charLength": max(0, passage.end - passage.start)}
    if lines:
        region = {**lines.region(passage.start, passage.end), **region}
    region["snippet"] = {"text": plain_text(passage.text)}
    place: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": uri_of(draft.outcome)}, "region": region}}
    if passage.section:
        titles = [plain_text(title) for title in passage.section]
        place["logicalLocations"] = [{"name": titles[-1], "fullyQualifiedName": " › ".join(titles), "kind": "section"}]
    known = {"page": passage.page, "paragraph": passage.paragraph or None}
    if any(known.values()):
        place["properties"] = {name: value for name, value in known.items() if value}
    return place


class _Lines:
    """Lines and columns (from 1, in code points) of a plain text draft, where its file is at hand and unchanged."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(n + 1 for n, ch in enumerate(text) if ch == "\n")]

    @classmethod
    def of(cls, draft: Reviewed) -> _Lines | None:
        report = draft.outcome.report
        if report is None or report.document.format not in ("text", "markdown"):
            return None
        path = Path(draft.outcome.source or draft.outcome.name)
        try:
            if path.stat().st_size > _LARGEST_TEXT:
                return None
            text = path.read_bytes().decode("utf-8-sig")
        except (OSError, ValueError):
            return None
        same = all(plain_text(text[piece.start : piece.end]) == plain_text(piece.text) for piece in report.evidence)
        return cls(text) if same else None

    def region(self, start: int, end: int) -> dict[str, int]:
        first, last = bisect_right(self._starts, start), bisect_right(self._starts, end)
        return {"startLine": first, "startColumn": start - self._starts[first - 1] + 1, "endLine": last, "endColumn": end - self._starts[last - 1] + 1}


__all__ = ["FINGERPRINT", "SCHEMA_URI", "render_sarif"]
