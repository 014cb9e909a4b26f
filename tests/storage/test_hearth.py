"""Check-ins, the ledger and scheduled posts, on both engines."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import Conflict
from bot.core.ids import PostId, ProgrammeId, UserId
from bot.core.period import MIDNIGHT, Days, Rule, Window, parse_rule
from bot.features.activities.model import Copied, Occurrence, Post, RunOutcome
from bot.features.checkin.terms import Plan
from bot.features.members.model import Member, MemberStatus
from bot.features.points.model import Bonus, Booked, Entry, Reason, Standing
from storage import Storage
from tests.storage.decisions import CHAT, NOW, decision, view_of

FIRST = date(2026, 12, 1)
NINE = Rule(Days.EVERY_DAY, time(9))


async def test_programmes_are_kept_as_they_were_made(storage: Storage) -> None:
    async with decision(storage) as (_, view):
        named = await view.chat(CHAT).checkins.add(Plan("21天读书", 21, Window(time(5), MIDNIGHT)), FIRST)
        standing = await view.chat(CHAT).checkins.add_standing("每日打卡", FIRST)
        assert await view.chat(CHAT).checkins.programmes() == [named, standing]
    assert await view_of(storage).chat(CHAT).checkins.programmes() == [named, standing]
    assert await view_of(storage).chat(-5).checkins.programmes() == []
    async with decision(storage) as (_, view):
        await view.chat(CHAT).checkins.end(named, NOW)
    assert [p.ended_at for p in await view_of(storage).chat(CHAT).checkins.programmes()] == [NOW, None]


async def test_a_day_can_be_claimed_once(storage: Storage) -> None:
    async with decision(storage) as (_, view):
        standing = await view.chat(CHAT).checkins.add_standing("每日打卡", FIRST)
        named = await view.chat(CHAT).checkins.add(Plan("早起", 7), FIRST)
        await view.chat(CHAT).checkins.claim(named, 51, FIRST, NOW, note="白茶")
    with pytest.raises(Conflict):
        async with decision(storage) as (_, view):
            await view.chat(CHAT).checkins.claim(named, 51, FIRST, NOW)
            view.chat(CHAT).ledger.book([Entry(UserId(51), 5, Reason.CHECKIN, "checkin:x")], NOW)
    assert await view_of(storage).chat(CHAT).ledger.balance(51) == 0, "nothing of a lost claim is left"
    async with decision(storage) as (_, view):
        await view.chat(CHAT).checkins.claim(standing, 51, FIRST, NOW)
        await view.chat(CHAT).checkins.claim(standing, 52, FIRST, NOW)
        await view.chat(CHAT).checkins.claim(named, 51, FIRST - timedelta(days=1), NOW, made_up_by=7)
        await view.chat(CHAT).checkins.claim(named, 53, FIRST, NOW, made_up_by=7)
    checkins = view_of(storage).chat(CHAT).checkins
    assert await checkins.days_of(51, standing) == {FIRST, FIRST - timedelta(days=1)}
    assert (await checkins.people_on(FIRST, standing), await checkins.people_on(FIRST, named)) == (2, 1)
    assert await checkins.totals(named) == {51: 2, 53: 1}


async def test_an_entry_is_booked_once_by_its_key(storage: Storage) -> None:
    bonus = Bonus(ProgrammeId(1), 7, FIRST)
    for amount in (5, 50):
        async with decision(storage) as (_, view):
            view.chat(CHAT).ledger.book([Entry(UserId(51), amount, Reason.CHECKIN, "checkin:1:51", "每日打卡")], NOW)
    async with decision(storage) as (_, view):
        later = NOW + timedelta(hours=1)
        view.chat(CHAT).ledger.book([Entry(UserId(51), 10, Reason.STREAK, bonus.key(51), "7")], later)
        view.chat(CHAT).ledger.book([Entry(UserId(51), -3, Reason.GRANT, "grant:9", "重复", UserId(7))], later)
        view.chat(-5).ledger.book([Entry(UserId(51), 5, Reason.CHECKIN, "checkin:1:51")], NOW)
    ledger = view_of(storage).chat(CHAT).ledger
    assert await ledger.balance(51) == 12 and await ledger.balance(52) == 0
    assert await ledger.bonuses(51) == [bonus]
    assert await ledger.last(51, 2) == [
        Booked(-3, Reason.GRANT, "重复", later),
        Booked(10, Reason.STREAK, "7", later),
    ]


async def test_the_leaderboard_ranks_with_gaps_and_leaves_out_who_is_gone(storage: Storage) -> None:
    totals = {51: 10, 52: 30, 53: 30, 54: -2, 55: 99, 56: 1}
    async with decision(storage) as (_, view):
        for user, amount in totals.items():
            status = MemberStatus.LEFT if user == 55 else MemberStatus.MEMBER
            await view.chat(CHAT).members.save(Member(UserId(user), f"茶友{user}", None, status, NOW))
            since = timedelta(days=-9 if user == 56 else 0)
            view.chat(CHAT).ledger.book([Entry(UserId(user), amount, Reason.GRANT, f"grant:{user}")], NOW + since)
    ledger = view_of(storage).chat(CHAT).ledger
    assert [(s.rank, s.user_id) for s in await ledger.top(None)] == [(1, 52), (1, 53), (3, 51), (4, 56)]
    assert [(s.rank, s.user_id) for s in await ledger.top(NOW)] == [(1, 52), (1, 53), (3, 51)]
    assert await ledger.place(51, None) == Standing(3, UserId(51), "茶友51", 10)
    assert await ledger.place(54, None) is None and await ledger.place(56, NOW) is None


async def test_posts_and_their_runs(storage: Storage) -> None:
    async with decision(storage) as (_, view):
        store = view.chat(CHAT).posts
        assert await store.next_number() == 1
        words = Post(PostId(1), 1, NINE, "早安 &lt;3", False, None, 9, UserId(7))
        copy = Post(PostId(2), 2, parse_rule("mon,wed 20:00"), "", True, Copied(55, 12), None, UserId(7))
        store.add(words, NOW)
        store.add(copy, NOW)
    assert await view_of(storage).chat(CHAT).posts.all() == [words, copy]
    occurrence = Occurrence("2026-12-01", NOW)
    async with decision(storage) as (_, view):
        view.chat(CHAT).posts.claim_run(words, occurrence, RunOutcome.RAN, NOW)
    with pytest.raises(Conflict):
        async with decision(storage) as (_, view):
            view.chat(CHAT).posts.claim_run(words, occurrence, RunOutcome.LATE, NOW)
    store = view_of(storage).chat(CHAT).posts
    assert await store.settled(1, NOW) == {"2026-12-01"}
    assert await store.settled(1, NOW + timedelta(seconds=1)) == await store.settled(2, NOW) == frozenset()
    async with decision(storage) as (_, view):
        view.chat(CHAT).posts.set_outcome(1, "2026-12-01", RunOutcome.FAILED)
        view.chat(CHAT).posts.remove(copy, NOW)
    store = view_of(storage).chat(CHAT).posts
    assert await store.all() == [words] and await store.find(2) is None
    assert await store.next_number() == 3, "numbers are not given again"
    assert await view_of(storage).chat(-5).posts.find(1) is None


@given(st.builds(Bonus, st.integers(1).map(ProgrammeId), st.integers(1, 999), st.dates()), st.integers(1))
def test_a_bonus_is_read_back_from_its_key(bonus: Bonus, user: int) -> None:
    assert Bonus.of(bonus.key(user)) == bonus
