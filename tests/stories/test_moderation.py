"""Adverts and floods are gone before most people see them; a wrong decision costs one tap."""

from collections.abc import Sequence
from datetime import timedelta

from bot.sandbox import Chat, Message, User
from tests.stage import RIGHTS, Stage, texts


def by_bot(stage: Stage, chat: Chat) -> list[Message]:
    return [message for message in chat.messages if message.sender is stage.sandbox.bot]


async def regular(stage: Stage, group: Chat, name: str = "老茶客") -> User:
    """A member of five days who has spoken now and then."""
    person = stage.member(group, name)
    await stage.advance(days=5)
    for day in range(6):
        person.says(group, f"第 {day} 泡，汤色不错")
        await stage.advance(minutes=5)
    return person


def card(owner: User) -> Message:
    """The newest case card."""
    return next(m for m in reversed(owner.inbox) if m.text and "记录 #" in m.text)


def labels(message: Message) -> list[str]:
    return [button.text for row in message.buttons for button in row]


# --- floods and adverts ------------------------------------------------------------------------------------------


async def test_the_overflow_of_a_flood_is_deleted_and_is_one_case(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    person = await regular(stage, group)
    sent = [person.says(group, f"快来看第 {number} 条") for number in range(9)]
    await stage.settled()
    assert [m.deleted for m in sent if m] == [False] * 5 + [True] * 4
    await stage.advance(seconds=6)
    said = card(owner).text or ""
    assert "刷屏" in said and "已删除 4 条" in said and "一共 4 条消息" in said
    assert sum("记录 #" in (m.text or "") for m in owner.inbox) == 1
    assert group.member(person).status == "member"


async def test_an_album_is_one_message(stage: Stage) -> None:
    group, _ = await stage.tea_house()
    person = await regular(stage, group)
    parts = [person.sends_photo(group, b"tea%d" % number, album="茶山") for number in range(10)]
    await stage.settled()
    assert not any(m.deleted for m in parts if m)


async def test_more_than_twenty_a_minute_is_a_flood_too(stage: Stage) -> None:
    group, _ = await stage.tea_house()
    person = await regular(stage, group)
    sent = []
    for number in range(24):
        sent.append(person.says(group, f"第 {number} 句话"))
        await stage.advance(seconds=2)
    assert [m.deleted for m in sent if m] == [False] * 20 + [True] * 4


async def test_a_newcomers_advert_is_deleted_and_carded_with_its_reasons(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    spammer = stage.member(group, "小广告")
    before = len(by_bot(stage, group))
    advert = spammer.says(group, "兼职日结 https://evil.example.com/join 速来")
    await stage.settled()
    assert advert is not None and advert.deleted
    said = card(owner)
    assert said.text is not None
    assert "记录 #1" in said.text and "小广告" in said.text and "兼职日结" in said.text
    assert "evil.example.com" in said.text and "新人" in said.text and "已删除 1 条" in said.text
    assert labels(said) == ["撤销", "封禁", "信任", "为什么"]
    assert stage.sandbox.calls("sendMessage", chat_id=owner.id)[-1].params["disable_notification"] is True
    assert len(by_bot(stage, group)) <= before + 1, "nothing is said in the group but the welcome"
    assert stage.sandbox.calls("banChatMember") == []


async def test_the_same_link_of_a_regular_stays(stage: Stage) -> None:
    group, _ = await stage.tea_house()
    person = await regular(stage, group)
    said = person.says(group, "这篇讲得好 https://example.com/tea")
    await stage.settled()
    assert said is not None and not said.deleted


async def test_an_invitation_by_a_regular_is_left_to_the_staff(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    person = await regular(stage, group)
    said = person.says(group, "来这个群 https://t.me/+AbCdEf123456")
    await stage.settled()
    assert said is not None and not said.deleted
    assert labels(card(owner)) == ["删除", "封禁", "信任", "为什么"]
    owner.presses(card(owner), "删除")
    await stage.settled()
    assert said.deleted and "已删除 1 条" in (card(owner).text or "")


async def test_an_allowed_domain_is_fine(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says(group, "/allow example.com")
    await stage.settled()
    newcomer = stage.member(group, "新人")
    said = newcomer.says(group, "看这里 https://shop.example.com/1")
    await stage.settled()
    assert said is not None and not said.deleted
    owner.says(group, "/disallow example.com")
    await stage.settled()
    again = newcomer.says(group, "再看 https://shop.example.com/2")
    await stage.settled()
    assert again is not None and again.deleted


async def test_a_forbidden_word_is_caught_in_every_costume(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says(group, "/word add 加微信")
    await stage.settled()
    assert any("已加违禁词" in said for said in texts(owner.inbox))
    assert not any("/word" in said for said in texts(m for m in group.messages if not m.deleted))
    person = await regular(stage, group)
    for costume in ("要的加微信", "加 ❤ 微 丨 信", "加　微　信", "加微信".replace("微", "微\u200b")):
        said = person.says(group, costume)
        await stage.advance(minutes=1)
        assert said is not None and said.deleted, costume
    owner.says(group, "/word add 代購")
    await stage.settled()
    simplified = person.says(group, "可以代购的")
    await stage.settled()
    assert simplified is not None and simplified.deleted
    owner.says(group, "/word list")
    await stage.settled()
    assert "加微信" in (owner.last.text or "") and "代購" in (owner.last.text or "")
    owner.says(group, "/word del 代购")
    await stage.settled()
    allowed = person.says(group, "可以代购的")
    await stage.settled()
    assert allowed is not None and not allowed.deleted


async def test_a_word_may_order_a_ban(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says(group, "/word add 办证 ban")
    await stage.settled()
    person = await regular(stage, group)
    person.says(group, "专业办证")
    await stage.settled()
    member = group.member(person)
    assert member.status == "kicked" and member.until_date is not None
    assert "已封禁 30 天" in (card(owner).text or "")


async def test_the_same_text_three_times_is_spam_but_checking_in_is_not(stage: Stage) -> None:
    group, _ = await stage.tea_house()
    person = await regular(stage, group)
    spam, ritual = [], []
    for _ in range(3):
        spam.append(person.says(group, "本店春茶全场八折欢迎选购"))
        await stage.advance(seconds=10)
    for _ in range(4):
        ritual.append(person.says(group, "收到"))
        await stage.advance(seconds=10)
    assert [m.deleted for m in spam if m] == [False, False, True]
    assert not any(m.deleted for m in ritual if m)


async def test_an_edit_that_adds_a_link_is_caught(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    spammer = stage.member(group, "小广告")
    said = spammer.says(group, "大家好")
    await stage.settled()
    assert said is not None and not said.deleted
    spammer.edits(said, "大家好 https://evil.example.com")
    await stage.settled()
    assert said.deleted and "evil.example.com" in (card(owner).text or "")


async def test_an_edit_that_changes_nothing_visible_is_ignored(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    person = stage.member(group, "新人")
    said = person.says(group, "便宜出售普洱")
    await stage.settled()
    owner.says(group, "/word add 出售")
    await stage.settled()
    assert said is not None
    person.edits(said, "便宜出售普洱")
    await stage.settled()
    assert not said.deleted
    await stage.restart()
    person.edits(said, "便宜出售普洱")
    await stage.settled()
    assert not said.deleted


async def test_the_other_pictures_of_a_convicted_album_go_too(stage: Stage) -> None:
    group, _ = await stage.tea_house()
    spammer = stage.member(group, "小广告")
    parts: Sequence[Message | None] = [
        spammer.sends_photo(group, b"1", album="a"),
        spammer.sends_photo(group, b"2", caption="进 https://evil.example.com", album="a"),
        spammer.sends_photo(group, b"3", album="a"),
    ]
    await stage.settled()
    assert [m.deleted for m in parts if m] == [True, True, True]


# --- identities --------------------------------------------------------------------------------------------------


async def test_admins_and_their_stand_ins_are_left_alone(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says(group, "/word add 福利")
    admin = stage.member(group, "小二")
    owner.promotes(admin, group, rights=("can_delete_messages",))
    await stage.settled()
    advert = "福利链接 https://evil.example.com https://t.me/+AbCdEf123456"
    channel = stage.sandbox.channel("围炉频道", owner=owner)
    stage.sandbox.link_channel(channel, group)
    said = [owner.says(group, advert), admin.says(group, advert), owner.says(group, advert, anonymously=True)]
    owner.says(channel, advert)
    await stage.settled()
    said += [m for m in group.messages if m.sender_chat is channel]
    said += [owner.says(group, advert, as_channel=channel)]
    await stage.settled()
    assert len(said) == 5 and not any(m.deleted for m in said if m)
    assert not any("记录 #" in said for said in texts(owner.inbox))


async def test_a_foreign_channel_is_judged_and_banned_as_a_channel(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    stranger = stage.member(group, "外人")
    channel = stage.sandbox.channel("发财频道", owner=stranger)
    said = stranger.says(group, "看我 https://evil.example.com", as_channel=channel)
    await stage.settled()
    assert said is not None and said.deleted and "发财频道" in (card(owner).text or "")
    owner.presses(card(owner), "封禁")
    await stage.settled()
    assert [c.params["sender_chat_id"] for c in stage.sandbox.calls("banChatSenderChat")] == [channel.id]
    assert stage.sandbox.calls("banChatMember") == []
    assert stranger.says(group, "再来", as_channel=channel) is None


# --- undo --------------------------------------------------------------------------------------------------------


async def test_undo_reposts_and_trusts_and_twice_does_nothing_more(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    person = stage.member(group, "新茶友")
    person.says(group, "我的茶园 https://garden.example.com")
    await stage.settled()
    owner.says(group, "/undo")
    await stage.settled()
    said = texts(by_bot(stage, group))
    assert any("新茶友 的消息被误删" in s and "garden.example.com" in s for s in said)
    assert "店长 已撤销" in (card(owner).text or "") and labels(card(owner)) == ["为什么"]
    before = len(by_bot(stage, group))
    owner.says(group, "/undo 1")
    await stage.settled()
    assert "已经由 店长 撤销过" in texts(by_bot(stage, group))[-1] and len(by_bot(stage, group)) == before + 1
    again = person.says(group, "还有这个 https://garden.example.com/2")
    await stage.settled()
    assert again is not None and not again.deleted


async def test_the_undo_button_brings_back_pictures(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    person = stage.member(group, "新茶友")
    picture = person.sends_photo(group, b"tea garden", caption="https://garden.example.com")
    await stage.settled()
    assert picture is not None and picture.deleted
    press = owner.presses(card(owner), "撤销")
    again = owner.presses(card(owner), "撤销")
    await stage.settled()
    assert "已撤销" in (press.answer or "") and "撤销过" in (again.answer or "")
    photos = [m for m in by_bot(stage, group) if m.photo]
    assert [m.photo for m in photos] == [picture.photo]
    assert "新茶友" in (photos[0].caption or "")


async def test_a_banned_person_is_brought_back_with_an_apology(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    person = stage.member(group, "茶友")
    person.says_privately("/start")
    person.says(group, "看看 https://garden.example.com")
    await stage.settled()
    owner.presses(card(owner), "封禁")
    await stage.settled()
    assert group.member(person).status == "kicked" and "已封禁" in (card(owner).text or "")
    owner.presses(card(owner), "撤销")
    await stage.settled()
    assert group.member(person).status == "left"
    apology = person.last.text or ""
    assert "很抱歉" in apology
    link = next(word for word in apology.replace("：", " ").split() if word.startswith("https://t.me/"))
    assert person.opens(link) and group.member(person).inside


async def test_the_way_back_of_somebody_unreachable_goes_to_the_admin(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    person = stage.member(group, "茶友")
    said = person.says(group, "大家好")
    await stage.settled()
    owner.says(group, "/ban", reply_to=said)
    await stage.settled()
    assert group.member(person).status == "kicked"
    owner.says(group, "撤销", reply_to=said)
    await stage.settled()
    assert "https://t.me/" in (owner.last.text or "") and "茶友" in (owner.last.text or "")


async def test_an_admin_without_the_right_cannot_undo_a_ban(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    helper = stage.member(group, "小二")
    owner.promotes(helper, group, rights=("can_delete_messages",))
    helper.says_privately("/start")
    person = stage.member(group, "茶友")
    person.says(group, "看看 https://garden.example.com")
    await stage.settled()
    press = helper.presses(card(helper), "封禁")
    await stage.settled()
    assert press.alert and "封禁成员" in (press.answer or "")
    assert group.member(person).status == "member"


async def test_why_shows_innocent_signals_too(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    stage.member(group, "小广告").says(group, "来 https://evil.example.com")
    await stage.settled()
    owner.presses(card(owner), "为什么")
    await stage.settled()
    assert "没有违禁词" in (owner.last.text or "") and "发言速度正常" in (owner.last.text or "")


# --- what did not work -------------------------------------------------------------------------------------------


async def test_a_lost_right_is_said_on_the_card_and_in_status(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    spammer = stage.member(group, "小广告")
    await stage.settled()
    await stage.weilu.outbox.stop()
    advert = spammer.says(group, "来 https://evil.example.com")
    await stage.sandbox.quiet(0.05)
    await stage.weilu.mailboxes.idle()
    owner.promotes_bot(group, rights=[right for right in RIGHTS if right != "can_delete_messages"])
    await stage.restart()
    assert advert is not None and not advert.deleted
    said = card(owner).text or ""
    assert ("没能删除" in said or "缺少“删除消息”权限" in said) and "已删除" not in said
    later = stage.member(group, "另一个广告").says(group, "再来 https://evil.example.com")
    await stage.settled()
    assert later is not None and not later.deleted
    assert "记录 #2" in (card(owner).text or "") and "缺少“删除消息”权限" in (card(owner).text or "")
    owner.says(group, "/status")
    await stage.settled()
    status = texts(by_bot(stage, group))[-1]
    assert "没做成" in status and "删除消息" in status


async def test_a_restart_between_decision_and_deletion_loses_nothing(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    spammer = stage.member(group, "小广告")
    await stage.settled()
    await stage.weilu.outbox.stop()
    advert = spammer.says(group, "来 https://evil.example.com")
    await stage.sandbox.quiet(0.05)
    await stage.weilu.mailboxes.idle()
    assert advert is not None and not advert.deleted
    await stage.restart()
    assert advert.deleted and "已删除 1 条" in (card(owner).text or "")
    spammer.says(group, "又来 https://evil.example.com")
    await stage.settled()
    assert "一共 2 条" in (card(owner).text or "") and "记录 #1" in (card(owner).text or "")


async def test_observe_mode_shows_and_does_nothing(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says(group, "/mode 观察")
    await stage.settled()
    advert = stage.member(group, "小广告").says(group, "来 https://evil.example.com")
    await stage.settled()
    assert advert is not None and not advert.deleted
    assert "本来会：删除" in (card(owner).text or "")


async def test_a_raid_is_one_card_after_three(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    crowd = [stage.member(group, f"路人{number}") for number in range(12)]
    await stage.settled()
    adverts = [person.says(group, f"来 https://evil{n}.example.com") for n, person in enumerate(crowd)]
    await stage.settled()
    assert all(m.deleted for m in adverts if m)
    await stage.advance(seconds=6)
    cards = [m for m in owner.inbox if "记录 #" in (m.text or "") or "广告潮" in (m.text or "")]
    assert len(cards) == 4
    assert "又有 9 起" in (cards[-1].text or "") and "#4 – #12" in (cards[-1].text or "")
    owner.presses(cards[-1], "最近 10 起")
    await stage.settled()
    assert "撤销 #12" in labels(owner.last)
    owner.presses(owner.last, "撤销 #12")
    await stage.settled()
    assert any("evil11" in said for said in texts(by_bot(stage, group)))


# --- by hand -----------------------------------------------------------------------------------------------------


async def test_sanctions_by_hand_are_cases(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    person = await regular(stage, group)
    said = person.says(group, "就要吵")
    await stage.settled()
    for _ in range(2):
        owner.says(group, "警告 别吵了", reply_to=said)
        await stage.settled()
    assert "警告第 2 次" in texts(by_bot(stage, group))[-1]
    owner.says(group, "警告", reply_to=said)
    await stage.settled()
    assert group.member(person).status == "restricted"
    owner.says(group, "/unmute", reply_to=said)
    await stage.settled()
    assert group.member(person).status == "member"
    owner.says(group, "禁言 2小时 冷静一下", reply_to=said)
    await stage.settled()
    member = group.member(person)
    assert member.status == "restricted"
    assert member.until_date == stage.sandbox.clock.now() + timedelta(hours=2)
    assert "已禁言 2 小时" in texts(by_bot(stage, group))[-1]
    owner.says(group, "/undo")
    await stage.settled()
    assert group.member(person).status == "member"
    owner.says(group, "踢出", reply_to=said)
    await stage.settled()
    assert group.member(person).status == "left"
    owner.says(group, "/cases", reply_to=said)
    await stage.settled()
    listed = owner.last.text or ""
    assert "踢出" in listed and "已撤销" in listed and "警告" in listed
    owner.says(group, "/case 1")
    await stage.settled()
    assert "记录 #1" in (owner.last.text or "") and "别吵了" in (owner.last.text or "")


async def test_admins_cannot_be_sanctioned_and_members_get_no_answer(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    admin = stage.member(group, "小二")
    owner.promotes(admin, group, rights=("can_restrict_members",))
    person = stage.member(group, "路人")
    await stage.settled()
    words = owner.says(group, "我是店长")
    before = len(by_bot(stage, group))
    admin.says(group, "/ban", reply_to=words)
    person.says(group, "/ban", reply_to=words)
    await stage.settled()
    answers = texts(by_bot(stage, group)[before:])
    assert len(answers) == 1 and "不能处罚" in answers[0]
    assert stage.sandbox.calls("banChatMember") == []


async def test_a_ban_by_username_of_somebody_unknown_is_answered(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says(group, "/ban @nobody_here")
    await stage.settled()
    assert "没见过" in texts(by_bot(stage, group))[-1]
    stage.member(group, "茶友", username="chayou").says(group, "大家好")
    await stage.settled()
    owner.says(group, "/ban @chayou 7d 广告")
    await stage.settled()
    assert "已封禁 7 天" in texts(by_bot(stage, group))[-1]


async def test_standard_mutes_a_flood_for_ten_minutes(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says(group, "/strict 标准")
    await stage.settled()
    person = await regular(stage, group)
    for number in range(7):
        person.says(group, f"刷屏 {number}")
    await stage.settled()
    member = group.member(person)
    assert member.status == "restricted" and member.until_date is not None
    assert "已禁言 10 分钟" in (card(owner).text or "")
    assert len(stage.sandbox.calls("restrictChatMember")) == 1
    owner.presses(card(owner), "撤销")
    await stage.settled()
    assert group.member(person).status == "member"


async def test_trusted_members_lose_a_message_at_most(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says(group, "/strict 严格")
    owner.says(group, "/word add 办证 ban")
    await stage.settled()
    person = await regular(stage, group)
    said = person.says(group, "大家好")
    owner.says(group, "/trust", reply_to=said)
    await stage.settled()
    convicted = person.says(group, "专业办证")
    await stage.settled()
    assert convicted is not None and convicted.deleted
    assert group.member(person).status == "member"


async def test_mode_and_strictness_by_buttons(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    owner.says_privately("/mode")
    await stage.settled()
    press = owner.presses(owner.last, "观察")
    await stage.settled()
    assert "改为观察模式" in (press.answer or "")
    owner.says(group, "/strict")
    await stage.settled()
    owner.presses(by_bot(stage, group)[-1], "严格")
    await stage.settled()
    owner.says(group, "/strict")
    await stage.settled()
    assert "现在是严格" in texts(by_bot(stage, group))[-1]
