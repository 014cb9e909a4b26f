"""Talks beside the engine: naming a guest, and what guests and askers write in private."""

from dataclasses import dataclass

import msgspec
import telegram
from telegram.ext import ApplicationHandlerStop

from bot.core.errors import Refused
from bot.core.event import Media, Person
from bot.core.ids import chat_mailbox, mailbox_id
from bot.features.activities.activity import Facts, Move
from bot.features.activities.kinds.talk import ASKING_LASTS, GUEST, KIND
from bot.features.settings.model import Group
from handlers.activities.engine import Engine
from handlers.commands import COMMAND, Audience, Command, Request, reply, spoken, target
from handlers.context import WeiluContext
from handlers.desk import Desk
from storage.running import Running

WRITTEN = "talk_written"
OFF = ("off", "关", "取消", "结束")


async def guest(desk: Desk, request: Request, group: Group) -> None:
    """Name a guest of the next talk: they may be mentioned once in a while, and speak through the bot."""
    running = await _next(desk, group)
    if running is None:
        raise Refused("guest-no-talk")
    language, engine = await spoken(desk, request, group), Engine(desk, group, running)
    if request.args.strip().casefold() in OFF:
        await engine.move(request.asker, Move("uninvite"), facts=Facts(is_admin=True))
        await reply(desk, request, group, desk.say(language, "guest-none", title=running.activity.title))
        return
    if not request.args and request.message.reply is None:
        named = [entry.name for entry in engine.scene.of(GUEST)]
        names = desk.say(language, "list-separator").plain().join(named)
        said = desk.say(language, "guest-state", title=running.activity.title, named=bool(named), names=names)
        await reply(desk, request, group, said)
        return
    member, _ = await target(desk, request, group)
    arguments = (str(member.user_id), member.name, member.username or "")
    await engine.move(request.asker, Move("invite", arguments), facts=Facts(is_admin=True))
    key = "guest-named" if await desk.store.people.reachable([member.user_id]) else "guest-named-unreached"
    await reply(desk, request, group, desk.say(language, key, name=member.name, link=engine.scene.link))


async def _next(desk: Desk, group: Group) -> Running | None:
    """The talk that is on or comes next."""
    found = (await desk.store.chat(group.chat_id).activities.open()).values()
    talks = [one for one in found if one.activity.kind == KIND.name]
    return min(talks, key=lambda one: int(one.activity.details["starts"]), default=None)


# --- in private ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Written:
    """Somebody's words in private, for a talk."""

    person: Person
    activity: int
    text: str
    media: Media | None


async def written(update: telegram.Update, context: WeiluContext) -> None:
    """A private message that belongs to a talk: a guest's words, or the question of somebody who was asked for it."""
    message, desk = context.message(update), context.desk
    person = message.sender.person
    if person is None or COMMAND.match(message.text) or message.reply is not None:
        return
    for part in await desk.store.talks.of(person.id):
        asks = not part.is_guest and bool(message.text) and message.date - part.at <= ASKING_LASTS
        if asks or (part.is_guest and part.is_on):
            said = Written(person, part.activity_id, message.text, message.media)
            desk.work.forward(chat_mailbox(part.chat_id), WRITTEN, said)
            raise ApplicationHandlerStop


async def take(desk: Desk, body: bytes) -> None:
    """Such words, in the mailbox of the group."""
    said = msgspec.json.decode(body, type=Written)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    running = (await desk.store.chat(group.chat_id).activities.open()).get(said.activity) if group is not None else None
    if group is not None and running is not None:
        await Engine(desk, group, running).move(said.person, Move("write", text=said.text, media=said.media))


COMMANDS = (Command("guest", Audience.ADMIN, "/guest @user | off", "/guest @aming", run=guest),)
