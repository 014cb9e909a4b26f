"""What the days and hours of a group show: when it reads, its mood, what an activity has changed. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from bot.features.digest.model import HOURS, Chart, Effect, Facts, Hour, Metric, Mood

LOOKS_BACK: Final = timedelta(days=28)
LEAST_DAYS: Final = 14
LEAST_MESSAGES: Final = 100
APART: Final = 3
"""Hours between two that are named."""
NAMED: Final = {False: 2, True: 1}
"""Hours named of workdays, and of weekends."""
LIVELY: Final = 0.4
"""Of the liveliest hour, how lively another must be to be named."""
AROUND: Final = 3
"""Days before and after an activity that it is compared with."""
MOST_EFFECTS: Final = 3


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


def effects(facts: Facts) -> tuple[Effect, ...]:
    """What activities that are over have changed; only those with a counted day before and after."""
    found = []
    for ran in facts.ran:
        before = _daily(facts, ran.first - timedelta(days=AROUND), ran.first - timedelta(days=1))
        during = _daily(facts, ran.first, ran.last)
        after = _daily(facts, ran.last + timedelta(days=1), ran.last + timedelta(days=AROUND))
        if before is not None and during is not None and after is not None:
            found.append(Effect(ran.title, before, during, after))
    return tuple(found[:MOST_EFFECTS])


def _daily(facts: Facts, first: date, last: date) -> float | None:
    """Messages a day in [first, last], as far as these days are counted and over; None when none is."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    ends = facts.period.last if facts.period.is_over else facts.period.last - timedelta(days=1)
    known = [day for day in days if facts.since <= day <= ends]
    if not known:
        return None
    return round(sum(sum(facts.hours.get((day, Metric.MESSAGES), ())) for day in known) / len(known), 1)


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
