"""From facts to a digest: which days, what is usual, what to decide, what is a topic."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.core.ids import CommunityId, IncidentId
from bot.features.crisis.model import Incident, Level, Tier
from bot.features.digest.model import Asks, Burning, Facts, Figure, Kind, Metric, Period, Topic
from bot.features.digest.rules import Said, asked, due, make, topics

ZONE = ZoneInfo("Asia/Shanghai")
TUESDAY = date(2026, 12, 1)
LONG_AGO = date(2026, 1, 1)


def at(day: int, hour: int) -> datetime:
    """A local hour of December 2026 as an instant."""
    return datetime(2026, 12, day, hour, tzinfo=ZONE).astimezone(UTC)


def days(period: Period) -> tuple[Kind, int, int]:
    return period.kind, period.first.toordinal() - TUESDAY.toordinal() + 1, (period.last - TUESDAY).days + 1


@pytest.mark.parametrize(
    ("due_at", "now", "since", "expected"),
    [
        (at(2, 9), at(2, 9), LONG_AGO, [(Kind.DAY, 1, 1)]),
        (at(2, 9), at(2, 23), LONG_AGO, [(Kind.DAY, 1, 1)]),
        (at(7, 9), at(7, 9), LONG_AGO, [(Kind.DAY, 6, 6), (Kind.WEEK, 0, 6)]),
        (at(2, 9), at(4, 15), LONG_AGO, [(Kind.SPAN, 1, 3)]),
        (at(5, 9), at(8, 10), LONG_AGO, [(Kind.SPAN, 4, 7), (Kind.WEEK, 0, 6)]),
        (at(1, 9), at(1, 9), TUESDAY, []),
        (at(1, 9), at(3, 9), TUESDAY, [(Kind.DAY, 1, 2)]),
    ],
)
def test_which_days_a_digest_tells_of(
    due_at: datetime, now: datetime, since: date, expected: list[tuple[Kind, int, int]]
) -> None:
    found = [days(period) for period in due(due_at, now, ZONE, since)]
    assert [(first, last) for _, first, last in found] == [(first, last) for _, first, last in expected]


def test_a_digest_asked_for_tells_of_today_so_far_or_of_seven_days() -> None:
    assert asked(Kind.DAY, at(1, 15), ZONE) == Period(Kind.DAY, TUESDAY, TUESDAY, 15)
    week = asked(Kind.WEEK, at(1, 15), ZONE)
    assert (week.first, week.last, week.is_over) == (TUESDAY - timedelta(days=6), TUESDAY, False)


def facts(
    *weeks: tuple[int, ...],
    until: float = 24,
    since: date = LONG_AGO,
    active: tuple[int, ...] = (5,),
    burning: tuple[Burning, ...] = (),
    missing_rights: tuple[str, ...] = (),
    reached: int = 2,
    unreached: tuple[str, ...] = (),
    applications: int = 0,
) -> Facts:
    """A Tuesday and the Tuesdays before it, with messages at 8 and at 20 o'clock each."""
    hours = {}
    for back, (morning, evening) in enumerate(weeks):
        counted = [0] * 24
        counted[8], counted[20] = morning, evening
        hours[TUESDAY - timedelta(weeks=back), Metric.MESSAGES] = tuple(counted)
    return Facts(
        Period(Kind.DAY, TUESDAY, TUESDAY, until), since, hours, active, present=10, burning=burning,
        missing_rights=missing_rights, reached=reached, unreached=unreached, applications=applications,
    )  # fmt: skip


def messages(made: Facts) -> Figure:
    return next(figure for figure in make(made).figures if figure.metric is Metric.MESSAGES)


def test_the_usual_is_the_mean_of_the_same_weekday() -> None:
    figure = messages(facts((10, 20), (10, 10), (10, 10), (20, 20), (0, 0)))
    assert (figure.value, figure.usual, figure.change, figure.trend) == (30, 20.0, 50, 1)


def test_an_unfinished_day_is_compared_with_the_same_hours() -> None:
    figure = messages(facts((10, 0), (10, 30), (10, 30), (10, 30), (10, 30), until=12.5))
    assert (figure.value, figure.usual) == (10, 10.0)


def test_less_than_two_weeks_are_no_history() -> None:
    young = facts((10, 0), (10, 30), since=TUESDAY - timedelta(days=13))
    assert messages(young).usual is None and not make(young).has_history
    assert make(facts((10, 0), since=TUESDAY - timedelta(days=14))).has_history


def test_people_are_compared_on_finished_days_only() -> None:
    counted = (6, 4, 2, 4, 2)
    over = next(f for f in make(facts((1, 1), active=counted)).figures if f.metric is Metric.ACTIVE)
    assert (over.value, over.usual) == (6, 3.0)
    today = next(f for f in make(facts((1, 1), active=counted, until=9)).figures if f.metric is Metric.ACTIVE)
    assert (today.value, today.usual) == (6, None)


def burning(number: int, level: Level = Level.YELLOW, taken: bool = False) -> Burning:
    now = datetime(2026, 12, 1, tzinfo=UTC)
    incident = Incident(
        IncidentId(number), CommunityId(1), number, "发霉", "发霉", Tier.URGENT, level, 1, now, now,
        acknowledged_at=now if taken else None,
    )  # fmt: skip
    return Burning(incident, 1)


def test_at_most_three_things_to_decide_the_most_pressing_first() -> None:
    everything = facts(
        (1, 1),
        burning=(burning(1), burning(2, taken=True), burning(3, Level.BLUE)),
        missing_rights=("can_invite_users",),
        reached=1,
        unreached=("小二",),
        applications=4,
    )
    made = make(everything)
    assert [decision.asks for decision in made.decisions] == [Asks.INCIDENT, Asks.APPLICATIONS, Asks.RIGHTS]
    assert len(made.burning) == 3
    assert make(facts((1, 1), unreached=("小二",))).decisions == ()
    assert [d.asks for d in make(facts((1, 1), reached=1, unreached=("小二",))).decisions] == [Asks.UNREACHABLE]


def test_a_day_without_messages_is_silent_and_days_before_counting_are_gaps() -> None:
    made = make(facts((0, 0), since=TUESDAY - timedelta(days=3)))
    assert made.is_silent
    assert [value for _, value in made.days] == [None] * 10 + [0] * 4
    assert [values[0] for _, values in made.heat] == [None] * 3 + [0] * 4


# --- topics ---------------------------------------------------------------------------------------------------------


def said(*texts: str, people: int = 99) -> list[Said]:
    return [Said(number % people, f"茶友{number % people}", text) for number, text in enumerate(texts)]


def test_a_topic_is_what_several_people_say_now_and_not_always() -> None:
    always = said(*["茶 好喝"] * 20)
    found = topics(said("茶 发霉", "茶 发霉", "茶 快递", "发霉 快递"), always, str.split)
    assert found == (Topic("发霉", 3, 3), Topic("快递", 2, 2))


def test_one_person_repeating_a_word_makes_no_topic_and_names_are_left_out() -> None:
    now = [*said(*["退款"] * 9, people=1), *said("早", "茶友1 早", "茶友1 好", "茶友1 好")]
    assert [topic.word for topic in topics(now, [], str.split)] == ["好", "早"]


@pytest.mark.parametrize(("usual", "change"), [(2.25, 0), (2.0, 0), (4.0, -50), (0.4, None), (None, None)])
def test_a_figure_that_reads_like_the_usual_has_not_changed(usual: float | None, change: int | None) -> None:
    assert Figure(Metric.JOINED, 2, usual).change == change
