"""Runs of posts: each occurrence once, late within two hours, otherwise skipped."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.period import Days, Rule, next_run, occurrence_key
from bot.features.activities.kind import Kind
from bot.features.activities.kinds import KINDS
from bot.features.activities.kinds.post import KIND, LATE_WITHIN, parse_draft, title
from bot.features.activities.model import Draft
from bot.features.activities.rules import due_runs

SHANGHAI = ZoneInfo("Asia/Shanghai")
NINE = Rule(Days.EVERY_DAY, time(9))
DUE = datetime(2026, 12, 1, 1, tzinfo=UTC)
ZONES = st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"})).map(ZoneInfo)


def test_every_kind_is_in_the_list_once() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize(
    ("away", "skipped", "runs", "late"),
    [
        (timedelta(), 0, True, False),
        (timedelta(seconds=59), 0, True, False),
        (timedelta(minutes=1), 0, True, True),
        (timedelta(hours=2), 0, True, True),
        (timedelta(hours=2, microseconds=1), 1, False, False),
        (timedelta(days=1), 1, True, False),
        (timedelta(days=3, hours=1), 3, True, True),
        (timedelta(days=3, hours=3), 4, False, False),
        (timedelta(days=800), 400, False, False),
    ],
)
def test_what_happens_after_an_absence(away: timedelta, skipped: int, runs: bool, late: bool) -> None:
    found = due_runs(KIND, NINE, SHANGHAI, DUE, DUE + away, ())
    assert (len(found.skipped), found.now is not None, found.late) == (skipped, runs, late)


def test_a_kind_may_always_run_late() -> None:
    found = due_runs(Kind("draw", None), NINE, SHANGHAI, DUE, DUE + timedelta(days=3, hours=12), ())
    assert len(found.skipped) == 3 and found.now is not None and found.late


@pytest.mark.parametrize(
    ("away", "skipped", "runs", "late", "waits"),
    [
        (timedelta(), 0, False, False, True),
        (timedelta(hours=8, minutes=59), 0, False, False, True),
        (timedelta(hours=9), 0, True, False, False),
        (timedelta(hours=10), 0, True, True, False),
        (timedelta(hours=11, minutes=1), 1, False, False, False),
        (timedelta(days=1), 1, False, False, True),
        (timedelta(days=1, hours=9), 1, True, False, False),
    ],
)
def test_while_the_group_rests_the_last_run_waits(
    away: timedelta, skipped: int, runs: bool, late: bool, waits: bool
) -> None:
    """From 09:00 until 18:00 nothing may be posted; until then it is not late either."""

    def ready(instant: datetime) -> datetime:
        local = instant.astimezone(SHANGHAI)
        return local.replace(hour=18, minute=0).astimezone(UTC) if 9 <= local.hour < 18 else instant

    found = due_runs(KIND, NINE, SHANGHAI, DUE, DUE + away, (), ready=ready)
    assert (len(found.skipped), found.now is not None, found.late) == (skipped, runs, late)
    assert (found.held_until == ready(DUE + away)) is waits


@settings(max_examples=300)
@given(
    ZONES,
    st.integers(0, 23),
    st.integers(0, 59),
    st.integers(0, 4 * 365 * 24 * 60),
    st.lists(st.integers(1, 5 * 24 * 60), min_size=1, max_size=12),
)
def test_restarts_at_random_instants_settle_every_occurrence_exactly_once(
    zone: ZoneInfo, hour: int, minute: int, start: int, pauses: list[int]
) -> None:
    """The bot comes back again and again; what the ticker hands over may come twice and late."""
    rule, now = Rule(Days.EVERY_DAY, time(hour, minute)), datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=start)
    due = next_run(rule, zone, now)
    first = due
    ran: list[str] = []
    skipped: list[str] = []
    for pause in pauses:
        now += timedelta(minutes=pause)
        if due is None or due > now:
            continue
        for _ in range(2):
            found = due_runs(KIND, rule, zone, due, now, {*ran, *skipped})
            skipped += [occurrence.key for occurrence in found.skipped]
            if found.now is not None:
                assert now - found.now.due_at <= LATE_WITHIN
                ran.append(found.now.key)
        due = next_run(rule, zone, now)
    settled = ran + skipped
    assert len(settled) == len(set(settled))
    expected, at = [], first
    while at is not None and at <= now:
        expected.append(occurrence_key(rule, zone, at))
        at = next_run(rule, zone, at)
    assert sorted(settled) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ('"every day 09:00" 早安', Draft(NINE, "早安")),
        ("“每天 09:00”早安\n第二行", Draft(NINE, "早安\n第二行")),
        ('notice "每天9点" 停水通知', Draft(NINE, "停水通知", notice=True)),
        ("公告「每天 09:00」 停水", Draft(NINE, "停水", notice=True)),
        ('"every day 09:00"', Draft(NINE, "")),
        ('"every day 09:00" 他说 "好"', Draft(NINE, '他说 "好"')),
        ("every day 09:00 早安", None),
        ('早安 "every day 09:00"', None),
        ("", None),
    ],
)
def test_drafts(text: str, draft: Draft | None) -> None:
    assert parse_draft(text, SHANGHAI, DUE) == draft


@pytest.mark.parametrize(
    ("markup", "shown"),
    [("早安 &lt;b&gt;\n第二行", "早安 &lt;b&gt;"), ("<b>粗</b>体", "粗体"), ("", ""), ("长" * 60, "长" * 39 + "…")],
)
def test_titles(markup: str, shown: str) -> None:
    assert title(markup) == shown
