"""Somebody comes in through the open door: silenced at once, asked in private, let go with what was theirs."""

from itertools import pairwise

from bot.sandbox.rights import ALL_PERMISSIONS
from tests.stage import Stage
from tests.stories.at_the_door import coming, follows, guarded, notices, silenced


async def test_who_comes_in_is_silenced_asked_in_private_and_let_go(stage: Stage) -> None:
    group, _ = await guarded(stage)
    red = await coming(stage, group)
    assert silenced(group, red)
    assert notices(group) == ["小红 正在验证，通过后就能发言。 请点下面的按钮，在私聊里回答。"]
    assert red.inbox == []

    asked = await follows(stage, group, red)
    assert "围炉茶友" in asked and "3 分钟" in asked
    assert len(red.inbox) == 1
    red.says_privately("芝麻開門")
    await stage.settled()
    assert group.member(red).status == "member"
    assert notices(group) == []
    assert red.says(group, "大家好") is not None
    await stage.settled()
    assert "大家好" in group.texts


# --- the notice --------------------------------------------------------------------------------------------------


async def test_one_notice_is_edited_as_people_come_and_go_and_is_gone_when_empty(stage: Stage) -> None:
    group, _ = await guarded(stage)
    red = await coming(stage, group, "小红")
    await stage.advance(seconds=10)
    green = await coming(stage, group, "小绿")
    await stage.advance(seconds=10)
    await coming(stage, group, "<b>小蓝</b>")
    await stage.advance(seconds=4)
    assert notices(group) == ["<b>小蓝</b> 等 3 人正在验证，通过后就能发言。 请点下面的按钮，在私聊里回答。"]
    red.leaves(group)
    await follows(stage, group, green)
    green.says_privately("芝麻开门")
    await stage.advance(seconds=4)
    assert notices(group) == ["<b>小蓝</b> 正在验证，通过后就能发言。 请点下面的按钮，在私聊里回答。"]
    await stage.advance(minutes=3)
    assert notices(group) == []
    assert len(stage.sandbox.calls("sendMessage", chat_id=group.id)) == 2, "the bot's hello, and one notice"


async def test_the_notice_is_edited_at_most_every_three_seconds(stage: Stage) -> None:
    group, _ = await guarded(stage)
    await stage.advance(minutes=5)
    for number in range(7):
        await coming(stage, group, f"客人{number}")
        await stage.advance(seconds=1)
    await stage.advance(seconds=4)
    shown = [
        call.at
        for call in stage.sandbox.journal
        if call.method in ("sendMessage", "editMessageText") and call.params["chat_id"] == group.id
    ][1:]
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(shown)]
    assert gaps and min(gaps) >= 3
    assert "客人6 等 7 人" in notices(group)[0]


async def test_a_notice_that_somebody_deletes_comes_back(stage: Stage) -> None:
    group, owner = await guarded(stage)
    await coming(stage, group, "小红")
    owner.deletes(next(message for message in group.messages if "正在验证" in message.content))
    await stage.advance(seconds=4)
    await coming(stage, group, "小绿")
    await stage.advance(seconds=4)
    assert "小绿 等 2 人" in notices(group)[0] and len(notices(group)) == 1


async def test_an_old_notice_is_posted_anew_for_a_newcomer(stage: Stage) -> None:
    group, owner = await guarded(stage, "review")
    await coming(stage, group, "小红")
    await stage.advance(minutes=40)
    owner.says(group, "今天的茶不错")
    await coming(stage, group, "小绿")
    assert [text for text in group.texts if "管理员确认" in text or "茶不错" in text][-1].startswith("小绿 等 2 人")
    assert len(notices(group)) == 1
    await stage.advance(hours=25)
    assert notices(group) == [], "nobody is new any more"


async def test_service_messages_about_the_door_are_cleaned_up(stage: Stage) -> None:
    group, owner = await guarded(stage)
    await coming(stage, group)
    assert not [message for message in group.messages if message.kind == "service" and "小红" in str(message.service)]
    friend = stage.sandbox.person("老朋友")
    owner.invites(friend, group)
    await stage.settled()
    assert [message for message in group.messages if message.kind == "service" and "老朋友" in str(message.service)]


async def test_what_slips_through_is_taken_away_and_the_person_is_told(stage: Stage) -> None:
    group, _ = await guarded(stage)
    red = stage.sandbox.person("小红", language="zh-hans")
    red.joins(group)
    assert red.says(group, "加我微信") is not None, "the bot has not heard of her yet"
    red.says(group, "/checkin")
    await stage.settled()
    assert "加我微信" not in group.texts and "/checkin" not in group.texts
    await follows(stage, group, red)
    red.says_privately("芝麻开门")
    await stage.settled()
    assert "2 条消息没有公开" in red.last.content
    assert group.member(red).status == "member"


# --- what was theirs ---------------------------------------------------------------------------------------------


async def test_an_earlier_restriction_comes_back_exactly(stage: Stage) -> None:
    group, owner = await guarded(stage)
    red = stage.sandbox.person("小红", language="zh-hans")
    limits = {**ALL_PERMISSIONS, "can_send_photos": False, "can_react_to_messages": False, "can_edit_tag": False}
    owner.restricts(red, group, limits)
    red.joins(group)
    await stage.settled()
    assert silenced(group, red)
    await follows(stage, group, red)
    red.says_privately("芝麻开门")
    await stage.settled()
    assert dict(group.member(red).allowed) == limits
    assert group.member(red).until_date is None


async def test_a_timed_restriction_ends_when_it_would_have_ended(stage: Stage) -> None:
    group, owner = await guarded(stage)
    red = stage.sandbox.person("小红", language="zh-hans")
    ends = stage.sandbox.clock.now().replace(microsecond=0)
    ends = ends.replace(hour=ends.hour + 5)
    owner.restricts(red, group, {**ALL_PERMISSIONS, "can_send_polls": False}, until=ends)
    red.joins(group)
    await stage.settled()
    await follows(stage, group, red)
    red.says_privately("芝麻开门")
    await stage.settled()
    assert group.member(red).until_date == ends and not group.member(red).allowed["can_send_polls"]


async def test_the_groups_own_limits_hold_again(stage: Stage) -> None:
    group, _ = await guarded(stage)
    group.permissions = {**group.permissions, "can_send_photos": False}
    red = await coming(stage, group)
    await follows(stage, group, red)
    red.says_privately("芝麻开门")
    await stage.settled()
    assert group.member(red).status == "member"
    assert not group.allows(red, "can_send_photos") and group.allows(red, "can_send_messages")


async def test_who_leaves_takes_no_restriction_along_and_gets_no_new_attempts(stage: Stage) -> None:
    group, _ = await guarded(stage)
    red = await coming(stage, group)
    await follows(stage, group, red)
    red.says_privately("不知道")
    await stage.settled()
    red.leaves(group)
    await stage.settled()
    assert group.member(red).status == "left"
    red.joins(group)
    await stage.advance(seconds=4)
    assert silenced(group, red)
    assert "只有 1 次机会" in await follows(stage, group, red)
    red.says_privately("芝麻开门")
    await stage.settled()
    assert group.member(red).status == "member"


async def test_an_administrators_word_holds(stage: Stage) -> None:
    group, owner = await guarded(stage)
    freed, promoted = await coming(stage, group, "小红"), await coming(stage, group, "小绿")
    owner.restricts(freed, group, ALL_PERMISSIONS)
    owner.promotes(promoted, group, rights=("can_delete_messages",))
    await stage.settled()
    await stage.advance(minutes=10)
    assert group.member(freed).status == "member" and group.member(promoted).status == "administrator"
    assert freed.says(group, "谢谢店长") and promoted.says(group, "我来帮忙")
    await stage.settled()
    assert {"谢谢店长", "我来帮忙"} <= set(group.texts)
    assert notices(group) == []


# --- who is not asked --------------------------------------------------------------------------------------------


async def test_who_an_administrator_brings_is_not_asked(stage: Stage) -> None:
    group, owner = await guarded(stage)
    friend = stage.sandbox.person("老朋友")
    owner.invites(friend, group)
    await stage.settled()
    assert group.member(friend).status == "member" and notices(group) == []


async def test_who_a_member_brings_is_asked(stage: Stage) -> None:
    group, _ = await stage.tea_house()
    member = stage.member(group, "老王")
    await stage.settled()
    member.says_privately("/start")
    await stage.settled()
    owner = group.owner
    assert owner is not None
    owner.says_privately("/gate passphrase 芝麻开门")
    await stage.settled()
    friend = stage.sandbox.person("朋友")
    member.invites(friend, group)
    await stage.settled()
    assert silenced(group, friend)


async def test_who_was_let_in_on_request_is_not_asked_again(stage: Stage) -> None:
    group, _ = await guarded(stage)
    red = stage.sandbox.person("小红", language="zh-hans")
    red.asks_to_join(group, stage.sandbox.link(group, request=True))
    await stage.settled()
    red.says_privately("芝麻开门")
    await stage.settled()
    assert group.member(red).status == "member" and notices(group) == []


async def test_who_passed_and_returns_is_not_asked_unless_they_were_put_out(stage: Stage) -> None:
    group, owner = await guarded(stage)
    red = await coming(stage, group)
    await follows(stage, group, red)
    red.says_privately("芝麻开门")
    await stage.settled()
    red.leaves(group)
    red.joins(group)
    await stage.settled()
    assert group.member(red).status == "member"

    said = red.says(group, "加我微信")
    await stage.settled()
    owner.says(group, "/kick 广告", reply_to=said)
    await stage.settled()
    assert red.id not in [person.id for person in group.people]
    red.joins(group)
    await stage.settled()
    assert silenced(group, red)


async def test_approved_while_the_bot_was_down_is_not_asked_twice(stage: Stage) -> None:
    group, owner = await guarded(stage)
    red = stage.sandbox.person("小红", language="zh-hans")
    red.asks_to_join(group, stage.sandbox.link(group, request=True))
    await stage.settled()
    await stage.kill()
    owner.approves(red, group)
    await stage.start()
    assert group.member(red).status == "member" and notices(group) == []
    assert len(red.inbox) == 1


async def test_without_a_gate_the_communitys_lists_hold(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says_privately("/blocklist add 加微信")
    await stage.settled()
    seller = await coming(stage, group, "加V 加微信")
    red = await coming(stage, group)
    assert seller.id not in [person.id for person in group.people]
    assert group.member(red).status == "member" and not silenced(group, red)
    assert notices(group) == []
    assert not any("加微信" in text for text in group.texts), "nobody greets them"
