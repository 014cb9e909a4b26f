"""Who comes in is greeted, once, by name, and no name breaks the greeting."""

import pytest

from bot.sandbox import Chat, Fault, Message
from tests.stage import Stage


def greetings(stage: Stage, group: Chat) -> list[Message]:
    """What the bot has said in the group since it introduced itself and is still there."""
    return [
        m for m in group.messages if m.sender == stage.sandbox.bot and not m.deleted and "权限齐全" not in m.content
    ]


async def test_a_newcomer_is_greeted_by_name(stage: Stage) -> None:
    group, _ = await stage.tea_house()
    stage.member(group, "小明")
    await stage.settled()
    red = stage.member(group, "小红")
    await stage.settled()
    (said,) = greetings(stage, group)
    assert said.content == "欢迎 小红 来到围炉茶友！常来坐坐。"
    assert f"tg://user?id={red.id}" in str(said.entities) or any(e["type"] == "text_mention" for e in said.entities)


async def test_the_previous_greeting_goes(stage: Stage) -> None:
    group, _ = await stage.tea_house()
    for name in ("甲", "乙", "丙"):
        stage.member(group, name)
        await stage.settled()
    assert [said.content for said in greetings(stage, group)] == ["欢迎 丙 来到围炉茶友！常来坐坐。"]


async def test_the_last_greeting_goes_while_it_still_can(stage: Stage) -> None:
    group, _ = await stage.tea_house()
    stage.member(group, "甲")
    await stage.settled()
    await stage.advance(hours=47)
    assert greetings(stage, group) == []
    stage.member(group, "乙")
    await stage.settled()
    assert len(greetings(stage, group)) == 1


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("<b>阿明</b>", "<b>阿明</b>"),
        ("{group}{rules}", "{group}{rules}"),
        ("\u202eabc", "abc"),
        ("👨‍👩‍👧🔥&amp;", "👨‍👩‍👧🔥&amp;"),
        ("[x](http://x.com)", "[x](http://x.com)"),
    ],
)
async def test_no_name_breaks_the_greeting(stage: Stage, name: str, shown: str) -> None:
    group, owner = await stage.tea_house()
    owner.says(group, "/welcome 来了<i>！{name}，请坐 & 喝茶 {0} {unknown} %s")
    await stage.settled()
    stage.member(group, name)
    await stage.settled()
    assert greetings(stage, group)[-1].content == f"来了<i>！{shown}，请坐 & 喝茶 {{0}} {{unknown}} %s"


async def test_a_nameless_person_is_named_by_number(stage: Stage) -> None:
    group, _ = await stage.tea_house()
    await stage.settled()
    nobody = stage.member(group, "\u3164")
    await stage.settled()
    assert str(nobody.id) in greetings(stage, group)[-1].content


async def test_a_template_with_count_rules_and_buttons(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says(
        group, "/welcome {name} 是第 {count} 位，先看{rules}\n[茶单](https://example.com/tea) [官网](example.com)"
    )
    await stage.settled()
    stage.member(group, "小红")
    await stage.settled()
    said = greetings(stage, group)[-1]
    assert said.content == "小红 是第 3 位，先看群规"
    assert [[b.url for b in row] for row in said.buttons] == [["https://example.com/tea"], ["https://example.com"]]


async def test_trying_and_switching_off(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says_privately("/welcome 您好，{name}")
    owner.says_privately("/welcome test")
    await stage.settled()
    assert owner.last.content == "您好，店长"
    owner.says_privately("/welcome off")
    await stage.settled()
    before = len(greetings(stage, group))
    stage.member(group, "小红")
    await stage.settled()
    assert len(greetings(stage, group)) == before
    owner.says_privately("/welcome")
    await stage.settled()
    panel = owner.last
    owner.presses(panel, "用围炉的欢迎语")
    await stage.settled()
    assert "我自己的欢迎语" in panel.content


@pytest.mark.parametrize("typed", ["[点我](javascript:alert)", "[ ](https://example.com)", "茶" * 2001])
async def test_a_template_that_cannot_work_is_refused(stage: Stage, typed: str) -> None:
    group, owner = await stage.tea_house()
    owner.says_privately(f"/welcome 欢迎 {typed}")
    await stage.settled()
    assert "已换上" not in owner.last.content
    stage.member(group, "小红")
    await stage.settled()
    assert "常来坐坐" in greetings(stage, group)[-1].content


async def test_bots_promotions_and_lifted_limits_are_not_greeted(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    red = stage.member(group, "小红")
    await stage.settled()
    before = len(group.messages)
    owner.invites(stage.sandbox.person("别的机器人", username="other_bot", bot=True), group)
    owner.promotes(red, group)
    owner.demotes(red, group)
    owner.restricts(red, group)
    owner.restricts(red, group, dict.fromkeys(group.permissions, True))
    await stage.settled()
    assert [m for m in group.messages[before:] if m.sender == stage.sandbox.bot] == []
    assert await stage.weilu.storage.inbox.parked() == []


async def test_who_came_while_the_bot_was_away_is_not_greeted(stage: Stage) -> None:
    group, _ = await stage.tea_house()
    await stage.stop()
    stage.member(group, "小红")
    stage.sandbox.clock.advance(hours=1)  # type: ignore[attr-defined]
    await stage.start()
    assert greetings(stage, group) == []


async def test_a_greeting_is_never_repeated(stage: Stage) -> None:
    group, _ = await stage.tea_house()
    stage.sandbox.faults.add(Fault("sendMessage", "reset", "after", chat_id=group.id))
    stage.member(group, "小红")
    await stage.settled()
    await stage.restart()
    assert len(greetings(stage, group)) == 1


async def test_let_in_through_the_gate_and_greeted(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says_privately("/gate 暗号 芝麻开门")
    await stage.settled()
    red = stage.sandbox.person("小红")
    red.asks_to_join(group)
    await stage.settled()
    red.says_privately("芝麻开门")
    await stage.settled()
    assert "小红" in greetings(stage, group)[-1].content


# --- formatting, pictures, time, private, crowds ------------------------------------------------------------------


async def test_formatting_is_kept(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    words = "/welcome 🍵 欢迎 {name}，先看茶单"
    bold = {"type": "bold", "offset": 12, "length": 9}
    link = {"type": "text_link", "offset": 24, "length": 2, "url": "https://example.com/tea?a=1&b=2"}
    emoji = {"type": "custom_emoji", "offset": 9, "length": 2, "custom_emoji_id": "5368324170671202286"}
    owner.says(group, words, entities=[bold, link, emoji])
    await stage.settled()
    await stage.kill()
    await stage.start()
    stage.member(group, "小红")
    await stage.settled()
    said = greetings(stage, group)[-1]
    assert said.content == "🍵 欢迎 小红，先看茶单"
    found = {
        entity["type"]: said.content.encode("utf-16-le")[entity["offset"] * 2 :][: entity["length"] * 2]
        for entity in said.entities
    }
    assert found["bold"].decode("utf-16-le") == "欢迎 小红"
    assert found["text_link"].decode("utf-16-le") == "茶单"
    assert found["custom_emoji"].decode("utf-16-le") == "🍵"


async def test_a_picture_with_words_and_buttons(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    picture = owner.sends_photo(group, b"\x89PNG tea", caption="开门见茶")
    await stage.settled()
    owner.says(group, "/welcome 欢迎 {name}！[茶单](example.com)", reply_to=picture)
    await stage.settled()
    await stage.kill()
    await stage.start()
    for name in ("小红", "小明"):
        stage.member(group, name)
        await stage.settled()
    (said,) = [m for m in greetings(stage, group) if m.kind == "photo"]
    assert picture is not None and said.file_id == picture.file_id
    assert said.caption == "欢迎 小明！"
    assert [[b.text for b in row] for row in said.buttons] == [["茶单"]]
    owner.says_privately("/welcome")
    await stage.settled()
    assert "一张图片" in owner.last.content
    owner.says(group, "/welcome", reply_to=picture)
    await stage.settled()
    stage.member(group, "小刚")
    await stage.settled()
    assert greetings(stage, group)[-1].caption == "开门见茶"


async def test_a_greeting_goes_after_the_time_that_was_set(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says_privately("/welcome delete 10m")
    await stage.settled()
    assert "10 分钟后自动删除" in owner.last.content
    stage.member(group, "小红")
    await stage.settled()
    await stage.advance(minutes=9)
    assert len(greetings(stage, group)) == 1
    await stage.kill()
    await stage.start()
    await stage.advance(minutes=1)
    assert greetings(stage, group) == []
    owner.says_privately("/welcome delete 3天")
    await stage.settled()
    assert "46" in owner.last.content


async def test_in_private_too(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says_privately("/welcome private on")
    red, ming = stage.sandbox.person("小红"), stage.sandbox.person("小明")
    red.says_privately("/start")
    await stage.settled()
    red.joins(group)
    ming.joins(group)
    await stage.settled()
    assert red.last.content == "欢迎 小红 来到围炉茶友！常来坐坐。"
    assert ming.inbox == []


async def test_one_greeting_for_a_whole_surge(stage: Stage) -> None:
    group, _ = await stage.tea_house()
    await stage.settled()
    already = len(group.messages)
    for number in range(30):
        stage.member(group, f"茶友{number}")
    await stage.settled()
    await stage.kill()
    await stage.start()
    for _ in range(20):
        await stage.advance(minutes=1)
    said = [m for m in group.messages[already:] if m.sender == stage.sandbox.bot and "来到围炉茶友" in m.content]
    await stage.advance(minutes=20)
    crowd = [m for m in said if "等" in m.content]
    assert len(crowd) == 1
    assert "常来坐坐" in crowd[0].content and not crowd[0].deleted


async def test_in_english_and_a_wrong_address(stage: Stage) -> None:
    owner = stage.sandbox.person("Ann", language="en")
    group = stage.sandbox.supergroup("Tea", owner=owner)
    owner.adds_bot(group, rights=("can_delete_messages", "can_restrict_members", "can_invite_users"))
    owner.says_privately("/start")
    await stage.settled()
    owner.says_privately("/welcome Hello {name} [menu](nowhere)")
    await stage.settled()
    assert "cannot be opened" in owner.last.content
    owner.says_privately("/welcome Hello {name}")
    owner.says_privately("/welcome test")
    await stage.settled()
    assert owner.last.content == "Hello Ann"
