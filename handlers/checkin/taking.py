"""Checking in: by command, keyword, a programme's own word or hashtag, or button."""

from collections.abc import Set
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from telegram.ext import ApplicationHandlerStop

from bot.core.effect import Button
from bot.core.event import Message
from bot.core.ids import UserId
from bot.core.period import MIDNIGHT, day_of, instant_of
from bot.core.text import Markup
from bot.features.checkin.fairness import missed, team_for
from bot.features.checkin.model import Content, Outcome, Participant, Programme
from bot.features.checkin.rules import all_running, chosen, judge, named_in, run_around
from bot.features.checkin.settings import CheckinSettings
from bot.features.checkin.terms import LONGEST_NOTE
from bot.features.points.model import Entry, Reason
from bot.features.points.rules import for_checkin, for_streak, within_cap
from bot.features.points.settings import PointsSettings
from bot.features.settings.model import Group
from handlers.checkin import tags, wording
from handlers.checkin.attempt import Attempt, attempt_in, lately
from handlers.checkin.board import (
    Voice,
    board_of,
    choices,
    may_tell_apart,
    nod,
    refuse,
    speak,
    tell_apart,
    voice,
    wait_for_roll,
)
from handlers.commands import Request
from handlers.desk import Desk
from handlers.keyboards import Press, button
from storage.checkin import CheckIns

DONE, CELEBRATED, SEEN = "👍", "🎉", "👌"
"""Reactions to a check-in, to one that reaches a milestone, and to one that had been made before."""


async def checkin(desk: Desk, request: Request, group: Group) -> None:
    """The command and its keywords: to the programme the note names, to the only one, or to one that is chosen."""
    await attempted(desk, group, attempt_in(request.message, request.asker, request.args))


async def attempted(desk: Desk, group: Group, attempt: Attempt) -> None:
    """An attempt whose note may name the programme."""
    zone, day_start = ZoneInfo(group.timezone), group.settings(CheckinSettings).day_start
    running = all_running(await _checkins(desk, group).programmes(), attempt.at, zone, day_start)
    named = chosen(running, attempt.content.note) or named_in(running, attempt.content.note)
    if named is not None:
        programme, note = named
        await take(desk, group, replace(attempt, content=replace(attempt.content, note=note)), programme)
    elif len(running) > 1:
        await _decide(desk, group, attempt, running)
    else:
        programme = running[0] if running else await stand(desk, group, day_of(attempt.at, zone, day_start))
        await take(desk, group, attempt, programme)


async def heard(desk: Desk, group: Group, message: Message) -> None:
    """A message that bears a programme's own word or hashtag is a check-in to it, and nothing else."""
    person = message.sender.person
    if person is None or not message.sender.is_user or not message.text:
        return
    spoken_for = [p for p in await _checkins(desk, group).programmes() if p.terms.words or p.terms.hashtag]
    if not spoken_for:
        return
    zone, day_start = ZoneInfo(group.timezone), group.settings(CheckinSettings).day_start
    found = chosen(all_running(spoken_for, message.date, zone, day_start), message.text)
    if found is not None:
        programme, note = found
        await take(desk, group, attempt_in(message, person, note), programme)
        raise ApplicationHandlerStop


async def pressed(desk: Desk, group: Group, press: Press) -> None:
    """The button of a programme: with the message that did not say which, else with nothing but the press."""
    known = await _checkins(desk, group).programmes()
    zone, day_start = ZoneInfo(group.timezone), group.settings(CheckinSettings).day_start
    programme = next((p for p in known if p.id == press.intent.number(1)), None)
    language = await desk.language_of(press.presser.id, group.language)
    if programme is None or programme not in all_running(known, desk.now, zone, day_start):
        desk.answer(press, desk.say(language, "checkin-not-running"), alert=True)
        return
    waiting = (await board_of(desk, group)).undecided.pop(press.presser.id, None)
    if waiting is None or not lately(waiting, desk.now):
        waiting = Attempt(press.presser, desk.now, group.chat_id, Content(), None, press.thread_id)
    said = await take(desk, group, waiting, programme, pressed=True)
    desk.answer(press, said, alert=True)


async def take(desk: Desk, group: Group, attempt: Attempt, programme: Programme, *, pressed: bool = False) -> Markup:
    """Check somebody in for the day of their attempt, once, and tell them how they stand; returns what there is to say.

    ``pressed``: they have pressed a button, and are told by its answer.
    """
    store, zone = desk.store.chat(group.chat_id), ZoneInfo(group.timezone)
    day_start, user = group.settings(CheckinSettings).day_start, UserId(attempt.person.id)
    day = day_of(attempt.at, zone, programme.day_start(day_start))
    past = await store.checkins.past(user, programme, day)
    others = await store.checkins.people_on(day, programme)
    verdict = judge(programme, attempt.at, zone, day_start, past, others, attempt.content)
    joins = await _joins(desk, group, programme, user, day) if verdict.outcome is Outcome.DONE else None
    heard_as = Voice.TOGETHER if pressed else await voice(desk, group, attempt)
    apart = not pressed and heard_as is Voice.TOGETHER and await may_tell_apart(desk, group)
    detailed = pressed or apart or heard_as in (Voice.ALOUD, Voice.PRIVATE)
    balance = await store.ledger.balance(user) if detailed or (joins is not None and joins.deposit) else 0
    if joins is not None and joins.deposit > balance:
        verdict = replace(verdict, outcome=Outcome.TOO_POOR)
    if verdict.outcome is not Outcome.DONE:
        private = wording.refused(desk, await desk.language_of(user, group.language), programme, verdict)
        if not pressed:
            if verdict.outcome is Outcome.ALREADY and heard_as is Voice.TOGETHER:
                await nod(desk, group, attempt, SEEN)
            else:
                aloud = wording.refused(desk, group.language, programme, verdict)
                await refuse(desk, group, attempt, aloud, private)
        return private
    # In a rush hardly anybody's own language is asked for: each question would cost a commit.
    private_talk = pressed or apart or attempt.in_private
    language = await desk.language_of(user, group.language) if private_talk else group.language
    entries = await earned(desk, group, programme, user, {*past.days, day}, day)
    if joins is not None:
        entries += [_put_down(programme, joins)] if joins.deposit else []
        await store.habits.join(programme.id, joins)
    await store.checkins.claim(
        programme,
        user,
        day,
        attempt.at,
        message_id=None if attempt.in_private else attempt.message_id,
        note=attempt.content.note[:LONGEST_NOTE],
        told=heard_as is not Voice.TOGETHER,
        flag=verdict.flag,
    )
    store.ledger.book(entries, attempt.at)
    local = attempt.at.astimezone(zone)
    store.counts.add("checkins", local.date().isoformat(), local.hour)
    await tags.refresh(desk, group, user, verdict.streak, local.date())
    text = wording.done(desk, language, programme, verdict, entries, balance, joins)
    if heard_as is Voice.PRIVATE:
        desk.send(attempt.chat_id, text)
    elif heard_as is Voice.ALOUD:
        await speak(desk, group, attempt, text, await _after(desk, group, programme, joins, past.days, day))
    elif heard_as is Voice.TOGETHER:
        celebrated = any(entry.reason is Reason.STREAK for entry in entries)
        await nod(desk, group, attempt, CELEBRATED if celebrated else DONE)
        if apart:
            await tell_apart(desk, group, attempt, text)
        await wait_for_roll(desk, group, attempt.thread_id)
    return text


async def _after(
    desk: Desk, group: Group, programme: Programme, joins: Participant | None, own: Set[date], day: date
) -> list[list[Button]]:
    """A late joiner is shown how to catch up."""
    if joins is None or not programme.terms.catch_up or not missed(programme, own, day):
        return []
    return [[button(desk.say(group.language, "makeup-catch-up-button").plain(), "checkin", "missed", group.chat_id)]]


async def _joins(desk: Desk, group: Group, programme: Programme, user: UserId, day: date) -> Participant | None:
    """What somebody's first check-in to a programme makes of them; None when it is not their first."""
    if not programme.terms.keeps_participants:
        return None
    known = await desk.store.chat(group.chat_id).habits.participants(programme.id)
    if user in known:
        return None
    teams = programme.terms.teams
    team = team_for(len(teams), known.values()) if teams else None
    return Participant(user, day, team, programme.terms.deposit)


def _put_down(programme: Programme, joins: Participant) -> Entry:
    key = f"deposit:{programme.id}:{joins.user_id}"
    return Entry(joins.user_id, -joins.deposit, Reason.DEPOSIT, key, programme.name)


async def earned(
    desk: Desk, group: Group, programme: Programme, user: UserId, days: set[date], day: date, *, made_up: bool = False
) -> list[Entry]:
    """What a new day earns: its own points, and bonuses for what the run of days around it has reached."""
    settings, store = group.settings(PointsSettings), desk.store.chat(group.chat_id)
    turn = (await store.checkins.record(user)).turn(programme, day)
    entries = for_checkin(settings, programme.id, programme.name, user, day, made_up=made_up, turn=turn)
    if settings.daily_cap and entries:
        zone = ZoneInfo(group.timezone)
        today = instant_of(desk.now.astimezone(zone).date(), MIDNIGHT, zone)
        entries = within_cap(entries, await store.ledger.earned(user, today), settings.daily_cap)
    run = run_around(days, day)
    if run.length >= min(settings.streaks, default=run.length + 1):
        paid = await store.ledger.bonuses(user)
        if not programme.standing:
            paid = [bonus for bonus in paid if bonus.programme == programme.id]
        entries += for_streak(settings, programme.id, user, run, paid, turn)
    return entries


async def stand(desk: Desk, group: Group, day: date) -> Programme:
    """The group's standing programme, made with the first check-in."""
    name = desk.say(group.language, "checkin-standing-name").plain()
    return await _checkins(desk, group).add_standing(name, day)


async def _decide(desk: Desk, group: Group, attempt: Attempt, running: list[Programme]) -> None:
    """Several programmes run and nothing says which is meant: the only one still to be done, else a button chooses."""
    store, zone = _checkins(desk, group), ZoneInfo(group.timezone)
    day_start = group.settings(CheckinSettings).day_start
    record = await store.record(attempt.person.id)
    left = [
        programme
        for programme in running
        if day_of(attempt.at, zone, programme.day_start(day_start)) not in record.days.get(programme.id, {})
    ]
    heard_as = await voice(desk, group, attempt)
    if len(left) <= 1 or heard_as is Voice.NONE:
        await take(desk, group, attempt, (left or running)[0])
        return
    board = await board_of(desk, group)
    board.undecided[attempt.person.id] = attempt
    board.asks = board.asks or heard_as is Voice.TOGETHER
    if heard_as is Voice.ALOUD:
        await speak(desk, group, attempt, desk.say(group.language, "checkin-which"), choices(group, left))
    elif heard_as is Voice.PRIVATE:
        language = await desk.language_of(attempt.person.id, group.language)
        desk.send(attempt.chat_id, desk.say(language, "checkin-which"), choices(group, left))


def _checkins(desk: Desk, group: Group) -> CheckIns:
    return desk.store.chat(group.chat_id).checkins
