"""Somebody checks in and is noticed: once a day, by the group's clock, whatever happens to the process."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.sandbox import Chat, Fault, User
from storage.tables import checkins, ledger
from tests.stage import Stage, answer_in, texts


def answers(stage: Stage, group: Chat) -> list[str]:
    """What the bot has said in the group."""
    return texts(message for message in group.messages if message.sender is stage.sandbox.bot)


async def rows(stage: Stage, table: Any) -> list[Any]:
    return list(await stage.weilu.storage.database.fetch(select(table).order_by(*table.primary_key)))


async def say(stage: Stage, person: User, group: Chat, text: str, **how: Any) -> str:
    """Somebody writes; returns what the bot answered last."""
    return await answer_in(stage, group, person, text, **how)


async def test_a_check_in_is_answered_with_rank_streak_and_points(stage: Stage) -> None:
    group, _ = await stage.tea_house()
    ming, hong = stage.member(group, "阿明"), stage.member(group, "小红")

    said = await say(stage, ming, group, "打卡")
    assert "首签" in said and "连续 1 天" in said and "+5 分，共 5 分" in said
    await stage.advance(minutes=1)
    said = await say(stage, hong, group, "/checkin 读完第三章")
    assert "第 2 个" in said and "连续 1 天" in said

    await stage.advance(days=1)
    said = await say(stage, hong, group, "签到 今天喝的是白茶")
    assert "首签" in said and "连续 2 天" in said and "共 10 分" in said
    assert [row.note for row in await rows(stage, checkins)] == ["", "读完第三章", "今天喝的是白茶"]


async def test_the_second_check_in_of_a_day_is_told_so_and_earns_nothing(stage: Stage) -> None:
    group, _ = await stage.tea_house()
    ming = stage.member(group, "阿明")
    await say(stage, ming, group, "打卡")
    await stage.advance(minutes=1)
    assert "已经打过卡" in await say(stage, ming, group, "签到")
    assert len(await rows(stage, checkins)) == len(await rows(stage, ledger)) == 1


@pytest.mark.parametrize(
    "text",
    ["打卡", "签到", "#打卡", "打卡 第一天", "打卡　第一天", "打卡\n读了十页", "/checkin", "/checkin@weilu_bot 早"],
)
async def test_what_counts_as_a_check_in(stage: Stage, text: str) -> None:
    group, _ = await stage.tea_house()
    assert "首签" in await say(stage, stage.member(group, "阿明"), group, text)


@pytest.mark.parametrize("text", ["打卡失败了", "今天打卡", "还没签到呢", "打卡，晚点来", "/checkin@other_bot"])
async def test_what_does_not(stage: Stage, text: str) -> None:
    group, _ = await stage.tea_house()
    ming = stage.member(group, "阿明")
    await stage.settled()
    before = answers(stage, group)
    ming.says(group, text)
    await stage.settled()
    assert answers(stage, group) == before and await rows(stage, checkins) == []


async def test_a_photo_with_the_keyword_as_caption_counts(stage: Stage) -> None:
    group, _ = await stage.tea_house()
    stage.member(group, "阿明").sends_photo(group, b"tea", "打卡 今日份白茶")
    await stage.settled()
    assert "首签" in answers(stage, group)[-1]


async def test_midnight_is_the_groups(stage: Stage) -> None:
    group, _ = await stage.tea_house()
    ming = stage.member(group, "阿明")
    await stage.advance(hours=15, minutes=59, seconds=59)
    assert "连续 1 天" in await say(stage, ming, group, "打卡")
    await stage.advance(seconds=1)
    ming.says(group, "打卡")
    await stage.settled()
    await stage.advance(minutes=1)
    assert "首签：阿明" in answers(stage, group)[-1]
    assert [row.day for row in await rows(stage, checkins)] == ["2026-12-01", "2026-12-02"]


async def test_the_day_may_begin_later(stage: Stage) -> None:
    await stage.stop()
    stage.settings["WEILU_SETTINGS__CHECKIN__DAY_STARTS_AT"] = "04:00"
    await stage.start()
    group, _ = await stage.tea_house()
    ming = stage.member(group, "阿明")
    await say(stage, ming, group, "打卡")
    await stage.advance(hours=19)
    assert "已经打过卡" in await say(stage, ming, group, "打卡")
    await stage.advance(hours=1)
    assert "连续 2 天" in await say(stage, ming, group, "打卡")


async def test_a_day_of_25_hours_is_one_day(stage: Stage) -> None:
    await stage.stop()
    stage.settings["WEILU_DEFAULTS__TIMEZONE"] = "America/New_York"
    await stage.start()
    group, _ = await stage.tea_house()
    ming = stage.member(group, "阿明")
    zone = ZoneInfo("America/New_York")
    # Clocks go back on 7 November 2027, 02:00.
    opening = datetime(2027, 11, 7, 0, 0, tzinfo=zone).astimezone(UTC)
    await stage.advance(seconds=(opening - stage.sandbox.clock.now()).total_seconds())
    assert "首签" in await say(stage, ming, group, "打卡")
    await stage.advance(hours=24)
    assert "已经打过卡" in await say(stage, ming, group, "打卡")
    await stage.advance(hours=1)
    assert "连续 2 天" in await say(stage, ming, group, "打卡")


async def test_a_missed_day_ends_the_streak_and_a_made_up_day_mends_it(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    ming = stage.member(group, "阿明", username="aming")
    await say(stage, ming, group, "打卡")
    await stage.advance(days=2)
    assert "连续 1 天" in await say(stage, ming, group, "打卡")

    said = await say(stage, owner, group, "/makeup @aming 昨天")
    assert "阿明" in said and "2026-12-02" in said and "连续 3 天" in said
    assert "已经打过卡" in await say(stage, owner, group, "/makeup @aming 2026-12-02")
    assert "只能补" in await say(stage, owner, group, "/makeup @aming 2026-12-09")
    made_up = [row for row in await rows(stage, checkins) if row.made_up]
    assert [(row.day, row.granted_by) for row in made_up] == [("2026-12-02", owner.id)]


async def test_seven_days_in_a_row_are_celebrated_once(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    ming = stage.member(group, "阿明", username="aming")
    for _ in range(6):
        said = await say(stage, ming, group, "打卡")
        assert "另加" not in said
        await stage.advance(days=1)
    assert "🎉 连续 7 天，另加 10 分" in await say(stage, ming, group, "打卡")
    await say(stage, owner, group, "/makeup @aming 2026-11-30")
    await stage.advance(days=1)
    assert "另加" not in await say(stage, ming, group, "打卡")
    assert sum(row.amount for row in await rows(stage, ledger)) == 8 * 5 + 10


async def test_a_programme_runs_its_days_and_says_how_it_went(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    ming, hong = stage.member(group, "阿明"), stage.member(group, "小红")
    said = await say(stage, owner, group, "/programme “三天早起” 3 05:00-09:00")
    assert "2026-12-01 至 2026-12-03" in said and "05:00-09:00" in said
    assert "还在进行" in await say(stage, owner, group, '/programme "三天早起" 5')

    assert "「三天早起」第 1/3 天" in await say(stage, ming, group, "打卡")
    await stage.advance(minutes=1)
    await say(stage, hong, group, "打卡")
    await stage.advance(hours=2, minutes=59)
    assert "打卡时间是 05:00-09:00" in await say(stage, stage.member(group, "老王"), group, "打卡")
    for _ in range(2):
        await stage.advance(hours=24 if stage.sandbox.clock.now().hour == 0 else 21)
        await say(stage, ming, group, "打卡")
    await stage.advance(days=1)
    ended = next(said for said in answers(stage, group) if "结束了" in said)
    assert "2 人参加，共打卡 4 次" in ended and "全勤 1 人：阿明" in ended

    # The standing programme goes on, and nobody's streak was broken by the named one.
    assert "连续 4 天" in await say(stage, ming, group, "打卡")


async def test_a_programme_can_be_ended_by_word_or_button(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    await say(stage, owner, group, "/programme 早起 30")
    assert "结束了" in await say(stage, owner, group, "/programme end")
    assert "没有进行中" in await say(stage, owner, group, "/programme 结束")

    await say(stage, owner, group, "/programme 晚读 30")
    state = await say(stage, owner, group, "/programme")
    assert "「晚读」第 1/30 天" in state
    card = [m for m in group.messages if m.sender is stage.sandbox.bot][-1]
    stage.member(group, "路人").presses(card, "结束这个计划")
    await stage.settled()
    assert "「晚读」第 1/30 天" in texts(group.messages)[-1] or "结束" not in card.text
    owner.presses(card, "结束这个计划")
    await stage.settled()
    assert "「晚读」结束了" in card.text

    owner.says_privately("/programme 私下开的 7")
    await stage.settled()
    owner.says_privately("/programme")
    await stage.settled()
    owner.presses(owner.last, "结束这个计划")
    await stage.settled()
    assert "「私下开的」结束了" in owner.last.text and "「私下开的」结束了" in answers(stage, group)[-1]


async def test_members_cannot_start_programmes(stage: Stage) -> None:
    group, _ = await stage.tea_house()
    ming = stage.member(group, "阿明")
    await stage.settled()
    before = answers(stage, group)
    ming.says(group, "/programme 捣乱 3")
    ming.says(group, "/makeup 1 昨天")
    await stage.settled()
    assert answers(stage, group) == before


async def test_wrong_arguments_get_the_form(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    assert "正确写法" in await say(stage, owner, group, "/programme 二十一天")
    assert "1 到 366" in await say(stage, owner, group, "/programme 长跑 9999")
    assert "没看懂时段" in await say(stage, owner, group, "/programme 早起 7 early")


async def test_the_same_update_twice_counts_once(stage: Stage) -> None:
    group, _ = await stage.tea_house()
    ming = stage.member(group, "阿明")
    await say(stage, ming, group, "打卡")
    before = answers(stage, group)
    await stage.advance(minutes=1)
    original = group.messages[-2]
    for _ in range(2):
        stage.sandbox.push_raw({"message": original.shape()})
    await stage.settled()
    assert len(await rows(stage, checkins)) == len(await rows(stage, ledger)) == 1
    assert all("已经打过卡" in said for said in answers(stage, group)[len(before) :])


async def test_checked_in_while_the_bot_was_away(stage: Stage) -> None:
    group, _ = await stage.tea_house()
    ming = stage.member(group, "阿明")
    await say(stage, ming, group, "打卡")
    await stage.advance(days=1)
    await stage.stop()
    ming.says(group, "打卡")
    # Telegram keeps updates for a day.
    stage.sandbox.clock.advance(hours=20)  # type: ignore[attr-defined]
    before = answers(stage, group)
    await stage.start()
    assert [row.day for row in await rows(stage, checkins)] == ["2026-12-01", "2026-12-02"]
    assert answers(stage, group) == before, "a late command is not answered"
    assert "连续 3 天" in await say(stage, ming, group, "打卡")


async def test_a_rush_is_recorded_whole_and_told_in_one_message_a_minute(stage: Stage) -> None:
    crowd = [stage.sandbox.person(f"茶友{number}") for number in range(60)]
    group, _ = await stage.tea_house(crowd)
    before = len(answers(stage, group))
    for person in (*crowd, *crowd):
        person.says(group, "打卡")
    await stage.settled()
    found = await rows(stage, checkins)
    assert len({row.user_id for row in found}) == len(found) == 60
    (first,) = answers(stage, group)[before:]
    assert "首签" in first
    nods = [call for call in stage.sandbox.journal if call.method == "setMessageReaction"]
    assert len(nods) == 10, "a few reactions show that the bot is there"
    await stage.advance(minutes=1)
    assert answers(stage, group)[before + 1 :] == ["✅ 茶友1、茶友2 等 59 人已打卡"]
    await stage.advance(minutes=5)
    assert len(answers(stage, group)) == before + 2, "nothing is said twice, and nothing without need"


async def test_those_who_come_within_a_minute_are_named_together(stage: Stage) -> None:
    group, _ = await stage.tea_house()
    ming, hong, wang = (stage.member(group, name) for name in ("阿明", "小红", "老王"))
    await say(stage, ming, group, "打卡")
    for person in (hong, wang):
        await stage.advance(seconds=10)
        said = person.says(group, "打卡")
        await stage.settled()
        assert said is not None and said.reactions, "a reaction tells that it counts"
    assert "首签" in answers(stage, group)[-1]
    await stage.advance(seconds=40)
    card = [message for message in group.messages if message.sender is stage.sandbox.bot][-1]
    assert card.text == "✅ 小红、老王 已打卡"
    press = hong.presses(card, "我的打卡")
    await stage.settled()
    assert press.answer == "连续 1 天 · 今天第 2 个 · 共 5 分"


@pytest.mark.parametrize("calm", [True, False])
async def test_nobody_is_forgotten_when_the_bot_dies_within_the_minute(stage: Stage, calm: bool) -> None:
    group, _ = await stage.tea_house()
    ming, hong, wang = (stage.member(group, name) for name in ("阿明", "小红", "老王"))
    await say(stage, ming, group, "打卡")
    hong.says(group, "打卡")
    if calm:
        await stage.settled()
    await stage.kill()
    wang.says(group, "打卡")
    stage.sandbox.clock.advance(minutes=2)  # type: ignore[attr-defined]
    await stage.start()
    await stage.settled()
    await stage.advance(minutes=2)
    told = [said for said in answers(stage, group) if "小红" in said or "老王" in said]
    assert sum("小红" in said for said in told) <= 1
    assert "".join(answers(stage, group)).count("首签") == 1
    assert len(await rows(stage, checkins)) == 3
    assert not [row for row in await rows(stage, checkins) if not row.told]


async def test_streaks_survive_a_restart(stage: Stage) -> None:
    group, _ = await stage.tea_house()
    ming = stage.member(group, "阿明")
    await say(stage, ming, group, "打卡")
    await stage.restart()
    await stage.advance(minutes=1)
    assert "已经打过卡" in await say(stage, ming, group, "打卡")
    assert stage.sandbox.clock.now() - datetime(2026, 12, 1, tzinfo=UTC) < timedelta(days=1)
    await stage.advance(days=1)
    assert "连续 2 天" in await say(stage, ming, group, "打卡")


async def test_an_edited_message_counts_as_it_is_now(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    ming = stage.member(group, "阿明")
    await say(stage, owner, group, '/programme "21天读书" 21 心得6字')
    assert "首签" in await say(stage, ming, group, "打卡 读完第三章和第四章")
    made = next(message for message in group.messages if message.sender is ming and "第三章" in message.content)
    await stage.advance(minutes=2)
    ming.edits(made, "打卡 读完第三章和第五章")
    await stage.settled()
    assert [row.note for row in await rows(stage, checkins)] == ["读完第三章和第五章"]
    ming.edits(made, "打卡 读了")
    await stage.settled()
    assert "不再算“21天读书”的打卡" in answers(stage, group)[-1]
    assert sum(row.amount for row in await rows(stage, ledger)) == 0
    await stage.advance(minutes=2)
    ming.edits(made, "打卡 读完第三章、第四章")
    await stage.settled()
    assert "首签" in answers(stage, group)[-1] and sum(row.amount for row in await rows(stage, ledger)) == 5
    await stage.advance(days=1)
    late = ming.says(group, "早上好")
    assert late is not None
    await stage.advance(days=1)
    ming.edits(late, "打卡 昨天忘了写打卡两个字")
    await stage.settled()
    assert len(await rows(stage, checkins)) == 1, "a message of another day is no check-in of today"


@pytest.mark.parametrize("old_server", [False, True])
async def test_who_is_named_with_others_is_told_alone_how_they_stand(stage: Stage, old_server: bool) -> None:
    if old_server:
        stage.sandbox.faults.add(Fault("deleteEphemeralMessage", "404", times=None))
        await stage.restart()
    group, _ = await stage.tea_house()
    ming, hong = stage.member(group, "阿明"), stage.member(group, "小红", language="zh-hans")
    hong.says_privately("/start")
    await say(stage, ming, group, "打卡")
    hong.says(group, "打卡")
    await stage.settled()
    told = hong.inbox[-1] if old_server else hong.whispers[-1]
    assert "今天第 2 个" in told.text and "+5 分，共 5 分" in told.text
    assert not any("今天第 2 个" in said for said in answers(stage, group))
