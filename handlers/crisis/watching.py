"""What the bot hears: watched words in a group, and staff who open the private chat; the community judges both."""

import telegram

from bot.core.ids import community_mailbox
from bot.features.crisis import rules
from bot.features.crisis.model import Sighting
from handlers.context import WeiluContext

SIGHTED = "watch_sighted"
READER = "incident_reader"


async def watch(update: telegram.Update, context: WeiluContext) -> None:
    """Look for watched words in a message or edit that moderation let stand, and hand a hit to the community."""
    message, desk = context.message(update), context.desk
    group = await desk.group(message.chat_id)
    if group is None:
        return
    watchlist = await desk.store.community(group.community_id).watch_words.all()
    words = rules.find(message, watchlist)
    if not words or not rules.counts(message, set(group.staff)):
        return
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
        ),
    )


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
