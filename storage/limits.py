"""Limits of the members of one group, in the mailbox's memory: every message asks for them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from bot.core.ids import UserId
from bot.features.entry.arrivals import Restriction
from bot.features.limits.model import Extent, Limit, Reason
from storage.buffer import Buffer
from storage.tables import limits

_limit = insert(limits)
SAVE = _limit.on_conflict_do_update(
    index_elements=[limits.c.chat_id, limits.c.user_id, limits.c.reason],
    set_={
        name: _limit.excluded[name]
        for name in ("extent", "began_at", "until", "messages", "earlier", "earlier_until")
    },
)  # fmt: skip
DROP = delete(limits).where(
    limits.c.chat_id == bindparam("chat"), limits.c.user_id == bindparam("person"), limits.c.reason == bindparam("why")
)


LIMITS_OF = select(limits).where(limits.c.chat_id == bindparam("chat")).order_by(limits.c.began_at, limits.c.reason)


class Limits:
    """Who is limited in one group."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def of(self, user_id: int) -> Sequence[Limit]:
        """The limits of one member."""
        return (await self._known()).get(user_id, ())

    async def all(self) -> Mapping[int, Sequence[Limit]]:
        """The limits of everybody who has any, by user id."""
        return dict(await self._known())

    async def save(self, limit: Limit) -> None:
        """Keep a limit as given; it takes the place of an earlier one for the same reason."""
        known = await self._known()
        others = [other for other in known.get(limit.user_id, ()) if other.reason is not limit.reason]
        known[limit.user_id] = (*others, limit)
        self._buffer.write(
            SAVE,
            chat_id=self._chat_id,
            user_id=limit.user_id,
            reason=limit.reason.value,
            extent=limit.extent.value,
            began_at=limit.began_at,
            until=limit.until,
            messages=limit.messages,
            earlier=dict(limit.earlier.permissions) if limit.earlier else None,
            earlier_until=limit.earlier.until if limit.earlier else None,
        )

    async def drop(self, limit: Limit) -> None:
        """Forget a limit."""
        known = await self._known()
        left = tuple(other for other in known.get(limit.user_id, ()) if other.reason is not limit.reason)
        if left:
            known[limit.user_id] = left
        else:
            known.pop(limit.user_id, None)
        self._buffer.write(DROP, chat=self._chat_id, person=limit.user_id, why=limit.reason.value)

    async def _known(self) -> dict[int, tuple[Limit, ...]]:
        found: dict[int, tuple[Limit, ...]] = await self._buffer.remember(("limits", self._chat_id), self._load)
        return found

    async def _load(self) -> dict[int, tuple[Limit, ...]]:
        rows = await self._buffer.read(LIMITS_OF, chat=self._chat_id)
        found: dict[int, tuple[Limit, ...]] = {}
        for row in rows:
            found[row.user_id] = (*found.get(row.user_id, ()), _limit_of(row))
        return found


def _limit_of(row: Any) -> Limit:
    return Limit(
        user_id=UserId(row.user_id),
        reason=Reason(row.reason),
        extent=Extent(row.extent),
        began_at=row.began_at,
        until=row.until,
        messages=row.messages,
        earlier=Restriction(row.earlier, row.earlier_until) if row.earlier else None,
    )
