"""When those who asked for it are reminded."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.core.period import ONE_DAY, instant_of
from bot.features.checkin.model import Programme
from bot.features.checkin.rules import all_running

BEFORE_CLOSING: Final = timedelta(hours=2)


def next_reminder(
    programmes: Iterable[Programme], now: datetime, zone: ZoneInfo, day_start: time, usual: time
) -> datetime:
    """The next instant: ``usual`` local time, or two hours before the hours of a programme that then runs are over, if
    that is earlier."""
    known = list(programmes)
    day = now.astimezone(zone).date() - ONE_DAY
    while True:
        day += ONE_DAY
        at = instant_of(day, usual, zone)
        windows = [p.window for p in all_running(known, at, zone, day_start) if p.window is not None]
        closings = [instant_of(day, w.end, zone) - BEFORE_CLOSING for w in windows if w.start < w.end]
        at = min([at, *closings])
        if at > now:
            return at
