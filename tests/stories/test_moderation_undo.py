"""A wrong decision costs one tap: the words, the person and the trust come back."""

from bot.sandbox import Chat, User
from tests.stage import RIGHTS
from tests.stories.tea_house import TeaHouse, labels, newest_card

GARDEN = "https://garden.example.com"


async def test_undo_reposts_and_trusts_and_twice_does_nothing_more(house: TeaHouse, group: Chat, owner: User) -> None:
    person = house.newcomer("新茶友")
    await house.after(person.says(group, f"我的茶园 {GARDEN}"))
    await house.after(owner.says(group, "/undo"))
    assert any("新茶友 的消息被误删" in said and "garden.example.com" in said for said in house.answers)
    assert "店长 已撤销" in house.card.content and labels(house.card) == ["为什么"]
    before = len(house.answers)
    await house.after(owner.says(group, "/undo 1"))
    assert "已经由 店长 撤销过" in house.answers[-1] and len(house.answers) == before + 1
    again = await house.after(person.says(group, f"还有这个 {GARDEN}/2"))
    assert not again.deleted


async def test_the_undo_button_brings_back_pictures(house: TeaHouse, group: Chat, owner: User) -> None:
    person = house.newcomer("新茶友")
    picture = await house.after(person.sends_photo(group, b"tea garden", caption=GARDEN))
    assert picture.deleted
    press = owner.presses(house.card, "撤销")
    again = owner.presses(house.card, "撤销")
    await house.stage.settled()
    assert "已撤销" in (press.answer or "") and "撤销过" in (again.answer or "")
    (restored,) = [message for message in house.spoken if message.photo]
    assert restored.photo == picture.photo
    assert "新茶友" in restored.content


async def test_a_banned_person_is_brought_back_with_an_apology(house: TeaHouse, group: Chat, owner: User) -> None:
    person = house.newcomer("茶友")
    person.says_privately("/start")
    await house.after(person.says(group, f"看看 {GARDEN}"))
    await house.after(owner.presses(house.card, "封禁"))
    assert group.member(person).status == "kicked" and "已封禁" in house.card.content
    await house.after(owner.presses(house.card, "撤销"))
    assert group.member(person).status == "left"
    apology = person.last.content
    assert "很抱歉" in apology
    link = next(word for word in apology.replace("：", " ").split() if word.startswith("https://t.me/"))
    assert person.opens(link) and group.member(person).inside


async def test_a_ban_by_button_is_undone_like_the_case_it_came_from(house: TeaHouse, group: Chat, owner: User) -> None:
    person = house.newcomer("茶友")
    person.says_privately("/start")
    await house.after(person.says(group, f"看看 {GARDEN}"))
    await house.after(owner.presses(house.card, "封禁"))
    await house.after(owner.presses(house.card, "撤销"))
    await house.after(owner.says(group, "/status"))
    assert "这一周被撤销的误判：1 次" in house.answers[-1], "the machine was wrong before anybody pressed"
    link = next(word for word in person.last.content.replace("：", " ").split() if word.startswith("https://t.me/"))
    person.opens(link)
    again = await house.after(person.says(group, f"还有 {GARDEN}/2"))
    assert not again.deleted, "trusted like after any undo"


async def test_nobody_is_asked_back_whom_telegram_keeps_out(house: TeaHouse, group: Chat, owner: User) -> None:
    person = house.newcomer("茶友")
    person.says_privately("/start")
    await house.after(person.says(group, f"看看 {GARDEN}"))
    await house.after(owner.presses(house.card, "封禁"))
    owner.promotes_bot(group, rights=[right for right in RIGHTS if right != "can_restrict_members"])
    await house.after(owner.presses(house.card, "撤销"))
    assert group.member(person).status == "kicked"
    assert "很抱歉" not in person.last.content, "the link would lead nowhere"
    assert "缺少“封禁成员”权限" in house.card.content


async def test_an_undo_that_telegram_refused_is_done_again(house: TeaHouse, group: Chat, owner: User) -> None:
    person = house.newcomer("茶友")
    person.says_privately("/start")
    await house.after(person.says(group, f"看看 {GARDEN}"))
    await house.after(owner.presses(house.card, "封禁"))
    owner.promotes_bot(group, rights=[right for right in RIGHTS if right != "can_restrict_members"])
    press = await house.after(owner.presses(house.card, "撤销"))
    assert "正在撤销" in (press.answer or ""), "nothing is called done that Telegram has not accepted"
    assert "处罚还没能解除" in house.card.content and labels(house.card) == ["撤销", "为什么"]
    owner.promotes_bot(group, rights=RIGHTS)
    await house.after(owner.says(group, "/undo 1"))
    assert "记录 #1 已撤销" in house.answers[-1] and group.member(person).status == "left"
    assert "很抱歉" in person.last.content
    assert "店长 已撤销" in house.card.content and labels(house.card) == ["为什么"]
    await house.after(owner.says(group, "/undo 1"))
    assert "已经由 店长 撤销过" in house.answers[-1]
    assert sum("garden.example.com" in said for said in house.answers) == 1, "the words come back once"


async def test_who_undoes_by_hand_hears_when_telegram_refuses(house: TeaHouse, group: Chat, owner: User) -> None:
    person = await house.regular()
    said = await house.after(person.says(group, "就要吵"))
    await house.after(owner.says(group, "禁言 2小时", reply_to=said))
    owner.promotes_bot(group, rights=[right for right in RIGHTS if right != "can_restrict_members"])
    await house.after(owner.presses(house.spoken[-1], "撤销"))
    answer = house.spoken[-1]
    assert "缺少“封禁成员”权限" in answer.content and labels(answer) == ["撤销"]
    owner.promotes_bot(group, rights=RIGHTS)
    await house.after(owner.presses(answer, "撤销"))
    assert "记录 #1 已撤销" in house.answers[-1] and group.member(person).status == "member"


async def test_the_way_back_of_somebody_unreachable_goes_to_the_admin(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    person = house.newcomer("茶友")
    said = await house.after(person.says(group, "大家好"))
    await house.after(owner.says(group, "/ban", reply_to=said))
    assert group.member(person).status == "kicked"
    await house.after(owner.says(group, "撤销", reply_to=said))
    assert "https://t.me/" in owner.last.content and "茶友" in owner.last.content


async def test_the_way_back_leads_past_the_gate_once(house: TeaHouse, group: Chat, owner: User) -> None:
    person = house.newcomer("茶友")
    person.says_privately("/start")
    said = await house.after(person.says(group, "大家好"))
    await house.after(owner.says(group, "/ban", reply_to=said))
    await house.guard()
    await house.after(owner.says(group, "/undo"))
    link = next(word for word in person.last.content.replace("：", " ").split() if word.startswith("https://t.me/"))
    person.opens(link)
    await house.stage.settled()
    assert group.member(person).status == "member", "nobody is asked for the passphrase who is brought back"
    spoken = await house.after(person.says(group, "我回来了"))
    assert not spoken.deleted
    stranger = house.stage.sandbox.person("路人", language="zh-hans")
    stranger.opens(link)
    await house.stage.settled()
    assert not group.member(stranger).inside, "the link is for one person"


async def test_what_was_only_observed_is_not_undone(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.after(owner.says(group, "/word add 办证 mute"))
    await house.after(owner.says(group, "/mode 观察"))
    person = await house.regular()
    said = await house.after(person.says(group, "专业办证"))
    assert "没有动手" in house.card.content
    await house.after(owner.says(group, "禁言 10天", reply_to=said))
    await house.after(owner.says(group, "/undo 1"))
    assert "没有可以撤销的" in house.whispers[-1]
    assert group.member(person).status == "restricted", "the owner's own mute is another case"
    assert len(house.stage.sandbox.calls("restrictChatMember")) == 1
    await house.after(owner.says(group, "/cases", reply_to=said))
    assert labels(owner.last) == ["撤销 #2"]
    await house.after(owner.says(group, "/status"))
    assert "这一周没有被撤销的误判" in house.answers[-1]


async def test_an_admin_without_the_right_cannot_ban(house: TeaHouse, group: Chat) -> None:
    helper = await house.deputy("小二", "can_delete_messages")
    person = house.newcomer("茶友")
    await house.after(person.says(group, f"看看 {GARDEN}"))
    press = await house.after(helper.presses(newest_card(helper), "封禁"))
    assert press.alert and "封禁成员" in (press.answer or "")
    assert group.member(person).status == "member"


async def test_why_shows_innocent_signals_too(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.after(house.newcomer("小广告").says(group, "来 https://evil.example.com"))
    await house.after(owner.presses(house.card, "为什么"))
    assert "没有违禁词" in owner.last.content and "发言速度正常" in owner.last.content
