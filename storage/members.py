"""People, members, what they wrote, and counts per day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.core.event import Media, MediaKind, Message, Person
from bot.core.ids import ChatId, MessageId, UserId
from bot.features.members.model import Member, MemberStatus
from storage.buffer import Buffer
from storage.tables import counts, members, messages, people, presence, troubles

LOADED_AT_ONCE = 2_000
"""Members of a group that are loaded with the first message; others one by one."""

_member = insert(members)
SAVE_MEMBER = _member.on_conflict_do_update(
    index_elements=[members.c.chat_id, members.c.user_id],
    set_={
        name: _member.excluded[name]
        for name in (
            "name", "username", "status", "joined_at", "left_at", "messages", "last_message_at", "trusted", "trusted_until"
        )
    },
)  # fmt: skip
_message = insert(messages)
SAVE_MESSAGE = _message.on_conflict_do_update(
    index_elements=[messages.c.chat_id, messages.c.message_id],
    set_={"text": _message.excluded.text, "media": _message.excluded.media, "file_id": _message.excluded.file_id},
)
MARK_DELETED = (
    update(messages)
    .where(messages.c.chat_id == bindparam("chat"), messages.c.message_id == bindparam("message"))
    .values(deleted=True)
)
_count = insert(counts)
ADD_COUNT = _count.on_conflict_do_update(
    index_elements=[counts.c.chat_id, counts.c.day, counts.c.metric, counts.c.hour],
    set_={"value": counts.c.value + _count.excluded.value},
)
_presence = insert(presence)
ADD_PRESENCE = _presence.on_conflict_do_update(
    index_elements=[presence.c.chat_id, presence.c.day, presence.c.user_id],
    set_={"messages": presence.c.messages + _presence.excluded.messages},
)
_person = insert(people)
SEE_PERSON = _person.on_conflict_do_update(
    index_elements=[people.c.user_id],
    set_={name: _person.excluded[name] for name in ("first_name", "last_name", "username", "language")},
)
SET_REACHABLE = update(people).where(people.c.user_id == bindparam("person")).values(reachable=bindparam("state"))
SET_FOCUS = update(people).where(people.c.user_id == bindparam("person")).values(focus_chat_id=bindparam("chat"))
SET_CHOSEN = update(people).where(people.c.user_id == bindparam("person")).values(chosen_language=bindparam("tongue"))
_trouble = insert(troubles)
NOTE_TROUBLE = _trouble.on_conflict_do_update(
    index_elements=[troubles.c.chat_id, troubles.c.kind],
    set_={"times": troubles.c.times + 1, "last_at": _trouble.excluded.last_at, "detail": _trouble.excluded.detail},
)


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """A person the bot has met in private or on the way in. ``reachable``: may be written to."""

    user_id: UserId
    name: str
    username: str | None
    language: str | None
    chosen_language: str | None
    reachable: bool
    focus_chat_id: ChatId | None

    @property
    def speaks(self) -> str | None:
        """The language to use: chosen, else the app's, as a language code."""
        return self.chosen_language or self.language


@dataclass(frozen=True, slots=True)
class Stored:
    """A message as kept: text for some days, then gone."""

    chat_id: ChatId
    message_id: MessageId
    sender_id: int
    sender_name: str
    at: datetime
    text: str
    media: Media | None
    thread_id: int | None
    album_id: str | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something the bot could not do in a chat, how often and when last."""

    kind: str
    times: int
    last_at: datetime
    detail: str


@dataclass(slots=True)
class _Known:
    """The members a mailbox remembers; ``complete`` when the table holds no others."""

    found: dict[int, Member]
    complete: bool


class Members:
    """The members of one group."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def find(self, user_id: int) -> Member | None:
        """Somebody who has been seen in this group. The usual case asks no database."""
        known: _Known = await self._buffer.remember("members", self._load)
        member = known.found.get(user_id)
        if member is None and not known.complete:
            row = await self._buffer.one(
                select(members).where(members.c.chat_id == self._chat_id, members.c.user_id == user_id),
                beside_writes=True,
            )
            if row is not None:
                member = known.found[user_id] = _member_of(row)
        return member

    async def save(self, member: Member) -> None:
        """Keep a member as given; later reads of this mailbox see it at once."""
        known: _Known = await self._buffer.remember("members", self._load)
        known.found[member.user_id] = member
        self._buffer.write(
            SAVE_MEMBER,
            chat_id=self._chat_id,
            user_id=member.user_id,
            name=member.name,
            username=member.username,
            status=member.status.value,
            first_seen_at=member.first_seen_at,
            joined_at=member.joined_at,
            left_at=member.left_at,
            messages=member.messages,
            last_message_at=member.last_message_at,
            trusted=member.trusted,
            trusted_until=member.trusted_until,
        )

    async def by_username(self, username: str) -> Member | None:
        """The member last seen under ``username`` (without @, any case)."""
        known: _Known = await self._buffer.remember("members", self._load)
        wanted = username.casefold()
        for member in known.found.values():
            if member.username is not None and member.username.casefold() == wanted:
                return member
        if known.complete:
            return None
        row = await self._buffer.one(
            select(members)
            .where(members.c.chat_id == self._chat_id, func.lower(members.c.username) == wanted)
            .order_by(members.c.last_message_at.desc()),
            beside_writes=True,
        )
        return None if row is None or row.user_id in known.found else _member_of(row)

    async def present(self) -> int:
        """How many known people are in the group now."""
        row = await self._buffer.one(
            select(func.count().label("n")).where(
                members.c.chat_id == self._chat_id,
                members.c.status.not_in([MemberStatus.LEFT.value, MemberStatus.BANNED.value]),
            )
        )
        return int(row.n) if row is not None else 0

    async def _load(self) -> _Known:
        rows = await self._buffer.read(
            select(members)
            .where(members.c.chat_id == self._chat_id)
            .order_by(members.c.last_message_at.desc())
            .limit(LOADED_AT_ONCE)
        )
        return _Known({row.user_id: _member_of(row) for row in rows}, complete=len(rows) < LOADED_AT_ONCE)


class Messages:
    """The messages of one group, as long as texts are kept."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    def save(self, message: Message, *, text: str) -> None:
        """Keep a message, or its new text after an edit. ``text`` is empty where texts are not kept."""
        media = message.media
        self._buffer.write(
            SAVE_MESSAGE,
            chat_id=self._chat_id,
            message_id=message.message_id,
            sender_id=message.sender.id,
            sender_kind=message.sender.kind.value,
            sender_name=message.sender.name,
            at=message.date,
            text=text,
            media=media.kind.value if media else None,
            file_id=media.file_id if media else None,
            thread_id=message.thread_id,
            reply_to=message.reply.message_id if message.reply else None,
            album_id=message.album_id,
        )

    def mark_deleted(self, message_id: int) -> None:
        """The bot has decided to delete it: it no longer counts as recent talk."""
        self._buffer.write(MARK_DELETED, chat=self._chat_id, message=message_id)

    async def find(self, message_id: int) -> Stored | None:
        row = await self._buffer.one(
            select(messages).where(messages.c.chat_id == self._chat_id, messages.c.message_id == message_id)
        )
        return None if row is None else _stored(row)

    async def of_sender(self, sender_id: int, since: datetime, limit: int = 100) -> list[Stored]:
        """The newest messages of one sender that were not deleted, newest first."""
        rows = await self._buffer.read(
            select(messages)
            .where(
                messages.c.chat_id == self._chat_id,
                messages.c.sender_id == sender_id,
                messages.c.at >= since,
                messages.c.deleted.is_(False),
            )
            .order_by(messages.c.at.desc())
            .limit(limit)
        )
        return [_stored(row) for row in rows]

    async def recent(self, since: datetime, limit: int) -> list[Stored]:
        """The newest messages since ``since`` that were not deleted, with or without text, oldest first."""
        rows = await self._buffer.read(
            select(messages)
            .where(messages.c.chat_id == self._chat_id, messages.c.at >= since, messages.c.deleted.is_(False))
            .order_by(messages.c.at.desc(), messages.c.message_id.desc())
            .limit(limit)
        )
        return [_stored(row) for row in reversed(rows)]

    async def texts(self, since: datetime, until: datetime, limit: int = 20_000) -> list[Stored]:
        """Messages with text in [since, until) that were not deleted, oldest first."""
        rows = await self._buffer.read(
            select(messages)
            .where(
                messages.c.chat_id == self._chat_id,
                messages.c.at >= since,
                messages.c.at < until,
                messages.c.text != "",
                messages.c.deleted.is_(False),
            )
            .order_by(messages.c.at)
            .limit(limit)
        )
        return [_stored(row) for row in rows]


class Counts:
    """Counts of one group for good, by its local day and hour."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    def add(self, metric: str, day: str, hour: int, value: int = 1) -> None:
        """Add to a metric. ``day`` is a local ISO date, ``hour`` 0–23."""
        self._buffer.write(ADD_COUNT, chat_id=self._chat_id, day=day, metric=metric, hour=hour, value=value)

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
            .where(presence.c.chat_id == self._chat_id, presence.c.day.between(first_day, last_day))
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


class People:
    """Everybody the bot has met in private."""

    def __init__(self, buffer: Buffer) -> None:
        self._buffer = buffer

    async def find(self, user_id: int) -> Acquaintance | None:
        """Somebody the bot has met, as this decision has left them."""
        found: Acquaintance | None = await self._buffer.remember(("person", user_id), lambda: self._load(user_id))
        return found

    async def see(self, person: Person, at: datetime, *, reachable: bool | None = None) -> None:
        """Keep a person's name, language and first meeting; with ``reachable``, whether they may be written to."""
        known = await self.find(person.id)
        self._buffer.write(
            SEE_PERSON,
            user_id=person.id,
            first_name=person.first_name,
            last_name=person.last_name,
            username=person.username,
            language=person.language,
            first_seen_at=at,
        )
        if reachable is not None:
            self._buffer.write(SET_REACHABLE, person=person.id, state=reachable)
        self._buffer.renew(
            ("person", person.id),
            Acquaintance(
                user_id=person.id,
                name=person.name,
                username=person.username,
                language=person.language,
                chosen_language=known.chosen_language if known else None,
                reachable=known is not None and known.reachable if reachable is None else reachable,
                focus_chat_id=known.focus_chat_id if known else None,
            ),
        )

    async def lose(self, user_id: int) -> None:
        """Telegram refuses messages to this person: they blocked the bot, or their account is gone."""
        known = await self.find(user_id)
        self._buffer.write(SET_REACHABLE, person=user_id, state=False)
        if known is not None:
            self._buffer.renew(("person", user_id), replace(known, reachable=False))

    async def set_focus(self, user_id: int, chat_id: int | None) -> None:
        """The group they mean when they write in private."""
        self._buffer.write(SET_FOCUS, person=user_id, chat=chat_id)
        known = await self.find(user_id)
        if known is not None:
            self._buffer.renew(
                ("person", user_id), replace(known, focus_chat_id=None if chat_id is None else ChatId(chat_id))
            )

    async def choose_language(self, user_id: int, language: str) -> None:
        """The language they want to be spoken to in."""
        self._buffer.write(SET_CHOSEN, person=user_id, tongue=language)
        known = await self.find(user_id)
        if known is not None:
            self._buffer.renew(("person", user_id), replace(known, chosen_language=language))

    async def reachable(self, user_ids: Sequence[int]) -> list[Acquaintance]:
        """Those of these people who may be written to, in the given order."""
        rows = await self._buffer.read(
            select(people).where(people.c.user_id.in_(user_ids), people.c.reachable.is_(True))
        )
        found = {row.user_id: _acquaintance(row) for row in rows}
        return [found[user_id] for user_id in user_ids if user_id in found]

    async def _load(self, user_id: int) -> Acquaintance | None:
        row = await self._buffer.one(select(people).where(people.c.user_id == user_id))
        return None if row is None else _acquaintance(row)


class Troubles:
    """What the bot could not do in one chat."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    def note(self, kind: str, at: datetime, detail: str = "") -> None:
        """Count one more of ``kind`` (at most 64 characters; no text of people)."""
        self._buffer.write(
            NOTE_TROUBLE, chat_id=self._chat_id, kind=kind, times=1, first_at=at, last_at=at, detail=detail
        )

    async def since(self, instant: datetime) -> list[Trouble]:
        """Troubles seen at or after ``instant``, the newest first."""
        rows = await self._buffer.read(
            select(troubles)
            .where(troubles.c.chat_id == self._chat_id, troubles.c.last_at >= instant)
            .order_by(troubles.c.last_at.desc())
        )
        return [Trouble(r.kind, r.times, r.last_at, r.detail) for r in rows]


def _member_of(row: Any) -> Member:
    return Member(
        user_id=UserId(row.user_id),
        name=row.name,
        username=row.username,
        status=MemberStatus(row.status),
        first_seen_at=row.first_seen_at,
        joined_at=row.joined_at,
        left_at=row.left_at,
        messages=row.messages,
        last_message_at=row.last_message_at,
        trusted=row.trusted,
        trusted_until=row.trusted_until,
    )


def _stored(row: Any) -> Stored:
    return Stored(
        chat_id=ChatId(row.chat_id),
        message_id=MessageId(row.message_id),
        sender_id=row.sender_id,
        sender_name=row.sender_name,
        at=row.at,
        text=row.text,
        media=Media(MediaKind(row.media), row.file_id) if row.media else None,
        thread_id=row.thread_id,
        album_id=row.album_id,
    )


def _acquaintance(row: Any) -> Acquaintance:
    return Acquaintance(
        user_id=UserId(row.user_id),
        name=f"{row.first_name} {row.last_name}".strip() if row.last_name else row.first_name,
        username=row.username,
        language=row.language,
        chosen_language=row.chosen_language,
        reachable=row.reachable,
        focus_chat_id=row.focus_chat_id,
    )
