"""Many drafts at once: read, judged and reported like one, over processes or on a cluster."""

from __future__ import annotations

from amorecheck.batch.outcome import Outcome, Passage

__all__ = ["Outcome", "Passage"]
