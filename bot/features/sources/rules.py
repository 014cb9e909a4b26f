"""Invitations as they are asked for, what they earn, when they pause, and where members come from in numbers."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.core.errors import Refused
from bot.core.ids import UserId
from bot.core.period import MIDNIGHT, NotUnderstood, instant_of, parse_date, parse_duration
from bot.features.members.model import Member
from bot.features.points.model import Entry, Reason
from bot.features.sources.model import Funnel, Origin, Report, Wish

LONGEST_NAME: Final = 32
"""Characters of a link's name (Bot API)."""
MOST_USES: Final = 99_999
"""Bot API."""
LONGEST_LIFE: Final = timedelta(days=366)
STAYS: Final = timedelta(days=3)
WRITES: Final = 3
"""A guest has arrived, and the inviter's points are due, after this time and so many messages."""
TAKEN_BACK_WITHIN: Final = timedelta(days=30)
"""Points go back when the guest leaves within this time; who has not arrived by then never does."""
SHARED_BLAME: Final = timedelta(days=7)
"""A guest banned within this time pauses the inviter's vouchers."""
WEEK, MONTH = timedelta(days=7), timedelta(days=30)

_USES: Final = re.compile(r"(\d{1,6})(?:人|次|uses?|people)?", re.I)


@dataclass(frozen=True, slots=True)
class Draft:
    """A link as an administrator asks for it."""

    name: str
    uses: int | None = None
    expires_at: datetime | None = None


def read_invite(typed: str, now: datetime, zone: ZoneInfo) -> Draft:
    """Reads ``海报``, ``海报 50``, ``海报 50人 7天``, ``Poster 2026-12-31``; a date is its end in the group's time.

    Raises:
        Refused: no name, or a limit that Telegram does not take.
    """
    words = typed.split()
    uses: int | None = None
    expires_at: datetime | None = None
    while len(words) > 1:
        found = _USES.fullmatch(words[-1])
        ends = None if found else _end(words[-1], now, zone)
        if found is not None and uses is None:
            uses = int(found[1])
        elif ends is not None and expires_at is None:
            expires_at = ends
        else:
            break
        words.pop()
    name = " ".join(words)
    if not name or len(name) > LONGEST_NAME:
        raise Refused("invite-name", longest=LONGEST_NAME)
    if uses is not None and not 1 <= uses <= MOST_USES:
        raise Refused("invite-uses", most=str(MOST_USES))
    if expires_at is not None and not now < expires_at <= now + LONGEST_LIFE:
        raise Refused("invite-expires", days=LONGEST_LIFE.days)
    return Draft(name, uses, expires_at)


def _end(word: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The instant that a word names as an end; None when it names none."""
    try:
        return instant_of(parse_date(word) + timedelta(days=1), MIDNIGHT, zone)
    except NotUnderstood:
        pass
    try:
        return now + parse_duration(word)
    except NotUnderstood:
        return None


def reward(origin: Origin, guest: Member | None, points: int, now: datetime) -> Entry | None:
    """The inviter's points, once the guest has stayed and written; None while not, or never.

    A guest is paid for once in a group, whoever brings them: coming and going earns nothing.
    """
    if origin.inviter_id is None or origin.was_here or origin.left_at is not None or not points:
        return None
    if guest is None or guest.messages < WRITES or now - origin.joined_at < STAYS:
        return None
    return Entry(origin.inviter_id, points, Reason.INVITE, reward_key(origin.user_id), origin.name)


def reward_key(guest: int) -> str:
    """The ledger's key of the points for a guest."""
    return f"invite:{guest}"


def taken_back(origin: Origin, left_at: datetime, paid: tuple[UserId, int] | None) -> Entry | None:
    """The entry that takes an inviter's points back; None when the guest has stayed long enough or nothing was paid."""
    if paid is None or left_at - origin.joined_at >= TAKEN_BACK_WITHIN:
        return None
    inviter, amount = paid
    return Entry(inviter, -amount, Reason.INVITE_BACK, f"invite-back:{origin.user_id}", origin.name)


def paused_until(guests: Iterable[Origin], pause: timedelta, now: datetime) -> datetime | None:
    """Until when somebody may bring nobody, because a guest of theirs was banned soon after coming; None if they may."""
    ends = [guest.banned_at + pause for guest in guests if guest.banned_at is not None and is_shared_blame(guest)]
    return max((end for end in ends if end > now), default=None)


def is_shared_blame(guest: Origin) -> bool:
    """Whether a guest was banned so soon that the inviter has a part in it."""
    return guest.banned_at is not None and guest.banned_at - guest.joined_at <= SHARED_BLAME


def month_start(now: datetime, zone: ZoneInfo) -> datetime:
    """The first instant of the calendar month in a zone."""
    return instant_of(now.astimezone(zone).date().replace(day=1), MIDNIGHT, zone)


def report(origins: Sequence[Origin], wishes: Sequence[Wish], now: datetime) -> Report:
    """The funnels of a group. Somebody may have come by a link, with a phrase and through a person: each counts them.

    Only the last time that somebody came counts. ``wishes`` in the order they were made.
    """
    asked = {wish.user_id: wish for wish in wishes}
    last = {origin.user_id: origin for origin in sorted(origins, key=lambda each: each.joined_at)}
    came = {user: origin for user, origin in last.items() if user not in asked or not asked[user].is_kept_out}

    def by(name_of: Callable[[Origin | None, Wish | None], tuple[object, str]]) -> tuple[tuple[str, Funnel], ...]:
        people: dict[object, set[UserId]] = {}
        names: dict[object, str] = {}
        for user in {**asked, **last}:
            key, name = name_of(last.get(user), asked.get(user))
            if name:
                people.setdefault(key, set()).add(user)
                names[key] = name
        found = [
            (names[key], _funnel([came[user] for user in sorted(users) if user in came], len(users), now))
            for key, users in people.items()
        ]
        return tuple(sorted(found, key=lambda pair: (-pair[1].joined, -pair[1].requested, pair[0])))

    return Report(
        total=_funnel(list(came.values()), len({**asked, **last}), now),
        links=by(_link),
        phrases=by(lambda origin, wish: (wish.phrase, wish.phrase) if wish else ("", "")),
        inviters=by(lambda origin, wish: (origin.inviter_id, origin.inviter_name) if origin else ("", "")),
        since=min([*(o.joined_at for o in origins), *(w.made_at for w in wishes)], default=None),
    )


def _link(origin: Origin | None, wish: Wish | None) -> tuple[str, str]:
    """The link that somebody followed; a guest's voucher is not counted as one, their inviter is."""
    if origin is not None and origin.inviter_id is not None:
        return "", ""
    link = (origin.link if origin is not None else "") or (wish.link if wish is not None else "")
    return link, link


def _funnel(came: Sequence[Origin], requested: int, now: datetime) -> Funnel:
    return Funnel(
        requested=requested,
        joined=len(came),
        wrote=sum(origin.wrote for origin in came),
        week=_stayed(came, WEEK, now),
        month=_stayed(came, MONTH, now),
        banned=sum(origin.banned_at is not None for origin in came),
    )


def _stayed(came: Sequence[Origin], time: timedelta, now: datetime) -> tuple[int, int]:
    """How many were still here after that time, of those who came so long ago."""
    old = [origin for origin in came if now - origin.joined_at >= time]
    return sum(o.left_at is None or o.left_at - o.joined_at >= time for o in old), len(old)
