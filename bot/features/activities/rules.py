"""When activities run, and what happens to runs that were missed while the bot was away."""

from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.core.period import Rule, next_run, occurrence_key
from bot.core.workdays import is_workday as is_worked
from bot.features.activities.kind import Kind
from bot.features.activities.model import Occurrence, Runs

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
    is_workday: Callable[[date], bool] = is_worked,
    ready: Callable[[datetime], datetime] = lambda instant: instant,
) -> Runs:
    """Decide about the occurrence at ``due_at`` and those after it until ``now``; keys in ``done`` are settled.

    Only the last may still run, on time or late; who comes back after three days does not post three times.
    ``ready``: the first moment from an instant on at which the group may be spoken to.
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
    should_run = ready(last.due_at)
    in_time = kind.late_within is None or now - should_run <= kind.late_within
    if open_[-1] is not last or not in_time:
        return Runs(skipped=tuple(open_))
    may_run = ready(max(now, last.due_at))
    if may_run > now:
        return Runs(skipped=tuple(open_[:-1]), held_until=may_run)
    return Runs(skipped=tuple(open_[:-1]), now=last, late=now - should_run >= LATE_FROM)
