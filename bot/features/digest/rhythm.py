"""What the days and hours of a group show: when it reads, and its mood. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from bot.features.digest.model import HOURS, Chart, Facts, Hour, Metric, Mood

LOOKS_BACK: Final = timedelta(days=28)
LEAST_DAYS: Final = 14
LEAST_MESSAGES: Final = 100
APART: Final = 3
"""Hours between two that are named."""
NAMED: Final = {False: 2, True: 1}
"""Hours named of workdays, and of weekends."""
LIVELY: Final = 0.4
"""Of the liveliest hour, how lively another must be to be named."""


def best_hours(hours: Mapping[tuple[date, Metric], tuple[int, ...]], last: date, since: date) -> tuple[Hour, ...]:
    """When a post is read by most: the liveliest hours of the last four weeks, workdays and weekends apart.

    Nothing before there are two weeks and a hundred messages to tell it by. Each hour is weighed with the ones beside
    it, half each, so that one long talk at night is not taken for a habit; and no day counts more than thrice a usual.
    """
    days = [last - timedelta(days=back) for back in range(LOOKS_BACK.days) if last - timedelta(days=back) >= since]
    counted = {day: hours.get((day, Metric.MESSAGES), (0,) * HOURS) for day in days}
    if len(days) < LEAST_DAYS or sum(map(sum, counted.values())) < LEAST_MESSAGES:
        return ()
    found: list[Hour] = []
    for weekend, most in NAMED.items():
        of = [counts for day, counts in counted.items() if (day.isoweekday() > 5) is weekend]
        if not of:
            continue
        usual = [sorted(counts[hour] for counts in of)[len(of) // 2] for hour in range(HOURS)]
        means = [sum(min(counts[hour], 3 * max(usual[hour], 1)) for counts in of) / len(of) for hour in range(HOURS)]
        smooth = [
            means[hour] / 2 + (means[(hour - 1) % HOURS] + means[(hour + 1) % HOURS]) / 4 for hour in range(HOURS)
        ]
        floor = LIVELY * max(smooth)
        named: list[int] = []
        for hour in sorted(range(HOURS), key=lambda at: (-smooth[at], at)):
            if len(named) < most and smooth[hour] > floor and all(abs(hour - other) >= APART for other in named):
                named.append(hour)
        found += [Hour(hour, weekend, round(means[hour], 1)) for hour in sorted(named)]
    return tuple(found)


def mood_of(facts: Facts, days: Sequence[date]) -> Mood:
    """The mood of some days together."""
    return sum((facts.mood[day] for day in days if day in facts.mood), Mood())


def charts(facts: Facts, days: Sequence[date]) -> dict[Chart, tuple[float | None, ...]]:
    """Everything that is drawn by the day; None where nothing was counted."""

    def counted(metric: Metric) -> tuple[float | None, ...]:
        return tuple(float(sum(facts.hours.get((day, metric), ()))) if day >= facts.since else None for day in days)

    moods = (facts.mood[day].brightness if day in facts.mood else None for day in days)
    return {
        Chart.MEMBERS: tuple(float(facts.headcount[day]) if day in facts.headcount else None for day in days),
        Chart.ACTIVE: tuple(float(facts.people.get(day, 0)) if day >= facts.since else None for day in days),
        Chart.MESSAGES: counted(Metric.MESSAGES),
        Chart.CHECKINS: counted(Metric.CHECKINS),
        Chart.MOOD: tuple(None if mood is None else float(mood) for mood in moods),
        Chart.JOINED: counted(Metric.JOINED),
    }
