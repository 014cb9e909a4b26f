"""What is counted per day and hour, and who was there."""

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from storage.buffer import Buffer
from storage.tables import counts, presence

_count = insert(counts)
ADD_COUNT = _count.on_conflict_do_update(
    index_elements=[counts.c.chat_id, counts.c.day, counts.c.metric, counts.c.hour],
    set_={"value": counts.c.value + _count.excluded.value},
)
SET_COUNT = _count.on_conflict_do_update(
    index_elements=[counts.c.chat_id, counts.c.day, counts.c.metric, counts.c.hour],
    set_={"value": _count.excluded.value},
)
_presence = insert(presence)
ADD_PRESENCE = _presence.on_conflict_do_update(
    index_elements=[presence.c.chat_id, presence.c.day, presence.c.user_id],
    set_={"messages": presence.c.messages + _presence.excluded.messages},
)


class Counts:
    """Counts of one group for good, by its local day and hour."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    def add(self, metric: str, day: str, hour: int, value: int = 1) -> None:
        """Add to a metric. ``day`` is a local ISO date, ``hour`` 0–23."""
        self._buffer.write(ADD_COUNT, chat_id=self._chat_id, day=day, metric=metric, hour=hour, value=value)

    def note(self, metric: str, day: str, value: int) -> None:
        """What was found on a local day, as the number of people in the group; the latest of a day stands."""
        self._buffer.write(SET_COUNT, chat_id=self._chat_id, day=day, metric=metric, hour=0, value=value)

    def add_presence(self, user_id: int, day: str) -> None:
        """A message of somebody on a local day."""
        self._buffer.write(ADD_PRESENCE, chat_id=self._chat_id, day=day, user_id=user_id, messages=1)

    async def daily(self, first_day: str, last_day: str) -> dict[str, dict[str, int]]:
        """Sums ``{day: {metric: value}}`` for first_day ≤ day ≤ last_day; ``active`` is the number of people who wrote."""
        rows = await self._buffer.read(
            select(counts.c.day, counts.c.metric, func.sum(counts.c.value).label("total"))
            .where(counts.c.chat_id == self._chat_id, counts.c.day.between(first_day, last_day))
            .group_by(counts.c.day, counts.c.metric)
        )
        found: dict[str, dict[str, int]] = {}
        for row in rows:
            found.setdefault(row.day, {})[row.metric] = int(row.total)
        active = await self._buffer.read(
            select(presence.c.day, func.count().label("people"))
            .where(
                presence.c.chat_id == self._chat_id,
                presence.c.day.between(first_day, last_day),
                presence.c.messages > 0,
            )
            .group_by(presence.c.day)
        )
        for row in active:
            found.setdefault(row.day, {})["active"] = int(row.people)
        return found

    async def hourly(self, metric: str, first_day: str, last_day: str) -> dict[tuple[str, int], int]:
        """Values by (day, hour)."""
        rows = await self._buffer.read(
            select(counts.c.day, counts.c.hour, counts.c.value).where(
                counts.c.chat_id == self._chat_id,
                counts.c.metric == metric,
                counts.c.day.between(first_day, last_day),
            )
        )
        return {(row.day, row.hour): int(row.value) for row in rows}
