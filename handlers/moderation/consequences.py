"""What a verdict leads to in the chat. Guarding does it, observing leaves everything as it is: nobody else asks which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol

import msgspec
from telegram.ext import ApplicationHandlerStop

from bot.core.effect import Ban, BanChannel, DeleteMessages, DeleteReactions, Repeat, Restrict
from bot.core.ids import EffectId
from bot.core.text import Markup
from bot.features.moderation.model import Action, Case, CaseState, Progress, Sanction, Verdict
from bot.features.moderation.settings import Mode
from bot.features.settings.model import Group
from handlers.desk import Desk
from handlers.moderation.cards import RIGHT
from handlers.moderation.places import Place

DELETED = "case_deleted"
SANCTIONED = "case_sanctioned"


@dataclass(frozen=True, slots=True)
class Deletion:
    """The memo of a deletion for a case. ``unheard``: the message no other feature has heard; ``place``: where somebody
    waits to hear what became of it."""

    case_id: int
    message_ids: Sequence[int]
    unheard: int | None = None
    place: Place | None = None

    def packed(self) -> str:
        """As text."""
        ids, unheard = ",".join(map(str, self.message_ids)), "" if self.unheard is None else self.unheard
        place = "" if self.place is None else msgspec.json.encode(self.place).decode()
        return f"{self.case_id}:{ids}:{unheard}:{place}"

    @classmethod
    def unpacked(cls, memo: str) -> "Deletion":
        """From text; what is missing at its end is None."""
        case_id, ids, unheard, place = (*memo.split(":", 3), "", "")[:4]
        return cls(
            int(case_id),
            [int(id_) for id_ in ids.split(",")],
            int(unheard) if unheard else None,
            msgspec.json.decode(place, type=Place) if place else None,
        )


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
        return delete(desk, group, case, ids, new)

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


def delete(
    desk: Desk, group: Group, case: Case, ids: Sequence[int], new: int | None = None, *, place: Place | None = None
) -> tuple[Case, bool]:
    """Have the messages deleted; what becomes of it comes back as `DELETED`, and is said at ``place``."""
    if lacks(group, "can_delete_messages"):
        desk.store.troubles(group.chat_id).note("right:can_delete_messages", desk.now)
        return replace(case, error=RIGHT + "can_delete_messages"), False
    memo = Deletion(case.id, ids, new, place).packed()
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


def delete_now(desk: Desk, group: Group, case: Case, kept: Sequence[int]) -> EffectId | None:
    """Have messages of a case deleted that were left until now, because somebody of the staff wants it."""
    if not kept:
        return None
    store = desk.store.chat(group.chat_id)
    memo = Deletion(case.id, kept).packed()
    deletion = desk.work.emit(DeleteMessages(group.chat_id, tuple(kept)), report=DELETED, memo=memo)
    for message_id in kept:
        store.cases.mark_kept(case.id, message_id, kept=False)
        store.messages.mark_deleted(message_id)
    return deletion


def punish(
    desk: Desk,
    group: Group,
    case: Case,
    sanction: Sanction,
    *,
    memo: str,
    yields: bool = False,
    after: EffectId | None = None,
) -> None:
    """Emit the call of a mute, kick or ban; what becomes of it comes back as `SANCTIONED` with ``memo``.

    ``yields``: what an administrator has done in Telegram itself, and lasts longer, stays as it is.
    """
    subject, chat_id = case.subject, group.chat_id
    call: BanChannel | Restrict | Ban
    if subject.is_channel:
        call = BanChannel(chat_id, subject.id)
    elif sanction.action is Action.MUTE:
        call = Restrict(chat_id, subject.id, {}, sanction.until, yields)
    else:
        call = Ban(chat_id, subject.id, sanction.until, yields)
    desk.work.emit(call, after=after, report=SANCTIONED, memo=memo)


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
