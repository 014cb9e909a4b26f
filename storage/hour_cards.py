"""The silent card of each hour, one a community."""

from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.features.moderation.model import Told
from storage.buffer import Buffer
from storage.tables import cases, hour_cards

OPEN = insert(hour_cards).on_conflict_do_nothing(index_elements=[hour_cards.c.card])
TELL = update(hour_cards).where(hour_cards.c.card == bindparam("handle")).values(told=bindparam("readers"))


class HourCards:
    """The hourly cards of one community."""

    def __init__(self, buffer: Buffer, community_id: int) -> None:
        self._buffer = buffer
        self._community_id = community_id

    async def told(self, card: str) -> tuple[Told, ...] | None:
        """Who has this card; None when it was never opened."""
        row = await self._buffer.one(select(hour_cards.c.told).where(hour_cards.c.card == card))
        return None if row is None else tuple(Told(chat_id, language) for chat_id, language in row.told)

    async def untold(self, since: datetime, chat_id: int | None = None) -> list[str]:
        """Cards opened since then that nobody could be shown, oldest first; those with cases of one group, if given."""
        statement = select(hour_cards).where(hour_cards.c.community_id == self._community_id, hour_cards.c.at >= since)
        if chat_id is not None:
            here = select(cases.c.id).where(cases.c.card == hour_cards.c.card, cases.c.chat_id == chat_id)
            statement = statement.where(here.exists())
        rows = await self._buffer.read(statement.order_by(hour_cards.c.at, hour_cards.c.card))
        return [row.card for row in rows if not row.told]

    def open(self, card: str, told: tuple[Told, ...], at: datetime) -> None:
        """A card that these people get."""
        self._buffer.write(OPEN, card=card, community_id=self._community_id, at=at, told=_plain(told))

    def tell(self, card: str, told: tuple[Told, ...]) -> None:
        """Somebody has it now."""
        self._buffer.write(TELL, handle=card, readers=_plain(told))


def _plain(told: tuple[Told, ...]) -> list[list[object]]:
    return [[one.user_id, one.language] for one in told]
