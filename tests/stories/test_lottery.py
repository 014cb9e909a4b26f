"""Lottery: the seed is promised before and told after, the draw happens once, and anybody can do it again."""

import re
from pathlib import Path

from bot.commands import main
from bot.features.activities.draw import Record, commitment
from tests.stage import Stage
from tests.stories.tea_house import TeaHouse
from tests.stories.test_posts import away
from tests.stories.test_signup_list import card

SIGN = "🎁 "


async def test_a_lottery_from_promise_to_proof(stage: Stage, house: TeaHouse, tmp_path: Path, capsys: object) -> None:
    people = [house.newcomer(f"茶友{number}") for number in range(8)]
    people[0].says_privately("/start")
    await house.after(house.owner.says(house.group, '/lottery "新茶" 3 prizes ends 20:00'))
    shown = card(house, SIGN)
    promised = re.search(r"[0-9a-f]{64}", shown.text)
    assert promised is not None and "3 个奖" in shown.text and "12-01 20:00 开奖" in shown.text
    presses = [person.presses(shown, "🎁 我要参加") for person in people for _ in range(2)]
    await stage.settled()
    answers = [press.answer or "" for press in presses]
    assert sum("祝您好运" in answer for answer in answers) == 8 and sum("已经参加" in a for a in answers) == 8
    assert "8 人参加" in shown.text
    await away(stage, days=2)
    await stage.settled()
    results = [message for message in house.spoken if "开奖了" in message.content]
    assert len(results) == 1 and results[0].kind == "photo"
    document = next(message for message in house.spoken if message.kind == "document")
    text = stage.sandbox.file(document).decode()
    record = Record.read(text)
    assert record.commitment == promised[0] == commitment(record.seed)
    assert record.faults() == [] and len(record.winners) == 3 and len(record.entrants) == 8
    assert record.seed in results[0].content and "已开奖" in shown.text and "🏆 1." in shown.text
    won = people[0].id in record.winners
    assert any("恭喜" in message.text for message in people[0].inbox) is won
    file = tmp_path / "draw-1.txt"
    file.write_text(text)
    assert main(["verify-draw", str(file)]) == 0
    file.write_text(text.replace(f"winners: {record.winners[0]}", "winners: 1"))
    assert main(["verify-draw", str(file)]) == 1
    file.write_text("nonsense")
    assert main(["verify-draw", str(file)]) == 2
    await stage.restart()
    await stage.advance(days=1)
    assert len([message for message in house.spoken if "开奖了" in message.content]) == 1


async def test_a_draw_survives_a_kill_and_is_never_another(shaken_stage: Stage) -> None:
    stage = shaken_stage
    house = TeaHouse(stage, *await stage.tea_house())
    people = [house.newcomer(f"茶友{number}") for number in range(4)]
    await house.after(house.owner.says(house.group, '/lottery "新茶" 1 prizes ends 09:00'))
    shown = card(house, SIGN)
    for person in people:
        person.presses(shown, "🎁 我要参加")
    await stage.settled()
    await stage.advance(hours=2)
    await stage.settled()
    records = {stage.sandbox.file(message) for message in house.spoken if message.kind == "document"}
    assert len(records) == 1
    assert Record.read(records.pop().decode()).faults() == []


async def test_conditions(stage: Stage, house: TeaHouse) -> None:
    await house.after(house.owner.says(house.group, '/lottery "会员" 1 prizes ends 20:00 needs points 5'))
    ming = house.newcomer("阿明")
    shown = card(house, SIGN)
    assert "积分满 5" in shown.text
    press = ming.presses(shown, "🎁 我要参加")
    await stage.settled()
    assert "还差一点" in (press.answer or "") and "0 人参加" in shown.text
    await house.after(ming.says(house.group, "打卡"))
    press = ming.presses(shown, "🎁 我要参加")
    await stage.settled()
    assert "祝您好运" in (press.answer or "")
    await house.after(house.owner.says(house.group, '/lottery "老友" 1 prizes needs member 7d'))
    await house.after(house.owner.says(house.group, '/lottery "打卡" 1 prizes needs checkin'))
    old, daily = (
        m for m in house.spoken if "老友" in m.text or "“打卡”" in m.text or "<b>打卡" in m.text or "打卡　" in m.text
    )
    first, second = ming.presses(old, "🎁 我要参加"), ming.presses(daily, "🎁 我要参加")
    await stage.settled()
    assert "入群满 7 天" in (first.answer or "") and "祝您好运" in (second.answer or "")
    await house.after(house.owner.says(house.group, '/lottery "怪" needs 月亮'))
    assert "没看懂条件" in house.whispers[-1]


async def test_nobody_took_part(stage: Stage, house: TeaHouse) -> None:
    await house.after(house.owner.says(house.group, '/lottery "新茶" 3 prizes ends 09:00'))
    await stage.advance(hours=2)
    assert "没有人参加" in house.answers[-1]
