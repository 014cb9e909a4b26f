"""What an activity has changed: how lively the group was before it, while it went on, and afterwards. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.features.digest.model import Compared, Period, Stir

MOST_DAYS: Final = 7
"""Days before and after that are looked at, at most."""
MOST_TOLD: Final = 5
ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ran:
    """An activity that is over."""

    title: str
    kind: str
    opened_at: datetime
    closed_at: datetime

    def days(self, zone: ZoneInfo) -> tuple[date, date]:
        """The local days on which it was opened and closed."""
        return self.opened_at.astimezone(zone).date(), self.closed_at.astimezone(zone).date()

    def around(self, zone: ZoneInfo) -> int:
        """How many days before and after it is compared with: as many as it lasted, at most a week."""
        first, last = self.days(zone)
        return min((last - first).days + 1, MOST_DAYS)


def told_in(ran: Ran, zone: ZoneInfo, period: Period) -> bool:
    """Whether a digest of this period is the first of its kind that knows all days after an activity."""
    known = ran.days(zone)[1] + ran.around(zone) * ONE_DAY
    return known in period.days and (period.is_over or known < period.last)


def compared(ran: Ran, zone: ZoneInfo, since: date, daily: Mapping[str, Mapping[str, int]]) -> Compared:
    """Messages and people a day. ``daily``: counts by ISO day; days before ``since`` were not counted."""
    (first, last), around = ran.days(zone), ran.around(zone)

    def stir(start: date, end: date) -> Stir | None:
        days = [start + n * ONE_DAY for n in range((end - start).days + 1)]
        if start < since:
            return None
        counts = [daily.get(day.isoformat(), {}) for day in days]
        return Stir(*(sum(count.get(metric, 0) for count in counts) / len(days) for metric in ("messages", "active")))

    return Compared(
        ran.title,
        ran.kind,
        around,
        before=stir(first - around * ONE_DAY, first - ONE_DAY),
        during=stir(first, last),
        after=stir(last + ONE_DAY, last + around * ONE_DAY),
    )
