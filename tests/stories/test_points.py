"""Points: a ledger with reasons, a leaderboard with ties, and administrators who give and take."""

from typing import Any

from sqlalchemy import select

from bot.sandbox import Chat, User
from storage.tables import ledger
from tests.stage import Stage, answer_in


async def say(stage: Stage, person: User, group: Chat, text: str, **how: Any) -> str:
    """Somebody writes; returns what the bot answered last."""
    return await answer_in(stage, group, person, text, **how)


async def test_me_tells_points_level_streak_rank_and_reasons(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    ming = stage.member(group, "阿明", username="aming")
    assert "还没有积分" in await say(stage, ming, group, "/me")

    await say(stage, ming, group, "打卡")
    await say(stage, owner, group, "/points @aming +50 主持分享会")
    await say(stage, owner, group, "/points @aming -3 重复计分")
    said = await say(stage, ming, group, "我的积分")
    assert "52 分 · 常客" in said and "连续打卡 1 天" in said and "第 1 名" in said
    assert "12-01 -3 重复计分" in said and "12-01 +50 主持分享会" in said and "12-01 +5 「每日打卡」打卡" in said


async def test_the_leaderboard_shares_ranks_and_shows_ones_own_place(stage: Stage) -> None:
    crowd = [stage.sandbox.person(f"茶友{number:02}", username=f"tea{number:02}") for number in range(14)]
    group, owner = await stage.tea_house(crowd)
    for number, person in enumerate(crowd):
        person.says(group, "早")
        owner.says(group, f"/points @tea{number:02} +{100 - 10 * (number // 2)} 试饮")
    await stage.settled()
    last = crowd[-1]
    said = await say(stage, last, group, "排行榜")
    lines = said.splitlines()
    assert lines[1:4] == ["🥇 茶友00 · 100 分", "🥇 茶友01 · 100 分", "🥉 茶友02 · 90 分"]
    assert "9. 茶友09 · 60 分" in said and "茶友10" not in said
    assert lines[-1] == "您在第 13 名 · 40 分"
    assert "还没上榜" in await say(stage, stage.member(group, "新人"), group, "/top")

    crowd[0].leaves(group)
    await stage.settled()
    assert "茶友00" not in await say(stage, last, group, "/top all")


async def test_leaderboards_of_the_week_and_the_month(stage: Stage) -> None:
    group, _ = await stage.tea_house()
    ming, hong = stage.member(group, "阿明"), stage.member(group, "小红")
    await say(stage, ming, group, "打卡")  # Tuesday, 1 December
    await stage.advance(days=6)
    await say(stage, hong, group, "打卡")  # Monday, 7 December
    week, month = await say(stage, ming, group, "/top week"), await say(stage, ming, group, "/top 本月")
    assert "小红" in week and "阿明" not in week and "还没上榜" in week
    assert "小红" in month and "阿明" in month
    await stage.advance(days=25)
    assert "榜上还没有人" in await say(stage, ming, group, "排行榜 本月")
    assert "正确写法" in await say(stage, ming, group, "/top decade")


async def test_points_need_a_person_an_amount_and_a_reason(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    ming = stage.member(group, "阿明", username="aming")
    await say(stage, ming, group, "打卡")
    assert "正确写法" in await say(stage, owner, group, "/points @aming +10")
    assert "正确写法" in await say(stage, owner, group, "/points @aming 很多 因为")
    assert "对谁" in await say(stage, owner, group, "/points +10 因为")
    assert "没见过" in await say(stage, owner, group, "/points @nobody +10 因为")
    assert "1 到 100,000" in await say(stage, owner, group, "/points @aming +999999 因为")

    message = ming.says(group, "今天我来泡茶")
    said = await say(stage, owner, group, "/points +10 <b>泡茶</b>", reply_to=message)
    assert "阿明 +10 分：<b>泡茶</b>。现在共 15 分" in said
    granted = await stage.weilu.storage.database.fetch(select(ledger).where(ledger.c.reason == "grant"))
    assert [(row.amount, row.granted_by) for row in granted] == [(10, owner.id)]


async def test_an_admin_without_the_right_is_told_which_one(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    helper = stage.member(group, "帮手")
    owner.promotes(helper, group, rights=("can_delete_messages",))
    helper.says_privately("/start")
    ming = stage.member(group, "阿明", username="aming")
    await say(stage, ming, group, "打卡")
    helper.says(group, "/points @aming +10 好人")
    await stage.settled()
    assert "修改群组信息" in helper.last.text
    assert len(await stage.weilu.storage.database.fetch(select(ledger))) == 1


async def test_what_a_check_in_is_worth_is_changed_by_a_button(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    said = await say(stage, owner, group, "/points")
    assert "每次打卡 5 分" in said and "连续 21 天，另加 30 分" in said
    card = [m for m in group.messages if m.sender is stage.sandbox.bot][-1]
    ming = stage.member(group, "阿明")
    ming.presses(card, "打卡 10 分")
    await stage.settled()
    assert "每次打卡 5 分" in card.text
    owner.presses(card, "打卡 10 分")
    await stage.settled()
    assert "每次打卡 10 分" in card.text
    assert "+10 分，共 10 分" in await say(stage, ming, group, "打卡")


async def test_members_may_ask_in_private_about_the_group_they_are_in(stage: Stage) -> None:
    group, _ = await stage.tea_house()
    ming, stranger = stage.member(group, "阿明"), stage.sandbox.person("生人")
    await say(stage, ming, group, "打卡")
    ming.says_privately("/me")
    stranger.says_privately("/me")
    await stage.settled()
    assert "5 分 · 新芽" in ming.last.text
    assert "还没在群里见过您" in stranger.last.text
    ming.leaves(group)
    await stage.settled()
    ming.says_privately("/top")
    await stage.settled()
    assert "还没在群里见过您" in ming.last.text


async def test_thanks_in_a_reply_earn_points_once_in_a_while(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    ming, hong = stage.member(group, "阿明"), stage.member(group, "小红")
    answer = ming.says(group, "水温八十五度就好")
    await stage.settled()
    thanks = hong.says(group, "谢谢！", reply_to=answer)
    await stage.settled()
    assert thanks is not None and thanks.reactions
    for person, text in ((hong, "太感谢了"), (ming, "谢谢我自己"), (owner, "谢谢，那八十度呢？")):
        person.says(group, text, reply_to=answer)
    await stage.settled()
    said = await say(stage, ming, group, "/me")
    assert "2 分" in said and "回答被感谢：小红" in said
    await stage.advance(days=4)
    hong.says(group, "👍", reply_to=answer)
    await stage.settled()
    assert "4 分" in await say(stage, ming, group, "/me")
    assert sum(row.amount for row in await stage.weilu.storage.database.fetch(select(ledger))) == 4


async def test_a_daily_cap_limits_what_a_day_earns(stage: Stage) -> None:
    await stage.stop()
    stage.settings["WEILU_SETTINGS__POINTS__DAILY_CAP"] = "6"
    await stage.start()
    group, _ = await stage.tea_house()
    ming, hong, wang = (stage.member(group, name) for name in ("阿明", "小红", "老王"))
    answer = ming.says(group, "打卡")
    await stage.settled()
    for person in (hong, wang):
        person.says(group, "谢谢", reply_to=answer)
    await stage.settled()
    assert "6 分" in await say(stage, ming, group, "/me")


async def test_a_season_has_a_leaderboard_of_its_own_and_is_kept(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    ming, hong = stage.member(group, "阿明", username="aming"), stage.member(group, "小红", username="hong")
    await say(stage, owner, group, "/points @aming +500 元老")
    assert "没有进行中的赛季" in await say(stage, ming, group, "/top season")
    await stage.advance(minutes=1)
    assert "「春茶季」开始啦" in await say(stage, owner, group, "/season “春茶季”")
    await stage.advance(minutes=1)
    await say(stage, owner, group, "/points @hong +30 分享")
    board = await say(stage, hong, group, "排行榜 本季")
    assert "小红 · 30 分" in board and "阿明" not in board
    assert "前三名：小红" in await say(stage, owner, group, "/season end")
    pictures = [message for message in group.messages if message.photo]
    assert len(pictures) == 1
    assert "第一名 小红" in await say(stage, owner, group, "/season")


async def test_the_leaderboard_and_the_calendar_as_pictures(stage: Stage) -> None:
    group, _ = await stage.tea_house()
    ming = stage.member(group, "阿明")
    await say(stage, ming, group, "打卡")
    await say(stage, ming, group, "排行榜")
    board = [message for message in group.messages if message.sender is stage.sandbox.bot][-1]
    ming.presses(board, "🖼 看图")
    ming.says(group, "打卡日历")
    await stage.settled()
    assert len([message for message in group.messages if message.photo]) == 2


async def test_who_wins_an_activity_gets_points(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    ming = stage.member(group, "阿明")
    await say(stage, owner, group, '/lottery "新茶" 1 prizes ends 20:00')
    card = next(m for m in reversed(group.messages) if m.sender is stage.sandbox.bot and m.buttons)
    ming.presses(card, card.buttons[0][0].text)
    await stage.settled()
    await stage.advance(hours=13)
    said = await say(stage, ming, group, "/me")
    assert "20 分" in said and "「新茶」获奖" in said and "好手气" in said
