"""Workflow commands of GitHub Actions: ::error, ::warning and ::notice lines that show up at the file.

GitHub shows ten of each kind a step; so there is one error a gate that is not met, and one warning and one notice a
draft that name all its gaps.
"""

from __future__ import annotations

from collections.abc import Iterator

from amorecheck.reporting.plain import plain_text
from amorecheck.reporting.wording import say

from .gates import Finding, Level
from .review import Review, Reviewed, path_of


def commands_of(review: Review) -> Iterator[str]:
    """The commands, one a line, errors of all drafts first."""
    for draft in review.drafts:
        if draft.unread:
            yield _command("error", draft, say("ci.unread"), plain_text(draft.outcome.error))
        yield from (_command("error", draft, say("ci.unmet"), f.message) for f in draft.findings if f.fails)
    for draft in review.drafts:
        yield from _grouped(draft, Level.WARNING, "warning", "ci.group_missing")
        yield from _grouped(draft, Level.NOTE, "notice", "ci.group_named")


def _grouped(draft: Reviewed, level: Level, command: str, wording: str) -> Iterator[str]:
    findings = [f for f in draft.findings if f.level is level]
    if findings:
        yield _command(command, draft, say(wording, n=len(findings)), "\n".join(map(_line, findings)))


def _line(finding: Finding) -> str:
    return f"{finding.item} {finding.title}" + (f" ({say('ci.known')})" if finding.known else "")


def _command(kind: str, draft: Reviewed, title: str, message: str) -> str:
    return f"::{kind} file={_property(path_of(draft.outcome))},title={_property(f'{draft.outcome.name}: {title}')}::{_data(message)}"


def _data(text: str) -> str:
    """Text of a command: a line break or per cent sign would end it or be read as an escape."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """The value of a property: colons and commas would end it too."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
