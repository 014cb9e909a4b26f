"""Scenes of the README: short stories held on the sandbox, each drawn from one person's private chat."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox import Chat, Message, User
from tests.documents.drawing import chat_picture
from tests.stage import RIGHTS, Stage, staged

LANGUAGES = {"en": "en", "zh": "zh-hans"}
"""The name of a picture's language, and the language of the app of who looks."""


@dataclass(frozen=True)
class Room:
    """A group with an owner who speaks the scene's language."""

    stage: Stage
    language: str
    group: Chat
    owner: User

    def either(self, english: str, chinese: str) -> str:
        return english if self.language == "en" else chinese

    async def say(self, person: User, *lines: str) -> None:
        for line in lines:
            person.says_privately(line)
            await self.stage.settled()

    async def applicant(self, bio: str | None = None) -> User:
        """Somebody who has asked to join through the poster's link."""
        link = self.owner.makes_link(self.group, self.either("poster in the shop", "门店海报"), request=True)
        name = self.either("May", "小红")
        someone = self.stage.sandbox.person(name, language=LANGUAGES[self.language], bio=bio)
        someone.asks_to_join(self.group, link)
        await self.stage.settled()
        return someone

    async def press(self, person: User, *starts: str) -> None:
        """Press the button of the newest message whose label begins with one of these."""
        message = person.last
        labels = [button.text for row in message.buttons for button in row]
        person.presses(message, next(label for label in labels if label.startswith(starts)))
        await self.stage.settled()


async def passphrase(room: Room) -> User:
    """A wrong one, then the right one."""
    await room.say(room.owner, f"/gate passphrase {room.either('warm hearth', '围炉煮茶')}")
    someone = await room.applicant()
    await room.say(someone, room.either("open sesame", "芝麻开门"), room.either("Warm   HEARTH!", "圍爐 煮茶！"))
    return someone


async def quiz(room: Room) -> User:
    """The second of two questions waits for an answer."""
    await room.say(
        room.owner,
        f"/question add {room.either('What do we sell? Tea | Wine | Houses', '我们家卖什么？茶 | 酒 | 房子')}",
        f"/question add {room.either('Where is the shop? London | Leeds | York', '店开在哪里？杭州 | 苏州 | 扬州')}",
        "/gate quiz 2",
    )
    someone = await room.applicant()
    await room.press(someone, "Tea", "London", "茶", "杭州")
    return someone


async def captcha(room: Room) -> User:
    """A board of pictures."""
    await room.say(room.owner, "/gate captcha")
    return await room.applicant()


async def review(room: Room) -> User:
    """The card that an administrator decides on."""
    await room.say(
        room.owner,
        f"/question add {room.either('What do we sell? Tea | Wine | Houses', '我们家卖什么？茶 | 酒 | 房子')}",
        "/gate quiz 1 + review",
    )
    someone = await room.applicant(bio=room.either("green tea, mostly", "爱喝绿茶"))
    await room.press(someone, "Tea", "茶")
    return room.owner


SEED = 2_026
"""Every picture shows the same questions in the same order."""

Scene = Callable[[Room], Awaitable[User]]
SCENES: Mapping[str, Scene] = {
    "gate-passphrase": passphrase,
    "gate-quiz": quiz,
    "gate-captcha": captcha,
    "gate-review": review,
}
LAST: Mapping[str, int] = {"gate-review": 1}
"""How many of the newest messages are drawn, where it is not all since the scene began."""


async def drawn(name: str, language: str, folder: Path) -> str:
    """Play a scene and draw it; ``folder`` takes the bot's database."""
    async with staged(folder) as stage:
        await stage.stop()
        stage.seed = lambda: SEED
        await stage.start()
        owner = stage.sandbox.person("Basil" if language == "en" else "店长", language=LANGUAGES[language])
        group = stage.sandbox.supergroup("Hearth Tea Friends" if language == "en" else "围炉茶友", owner=owner)
        owner.adds_bot(group, rights=RIGHTS)
        owner.says_privately("/start")
        await stage.settled()
        viewer = await SCENES[name](Room(stage, language, group, owner))
        messages: list[Message] = [message for message in viewer.private.stored.values() if not message.deleted]
        return chat_picture(viewer, "Weilu 围炉", messages[-LAST.get(name, len(messages)) :])
