"""Reminders for those who asked, and the tag beside the name."""

from typing import Any

import pytest

from bot.sandbox import User
from tests.stage import RIGHTS, Stage, texts
from tests.stories.tea_house import TeaHouse


async def said(house: TeaHouse, person: User, text: str, **how: Any) -> str:
    """What the bot answers in the group to what somebody writes in a quiet minute."""
    await house.stage.advance(minutes=1)
    person.says(house.group, text, **how)
    await house.stage.settled()
    return house.answers[-1]


def reminders(person: User) -> list[str]:
    return [text for text in texts(person.inbox) if text.startswith("⏰")]


async def wants_reminders(house: TeaHouse, person: User) -> None:
    await said(house, person, "/me")
    person.presses(house.spoken[-1], "⏰ 提醒我")
    await house.stage.settled()


async def test_who_has_a_streak_and_asked_is_reminded_once(house: TeaHouse) -> None:
    ming, hong = house.newcomer("阿明", language="zh-hans"), house.newcomer("小红", language="zh-hans")
    for person in (ming, hong):
        person.says_privately("/start")
    await house.stage.settled()
    await wants_reminders(house, ming)
    for person in (ming, hong):
        await said(house, person, "打卡")
    await house.stage.advance(hours=14)  # past 21:00 of the first day: both have checked in
    assert reminders(ming) == []
    await house.stage.kill()
    await house.stage.start()
    await house.stage.advance(hours=23)
    assert reminders(ming) == ["⏰ 您在「围炉茶友」已经连续打卡 1 天，今天的还没打，别断啦。"]
    assert reminders(hong) == [], "nobody is reminded who has not asked"
    await house.stage.advance(days=1)
    assert len(reminders(ming)) == 1, "the streak is lost: nothing to remind of"


async def test_the_reminder_comes_two_hours_before_the_hours_end(house: TeaHouse) -> None:
    ming = house.newcomer("阿明", language="zh-hans")
    ming.says_privately("/start")
    await house.stage.settled()
    await wants_reminders(house, ming)
    await said(house, house.owner, "/programme 早起 7 05:00-10:00")
    await said(house, ming, "打卡")
    await house.stage.advance(hours=24)
    assert len(reminders(ming)) == 1, "before ten, not at nine in the evening"
    stop = ming.presses(ming.last, "不用提醒了")
    await house.stage.settled()
    assert stop.answer is not None and "不再提醒" in stop.answer
    await house.stage.advance(days=1)
    assert len(reminders(ming)) == 1


async def test_who_cannot_be_reached_is_told_how(house: TeaHouse) -> None:
    ming = house.newcomer("阿明")
    await said(house, ming, "/me")
    press = ming.presses(house.spoken[-1], "⏰ 提醒我")
    await house.stage.settled()
    assert press.answer is not None and "请先私聊" in press.answer


async def test_a_reminder_missed_while_the_bot_was_away_is_left_out(house: TeaHouse) -> None:
    ming = house.newcomer("阿明", language="zh-hans")
    ming.says_privately("/start")
    await house.stage.settled()
    await wants_reminders(house, ming)
    await said(house, ming, "打卡")
    await house.stage.advance(days=1)
    await house.stage.stop()
    house.stage.sandbox.clock.advance(hours=15)  # type: ignore[attr-defined]
    await house.stage.start()
    await house.stage.settled()
    assert reminders(ming) == []


@pytest.mark.parametrize("may", [True, False])
async def test_a_long_streak_shows_beside_the_name(stage: Stage, may: bool) -> None:
    await stage.stop()
    stage.settings |= {
        "WEILU_SETTINGS__CHECKIN__MEMBER_TAG": "true",
        "WEILU_SETTINGS__CHECKIN__TAG_FROM_DAYS": "2",
    }
    await stage.start()
    house = TeaHouse(stage, *await stage.tea_house())
    if may:
        house.owner.promotes_bot(house.group, rights=(*RIGHTS, "can_manage_tags"))
    ming = house.newcomer("阿明")
    for _ in range(3):
        await said(house, ming, "打卡")
        await said(house, ming, "打卡")
        await stage.advance(days=1)
    calls = [call.params["tag"] for call in stage.sandbox.journal if call.method == "setChatMemberTag"]
    assert calls == (["连签2天", "连签3天"] if may else [])
    assert house.group.member(ming).tag == ("连签3天" if may else None)
    await stage.advance(days=2)
    await said(house, ming, "打卡")
    assert house.group.member(ming).tag is None
