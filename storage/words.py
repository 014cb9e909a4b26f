"""Forbidden words and allowed domains of a community."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from bot.features.moderation.model import Action, Word
from bot.language.keywords import Keywords
from storage.buffer import Buffer
from storage.sought import sought
from storage.tables import domains, words

_word = insert(words)
ADD_WORD = _word.on_conflict_do_update(
    index_elements=[words.c.community_id, words.c.folded],
    set_={name: _word.excluded[name] for name in ("word", "action", "added_by", "added_at")},
)
DROP_WORD = delete(words).where(words.c.community_id == bindparam("community"), words.c.folded == bindparam("spelling"))
ADD_DOMAIN = insert(domains).on_conflict_do_nothing(index_elements=[domains.c.community_id, domains.c.domain])
DROP_DOMAIN = delete(domains).where(
    domains.c.community_id == bindparam("community"), domains.c.domain == bindparam("name")
)


WORDS_OF = select(words).where(words.c.community_id == bindparam("community")).order_by(words.c.folded)
DOMAINS_OF = select(domains.c.domain).where(domains.c.community_id == bindparam("community")).order_by(domains.c.domain)


class Words:
    """The forbidden words of one community."""

    def __init__(self, buffer: Buffer, community_id: int) -> None:
        self._buffer = buffer
        self._community_id = community_id

    async def all(self) -> list[Word]:
        """Every word, in order of its folded spelling."""
        rows = await self._buffer.read(WORDS_OF, community=self._community_id)
        return [Word(row.word, row.folded, Action.of(row.action)) for row in rows]

    async def ready(self) -> Keywords[Word]:
        """The words ready to be sought, from the mailbox's memory."""
        found: Keywords[Word] = await self._buffer.remember(("words", self._community_id), self._load)
        return found

    async def _load(self) -> Keywords[Word]:
        return await sought({word.folded: word for word in await self.all()})

    def add(self, word: Word, *, by: int, at: datetime) -> None:
        """Forbid a word, or change what is ordered for it."""
        self._buffer.write(
            ADD_WORD,
            community_id=self._community_id,
            folded=word.folded,
            word=word.word,
            action=word.action.word,
            added_by=by,
            added_at=at,
        )
        self._buffer.forget(("words", self._community_id))

    def drop(self, folded: str) -> None:
        """Allow a word again."""
        self._buffer.write(DROP_WORD, community=self._community_id, spelling=folded)
        self._buffer.forget(("words", self._community_id))


class Domains:
    """The domains that one community allows."""

    def __init__(self, buffer: Buffer, community_id: int) -> None:
        self._buffer = buffer
        self._community_id = community_id

    async def all(self) -> Sequence[str]:
        """Every domain, by name."""
        rows = await self._buffer.read(DOMAINS_OF, community=self._community_id)
        return [row.domain for row in rows]

    def add(self, domain: str, *, by: int, at: datetime) -> None:
        self._buffer.write(ADD_DOMAIN, community_id=self._community_id, domain=domain, added_by=by, added_at=at)
        self._buffer.forget(("domains", self._community_id))

    def drop(self, domain: str) -> None:
        self._buffer.write(DROP_DOMAIN, community=self._community_id, name=domain)
        self._buffer.forget(("domains", self._community_id))
