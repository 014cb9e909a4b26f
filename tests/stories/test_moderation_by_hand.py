"""What the staff do themselves: sanctions, trust, and how strict the bot is."""

from datetime import timedelta

from bot.sandbox import Chat, User
from tests.stories.tea_house import TeaHouse


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
    (answer,) = house.answers[before:]
    assert "不能处罚" in answer
    assert house.stage.sandbox.calls("banChatMember") == []


async def test_a_ban_by_username_of_somebody_unknown_is_answered(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.after(owner.says(group, "/ban @nobody_here"))
    assert "没见过" in house.answers[-1]
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


async def test_trusted_members_lose_a_message_at_most(house: TeaHouse, group: Chat, owner: User) -> None:
    owner.says(group, "/strict 严格")
    await house.after(owner.says(group, "/word add 办证 ban"))
    person = await house.regular()
    said = person.says(group, "大家好")
    await house.after(owner.says(group, "/trust", reply_to=said))
    convicted = await house.after(person.says(group, "专业办证"))
    assert convicted.deleted
    assert group.member(person).status == "member"


async def test_mode_and_strictness_by_buttons(house: TeaHouse, group: Chat, owner: User) -> None:
    await house.answer_to(owner, "/mode")
    press = await house.after(owner.presses(owner.last, "观察"))
    assert "改为观察模式" in (press.answer or "")
    await house.after(owner.says(group, "/strict"))
    await house.after(owner.presses(house.spoken[-1], "严格"))
    await house.after(owner.says(group, "/strict"))
    assert "现在是严格" in house.answers[-1]
