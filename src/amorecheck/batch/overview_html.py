"""The overview as one HTML page: no network, readable without script, sortable with it; for screen, screen reader and A4."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from markupsafe import Markup

from amorecheck.batch.overview_statistics import LEAST, LEAST_POINTS, LIMIT
from amorecheck.batch.profile import RuleUse
from amorecheck.reporting.html import environment, stylesheet
from amorecheck.reporting.phrases import score_number
from amorecheck.reporting.places import describe_place
from amorecheck.reporting.wording import say

if TYPE_CHECKING:
    from amorecheck.batch.overview import Deviation, Distribution, Overview, Row
    from amorecheck.batch.shared import OwnShare, Place, SharedPassage

BUNDLES, SENTENCES, PLACES = 60, 12, 12
"""Groups of drafts that share, sentences a group and places a sentence on the page; the workbook has all."""

_LISTED = 3
_SHARING = 15
_WIDE = 32
_KEYS = ("worked_out", "named", "missing", "cannot_tell")
_PICTURES = ("plus", "mixed", "minus", "none")
_SHORT = {
    "worked_out": "w", "named": "n", "missing": "m", "cannot_tell": "c", "unknown": "u", "plus": "p", "mixed": "x", "minus": "s", "none": "c",
}  # fmt: skip
"""Names of cells in the style sheet, short because there are ten thousand of them."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar of 100 wide: its key, number of drafts, place and width."""

    key: str
    number: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Outlying:
    """A draft with the scores that lie far below and far above."""

    row: Row
    below: tuple[Deviation, ...]
    above: tuple[Deviation, ...]


@dataclass(frozen=True, slots=True)
class Bundle:
    """Sentences that the same drafts share, in reading order."""

    passages: tuple[SharedPassage, ...]

    @property
    def municipalities(self) -> int:
        return len(self.passages[0].municipalities)


def render_overview_html(overview: Overview) -> str:
    """The overview as a complete page. All text is escaped; the one script stands in the page, named by its hash."""
    script = _file("overview.js")
    page = environment().get_template("overview.html.j2")
    return page.render(
        overview=overview,
        stylesheet=Markup(f"{stylesheet()}\n{_file('overview.css')}"),
        script=Markup(script),
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        groups=_groups(overview),
        distributions=[(title, [d for d in overview.distributions if d.column.picture == picture], _PICTURES if picture else _KEYS) for title, picture in (("caption", False), ("amore_caption", True))],
        best=_share_of(overview, "worked_out"),
        gaps=_share_of(overview, "missing"),
        outlying=_outlying(overview),
        sharing=_sharing(overview),
        several=_several(overview),
        wide=len(overview.columns) > _WIDE,
        short=_SHORT,
        segments=_segments,
        signed=_signed,
        number=score_number,
        place_in=_place,
        rule_names=_rule_names,
        own=_bundles(overview.shared.own),
        quoted=_bundles(overview.shared.quoted),
        shown={"bundles": BUNDLES, "sentences": SENTENCES, "places": PLACES},
        limits={"least": LEAST, "points": f"{LEAST_POINTS:g}", "limit": f"{LIMIT:g}".replace(".", ",")},
    )


def _file(name: str) -> str:
    return files("amorecheck.reporting").joinpath(f"templates/{name}").read_text(encoding="utf-8")


def _groups(overview: Overview) -> list[tuple[str, int]]:
    """The groups above the columns with the number of columns each spans."""
    groups: list[tuple[str, int]] = []
    for column in overview.columns:
        if groups and groups[-1][0] == column.group:
            groups[-1] = (column.group, groups[-1][1] + 1)
        else:
            groups.append((column.group, 1))
    return groups


def _segments(distribution: Distribution, keys: Sequence[str]) -> list[Segment]:
    total, x, out = sum(distribution.counts.values()), 0.0, []
    for key in keys:
        number = distribution.counts.get(key, 0)
        width = 100 * number / total if total else 0.0
        out.append(Segment(key, number, round(x, 2), round(width, 2)))
        x += width
    return out


def _share_of(overview: Overview, key: str) -> list[tuple[Distribution, int]]:
    """The items that most drafts have this verdict on, at most three."""
    found = [(d, d.counts.get(key, 0)) for d in overview.distributions if d.counts.get(key, 0)]
    return sorted(found, key=lambda pair: -pair[1])[:_LISTED]


def _outlying(overview: Overview) -> list[Outlying]:
    """Drafts with scores far from the median, those with most of them first."""
    by_draft: dict[str, list[Deviation]] = {}
    for one in overview.deviations:
        by_draft.setdefault(one.row.name, []).append(one)
    found = [Outlying(some[0].row, tuple(d for d in some if d.below), tuple(d for d in some if not d.below)) for some in by_draft.values()]
    return sorted(found, key=lambda one: -len(one.below) - len(one.above))


def _sharing(overview: Overview) -> list[tuple[Row, OwnShare]]:
    """The drafts of which most is shared."""
    found = [(row, share) for row in overview.rows if (share := overview.shared.drafts.get(row.name)) and share.shared]
    return sorted(found, key=lambda pair: (pair[1].percentage or 0.0, pair[0].name))[:_SHARING]


def _bundles(passages: Sequence[SharedPassage]) -> list[Bundle]:
    """Shared sentences by the drafts that share them: most municipalities first, then most sentences."""
    found: dict[tuple[str, ...], list[SharedPassage]] = {}
    for passage in passages:
        found.setdefault(tuple(dict.fromkeys(place.name for place in passage.places)), []).append(passage)
    bundles = [Bundle(tuple(some)) for some in found.values()]
    return sorted(bundles, key=lambda bundle: (-bundle.municipalities, -len(bundle.passages)))


def _several(overview: Overview) -> frozenset[str]:
    """Titles that more than one draft has, so that its name must be shown too."""
    counts = Counter(row.title for row in overview.rows)
    return frozenset(title for title, number in counts.items() if number > 1)


def _signed(difference: float | None) -> str:
    """'+8', '−12' or 'gelijk'; '' for None."""
    if difference is None:
        return ""
    whole = int(abs(difference) + 0.5)
    return say("overview.median.same") if not whole else f"{'+' if difference > 0 else '−'}{whole}"


def _place(place: Place) -> str:
    return describe_place(place.page, place.section, place.paragraph)


def _rule_names(uses: Sequence[RuleUse]) -> list[tuple[str, str]]:
    """Per item its rules: 'T1' → 'zelf-zinnen, ontmoeten'."""
    found: dict[str, list[str]] = {}
    for use in uses:
        found.setdefault(use.item, []).append(use.rule)
    return [(item, ", ".join(names)) for item, names in found.items()]


__all__ = ["Bundle", "Outlying", "Segment", "render_overview_html"]
