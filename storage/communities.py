"""Communities: groups run together, and which of them somebody owns."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, delete, func, select, update

from bot.core.event import Person
from bot.core.ids import CommunityId, UserId
from bot.features.settings.change import ADDED, DROPPED, OWNERS, Altered
from storage.buffer import Buffer
from storage.settings import ADD_COMMUNITY, ADD_OWNER
from storage.tables import admins, communities, groups, incidents, owners, tickets

MOVE = update(groups).where(groups.c.chat_id == bindparam("chat")).values(community_id=bindparam("community"))
RENAME = update(communities).where(communities.c.id == bindparam("community")).values(name=bindparam("new_name"))
DROP_OWNER = delete(owners).where(
    owners.c.community_id == bindparam("community"), owners.c.user_id == bindparam("person")
)


@dataclass(frozen=True, slots=True)
class Community:
    """A community with how many groups the bot is in."""

    id: CommunityId
    name: str
    groups: int


class Communities:
    """All communities, for who joins them and leaves them."""

    def __init__(self, buffer: Buffer, altered: list[Altered]) -> None:
        self._buffer = buffer
        self._altered = altered

    async def find(self, community_id: int) -> Community | None:
        found = await self._read(communities.c.id == community_id)
        return found[0] if found else None

    async def owned_by(self, user_id: int) -> list[Community]:
        """The communities of an owner, the largest first."""
        mine = select(owners.c.community_id).where(owners.c.user_id == user_id)
        return await self._read(communities.c.id.in_(mine))

    async def is_owner(self, community_id: int, user_id: int) -> bool:
        row = await self._buffer.one(
            select(owners.c.user_id).where(owners.c.community_id == community_id, owners.c.user_id == user_id)
        )
        return row is not None

    async def owners_of(self, community_id: int) -> list[UserId]:
        """Its owners, who has been one for longest first; without the operator's own people."""
        rows = await self._buffer.read(
            select(owners.c.user_id)
            .where(owners.c.community_id == community_id)
            .order_by(owners.c.added_at, owners.c.user_id)
        )
        return [UserId(row.user_id) for row in rows]

    async def creators(self, community_id: int) -> dict[UserId, str]:
        """Who has created a group of it that the bot is in, with the title of one."""
        rows = await self._buffer.read(
            select(admins.c.user_id, groups.c.title)
            .join(groups, groups.c.chat_id == admins.c.chat_id)
            .where(groups.c.community_id == community_id, groups.c.left_at.is_(None), admins.c.is_creator)
        )
        return {UserId(row.user_id): row.title for row in rows}

    async def add_owner(self, community_id: int, person: Person, at: datetime) -> None:
        """Somebody owns the community from now on; every mailbox loads its groups anew."""
        await self._forget_groups(community_id)
        self._buffer.write(ADD_OWNER, community_id=community_id, user_id=person.id, added_at=at)
        self._altered.append(Altered(CommunityId(community_id), None, OWNERS, ADDED, [], [], person))

    async def drop_owner(self, community_id: int, person: Person) -> None:
        """Somebody does not own the community any more; every mailbox loads its groups anew."""
        await self._forget_groups(community_id)
        self._buffer.write(DROP_OWNER, community=community_id, person=person.id)
        self._altered.append(Altered(CommunityId(community_id), None, OWNERS, DROPPED, [], [], person))

    async def _forget_groups(self, community_id: int) -> None:
        """All of them: who comes back to a group must not find its former owners remembered."""
        rows = await self._buffer.read(select(groups.c.chat_id).where(groups.c.community_id == community_id))
        for row in rows:
            self._buffer.forget(("group", row.chat_id))

    async def is_busy(self, community_id: int, chat_id: int) -> bool:
        """Whether something is open that belongs to the community: an incident, or a ticket of this group."""
        burning = await self._buffer.one(
            select(incidents.c.id).where(incidents.c.community_id == community_id, incidents.c.closed_at.is_(None))
        )
        waiting = await self._buffer.one(
            select(tickets.c.id).where(tickets.c.chat_id == chat_id, tickets.c.closed_at.is_(None))
        )
        return burning is not None or waiting is not None

    def add(self, name: str, owner: int, at: datetime) -> CommunityId:
        """A new community with one owner; the creator of a group that moves there joins them when it is inspected."""
        community = CommunityId(self._buffer.next("community"))
        self._buffer.write(ADD_COMMUNITY, id=community, name=name, settings={}, created_at=at)
        self._buffer.write(ADD_OWNER, community_id=community, user_id=owner, added_at=at)
        return community

    def rename(self, community_id: int, name: str) -> None:
        self._buffer.write(RENAME, community=community_id, new_name=name)

    def move(self, chat_id: int, community_id: int) -> None:
        """A group belongs to another community from now on; every mailbox loads it anew."""
        self._buffer.write(MOVE, chat=chat_id, community=community_id)
        self._buffer.forget(("group", chat_id))

    async def _read(self, condition: ColumnElement[bool]) -> list[Community]:
        count = func.count(groups.c.chat_id).label("places")
        rows = await self._buffer.read(
            select(communities.c.id, communities.c.name, count)
            .outerjoin(groups, (groups.c.community_id == communities.c.id) & groups.c.left_at.is_(None))
            .where(condition)
            .group_by(communities.c.id, communities.c.name)
            .order_by(count.desc(), communities.c.id)
        )
        return [Community(CommunityId(row.id), row.name, int(row.places)) for row in rows]
