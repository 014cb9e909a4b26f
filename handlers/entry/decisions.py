"""Letting in, refusing, and handing over: what the bot and the administrators decide, and what Telegram says to it."""

from dataclasses import replace
from datetime import timedelta

import msgspec
import telegram

from bot.core.effect import ApproveJoin, DeclineJoin, Outcome
from bot.core.ids import UserId
from bot.core.text import Markup
from bot.features.entry.model import Application, Ending, State, Why
from bot.features.members.model import MemberStatus
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers import access
from handlers.context import WeiluContext
from handlers.desk import Desk
from handlers.entry.applications import (
    APPROVED,
    DECLINED,
    LAST_WORDS,
    UNCLEAR,
    applications_of,
    cancel,
    pending,
    plan,
    write,
)
from handlers.entry.cards import busy, card, decider, edit_cards, ended
from handlers.incoming import is_present
from handlers.keyboards import Press

RIGHT = "can_invite_users"
MEMBERSHIP_SEEN_WITHIN = timedelta(minutes=1)
"""How soon Telegram tells of a person who came in."""


async def approve(desk: Desk, application: Application, ending: Ending, by: UserId | None = None) -> None:
    """Have them let in; what Telegram says to it comes back."""
    desk.work.emit(ApproveJoin(application.chat_id, application.user_id), report=APPROVED, memo=str(application.id))
    cancel(desk, application)
    await applications_of(desk, application).save(
        replace(application, state=State.APPROVING, ending=ending, decided_by=by)
    )


async def decline(desk: Desk, application: Application, ending: Ending, text: Markup, by: UserId | None = None) -> None:
    """Explain, then have the request declined: afterwards nobody could be told."""
    said = write(desk, application.user_chat_id, text, expires_at=desk.now + LAST_WORDS)
    desk.work.emit(
        DeclineJoin(application.chat_id, application.user_id),
        after=said,
        report=DECLINED,
        memo=str(application.id),
    )
    cancel(desk, application)
    await applications_of(desk, application).save(
        replace(application, state=State.DECLINING, ending=ending, decided_by=by)
    )


async def hand_over(desk: Desk, group: Group, application: Application, why: Why) -> None:
    """The request stays; administrators get a card that says why it is theirs."""
    told = [known.user_id for known in await desk.store.people.reachable(group.staff)]
    application = replace(
        application,
        state=State.REVIEW,
        why=why,
        ending=Ending.UNREACHABLE if why is Why.UNREACHABLE else None,
        decided_by=None,
        cards=tuple(dict.fromkeys([*application.cards, *told])),
    )
    await desk.tell_staff(group, lambda language: card(desk, group, application, language), handle=application.card)
    cancel(desk, application)
    await applications_of(desk, application).save(application)


async def close(desk: Desk, group: Group, application: Application) -> None:
    """Keep how it ended, and say so on the cards."""
    await edit_cards(desk, application, await ended(desk, group, application))
    cancel(desk, application)
    await applications_of(desk, application).save(application)


async def came_in(desk: Desk, group: Group, application: Application) -> None:
    """Telegram has let them in: now it may be said."""
    known = await desk.store.people.find(application.user_id)
    language = await desk.language_of(application.user_id, group.language)
    await close(desk, group, replace(application, state=State.CLOSED, decided_at=desk.now))
    if application.ending is Ending.PASSED and application.steps and known is not None and known.reachable:
        write(desk, application.user_chat_id, desk.say(language, "entry-passed", group=group.title))


async def approved(desk: Desk, body: bytes) -> None:
    """What Telegram said to an approval."""
    outcome = msgspec.json.decode(body, type=Outcome)
    group, application = await pending(desk, int(outcome.memo))
    if group is None or application is None or application.state is not State.APPROVING:
        return
    if not outcome.accepted:
        await hand_over(desk, group, application, Why.REFUSED)
        return
    gone = "hide_requester_missing" in str(outcome.data.get("already", "")).lower()
    if gone and not await _is_inside(desk, application):
        # The request was taken back, or this call had its effect before a crash: then the person is seen coming in.
        plan(desk, application, UNCLEAR, desk.now + MEMBERSHIP_SEEN_WITHIN)
        return
    await came_in(desk, group, application)


async def _is_inside(desk: Desk, application: Application) -> bool:
    member = await desk.store.chat(application.chat_id).members.find(application.user_id)
    return member is not None and member.status not in (MemberStatus.LEFT, MemberStatus.BANNED)


async def unclear(desk: Desk, body: bytes) -> None:
    """Nobody was seen coming in: the request had been taken back or declined elsewhere."""
    due = msgspec.json.decode(body, type=Due)
    group, application = await pending(desk, int(due.payload))
    if group is not None and application is not None and application.state is State.APPROVING:
        gone = replace(application, state=State.CLOSED, ending=Ending.WITHDRAWN, decided_at=desk.now, decided_by=None)
        await close(desk, group, gone)


async def declined(desk: Desk, body: bytes) -> None:
    """What Telegram said to a decline."""
    outcome = msgspec.json.decode(body, type=Outcome)
    group, application = await pending(desk, int(outcome.memo))
    if group is None or application is None or application.state is not State.DECLINING:
        return
    if outcome.accepted:
        await close(desk, group, replace(application, state=State.CLOSED, decided_at=desk.now))
    else:
        await hand_over(desk, group, application, Why.REFUSED)


async def moved(update: telegram.Update, context: WeiluContext) -> None:
    """An applicant was let in or banned by somebody: the application ends."""
    change, desk = update.chat_member, context.desk
    assert change is not None, "the route passes only chat_member updates"
    group = await desk.group(change.chat.id)
    if group is None:
        return
    user, by = change.new_chat_member.user, change.from_user
    application = await desk.store.chat(group.chat_id).applications.pending_of(user.id)
    if application is None:
        return
    if is_present(change.new_chat_member) and not is_present(change.old_chat_member):
        await came_in(desk, group, _let_in_by(application, by.id, desk.bot.id))
    elif change.new_chat_member.status == "kicked":
        ending = Ending.DECLINED_BY_ADMIN
        await close(
            desk,
            group,
            replace(application, state=State.CLOSED, ending=ending, decided_at=desk.now, decided_by=UserId(by.id)),
        )


def _let_in_by(application: Application, by: int, bot_id: int) -> Application:
    """The application with the ending that a coming in means: the bot's own decision, an admin's, or another door."""
    if by == bot_id:
        return application if application.state is State.APPROVING else replace(application, ending=Ending.PASSED)
    if by == application.user_id:
        return replace(application, ending=Ending.WITHDRAWN, decided_by=None)
    return replace(application, ending=Ending.APPROVED_BY_ADMIN, decided_by=UserId(by))


async def pressed(desk: Desk, press: Press) -> None:
    """A button of a card: the first press decides, and the others are told who did."""
    group = await access.pressed(desk, press, RIGHT)
    if group is None:
        return
    applications = desk.store.chat(group.chat_id).applications
    language = await desk.language_of(press.presser.id, group.language)
    number = press.intent.number(1)
    application = await applications.pending(number) or await applications.find(number)
    if application is None or application.state is not State.REVIEW:
        await _tell_who_was_first(desk, group, press, application, language)
        return
    spoken = await desk.language_of(application.user_id, group.language)
    await edit_cards(desk, application, lambda language: busy(desk, group, application, press, language))
    if press.intent.verb == "approve":
        await approve(desk, application, Ending.APPROVED_BY_ADMIN, press.presser.id)
    else:
        text = desk.say(spoken, "entry-declined-by-admin", group=group.title)
        await decline(desk, application, Ending.DECLINED_BY_ADMIN, text, press.presser.id)
    desk.answer(press, desk.say(language, "entry-press-taken"))


async def _tell_who_was_first(
    desk: Desk, group: Group, press: Press, application: Application | None, language: str
) -> None:
    if application is None or application.ending is None:
        desk.answer(press, desk.say(language, "entry-press-gone"), alert=True)
        return
    name = await decider(desk, group, application, language)
    desk.answer(press, desk.say(language, f"entry-ended-{application.ending.value}", name=name), alert=True)
