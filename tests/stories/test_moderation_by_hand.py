"""What the staff do themselves: sanctions, trust, and how strict the bot is."""

from datetime import timedelta

from bot.sandbox import Chat, Fault, User
from tests.stories.tea_house import TeaHouse, labels

FOREIGN = "来我们这个茶友群聊聊 https://t.me/+AbCdEf123456"


async def test_the_third_warning_is_a_mute(house: TeaHouse, group: Chat, owner: User) -> None:
    person = await house.regular()
    said = await house.after(person.says(group, "就要吵"))
    for _ in range(2):
        await house.after(owner.says(group, "警告 别吵了", reply_to=said))
    assert "警告第 2 次" in house.answers[-1]
    await house.after(owner.says(group, "警告", reply_to=said))
    assert group.member(person).status == "restricted"
    await house.after(owner.says(group, "/unmute", reply_to=said))
    assert group.member(person).status == "member"


async def test_a_warning_that_nobody_has_read_does_not_count(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.after(owner.says(group, "/word add 臭鸡蛋 warn"))
    rude = await house.regular()
    refused = house.stage.sandbox.faults.add(Fault("sendMessage", "403", chat_id=group.id, times=None))
    await house.after(rude.says(group, "你是臭鸡蛋"))
    house.stage.sandbox.faults.remove(refused)
    await house.after(owner.says_privately("/case 1"))
    assert "没能警告" in owner.last.content


async def test_a_warning_by_hand_counts_only_once_it_is_shown(house: TeaHouse, group: Chat, owner: User) -> None:
    person = await house.regular()
    said = await house.after(person.says(group, "就要吵"))
    refused = house.stage.sandbox.faults.add(Fault("sendMessage", "403", chat_id=group.id, times=None))
    await house.after(owner.says(group, "警告 别吵了", reply_to=said))
    house.stage.sandbox.faults.remove(refused)
    await house.after(owner.says_privately("/case 1"))
    assert "没能警告" in owner.last.content and "已警告" not in owner.last.content
    await house.after(owner.says(group, "警告 别吵了", reply_to=said))
    assert "警告第 1 次" in house.answers[-1]
    await house.after(owner.says_privately("/case 2"))
    assert "已警告" in owner.last.content


async def test_sanctions_by_hand_are_cases(house: TeaHouse, group: Chat, owner: User) -> None:
    person = await house.regular()
    said = await house.after(person.says(group, "就要吵"))
    await house.after(owner.says(group, "警告 别吵了", reply_to=said))
    await house.after(owner.says(group, "禁言 2小时 冷静一下", reply_to=said))
    member = group.member(person)
    assert member.status == "restricted"
    assert member.until_date == house.stage.sandbox.clock.now() + timedelta(hours=2)
    assert "已禁言 2 小时" in house.answers[-1]
    await house.after(owner.says(group, "/undo"))
    assert group.member(person).status == "member"
    await house.after(owner.says(group, "踢出", reply_to=said))
    assert group.member(person).status == "left"
    await house.after(owner.says(group, "/cases", reply_to=said))
    listed = owner.last.content
    assert "踢出" in listed and "已撤销" in listed and "警告" in listed
    await house.after(owner.says(group, "/case 1"))
    assert "记录 #1" in owner.last.content and "别吵了" in owner.last.content


async def test_admins_cannot_be_sanctioned_and_members_get_no_answer(house: TeaHouse, group: Chat, owner: User) -> None:
    admin = await house.deputy("小二", "can_restrict_members")
    person = house.newcomer("路人")
    words = await house.after(owner.says(group, "我是店长"))
    before = len(house.answers)
    admin.says(group, "/ban", reply_to=words)
    await house.after(person.says(group, "/ban", reply_to=words))
    assert len(house.answers) == before and person.whispers == []
    assert "不能处罚" in admin.whispers[-1].text
    assert house.stage.sandbox.calls("banChatMember") == []


async def test_a_ban_by_username_of_somebody_unknown_is_answered(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.after(owner.says(group, "/ban @nobody_here"))
    assert "没见过" in house.whispers[-1]
    await house.after(house.newcomer("茶友", username="chayou").says(group, "大家好"))
    await house.after(owner.says(group, "/ban @chayou 7d 广告"))
    assert "已封禁 7 天" in house.answers[-1]


async def test_standard_mutes_a_flood_for_ten_minutes(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.after(owner.says(group, "/strict 标准"))
    person = await house.regular()
    for number in range(7):
        person.says(group, f"刷屏 {number}")
    await house.stage.settled()
    member = group.member(person)
    assert member.status == "restricted" and member.until_date is not None
    assert "已禁言 10 分钟" in house.card.content
    assert len(house.stage.sandbox.calls("restrictChatMember")) == 1
    await house.after(owner.presses(house.card, "撤销"))
    assert group.member(person).status == "member"


async def test_a_repeated_flood_is_muted_for_longer(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.after(owner.says(group, "/strict 标准"))
    person = await house.regular()
    for length in ("10 分钟", "1 小时"):
        for number in range(7):
            person.says(group, f"刷屏 {number}")
        await house.stage.settled()
        assert f"已禁言 {length}" in house.card.content
        await house.stage.advance(hours=2)


async def test_trusted_members_lose_a_message_at_most(house: TeaHouse, group: Chat, owner: User) -> None:
    owner.says(group, "/strict 严格")
    await house.after(owner.says(group, "/word add 办证 ban"))
    person = await house.regular()
    said = person.says(group, "大家好")
    await house.after(owner.says(group, "/trust", reply_to=said))
    convicted = await house.after(person.says(group, "专业办证"))
    assert convicted.deleted
    assert group.member(person).status == "member"
    card, call = house.card, house.stage.sandbox.calls("sendMessage", chat_id=owner.id)[-1]
    assert "已删除 1 条消息" in card.content and "这是信任的成员" in card.content and "请您定夺" in card.content
    assert not call.params.get("disable_notification"), "a question buzzes"
    await house.after(owner.presses(card, "撤销"))
    assert "店长 已撤销" in card.content and "请您定夺" not in card.content


async def test_a_mute_that_would_be_over_by_now_is_left_out_and_not_called_done(house: TeaHouse, group: Chat) -> None:
    await house.after(house.owner.says(group, "/strict 标准"))
    person = await house.regular()
    await house.stage.kill()
    for number in range(7):
        person.says(group, f"刷屏 {number}")
    house.stage.sandbox.clock.advance(timedelta(minutes=30))
    await house.stage.start()
    await house.stage.settled()
    assert house.stage.sandbox.calls("restrictChatMember") == []
    assert "已删除" in house.card.content and "禁言" not in house.card.content


async def test_mode_and_strictness_by_buttons(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.answer_to(owner, "/mode")
    press = await house.after(owner.presses(owner.last, "观察"))
    assert "改为观察模式" in (press.answer or "")
    await house.after(owner.says(group, "/strict"))
    await house.after(owner.presses(house.spoken[-1], "严格"))
    await house.after(owner.says(group, "/strict"))
    assert "现在是严格" in house.answers[-1]


async def test_lifted_is_said_only_after_telegram_has_done_it(house: TeaHouse, group: Chat, owner: User) -> None:
    person = await house.regular()
    said = await house.after(person.says(group, "就要吵"))
    await house.after(owner.says(group, "禁言 2小时", reply_to=said))
    owner.promotes_bot(group, rights=["can_delete_messages"])
    owner.says(group, "/unmute", reply_to=said)
    await house.stage.settled()
    assert not any("已解除" in answer for answer in house.answers)
    assert group.member(person).status == "restricted"
    owner.promotes_bot(group, rights=["can_delete_messages", "can_restrict_members"])
    await house.stage.settled()
    owner.says(group, "/unmute", reply_to=said)
    await house.stage.kill()
    await house.stage.start()
    await house.stage.settled()
    assert [answer for answer in house.answers if "已解除" in answer] == ["已解除 老茶客 的禁言。"]
    await house.after(owner.says(group, "/cases", reply_to=said))
    assert "已撤销" in owner.last.content


async def test_an_admins_sanction_is_not_shortened_by_the_machine(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.after(owner.says(group, "/strict 严格"))
    await house.after(owner.says(group, "/word add 办证 ban"))
    person = await house.regular()
    said = await house.after(person.says(group, "今天天气好"))
    await house.after(owner.says(group, "禁言 10天", reply_to=said))
    until = group.member(person).until_date
    edited = await house.after(person.edits(said, "专业办证"))
    assert edited.deleted and group.member(person).status == "restricted" and group.member(person).until_date == until


async def test_an_admins_sanction_holds_however_much_happened_since(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.after(owner.says(group, "/word add 加薇 delete"))
    await house.after(owner.says(group, "/word add 办证 mute"))
    person = await house.regular()
    talk = []
    for number in range(10):
        talk.append(await house.after(person.says(group, f"今天第 {number} 壶")))
        await house.stage.advance(minutes=1)
    last = await house.after(person.says(group, "今天天气好"))
    await house.after(owner.says(group, "禁言 10天", reply_to=last))
    until = group.member(person).until_date
    for said in talk:
        await house.after(person.edits(said, "想喝的加薇"))
        await house.stage.advance(minutes=11)
    await house.after(person.edits(last, "专业办证"))
    assert last.deleted and group.member(person).until_date == until


async def test_what_an_admin_did_in_telegram_itself_is_not_shortened(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.after(owner.says(group, "/word add 办证 mute"))
    person = await house.regular()
    said = await house.after(person.says(group, "今天天气好"))
    until = house.stage.sandbox.clock.now() + timedelta(days=10)
    owner.restricts(person, group, until=until)
    await house.after(person.edits(said, "专业办证"))
    assert said.deleted and group.member(person).until_date == until
    assert "禁言" not in house.card.content.splitlines()[-1], "only what Telegram has done is called done"
    await house.after(owner.says(group, "/undo"))
    assert group.member(person).status == "restricted", "it is not the machine's to lift"


async def test_a_ban_in_telegram_itself_outlasts_the_machines(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.after(owner.says(group, "/word add 办证 ban"))
    person = await house.regular()
    person.says(group, "专业办证")
    owner.bans(person, group)
    await house.stage.settled()
    assert group.member(person).status == "kicked" and group.member(person).until_date is None


async def test_who_was_kicked_by_hand_and_came_back_is_judged(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.after(owner.says(group, "/word add 办证 ban"))
    person = await house.regular()
    said = await house.after(person.says(group, "今天天气好"))
    await house.after(owner.says(group, "踢出", reply_to=said))
    person.joins(group)
    await house.after(person.says(group, "专业办证"))
    assert group.member(person).status == "kicked"


async def test_a_ban_by_hand_that_telegram_refused_shields_nobody(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.after(owner.says(group, "/word add 办证 ban"))
    person = await house.regular()
    said = await house.after(person.says(group, "今天天气好"))
    house.stage.sandbox.faults.add(Fault("banChatMember", "403", times=1))
    await house.after(owner.says(group, "/ban", reply_to=said))
    assert "没能封禁" in house.answers[-1]
    await house.after(person.says(group, "专业办证"))
    assert group.member(person).status == "kicked"


async def test_words_are_taken_off_by_button(house: TeaHouse, group: Chat, owner: User) -> None:
    for number in range(23):
        await house.after(owner.says(group, f"/word add 违禁词{number:02}号"))
    await house.answer_to(owner, "/word")
    listed = owner.last
    assert "违禁词 23 个" in listed.content and "✖ 违禁词00号" in labels(listed)
    await house.after(owner.presses(listed, "▶"))
    assert "✖ 违禁词22号" in labels(listed) and "✖ 违禁词00号" not in labels(listed)
    press = await house.after(owner.presses(listed, "✖ 违禁词22号"))
    assert "已去掉违禁词" in (press.answer or "") and "违禁词 22 个" in listed.content
    allowed = await house.after(house.newcomer("路人").says(group, "说到违禁词22号"))
    assert not allowed.deleted


async def test_status_counts_what_was_wrong_by_signal(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.after(owner.says(group, "/status"))
    assert "这一周没有被撤销的误判" in house.answers[-1]
    await house.after(house.newcomer("新茶友").says(group, "我的茶园 https://garden.example.com"))
    await house.after(owner.says(group, "/undo"))
    await house.after(owner.says(group, "/status"))
    assert "这一周被撤销的误判：1 次\n近 30 天被撤销的误判：链接 1 次" in house.answers[-1]
    await house.stage.advance(days=8)
    await house.after(owner.says(group, "/status"))
    assert "这一周没有被撤销的误判\n近 30 天被撤销的误判：链接 1 次" in house.answers[-1]


async def test_after_a_week_the_staff_are_asked_whether_to_be_stricter(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    await house.after(house.newcomer("小广告").says(group, "来 https://evil.example.com"))
    await house.stage.advance(days=6)
    await house.stage.kill()
    await house.stage.start()
    await house.stage.advance(days=1, minutes=1)
    (offer,) = [message for message in owner.inbox if "满一周了" in message.content]
    assert "清理了 1 条消息" in offer.content
    press = await house.after(owner.presses(offer, "改用标准"))
    assert "改为标准" in (press.answer or "")
    await house.after(owner.says(group, "/strict"))
    assert "现在是标准" in house.answers[-1]


async def test_a_ban_by_command_decides_what_the_staff_were_asked(house: TeaHouse, group: Chat, owner: User) -> None:
    person = await house.regular()
    asked = await house.after(person.says(group, FOREIGN))
    card = house.card
    assert "请您定夺" in card.content
    await house.stage.advance(hours=3)
    later = await house.after(person.says(group, "大家喝什么茶"))
    await house.after(owner.says(group, "/ban 拉人", reply_to=later))
    assert asked.deleted and later.deleted and group.member(person).status == "kicked"
    assert "请您定夺" not in card.content and "已封禁" in card.content and "处理人：店长" in card.content
    assert labels(card) == ["撤销", "为什么"]
    assert "没有这条记录" in await house.answer_to(owner, "/case 2")


async def test_what_was_asked_about_goes_although_telegram_refuses_the_ban(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    person = await house.regular()
    asked = await house.after(person.says(group, FOREIGN))
    card = house.card
    await house.stage.advance(hours=3)
    later = await house.after(person.says(group, "大家喝什么茶"))
    refused = house.stage.sandbox.faults.add(Fault("banChatMember", "403", times=1))
    await house.after(owner.says(group, "/ban", reply_to=later))
    assert refused.fired and asked.deleted and not later.deleted
    assert "没能封禁" in card.content and "已删除 1 条消息" in card.content and "封禁" in labels(card)


async def test_a_message_called_an_advert_is_no_question_any_more(house: TeaHouse, group: Chat, owner: User) -> None:
    person = await house.regular()
    deputy = await house.deputy("小管家", "can_delete_messages")
    asked = await house.after(person.says(group, FOREIGN))
    card = house.card
    await house.after(deputy.says(group, "/spam", reply_to=asked))
    assert asked.deleted and group.member(person).status == "member"
    assert "小管家" in card.content and "已删除 1 条消息" in card.content and "删除" not in labels(card)


async def test_a_question_about_other_messages_stays_one(house: TeaHouse, group: Chat, owner: User) -> None:
    person = await house.regular()
    deputy = await house.deputy("小管家", "can_delete_messages")
    asked = await house.after(person.says(group, FOREIGN))
    other = await house.after(person.says(group, "今天的白茶泡浓了，换一泡"))
    card = house.card
    await house.after(deputy.says(group, "/spam", reply_to=other))
    await house.after(owner.says(group, "/mute 1h", reply_to=other))
    assert other.deleted and not asked.deleted
    assert "请您定夺" in card.content and "删除" in labels(card)
