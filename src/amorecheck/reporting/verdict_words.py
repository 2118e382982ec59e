"""A verdict in words, and what is said where an adviser overruled it."""

from __future__ import annotations

import datetime

from .model import Verdict, Waiver
from .plain import plain_text
from .wording import end_stop, say


def verdict_word(verdict: Verdict | None) -> str:
    """The Dutch word for a verdict; None is what was not looked at."""
    return say(f"verdict.{verdict_key(verdict)}")


def verdict_key(verdict: Verdict | None) -> str:
    """missing, named, worked_out, cannot_tell or unknown: the name used in wording, style sheets and templates."""
    return "unknown" if verdict is None else verdict.name.lower()


def waiver_sentence(waiver: Waiver) -> str:
    """Who overruled the program, from what to what, and why. With a full stop."""
    return say(
        "report.waiver",
        date=dutch_date(waiver.date),
        verdict=verdict_word(waiver.verdict),
        original=verdict_word(waiver.original),
        reason=end_stop(plain_text(waiver.reason)),
    )


def dutch_date(date: str) -> str:
    """'12 november 2026' for '2026-11-12'; what is no such date stays as it was written."""
    try:
        day = datetime.date.fromisoformat(date)
    except ValueError:
        return plain_text(date)
    return say("date", day=day.day, month=say("months").split()[day.month - 1], year=day.year)
