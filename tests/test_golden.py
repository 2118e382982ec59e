"""Two samples whose findings are kept: a change in the rules shows up as a diff in review.

After a meant change: python tests/test_golden.py writes the files anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from amorecheck import check
from amorecheck.reporting.model import walk

ROOT = Path(__file__).parents[1]
SAMPLES = ("sterk-noorderwolde.docx", "gemiddeld-lindervoort.docx")
GOLDEN = Path(__file__).parent / "golden"


def findings(name: str) -> str:
    """Verdict and evidence of every item, one line each."""
    report = check(ROOT / "sample_visies" / name, model="nl_amore_sm")
    evidence = {e.id: e.text for e in report.evidence}
    lines = []
    for framework in report.frameworks:
        for item in walk(framework.items):
            lines.append(f"{item.id}\t{item.verdict.value}")
            lines += [f"\t{evidence[e]}" for e in item.evidence]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", SAMPLES)
def test_findings_are_as_kept(name: str) -> None:
    assert findings(name) == (GOLDEN / f"{name}.tsv").read_text("utf8")


if __name__ == "__main__":
    for sample in SAMPLES:
        (GOLDEN / f"{sample}.tsv").write_text(findings(sample), "utf8")
