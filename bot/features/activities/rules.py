"""When activities run, and what happens to runs that were missed while the bot was away."""

from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.core.period import Rule, is_monday_to_friday, next_run, occurrence_key
from bot.features.activities.model import Kind, Occurrence, Runs

LATE_FROM: Final = timedelta(minutes=1)
"""A run that is later than this was missed, not merely slow."""
MOST_MISSED: Final = 400
"""Occurrences that are looked at after a long absence: more than a year of a daily rule."""


def due_runs(
    kind: Kind,
    rule: Rule,
    zone: ZoneInfo,
    due_at: datetime,
    now: datetime,
    done: Collection[str],
    is_workday: Callable[[date], bool] = is_monday_to_friday,
) -> Runs:
    """Decide about the occurrence at ``due_at`` and those after it until ``now``; keys in ``done`` are settled.

    Only the last may still run, on time or late; who comes back after three days does not post three times.
    """
    occurrences = [Occurrence(occurrence_key(rule, zone, due_at), due_at)]
    following = next_run(rule, zone, due_at, is_workday)
    while following is not None and following <= now and len(occurrences) < MOST_MISSED:
        occurrences.append(Occurrence(occurrence_key(rule, zone, following), following))
        following = next_run(rule, zone, following, is_workday)
    open_ = [occurrence for occurrence in occurrences if occurrence.key not in done]
    if not open_:
        return Runs()
    last = occurrences[-1]
    in_time = kind.late_within is None or now - last.due_at <= kind.late_within
    if open_[-1] is not last or not in_time:
        return Runs(skipped=tuple(open_))
    return Runs(skipped=tuple(open_[:-1]), now=last, late=now - last.due_at >= LATE_FROM)
