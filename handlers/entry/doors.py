"""The doors: what is asked of Telegram to let somebody in or to send them away, by how they stand before the group."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Protocol

from bot.core.effect import ApproveJoin, Ban, DeclineJoin
from bot.core.ids import EffectId
from bot.features.entry.model import Application, Door
from handlers.desk import Desk
from handlers.entry.applications import APPROVED, DECLINED
from handlers.entry.hold import OpenDoor


class Doorkeeper(Protocol):
    """One door. What Telegram says comes back as `APPROVED` or `DECLINED` with the application's id as memo."""

    async def let_in(self, desk: Desk, application: Application) -> None:
        """Have them let in, with everything that is theirs."""
        ...

    async def send_away(self, desk: Desk, application: Application, after: EffectId | None) -> None:
        """Have them refused or removed once ``after`` is settled; for good if `Application.for_good`."""
        ...

    def keeps_out(self, cooldown: timedelta) -> timedelta:
        """For how long they cannot come again, where the group has set this cool-off."""
        ...


class RequestDoor:
    """Outside, with a join request."""

    async def let_in(self, desk: Desk, application: Application) -> None:
        desk.work.emit(ApproveJoin(application.chat_id, application.user_id), report=APPROVED, memo=str(application.id))

    async def send_away(self, desk: Desk, application: Application, after: EffectId | None) -> None:
        chat_id, user_id, memo = application.chat_id, application.user_id, str(application.id)
        if not application.for_good:
            desk.work.emit(DeclineJoin(chat_id, user_id), after=after, report=DECLINED, memo=memo)
            return
        declined = desk.work.emit(DeclineJoin(chat_id, user_id), after=after)
        desk.work.emit(Ban(chat_id, user_id), after=declined, report=DECLINED, memo=memo)

    def keeps_out(self, cooldown: timedelta) -> timedelta:
        return cooldown


DOORS: Mapping[Door, Doorkeeper] = {Door.REQUEST: RequestDoor(), Door.OPEN: OpenDoor()}
