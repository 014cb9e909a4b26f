"""A group as the bot knows it: where it belongs, who runs it, what the bot may do there, and its settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from bot.core.ids import ChatId, CommunityId, Mailbox, UserId, chat_mailbox, community_mailbox
from bot.features.settings.declared import FeatureSettings as FeatureSettings
from bot.features.settings.rules import resolve
from bot.features.settings.settings import GeneralSettings

S = TypeVar("S", bound=FeatureSettings)


class BotStatus(StrEnum):
    """The bot's own place in a group."""

    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    GONE = "gone"


RIGHTS = ("can_delete_messages", "can_restrict_members", "can_invite_users", "can_pin_messages", "can_change_info")
"""The administrator rights the bot asks for, in the order it names them."""
NEEDED = ("can_delete_messages", "can_restrict_members", "can_invite_users")
"""Those without which something does not work."""


@dataclass(frozen=True, slots=True)
class Admin:
    """A Telegram administrator of a group. The creator has every right."""

    user_id: UserId
    name: str
    username: str | None
    is_creator: bool
    is_bot: bool
    is_anonymous: bool
    rights: frozenset[str]

    def may(self, right: str) -> bool:
        return self.is_creator or right in self.rights


@dataclass(frozen=True, slots=True)
class Group:
    """A group with its community's part; loaded whole, because every message needs it.

    ``layers``: overlays from the weakest to the strongest, each ``{feature: {key: value}}``.
    """

    chat_id: ChatId
    community_id: CommunityId
    title: str
    kind: str
    username: str | None
    is_forum: bool
    usual_language: str
    usual_timezone: str
    bot_status: BotStatus
    bot_rights: frozenset[str]
    admins: Mapping[UserId, Admin]
    owners: frozenset[UserId]
    layers: tuple[Mapping[str, Mapping[str, Any]], ...]
    added_by: UserId | None
    added_at: datetime
    inspected_at: datetime | None
    _resolved: dict[type, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def mailbox(self) -> Mailbox:
        return chat_mailbox(self.chat_id)

    @property
    def community_mailbox(self) -> Mailbox:
        return community_mailbox(self.community_id)

    @property
    def language(self) -> str:
        """What is spoken here: chosen for the group, else the usual."""
        return self.settings(GeneralSettings).language or self.usual_language

    @property
    def timezone(self) -> str:
        """The IANA zone of its days and hours: chosen for the group, else the usual."""
        return self.settings(GeneralSettings).timezone or self.usual_timezone

    @property
    def is_supergroup(self) -> bool:
        return self.kind == "supergroup"

    def settings(self, model: type[S]) -> S:
        """A feature's settings here: defaults, then operator, community and group."""
        found = self._resolved.get(model)
        if found is None:
            found = self._resolved[model] = resolve(model, [layer.get(model.feature, {}) for layer in self.layers])
        return found

    def chose(self, model: type[FeatureSettings], key: str) -> bool:
        """Whether anybody has set this value: the operator, the community or the group."""
        return any(key in layer.get(model.feature, {}) for layer in self.layers)

    def can(self, right: str) -> bool:
        """Whether the bot has an administrator right here."""
        return self.bot_status is BotStatus.ADMINISTRATOR and right in self.bot_rights

    @property
    def missing_rights(self) -> tuple[str, ...]:
        """Needed rights that the bot lacks, in the order of `NEEDED`."""
        return tuple(right for right in NEEDED if not self.can(right))

    def is_owner(self, user_id: int) -> bool:
        return user_id in self.owners

    def is_admin(self, user_id: int) -> bool:
        """An administrator of the group or an owner of its community."""
        return user_id in self.admins or user_id in self.owners

    def may(self, user_id: int, right: str) -> bool:
        """Whether this person may ask for what ``right`` stands for; owners are exempt."""
        if user_id in self.owners:
            return True
        admin = self.admins.get(UserId(user_id))
        return admin is not None and admin.may(right)

    @property
    def staff(self) -> tuple[UserId, ...]:
        """Human administrators and owners: who is told when something matters. The creator first."""
        people = sorted((a for a in self.admins.values() if not a.is_bot), key=lambda a: (not a.is_creator, a.user_id))
        return tuple(dict.fromkeys([*(a.user_id for a in people), *sorted(self.owners)]))
