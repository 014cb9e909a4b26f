"""Asking applicants: the question that stands, the buttons under it, and what they do in the private chat."""

from dataclasses import replace
from datetime import datetime, timedelta

import msgspec
import telegram
from telegram.ext import ApplicationHandlerStop

from bot.core.effect import EditMessage, Lane, Outcome, Repeat, SendPicture
from bot.core.ids import ApplicationId, chat_mailbox
from bot.core.text import Markup
from bot.features.entry.model import Application, Ending, State, Why
from bot.features.entry.settings import EntrySettings
from bot.features.entry.steps.question import Marking, Question
from bot.features.settings.model import Group
from handlers.commands import COMMAND
from handlers.context import WeiluContext
from handlers.desk import Desk, Rows
from handlers.entry.applications import DEADLINE, applications_of, pending, plan, turn_of, write
from handlers.entry.decisions import hand_over
from handlers.keyboards import Press, button

ASKED = "entry_asked"
BEGUN = "entry_begun"
ANSWERED = "entry_answer"
UNCLAIMED = "entry_unclaimed"
NOTICED_DELAY = timedelta(seconds=5)
KNOWN_BEFORE = timedelta(seconds=5)
"""A question that has not got out so long before its deadline never will: who was not asked must not be called silent."""


class Answer(msgspec.Struct, frozen=True):
    """What an applicant wrote in private, or which option of the question at ``place`` they pressed.

    ``tried``: applications that it turned out not to be for; ``hint``: one of them waits for a button.
    """

    application: ApplicationId
    user_chat_id: int
    written_at: datetime
    text: str = ""
    option: int | None = None
    place: str = ""
    tried: tuple[int, ...] = ()
    hint: bool = False


class Begun(msgspec.Struct, frozen=True):
    """An applicant has done something."""

    application: ApplicationId


# --- putting a question ------------------------------------------------------------------------------------------


async def ask(desk: Desk, group: Group, application: Application, language: str) -> None:
    """Put the first question of the current step, and set the step's deadline."""
    timeout = group.settings(EntrySettings).limits(application.current).timeout
    application = replace(application, deadline_at=desk.now + timeout)
    if application.can_be_told:
        await _put(desk, group, application, language)
        return
    # At the open door: the button in the group leads here first.
    plan(desk, application, DEADLINE, application.deadline_at)
    await applications_of(desk, application).save(replace(application, state=State.ASKED, asked_at=desk.now))


async def ask_on(desk: Desk, group: Group, application: Application, language: str, lead: Markup) -> None:
    """Go on within the step after an answer: ``lead`` says what it was worth. The deadline stays."""
    await _put(desk, group, application, language, lead)


async def _put(desk: Desk, group: Group, application: Application, language: str, lead: Markup | None = None) -> None:
    question = application.current.question(await turn_of(desk, group, application))
    if question is None:
        write(desk, application.user_chat_id, desk.say(language, "entry-with-admins", group=group.title))
        await hand_over(desk, group, application, Why.NOTHING_TO_ASK)
        return
    application = replace(application, state=State.ASKED, asked_at=desk.now)
    if lead is None:
        text = worded(desk, group, application, question, language)
    elif question.options:
        text = Markup("\n\n").join([lead, worded(desk, group, application, question, language)])
    else:
        text = lead  # The same words are asked for again.
    _send(desk, application, question, text, _rows(desk, application, question, language, first=lead is None))
    plan(desk, application, DEADLINE, application.deadline_at)
    await applications_of(desk, application).save(application)


def worded(desk: Desk, group: Group, application: Application, question: Question, language: str) -> Markup:
    """The question as the applicant reads it."""
    allowed = group.settings(EntrySettings).limits(application.current).attempts
    left = max(application.deadline_at - desk.now, timedelta(seconds=1))
    return desk.say(
        language,
        question.key,
        group=group.title,
        time=desk.house.texts.duration(language, left),
        attempts=max(allowed - application.attempts, 1),
        door=application.door.value,
        **question.values,
        **{name: desk.say(language, key) for name, key in question.words.items()},
    )


def _rows(desk: Desk, application: Application, question: Question, language: str, *, first: bool) -> Rows:
    """The options as buttons; without options one that keeps the private chat open, once."""
    if not question.options:
        begin = button(desk.say(language, "entry-answer-button").plain(), "entry", "begin", application.id)
        return [[begin]] if first else []
    options = [
        button(option, "entry", "pick", application.id, application.place, index)
        for index, option in enumerate(question.options)
    ]
    return [options[at : at + question.columns] for at in range(0, len(options), question.columns)]


def _send(desk: Desk, application: Application, question: Question, text: Markup, rows: Rows) -> None:
    memo = f"{application.id} {application.place}"
    expires_at = application.deadline_at - KNOWN_BEFORE
    if question.picture is None:
        write(
            desk, application.user_chat_id, text, rows, handle=application.question,
            expires_at=expires_at, report=ASKED, memo=memo,
        )  # fmt: skip
        return
    desk.work.emit(
        SendPicture(application.user_chat_id, question.picture, text, tuple(tuple(row) for row in rows)),
        repeat=Repeat.WANTED,
        lane=Lane.URGENT,
        handle=application.question,
        expires_at=expires_at,
        report=ASKED,
        memo=memo,
    )


def put_away(
    desk: Desk, group: Group, application: Application, question: Question, marking: Marking, language: str
) -> None:
    """Take the buttons from a question that has been answered, and keep what was pressed."""
    if not question.options or question.picture is not None:
        return
    picked = desk.say(language, f"entry-picked-{marking.mark.value}", option=marking.said)
    text = Markup("\n\n").join([worded(desk, group, application, question, language), picked])
    desk.work.emit(EditMessage(application.user_chat_id, text), handle=application.question)


async def asked(desk: Desk, body: bytes) -> None:
    """Whether the question arrived; if not, a person has to decide."""
    outcome = msgspec.json.decode(body, type=Outcome)
    number, _, place = outcome.memo.partition(" ")
    group, application = await pending(desk, int(number))
    if group is None or application is None or application.state is not State.ASKED or application.place != place:
        return
    if outcome.accepted:
        await _allow_for_delay(desk, group, application)
    else:
        await hand_over(desk, group, replace(application, ending=Ending.UNREACHABLE), Why.UNREACHABLE)


async def _allow_for_delay(desk: Desk, group: Group, application: Application) -> None:
    """A first question that had to wait its turn among many: the time counts from when it arrived."""
    timeout = group.settings(EntrySettings).limits(application.current).timeout
    if application.given or desk.now - application.asked_at < NOTICED_DELAY:
        return
    application = replace(application, asked_at=desk.now, deadline_at=desk.now + timeout)
    plan(desk, application, DEADLINE, application.deadline_at)
    await applications_of(desk, application).save(application)


# --- in the private chat -----------------------------------------------------------------------------------------


async def begin(desk: Desk, press: Press) -> None:
    """The button of a question that wants words: pressing it has opened the private chat."""
    application = await _waiting(desk, press)
    language = await desk.language_of(press.presser.id, press.presser.language)
    desk.answer(press, desk.say(language, "entry-answer-hint" if application else "entry-answer-over"))
    if application is not None:
        await desk.store.people.see(press.presser, desk.now, reachable=True)
        desk.work.forward(chat_mailbox(application.chat_id), BEGUN, Begun(application.id))


async def pick(desk: Desk, press: Press) -> None:
    """An option of a question; one that no longer stands is told so."""
    application = await _waiting(desk, press)
    _, place, option = press.intent.arguments
    if application is None or application.place != place:
        language = await desk.language_of(press.presser.id, press.presser.language)
        desk.answer(press, desk.say(language, "entry-answer-over"))
        return
    desk.answer(press)
    await desk.store.people.see(press.presser, desk.now, reachable=True)
    answer = Answer(application.id, press.chat_id, desk.now, option=int(option), place=place)
    desk.work.forward(chat_mailbox(application.chat_id), ANSWERED, answer)


async def _waiting(desk: Desk, press: Press) -> Application | None:
    """The application a button is about, if it waits for its applicant and this is their private chat."""
    number = press.intent.number()
    return next((each for each in await desk.store.applicants.asked(press.chat_id) if each.id == number), None)


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
        if command[1].lower() == "start" and not message.text[command.end() :].strip():
            await _remind(desk, application)
        return
    if not message.text:
        group = await desk.group(application.chat_id)
        language = await desk.language_of(message.sender.id, group.language if group else None)
        write(desk, message.chat_id, desk.say(language, "entry-text-only", group=group.title if group else ""))
        raise ApplicationHandlerStop
    answer = Answer(application.id, message.chat_id, message.date, message.text)
    desk.work.forward(chat_mailbox(application.chat_id), ANSWERED, answer)
    raise ApplicationHandlerStop


async def _remind(desk: Desk, application: Application) -> None:
    """Who presses Start while a question waits is told so."""
    group = await desk.group(application.chat_id)
    if group is None or application.deadline_at <= desk.now:
        return
    language = await desk.language_of(application.user_id, group.language)
    left = group.settings(EntrySettings).limits(application.current).attempts - application.attempts
    time = desk.house.texts.duration(language, application.deadline_at - desk.now)
    text = desk.say(language, "entry-remind", group=group.title, time=time, attempts=left)
    write(desk, application.user_chat_id, text, expires_at=application.deadline_at)
    desk.work.forward(chat_mailbox(application.chat_id), BEGUN, Begun(application.id))


async def unclaimed(desk: Desk, body: bytes) -> None:
    """An application did not wait for this answer: it may be meant for another one."""
    answer = msgspec.json.decode(body, type=Answer)
    waiting = await desk.store.applicants.asked(answer.user_chat_id)
    for application in waiting:
        if application.id not in answer.tried:
            moved = msgspec.structs.replace(answer, application=application.id)
            desk.work.forward(chat_mailbox(application.chat_id), ANSWERED, moved)
            return
    if answer.hint and waiting:
        language = await desk.language_of(waiting[0].user_id)
        write(desk, answer.user_chat_id, desk.say(language, "entry-press-a-button"))


async def begun(desk: Desk, body: bytes) -> None:
    """Keep that the applicant is there."""
    noted = msgspec.json.decode(body, type=Begun)
    _, application = await pending(desk, noted.application)
    if application is not None and not application.begun:
        await applications_of(desk, application).save(replace(application, begun=True))
