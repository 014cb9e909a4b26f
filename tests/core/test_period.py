"""Rules people type, and the instants they mean in every time zone there is."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.core.period import (
    MIDNIGHT,
    Days,
    NotUnderstood,
    Rule,
    Window,
    day_of,
    instant_of,
    next_run,
    occurrence_key,
    parse_date,
    parse_duration,
    parse_rule,
    parse_time,
    parse_window,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
NEW_YORK = ZoneInfo("America/New_York")
BERLIN = ZoneInfo("Europe/Berlin")
ST_JOHNS = ZoneInfo("America/St_Johns")  # changed its clocks at 00:01 until 2011
SAMOA = ZoneInfo("Pacific/Apia")  # had no 30 December 2011
TORONTO = ZoneInfo("America/Toronto")  # 1919-03-30 23:30 was followed by 00:30
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")  # moves by half an hour


def _moments_of_day(day: int) -> st.SearchStrategy[datetime]:
    """Instants of one day, counted from 1970."""
    start = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=day)
    return st.integers(0, 86_399_999_999).map(lambda microseconds: start + timedelta(microseconds=microseconds))


ZONES = st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"})).map(ZoneInfo)
INSTANTS = st.integers(-69 * 366, 90 * 365).flatmap(_moments_of_day)
TIMES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
RULES = st.one_of(
    st.builds(Rule, st.sampled_from([Days.EVERY_DAY, Days.EVERY_WORKDAY]), TIMES),
    st.builds(Rule, st.just(Days.WEEKDAYS), TIMES, st.frozensets(st.integers(1, 7), min_size=1)),
    st.builds(lambda at, on: Rule(Days.ONCE, at, on=on), TIMES, st.dates(date(1970, 1, 1), date(2060, 1, 1))),
)


def utc(*fields: int) -> datetime:
    return datetime(*fields, tzinfo=UTC)  # type: ignore[misc,arg-type]


def weekly(*days: int, at: time) -> Rule:
    return Rule(Days.WEEKDAYS, at, frozenset(days))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("every day 09:00", Rule(Days.EVERY_DAY, time(9))),
        ("  Every  Day at 9:00 ", Rule(Days.EVERY_DAY, time(9))),
        ("daily 9pm", Rule(Days.EVERY_DAY, time(21))),
        ("daily 12:30 a.m.", Rule(Days.EVERY_DAY, time(0, 30))),
        ("每天 09:00", Rule(Days.EVERY_DAY, time(9))),
        ("每天０９：３０", Rule(Days.EVERY_DAY, time(9, 30))),
        ("“每天 9:00”", Rule(Days.EVERY_DAY, time(9))),
        ("每天早上9点半", Rule(Days.EVERY_DAY, time(9, 30))),
        ("每日 20点15分", Rule(Days.EVERY_DAY, time(20, 15))),
        ("每天晚上8點", Rule(Days.EVERY_DAY, time(20))),
        ("every workday 08:30", Rule(Days.EVERY_WORKDAY, time(8, 30))),
        ("every weekday 08:30", Rule(Days.EVERY_WORKDAY, time(8, 30))),
        ("工作日 08:30", Rule(Days.EVERY_WORKDAY, time(8, 30))),
        ("每个工作日8点30", Rule(Days.EVERY_WORKDAY, time(8, 30))),
        ("mon,wed 20:00", weekly(1, 3, at=time(20))),
        ("Monday and Wednesday at 20:00", weekly(1, 3, at=time(20))),
        ("every tues, thurs 20:00", weekly(2, 4, at=time(20))),
        ("mon-fri 20:00", weekly(1, 2, 3, 4, 5, at=time(20))),
        ("sat to mon 20:00", weekly(6, 7, 1, at=time(20))),
        ("周一,三 20:00", weekly(1, 3, at=time(20))),
        ("周一，三 20：00", weekly(1, 3, at=time(20))),
        ("每周一、周三 20:00", weekly(1, 3, at=time(20))),
        ("星期天 20:00", weekly(7, at=time(20))),
        ("禮拜六日 20:00", weekly(6, 7, at=time(20))),
        ("周一至周五 20:00", weekly(1, 2, 3, 4, 5, at=time(20))),
        ("周末 10:00", weekly(6, 7, at=time(10))),
        ("2026-12-01 20:00", Rule(Days.ONCE, time(20), on=date(2026, 12, 1))),
        ("2026/12/1 20:00", Rule(Days.ONCE, time(20), on=date(2026, 12, 1))),
        ("2026年12月1日 晚上8点", Rule(Days.ONCE, time(20), on=date(2026, 12, 1))),
    ],
)
def test_rules_in_words(text: str, rule: Rule) -> None:
    assert parse_rule(text) == rule


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "period-rule-not-understood"),
        ("09:00", "period-rule-not-understood"),
        ("every day", "period-rule-not-understood"),
        ("每天", "period-rule-not-understood"),
        ("every day 9", "period-rule-not-understood"),
        ("sunny 09:00", "period-rule-not-understood"),
        ("sometimes 09:00", "period-rule-not-understood"),
        ("周八 09:00", "period-rule-not-understood"),
        ("every day 09:00 hello", "period-rule-not-understood"),
        ("every day 25:00", "period-time-not-understood"),
        ("every day 09:60", "period-time-not-understood"),
        ("daily 13pm", "period-time-not-understood"),
        ("每天晚上12点", "period-time-not-understood"),
        ("2026-02-30 20:00", "period-date-not-understood"),
        ("9999-12-31 20:00", "period-date-not-understood"),
    ],
)
def test_what_is_not_understood(text: str, key: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        parse_rule(text)
    assert caught.value.key == key
    assert caught.value.values == {"text": text}


@given(RULES)
def test_a_rule_written_is_the_rule_read(rule: Rule) -> None:
    assert parse_rule(str(rule)) == rule
    assert str(parse_rule(str(rule))) == str(rule)


@given(st.text())
def test_any_text_is_a_rule_or_not_understood(text: str) -> None:
    for read in (parse_rule, parse_time, parse_date, parse_window, parse_duration):
        try:
            read(text)
        except NotUnderstood as error:
            assert error.values == {"text": text}


def test_impossible_rules_cannot_be_built() -> None:
    for arguments in (
        (Days.WEEKDAYS, time(9)),
        (Days.WEEKDAYS, time(9), frozenset({8})),
        (Days.EVERY_DAY, time(9), frozenset({1})),
        (Days.ONCE, time(9)),
        (Days.EVERY_DAY, time(9, 0, 30)),
    ):
        with pytest.raises(ValueError, match=r"does not go|whole minute"):
            Rule(*arguments)


@pytest.mark.parametrize(
    ("rule", "zone", "after", "expected"),
    [
        ("every day 09:00", SHANGHAI, utc(2026, 3, 1, 0, 59), utc(2026, 3, 1, 1)),
        ("every day 09:00", SHANGHAI, utc(2026, 3, 1, 1), utc(2026, 3, 2, 1)),
        ("every day 00:00", SHANGHAI, utc(2026, 3, 1, 15, 59, 59), utc(2026, 3, 1, 16)),
        ("every workday 08:30", SHANGHAI, utc(2026, 3, 6, 1), utc(2026, 3, 9, 0, 30)),
        ("mon,wed 20:00", SHANGHAI, utc(2026, 3, 2, 12), utc(2026, 3, 4, 12)),
        ("2026-12-01 20:00", SHANGHAI, utc(2026, 3, 1), utc(2026, 12, 1, 12)),
        ("2026-12-01 20:00", SHANGHAI, utc(2026, 12, 1, 12), None),
        # The gap: New York skips 02:00–03:00 on 8 March 2026, Berlin on 29 March, Lord Howe half an hour.
        ("every day 02:30", NEW_YORK, utc(2026, 3, 8), utc(2026, 3, 8, 7)),
        ("every day 02:30", NEW_YORK, utc(2026, 3, 8, 7), utc(2026, 3, 9, 6, 30)),
        ("every day 02:00", BERLIN, utc(2026, 3, 28, 12), utc(2026, 3, 29, 1)),
        ("every day 02:15", LORD_HOWE, utc(2026, 10, 3, 0), utc(2026, 10, 3, 15, 30)),
        # The repeated hour: 01:30 happens twice on 1 November 2026, at 05:30 and 06:30 UTC.
        ("every day 01:30", NEW_YORK, utc(2026, 11, 1, 5), utc(2026, 11, 1, 5, 30)),
        ("every day 01:30", NEW_YORK, utc(2026, 11, 1, 5, 30), utc(2026, 11, 2, 6, 30)),
        # Samoa had no 30 December 2011; a post dated for it goes out at the first instant after.
        ("every day 09:00", SAMOA, utc(2011, 12, 29, 19), utc(2011, 12, 30, 19)),
        ("2011-12-30 09:00", SAMOA, utc(2011, 12, 1), utc(2011, 12, 30, 10)),
    ],
)
def test_next_run(rule: str, zone: ZoneInfo, after: datetime, expected: datetime | None) -> None:
    found = next_run(parse_rule(rule), zone, after)
    assert found == expected
    assert found is None or found.tzinfo is UTC


def test_the_calendar_of_workdays_is_given() -> None:
    holiday = date(2026, 3, 9)
    found = next_run(
        parse_rule("工作日 08:30"), SHANGHAI, utc(2026, 3, 6, 1), lambda day: day.weekday() < 5 and day != holiday
    )
    assert found == utc(2026, 3, 10, 0, 30)
    assert next_run(parse_rule("工作日 08:30"), SHANGHAI, utc(2026, 3, 6, 1), lambda day: False) is None


@given(RULES, ZONES, INSTANTS)
@example(Rule(Days.EVERY_DAY, time(23, 45)), TORONTO, utc(1919, 3, 30, 12))
@example(Rule(Days.EVERY_DAY, MIDNIGHT), SAMOA, utc(2011, 12, 29, 12))
@example(Rule(Days.EVERY_DAY, time(0, 0)), ST_JOHNS, utc(2010, 11, 6, 12))
def test_runs_are_strictly_later_and_each_has_its_own_key(rule: Rule, zone: ZoneInfo, after: datetime) -> None:
    moment, keys = after, []
    for _ in range(6):
        found = next_run(rule, zone, moment)
        if found is None:
            assert rule.days is Days.ONCE
            break
        assert found > moment
        assert found.tzinfo is UTC
        # Nothing fires between: asking again from just before gives the same run.
        assert next_run(rule, zone, found - timedelta(microseconds=1)) == found
        moment = found
        keys.append(occurrence_key(rule, zone, found))
    assert len(set(keys)) == len(keys)
    if rule.days is Days.EVERY_DAY:
        days = [date.fromisoformat(key) for key in keys]
        assert all((later - earlier).days in (1, 2) for earlier, later in pairwise(days))
    if rule.days is Days.WEEKDAYS:
        assert all(date.fromisoformat(key).isoweekday() in rule.weekdays for key in keys)


@given(st.dates(date(1900, 1, 3), date(2060, 1, 1)), TIMES, ZONES)
@example(date(2026, 3, 8), time(2, 30), NEW_YORK)
@example(date(2011, 12, 30), time(9), SAMOA)
def test_an_instant_shows_the_time_or_is_the_first_after_the_gap(day: date, at: time, zone: ZoneInfo) -> None:
    wanted = datetime.combine(day, at)
    instant = instant_of(day, at, zone)
    shown = instant.astimezone(zone).replace(tzinfo=None)
    just_before = (instant - timedelta(seconds=1)).astimezone(zone).replace(tzinfo=None)
    assert shown == wanted or just_before < wanted < shown
    assert just_before < wanted or instant.astimezone(zone).fold == 0


@pytest.mark.parametrize(
    ("zone", "start", "hours", "at"),
    [
        (NEW_YORK, utc(2026, 3, 7), 72, time(2, 30)),
        (NEW_YORK, utc(2026, 10, 31), 72, time(1, 30)),
        (ST_JOHNS, utc(2010, 11, 6), 72, MIDNIGHT),
        (SAMOA, utc(2011, 12, 29), 72, time(9)),
    ],
)
def test_around_a_clock_change_every_minute_leads_to_the_same_runs(
    zone: ZoneInfo, start: datetime, hours: int, at: time
) -> None:
    rule = Rule(Days.EVERY_DAY, at)
    runs = {next_run(rule, zone, start + timedelta(minutes=minute)) for minute in range(hours * 60)}
    ordered = sorted(run for run in runs if run is not None)
    assert len({occurrence_key(rule, zone, run) for run in ordered}) == len(ordered) in (3, 4)
    for earlier, later in pairwise(ordered):
        assert timedelta(hours=22) < later - earlier < timedelta(hours=26)


@pytest.mark.parametrize(
    ("instant", "zone", "starts", "day"),
    [
        (utc(2026, 3, 1, 15, 59, 59), SHANGHAI, MIDNIGHT, date(2026, 3, 1)),
        (utc(2026, 3, 1, 16), SHANGHAI, MIDNIGHT, date(2026, 3, 2)),
        (utc(2026, 3, 1, 19, 59), SHANGHAI, time(4), date(2026, 3, 1)),
        (utc(2026, 3, 1, 20), SHANGHAI, time(4), date(2026, 3, 2)),
        # 00:00:30 on 7 November 2010 in St John's, then 23:01 on the 6th again: still the 7th.
        (utc(2010, 11, 7, 2, 30, 30), ST_JOHNS, MIDNIGHT, date(2010, 11, 7)),
        (utc(2010, 11, 7, 2, 31), ST_JOHNS, MIDNIGHT, date(2010, 11, 7)),
        (utc(2011, 12, 30, 10), SAMOA, MIDNIGHT, date(2011, 12, 31)),
    ],
)
def test_day_of(instant: datetime, zone: ZoneInfo, starts: time, day: date) -> None:
    assert day_of(instant, zone, starts) == day


@given(INSTANTS, st.timedeltas(timedelta(0), timedelta(days=3)), ZONES, TIMES)
@example(utc(2010, 11, 7, 2, 30), timedelta(minutes=1), ST_JOHNS, MIDNIGHT)
def test_days_never_go_back(instant: datetime, later: timedelta, zone: ZoneInfo, starts: time) -> None:
    assert day_of(instant, zone, starts) <= day_of(instant + later, zone, starts)


@given(INSTANTS, ZONES)
def test_a_day_is_the_local_date_unless_the_clocks_changed(instant: datetime, zone: ZoneInfo) -> None:
    local = instant.astimezone(zone)
    assume(
        (instant - timedelta(days=1)).astimezone(zone).utcoffset()
        == local.utcoffset()
        == (instant + timedelta(days=1)).astimezone(zone).utcoffset()
    )
    assert day_of(instant, zone) == local.date()


@pytest.mark.parametrize(
    ("text", "start", "end", "written"),
    [
        ("22:00-08:00", time(22), time(8), "22:00-08:00"),
        ("05:00 – 23:59", time(5), MIDNIGHT, "05:00-24:00"),
        ("9:00~18:30", time(9), time(18, 30), "09:00-18:30"),
        ("９：００－１８：００", time(9), time(18), "09:00-18:00"),
        ("晚上10点到早上8点", time(22), time(8), "22:00-08:00"),
        ("00:00-24:00", MIDNIGHT, MIDNIGHT, "00:00-24:00"),
        ("9am to 5pm", time(9), time(17), "09:00-17:00"),
    ],
)
def test_windows(text: str, start: time, end: time, written: str) -> None:
    window = parse_window(text)
    assert window == Window(start, end)
    assert str(window) == written
    assert parse_window(written) == window


@pytest.mark.parametrize("text", ["", "22:00", "22:00-", "-08:00", "09:00-09:00", "a-b", "22:00-25:00"])
def test_windows_not_understood(text: str) -> None:
    with pytest.raises(NotUnderstood):
        parse_window(text)


def test_inside_a_window() -> None:
    night = parse_window("22:00-08:00")
    assert all(at in night for at in (time(22), time(23, 59, 59), MIDNIGHT, time(7, 59)))
    assert all(at not in night for at in (time(8), time(12), time(21, 59)))
    assert time(23, 59, 59) in parse_window("05:00-23:59")
    assert time(4, 59) not in parse_window("05:00-23:59")
    assert all(at in parse_window("00:00-24:00") for at in (MIDNIGHT, time(12), time(23, 59, 59)))


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("2h", timedelta(hours=2)),
        ("10m", timedelta(minutes=10)),
        ("10 min", timedelta(minutes=10)),
        ("30d", timedelta(days=30)),
        ("1h30m", timedelta(minutes=90)),
        ("1.5 hours", timedelta(minutes=90)),
        ("2小时", timedelta(hours=2)),
        ("两个小时", timedelta(hours=2)),
        ("半小时", timedelta(minutes=30)),
        ("一个半小时", timedelta(minutes=90)),
        ("1天12小时", timedelta(hours=36)),
        ("１０分钟", timedelta(minutes=10)),
        ("2週", timedelta(days=14)),
        ("90", timedelta(seconds=90)),
    ],
)
def test_durations(text: str, length: timedelta) -> None:
    assert parse_duration(text) == length


def test_a_bare_number_counts_the_given_unit() -> None:
    assert parse_duration("2", timedelta(days=1)) == timedelta(days=2)


@pytest.mark.parametrize("text", ["", "h", "-2h", "2x", "2h!", "soon", "1mo", "10分钟后"])
def test_durations_not_understood(text: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        parse_duration(text)
    assert caught.value.key == "period-duration-not-understood"


@pytest.mark.parametrize("text", ["0", "0m", "0.1s", "20000d", "9" * 400, "999999999w"])
def test_durations_out_of_range(text: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        parse_duration(text)
    assert caught.value.key == "period-duration-out-of-range"
