"""Groups and communities: rights, administrators, owners and the overlays of settings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.core.ids import ChatId, CommunityId, UserId
from bot.features.members.model import MemberStatus
from bot.features.settings.change import Altered, differences
from bot.features.settings.model import Admin, BotStatus, Group
from storage.buffer import Buffer
from storage.tables import admins, communities, groups, members, owners

Overlay = Mapping[str, Mapping[str, Any]]

ADD_COMMUNITY = insert(communities)
ADD_OWNER = insert(owners).on_conflict_do_nothing(index_elements=[owners.c.community_id, owners.c.user_id])
ADD_GROUP = insert(groups).on_conflict_do_nothing(index_elements=[groups.c.chat_id])
SET_PLACE = (
    update(groups)
    .where(groups.c.chat_id == bindparam("chat"))
    .values(
        title=bindparam("new_title"),
        kind=bindparam("new_kind"),
        username=bindparam("new_username"),
        is_forum=bindparam("new_is_forum"),
    )
)
SET_RIGHTS = (
    update(groups)
    .where(groups.c.chat_id == bindparam("chat"))
    .values(bot_status=bindparam("status"), bot_rights=bindparam("rights"), left_at=bindparam("gone_at"))
)
SET_INSPECTED = update(groups).where(groups.c.chat_id == bindparam("chat")).values(inspected_at=bindparam("at"))
SET_LANGUAGE = update(groups).where(groups.c.chat_id == bindparam("chat")).values(language=bindparam("tongue"))
SET_OVERLAY = update(groups).where(groups.c.chat_id == bindparam("chat")).values(settings=bindparam("overlay"))
SET_COMMUNITY_OVERLAY = (
    update(communities).where(communities.c.id == bindparam("community")).values(settings=bindparam("overlay"))
)
DROP_ADMINS = delete(admins).where(admins.c.chat_id == bindparam("chat"))
DROP_ADMIN = delete(admins).where(admins.c.chat_id == bindparam("chat"), admins.c.user_id == bindparam("person"))
_admin = insert(admins)
ADD_ADMIN = _admin.on_conflict_do_update(
    index_elements=[admins.c.chat_id, admins.c.user_id],
    set_={
        name: _admin.excluded[name] for name in ("name", "username", "is_creator", "is_bot", "is_anonymous", "rights")
    },
)


FIND = (
    select(groups, communities.c.settings.label("community_settings"))
    .join(communities, communities.c.id == groups.c.community_id)
    .where((groups.c.chat_id == bindparam("chat")) | (groups.c.migrated_from == bindparam("chat")))
)
ADMINS_OF = select(admins).where(admins.c.chat_id == bindparam("chat"))
OWNERS_OF = select(owners.c.user_id).where(owners.c.community_id == bindparam("community"))
CHATS_OF = (
    select(groups.c.chat_id)
    .where(groups.c.community_id == bindparam("community"), groups.c.left_at.is_(None))
    .order_by(groups.c.added_at, groups.c.chat_id)
)


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the operator's configuration gives to every group."""

    language: str = "zh-CN"
    timezone: str = "Asia/Shanghai"
    settings: Overlay | None = None
    owners: frozenset[UserId] = frozenset()
    """The operator's own people: owners of every community."""


class Groups:
    """All groups, as one decision sees them."""

    def __init__(self, buffer: Buffer, defaults: Defaults, altered: list[Altered]) -> None:
        self._buffer = buffer
        self._defaults = defaults
        self._altered = altered

    async def find(self, chat_id: int) -> Group | None:
        """The group, from the mailbox's memory or the database; an id from before a migration finds it too."""
        key = ("group", chat_id)
        known: Group | None = self._buffer.overlay.memory.get(key)
        if known is not None:
            return known
        group: Group | None = await self._buffer.remember(key, lambda: self._load(chat_id))
        if group is None:
            self._buffer.overlay.memory.pop(key, None)
        return group

    async def is_kept(self, chat_id: int) -> bool:
        """Whether something is kept under exactly this id, as the database has it now."""
        return await self._buffer.one(select(groups.c.chat_id).where(groups.c.chat_id == chat_id)) is not None

    async def _load(self, chat_id: int) -> Group | None:
        row = await self._buffer.one(FIND, chat=chat_id)
        if row is None:
            return None
        chat_id = row.chat_id
        people = await self._buffer.read(ADMINS_OF, chat=chat_id)
        bosses = await self._buffer.read(OWNERS_OF, community=row.community_id)
        return Group(
            chat_id=ChatId(chat_id),
            community_id=CommunityId(row.community_id),
            title=row.title,
            kind=row.kind,
            username=row.username,
            is_forum=row.is_forum,
            usual_language=row.language or self._defaults.language,
            usual_timezone=row.timezone or self._defaults.timezone,
            bot_status=BotStatus(row.bot_status),
            bot_rights=frozenset(row.bot_rights),
            admins={UserId(a.user_id): _admin_of(a) for a in people},
            owners=frozenset(UserId(b.user_id) for b in bosses) | self._defaults.owners,
            layers=(self._defaults.settings or {}, row.community_settings, row.settings),
            added_by=row.added_by,
            added_at=row.added_at,
            inspected_at=row.inspected_at,
        )

    def add(
        self, chat_id: int, *, title: str, kind: str, username: str | None, is_forum: bool, by: int | None, at: datetime
    ) -> Group:
        """A new group in a new community of its own; this decision sees it at once."""
        community = CommunityId(self._buffer.next("community"))
        self._buffer.write(ADD_COMMUNITY, id=community, name=title, settings={}, created_at=at)
        self._buffer.write(
            ADD_GROUP,
            chat_id=chat_id,
            community_id=community,
            title=title,
            kind=kind,
            username=username,
            is_forum=is_forum,
            settings={},
            bot_status=BotStatus.MEMBER.value,
            bot_rights=[],
            added_by=by,
            added_at=at,
        )
        self.forget(chat_id)
        group = Group(
            chat_id=ChatId(chat_id),
            community_id=community,
            title=title,
            kind=kind,
            username=username,
            is_forum=is_forum,
            usual_language=self._defaults.language,
            usual_timezone=self._defaults.timezone,
            bot_status=BotStatus.MEMBER,
            bot_rights=frozenset(),
            admins={},
            owners=self._defaults.owners,
            layers=(self._defaults.settings or {}, {}, {}),
            added_by=UserId(by) if by else None,
            added_at=at,
            inspected_at=None,
        )
        self._buffer.overlay.memory["group", chat_id] = group
        return group

    def set_place(self, chat_id: int, *, title: str, kind: str, username: str | None, is_forum: bool) -> None:
        self._buffer.write(
            SET_PLACE, chat=chat_id, new_title=title, new_kind=kind, new_username=username, new_is_forum=is_forum
        )
        self._keep(chat_id, title=title, kind=kind, username=username, is_forum=is_forum)

    def set_rights(self, chat_id: int, status: BotStatus, rights: Iterable[str], gone_at: datetime | None) -> None:
        """What the bot is and may do there; ``gone_at`` when it was removed."""
        self._buffer.write(SET_RIGHTS, chat=chat_id, status=status.value, rights=sorted(rights), gone_at=gone_at)
        self._keep(chat_id, bot_status=status, bot_rights=frozenset(rights))

    def set_language(self, chat_id: int, language: str) -> None:
        self._buffer.write(SET_LANGUAGE, chat=chat_id, tongue=language)
        self._keep(chat_id, usual_language=language)

    def set_value(self, group: Group, feature: str, key: str, value: Any) -> Group:
        """One setting of the group's own overlay; returns the group with it. None means off, see `unset_value`."""
        return self._set_overlay(group, feature, {**self._own(group).get(feature, {}), key: value})

    def unset_value(self, group: Group, feature: str, key: str) -> Group:
        """Let the group inherit a setting again; returns the group without its own value."""
        kept = {name: value for name, value in self._own(group).get(feature, {}).items() if name != key}
        return self._set_overlay(group, feature, kept)

    async def community_value(self, community_id: int, feature: str, key: str) -> Any:
        """A community's own value of a setting; None when it has none."""
        return (await self._community_overlay(community_id)).get(feature, {}).get(key)

    async def set_community_value(self, community_id: int, feature: str, key: str, value: Any) -> None:
        """One setting of all groups of a community that have no value of their own; in the community's mailbox only."""
        await self.set_community_values(community_id, feature, {key: value})

    async def set_community_values(self, community_id: int, feature: str, values: Mapping[str, Any]) -> None:
        """Several settings of one feature at once, as `set_community_value`."""
        overlay = await self._community_overlay(community_id)
        chats = await self.of_community(community_id)
        changed = {**overlay, feature: {**overlay.get(feature, {}), **values}}
        community = CommunityId(community_id)
        self._altered += differences(community, None, feature, overlay.get(feature, {}), changed[feature])
        self._buffer.write(SET_COMMUNITY_OVERLAY, community=community_id, overlay=changed)
        for chat_id in chats:
            self.forget(chat_id)

    async def _community_overlay(self, community_id: int) -> Overlay:
        row = await self._buffer.one(select(communities.c.settings).where(communities.c.id == community_id))
        return row.settings if row is not None else {}

    def _own(self, group: Group) -> Overlay:
        """The group's overlay as this decision has left it."""
        current: Group = self._buffer.overlay.memory.get(("group", group.chat_id)) or group
        return current.layers[-1]

    def _set_overlay(self, group: Group, feature: str, values: Mapping[str, Any]) -> Group:
        own = self._own(group)
        self._altered += differences(group.community_id, group.chat_id, feature, own.get(feature, {}), values)
        overlay = {**own, feature: values}
        self._buffer.write(SET_OVERLAY, chat=group.chat_id, overlay=overlay)
        changed = replace(group, layers=(*group.layers[:-1], overlay), _resolved={})
        self._buffer.renew(("group", group.chat_id), changed)
        return changed

    def replace_admins(self, chat_id: int, found: Sequence[Admin], at: datetime) -> None:
        """The administrators as Telegram lists them now."""
        self._buffer.write(DROP_ADMINS, chat=chat_id)
        for admin in found:
            self._add_admin(chat_id, admin)
        self._buffer.write(SET_INSPECTED, chat=chat_id, at=at)
        self._keep(chat_id, admins={admin.user_id: admin for admin in found}, inspected_at=at)

    def with_admins(self, group: Group, found: Sequence[Admin], at: datetime) -> Group:
        """The group as it is after `replace_admins`, for this decision and those that follow in this mailbox."""
        changed = replace(group, admins={admin.user_id: admin for admin in found}, inspected_at=at)
        self._buffer.overlay.memory["group", group.chat_id] = changed
        return changed

    def set_admin(self, chat_id: int, admin: Admin) -> None:
        """One administrator, new or changed."""
        self._add_admin(chat_id, admin)
        known = self._known(chat_id)
        self._keep(chat_id, admins={**(known.admins if known else {}), admin.user_id: admin})

    def drop_admin(self, chat_id: int, user_id: int) -> None:
        self._buffer.write(DROP_ADMIN, chat=chat_id, person=user_id)
        known = self._known(chat_id)
        self._keep(
            chat_id, admins={id_: admin for id_, admin in known.admins.items() if id_ != user_id} if known else {}
        )

    def _known(self, chat_id: int) -> Group | None:
        """The group as this mailbox remembers it."""
        known: Group | None = self._buffer.overlay.memory.get(("group", chat_id))
        return known

    def _keep(self, chat_id: int, **changes: Any) -> None:
        """Remember a group as this decision has changed it: it may not read what it has just written."""
        known = self._known(chat_id)
        if known is None:
            self.forget(chat_id)
        else:
            self._buffer.renew(("group", chat_id), replace(known, **changes))

    def forget(self, chat_id: int) -> None:
        """Make every mailbox load this group again."""
        self._buffer.forget(("group", chat_id))

    async def of_community(self, community_id: int) -> list[ChatId]:
        """The groups of a community that the bot is in, oldest first."""
        rows = await self._buffer.read(CHATS_OF, community=community_id)
        return [ChatId(row.chat_id) for row in rows]

    async def owned_by(self, user_id: int) -> list[ChatId]:
        """The groups of the communities that somebody owns, oldest first; the operator's own people own all."""
        statement = select(groups.c.chat_id).where(groups.c.left_at.is_(None))
        if user_id not in self._defaults.owners:
            mine = select(owners.c.community_id).where(owners.c.user_id == user_id)
            statement = statement.where(groups.c.community_id.in_(mine))
        rows = await self._buffer.read(statement.order_by(groups.c.added_at, groups.c.chat_id))
        return [ChatId(row.chat_id) for row in rows]

    async def run_by(self, user_id: int) -> list[ChatId]:
        """The groups in which a person is administrator or owner, oldest first."""
        administered = select(admins.c.chat_id).where(admins.c.user_id == user_id)
        owned = (
            select(groups.c.chat_id)
            .join(owners, owners.c.community_id == groups.c.community_id)
            .where(owners.c.user_id == user_id)
        )
        mine = groups.c.chat_id.in_(administered) | groups.c.chat_id.in_(owned)
        statement = select(groups.c.chat_id).where(groups.c.left_at.is_(None))
        if user_id not in self._defaults.owners:
            statement = statement.where(mine)
        rows = await self._buffer.read(statement.order_by(groups.c.added_at, groups.c.chat_id))
        return [ChatId(row.chat_id) for row in rows]

    async def joined_by(self, user_id: int) -> list[ChatId]:
        """The groups in which a person is now, as far as the bot has seen, oldest first."""
        rows = await self._buffer.read(
            select(groups.c.chat_id)
            .join(members, members.c.chat_id == groups.c.chat_id)
            .where(
                members.c.user_id == user_id,
                members.c.status.not_in([MemberStatus.LEFT.value, MemberStatus.BANNED.value]),
                groups.c.left_at.is_(None),
            )
            .order_by(groups.c.added_at, groups.c.chat_id),
            beside_writes_to=(members,),
        )
        return [ChatId(row.chat_id) for row in rows]

    def _add_admin(self, chat_id: int, admin: Admin) -> None:
        self._buffer.write(
            ADD_ADMIN,
            chat_id=chat_id,
            user_id=admin.user_id,
            name=admin.name,
            username=admin.username,
            is_creator=admin.is_creator,
            is_bot=admin.is_bot,
            is_anonymous=admin.is_anonymous,
            rights=sorted(admin.rights),
        )


def _admin_of(row: Any) -> Admin:
    return Admin(
        user_id=UserId(row.user_id),
        name=row.name,
        username=row.username,
        is_creator=row.is_creator,
        is_bot=row.is_bot,
        is_anonymous=row.is_anonymous,
        rights=frozenset(row.rights),
    )
