"""JUnit XML: a suite a draft, a case an item. A case fails only where a gate does, so that the file and the exit code agree."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from amorecheck.reporting.model import Item, Verdict
from amorecheck.reporting.plain import plain_text
from amorecheck.reporting.summary import CORE, judged_items, name_of, verdict_word
from amorecheck.reporting.wording import say

from .gates import SCORE, Finding, Level, items_of
from .review import Review, Reviewed, path_of


def render_junit(review: Review) -> str:
    """The review as JUnit XML, the same text for the same review: no times, no host name."""
    root = ET.Element("testsuites", name="amorecheck")
    for draft in review.drafts:
        suite = ET.SubElement(root, "testsuite", name=plain_text(draft.outcome.name))
        suite.extend(_cases(draft))
        _count(suite)
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _count(suite: ET.Element) -> None:
    suite.set("tests", str(len(suite)))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(sum(case.find(tag) is not None for case in suite)))


def _cases(draft: Reviewed) -> Iterator[ET.Element]:
    report = draft.outcome.report
    if report is None:
        case = _case(draft, say("ci.unread"))
        ET.SubElement(case, "error", message=plain_text(draft.outcome.error), type=draft.outcome.code or "document")
        yield case
        return
    findings = {finding.item: finding for finding in draft.findings}
    if SCORE in findings:
        yield _with_finding(_case(draft, say("ci.score")), findings[SCORE])
    core = {item.id for framework in report.frameworks if framework.id in CORE for item in judged_items(framework)}
    for name, item in items_of(report).items():
        if name in findings:
            yield _with_finding(_case(draft, f"{name} {name_of(item)}"), findings[name])
        elif name in core:
            yield _without_finding(_case(draft, f"{name} {name_of(item)}"), item)


def _case(draft: Reviewed, name: str) -> ET.Element:
    return ET.Element("testcase", classname=plain_text(draft.outcome.name), name=name, file=plain_text(path_of(draft.outcome)))


def _with_finding(case: ET.Element, finding: Finding) -> ET.Element:
    if finding.fails:
        failure = ET.SubElement(case, "failure", message=finding.message, type=say("ci.unmet"))
        failure.text = plain_text(finding.advice)
    elif finding.level is Level.ERROR:
        ET.SubElement(case, "skipped", message=f"{finding.message} ({say('ci.known')})")
    else:
        ET.SubElement(case, "system-out").text = f"{finding.message} {plain_text(finding.advice)}".strip()
    return case


def _without_finding(case: ET.Element, item: Item) -> ET.Element:
    if item.verdict is Verdict.CANNOT_TELL:
        ET.SubElement(case, "skipped", message=verdict_word(item.verdict))
    return case
