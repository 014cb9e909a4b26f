"""Tags that members give themselves: offered with /tag offer, chosen by buttons in private."""

from typing import Final
from zlib import crc32

from bot.core.effect import EditMessage
from bot.core.errors import Refused
from bot.core.text import Markup
from bot.features.members.model import MemberStatus
from bot.features.members.settings import MemberSettings
from bot.features.members.tags import MOST_OF_A_KIND
from bot.features.settings.model import Group
from handlers import access
from handlers.commands import Request, reply
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button
from handlers.members.tag_rules import RIGHT
from handlers.members.tag_words import OFF, word_of
from storage.segments import SELF

OFFER: Final = ("offer", "自选")
A_ROW: Final = 3
GONE: Final = (MemberStatus.LEFT, MemberStatus.BANNED)


async def offer(desk: Desk, request: Request, group: Group, typed: str) -> None:
    """Show or set which tags the members may give themselves; who chose one that is offered no more keeps it."""
    access.require(group, request.asker.id, RIGHT)
    language = await desk.language_of(request.asker.id, group.language)
    offered = group.settings(MemberSettings).own_tags
    if typed:
        words = [] if typed.casefold() in OFF else [word_of(word) for word in typed.split()]
        offered = list(dict.fromkeys(word for word in words if word))
        if len(offered) > MOST_OF_A_KIND:
            raise Refused("tag-many-kinds", most=MOST_OF_A_KIND)
        desk.store.groups.set_value(group, "members", "own_tags", offered)
    separator = desk.say(language, "list-separator")
    shown = separator.join(Markup.escape(f"#{tag}") for tag in offered)
    text = desk.say(language, "tag-offered", tags=shown) if offered else desk.say(language, "tag-offered-none")
    await reply(desk, request, group, text, privately=True)


async def mine(desk: Desk, request: Request, group: Group) -> None:
    """Show a member their own tags, and those they may give themselves, in private."""
    language = await desk.language_of(request.asker.id, group.language)
    known = await desk.store.chat(group.chat_id).tags.origins([request.asker.id])
    text, rows = _page(desk, group, language, known.get(request.asker.id, {}))
    await reply(desk, request, group, text, rows, privately=True)


async def pressed(desk: Desk, press: Press) -> None:
    """Give or take a tag of one's own."""
    group = await desk.group(press.intent.number())
    if group is None:
        raise Refused("press-old")
    if desk.work.mailbox != group.mailbox:
        desk.work.forward(group.mailbox, access.PRESS, press)
        return
    who, store = press.presser.id, desk.store.chat(group.chat_id)
    offered = group.settings(MemberSettings).own_tags
    tag = next((each for each in offered if crc32(each.encode()) == press.intent.number(1)), None)
    member = await store.members.find(who)
    if tag is None or member is None or member.status in GONE or press.chat_id != who:
        raise Refused("press-old")
    tags = dict((await store.tags.origins([who])).get(who, {}))
    if tags.get(tag) == SELF:
        store.tags.drop(who, tag)
        del tags[tag]
    elif tag not in tags:
        store.tags.add(who, tag, SELF, None, desk.now)
        tags[tag] = SELF
    language = await desk.language_of(who, group.language)
    text, rows = _page(desk, group, language, tags)
    desk.answer(press)
    frozen = tuple(tuple(row) for row in rows)
    desk.work.emit(EditMessage(press.chat_id, text, frozen, message_id=press.message_id))


def _page(desk: Desk, group: Group, language: str, tags: dict[str, str]) -> tuple[Markup, Rows]:
    """Somebody's tags; only those they gave themselves they can take off."""
    say, offered = desk.say, group.settings(MemberSettings).own_tags
    shown = say(language, "list-separator").join(Markup.escape(f"#{tag}") for tag in tags)
    lines = [say(language, "tags-mine", group=group.title, tags=shown if tags else say(language, "none"))]
    free = [tag for tag in offered if tags.get(tag, SELF) == SELF]
    lines.append(say(language, "tags-choose" if free else "tags-none-offered"))
    buttons = [
        button(("✓ " if tag in tags else "") + tag, "tags", "set", group.chat_id, crc32(tag.encode())) for tag in free
    ]
    return Markup("\n").join(lines), [buttons[at : at + A_ROW] for at in range(0, len(buttons), A_ROW)]
