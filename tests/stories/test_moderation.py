"""Adverts and floods are gone before most people see them, and nobody else's words are."""

from bot.sandbox import Chat, Message, User
from tests.stories.tea_house import TeaHouse, labels

EVIL = "https://evil.example.com"


def gone(messages: list[Message | None]) -> list[bool]:
    return [message.deleted for message in messages if message]


# --- floods ------------------------------------------------------------------------------------------------------


async def test_the_overflow_of_a_flood_is_deleted_and_is_one_case(house: TeaHouse, group: Chat, owner: User) -> None:
    person = await house.regular()
    sent = [person.says(group, f"这是第 {number} 条") for number in range(9)]
    await house.stage.settled()
    assert gone(sent) == [False] * 5 + [True] * 4
    await house.stage.advance(seconds=6)
    said = house.card.content
    assert "刷屏" in said and "已删除 4 条" in said and "一共 4 条消息" in said
    assert sum("记录 #" in message.content for message in owner.inbox) == 1
    assert group.member(person).status == "member"


async def test_an_album_is_one_message(house: TeaHouse, group: Chat) -> None:
    person = await house.regular()
    parts = [person.sends_photo(group, b"tea%d" % number, album="茶山") for number in range(10)]
    await house.stage.settled()
    assert not any(gone(parts))


async def test_more_than_twenty_a_minute_is_a_flood_too(house: TeaHouse, group: Chat) -> None:
    person = await house.regular()
    sent = []
    for number in range(24):
        sent.append(person.says(group, f"第 {number} 句话"))
        await house.stage.advance(seconds=2)
    assert gone(sent) == [False] * 20 + [True] * 4


async def test_the_same_text_three_times_is_spam_but_checking_in_is_not(house: TeaHouse, group: Chat) -> None:
    person = await house.regular()
    spam, ritual = [], []
    for _ in range(3):
        spam.append(person.says(group, "有谁记得上次茶会是几点开始的"))
        await house.stage.advance(seconds=10)
    for _ in range(4):
        ritual.append(person.says(group, "收到"))
        await house.stage.advance(seconds=10)
    assert gone(spam) == [False, False, True]
    assert not any(gone(ritual))


# --- links -------------------------------------------------------------------------------------------------------


async def test_a_newcomers_advert_is_deleted_and_carded_with_its_reasons(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    before = len(house.spoken)
    advert = await house.after(house.newcomer("小广告").says(group, f"兼职日结 {EVIL}/join 速来"))
    assert advert.deleted
    said = house.card.content
    assert "记录 #1" in said and "小广告" in said and "兼职日结" in said
    assert "evil.example.com" in said and "新人" in said and "已删除 1 条" in said
    assert labels(house.card) == ["撤销", "封禁", "信任", "为什么"]
    sandbox = house.stage.sandbox
    assert sandbox.calls("sendMessage", chat_id=owner.id)[-1].params["disable_notification"] is True
    assert len(house.spoken) <= before + 1, "nothing is said in the group but the welcome"
    assert sandbox.calls("banChatMember") == []


async def test_the_same_link_of_a_regular_stays(house: TeaHouse, group: Chat) -> None:
    person = await house.regular()
    said = await house.after(person.says(group, "这篇讲得好 https://example.com/tea"))
    assert not said.deleted


async def test_an_invitation_by_a_regular_is_left_to_the_staff(house: TeaHouse, group: Chat, owner: User) -> None:
    person = await house.regular()
    said = await house.after(person.says(group, "来这个群 https://t.me/+AbCdEf123456"))
    assert not said.deleted
    assert labels(house.card) == ["删除", "封禁", "没问题", "信任", "为什么"]
    await house.after(owner.presses(house.card, "删除"))
    assert said.deleted and "已删除 1 条" in house.card.content


async def test_an_allowed_domain_is_fine(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.after(owner.says(group, "/allow example.com"))
    newcomer = house.newcomer("新人")
    said = await house.after(newcomer.says(group, "看这里 https://shop.example.com/1"))
    assert not said.deleted
    await house.after(owner.says(group, "/disallow example.com"))
    again = await house.after(newcomer.says(group, "再看 https://shop.example.com/2"))
    assert again.deleted


async def test_an_edit_that_adds_a_link_is_caught(house: TeaHouse, group: Chat) -> None:
    spammer = house.newcomer("小广告")
    said = await house.after(spammer.says(group, "大家好"))
    assert not said.deleted
    await house.after(spammer.edits(said, f"大家好 {EVIL}"))
    assert said.deleted and "evil.example.com" in house.card.content


async def test_the_other_pictures_of_a_convicted_album_go_too(house: TeaHouse, group: Chat) -> None:
    spammer = house.newcomer("小广告")
    parts = [
        spammer.sends_photo(group, b"1", album="a"),
        spammer.sends_photo(group, b"2", caption=f"进 {EVIL}", album="a"),
        spammer.sends_photo(group, b"3", album="a"),
    ]
    await house.stage.settled()
    assert gone(parts) == [True, True, True]


# --- words -------------------------------------------------------------------------------------------------------


async def test_a_forbidden_word_is_caught_in_every_costume(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.after(owner.says(group, "/word add 加微信"))
    assert any("已加违禁词" in message.content for message in owner.inbox)
    assert not any("/word" in message.content for message in group.messages if not message.deleted)
    person = await house.regular()
    for costume in ("要的加微信", "加 ❤ 微 丨 信", "加　微　信", "加微信".replace("微", "微\u200b")):
        said = person.says(group, costume)
        await house.stage.advance(minutes=1)
        assert said is not None and said.deleted, costume


async def test_a_forbidden_word_is_caught_in_either_script_until_it_is_taken_off(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    await house.after(owner.says(group, "/word add 加微信"))
    await house.after(owner.says(group, "/word add 代購"))
    person = await house.regular()
    simplified = await house.after(person.says(group, "可以代购的"))
    assert simplified.deleted
    await house.after(owner.says(group, "/word list"))
    assert "加微信" in owner.last.content and "代購" in owner.last.content
    await house.after(owner.says(group, "/word del 代购"))
    allowed = await house.after(person.says(group, "可以代购的"))
    assert not allowed.deleted


async def test_a_word_may_order_a_ban(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.after(owner.says(group, "/word add 办证 ban"))
    person = await house.regular()
    await house.after(person.says(group, "专业办证"))
    member = group.member(person)
    assert member.status == "kicked" and member.until_date is not None
    assert "已封禁 30 天" in house.card.content


async def test_an_edit_that_changes_nothing_visible_is_ignored(house: TeaHouse, group: Chat, owner: User) -> None:
    person = house.newcomer("新人")
    said = await house.after(person.says(group, "便宜出售普洱"))
    await house.after(owner.says(group, "/word add 出售"))
    await house.after(person.edits(said, "便宜出售普洱"))
    assert not said.deleted
    await house.stage.restart()
    await house.after(person.edits(said, "便宜出售普洱"))
    assert not said.deleted


# --- identities --------------------------------------------------------------------------------------------------


async def test_admins_and_their_stand_ins_are_left_alone(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.after(owner.says(group, "/word add 福利"))
    admin = await house.deputy("小二", "can_delete_messages")
    advert = f"福利链接 {EVIL} https://t.me/+AbCdEf123456"
    channel = house.stage.sandbox.channel("围炉频道", owner=owner)
    house.stage.sandbox.link_channel(channel, group)
    said = [owner.says(group, advert), admin.says(group, advert), owner.says(group, advert, anonymously=True)]
    await house.after(owner.says(channel, advert))
    said += [message for message in group.messages if message.sender_chat is channel]
    said += [await house.after(owner.says(group, advert, as_channel=channel))]
    assert gone(said) == [False] * 5
    assert not any("记录 #" in message.content for message in owner.inbox)


async def test_a_foreign_channel_is_judged_and_banned_as_a_channel(house: TeaHouse, group: Chat, owner: User) -> None:
    stranger = house.newcomer("外人")
    sandbox = house.stage.sandbox
    channel = sandbox.channel("发财频道", owner=stranger)
    said = await house.after(stranger.says(group, f"看我 {EVIL}", as_channel=channel))
    assert said.deleted and "发财频道" in house.card.content
    await house.after(owner.presses(house.card, "封禁"))
    assert [call.params["sender_chat_id"] for call in sandbox.calls("banChatSenderChat")] == [channel.id]
    assert sandbox.calls("banChatMember") == []
    assert stranger.says(group, "再来", as_channel=channel) is None
