"""What is minded before a sanction is carried out: when it is to end, and how Telegram has the person already."""

from dataclasses import replace
from datetime import datetime

import telegram

from bot.core.effect import Ban, Call, Kick, Restrict
from bot.features.moderation.rules import SHORTEST_SANCTION
from handlers.incoming import is_present


def lasting(call: Call, now: datetime) -> Call:
    """The call with an end that Telegram takes as it is meant: an end that has come, or is near, means for ever."""
    if not isinstance(call, (Restrict, Ban, Kick)) or call.until is None:
        return call
    return replace(call, until=max(call.until, now + SHORTEST_SANCTION))


async def yielded_to(bot: telegram.Bot, call: Restrict | Ban | Kick) -> str | None:
    """The status for which somebody is left as they are; None when the call is to be made."""
    member = await bot.get_chat_member(call.chat_id, call.user_id)
    if isinstance(call, Kick):
        # An administrator's ban must not turn into ours, which ends.
        return None if is_present(member) else str(member.status)
    return str(member.status) if _outlasts(member, call) else None


def _outlasts(member: telegram.ChatMember, call: Restrict | Ban) -> bool:
    """Whether somebody is kept out, or may not write either, for longer than this call says."""
    match member:
        case telegram.ChatMemberBanned():
            until = member.until_date
        case telegram.ChatMemberRestricted(can_send_messages=False) if isinstance(call, Restrict):
            until = member.until_date
        case _:
            return False
    # Telegram says 0 for "for good", which the client turns into the year 1970.
    is_for_good = until is None or until.timestamp() <= 0
    return call.until is not None and (is_for_good or until > call.until)
