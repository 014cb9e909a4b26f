"""One decision in the making: what it reads, writes, says and hands on, made durable together or not at all."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from bot.core.effect import Call, Effect, Lane, Repeat
from bot.core.event import Incoming, Received, Source
from bot.core.ids import EffectId, Mailbox
from storage import Storage, View
from storage import inbox as inbox_rows
from storage import outbox as outbox_rows
from storage.buffer import Buffer, Overlay


class Work:
    """The unit of work of one inbox row. Nothing in it is true before `bot.runtime.commit` has written it."""

    def __init__(self, event: Received, overlay: Overlay, storage: Storage, now: datetime) -> None:
        self.event = event
        self.now = now
        self.buffer = Buffer(storage.database, overlay, storage.sequences)
        self.store: View = storage.view(self.buffer)
        self.effects: list[Effect] = []
        self.forwarded: list[Received] = []
        self.error: BaseException | None = None
        self.moved: tuple[int, int] | None = None
        """Old and new id of a group that became a supergroup with this work."""
        self.left: int | None = None
        """A chat the bot is no longer in: what waits for it is dropped."""
        self._forwards = 0
        self._epoch = overlay.epoch

    @property
    def outdated(self) -> bool:
        """Whether the mailbox's state has been changed from outside since this decision began."""
        return self.buffer.overlay.epoch != self._epoch

    @property
    def mailbox(self) -> Mailbox:
        return self.event.mailbox

    @property
    def touched(self) -> set[Hashable]:
        """Keys that every mailbox forgets once this is committed."""
        return self.buffer.touched

    @property
    def plans(self) -> bool:
        """Whether schedules change with this work."""
        return any(write.table == "schedules" for write in self.buffer.writes)

    def emit(
        self,
        call: Call,
        *,
        repeat: Repeat | None = None,
        lane: Lane | None = None,
        after: EffectId | None = None,
        expires_at: datetime | None = None,
        handle: str | None = None,
        report: str | None = None,
        memo: str = "",
    ) -> EffectId:
        """Decide that a call shall be made, and return its id. See `bot.core.effect.Effect` for the manners."""
        effect = Effect(
            id=EffectId(self.buffer.next("effect")),
            mailbox=self.mailbox,
            call=call,
            repeat=repeat or call.repeat,
            lane=call.lane if lane is None else lane,
            created_at=self.now,
            after=after,
            expires_at=expires_at,
            handle=handle,
            report=report,
            memo=memo,
        )
        outbox_rows.add(self.buffer, effect)
        self.effects.append(effect)
        return effect.id

    def forward(self, mailbox: Mailbox, kind: str, body: Any) -> None:
        """Hand something on to the mailbox that owns it. ``body`` is whatever msgspec can write as JSON."""
        self._forwards += 1
        row = Incoming(
            source=Source.INTERNAL,
            key=f"{self.event.id}:{self._forwards}",
            mailbox=mailbox,
            kind=kind,
            body=msgspec.json.encode(body),
        )
        self.forwarded += inbox_rows.forward(self.buffer, [row], self.now)

    def finish(self) -> None:
        """Mark the inbox row done; the last write of a decision."""
        inbox_rows.finish(self.buffer, self.event, self.now)


@dataclass(frozen=True, slots=True)
class Failure:
    """The first work of a mailbox that could not be committed; those after it were not tried."""

    index: int
    error: BaseException
