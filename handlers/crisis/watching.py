"""What the bot hears in a group: watched words, moods and complaints; and staff who open the private chat.

An ordinary message costs no query: who has been counted in these ten minutes is in the mailbox's memory.
"""

from typing import Final

import telegram

from bot.core.event import MediaKind, Message
from bot.core.ids import community_mailbox
from bot.features.crisis import rules
from bot.features.crisis.complaint import Addressed, Target, is_complaint, target
from bot.features.crisis.model import COMPLAINTS, GLOOM, Sighting
from bot.features.settings.model import Group
from bot.language import ahead, mood
from handlers.context import WeiluContext
from handlers.crisis import praise, wording
from handlers.desk import Desk

SIGHTED = "watch_sighted"
READER = "incident_reader"
LONGEST_READ: Final = 500
"""Characters of a message that its mood is read from."""


async def watch(desk: Desk, group: Group, message: Message) -> None:
    """Look at a message or edit that moderation let stand, and hand on to the community what it may have to act on."""
    if not rules.counts(message, by_staff=group.is_admin(message.sender.id)):
        return
    await wording.hint(desk, group, message)
    words = rules.find(message, await desk.store.community(group.community_id).watch_words.all())
    counted = await _weighed(desk, group, message, named=bool(words)) if message.edited_at is None else ()
    if not words and not counted:
        return
    member = await desk.store.chat(group.chat_id).members.find(message.sender.id)
    desk.work.forward(
        community_mailbox(group.community_id),
        SIGHTED,
        Sighting(
            chat_id=group.chat_id,
            message_id=message.message_id,
            thread_id=message.thread_id,
            user_id=message.sender.id,
            name=message.sender.name,
            at=message.edited_at or message.date,
            text=(message.text or "\n".join(message.extra_text))[: rules.LONGEST_KEPT],
            words=words,
            joined_at=member.joined_at if member is not None else None,
            counted=counted,
            is_edit=message.edited_at is not None,
        ),
    )


async def _weighed(desk: Desk, group: Group, message: Message, *, named: bool) -> tuple[str, ...]:
    """Count the author among those who speak, and read the mood; returns what the message counts for.

    ``named``: it uses a watched word. Somebody in a bad mood counts once in ten minutes, every complaint counts.
    """
    presence, person = desk.store.chat(group.chat_id).presence, message.sender.id
    slot = await presence.slot(message.date)
    found, counted = [], []
    if person not in slot.spoke:
        slot.spoke.add(person)
        found.append("spoke")
    text = _words_of(message)
    if text:
        read = ahead.mood_of(text)
        if read.label is not mood.Label.UNSURE and person not in slot.sure:
            slot.sure.add(person)
            found.append("sure")
        if read.label is mood.Label.NEGATIVE and person not in slot.gloomy:
            slot.gloomy.add(person)
            found.append("gloomy")
            counted.append(GLOOM)
        if read.label is not mood.Label.POSITIVE and await _complains(desk, group, message, read, named=named):
            # First, because it says more about what is the matter.
            counted.insert(0, COMPLAINTS)
        await praise.heard(desk, group, message, read)
    if found:
        presence.add(slot, found)
    return tuple(counted)


def _words_of(message: Message) -> str:
    """What a mood can be read from; of a sticker its emoji."""
    if message.text:
        return message.text[:LONGEST_READ]
    media = message.media
    return media.emoji or "" if media is not None and media.kind is MediaKind.STICKER else ""


async def _complains(desk: Desk, group: Group, message: Message, read: mood.Mood, *, named: bool) -> bool:
    about = Target.BRAND if named else Target.NONE
    if not named and read.label is mood.Label.NEGATIVE:
        answered = message.reply.sender if message.reply is not None else None
        staff = answered is not None and group.is_admin(answered.id)
        addressed = Addressed(staff=staff, member=answered is not None and not staff)
        brand = await desk.store.community(group.community_id).brand_words.brand()
        about = target(read.text, brand, addressed)
    return is_complaint(read.text, read, about)


async def came_in_private(update: telegram.Update, context: WeiluContext) -> None:
    """Somebody pressed Start: whoever runs a group hears at once what is burning there."""
    desk, person = context.desk, update.effective_user
    if person is None:
        return
    communities = set()
    for chat_id in await desk.store.groups.run_by(person.id):
        group = await desk.group(chat_id)
        if group is not None:
            communities.add(group.community_id)
    for community_id in sorted(communities):
        desk.work.forward(community_mailbox(community_id), READER, person.id)
