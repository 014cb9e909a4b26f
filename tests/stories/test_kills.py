"""The bot is killed again and again, at random moments, and nobody waits outside for it."""

import asyncio

import pytest

from bot.sandbox import Fault
from tests.stage import AGAIN, RIGHTS, Stage, texts


async def test_somebody_is_let_in_however_often_the_bot_dies(shaken_stage: Stage) -> None:
    group, owner = await shaken_stage.tea_house()
    owner.says_privately("/gate passphrase 芝麻开门")
    await shaken_stage.settled()
    red = shaken_stage.sandbox.person("小红", language="zh-hans")
    request = red.asks_to_join(group)
    await shaken_stage.settled()
    red.says_privately("不知道")
    await shaken_stage.settled()
    red.says_privately("芝麻开门")
    await shaken_stage.settled()
    assert request.status == "approved"
    assert group.member(red).status == "member"
    assert "已经加入" in red.last.content


async def test_an_advert_goes_and_its_case_comes_however_often_the_bot_dies(shaken_stage: Stage) -> None:
    group, owner = await shaken_stage.tea_house()
    crook = shaken_stage.member(group, "财神")
    await shaken_stage.settled()
    advert = crook.says(group, "日赚八百 https://lucky.example/join")
    await shaken_stage.settled()
    assert advert is not None and advert.deleted
    cards = [said for said in texts(owner.inbox) if "#1" in said]
    assert cards and sum(AGAIN not in said for said in cards) <= 1


async def test_what_may_be_there_already_is_marked_in_the_readers_language(stage: Stage) -> None:
    owner = stage.sandbox.person("Olga", language="en")
    group = stage.sandbox.supergroup("Tea & friends", owner=owner)
    owner.adds_bot(group, rights=RIGHTS)
    owner.says_privately("/start")
    await stage.settled()
    stage.sandbox.faults.add(Fault("sendMessage", "reset", "after", chat_id=owner.id))
    stage.member(group, "Rich").says(group, "earn 800 a day https://lucky.example/join")
    await stage.settled()
    first, again = owner.inbox[-2:]
    assert "<b>" in first.html and again.html == f"(sent again)\n{first.html}"


async def test_whoever_is_given_an_incident_hears_of_it_however_often_the_bot_dies(shaken_stage: Stage) -> None:
    group, owner = await shaken_stage.tea_house()
    admin = shaken_stage.member(group, "小二", username="xiaoer", language="zh-hans")
    owner.promotes(admin, group, RIGHTS)
    admin.says_privately("/start")
    owner.says_privately("/watch add 拉肚子")
    await shaken_stage.settled()
    shaken_stage.member(group, "王阿姨").says(group, "喝完一直拉肚子")
    await shaken_stage.settled()
    owner.says_privately("/assign 1 @xiaoer")
    await shaken_stage.settled()
    assert any("店长 把第 1 号交给您了" in said for said in texts(admin.inbox))
    await shaken_stage.advance(minutes=6)
    assert not any("次提醒" in said for said in texts(owner.inbox)), "it has been taken"


async def test_who_is_banned_takes_their_talk_along_however_often_the_bot_dies(shaken_stage: Stage) -> None:
    group, owner = await shaken_stage.tea_house()
    person = shaken_stage.member(group, "话多的")
    said = [person.says(group, text) for text in ("昨天的白茶泡浓了", "明天我要去武夷山")]
    await shaken_stage.settled()
    owner.says(group, "/ban", reply_to=said[0])
    await shaken_stage.settled()
    assert group.member(person).status == "kicked"
    assert all(message is not None and message.deleted for message in said)
    answers = [text for text in texts(group.messages) if "已封禁" in text]
    assert answers and all("已删除 2 条消息" in text for text in answers)


@pytest.mark.parametrize(
    ("order", "method", "status", "done"),
    [
        ("ban", "banChatMember", "kicked", "已封禁 30 天"),
        ("mute", "restrictChatMember", "restricted", "已禁言 10 分钟"),
    ],
)
async def test_a_sanction_that_telegram_has_carried_out_stands_once_although_the_bot_died_over_it(
    stage: Stage, order: str, method: str, status: str, done: str
) -> None:
    group, owner = await stage.tea_house()
    owner.says(group, f"/word add 办证 {order}")
    person = stage.member(group, "办证的")
    await stage.settled()
    stage.sandbox.faults.add(Fault(method, "hang", "after", chat_id=group.id))
    person.says(group, "专业办证")
    async with asyncio.timeout(10):
        while group.member(person).status != status:  # noqa: ASYNC110 - the call never comes to its end
            await asyncio.sleep(0)
    until = group.member(person).until_date
    await stage.kill()
    await stage.start()
    await stage.settled()
    assert len(stage.sandbox.calls("getChatMember", chat_id=group.id)) == 2, "it asks again whom it would punish"
    assert group.member(person).status == status and group.member(person).until_date == until is not None
    owner.says_privately("/case 1")
    await stage.settled()
    assert done in owner.last.content and "正在" not in owner.last.content
    owner.says_privately("/case 2")
    await stage.settled()
    assert "没有这条记录" in owner.last.content
    owner.says_privately("/undo 1")
    await stage.settled()
    assert group.member(person).status in ("left", "member"), "it is the machine's to lift"
