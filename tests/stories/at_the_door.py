"""A group with a gate and an open door, and what people do and see there."""

from bot.sandbox import Chat, User
from tests.stage import Stage


async def guarded(stage: Stage, gate: str = "passphrase 芝麻开门", **limits: str) -> tuple[Chat, User]:
    """The tea house with a gate and an open door."""
    group, owner = await stage.tea_house()
    owner.says_privately("/welcome off")
    owner.says_privately(f"/gate {gate}")
    for name, value in limits.items():
        owner.says_privately(f"/gate {name} {value}")
    await stage.settled()
    return group, owner


async def coming(stage: Stage, group: Chat, name: str = "小红", **about: str) -> User:
    """Somebody who has just come in."""
    someone = stage.sandbox.person(name, **{"language": "zh-hans", **about})
    someone.joins(group)
    await stage.settled()
    return someone


def notices(group: Chat) -> list[str]:
    """What the group sees of the door."""
    return [text for text in group.texts if "验证" in text or "稍候" in text or "管理员确认" in text]


async def follows(stage: Stage, group: Chat, someone: User) -> str:
    """Press the button of the notice; returns what the bot says in private."""
    notice = next(message for message in reversed(group.messages) if message.buttons)
    url = notice.buttons[0][0].url
    assert url is not None
    someone.opens(url)
    await stage.settled()
    return someone.last.content


def silenced(group: Chat, someone: User) -> bool:
    member = group.member(someone)
    return member.status == "restricted" and not any(member.allowed.values())
