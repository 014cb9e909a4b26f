"""Days, streaks and programmes, against a slow and obvious model and over the edges of the clock."""

from collections.abc import Iterable, Set
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.errors import Refused
from bot.core.ids import ProgrammeId, UserId
from bot.core.period import MIDNIGHT, NotUnderstood, Window
from bot.features.checkin.model import Outcome, Past, Programme, Result, Run, Verdict
from bot.features.checkin.rules import (
    end_of,
    first_day,
    judge,
    parse_day,
    run_around,
    running,
    running_on,
    streak,
)
from bot.features.checkin.terms import Plan, parse_plan
from bot.features.points.model import Bonus, Entry, Reason
from bot.features.points.rules import for_checkin, for_streak
from bot.features.points.settings import PointsSettings

SHANGHAI, NEW_YORK, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York"), ZoneInfo("Europe/Berlin")
ZONES = (SHANGHAI, NEW_YORK, BERLIN, ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Asia/Kathmandu"))
DAY = timedelta(days=1)
START = date(2026, 12, 1)
STANDING = Programme(ProgrammeId(1), "每日打卡", START, standing=True)
MING = UserId(7)


def local(zone: ZoneInfo, *fields: int) -> datetime:
    return datetime(*fields, tzinfo=zone).astimezone(UTC)  # type: ignore[misc,arg-type]


# --- a slow and obvious model ------------------------------------------------------------------------------------


def slow_runs(days: Iterable[date]) -> list[list[date]]:
    """Days in a row, by going through the calendar day by day."""
    known = set(days)
    runs: list[list[date]] = []
    if not known:
        return runs
    day, last = min(known), max(known)
    while day <= last:
        if day in known:
            if runs and runs[-1][-1] + DAY == day:
                runs[-1].append(day)
            else:
                runs.append([day])
        day += DAY
    return runs


def slow_streak(days: Set[date], today: date) -> int:
    """Days in a row, by asking for one day after the other."""
    length = 0
    if today in days:
        length += 1
    while today - (length + (today not in days)) * DAY in days:
        length += 1
    return length


class Book:
    """One person's check-ins and ledger, kept the way the bot keeps them: one decision after another."""

    def __init__(self, rules: PointsSettings) -> None:
        self.rules = rules
        self.days: set[date] = set()
        self.entries: dict[str, Entry] = {}

    def check_in(self, instant: datetime, zone: ZoneInfo, day_start: time = MIDNIGHT) -> Verdict:
        verdict = judge(STANDING, instant, zone, day_start, Past(frozenset(self.days)), 0)
        if verdict.outcome is Outcome.DONE:
            assert verdict.run is not None and verdict.streak <= verdict.run.length
            self._book(verdict.day, made_up=False)
        return verdict

    def make_up(self, day: date) -> None:
        if day not in self.days:
            self._book(day, made_up=True)

    def _book(self, day: date, *, made_up: bool) -> None:
        self.days.add(day)
        run = run_around(self.days, day)
        paid = [Bonus.of(entry.key) for entry in self.entries.values() if entry.reason is Reason.STREAK]
        new = for_checkin(self.rules, STANDING.id, STANDING.name, MING, day, made_up=made_up)
        for entry in new + for_streak(self.rules, STANDING.id, MING, run, paid):
            assert entry.key not in self.entries, "nothing is paid twice"
            self.entries[entry.key] = entry

    @property
    def points(self) -> int:
        return sum(entry.amount for entry in self.entries.values())


GAPS = (0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3)
RULES = PointsSettings(checkin=5, streaks={3: 4, 7: 10, 21: 30})


def test_ten_thousand_histories_of_check_ins_agree_with_the_model() -> None:
    for seed in range(10_000):
        # Hypothesis takes longer to make such a history than the bot to live it; the seed tells which one failed.
        history = Random(seed)
        zone, day_start = history.choice(ZONES), history.choice([MIDNIGHT, time(4)])
        gaps = [history.choice(GAPS) for _ in range(history.randint(1, 24))]
        assert_agreement(gaps, zone, history.randrange(86_400), day_start, f"history {seed}")


def assert_agreement(gaps: list[int], zone: ZoneInfo, second: int, day_start: time, name: str) -> None:
    """Somebody checks in at the same time of the day, ``gaps`` days apart: days, streaks and points are the model's."""
    book, done = Book(RULES), 0
    day = date(2027, 3, 1)
    for gap in gaps:
        day += gap * DAY
        at = (datetime.combine(day, MIDNIGHT) + timedelta(seconds=second)).replace(tzinfo=zone).astimezone(UTC)
        verdict = book.check_in(at, zone, day_start)
        done += verdict.outcome is Outcome.DONE
        assert len(book.days) == done and verdict.day in book.days, name
        assert verdict.streak == slow_streak(book.days, verdict.day), name
    bonus = sum(sum(b for d, b in RULES.streaks.items() if d <= len(run)) for run in slow_runs(book.days))
    assert book.points == 5 * done + bonus, name


EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("check in"), st.sampled_from([1, 1, 1, 1, 2])),
        st.tuples(st.just("make up"), st.integers(1, 30)),
    ),
    min_size=1,
    max_size=60,
)


@settings(max_examples=200)
@given(EVENTS)
def test_made_up_days_never_pay_a_milestone_twice_for_the_same_days(events: list[tuple[str, int]]) -> None:
    book, today = Book(RULES), START
    for what, number in events:
        if what == "check in":
            today += number * DAY
            book.check_in(datetime.combine(today, time(12), tzinfo=UTC), ZoneInfo("UTC"))
        else:
            book.make_up(today - number * DAY)
        assert streak(book.days, today) == slow_streak(book.days, today)
    paid = [Bonus.of(entry.key) for entry in book.entries.values() if entry.reason is Reason.STREAK]
    for run in slow_runs(book.days):
        for days in RULES.streaks:
            times = sum(bonus.days == days and bonus.since in run for bonus in paid)
            assert times <= len(run) // days
            assert times >= 1 or len(run) < days
    assert all(any(bonus.since in run for run in slow_runs(book.days)) for bonus in paid)


@given(st.sets(st.integers(0, 400).map(lambda n: START + n * DAY), min_size=1), st.integers(0, 400))
def test_a_run_is_the_one_the_model_finds(days: set[date], number: int) -> None:
    day = sorted(days)[number % len(days)]
    found = next(run for run in slow_runs(days) if day in run)
    assert run_around(days, day) == Run(found[0], found[-1])
    assert run_around(days, day).length == len(found)


# --- tables ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("offsets", "expected"),
    [((), 0), ((0,), 1), ((1,), 1), ((2,), 0), ((0, 1, 2), 3), ((1, 2, 3), 3), ((0, 2, 3), 1), ((0, 1, 3), 2)],
)
def test_streaks(offsets: tuple[int, ...], expected: int) -> None:
    assert streak({START - n * DAY for n in offsets}, START) == expected


@pytest.mark.parametrize(
    ("zone", "first", "second", "days"),
    [
        (SHANGHAI, (2026, 12, 1, 23, 59, 59), (2026, 12, 2, 0, 0, 0), ("2026-12-01", "2026-12-02")),
        (NEW_YORK, (2027, 3, 13, 23, 59, 59), (2027, 3, 14, 0, 0, 0), ("2027-03-13", "2027-03-14")),
        (NEW_YORK, (2027, 11, 6, 23, 59, 59), (2027, 11, 8, 0, 0, 0), ("2027-11-06", "2027-11-08")),
        (BERLIN, (2027, 3, 28, 1, 59, 59), (2027, 3, 28, 3, 0, 0), ("2027-03-28", "2027-03-28")),
        (BERLIN, (2027, 10, 31, 0, 0, 0), (2027, 10, 31, 23, 59, 59), ("2027-10-31", "2027-10-31")),
    ],
)
def test_midnight_and_changes_of_the_clock(
    zone: ZoneInfo, first: tuple[int, ...], second: tuple[int, ...], days: tuple[str, str]
) -> None:
    verdicts = [judge(STANDING, local(zone, *at), zone, MIDNIGHT, Past(), 0) for at in (first, second)]
    assert tuple(str(verdict.day) for verdict in verdicts) == days


@pytest.mark.parametrize(
    ("window", "clock", "outcome", "day"),
    [
        ("05:00-09:00", (4, 59), Outcome.CLOSED, "2026-12-04"),
        ("05:00-09:00", (5, 0), Outcome.DONE, "2026-12-05"),
        ("05:00-09:00", (9, 0), Outcome.CLOSED, "2026-12-05"),
        ("05:00-23:59", (23, 59), Outcome.DONE, "2026-12-05"),
        ("22:00-02:00", (23, 0), Outcome.DONE, "2026-12-05"),
        ("22:00-02:00", (1, 0), Outcome.DONE, "2026-12-04"),
        ("22:00-02:00", (3, 0), Outcome.CLOSED, "2026-12-04"),
    ],
)
def test_hours_of_a_programme(window: str, clock: tuple[int, int], outcome: Outcome, day: str) -> None:
    plan = parse_plan(f'"夜读" 21 {window}')
    assert plan is not None
    programme = Programme(ProgrammeId(2), plan.name, START, plan.days, plan.window)
    verdict = judge(programme, local(SHANGHAI, 2026, 12, 5, *clock), SHANGHAI, MIDNIGHT, Past(), 3)
    assert (verdict.outcome, str(verdict.day)) == (outcome, day)
    assert verdict.rank == (4 if outcome is Outcome.DONE else 0)


@pytest.mark.parametrize(
    ("window", "now", "first"),
    [
        (None, (10, 0), "2026-12-05"),
        (Window(time(5), time(9)), (3, 0), "2026-12-05"),
        (Window(time(5), time(9)), (8, 59), "2026-12-05"),
        (Window(time(5), time(9)), (9, 0), "2026-12-06"),
        (Window(time(5), MIDNIGHT), (23, 30), "2026-12-05"),
        (Window(time(22), time(2)), (10, 0), "2026-12-05"),
        (Window(time(22), time(2)), (1, 0), "2026-12-04"),
    ],
)
def test_a_programme_begins_with_the_first_day_that_can_still_count(
    window: Window | None, now: tuple[int, int], first: str
) -> None:
    plan = Plan("早起", 3, window)
    assert str(first_day(plan, local(SHANGHAI, 2026, 12, 5, *now), SHANGHAI, MIDNIGHT)) == first


def test_the_named_programme_goes_before_the_standing_one_for_its_days() -> None:
    named = Programme(ProgrammeId(2), "三天", date(2026, 12, 3), days=3)
    early = Programme(ProgrammeId(3), "早停", date(2026, 12, 10), 9, ended_at=local(SHANGHAI, 2026, 12, 11, 12))
    known = [STANDING, named, early]

    def name(*fields: int) -> str:
        found = running(known, local(SHANGHAI, 2026, 12, *fields), SHANGHAI, MIDNIGHT)
        return found.name if found else ""

    assert [name(day, 0, 0) for day in (2, 3, 5, 6, 10)] == ["每日打卡", "三天", "三天", "每日打卡", "早停"]
    assert (name(11, 11, 59), name(11, 12, 0)) == ("早停", "每日打卡")
    assert running([named], local(SHANGHAI, 2026, 12, 2, 9), SHANGHAI, MIDNIGHT) is None
    on = [running_on(known, date(2026, 12, day), SHANGHAI) for day in (4, 11, 12)]
    assert [programme.name for programme in on if programme] == ["三天", "早停", "每日打卡"]
    assert end_of(named, SHANGHAI, time(4)) == local(SHANGHAI, 2026, 12, 6, 4)
    assert end_of(STANDING, SHANGHAI, MIDNIGHT) is None


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ('"21天读书" 21', Plan("21天读书", 21)),
        ("“21天 读书” 21天 05:00-23:59", Plan("21天 读书", 21, Window(time(5), MIDNIGHT))),
        ("《红楼梦》 30 [5点到23点]", Plan("红楼梦", 30, Window(time(5), time(23)))),
        ("早起 7 days", Plan("早起", 7)),
        ("早起", None),
        ('"早起"', None),
        ("早起 打卡 7", None),
        ("", None),
    ],
)
def test_plans(text: str, plan: Plan | None) -> None:
    assert parse_plan(text) == plan


@pytest.mark.parametrize("text", ["早起 0", "早起 367", f"{'长' * 41} 7"])
def test_plans_out_of_bounds(text: str) -> None:
    with pytest.raises(Refused):
        parse_plan(text)


def test_days_to_make_up() -> None:
    assert [parse_day(text, START) for text in ("昨天", "前天", "Yesterday", "2026年11月3日")] == [
        START - DAY,
        START - 2 * DAY,
        START - DAY,
        date(2026, 11, 3),
    ]
    with pytest.raises(NotUnderstood):
        parse_day("上周", START)


def test_how_a_programme_went() -> None:
    result = Result({1: 3, 2: 1, 3: 3}, days=3)
    assert (result.people, result.total, result.complete) == (3, 7, (1, 3))
    assert Result({1: 3}, None).complete == ()
