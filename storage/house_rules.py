"""House rules: every version, and who has confirmed it."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from bot.core.clock import EPOCH
from bot.core.ids import UserId
from bot.core.text import Markup
from bot.features.house_rules.model import HouseRules, Pace
from bot.features.members.model import MemberStatus
from storage.buffer import Buffer
from storage.tables import house_rules, members, messages, rule_confirmations

ADD = insert(house_rules)
CONFIRM = insert(rule_confirmations).on_conflict_do_nothing(
    index_elements=[rule_confirmations.c.chat_id, rule_confirmations.c.version, rule_confirmations.c.user_id]
)
PACE = "rules_pace"
GONE = (MemberStatus.LEFT.value, MemberStatus.BANNED.value)


class Rules:
    """The rules of one group."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def current(self) -> HouseRules | None:
        """The rules that hold now; None when there are none, or none any more."""
        found = await self.last()
        return found if found is not None and found.text else None

    async def last(self) -> HouseRules | None:
        """The last version, also one by which the rules were given up."""
        row = await self._buffer.one(
            select(house_rules)
            .where(house_rules.c.chat_id == self._chat_id)
            .order_by(house_rules.c.version.desc())
            .limit(1)
        )
        return None if row is None else _rules(row)

    def add(self, rules: HouseRules) -> None:
        """A new version; the number before it stays as it was."""
        self._buffer.write(
            ADD,
            chat_id=self._chat_id,
            version=rules.version,
            text=rules.text,
            set_by=rules.set_by,
            set_at=rules.set_at,
        )
        self._buffer.overlay.memory[PACE] = Pace(bool(rules.text), rules.set_at, 0)

    def confirm(self, version: int, user_id: int, at: datetime) -> None:
        """Somebody has read a version; the first time counts."""
        self._buffer.write(CONFIRM, chat_id=self._chat_id, version=version, user_id=user_id, at=at)

    async def has_confirmed(self, version: int, user_id: int) -> bool:
        """Whether somebody has confirmed this version."""
        row = await self._buffer.one(
            select(rule_confirmations.c.at).where(
                rule_confirmations.c.chat_id == self._chat_id,
                rule_confirmations.c.version == version,
                rule_confirmations.c.user_id == user_id,
            )
        )
        return row is not None

    async def confirmed(self, version: int) -> int:
        """How many of those who are here now have confirmed a version."""
        row = await self._buffer.one(
            select(func.count().label("people"))
            .select_from(rule_confirmations)
            .join(
                members,
                (members.c.chat_id == rule_confirmations.c.chat_id)
                & (members.c.user_id == rule_confirmations.c.user_id),
            )
            .where(
                rule_confirmations.c.chat_id == self._chat_id,
                rule_confirmations.c.version == version,
                members.c.status.not_in(GONE),
            ),
            beside_writes_to=(members,),
        )
        return 0 if row is None else int(row.people)

    async def pace(self, reminded_at: datetime | None) -> Pace:
        """How long the group has talked since it was reminded, or since the rules were set.

        Kept in the mailbox's memory; whoever counts a message or reminds changes it there.
        """
        found: Pace = await self._buffer.remember(PACE, lambda: self._load_pace(reminded_at))
        return found

    async def _load_pace(self, reminded_at: datetime | None) -> Pace:
        row = await self._buffer.one(
            select(house_rules)
            .where(house_rules.c.chat_id == self._chat_id)
            .order_by(house_rules.c.version.desc())
            .limit(1),
            beside_writes=True,
        )
        if row is None or not row.text:
            return Pace(False, row.set_at if row is not None else EPOCH, 0)
        since = max(row.set_at, reminded_at) if reminded_at is not None else row.set_at
        count = await self._buffer.one(
            select(func.count().label("total")).where(messages.c.chat_id == self._chat_id, messages.c.at > since),
            beside_writes=True,
        )
        return Pace(True, since, 0 if count is None else int(count.total))


def _rules(row: Any) -> HouseRules:
    return HouseRules(row.version, Markup(row.text), UserId(row.set_by), row.set_at)
