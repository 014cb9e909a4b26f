"""The owner's report: now, at its hour, late once, in the reader's language, with a picture."""

import pytest

from bot.pictures.spec import Picture
from bot.sandbox import Chat, Message, User
from tests.stage import RIGHTS, Stage

TALK = (
    ("王阿姨", "今天的普洱茶真香"),
    ("小陈", "普洱茶泡第三道最好"),
    ("老李", "我的快递还没到"),
    ("小赵", "快递到了，普洱茶有点潮"),
    ("小陈", "快递是不是停了"),
    ("王阿姨", "明天一起喝普洱茶吧"),
)

COLOURS = "青绿黄白黑红紫蓝灰橙褐粉"


async def talk(stage: Stage, group: Chat, people: dict[str, User]) -> None:
    """A little conversation of four members."""
    for name, text in TALK:
        if name not in people:
            people[name] = stage.member(group, name)
        people[name].says(group, text)
        await stage.settled()


def digests(person: User) -> list[Message]:
    """The digests somebody has, oldest first: what is titled so, picture or not."""
    titles = ("日报 ·", "周报 ·", "月报 ·", "日报（合并） ·", "digest ·")
    return [message for message in person.inbox if any(title in message.content for title in titles)]


async def test_the_digest_now_has_numbers_topics_and_a_picture(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    await talk(stage, group, {})
    owner.says_privately("/digest")
    await stage.settled()
    (digest,) = digests(owner)
    said = digest.content
    assert said.startswith("围炉茶友 · 日报 · 12-01 周二 截至 08:00")
    assert "消息 6 条" in said and "发言 4 人" in said and "进群 4 人" in said
    assert "普洱茶（3 人）" in said and "快递（3 人）" in said and "王阿姨" not in said
    assert "数据还不满两周" in said and "自 2026-12-01 起计数" in said
    assert digest.photo is not None
    picture = stage.sandbox.file(digest)
    assert picture.startswith(b"\x89PNG")


async def test_it_says_how_often_each_signal_was_wrong(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    newcomer = stage.member(group, "新茶友")
    newcomer.says(group, "我的茶园 https://garden.example.com")
    await stage.settled()
    owner.says_privately("/digest")
    await stage.settled()
    assert "误判" not in digests(owner)[-1].content
    owner.says(group, "/undo")
    await stage.settled()
    owner.says_privately("/digest")
    await stage.settled()
    assert "近 30 天被撤销的误判：链接 1 次" in digests(owner)[-1].content


async def test_the_command_is_taken_out_of_the_group_and_answered_in_private(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    command = owner.says(group, "/digest")
    await stage.settled()
    assert command is not None and command.deleted
    assert len(digests(owner)) == 1
    assert not any("日报" in text for text in group.texts)


async def test_it_comes_every_day_at_its_hour_in_the_groups_zone_and_tells_of_yesterday(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    await talk(stage, group, {})
    await stage.advance(hours=1)
    await stage.advance(hours=23, minutes=59)
    assert digests(owner) == [], "of the days before the bot came there is nothing to tell"
    await stage.advance(minutes=1)
    assert digests(owner)[-1].content.startswith("围炉茶友 · 日报 · 12-01 周二\n")
    assert "消息 6 条" in digests(owner)[-1].content
    await stage.advance(days=1)
    silent = digests(owner)[-1]
    assert "没有人说话" in silent.content and silent.photo is None


async def test_another_hour_can_be_chosen_and_an_admin_who_chooses_reads_too(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    admin = stage.member(group, "小二", language="zh-hans")
    owner.promotes(admin, group, RIGHTS)
    admin.says_privately("/start")
    await stage.settled()
    admin.says(group, "/digest at 晚上9点半")
    await stage.settled()
    assert "每天 21:30 发" in admin.last.content
    await talk(stage, group, {})
    await stage.advance(hours=14)
    await stage.advance(hours=23)
    assert digests(owner) == digests(admin) == []
    await stage.advance(minutes=30)
    assert len(digests(owner)) == len(digests(admin)) == 1
    admin.says_privately("/digest off")
    await stage.settled()
    assert "不再发给您" in admin.last.content
    await stage.advance(days=1)
    assert (len(digests(owner)), len(digests(admin))) == (2, 1)
    owner.says_privately("/digest off")
    await stage.settled()
    await stage.advance(days=2)
    assert len(digests(owner)) == 2


async def test_wrong_arguments_change_nothing(stage: Stage) -> None:
    _, owner = await stage.tea_house()
    for wrong in ("at", "at 25:00", "yesterday", "week 3"):
        owner.says_privately(f"/digest {wrong}")
        await stage.settled()
        assert "没看懂" in owner.last.content


async def test_what_fell_due_while_the_bot_was_down_comes_late_and_once(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    await stage.advance(hours=2)
    before = len(digests(owner))
    await talk(stage, group, {})
    await stage.stop()
    stage.sandbox.clock.advance(days=2, hours=5)  # type: ignore[attr-defined]
    await stage.start()
    assert len(digests(owner)) == before + 1
    late = digests(owner)[-1].content
    assert "日报（合并） · 12-01 – 12-02" in late and "原定 12-02 09:00" in late and "消息 6 条" in late
    await stage.restart()
    await stage.advance(hours=1)
    assert len(digests(owner)) == before + 1


async def test_mondays_bring_the_week_too(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    await talk(stage, group, {})
    for _ in range(6):
        await stage.advance(days=1)
    before = len(digests(owner))
    await stage.advance(hours=1)  # Monday, 09:00
    titles = {message.content.split("\n")[0] for message in digests(owner)[before:]}
    assert titles == {"围炉茶友 · 日报 · 12-06 周日", "围炉茶友 · 周报 · 11-30 – 12-06"}


async def test_what_to_decide_comes_first_with_its_buttons(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    second = stage.member(group, "小二")
    owner.promotes(second, group, RIGHTS)
    owner.says_privately("/watch add 发霉")
    await stage.settled()
    await talk(stage, group, {})
    stage.member(group, "甲").says(group, "茶饼发霉了")
    await stage.settled()
    owner.promotes_bot(group, ("can_delete_messages", "can_restrict_members"))
    await stage.settled()
    owner.says_privately("/digest week")
    await stage.settled()
    digest = digests(owner)[-1]
    said = digest.content
    assert said.index("要您决定") < said.index("数字")
    assert "1. 🟡 第 1 号“发霉”，1 人" in said and "2. 我还缺这些权限：邀请用户" in said
    assert "3. 只有一位管理员能收到我的预警。请 小二 私聊我" in said
    owner.presses(digest, "1 · 我来处理")
    await stage.settled()
    owner.says_privately("/digest")
    await stage.settled()
    assert "进行中的事件" in digests(owner)[-1].content and "店长 已于" in digests(owner)[-1].content


async def test_two_weeks_of_history_make_a_comparison(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    people: dict[str, User] = {}
    for times in (1, 1, 3):
        for _ in range(times):
            await talk(stage, group, people)
        await stage.advance(days=7)
    stage.sandbox.clock.advance(hours=1)  # type: ignore[attr-defined]
    people["老李"].says(group, "早")
    await stage.settled()
    owner.says_privately("/digest")
    await stage.settled()
    said = digests(owner)[-1].content
    assert "平常周二" in said and "数据还不满两周" not in said


async def test_an_english_reader_gets_english(stage: Stage) -> None:
    owner = stage.sandbox.person("Ann", language="en")
    group = stage.sandbox.supergroup("Tea & friends", owner=owner)
    owner.adds_bot(group, rights=RIGHTS)
    owner.says_privately("/start")
    await stage.settled()
    stage.member(group, "Bob").says(group, "the oolong is great")
    await stage.settled()
    owner.says_privately("/digest")
    await stage.settled()
    said = digests(owner)[-1].content
    assert said.startswith("Tea & friends · daily digest · 12-01 Tuesday")
    assert "1 message" in said and "Not enough history yet" in said and "oolong (1)" in said


async def test_the_numbers_come_as_a_table_in_private(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    await talk(stage, group, {})
    owner.says_privately("/digest csv")
    await stage.settled()
    head, *rows = stage.sandbox.file(owner.last).decode("utf-8-sig").splitlines()
    assert head.startswith("日期,群人数,发言的人,消息") and rows[-1].startswith("2026-12-01,6,4,6,4,0")
    await stage.advance(hours=20)
    stage.member(group, "晚来的")
    owner.says_privately("/digest csv")
    await stage.settled()
    *_, yesterday, today = stage.sandbox.file(owner.last).decode("utf-8-sig").splitlines()
    assert yesterday.startswith("2026-12-01,6,4,6,4,0") and today.startswith("2026-12-02,7,")


async def test_a_long_digest_is_a_picture_and_a_message(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    words = [
        f"茶饼上长了一层{name}色的霉闻起来也不对劲而且泡出来的味道又酸又涩喝完嘴里发麻到现在还没有好"
        for name in COLOURS
    ]
    for word in words:
        owner.says_privately(f"/watch add {word}")
    await stage.settled()
    for word in words:
        stage.member(group, f"顾客{word[7]}").says(group, word)
        # Slowly: many at once would be a surge.
        await stage.advance(seconds=20)
    owner.says_privately("/digest")
    await stage.settled()
    picture, text = owner.inbox[-2:]
    assert picture.photo is not None and picture.content.startswith("围炉茶友 · 日报 · 12-01 周二 截至 08:0")
    assert text.photo is None and len(text.content) > 1024 and "要您决定" in text.content
    assert len(text.buttons) == 3


async def test_a_picture_that_cannot_be_drawn_does_not_cost_the_text(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(picture: Picture) -> bytes:
        raise ValueError("no ink")

    group, owner = await stage.tea_house()
    await talk(stage, group, {})
    monkeypatch.setattr(stage.weilu.studio, "draw", broken)
    owner.says_privately("/digest")
    await stage.settled()
    (digest,) = digests(owner)
    assert digest.photo is None and "消息 6 条" in digest.content


async def test_a_digest_that_nobody_can_read_is_a_trouble(stage: Stage) -> None:
    owner = stage.sandbox.person("店长")
    group = stage.sandbox.supergroup("围炉茶友", owner=owner)
    owner.adds_bot(group, rights=RIGHTS)
    await stage.settled()
    await stage.advance(hours=1)
    await stage.advance(days=1)
    owner.says_privately("/start")
    await stage.settled()
    owner.says_privately("/digest")
    await stage.settled()
    assert "日报没有人能收到，共 1 次" in digests(owner)[-1].content


async def test_what_an_activity_has_changed(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    people: dict[str, User] = {}
    await talk(stage, group, people)
    await stage.advance(days=1)
    owner.says(group, '/list "周五拼单" ends 20:00')
    await stage.settled()
    for person in people.values():
        person.says(group, "+1")
    await stage.advance(hours=13)
    await stage.advance(days=1)
    owner.says_privately("/digest")
    await stage.settled()
    assert "活动前后" not in digests(owner)[-1].content
    await stage.advance(days=1)
    assert "· 接龙“周五拼单”：前一天 6 条 4 人 → 活动当天 5 条 5 人 → 后一天 0 条 0 人" in digests(owner)[-1].content


async def test_a_button_brings_what_waits_for_a_decision(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    await talk(stage, group, {})
    second = stage.member(group, "小二")
    owner.promotes(second, group, RIGHTS)
    owner.promotes_bot(group, ("can_delete_messages", "can_restrict_members"))
    await stage.settled()
    owner.says_privately("/digest week")
    await stage.settled()
    digest = digests(owner)[-1]
    labels = [button.text for row in digest.buttons for button in row]
    assert labels == ["1 · 看缺什么", "2 · 发邀请给同事"]
    owner.presses(digest, "1 · 看缺什么")
    await stage.settled()
    assert "邀请用户" in owner.last.content and "版本" in owner.last.content
    await stage.advance(days=1)
    second.presses(digest, "1 · 看缺什么")
    await stage.settled()
    owner.says_privately("/digest month")
    await stage.settled()
    assert digests(owner)[-1].content.startswith("围炉茶友 · 月报 · 11-03 – 12-02")


async def test_who_owns_many_groups_gets_one_digest_for_all(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    others = []
    for number in range(2, 6):
        other = stage.sandbox.supergroup(f"茶友{number}群", owner=owner)
        owner.adds_bot(other, rights=RIGHTS if number != 3 else ("can_delete_messages",))
        await stage.settled()
        others.append(other)
    await talk(stage, group, {})
    before = len(owner.inbox)
    await stage.advance(days=1, hours=1)
    await stage.advance(minutes=5)
    assert len(digests(owner)) == 1 and digests(owner)[0] in owner.inbox[before:]
    said = digests(owner)[0].content
    assert said.startswith("5 个群 · 日报 · 12-01 周二") and "消息 6 条" in said
    assert "今天最要人管的群\n\n1. 茶友3群\n· 我还缺这些权限" in said
    assert "围炉茶友：6 条" in said and said.index("其余各群") < said.index("围炉茶友：")
    owner.presses(digests(owner)[0], "1 · 茶友3群 的日报")
    await stage.settled()
    assert digests(owner)[-1].content.startswith("茶友3群 · 日报")
