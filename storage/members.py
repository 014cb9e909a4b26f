"""Who belongs to a group."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects.postgresql import insert

from bot.core.ids import UserId
from bot.features.members.model import Member, MemberStatus
from storage.buffer import Buffer
from storage.tables import members

LOADED_AT_ONCE = 2_000
"""Members of a group that are loaded with the first message; others one by one."""

_member = insert(members)
SAVE_MEMBER = _member.on_conflict_do_update(
    index_elements=[members.c.chat_id, members.c.user_id],
    set_={
        name: _member.excluded[name]
        for name in (
            "name", "username", "status", "joined_at", "left_at", "messages", "last_message_at", "trusted", "trusted_until"
        )
    },
)  # fmt: skip


LATELY_HEARD = (
    select(members)
    .where(members.c.chat_id == bindparam("chat"))
    .order_by(members.c.last_message_at.desc())
    .limit(LOADED_AT_ONCE)
)
ONE = select(members).where(members.c.chat_id == bindparam("chat"), members.c.user_id == bindparam("person"))


@dataclass(slots=True)
class _Known:
    """The members a mailbox remembers; ``complete`` when the table holds no others."""

    found: dict[int, Member]
    complete: bool


class Members:
    """The members of one group."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def find(self, user_id: int) -> Member | None:
        """Somebody who has been seen in this group. The usual case asks no database."""
        known: _Known = await self._buffer.remember("members", self._load)
        member = known.found.get(user_id)
        if member is None and not known.complete:
            row = await self._buffer.one(ONE, beside_writes=True, chat=self._chat_id, person=user_id)
            if row is not None:
                member = known.found[user_id] = _member_of(row)
        return member

    async def save(self, member: Member) -> None:
        """Keep a member as given; later reads of this mailbox see it at once."""
        known: _Known = await self._buffer.remember("members", self._load)
        known.found[member.user_id] = member
        self._buffer.write(
            SAVE_MEMBER,
            chat_id=self._chat_id,
            user_id=member.user_id,
            name=member.name,
            username=member.username,
            status=member.status.value,
            first_seen_at=member.first_seen_at,
            joined_at=member.joined_at,
            left_at=member.left_at,
            messages=member.messages,
            last_message_at=member.last_message_at,
            trusted=member.trusted,
            trusted_until=member.trusted_until,
        )

    async def by_username(self, username: str) -> Member | None:
        """The member last seen under ``username`` (without @, any case)."""
        known: _Known = await self._buffer.remember("members", self._load)
        wanted = username.casefold()
        for member in known.found.values():
            if member.username is not None and member.username.casefold() == wanted:
                return member
        if known.complete:
            return None
        row = await self._buffer.one(
            select(members)
            .where(members.c.chat_id == self._chat_id, func.lower(members.c.username) == wanted)
            .order_by(members.c.last_message_at.desc()),
            beside_writes=True,
        )
        return None if row is None or row.user_id in known.found else _member_of(row)

    async def present(self) -> int:
        """How many known people are in the group now."""
        row = await self._buffer.one(
            select(func.count().label("n")).where(
                members.c.chat_id == self._chat_id,
                members.c.status.not_in([MemberStatus.LEFT.value, MemberStatus.BANNED.value]),
            )
        )
        return int(row.n) if row is not None else 0

    async def _load(self) -> _Known:
        rows = await self._buffer.read(LATELY_HEARD, chat=self._chat_id)
        return _Known({row.user_id: _member_of(row) for row in rows}, complete=len(rows) < LOADED_AT_ONCE)


def _member_of(row: Any) -> Member:
    return Member(
        user_id=UserId(row.user_id),
        name=row.name,
        username=row.username,
        status=MemberStatus(row.status),
        first_seen_at=row.first_seen_at,
        joined_at=row.joined_at,
        left_at=row.left_at,
        messages=row.messages,
        last_message_at=row.last_message_at,
        trusted=row.trusted,
        trusted_until=row.trusted_until,
    )
