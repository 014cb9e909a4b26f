"""Letting in, refusing, and handing over: what the bot and the administrators decide, and what Telegram says to it."""

from dataclasses import replace
from datetime import datetime, timedelta

import msgspec
import telegram

from bot.core.effect import Ban, Outcome
from bot.core.ids import UserId
from bot.core.text import Markup
from bot.features.entry.model import Application, Door, Ending, State, Why
from bot.features.entry.rules import action_for
from bot.features.entry.settings import Action, EntrySettings
from bot.features.members.model import MemberStatus
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers import access
from handlers.context import WeiluContext
from handlers.desk import Desk
from handlers.entry.applications import (
    LAST_WORDS,
    UNCLEAR,
    applications_of,
    cancel,
    pending,
    plan,
    tell,
    write,
)
from handlers.entry.cards import busy, card, decider, edit_cards, ended, history
from handlers.entry.doors import DOORS
from handlers.entry.hold import follow
from handlers.entry.records import record_ban
from handlers.entry.surge_card import fall_behind
from handlers.incoming import is_present
from handlers.keyboards import Press

RIGHTS = {"approve": "can_invite_users", "decline": "can_invite_users", "ban": "can_restrict_members"}
"""The buttons of a card and the right that each stands for."""
MEMBERSHIP_SEEN_WITHIN = timedelta(minutes=1)
"""How soon Telegram tells of a person who came in."""


# --- deciding ----------------------------------------------------------------------------------------------------


async def conclude(
    desk: Desk, group: Group, application: Application, ending: Ending, *, action: Action | None = None
) -> None:
    """Do what the gate says about an ending; ``action`` instead of that if given."""
    action = action or action_for(group.settings(EntrySettings), application, ending)
    if action is Action.ADMIT and await waits_for_surge(desk, group, application):
        await hand_over(desk, group, application, Why.SURGE)
        return
    match action:
        case Action.ADMIT:
            await approve(desk, application, ending)
        case Action.KICK | Action.BAN:
            await send_away(desk, group, application, ending, for_good=action is Action.BAN)
        case Action.REVIEW:
            language = await desk.language_of(application.user_id, group.language)
            tell(desk, application, desk.say(language, "entry-with-admins", group=group.title))
            await hand_over(desk, group, replace(application, ending=ending), Why.OUTCOME)


async def waits_for_surge(desk: Desk, group: Group, application: Application) -> bool:
    """Whether a surge keeps somebody out whom the gate lets in: nothing was asked, or administrators look at everybody."""
    surge = await desk.store.chat(group.chat_id).surges.current()
    return surge is not None and (surge.is_tight or not application.steps)


async def approve(desk: Desk, application: Application, ending: Ending, by: UserId | None = None) -> None:
    """Have them let in; what Telegram says to it comes back. An outside list is waited for, unless a person decides."""
    cancel(desk, application)
    if by is None and not application.is_checked:
        await applications_of(desk, application).save(replace(application, state=State.CHECKING, ending=ending))
        return
    await DOORS[application.door].let_in(desk, application)
    await applications_of(desk, application).save(
        replace(application, state=State.APPROVING, ending=ending, decided_by=by)
    )


async def send_away(
    desk: Desk, group: Group, application: Application, ending: Ending, *, for_good: bool, by: UserId | None = None
) -> None:
    """Explain, then have them refused or removed: afterwards nobody could be told."""
    application = replace(application, state=State.DECLINING, ending=ending, decided_by=by, for_good=for_good)
    text = await _farewell(desk, group, application)
    said = tell(desk, application, text, expires_at=desk.now + LAST_WORDS)
    await DOORS[application.door].send_away(desk, application, said)
    cancel(desk, application)
    await applications_of(desk, application).save(application)


async def _farewell(desk: Desk, group: Group, application: Application) -> Markup:
    """Why they are not let in, and whether they may come again."""
    say = desk.say
    language = await desk.language_of(application.user_id, group.language)
    about = {"group": group.title, "door": application.door.value}
    match application.ending:
        case Ending.BLOCKED if application.hurdle is not None:
            text = say(language, f"entry-blocked-{application.hurdle.value}", **about)
        case Ending.WRONG if application.attempts < _allowed(group, application):
            text = say(language, "entry-timed-out-wrong", **about)
        case ending:
            text = say(language, f"entry-refused-{ending or Ending.SILENT}", **about)
    if application.for_good:
        return Markup("\n").join([text, say(language, "entry-banned")])
    if application.ending in (Ending.BLOCKED, Ending.DECLINED_BY_ADMIN):
        return text
    cooldown = group.settings(EntrySettings).limits(application.current if application.steps else None).cooldown
    kept_out = DOORS[application.door].keeps_out(cooldown)
    if not kept_out:
        return Markup("\n").join([text, say(language, "entry-again-now")])
    time = desk.house.texts.duration(language, kept_out)
    return Markup("\n").join([text, say(language, "entry-again-after", time=time, door=application.door.value)])


def _allowed(group: Group, application: Application) -> int:
    return group.settings(EntrySettings).limits(application.current).attempts


async def hand_over(desk: Desk, group: Group, application: Application, why: Why) -> None:
    """They stay where they are; administrators get a card that says why it is theirs, unless a surge has one for all."""
    ending = Ending.UNREACHABLE if why is Why.UNREACHABLE else application.ending if why is Why.OUTCOME else None
    application = replace(
        application,
        state=State.REVIEW,
        why=why,
        ending=ending,
        decided_by=None,
        for_good=False,
    )
    if application.cards or await desk.store.chat(group.chat_id).surges.current() is None:
        await show_card(desk, group, application)
    else:
        fall_behind(desk, group)
        await applications_of(desk, application).save(application)
    cancel(desk, application)
    await follow(desk, group, application)


async def show_card(desk: Desk, group: Group, application: Application) -> None:
    """Put an application before the administrators, and keep whom it was shown to."""
    past = await history(desk, group, application)
    told = await desk.tell_staff(
        group, lambda language: card(desk, group, application, past, language), handle=application.card
    )
    cards = tuple(dict.fromkeys([*application.cards, *(UserId(one.user_id) for one in told)]))
    await applications_of(desk, application).save(replace(application, cards=cards))


async def close(desk: Desk, group: Group, application: Application) -> None:
    """Keep how it ended, and say so on the cards."""
    await edit_cards(desk, application, await ended(desk, group, application))
    cancel(desk, application)
    await applications_of(desk, application).save(application)
    await follow(desk, group, application)


# --- what Telegram says ------------------------------------------------------------------------------------------


async def came_in(desk: Desk, group: Group, application: Application) -> None:
    """Telegram has let them in: now it may be said."""
    known = await desk.store.people.find(application.user_id)
    language = await desk.language_of(application.user_id, group.language)
    arrival = await desk.store.chat(group.chat_id).arrivals.find(application.user_id)
    await close(desk, group, replace(application, state=State.CLOSED, decided_at=desk.now))
    lines = []
    if application.ending is Ending.PASSED and application.steps:
        lines.append(desk.say(language, "entry-passed", group=group.title, door=application.door.value))
    elif application.ending is Ending.APPROVED_BY_ADMIN:
        key = "door-approved" if application.door is Door.OPEN else "entry-approved"
        lines.append(desk.say(language, key, group=group.title))
    if lines and arrival is not None and arrival.slipped:
        lines.append(desk.say(language, "door-slipped", count=arrival.slipped))
    if lines and known is not None and known.reachable:
        write(desk, application.user_chat_id, Markup("\n").join(lines))


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
    """What Telegram said to a refusal, a removal or a ban."""
    outcome = msgspec.json.decode(body, type=Outcome)
    group, application = await pending(desk, int(outcome.memo))
    if group is None or application is None or application.state is not State.DECLINING:
        return
    if not outcome.accepted:
        await hand_over(desk, group, application, Why.REFUSED)
        return
    if application.for_good:
        await record_ban(desk, group, application)
    await close(desk, group, replace(application, state=State.CLOSED, decided_at=desk.now))


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
    if isinstance(change.new_chat_member, telegram.ChatMemberBanned):
        if by.id != desk.bot.id:
            await _banned_by(desk, group, application, UserId(by.id), change.new_chat_member.until_date)
    elif application.door is Door.OPEN:
        return  # Inside already; what else happens to them there is the open door's.
    elif is_present(change.new_chat_member) and not is_present(change.old_chat_member):
        await came_in(desk, group, _let_in_by(application, by.id, desk.bot.id))


async def _banned_by(desk: Desk, group: Group, application: Application, by: UserId, until: datetime | None) -> None:
    """An administrator was faster. Their ban stands as they made it, whatever the bot was about to do."""
    if application.state is State.DECLINING:
        # A removal is a short ban, and may be under way: the last word is theirs.
        lasting = until if until is not None and until > desk.now else None
        desk.work.emit(Ban(application.chat_id, application.user_id, lasting))
    ending = Ending.DECLINED_BY_ADMIN
    await close(
        desk,
        group,
        replace(application, state=State.CLOSED, ending=ending, decided_at=desk.now, decided_by=by, for_good=True),
    )


def _let_in_by(application: Application, by: int, bot_id: int) -> Application:
    """The application with the ending that a coming in means: the bot's own decision, an admin's, or another door."""
    if by == bot_id:
        return application if application.state is State.APPROVING else replace(application, ending=Ending.PASSED)
    if by == application.user_id:
        return replace(application, ending=Ending.WITHDRAWN, decided_by=None)
    return replace(application, ending=Ending.APPROVED_BY_ADMIN, decided_by=UserId(by))


# --- the buttons of a card ---------------------------------------------------------------------------------------


async def pressed(desk: Desk, press: Press) -> None:
    """A button of a card: the first press decides, and the others are told who did."""
    verb = press.intent.verb
    if verb not in RIGHTS:
        raise ValueError("no such button")
    group = await access.pressed(desk, press, RIGHTS[verb])
    if group is None:
        return
    applications = desk.store.chat(group.chat_id).applications
    language = await desk.language_of(press.presser.id, group.language)
    number = press.intent.number(1)
    application = await applications.pending(number) or await applications.find(number)
    if application is None or application.state is not State.REVIEW:
        await _tell_who_was_first(desk, group, press, application, language)
        return
    await edit_cards(desk, application, lambda language: busy(desk, group, application, press, language))
    ending, by = Ending.DECLINED_BY_ADMIN, press.presser.id
    if verb == "approve":
        await approve(desk, application, Ending.APPROVED_BY_ADMIN, by)
    else:
        for_good = verb == "ban" or action_for(group.settings(EntrySettings), application, ending) is Action.BAN
        await send_away(desk, group, application, ending, for_good=for_good, by=by)
    desk.answer(press, desk.say(language, "entry-press-taken"))


async def _tell_who_was_first(
    desk: Desk, group: Group, press: Press, application: Application | None, language: str
) -> None:
    if application is None or application.ending is None:
        desk.answer(press, desk.say(language, "entry-press-gone"), alert=True)
        return
    name = await decider(desk, group, application, language)
    text = desk.say(language, f"entry-ended-{application.ending.value}", name=name, banned=application.for_good)
    desk.answer(press, text, alert=True)
