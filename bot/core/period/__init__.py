"""Times as people type and mean them: schedule rules, days, hours of the day, lengths of time.

Instants are aware UTC datetimes; local time exists only inside these functions. No clock is read here.
"""

from bot.core.period.instants import MIDNIGHT, ONE_DAY, day_of, instant_of
from bot.core.period.lunar import LunarDays
from bot.core.period.reading import parse_moment, parse_plan, parse_rule
from bot.core.period.rule import Days, Rule
from bot.core.period.runs import anchored, next_run, occurrence_key
from bot.core.period.spans import LONGEST_DURATION, Window, parse_duration, parse_window
from bot.core.period.words import NotUnderstood, parse_date, parse_time
from bot.core.workdays import is_monday_to_friday

__all__ = [
    "LONGEST_DURATION",
    "MIDNIGHT",
    "ONE_DAY",
    "Days",
    "LunarDays",
    "NotUnderstood",
    "Rule",
    "Window",
    "anchored",
    "day_of",
    "instant_of",
    "is_monday_to_friday",
    "next_run",
    "occurrence_key",
    "parse_date",
    "parse_duration",
    "parse_moment",
    "parse_plan",
    "parse_rule",
    "parse_time",
    "parse_window",
]
