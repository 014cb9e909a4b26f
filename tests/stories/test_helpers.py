"""Helpers answer newcomers, delete and warn undoably; the week's best messages are shown to all."""

from bot.sandbox import Chat, Fault, User
from tests.stage import Stage


async def with_helper(stage: Stage, *, reachable: bool = True) -> tuple[Chat, User, User]:
    """A group in which 小梅 is a helper."""
    helper = stage.sandbox.person("小梅", username="xiaomei", language="zh-hans")
    group, owner = await stage.tea_house([helper])
    if reachable:
        helper.says_privately("/start")
    await stage.settled()
    said = helper.says(group, "大家好，我喝茶十年了")
    await stage.settled()
    assert said is not None
    owner.says(group, "/helper", reply_to=said)
    await stage.settled()
    return group, owner, helper


async def test_a_newcomers_unanswered_question_goes_to_the_helper(stage: Stage) -> None:
    group, _, helper = await with_helper(stage)
    assert any("小梅 现在是我们的大使" in text for text in group.texts)
    assert "您现在是「围炉茶友」的大使" in helper.last.content
    newcomer = stage.member(group, "小新")
    newcomer.says(group, "请问这款茶要怎么泡？")
    await stage.settled()
    await stage.advance(minutes=15)
    assert "小新 在「围炉茶友」问了一句" in helper.last.content and "这款茶要怎么泡" in helper.last.content
    assert helper.last.buttons[0][0].text == "去回答"


async def test_what_was_answered_or_is_no_question_bothers_nobody(stage: Stage) -> None:
    group, _, helper = await with_helper(stage)
    before = len(helper.inbox)
    newcomer, other = stage.member(group, "小新"), stage.member(group, "老李")
    asked = newcomer.says(group, "请问这款茶要怎么泡？")
    newcomer.says(group, "今天天气真不错")
    await stage.settled()
    assert asked is not None
    other.says(group, "八十五度的水就好", reply_to=asked)
    await stage.settled()
    await stage.advance(minutes=20)
    assert len(helper.inbox) == before


async def test_a_helper_out_of_reach_is_called_in_the_group(stage: Stage) -> None:
    group, _, _ = await with_helper(stage, reachable=False)
    stage.member(group, "小新").says(group, "这里买茶包邮吗")
    await stage.settled()
    await stage.advance(minutes=15)
    assert any("小梅，这位新朋友的问题" in text for text in group.texts)


async def test_a_helper_deletes_and_warns_and_both_can_be_undone(stage: Stage) -> None:
    group, owner, helper = await with_helper(stage)
    other = stage.member(group, "路人")
    bad = other.says(group, "你们都是傻子吧")
    await stage.settled()
    assert bad is not None
    helper.says(group, "/delete", reply_to=bad)
    await stage.settled()
    assert bad.deleted and "处理人：小梅" in owner.last.content and "已删除 1 条" in owner.last.content
    owner.presses(owner.last, "撤销")
    await stage.settled()
    assert any("你们都是傻子吧" in text for text in group.texts)
    rude = other.says(group, "再说一遍，都是傻子")
    await stage.settled()
    helper.says(group, "警告 请好好说话", reply_to=rude)
    await stage.settled()
    assert any("警告" in text and "路人" in text for text in group.texts)
    before = len(group.texts)
    other.says(group, "/delete", reply_to=rude)
    helper.says(group, "/ban", reply_to=rude)
    await stage.settled()
    assert not rude.deleted and not any("封禁" in text for text in group.texts[before:])


async def test_the_weeks_best_are_shown_once_with_their_authors(stage: Stage) -> None:
    group, owner, helper = await with_helper(stage)
    said = helper.says(group, "水温八十五度，三分钟，再闷一闷，这就是我家的秘方")
    plain = stage.member(group, "小新").says(group, "谢谢分享")
    await stage.settled()
    owner.says(group, "/star", reply_to=said)
    owner.says(group, "加精", reply_to=plain)
    await stage.settled()
    owner.says(group, "/star off", reply_to=plain)
    await stage.settled()
    for _ in range(6):
        await stage.advance(days=1)
    best = [text for text in group.texts if "本周精华" in text and "🏆" in text]
    assert len(best) == 1 and "小梅" in best[0] and "我家的秘方" in best[0] and "谢谢分享" not in best[0]
    again = helper.says(group, "喝不完的茶，第二天可以拿来泡脚")
    await stage.settled()
    owner.says(group, "/star", reply_to=again)
    await stage.settled()
    refused = stage.sandbox.faults.add(Fault("sendMessage", "403", chat_id=group.id, times=None))
    await stage.advance(days=7)
    assert refused.fired
    stage.sandbox.faults.remove(refused)
    await stage.advance(days=7)
    best = [text for text in group.texts if "🏆" in text]
    assert len(best) == 2 and "泡脚" in best[1] and "我家的秘方" not in best[1], "what was refused waits a week"
