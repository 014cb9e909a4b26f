"""Many who come at once, and the card that steers them."""

from bot.sandbox import Chat, Message, User
from bot.sandbox.presses import Press
from tests.stage import Stage


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


async def gated(stage: Stage, gate: str = "passphrase 芝麻开门") -> tuple[Chat, User]:
    group, owner = await stage.tea_house()
    owner.says_privately(f"/gate {gate}")
    await stage.settled()
    return group, owner
