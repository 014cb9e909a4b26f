"""Appeals: in private, twice, a human decides, and the member hears the result."""

import pytest

from bot.sandbox import Chat, User
from tests.stage import RIGHTS
from tests.stories.tea_house import TeaHouse

GARDEN = "https://garden.example.com"


@pytest.fixture
async def author(house: TeaHouse, group: Chat) -> User:
    """Somebody whose message about their tea garden was deleted."""
    person = house.newcomer("新茶友", language="zh-hans")
    person.says_privately("/start")
    said = await house.after(person.says(group, f"我的茶园 {GARDEN}"))
    assert said.deleted
    return person


async def test_an_appeal_is_granted_and_everything_comes_back(
    house: TeaHouse, group: Chat, owner: User, author: User
) -> None:
    asked = await house.answer_to(author, "/appeal")
    assert "记录 #1" in asked and "garden.example.com" in asked and "为什么您觉得不对" in asked
    await house.stage.kill()
    author.says_privately("这是我自己家的茶园，不是广告")
    await house.stage.start()
    await house.stage.settled()
    assert "已经交给“围炉茶友”的管理员" in author.last.content
    card = owner.last
    assert "申诉" in card.content and "这是我自己家的茶园" in card.content and "发了链接" in card.content
    await house.after(owner.presses(card, "同意，撤销"))
    assert "店长 同意申诉" in card.content and card.buttons == []
    assert "同意了您的申诉" in author.last.content
    assert any("新茶友 的消息被误删" in answer for answer in house.answers)


async def test_two_tries_and_no_more(house: TeaHouse, group: Chat, owner: User, author: User) -> None:
    for attempt in ("求求了", "真的不是广告"):
        await house.answer_to(author, "/appeal")
        assert "已经交给" in await house.answer_to(author, attempt)
        await house.answer_to(author, "/appeal")
        assert "还没看" in await house.answer_to(author, "快一点")
        await house.after(owner.presses(next(m for m in reversed(owner.inbox) if attempt in m.content), "维持"))
        assert "维持记录 #1" in author.last.content
    assert "最后的决定" in author.last.content
    await house.answer_to(author, "/appeal")
    assert "不能再申诉" in await house.answer_to(author, "第三次")


async def test_an_appeal_that_telegram_refused_the_staff_waits_for_them(
    house: TeaHouse, group: Chat, owner: User, author: User
) -> None:
    owner.private.blocked = True  # the bot was never told
    await house.answer_to(author, "/appeal")
    await house.answer_to(author, "这是我自己的茶园，不是广告")
    owner.unblocks_bot()
    await house.after(owner.says_privately("/start"))
    (card,) = [message for message in owner.inbox if "不是广告" in message.content]
    await house.after(owner.presses(card, "同意，撤销"))
    assert "同意了您的申诉" in author.last.content


async def test_who_may_not_decide_is_told_so(house: TeaHouse, group: Chat, owner: User, author: User) -> None:
    deputy = await house.deputy("小二")
    await house.answer_to(author, "/appeal")
    await house.answer_to(author, "不是广告")
    card = next(m for m in reversed(deputy.inbox) if "申诉" in m.content)
    press = await house.after(deputy.presses(card, "同意，撤销"))
    assert press.alert and "删除消息" in (press.answer or "")


async def test_an_appeal_hears_when_the_case_is_undone_otherwise(
    house: TeaHouse, group: Chat, owner: User, author: User
) -> None:
    await house.answer_to(author, "/appeal")
    await house.answer_to(author, "不是广告")
    card = next(m for m in reversed(owner.inbox) if "申诉" in m.content)
    await house.after(owner.says(group, "/undo 1"))
    assert "同意了您的申诉" in author.last.content
    assert "店长 同意申诉" in card.content and card.buttons == []


async def test_a_granted_appeal_is_told_when_telegram_has_lifted_the_ban(
    house: TeaHouse, group: Chat, owner: User, author: User
) -> None:
    await house.after(owner.presses(house.card, "封禁"))
    await house.answer_to(author, "/appeal")
    await house.answer_to(author, "不是广告")
    card = next(m for m in reversed(owner.inbox) if "申诉" in m.content)
    owner.promotes_bot(group, rights=[right for right in RIGHTS if right != "can_restrict_members"])
    await house.after(owner.presses(card, "同意，撤销"))
    assert group.member(author).status == "kicked" and "已经交给" in author.last.content
    press = await house.after(owner.presses(card, "维持"))
    assert "已经由 店长 撤销过" in (press.answer or "")
    owner.promotes_bot(group, rights=RIGHTS)
    await house.after(owner.presses(card, "同意，撤销"))
    assert group.member(author).status == "left" and card.buttons == []
    assert any("同意了您的申诉" in message.content for message in author.inbox)


async def test_what_reports_took_away_is_appealed(house: TeaHouse, group: Chat, owner: User) -> None:
    *members, author = [house.newcomer(name) for name in ("甲", "乙", "丙", "理财师")]
    await house.stage.settled()
    await house.stage.advance(days=4)
    said = await house.after(author.says(group, "姐妹们这个理财真的稳，跟着老师做就行"))
    await house.after(members[0].says(group, "/report", reply_to=said))
    assert "不用申诉" in await house.answer_to(author, "/appeal"), "nothing was done yet"
    for member in members[1:]:
        await house.after(member.says(group, "/report", reply_to=said))
    assert said.deleted
    asked = await house.answer_to(author, "/appeal")
    assert "记录 #1 · 围炉茶友：删除" in asked and "甲" not in asked
    assert "已经交给" in await house.answer_to(author, "我只是分享心得")
    await house.after(owner.presses(owner.last, "同意，撤销"))
    assert "同意了您的申诉" in author.last.content
    assert any("理财师 的消息被误删" in answer for answer in house.answers)


async def test_nothing_to_appeal_and_a_banned_member_in_english(house: TeaHouse, group: Chat, owner: User) -> None:
    person = house.newcomer("Bob", language="en")
    assert "nothing to appeal" in await house.answer_to(person, "/appeal")
    said = await house.after(person.says(group, "hello there"))
    await house.after(owner.says(group, "/ban 骚扰", reply_to=said))
    asked = await house.answer_to(person, "/appeal")
    assert "ban" in asked and "骚扰" in asked
    await house.answer_to(person, "It was not me")
    await house.after(owner.presses(owner.last, "同意，撤销"))
    assert group.member(person).status == "left"
    assert any("https://t.me/" in message.content for message in person.inbox)
