"""Cards: silent ones by the hour, those that ask, the admins' own group, and cards that wait for a reader."""

from bot.sandbox import Chat, Message, User
from tests.stage import RIGHTS, Stage
from tests.stories.tea_house import TeaHouse, labels, newest_card

EVIL = "https://evil.example.com"
FOREIGN = "来这个群 https://t.me/+AbCdEf123456"


def dealt_with(person: User) -> list[Message]:
    return [said for said in person.inbox if "已自动处理" in said.content or "已删除" in said.content]


async def test_an_hour_is_one_card_and_the_next_hour_another(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.after(house.newcomer("甲").says(group, f"来 {EVIL}/1"))
    assert "甲" in house.card.content, "a single case is shown in full"
    await house.after(house.newcomer("乙").says(group, f"来 {EVIL}/2"))
    (card,) = dealt_with(owner)
    assert "08:00 – 09:00 共 2 起" in card.content
    sent = house.stage.sandbox.calls("sendMessage", chat_id=owner.id)
    assert [call.params["disable_notification"] for call in sent if "记录 #" in call.params["text"]] == [True]
    await house.stage.advance(hours=1)
    await house.after(house.newcomer("丙").says(group, f"来 {EVIL}/3"))
    assert len(dealt_with(owner)) == 2 and "丙" in house.card.content


async def test_the_hours_card_survives_a_kill_and_is_sent_once(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.after(house.newcomer("甲").says(group, f"来 {EVIL}/1"))
    await house.stage.kill()
    house.newcomer("乙").says(group, f"来 {EVIL}/2")
    await house.stage.start()
    await house.stage.settled()
    (card,) = dealt_with(owner)
    assert "共 2 起" in card.content


async def test_what_asks_is_a_card_of_its_own_that_buzzes_and_says_who_decided(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    deputy = await house.deputy("小二", "can_delete_messages")
    regular = await house.regular()
    said = await house.after(regular.says(group, FOREIGN))
    call = house.stage.sandbox.calls("sendMessage", chat_id=owner.id)[-1]
    assert not call.params.get("disable_notification")
    press = await house.after(deputy.presses(newest_card(deputy), "没问题"))
    assert "没有问题" in (press.answer or "") and not said.deleted
    assert "小二 看过，没有问题" in house.card.content and labels(house.card) == ["为什么"]


async def test_a_card_says_who_has_deleted_and_who_has_trusted(house: TeaHouse, group: Chat, owner: User) -> None:
    deputy = await house.deputy("小二", "can_delete_messages", "can_restrict_members")
    regular = await house.regular()
    said = await house.after(regular.says(group, FOREIGN))
    await house.after(deputy.presses(newest_card(deputy), "信任"))
    assert "小二 已信任这位成员" in house.card.content and labels(house.card) == ["删除", "封禁", "没问题", "为什么"]
    await house.after(deputy.presses(newest_card(deputy), "删除"))
    assert said.deleted and "处理人：小二" in house.card.content and "已删除 1 条" in house.card.content


async def test_what_is_undone_from_an_hours_list_is_shown_there_and_on_the_card(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    deputy = await house.deputy("小二", "can_delete_messages", "can_restrict_members")
    for name in "甲乙丙":
        await house.after(house.newcomer(name).says(group, f"来 {EVIL}/{name}"))
    await house.after(deputy.presses(dealt_with(deputy)[-1], "点开查看"))
    listed = deputy.last
    await house.after(deputy.presses(listed, "撤销 #2"))
    assert "小二 已撤销" in listed.content and labels(listed) == ["撤销 #3", "撤销 #1"]
    await house.stage.advance(seconds=6)
    (card,) = dealt_with(owner)
    assert "已撤销：#2（小二）" in card.content


async def test_cards_go_to_the_admins_own_group(house: TeaHouse, group: Chat, owner: User) -> None:
    sandbox = house.stage.sandbox
    back_room = await house.back_room()
    deputy = await house.deputy("小二", "can_delete_messages", "can_restrict_members")
    deputy.joins(back_room)
    regular = await house.regular()
    said = await house.after(regular.says(group, FOREIGN))
    await house.after(house.newcomer("小广告").says(group, f"来 {EVIL}"))
    cards = [message for message in back_room.messages if "记录 #" in message.content]
    assert len(cards) == 2 and not any("记录 #" in message.content for message in owner.inbox)
    await house.after(deputy.presses(cards[0], "删除"))
    assert said.deleted and "已删除 1 条" in cards[0].content
    await house.after(deputy.presses(cards[1], "撤销"))
    assert "小二 已撤销" in cards[1].content
    await house.after(owner.says(back_room, "/adminchat"))
    offer = [message for message in back_room.messages if message.sender is sandbox.bot][-1]
    await house.after(owner.presses(offer, "✅ 围炉茶友（点一下改回私聊）"))
    await house.stage.advance(hours=2)
    await house.after(regular.says(group, FOREIGN))
    assert "记录 #3" in owner.last.content


async def nobody_to_show(stage: Stage) -> TeaHouse:
    """A tea house whose owner has not pressed Start."""
    owner = stage.sandbox.person("店长", username="dianzhang", language="zh-hans")
    group = stage.sandbox.supergroup("围炉茶友", owner=owner)
    owner.adds_bot(group, rights=RIGHTS)
    await stage.settled()
    return TeaHouse(stage, group, owner)


async def test_cards_wait_until_somebody_can_be_reached(stage: Stage) -> None:
    house = await nobody_to_show(stage)
    owner, group = house.owner, house.group
    regular = await house.regular()
    await house.after(regular.says(group, FOREIGN))
    await house.after(house.newcomer("小广告").says(group, f"来 {EVIL}"))
    await house.after(owner.says(group, "/status"))
    assert "2 张卡片在等" in house.answers[-1], "the question, and the hour's card"
    await stage.kill()
    await stage.start()
    await house.after(owner.says_privately("/start"))
    assert any("请您定夺" in message.content for message in owner.inbox)
    assert len(dealt_with(owner)) == 1
    await house.after(owner.says(group, "/status"))
    assert "张卡片在等" not in house.answers[-1]


async def test_more_cards_wait_than_are_sent_at_once_and_all_come(stage: Stage) -> None:
    house = await nobody_to_show(stage)
    owner, group = house.owner, house.group
    for number in range(25):
        rude = house.newcomer(f"路人{number}")
        await stage.advance(seconds=30)
        await house.after(rude.says(group, "店长你这个傻逼"))
    await house.after(owner.says(group, "/status"))
    assert "25 张卡片在等" in house.answers[-1]
    await house.after(owner.says_privately("/start"))
    assert sum("请您定夺" in message.content for message in owner.inbox) == 25
    await house.after(owner.says(group, "/status"))
    assert "张卡片在等" not in house.answers[-1]


async def test_cards_that_wait_go_to_the_admins_own_group_once_there_is_one(stage: Stage) -> None:
    house = await nobody_to_show(stage)
    await house.after((await house.regular()).says(house.group, FOREIGN))
    await house.after(house.newcomer("小广告").says(house.group, f"来 {EVIL}"))
    room = await house.back_room()
    assert sum("记录 #" in message.content for message in room.messages) == 2
    assert not any("记录 #" in message.content for message in house.owner.inbox)


async def test_cards_that_wait_go_to_a_new_administrator_who_has_pressed_start(stage: Stage) -> None:
    house = await nobody_to_show(stage)
    helper = house.newcomer("小二", language="zh-hans")
    await house.after(helper.says_privately("/start"))
    await house.after((await house.regular()).says(house.group, FOREIGN))
    house.owner.promotes(helper, house.group, rights=["can_delete_messages"])
    await stage.settled()
    assert "请您定夺" in newest_card(helper).content


async def test_a_card_that_telegram_refused_waits_too(house: TeaHouse, group: Chat, owner: User) -> None:
    regular = await house.regular()
    owner.private.blocked = True  # the bot was never told
    await house.after(regular.says(group, FOREIGN))
    await house.after(owner.says(group, "/status"))
    assert "1 张卡片在等" in house.answers[-1]
    owner.unblocks_bot()
    await house.after(owner.says_privately("/start"))
    assert sum("请您定夺" in message.content for message in owner.inbox) == 1


async def test_an_hours_card_that_telegram_refused_waits_too(house: TeaHouse, group: Chat, owner: User) -> None:
    owner.private.blocked = True  # the bot was never told
    await house.after(house.newcomer("小广告").says(group, f"来 {EVIL}"))
    await house.stage.kill()
    await house.stage.start()
    owner.unblocks_bot()
    await house.after(owner.says_privately("/start"))
    assert sum("已删除 1 条" in message.content for message in owner.inbox) == 1
    await house.after(house.newcomer("又一个").says(group, f"来 {EVIL}/2"))
    (card,) = dealt_with(owner)
    assert "共 2 起" in card.content, "the card that came late is edited like any other"


async def test_in_english(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.answer_to(owner, "/lang")
    await house.after(owner.presses(owner.last, "English"))
    for name in ("A", "B"):
        await house.after(house.newcomer(name).says(group, f"look {EVIL}/{name}"))
    assert any("2 cases I was sure of" in message.content for message in owner.inbox)


async def test_many_questions_at_once_share_a_card_after_three(house: TeaHouse, group: Chat, owner: User) -> None:
    crowd = []
    for number in range(7):
        crowd.append(house.newcomer(f"路人{number}"))
        await house.stage.advance(seconds=15)
    for person in crowd:
        person.says(group, "店长你这个傻逼")
    await house.stage.settled()
    await house.stage.advance(seconds=6)
    cards = [said for said in owner.inbox if "记录 #" in said.content or "广告潮" in said.content]
    assert len(cards) == 4 and "又有 4 起" in cards[-1].content


async def test_what_is_undone_from_the_list_of_a_shared_card_is_shown_there(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    await house.after(owner.says(group, "/word add 办证 mute"))
    crowd = []
    for number in range(6):
        crowd.append(house.newcomer(f"路人{number}"))
        said = await house.after(crowd[-1].says(group, "大家好"))
        await house.after(owner.says(group, "/trust", reply_to=said))
        await house.stage.advance(seconds=15)
    for person in crowd:
        person.says(group, "专业办证")
    await house.stage.settled()
    await house.stage.advance(seconds=6)
    shared = next(said for said in owner.inbox if "广告潮" in said.content)
    await house.after(owner.presses(shared, "最近 10 起"))
    listed = owner.last
    assert labels(listed) == ["撤销 #6", "撤销 #5", "撤销 #4"]
    await house.after(owner.presses(listed, "撤销 #5"))
    assert "店长 已撤销" in listed.content and labels(listed) == ["撤销 #6", "撤销 #4"]
    await house.after(owner.presses(shared, "最近 10 起"))
    assert labels(owner.last) == ["撤销 #6", "撤销 #4"]


async def test_what_is_undone_from_a_persons_list_or_the_last_case_is_shown_there(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    person = await house.regular()
    said = await house.after(person.says(group, "就要吵"))
    for text in ("禁言 1小时", "禁言 2小时"):
        await house.after(owner.says(group, text, reply_to=said))
    await house.after(owner.says(group, "/cases", reply_to=said))
    of_person = owner.last
    assert "此人的记录" in of_person.content and labels(of_person) == ["撤销 #2", "撤销 #1"]
    await house.after(owner.says(group, "/case"))
    last = owner.last
    assert labels(last) == ["撤销 #2"]
    await house.after(owner.presses(last, "撤销 #2"))
    assert "#2" in last.content and "店长 已撤销" in last.content and labels(last) == []
    assert group.member(person).status == "member"
    await house.after(owner.presses(of_person, "撤销 #1"))
    assert "此人的记录" in of_person.content and of_person.content.count("店长 已撤销") == 2
    assert labels(of_person) == []


async def test_a_shared_card_that_telegram_refused_waits_too(house: TeaHouse, group: Chat, owner: User) -> None:
    crowd = []
    for number in range(7):
        crowd.append(house.newcomer(f"路人{number}"))
        await house.stage.advance(seconds=15)
    for person in crowd[:3]:
        await house.after(person.says(group, "店长你这个傻逼"))
    owner.private.blocked = True  # the bot was never told
    for person in crowd[3:]:
        person.says(group, "店长你这个傻逼")
    await house.stage.settled()
    owner.unblocks_bot()
    await house.after(owner.says_privately("/start"))
    await house.stage.advance(seconds=6)
    assert sum("广告潮" in said.content and "又有 4 起" in said.content for said in owner.inbox) == 1
