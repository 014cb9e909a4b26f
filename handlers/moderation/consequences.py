"""What a verdict leads to in the chat. Guarding does it, observing leaves everything as it is: nobody else asks which."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Protocol

import msgspec
from telegram.ext import ApplicationHandlerStop

from bot.core.effect import Ban, BanChannel, DeleteMessages, DeleteReactions, Repeat, Restrict
from bot.core.text import Markup
from bot.features.moderation.model import Action, Case, CaseState, Progress, Sanction, Verdict
from bot.features.moderation.settings import Mode
from bot.features.settings.model import Group
from handlers.desk import Desk
from handlers.moderation.cards import RIGHT

DELETED = "case_deleted"
SANCTIONED = "case_sanctioned"


class Consequences(Protocol):
    """The side of moderation that changes something."""

    def state(self, action: Action) -> CaseState:
        """The state in which a case begins."""
        ...

    def state_after(self, before: Case, action: Action) -> CaseState:
        """The state of a case that one more message has joined."""
        ...

    def delete(self, desk: Desk, group: Group, case: Case, ids: Sequence[int], new: int | None) -> tuple[Case, bool]:
        """Have messages deleted; also says whether that is under way. ``new`` is the one that is not kept yet."""
        ...

    async def punish(self, desk: Desk, group: Group, case: Case, sanction: Sanction) -> Case:
        """Do what was decided about the person."""
        ...

    def clear_reactions(self, desk: Desk, group: Group, user_id: int) -> None:
        """Have somebody's reactions taken away."""
        ...

    def conclude(self, verdict: Verdict) -> None:
        """Let other features see the message, or end it here."""
        ...


class Guarding:
    """What was decided is done."""

    def state(self, action: Action) -> CaseState:
        return CaseState.ASKED if action is Action.ASK else CaseState.OPEN

    def state_after(self, before: Case, action: Action) -> CaseState:
        return CaseState.OPEN if action >= Action.DELETE else before.state

    def delete(self, desk: Desk, group: Group, case: Case, ids: Sequence[int], new: int | None) -> tuple[Case, bool]:
        return _delete(desk, group, case, ids, new)

    async def punish(self, desk: Desk, group: Group, case: Case, sanction: Sanction) -> Case:
        return await _punish(desk, group, case, sanction)

    def clear_reactions(self, desk: Desk, group: Group, user_id: int) -> None:
        if not lacks(group, "can_delete_messages"):
            desk.work.emit(DeleteReactions(group.chat_id, user_id))

    def conclude(self, verdict: Verdict) -> None:
        if verdict.action >= Action.DELETE:
            raise ApplicationHandlerStop


class Observing:
    """It is shown what would have been done."""

    def state(self, action: Action) -> CaseState:
        return CaseState.OBSERVED

    def state_after(self, before: Case, action: Action) -> CaseState:
        return before.state

    def delete(self, desk: Desk, group: Group, case: Case, ids: Sequence[int], new: int | None) -> tuple[Case, bool]:
        return case, False

    async def punish(self, desk: Desk, group: Group, case: Case, sanction: Sanction) -> Case:
        return case

    def clear_reactions(self, desk: Desk, group: Group, user_id: int) -> None:
        return None

    def conclude(self, verdict: Verdict) -> None:
        return None


CONSEQUENCES: Mapping[Mode, Consequences] = {Mode.GUARD: Guarding(), Mode.OBSERVE: Observing()}


def lacks(group: Group, right: str) -> bool:
    """Whether the bot knows that it cannot: then it says so instead of being refused."""
    return group.inspected_at is not None and not group.can(right)


def _delete(desk: Desk, group: Group, case: Case, ids: Sequence[int], new: int | None) -> tuple[Case, bool]:
    """Have the messages deleted; what becomes of it comes back as `DELETED`."""
    if lacks(group, "can_delete_messages"):
        desk.store.troubles(group.chat_id).note("right:can_delete_messages", desk.now)
        return replace(case, error=RIGHT + "can_delete_messages"), False
    unheard = "" if new is None else new
    memo = f"{case.id}:{','.join(map(str, ids))}:{unheard}"
    desk.work.emit(DeleteMessages(group.chat_id, tuple(ids)), report=DELETED, memo=memo)
    messages = desk.store.chat(group.chat_id).messages
    for id_ in ids:
        if id_ != new:
            messages.mark_deleted(id_)
    return case, True


async def _punish(desk: Desk, group: Group, case: Case, sanction: Sanction) -> Case:
    """Warn, mute or ban; what becomes of it comes back as `SANCTIONED`."""
    if sanction.action is Action.WARN:
        warn(desk, group, case)
        return replace(case, sanction=Progress.PENDING)
    if lacks(group, "can_restrict_members"):
        desk.store.troubles(group.chat_id).note("right:can_restrict_members", desk.now)
        return replace(case, sanction=Progress.FAILED, error=RIGHT + "can_restrict_members")
    is_limited = bool(await desk.store.chat(group.chat_id).limits.of(case.subject.id))
    memo = msgspec.json.encode({"case_id": case.id}).decode()
    # Under a limit of the bot's own, what Telegram shows is no administrator's.
    punish(desk, group, case, sanction, memo=memo, yields=not is_limited)
    return replace(case, sanction=Progress.PENDING)


def delete_now(desk: Desk, group: Group, case: Case, kept: Sequence[int]) -> None:
    """Have messages of a case deleted that were left until now, because somebody of the staff wants it."""
    store = desk.store.chat(group.chat_id)
    if kept:
        ids = ",".join(str(id_) for id_ in kept)
        desk.work.emit(DeleteMessages(group.chat_id, tuple(kept)), report=DELETED, memo=f"{case.id}:{ids}")
    for message_id in kept:
        store.cases.mark_kept(case.id, message_id, kept=False)
        store.messages.mark_deleted(message_id)


def punish(desk: Desk, group: Group, case: Case, sanction: Sanction, *, memo: str, yields: bool = False) -> None:
    """Emit the call of a mute, kick or ban; what becomes of it comes back as `SANCTIONED` with ``memo``.

    ``yields``: what an administrator has done in Telegram itself, and lasts longer, stays as it is.
    """
    subject, work, chat_id = case.subject, desk.work, group.chat_id
    if subject.is_channel:
        work.emit(BanChannel(chat_id, subject.id), report=SANCTIONED, memo=memo)
    elif sanction.action is Action.MUTE:
        work.emit(Restrict(chat_id, subject.id, {}, sanction.until, yields), report=SANCTIONED, memo=memo)
    else:
        work.emit(Ban(chat_id, subject.id, sanction.until, yields), report=SANCTIONED, memo=memo)


def warn(desk: Desk, group: Group, case: Case) -> None:
    """Tell the member, in the group: the one thing about a case that is said there."""
    reasons = [finding for finding in case.findings if finding.weight > 0]
    why = desk.say(group.language, reasons[0].key, **reasons[0].values) if reasons else Markup.escape(case.reason)
    desk.send(
        group.chat_id,
        desk.say(group.language, "warned", who=Markup.mention(case.subject.id, case.subject.name), reason=why),
        repeat=Repeat.NEVER,
        expires_at=desk.now + timedelta(minutes=10),
        report=SANCTIONED,
        memo=msgspec.json.encode({"case_id": case.id}).decode(),
    )
