"""What the bot remembers. `Storage` is the process's; a `View` is what one decision sees of it."""

from datetime import datetime

from sqlalchemy import select

from bot.core.ids import Mailbox
from storage.buffer import Buffer, Overlay, Sequences
from storage.database import Database
from storage.inbox import Inbox
from storage.outbox import Outbox
from storage.schedules import Schedules
from storage.settings import Defaults
from storage.tables import sequences
from storage.troubles import Troubles
from storage.views import ChatView, CommunityView, View

__all__ = ["ChatView", "CommunityView", "Storage", "View"]


class Storage:
    """An open database at its newest schema."""

    def __init__(self, database: Database, defaults: Defaults, counters: Sequences) -> None:
        self.database = database
        self.defaults = defaults
        self.sequences = counters
        self.inbox = Inbox(database, counters)
        self.outbox = Outbox(database)
        self.schedules = Schedules(database, self.inbox)

    @classmethod
    async def open(cls, database: Database, defaults: Defaults | None = None) -> "Storage":
        """Read the counters of a migrated database."""
        rows = await database.fetch(select(sequences))
        return cls(database, defaults or Defaults(), Sequences({row.name: row.value for row in rows}))

    def view(self, buffer: Buffer) -> View:
        """The repositories over one decision's buffer."""
        return View(buffer, self.defaults)

    def committed(self) -> View:
        """The repositories as they are in the database, for reading outside a decision."""
        return self.view(self._loose_buffer())

    def _loose_buffer(self) -> Buffer:
        return Buffer(self.database, Overlay(Mailbox("")), self.sequences)

    async def note_trouble(self, kind: str, now: datetime) -> None:
        """Count something that went wrong for the whole process; `weilu doctor` shows it."""
        buffer = self._loose_buffer()
        Troubles(buffer, 0).note(kind, now)
        await self.database.flush([buffer.writes])

    async def close(self) -> None:
        await self.database.close()
