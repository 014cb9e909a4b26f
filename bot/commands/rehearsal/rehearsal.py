"""The rehearsed bot and its clock."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import telegram

from bot.app import Surroundings, Weilu
from bot.commands.history import Headcount, Move, Place, Spoken
from bot.commands.rehearsal.offline import BOT_ID, Accepting, Ledger, Offline, Staff
from bot.commands.rehearsal.updates import Updates
from bot.config import load_config
from bot.core.clock import ManualClock
from bot.core.effect import Call
from bot.core.event import UPDATE, Incoming, Received
from bot.core.ids import InboxId
from bot.features import FEATURES
from bot.features.moderation.settings import Strictness
from bot.runtime.mailboxes import Handle
from bot.runtime.performer import Performer
from bot.runtime.work import Work
from bot.texts import Texts
from handlers.desk import Directory
from handlers.flood_control import UNLIMITED
from handlers.members.nightly import DUE as MEMBERS_DUE
from handlers.privacy.sweep import SWEEP
from handlers.sorting import incoming

OWNER_ID = 4_000_000_002
"""The owner of the rehearsed groups where the history does not say who exported it."""
SETTING_UP = timedelta(minutes=10)
"""How long before its first message the bot comes into the group."""
NIGHTLY = (MEMBERS_DUE, SWEEP)
"""What is done every night for its own sake; nobody sees how often."""
HELD_FOR = timedelta(days=6)
"""A night makes up for the seven before it at most (`handlers.members.nightly`), and texts are kept seven days."""
KEPT_WITH = frozenset({"cases", "case_messages", "incidents", "incident_messages", "checkins"})
"""A decision that writes to one of these, or tells another mailbox, makes its message worth showing."""


class Rehearsal:
    """A running bot that a history can be told to, on a throw-away database and a clock moved by the messages.

    A decision is taken at the instant of its message, what follows from it at that of the newest message decided.
    What is planned happens between two `tell`s, so one `tell` should not span more than some minutes.
    """

    def __init__(
        self,
        folder: Path,
        places: Sequence[Place],
        start: datetime,
        *,
        owner_id: int | None = None,
        language: str = "zh-CN",
        timezone: str = "Asia/Shanghai",
        strictness: Strictness | None = None,
        environ: Mapping[str, str] | None = None,
        moves: Iterable[Move] = (),
        headcounts: Mapping[int, Headcount] | None = None,
        nightly_from: datetime | None = None,
        on_loop: bool = True,
    ) -> None:
        """``nightly_from``: until then several nights are made up for at once. ``on_loop``: see `Database`."""
        self.clock = ManualClock(start)
        self.ledger = Ledger()
        self.places = places
        self._headcounts = headcounts or {}
        self.staff = Staff(owner_id or OWNER_ID, self._people_now)
        self.touched: dict[tuple[int, int], Spoken] = {}
        """Messages that became part of a case or an incident."""
        self._told: dict[InboxId, Spoken | Move] = {}
        self._moves = iter(moves)
        self._next_move = next(self._moves, None)
        self._newest = start
        self._nightly_from = nightly_from
        self._held_until: datetime | None = None
        self._next_due: datetime | None = None
        self._plans_changed = True
        self._updates = Updates(self.staff.owner_id, self.clock)
        configured = {
            **(environ or {}),
            "WEILU_TELEGRAM__TOKEN": f"{BOT_ID}:rehearsal",
            "WEILU_DATABASE__URL": f"sqlite+aiosqlite:///{folder / 'rehearsal.db'}",
            "WEILU_DEFAULTS__LANGUAGE": language,
            "WEILU_DEFAULTS__TIMEZONE": timezone,
        }
        if strictness is not None:
            configured["WEILU_SETTINGS__MODERATION__STRICTNESS"] = strictness.value
        around = Surroundings(
            clock=self.clock,
            alarm=self.clock.alarm,
            rates=UNLIMITED,
            performer=self._performer,
            directory=self._directory,
            request=Offline,
            around_handling=self._around,
            durable=False,
            on_loop=on_loop,
        )
        self.weilu = Weilu(load_config(None, configured, FEATURES), around)

    async def start(self, words: Iterable[str] = (), watch_words: Iterable[str] = ()) -> None:
        """Let the owner start the bot, add it to every group, and set the words; nothing of that is counted."""
        await self.weilu.open()
        await self.weilu.start()
        commands = [f"/word add {word}" for word in words] + [f"/watch add {word} urgent" for word in watch_words]
        await self._take([self._updates.said_privately("/start")])
        for place in self.places:
            await self._take([self._updates.bot_added(place)])
            for command in commands:
                await self._take([self._updates.owner_said(place, command)])
        await self._hold_nights()
        self.ledger.calls.clear()
        self.ledger.examples.clear()
        self.ledger.deleted.clear()

    async def tell(self, messages: Sequence[Spoken]) -> None:
        """Messages in order of time; first, what was due before them happens.

        Returns once they are delivered. What the bot does about them may still be under way, as in life; `settled`
        waits for it.
        """
        told: list[Spoken | Move] = [*self._moves_until(messages[-1].at), *messages]
        told.sort(key=lambda each: each.at)
        rows = [incoming(self._update_of(each))[1] for each in told]
        received = await self.weilu.storage.inbox.add(rows, messages[0].at)
        await self.weilu.mailboxes.idle()
        await self.until(messages[0].at)
        self._told = {row.id: message for row, message in zip(received, told, strict=True)}
        self.weilu.deliver(received)

    def _moves_until(self, instant: datetime) -> Iterator[Move]:
        """Those not yet told who came or went by then."""
        while self._next_move is not None and self._next_move.at <= instant:
            yield self._next_move
            self._next_move = next(self._moves, None)

    def _update_of(self, each: Spoken | Move) -> bytes:
        if isinstance(each, Spoken):
            return self._updates.of(each)
        return self._updates.moved(each, next(place for place in self.places if place.chat_id == each.chat_id))

    def _people_now(self, chat_id: int) -> int | None:
        """As many as the history tells of, where it does."""
        headcount = self._headcounts.get(chat_id)
        return None if headcount is None else headcount.at(self.clock.now())

    async def ask(self, place: Place, command: str) -> list[Call]:
        """What the owner is told in private when they use a command about a group, now."""
        alone = len(self.places) == 1
        asked = self._updates.said_privately(command) if alone else self._updates.owner_said(place, command)
        told: list[Call] = []
        self.ledger.told = told
        try:
            await self._take([asked])
        finally:
            self.ledger.told = None
        return told

    async def settled(self) -> None:
        """Everything told has been handled, and everything decided has been done."""
        await self.weilu.quiet()

    async def until(self, instant: datetime) -> None:
        """Let time pass: every schedule fires at its own instant."""
        while self._held_until is not None and self._held_until <= instant:
            held_until, self._held_until = self._held_until, None
            await self.until(held_until)
            await self._make_up_for_nights()
        while True:
            if self._plans_changed:
                self._plans_changed = False
                self._next_due = await self.weilu.storage.schedules.next_instant()
            if self._next_due is None or self._next_due > instant:
                break
            await self.settled()
            await self.jump(self._next_due)
        self.clock.set(instant)

    async def _hold_nights(self) -> None:
        """Put the nights off for a week, unless they are to be taken one by one by then."""
        until = self.clock.now() + HELD_FOR
        if self._nightly_from is None or until >= self._nightly_from:
            return
        self._held_until = until
        await self.weilu.storage.schedules.hold(NIGHTLY, True)
        self._plans_changed = True

    async def _make_up_for_nights(self) -> None:
        await self.settled()
        await self.weilu.storage.schedules.hold(NIGHTLY, False)
        await self.jump(self.clock.now())
        await self._hold_nights()

    async def jump(self, instant: datetime) -> None:
        """Come to an instant at once, as if the process had been down: what was due before fires late."""
        self.clock.set(instant)
        self._plans_changed = True
        while await self.weilu.ticker.fire():
            await self.weilu.quiet()

    async def stop(self) -> None:
        await self.weilu.stop()

    async def _take(self, updates: Sequence[bytes]) -> None:
        rows: list[Incoming] = [incoming(raw)[1] for raw in updates]
        received: list[Received] = await self.weilu.storage.inbox.add(rows, self.clock.now())
        self.weilu.deliver(received)
        await self.weilu.quiet()

    # --- the offline side ---------------------------------------------------------------------------------------

    def _performer(self, bot: telegram.Bot, texts: Texts) -> Performer:
        return Accepting(self.ledger, self.staff, {place.chat_id: place.title for place in self.places})

    def _directory(self, bot: telegram.Bot) -> Directory:
        return self.staff

    def _around(self, handle: Handle) -> Handle:
        async def decide(work: Work) -> None:
            spoken = self._told.get(work.event.id)
            self._newest = max(self._newest, work.now if spoken is None else spoken.at)
            work.now = self._newest if spoken is None else spoken.at
            await handle(work)
            self._plans_changed = self._plans_changed or work.plans
            if work.effects:
                cause = _cause(work, spoken)
                self.ledger.causes.update((effect.id, cause) for effect in work.effects)
            if isinstance(spoken, Spoken) and (work.forwarded or any(w.table in KEPT_WITH for w in work.buffer.writes)):
                self.touched[spoken.place.chat_id, spoken.message_id] = spoken

        return decide


def _cause(work: Work, spoken: Spoken | Move | None) -> str:
    """What led to a decision: a schedule or result by its kind, a command by its name, or just a message."""
    if work.event.kind != UPDATE:
        return work.event.kind
    if isinstance(spoken, Move):
        return "arrival" if spoken.came else "departure"
    if spoken is not None and spoken.text.startswith("/"):
        return spoken.text.split(maxsplit=1)[0].partition("@")[0][:33]
    return "message"
