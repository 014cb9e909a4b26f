"""The less usual rules: several weeks, days off, lunar dates, cron; and moments that are typed."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.period import (
    Days,
    LunarDays,
    NotUnderstood,
    Rule,
    anchored,
    next_run,
    occurrence_key,
    parse_moment,
    parse_plan,
    parse_rule,
)
from bot.core.period.cron import read_cron
from bot.core.workdays import is_workday

SHANGHAI = ZoneInfo("Asia/Shanghai")
NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 12, 1, tzinfo=UTC)
"""A Tuesday, 08:00 in Shanghai."""


def utc(*fields: int) -> datetime:
    return datetime(*fields, tzinfo=UTC)  # type: ignore[misc,arg-type]


ZONES = st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"})).map(ZoneInfo)
INSTANTS = st.integers(0, 130 * 365 * 24 * 60).map(
    lambda minutes: datetime(1930, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
TIMES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
FIELDS = (
    st.sampled_from(["0", "30", "0,30", "15", "5-7"]),
    st.sampled_from(["9", "2", "*/6", "0,12", "22-23", "1,2,3"]),
    st.sampled_from(["*", "1", "1,15", "31", "29"]),
    st.sampled_from(["*", "2", "1-6", "jan,jul", "*/3"]),
    st.sampled_from(["*", "1-5", "sun", "0,6", "mon,wed"]),
)
CRONS = st.tuples(*FIELDS).map(lambda fields: parse_rule("cron: " + " ".join(fields)))
RULES = st.one_of(
    st.builds(Rule, st.just(Days.EVERY_HOLIDAY), TIMES),
    st.builds(
        lambda at, days, weeks, since: Rule(Days.WEEKDAYS, at, days, weeks=weeks, since=since),
        TIMES,
        st.frozensets(st.integers(1, 7), min_size=1),
        st.integers(2, 52),
        st.none() | st.dates(date(1970, 1, 1), date(2060, 1, 1)),
    ),
    st.builds(
        lambda at, month, days: Rule(Days.LUNAR, at, lunar=LunarDays(month, tuple(sorted(days)))),
        TIMES,
        st.none() | st.integers(1, 12),
        st.frozensets(st.integers(1, 30), min_size=1, max_size=3),
    ),
    CRONS,
)


@pytest.mark.parametrize(
    ("texts", "canonical"),
    [
        (
            (
                "every 2 weeks fri 18:00", "every other friday 18:00", "biweekly fri 6pm",
                "隔周周五 18:00", "每两周周五 18:00", "每2周的周五 晚上6点", "隔週週五 18:00",
            ),
            "every 2 weeks fri 18:00",
        ),
        (("every 3 weeks on mon, thu 09:00", "每三周 周一、周四 09:00"), "every 3 weeks mon,thu 09:00"),
        (("每1周周五 18:00", "every 1 week fri 18:00"), "fri 18:00"),
        (("every 2 weeks fri 18:00 from 2026-12-11", "隔周周五 18:00 从2026年12月11日起"), "every 2 weeks fri 18:00 from 2026-12-11"),
        (("every holiday 10:00", "节假日 10:00", "節假日10:00", "休息日 上午10点"), "every holiday 10:00"),
        (("农历 正月初一 09:00", "農曆正月初一 9點", "春节 09:00", "lunar 1-1 09:00", "Lunar New Year 9am"), "lunar 01-01 09:00"),
        (("中秋 20:00", "中秋节晚上8点", "农历八月十五 20:00", "阴历8月15 20:00", "Mid-Autumn Festival 20:00"), "lunar 08-15 20:00"),
        (("除夕 20:00", "农历腊月三十 20:00", "Lunar New Year's Eve 20:00"), "lunar 12-30 20:00"),
        (("农历每月初一、十五 07:00", "lunar monthly 1,15 07:00", "lunar *-15,1 07:00"), "lunar *-01,15 07:00"),
        (("农历十二月廿三 09:00", "小年 09:00"), "lunar 12-23 09:00"),
        (("每月8号 10:00", "每个月8日 上午10点", "every month on the 8th at 10:00", "monthly 8 10am"), "cron: 0 10 8 * *"),
        (("每月1日、15日 09:30", "每月15和1号 9点半", "every month on the 1st and 15th 9:30"), "cron: 30 9 1,15 * *"),
        (("cron: 0 9 * * 1-5", "CRON 0 9 * * 1-5", "cron：0  9 * * 1-5"), "cron: 0 9 * * 1-5"),
    ],
)  # fmt: skip
def test_one_rule_in_many_words(texts: tuple[str, ...], canonical: str) -> None:
    for text in texts:
        assert str(parse_rule(text)) == canonical, text


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("明天 20:00", "2026-12-02 20:00"),
        ("12-06 14:00", "2026-12-06 14:00"),
        ("20:00", "2026-12-01 20:00"),
        ("2h", "2026-12-01 10:00"),
        ("周五 20:00", "fri 20:00"),
        ("每天 20:00", "every day 20:00"),
    ],
)
def test_one_moment_to_come_is_a_rule_for_its_date(text: str, canonical: str) -> None:
    assert str(parse_plan(text, SHANGHAI, NOW)) == canonical


@pytest.mark.parametrize(
    ("text", "key"), [("今天 07:00", "period-moment-past"), ("有空 07:00", "period-rule-not-understood")]
)
def test_what_is_neither_rule_nor_moment(text: str, key: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        parse_plan(text, SHANGHAI, NOW)
    assert refused.value.key == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("cron: 0 9 * *", "period-cron-not-understood"),
        ("cron: 61 9 * * *", "period-cron-not-understood"),
        ("每月32号 10:00", "period-date-not-understood"),
        ("cron: 0 9 * * xyz", "period-cron-not-understood"),
        ("cron: 0 9 5-3 * *", "period-cron-not-understood"),
        ("cron: 0/0 9 * * *", "period-cron-not-understood"),
        ("cron: */5 * * * *", "period-rule-too-often"),
        ("农历正月卅一 09:00", "period-rule-not-understood"),
        ("lunar 13-01 09:00", "period-rule-not-understood"),
        ("lunar 1-31 09:00", "period-date-not-understood"),
        ("every 60 weeks fri 18:00", "period-rule-not-understood"),
        ("every 2 weeks 18:00", "period-rule-not-understood"),
        ("every day 09:00 from 2026-12-01", "period-rule-not-understood"),
    ],
)
def test_what_is_not_understood(text: str, key: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        parse_rule(text)
    assert (caught.value.key, caught.value.values) == (key, {"text": text})


@given(RULES)
def test_a_rule_written_is_the_rule_read(rule: Rule) -> None:
    assert parse_rule(str(rule)) == rule
    assert len(str(rule)) <= 96


@given(RULES, ZONES, INSTANTS)
@example(parse_rule("cron: 0,15,30 2 * * *"), NEW_YORK, datetime(2026, 3, 8, 5, tzinfo=UTC))
@example(parse_rule("cron: 0,30 1 * * *"), NEW_YORK, datetime(2026, 11, 1, 4, tzinfo=UTC))
def test_runs_are_strictly_later_and_each_has_its_own_key(rule: Rule, zone: ZoneInfo, after: datetime) -> None:
    moment, keys = after, []
    for _ in range(4):
        found = next_run(rule, zone, moment)
        if found is None:
            break
        assert found > moment and found.tzinfo is UTC
        assert next_run(rule, zone, found - timedelta(microseconds=1)) == found
        moment = found
        keys.append(occurrence_key(rule, zone, found))
    assert len(set(keys)) == len(keys) and keys == sorted(keys)
    assert all(len(key) <= 32 for key in keys)


@given(ZONES, INSTANTS, TIMES, st.integers(2, 8), st.integers(1, 7))
def test_several_weeks_lie_between_the_runs(
    zone: ZoneInfo, after: datetime, at: time, weeks: int, weekday: int
) -> None:
    rule = anchored(Rule(Days.WEEKDAYS, at, frozenset({weekday}), weeks=weeks), zone, after)
    plain = next_run(Rule(Days.WEEKDAYS, at, frozenset({weekday})), zone, after)
    assert next_run(rule, zone, after) == plain, "it begins with the next such day"
    assert anchored(rule, zone, after + timedelta(days=3)) == rule
    moment, days = after, []
    for _ in range(4):
        found = next_run(rule, zone, moment)
        assert found is not None
        moment = found
        days.append(date.fromisoformat(occurrence_key(rule, zone, found)))
    for earlier, later in pairwise(days):
        # A zone that leaves a day out altogether leaves a run out with it.
        assert (later - earlier).days in (7 * weeks, 14 * weeks)
        assert later.isoweekday() == weekday


@pytest.mark.parametrize(
    ("rule", "after", "days"),
    [
        ("春节 09:00", date(2026, 1, 1), ["2026-02-17", "2027-02-06", "2028-01-26"]),
        ("除夕 20:00", date(2026, 1, 1), ["2026-02-16", "2027-02-05", "2028-01-25"]),
        ("中秋 20:00", date(2026, 1, 1), ["2026-09-25", "2027-09-15", "2028-10-03"]),
        # 2025 had a leap sixth month: the yearly date is kept in the first, the monthly one in both.
        ("农历六月初一 09:00", date(2025, 1, 1), ["2025-06-25", "2026-07-14"]),
        ("农历每月初一 09:00", date(2025, 6, 1), ["2025-06-25", "2025-07-25", "2025-08-23"]),
        ("cron: 0 9 29 2 *", date(2026, 1, 1), ["2028-02-29", "2032-02-29"]),
        ("cron: 0 9 13 * fri", date(2026, 2, 1), ["2026-02-06", "2026-02-13", "2026-02-20"]),
        ("cron: 0 9 * * 7", date(2026, 2, 1), ["2026-02-08"]),
        # The Spring Festival of 2026 is from 15 to 23 February; 14 and 28 February are worked instead.
        ("工作日 08:30", date(2026, 2, 12), ["2026-02-13", "2026-02-14", "2026-02-24"]),
        ("节假日 10:00", date(2026, 2, 12), ["2026-02-15", "2026-02-16"]),
        # Not announced: from Monday to Friday.
        ("工作日 08:30", date(2049, 9, 30), ["2049-10-01", "2049-10-04"]),
    ],
)
def test_days(rule: str, after: date, days: list[str]) -> None:
    moment, found = datetime.combine(after, time(23), SHANGHAI), []
    for _ in days:
        run = next_run(parse_rule(rule), SHANGHAI, moment)
        assert run is not None
        moment = run
        found.append(occurrence_key(parse_rule(rule), SHANGHAI, run))
    assert found == days


def test_a_rule_that_never_fires() -> None:
    assert next_run(parse_rule("cron: 0 9 30 2 *"), SHANGHAI, NOW) is None
    assert next_run(parse_rule("节假日 09:00"), SHANGHAI, NOW, lambda day: True) is None


@given(st.dates(date(2005, 1, 1), date(2060, 1, 1)))
def test_every_day_is_worked_or_free(day: date) -> None:
    noon = datetime.combine(day, time(12), SHANGHAI)
    runs = [next_run(parse_rule(rule), SHANGHAI, noon) for rule in ("工作日 13:00", "节假日 13:00")]
    todays = [run is not None and run - noon == timedelta(hours=1) for run in runs]
    assert todays == [is_workday(day), not is_workday(day)]


def test_cron_days_as_cron_has_them() -> None:
    both = read_cron("0 9 1 * 1")
    assert both.fires_on(date(2026, 12, 1)) and both.fires_on(date(2026, 12, 7))
    assert not both.fires_on(date(2026, 12, 2))
    stepped = read_cron("0 9 */2 * 1")
    assert not stepped.fires_on(date(2026, 12, 1)) and stepped.fires_on(date(2026, 12, 7))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20:00", utc(2026, 12, 1, 12)),
        ("07:59", utc(2026, 12, 1, 23, 59)),
        ("今晚8点", utc(2026, 12, 1, 12)),
        ("明天 20:00", utc(2026, 12, 2, 12)),
        ("tomorrow 8pm", utc(2026, 12, 2, 12)),
        ("后天 9:00", utc(2026, 12, 3, 1)),
        ("周五 20:00", utc(2026, 12, 4, 12)),
        ("fri 20:00", utc(2026, 12, 4, 12)),
        ("12-06 14:00", utc(2026, 12, 6, 6)),
        ("12月6日 14:00", utc(2026, 12, 6, 6)),
        ("01-06 14:00", utc(2027, 1, 6, 6)),
        ("2026-12-06 14:00", utc(2026, 12, 6, 6)),
        ("2h", utc(2026, 12, 1, 2)),
        ("in 30 minutes", utc(2026, 12, 1, 0, 30)),
        ("半小时后", utc(2026, 12, 1, 0, 30)),
    ],
)
def test_moments(text: str, expected: datetime) -> None:
    assert parse_moment(text, SHANGHAI, NOW) == expected


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("今天 07:59", "period-moment-past"),
        ("2026-11-30 20:00", "period-moment-past"),
        ("昨天 20:00", "period-moment-not-understood"),
        ("周五周六 20:00", "period-moment-not-understood"),
        ("02-30 20:00", "period-date-not-understood"),
        ("soon", "period-moment-not-understood"),
        ("", "period-moment-not-understood"),
    ],
)
def test_moments_not_understood(text: str, key: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        parse_moment(text, SHANGHAI, NOW)
    assert caught.value.key == key


@given(st.text(), ZONES)
def test_any_text_is_a_moment_to_come_or_not_understood(text: str, zone: ZoneInfo) -> None:
    try:
        assert parse_moment(text, zone, NOW) > NOW
    except NotUnderstood as error:
        assert error.values == {"text": text}
