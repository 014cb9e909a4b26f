"""Groups that are slowed down."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from bot.core.ids import ChatId
from bot.features.crisis.slowing import Manner, Phase, Slowed
from storage.buffer import Buffer
from storage.tables import slowed

_slowed = insert(slowed)
SAVE = _slowed.on_conflict_do_update(
    index_elements=[slowed.c.chat_id],
    set_={
        name: _slowed.excluded[name]
        for name in ("incident_id", "manner", "phase", "began_at", "ends_at", "permissions")
    },
)
DROP = delete(slowed).where(slowed.c.chat_id == bindparam("chat"))


SLOWED = select(slowed).where(slowed.c.chat_id == bindparam("chat"))


class Slowing:
    """How one group is slowed down; in its mailbox, from its memory."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def now(self) -> Slowed | None:
        """How it is slowed down, None for the usual pace."""
        found: Slowed | None = await self._buffer.remember(("slowed", self._chat_id), self._load)
        return found

    async def _load(self) -> Slowed | None:
        row = await self._buffer.one(SLOWED, beside_writes=True, chat=self._chat_id)
        if row is None:
            return None
        permissions: Mapping[str, Any] = row.permissions
        return Slowed(
            row.incident_id, Manner(row.manner), Phase(row.phase), row.began_at, row.ends_at, dict(permissions)
        )

    def save(self, found: Slowed) -> None:
        """Keep it as given."""
        self._buffer.overlay.memory["slowed", self._chat_id] = found
        self._buffer.write(
            SAVE,
            chat_id=self._chat_id,
            incident_id=found.incident_id,
            manner=found.manner.value,
            phase=found.phase.value,
            began_at=found.began_at,
            ends_at=found.ends_at,
            permissions=dict(found.permissions),
        )

    def drop(self) -> None:
        """The group has its usual pace again."""
        self._buffer.overlay.memory["slowed", self._chat_id] = None
        self._buffer.write(DROP, chat=self._chat_id)


class SlowedGroups:
    """Which groups are slowed down, for the community."""

    def __init__(self, buffer: Buffer) -> None:
        self._buffer = buffer

    async def chats(self, incident_id: int) -> list[ChatId]:
        """The groups that are slowed down for an incident."""
        rows = await self._buffer.read(select(slowed.c.chat_id).where(slowed.c.incident_id == incident_id))
        return [ChatId(row.chat_id) for row in rows]
