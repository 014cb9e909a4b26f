"""Limits, journeys, letters and names, on every engine: what is kept is what comes back, also in the next process."""

from dataclasses import replace
from datetime import date, timedelta

from bot.core.ids import UserId
from bot.features.entry.arrivals import EVERYTHING, Restriction
from bot.features.limits.model import Extent, Limit, Reason
from bot.features.members.model import Member, MemberStatus
from bot.features.nickname.model import Misnamed, Stage
from bot.features.onboarding.model import Correspondent, Introduced, Journey, Stopped
from storage import Storage
from tests.storage.decisions import CHAT, NOW, decision, view_of

RED, MING = UserId(7), UserId(8)


async def test_limits(storage: Storage) -> None:
    earlier = Restriction({**EVERYTHING, "can_send_polls": False}, NOW + timedelta(days=2))
    first = Limit(RED, Reason.NEWCOMER, Extent.TEXT, NOW, NOW + timedelta(days=1), 5, earlier)
    second = Limit(RED, Reason.NICKNAME, Extent.SILENCE, NOW + timedelta(hours=1))
    async with decision(storage) as (_, view):
        limits = view.chat(CHAT).limits
        await limits.save(first)
        await limits.save(second)
        assert await limits.of(RED) == (first, second)
    assert await view_of(storage).chat(CHAT).limits.all() == {RED: (first, second)}
    assert await view_of(storage).chat(CHAT - 1).limits.of(RED) == ()
    async with decision(storage) as (_, view):
        await view.chat(CHAT).limits.save(replace(first, messages=None))
        await view.chat(CHAT).limits.drop(second)
    assert await view_of(storage).chat(CHAT).limits.of(RED) == (replace(first, messages=None),)


async def test_journeys_and_how_far_they_lead(storage: Storage) -> None:
    open_ = Journey(RED, NOW)
    over = Journey(MING, NOW, NOW, Introduced.FORM, 7, 3, NOW, Stopped.DONE)
    async with decision(storage) as (_, view):
        await view.chat(CHAT).journeys.save(open_)
        await view.chat(CHAT).journeys.save(over)
    journeys = view_of(storage).chat(CHAT).journeys
    assert await journeys.open(RED) == open_ and await journeys.open(MING) is None
    assert await journeys.find(MING) == over
    async with decision(storage) as (_, view):
        programme = await view.chat(CHAT).checkins.add_standing("每日", NOW.date())
        await view.chat(CHAT).checkins.claim(programme, MING, NOW.date(), NOW + timedelta(hours=1))
        view.chat(CHAT).rules.confirm(1, RED, NOW + timedelta(hours=1))
        view.chat(CHAT).rules.confirm(1, MING, NOW - timedelta(hours=1))
    journeys = view_of(storage).chat(CHAT).journeys
    funnel = await journeys.funnel(NOW, with_rules=True)
    assert (funnel.began, funnel.confirmed, funnel.introduced, funnel.checked_in, funnel.complete) == (2, 1, 1, 1, 0)
    assert funnel.letters == 3 and funnel.stopped == {Stopped.DONE: 1}
    assert (await journeys.funnel(NOW, with_rules=False)).complete == 1
    assert (await journeys.funnel(NOW + timedelta(seconds=1), with_rules=True)).began == 0
    assert await journeys.has_checked_in(MING, NOW) and not await journeys.has_checked_in(RED, NOW)


async def test_letters(storage: Storage) -> None:
    assert await view_of(storage).correspondents.find(RED) == Correspondent(RED)
    quiet = Correspondent(RED, date(2026, 12, 2), NOW, Stopped.ASKED)
    async with decision(storage) as (_, view):
        await view.correspondents.save(quiet)
        assert await view.correspondents.find(RED) == quiet
    assert await view_of(storage).correspondents.find(RED) == quiet


async def test_names(storage: Storage) -> None:
    async with decision(storage) as (_, view):
        await view.chat(CHAT).nicknames.save(Misnamed(RED, Stage.ASKED, NOW))
        await view.chat(CHAT).nicknames.save(Misnamed(MING, Stage.ASKED, NOW))
        await view.chat(CHAT).nicknames.save(Misnamed(RED, Stage.REMINDED, NOW))
        await view.chat(CHAT).nicknames.drop(MING)
        for user, status in ((RED, MemberStatus.MEMBER), (MING, MemberStatus.LEFT), (9, MemberStatus.ADMINISTRATOR)):
            await view.chat(CHAT).members.save(Member(UserId(user), f"茶友{user}", None, status, NOW))
    nicknames = view_of(storage).chat(CHAT).nicknames
    assert await nicknames.all() == {RED: Misnamed(RED, Stage.REMINDED, NOW)}
    assert [(each.user_id, each.is_exempt) for each in await nicknames.names(NOW)] == [(7, False), (9, True)]


async def test_a_communitys_own_value_reaches_its_groups(storage: Storage) -> None:
    async with decision(storage) as (_, view):
        group = view.groups.add(CHAT, title="茶友", kind="supergroup", username=None, is_forum=False, by=1, at=NOW)
    async with decision(storage) as (_, view):
        await view.groups.set_community_value(group.community_id, "onboarding", "letters", {"3": "您好"})
    view = view_of(storage)
    assert await view.groups.community_value(group.community_id, "onboarding", "letters") == {"3": "您好"}
    found = await view.groups.find(CHAT)
    assert found is not None and found.layers[1] == {"onboarding": {"letters": {"3": "您好"}}}
