"""What Telegram made of it: only now is something called deleted, muted or banned."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from bot.core.effect import CreateInvite, Outcome, Status
from bot.core.event import Person
from bot.core.ids import mailbox_id
from bot.core.text import Markup
from bot.features.moderation.model import Action, Case, CaseState, Progress, Subject
from bot.features.settings.model import Group
from handlers.checkin import corrections
from handlers.desk import Desk
from handlers.keyboards import button
from handlers.moderation.cards import RIGHT, UNDELETABLE, change, find_case, outcome, show, who
from handlers.moderation.consequences import Deletion
from handlers.moderation.places import Place
from handlers.moderation.rights import remember_lack
from handlers.moderation.sweeping import sweep

LIFTED = "case_lifted"
INVITED = "case_invited"
UNDONE = "case_undone"
INVITE_LASTS = timedelta(days=7)
NO_RIGHTS = "not enough rights"
"""What Telegram says when the bot may not (in lower case)."""
CANNOT_DELETE = "message can't be deleted"
"""Said for messages older than 48 hours and, just so, without the right."""


@dataclass(frozen=True, slots=True)
class Undone:
    """A case was taken back, for whoever waits for a decision about it."""

    case_id: int


class Lifting(msgspec.Struct, frozen=True):
    """A mute or ban that somebody has taken off by command."""

    action: str
    subject: Subject
    by: Person


class About(msgspec.Struct, frozen=True):
    """The memo of a sanction's or lifting's call. ``sweeps``: what somebody wrote lately goes with them."""

    case_id: int
    place: Place | None = None
    lifting: Lifting | None = None
    sweeps: bool = False


async def _reported(desk: Desk, body: bytes) -> tuple[Outcome, Group | None]:
    result = msgspec.json.decode(body, type=Outcome)
    return result, await desk.group(mailbox_id(desk.work.mailbox))


async def deleted(desk: Desk, body: bytes) -> None:
    """A deletion was accepted or refused, whole or in part: the case says so, and its card is shown or follows."""
    result, group = await _reported(desk, body)
    deletion = Deletion.unpacked(result.memo)
    case = await find_case(desk, group, deletion.case_id) if group is not None else None
    if group is None or case is None:
        return
    store = desk.store.chat(group.chat_id)
    left = [] if result.accepted else result.data.get("left", deletion.message_ids)
    gone = [message_id for message_id in deletion.message_ids if message_id not in left]
    case = replace(case, removed=case.removed + len(gone))
    if not result.accepted:
        case = replace(case, error=failure_of(group, result, "can_delete_messages"))
        await remember_lack(desk, group, case.error)
    if not case.is_undone and (deletion.place is None or case.card is not None):
        case = await show(desk, group, case)
    if gone:
        local = desk.now.astimezone(ZoneInfo(group.timezone))
        store.counts.add("deleted", local.date().isoformat(), local.hour, len(gone))
        # What was convicted as it came has been no check-in: no other feature has heard it.
        if heard := [message_id for message_id in gone if message_id != deletion.unheard]:
            await corrections.messages_gone(desk, group, heard)
    for message_id in left:
        store.cases.mark_kept(case.id, message_id, kept=True)
    await change(desk, group, case)
    if deletion.place is not None:
        answer_about(desk, case, deletion.place)


async def sanctioned(desk: Desk, body: bytes) -> None:
    """A mute, kick or ban was accepted or refused."""
    result, group = await _reported(desk, body)
    about = msgspec.json.decode(result.memo, type=About)
    case = await find_case(desk, group, about.case_id) if group is not None else None
    if group is None or case is None or result.status is Status.SUPERSEDED:
        return
    is_sweeping = False
    if not case.is_undone:  # else what counts is the lifting, which follows
        case = await _answered(desk, group, case, result)
        if about.sweeps and result.accepted:
            case, is_sweeping = await sweep(desk, group, case, about.place)
    if case.by_machine or case.card is not None:
        case = await show(desk, group, case)
    await change(desk, group, case)
    if about.place is not None and not is_sweeping:
        answer_about(desk, case, about.place)


async def _answered(desk: Desk, group: Group, case: Case, result: Outcome) -> Case:
    """The case with what Telegram said to its sanction."""
    if result.accepted and "already" in result.data:
        # It would have been shortened, and is not the machine's to lift.
        return replace(case, action=Action.DELETE, until=None, sanction=Progress.NONE)
    if result.accepted:
        return replace(case, sanction=Progress.DONE)
    if case.action is Action.WARN:
        # Nobody has read it: it does not count towards a mute, and is no news for the staff either.
        return replace(case, sanction=Progress.FAILED)
    error = failure_of(group, result, "can_restrict_members")
    await remember_lack(desk, group, error)
    return replace(case, sanction=Progress.FAILED, error=error)


async def lifted(desk: Desk, body: bytes) -> None:
    """A mute or ban was lifted, or Telegram refused to."""
    result, group = await _reported(desk, body)
    about = msgspec.json.decode(result.memo, type=About)
    was_overtaken = result.status is Status.SUPERSEDED
    if group is None:
        return
    if about.lifting is not None:
        if not was_overtaken:
            await _lifted_by_hand(desk, group, about.lifting, about.place, result)
        return
    case = await find_case(desk, group, about.case_id)
    if case is None:
        return
    if result.accepted or was_overtaken:
        case = replace(case, sanction=Progress.LIFTED)
        if result.accepted and case.action.removes and not case.subject.is_channel:
            bring_back(desk, group, case)
    else:
        why = failure_of(group, result, "can_restrict_members")
        case = replace(case, sanction=Progress.HELD, error=why)
        await remember_lack(desk, group, case.error)
    await change(desk, group, await show(desk, group, case) if case.card is not None else case)
    announce(desk, group, case)
    if about.place is None:
        return
    if case.sanction is Progress.LIFTED:
        said = desk.say(about.place.language, "undo-done", number=str(case.number), who=who(case))
        desk.send(about.place.chat_id, said, reply_to=about.place.reply_to, thread_id=about.place.thread_id)
    else:
        answer_about(desk, case, about.place)


def announce(desk: Desk, group: Group, case: Case) -> None:
    """Pass on that a case is undone, once Telegram has lifted what there was to lift."""
    if case.is_settled:
        desk.work.forward(group.mailbox, UNDONE, Undone(case.id))


def bring_back(desk: Desk, group: Group, case: Case) -> None:
    """Have a way back made for somebody who was removed, past the gate and for them alone."""
    call = CreateInvite(group.chat_id, f"#{case.number}", member_limit=1, expires_at=desk.now + INVITE_LASTS)
    desk.work.emit(call, report=INVITED, memo=str(case.id))


async def _lifted_by_hand(desk: Desk, group: Group, lifting: Lifting, place: Place | None, result: Outcome) -> None:
    """A command's lifting has come to its end: the cases it came from are closed, and who asked hears of it."""
    subject, action = lifting.subject, Action.of(lifting.action)
    if result.accepted:
        store = desk.store.chat(group.chat_id)
        open_ones = [
            await find_case(desk, group, case.id) or case
            for case in await store.cases.of_subject(subject.id)
            if case.action is action and (case.state is CaseState.OPEN or case.is_held)
        ]
        for case in open_ones:
            closed = replace(
                case,
                state=CaseState.UNDONE,
                undone_at=desk.now,
                undone_by=lifting.by.id,
                undone_name=lifting.by.name,
                sanction=Progress.LIFTED,
                error=None if case.is_held else case.error,
            )
            await change(desk, group, await show(desk, group, closed) if closed.card is not None else closed)
            announce(desk, group, closed)
    if place is None:
        return
    name = Markup.escape(subject.name) if subject.is_channel else Markup.mention(subject.id, subject.name)
    if result.accepted:
        said = desk.say(place.language, f"lifted-{action.word}", who=name)
    else:
        why = failure_of(group, result, "can_restrict_members")
        reason = reason_of(desk, place.language, why)
        said = desk.say(place.language, "lift-failed", who=name, reason=reason)
    desk.send(place.chat_id, said, reply_to=place.reply_to, thread_id=place.thread_id)


def answer_about(desk: Desk, case: Case, place: Place) -> None:
    """Tell who asked what has become of it."""
    text = Markup("\n").join(
        [
            desk.say(place.language, "case-line", number=str(case.number), who=who(case)),
            *outcome(desk, place.language, case),
        ]
    )
    works = case.state is not CaseState.UNDONE and case.sanction is not Progress.FAILED and case.action > Action.ASK
    undo = [[button(desk.say(place.language, "case-button-undo").plain(), "case", "undo", case.id)]]
    buttons = undo if works or case.is_held else []
    desk.send(place.chat_id, text, buttons, reply_to=place.reply_to, thread_id=place.thread_id)


def failure_of(group: Group, result: Outcome, right: str) -> str:
    """Why it did not happen, as `Case.error` has it: a missing right by its name, else Telegram's words."""
    said = (result.error or result.status.value)[:200]
    if NO_RIGHTS in said.lower() or (not group.can(right) and CANNOT_DELETE in said.lower()):
        return RIGHT + right
    return UNDELETABLE if CANNOT_DELETE in said.lower() else said


def reason_of(desk: Desk, language: str, error: str) -> Markup:
    """Why it did not happen, for people: the right by its name, or Telegram's words."""
    if error.startswith(RIGHT):
        return desk.say(language, f"right-{error.removeprefix(RIGHT)}")
    return Markup.escape(error)


def memo(**about: Any) -> str:
    """An `About` as text."""
    return msgspec.json.encode(About(**about)).decode()
