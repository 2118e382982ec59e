"""Many drafts at once: read, judged and reported like one, over processes or on a cluster.

    >>> from amorecheck.batch import run_batch
    >>> batch = run_batch(["visies/"], "uit", workers=4)            # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from amorecheck.batch.outcome import Outcome, Passage

if TYPE_CHECKING:
    from amorecheck.batch.run import Batch, run_batch

__all__ = ["Batch", "Outcome", "Passage", "run_batch"]


def __getattr__(name: str) -> Any:
    # The command line imports this package to show --help; the run itself only comes when it is asked for.
    if name in ("Batch", "run_batch"):
        from amorecheck.batch import run

        return getattr(run, name)
    raise AttributeError(name)
