"""What every part of the gate does with an application: find it, keep it, write to the applicant, set its deadline."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.effect import Lane, Repeat
from bot.core.ids import EffectId, mailbox_id
from bot.core.text import Markup
from bot.features.entry.model import Application
from bot.features.entry.steps.question import Turn
from bot.features.settings.model import Group
from handlers.desk import Desk, Rows
from storage.entry import Applications

DEADLINE = "entry_deadline"
APPROVED = "entry_approved"
DECLINED = "entry_declined"
UNCLEAR = "entry_unclear"

LAST_WORDS = timedelta(minutes=5)
"""How long a decline waits at most for the message that explains it: then the private chat is closed anyway."""


async def pending(desk: Desk, number: int) -> tuple[Group | None, Application | None]:
    """The group of this mailbox and its undecided application with this id."""
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return None, None
    return group, await desk.store.chat(group.chat_id).applications.pending(number)


def applications_of(desk: Desk, application: Application) -> Applications:
    return desk.store.chat(application.chat_id).applications


async def turn_of(desk: Desk, group: Group, application: Application) -> Turn:
    """Where an applicant stands in the current step."""
    bank = await desk.store.chat(group.chat_id).entry_questions.at(application.made_at)
    return application.turn(bank, desk.now.astimezone(ZoneInfo(group.timezone)).date())


def write(
    desk: Desk,
    user_chat_id: int,
    text: Markup,
    buttons: Rows = (),
    *,
    handle: str | None = None,
    expires_at: datetime | None = None,
    report: str | None = None,
    memo: str = "",
) -> EffectId:
    """Write to an applicant: at once, and again when nobody knows whether it arrived."""
    return desk.send(
        user_chat_id,
        text,
        buttons,
        repeat=Repeat.WANTED,
        lane=Lane.URGENT,
        handle=handle,
        expires_at=expires_at or desk.now + LAST_WORDS,
        report=report,
        memo=memo,
    )


def tell(desk: Desk, application: Application, text: Markup, *, expires_at: datetime | None = None) -> EffectId | None:
    """Write to an applicant; None for somebody at the open door who has never opened the private chat."""
    if not application.can_be_told:
        return None
    return write(desk, application.user_chat_id, text, expires_at=expires_at)


def plan(desk: Desk, application: Application, kind: str, at: datetime, more: str = "") -> None:
    """Set the one deadline of an application."""
    desk.store.schedules(desk.work.mailbox).set(_key(application), kind, at, payload=f"{application.id}{more}")


def cancel(desk: Desk, application: Application) -> None:
    desk.store.schedules(desk.work.mailbox).cancel(_key(application))


def _key(application: Application) -> str:
    return f"entry:{application.chat_id}:{application.id}"
