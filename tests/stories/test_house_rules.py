"""House rules are set, read in private, confirmed per version, and called to mind without piling up."""

from bot.sandbox import Chat, Message
from tests.stage import Stage, texts


def standing(stage: Stage, group: Chat, *words: str) -> list[Message]:
    """What the bot has said in the group, is still there, and holds one of these words."""
    return [m for m in group.messages if m.sender == stage.sandbox.bot and any(word in m.content for word in words)]


async def test_a_member_reads_and_confirms_in_private(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    red = stage.member(group, "小红")
    owner.says(group, "/setrules 一、友善待人\n二、不发 <广告> & 链接")
    await stage.settled()
    (announced,) = standing(stage, group, "群规更新了")
    red.opens(str(announced.buttons[0][0].url))
    await stage.settled()
    assert red.last.content.startswith("围炉茶友 的群规（第 1 版）\n\n一、友善待人\n二、不发 <广告> & 链接")
    red.presses(red.last, "我看过了，会遵守")
    await stage.settled()
    assert "您已确认" in red.last.content and not red.last.buttons
    owner.says_privately("/setrules")
    await stage.settled()
    assert "3 人中，1 人确认" in owner.last.content or "2 人中，1 人确认" in owner.last.content


async def test_a_new_version_is_confirmed_anew_and_an_old_button_shows_it(shaken_stage: Stage) -> None:
    stage = shaken_stage
    group, owner = await stage.tea_house()
    red = stage.member(group, "小红")
    owner.says(group, "/setrules 第一稿")
    await stage.settled()
    red.says_privately("/start")
    red.says_privately("/rules")
    await stage.settled()
    old = red.last
    owner.says(group, "/setrules 第二稿")
    await stage.settled()
    assert len(standing(stage, group, "群规更新了")) == 1
    red.presses(old, "我看过了，会遵守")
    await stage.settled()
    assert "第二稿" in old.content and old.buttons
    red.presses(old, "我看过了，会遵守")
    await stage.settled()
    owner.says_privately("/setrules")
    await stage.settled()
    assert "第 2 版" in owner.last.content and "1 人确认看过" in owner.last.content


async def test_formatting_is_kept(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says(group, "/setrules 不发广告", entities=[{"type": "bold", "offset": 10, "length": 4}])
    await stage.settled()
    owner.says(group, "群规")
    await stage.settled()
    assert any(e["type"] == "bold" and e["offset"] > 10 for e in owner.last.entities)


async def test_who_has_not_pressed_start_is_shown_the_way(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    red = stage.member(group, "小红")
    owner.says(group, "/setrules 友善")
    await stage.settled()
    red.says(group, "群规")
    await stage.settled()
    (way,) = standing(stage, group, "私下发给您")
    red.opens(str(way.buttons[0][0].url))
    await stage.settled()
    assert "友善" in red.last.content


async def test_without_rules_the_bot_says_so(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says_privately("/rules")
    await stage.settled()
    assert owner.last.content == "围炉茶友 还没有写群规。"
    owner.says_privately(f"/start rules_{group.id}")
    owner.says_privately("/start rules_-100999")
    await stage.settled()
    assert texts(owner.inbox)[-2:] == ["没找到这个群。请从群里的按钮再点一次。", "围炉茶友 还没有写群规。"] or texts(
        owner.inbox
    )[-2:] == ["围炉茶友 还没有写群规。", "没找到这个群。请从群里的按钮再点一次。"]


async def test_reminded_by_messages_one_replacing_the_last(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    red = stage.member(group, "小红")
    owner.says(group, "/setrules 友善")
    owner.says(group, "/setrules 提醒 5条")
    await stage.settled()
    await stage.advance(seconds=1)
    for n in range(4):
        red.says(group, f"第{n}句")
        await stage.settled()
    assert standing(stage, group, "提醒一下群规") == []
    await stage.kill()
    await stage.start()
    red.says(group, "第四句")
    await stage.settled()
    assert len(standing(stage, group, "提醒一下群规")) == 1
    for said in ("茶好香", "今年的白茶", "水要多热", "九十度吧", "谢谢"):
        await stage.advance(seconds=30)
        red.says(group, said)
        await stage.settled()
    assert len(standing(stage, group, "提醒一下群规")) == 1
    assert len(stage.sandbox.calls("deleteMessage", chat_id=group.id)) == 2


async def test_reminded_by_days_when_somebody_speaks_and_taken_down_in_time(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    red = stage.member(group, "小红")
    owner.says(group, "/setrules 友善")
    await stage.settled()
    owner.says_privately("/setrules")
    await stage.settled()
    owner.presses(owner.last, "每 7 天提醒")
    await stage.settled()
    assert "每 7 天在群里提醒一次" in owner.last.content
    await stage.advance(hours=46)
    await stage.advance(days=6)
    assert standing(stage, group, "提醒一下群规", "群规更新了") == []
    red.says(group, "早")
    await stage.settled()
    assert len(standing(stage, group, "提醒一下群规")) == 1
    await stage.advance(hours=47)
    assert standing(stage, group, "提醒一下群规") == []
    red.says(group, "晚")
    await stage.settled()
    assert standing(stage, group, "提醒一下群规") == []


async def test_rules_are_given_up(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says(group, "/setrules 友善")
    owner.says(group, "/setrules off")
    await stage.settled()
    assert standing(stage, group, "群规更新了") == []
    owner.says_privately("/rules")
    await stage.settled()
    assert "还没有写群规" in owner.last.content


async def test_in_english(stage: Stage) -> None:
    await stage.stop()
    stage.settings["WEILU_DEFAULTS__LANGUAGE"] = "en"
    await stage.start()
    group, owner = await stage.tea_house()
    may = stage.member(group, "May", language="en")
    owner.says(group, "/setrules Be kind.")
    owner.says(group, "/setrules remind 30d")
    await stage.settled()
    assert "The group is reminded every 30 days." in texts(group.messages)[-1]
    (announced,) = standing(stage, group, "The rules have changed")
    may.opens(str(announced.buttons[0][0].url))
    await stage.settled()
    may.presses(may.last, "I have read them and will keep them")
    await stage.settled()
    assert "You have confirmed" in may.last.content
