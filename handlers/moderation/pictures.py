"""Pictures of newcomers, sent as photos or as files: their QR codes are read outside. What they say is judged when it
comes back."""

from dataclasses import replace
from datetime import timedelta

import msgspec

from bot.core.effect import Outcome, ReadCodes
from bot.core.event import Message
from bot.core.ids import mailbox_id
from bot.features.moderation.model import Action
from bot.features.moderation.rules import is_exempt, judge
from bot.features.moderation.settings import ModerationSettings
from bot.features.settings.model import Group
from handlers.desk import Desk
from handlers.moderation.recent import window_of
from handlers.moderation.watch import convict, facts_of

READ = "picture_read"
WORTH_READING = timedelta(hours=1)
"""A picture that cannot be fetched for so long has been seen by everybody."""


async def look(desk: Desk, group: Group, message: Message) -> None:
    """Have the codes of a newcomer's picture read that was not convicted by its words; the answer is `READ`.

    An edit may have exchanged the picture; one that has not is not looked at again.
    """
    media = message.media
    if media is None or not media.is_picture or media.file_id is None:
        return
    if message.edited_at is not None:
        before = await desk.store.chat(group.chat_id).messages.find(message.message_id)
        if before is not None and before.media == media:
            return
    if is_exempt(message, group, group.settings(ModerationSettings)):
        return
    if message.sender.person is not None:
        member = await desk.store.chat(group.chat_id).members.find(message.sender.id)
        if member is not None and not member.is_newcomer(message.date):
            return
    bare = replace(message, formatting=(), reply=None, mentions=())
    call = ReadCodes(group.chat_id, media.file_id)
    memo = msgspec.json.encode(bare).decode()
    desk.work.emit(call, report=READ, memo=memo, expires_at=desk.now + WORTH_READING)


async def read(desk: Desk, body: bytes) -> None:
    """Judge a picture by what its codes say."""
    outcome = msgspec.json.decode(body, type=Outcome)
    codes = tuple(str(code) for code in outcome.data.get("codes", ()))
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None or not outcome.accepted or not codes:
        return
    message = msgspec.json.decode(outcome.memo, type=Message)
    settings = group.settings(ModerationSettings)
    if is_exempt(message, group, settings):
        return
    said = replace(message, text="", links=(), extra_text=codes)
    window = await window_of(desk, group)
    facts = await facts_of(desk, group, said, window, None)
    earlier = [heard for heard in facts.own if heard.message_id != message.message_id]
    facts = replace(facts, codes=codes, own=earlier)
    verdict = judge(said, facts, settings)
    if verdict.action > Action.OBSERVE:
        # Like an edit: the message is kept and heard already.
        await convict(desk, group, replace(message, edited_at=message.date), verdict, window, settings)
