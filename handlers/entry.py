"""The gate at work: join requests, the applicant's answers, deadlines, and what administrators decide."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import msgspec
import telegram
from telegram.ext import ApplicationHandlerStop, ChatJoinRequestHandler, ChatMemberHandler, MessageHandler, filters

from bot.core.effect import AnswerJoinQuery, ApproveJoin, DeclineJoin, EditMessage, Lane, Outcome, Repeat
from bot.core.ids import ApplicationId, ChatId, EffectId, UserId, chat_mailbox, mailbox_id
from bot.core.text import Markup
from bot.features.entry.model import Application, Ending, State, Why
from bot.features.entry.rules import Door, Judgement, Lapse, ending_of_silence, judge, lapse, receive
from bot.features.entry.settings import EntrySettings
from bot.features.members.model import MemberStatus
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers import access
from handlers.commands import COMMAND
from handlers.context import WeiluContext
from handlers.desk import Desk, Rows
from handlers.incoming import is_present, person
from handlers.keyboards import Press, button
from handlers.routes import Phase, Routes
from storage.entry import Applications

RIGHT = "can_invite_users"

ANSWERED = "entry_answer"
UNCLAIMED = "entry_unclaimed"
ASKED = "entry_asked"
DEADLINE = "entry_deadline"
APPROVED = "entry_approved"
DECLINED = "entry_declined"
UNCLEAR = "entry_unclear"

QUERY_PATIENCE = timedelta(seconds=10)
"""Bot API 10.1: a join query not answered by then is over."""
LAST_WORDS = timedelta(minutes=5)
"""How long a decline waits at most for the message that explains it: then the private chat is closed anyway."""
ANSWERS_ARRIVE_WITHIN = timedelta(seconds=15)
"""After a start: what applicants wrote meanwhile is still being taken in."""
MEMBERSHIP_SEEN_WITHIN = timedelta(minutes=1)
"""How soon Telegram tells of a person who came in."""


class Answer(msgspec.Struct, frozen=True):
    """What an applicant wrote in private. ``tried``: applications that turned out not to wait for it."""

    application: ApplicationId
    user_chat_id: int
    text: str
    written_at: datetime
    tried: tuple[int, ...] = ()


# --- a request comes in (the group's mailbox) --------------------------------------------------------------------


async def requested(update: telegram.Update, context: WeiluContext) -> None:
    """Somebody asks to come in: ask back, leave it to the administrators, or let them in."""
    request, desk = update.chat_join_request, context.desk
    assert request is not None, "the route passes only join requests"
    group = await desk.group(request.chat.id)
    if group is None:
        return
    query_id = request.api_kwargs.get("query_id")
    if query_id is not None:
        desk.work.emit(AnswerJoinQuery(group.chat_id, str(query_id)), expires_at=request.date + QUERY_PATIENCE)
    settings, user = group.settings(EntrySettings), request.from_user
    applications = desk.store.chat(group.chat_id).applications
    known = await desk.store.people.find(user.id)
    spoken = (known.speaks if known else None) or user.language_code
    language = desk.house.texts.match(spoken) if spoken else group.language
    unfinished = await applications.pending_of(user.id)
    earlier = _overtaken(unfinished, desk.now) if unfinished else await applications.last_of(user.id)
    if unfinished is not None and earlier is not None:
        await _close(desk, group, earlier)
    reception = receive(settings, earlier, request.date, desk.now)
    if reception.until is not None:
        _turn_away(desk, group, request.user_chat_id, user.id, reception.until, language)
        return
    link = request.invite_link
    application = Application(
        id=applications.next_id(),
        chat_id=group.chat_id,
        user_id=UserId(user.id),
        user_chat_id=ChatId(request.user_chat_id),
        name=user.full_name,
        steps=settings.gate,
        asked_at=desk.now,
        deadline_at=desk.now + settings.timeout,
        state=State.ASKED,
        attempts=reception.attempts,
        source=(link.name or link.invite_link) if link is not None else "",
        bio=request.bio or "",
    )
    await _meet(desk, group, application, reception.door, language)
    await desk.store.people.see(person(user), desk.now)


def _overtaken(application: Application, now: datetime) -> Application:
    """An application whose person has asked anew: the earlier request no longer exists."""
    ending = application.ending if application.state is State.DECLINING else Ending.WITHDRAWN
    return replace(application, state=State.CLOSED, ending=ending, decided_at=now)


def _turn_away(desk: Desk, group: Group, user_chat_id: int, user_id: int, until: datetime, language: str) -> None:
    """Say when to come back, then decline."""
    time = desk.house.texts.duration(language, max(until - desk.now, timedelta(seconds=1)))
    text = desk.say(language, "entry-too-soon", group=group.title, time=time)
    said = _write(desk, user_chat_id, text, expires_at=desk.now + LAST_WORDS)
    desk.work.emit(DeclineJoin(group.chat_id, user_id), after=said)


async def _meet(desk: Desk, group: Group, application: Application, door: Door, language: str) -> None:
    """Carry out how a request is met."""
    match door:
        case Door.OPEN:
            await _approve(desk, application, Ending.PASSED)
        case Door.ASK:
            await _ask(desk, group, application, language)
        case Door.REVIEW:
            _write(desk, application.user_chat_id, desk.say(language, "entry-with-admins", group=group.title))
            await _hand_over(desk, group, application, Why.GATE)
        case Door.MISSED | Door.TOO_SOON:
            await _hand_over(desk, group, application, Why.MISSED)


def _write(
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


async def _ask(desk: Desk, group: Group, application: Application, language: str) -> None:
    """Put the current step's question and set its deadline. The button keeps the private chat open."""
    settings = group.settings(EntrySettings)
    application = replace(application, state=State.ASKED, asked_at=desk.now, deadline_at=desk.now + settings.timeout)
    text = desk.say(
        language,
        f"entry-ask-{application.current.kind}",
        group=group.title,
        time=desk.house.texts.duration(language, settings.timeout),
        attempts=settings.attempts - application.attempts,
    )
    begin = button(desk.say(language, "entry-answer-button").plain(), "entry", "begin", application.id)
    _write(
        desk,
        application.user_chat_id,
        text,
        [[begin]],
        handle=application.question(application.attempts),
        expires_at=application.deadline_at,
        report=ASKED,
        memo=str(application.id),
    )
    _plan(desk, application, DEADLINE, application.deadline_at)
    await _applications(desk, application).save(application)


async def asked(desk: Desk, body: bytes) -> None:
    """Whether the question arrived; if not, a person has to decide."""
    outcome = msgspec.json.decode(body, type=Outcome)
    group, application = await _pending(desk, int(outcome.memo))
    if outcome.accepted or group is None or application is None or application.state is not State.ASKED:
        return
    if application.attempts or application.step:
        return  # They have been asked and have answered: the deadline decides.
    await _hand_over(desk, group, replace(application, ending=Ending.UNREACHABLE), Why.UNREACHABLE)


# --- an answer (the applicant's mailbox, then the group's) ---------------------------------------------------------


async def answered(update: telegram.Update, context: WeiluContext) -> None:
    """A private message of somebody who is being asked is an answer, unless it is a command."""
    desk, message = context.desk, context.message(update)
    waiting = await desk.store.applicants.asked(message.chat_id)
    if not waiting:
        return
    command = COMMAND.match(message.text)
    application = waiting[0]
    if message.reply is not None:
        application = await desk.store.applicants.replied_to(waiting, message.reply.message_id) or application
    if command is not None:
        if command[1].lower() == "start":
            await _remind(desk, application)
        return
    if not message.text:
        group = await desk.group(application.chat_id)
        language = await desk.language_of(message.sender.id, group.language if group else None)
        _write(desk, message.chat_id, desk.say(language, "entry-text-only", group=group.title if group else ""))
        raise ApplicationHandlerStop
    answer = Answer(application.id, message.chat_id, message.text, message.date)
    desk.work.forward(chat_mailbox(application.chat_id), ANSWERED, answer)
    raise ApplicationHandlerStop


async def _remind(desk: Desk, application: Application) -> None:
    """Who presses Start while a question waits is told so."""
    group = await desk.group(application.chat_id)
    if group is None or application.deadline_at <= desk.now:
        return
    language = await desk.language_of(application.user_id, group.language)
    left = group.settings(EntrySettings).attempts - application.attempts
    time = desk.house.texts.duration(language, application.deadline_at - desk.now)
    text = desk.say(language, "entry-remind", group=group.title, time=time, attempts=left)
    _write(desk, application.user_chat_id, text, expires_at=application.deadline_at)


async def unclaimed(desk: Desk, body: bytes) -> None:
    """An application no longer waited for this answer: it may be meant for another one."""
    answer = msgspec.json.decode(body, type=Answer)
    waiting = await desk.store.applicants.asked(answer.user_chat_id)
    for application in waiting:
        if application.id not in answer.tried:
            moved = msgspec.structs.replace(answer, application=application.id)
            desk.work.forward(chat_mailbox(application.chat_id), ANSWERED, moved)
            return


async def judged(desk: Desk, body: bytes) -> None:
    """Judge an answer in the mailbox of the group it is for."""
    answer = msgspec.json.decode(body, type=Answer)
    group, application = await _pending(desk, answer.application)
    if group is None or application is None or application.state is not State.ASKED:
        passed_on = msgspec.structs.replace(answer, tried=(*answer.tried, answer.application))
        desk.work.forward(chat_mailbox(answer.user_chat_id), UNCLAIMED, passed_on)
        return
    settings = group.settings(EntrySettings)
    language = await desk.language_of(application.user_id, group.language)
    match judge(application, answer.text, answer.written_at, settings.attempts):
        case Judgement.PASSED:
            await _approve(desk, application, Ending.PASSED)
        case Judgement.NEXT_QUESTION:
            await _ask(desk, group, replace(application, step=application.step + 1, attempts=0), language)
        case Judgement.REVIEW:
            _write(desk, application.user_chat_id, desk.say(language, "entry-with-admins", group=group.title))
            await _hand_over(desk, group, replace(application, step=application.step + 1), Why.GATE)
        case Judgement.AGAIN:
            await _ask_again(desk, group, application, language)
        case Judgement.FAILED:
            failed = replace(application, attempts=application.attempts + 1)
            text = desk.say(language, "entry-failed", group=group.title)
            await _decline(desk, failed, Ending.WRONG, _with_cooldown(desk, group, text, language))
        case Judgement.LATE:
            pass


async def _ask_again(desk: Desk, group: Group, application: Application, language: str) -> None:
    """Say that it was wrong and what is left; the deadline stays."""
    application = replace(application, attempts=application.attempts + 1, asked_at=desk.now)
    text = desk.say(
        language,
        "entry-wrong",
        group=group.title,
        attempts=group.settings(EntrySettings).attempts - application.attempts,
        time=desk.house.texts.duration(language, max(application.deadline_at - desk.now, timedelta(seconds=1))),
    )
    handle = application.question(application.attempts)
    _write(desk, application.user_chat_id, text, handle=handle, expires_at=application.deadline_at)
    await _applications(desk, application).save(application)


async def deadline(desk: Desk, body: bytes) -> None:
    """The time for an answer is over."""
    due = msgspec.json.decode(body, type=Due)
    number, _, waited = due.payload.partition(" ")
    group, application = await _pending(desk, int(number))
    if group is None or application is None:
        return
    language = await desk.language_of(application.user_id, group.language)
    match lapse(application, desk.now, desk.house.started_at, waited=bool(waited)):
        case Lapse.WAIT:
            _plan(desk, application, DEADLINE, desk.now + ANSWERS_ARRIVE_WITHIN, " waited")
        case Lapse.HAND_OVER:
            _write(desk, application.user_chat_id, desk.say(language, "entry-missed", group=group.title))
            await _hand_over(desk, group, application, Why.MISSED)
        case Lapse.DECLINE:
            ending = ending_of_silence(application)
            text = desk.say(language, f"entry-timed-out-{ending.value}", group=group.title)
            await _decline(desk, application, ending, _with_cooldown(desk, group, text, language))
        case Lapse.NOTHING:
            pass


def _with_cooldown(desk: Desk, group: Group, text: Markup, language: str) -> Markup:
    """A refusal with when to come back."""
    cooldown = group.settings(EntrySettings).cooldown
    if not cooldown:
        return Markup("\n").join([text, desk.say(language, "entry-again-now")])
    time = desk.house.texts.duration(language, cooldown)
    return Markup("\n").join([text, desk.say(language, "entry-again-after", time=time)])


# --- decisions (the group's mailbox) -------------------------------------------------------------------------------


async def _approve(desk: Desk, application: Application, ending: Ending, by: UserId | None = None) -> None:
    """Have them let in; what Telegram says to it comes back."""
    desk.work.emit(ApproveJoin(application.chat_id, application.user_id), report=APPROVED, memo=str(application.id))
    _cancel(desk, application)
    await _applications(desk, application).save(
        replace(application, state=State.APPROVING, ending=ending, decided_by=by)
    )


async def _decline(
    desk: Desk, application: Application, ending: Ending, text: Markup, by: UserId | None = None
) -> None:
    """Explain, then have the request declined: afterwards nobody could be told."""
    said = _write(desk, application.user_chat_id, text, expires_at=desk.now + LAST_WORDS)
    desk.work.emit(
        DeclineJoin(application.chat_id, application.user_id),
        after=said,
        report=DECLINED,
        memo=str(application.id),
    )
    _cancel(desk, application)
    await _applications(desk, application).save(
        replace(application, state=State.DECLINING, ending=ending, decided_by=by)
    )


async def _hand_over(desk: Desk, group: Group, application: Application, why: Why) -> None:
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
    await desk.tell_staff(group, lambda language: _card(desk, group, application, language), handle=application.card)
    _cancel(desk, application)
    await _applications(desk, application).save(application)


async def _close(desk: Desk, group: Group, application: Application) -> None:
    """Keep how it ended, and say so on the cards."""
    await _edit_cards(desk, application, await _ended(desk, group, application))
    _cancel(desk, application)
    await _applications(desk, application).save(application)


async def _came_in(desk: Desk, group: Group, application: Application) -> None:
    """Telegram has let them in: now it may be said."""
    known = await desk.store.people.find(application.user_id)
    language = await desk.language_of(application.user_id, group.language)
    await _close(desk, group, replace(application, state=State.CLOSED, decided_at=desk.now))
    if application.ending is Ending.PASSED and application.steps and known is not None and known.reachable:
        _write(desk, application.user_chat_id, desk.say(language, "entry-passed", group=group.title))


async def approved(desk: Desk, body: bytes) -> None:
    """What Telegram said to an approval."""
    outcome = msgspec.json.decode(body, type=Outcome)
    group, application = await _pending(desk, int(outcome.memo))
    if group is None or application is None or application.state is not State.APPROVING:
        return
    if not outcome.accepted:
        await _hand_over(desk, group, application, Why.REFUSED)
        return
    gone = "hide_requester_missing" in str(outcome.data.get("already", "")).lower()
    if gone and not await _is_inside(desk, application):
        # The request was taken back, or this call had its effect before a crash: then the person is seen coming in.
        _plan(desk, application, UNCLEAR, desk.now + MEMBERSHIP_SEEN_WITHIN)
        return
    await _came_in(desk, group, application)


async def _is_inside(desk: Desk, application: Application) -> bool:
    member = await desk.store.chat(application.chat_id).members.find(application.user_id)
    return member is not None and member.status not in (MemberStatus.LEFT, MemberStatus.BANNED)


async def unclear(desk: Desk, body: bytes) -> None:
    """Nobody was seen coming in: the request had been taken back or declined elsewhere."""
    due = msgspec.json.decode(body, type=Due)
    group, application = await _pending(desk, int(due.payload))
    if group is not None and application is not None and application.state is State.APPROVING:
        gone = replace(application, state=State.CLOSED, ending=Ending.WITHDRAWN, decided_at=desk.now, decided_by=None)
        await _close(desk, group, gone)


async def declined(desk: Desk, body: bytes) -> None:
    """What Telegram said to a decline."""
    outcome = msgspec.json.decode(body, type=Outcome)
    group, application = await _pending(desk, int(outcome.memo))
    if group is None or application is None or application.state is not State.DECLINING:
        return
    if outcome.accepted:
        await _close(desk, group, replace(application, state=State.CLOSED, decided_at=desk.now))
    else:
        await _hand_over(desk, group, application, Why.REFUSED)


# --- what people do in Telegram itself -----------------------------------------------------------------------------


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
        await _came_in(desk, group, _let_in_by(application, by.id, desk.bot.id))
    elif change.new_chat_member.status == "kicked":
        ending = Ending.DECLINED_BY_ADMIN
        await _close(
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


# --- cards (pressed in private, decided in the group's mailbox) ------------------------------------------------------


async def press(desk: Desk, press: Press) -> None:
    """A button of a question, or of a card: there the first press decides, and the others are told who did."""
    if press.intent.verb == "begin":
        await _begin(desk, press)
        return
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
    await _edit_cards(desk, application, lambda language: _busy(desk, group, application, press, language))
    if press.intent.verb == "approve":
        await _approve(desk, application, Ending.APPROVED_BY_ADMIN, press.presser.id)
    else:
        text = desk.say(spoken, "entry-declined-by-admin", group=group.title)
        await _decline(desk, application, Ending.DECLINED_BY_ADMIN, text, press.presser.id)
    desk.answer(press, desk.say(language, "entry-press-taken"))


async def _begin(desk: Desk, press: Press) -> None:
    """The button of a question: pressing it has opened the private chat."""
    waiting = [each.id for each in await desk.store.applicants.asked(press.chat_id)]
    language = await desk.language_of(press.presser.id, press.presser.language)
    hint = "entry-answer-hint" if press.intent.number() in waiting else "entry-answer-over"
    desk.answer(press, desk.say(language, hint))


async def _tell_who_was_first(
    desk: Desk, group: Group, press: Press, application: Application | None, language: str
) -> None:
    if application is None or application.ending is None:
        desk.answer(press, desk.say(language, "entry-press-gone"), alert=True)
        return
    name = await _decider(desk, group, application, language)
    desk.answer(press, desk.say(language, f"entry-ended-{application.ending.value}", name=name), alert=True)


def _card(desk: Desk, group: Group, application: Application, language: str) -> tuple[Markup, Rows]:
    """What an administrator needs to decide."""
    lines = [_headline(desk, group, application, language)]
    if application.source:
        lines.append(desk.say(language, "entry-card-source", source=application.source))
    if application.bio:
        lines.append(desk.say(language, "entry-card-bio", bio=application.bio))
    if application.attempts:
        lines.append(desk.say(language, "entry-card-wrong", count=application.attempts))
    if application.why is not None:
        lines.append(desk.say(language, f"entry-why-{application.why.value}"))
    row = [
        button(desk.say(language, f"entry-{verb}").plain(), "entry", verb, group.chat_id, application.id)
        for verb in ("approve", "decline")
    ]
    return Markup("\n").join(lines), [row]


def _headline(desk: Desk, group: Group, application: Application, language: str) -> Markup:
    name = Markup.mention(application.user_id, application.name)
    return desk.say(language, "entry-card", name=name, id=str(application.user_id), group=group.title)


def _busy(desk: Desk, group: Group, application: Application, press: Press, language: str) -> Markup:
    """The card while Telegram is being asked: nobody else need press."""
    line = desk.say(language, "entry-under-way", name=press.presser.name)
    return Markup("\n").join([_headline(desk, group, application, language), line])


async def _ended(desk: Desk, group: Group, application: Application) -> Callable[[str], Markup]:
    """What the cards say once it is over."""
    names = {language: await _decider(desk, group, application, language) for language in desk.house.texts.languages}
    ending = application.ending or Ending.WITHDRAWN

    def compose(language: str) -> Markup:
        line = desk.say(language, f"entry-ended-{ending.value}", name=names[language])
        return Markup("\n").join([_headline(desk, group, application, language), line])

    return compose


async def _decider(desk: Desk, group: Group, application: Application, language: str) -> str:
    """The name of who decided."""
    by = application.decided_by
    admin = group.admins.get(by) if by is not None else None
    if admin is not None:
        return admin.name
    known = await desk.store.people.find(by) if by is not None else None
    return known.name if known is not None else desk.say(language, "entry-an-admin")


async def _edit_cards(desk: Desk, application: Application, compose: Callable[[str], Markup]) -> None:
    """New words on every card of an application, without buttons, each in its reader's language."""
    languages = {user_id: await desk.language_of(user_id) for user_id in application.cards}
    for user_id, language in languages.items():
        desk.work.emit(EditMessage(user_id, compose(language)), handle=f"{application.card}:{user_id}")


# --- small things --------------------------------------------------------------------------------------------------


def _applications(desk: Desk, application: Application) -> Applications:
    return desk.store.chat(application.chat_id).applications


async def _pending(desk: Desk, number: int) -> tuple[Group | None, Application | None]:
    """The group of this mailbox and its undecided application with this id."""
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return None, None
    return group, await desk.store.chat(group.chat_id).applications.pending(number)


def _plan(desk: Desk, application: Application, kind: str, at: datetime, more: str = "") -> None:
    """Set the one deadline of an application."""
    desk.store.schedules(desk.work.mailbox).set(_key(application), kind, at, payload=f"{application.id}{more}")


def _cancel(desk: Desk, application: Application) -> None:
    desk.store.schedules(desk.work.mailbox).cancel(_key(application))


def _key(application: Application) -> str:
    return f"entry:{application.chat_id}:{application.id}"


ROUTES = Routes(
    updates=(
        (Phase.TALKING, ChatJoinRequestHandler(requested)),
        (Phase.TALKING, ChatMemberHandler(moved, ChatMemberHandler.CHAT_MEMBER)),
        (Phase.TALKING, MessageHandler(filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE, answered)),
    ),
    buttons={"entry": press},
    events={
        ASKED: asked,
        ANSWERED: judged,
        UNCLAIMED: unclaimed,
        DEADLINE: deadline,
        APPROVED: approved,
        DECLINED: declined,
        UNCLEAR: unclear,
    },
)
