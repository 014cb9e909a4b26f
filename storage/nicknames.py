"""Members of one group whose names do not fit."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from bot.core.ids import UserId
from bot.features.members.model import MemberStatus
from bot.features.nickname.model import Misnamed, Named, Stage
from storage.buffer import Buffer
from storage.tables import members, nicknames

_misnamed = insert(nicknames)
SAVE = _misnamed.on_conflict_do_update(
    index_elements=[nicknames.c.chat_id, nicknames.c.user_id],
    set_={name: _misnamed.excluded[name] for name in ("stage", "since")},
)
DROP = delete(nicknames).where(nicknames.c.chat_id == bindparam("chat"), nicknames.c.user_id == bindparam("person"))
GONE = (MemberStatus.LEFT.value, MemberStatus.BANNED.value)


class Nicknames:
    """Who has been asked to change their name; from the mailbox's memory, because every message asks for it."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def find(self, user_id: int) -> Misnamed | None:
        return (await self._known()).get(user_id)

    async def all(self) -> Mapping[int, Misnamed]:
        """Everybody who has been asked, by user id."""
        return dict(await self._known())

    async def save(self, misnamed: Misnamed) -> None:
        """Keep how far it has gone with somebody."""
        (await self._known())[misnamed.user_id] = misnamed
        self._buffer.write(
            SAVE,
            chat_id=self._chat_id,
            user_id=misnamed.user_id,
            stage=misnamed.stage.value,
            since=misnamed.since,
        )

    async def drop(self, user_id: int) -> None:
        """Forget somebody: the name fits, or they are gone."""
        (await self._known()).pop(user_id, None)
        self._buffer.write(DROP, chat=self._chat_id, person=user_id)

    async def names(self, now: datetime) -> Sequence[Named]:
        """Everybody in the group by the name last seen, who was here first first."""
        rows = await self._buffer.read(
            select(members)
            .where(members.c.chat_id == self._chat_id, members.c.status.not_in(GONE))
            .order_by(members.c.first_seen_at, members.c.user_id),
            beside_writes=True,
        )
        return [
            Named(
                UserId(row.user_id),
                row.name,
                row.trusted
                or (row.trusted_until is not None and row.trusted_until > now)
                or row.status == MemberStatus.ADMINISTRATOR.value,
            )
            for row in rows
        ]

    async def _known(self) -> dict[int, Misnamed]:
        found: dict[int, Misnamed] = await self._buffer.remember(("nicknames", self._chat_id), self._load)
        return found

    async def _load(self) -> dict[int, Misnamed]:
        rows = await self._buffer.read(select(nicknames).where(nicknames.c.chat_id == self._chat_id))
        return {row.user_id: Misnamed(UserId(row.user_id), Stage(row.stage), row.since) for row in rows}
