"""Quiet hours: one gentle reminder, or a lock that leaves no trace; whatever happens to the bot meanwhile."""

from datetime import UTC, datetime

from bot.sandbox import Chat, Fault, Message, VirtualClock
from bot.sandbox.rights import USUAL_PERMISSIONS
from tests.stage import AGAIN, RIGHTS, Stage, texts


def standing(stage: Stage, group: Chat, *words: str) -> list[Message]:
    """What the bot has said in the group, is still there, and holds one of these words."""
    return [m for m in group.messages if m.sender == stage.sandbox.bot and any(word in m.content for word in words)]


def said_again(stage: Stage, group: Chat, words: str) -> int:
    """How often the bot was killed while it said something: what it said first, it never learns the number of."""
    sent = [call.params["text"] for call in stage.sandbox.calls("sendMessage", chat_id=group.id)]
    return sum(words in text and AGAIN in text for text in sent)


async def away(stage: Stage, **delta: float) -> None:
    """The bot is lost, time passes, and it comes back."""
    await stage.kill()
    assert isinstance(stage.sandbox.clock, VirtualClock)
    stage.sandbox.clock.advance(**delta)
    await stage.start()


def is_locked(group: Chat) -> bool:
    return not group.permissions["can_send_messages"] and not group.permissions["can_send_photos"]


# --- soft --------------------------------------------------------------------------------------------------------


async def test_soft_reminds_once_a_night_and_the_reminder_goes_in_the_morning(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    red = stage.member(group, "小红")
    owner.says(group, "/quiet 晚上10点到早上8点 每天")
    await stage.settled()
    assert "每天 22:00-08:00" in texts(group.messages)[-1]
    await stage.advance(hours=13, minutes=59)
    red.says(group, "还有人吗")
    await stage.settled()
    assert standing(stage, group, "现在是静默时段") == []
    await stage.advance(minutes=1)
    owner.says(group, "我是店长")
    await stage.settled()
    assert standing(stage, group, "现在是静默时段") == []
    red.says(group, "睡不着")
    await stage.settled()
    assert "到 08:00 为止" in standing(stage, group, "现在是静默时段")[0].content
    await stage.kill()
    await stage.start()
    red.says(group, "还是睡不着")
    await stage.settled()
    assert len(standing(stage, group, "现在是静默时段")) == 1
    await stage.advance(hours=10)
    assert standing(stage, group, "现在是静默时段") == []
    await stage.advance(hours=14)
    red.says(group, "又一晚")
    await stage.settled()
    assert len(standing(stage, group, "现在是静默时段")) == 1
    assert not is_locked(group)


async def test_the_bots_own_posts_wait_until_the_morning_and_notices_do_not(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    for said in (
        "/quiet 22:00-08:00 daily",
        '/post "every day 23:00" 夜读打卡',
        '/post "every day 07:00" 早安',
        '/post notice "every day 23:30" 明天停水',
    ):
        owner.says(group, said)
        await stage.settled()
    await stage.advance(hours=16)
    assert standing(stage, group, "明天停水") != []
    before = len(standing(stage, group, "夜读打卡", "早安"))
    await away(stage, hours=7)
    assert len(standing(stage, group, "夜读打卡", "早安")) == before
    await stage.advance(hours=1)
    assert len(standing(stage, group, "夜读打卡", "早安")) == before + 2
    await stage.advance(hours=14, minutes=59)
    assert len(standing(stage, group, "夜读打卡", "早安")) == before + 2


# --- lock --------------------------------------------------------------------------------------------------------


async def test_lock_takes_writing_and_gives_it_back_exactly(shaken_stage: Stage) -> None:
    stage = shaken_stage
    group, owner = await stage.tea_house()
    red = stage.member(group, "小红")
    group.permissions = {**USUAL_PERMISSIONS, "can_send_polls": False, "can_invite_users": False}
    before = dict(group.permissions)
    owner.says(group, "/quiet 22:00-08:00 每天 lock")
    await stage.settled()
    for _ in range(2):
        await stage.advance(hours=14)
        assert is_locked(group) and red.says(group, "有人吗") is None
        assert not group.permissions["can_invite_users"] and group.permissions["can_react_to_messages"]
        assert "08:00 再开门" in standing(stage, group, "静默时段到了")[-1].content
        await stage.advance(hours=10)
        assert dict(group.permissions) == before
        assert len(standing(stage, group, "静默时段到了")) <= said_again(stage, group, "静默时段到了")
    assert red.says(group, "早") is not None


async def test_announced_once(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says(group, "/quiet 22:00-08:00 每天 lock")
    await stage.settled()
    await stage.advance(hours=14)
    await away(stage, minutes=30)
    owner.says(group, "管理员说一句")
    await stage.settled()
    await stage.advance(hours=3)
    assert (
        len([c for c in stage.sandbox.calls("sendMessage", chat_id=group.id) if "静默时段到了" in c.params["text"]])
        == 1
    )


async def test_away_over_the_beginning_the_end_or_both(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    before = dict(group.permissions)
    owner.says(group, "/quiet 22:00-08:00 每天 lock")
    await stage.settled()
    await stage.advance(hours=13)
    await away(stage, hours=2)
    assert is_locked(group)
    await away(stage, hours=10)
    assert dict(group.permissions) == before
    await away(stage, hours=24)
    assert dict(group.permissions) == before
    assert len(stage.sandbox.calls("setChatPermissions")) == 2
    await stage.advance(hours=14)
    assert is_locked(group)
    await away(stage, hours=24)
    assert is_locked(group)
    await stage.advance(hours=10)
    assert dict(group.permissions) == before


async def test_a_call_that_was_cut_off_is_made_again(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    before = dict(group.permissions)
    owner.says(group, "/quiet 22:00-08:00 每天 lock")
    await stage.settled()
    stage.sandbox.faults.add(Fault("setChatPermissions", "reset", "after", chat_id=group.id))
    await stage.advance(hours=14)
    assert is_locked(group)
    stage.sandbox.faults.add(Fault("setChatPermissions", "reset", "before", chat_id=group.id))
    await stage.advance(hours=10)
    await stage.settled()
    assert dict(group.permissions) == before


async def test_switched_off_in_the_middle(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    before = dict(group.permissions)
    owner.says(group, "/quiet 22:00-08:00 每天 lock")
    await stage.settled()
    await stage.advance(hours=15)
    assert is_locked(group)
    owner.says_privately("/quiet")
    await stage.settled()
    owner.presses(owner.last, "取消静默")
    await stage.settled()
    assert dict(group.permissions) == before and standing(stage, group, "静默时段到了") == []
    await stage.advance(days=1)
    assert not is_locked(group)


async def test_locked_at_once_when_set_within_the_hours(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says(group, "/quiet 07:00-09:00 lock")
    await stage.settled()
    assert is_locked(group)
    await stage.advance(hours=1)
    assert not is_locked(group)


async def test_what_an_administrator_changed_meanwhile_is_left_and_told(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says(group, "/quiet 22:00-08:00 每天 lock")
    await stage.settled()
    await stage.advance(hours=14)
    opened = {**group.permissions, "can_send_messages": True}
    group.permissions = opened
    await stage.advance(hours=10)
    assert dict(group.permissions) == opened
    assert any("有人改过群的发言权限" in said for said in texts(owner.inbox))
    await stage.advance(hours=14)
    assert is_locked(group)
    group.permissions = {**group.permissions, "can_invite_users": False}
    await stage.advance(hours=10)
    assert dict(group.permissions) == {**opened, "can_invite_users": False}


async def test_without_the_right_it_is_refused_or_told(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says(group, "/quiet 22:00-08:00 每天 lock")
    await stage.settled()
    owner.promotes_bot(group, rights=[right for right in RIGHTS if right != "can_restrict_members"])
    await stage.settled()
    await stage.advance(hours=14)
    assert not is_locked(group)
    assert len([said for said in texts(owner.inbox) if "可我锁不了群" in said]) == 1
    owner.says(group, "管理员说一句")
    await stage.settled()
    assert len([said for said in texts(owner.inbox) if "可我锁不了群" in said]) == 1
    owner.says(group, "/quiet 22:00-08:00 lock")
    await stage.settled()
    assert "锁不了群" in owner.whispers[-1].text


async def test_a_group_that_cannot_be_opened_is_tried_again_and_told_once(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    before = dict(group.permissions)
    owner.says(group, "/quiet 22:00-08:00 每天 lock")
    await stage.settled()
    await stage.advance(hours=14)
    owner.promotes_bot(group, rights=["can_delete_messages"])
    await stage.advance(hours=10)
    await stage.advance(minutes=30)
    await stage.advance(minutes=30)
    assert is_locked(group)
    assert len([said for said in texts(owner.inbox) if "恢复不了发言权限" in said]) == 1
    owner.promotes_bot(group, rights=RIGHTS)
    await stage.advance(minutes=30)
    assert dict(group.permissions) == before


async def test_a_long_lock_is_said_again_before_the_notice_has_to_go(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says(group, "/quiet 00:00-24:00 节假日 lock")
    await stage.settled()
    await stage.advance(days=3, hours=16)
    assert is_locked(group) and "12-07 00:00 再开门" in standing(stage, group, "静默时段到了")[0].content
    await stage.advance(hours=40)
    await stage.advance(hours=7)
    assert is_locked(group) and len(standing(stage, group, "静默时段到了")) == 1
    await stage.advance(hours=1)
    assert not is_locked(group)


# --- working hours -----------------------------------------------------------------------------------------------


async def test_a_chat_that_goes_on_in_working_hours_gets_one_gentle_word(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    red, ming = stage.member(group, "小红"), stage.member(group, "阿明")
    owner.says(group, "/worktime 09:00-18:00 工作日")
    await stage.settled()
    await stage.advance(minutes=59)
    for n in range(12):
        (red, ming)[n % 2].says(group, f"上班前第{n}句")
    await stage.settled()
    await stage.advance(minutes=11)
    for n in range(9):
        (red, ming)[n % 2].says(group, f"第{n}句")
    await stage.settled()
    assert standing(stage, group, "现在是工作时段") == []
    await stage.kill()
    await stage.start()
    ming.says(group, "再来一句")
    await stage.settled()
    assert len(standing(stage, group, "现在是工作时段")) == 1
    for n in range(20):
        (red, ming)[n % 2].says(group, f"还在聊{n}")
    await stage.settled()
    assert len(standing(stage, group, "现在是工作时段")) == 1
    await stage.advance(hours=9)
    assert standing(stage, group, "现在是工作时段") == []


async def test_posts_wait_until_work_is_over(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says(group, "/worktime 09:00-18:00 workdays")
    owner.says(group, '/post "every day 10:00" 上新了')
    await stage.settled()
    await stage.advance(hours=3)
    assert standing(stage, group, "上新了") == []
    await stage.advance(hours=7)
    assert len(standing(stage, group, "上新了")) == 1


# --- the calendar ------------------------------------------------------------------------------------------------


async def test_a_year_without_a_calendar_is_said(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    red = stage.member(group, "小红")
    owner.says(group, "/quiet 22:00-08:00 工作日")
    await stage.settled()
    assert "2027 年的放假安排我还不知道" not in texts(group.messages)[-1]
    await stage.advance(days=20)
    owner.says(group, "/quiet")
    await stage.settled()
    assert "2027 年的放假安排我还不知道" in texts(group.messages)[-1]
    await stage.advance(days=16, hours=15)
    assert stage.sandbox.clock.now() == datetime(2027, 1, 6, 15, tzinfo=UTC)
    red.says(group, "晚上好")
    await stage.settled()
    assert len(standing(stage, group, "现在是静默时段")) == 1
    assert "2027 年的放假安排我还不知道，静默和工作时段先按周末算" in owner.last.content


async def test_wrong_hours_change_nothing(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    for typed in ("/quiet 一会儿", "/quiet 00:00-24:00 每天", "/worktime 09:00-18:00 lock"):
        owner.says(group, typed)
        await stage.settled()
        assert "没看懂" in owner.whispers[-1].text or "一直静默" in owner.whispers[-1].text
    owner.says(group, "/quiet")
    await stage.settled()
    assert "没有静默时段" in texts(group.messages)[-1]


async def test_in_english(stage: Stage) -> None:
    await stage.stop()
    stage.settings["WEILU_DEFAULTS__LANGUAGE"] = "en"
    await stage.start()
    group, owner = await stage.tea_house()
    may = stage.member(group, "May", language="en")
    owner.says(group, "/quiet 22:00-08:00 daily lock")
    await stage.settled()
    assert "Quiet hours: daily, 22:00-08:00" in texts(group.messages)[-1]
    await stage.advance(hours=14)
    (announced,) = standing(stage, group, "the chat opens again at 08:00")
    may.opens(str(announced.buttons[0][0].url))
    await stage.settled()
    may.says_privately("The parcel goes to the wrong town")
    await stage.settled()
    assert "ticket #1" in may.last.content
