"""Join requests: who is asked, who waits for an administrator, who is let in or told to come back later."""

from dataclasses import replace
from datetime import datetime, timedelta

import telegram

from bot.core.effect import AnswerJoinQuery, DeclineJoin
from bot.core.ids import ChatId, UserId
from bot.features.entry.model import Application, Ending, State, Why
from bot.features.entry.rules import Meeting, Reception, receive
from bot.features.entry.settings import EntrySettings
from bot.features.settings.model import Group
from handlers.context import WeiluContext
from handlers.desk import Desk
from handlers.entry.answers import enter, missed
from handlers.entry.applications import LAST_WORDS, write
from handlers.entry.checks import examine
from handlers.entry.decisions import close, hand_over
from handlers.entry.surge import count
from handlers.incoming import person

QUERY_PATIENCE = timedelta(seconds=10)
"""Bot API 10.1: a join query not answered by then is over."""


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
    surge = await count(desk, group, UserId(user.id), user.full_name, request.date, asks=True)
    reception = receive(settings, earlier, request.date, desk.now)
    application = None
    if reception.until is None:
        application = await examine(desk, group, _application(desk, group, request, reception))
    if unfinished is not None and earlier is not None:
        await close(desk, group, earlier)
    await desk.store.people.see(person(user), desk.now)
    if application is None:
        _turn_away(desk, group, request, reception, language)
    else:
        await _meet(desk, group, replace(application, in_surge=surge is not None), reception, language)


def _application(desk: Desk, group: Group, request: telegram.ChatJoinRequest, reception: Reception) -> Application:
    settings, link = group.settings(EntrySettings), request.invite_link
    return Application(
        id=desk.store.chat(group.chat_id).applications.next_id(),
        chat_id=group.chat_id,
        user_id=UserId(request.from_user.id),
        user_chat_id=ChatId(request.user_chat_id),
        name=request.from_user.full_name,
        steps=settings.gate,
        made_at=request.date,
        asked_at=desk.now,
        deadline_at=desk.now + settings.limits(None).timeout,
        state=State.ASKED,
        seed=desk.house.seed(),
        attempts=reception.attempts,
        carried=reception.attempts,
        source=(link.name or link.invite_link) if link is not None else "",
        link=link.invite_link if link is not None else "",
        is_invited=link is not None and link.creator.id == desk.bot.id,
        bio=request.bio or "",
    )


def _overtaken(application: Application, now: datetime) -> Application:
    """An application whose person has asked anew: the earlier request no longer exists."""
    ending = application.ending if application.state is State.DECLINING else Ending.WITHDRAWN
    return replace(application, state=State.CLOSED, ending=ending, decided_at=now)


def _turn_away(
    desk: Desk, group: Group, request: telegram.ChatJoinRequest, reception: Reception, language: str
) -> None:
    """Say when to come back, then decline."""
    until = reception.until or desk.now
    time = desk.house.texts.duration(language, max(until - desk.now, timedelta(seconds=1)))
    withdrawn = reception.meeting is Meeting.TOO_SOON_AGAIN
    text = desk.say(language, "entry-too-soon", group=group.title, time=time, withdrawn=withdrawn)
    said = write(desk, request.user_chat_id, text, expires_at=desk.now + LAST_WORDS)
    desk.work.emit(DeclineJoin(group.chat_id, request.from_user.id), after=said)


async def _meet(desk: Desk, group: Group, application: Application, reception: Reception, language: str) -> None:
    """Carry out how a request is met."""
    if application.hurdle is None and reception.meeting is Meeting.MISSED:
        await missed(desk, group, application, language)
    elif application.hurdle is None and not group.chose(EntrySettings, "steps"):
        # The group asks for approval and nobody has told us how to give it: that stays with the administrators.
        write(desk, application.user_chat_id, desk.say(language, "entry-with-admins", group=group.title))
        await hand_over(desk, group, application, Why.GATE)
    else:
        await enter(desk, group, application, language)
