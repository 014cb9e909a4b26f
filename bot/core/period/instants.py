"""Instants and the days they belong to. Aware UTC instants go in and out; local time exists only in here."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

MIDNIGHT: Final = time()
ONE_DAY: Final = timedelta(days=1)


def instant_of(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Returns when the clocks of ``zone`` show ``at`` on ``day``, in UTC.

    The first of two such instants; if the clocks skip it, the first instant after the gap. ``at`` is naive.
    """
    wanted = datetime.combine(day, at)
    instant = wanted.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == wanted:
        return instant
    # In a gap fold=1 applies the offset after it, which lands before the change, and fold=0 lands after it.
    before = wanted.replace(tzinfo=zone, fold=1).astimezone(UTC)
    offset_after = instant.astimezone(zone).utcoffset()
    while instant - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(instant - before) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == offset_after:
            instant = middle
        else:
            before = middle
    return instant


def day_of(instant: datetime, zone: ZoneInfo, day_starts_at: time = MIDNIGHT) -> date:
    """Returns the day an instant counts for when days begin at ``day_starts_at`` local time; never goes back.

    A day lasts from the first time the clocks show its start to the first time they show the next day's: clocks set
    back over that boundary do not return to the day before, so nobody can check in twice.
    """
    day = instant.astimezone(zone).date() + ONE_DAY
    while instant_of(day, day_starts_at, zone) > instant:
        day -= ONE_DAY
    return day
