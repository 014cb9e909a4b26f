"""What several limits come to, and whether what Telegram shows is ours."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.core.event import Message
from bot.features.entry.arrivals import EVERYTHING, FREE, Restriction, restored
from bot.features.limits.model import Extent, Limit

MEDIA = (
    "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos", "can_send_video_notes",
    "can_send_voice_notes", "can_send_polls", "can_send_other_messages", "can_add_web_page_previews",
)  # fmt: skip
TALK = ("can_send_messages", *MEDIA)
TAKEN: Mapping[Extent, Sequence[str]] = {Extent.TEXT: MEDIA, Extent.SILENCE: TALK}
"""What each extent takes. All else is as the group has it: Telegram lets a member do what both of them allow."""

SHORTEST, LONGEST = timedelta(minutes=1), timedelta(days=365)
"""Bot API: an end within 30 seconds or beyond 366 days is none; the rest is for clocks that differ."""


def standing(limits: Sequence[Limit], now: datetime) -> Restriction:
    """What to ask Telegram for.

    It ends by itself, also while the bot is away, when one limit with an end is all there is; otherwise it stays until
    the bot changes it. Without limits it is what the member had before.
    """
    earlier = earlier_of(limits)
    if not limits:
        return FREE
    permissions = {name: earlier.permissions.get(name, True) if earlier else True for name in EVERYTHING}
    for limit in limits:
        permissions.update(dict.fromkeys(TAKEN[limit.extent], False))
    return Restriction(permissions, _own_end(limits, now) if earlier is None else None)


def ends_by_itself(limits: Sequence[Limit], now: datetime) -> bool:
    """Whether Telegram was told when the restriction ends."""
    return earlier_of(limits) is None and _own_end(limits, now) is not None


def _own_end(limits: Sequence[Limit], now: datetime) -> datetime | None:
    ends = [limit.until for limit in limits]
    if len(ends) != 1 or ends[0] is None:
        return None
    return ends[0] if SHORTEST <= ends[0] - now <= LONGEST else None


def earlier_of(limits: Sequence[Limit]) -> Restriction | None:
    """The restriction the member had before the first limit."""
    return next((limit.earlier for limit in limits if limit.earlier is not None), None)


def after(limits: Sequence[Limit], left: Sequence[Limit], now: datetime) -> Restriction:
    """What holds when of ``limits`` only ``left`` remain."""
    return standing(left, now) if left else restored(earlier_of(limits), now)


def is_of(limits: Sequence[Limit], seen: Mapping[str, bool]) -> bool:
    """Whether permissions that Telegram shows are what these limits come to."""
    if not limits:
        return False
    wanted = standing(limits, limits[0].began_at).permissions
    return all(bool(seen.get(name)) == wanted[name] for name in TALK)


def breaks(limits: Sequence[Limit], message: Message) -> bool:
    """Whether a message is more than the limits leave: it came before Telegram was told, or Telegram refused."""
    if any(limit.extent is Extent.SILENCE for limit in limits):
        return True
    return bool(limits) and message.media is not None
