"""Talks: questions beforehand, only speakers write while one is on, and afterwards everything is as it was."""

from bot.sandbox.rights import USUAL_PERMISSIONS
from tests.stage import Stage
from tests.stories.tea_house import TeaHouse
from tests.stories.test_crisis import WORD, cards


def may_write(house: TeaHouse) -> bool:
    return bool(house.group.permissions["can_send_messages"])


async def test_questions_before_speakers_during_and_a_transcript(stage: Stage, house: TeaHouse) -> None:
    hong, lan = house.newcomer("小红"), house.newcomer("兰老师", username="teacher_lan")
    lan.says_privately("/start")
    await stage.settled()
    await house.after(house.owner.says(house.group, '/talk "白茶怎么存" 20:00 时长 1小时'))
    card = next(message for message in house.spoken if "白茶怎么存" in message.content)
    await house.after(house.owner.says(house.group, "/guest @teacher_lan"))
    assert "兰老师 是嘉宾" in house.answers[-1] and "请为“白茶怎么存”的嘉宾" in lan.last.text
    await house.after(hong.says(house.group, "提问 开封以后能放多久？"))
    assert "第 1 个问题" in house.answers[-1]
    hong.opens(card.buttons[0][0].url or "")
    await stage.settled()
    hong.says_privately("要放冰箱吗？")
    await stage.settled()
    assert "第 2 个问题" in hong.last.text and "已收到 2 个问题" in card.text
    await stage.advance(hours=12)
    assert not may_write(house)
    begun = house.spoken[-1].text
    assert "欢迎 兰老师" in begun and "1. 小红：开封以后能放多久？" in begun
    lan.says_privately("先说结论：密封、避光。")
    await stage.settled()
    assert house.spoken[-1].text == "🎤 兰老师：先说结论：密封、避光。"
    await house.after(house.owner.says(house.group, "兰老师说得好"))
    await stage.advance(hours=1)
    assert dict(house.group.permissions) == dict(USUAL_PERMISSIONS)
    assert house.spoken[-1].kind == "photo" and "2 位说了 2 条，收到 2 个问题" in house.spoken[-1].content
    said = stage.sandbox.file(house.owner.last).decode()
    assert "兰老师: 先说结论" in said and "店长: 兰老师说得好" in said and "2. 小红：要放冰箱吗？" in said


async def test_a_guest_may_be_mentioned_once_an_hour(stage: Stage, house: TeaHouse) -> None:
    hong, _ = house.newcomer("小红"), house.newcomer("兰老师", username="teacher_lan")
    await house.after(house.owner.says(house.group, "/guest @teacher_lan"))
    assert "没有排好的分享会" in house.whispers[-1]
    await house.after(house.owner.says(house.group, '/talk "白茶怎么存" 20:00'))
    await house.after(house.owner.says(house.group, "/guest @teacher_lan"))
    first, second = (hong.says(house.group, f"@teacher_lan 在吗{n}") for n in range(2))
    admins = house.owner.says(house.group, "@teacher_lan 您好")
    await stage.settled()
    assert first is not None and second is not None and admins is not None
    assert (first.deleted, second.deleted, admins.deleted) == (False, True, False)
    assert "先别一直 @兰老师" in house.answers[-1]
    await stage.advance(hours=1, minutes=1)
    again = await house.after(hong.says(house.group, "@teacher_lan 在吗"))
    assert not again.deleted


async def test_talks_into_and_out_of_quiet_hours_and_kills(shaken_stage: Stage) -> None:
    stage = shaken_stage
    house = TeaHouse(stage, *await stage.tea_house())
    house.group.permissions = {**USUAL_PERMISSIONS, "can_send_polls": False}
    before = dict(house.group.permissions)
    for said in (
        "/quiet 22:00-08:00 每天 lock",
        '/talk "夜谈" 21:30 时长 1小时',
        '/talk "早茶" 12-02 07:30 时长 1小时',
    ):
        await house.after(house.owner.says(house.group, said))
    await stage.advance(hours=13, minutes=30)
    assert not may_write(house)
    await stage.advance(hours=1)
    assert not may_write(house) and any("静默时段到了" in said for said in house.answers)
    await stage.advance(hours=9, minutes=31)
    assert not may_write(house)
    await stage.advance(minutes=30)
    assert dict(house.group.permissions) == before


async def test_called_off_while_it_is_on(stage: Stage, house: TeaHouse) -> None:
    await house.after(house.owner.says(house.group, '/talk "白茶怎么存"'))
    await stage.advance(seconds=1)
    assert not may_write(house)
    await stage.kill()
    await stage.start()
    await house.after(house.owner.says(house.group, "/activity 1 cancel"))
    assert dict(house.group.permissions) == dict(USUAL_PERMISSIONS)


async def test_a_talk_in_a_group_that_is_slowed_to_text_loses_nothing(stage: Stage) -> None:
    people = [stage.sandbox.person(f"茶友{number}") for number in range(205)]
    house = TeaHouse(stage, *await stage.tea_house(people))
    before = dict(house.group.permissions)
    house.owner.says_privately(f"/watch add {WORD}")
    await stage.settled()
    await house.after(people[0].says(house.group, "喝完一直拉肚子"))
    house.owner.presses(cards(house.owner)[0], "让群慢下来")
    await stage.settled()
    await house.after(house.owner.says(house.group, '/talk "现场答疑"'))
    await stage.advance(seconds=1)
    assert not may_write(house)
    await stage.kill()
    await stage.start()
    house.owner.says_privately("/close 1 虚惊一场")
    await stage.settled()
    assert not may_write(house) and not house.group.permissions["can_send_photos"]
    await house.after(house.owner.says(house.group, "/activity 1 close"))
    assert dict(house.group.permissions) == before


async def test_without_the_right_it_is_not_opened(stage: Stage, house: TeaHouse) -> None:
    house.owner.promotes_bot(house.group, rights=("can_delete_messages",))
    await stage.settled()
    await house.after(house.owner.says(house.group, '/talk "白茶怎么存" 20:00'))
    assert "封禁成员" in house.answers[-1] and not any("开讲" in said for said in house.answers)
