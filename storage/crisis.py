"""The words a community watches, and whose a row is."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from bot.core.ids import CommunityId
from bot.features.crisis.complaint import Brand
from bot.features.crisis.model import Tier, Watchlist, WatchWord
from storage.buffer import Buffer
from storage.tables import brand_words, incidents, statements, watch_words

_word = insert(watch_words)
ADD_WORD = _word.on_conflict_do_update(
    index_elements=[watch_words.c.community_id, watch_words.c.folded],
    set_={name: _word.excluded[name] for name in ("word", "tier", "added_by", "added_at")},
)
REMOVE_WORD = delete(watch_words).where(
    watch_words.c.community_id == bindparam("community"), watch_words.c.folded == bindparam("gone")
)


ADD_BRAND = insert(brand_words).on_conflict_do_nothing()
REMOVE_BRAND = delete(brand_words).where(
    brand_words.c.community_id == bindparam("community"), brand_words.c.folded == bindparam("gone")
)


WORDS_OF = (
    select(watch_words)
    .where(watch_words.c.community_id == bindparam("community"))
    .order_by(watch_words.c.added_at, watch_words.c.id)
)
BRAND_OF = (
    select(brand_words)
    .where(brand_words.c.community_id == bindparam("community"))
    .order_by(brand_words.c.added_at, brand_words.c.id)
)


@dataclass(frozen=True, slots=True)
class BrandWord:
    """A word for the brand as it was typed."""

    id: int
    folded: str
    word: str


class WatchWords:
    """The watch words of one community."""

    def __init__(self, buffer: Buffer, community_id: int) -> None:
        self._buffer = buffer
        self._community_id = community_id

    async def all(self) -> Watchlist:
        """The words, from the mailbox's memory; after a change every mailbox loads them again."""
        found: Watchlist = await self._buffer.remember(("watch", self._community_id), self._load)
        return found

    async def _load(self) -> Watchlist:
        rows = await self._buffer.read(WORDS_OF, community=self._community_id)
        return Watchlist.of([WatchWord(r.id, r.folded, r.word, Tier(r.tier), r.added_at) for r in rows])

    def add(self, folded: str, word: str, tier: Tier, by: int, at: datetime) -> None:
        """Watch a word, or watch it differently."""
        self._buffer.write(
            ADD_WORD,
            community_id=self._community_id,
            folded=folded,
            id=self._buffer.next("watch_word"),
            word=word,
            tier=tier.value,
            added_by=by,
            added_at=at,
        )
        self._buffer.forget(("watch", self._community_id))

    def remove(self, folded: str) -> None:
        self._buffer.write(REMOVE_WORD, community=self._community_id, gone=folded)
        self._buffer.forget(("watch", self._community_id))


class BrandWords:
    """The words that stand for a community's brand and products."""

    def __init__(self, buffer: Buffer, community_id: int) -> None:
        self._buffer = buffer
        self._community_id = community_id

    async def all(self) -> list[BrandWord]:
        """The words in the order they were added."""
        rows = await self._buffer.read(BRAND_OF, community=self._community_id)
        return [BrandWord(row.id, row.folded, row.word) for row in rows]

    async def brand(self) -> Brand:
        """The words ready to be looked for, from the mailbox's memory."""
        found: Brand = await self._buffer.remember(("brand", self._community_id), self._load)
        return found

    async def _load(self) -> Brand:
        return Brand([word.word for word in await self.all()])

    def add(self, folded: str, word: str, by: int, at: datetime) -> None:
        self._buffer.write(
            ADD_BRAND,
            community_id=self._community_id,
            folded=folded,
            id=self._buffer.next("brand_word"),
            word=word,
            added_by=by,
            added_at=at,
        )
        self._buffer.forget(("brand", self._community_id))

    def remove(self, folded: str) -> None:
        self._buffer.write(REMOVE_BRAND, community=self._community_id, gone=folded)
        self._buffer.forget(("brand", self._community_id))


class Desks:
    """Which community a row belongs to, for a press that carries nothing but the row's id."""

    def __init__(self, buffer: Buffer) -> None:
        self._buffer = buffer

    async def of_incident(self, incident_id: int) -> CommunityId | None:
        row = await self._buffer.one(select(incidents.c.community_id).where(incidents.c.id == incident_id))
        return None if row is None else CommunityId(row.community_id)

    async def of_statement(self, statement_id: int) -> CommunityId | None:
        row = await self._buffer.one(select(statements.c.community_id).where(statements.c.id == statement_id))
        return None if row is None else CommunityId(row.community_id)

    async def of_watch_word(self, word_id: int) -> CommunityId | None:
        row = await self._buffer.one(select(watch_words.c.community_id).where(watch_words.c.id == word_id))
        return None if row is None else CommunityId(row.community_id)
