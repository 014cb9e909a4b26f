"""What gives an advert away besides its words; each story ends with the message gone, asked about, or left alone."""

import pytest

from bot.sandbox import Chat, User
from bot.sandbox.entities import Entity
from handlers.codes import LARGEST_BYTES
from tests.handlers.test_codes import picture
from tests.stories.tea_house import TeaHouse

ELSEWHERE = {"id": -1007777, "type": "channel", "title": "发财频道"}


async def test_a_channels_post_forwarded_by_a_newcomer_goes_and_a_regulars_stays(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    channel = house.stage.sandbox.channel("发财频道", owner=owner)
    post = owner.says(channel, "今天聊聊怎么发财")
    assert post is not None
    regular = await house.regular()
    stays = await house.after(regular.forwards(post, group))
    assert not stays.deleted
    advert = await house.after(house.newcomer("小广告").forwards(post, group))
    assert advert.deleted and "转发自别处：发财频道" in house.card.content


async def test_the_own_channels_post_may_be_forwarded_by_anybody(house: TeaHouse, group: Chat, owner: User) -> None:
    channel = house.stage.sandbox.channel("围炉频道", owner=owner)
    house.stage.sandbox.link_channel(channel, group)
    post = await house.after(owner.says(channel, "今晚八点直播泡茶"))
    said = await house.after(house.newcomer("新茶友").forwards(post, group))
    assert not said.deleted


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"external_reply": {"origin": {"type": "channel", "date": 1, "chat": ELSEWHERE, "message_id": 5},
                             "chat": ELSEWHERE, "message_id": 5}}, "引用了别的群或频道的内容：发财频道"),
        ({"story": {"chat": ELSEWHERE, "id": 3}}, "转发了动态"),
        ({"contact": {"phone_number": "+8613800138000", "first_name": "客服"}}, "发了联系人名片"),
        ({"reply_markup": {"inline_keyboard": [[{"text": "领红包", "url": "https://evil.example.com"}]]}}, "消息带按钮：领红包"),
        ({"via_bot": {"id": 99, "is_bot": True, "first_name": "发帖", "username": "PostAdsBot"}}, "通过机器人 @PostAdsBot"),
        ({"guest_bot_caller_user": {"id": 4711, "is_bot": False, "first_name": "谁"}}, "请来群外的机器人发言"),
    ],
)  # fmt: skip
async def test_wrapped_adverts_of_newcomers(
    house: TeaHouse, group: Chat, fields: dict[str, object], reason: str
) -> None:
    said = await house.after(house.newcomer("小广告").says(group, "福利看这里", extra=fields))
    assert said.deleted and reason in house.card.content


ADVERT = "诚招打字员，日结300，手机就能做，加薇 abc12345"
NOBODY = {"origin": {"type": "hidden_user", "date": 1, "sender_user_name": "客服"}}
CHOICE = {"voter_count": 0, "persistent_id": "a"}
POLL = {
    "id": "1",
    "total_voter_count": 0,
    "type": "regular",
    "is_anonymous": True,
    **dict.fromkeys(("is_closed", "allows_multiple_answers", "allows_revoting", "members_only"), False),
}


@pytest.mark.parametrize(
    "fields",
    [
        {"poll": {**POLL, "question": ADVERT, "options": [{**CHOICE, "text": "好"}, {**CHOICE, "text": "行"}]}},
        {"rich_message": {"blocks": [{"type": "paragraph", "text": ADVERT}]}},
        {"external_reply": NOBODY, "quote": {"text": ADVERT, "position": 0}},
        {"checklist": {"title": "清单", "tasks": [{"id": 1, "text": ADVERT}]}},
        {"reply_markup": {"inline_keyboard": [[{"text": "复制", "copy_text": {"text": ADVERT}}]]}},
    ],
    ids=["poll", "rich message", "quote", "checklist", "button"],
)
async def test_an_advert_is_read_wherever_it_stands(house: TeaHouse, group: Chat, fields: dict[str, object]) -> None:
    said = await house.after((await house.regular("小广告")).says(group, "看", extra=fields))
    assert said.deleted and "打字员" in house.card.content


async def test_a_poll_that_points_at_an_advert_goes(house: TeaHouse, group: Chat) -> None:
    person = house.newcomer("加V信 tea8888")
    said = await house.after(person.sends_poll(group, "今晚喝茶吗", ["有需要的看我名字", "不来"]))
    assert said.deleted and "叫人去看名字，而名字就是广告：“看我名字”" in house.card.content


async def test_a_newcomers_poll_in_letters_set_apart_goes(house: TeaHouse, group: Chat) -> None:
    said = await house.after(house.newcomer("小广告").sends_poll(group, "今晚喝茶吗", ["想*了*解*的*来*找*我", "不来"]))
    assert said.deleted and "每个字之间都隔开" in house.card.content


async def test_who_quotes_how_others_write_is_left_alone(house: TeaHouse, group: Chat, owner: User) -> None:
    quoted = {"external_reply": NOBODY, "quote": {"text": "看*我*主*页*就*明*白", "position": 0}}
    said = await house.after((await house.regular()).says(group, "这人打字真累", extra=quoted))
    assert not said.deleted and not any("记录 #" in message.content for message in owner.inbox)


@pytest.mark.parametrize(
    ("text", "entities", "reason"),
    [
        (
            "福利点这里",
            [{"type": "text_link", "offset": 2, "length": 3, "url": "https://evil.example.com"}],
            "链接藏在文字“点这里”后面",
        ),
        ("新到的在 https://bit.ly/3abcdef", None, "发了缩短的链接，看不出通向哪里：bit.ly"),
        ("想了解的加我vx: tea88866", None, "留了群外的联系方式：tea88866"),
        ("想*了*解*的*来*找*我 vx: tea88866", None, "每个字之间都隔开"),
        (
            "这里有上好的老茶，进群的朋友都来看看，懂行的一看就知道，价格公道，" * 2 + "vx: tea88866",
            None,
            "就发了一大段话",
        ),
    ],
)
async def test_how_a_newcomers_words_are_written(
    house: TeaHouse, group: Chat, text: str, entities: list[Entity] | None, reason: str
) -> None:
    said = await house.after(house.newcomer("小广告").says(group, text, entities=entities))
    assert said.deleted and reason in house.card.content


async def test_a_program_of_a_regular_is_asked_about(house: TeaHouse, group: Chat) -> None:
    regular = await house.regular()
    said = await house.after(regular.sends_document(group, b"PK", name="抢红包神器.apk"))
    assert not said.deleted
    assert "可执行的程序文件" in house.card.content and "请您定夺" in house.card.content


async def test_a_link_put_in_much_later_is_caught_although_the_bot_was_killed(house: TeaHouse, group: Chat) -> None:
    regular = await house.regular()
    said = await house.after(regular.says(group, "今天泡了老白茶"))
    await house.stage.advance(hours=2)
    await house.stage.kill()
    regular.edits(said, "今天泡了老白茶 https://evil.example.com")
    await house.stage.start()
    await house.stage.settled()
    assert not said.deleted
    assert "发出 120 分钟后才把链接改进去" in house.card.content and "请您定夺" in house.card.content


async def test_one_text_from_many_fresh_accounts(house: TeaHouse, group: Chat) -> None:
    advert = "有谁记得上次茶会是几点开始的呀"
    said = []
    for name in ("甲", "乙", "丙", "丁", "戊", "己"):
        said.append(await house.after(house.newcomer(name).says(group, advert)))
        await house.stage.advance(seconds=20)
    assert [message.deleted for message in said] == [False, False, False, False, True, True]


async def test_one_advert_from_many_old_accounts_is_asked_about_and_a_line_that_all_repeat_is_not(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    regulars = await house.regulars(6)
    line = "店长今天又把自己锁在门外了哈哈哈哈哈"
    said = [await house.after(regular.says(group, line)) for regular in regulars]
    assert not any("记录 #" in message.content for message in owner.inbox)
    advert = "朋友们来看看这家店，春茶上新都有八折 https://tea.example.com/spring"
    for regular in regulars[:4]:
        said.append(await house.after(regular.says(group, advert)))
        await house.stage.advance(seconds=40)
    assert not any("记录 #" in message.content for message in owner.inbox)
    said.append(await house.after(regulars[4].says(group, advert)))
    assert "5 位成员在几分钟内发了同样的内容" in house.card.content and "请您定夺" in house.card.content
    assert not any(message.deleted for message in said)
    assert {group.member(regular).status for regular in regulars} == {"member"}


async def test_a_flood_of_checkins_at_eight_is_left_alone(house: TeaHouse, group: Chat, owner: User) -> None:
    readers = []
    for number in range(12):
        readers.append(house.newcomer(f"书友{number}"))
        await house.stage.advance(minutes=1)
    said = [reader.says(group, "打卡 第三天 已读完第二章") for reader in readers]
    await house.stage.settled()
    assert not any(message is None or message.deleted for message in said)
    assert not any("记录 #" in message.content for message in owner.inbox)


async def test_a_name_that_is_an_advert_is_asked_about_and_pointing_at_it_is_too_much(
    house: TeaHouse, group: Chat
) -> None:
    person = house.newcomer("加V信 tea8888")
    greeting = await house.after(person.says(group, "大家好"))
    assert not greeting.deleted
    assert "名字像广告：加V信 tea8888" in house.card.content and "请您定夺" in house.card.content
    advert = await house.after(person.says(group, "有需要的看我名字"))
    assert advert.deleted


async def test_an_insult_only_asks(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.after(owner.says(group, "/strict strict"))
    person = house.newcomer("暴脾气")
    said = await house.after(person.says(group, "店长你这个傻逼"))
    assert not said.deleted and group.member(person).status == "member"
    assert "有辱骂别人的话" in house.card.content


async def test_calling_everybody_at_once_in_english(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.answer_to(owner, "/lang")
    await house.after(owner.presses(owner.last, "English"))
    names = " ".join(f"@teafriend{number}" for number in range(6))
    said = await house.after(house.newcomer("Loud").says(group, f"look here {names}"))
    assert said.deleted
    assert any("Calls 6 people in one message" in message.content for message in owner.inbox)


async def test_a_code_in_a_newcomers_picture_is_read_although_the_bot_was_killed(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    person = house.newcomer("小广告")
    await house.stage.settled()
    said = person.sends_photo(group, picture("https://u.wechat.com/abcdef"))
    await house.stage.kill()
    await house.stage.start()
    await house.stage.settled()
    assert said is not None and said.deleted
    assert "加人或进群的二维码：u.wechat.com" in house.card.content


async def test_pictures_without_codes_and_those_of_regulars_stay(house: TeaHouse, group: Chat, owner: User) -> None:
    newcomer = await house.after(house.newcomer("新茶友").sends_photo(group, b"not even a picture"))
    regular = await house.regular()
    menu = await house.after(regular.sends_photo(group, picture("https://u.wechat.com/abcdef")))
    assert not newcomer.deleted and not menu.deleted
    assert len(house.stage.sandbox.calls("getFile")) == 1


async def test_a_code_that_an_edit_puts_into_a_picture_is_read(house: TeaHouse, group: Chat) -> None:
    person = house.newcomer("小广告")
    said = await house.after(person.sends_photo(group, b"no code in it", caption="茶山的早晨"))
    person.edits(said, "茶山的早晨，真美")
    await house.stage.settled()
    assert not said.deleted and len(house.stage.sandbox.calls("getFile")) == 1
    person.edits_photo(said, picture("https://u.wechat.com/abcdef"))
    await house.stage.settled()
    assert said.deleted
    assert "加人或进群的二维码：u.wechat.com" in house.card.content


@pytest.mark.parametrize(("name", "kind"), [("海报.png", "PNG"), ("海报.jpg", "JPEG")])
async def test_a_code_in_a_picture_that_a_newcomer_sends_as_a_file_is_read(
    house: TeaHouse, group: Chat, name: str, kind: str
) -> None:
    poster = picture("https://u.wechat.com/abcdef", kind=kind)
    said = await house.after(house.newcomer("小广告").sends_document(group, poster, name=name))
    assert said.deleted
    assert "加人或进群的二维码：u.wechat.com" in house.card.content


async def test_files_without_pictures_and_pictures_of_regulars_are_not_fetched(house: TeaHouse, group: Chat) -> None:
    code = picture("https://u.wechat.com/abcdef", kind="PNG")
    menu = await house.after(house.newcomer("新茶友").sends_document(group, code, name="茶单.pdf"))
    regular = await house.regular()
    poster = await house.after(regular.sends_document(group, code, name="海报.png"))
    assert not menu.deleted and not poster.deleted
    assert house.stage.sandbox.calls("getFile") == []


async def test_a_picture_sent_as_a_file_that_is_too_large_or_broken_stays(house: TeaHouse, group: Chat) -> None:
    code = picture("https://u.wechat.com/abcdef", kind="PNG")
    newcomer = house.newcomer("新茶友")
    for content in (code.ljust(LARGEST_BYTES + 1, b"\0"), code[: len(code) // 2]):
        assert not (await house.after(newcomer.sends_document(group, content, name="合影.png"))).deleted
    assert len(house.stage.sandbox.calls("getFile")) == 2
