"""Whom the staff remove takes their recent messages along; Undo brings everything back, and nothing else is learnt of it."""

from bot.sandbox import Chat, Fault, Message, User
from tests.stage import RIGHTS, Stage, answer_in, texts
from tests.stories.tea_house import TeaHouse, labels

FOREIGN = "来我们这个茶友群聊聊 https://t.me/+AbCdEf123456"
COURSE = "周日采茶体验班还剩几个名额，学费优惠，想来的茶友找小林"
TALK = ("昨天的白茶泡浓了", "谁知道哪里有好的紫砂壶", "明天我要去武夷山")


async def member(house: TeaHouse, name: str = "老茶客") -> User:
    """A regular who has been silent for a while."""
    person = await house.regular(name)
    await house.stage.advance(minutes=11)
    return person


async def talk(house: TeaHouse, person: User, words: tuple[str, ...] = TALK) -> list[Message]:
    """What somebody has said just now, twenty seconds apart."""
    said = []
    for text in words:
        said.append(await house.after(person.says(house.group, text)))
        await house.stage.advance(seconds=20)
    return said


def all_gone(messages: list[Message]) -> bool:
    return all(message.deleted for message in messages)


def restored(house: TeaHouse) -> str:
    """What an undo has said again, in one text."""
    return "\n".join(said for said in house.answers if "的消息被误删" in said)


async def lessons(house: TeaHouse) -> str:
    """What the classifier was taught."""
    return await house.answer_to(house.owner, "/spam")


async def test_a_ban_by_reply_takes_what_was_said_lately_and_undo_brings_it_back(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    person = await member(house)
    old = next(message for message in group.messages if message.sender is person)
    other = house.newcomer("路人")
    beside = await house.after(other.says(group, "我什么也没做"))
    said = await talk(house, person)
    picture = await house.after(person.sends_photo(group, b"teapot", caption="我的壶"))
    await house.after(owner.says(group, "/ban 一直捣乱", reply_to=said[1]))
    assert group.member(person).status == "kicked"
    assert all_gone([*said, picture]) and not old.deleted and not beside.deleted
    assert "已删除 4 条消息" in house.answers[-1] and "已封禁" in house.answers[-1]
    await house.after(owner.says_privately("/case 1"))
    assert "一共 4 条消息" in owner.last.content and TALK[1] in owner.last.content and TALK[0] not in owner.last.content
    await house.after(owner.says(group, "/undo"))
    assert group.member(person).status == "left"
    assert all(text in restored(house) for text in TALK) and "我什么也没做" not in restored(house)
    (again,) = [message for message in house.spoken if message.photo]
    assert again.photo == picture.photo and "我的壶" in again.content
    assert "还没有教过我什么" in await lessons(house)
    await house.after(owner.says(group, "/status"))
    assert "这一周没有被撤销的误判" in house.answers[-1]


async def test_kicked_by_keyword_too_and_muted_or_warned_leaves_everything(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    person = await member(house)
    said = await talk(house, person)
    await house.after(owner.says(group, "警告 别吵", reply_to=said[0]))
    await house.after(owner.says(group, "禁言 1小时", reply_to=said[0]))
    assert not any(message.deleted for message in said)
    await house.after(owner.says(group, "踢出", reply_to=said[0]))
    assert all_gone(said) and group.member(person).status == "left"
    assert "已删除 3 条消息" in house.answers[-1] and "已踢出" in house.answers[-1]


async def test_a_ban_by_name_in_private_takes_them_too(house: TeaHouse, group: Chat, owner: User) -> None:
    person = house.newcomer("话多的", username="huaduo")
    said = await talk(house, person)
    await house.stage.kill()
    await house.stage.start()
    await house.after(owner.says_privately("/ban @huaduo"))
    assert all_gone(said) and "已删除 3 条消息" in owner.last.content


async def test_what_is_no_recent_talk_stays_however_quiet_it_was_since(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    await house.after(owner.says(group, "/word add 办证 ban"))
    first, second = house.newcomer("话多的", username="huaduo"), house.newcomer("话少的")
    said = [*await talk(house, first), *await talk(house, second)]
    await house.stage.advance(minutes=11)
    await house.after(owner.says_privately("/ban @huaduo"))
    convicted = await house.after(second.says(group, "专业办证"))
    assert convicted.deleted and group.member(first).status == group.member(second).status == "kicked"
    assert not any(message.deleted for message in said)


async def test_a_ban_of_the_machine_counts_each_message_once(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.after(owner.says(group, "/word add 办证 ban"))
    person = house.newcomer("茶友")
    await house.after(person.says(group, "看看 https://garden.example.com"))
    said = await talk(house, person)
    await house.after(person.says(group, "专业办证"))
    await house.after(owner.says_privately("/case 1"))
    assert all_gone(said) and "一共 5 条消息" in owner.last.content and "已删除 5 条消息" in owner.last.content


async def test_who_is_named_beside_a_reply_to_another_takes_nothing_of_the_other(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    person = house.newcomer("话多的", username="huaduo")
    said = await talk(house, person)
    await house.after(owner.says(group, "/help"))
    shown = house.spoken[-1]
    await house.after(owner.says(group, "/ban @huaduo", reply_to=shown))
    assert all_gone(said) and not shown.deleted
    await house.after(owner.says(group, "/undo"))
    assert shown.content not in restored(house)


async def test_an_advert_goes_with_the_talk_around_it_and_alone_is_a_lesson(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    person = await member(house)
    said = await talk(house, person, (TALK[0], COURSE, TALK[2]))
    await house.after(owner.says(group, "/spam", reply_to=said[1]))
    assert all_gone(said) and group.member(person).status == "kicked"
    assert "已删除 3 条消息" in house.answers[-1]
    taught = await lessons(house)
    assert "1. 广告" in taught and "采茶体验班" in taught and "2." not in taught
    await house.after(owner.says(group, "/undo"))
    assert all(text in restored(house) for text in (TALK[0], COURSE, TALK[2]))
    taught = await lessons(house)
    assert taught.count("采茶体验班") == 2 and "3." not in taught, "only the lesson is taken back"


async def test_the_ban_button_of_a_question_takes_the_recent_talk_and_teaches_the_question(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    person = await member(house)
    asked = await house.after(person.says(group, FOREIGN))
    card = house.card
    said = await talk(house, person)
    await house.after(owner.presses(card, "封禁"))
    await house.stage.advance(seconds=6)
    assert asked.deleted and all_gone(said)
    assert "一共 4 条消息" in card.content and "已删除 4 条消息" in card.content and "已封禁" in card.content
    assert "茶友群" in card.content.splitlines()[2], "the card shows what was asked about"
    taught = await lessons(house)
    assert "1. 广告" in taught and "2." not in taught
    await house.after(owner.presses(card, "撤销"))
    assert all(text in restored(house) for text in TALK) and "茶友群聊聊" in restored(house)
    taught = await lessons(house)
    assert "2. " in taught and "3." not in taught and "白茶" not in taught


async def test_the_ban_button_of_what_was_only_observed_takes_it_away(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    await house.after(owner.says(group, "/mode 观察"))
    person = await member(house)
    seen = await house.after(person.says(group, FOREIGN))
    card = house.card
    said = await talk(house, person)
    assert not seen.deleted and "没有动手" in card.content
    await house.after(owner.presses(card, "封禁"))
    await house.stage.advance(seconds=6)
    assert seen.deleted and all_gone(said) and group.member(person).status == "kicked"
    assert "已删除 4 条消息" in card.content
    assert "1. 广告" in await lessons(house) and "2." not in owner.last.content


async def test_what_was_taken_away_before_is_not_counted_again(house: TeaHouse, group: Chat, owner: User) -> None:
    person = house.newcomer("茶友")
    await house.after(person.says(group, "看看 https://garden.example.com"))
    said = await talk(house, person)
    await house.after(owner.says(group, "/ban", reply_to=said[0]))
    assert all_gone(said) and "已删除 3 条消息" in house.answers[-1]
    await house.after(owner.says(group, "/undo"))
    assert "garden.example.com" not in restored(house), "that is another case"


async def test_what_cannot_be_deleted_does_not_hold_the_others_back(house: TeaHouse, group: Chat, owner: User) -> None:
    person = await member(house)
    old = await house.after(person.says(group, "三天前说的话"))
    await house.stage.advance(days=3)
    said = await talk(house, person)
    await house.after(owner.says(group, "/ban", reply_to=old))
    assert all_gone(said) and not old.deleted and group.member(person).status == "kicked"
    assert "已删除 3 条消息" in house.answers[-1] and "没能删除" in house.answers[-1]
    await house.after(owner.says(group, "/undo"))
    assert all(text in restored(house) for text in TALK) and "三天前" not in restored(house)


async def test_without_the_right_to_delete_the_ban_stands_and_it_is_said(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    person = await member(house)
    said = await talk(house, person)
    owner.promotes_bot(group, rights=[right for right in RIGHTS if right != "can_delete_messages"])
    await house.stage.settled()
    await house.after(owner.says(group, "/ban", reply_to=said[0]))
    assert group.member(person).status == "kicked" and not any(message.deleted for message in said)
    assert "已封禁" in house.answers[-1] and "缺少“删除消息”权限" in house.answers[-1]
    assert any("我少了“删除消息”权限" in text for text in texts(owner.inbox))


async def test_nothing_is_deleted_when_nobody_is_banned(house: TeaHouse, group: Chat, owner: User) -> None:
    person = await member(house)
    said = await talk(house, person)
    refused = house.stage.sandbox.faults.add(Fault("banChatMember", "403", times=1))
    await house.after(owner.says(group, "/ban", reply_to=said[0]))
    assert refused.fired and "没能封禁" in house.answers[-1] and not any(message.deleted for message in said)
    owner.promotes_bot(group, rights=[right for right in RIGHTS if right != "can_restrict_members"])
    await house.stage.settled()
    await house.after(owner.says(group, "/ban", reply_to=said[0]))
    assert "缺少" in house.whispers[-1] or "缺少" in house.answers[-1]
    assert not any(message.deleted for message in said)


async def test_a_channel_takes_its_posts_along(house: TeaHouse, group: Chat, owner: User) -> None:
    stranger = house.newcomer("外人")
    channel = house.stage.sandbox.channel("茶友日报", owner=stranger)
    own = await house.after(stranger.says(group, "我自己说的话"))
    said = [await house.after(stranger.says(group, text, as_channel=channel)) for text in TALK]
    await house.after(owner.says(group, "封禁", reply_to=said[0]))
    assert all_gone(said) and not own.deleted
    assert "已删除 3 条消息" in house.answers[-1] and house.stage.sandbox.calls("banChatMember") == []


async def test_check_ins_go_with_a_ban_and_come_back_with_it(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    ming = stage.member(group, "阿明")
    assert "连续 1 天" in await answer_in(stage, group, ming, "打卡")
    said = next(message for message in reversed(group.messages) if message.sender is ming)
    owner.says(group, "/ban", reply_to=said)
    await stage.settled()
    assert "没有打卡" in await answer_in(stage, group, owner, f"/uncheck {ming.id} 今天 网上找的图")
    owner.says(group, "/undo")
    await stage.settled()
    ming.joins(group)
    await stage.advance(days=1)
    assert "连续 2 天" in await answer_in(stage, group, ming, "打卡")


async def test_a_report_is_not_brought_back_with_its_author(house: TeaHouse, group: Chat, owner: User) -> None:
    reporter, author = await member(house, "甲"), house.newcomer("乙")
    reported = await house.after(author.says(group, "姐妹们这个理财真的稳"))
    await house.after(reporter.says(group, "举报", reply_to=reported))
    said = await talk(house, reporter)
    await house.after(owner.says(group, "/ban", reply_to=said[0]))
    await house.after(owner.says(group, "/undo"))
    assert TALK[0] in restored(house) and "举报" not in restored(house)


async def test_what_was_said_in_topics_comes_back_in_them(stage: Stage) -> None:
    owner = stage.sandbox.person("店长", language="zh-hans")
    forum = stage.sandbox.supergroup("茶友论坛", owner=owner, forum=True)
    owner.adds_bot(forum, rights=RIGHTS)
    owner.says_privately("/start")
    first, second = owner.creates_topic(forum, "闲聊"), owner.creates_topic(forum, "买卖")
    person = stage.member(forum, "话多的")
    await stage.settled()
    for topic, text in ((first, TALK[0]), (second, TALK[1])):
        said = person.says(forum, text, thread=topic)
        await stage.settled()
    owner.says(forum, "/ban", reply_to=said, thread=second)
    await stage.settled()
    owner.says(forum, "/undo", thread=second)
    await stage.settled()
    back = [message for message in forum.messages if "的消息被误删" in message.content]
    assert {message.thread: [text for text in TALK if text in message.content] for message in back} == {
        first: [TALK[0]],
        second: [TALK[1]],
    }


async def test_a_ban_from_a_case_without_a_card_is_answered_where_it_was_pressed(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    person = await member(house)
    said = await talk(house, person)
    await house.after(owner.says(group, "禁言 1小时", reply_to=said[0]))
    await house.after(owner.says_privately("/case 1"))
    await house.after(owner.presses(owner.last, "封禁"))
    assert all_gone(said) and group.member(person).status == "kicked"
    assert "已删除 3 条消息" in owner.last.content and "已封禁" in owner.last.content
    assert labels(owner.last) == ["撤销"]


async def test_in_english(stage: Stage) -> None:
    await stage.stop()
    stage.settings["WEILU_DEFAULTS__LANGUAGE"] = "en"
    await stage.start()
    group, owner = await stage.tea_house()
    person = stage.member(group, "Bob")
    await stage.settled()
    said = [person.says(group, text) for text in ("one", "two")]
    await stage.settled()
    answer = await answer_in(stage, group, owner, "/ban", reply_to=said[0])
    assert all(message is not None and message.deleted for message in said) and "Deleted: 2 messages" in answer
