"""What the detector takes for a crisis, and what it does not."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.features.crisis.detection import Basis, History, State, detect, read
from bot.features.crisis.detection import usual as usually
from bot.features.crisis.history import Heard, Tally
from bot.features.crisis.settings import COUNTS, CrisisSettings

SETTINGS = CrisisSettings()
START = datetime(2026, 11, 2, tzinfo=UTC)
NOON = START + timedelta(days=28, hours=12)
Hits = list[tuple[datetime, int]]


def usual(times_a_day: int = 2) -> Hits:
    """The same few people every day, hours apart."""
    return [
        (START + timedelta(days=day, hours=(5 + 7 * n) % 24, minutes=13 * day % 60), 900 + n)
        for day in range(29)
        for n in range(times_a_day)
        if START + timedelta(days=day, hours=(5 + 7 * n) % 24, minutes=13 * day % 60) < NOON
    ]


def burst(people: Iterable[int], since: datetime = NOON, every: int = 60) -> Hits:
    return [(since + timedelta(seconds=every * n), person) for n, person in enumerate(people)]


def history(*hits: Hits, since: datetime = START) -> History:
    return History(Heard.of(since, [hit for each in hits for hit in each]))


def watched(past: History, until: datetime, since: datetime = NOON) -> list[tuple[datetime, State]]:
    """Every look, a minute apart, from ``since``."""
    state, seen, now = State(), [], since
    while now <= until:
        state = detect(past, now, SETTINGS, state)
        seen.append((now, state))
        now += timedelta(minutes=1)
    return seen


def opened(past: History, until: datetime) -> list[datetime]:
    return [now for now, state in watched(past, until) if state.opens]


def test_five_people_in_ten_minutes_are_an_incident_within_ten_minutes() -> None:
    past = history(usual(), burst(range(5), every=110))
    assert [at - NOON < timedelta(minutes=18) for at in opened(past, NOON + timedelta(hours=3))] == [True]


def test_two_people_are_not_statistics() -> None:
    assert opened(history(usual(0), burst([1, 2] * 20)), NOON + timedelta(hours=2)) == []


def test_one_angry_person_with_thirty_messages_is_no_incident() -> None:
    assert opened(history(usual(), burst([7] * 30)), NOON + timedelta(hours=3)) == []


def test_what_happens_every_week_at_this_hour_is_normal() -> None:
    weekly = [burst(range(6), NOON - timedelta(weeks=week)) for week in range(1, 5)]
    assert opened(history(*weekly, burst(range(6))), NOON + timedelta(hours=1)) == []


def test_a_day_on_which_everybody_talks_more_is_no_incident() -> None:
    hits = [*usual(), *burst(range(4), every=120)]
    slots = 29 * 144
    quiet = [10.0] * slots
    busy = [10.0] * (28 * 144 + 72) + [200.0] * (slots - 28 * 144 - 72)
    heard = Heard.of(START, hits)
    until = NOON + timedelta(hours=1)
    assert opened(History(heard, Tally.of(START, 600, quiet)), until)
    assert opened(History(heard, Tally.of(START, 600, busy)), until) == []


def test_what_is_usual_does_not_grow_with_how_much_everybody_talks() -> None:
    hits = Heard.of(START, [*usual(), *burst(range(4), every=120)])
    busy = Tally.of(START, 600, [10.0] * (28 * 144 + 72) + [200.0] * 72)
    end = int((NOON + timedelta(hours=1)).timestamp())
    assert usually(History(hits, busy), end, 3_600) == usually(History(hits), end, 3_600) < 0.5
    (_, hour, _) = read(History(hits, busy), NOON + timedelta(hours=1), SETTINGS)
    assert hour.normal is not None and hour.usual is not None
    assert hour.usual < 0.5 < 1 < hour.normal.mean, "so many people are less surprising, and no more usual"


def test_a_slack_hour_of_a_holiday_is_a_holiday_too() -> None:
    heard = Heard.of(START, [*usual(), *burst(range(4), every=120)])
    midnight, slack, slots = 28 * 144, 28 * 144 + 66, 29 * 144
    usually = [10.0] * slots
    holiday = [10.0] * midnight + [200.0] * (slack - midnight) + [10.0] * (slots - slack)
    until = NOON + timedelta(hours=1)
    assert opened(History(heard, Tally.of(START, 600, usually)), until)
    assert opened(History(heard, Tally.of(START, 600, holiday)), until) == []


def test_one_complaint_in_each_of_five_groups_is_a_crisis_of_the_community() -> None:
    each = [[*usual(), (NOON + timedelta(minutes=2 * group), 100 + group)] for group in range(5)]
    assert all(opened(history(hits), NOON + timedelta(hours=1)) == [] for hits in each)
    assert len(opened(history(*each), NOON + timedelta(hours=1))) == 1


def test_a_few_people_every_hour_for_a_day_are_seen_in_the_day() -> None:
    slow = burst(range(12), every=3_600)
    (at,) = opened(history(usual(1), slow), NOON + timedelta(hours=13))
    assert at > NOON + timedelta(hours=1)


def test_while_little_is_known_fixed_numbers_decide_and_the_reading_says_so() -> None:
    since = NOON - timedelta(hours=5)
    past = history(burst(range(3)), since=since)
    state = detect(past, NOON + timedelta(minutes=5), SETTINGS)
    assert state.opens
    assert state.telling is not None
    assert state.telling.basis is Basis.FEW_DAYS
    assert not detect(history(burst(range(2)), since=since), NOON + timedelta(minutes=5), SETTINGS).opens


def test_it_stays_open_while_it_goes_on_and_closes_after_calm() -> None:
    past = history(usual(), burst(range(30), every=180))
    seen = watched(past, NOON + timedelta(hours=30))
    assert len([now for now, state in seen if state.opens]) == 1
    (closed,) = [now for now, state in seen if state.closes]
    assert closed >= NOON + timedelta(minutes=90 + SETTINGS.calm_minutes)


def test_after_an_alarm_there_is_no_other_within_the_cool_down() -> None:
    past = history(usual(), burst(range(8), every=30))
    now = NOON + timedelta(minutes=5)
    lately = State(alarmed_at=now - timedelta(minutes=SETTINGS.cooldown_minutes - 1))
    assert not detect(past, now, SETTINGS, lately).opens
    long_ago = State(alarmed_at=now - timedelta(minutes=SETTINGS.cooldown_minutes))
    assert detect(past, now, SETTINGS, long_ago).opens


def test_what_comes_later_is_not_seen() -> None:
    past = history(usual(), burst(range(20)))
    assert not detect(past, NOON, SETTINGS).opens


def test_the_same_look_gives_the_same_answer() -> None:
    past, now = history(usual(), burst(range(6))), NOON + timedelta(minutes=7)
    assert detect(past, now, SETTINGS) == detect(past, now, SETTINGS)


def test_the_readings_say_what_was_seen_and_expected() -> None:
    past = history(usual(), burst(range(6)))
    readings = read(past, NOON + timedelta(minutes=7), SETTINGS)
    assert [reading.width for reading in readings] == [timedelta(minutes=10), timedelta(hours=1), timedelta(days=1)]
    assert [reading.people for reading in readings] == [6, 6, 8]
    assert all(reading.normal is not None and reading.growth > 2 for reading in readings)


@given(st.lists(st.tuples(st.integers(0, 28 * 86_400), st.integers(0, 9)), max_size=60), st.integers(0, 27))
@settings(max_examples=60)
def test_every_way_to_count_windows_agrees(hits: list[tuple[int, int]], days: int) -> None:
    """The moments of single hits are those of the windows counted one by one."""
    heard = Heard.of(START, [(START + timedelta(seconds=at), who) for at, who in hits])
    since, end = heard.since + days * 86_400, heard.since + 28 * 86_400
    for width in (600, 3_600, 86_400):
        counts = [heard.people(stop - width, stop) for stop in range(end, since + width - 1, -width)]
        found = heard.moments(width, since, end)
        assert found.windows == len(counts)
        assert found.mean == pytest.approx(np.mean(counts))
        assert found.mean_square == pytest.approx(np.mean(np.square(counts)))


@given(st.lists(st.integers(1, 40), min_size=3, max_size=40), st.integers(41, 60))
@settings(max_examples=40)
def test_one_more_person_never_closes_a_case(people: list[int], another: int) -> None:
    now = NOON + timedelta(seconds=10 * len(people) + 20)
    fewer = detect(history(usual(), burst(people, every=10)), now, SETTINGS)
    more = detect(history(usual(), burst([*people, another], every=10)), now, SETTINGS)
    assert more.opens >= fewer.opens


def test_a_series_of_counts_alarms_when_it_jumps_and_once() -> None:
    values = [float(20 + (7 * step) % 11) for step in range(288 * 14)]
    values[288 * 10 : 288 * 10 + 6] = [400.0] * 6
    past = History(Tally.of(START, 300, values))
    state, found = State(), []
    for step in range(len(values)):
        state = detect(past, START + timedelta(seconds=300 * (step + 1)), COUNTS, state)
        if state.opens:
            found.append(step)
    assert found == [288 * 10]


def test_what_is_normal_is_a_plain_number_that_can_be_stored_and_drawn() -> None:
    # More people than usual speak, which is where the numbers of the crowd come in.
    crowd = Tally.of(START, 600, [4.0] * (28 * 144) + [40.0] * 144)
    seen = read(History(history(usual(), burst(range(5))).heard, crowd), NOON + timedelta(minutes=6), SETTINGS)
    assert {type(reading.normal.mean) for reading in seen if reading.normal is not None} == {float}
