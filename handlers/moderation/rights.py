"""A right the bot turned out to lack: remembered, asked for again, and said to the staff at most daily."""

from datetime import timedelta

import msgspec

from bot.core.effect import InspectGroup, Repeat
from bot.core.ids import mailbox_id
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers.desk import Desk
from handlers.moderation.cards import RIGHT
from storage.notices import Notice

PROBE = "right_probe"
PROBE_AFTER = timedelta(minutes=15)
SAID_EVERY = timedelta(days=1)
INSPECTED = "group_inspected"
"""What a look at the group comes back as (`handlers.settings`)."""


async def remember_lack(desk: Desk, group: Group, error: str | None) -> None:
    """Act on the error of a case if it names a right: until somebody gives it back nothing is tried in vain."""
    if error is None or not error.startswith(RIGHT):
        return
    right = error.removeprefix(RIGHT)
    if group.can(right):
        desk.store.groups.set_rights(group.chat_id, group.bot_status, group.bot_rights - {right}, None)
    schedules, key = desk.store.schedules(desk.work.mailbox), f"{PROBE}:{group.chat_id}"
    if await schedules.find(key, beside_writes=True) is None:
        schedules.set(key, PROBE, desk.now + PROBE_AFTER)
    board, kind = desk.store.chat(group.chat_id).notices, f"lack:{right}"
    last = await board.last(kind)
    if last is not None and desk.now - last.at < SAID_EVERY:
        return
    board.keep(kind, Notice(None, desk.now))
    for told in await desk.audience(group):
        name = desk.say(told.language, f"right-{right}")
        text = desk.say(told.language, "right-lost", group=group.title, right=name)
        desk.send(told.user_id, text, repeat=Repeat.WANTED)


async def probe(desk: Desk, body: bytes) -> None:
    """Ask Telegram what the bot may do now."""
    msgspec.json.decode(body, type=Due)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is not None:
        desk.work.emit(InspectGroup(group.chat_id), report=INSPECTED)
