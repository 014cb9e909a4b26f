"""Segments and leaders of one group as they were judged last, tags, and helpers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.core.ids import UserId
from bot.features.members.segments import Segment
from storage.buffer import Buffer
from storage.tables import helpers, member_tags, members, segments

_segment = insert(segments)
SAVE = _segment.on_conflict_do_update(
    index_elements=[segments.c.chat_id, segments.c.user_id],
    set_={name: _segment.excluded[name] for name in ("segment", "since", "letter")},
)
CLEAR_PLACES = (
    update(segments).where(segments.c.chat_id == bindparam("chat"), segments.c.place.is_not(None)).values(place=None)
)
PLACE = (
    update(segments)
    .where(segments.c.chat_id == bindparam("chat"), segments.c.user_id == bindparam("person"))
    .values(place=bindparam("at_place"), score=bindparam("with_score"))
)
DROP_GONE = delete(segments).where(
    segments.c.chat_id == bindparam("chat"),
    segments.c.user_id.in_(
        select(members.c.user_id).where(
            members.c.chat_id == bindparam("chat"), members.c.status.in_(("left", "banned"))
        )
    ),
)
_tag = insert(member_tags)
TAG = _tag.on_conflict_do_nothing()
UNTAG = delete(member_tags).where(
    member_tags.c.chat_id == bindparam("chat"),
    member_tags.c.user_id == bindparam("person"),
    member_tags.c.tag == bindparam("word"),
)
UNTAG_OF = delete(member_tags).where(
    member_tags.c.chat_id == bindparam("chat"),
    member_tags.c.tag == bindparam("word"),
    member_tags.c.origin == bindparam("from_origin"),
)
_helper = insert(helpers)
APPOINT = _helper.on_conflict_do_update(
    index_elements=[helpers.c.chat_id, helpers.c.user_id], set_={"name": _helper.excluded.name}
)
DISMISS = delete(helpers).where(helpers.c.chat_id == bindparam("chat"), helpers.c.user_id == bindparam("person"))
HAND: Final = "hand"
RULE: Final = "rule"
SELF: Final = "self"
"""Who gave a tag: an administrator, a rule of the group, the member."""


HELPERS_OF = select(helpers).where(helpers.c.chat_id == bindparam("chat"))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody belongs since a local day; ``place`` among the leaders; ``letter``: of the last day written for."""

    user_id: UserId
    segment: Segment
    since: date
    place: int | None = None
    score: float = 0.0
    letter: int = 0


class Segments:
    """Who belongs where in one group; written by the group's nightly look at its members."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def of(self, people: Iterable[int]) -> dict[int, Standing]:
        rows = await self._buffer.read(
            select(segments).where(segments.c.chat_id == self._chat_id, segments.c.user_id.in_(list(people)))
        )
        return {row.user_id: _standing(row) for row in rows}

    async def within(self, segment: Segment, limit: int) -> list[Standing]:
        """Those in a segment, the newest in it first."""
        rows = await self._buffer.read(
            select(segments)
            .where(segments.c.chat_id == self._chat_id, segments.c.segment == segment.value)
            .order_by(segments.c.since.desc(), segments.c.user_id)
            .limit(limit)
        )
        return [_standing(row) for row in rows]

    async def leaders(self) -> list[Standing]:
        """The leaders, best first."""
        rows = await self._buffer.read(
            select(segments)
            .where(segments.c.chat_id == self._chat_id, segments.c.place.is_not(None))
            .order_by(segments.c.place)
        )
        return [_standing(row) for row in rows]

    async def sizes(self) -> dict[Segment, int]:
        rows = await self._buffer.read(
            select(segments.c.segment, func.count().label("people"))
            .where(segments.c.chat_id == self._chat_id)
            .group_by(segments.c.segment)
        )
        return {Segment(row.segment): int(row.people) for row in rows}

    def save(self, standing: Standing) -> None:
        self._buffer.write(
            SAVE,
            chat_id=self._chat_id,
            user_id=standing.user_id,
            segment=standing.segment.value,
            since=standing.since.isoformat(),
            letter=standing.letter,
        )

    def place(self, ranked: Iterable[tuple[int, int, float]]) -> None:
        """The leaders: person, place, score; everybody else is none."""
        self._buffer.write(CLEAR_PLACES, chat=self._chat_id)
        for user_id, place, score in ranked:
            self._buffer.write(PLACE, chat=self._chat_id, person=user_id, at_place=place, with_score=score)

    def drop_gone(self) -> None:
        """Forget those who have left."""
        self._buffer.write(DROP_GONE, chat=self._chat_id)


class Tags:
    """Words that mark members of one group: by hand, by rule, by themselves."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def of(self, people: Iterable[int]) -> dict[int, list[str]]:
        rows = await self._buffer.read(
            select(member_tags.c.user_id, member_tags.c.tag)
            .where(member_tags.c.chat_id == self._chat_id, member_tags.c.user_id.in_(list(people)))
            .order_by(member_tags.c.at, member_tags.c.tag)
        )
        found: dict[int, list[str]] = {}
        for row in rows:
            found.setdefault(row.user_id, []).append(row.tag)
        return found

    async def sizes(self) -> list[tuple[str, int]]:
        """Every tag and how many carry it, the most frequent first."""
        people = func.count().label("people")
        rows = await self._buffer.read(
            select(member_tags.c.tag, people)
            .where(member_tags.c.chat_id == self._chat_id)
            .group_by(member_tags.c.tag)
            .order_by(people.desc(), member_tags.c.tag)
        )
        return [(row.tag, int(row.people)) for row in rows]

    async def carriers(self, tag: str) -> list[int]:
        rows = await self._buffer.read(
            select(member_tags.c.user_id)
            .where(member_tags.c.chat_id == self._chat_id, member_tags.c.tag == tag)
            .order_by(member_tags.c.at)
        )
        return [row.user_id for row in rows]

    async def origins(self, people: Iterable[int]) -> dict[int, dict[str, str]]:
        """By person, their tags and where each comes from."""
        rows = await self._buffer.read(
            select(member_tags.c.user_id, member_tags.c.tag, member_tags.c.origin)
            .where(member_tags.c.chat_id == self._chat_id, member_tags.c.user_id.in_(list(people)))
            .order_by(member_tags.c.at, member_tags.c.tag)
        )
        found: dict[int, dict[str, str]] = {}
        for row in rows:
            found.setdefault(row.user_id, {})[row.tag] = row.origin
        return found

    def drop_all(self, tag: str, origin: str) -> None:
        """Take a tag from everybody who has it from there."""
        self._buffer.write(UNTAG_OF, chat=self._chat_id, word=tag, from_origin=origin)

    def add(self, user_id: int, tag: str, origin: str, by: int | None, at: datetime) -> None:
        """``origin``: `HAND`, `RULE` or `SELF`. Who has it already keeps it as it was given."""
        self._buffer.write(TAG, chat_id=self._chat_id, user_id=user_id, tag=tag, origin=origin, by_id=by, at=at)

    def drop(self, user_id: int, tag: str) -> None:
        self._buffer.write(UNTAG, chat=self._chat_id, person=user_id, word=tag)


@dataclass(frozen=True, slots=True)
class Helper:
    """A member whom newcomers' questions go to (大使)."""

    user_id: UserId
    name: str
    appointed_by: UserId
    appointed_at: datetime


class Helpers:
    """The helpers of one group, from the mailbox's memory: every newcomer's question asks for them."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def all(self) -> dict[int, Helper]:
        found: dict[int, Helper] = await self._buffer.remember(("helpers", self._chat_id), self._load)
        return found

    async def appoint(self, helper: Helper) -> None:
        known = {**await self.all(), helper.user_id: helper}
        self._buffer.write(
            APPOINT,
            chat_id=self._chat_id,
            user_id=helper.user_id,
            name=helper.name,
            appointed_by=helper.appointed_by,
            appointed_at=helper.appointed_at,
        )
        self._buffer.renew(("helpers", self._chat_id), known)

    async def dismiss(self, user_id: int) -> None:
        known = {user: helper for user, helper in (await self.all()).items() if user != user_id}
        self._buffer.write(DISMISS, chat=self._chat_id, person=user_id)
        self._buffer.renew(("helpers", self._chat_id), known)

    async def _load(self) -> dict[int, Helper]:
        rows = await self._buffer.read(HELPERS_OF, beside_writes=True, chat=self._chat_id)
        return {
            row.user_id: Helper(UserId(row.user_id), row.name, UserId(row.appointed_by), row.appointed_at)
            for row in rows
        }


def _standing(row: Any) -> Standing:
    return Standing(
        UserId(row.user_id), Segment(row.segment), date.fromisoformat(row.since), row.place, row.score, row.letter
    )
