"""The bot is killed again and again, at random moments, and nobody waits outside for it."""

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
