"""What somebody's words in private may belong to: talks they are a guest of, or want to ask something in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select

from bot.core.ids import ChatId
from bot.features.activities.activity import State
from bot.features.activities.kinds.talk import ASKER, GUEST, KIND
from storage.buffer import Buffer
from storage.tables import activities, activity_entries


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody's part in a talk that is not over; ``at``: since when."""

    chat_id: ChatId
    activity_id: int
    is_guest: bool
    is_on: bool
    at: datetime


class Talks:
    """The talks of all groups, as one person takes part in them; read in their private chat."""

    def __init__(self, buffer: Buffer) -> None:
        self._buffer = buffer

    async def of(self, user_id: int) -> list[Part]:
        """Their parts in talks that are open, the newest first."""
        rows = await self._buffer.read(
            select(
                activity_entries.c.chat_id,
                activities.c.id,
                activities.c.details,
                activity_entries.c.role,
                activity_entries.c.at,
            )
            .select_from(activities)
            # By the entries' unique key, of the few talks that are open.
            .join(
                activity_entries,
                and_(
                    activity_entries.c.chat_id == activities.c.chat_id,
                    activity_entries.c.activity_id == activities.c.id,
                    activity_entries.c.role.in_((GUEST, ASKER)),
                    activity_entries.c.key == str(user_id),
                ),
            )
            .where(activities.c.kind == KIND.name, activities.c.state == State.OPEN.value)
            .order_by(activity_entries.c.at.desc())
        )
        return [
            Part(ChatId(row.chat_id), row.id, row.role == GUEST, bool(row.details["is_on"]), row.at) for row in rows
        ]
