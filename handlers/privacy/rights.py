"""What people are owed: /privacy says what is kept, /mydata hands it out, /forgetme erases it."""

import msgspec

from bot.core.effect import Repeat, SendDocument
from bot.core.ids import chat_mailbox, community_mailbox, mailbox_id
from bot.core.text import Markup
from bot.features.privacy.settings import PrivacySettings
from handlers.commands import Request
from handlers.desk import Desk
from handlers.keyboards import Press, button

FORGET = "forget_person"


class Forget(msgspec.Struct, frozen=True):
    """Somebody to be forgotten by the mailbox that gets this."""

    user_id: int
    names: list[str] = []
    """What they were called: in some places people are kept by name alone."""


async def explain(desk: Desk, request: Request) -> None:
    """What is stored, why, and how long."""
    language = await desk.language_of(request.asker.id)
    days = PrivacySettings().message_days
    desk.send(request.message.chat_id, desk.say(language, "privacy-explained", days=days))


async def export(desk: Desk, request: Request) -> None:
    """Everything that names the asker, as a file, with a summary in words."""
    asker = request.asker.id
    language = await desk.language_of(asker)
    found = await desk.store.personal(asker).everything()
    counted = {topic: sum(map(len, tables.values())) for topic, tables in found.items()}
    if not counted:
        desk.send(request.message.chat_id, desk.say(language, "mydata-none"))
        return
    lines = [desk.say(language, "mydata-title")]
    lines += [desk.say(language, f"mydata-{topic}", count=count) for topic, count in counted.items()]
    lines.append(desk.say(language, "mydata-more"))
    content = msgspec.json.format(msgspec.json.encode({str(topic): tables for topic, tables in found.items()}))
    document = SendDocument(asker, f"weilu-{asker}.json", content, Markup("\n").join(lines))
    desk.work.emit(document, repeat=Repeat.WANTED)


async def offer(desk: Desk, request: Request) -> None:
    """What forgetting means, and the button that does it."""
    language = await desk.language_of(request.asker.id)
    confirm = button(desk.say(language, "forget-button").plain(), "forget", "me")
    desk.send(request.message.chat_id, desk.say(language, "forget-ask"), [[confirm]])


async def pressed(desk: Desk, press: Press) -> None:
    """Forget who pressed: here what belongs to no group, and every group and community in its own mailbox."""
    person = press.presser.id
    if press.chat_id != person:
        desk.answer(press)
        return
    language = await desk.language_of(person)
    personal = desk.store.personal(person)
    groups, communities = await personal.groups(), await personal.communities()
    names = await personal.names()
    told = set(communities)
    for chat_id in groups:
        desk.work.forward(chat_mailbox(chat_id), FORGET, Forget(person))
        group = await desk.group(chat_id)
        told |= {group.community_id} if group is not None else set()
    for community_id in sorted(told):
        desk.work.forward(community_mailbox(community_id), FORGET, Forget(person, names))
    personal.forget_in_private(desk.house.pseudonym(person))
    desk.work.buffer.forget_everything()
    desk.answer(press, desk.say(language, "forget-begun"))
    desk.send(person, desk.say(language, "forget-done"), repeat=Repeat.WANTED)


async def forget_person(desk: Desk, body: bytes) -> None:
    """Forget somebody in what this mailbox looks after."""
    forget = msgspec.json.decode(body, type=Forget)
    person = forget.user_id
    place = mailbox_id(desk.work.mailbox)
    personal, cloak = desk.store.personal(person), desk.house.pseudonym(person)
    if desk.work.mailbox == chat_mailbox(place):
        await personal.forget_in_group(place, cloak)
    else:
        await personal.forget_in_community(place, cloak, forget.names)
    desk.work.buffer.forget_everything()
