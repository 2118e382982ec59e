"""What a batch leaves behind: the report of each draft, the overview, and an index for machines."""

from __future__ import annotations

import base64
import contextlib
import dataclasses
import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from amorecheck.batch.cache import Cache, key_of
from amorecheck.batch.crew import Job
from amorecheck.batch.judging import Judged, Workers
from amorecheck.batch.names import REPORTS, report_places
from amorecheck.batch.outcome import Outcome
from amorecheck.batch.storage import Folder
from amorecheck.batch.task import page_task, render_page
from amorecheck.errors import AmorecheckError

INDEX = "batch.json"
SCHEMA = "amorecheck-batch/1"
OVERVIEW = "overzicht.html"

_FEW = 8
"""So many pages are made here; waking workers, each with a model, takes longer."""


@dataclass(frozen=True)
class Comparison:
    """The drafts next to each other. outcomes: as they are after the comparison. files: content by name."""

    outcomes: tuple[Outcome, ...]
    files: dict[str, bytes]


def compare_drafts(judged: Sequence[Judged], rules_root: Path | None, cache: Cache, by: str) -> Comparison:
    """Shared passages, rule profile and overview; from the cache where the same drafts were compared before.

    by: fingerprint of program, rules and model.
    """
    key = key_of({"comparison": [one.label for one in judged], "by": by})
    known = _known(judged, key, cache)
    if known is not None:
        return known
    comparison = _compared([one.outcome for one in judged], rules_root)
    changed = [n for n, outcome in enumerate(comparison.outcomes) if outcome is not judged[n].outcome]
    for n in changed:
        cache.put(key_of({"compared": n, "in": key}), comparison.outcomes[n].to_json().encode("utf-8", "surrogatepass"))
    files = {name: base64.b64encode(content).decode("ascii") for name, content in comparison.files.items()}
    cache.put(key, json.dumps({"changed": changed, "files": files}).encode("ascii"))
    return comparison


def get_ready(rules_root: Path | None) -> None:
    """Load what comparing needs, which takes a second: to be called while the workers judge."""
    from amorecheck import load_rules
    from amorecheck.batch import overview, profile, shared  # noqa: F401  (their libraries are what takes the time)

    with contextlib.suppress(AmorecheckError):  # told where the rules are used
        load_rules(rules_root)


def _compared(outcomes: Sequence[Outcome], rules_root: Path | None) -> Comparison:
    from amorecheck import load_rules
    from amorecheck.batch.overview import (
        build_overview,
        overview_csv,
        render_overview_html,
        write_overview_xlsx,
    )
    from amorecheck.batch.profile import profile_rules
    from amorecheck.batch.shared import find_shared, with_shared

    rules = load_rules(rules_root)
    shared = find_shared(outcomes, rules)
    compared = tuple(with_shared(outcome, shared) for outcome in outcomes)
    overview = build_overview(compared, shared, profile_rules(compared, rules))
    workbook = io.BytesIO()
    write_overview_xlsx(overview, workbook)
    files = {
        OVERVIEW: render_overview_html(overview).encode("utf-8", "replace"),
        "overzicht.csv": overview_csv(overview).encode("utf-8", "replace"),
        "overzicht.xlsx": workbook.getvalue(),
    }
    return Comparison(compared, files)


def _known(judged: Sequence[Judged], key: str, cache: Cache) -> Comparison | None:
    """The comparison as it was kept; None where any part of it is not there."""
    content = cache.get(key)
    if content is None:
        return None
    values = json.loads(content)
    changed, strings = set(values["changed"]), dict[str, str]()
    outcomes = []
    for n, one in enumerate(judged):
        if n not in changed:
            outcomes.append(one.outcome)
            continue
        kept = cache.get(key_of({"compared": n, "in": key}))
        if kept is None:
            return None
        outcome = Outcome.from_json(kept.decode("utf-8", "surrogatepass"), strings)
        outcomes.append(dataclasses.replace(outcome, source=one.source.given))
    return Comparison(tuple(outcomes), {name: base64.b64decode(text) for name, text in values["files"].items()})


def _bytes(outcome: Outcome) -> bytes:
    """The report as it is written."""
    assert outcome.report is not None
    return outcome.report.to_json().encode("utf-8", "replace")


def write_products(comparison: Comparison, folder: Folder, cache: Cache, workers: Workers, by: str) -> None:
    """Write everything. Reports of an earlier run that no draft has any more are taken away. Raises ConfigurationError."""
    places = report_places(outcome.name for outcome in comparison.outcomes)
    earlier = _reports_in(folder.read(INDEX))
    written: set[str] = set()
    for n, report, page in _pages(comparison.outcomes, cache, workers, by):
        names = places[comparison.outcomes[n].name]
        folder.write(names[0], report)
        folder.write(names[1], page)
        written |= set(names)
    for name, content in comparison.files.items():
        folder.write(name, content)
    folder.write(INDEX, _index(comparison.outcomes, places).encode("utf-8", "replace"))
    for name in sorted(earlier - written):
        folder.remove(name)


def _pages(outcomes: Sequence[Outcome], cache: Cache, workers: Workers, by: str) -> Iterator[tuple[int, bytes, bytes]]:
    """Number, JSON and HTML of each report, in any order: from the cache, made by the workers, or here where they cannot."""
    missing: list[int] = []
    for n, outcome in enumerate(outcomes):
        if outcome.report is None:
            continue
        report = _bytes(outcome)
        page = cache.get(_page_key(report, by))
        if page is None:
            missing.append(n)
        else:
            yield n, report, page
    answers = workers.run(Job(n, page_task(_bytes(outcomes[n]).decode("utf-8"))) for n in missing) if len(missing) > _FEW else ()
    made = set[int]()
    for answer in answers:
        if answer.loss is None:
            made.add(answer.index)
            yield answer.index, *_keep(_bytes(outcomes[answer.index]), answer.text, cache, by)
    for n in sorted(set(missing) - made):
        report = _bytes(outcomes[n])
        yield n, *_keep(report, render_page(report.decode("utf-8")), cache, by)


def _keep(report: bytes, page: str, cache: Cache, by: str) -> tuple[bytes, bytes]:
    content = page.encode("utf-8", "replace")
    cache.put(_page_key(report, by), content)
    return report, content


def _page_key(report: bytes, by: str) -> str:
    return key_of({"page": hashlib.sha256(report).hexdigest(), "by": by})


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
