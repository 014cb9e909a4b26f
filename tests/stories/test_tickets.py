"""One member's complaint gets an answer: a ticket with a clock, somebody who has it, and a way back to the member."""

from bot.sandbox import Chat, Message, User
from tests.stage import RIGHTS, Stage, texts
from tests.stories.test_crisis import watching


async def complaining(stage: Stage) -> tuple[Chat, User, User, User]:
    """A tea house where 老李 has complained again and again."""
    group, owner, admin = await watching(stage)
    angry = stage.member(group, "老李")
    for number in range(5):
        angry.says(group, f"第{number}次问了，还不发货，没人理我")
        await stage.advance(minutes=1)
    return group, owner, admin, angry


def tickets(person: User) -> list[Message]:
    """The ticket cards somebody has."""
    return [message for message in person.inbox if "客诉 #" in message.content or "急事 #" in message.content]


async def test_the_answer_goes_to_the_group_under_the_words_it_answers(stage: Stage) -> None:
    group, owner, admin, angry = await complaining(stage)
    card = tickets(admin)[-1]
    assert "请在 09:0" in card.content and "回答会发在群里" in card.content
    assert f"https://t.me/c/{-group.id - 10**12}/" in card.html
    admin.says_privately("今天就发，单号稍后给您", reply_to=card)
    await stage.settled()
    answer = group.messages[-1]
    assert "老李" in answer.content and "今天就发，单号稍后给您" in answer.content
    assert answer.reply_to is not None and answer.reply_to.sender is angry
    assert "已有人回复" in tickets(owner)[-1].content
    await stage.advance(hours=3)
    assert not any("还没有人回复" in text for text in texts(owner.inbox))


async def test_or_in_private_as_chosen(stage: Stage) -> None:
    group, owner, _, angry = await complaining(stage)
    angry.says_privately("/start")
    await stage.settled()
    card = tickets(owner)[-1]
    owner.presses(card, "改私下回")
    await stage.settled()
    said = len(group.messages)
    owner.says_privately("马上给您退款", reply_to=tickets(owner)[-1])
    await stage.settled()
    assert "马上给您退款" in angry.last.content
    assert len(group.messages) == said


async def test_an_answer_that_does_not_arrive_is_no_answer(stage: Stage) -> None:
    group, owner, _, angry = await complaining(stage)
    angry.says_privately("/start")
    await stage.settled()
    owner.presses(tickets(owner)[-1], "改私下回")
    await stage.settled()
    angry.private.blocked = True  # the bot was never told
    owner.says_privately("马上给您退款", reply_to=tickets(owner)[-1])
    await stage.settled()
    assert "没能转给 老李" in owner.last.content and "已有人回复" not in tickets(owner)[-1].content
    owner.presses(owner.last, "改在群里回")
    await stage.settled()
    owner.says_privately("马上给您退款", reply_to=tickets(owner)[-1])
    await stage.settled()
    assert "马上给您退款" in group.messages[-1].content
    assert "已有人回复" in tickets(owner)[-1].content


async def test_nobody_answers_within_the_hour_so_the_owner_is_asked_again_across_a_lost_process(stage: Stage) -> None:
    _group, owner, admin, _ = await complaining(stage)
    before = len(tickets(owner))
    owner.presses(tickets(owner)[-1], "指派")
    await stage.settled()
    owner.presses(owner.last, "小二")
    await stage.settled()
    assert "交给您了" in admin.last.content and "已交给 小二" in tickets(owner)[-1].content
    await stage.kill()
    await stage.start()
    await stage.advance(minutes=61)
    assert "还没有人回复" in tickets(owner)[-1].content
    assert len(tickets(owner)) == before + 1
    owner.says_privately("/tickets")
    await stage.settled()
    assert "客诉单：1 件" in owner.last.content and "⏰ 已超时 小二" in owner.last.content
    owner.says_privately("/status")
    await stage.settled()
    assert "客诉超时没人回复" in owner.last.content
    owner.says_privately("/digest")
    await stage.settled()
    assert any("1 件客诉在等回复，其中 1 件已超时" in text for text in texts(owner.inbox))
    await stage.advance(hours=5)
    assert len(tickets(owner)) == before + 2, "it is called out twice"
    owner.presses(tickets(owner)[0], "处理好了")
    await stage.settled()
    owner.says_privately("/tickets")
    await stage.settled()
    assert "没有在等回复的客诉" in owner.last.content


async def test_feedback_in_private_is_a_ticket(stage: Stage) -> None:
    group, owner, _ = await watching(stage)
    member = stage.member(group, "小美", language="zh-hans")
    member.says(group, "大家好")
    await stage.settled()
    member.says_privately("/feedback 茶包漏了 <两包>")
    await stage.settled()
    assert "单号 #1" in member.last.content
    card = tickets(owner)[-1]
    assert "茶包漏了 <两包>" in card.content
    owner.says_privately("给您补发", reply_to=card)
    await stage.settled()
    assert "给您补发" in member.last.content


async def test_feedback_asks_which_group(stage: Stage) -> None:
    group, owner, _ = await watching(stage)
    second = stage.sandbox.supergroup("Reading club", owner=owner)
    owner.adds_bot(second, rights=RIGHTS)
    anna = stage.member(group, "Anna", language="en")
    anna.joins(second)
    await stage.settled()
    anna.says_privately("/feedback")
    await stage.settled()
    assert "Whom would you like" in anna.last.content
    anna.presses(anna.last, "Reading club")
    await stage.settled()
    anna.says_privately("Could we start later?")
    await stage.settled()
    assert "Reading club" in owner.last.content and "Could we start later?" in owner.last.content


async def test_a_ticket_that_reaches_none_of_the_admins_is_not_called_passed_on(stage: Stage) -> None:
    group, owner, admin = await watching(stage)
    member = stage.member(group, "小美", language="zh-hans")
    await stage.settled()
    for person in (owner, admin):
        person.private.blocked = True  # the bot was never told
    member.says_privately("/feedback 茶包漏了")
    await stage.settled()
    first, last = texts(member.inbox)[-2:]
    assert "正在转给“围炉茶友”的 2 位管理员" in first and "一个也联系不上" in last
