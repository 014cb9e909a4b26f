"""Where members come from: tracked links, vouchers, what guests earn, and the numbers of it all."""

import re

import pytest

from bot.sandbox import Chat, Fault, User, VirtualClock
from tests.stage import RIGHTS, Stage, texts


def found_in(said: str) -> str:
    """The invite link in a message."""
    found = re.search(r"https://t\.me/\+[\w-]+", said)
    assert found is not None, said
    return found[0]


async def link_for(stage: Stage, owner: User, typed: str) -> str:
    """The link that an administrator gets for what they typed in private."""
    owner.says_privately(typed)
    await stage.settled()
    return found_in(owner.last.content)


async def trusted(stage: Stage, group: Chat, owner: User, name: str) -> User:
    """A trusted member who has pressed Start."""
    member = stage.member(group, name)
    member.says_privately("/start")
    await stage.settled()
    owner.says_privately(f"/trust {member.id}")
    await stage.settled()
    return member


async def voucher_of(stage: Stage, member: User) -> str:
    member.says_privately("/invite")
    await stage.settled()
    member.presses(member.last, "要一张邀请券")
    await stage.settled()
    return found_in(member.last.content)


# --- tracked links -----------------------------------------------------------------------------------------------


async def test_a_tracked_link_with_a_limit_and_an_end(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    link = await link_for(stage, owner, "/invite 门店海报 2 7天")
    assert "「门店海报」" in owner.last.content and "最多进 2 人" in owner.last.content
    people = [stage.sandbox.person(name) for name in ("甲", "乙", "丙")]
    assert [person.joins(group, link) for person in people] == [True, True, False]
    await stage.settled()
    owner.says_privately("/invites")
    await stage.settled()
    said = texts(owner.inbox)[-2]
    assert "· 门店海报：申请 2 · 进群 2 · 发言 0" in said
    assert stage.sandbox.file(owner.last).startswith(b"\x89PNG")


async def test_a_link_without_a_limit_leads_through_the_gate(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says_privately("/gate 暗号 芝麻开门=柜台")
    await stage.settled()
    link = await link_for(stage, owner, "/invite 公众号")
    assert "先过入群门槛" in owner.last.content
    red, ming = stage.sandbox.person("小红"), stage.sandbox.person("阿明")
    for person in (red, ming):
        person.asks_to_join(group, link)
    await stage.settled()
    red.says_privately("芝麻开门")
    await stage.settled()
    red.says(group, "大家好")
    await stage.settled()
    owner.says_privately("/invites")
    await stage.settled()
    said = texts(owner.inbox)[-2]
    assert "· 公众号：申请 2 · 进群 1 · 发言 1" in said
    assert "按暗号" in said and "· 柜台：申请 1 · 进群 1 · 发言 1" in said
    await link_for(stage, owner, "/invite 单人 1")
    assert "直接进群" in owner.last.content


async def test_the_card_about_an_applicant_names_who_made_their_link(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says_privately("/gate 审核")
    await stage.settled()
    link = await link_for(stage, owner, "/invite 公众号")
    stage.sandbox.person("小红").asks_to_join(group, link)
    await stage.settled()
    assert f"邀请人：{owner.id}" in owner.last.content


async def test_killed_while_the_link_is_made(stage: Stage) -> None:
    _, owner = await stage.tea_house()
    stage.sandbox.faults.add(Fault("createChatInviteLink", "reset", "before"))
    owner.says_privately("/invite 海报")
    await stage.kill()
    await stage.start()
    await stage.settled()
    assert "「海报」" in owner.last.content


async def test_links_that_cannot_be_made(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says_privately("/invite 海报 0")
    await stage.settled()
    assert "1 到 99999" in owner.last.content
    owner.promotes_bot(group, rights=[right for right in RIGHTS if right != "can_invite_users"])
    await stage.settled()
    owner.says_privately("/invite 海报")
    await stage.settled()
    assert "邀请用户" in owner.last.content
    stranger = stage.member(group, "路人")
    await stage.settled()
    before = len(group.messages)
    stranger.says(group, "/invite 海报")
    stranger.says_privately("/invite 海报")
    await stage.settled()
    assert [m for m in group.messages[before:] if m.sender == stage.sandbox.bot] == []
    assert "只给受信任的成员" in stranger.last.content


# --- vouchers ----------------------------------------------------------------------------------------------------


async def test_a_trusted_member_brings_guests_as_many_as_a_month_allows(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    red = await trusted(stage, group, owner, "小红")
    links = [await voucher_of(stage, red) for _ in range(3)]
    guests = [stage.sandbox.person(name) for name in ("客甲", "客乙", "客丙", "客丁")]
    assert guests[0].joins(group, links[0]) and not guests[3].joins(group, links[0])
    red.says_privately("/invite")
    await stage.settled()
    assert "本月还剩 0 位" in red.last.content and not red.last.buttons
    # Those that run out unused come back.
    await stage.advance(days=8)
    red.says_privately("/invite")
    await stage.settled()
    assert "本月还剩 2 位" in red.last.content
    owner.says_privately("/invites")
    await stage.settled()
    assert "按邀请人" in texts(owner.inbox)[-2] and "· 小红：申请 1 · 进群 1" in texts(owner.inbox)[-2]


async def test_a_guest_who_stays_and_writes_earns_points_and_one_who_leaves_takes_them_along(
    shaken_stage: Stage,
) -> None:
    stage = shaken_stage
    group, owner = await stage.tea_house()
    red = await trusted(stage, group, owner, "小红")
    guest = stage.sandbox.person("客甲")
    assert guest.joins(group, await voucher_of(stage, red))
    await stage.settled()
    for said in ("大家好", "我是小红的朋友"):
        guest.says(group, said)
        await stage.settled()
    await stage.advance(days=3)
    red.says_privately("/me")
    await stage.settled()
    assert "0 分" in red.last.content
    guest.says(group, "今天的茶真香")
    await stage.settled()
    await stage.advance(days=1)
    red.says_privately("/me")
    await stage.settled()
    assert "10 分" in red.last.content and "+10 邀请 客甲" in red.last.content
    await stage.advance(days=3)
    guest.leaves(group)
    await stage.settled()
    red.says_privately("/me")
    await stage.settled()
    assert "0 分" in red.last.content and "-10 客甲 离开了，邀请积分收回" in red.last.content
    guest.joins(group)
    await stage.settled()
    for said in ("我又来了", "这次不走了", "真的"):
        guest.says(group, said)
        await stage.settled()
    await stage.advance(days=5)
    red.says_privately("/me")
    await stage.settled()
    assert "0 分" in red.last.content


async def test_somebody_added_by_a_member_counts_for_them_and_an_administrator_earns_nothing(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    red = stage.member(group, "小红")
    await stage.settled()
    one, two = stage.sandbox.person("客甲"), stage.sandbox.person("客乙")
    red.invites(one, group)
    owner.invites(two, group)
    await stage.settled()
    for person in (one, two):
        for said in ("你好呀", "请多关照", "我喜欢白茶"):
            person.says(group, said)
            await stage.settled()
    await stage.advance(days=4)
    red.says_privately("/me")
    owner.says_privately("/me")
    await stage.settled()
    assert "10 分" in red.last.content and "0 分" in owner.last.content


async def test_a_banned_guest_pauses_the_inviter_until_the_ban_is_lifted(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    red = await trusted(stage, group, owner, "小红")
    guest, friend = stage.sandbox.person("客甲"), stage.sandbox.person("客乙")
    guest.joins(group, await voucher_of(stage, red))
    unused = await voucher_of(stage, red)
    await stage.advance(days=1)
    owner.bans(guest, group)
    await stage.settled()
    await stage.kill()
    assert isinstance(stage.sandbox.clock, VirtualClock)
    stage.sandbox.clock.advance(minutes=3)
    await stage.start()
    assert "您的邀请券暂停 30 天" in red.last.content
    assert not friend.joins(group, unused)
    red.says_privately("/invite")
    await stage.settled()
    assert "暂停到 2027-01-01" in red.last.content
    owner.unbans(guest, group)
    await stage.settled()
    red.says_privately("/invite")
    await stage.settled()
    assert "本月还剩" in red.last.content


async def test_a_kick_is_nobody_elses_fault(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    red = await trusted(stage, group, owner, "小红")
    guest = stage.sandbox.person("客甲")
    guest.joins(group, await voucher_of(stage, red))
    await stage.settled()
    owner.bans(guest, group)
    owner.unbans(guest, group)
    await stage.settled()
    await stage.advance(minutes=3)
    red.says_privately("/invite")
    await stage.settled()
    assert "本月还剩 2 位" in red.last.content


# --- the numbers -------------------------------------------------------------------------------------------------


async def test_who_stayed_after_a_week_and_a_month(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    link = await link_for(stage, owner, "/invite 海报")
    stayed, left = stage.sandbox.person("留下的"), stage.sandbox.person("走掉的")
    stayed.joins(group, link)
    left.joins(group, link)
    await stage.settled()
    stayed.says(group, "大家好")
    await stage.settled()
    await stage.advance(days=10)
    left.leaves(group)
    await stage.settled()
    await stage.advance(days=21)
    owner.says_privately("/invites")
    await stage.settled()
    assert "发言 1 · 满 7 天还在 2/2 · 满 30 天还在 1/2 · 被封 0" in texts(owner.inbox)[-2]


async def test_in_english_and_with_nobody_yet(stage: Stage) -> None:
    await stage.stop()
    stage.settings["WEILU_DEFAULTS__LANGUAGE"] = "en"
    await stage.start()
    owner = stage.sandbox.person("Basil", language="en")
    group = stage.sandbox.supergroup("Hearth Tea", owner=owner)
    owner.adds_bot(group, rights=RIGHTS)
    owner.says_privately("/start")
    await stage.settled()
    owner.says_privately("/invites")
    await stage.settled()
    assert "Nobody has come to Hearth Tea" in owner.last.content
    link = await link_for(stage, owner, "/invite Poster 1")
    assert "It lets one person in." in owner.last.content
    stage.sandbox.person("May").joins(group, link)
    await stage.settled()
    owner.says_privately("/invites")
    await stage.settled()
    assert "· Poster: asked 1 · came 1" in texts(owner.inbox)[-2]


@pytest.mark.parametrize("name", ["<b>", "100%", "{name}"])
async def test_no_name_breaks_the_numbers(stage: Stage, name: str) -> None:
    group, owner = await stage.tea_house()
    link = await link_for(stage, owner, f"/invite {name}")
    stage.sandbox.person(name).joins(group, link)
    await stage.settled()
    owner.says_privately("/invites")
    await stage.settled()
    assert f"· {name}：申请 1" in texts(owner.inbox)[-2]
