"""Judging what applicants answer or fail to, in the mailbox of the group they want to come into."""

from dataclasses import replace
from datetime import timedelta

import msgspec

from bot.core.ids import chat_mailbox
from bot.core.text import Markup
from bot.features.entry.model import Answered, Application, Ending, Hurdle, State, Why
from bot.features.entry.rules import Ahead, Judgement, Lapse, ending_of_silence, judge, lapse, next_step
from bot.features.entry.settings import Action, EntrySettings
from bot.features.entry.steps.question import Mark, Marking, Question, Reply
from bot.features.entry.steps.quiz import Quiz
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers.desk import Desk
from handlers.entry.applications import DEADLINE, applications_of, pending, plan, tell, turn_of
from handlers.entry.decisions import conclude, hand_over
from handlers.entry.questions import UNCLAIMED, Answer, ask, ask_on, put_away

ANSWERS_ARRIVE_WITHIN = timedelta(seconds=15)
"""After a start: what applicants wrote meanwhile is still being taken in."""
SHOWN = 200
"""Characters of an answer that administrators are shown."""


async def enter(desk: Desk, group: Group, application: Application, language: str) -> None:
    """Begin with somebody who has been examined, at whichever door: what speaks against them, then the first step."""
    if application.hurdle is not None:
        await conclude(desk, group, application, Ending.BLOCKED)
    else:
        await proceed(desk, group, application, 0, language)


async def proceed(desk: Desk, group: Group, application: Application, first: int, language: str) -> None:
    """Bring an application to step number ``first``, or to what comes instead of it."""
    ahead = next_step(application.steps, first, is_invited=application.is_invited)
    if ahead.step != application.step:
        application = replace(application, step=ahead.step, attempts=application.carried)
    match ahead.ahead:
        case Ahead.QUESTION:
            allowed = group.settings(EntrySettings).limits(application.current).attempts
            attempts = min(application.attempts, allowed - 1)
            await ask(desk, group, replace(application, attempts=attempts), language)
        case Ahead.REVIEW:
            tell(desk, application, desk.say(language, "entry-with-admins", group=group.title))
            await hand_over(desk, group, application, Why.GATE)
        case Ahead.PASSED:
            await conclude(desk, group, application, Ending.PASSED)
        case Ahead.NOT_INVITED:
            await conclude(desk, group, replace(application, hurdle=Hurdle.NOT_INVITED), Ending.BLOCKED)


async def judged(desk: Desk, body: bytes) -> None:
    """Judge an answer."""
    answer = msgspec.json.decode(body, type=Answer)
    group, application = await pending(desk, answer.application)
    if group is None or application is None or application.state is not State.ASKED:
        _pass_on(desk, answer)
        return
    if answer.place and answer.place != application.place:
        return  # The second press of a double one: the question it was for has been answered.
    turn = await turn_of(desk, group, application)
    question = application.current.question(turn)
    marking = application.current.mark(turn, Reply(answer.text, answer.option))
    allowed = group.settings(EntrySettings).limits(application.current).attempts
    judgement = judge(application, marking.mark, answer.written_at, allowed)
    if judgement is Judgement.LATE:
        return
    if judgement is Judgement.NO_ANSWER or question is None:
        _pass_on(desk, msgspec.structs.replace(answer, hint=True))
        if not application.begun:
            await applications_of(desk, application).save(replace(application, begun=True))
        return
    await _take(desk, group, application, question, marking, judgement)


def _pass_on(desk: Desk, answer: Answer) -> None:
    """It may be meant for another group."""
    tried = msgspec.structs.replace(answer, tried=(*answer.tried, answer.application))
    desk.work.forward(chat_mailbox(answer.user_chat_id), UNCLAIMED, tried)


async def _take(
    desk: Desk, group: Group, application: Application, question: Question, marking: Marking, judgement: Judgement
) -> None:
    """Keep an answer and go on from it."""
    language = await desk.language_of(application.user_id, group.language)
    right = marking.mark is Mark.RIGHT
    put_away(desk, group, application, question, marking, language)
    if isinstance(application.current, Quiz):
        await desk.store.chat(group.chat_id).entry_questions.count(question.item, right=right)
    given = Answered(application.step, question.item, question.topic, marking.said[:SHOWN], right)
    application = replace(
        application,
        begun=True,
        answers=(*application.answers, given),
        attempts=application.attempts + (not right),
        phrase=marking.source or application.phrase,
    )
    match judgement:
        case Judgement.STEP_PASSED:
            await proceed(desk, group, application, application.step + 1, language)
        case Judgement.MORE:
            await ask_on(desk, group, application, language, desk.say(language, "entry-right-next"))
        case Judgement.AGAIN:
            await ask_on(desk, group, application, language, _wrong(desk, group, application, question, language))
        case _:
            await conclude(desk, group, application, Ending.WRONG)


def _wrong(desk: Desk, group: Group, application: Application, question: Question, language: str) -> Markup:
    """That it was wrong, and what is left."""
    return desk.say(
        language,
        "entry-wrong-next" if question.options else "entry-wrong",
        group=group.title,
        attempts=group.settings(EntrySettings).limits(application.current).attempts - application.attempts,
        time=desk.house.texts.duration(language, max(application.deadline_at - desk.now, timedelta(seconds=1))),
    )


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
        case Lapse.ASK_AGAIN:
            desk.store.troubles(group.chat_id).note("missed:entry_deadline", desk.now)
            await ask(desk, group, application, language)
        case Lapse.MISSED:
            await missed(desk, group, application, language)
        case Lapse.END:
            await conclude(desk, group, application, ending_of_silence(application))
        case Lapse.NOTHING:
            pass


async def missed(desk: Desk, group: Group, application: Application, language: str) -> None:
    """The bot was away for too long: what the group has decided for that case."""
    application = replace(application, why=Why.MISSED)
    action = group.settings(EntrySettings).on_missed
    if action is Action.REVIEW:
        tell(desk, application, desk.say(language, "entry-missed", group=group.title))
        await hand_over(desk, group, application, Why.MISSED)
    else:
        await conclude(desk, group, application, ending_of_silence(application), action=action)
