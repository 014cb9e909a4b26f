"""When quiet hours are: over midnight, by the statutory calendar, across clock changes; and what a lock changes."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import Refused
from bot.core.period import NotUnderstood, parse_window
from bot.core.workdays import is_announced, is_workday
from bot.features.quiet.model import DayKind, Hours, Mode, Span
from bot.features.quiet.rules import (
    WRITING,
    Draft,
    free_from,
    goes_on,
    locked,
    next_start,
    read_hours,
    restored,
    span_at,
)

SHANGHAI, LONDON = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/London")
NIGHT = Hours(parse_window("22:00-08:00"), DayKind.DAILY)


def at(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def span(start: str, end: str, zone: ZoneInfo = SHANGHAI) -> Span:
    return Span(at(start, zone), at(end, zone))


@pytest.mark.parametrize(
    ("typed", "draft"),
    [
        ("22:00-08:00", Draft("22:00-08:00")),
        ("22:00-08:00 workdays lock", Draft("22:00-08:00", DayKind.WORKDAYS, Mode.LOCK)),
        ("lock 22:00 - 8:00 Holidays", Draft("22:00-08:00", DayKind.HOLIDAYS, Mode.LOCK)),
        ("晚上10点到早上8点 每天", Draft("22:00-08:00", DayKind.DAILY)),
        ("22：00－08：00 节假日 锁定", Draft("22:00-08:00", DayKind.HOLIDAYS, Mode.LOCK)),
        ("工作日 9点到18点", Draft("09:00-18:00", DayKind.WORKDAYS)),
        ("00:00-24:00 节假日", Draft("00:00-24:00", DayKind.HOLIDAYS)),
        ("22:00-08:00 every day soft", Draft("22:00-08:00", DayKind.DAILY, Mode.SOFT)),
    ],
)
def test_hours_are_read(typed: str, draft: Draft) -> None:
    assert read_hours(typed) == draft


@pytest.mark.parametrize("typed", ["", "lock", "22:00", "22:00-08:00 tomorrow", "22:00-08:00 lock soft", "25:00-08:00"])
def test_what_are_no_hours_is_not_understood(typed: str) -> None:
    with pytest.raises(NotUnderstood):
        read_hours(typed)


def test_hours_without_an_end_are_refused() -> None:
    with pytest.raises(Refused, match="quiet-always"):
        read_hours("00:00-24:00 每天")


@pytest.mark.parametrize(
    ("hours", "instant", "expected"),
    [
        ("22:00-08:00 daily", "2026-12-01 21:59", None),
        ("22:00-08:00 daily", "2026-12-01 22:00", ("2026-12-01 22:00", "2026-12-02 08:00")),
        ("22:00-08:00 daily", "2026-12-02 07:59", ("2026-12-01 22:00", "2026-12-02 08:00")),
        ("22:00-08:00 daily", "2026-12-02 08:00", None),
        # Friday night is a workday's night, and lasts into Saturday; Sunday night is a day off's.
        ("22:00-08:00 workdays", "2026-12-05 03:00", ("2026-12-04 22:00", "2026-12-05 08:00")),
        ("22:00-08:00 workdays", "2026-12-05 23:00", None),
        ("22:00-08:00 holidays", "2026-12-07 03:00", ("2026-12-06 22:00", "2026-12-07 08:00")),
        # The first of October is a Thursday and no workday; the Saturday of the tenth is worked instead.
        ("09:00-18:00 workdays", "2026-10-01 12:00", None),
        ("09:00-18:00 workdays", "2026-10-10 12:00", ("2026-10-10 09:00", "2026-10-10 18:00")),
        ("09:00-18:00 holidays", "2026-10-10 12:00", None),
        # Whole days that touch are one stretch.
        ("00:00-24:00 holidays", "2026-10-03 12:00", ("2026-10-01 00:00", "2026-10-08 00:00")),
        ("00:00-24:00 holidays", "2026-12-05 12:00", ("2026-12-05 00:00", "2026-12-07 00:00")),
    ],
)
def test_stretches(hours: str, instant: str, expected: tuple[str, str] | None) -> None:
    draft = read_hours(hours)
    found = span_at(Hours(parse_window(draft.hours), draft.days or DayKind.DAILY), SHANGHAI, at(instant))
    assert found == (span(*expected) if expected else None)


def test_without_hours_it_is_never_quiet() -> None:
    assert span_at(None, SHANGHAI, at("2026-12-01 23:00")) is None


def test_a_year_that_is_not_announced_goes_by_weekends() -> None:
    assert is_announced(2026) and not is_announced(2199)
    assert is_workday(date(2199, 10, 1)) and not is_workday(date(2199, 10, 5))
    hours = Hours(parse_window("09:00-18:00"), DayKind.WORKDAYS)
    assert span_at(hours, SHANGHAI, at("2199-10-01 12:00")) is not None
    assert span_at(hours, SHANGHAI, at("2199-10-05 12:00")) is None


@pytest.mark.parametrize(
    ("window", "instant", "expected"),
    [
        # 2026-03-29: London's clocks go from 01:00 to 02:00; the night is an hour shorter.
        ("22:00-08:00", "2026-03-29 03:00", ("2026-03-28 22:00", "2026-03-29 08:00", 9)),
        # 2026-10-25: back from 02:00 to 01:00, an hour longer.
        ("22:00-08:00", "2026-10-25 03:00", ("2026-10-24 22:00", "2026-10-25 08:00", 11)),
        # An end that the clocks skip is the moment they jump.
        ("22:00-01:30", "2026-03-28 23:00", ("2026-03-28 22:00", "2026-03-29 02:00", 3)),
    ],
)
def test_clock_changes(window: str, instant: str, expected: tuple[str, str, int]) -> None:
    found = span_at(Hours(parse_window(window), DayKind.DAILY), LONDON, at(instant, LONDON))
    assert found == span(expected[0], expected[1], LONDON)
    assert found is not None and found.ends_at - found.starts_at == timedelta(hours=expected[2])


def test_hours_that_the_clocks_skip_do_not_happen() -> None:
    skipped = Hours(parse_window("01:10-01:50"), DayKind.DAILY)
    assert next_start(skipped, LONDON, at("2026-03-28 12:00", LONDON)) == at("2026-03-30 01:10", LONDON)


def test_the_next_beginning() -> None:
    assert next_start(NIGHT, SHANGHAI, at("2026-12-01 12:00")) == at("2026-12-01 22:00")
    assert next_start(NIGHT, SHANGHAI, at("2026-12-01 22:00")) == at("2026-12-02 22:00")
    holidays = Hours(parse_window("09:00-18:00"), DayKind.HOLIDAYS)
    assert next_start(holidays, SHANGHAI, at("2026-12-01 12:00")) == at("2026-12-05 09:00")


instants = st.integers(0, 10 * 366 * 24 * 60).map(lambda minutes: at("2020-01-01 00:00") + timedelta(minutes=minutes))
times = st.times().map(lambda when: when.replace(second=0, microsecond=0, minute=when.minute // 10 * 10))


@given(st.tuples(times, times).filter(lambda pair: pair[0] != pair[1]), st.sampled_from(DayKind), instants)
def test_an_instant_is_within_its_stretch_and_the_next_begins_later(
    window: tuple[datetime, datetime], days: DayKind, instant: datetime
) -> None:
    hours = Hours(parse_window(f"{window[0]:%H:%M}-{window[1]:%H:%M}"), days)
    for zone in (SHANGHAI, LONDON):
        found = span_at(hours, zone, instant)
        following = next_start(hours, zone, instant)
        assert following > instant
        assert span_at(hours, zone, following) is not None
        if found is not None:
            assert instant in found and span_at(hours, zone, found.starts_at) == found
            assert span_at(hours, zone, found.ends_at) is None
            assert free_from([hours], zone, instant) == found.ends_at
        else:
            assert free_from([hours, None], zone, instant) == instant


def test_free_of_both_quiet_and_work() -> None:
    work = Hours(parse_window("08:00-18:00"), DayKind.WORKDAYS)
    assert free_from([NIGHT, work], SHANGHAI, at("2026-12-01 23:00")) == at("2026-12-02 18:00")
    assert free_from([NIGHT, work], SHANGHAI, at("2026-12-04 23:00")) == at("2026-12-05 08:00")


BEFORE = {**dict.fromkeys(WRITING, True), "can_send_polls": False, "can_invite_users": True, "can_pin_messages": False}


def test_a_lock_takes_writing_alone_and_gives_it_back_exactly() -> None:
    shut = locked(BEFORE)
    assert not any(shut[name] for name in WRITING) and shut["can_invite_users"]
    assert restored(BEFORE, shut) == BEFORE


def test_what_somebody_else_changed_meanwhile_stays() -> None:
    shut = locked(BEFORE)
    assert restored(BEFORE, {**shut, "can_invite_users": False}) == {**BEFORE, "can_invite_users": False}
    assert restored(BEFORE, {**shut, "can_send_messages": True}) is None


def said(*people: int, seconds: int = 30) -> list[tuple[datetime, int]]:
    start = at("2026-12-01 10:00")
    return [(start + timedelta(seconds=seconds * n), who) for n, who in enumerate(people)]


def test_a_chat_goes_on_when_two_people_write_enough_within_ten_minutes() -> None:
    assert goes_on(said(1, 2, 1, 2, 1), 5)
    assert not goes_on(said(1, 2, 1, 2), 5)
    assert not goes_on(said(1, 1, 1, 1, 1, 1), 5)
    assert not goes_on(said(1, 2, 1, 2, 1, seconds=300), 5)
    assert not goes_on([], 1)
