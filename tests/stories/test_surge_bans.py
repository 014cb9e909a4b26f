"""A whole surge is banned by two administrators, or by the only one there is, and the ban is taken back by one press."""

from dataclasses import replace

import pytest

from bot.features.moderation.model import Case, CaseState
from bot.features.settings.model import Group
from bot.sandbox import Fault, Message, User
from handlers.desk import Desk
from handlers.entry import surge_pardon
from tests.stage import Stage, texts
from tests.stories.crowds import asking, cards, crowding, gated, presses, silenced, with_deputy


async def bans_all(stage: Stage, owner: User, card: Message, people: int) -> None:
    """The owner bans everybody of a surge and confirms it, as soon as the card lets them; Telegram answers."""
    presses(owner, card, f"封禁这批 {people} 人")
    await stage.settled()
    await stage.advance(seconds=61)
    presses(owner, card, "确认封禁")
    await stage.settled()
    await stage.advance(seconds=6)


async def test_two_administrators_ban_a_surge(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    deputy = await with_deputy(stage, group, owner)
    people = await crowding(stage, group, 9)
    (card,), (other,) = cards(owner), cards(deputy)
    first = presses(owner, card, "封禁这批 9 人")
    await stage.settled()
    assert first.answer is not None and "另一位管理员" in first.answer
    assert "店长 提议封禁" in other.content and "客人3" in other.content
    again = presses(owner, card, "确认封禁 9 人")
    await stage.settled()
    assert again.answer is not None and "要另一位" in again.answer
    assert all(silenced(group, person) for person in people)
    await stage.kill()
    await stage.start()

    presses(deputy, other, "确认封禁 9 人")
    await stage.settled()
    await stage.advance(seconds=6)
    assert all(group.member(person).status == "kicked" for person in people)
    assert all(group.member(person).until_date is None for person in people)
    assert "已封禁 9" in card.content and "副店长" in card.content and "店长" in card.content
    owner.says_privately(f"/cases {people[0].id}")
    await stage.settled()
    assert "封禁" in owner.last.content


async def test_the_only_one_who_can_be_reached_confirms_after_a_look(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    people = await crowding(stage, group, 9)
    (card,) = cards(owner)
    presses(owner, card, "封禁这批")
    await stage.settled()
    early = presses(owner, card, "确认封禁")
    await stage.settled()
    assert early.answer is not None and "再看看名单" in early.answer
    assert silenced(group, people[0])
    await stage.advance(seconds=61)
    presses(owner, card, "确认封禁")
    await stage.advance(seconds=6)
    assert all(group.member(person).status == "kicked" for person in people)
    assert "店长 独自确认" in card.content


async def test_a_proposal_can_be_dropped_and_a_right_is_needed(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    clerk = stage.member(group, "小工", language="zh-hans")
    await stage.settled()
    owner.promotes(clerk, group, rights=("can_delete_messages",))
    clerk.says_privately("/start")
    await stage.advance(minutes=2)
    people = await crowding(stage, group, 9)
    (card,), (other,) = cards(owner), cards(clerk)
    refused = presses(clerk, other, "封禁这批")
    await stage.settled()
    assert refused.alert and refused.answer is not None and "封禁成员" in refused.answer
    presses(owner, card, "封禁这批")
    await stage.settled()
    presses(owner, card, "不封")
    await stage.settled()
    assert "提议封禁" not in card.content
    assert all(silenced(group, person) for person in people)


async def test_requests_of_a_surge_are_declined_and_banned(stage: Stage) -> None:
    group, owner = await gated(stage)
    people = await asking(stage, group, 9)
    (card,) = cards(owner)
    await bans_all(stage, owner, card, 9)
    assert all(request.status == "declined" for request in group.requests.values())
    assert all(group.member(person).status == "kicked" for person in people)


async def test_after_the_surge_those_let_go_can_still_be_banned(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    deputy = await with_deputy(stage, group, owner)
    people = await crowding(stage, group, 9)
    await stage.advance(minutes=12)
    (card,), (other,) = cards(owner), cards(deputy)
    presses(owner, card, "封禁这批 9 人")
    await stage.settled()
    presses(deputy, other, "确认封禁")
    await stage.settled()
    assert all(group.member(person).status == "kicked" for person in people)


async def test_one_press_takes_the_ban_of_a_surge_back(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    people = await crowding(stage, group, 9)
    people[0].says_privately("/start")
    owner.bans(people[8], group)
    await stage.settled()
    await stage.advance(seconds=6)
    (card,) = cards(owner)
    await bans_all(stage, owner, card, 8)
    assert all(group.member(person).status == "kicked" for person in people)

    stage.sandbox.faults.add(Fault("unbanChatMember", "403", nth=2))
    presses(owner, card, "撤销封禁：8 人")
    await stage.kill()
    await stage.start()
    await stage.settled()
    assert sum(group.member(person).status == "kicked" for person in people) == 2
    await stage.advance(seconds=6)
    await stage.advance(seconds=6)
    assert "误封了您" in people[0].last.content and "t.me/+" in people[0].last.content
    told = owner.last.content
    assert "已解除 7 人" in told and "1 人没能解除" in told and "6 人我私信不到" in told
    assert "已解除封禁 7" in card.content and "店长 解除" in card.content
    presses(owner, card, "撤销封禁：1 人")
    await stage.settled()
    await stage.advance(seconds=12)
    assert [person for person in people if group.member(person).status == "kicked"] == [people[8]], "not theirs to undo"
    assert not [button for row in card.buttons for button in row if "撤销" in button.text]


async def test_who_waits_for_an_answer_that_never_comes_is_told_so_in_the_end(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = surge_pardon._cases

    async def one_unanswered(desk: Desk, group: Group, surge: int) -> list[Case]:
        first, *others = await found(desk, group, surge)
        return [replace(first, state=CaseState.OPEN, undone_at=None), *others]

    group, owner = await stage.tea_house()
    await crowding(stage, group, 9)
    (card,) = cards(owner)
    await bans_all(stage, owner, card, 9)
    presses(owner, card, "撤销封禁：9 人")
    await stage.settled()
    monkeypatch.setattr(surge_pardon, "_cases", one_unanswered)
    for look in range(surge_pardon.MOST_LOOKS):
        assert not [text for text in texts(owner.inbox) if "一起封禁的，已解除" in text]
        await stage.advance(seconds=5 * 2**look)
    told = [text for text in texts(owner.inbox) if "一起封禁的，已解除 8 人" in text]
    assert len(told) == 1 and "还有 1 人，Telegram 一直没有回话" in told[0]
    planned = await stage.weilu.storage.schedules.all()
    assert not [each for each in planned if each.kind == surge_pardon.TELL], "it does not look for ever"


async def test_requests_banned_with_a_surge_can_be_let_free_again(stage: Stage) -> None:
    group, owner = await gated(stage)
    people = await asking(stage, group, 11)
    for person in people:
        person.says_privately("/start")
    (card,) = cards(owner)
    await bans_all(stage, owner, card, 11)
    presses(owner, card, "撤销封禁：11 人")
    await stage.settled()
    await stage.advance(seconds=12)
    assert all(group.member(person).status == "left" for person in people)
    assert "已解除封禁 11" in card.content
    assert len(stage.sandbox.calls("createChatInviteLink")) == 1, "so many share one link"
    assert all("误封了您" in person.last.content and "t.me/+" in person.last.content for person in people)
