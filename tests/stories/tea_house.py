"""The tea house of the stories: a group, who keeps it, and who comes by."""

from dataclasses import dataclass
from typing import Any, TypeVar

from bot.sandbox import Chat, JoinRequest, Message, User
from tests.stage import RIGHTS, Stage, texts

Deed = TypeVar("Deed")


@dataclass(frozen=True)
class TeaHouse:
    """A supergroup with the bot as a full administrator, and its owner, who has pressed Start."""

    stage: Stage
    group: Chat
    owner: User

    async def after(self, deed: Deed | None) -> Deed:
        """What somebody has just done, which they could do, once everything has come of it."""
        await self.stage.settled()
        assert deed is not None, "they were not allowed to"
        return deed

    def newcomer(self, name: str, **about: Any) -> User:
        """Somebody who has just joined."""
        return self.stage.member(self.group, name, **about)

    async def regular(self, name: str = "老茶客") -> User:
        """A member of five days who has spoken now and then."""
        person = self.newcomer(name)
        await self.stage.advance(days=5)
        for day in range(6):
            person.says(self.group, f"第 {day} 泡，汤色不错")
            await self.stage.advance(minutes=5)
        return person

    async def regulars(self, count: int) -> list[User]:
        """Members of five days who have spoken now and then."""
        people = [self.newcomer(f"老茶客{number}") for number in range(count)]
        await self.stage.advance(days=5)
        for day in range(6):
            for number, person in enumerate(people):
                person.says(self.group, f"第 {day} 泡第 {number} 杯，汤色不错")
            await self.stage.advance(minutes=5)
        return people

    async def deputy(self, name: str, *rights: str) -> User:
        """An administrator with these rights, who has pressed Start."""
        deputy = self.newcomer(name, language="zh-hans")
        self.owner.promotes(deputy, self.group, rights=rights)
        deputy.says_privately("/start")
        await self.stage.settled()
        return deputy

    async def guard(self, gate: str = "passphrase 芝麻开门", **limits: str) -> None:
        """Set the gate, and its limits by name."""
        for setting in (gate, *(f"{name} {value}" for name, value in limits.items())):
            await self.answer_to(self.owner, f"/gate {setting}")

    async def back_room(self) -> Chat:
        """The admins' own group, to which the cards of this one go."""
        room = self.stage.sandbox.supergroup("店员群", owner=self.owner)
        self.owner.adds_bot(room, rights=RIGHTS)
        await self.after(self.owner.says(room, "/adminchat"))
        offer = [message for message in room.messages if message.sender is self.stage.sandbox.bot][-1]
        await self.after(self.owner.presses(offer, f"{self.group.title} → 发到这里"))
        return room

    async def applicant(self, name: str = "小红", **about: Any) -> tuple[User, JoinRequest]:
        """Somebody who has just asked to join, and the request."""
        someone = self.stage.sandbox.person(name, **{"language": "zh-hans", **about})
        return someone, await self.after(someone.asks_to_join(self.group))

    async def answer_to(self, person: User, text: str) -> str:
        """What the bot says in private to what somebody writes there."""
        await self.after(person.says_privately(text))
        return person.last.content

    @property
    def spoken(self) -> list[Message]:
        """What the bot has said in the group, oldest first."""
        return [message for message in self.group.messages if message.sender is self.stage.sandbox.bot]

    @property
    def answers(self) -> list[str]:
        """The same, in words."""
        return texts(self.spoken)

    @property
    def whispers(self) -> list[str]:
        """What the owner alone was shown in the group."""
        return texts(self.owner.whispers)

    @property
    def card(self) -> Message:
        """The owner's newest card of a case."""
        return newest_card(self.owner)


def newest_card(admin: User) -> Message:
    """An administrator's newest card of a case."""
    return next(message for message in reversed(admin.inbox) if "记录 #" in message.content)


def labels(message: Message) -> list[str]:
    """What the buttons of a message say."""
    return [button.text for row in message.buttons for button in row]
