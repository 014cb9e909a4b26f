"""The ledger of one group, and the leaderboards that are read from it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Row

from bot.core.ids import UserId
from bot.features.members.model import MemberStatus
from bot.features.points.model import CAPPED, SPENDING, Bonus, Booked, Entry, Reason, Standing
from storage.buffer import Buffer
from storage.tables import ledger, members

BOOK = insert(ledger).on_conflict_do_nothing(index_elements=[ledger.c.chat_id, ledger.c.key])
PLACES = 10
MOST_SHOWN = 15
"""Rows of a leaderboard when many share the last place."""
GONE = (MemberStatus.LEFT.value, MemberStatus.BANNED.value)


class Ledger:
    """Points of one group: entries are added and never changed."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    def book(self, entries: Collection[Entry], at: datetime) -> None:
        """Add entries; one whose key is there already stays as it was."""
        for entry in entries:
            self._buffer.write(
                BOOK,
                id=self._buffer.next("ledger"),
                chat_id=self._chat_id,
                user_id=entry.user_id,
                amount=entry.amount,
                reason=entry.reason.value,
                note=entry.note,
                key=entry.key,
                at=at,
                granted_by=entry.granted_by,
            )
            self._note_bonus(entry)

    async def balance(self, user_id: int) -> int:
        """A person's points: the sum of their entries."""
        row = await self._buffer.one(
            select(func.coalesce(func.sum(ledger.c.amount), 0).label("total")).where(*self._of(user_id))
        )
        return 0 if row is None else int(row.total)

    async def bonuses(self, user_id: int) -> list[Bonus]:
        """Every bonus for days in a row that a person has had and still has; remembered, for the rush of a morning."""
        known: dict[int, list[Bonus]] = await self._buffer.remember("bonuses", self._nothing)
        if user_id not in known:
            rows = await self._buffer.read(
                select(ledger.c.key, ledger.c.reason).where(
                    *self._of(user_id), ledger.c.reason.in_((Reason.STREAK.value, Reason.TAKEN_BACK.value))
                ),
                unsettled=True,
            )
            gone = {row.key.removeprefix("back:") for row in rows if row.reason == Reason.TAKEN_BACK.value}
            known[user_id] = [
                Bonus.of(row.key) for row in rows if row.reason == Reason.STREAK.value and row.key not in gone
            ]
        return known[user_id]

    async def earned(self, user_id: int, since: datetime) -> int:
        """What somebody has earned since an instant of what only so much a day can be earned of."""
        row = await self._buffer.one(
            select(func.coalesce(func.sum(ledger.c.amount), 0).label("total")).where(
                *self._of(user_id), ledger.c.at >= since, ledger.c.reason.in_([reason.value for reason in CAPPED])
            )
        )
        return 0 if row is None else int(row.total)

    async def merits(self, user_id: int) -> list[int]:
        """What a person has been given and has lost, in order, without what has only changed hands."""
        rows = await self._buffer.read(
            select(ledger.c.amount)
            .where(*self._of(user_id), ledger.c.reason.not_in([reason.value for reason in SPENDING]))
            .order_by(ledger.c.at, ledger.c.id)
        )
        return [row.amount for row in rows]

    async def times(self, user_id: int) -> dict[Reason, int]:
        """How many entries of each reason a person has."""
        rows = await self._buffer.read(
            select(ledger.c.reason, func.count().label("entries")).where(*self._of(user_id)).group_by(ledger.c.reason)
        )
        return {Reason(row.reason): int(row.entries) for row in rows}

    async def thanked(self, giver: int, since: datetime) -> list[tuple[UserId, datetime]]:
        """Whom somebody's thanks have earned points since an instant, and when."""
        rows = await self._buffer.read(
            select(ledger.c.user_id, ledger.c.at).where(
                ledger.c.chat_id == self._chat_id,
                ledger.c.at >= since,
                ledger.c.reason == Reason.THANKS.value,
                ledger.c.granted_by == giver,
            )
        )
        return [(UserId(row.user_id), row.at) for row in rows]

    async def milestones(self, since: datetime) -> list[tuple[int, int, int]]:
        """Who has reached days in a row since an instant, how many, and the bonus; the longest first."""
        rows = await self._buffer.read(
            select(ledger.c.user_id, ledger.c.note, ledger.c.amount).where(
                ledger.c.chat_id == self._chat_id, ledger.c.at >= since, ledger.c.reason == Reason.STREAK.value
            )
        )
        found = [(row.user_id, int(row.note), row.amount) for row in rows]
        return sorted(found, key=lambda one: (-one[1], one[0]))

    async def booked(self, key: str) -> tuple[UserId, int] | None:
        """Whose the entry with a key is, and its amount; None when it has not been booked."""
        row = await self._buffer.one(
            select(ledger.c.user_id, ledger.c.amount).where(ledger.c.chat_id == self._chat_id, ledger.c.key == key)
        )
        return None if row is None else (UserId(row.user_id), row.amount)

    async def booked_among(self, keys: Sequence[str]) -> list[tuple[str, UserId, int]]:
        """Those of these keys that have been booked: key, whose entry, amount."""
        rows = await self._buffer.read(
            select(ledger.c.key, ledger.c.user_id, ledger.c.amount).where(
                ledger.c.chat_id == self._chat_id, ledger.c.key.in_(keys)
            )
        )
        return [(row.key, UserId(row.user_id), row.amount) for row in rows]

    async def last(self, user_id: int, entries: int) -> list[Booked]:
        """A person's newest entries, newest first."""
        rows = await self._buffer.read(
            select(ledger).where(*self._of(user_id)).order_by(ledger.c.at.desc(), ledger.c.id.desc()).limit(entries)
        )
        return [Booked(row.amount, Reason(row.reason), row.note, row.at) for row in rows]

    async def top(self, since: datetime | None) -> list[Standing]:
        """The leaderboard's places up to the tenth: who has points and is still here; equal points, equal rank."""
        ranked = self._ranked(since).subquery()
        rows = await self._buffer.read(
            select(ranked)
            .where(ranked.c.place <= PLACES)
            .order_by(ranked.c.place, ranked.c.reached_at, ranked.c.user_id)
            .limit(MOST_SHOWN),
            beside_writes_to=(members,),
        )
        return [_standing(row) for row in rows]

    async def place(self, user_id: int, since: datetime | None) -> Standing | None:
        """One person's place in the same leaderboard; None without points."""
        ranked = self._ranked(since).subquery()
        row = await self._buffer.one(select(ranked).where(ranked.c.user_id == user_id), beside_writes_to=(members,))
        return None if row is None else _standing(row)

    def _note_bonus(self, entry: Entry) -> None:
        """Keep what is remembered of bonuses as the ledger is now."""
        known: dict[int, list[Bonus]] = self._buffer.overlay.memory.get("bonuses", {})
        mine = known.get(entry.user_id)
        if mine is None:
            return
        if entry.reason is Reason.STREAK:
            mine.append(Bonus.of(entry.key))
        elif entry.reason is Reason.TAKEN_BACK:
            mine[:] = [bonus for bonus in mine if f"back:{bonus.key(entry.user_id)}" != entry.key]

    async def _nothing(self) -> dict[int, list[Bonus]]:
        return {}

    def _of(self, user_id: int) -> Sequence[Any]:
        return ledger.c.chat_id == self._chat_id, ledger.c.user_id == user_id

    def _ranked(self, since: datetime | None) -> Select[Any]:
        # Read beside the asker's own message, which has just been counted: of members only names and places are used.
        booked = select(
            ledger.c.user_id, func.sum(ledger.c.amount).label("points"), func.max(ledger.c.at).label("reached_at")
        ).where(ledger.c.chat_id == self._chat_id, ledger.c.reason.not_in([reason.value for reason in SPENDING]))
        if since is not None:
            booked = booked.where(ledger.c.at >= since)
        sums = booked.group_by(ledger.c.user_id).having(func.sum(ledger.c.amount) > 0).subquery()
        return (
            select(
                sums.c.user_id,
                sums.c.points,
                sums.c.reached_at,
                members.c.name,
                func.rank().over(order_by=sums.c.points.desc()).label("place"),
            )
            .join(members, (members.c.user_id == sums.c.user_id) & (members.c.chat_id == self._chat_id))
            .where(members.c.status.not_in(GONE))
        )


def _standing(row: Row[Any]) -> Standing:
    return Standing(int(row.place), UserId(row.user_id), row.name, int(row.points))
