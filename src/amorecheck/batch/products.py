"""What a batch leaves behind: the report of each draft, the overview, and an index for machines."""

from __future__ import annotations

import base64
import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from amorecheck.batch.cache import Cache, key_of
from amorecheck.batch.judging import Judged
from amorecheck.batch.names import REPORTS, report_places
from amorecheck.batch.outcome import Outcome
from amorecheck.batch.storage import Folder
from amorecheck.batch.task import Result

INDEX = "batch.json"
SCHEMA = "amorecheck-batch/1"
OVERVIEW = "overzicht.html"


@dataclass(frozen=True)
class Comparison:
    """The drafts next to each other. outcomes: as they are after the comparison. files: content by name."""

    outcomes: tuple[Outcome, ...]
    files: dict[str, bytes]


def compare_drafts(judged: Sequence[Judged], rules_root: Path | None, cache: Cache, by: str) -> Comparison:
    """Shared passages, rule profile and overview; from the cache where the same drafts were compared before.

    by: fingerprint of program, rules and model.
    """
    key = key_of({"comparison": [[one.outcome.name, one.outcome.municipality, one.outcome.error, one.key, _digest(one.outcome)] for one in judged], "by": by})
    known = _known(judged, cache.get(key))
    if known is not None:
        return known
    comparison = _compared([one.outcome for one in judged], rules_root)
    changed = {str(n): outcome.to_json() for n, outcome in enumerate(comparison.outcomes) if outcome is not judged[n].outcome}
    files = {name: base64.b64encode(content).decode("ascii") for name, content in comparison.files.items()}
    cache.put(key, json.dumps({"changed": changed, "files": files}).encode("ascii"))
    return comparison


def _compared(outcomes: Sequence[Outcome], rules_root: Path | None) -> Comparison:
    try:
        overviews, profile, sharing = (import_module(f"amorecheck.batch.{name}") for name in ("overview", "profile", "shared"))
    except ModuleNotFoundError:
        return Comparison(tuple(outcomes), {})
    from amorecheck import load_rules

    rules = load_rules(rules_root)
    shared = sharing.find_shared(outcomes, rules)
    compared = tuple(sharing.with_shared(outcome, shared) for outcome in outcomes)
    overview = overviews.build_overview(compared, shared, profile.profile_rules(compared, rules))
    workbook = io.BytesIO()
    overviews.write_overview_xlsx(overview, workbook)
    files = {
        OVERVIEW: overviews.render_overview_html(overview).encode("utf-8", "replace"),
        "overzicht.csv": overviews.overview_csv(overview).encode("utf-8", "replace"),
        "overzicht.xlsx": workbook.getvalue(),
    }
    return Comparison(compared, files)


def _known(judged: Sequence[Judged], content: bytes | None) -> Comparison | None:
    if content is None:
        return None
    values = json.loads(content)
    changed = {int(n): Outcome.from_json(text) for n, text in values["changed"].items()}
    outcomes = tuple(changed.get(n, one.outcome) for n, one in enumerate(judged))
    return Comparison(outcomes, {name: base64.b64decode(text) for name, text in values["files"].items()})


def _digest(outcome: Outcome) -> str:
    return hashlib.sha256(outcome.report.to_json().encode("utf-8", "replace")).hexdigest() if outcome.report else ""


def write_products(judged: Sequence[Judged], comparison: Comparison, folder: Folder, cache: Cache, by: str) -> None:
    """Write everything. Reports of an earlier run that no draft has any more are taken away. Raises ConfigurationError."""
    places = report_places(outcome.name for outcome in comparison.outcomes)
    earlier = _reports_in(folder.read(INDEX))
    written: set[str] = set()
    for one, outcome in zip(judged, comparison.outcomes, strict=True):
        if outcome.report is None:
            continue
        text, page = places[outcome.name]
        folder.write(text, outcome.report.to_json().encode("utf-8", "replace"))
        folder.write(page, _html(one, outcome, cache, by).encode("utf-8", "replace"))
        written |= {text, page}
    for name, content in comparison.files.items():
        folder.write(name, content)
    folder.write(INDEX, _index(comparison.outcomes, places).encode("utf-8", "replace"))
    for name in sorted(earlier - written):
        folder.remove(name)


def _html(judged: Judged, outcome: Outcome, cache: Cache, by: str) -> str:
    """The page of a report: the one its worker made, or a new one where the report changed since."""
    assert outcome.report is not None
    unchanged = judged.key and judged.as_cached and outcome.report == judged.outcome.report
    if unchanged and (content := cache.get(judged.key)) is not None:
        return Result.html_of(content.decode("utf-8", "surrogatepass"))
    key = key_of({"page": _digest(outcome), "by": by})
    if (content := cache.get(key)) is not None:
        return content.decode("utf-8", "surrogatepass")
    from amorecheck.reporting.html import render_html

    page = render_html(outcome.report)
    cache.put(key, page.encode("utf-8", "surrogatepass"))
    return page


def _index(outcomes: Sequence[Outcome], places: dict[str, tuple[str, str]]) -> str:
    """What came of each draft, for a program that goes on with it."""
    drafts = [
        {
            "name": outcome.name,
            "municipality": outcome.municipality,
            "exit_code": outcome.exit_code,
            "code": outcome.code,
            "error": outcome.error,
            "sha256": outcome.report.document.sha256 if outcome.report else None,
            "scores": {framework.id: framework.score for framework in outcome.report.frameworks} if outcome.report else None,
            "json": places[outcome.name][0] if outcome.report else None,
            "html": places[outcome.name][1] if outcome.report else None,
        }
        for outcome in outcomes
    ]
    tool = next((outcome.report.tool.model_dump() for outcome in outcomes if outcome.report), None)
    return json.dumps({"schema": SCHEMA, "tool": tool, "drafts": drafts}, indent=1, ensure_ascii=False) + "\n"


def _reports_in(index: bytes | None) -> set[str]:
    """The reports that an earlier run wrote here; nothing where its index cannot be read. Only names that we give."""
    try:
        drafts = json.loads(index or b"{}").get("drafts", [])
        names = [name for draft in drafts for name in (draft["json"], draft["html"]) if name]
    except (ValueError, TypeError, KeyError, AttributeError):
        return set()
    return {name for name in names if isinstance(name, str) and name.startswith(f"{REPORTS}/") and name.count("/") == 1 and "\\" not in name}
