"""Posts go out by the group's clock: once per occurrence, late within two hours, else skipped and told."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from bot.sandbox import Chat, User, VirtualClock
from storage.tables import groups, post_runs, schedules
from tests.stage import RIGHTS, Stage, answer_in, texts


def said_by_bot(stage: Stage, group: Chat) -> list[str]:
    return texts(message for message in group.messages if message.sender is stage.sandbox.bot)


def times(stage: Stage, group: Chat, text: str) -> int:
    """How often exactly this was posted."""
    return said_by_bot(stage, group).count(text)


def told(person: User, *words: str) -> int:
    """How many private messages of the bot hold all these words."""
    return sum(all(word in said for word in words) for said in texts(person.inbox))


async def say(stage: Stage, person: User, group: Chat, text: str, **how: Any) -> str:
    return await answer_in(stage, group, person, text, **how)


async def runs(stage: Stage) -> list[tuple[str, str]]:
    """Occurrences and outcomes, oldest first."""
    found = await stage.weilu.storage.database.fetch(select(post_runs).order_by(post_runs.c.due_at))
    return [(row.occurrence, row.outcome) for row in found]


async def away(stage: Stage, **delta: float) -> None:
    """The bot is down for a while."""
    await stage.stop()
    assert isinstance(stage.sandbox.clock, VirtualClock)
    stage.sandbox.clock.advance(**delta)
    await stage.start()


@pytest.mark.parametrize("quoted", ['"every day 09:00"', "“每天 09:00”", "「每天 9点」", '"每天 早上9点"'])
async def test_a_daily_post_goes_out_at_its_time(stage: Stage, quoted: str) -> None:
    group, owner = await stage.tea_house()
    said = await say(stage, owner, group, f"/post {quoted} 早安！\n今天喝 <白茶> & 聊天")
    assert "#1" in said and "每天 09:00" in said and "12-01 周二 09:00" in said and "早安！" in said
    await stage.advance(minutes=59, seconds=59)
    text = "早安！\n今天喝 <白茶> & 聊天"
    assert times(stage, group, text) == 0
    await stage.advance(seconds=1)
    assert times(stage, group, text) == 1
    for _ in range(3):
        await stage.advance(days=1)
    assert times(stage, group, text) == 4
    assert await runs(stage) == [(f"2026-12-0{day}", "ran") for day in (1, 2, 3, 4)]


async def test_a_post_for_one_date_goes_out_once_and_leaves_the_list(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    assert "已经过了" in await say(stage, owner, group, '/post "2026-11-30 20:00" 晚了')
    await say(stage, owner, group, '/post notice "2026-12-01 20:00" 今晚八点见')
    listed = await say(stage, owner, group, "/posts")
    assert "通知" in listed and "今晚八点见" in listed
    await stage.advance(hours=12)
    await stage.advance(days=3)
    assert times(stage, group, "今晚八点见") == 1
    assert "还没有定时消息" in await say(stage, owner, group, "/posts")


async def test_replying_schedules_a_copy_media_included(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    photo = owner.sends_photo(group, b"tea leaves", "新茶到了")
    assert "新茶到了" in await say(stage, owner, group, '/post "every day 09:00"', reply_to=photo)
    await stage.advance(hours=1)
    posted = group.messages[-1]
    assert posted.sender is stage.sandbox.bot and posted.caption == "新茶到了"
    assert stage.sandbox.file(posted) == b"tea leaves"


async def test_a_message_that_cannot_be_copied_any_more_is_reported(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    photo = owner.sends_photo(group, b"tea leaves", "新茶到了")
    assert photo is not None
    await say(stage, owner, group, '/post "every day 09:00"', reply_to=photo)
    owner.deletes(photo)
    await stage.advance(hours=1)
    assert await runs(stage) == [("2026-12-01", "failed")]
    assert told(owner, "没发成", "#1（新茶到了）") == 1


async def test_posts_are_listed_and_removed_by_number_or_button(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    for text in ("早安", "午安", "晚安"):
        await say(stage, owner, group, f'/post "工作日 12:00" {text}')
    assert "已取消第 2 号：午安" in await say(stage, owner, group, "/post_del 2")
    assert "没有第 2 号" in await say(stage, owner, group, "/post_del 2")
    assert "正确写法" in await say(stage, owner, group, "/post_del 二")

    owner.says_privately("/posts")
    await stage.settled()
    card = owner.last
    assert "#1" in card.text and "午安" not in card.text and "#3" in card.text
    owner.presses(card, "取消 #1")
    await stage.settled()
    assert "早安" not in card.text and "晚安" in card.text
    await stage.advance(hours=4)
    assert [times(stage, group, text) for text in ("早安", "午安", "晚安")] == [0, 0, 1]
    assert "#4" in await say(stage, owner, group, '/post "every day 10:00" 新的一条')


async def test_only_who_may_change_the_group_may_post(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    helper, ming = stage.member(group, "帮手"), stage.member(group, "阿明")
    owner.promotes(helper, group, rights=("can_delete_messages",))
    helper.says_privately("/start")
    await stage.settled()
    before = said_by_bot(stage, group)
    helper.says(group, '/post "every day 09:00" 广告')
    ming.says(group, '/post "every day 10:00" 早安')
    await stage.settled()
    assert said_by_bot(stage, group) == before and "修改群组信息" in helper.last.text


async def test_wrong_forms_are_answered_and_change_nothing(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    assert "正确写法" in await say(stage, owner, group, "/post 明天 早安")
    assert "正确写法" in await say(stage, owner, group, '/post "every day 09:00"')
    assert "没看懂" in await say(stage, owner, group, '/post "有空的时候" 早安')
    assert "还没有定时消息" in await say(stage, owner, group, "/post")


async def test_back_within_two_hours_it_posts_late(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    await say(stage, owner, group, '/post "every day 09:00" 早安')
    await away(stage, hours=2, minutes=30)
    assert times(stage, group, "早安") == 1
    assert await runs(stage) == [("2026-12-01", "late")]
    await stage.restart()
    await stage.restart()
    assert times(stage, group, "早安") == 1


async def test_back_too_late_it_skips_and_tells_the_staff(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    await say(stage, owner, group, '/post "every day 09:00" 早安')
    await away(stage, hours=3, minutes=1)
    assert times(stage, group, "早安") == 0
    assert await runs(stage) == [("2026-12-01", "skipped")]
    assert told(owner, "#1（早安）错过了 12-01 周二 09:00 这一次") == 1
    await stage.restart()
    assert told(owner, "错过了") == 1
    await stage.advance(hours=21, minutes=59)
    assert times(stage, group, "早安") == 1


async def test_back_after_days_it_posts_todays_and_not_the_others(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    await say(stage, owner, group, '/post "every day 09:00" 早安')
    await away(stage, days=3, hours=2)
    assert times(stage, group, "早安") == 1
    assert [outcome for _, outcome in await runs(stage)] == ["skipped"] * 3 + ["late"]
    assert told(owner, "错过了 3 次") == 1
    await stage.advance(days=1)
    assert times(stage, group, "早安") == 2


async def test_two_restarts_in_the_minute_it_is_due(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    await say(stage, owner, group, '/post "every day 09:00" 早安')
    await away(stage, hours=1)
    await away(stage, seconds=20)
    await away(stage, seconds=20)
    assert times(stage, group, "早安") == 1
    assert await runs(stage) == [("2026-12-01", "ran")]


async def test_the_clock_change_moves_no_post_and_doubles_none(stage: Stage) -> None:
    await stage.stop()
    stage.settings["WEILU_DEFAULTS__TIMEZONE"] = "Europe/Berlin"
    await stage.start()
    group, owner = await stage.tea_house()
    zone = ZoneInfo("Europe/Berlin")

    async def until(*moment: int) -> None:
        target = datetime(*moment, tzinfo=zone).astimezone(UTC)  # type: ignore[misc,arg-type]
        await stage.advance(seconds=(target - stage.sandbox.clock.now()).total_seconds())

    await until(2027, 3, 27, 12, 0)
    await say(stage, owner, group, '/post "every day 02:30" 半夜')
    # 02:30 does not exist on the 28th: the first instant after the gap, 03:00, takes its place.
    await until(2027, 3, 28, 1, 59)
    assert times(stage, group, "半夜") == 0
    await until(2027, 3, 28, 3, 0)
    assert times(stage, group, "半夜") == 1
    await until(2027, 3, 29, 2, 30)
    assert times(stage, group, "半夜") == 2
    await say(stage, owner, group, "/post_del 1")

    await until(2027, 10, 30, 12, 0)
    await say(stage, owner, group, '/post "every day 02:30" 冬天')
    await until(2027, 10, 31, 2, 45)
    assert times(stage, group, "冬天") == 1
    await stage.advance(hours=1)  # 02:45 for the second time
    assert times(stage, group, "冬天") == 1


async def test_a_removed_bot_posts_nothing_until_it_is_back(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    await say(stage, owner, group, '/post "every day 09:00" 早安')
    owner.removes_bot(group)
    await stage.settled()
    await stage.advance(hours=12)
    assert times(stage, group, "早安") == 0
    owner.adds_bot(group, rights=("can_delete_messages", "can_change_info"))
    await stage.settled()
    await stage.advance(seconds=1)
    assert await runs(stage) == [("2026-12-01", "skipped")]
    await stage.advance(hours=13)
    assert times(stage, group, "早安") == 1


async def test_what_is_on(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    ming = stage.member(group, "阿明")
    assert "眼下没有活动" in await say(stage, ming, group, "活动列表")
    await say(stage, owner, group, '/programme "21天读书" 21 05:00-23:59')
    await say(stage, owner, group, '/post "2026-12-05 20:00" 周六夜话\n带上您的杯子')
    await say(stage, owner, group, '/post "every day 09:00" 早安')
    said = await say(stage, ming, group, "/events")
    assert "「21天读书」第 1/21 天" in said
    assert said.index("12-01 周二 09:00 · 早安") < said.index("12-05 周六 20:00 · 周六夜话")
    assert "杯子" not in said


async def test_schedules_follow_the_posts(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    await say(stage, owner, group, '/post "2026-12-01 20:00" 今晚')
    await say(stage, owner, group, '/post "mon,wed 20:00" 每周')
    await say(stage, owner, group, "/post_del 2")
    await stage.advance(days=2)
    planned = await stage.weilu.storage.database.fetch(select(schedules).where(schedules.c.kind == "post_due"))
    assert [row.next_run_at for row in planned] == [None]


async def test_a_post_keeps_its_formatting(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    typed = '/post "every day 09:00" 早上好，今天喝红茶'
    bold = {"type": "bold", "offset": typed.index("早"), "length": 3}
    owner.says(group, typed, entities=[bold])
    await stage.settled()
    await stage.kill()
    await stage.start()
    await stage.advance(hours=2)
    said = next(m for m in reversed(group.messages) if m.content == "早上好，今天喝红茶")
    assert [(e["type"], e["offset"], e["length"]) for e in said.entities] == [("bold", 0, 3)]


async def test_a_post_rests_and_goes_on(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    await say(stage, owner, group, '/post "every day 09:00" 早安')
    owner.says_privately("/posts")
    await stage.settled()
    card = owner.last
    owner.presses(card, "暂停")
    await stage.settled()
    assert "已暂停" in card.text
    await stage.restart()
    await stage.advance(days=2)
    assert times(stage, group, "早安") == 0 and told(owner, "错过") == 0
    owner.presses(card, "恢复")
    await stage.settled()
    await stage.advance(hours=1)
    assert times(stage, group, "早安") == 1
    assert "先歇着" in await say(stage, owner, group, "/posts 1 pause")
    assert "继续发" in await say(stage, owner, group, "/posts 1 继续")


async def test_a_post_is_edited_and_looked_at(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    await say(stage, owner, group, '/post silent pin stay 2h "every day 09:00" 早安 [菜单](https://tea.example/menu)')
    assert "每个工作日 08:30" in await say(stage, owner, group, '/posts 1 edit "工作日 08:30" 早安呀')
    owner.says_privately("/posts 1")
    await stage.settled()
    shown, about = owner.inbox[-3:-1] if "私下发给您" in owner.last.text else owner.inbox[-2:]
    assert shown.text == "早安呀"
    assert "静音" in about.text and "置顶" in about.text and "2 小时后自动删除" in about.text
    assert "12-01 周二 08:30\n12-02 周三 08:30\n12-03 周四 08:30" in about.text
    await stage.advance(minutes=30)
    posted = next(message for message in reversed(group.messages) if message.text == "早安呀")
    assert posted in group.pins
    await stage.restart()
    await stage.advance(hours=2)
    assert posted.deleted
    assert "没看懂" in await say(stage, owner, group, '/posts 1 edit "有空的时候" 早安')
    assert "没有第 7 号" in await say(stage, owner, group, "/posts 7 pause")


async def test_buttons_and_albums_are_posted(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    await say(stage, owner, group, '/post "every day 09:00" 早安 [菜单](https://tea.example/menu)')
    first = owner.sends_photo(group, b"one", "新茶", album="a")
    owner.sends_photo(group, b"two", album="a")
    await stage.settled()
    await say(stage, owner, group, '/post "every day 09:05"', reply_to=first)
    await stage.advance(hours=1, minutes=10)
    posted = next(message for message in reversed(group.messages) if message.text == "早安")
    assert posted.buttons[0][0].url == "https://tea.example/menu"
    assert [stage.sandbox.file(message) for message in group.messages[-2:]] == [b"one", b"two"]


async def test_rules_of_all_kinds_are_planned(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    for rule, said in (
        ("隔周周五 18:00", "12-04 周五 18:00"),
        ("中秋 20:00", "农历八月十五 20:00"),
        ("cron: 0 9 * * 1-5", "12-01 周二 09:00"),
        ("节假日 10:00", "12-05 周六 10:00"),
    ):
        assert said in await say(stage, owner, group, f'/post "{rule}" 到点了')
    # Four mornings, one Friday evening.
    await stage.advance(hours=1)
    for _ in range(3):
        await stage.advance(days=1)
    await stage.advance(hours=9)
    assert times(stage, group, "到点了") == 5


async def test_a_post_is_copied_to_the_other_groups_by_their_own_clocks(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    await say(stage, owner, group, '/post "every day 09:00" 早安')
    assert "没有别的群" in await say(stage, owner, group, "/posts 1 copy")
    second = stage.sandbox.supergroup("柏林茶友", owner=owner)
    owner.adds_bot(second, rights=RIGHTS)
    await stage.settled()
    await join_community(stage, second, group, "Europe/Berlin")
    assert "另外 1 个群" in await say(stage, owner, group, "/posts 1 copy")
    assert told(owner, "已从「围炉茶友」复制到「柏林茶友」", "12-01 周二 09:00") == 1
    await stage.advance(hours=1)
    assert (times(stage, group, "早安"), times(stage, second, "早安")) == (1, 0)
    await stage.advance(hours=7)
    assert (times(stage, group, "早安"), times(stage, second, "早安")) == (1, 1)


async def join_community(stage: Stage, group: Chat, other: Chat, zone: str) -> None:
    """The group belongs to the other's community from now on, and lives in a zone of its own."""
    community = select(groups.c.community_id).where(groups.c.chat_id == other.id).scalar_subquery()
    moved = update(groups).where(groups.c.chat_id == group.id).values(timezone=zone, community_id=community)
    async with stage.weilu.storage.database.transaction() as connection:
        await connection.execute(moved)
    stage.weilu.mailboxes.forget([("group", group.id)])


async def test_a_year_without_a_calendar_is_said(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    assert "还没公布" not in await say(stage, owner, group, '/post "工作日 08:30" 早安')
    await stage.advance(days=1200)
    assert "2030 年的放假安排还没公布" in await say(stage, owner, group, '/post "工作日 08:30" 早安')


async def test_a_post_asked_for_in_a_topic_stays_in_it(stage: Stage) -> None:
    owner = stage.sandbox.person("店长")
    forum = stage.sandbox.supergroup("茶友论坛", owner=owner, forum=True)
    owner.adds_bot(forum, rights=RIGHTS)
    notices = owner.creates_topic(forum, "通知")
    await stage.settled()
    await say(stage, owner, forum, '/post "every day 09:00" 早安！', thread=notices)
    await stage.advance(hours=1)
    await stage.restart()
    await stage.advance(days=1)
    assert [message.thread for message in forum.messages if message.text == "早安！"] == [notices, notices]
