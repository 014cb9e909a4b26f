"""Praise: what somebody says well of the brand is shown to the owners, and to all when its author agrees."""

from collections.abc import Sequence
from datetime import timedelta

from bot.core.effect import Repeat
from bot.core.errors import Refused
from bot.core.event import Message
from bot.core.text import Markup
from bot.features.settings.model import Group
from bot.language.mood import Label, Mood
from handlers import access
from handlers.desk import Desk
from handlers.keyboards import Press, button
from storage.people import Acquaintance

SURELY_GOOD = 0.8
SHORTEST = 8
"""Characters: "好喝" alone tells nobody anything."""
LATELY = timedelta(days=2)
SHOWN = 3


async def heard(desk: Desk, group: Group, message: Message, read: Mood) -> None:
    """Keep strong praise that names the brand."""
    if read.label is not Label.POSITIVE or read.score < SURELY_GOOD or len(message.text) < SHORTEST:
        return
    if not message.sender.is_user:
        return
    brand = await desk.store.community(group.community_id).brand_words.brand()
    if brand.is_in(read.text):
        praises = desk.store.chat(group.chat_id).praises
        praises.add(
            group.community_id, message.message_id, message.sender.id, message.sender.name, read.text, message.date
        )


async def offer_praise(desk: Desk, group: Group, readers: Sequence[Acquaintance]) -> None:
    """Show new praise with a button that asks its author."""
    praises = desk.store.chat(group.chat_id).praises
    found = await praises.new(desk.now - LATELY, SHOWN)
    if not found:
        return
    for reader in readers:
        language = desk.house.texts.match(reader.speaks) if reader.speaks else group.language
        lines, rows = [Markup.bold(desk.say(language, "praise-title", group=group.title))], []
        for each in found:
            lines += [Markup.mention(each.user_id, each.name), Markup.quote(each.text)]
            label = desk.say(language, "praise-ask-button", name=each.name).plain()
            rows.append([button(label, "praise", "ask", group.chat_id, each.id)])
        desk.send(reader.user_id, Markup("\n").join(lines), rows, silent=True, repeat=Repeat.WANTED)
    for each in found:
        praises.settle(each.id, "offered")


async def pressed(desk: Desk, press: Press) -> None:
    """Ask the author, or take the author's answer; in the group's mailbox."""
    group = await desk.group(press.intent.number())
    if group is None:
        raise Refused("press-old")
    if desk.work.mailbox != group.mailbox:
        desk.work.forward(group.mailbox, access.PRESS, press)
        return
    praises = desk.store.chat(group.chat_id).praises
    found = await praises.find(press.intent.number(1))
    if found is None or found.state in ("shown", "kept"):
        raise Refused("press-old")
    language = await desk.language_of(press.presser.id, group.language)
    match press.intent.verb:
        case "ask":
            access.require(group, press.presser.id, None)
            if found.state == "asked":
                desk.answer(press, desk.say(language, "praise-asked", name=found.name))
                return
            if not await desk.store.people.reachable([found.user_id]):
                raise Refused("praise-out-of-reach", name=found.name)
            theirs = await desk.language_of(found.user_id, group.language)
            row = [
                button(desk.say(theirs, f"praise-{verb}-button").plain(), "praise", verb, group.chat_id, found.id)
                for verb in ("yes", "no")
            ]
            text = Markup("\n").join([desk.say(theirs, "praise-ask", group=group.title), Markup.quote(found.text)])
            desk.send(found.user_id, text, [row], repeat=Repeat.WANTED)
            praises.settle(found.id, "asked")
            desk.answer(press, desk.say(language, "praise-asked", name=found.name))
        case "yes" | "no" if press.presser.id == found.user_id:
            praises.settle(found.id, "shown" if press.intent.verb == "yes" else "kept")
            desk.answer(press, desk.say(language, f"praise-thanks-{press.intent.verb}"))
            if press.intent.verb == "yes":
                name = Markup.mention(found.user_id, found.name)
                head = desk.say(group.language, "praise-shown", name=name)
                shown = Markup("\n").join([head, Markup.quote(found.text)])
                desk.send(group.chat_id, shown, repeat=Repeat.WANTED)
        case _:
            raise Refused("press-old")
