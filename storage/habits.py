"""Who takes part in the programmes of one group, and what they want of check-ins: a reminder, a member tag."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Row

from bot.core.ids import UserId
from bot.features.checkin.model import Participant
from storage.buffer import Buffer
from storage.tables import habits, participants

JOIN = insert(participants).on_conflict_do_nothing()
_habit = insert(habits)
SAVE = _habit.on_conflict_do_update(
    index_elements=[habits.c.chat_id, habits.c.user_id],
    set_={name: _habit.excluded[name] for name in ("reminds", "tag", "tagged_on")},
)


@dataclass(frozen=True, slots=True)
class Habit:
    """What one person wants, and the tag they were given last; ``tagged_on`` is the local day of that."""

    user_id: UserId
    reminds: bool = False
    tag: str = ""
    tagged_on: date | None = None


class Habits:
    """Of one group. Few people ask for a reminder, so all of them are remembered."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def find(self, user_id: int) -> Habit:
        """One person's; nothing is wanted by who never said so."""
        return (await self._known()).get(user_id) or Habit(UserId(user_id))

    async def reminded(self) -> list[Habit]:
        """Who wants to be reminded."""
        return [habit for habit in (await self._known()).values() if habit.reminds]

    async def save(self, habit: Habit) -> None:
        (await self._known())[habit.user_id] = habit
        self._buffer.write(
            SAVE,
            chat_id=self._chat_id,
            user_id=habit.user_id,
            reminds=habit.reminds,
            tag=habit.tag,
            tagged_on=habit.tagged_on.isoformat() if habit.tagged_on is not None else None,
        )

    # --- participants --------------------------------------------------------------------------------------------

    async def participants(self, programme_id: int) -> dict[int, Participant]:
        """Who has joined a programme that keeps such a list."""
        known: dict[int, dict[int, Participant]] = await self._buffer.remember("participants", self._nobody)
        if programme_id not in known:
            rows = await self._buffer.read(select(participants).where(participants.c.programme_id == programme_id))
            known[programme_id] = {row.user_id: _participant(row) for row in rows}
        return known[programme_id]

    async def join(self, programme_id: int, participant: Participant) -> None:
        """Somebody's first check-in to such a programme."""
        (await self.participants(programme_id))[participant.user_id] = participant
        self._buffer.write(
            JOIN,
            programme_id=programme_id,
            user_id=participant.user_id,
            chat_id=self._chat_id,
            joined_on=participant.joined_on.isoformat(),
            team=participant.team,
            deposit=participant.deposit,
        )

    async def _known(self) -> dict[int, Habit]:
        known: dict[int, Habit] = await self._buffer.remember("habits", self._load)
        return known

    async def _nobody(self) -> dict[int, dict[int, Participant]]:
        return {}

    async def _load(self) -> dict[int, Habit]:
        rows = await self._buffer.read(select(habits).where(habits.c.chat_id == self._chat_id))
        return {row.user_id: _habit_of(row) for row in rows}


def _habit_of(row: Row[Any]) -> Habit:
    tagged_on = date.fromisoformat(row.tagged_on) if row.tagged_on else None
    return Habit(UserId(row.user_id), row.reminds, row.tag, tagged_on)


def _participant(row: Row[Any]) -> Participant:
    return Participant(UserId(row.user_id), date.fromisoformat(row.joined_on), row.team, row.deposit)
