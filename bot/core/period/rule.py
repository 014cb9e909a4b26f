"""A rule: on which days something happens, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Final

from bot.core.period.cron import Cron
from bot.core.period.lunar import LunarDays

WEEKDAY_NAMES: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_WEEKS: Final = 52
FIRST_MONDAY: Final = date(1970, 1, 5)
"""From where weeks are counted when a rule does not say since when."""


class Days(StrEnum):
    """On which days a rule fires."""

    EVERY_DAY = "every-day"
    EVERY_WORKDAY = "every-workday"
    EVERY_HOLIDAY = "every-holiday"
    WEEKDAYS = "weekdays"
    ONCE = "once"
    LUNAR = "lunar"
    CRON = "cron"


@dataclass(frozen=True, slots=True)
class Rule:
    """When something fires, in local time to the minute; ``str(rule)`` is canonical: ``parse_rule`` gives it back.

    ``weekdays`` holds ISO numbers (1 Monday … 7 Sunday) and is filled for ``WEEKDAYS`` only; ``weeks`` above 1 is every
    so many weeks, counted from the week of ``since``. ``on`` is filled for ``ONCE`` only, ``lunar`` and ``cron`` for
    their own; a cron rule may have more times than ``at``, its first. Anything else raises ValueError.
    """

    days: Days
    at: time
    weekdays: frozenset[int] = frozenset()
    on: date | None = None
    weeks: int = 1
    since: date | None = None
    lunar: LunarDays | None = None
    cron: Cron | None = None

    def __post_init__(self) -> None:
        if bool(self.weekdays) != (self.days is Days.WEEKDAYS) or not self.weekdays <= frozenset(range(1, 8)):
            raise ValueError(f"{self.days} does not go with the weekdays {sorted(self.weekdays)}")
        if (self.on is not None) != (self.days is Days.ONCE):
            raise ValueError(f"{self.days} does not go with the date {self.on}")
        if (self.lunar is not None) != (self.days is Days.LUNAR) or (self.cron is not None) != (self.days is Days.CRON):
            raise ValueError(f"{self.days} does not go with {self.lunar or self.cron}")
        if not 1 <= self.weeks <= MOST_WEEKS or (self.weeks > 1 and self.days is not Days.WEEKDAYS):
            raise ValueError(f"{self.days} does not go with every {self.weeks} weeks")
        if self.since is not None and self.weeks == 1:
            raise ValueError("only a rule of several weeks is counted from a day")
        if self.at.tzinfo is not None or self.at != self.at.replace(second=0, microsecond=0):
            raise ValueError(f"a rule fires at a whole minute of local time, not {self.at}")
        if self.cron is not None and self.at != self.cron.times[0]:
            raise ValueError(f"{self.cron.text} does not begin at {self.at}")

    def __str__(self) -> str:
        match self.days:
            case Days.EVERY_DAY:
                days = "every day"
            case Days.EVERY_WORKDAY:
                days = "every workday"
            case Days.EVERY_HOLIDAY:
                days = "every holiday"
            case Days.WEEKDAYS:
                days = ",".join(WEEKDAY_NAMES[number - 1] for number in sorted(self.weekdays))
                if self.weeks > 1:
                    days = f"every {self.weeks} weeks {days}"
            case Days.ONCE:
                days = str(self.on)
            case Days.LUNAR:
                days = f"lunar {self.lunar}"
            case Days.CRON:
                assert self.cron is not None, "checked above"
                return f"cron: {self.cron.text}"
        since = f" from {self.since}" if self.since is not None else ""
        return f"{days} {self.at:%H:%M}{since}"

    @property
    def times(self) -> tuple[time, ...]:
        """The times of a day on which it fires, ascending."""
        return self.cron.times if self.cron is not None else (self.at,)

    @property
    def follows_the_calendar(self) -> bool:
        """Whether the days depend on the statutory calendar."""
        return self.days in (Days.EVERY_WORKDAY, Days.EVERY_HOLIDAY)

    def is_its_week(self, day: date) -> bool:
        """Whether a rule of several weeks counts the week of ``day``."""
        if self.weeks == 1:
            return True
        monday = self.since or FIRST_MONDAY
        monday -= timedelta(days=monday.weekday())
        return (day - monday).days // 7 % self.weeks == 0 and (self.since is None or day >= self.since)
