"""What the days and hours of a group show: months, hours to post, mood, words of days."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.features.digest.model import Chart, Facts, Kind, Metric, Mood, Period, Topic
from bot.features.digest.rhythm import best_hours
from bot.features.digest.rules import due, make, topics_of_days

LAST = date(2026, 11, 30)
ZONE = ZoneInfo("Asia/Shanghai")


def at_hours(**messages: int) -> tuple[int, ...]:
    return tuple(messages.get(f"h{hour}", 0) for hour in range(24))


def month(days: int = 40, **messages: int) -> dict[tuple[date, Metric], tuple[int, ...]]:
    return {(LAST - timedelta(days=back), Metric.MESSAGES): at_hours(**messages) for back in range(days)}


def facts(**changes: object) -> Facts:
    period = Period(Kind.MONTH, date(2026, 11, 1), LAST)
    plain = Facts(period, LAST - timedelta(days=39), month(h9=5, h21=8), (20, 18), 50)
    return replace(plain, **changes)  # type: ignore[arg-type]


def test_the_hours_when_most_read_are_named_apart() -> None:
    found = best_hours(month(h9=10, h10=8, h21=12, h22=11), LAST, LAST - timedelta(days=39))
    assert [(hour.hour, hour.weekend) for hour in found] == [(9, False), (21, False), (21, True)]


def test_two_weeks_and_some_messages_come_first() -> None:
    assert best_hours(month(13, h9=50), LAST, LAST - timedelta(days=12)) == ()
    assert best_hours(month(28, h9=1), LAST, LAST - timedelta(days=27)) == ()


def test_one_long_night_is_no_habit() -> None:
    hours = month(h9=5) | {(LAST - timedelta(days=3), Metric.MESSAGES): at_hours(h3=900)}
    assert best_hours(hours, LAST, LAST - timedelta(days=39))[0].hour == 9


def test_a_month_is_compared_with_the_one_before() -> None:
    period = Period(Kind.MONTH, date(2026, 11, 1), LAST)
    earlier = {(LAST - timedelta(days=30 + n), Metric.MESSAGES): at_hours(h9=2) for n in range(30)}
    made = make(facts(period=period, since=date(2026, 9, 1), hours=month(30, h9=4) | earlier))
    messages = next(figure for figure in made.figures if figure.metric is Metric.MESSAGES)
    assert (messages.value, messages.usual, messages.change) == (120, 60, 100)
    assert made.has_history and len(made.days) == 30


def test_the_first_of_a_month_brings_the_month() -> None:
    at = datetime(2026, 12, 1, 1, tzinfo=UTC)
    kinds = [period.kind for period in due(at, at, ZONE, date(2026, 10, 1))]
    assert kinds == [Kind.DAY, Kind.MONTH]
    second = at + timedelta(days=1)
    assert [period.kind for period in due(second, second, ZONE, date(2026, 10, 1))] == [Kind.DAY]
    assert [period.kind for period in due(at, at, ZONE, date(2026, 11, 28))] == [Kind.DAY], "too little is known of it"


def test_a_mood_that_few_showed_is_not_told() -> None:
    made = make(facts(mood={LAST: Mood(4, 1), LAST - timedelta(days=1): Mood(20, 5)}))
    assert made.mood.brightness == 75
    assert made.charts[Chart.MOOD][-2:] == (75.0, None)


def test_words_of_days_tell_a_months_topics_without_its_texts() -> None:
    now = {word: Topic(word, people, people) for word, people in (("普洱", 60), ("快递", 30), ("中秋", 12))}
    past = {"普洱": Topic("普洱", 130, 130), "快递": Topic("快递", 10, 10)}
    assert [topic.word for topic in topics_of_days(now, 30, past, 60)] == ["快递", "中秋"]
    assert [topic.word for topic in topics_of_days(now, 30, {}, 0)] == ["普洱", "快递", "中秋"]
