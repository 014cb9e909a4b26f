"""Whom a community does not want: patterns in names and bios, and who is banned in one of its groups."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from bot.features.members.model import MemberStatus
from bot.features.moderation.model import CaseState
from storage.buffer import Buffer
from storage.tables import cases, entry_patterns, groups, members

_pattern = insert(entry_patterns)
ADD_PATTERN = _pattern.on_conflict_do_update(
    index_elements=[entry_patterns.c.community_id, entry_patterns.c.folded],
    set_={"pattern": _pattern.excluded.pattern},
)
DROP_PATTERN = delete(entry_patterns).where(
    entry_patterns.c.community_id == bindparam("community"), entry_patterns.c.folded == bindparam("spelling")
)


BANNED_ELSEWHERE = (
    select(groups.c.chat_id, groups.c.title)
    .join(members, members.c.chat_id == groups.c.chat_id)
    .where(
        groups.c.community_id == bindparam("community"),
        groups.c.chat_id != bindparam("chat"),
        members.c.user_id.in_(bindparam("people", expanding=True)),
        members.c.status == MemberStatus.BANNED.value,
    )
)


class Patterns:
    """What a community does not want in names and bios; folded spellings with the words as typed."""

    def __init__(self, buffer: Buffer, community_id: int) -> None:
        self._buffer = buffer
        self._community_id = community_id

    async def all(self) -> dict[str, str]:
        """Every pattern by its folded spelling, in order."""
        found: dict[str, str] = await self._buffer.remember(self._key, self._load)
        return found

    def add(self, folded: str, pattern: str, *, by: int, at: datetime) -> None:
        self._buffer.write(
            ADD_PATTERN, community_id=self._community_id, folded=folded, pattern=pattern, added_by=by, added_at=at
        )
        self._buffer.forget(self._key)

    def drop(self, folded: str) -> None:
        self._buffer.write(DROP_PATTERN, community=self._community_id, spelling=folded)
        self._buffer.forget(self._key)

    @property
    def _key(self) -> tuple[str, int]:
        return ("entry_patterns", self._community_id)

    async def _load(self) -> dict[str, str]:
        rows = await self._buffer.read(
            select(entry_patterns)
            .where(entry_patterns.c.community_id == self._community_id)
            .order_by(entry_patterns.c.folded)
        )
        return {row.folded: row.pattern for row in rows}


class Bans:
    """Who is banned in the groups of one community."""

    def __init__(self, buffer: Buffer, community_id: int) -> None:
        self._buffer = buffer
        self._community_id = community_id

    async def elsewhere(self, known_as: Collection[int], chat_id: int, now: datetime) -> str | None:
        """The title of another group of the community where this person, under any of these ids, is banned now.

        Telegram does not tell when a timed ban ends; its case does. A ban without a case was made in Telegram itself.
        """
        rows = await self._buffer.read(
            BANNED_ELSEWHERE,
            beside_writes=True,
            community=self._community_id,
            chat=chat_id,
            people=list(known_as),
        )
        if not rows:
            return None
        bans = await self._buffer.read(
            select(cases.c.chat_id, cases.c.until)
            .where(
                cases.c.chat_id.in_([row.chat_id for row in rows]),
                cases.c.subject_id.in_(known_as),
                cases.c.action == "ban",
                cases.c.state == CaseState.OPEN.value,
            )
            .order_by(cases.c.id)
        )
        ends = {ban.chat_id: ban.until for ban in bans}
        for row in rows:
            until = ends.get(row.chat_id)
            if until is None or until > now:
                return str(row.title)
        return None
