"""Words about a community's product: what not to say, what may be said, what is praised, what is not worth watching."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.core.ids import ChatId, CommunityId, MessageId, UserId
from bot.language.keywords import Keywords
from storage.buffer import Buffer
from storage.sought import sought
from storage.tables import kit, praise, refused_terms, taboo_hints, taboos

_taboo = insert(taboos)
ADD_TABOO = _taboo.on_conflict_do_update(
    index_elements=[taboos.c.community_id, taboos.c.folded],
    set_={name: _taboo.excluded[name] for name in ("word", "advice", "added_by", "added_at")},
)
REMOVE_TABOO = delete(taboos).where(
    taboos.c.community_id == bindparam("community"), taboos.c.folded == bindparam("gone")
)
_hint = insert(taboo_hints)
HINT = _hint.on_conflict_do_update(
    index_elements=[taboo_hints.c.community_id, taboo_hints.c.user_id, taboo_hints.c.folded],
    set_={"at": _hint.excluded.at},
)
ADD_TEXT = insert(kit)
REMOVE_TEXT = delete(kit).where(kit.c.community_id == bindparam("community"), kit.c.id == bindparam("gone"))
REFUSE = insert(refused_terms).on_conflict_do_nothing()
PRAISED = insert(praise).on_conflict_do_nothing()
SETTLE_PRAISE = update(praise).where(praise.c.id == bindparam("row")).values(state=bindparam("to"))


TABOOS_OF = (
    select(taboos).where(taboos.c.community_id == bindparam("community")).order_by(taboos.c.added_at, taboos.c.word)
)


@dataclass(frozen=True, slots=True)
class Taboo:
    """A word that members should not use, and what to say instead."""

    folded: str
    word: str
    advice: str


@dataclass(frozen=True, slots=True)
class KitText:
    """An approved text."""

    id: int
    title: str
    said: str


@dataclass(frozen=True, slots=True)
class Praise:
    """Somebody's praise. ``state``: new, offered, asked, shown or kept (not to be shown)."""

    id: int
    community_id: CommunityId
    chat_id: ChatId
    message_id: MessageId
    user_id: UserId
    name: str
    text: str
    state: str


class Wording:
    """The words of one community."""

    def __init__(self, buffer: Buffer, community_id: int) -> None:
        self._buffer = buffer
        self._community_id = community_id

    async def taboos(self) -> Keywords[Taboo]:
        """The taboos ready to be looked for, from the mailbox's memory."""
        found: Keywords[Taboo] = await self._buffer.remember(("taboos", self._community_id), self._load)
        return found

    async def _load(self) -> Keywords[Taboo]:
        return await sought({taboo.word: taboo for taboo in await self.listed()})

    async def listed(self) -> list[Taboo]:
        """Every taboo in the order they were added."""
        rows = await self._buffer.read(TABOOS_OF, community=self._community_id)
        return [Taboo(row.folded, row.word, row.advice) for row in rows]

    def add_taboo(self, taboo: Taboo, by: int, at: datetime) -> None:
        self._buffer.write(
            ADD_TABOO,
            community_id=self._community_id,
            folded=taboo.folded,
            word=taboo.word,
            advice=taboo.advice,
            added_by=by,
            added_at=at,
        )
        self._buffer.forget(("taboos", self._community_id))

    def remove_taboo(self, folded: str) -> None:
        self._buffer.write(REMOVE_TABOO, community=self._community_id, gone=folded)
        self._buffer.forget(("taboos", self._community_id))

    async def hinted(self, user_id: int, folded: str) -> datetime | None:
        """When somebody was last told of a taboo."""
        row = await self._buffer.one(
            select(taboo_hints.c.at).where(
                taboo_hints.c.community_id == self._community_id,
                taboo_hints.c.user_id == user_id,
                taboo_hints.c.folded == folded,
            )
        )
        return None if row is None else row.at

    def hint(self, user_id: int, folded: str, at: datetime) -> None:
        self._buffer.write(HINT, community_id=self._community_id, user_id=user_id, folded=folded, at=at)

    async def kit(self) -> list[KitText]:
        """The approved texts, oldest first."""
        rows = await self._buffer.read(select(kit).where(kit.c.community_id == self._community_id).order_by(kit.c.id))
        return [KitText(row.id, row.title, row.said) for row in rows]

    def add_text(self, title: str, said: str, at: datetime) -> None:
        number = self._buffer.next("kit")
        self._buffer.write(ADD_TEXT, id=number, community_id=self._community_id, title=title, said=said, added_at=at)

    def remove_text(self, text_id: int) -> None:
        self._buffer.write(REMOVE_TEXT, community=self._community_id, gone=text_id)

    async def refused(self) -> set[str]:
        """Folded terms that are not wanted as watch words."""
        rows = await self._buffer.read(
            select(refused_terms.c.folded).where(refused_terms.c.community_id == self._community_id)
        )
        return {row.folded for row in rows}

    def refuse(self, folded: str, at: datetime) -> None:
        self._buffer.write(REFUSE, community_id=self._community_id, folded=folded, at=at)


class Praises:
    """The praise heard in one group."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    def add(self, community_id: int, message_id: int, user_id: int, name: str, text: str, at: datetime) -> None:
        self._buffer.write(
            PRAISED,
            id=self._buffer.next("praise"),
            community_id=community_id,
            chat_id=self._chat_id,
            message_id=message_id,
            user_id=user_id,
            name=name,
            text=text,
            at=at,
            state="new",
        )

    async def new(self, since: datetime, limit: int) -> list[Praise]:
        """The newest that nobody has been shown yet."""
        rows = await self._buffer.read(
            select(praise)
            .where(
                praise.c.chat_id == self._chat_id, praise.c.state == "new", praise.c.at >= since, praise.c.text != ""
            )
            .order_by(praise.c.at.desc())
            .limit(limit)
        )
        return [_praise_of(row) for row in rows]

    async def find(self, praise_id: int) -> Praise | None:
        row = await self._buffer.one(select(praise).where(praise.c.chat_id == self._chat_id, praise.c.id == praise_id))
        return None if row is None else _praise_of(row)

    def settle(self, praise_id: int, state: str) -> None:
        self._buffer.write(SETTLE_PRAISE, row=praise_id, to=state)


def _praise_of(row: Any) -> Praise:
    return Praise(
        row.id,
        CommunityId(row.community_id),
        ChatId(row.chat_id),
        MessageId(row.message_id),
        UserId(row.user_id),
        row.name,
        row.text,
        row.state,
    )
