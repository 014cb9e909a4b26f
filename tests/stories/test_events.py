"""Events: places are exact, the waiting list moves up by itself, reminders come in time, and who came is known."""

import icalendar

from bot.sandbox import Message
from tests.stage import Stage
from tests.stories.tea_house import TeaHouse, labels
from tests.stories.test_posts import away
from tests.stories.test_signup_list import card

SIGN = "📅 "


async def announce(house: TeaHouse, args: str = '"线下品茶" 2026-12-06 14:00 2 places at 老地方茶馆') -> Message:
    await house.after(house.owner.says(house.group, f"/event {args}"))
    return card(house, SIGN)


async def test_places_waiting_list_and_moving_up(stage: Stage, house: TeaHouse) -> None:
    hong, ming, lan, wen = (house.newcomer(name) for name in ("小红", "阿明", "兰兰", "文文"))
    lan.says_privately("/start")
    shown = await announce(house)
    assert "12-06 14:00 周日" in shown.text and "老地方茶馆" in shown.text and "0/2" in shown.text
    for person in (hong, ming, lan, wen):
        person.presses(shown, "🙋 报名")
        await stage.settled()
    assert "2/2" in shown.text and "候补：兰兰、文文" in shown.text
    again = lan.presses(shown, "🙋 报名")
    await stage.settled()
    assert "候补第 1 位" in (again.answer or "")
    hong.presses(shown, "不去了")
    await stage.settled()
    assert "1. 兰兰" in shown.text and "候补：文文" in shown.text and "小红" not in shown.text
    assert "您已补上“线下品茶”" in lan.last.text
    await stage.restart()
    ming.presses(shown, "不去了")
    await stage.settled()
    assert "2. 文文" in shown.text and "候补：" not in shown.text
    assert "文文，有人让出了名额" in house.answers[-1]


async def test_fifty_people_want_the_last_place(stage: Stage, house: TeaHouse) -> None:
    people = [house.newcomer(f"茶友{number}") for number in range(50)]
    shown = await announce(house, '"品茶" 2026-12-06 14:00 1 places')
    presses = [person.presses(shown, "🙋 报名") for person in people for _ in range(2)]
    await stage.settled()
    answers = [press.answer or "" for press in presses]
    assert sum("报上了" in answer for answer in answers) == 1
    assert sum("名额满了" in answer for answer in answers) == 49
    assert "1/1 人，候补 49 人" in shown.text


async def test_reminders_attendance_and_the_end(stage: Stage, house: TeaHouse) -> None:
    hong, ming = house.newcomer("小红"), house.newcomer("阿明")
    hong.says_privately("/start")
    shown = await announce(house)
    for person in (hong, ming):
        person.presses(shown, "🙋 报名")
    await stage.settled()
    calendar = shown.buttons[1][0]
    hong.presses(shown, calendar)
    await stage.settled()
    file = icalendar.Calendar.from_ical(stage.sandbox.file(hong.last))
    (entry,) = file.walk("VEVENT")
    assert entry["summary"] == "线下品茶" and entry["location"] == "老地方茶馆"
    assert entry["dtstart"].dt.isoformat() == "2026-12-06T06:00:00+00:00"
    await stage.advance(days=4, hours=6)
    assert "明天" in house.answers[-1] and "明天见" in hong.last.text
    await stage.advance(hours=22)
    assert "两小时后" in house.answers[-1] and "两小时后见" in hong.last.text
    await stage.advance(hours=1, minutes=30)
    assert "📍 我到了" in labels(shown)
    press = hong.presses(shown, "📍 我到了")
    await stage.settled()
    assert "玩得开心" in (press.answer or "") and "小红 ✅" in shown.text
    await stage.advance(hours=4)
    assert "2 人报名，1 人签到" in house.spoken[-1].content and "阿明（未到）" in shown.text
    house.owner.says_privately("/activity 1 csv")
    await stage.settled()
    document = next(message for message in house.owner.inbox if message.kind == "document")
    table = stage.sandbox.file(document).decode("utf-8-sig")
    assert "小红" in table and "已到" in table and "未到" in table


async def test_a_missed_reminder_is_left_out_the_end_never_is(stage: Stage, house: TeaHouse) -> None:
    hong = house.newcomer("小红")
    shown = await announce(house)
    hong.presses(shown, "🙋 报名")
    await stage.settled()
    await away(stage, days=4, hours=12)
    await stage.settled()
    assert not any("明天" in answer for answer in house.answers)
    await away(stage, days=3)
    await stage.settled()
    assert not any("两小时后" in answer for answer in house.answers)
    assert "结束了：1 人报名" in house.spoken[-1].content


async def test_calling_off_tells_everybody(stage: Stage, house: TeaHouse) -> None:
    hong = house.newcomer("小红")
    hong.says_privately("/start")
    shown = await announce(house)
    hong.presses(shown, "🙋 报名")
    await house.after(house.owner.says(house.group, "/activity 1 cancel"))
    assert "取消了，不用去" in hong.last.text and "已取消" in shown.text
    before = len(house.answers)
    await stage.advance(days=7)
    assert len(house.answers) == before


async def test_a_kill_in_the_middle_gives_no_place_twice(shaken_stage: Stage) -> None:
    stage = shaken_stage
    house = TeaHouse(stage, *await stage.tea_house())
    people = [house.newcomer(f"茶友{number}") for number in range(6)]
    shown = await announce(house)
    for start in range(0, 6, 2):
        for person in people[start : start + 2]:
            person.presses(shown, "🙋 报名")
        await stage.settled()
    people[0].presses(shown, "不去了")
    await stage.settled()
    shown = [message for message in house.spoken if "📅 " in message.text][-1]
    assert "2/2 人，候补 3 人" in shown.text
