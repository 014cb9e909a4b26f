"""What members of one group did and met with, by the day: folded every night from what is kept anyway.

Only thanks and reactions are counted as they come; who answered whom is read from the messages, check-ins and
activities from their own tables. So an ordinary message costs no row more.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Integer, and_, bindparam, case, func, literal, select
from sqlalchemy.dialects.postgresql import insert

from bot.core.event import SenderKind
from bot.core.ids import UserId
from bot.features.members.leaders import Reply
from bot.features.members.model import MemberStatus
from bot.features.members.segments import WEEKS, Activity
from storage.buffer import Buffer
from storage.tables import activity_entries, checkins, members, messages, presence

PAGE = 500
"""Members judged by one decision."""
GONE = (MemberStatus.LEFT.value, MemberStatus.BANNED.value)

_presence = insert(presence)
ADD_THANKS = _presence.on_conflict_do_update(
    index_elements=[presence.c.chat_id, presence.c.day, presence.c.user_id],
    set_={"thanked": presence.c.thanked + _presence.excluded.thanked},
)
_reacted = insert(presence).from_select(
    ["chat_id", "day", "user_id", "messages", "reactions"],
    select(
        messages.c.chat_id, bindparam("on_day", type_=presence.c.day.type), messages.c.sender_id, literal(0),
        bindparam("more", type_=presence.c.reactions.type),
    ).where(
        messages.c.chat_id == bindparam("chat"),
        messages.c.message_id == bindparam("message"),
        messages.c.sender_kind == SenderKind.USER.value,
        messages.c.sender_id != bindparam("reactor"),
    ),
)  # fmt: skip
ADD_REACTIONS = _reacted.on_conflict_do_update(
    index_elements=[presence.c.chat_id, presence.c.day, presence.c.user_id],
    set_={"reactions": presence.c.reactions + _reacted.excluded.reactions},
)
FOLD = _presence.on_conflict_do_update(
    index_elements=[presence.c.chat_id, presence.c.day, presence.c.user_id],
    set_={name: _presence.excluded[name] for name in ("replies", "drawn")},
)
_answered = messages.alias("answered")
_ANSWERS = and_(
    _answered.c.chat_id == messages.c.chat_id,
    _answered.c.message_id == messages.c.reply_to,
    _answered.c.sender_id != messages.c.sender_id,
    _answered.c.sender_kind == SenderKind.USER.value,
)
_BETWEEN = (
    messages.c.chat_id == bindparam("chat"),
    messages.c.at >= bindparam("since"),
    messages.c.at < bindparam("until"),
    messages.c.sender_kind == SenderKind.USER.value,
    messages.c.deleted.is_(False),
)
REPLIES = (
    select(messages.c.sender_id.label("giver"), _answered.c.sender_id.label("drawer"), func.count().label("n"))
    .join(_answered, _ANSWERS)
    .where(*_BETWEEN)
    .group_by(messages.c.sender_id, _answered.c.sender_id)
)
_joined_by_two = (
    select(_answered.c.sender_id, _answered.c.message_id)
    .select_from(messages.join(_answered, _ANSWERS))
    .where(*_BETWEEN, _answered.c.reply_to.is_(None))
    .group_by(_answered.c.sender_id, _answered.c.message_id)
    .having(func.count(messages.c.sender_id.distinct()) >= 2)
    .subquery()
)
STARTED = select(_joined_by_two.c.sender_id, func.count().label("n")).group_by(_joined_by_two.c.sender_id)
THANKS = (
    select(presence.c.user_id, func.sum(presence.c.thanked).label("times"))
    .where(
        presence.c.chat_id == bindparam("chat"),
        presence.c.day.between(bindparam("first_day"), bindparam("last_day")),
        presence.c.thanked > 0,
    )
    .group_by(presence.c.user_id)
)


def _lately() -> Any:
    """Sums by person since ``first_day``: days with words in each week, and what they met with."""
    weeks = []
    for back in range(WEEKS):
        days = presence.c.day.between(bindparam(f"week_{back}_first"), bindparam(f"week_{back}_last"))
        weeks.append(func.sum(case((and_(days, presence.c.messages > 0), 1), else_=0)).label(f"week_{back}"))
    names = ("messages", "replies", "drawn", "thanked", "reactions")
    sums = [func.sum(presence.c[name]).label(f"sum_{name}") for name in names]
    return (
        select(presence.c.user_id, *weeks, *sums)
        .where(presence.c.chat_id == bindparam("chat"), presence.c.day >= bindparam("first_day"))
        .group_by(presence.c.user_id)
        .subquery("lately")
    )


_recent = _lately()
A_PAGE = (
    select(members, *(column for column in _recent.c if column.name != "user_id"))
    .outerjoin(_recent, _recent.c.user_id == members.c.user_id)
    .where(
        members.c.chat_id == bindparam("chat"), members.c.status.not_in(GONE), members.c.user_id > bindparam("after")
    )
    .order_by(members.c.user_id)
    .limit(bindparam("most", type_=Integer))
)
SOME = A_PAGE.where(members.c.user_id.in_(bindparam("people", expanding=True)))
"""Statements are made once: making one takes longer than a small group's rows."""
CHECKED = (
    select(checkins.c.user_id, func.count().label("n"))
    .where(
        checkins.c.chat_id == bindparam("chat"),
        checkins.c.user_id.between(bindparam("lowest"), bindparam("highest")),
        checkins.c.day >= bindparam("first_day"),
        checkins.c.taken_back_at.is_(None),
    )
    .group_by(checkins.c.user_id)
)
ENTERED = (
    select(activity_entries.c.user_id, func.count(activity_entries.c.activity_id.distinct()).label("n"))
    .where(
        activity_entries.c.chat_id == bindparam("chat"),
        activity_entries.c.user_id.between(bindparam("lowest"), bindparam("highest")),
    )
    .group_by(activity_entries.c.user_id)
)


class MemberDays:
    """The members of one group, day by day."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    def thanked(self, user_id: int, day: str) -> None:
        """Somebody was thanked on a local day."""
        self._buffer.write(ADD_THANKS, chat_id=self._chat_id, day=day, user_id=user_id, messages=0, thanked=1)

    def reacted(self, message_id: int, reactor: int, day: str, more: int) -> None:
        """``more`` reactions (less than none when they were taken away) to a message that is kept, by somebody else."""
        self._buffer.write(
            ADD_REACTIONS, chat=self._chat_id, message=message_id, reactor=reactor, on_day=day, more=more
        )

    def fold(self, day: date, replies: Sequence[Reply]) -> None:
        """Write who answered and was answered on a local day; the same day again changes nothing."""
        given: dict[int, int] = {}
        drawn: dict[int, int] = {}
        for reply in replies:
            given[reply.giver] = given.get(reply.giver, 0) + reply.times
            drawn[reply.drawer] = drawn.get(reply.drawer, 0) + reply.times
        for user in sorted({*given, *drawn}):
            self._buffer.write(
                FOLD,
                chat_id=self._chat_id,
                day=day.isoformat(),
                user_id=user,
                messages=0,
                replies=given.get(user, 0),
                drawn=drawn.get(user, 0),
            )

    async def replies(self, since: datetime, until: datetime) -> list[Reply]:
        """Who answered whom how often in [since, until)."""
        rows = await self._buffer.read(REPLIES, chat=self._chat_id, since=since, until=until)
        return [Reply(UserId(row.giver), UserId(row.drawer), int(row.n)) for row in rows]

    async def started(self, since: datetime, until: datetime) -> dict[UserId, int]:
        """How many messages of each person, answers apart, at least two others answered in [since, until)."""
        rows = await self._buffer.read(STARTED, chat=self._chat_id, since=since, until=until)
        return {UserId(row.sender_id): int(row.n) for row in rows}

    async def thanks(self, first: date, last: date) -> dict[UserId, int]:
        """How often each person was thanked in [first, last]."""
        rows = await self._buffer.read(
            THANKS, chat=self._chat_id, first_day=first.isoformat(), last_day=last.isoformat()
        )
        return {UserId(row.user_id): int(row.times) for row in rows}

    async def page(
        self, today: date, zone: ZoneInfo, *, after: int = 0, limit: int = PAGE, only: Sequence[int] | None = None
    ) -> list[Activity]:
        """Those who are in the group, by id beyond ``after``; ``only`` some of them."""
        first = today - timedelta(days=7 * WEEKS - 1)
        days: dict[str, Any] = {"first_day": first.isoformat()}
        for back in range(WEEKS):
            last = today - timedelta(days=7 * back)
            days[f"week_{back}_first"] = (last - timedelta(days=6)).isoformat()
            days[f"week_{back}_last"] = last.isoformat()
        if only is not None:
            days["people"] = list(only)
        rows = await self._buffer.read(
            A_PAGE if only is None else SOME, chat=self._chat_id, after=after, most=limit, **days
        )
        if not rows:
            return []
        bounds = (rows[0].user_id, rows[-1].user_id)
        taken = await self._taken_part(first, bounds)
        return [_activity(row, zone, taken.get(row.user_id, (0, 0))) for row in rows]

    async def _taken_part(self, first: date, bounds: tuple[int, int]) -> Mapping[int, tuple[int, int]]:
        """Check-ins since a day, and activities, of people with ids within ``bounds``."""
        chat, (lowest, highest) = self._chat_id, bounds
        days = await self._buffer.read(CHECKED, first_day=first.isoformat(), chat=chat, lowest=lowest, highest=highest)
        entered = await self._buffer.read(ENTERED, chat=chat, lowest=lowest, highest=highest)
        checked, took = {row.user_id: int(row.n) for row in days}, {row.user_id: int(row.n) for row in entered}
        return {user: (checked.get(user, 0), took.get(user, 0)) for user in {*checked, *took}}


def _activity(row: Any, zone: ZoneInfo, taken: tuple[int, int]) -> Activity:
    def day(at: datetime | None) -> date | None:
        return None if at is None else at.astimezone(zone).date()

    return Activity(
        user_id=UserId(row.user_id),
        name=row.name,
        username=row.username,
        joined_on=day(row.joined_at),
        first_on=day(row.first_seen_at),
        last_on=day(row.last_message_at),
        weeks=tuple(int(getattr(row, f"week_{back}") or 0) for back in range(WEEKS)),
        messages=int(row.sum_messages or 0),
        replies=int(row.sum_replies or 0),
        drawn=int(row.sum_drawn or 0),
        thanked=int(row.sum_thanked or 0),
        reactions=int(row.sum_reactions or 0),
        checkins=taken[0],
        activities=taken[1],
    )
