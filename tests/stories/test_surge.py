"""Many come at once: the group is kept quiet, newcomers wait, administrators steer it with one card."""

from bot.sandbox import Fault
from tests.stage import Stage, texts
from tests.stories.crowds import asking, cards, crowding, gated, presses, silenced

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
