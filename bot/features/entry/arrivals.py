"""Who has come in, and what that means: whom the gate asks, whom it lets pass, and what is given back afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.ids import UserId
from bot.features.entry.model import Application, Door, Ending, State

# --- a change of place -------------------------------------------------------------------------------------------


class Place(StrEnum):
    """A person's place in a group, as a `chat_member` update names it; a restricted person may be inside or outside."""

    LEFT = "left"
    MEMBER = "member"
    RESTRICTED = "restricted"
    RESTRICTED_OUTSIDE = "restricted_outside"
    ADMINISTRATOR = "administrator"
    CREATOR = "creator"
    KICKED = "kicked"

    @property
    def is_inside(self) -> bool:
        return self in (Place.MEMBER, Place.RESTRICTED, Place.ADMINISTRATOR, Place.CREATOR)

    @property
    def is_admin(self) -> bool:
        return self in (Place.ADMINISTRATOR, Place.CREATOR)


class Actor(StrEnum):
    """Who made the change."""

    SELF = "self"
    ADMIN = "admin"
    BOT = "bot"
    """this bot"""
    MEMBER = "member"
    """another member, who has added a friend"""


@dataclass(frozen=True, slots=True)
class Move:
    """One change of one person's place.

    ``approved``: they came by a join request that somebody let through. ``known``: they have passed or been let in
    before and are remembered for it, or a decision to let them in is already made. ``by_ticket``: they came by a link
    that was made for them alone.
    """

    old: Place
    new: Place
    by: Actor
    approved: bool = False
    known: bool = False
    by_ticket: bool = False
    is_bot: bool = False


class Meaning(StrEnum):
    """What a move means for the door."""

    NEWCOMER = "newcomer"
    """to be asked"""
    ADDED = "added"
    """an administrator or this bot brought them in"""
    APPROVED = "approved"
    TICKET = "ticket"
    RETURNED = "returned"
    STAFF = "staff"
    """they came in as an administrator"""
    MACHINE = "machine"
    """another bot: it could not answer"""
    LEFT = "left"
    BANNED = "banned"
    UNBANNED = "unbanned"
    """they may come again; they are still outside"""
    PROMOTED = "promoted"
    CHANGED = "changed"
    """inside before and after, with other permissions or none less"""
    NOTHING = "nothing"
    """outside before and after"""

    @property
    def comes_in(self) -> bool:
        return self in _ENTRIES


_ENTRIES = frozenset(
    (
        Meaning.NEWCOMER,
        Meaning.ADDED,
        Meaning.APPROVED,
        Meaning.TICKET,
        Meaning.RETURNED,
        Meaning.STAFF,
        Meaning.MACHINE,
    )
)


def meaning(move: Move) -> Meaning:
    """What a move means. Only a `NEWCOMER` is asked anything."""
    if move.new is Place.KICKED:
        return Meaning.NOTHING if move.old is Place.KICKED else Meaning.BANNED
    if move.old.is_inside and move.new.is_inside:
        return Meaning.PROMOTED if move.new.is_admin and not move.old.is_admin else Meaning.CHANGED
    if move.old.is_inside:
        return Meaning.LEFT
    if not move.new.is_inside:
        return Meaning.UNBANNED if move.old is Place.KICKED else Meaning.NOTHING
    return _entry(move)


def _entry(move: Move) -> Meaning:
    """Why somebody who has come in is not asked, or that they are."""
    if move.new.is_admin:
        return Meaning.STAFF
    if move.is_bot:
        return Meaning.MACHINE
    if move.by in (Actor.ADMIN, Actor.BOT) and not move.approved:
        return Meaning.ADDED
    if move.approved:
        return Meaning.APPROVED
    if move.by_ticket:
        return Meaning.TICKET
    return Meaning.RETURNED if move.known else Meaning.NEWCOMER


# --- what was taken, and what is given back ----------------------------------------------------------------------

EVERYTHING: Mapping[str, bool] = dict.fromkeys(
    (
        "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
        "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
        "can_add_web_page_previews", "can_react_to_messages", "can_edit_tag", "can_change_info", "can_invite_users",
        "can_pin_messages", "can_manage_topics",
    ),
    True,
)  # fmt: skip
"""All permissions together lift a restriction; the group's own limits hold again."""
SHORTEST = timedelta(seconds=31)
"""Bot API: a restriction that ends in less than 30 seconds is for ever."""


@dataclass(frozen=True, slots=True)
class Restriction:
    """What somebody may do, by Bot API names, and until when it is limited to that (None: for good)."""

    permissions: Mapping[str, bool]
    until: datetime | None = None

    @property
    def is_silence(self) -> bool:
        """Whether nothing at all is allowed, for good: what the door itself imposes."""
        return self.until is None and not any(self.permissions.values())


FREE = Restriction(EVERYTHING)


def restored(before: Restriction | None, now: datetime) -> Restriction:
    """What to give back to somebody who had ``before`` when they came in; None had no limits of their own."""
    if before is None or (before.until is not None and before.until <= now):
        return FREE
    if before.until is None:
        return before
    return replace(before, until=max(before.until, now + SHORTEST))


# --- those at the door -------------------------------------------------------------------------------------------


class Stand(StrEnum):
    """How things stand with somebody who came."""

    HELD = "held"
    """inside, silenced until they have passed or the surge is over"""
    ASKING = "asking"
    """outside, with a join request"""
    RELEASING = "releasing"
    """Telegram is being asked to give back what was taken"""
    LEAVING = "leaving"
    """they left by themselves; what was taken is given back in case they return"""
    REMOVING = "removing"
    """Telegram is being asked to remove them"""
    PASSED = "passed"
    """let in for a reason: an answer, an approval"""
    RELEASED = "released"
    """let go because the surge was over, unasked"""
    BANNED = "banned"
    PARDONED = "pardoned"
    """banned, and free to come again"""
    GONE = "gone"
    """left, were kicked or refused, or took their request back"""

    @property
    def is_unfinished(self) -> bool:
        return self in (Stand.HELD, Stand.ASKING, Stand.RELEASING, Stand.LEAVING, Stand.REMOVING)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody at the door. ``before``: the restriction they brought along. ``slipped``: messages that were taken away.

    ``surge``: the surge they came with. ``is_confirmed``: Telegram has silenced them.
    """

    user_id: UserId
    name: str
    came_at: datetime
    stand: Stand
    before: Restriction | None = None
    surge: int | None = None
    slipped: int = 0
    is_confirmed: bool = False


def stand_of(application: Application) -> Stand:
    """How somebody stands at the door whose application stands like this."""
    is_inside = application.door is Door.OPEN
    match application.state:
        case State.ASKED | State.REVIEW | State.CHECKING:
            return Stand.HELD if is_inside else Stand.ASKING
        case State.APPROVING:
            return Stand.RELEASING if is_inside else Stand.ASKING
        case State.DECLINING:
            return Stand.REMOVING
        case State.CLOSED if application.ending in (Ending.PASSED, Ending.APPROVED_BY_ADMIN):
            return Stand.PASSED
        case State.CLOSED:
            return Stand.BANNED if application.for_good else Stand.GONE
