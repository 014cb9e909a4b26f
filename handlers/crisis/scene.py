"""An incident as its community sees it: with its evidence, its groups, and who has been told."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.effect import Status
from bot.core.ids import ChatId, UserId, mailbox_id
from bot.features.crisis.model import Evidence, Incident, Told
from bot.features.crisis.settings import CrisisSettings
from bot.features.settings.model import Group
from handlers.desk import Desk
from storage import CommunityView


@dataclass(frozen=True, slots=True)
class Scene:
    """An incident with all that is needed to tell of it."""

    incident: Incident
    evidence: Evidence
    told: tuple[Told, ...]
    groups: Mapping[ChatId, Group]
    """the groups touched that the bot still knows, the one where it began first"""
    admin_chat: Group | None = None
    slowed: bool = False
    """whether a group is slowed down for it"""

    @property
    def home(self) -> Group:
        """The group of the first message."""
        return next(iter(self.groups.values()))

    @property
    def staff(self) -> tuple[UserId, ...]:
        return tuple(dict.fromkeys(user for group in self.groups.values() for user in group.staff))

    @property
    def owners(self) -> tuple[UserId, ...]:
        return tuple(dict.fromkeys(user for group in self.groups.values() for user in sorted(group.owners)))

    @property
    def settings(self) -> CrisisSettings:
        return self.home.settings(CrisisSettings)

    @property
    def names(self) -> Mapping[UserId, str]:
        """What the administrators are called."""
        return {
            admin.user_id: admin.name
            for group in self.groups.values()
            for admin in group.admins.values()
            if not admin.is_bot
        }

    def is_for(self, user_id: int) -> bool:
        return any(group.is_admin(user_id) for group in self.groups.values())

    @property
    def now_told(self) -> set[int]:
        """Who has been told in the present round and was not out of reach."""
        refused = (Status.REFUSED.value, Status.LOST.value)
        return {t.user_id for t in self.told if t.alert == self.incident.alerts and t.status not in refused}


async def scene_of(desk: Desk, incident: Incident) -> Scene | None:
    """Gather what is known about an incident; None when the bot knows none of its groups any more."""
    incidents = community(desk).incidents
    evidence = await incidents.evidence(incident.id)
    chats = dict.fromkeys((*([incident.chat_id] if incident.chat_id is not None else []), *evidence.groups))
    groups = {chat_id: group for chat_id in chats if (group := await desk.group(chat_id)) is not None}
    told = tuple(await incidents.told(incident.id))
    if not groups:
        return None
    place = await desk.admin_chat(next(iter(groups.values())))
    slowed = bool(await community(desk).slowed.chats(incident.id))
    return Scene(incident, evidence, told, groups, place, slowed)


def community(desk: Desk) -> CommunityView:
    """The community that owns this mailbox: it decides about its incidents and watch words."""
    return desk.store.community(mailbox_id(desk.work.mailbox))
