"""The history of one group's settings, with those that its community shares."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from bot.core.event import Person
from bot.core.ids import ChatId, CommunityId, UserId
from bot.features.settings.change import Altered, Change
from storage.buffer import Buffer
from storage.tables import setting_changes

ADD = insert(setting_changes)
FORGET = delete(setting_changes).where(
    setting_changes.c.chat_id == bindparam("chat"), setting_changes.c.at < bindparam("before")
)


class Changes:
    """What was changed in one group."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def last(self, community_id: int, count: int) -> list[Change]:
        """The newest changes of the group and of its community, the newest first."""
        mine = setting_changes.c.chat_id == self._chat_id
        shared = (setting_changes.c.chat_id.is_(None)) & (setting_changes.c.community_id == community_id)
        rows = await self._buffer.read(
            select(setting_changes).where(mine | shared).order_by(setting_changes.c.id.desc()).limit(count)
        )
        return [_change(row) for row in rows]

    async def find(self, change_id: int) -> Change | None:
        """One change of the group itself."""
        row = await self._buffer.one(
            select(setting_changes).where(setting_changes.c.id == change_id, setting_changes.c.chat_id == self._chat_id)
        )
        return None if row is None else _change(row)

    def forget(self, before: datetime) -> None:
        """Drop what is too old to ask about."""
        self._buffer.write(FORGET, chat=self._chat_id, before=before)


def keep(buffer: Buffer, found: Sequence[Altered], by: Person | None, at: datetime) -> list[int]:
    """Keep what a decision has changed, with who asked for it; returns the numbers of the changes."""
    numbers = [buffer.next("setting_change") for _ in found]
    for number, altered in zip(numbers, found, strict=True):
        buffer.write(
            ADD,
            id=number,
            community_id=altered.community_id,
            chat_id=altered.chat_id,
            at=at,
            by_id=None if by is None else by.id,
            by_name="" if by is None else by.name,
            feature=altered.feature,
            key=altered.key,
            was=altered.was,
            now=altered.now,
            about_id=None if altered.about is None else altered.about.id,
            about_name="" if altered.about is None else altered.about.name,
        )
    return numbers


def _change(row: Any) -> Change:
    altered = Altered(
        CommunityId(row.community_id),
        ChatId(row.chat_id) if row.chat_id is not None else None,
        row.feature,
        row.key,
        row.was,
        row.now,
        Person(UserId(row.about_id), row.about_name) if row.about_id is not None else None,
    )
    return Change(row.id, row.at, row.by_id, row.by_name, altered)
