"""The Chinese statutory calendar: which days are worked, moved rest days included, as the State Council announces them."""

from datetime import date

import chinese_calendar


def is_monday_to_friday(day: date) -> bool:
    """The plainest calendar of workdays; the statutory one takes its place where it is known."""
    return day.isoweekday() <= 5


def is_workday(day: date) -> bool:
    """Whether a day is worked in China; of a year that has not been announced yet, whether it is Monday to Friday."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:  # the library's word for a year it does not know
        return is_monday_to_friday(day)


def is_announced(year: int) -> bool:
    """Whether the calendar of a year is known; that of the next is announced in November."""
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True
