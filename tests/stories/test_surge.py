"""Many come at once: the group is kept quiet, newcomers wait, administrators steer it with one card."""

from bot.sandbox import Chat, Fault, Message, User
from bot.sandbox.presses import Press
from tests.stage import Stage, texts


async def crowding(stage: Stage, group: Chat, count: int = 10, first: int = 0) -> list[User]:
    """People who come in one after the other, a second apart."""
    people = [stage.sandbox.person(f"客人{number}", language="zh-hans") for number in range(first, first + count)]
    for person in people:
        person.joins(group)
        await stage.settled()
        await stage.advance(seconds=1)
    await stage.advance(seconds=6)
    return people


async def asking(stage: Stage, group: Chat, count: int = 10) -> list[User]:
    """People who ask to join one after the other."""
    people = [stage.sandbox.person(f"客人{number}", language="zh-hans") for number in range(count)]
    for person in people:
        person.asks_to_join(group)
        await stage.settled()
        await stage.advance(seconds=1)
    await stage.advance(seconds=6)
    return people


def silenced(group: Chat, someone: User) -> bool:
    member = group.member(someone)
    return member.status == "restricted" and not any(member.allowed.values())


def presses(person: User, card: Message, start: str) -> Press:
    """Press the button that begins like this."""
    found = [button for row in card.buttons for button in row if button.text.startswith(start)]
    assert found, f"no button {start} on {card.content}"
    return person.presses(card, found[0])


def cards(owner: User) -> list[Message]:
    return [message for message in owner.inbox if "突然变多" in message.content]


async def with_deputy(stage: Stage, group: Chat, owner: User) -> User:
    """A second administrator who can be reached."""
    deputy = stage.member(group, "副店长", language="zh-hans")
    await stage.settled()
    owner.promotes(deputy, group, rights=("can_restrict_members", "can_invite_users"))
    deputy.says_privately("/start")
    await stage.advance(minutes=2)
    return deputy


# --- no gate -----------------------------------------------------------------------------------------------------


async def test_a_surge_holds_everybody_greets_nobody_and_ends_when_it_is_calm(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    people = await crowding(stage, group, 10)
    assert all(silenced(group, person) for person in people), "those who came before it was noticed, too"
    (card,) = cards(owner)
    await stage.advance(seconds=6)
    assert "已有 10 人进群" in card.content and "禁言等候 10" in card.content
    assert [text for text in group.texts if "欢迎" in text and "客人9" in text] == []
    await stage.advance(seconds=15)
    assert [text for text in group.texts if "客人9 等 10 人请稍候" in text]

    await stage.advance(minutes=9)
    assert all(silenced(group, person) for person in people)
    await stage.advance(minutes=2)
    assert all(group.member(person).status == "member" for person in people)
    await stage.advance(seconds=6)
    assert "恢复正常" in card.content and "已放行 10" in card.content
    assert [text for text in group.texts if "请稍候" in text] == []
    assert len(cards(owner)) == 1


async def test_fewer_than_eight_in_a_minute_are_no_surge(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    first = await crowding(stage, group, 7)
    await stage.advance(seconds=60)
    second = await crowding(stage, group, 7, first=7)
    assert cards(owner) == []
    assert all(group.member(person).status == "member" for person in (*first, *second))


async def test_those_an_administrator_brings_are_no_surge(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    for number in range(10):
        owner.invites(stage.sandbox.person(f"朋友{number}"), group)
        if number == 4:
            await stage.settled()
    await stage.settled()
    assert cards(owner) == []


async def test_the_numbers_are_settings(stage: Stage) -> None:
    stage.settings["WEILU_SETTINGS__ENTRY__SURGE_JOINS"] = "3"
    stage.settings["WEILU_SETTINGS__ENTRY__SURGE_CALM_S"] = "60"
    await stage.restart()
    group, owner = await stage.tea_house()
    people = await crowding(stage, group, 3)
    assert len(cards(owner)) == 1 and silenced(group, people[0])
    await stage.advance(seconds=61)
    assert group.member(people[0]).status == "member"


async def test_an_administrator_lifts_it(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    people = await crowding(stage, group, 9)
    (card,) = cards(owner)
    presses(owner, card, "解除")
    await stage.settled()
    assert all(group.member(person).status == "member" for person in people)
    assert "店长 已解除" in card.content
    (late,) = await crowding(stage, group, 1, first=20)
    assert not silenced(group, late) or len(cards(owner)) == 2


async def test_what_somebody_had_before_the_surge_comes_back(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    await crowding(stage, group, 8)
    limited = stage.sandbox.person("老客", language="zh-hans")
    owner.restricts(limited, group, {"can_send_messages": True})
    limited.joins(group)
    await stage.settled()
    assert silenced(group, limited)
    await stage.advance(minutes=11)
    member = group.member(limited)
    assert [name for name, allowed in member.allowed.items() if allowed] == ["can_send_messages"]


async def test_a_surge_through_kills(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    people = await crowding(stage, group, 5)
    await stage.kill()
    await stage.start()
    people += await crowding(stage, group, 5, first=5)
    assert all(silenced(group, person) for person in people), "the count goes on where it was"
    await stage.kill()
    late = stage.sandbox.person("晚客", language="zh-hans")
    late.joins(group)
    stage.sandbox.clock.advance(minutes=5)  # type: ignore[attr-defined]
    await stage.start()
    assert silenced(group, late)
    await stage.kill()
    stage.sandbox.clock.advance(minutes=30)  # type: ignore[attr-defined]
    await stage.start()
    await stage.advance(seconds=6)
    assert all(group.member(person).status == "member" for person in (*people, late))
    assert len(cards(owner)) == 1 and "恢复正常" in cards(owner)[0].content


# --- with a gate -------------------------------------------------------------------------------------------------


async def gated(stage: Stage, gate: str = "passphrase 芝麻开门") -> tuple[Chat, User]:
    group, owner = await stage.tea_house()
    owner.says_privately(f"/gate {gate}")
    await stage.settled()
    return group, owner


async def test_the_gate_goes_on_in_private_during_a_surge(stage: Stage) -> None:
    group, owner = await gated(stage)
    people = await crowding(stage, group, 9)
    people[0].opens(f"https://t.me/weilu_bot?start=door_{group.id}")
    await stage.settled()
    people[0].says_privately("芝麻开门")
    await stage.settled()
    assert group.member(people[0]).status == "member" and silenced(group, people[1])
    await stage.advance(seconds=6)
    (card,) = cards(owner)
    assert "已通过 1" in card.content
    await stage.advance(minutes=12)
    assert all(group.member(person).status in ("kicked", "left") for person in people[1:]), "the gate's own deadline"


async def test_requests_in_a_surge_are_asked_without_a_card_each(stage: Stage) -> None:
    group, owner = await gated(stage)
    people = await asking(stage, group, 10)
    assert all("暗号" in person.last.content for person in people)
    (card,) = cards(owner)
    await stage.advance(seconds=6)
    assert "10 人申请" in card.content and "正在私聊答题 10" in card.content
    people[3].says_privately("芝麻开门")
    await stage.settled()
    assert group.member(people[3]).status == "member"


async def test_who_could_not_be_asked_in_time_is_left_to_the_administrators(stage: Stage) -> None:
    group, owner = await gated(stage)
    red = stage.sandbox.person("小红", language="zh-hans")
    stage.sandbox.faults.add(Fault("sendMessage", "500", times=None, chat_id=red.id))
    request = red.asks_to_join(group)
    await stage.sandbox.until(lambda: stage.sandbox.calls("sendMessage", chat_id=red.id))
    await stage.advance(seconds=176)
    assert "私信不到" in owner.last.content
    stage.sandbox.faults.clear()
    await stage.advance(minutes=30)
    assert request.status == "pending", "nobody calls them silent who were never asked"


async def test_a_review_in_a_surge_fills_no_chat_with_cards(stage: Stage) -> None:
    group, owner = await gated(stage, "review")
    await asking(stage, group, 12)
    (card,) = cards(owner)
    single = [text for text in texts(owner.inbox) if "入群申请" in text]
    assert len(single) == 7, "those before the surge was noticed"
    await stage.advance(seconds=6)
    assert "等您定夺 5" in card.content
    presses(owner, card, "看看等候的 5 人")
    await stage.settled()
    assert len([text for text in texts(owner.inbox) if "入群申请" in text]) == 12
    presses(owner, owner.last, "通过")
    await stage.settled()
    assert sum(request.status == "approved" for request in group.requests.values()) == 1


async def test_tightened_everybody_waits_for_an_administrator(stage: Stage) -> None:
    group, owner = await gated(stage)
    people = await asking(stage, group, 9)
    (card,) = cards(owner)
    presses(owner, card, "收紧")
    await stage.settled()
    assert "店长 已收紧" in card.content
    for person in people[:2]:
        person.says_privately("芝麻开门")
    await stage.settled()
    assert people[0].id not in [member.id for member in group.people]
    await stage.advance(seconds=6)
    assert "等您定夺 2" in card.content
    presses(owner, card, "解除")
    await stage.settled()
    assert all(group.member(person).status == "member" for person in people[:2])


async def test_tightened_without_a_gate_nobody_is_let_go_by_the_clock(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    people = await crowding(stage, group, 9)
    (card,) = cards(owner)
    presses(owner, card, "收紧")
    await stage.settled()
    await stage.kill()
    stage.sandbox.clock.advance(minutes=20)  # type: ignore[attr-defined]
    await stage.start()
    assert all(silenced(group, person) for person in people)
    presses(owner, card, "看看等候的 9 人")
    await stage.settled()
    presses(owner, owner.last, "通过")
    await stage.settled()
    assert sum(group.member(person).status == "member" for person in people) == 1


# --- banning them all --------------------------------------------------------------------------------------------


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
    presses(owner, card, "封禁这批 9 人")
    await stage.settled()
    await stage.advance(seconds=61)
    presses(owner, card, "确认封禁")
    await stage.settled()
    await stage.advance(seconds=6)
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


async def test_in_english(stage: Stage) -> None:
    stage.settings["WEILU_DEFAULTS__LANGUAGE"] = "en"
    await stage.restart()
    owner = stage.sandbox.person("Olga", language="en")
    group = stage.sandbox.supergroup("Tea", owner=owner)
    owner.adds_bot(group, rights=("can_delete_messages", "can_restrict_members", "can_invite_users", "can_change_info"))
    owner.says_privately("/start")
    await stage.settled()
    people = await crowding(stage, group, 9)
    card = owner.last
    assert "many people are coming in" in card.content and "Joined: 9" in card.content
    presses(owner, card, "Lift")
    await stage.settled()
    assert group.member(people[0]).status == "member" and "Olga lifted it" in card.content


async def test_one_press_takes_the_ban_of_a_surge_back(stage: Stage) -> None:
    group, owner = await stage.tea_house()
    people = await crowding(stage, group, 9)
    people[0].says_privately("/start")
    owner.bans(people[8], group)
    await stage.settled()
    await stage.advance(seconds=6)
    (card,) = cards(owner)
    presses(owner, card, "封禁这批 8 人")
    await stage.settled()
    await stage.advance(seconds=61)
    presses(owner, card, "确认封禁")
    await stage.settled()
    await stage.advance(seconds=6)
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


async def test_requests_banned_with_a_surge_can_be_let_free_again(stage: Stage) -> None:
    group, owner = await gated(stage)
    people = await asking(stage, group, 11)
    for person in people:
        person.says_privately("/start")
    (card,) = cards(owner)
    presses(owner, card, "封禁这批 11 人")
    await stage.settled()
    await stage.advance(seconds=61)
    presses(owner, card, "确认封禁")
    await stage.settled()
    await stage.advance(seconds=6)
    presses(owner, card, "撤销封禁：11 人")
    await stage.settled()
    await stage.advance(seconds=12)
    assert all(group.member(person).status == "left" for person in people)
    assert "已解除封禁 11" in card.content
    assert len(stage.sandbox.calls("createChatInviteLink")) == 1, "so many share one link"
    assert all("误封了您" in person.last.content and "t.me/+" in person.last.content for person in people)
