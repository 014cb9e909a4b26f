"""Asking applicants, and judging what they answer or fail to."""

from dataclasses import replace
from datetime import datetime, timedelta

import msgspec
import telegram
from telegram.ext import ApplicationHandlerStop

from bot.core.effect import Outcome
from bot.core.ids import ApplicationId, chat_mailbox
from bot.core.text import Markup
from bot.features.entry.model import Application, Ending, State, Why
from bot.features.entry.rules import Judgement, Lapse, ending_of_silence, judge, lapse
from bot.features.entry.settings import EntrySettings
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers.commands import COMMAND
from handlers.context import WeiluContext
from handlers.desk import Desk
from handlers.entry.applications import DEADLINE, applications_of, pending, plan, write
from handlers.entry.decisions import approve, decline, hand_over
from handlers.keyboards import Press, button

ASKED = "entry_asked"
ANSWERED = "entry_answer"
UNCLAIMED = "entry_unclaimed"

ANSWERS_ARRIVE_WITHIN = timedelta(seconds=15)
"""After a start: what applicants wrote meanwhile is still being taken in."""


class Answer(msgspec.Struct, frozen=True):
    """What an applicant wrote in private. ``tried``: applications that turned out not to wait for it."""

    application: ApplicationId
    user_chat_id: int
    text: str
    written_at: datetime
    tried: tuple[int, ...] = ()


async def ask(desk: Desk, group: Group, application: Application, language: str) -> None:
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
    write(
        desk,
        application.user_chat_id,
        text,
        [[begin]],
        handle=application.question(application.attempts),
        expires_at=application.deadline_at,
        report=ASKED,
        memo=str(application.id),
    )
    plan(desk, application, DEADLINE, application.deadline_at)
    await applications_of(desk, application).save(application)


async def asked(desk: Desk, body: bytes) -> None:
    """Whether the question arrived; if not, a person has to decide."""
    outcome = msgspec.json.decode(body, type=Outcome)
    group, application = await pending(desk, int(outcome.memo))
    if outcome.accepted or group is None or application is None or application.state is not State.ASKED:
        return
    if application.attempts or application.step:
        return  # They have been asked and have answered: the deadline decides.
    await hand_over(desk, group, replace(application, ending=Ending.UNREACHABLE), Why.UNREACHABLE)


async def begin(desk: Desk, press: Press) -> None:
    """The button of a question: pressing it has opened the private chat."""
    waiting = [each.id for each in await desk.store.applicants.asked(press.chat_id)]
    language = await desk.language_of(press.presser.id, press.presser.language)
    hint = "entry-answer-hint" if press.intent.number() in waiting else "entry-answer-over"
    desk.answer(press, desk.say(language, hint))


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
        write(desk, message.chat_id, desk.say(language, "entry-text-only", group=group.title if group else ""))
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
    write(desk, application.user_chat_id, text, expires_at=application.deadline_at)


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
    group, application = await pending(desk, answer.application)
    if group is None or application is None or application.state is not State.ASKED:
        passed_on = msgspec.structs.replace(answer, tried=(*answer.tried, answer.application))
        desk.work.forward(chat_mailbox(answer.user_chat_id), UNCLAIMED, passed_on)
        return
    settings = group.settings(EntrySettings)
    language = await desk.language_of(application.user_id, group.language)
    match judge(application, answer.text, answer.written_at, settings.attempts):
        case Judgement.PASSED:
            await approve(desk, application, Ending.PASSED)
        case Judgement.NEXT_QUESTION:
            await ask(desk, group, replace(application, step=application.step + 1, attempts=0), language)
        case Judgement.REVIEW:
            write(desk, application.user_chat_id, desk.say(language, "entry-with-admins", group=group.title))
            await hand_over(desk, group, replace(application, step=application.step + 1), Why.GATE)
        case Judgement.AGAIN:
            await _ask_again(desk, group, application, language)
        case Judgement.FAILED:
            failed = replace(application, attempts=application.attempts + 1)
            text = desk.say(language, "entry-failed", group=group.title)
            await decline(desk, failed, Ending.WRONG, _with_cooldown(desk, group, text, language))
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
    write(desk, application.user_chat_id, text, handle=handle, expires_at=application.deadline_at)
    await applications_of(desk, application).save(application)


async def deadline(desk: Desk, body: bytes) -> None:
    """The time for an answer is over."""
    due = msgspec.json.decode(body, type=Due)
    number, _, waited = due.payload.partition(" ")
    group, application = await pending(desk, int(number))
    if group is None or application is None:
        return
    language = await desk.language_of(application.user_id, group.language)
    match lapse(application, desk.now, desk.house.started_at, waited=bool(waited)):
        case Lapse.WAIT:
            plan(desk, application, DEADLINE, desk.now + ANSWERS_ARRIVE_WITHIN, " waited")
        case Lapse.HAND_OVER:
            write(desk, application.user_chat_id, desk.say(language, "entry-missed", group=group.title))
            await hand_over(desk, group, application, Why.MISSED)
        case Lapse.DECLINE:
            ending = ending_of_silence(application)
            text = desk.say(language, f"entry-timed-out-{ending.value}", group=group.title)
            await decline(desk, application, ending, _with_cooldown(desk, group, text, language))
        case Lapse.NOTHING:
            pass


def _with_cooldown(desk: Desk, group: Group, text: Markup, language: str) -> Markup:
    """A refusal with when to come back."""
    cooldown = group.settings(EntrySettings).cooldown
    if not cooldown:
        return Markup("\n").join([text, desk.say(language, "entry-again-now")])
    time = desk.house.texts.duration(language, cooldown)
    return Markup("\n").join([text, desk.say(language, "entry-again-after", time=time)])
