"""/adminchat: the admins' own group gets the cards instead of their private chats."""

from dataclasses import dataclass

import msgspec

from bot.core.errors import NotPermitted, Refused
from bot.core.ids import ChatId, chat_mailbox, mailbox_id
from bot.core.text import Markup
from bot.features.moderation.settings import ModerationSettings
from bot.features.settings.model import Group
from handlers import access
from handlers.commands import Misused, Request, reply, spoken
from handlers.desk import Desk
from handlers.keyboards import Press, button
from handlers.moderation.places import Place, place_of
from handlers.moderation.waiting import reader_found

SET = "adminchat_set"
OFFER = "adminchat_offer"
RIGHT = "can_restrict_members"
OFF = ("off", "关闭", "取消")
MOST = 40


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody asks whose cards may go to this chat."""

    asker_id: int
    chat_id: int
    place: Place


@dataclass(frozen=True, slots=True)
class Choice:
    """Where a group's cards shall go; ``chat_id`` None: to the admins in private."""

    chat_id: int | None
    press: Press


async def adminchat(desk: Desk, request: Request, group: Group) -> None:
    """Offer the groups whose cards may come here; in private say where they go now."""
    language = await spoken(desk, request, group)
    if request.in_private:
        place = group.settings(ModerationSettings).admin_chat
        here = await desk.group(place) if place is not None else None
        key = "adminchat-is" if here is not None else "adminchat-none"
        title = here.title if here is not None else ""
        await reply(desk, request, group, desk.say(language, key, title=title))
        return
    if request.args and request.args.strip().lower() not in OFF:
        raise Misused()
    asked = Offer(request.asker.id, group.chat_id, await place_of(desk, request, group))
    desk.work.forward(chat_mailbox(request.asker.id), OFFER, asked)


async def offer(desk: Desk, body: bytes) -> None:
    """In the mailbox of who asked, which sees all their groups: a button for each whose cards may go there."""
    asked = msgspec.json.decode(body, type=Offer)
    language, rows = asked.place.language, []
    for chat_id in (await desk.store.groups.run_by(asked.asker_id))[:MOST]:
        other = await desk.group(chat_id)
        if other is None or chat_id == asked.chat_id:
            continue
        verb = "off" if other.settings(ModerationSettings).admin_chat == asked.chat_id else "on"
        label = desk.say(language, f"adminchat-button-{verb}", title=other.title).plain()
        rows.append([button(label, "adminchat", verb, chat_id, asked.chat_id)])
    text = desk.say(language, "adminchat-which" if rows else "adminchat-alone")
    desk.send(asked.place.chat_id, text, rows, reply_to=asked.place.reply_to, thread_id=asked.place.thread_id)


async def pressed(desk: Desk, press: Press) -> None:
    """A group was chosen: its own mailbox sets it."""
    chat_id, place = press.intent.number(), press.intent.number(1)
    group = await desk.group(chat_id)
    if group is None or press.intent.verb not in ("on", "off"):
        raise Refused("press-old")
    desk.work.forward(
        chat_mailbox(group.chat_id), SET, Choice(ChatId(place) if press.intent.verb == "on" else None, press)
    )


async def chosen(desk: Desk, body: bytes) -> None:
    """Set where the cards of this group go, for who may."""
    choice = msgspec.json.decode(body, type=Choice)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    press = choice.press
    language = await desk.language_of(press.presser.id, group.language)
    group = await access.fresh(desk, group)
    try:
        access.require(group, press.presser.id, RIGHT)
    except NotPermitted as error:
        right = desk.say(language, f"right-{error.right}")
        desk.answer(press, desk.say(language, "not-permitted", right=right), alert=True)
        return
    desk.store.groups.set_value(group, "moderation", "admin_chat", choice.chat_id)
    reader_found(desk, group, choice.chat_id or press.presser.id)
    key = "adminchat-set" if choice.chat_id is not None else "adminchat-unset"
    text = desk.say(language, key, title=Markup.escape(group.title))
    desk.answer(press, text)
    desk.send(press.chat_id, text, reply_to=press.message_id, thread_id=press.thread_id)
