"""Watches reactions: those of accounts that react to everything are taken away, and the staff are asked."""

from dataclasses import replace

import telegram

from bot.core.event import SenderKind
from bot.features.moderation.model import Action, Subject
from bot.features.moderation.reactions import Reactions, finding
from bot.features.moderation.settings import ModerationSettings
from bot.features.moderation.signals.names import advertises
from handlers.context import WeiluContext
from handlers.moderation.cards import docket_of, show
from handlers.moderation.consequences import CONSEQUENCES


async def reacted(update: telegram.Update, context: WeiluContext) -> None:
    """Count a new reaction; the tenth within a minute by a newcomer is a case."""
    reaction, desk = update.message_reaction, context.desk
    if reaction is None or reaction.user is None or not reaction.new_reaction or reaction.user.is_bot:
        return
    group = await desk.group(reaction.chat.id)
    user = reaction.user
    if group is None or group.is_admin(user.id):
        return

    async def load() -> Reactions:
        return Reactions()

    seen: Reactions = await desk.work.buffer.remember("reactions", load)
    count = seen.add(user.id, reaction.message_id, reaction.date)
    member = await desk.store.chat(group.chat_id).members.find(user.id)
    found = finding(
        count,
        is_newcomer=member is None or member.is_newcomer(reaction.date),
        has_advert_name=advertises(user.full_name),
    )
    if found is None:
        return
    consequences = CONSEQUENCES[group.settings(ModerationSettings).mode]
    consequences.clear_reactions(desk, group, user.id)
    docket = await docket_of(desk, group)
    docket.prune(reaction.date)
    if docket.open_for(user.id, reaction.date) is not None:
        return
    cases = desk.store.chat(group.chat_id).cases
    subject = Subject(SenderKind.USER, user.id, user.full_name)
    case = cases.new(group.community_id, subject, at=reaction.date, action=Action.ASK)
    case = await show(desk, group, replace(case, findings=(found,), state=consequences.state(Action.ASK)))
    cases.add(case)
    docket.put(case)
