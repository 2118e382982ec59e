"""All drafts of a run with their findings: what JUnit, SARIF and annotations write down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from urllib.parse import quote, urlsplit

from amorecheck.batch.outcome import Outcome
from amorecheck.judging.scoring import overall_score

from .baseline import Baseline, marked
from .gates import Finding, Requirement, findings_of


@dataclass(frozen=True)
class Reviewed:
    """A draft and what is to mend in it."""

    outcome: Outcome
    findings: tuple[Finding, ...]

    @property
    def failed(self) -> bool:
        return any(finding.fails for finding in self.findings)

    @property
    def unread(self) -> bool:
        return self.outcome.report is None


@dataclass(frozen=True)
class Review:
    """All drafts of a run. compared: whether they were held against a baseline."""

    drafts: tuple[Reviewed, ...]
    compared: bool = False


def review(outcomes: Iterable[Outcome], require: Sequence[Requirement], fail_under: float | None, baseline: Baseline | None) -> Review:
    """The findings of all drafts; what the baseline knew is marked. Raises ConfigurationError for an unknown item."""
    all_outcomes = tuple(outcomes)
    return Review(tuple(Reviewed(o, _findings(o, require, fail_under, baseline, alone=len(all_outcomes) == 1)) for o in all_outcomes), baseline is not None)


def _findings(outcome: Outcome, require: Sequence[Requirement], fail_under: float | None, baseline: Baseline | None, *, alone: bool) -> tuple[Finding, ...]:
    findings = findings_of(outcome, require, fail_under)
    if baseline is None or outcome.report is None:
        return findings
    return marked(findings, baseline.of(outcome, alone=alone), overall_score(outcome.report))


def path_of(outcome: Outcome) -> str:
    """The path of a draft for a build server: relative to the current folder where it lies below it, with forward slashes."""
    source = outcome.source or outcome.name
    if len(urlsplit(source).scheme) > 1:
        return source
    path = Path(source)
    if path.is_absolute():
        try:
            path = path.relative_to(Path.cwd())
        except ValueError:
            return path.as_posix()
    posix = PureWindowsPath(source).as_posix() if "\\" in source and not path.exists() else path.as_posix()
    return PurePosixPath(posix).as_posix()


def uri_of(outcome: Outcome) -> str:
    """`path_of` as a URI reference: spaces and accents escaped, an absolute path as file:."""
    path = path_of(outcome)
    if len(urlsplit(path).scheme) > 1:
        return quote(path, safe=":/%?=&+@~")
    return Path(path).as_uri() if Path(path).is_absolute() else quote(path, safe="/~")
