"""Urgent matters of quiet hours: they reach the administrators, and the answer the member."""

from tests.stage import Stage, texts
from tests.stories.test_quiet import standing


async def test_an_urgent_matter_reaches_the_administrators_and_their_answer_the_member(shaken_stage: Stage) -> None:
    stage = shaken_stage
    group, owner = await stage.tea_house()
    red = stage.member(group, "小红")
    owner.says(group, "/quiet 22:00-08:00 每天 lock")
    await stage.settled()
    await stage.advance(hours=14)
    announced = standing(stage, group, "静默时段到了")[-1]
    assert announced.buttons[0][0].text == "急事找管理员"
    red.opens(str(announced.buttons[0][0].url))
    await stage.settled()
    assert "写下是什么事" in red.last.content
    red.says_privately("订单地址写错了，今晚就发货，<急>")
    await stage.settled()
    card = owner.last
    assert "急事 #1 · 围炉茶友" in card.content and "小红 说" in card.content and "<急>" in card.content
    assert "单号 #1" in red.last.content
    owner.says_privately("已经拦下了，放心", reply_to=card)
    await stage.settled()
    answer = red.last
    assert "已经拦下了，放心" in answer.content and "已有人回复" in card.content
    red.says_privately("谢谢店长！", reply_to=answer)
    await stage.settled()
    assert "谢谢店长！" in owner.last.content
    owner.presses(card, "处理好了")
    await stage.settled()
    assert "店长 处理好了" in card.content and not card.buttons
    assert "已经处理好了" in red.last.content


async def test_a_ticket_nobody_can_hear_says_so(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    red = stage.member(group, "小红")
    owner.blocks_bot()
    await stage.settled()
    red.says_privately(f"/start ticket_{group.id}")
    await stage.settled()
    red.sends_sticker(red.private)
    await stage.settled()
    assert "我只能转文字" in red.last.content
    red.says_privately("急")
    await stage.settled()
    assert "一个也联系不上" in red.last.content


async def test_not_everybody_may_open_tickets_without_end(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    red = stage.member(group, "小红")
    for n in range(6):
        red.says_privately(f"/start ticket_{group.id}")
        await stage.settled()
        red.says_privately(f"急事{n}")
        await stage.settled()
    assert "好几次了" in red.last.content
    assert len([said for said in texts(owner.inbox) if "急事 #" in said]) == 5
    owner.bans(red, group)
    await stage.settled()
    await stage.advance(days=2)
    red.says_privately(f"/start ticket_{group.id}")
    await stage.settled()
    red.says_privately("放我进去")
    await stage.settled()
    assert "转不了" in red.last.content
