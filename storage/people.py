"""Everybody the bot has met, whatever the group."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.core.event import Person
from bot.core.ids import ChatId, UserId
from storage.buffer import Buffer
from storage.tables import people

_person = insert(people)
SEE_PERSON = _person.on_conflict_do_update(
    index_elements=[people.c.user_id],
    set_={name: _person.excluded[name] for name in ("first_name", "last_name", "username", "language")},
)
SET_REACHABLE = update(people).where(people.c.user_id == bindparam("person")).values(reachable=bindparam("state"))
SET_FOCUS = update(people).where(people.c.user_id == bindparam("person")).values(focus_chat_id=bindparam("chat"))
SET_CHOSEN = update(people).where(people.c.user_id == bindparam("person")).values(chosen_language=bindparam("tongue"))


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
        """Those of these people who may be written to, in the given order, as this decision has left them."""
        rows = await self._buffer.read(select(people).where(people.c.user_id.in_(user_ids)), beside_writes=True)
        found = {row.user_id: _acquaintance(row) for row in rows}
        remembered = self._buffer.overlay.memory
        found.update({id_: known for id_ in user_ids if (known := remembered.get(("person", id_))) is not None})
        return [found[user_id] for user_id in user_ids if user_id in found and found[user_id].reachable]

    async def _load(self, user_id: int) -> Acquaintance | None:
        row = await self._buffer.one(select(people).where(people.c.user_id == user_id))
        return None if row is None else _acquaintance(row)


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
