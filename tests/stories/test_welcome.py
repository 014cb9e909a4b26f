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
