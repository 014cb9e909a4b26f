"""Where members come from: links made through the bot, who brought whom, and what became of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.ids import ChatId, UserId


class InviteKind(StrEnum):
    TRACKED = "tracked"
    """an administrator's, named after the place where it is shown"""
    VOUCHER = "voucher"
    """a trusted member's, for one guest"""


@dataclass(frozen=True, slots=True)
class Invite:
    """A link made through the bot. ``uses``: how many people it lets in, None for any number; ``link``: once Telegram has made it."""

    id: int
    chat_id: ChatId
    kind: InviteKind
    name: str
    made_by: UserId
    made_by_name: str
    made_at: datetime
    uses: int | None = None
    expires_at: datetime | None = None
    link: str | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """One time somebody came. ``link``: the name of the link, empty for none; ``inviter_id``: the member who brought them.

    ``wrote`` is settled when they leave; ``was_here``: had been in the group before.
    """

    id: int
    user_id: UserId
    name: str
    joined_at: datetime
    link: str = ""
    invite_id: int | None = None
    inviter_id: UserId | None = None
    inviter_name: str = ""
    left_at: datetime | None = None
    banned_at: datetime | None = None
    wrote: bool = False
    was_here: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """An application, as far as it tells where somebody came from: the name of a link, the label of a phrase.

    ``is_kept_out``: stood muted in the group and has not passed.
    """

    user_id: UserId
    made_at: datetime
    link: str = ""
    phrase: str = ""
    is_kept_out: bool = False


@dataclass(frozen=True, slots=True)
class Funnel:
    """What became of those who came one way. ``week`` and ``month``: (still here after so long, of how many that came so long ago)."""

    requested: int
    joined: int
    wrote: int
    week: tuple[int, int]
    month: tuple[int, int]
    banned: int


@dataclass(frozen=True, slots=True)
class Report:
    """Funnels by name: links, phrases, inviters (by their name); the largest first. ``since``: when the first came."""

    total: Funnel
    links: tuple[tuple[str, Funnel], ...]
    phrases: tuple[tuple[str, Funnel], ...]
    inviters: tuple[tuple[str, Funnel], ...]
    since: datetime | None
