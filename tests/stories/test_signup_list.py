"""接龙: everybody once, never more than there is, one message that is edited, and a list to take away."""

import pytest

from bot.sandbox import Message
from tests.stage import AGAIN, Stage
from tests.stories.tea_house import TeaHouse, labels


def card(house: TeaHouse, sign: str = "🧾 ") -> Message:
    """The first message that is the card of an activity."""
    return next(message for message in house.spoken if message.text.removeprefix(f"{AGAIN}\n").startswith(sign))


async def open_list(house: TeaHouse, args: str = '"周五拼单"') -> Message:
    await house.after(house.owner.says(house.group, f"/list {args}"))
    return card(house)


async def test_people_join_by_button_and_by_word_and_one_message_shows_it(stage: Stage, house: TeaHouse) -> None:
    hong, ming, lan = (house.newcomer(name) for name in ("小红", "阿明", "兰兰"))
    shown = await open_list(house, '"周五拼单" max 10 ends 20:00')
    assert "周五拼单" in shown.text and "12-01 20:00 截止" in shown.text and "0/10 份" in shown.text
    press = hong.presses(shown, "🙋 我要接龙")
    ming.says(house.group, "接龙 2 要辣的")
    lan.says(house.group, "+1")
    await stage.settled()
    assert press.answer == "已接龙 1 份 ✅"
    assert "1. 小红\n2. 阿明 ×2 · 要辣的\n3. 兰兰" in shown.text
    assert "3 人，4/10 份" in shown.text
    ming.says(house.group, "-1")
    lan.says(house.group, "退出接龙")
    await stage.settled()
    assert "2. 阿明 · 要辣的" in shown.text and "兰兰" not in shown.text
    await stage.restart()
    again = hong.presses(shown, "🙋 我要接龙")
    await stage.settled()
    assert "您已在接龙里" in (again.answer or "")
    assert shown.text.count("小红") == 1
    await stage.advance(hours=12)
    assert "已截止" in shown.text and not shown.buttons
    assert "2 人，共 2 份" in house.spoken[-1].content and house.spoken[-1].kind == "photo"
    late = ming.says(house.group, "+1")
    await stage.settled()
    assert late is not None and "阿明 ×2" not in shown.text


async def test_fifty_people_want_the_last_place(stage: Stage, house: TeaHouse) -> None:
    people = [house.newcomer(f"茶友{number}") for number in range(50)]
    shown = await open_list(house, '"最后一份" max 1')
    presses = [person.presses(shown, "🙋 我要接龙") for person in people for _ in range(2)]
    await stage.settled()
    answers = [press.answer for press in presses]
    assert answers.count("已接龙 1 份 ✅") == 1
    assert sum("您已在接龙里" in (answer or "") for answer in answers) == 1
    assert answers.count("已经接满了。") == 98
    assert "1 人，1/1 份" in shown.text and "1. 茶友0" in shown.text


async def test_a_kill_in_the_middle_loses_and_doubles_nobody(shaken_stage: Stage) -> None:
    stage = shaken_stage
    house = TeaHouse(stage, *await stage.tea_house())
    people = [house.newcomer(f"茶友{number}") for number in range(12)]
    await house.after(house.owner.says(house.group, '/list "拼单" max 10'))
    shown = card(house)
    for start in range(0, 12, 4):
        for person in people[start : start + 4]:
            person.presses(shown, "🙋 我要接龙")
        await stage.settled()
    shown = [message for message in house.spoken if "🧾 " in message.text][-1]
    assert "10 人，10/10 份" in shown.text
    assert all(shown.text.count(f"茶友{number}\n") <= 1 for number in range(12))


async def test_limits_are_said_and_nothing_changes(stage: Stage, house: TeaHouse) -> None:
    ming = house.newcomer("阿明")
    shown = await open_list(house, '"拼单" max 3 each 2')
    ming.says(house.group, "接龙 3")
    await stage.settled()
    assert house.answers[-1] == "每人最多 2 份。"
    ming.says(house.group, "接龙 2")
    house.newcomer("小红").says(house.group, "接龙 2")
    await stage.settled()
    assert house.answers[-1] == "只剩 1 份了。"
    assert "1 人，2/3 份" in shown.text


@pytest.mark.parametrize("text", ["接龙失败了", "我接龙了 2 次", "+1s", "1", "接龙2号楼的人呢"])
async def test_ordinary_words_do_not_join(stage: Stage, house: TeaHouse, text: str) -> None:
    shown = await open_list(house)
    house.newcomer("阿明").says(house.group, text)
    await stage.settled()
    assert "0 人" in shown.text


async def test_two_lists_at_once_an_answer_chooses(stage: Stage, house: TeaHouse) -> None:
    first = await open_list(house, '"拼单一"')
    await house.after(house.owner.says(house.group, '/list "拼单二"'))
    second = next(message for message in house.spoken if "拼单二" in message.text)
    ming = house.newcomer("阿明")
    ming.says(house.group, "+1")
    ming.says(house.group, "接龙 3", reply_to=first)
    await stage.settled()
    assert "阿明 ×3" in first.text and "1. 阿明" in second.text and "×3" not in second.text


async def test_administrators_extend_call_off_and_take_the_list(stage: Stage, house: TeaHouse) -> None:
    ming = house.newcomer("=1+1阿明")
    shown = await open_list(house, '"拼单" ends 09:00')
    ming.says(house.group, "接龙 2")
    await house.after(house.owner.says(house.group, "/activity 1 extend 1h"))
    assert "12-01 10:00" in house.answers[-1]
    await stage.advance(hours=1, minutes=30)
    assert "12-01 10:00 截止" in shown.text and "接龙中" in shown.text
    house.owner.says_privately("/activity")
    await stage.settled()
    menu = house.owner.last
    assert "#1" in menu.text and "名单" in labels(menu)
    house.owner.presses(menu, "名单")
    await stage.settled()
    table = stage.sandbox.file(house.owner.last).decode("utf-8-sig")
    assert "'=1+1阿明" in table and ",2," in table
    house.owner.presses(menu, "取消")
    await stage.settled()
    assert "已取消" in shown.text and "取消了" in house.answers[-1]
    await stage.advance(hours=3)
    assert "接龙结束" not in "".join(house.answers)


async def test_only_administrators_open_lists(stage: Stage, house: TeaHouse) -> None:
    house.newcomer("阿明").says(house.group, '/list "拼单"')
    await stage.settled()
    assert not any("🧾" in answer for answer in house.answers)
    await house.after(house.owner.says(house.group, "/list 拼单"))
    assert "正确写法" in house.whispers[-1]
    await house.after(house.owner.says(house.group, '/list "拼单" ends 昨天'))
    assert "没看懂时间" in house.whispers[-1]


async def test_in_english(stage: Stage, house: TeaHouse) -> None:
    await house.answer_to(house.owner, "/lang")
    await house.after(house.owner.presses(house.owner.last, "English"))
    ming = house.newcomer("Ming", language="en")
    ming.says_privately("/start")
    shown = await open_list(house, '"Friday order" max 2 until 8pm')
    press = ming.presses(shown, "🙋 我要接龙")
    await stage.settled()
    assert press.answer == "You are on the list with 1 ✅"
    house.owner.says_privately("/activity")
    await stage.settled()
    assert "sign-up list · Friday order · until 12-01 20:00" in house.owner.last.text


async def test_a_rush_of_plus_ones_is_no_flood(stage: Stage, house: TeaHouse) -> None:
    people = []
    for number in range(12):
        people.append(house.newcomer(f"茶友{number}"))
        await stage.advance(minutes=20)
    shown = await open_list(house, '"周五拼单"')
    for person in people:
        person.says(house.group, "+1")
    await stage.settled()
    assert "12 人，共 12 份" in shown.text
    assert sum(message.text == "+1" for message in house.group.messages) == 12


async def test_events_lists_it_with_its_buttons(stage: Stage, house: TeaHouse) -> None:
    shown = await open_list(house, '"周五拼单" ends 20:00')
    ming = house.newcomer("阿明")
    await house.after(ming.says(house.group, "/events"))
    listed = house.spoken[-1]
    assert "接龙 · 周五拼单 · 12-01 20:00 截止" in listed.text
    ming.presses(listed, "🙋 我要接龙")
    await stage.settled()
    assert "1. 阿明" in shown.text
