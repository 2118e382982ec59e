"""`python -m amorecheck` is the command line."""

from __future__ import annotations

from amorecheck.cli import run

run()
