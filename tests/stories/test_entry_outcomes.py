"""What becomes of applicants: each ending has its own consequence, lists speak first, and an admin has the last word."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from sqlalchemy import update

from bot.sandbox import Chat, Fault, JoinRequest, User, VirtualClock
from storage.tables import groups
from tests.stage import AGAIN, Stage, staged, texts
from tests.stories.tea_house import TeaHouse, labels

ONE_COMMUNITY = update(groups).values(community_id=1)


async def fails(house: TeaHouse, name: str = "小红") -> tuple[User, JoinRequest]:
    """Somebody who has used up both attempts."""
    someone, request = await house.applicant(name)
    await house.answer_to(someone, "一")
    await house.answer_to(someone, "二")
    return someone, request


# --- consequences ------------------------------------------------------------------------------------------------


async def test_wrong_means_banned_where_the_group_says_so(guarded: TeaHouse, group: Chat, owner: User) -> None:
    assert "答错 → 封禁" in await guarded.answer_to(owner, "/gate 答错 封禁")
    red, request = await fails(guarded)
    assert request.status == "declined"
    member = group.member(red)
    assert member.status == "kicked" and member.until_date is None
    assert "不能再加入" in red.last.content
    assert "封禁" in await guarded.answer_to(owner, f"/cases {red.id}")
    assert "入群：答错" in await guarded.answer_to(owner, "/case 1")


async def test_wrong_is_not_silent_and_silent_is_not_never_tried(guarded: TeaHouse, group: Chat, owner: User) -> None:
    for setting in ("wrong ban", "silent review", "untried kick"):
        await guarded.answer_to(owner, f"/gate {setting}")
    wrong, first = await fails(guarded, "小错")
    silent, second = await guarded.applicant("小静")
    await guarded.after(silent.presses(silent.last, "我来回答"))
    never, third = await guarded.applicant("小无")
    await guarded.stage.advance(seconds=181)
    assert group.member(wrong).status == "kicked"
    assert (first.status, second.status, third.status) == ("declined", "pending", "declined")
    assert "没有在时限内答完" in owner.last.content
    assert "没有收到您的回答" in never.last.content and group.member(never).status == "left"
    shown = await guarded.answer_to(owner, "/gate")
    assert "答错 1、没答完 1、没动静 1" in shown


async def test_passed_may_mean_a_last_look(guarded: TeaHouse, owner: User) -> None:
    await guarded.answer_to(owner, "/gate passed review")
    red, request = await guarded.applicant()
    await guarded.answer_to(red, "芝麻开门")
    assert request.status == "pending" and "题都答对了" in owner.last.content
    await guarded.stage.kill()
    await guarded.stage.start()
    await guarded.after(owner.presses(owner.last, "通过"))
    assert request.status == "approved"


async def test_ban_on_the_card_really_bans_and_leaves_a_case(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.guard("审核")
    red, request = await house.applicant()
    card = owner.last
    assert labels(card) == ["通过", "拒绝", "封禁"]
    house.stage.sandbox.faults.add(Fault("banChatMember", "reset", "after"))
    await house.after(owner.presses(card, "封禁"))
    await house.stage.restart()
    assert request.status == "declined"
    assert group.member(red).status == "kicked" and group.member(red).until_date is None
    assert "已封禁，店长 处理" in card.content
    assert "管理员没有通过" in red.last.content and "不能再加入" in red.last.content
    assert "店长" in await house.answer_to(owner, "/case 1")
    await house.answer_to(owner, f"/unban {red.id}")
    again = await house.after(red.asks_to_join(group))
    assert again.status == "pending" and "以前的处理" not in owner.last.content, (
        "what was undone is not held against them"
    )


async def test_the_card_tells_of_earlier_cases(house: TeaHouse, group: Chat, owner: User) -> None:
    red = house.newcomer("小红", language="zh-hans")
    await house.stage.settled()
    await house.answer_to(owner, f"/warn {red.id} 刷屏")
    red.leaves(group)
    await house.guard("审核")
    await house.after(red.asks_to_join(group))
    assert "以前的处理：#1 警告" in owner.last.content


async def test_banning_needs_the_right_to_ban(house: TeaHouse, group: Chat) -> None:
    await house.guard("审核")
    clerk = await house.deputy("小工", "can_invite_users")
    red, request = await house.applicant()
    press = await house.after(clerk.presses(clerk.last, "封禁"))
    assert press.alert and request.status == "pending" and group.member(red).status == "left"


async def test_an_admins_ban_stays_as_it_is(guarded: TeaHouse, group: Chat, owner: User) -> None:
    red, _ = await guarded.applicant()
    await guarded.answer_to(red, "一")
    owner.bans(red, group)
    await guarded.stage.kill()
    await guarded.stage.start()
    await guarded.answer_to(red, "二")
    await guarded.stage.advance(minutes=30)
    member = group.member(red)
    assert member.status == "kicked" and member.until_date is None
    assert guarded.stage.sandbox.calls("unbanChatMember") == []
    assert guarded.stage.sandbox.calls("banChatMember") == []


async def test_taking_a_request_back_may_cool_off(guarded: TeaHouse, group: Chat, owner: User) -> None:
    await guarded.answer_to(owner, "/gate 撤回 冷却")
    red, request = await guarded.applicant()
    red.cancels(request)
    again = await guarded.after(red.asks_to_join(group))
    assert again.status == "declined" and "刚才撤回" in red.last.content
    await guarded.stage.advance(minutes=11)
    assert (await guarded.after(red.asks_to_join(group))).status == "pending"


# --- restarts ----------------------------------------------------------------------------------------------------


async def test_what_was_missed_may_be_declined(guarded: TeaHouse, group: Chat, owner: User) -> None:
    await guarded.answer_to(owner, "/gate 错过 拒绝")
    await guarded.stage.stop()
    red = guarded.stage.sandbox.person("小红", language="zh-hans")
    red.says_privately("你好")
    request = red.asks_to_join(group)
    assert isinstance(guarded.stage.sandbox.clock, VirtualClock)
    guarded.stage.sandbox.clock.advance(minutes=40)
    await guarded.stage.start()
    assert request.status == "declined"


async def test_the_gate_holds_through_kills(shaken_stage: Stage) -> None:
    house = TeaHouse(shaken_stage, *await shaken_stage.tea_house())
    await house.guard("暗号 芝麻开门 + 审核")
    red, request = await house.applicant()
    await house.answer_to(red, "芝麻关门")
    await house.answer_to(red, "芝麻开门")
    card = next(message for message in reversed(house.owner.inbox) if labels(message))
    await house.after(house.owner.presses(card, "封禁"))
    await house.stage.settled()
    assert request.status == "declined" and house.group.member(red).status == "kicked"
    assert sum("不能再加入" in said and AGAIN not in said for said in texts(red.inbox)) <= 1
    assert any("不能再加入" in said for said in texts(red.inbox))


# --- who is not wanted -------------------------------------------------------------------------------------------


async def test_names_and_bios_on_the_list_do_not_come_in(guarded: TeaHouse, group: Chat, owner: User) -> None:
    typed = await guarded.after(owner.says(group, "/blocklist add 加微信"))
    assert typed.deleted and "加微信" in owner.last.content
    advert, first = await guarded.applicant("小红 加❤微 信")
    shop, second = await guarded.applicant("小蓝", bio="請加微信 vx123")
    _, third = await guarded.applicant("小绿", bio="爱喝茶")
    assert (first.status, second.status, third.status) == ("declined", "declined", "pending")
    assert "您的名字里" in advert.last.content and "您的简介里" in shop.last.content
    assert "拦下 2" in await guarded.answer_to(owner, "/gate")
    await guarded.stage.restart()
    assert "加微信" in await guarded.answer_to(owner, "/blocklist")
    assert "拿掉了" in await guarded.answer_to(owner, "/blocklist del 加微信")
    assert "还没有字" in await guarded.answer_to(owner, "/blocklist list")
    assert "名单里没有" in await guarded.answer_to(owner, "/blocklist del 加微信")


async def test_the_list_holds_at_an_open_gate_too(house: TeaHouse, owner: User) -> None:
    await house.guard("open")
    await house.answer_to(owner, "/blocklist add 加微信")
    _, request = await house.applicant("加微信")
    assert request.status == "declined"


async def test_who_is_banned_in_the_community_does_not_come_in(guarded: TeaHouse, owner: User) -> None:
    circle = guarded.stage.sandbox.supergroup("读书会", owner=owner)
    owner.adds_bot(circle, rights=("can_invite_users", "can_delete_messages", "can_restrict_members"))
    await guarded.stage.settled()
    await guarded.stage.weilu.storage.database.write(lambda connection: connection.execute(ONE_COMMUNITY))
    await guarded.stage.restart()
    red = guarded.stage.sandbox.person("小红", language="zh-hans")
    red.joins(circle)
    await guarded.stage.settled()
    owner.bans(red, circle)
    await guarded.stage.settled()
    request = await guarded.after(red.asks_to_join(guarded.group))
    assert request.status == "declined" and "另一个群里被封禁" in red.last.content
    owner.unbans(red, circle)
    await guarded.stage.settled()
    assert (await guarded.after(red.asks_to_join(guarded.group))).status == "pending"


async def test_the_list_in_english(guarded: TeaHouse, owner: User) -> None:
    await guarded.answer_to(owner, "/gate blocked review")
    await guarded.answer_to(owner, "/blocklist add casino")
    bob, request = await guarded.applicant("Bob CASINO", language="en")
    assert request.status == "pending" and "with the admins now" in bob.last.content
    assert "名字里有黑名单上的“casino”" in owner.last.content


# --- the outside list --------------------------------------------------------------------------------------------

Listed = set[int]


@asynccontextmanager
async def outside_list(listed: Listed, status: int = 200) -> AsyncIterator[tuple[str, list[int]]]:
    """A list that speaks like api.cas.chat; its address, and who was asked about."""
    asked: list[int] = []

    async def check(request: web.Request) -> web.Response:
        user_id = int(request.query["user_id"])
        asked.append(user_id)
        return web.json_response({"ok": user_id in listed}, status=status)

    app = web.Application()
    app.router.add_get("/check", check)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/check", asked
    finally:
        await runner.cleanup()


@pytest.mark.parametrize("status", [200, 500])
async def test_the_outside_list_is_asked_and_may_fail(tmp_path: Path, sqlite_template: Path, status: int) -> None:
    shutil.copyfile(sqlite_template, tmp_path / "weilu.db")
    listed: Listed = set()
    async with outside_list(listed, status) as (url, asked), staged(tmp_path, WEILU_OUTSIDE_LIST__URL=url) as stage:
        house = TeaHouse(stage, *await stage.tea_house())
        await house.guard("open")
        spammer = stage.sandbox.person("小坏", language="zh-hans")
        listed.add(spammer.id)
        refused = await house.after(spammer.asks_to_join(house.group))
        _, welcome = await house.applicant()
        assert welcome.status == "approved"
        assert refused.status == ("declined" if status == 200 else "approved")
        if status == 200:
            assert "反垃圾名单" in spammer.last.content
            await house.after(spammer.asks_to_join(house.group))
            assert asked.count(spammer.id) == 1, "the answer is kept"
            again = spammer.asks_to_join(house.group)
            await stage.kill()
            await stage.start()
            assert again is not None and again.status == "declined"
