"""Accounts that react to everything."""

from bot.sandbox import Chat, Message, User
from tests.stories.tea_house import TeaHouse, labels


async def talk(house: TeaHouse, group: Chat) -> list[Message]:
    person = await house.regular()
    said = []
    for number in range(12):
        said.append(await house.after(person.says(group, f"第 {number} 泡，香气还在")))
        await house.stage.advance(seconds=20)
    return said


async def test_a_newcomer_who_reacts_to_everything_is_shown_and_the_reactions_go(
    house: TeaHouse, group: Chat, owner: User
) -> None:
    said = await talk(house, group)
    lurer = house.newcomer("小红")
    for message in said[:10]:
        lurer.reacts(message, "❤")
    await house.stage.settled()
    assert not any(message.reactions for message in said)
    assert "给 10 条消息点了表情" in house.card.content and "小红" in house.card.content
    assert "消息还在" not in house.card.content and "删除" not in labels(house.card)
    cards = len(owner.inbox)
    for message in said[10:]:
        lurer.reacts(message, "❤")
    await house.stage.settled()
    assert len(owner.inbox) == cards and not any(message.reactions for message in said)


async def test_a_name_that_is_an_advert_needs_fewer(house: TeaHouse, group: Chat) -> None:
    said = await talk(house, group)
    lurer = house.newcomer("日结兼职加V tea8888")
    for message in said[:5]:
        lurer.reacts(message, "🔥")
    await house.stage.settled()
    assert not any(message.reactions for message in said)


async def test_regulars_may_like_everything(house: TeaHouse, group: Chat, owner: User) -> None:
    said = await talk(house, group)
    fan = await house.regular("热心茶友")
    for message in said:
        fan.reacts(message, "👍")
    await house.stage.settled()
    assert all(message.reactions for message in said)
    assert not any("记录 #" in message.content for message in owner.inbox)
