"""Programmes with terms of their own: what counts, several at once, make-up cards, teams, deposits, corrections."""

from typing import Any

from sqlalchemy import select

from bot.sandbox import User
from storage.tables import checkins, ledger, participants
from tests.handlers.test_codes import picture
from tests.stage import Stage, answer_in
from tests.stories.tea_house import TeaHouse, labels


async def said(house: TeaHouse, person: User, text: str, **how: Any) -> str:
    """What the bot answers in the group to what somebody writes in a quiet minute."""
    await house.stage.advance(minutes=1)
    return await answer_in(house.stage, house.group, person, text, **how)


async def rows(stage: Stage, table: Any) -> list[Any]:
    return list(await stage.weilu.storage.database.fetch(select(table).order_by(*table.primary_key)))


async def test_a_note_of_some_length_is_asked_for(house: TeaHouse) -> None:
    ming = house.newcomer("阿明")
    begun = await said(house, house.owner, "/programme “21天读书” 21 心得10字 补卡2次 限3天内 扣3分")
    assert "心得满 10 字" in begun and "每人 2 次，3 天之内，每次 3 分" in begun
    assert "要写满 10 字" in await said(house, ming, "打卡 读了")
    assert "首签" in await said(house, ming, "打卡 今天读完第三章，写得真好")
    await house.stage.advance(days=1)
    assert "和您之前写的一样" in await said(house, ming, "打卡 今天读完第三章，写得真好")
    assert "连续 2 天" in await said(house, ming, "打卡 第四章读得慢一些，也记了笔记")


async def test_a_photo_is_asked_for(house: TeaHouse) -> None:
    ming = house.newcomer("阿明")
    await said(house, house.owner, "/programme 晒茶 7 photo")
    assert "要带一张照片" in await said(house, ming, "打卡")
    await house.stage.advance(minutes=1)
    ming.sends_photo(house.group, b"tea", "打卡")
    await house.stage.settled()
    assert "首签" in house.answers[-1]


async def test_several_programmes_run_at_once_and_keyword_or_button_chooses(house: TeaHouse) -> None:
    ming, hong = house.newcomer("阿明"), house.newcomer("小红")
    await said(house, house.owner, "/programme 读书 21 word 读书,看书")
    assert "口令：晨跑" in await said(house, house.owner, "/programme 晨跑 7")
    assert "已经是另一个计划的口令" in await said(house, house.owner, "/programme 又读 7 word 看书")

    assert "「读书」第 1/21 天" in await said(house, ming, "看书 第三章")
    assert "「晨跑」第 1/7 天" in await said(house, ming, "晨跑")
    assert "已经打过卡" in await said(house, ming, "打卡 晨跑")
    await said(house, hong, "打卡 五公里")
    card = house.spoken[-1]
    assert "您打的是哪一个" in card.text and labels(card) == ["晨跑", "读书"]
    press = hong.presses(card, "晨跑")
    await house.stage.settled()
    assert press.answer is not None and "第 2 个" in press.answer
    found = await rows(house.stage, checkins)
    assert [(row.user_id, row.note) for row in found if row.user_id == hong.id] == [(hong.id, "五公里")]
    state = await said(house, house.owner, "/programme")
    assert "「读书」第 1/21 天" in state and "「晨跑」第 1/7 天" in state
    assert labels(house.spoken[-1]) == ["结束「读书」", "结束「晨跑」"]
    assert "请写明结束哪一个" in await said(house, house.owner, "/programme end")
    assert "「晨跑」结束了：2 人参加" in await said(house, house.owner, "/programme end 晨跑")


async def test_a_member_makes_a_day_up_with_a_card(house: TeaHouse) -> None:
    ming = house.newcomer("阿明")
    await said(house, house.owner, "/programme 读书 21 补卡1次 扣3分")
    await said(house, ming, "打卡")
    await house.stage.advance(days=2)
    await said(house, ming, "打卡")
    await house.stage.advance(days=2)
    offer = await said(house, ming, "补卡")
    assert "还有 1 次补卡" in offer and labels(house.spoken[-1])[0] == "12-04（3 分）"
    press = ming.presses(house.spoken[-1], "12-02（3 分）")
    await house.stage.settled()
    assert press.answer is not None and "12-02 补上了，现在连续 0 天，用了 3 分" in press.answer
    assert "1 次补卡都用完了" in await said(house, ming, "补卡 昨天")
    assert sum(row.amount for row in await rows(house.stage, ledger)) == 2 * 5 - 3
    assert "连续 1 天" in await said(house, ming, "打卡")


async def test_who_joins_late_catches_up(house: TeaHouse) -> None:
    late = house.newcomer("晚到")
    await said(house, house.owner, "/programme 读书 21 追进度")
    await house.stage.advance(days=2)
    await said(house, late, "打卡")
    assert labels(house.spoken[-1]) == ["补上前面的"]
    assert "连续 2 天" in await said(house, late, "补卡 昨天")
    assert "连续 3 天" in await said(house, late, "补卡 前天")
    await house.stage.advance(days=4)
    assert "不能补卡" in await said(house, late, "补卡 昨天")


async def test_teams_and_deposits_are_settled_at_the_end(house: TeaHouse) -> None:
    ming, hong = house.newcomer("阿明", username="aming"), house.newcomer("小红", username="hong")
    for name in ("aming", "hong"):
        await said(house, house.owner, f"/points @{name} +50 起步")
    await said(house, house.owner, "/programme 冲刺 2 teams 红队,蓝队 deposit 40")
    assert "您在「红队」" in await said(house, ming, "打卡") and "已押 40 分" in house.answers[-1]
    assert "您在「蓝队」" in await said(house, hong, "打卡")
    assert "要先押 40 分" in await said(house, house.newcomer("老王"), "打卡")
    await house.stage.advance(days=1)
    await house.stage.kill()
    await house.stage.start()
    await said(house, ming, "打卡")
    await house.stage.advance(days=1)
    report = next(m for m in reversed(house.spoken) if m.photo)
    assert report.caption is not None and "「冲刺」结束了：2 人参加，共打卡 3 次" in report.caption
    assert "红队：1 人，打卡 2 次" in report.caption and "1 人拿回押金，共 80 分" in report.caption
    totals = dict.fromkeys((ming.id, hong.id), 0)
    for row in await rows(house.stage, ledger):
        totals[row.user_id] += row.amount
    assert totals == {ming.id: 50 + 10 + 40, hong.id: 50 + 5 - 40}
    assert len(await rows(house.stage, participants)) == 2


async def test_a_check_in_is_taken_back_with_its_points_and_may_be_made_again(house: TeaHouse) -> None:
    ming = house.newcomer("阿明", username="aming")
    for _ in range(7):
        await said(house, ming, "打卡")
        await house.stage.advance(days=1)
    total = sum(row.amount for row in await rows(house.stage, ledger))
    assert total == 7 * 5 + 10
    back = await said(house, house.owner, "/uncheck @aming 昨天 图是网上找的")
    assert "图是网上找的" in back and "15 分一并收回" in back
    assert "没有打卡" in await said(house, house.owner, "/uncheck @aming 昨天 再来一次")
    assert "收回：图是网上找的" in await said(house, ming, "我的积分")
    assert "连续 7 天" in await said(house, house.owner, "/makeup @aming 昨天 误会了")
    entries = await rows(house.stage, ledger)
    assert sum(row.amount for row in entries) == 6 * 5 + 10, "made up: the milestone again, the day's own points not"
    assert len({row.key for row in entries}) == len(entries)


async def test_a_check_in_that_moderation_removes_is_none(house: TeaHouse) -> None:
    ming = house.newcomer("阿明")
    await house.stage.advance(minutes=1)
    message = ming.says(house.group, "打卡 今天读书")
    await house.stage.settled()
    assert message is not None
    ming.edits(message, "日赚八百 https://lucky.example/join")
    await house.stage.settled()
    assert message.deleted
    (row,) = await rows(house.stage, checkins)
    assert row.taken_back_at is not None and row.taken_back_why == "消息被清理，打卡收回"
    assert sum(entry.amount for entry in await rows(house.stage, ledger)) == 0
    house.owner.says_privately("/undo 1")
    await house.stage.settled()
    (row,) = await rows(house.stage, checkins)
    assert row.taken_back_at is None and row.turn == 2, "a wrong decision costs one tap to undo"
    assert sum(entry.amount for entry in await rows(house.stage, ledger)) == 5


async def test_a_check_in_with_a_picture_that_turns_out_to_be_an_advert_is_none(house: TeaHouse) -> None:
    ming = house.newcomer("阿明")
    await house.stage.advance(minutes=1)
    message = ming.sends_photo(house.group, picture("https://u.wechat.com/abcdef"), caption="打卡 今天读书")
    await house.stage.settled()
    assert message is not None and message.deleted
    (row,) = await rows(house.stage, checkins)
    assert row.taken_back_at is not None
    assert sum(entry.amount for entry in await rows(house.stage, ledger)) == 0


async def test_who_does_not_say_which_is_asked_once_in_a_rush(house: TeaHouse) -> None:
    ming, hong = house.newcomer("阿明"), house.newcomer("小红")
    await said(house, house.owner, "/programme 读书 21 word 读书")
    await said(house, house.owner, "/programme 晨跑 7")
    await said(house, ming, "读书")
    hong.says(house.group, "打卡")
    await house.stage.settled()
    await house.stage.advance(minutes=1)
    asked = house.spoken[-1]
    assert "您打的是哪一个" in asked.text and labels(asked) == ["晨跑", "读书"]
    await house.stage.advance(minutes=5)
    assert house.spoken[-1] is asked, "asked once"
    hong.presses(asked, "读书")
    await house.stage.settled()
    await house.stage.advance(minutes=1)
    assert house.answers[-1] == "✅ 小红 已打卡"


async def test_odd_check_ins_are_shown_to_administrators_and_count(house: TeaHouse) -> None:
    ming, hong = house.newcomer("阿明"), house.newcomer("小红")
    await said(house, ming, "打卡 今天读完第三章，收获很多")
    await said(house, hong, "打卡 今天读完第三章，收获很多")
    assert len(await rows(house.stage, checkins)) == 2
    shown = await house.answer_to(house.owner, "/programme flags")
    assert "小红 的心得和别人当天的一字不差" in shown and "阿明 的" not in shown


async def test_a_programme_in_english(house: TeaHouse) -> None:
    house.owner.says_privately("/panel")
    await house.stage.settled()
    await house.stage.stop()
    house.stage.settings["WEILU_DEFAULTS__LANGUAGE"] = "en"
    await house.stage.start()
    may = house.newcomer("May")
    begun = await said(house, house.owner, '/programme "Read" 7 note 10 makeup 2 catchup')
    assert "a note of 10 characters" in begun and "Make-up days: 2 each" in begun
    assert "asks for a note" in await said(house, may, "/checkin so")
    assert "First today!" in await said(house, may, "/checkin read the third chapter")
    assert "not missed a day" in await said(house, may, "/missed")
