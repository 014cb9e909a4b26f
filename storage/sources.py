"""Links made through the bot, and where everybody came from."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.core.ids import ChatId, UserId
from bot.features.entry.model import Door, Ending
from bot.features.sources.model import Invite, InviteKind, Origin, Wish
from storage.buffer import Buffer
from storage.tables import applications, invites, members, origins

ADD_INVITE = insert(invites)
SET_LINK = update(invites).where(invites.c.id == bindparam("invite")).values(link=bindparam("address"))
REVOKE = update(invites).where(invites.c.id == bindparam("invite")).values(revoked_at=bindparam("at"))
_origin = insert(origins)
SAVE_ORIGIN = _origin.on_conflict_do_update(
    index_elements=[origins.c.id],
    set_={name: _origin.excluded[name] for name in ("left_at", "banned_at", "wrote")},
)
LINKS = "invite_links"
MOST = 20_000
"""Comings of a group that a report looks at, the newest."""


class Invites:
    """The links of one group."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    def add(self, invite: Invite) -> None:
        """Keep a link that is about to be made."""
        self._buffer.write(
            ADD_INVITE,
            id=invite.id,
            chat_id=self._chat_id,
            kind=invite.kind.value,
            name=invite.name,
            made_by=invite.made_by,
            made_by_name=invite.made_by_name,
            made_at=invite.made_at,
            uses=invite.uses,
            expires_at=invite.expires_at,
        )

    async def find(self, invite_id: int) -> Invite | None:
        row = await self._buffer.one(
            select(invites).where(invites.c.id == invite_id, invites.c.chat_id == self._chat_id)
        )
        return None if row is None else _invite(row)

    def set_link(self, invite: Invite, link: str) -> None:
        """What Telegram has made of it."""
        self._buffer.write(SET_LINK, invite=invite.id, address=link)
        self._buffer.forget(LINKS)

    def revoke(self, invite: Invite, at: datetime) -> None:
        """It lets nobody in any more."""
        self._buffer.write(REVOKE, invite=invite.id, at=at)

    async def by_link(self, link: str) -> Invite | None:
        """The invite behind an address. The usual case asks no database."""
        found: dict[str, Invite] = await self._buffer.remember(LINKS, self._load)
        return found.get(link)

    async def vouchers(self, user_id: int, since: datetime) -> list[tuple[Invite, bool]]:
        """Somebody's vouchers made since then that were not revoked, each with whether a guest has come by it."""
        used = select(origins.c.id).where(origins.c.invite_id == invites.c.id).exists()
        rows = await self._buffer.read(
            select(invites, used.label("used"))
            .where(
                invites.c.chat_id == self._chat_id,
                invites.c.made_by == user_id,
                invites.c.made_at >= since,
                invites.c.kind == InviteKind.VOUCHER.value,
                invites.c.revoked_at.is_(None),
            )
            .order_by(invites.c.id)
        )
        return [(_invite(row), bool(row.used)) for row in rows]

    async def _load(self) -> dict[str, Invite]:
        rows = await self._buffer.read(
            select(invites).where(invites.c.chat_id == self._chat_id, invites.c.link.is_not(None)), beside_writes=True
        )
        return {row.link: _invite(row) for row in rows}


class Origins:
    """Who came to one group, and how."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    def next_id(self) -> int:
        return self._buffer.next("origin")

    async def last_of(self, user_id: int) -> Origin | None:
        """How somebody came the last time; who was there before the bot has no origin."""
        found: Origin | None = await self._buffer.remember(("origin", user_id), lambda: self._load(user_id))
        return found

    async def find(self, origin_id: int) -> Origin | None:
        row = await self._buffer.one(
            select(origins).where(origins.c.id == origin_id, origins.c.chat_id == self._chat_id)
        )
        return None if row is None else _origin_of(row, bool(row.wrote))

    def save(self, origin: Origin) -> None:
        """Keep an origin as given; only its end changes."""
        self._buffer.overlay.memory["origin", origin.user_id] = origin
        self._buffer.write(
            SAVE_ORIGIN,
            id=origin.id,
            chat_id=self._chat_id,
            user_id=origin.user_id,
            name=origin.name,
            link=origin.link,
            invite_id=origin.invite_id,
            inviter_id=origin.inviter_id,
            inviter_name=origin.inviter_name,
            joined_at=origin.joined_at,
            left_at=origin.left_at,
            banned_at=origin.banned_at,
            wrote=origin.wrote,
            was_here=origin.was_here,
        )

    async def guests_of(self, user_id: int, since: datetime) -> list[Origin]:
        """Whom somebody has brought since then."""
        rows = await self._buffer.read(
            select(origins).where(
                origins.c.chat_id == self._chat_id, origins.c.inviter_id == user_id, origins.c.joined_at >= since
            )
        )
        return [_origin_of(row, bool(row.wrote)) for row in rows]

    async def all(self) -> list[Origin]:
        """Everybody who came, with whether they have written so far; the oldest first."""
        rows = await self._buffer.read(
            select(origins, func.coalesce(members.c.messages, 0).label("written"))
            .outerjoin(members, (members.c.chat_id == origins.c.chat_id) & (members.c.user_id == origins.c.user_id))
            .where(origins.c.chat_id == self._chat_id)
            .order_by(origins.c.id.desc())
            .limit(MOST),
            beside_writes_to=(members,),
        )
        return [_origin_of(row, row.wrote or (row.left_at is None and row.written > 0)) for row in reversed(rows)]

    async def wishes(self) -> Sequence[Wish]:
        """Who asked to come in, in the order they asked; those who left no trace of where they came from too."""
        rows = await self._buffer.read(
            select(
                applications.c.user_id,
                func.coalesce(applications.c.made_at, applications.c.asked_at).label("wished_at"),
                applications.c.source,
                applications.c.phrase,
                applications.c.door,
                applications.c.ending,
            )
            .where(applications.c.chat_id == self._chat_id)
            .order_by(applications.c.id.desc())
            .limit(MOST)
        )
        return [_wish(row) for row in reversed(rows)]

    async def _load(self, user_id: int) -> Origin | None:
        row = await self._buffer.one(
            select(origins)
            .where(origins.c.chat_id == self._chat_id, origins.c.user_id == user_id)
            .order_by(origins.c.id.desc())
            .limit(1),
            beside_writes=True,
        )
        return None if row is None else _origin_of(row, bool(row.wrote))


def _invite(row: Any) -> Invite:
    return Invite(
        id=row.id,
        chat_id=ChatId(row.chat_id),
        kind=InviteKind(row.kind),
        name=row.name,
        made_by=UserId(row.made_by),
        made_by_name=row.made_by_name,
        made_at=row.made_at,
        uses=row.uses,
        expires_at=row.expires_at,
        link=row.link,
        revoked_at=row.revoked_at,
    )


def _wish(row: Any) -> Wish:
    has_passed = row.ending in (Ending.PASSED.value, Ending.APPROVED_BY_ADMIN.value)
    is_kept_out = row.door == Door.OPEN.value and not has_passed
    return Wish(UserId(row.user_id), row.wished_at, row.source, row.phrase, is_kept_out)


def _origin_of(row: Any, wrote: bool) -> Origin:
    return Origin(
        id=row.id,
        user_id=UserId(row.user_id),
        name=row.name,
        joined_at=row.joined_at,
        link=row.link,
        invite_id=row.invite_id,
        inviter_id=UserId(row.inviter_id) if row.inviter_id is not None else None,
        inviter_name=row.inviter_name,
        left_at=row.left_at,
        banned_at=row.banned_at,
        wrote=wrote,
        was_here=row.was_here,
    )
