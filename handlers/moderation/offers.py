"""After the first week, lenient and without bans, the staff are asked whether to go on to standard."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import msgspec

from bot.core.effect import Repeat
from bot.core.ids import mailbox_id
from bot.features.moderation.settings import ModerationSettings, Strictness
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers.desk import Desk
from handlers.keyboards import button

OFFER = "strict_offer"
FIRST_WEEK = timedelta(days=7)
OFFERED = (Strictness.STANDARD, Strictness.LENIENT)


def plan_offer(desk: Desk, group: Group) -> None:
    """Remember to ask, if the first week is not over and nobody has chosen."""
    at = group.added_at + FIRST_WEEK
    if at > desk.now and not group.chose(ModerationSettings, "strictness"):
        desk.store.schedules(desk.work.mailbox).set(f"{OFFER}:{group.chat_id}", OFFER, at)


async def offer(desk: Desk, body: bytes) -> None:
    """The first week is over: say what it was like, and ask. What was missed while the process was down is asked late."""
    msgspec.json.decode(body, type=Due)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None or group.chose(ModerationSettings, "strictness"):
        return
    zone = ZoneInfo(group.timezone)
    first, last = group.added_at.astimezone(zone).date(), desk.now.astimezone(zone).date()
    days = await desk.store.chat(group.chat_id).counts.daily(first.isoformat(), last.isoformat())
    deleted = sum(day.get("deleted", 0) for day in days.values())
    undone = sum(day.get("undone", 0) for day in days.values())
    if not deleted:
        return  # there is nothing to be stricter about
    for told in await desk.audience(group):
        text = desk.say(told.language, "strict-offer", group=group.title, deleted=deleted, undone=undone)
        row = [
            button(desk.say(told.language, f"strict-offer-{one}").plain(), "guard", "strictness", one, group.chat_id)
            for one in OFFERED
        ]
        desk.send(told.user_id, text, [row], repeat=Repeat.WANTED)
