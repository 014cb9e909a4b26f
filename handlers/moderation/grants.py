"""Granting what the staff want done with a case: the right is checked now, in the group of the case."""

from dataclasses import replace

import msgspec

from bot.core.errors import NotPermitted, Refused
from bot.core.ids import mailbox_id
from bot.core.text import Markup
from bot.features.moderation.model import (
    Action,
    Case,
    CaseState,
    Finding,
    FindingKind,
    Progress,
    Sanction,
)
from bot.features.settings.model import Group
from handlers import access
from handlers.desk import Desk
from handlers.moderation.cards import TRUSTED, change, find_case, is_trusted, sentence, show, who
from handlers.moderation.consequences import delete_now, lacks, punish
from handlers.moderation.following import follow
from handlers.moderation.listing import Listing, list_in
from handlers.moderation.outcomes import memo
from handlers.moderation.teaching import teach_confirmed, teach_undone
from handlers.moderation.undo import place_for, trust, undo
from handlers.moderation.wishes import Wish, answer, language_for, tell


async def wished(desk: Desk, body: bytes) -> None:
    """A wish has reached the group of its case."""
    wish = msgspec.json.decode(body, type=Wish)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    language = await language_for(desk, group, wish)
    try:
        await fulfil(desk, group, wish)
    except NotPermitted as error:
        right = desk.say(language, f"right-{error.right}")
        answer(desk, wish, desk.say(language, "not-permitted", right=right), alert=True)
    except Refused as error:
        answer(desk, wish, desk.say(language, error.key, **error.values), alert=True)


async def fulfil(desk: Desk, group: Group, wish: Wish) -> None:
    """Check the right, then do it."""
    group = await access.fresh(desk, group)
    case = await find_case(desk, group, wish.case_id)
    if case is None:
        raise Refused("case-unknown")
    access.require(group, wish.by.id, _right_for(wish.verb, case))
    match wish.verb:
        case "undo":
            await undo(desk, group, case, wish)
            if wish.press is not None:
                follow(desk, group, wish.press)
        case "ban":
            await _ban(desk, group, case, wish)
        case "delete":
            await _delete(desk, group, case, wish)
        case "fine":
            await _clear(desk, group, case, wish)
        case "trust":
            await _trust(desk, group, case, wish)
        case "why":
            await _why(desk, group, case, wish)
        case "list":
            await _list_raid(desk, group, case, wish)
        case _:
            raise Refused("press-old")


def _right_for(verb: str, case: Case) -> str | None:
    match verb:
        case "undo":
            return "can_restrict_members" if case.action >= Action.MUTE else "can_delete_messages"
        case "ban" | "trust":
            return "can_restrict_members"
        case "delete" | "fine":
            return "can_delete_messages"
        case _:
            return None


async def _ban(desk: Desk, group: Group, case: Case, wish: Wish) -> None:
    """An administrator has decided: out, for good."""
    language = await language_for(desk, group, wish)
    if case.is_undone:
        raise Refused("undo-already", number=str(case.number), name=case.undone_name or "?")
    if case.action is Action.BAN and case.sanction in (Progress.DONE, Progress.PENDING):
        answer(desk, wish, desk.say(language, "ban-already", who=who(case)))
        return
    if group.is_admin(case.subject.id):
        raise Refused("sanction-admin")
    if lacks(group, "can_restrict_members"):
        raise Refused("sanction-no-right", right=desk.say(language, "right-can_restrict_members"))
    if case.state in (CaseState.ASKED, CaseState.OBSERVED):
        await _confirm(desk, group, case, wish)
    about = memo(case_id=case.id, place=await place_for(desk, group, case, wish), sweeps=True)
    punish(desk, group, case, Sanction(Action.BAN), memo=about)
    banned = replace(
        case, action=Action.BAN, until=None, sanction=Progress.PENDING, state=CaseState.OPEN,
        actor_id=wish.by.id, actor_name=wish.by.name,
    )  # fmt: skip
    await change(desk, group, banned)
    answer(desk, wish, desk.say(language, "ban-coming", who=who(case)))


async def _delete(desk: Desk, group: Group, case: Case, wish: Wish) -> None:
    """The staff were asked, and want it gone."""
    if case.state is not CaseState.ASKED:
        raise Refused("press-old")
    await _confirm(desk, group, case, wish)
    deleted = replace(case, action=Action.DELETE, state=CaseState.OPEN, actor_id=wish.by.id, actor_name=wish.by.name)
    await change(desk, group, deleted)
    answer(desk, wish, desk.say(await language_for(desk, group, wish), "case-removing"))


async def _clear(desk: Desk, group: Group, case: Case, wish: Wish) -> None:
    """The staff have looked: there is nothing to it. What was taken away meanwhile comes back."""
    if case.state is not CaseState.ASKED:
        raise Refused("press-old")
    if case.removed:
        await undo(desk, group, case, wish)
        return
    messages = await desk.store.chat(group.chat_id).cases.messages(case.id)
    teach_undone(desk, group, case, messages, wish.by)
    cleared = replace(case, state=CaseState.CLEARED, undone_at=desk.now, undone_by=wish.by.id, undone_name=wish.by.name)
    await change(desk, group, await show(desk, group, cleared))
    answer(desk, wish, desk.say(await language_for(desk, group, wish), "case-cleared", name=wish.by.name))


async def _confirm(desk: Desk, group: Group, case: Case, wish: Wish) -> None:
    """What the staff were asked about, or shown, goes, and the classifier learns from it."""
    messages = await desk.store.chat(group.chat_id).cases.messages(case.id)
    delete_now(desk, group, case, [message.message_id for message in messages if message.kept])
    teach_confirmed(desk, group, case, messages, wish.by)


async def _trust(desk: Desk, group: Group, case: Case, wish: Wish) -> None:
    """An administrator vouches for the person; what to do with the message is still to be decided."""
    if case.subject.is_channel:
        raise Refused("trust-no-channel")
    member = await desk.store.chat(group.chat_id).members.find(case.subject.id)
    await trust(desk, group, case.subject.id, case.subject.name, member, for_good=True)
    if not is_trusted(case):
        trusting = Finding("standing", 0.0, FindingKind.TRUST, TRUSTED, {"name": wish.by.name})
        case = replace(case, findings=(*case.findings, trusting))
        await change(desk, group, await show(desk, group, case) if case.card is not None else case)
    answer(desk, wish, desk.say(await language_for(desk, group, wish), "trusted", who=who(case)))


async def _why(desk: Desk, group: Group, case: Case, wish: Wish) -> None:
    """Everything that was found, innocent signals too, as a message of its own: a toast is too short."""
    language = await language_for(desk, group, wish)
    lines = [Markup.bold(desk.say(language, "why-title", number=str(case.number)))]
    for finding in case.findings:
        line = sentence(desk, language, finding)
        weight = f"{finding.weight:.1f}"
        lines.append(desk.say(language, f"why-{finding.kind}", reason=line, weight=weight))
    if case.actor_name is not None:
        lines.append(desk.say(language, "case-actor", name=case.actor_name))
    if case.reason:
        lines.append(desk.say(language, "case-said-why", reason=case.reason))
    tell(desk, wish, Markup("\n").join(lines))


async def _list_raid(desk: Desk, group: Group, case: Case, wish: Wish) -> None:
    """The newest cases on a raid's card, each with its own way back."""
    language = await language_for(desk, group, wish)
    text, buttons = await list_in(desk, group, language, Listing.RAID, case.id)
    tell(desk, wish, text, buttons)
