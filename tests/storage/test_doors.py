"""The door's repositories, on both engines."""

from dataclasses import replace
from datetime import timedelta

from bot.core.ids import ApplicationId, ChatId, UserId
from bot.features.entry.arrivals import Arrival, Restriction, Stand
from bot.features.entry.model import Application, Ending, State
from bot.features.entry.notice import Notice
from bot.features.entry.surge import Surge, SurgeId
from bot.features.members.model import Member, MemberStatus
from storage import Storage
from tests.storage.decisions import CHAT, NOW, decision, view_of

HELD = Arrival(
    UserId(51), "<b>小林", NOW, Stand.HELD, Restriction({"can_send_messages": True}, NOW + timedelta(days=1)), None, 2
)


async def test_who_stands_at_the_door_is_kept_until_it_is_over(storage: Storage) -> None:
    async with decision(storage) as (_, view):
        await view.chat(CHAT).arrivals.save(HELD)
        assert await view.chat(CHAT).arrivals.is_held(51)
    assert await view_of(storage).chat(CHAT).arrivals.find(51) == HELD
    assert await view_of(storage).chat(-5).arrivals.find(51) is None
    async with decision(storage) as (_, view):
        await view.chat(CHAT).arrivals.save(replace(HELD, stand=Stand.PASSED))
        assert await view.chat(CHAT).arrivals.find(51) is None
    assert await view_of(storage).chat(CHAT).arrivals.all() == {}


async def test_who_came_with_a_surge_is_kept_until_that_is_forgotten(storage: Storage) -> None:
    surge = Surge(SurgeId(4), NOW, NOW, came=9, cards=(UserId(7),), banned_by=(UserId(7), UserId(8)))
    inside, free = replace(HELD, surge=4), replace(HELD, user_id=UserId(52), surge=4, stand=Stand.RELEASED, before=None)
    async with decision(storage) as (_, view):
        await view.chat(CHAT).arrivals.all()
        view.chat(CHAT).surges.save(surge)
        for arrival in (inside, free):
            await view.chat(CHAT).arrivals.save(arrival)
    assert await view_of(storage).chat(CHAT).surges.current() == surge
    assert await view_of(storage).chat(CHAT).arrivals.all() == {51: inside, 52: free}

    ended = replace(surge, ended_at=NOW, lifted_by=UserId(7), tightened_by=UserId(8), proposed_at=NOW)
    async with decision(storage) as (_, view):
        view.chat(CHAT).surges.save(ended)
        await view.chat(CHAT).arrivals.forget(4)
    view = view_of(storage)
    assert await view.chat(CHAT).surges.current() is None and await view.chat(CHAT).surges.latest() == ended
    assert await view.chat(CHAT).arrivals.all() == {51: inside}, "who is still silenced is not forgotten"


async def test_who_came_or_asked_lately(storage: Storage) -> None:
    async with decision(storage) as (_, view):
        for user, ago in ((1, 70), (2, 30)):
            at = NOW - timedelta(seconds=ago)
            await view.chat(CHAT).members.save(Member(UserId(user), "人", None, MemberStatus.MEMBER, at, joined_at=at))
        await view.chat(CHAT).applications.save(application(3, None))
    recent = await view_of(storage).chat(CHAT).arrivals.recent(NOW - timedelta(seconds=60))
    assert recent == [(NOW - timedelta(seconds=30), 2), (NOW, 3)]


async def test_who_has_passed_lately(storage: Storage) -> None:
    async with decision(storage) as (_, view):
        for user, ending in ((1, Ending.PASSED), (2, Ending.SILENT), (3, Ending.APPROVED_BY_ADMIN)):
            await view.chat(CHAT).applications.save(application(user, ending))
    arrivals = view_of(storage).chat(CHAT).arrivals
    assert await arrivals.passed(NOW - timedelta(days=30)) == {1: NOW, 3: NOW}
    arrivals.note_passed(4, NOW)
    assert 4 in await arrivals.passed(NOW - timedelta(days=30))


async def test_the_notice(storage: Storage) -> None:
    assert await view_of(storage).chat(CHAT).entry_notice.get() == Notice()
    notice = Notice(3, "ask:1:2", NOW, NOW + timedelta(seconds=3), is_busy=True)
    async with decision(storage) as (_, view):
        view.chat(CHAT).entry_notice.save(notice)
    assert await view_of(storage).chat(CHAT).entry_notice.get() == notice


def application(user: int, ending: Ending | None) -> Application:
    return Application(
        id=ApplicationId(user),
        chat_id=ChatId(CHAT),
        user_id=UserId(user),
        user_chat_id=ChatId(user),
        name="人",
        steps=(),
        made_at=NOW,
        asked_at=NOW,
        deadline_at=NOW,
        state=State.ASKED if ending is None else State.CLOSED,
        ending=ending,
        decided_at=None if ending is None else NOW,
    )
