"""How it ends at the open door: passed, wrong, silent, never tried, reviewed; also when the bot dies in between."""

from bot.features.members.model import MemberStatus
from tests.stage import RIGHTS, Stage, texts
from tests.storage.decisions import view_of
from tests.stories.at_the_door import coming, follows, guarded, notices, silenced

# --- wrong, silent, never tried ----------------------------------------------------------------------------------


async def test_wrong_kicks_for_the_cool_off(stage: Stage) -> None:
    group, _ = await guarded(stage)
    red = await coming(stage, group)
    await follows(stage, group, red)
    red.says_privately("一")
    red.says_privately("二")
    await stage.settled()
    assert group.member(red).status == "kicked"
    assert "10 分钟" in red.last.content
    assert notices(group) == []
    member = await view_of(stage.weilu.storage).chat(group.id).members.find(red.id)
    assert member is not None and member.status is MemberStatus.LEFT, "to other groups she is not banned"
    await stage.advance(minutes=11)
    assert red.joins(group)
    await stage.settled()
    assert silenced(group, red)


async def test_without_a_cool_off_a_kick_still_lasts_a_minute_and_says_so(stage: Stage) -> None:
    group, owner = await guarded(stage)
    owner.says_privately("/gate cooldown 0")
    red = await coming(stage, group)
    await follows(stage, group, red)
    red.says_privately("一")
    red.says_privately("二")
    await stage.settled()
    assert group.member(red).status == "kicked"
    assert "1 分钟后再来" in red.last.content


async def test_never_tried_and_silent_have_their_own_ends(stage: Stage) -> None:
    group, owner = await guarded(stage)
    never, silent = await coming(stage, group, "小静"), await coming(stage, group, "小默")
    await follows(stage, group, silent)
    await stage.advance(seconds=200)
    assert group.member(never).status == "kicked" and never.inbox == []
    assert group.member(silent).status == "kicked"
    assert "没有答完" in silent.last.content
    owner.says_privately("/gate")
    await stage.settled()
    assert "没回答" in owner.last.content or "没答" in owner.last.content
    assert stage.sandbox.calls("sendMessage", chat_id=never.id) == []


async def test_wrong_really_bans_where_the_group_wants_that(stage: Stage) -> None:
    stage.settings["WEILU_SETTINGS__ENTRY__ON_WRONG"] = "ban"
    await stage.restart()
    group, _ = await guarded(stage)
    red = await coming(stage, group)
    await follows(stage, group, red)
    red.says_privately("一")
    red.says_privately("二")
    await stage.settled()
    member = group.member(red)
    assert member.status == "kicked" and member.until_date is None


async def test_a_permanent_ban_never_becomes_a_timed_one(stage: Stage) -> None:
    group, owner = await guarded(stage)
    red = await coming(stage, group)
    await stage.kill()
    owner.bans(red, group)
    stage.sandbox.clock.advance(minutes=30)  # type: ignore[attr-defined]
    await stage.start()
    await stage.advance(minutes=10)
    member = group.member(red)
    assert member.status == "kicked" and member.until_date is None
    assert notices(group) == []


async def test_a_removal_that_telegram_refuses_is_not_called_one(stage: Stage) -> None:
    group, owner = await guarded(stage)
    red = await coming(stage, group)
    await follows(stage, group, red)
    owner.promotes_bot(group, rights=("can_delete_messages", "can_invite_users", "can_change_info"))
    await stage.settled()
    red.says_privately("一")
    red.says_privately("二")
    await stage.settled()
    assert silenced(group, red)
    assert "Telegram 没让办" in owner.last.content


# --- review ------------------------------------------------------------------------------------------------------


async def test_a_review_at_the_open_door(stage: Stage) -> None:
    group, owner = await guarded(stage, "review")
    red, blue = await coming(stage, group, "小红"), await coming(stage, group, "小蓝")
    assert silenced(group, red) and "管理员确认" in notices(group)[0]
    first, second = owner.inbox[-2:]
    owner.presses(first, "通过")
    owner.presses(second, "封禁")
    await stage.settled()
    assert group.member(red).status == "member"
    assert group.member(blue).status == "kicked"
    assert notices(group) == []


# --- crash and restart -------------------------------------------------------------------------------------------


async def test_a_kill_right_after_somebody_came_in(stage: Stage) -> None:
    group, _ = await guarded(stage)
    red = stage.sandbox.person("小红", language="zh-hans")
    red.joins(group)
    await stage.sandbox.until(lambda: stage.sandbox.calls("restrictChatMember"))
    await stage.kill_between_chats()
    await stage.start()
    await stage.advance(seconds=4)
    assert silenced(group, red) and len(notices(group)) == 1
    await stage.kill()
    red.says_privately("/start")
    await stage.start()
    await follows(stage, group, red)
    await stage.kill()
    red.says_privately("芝麻开门")
    await stage.start()
    assert group.member(red).status == "member"
    assert notices(group) == []


async def test_who_came_while_the_bot_was_down_is_asked_at_the_start(stage: Stage) -> None:
    group, _ = await guarded(stage)
    await stage.kill()
    red = stage.sandbox.person("小红", language="zh-hans")
    red.joins(group)
    red.says(group, "有人吗")
    stage.sandbox.clock.advance(hours=3)  # type: ignore[attr-defined]
    await stage.start()
    assert silenced(group, red) and "有人吗" not in group.texts
    await follows(stage, group, red)
    red.says_privately("芝麻开门")
    await stage.settled()
    assert group.member(red).status == "member"


async def test_whose_time_ran_out_while_the_bot_was_down_gets_a_fresh_chance(stage: Stage) -> None:
    group, owner = await guarded(stage)
    never, begun = await coming(stage, group, "小静"), await coming(stage, group, "小默")
    await follows(stage, group, begun)
    await stage.kill()
    stage.sandbox.clock.advance(hours=2)  # type: ignore[attr-defined]
    await stage.start()
    await stage.advance(seconds=20)
    assert silenced(group, never) and silenced(group, begun)
    assert "3 分钟" in begun.last.content
    owner.says_privately("/status")
    await stage.settled()
    assert "错过了入群验证的时限，2 次" in owner.last.content
    await follows(stage, group, never)
    never.says_privately("芝麻开门")
    begun.says_privately("芝麻开门")
    await stage.settled()
    assert (group.member(never).status, group.member(begun).status) == ("member", "member")


async def test_the_door_through_kills_at_any_moment(shaken_stage: Stage) -> None:
    stage = shaken_stage
    group, _ = await guarded(stage)
    red, grey = await coming(stage, group, "小红"), await coming(stage, group, "小灰")
    assert silenced(group, red) and silenced(group, grey)
    url = f"https://t.me/weilu_bot?start=door_{group.id}"
    red.opens(url)
    grey.opens(url)
    await stage.settled()
    red.says_privately("芝麻开门")
    grey.says_privately("一")
    grey.says_privately("二")
    await stage.settled()
    assert group.member(red).status == "member"
    assert group.member(grey).status == "kicked"


# --- English -----------------------------------------------------------------------------------------------------


async def test_in_english(stage: Stage) -> None:
    stage.settings["WEILU_DEFAULTS__LANGUAGE"] = "en"
    await stage.restart()
    group, _ = await guarded(stage)
    bob = await coming(stage, group, "Bob", language="en")
    assert [text for text in group.texts if text.startswith("Bob is being checked in")]
    assert "passphrase" in await follows(stage, group, bob)
    bob.says_privately("芝麻开门")
    await stage.settled()
    assert "right" in bob.last.content.lower()
    bob.opens(f"https://t.me/weilu_bot?start=door_{group.id}")
    await stage.settled()
    assert "no question" in bob.last.content


async def test_without_the_right_to_silence_nobody_is_asked_in_vain(stage: Stage) -> None:
    group, owner = await guarded(stage)
    owner.promotes_bot(group, rights=tuple(right for right in RIGHTS if right != "can_restrict_members"))
    await stage.settled()
    red = await coming(stage, group)
    assert group.member(red).status == "member" and notices(group) == []
    owner.says_privately("/status")
    await stage.settled()
    assert "缺少“封禁成员”权限，1 次" in owner.last.content
    assert texts(red.inbox) == []
