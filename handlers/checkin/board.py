"""What the group hears of check-ins: one message a minute at most, however many there are.

The first check-in of a quiet minute is answered at once. Those that follow get a reaction, as far as that is little,
and are named or counted together when the minute is over.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice
from zoneinfo import ZoneInfo

import msgspec

from bot.core.effect import React, Repeat
from bot.core.ids import mailbox_id
from bot.core.text import Markup, clip
from bot.features.checkin.model import Programme
from bot.features.checkin.rules import all_running
from bot.features.checkin.settings import CheckinSettings
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers.checkin.attempt import Attempt, lately
from handlers.desk import Desk, Rows
from handlers.keyboards import button
from storage.checkin_days import Made

ROLL = "checkin_roll"
GONE = "checkin_gone"
"""The kind of the row that says what became of a reaction: none to a message that has been deleted."""
BETWEEN = timedelta(minutes=1)
NODS = 10
"""Reactions a minute: a group sees that the bot is there, and the calls stay few."""
APART = 4
"""People a minute who are told how they stand themselves: each costs a message, and a group gets twenty a minute."""
NAMED = 3
REMARKS = 5
MILESTONES = 6
LONGEST_NAME = 24


class Voice(StrEnum):
    """How a check-in is answered."""

    PRIVATE = "private"
    ALOUD = "aloud"
    """at once, in the group"""
    TOGETHER = "together"
    """with the others, when the minute is over"""
    NONE = "none"
    """it comes from a backlog"""


@dataclass(slots=True)
class Board:
    """What the mailbox remembers of its last message about check-ins.

    ``remarks``: what somebody could not be told; ``undecided``: what waits for a programme to be chosen, by who made it;
    ``asks``: whether the next message must offer the choice.
    """

    said_at: datetime | None
    nods: int = 0
    apart: int = 0
    remarks: list[Markup] = field(default_factory=list)
    undecided: dict[int, Attempt] = field(default_factory=dict)
    asks: bool = False


async def board_of(desk: Desk, group: Group) -> Board:
    """The group's board; after a restart, as far as the plan for the next message tells."""

    async def load() -> Board:
        planned = await desk.store.schedules(group.mailbox).find(_key(group))
        due = planned.next_run_at if planned is not None else None
        return Board(due - BETWEEN if due is not None else None)

    board: Board = await desk.work.buffer.remember("checkin_board", load)
    return board


async def voice(desk: Desk, group: Group, attempt: Attempt) -> Voice:
    """How an attempt will be answered."""
    if attempt.is_late(desk.now):
        return Voice.NONE
    if attempt.in_private:
        return Voice.PRIVATE
    said_at = (await board_of(desk, group)).said_at
    return Voice.TOGETHER if said_at is not None and desk.now - said_at < BETWEEN else Voice.ALOUD


async def speak(desk: Desk, group: Group, attempt: Attempt, text: Markup, buttons: Rows = ()) -> None:
    """Answer in the group at once; the others wait for a minute from now."""
    desk.send(group.chat_id, text, buttons, reply_to=attempt.message_id, thread_id=attempt.thread_id)
    await _said(desk, group, attempt.thread_id)


async def nod(desk: Desk, group: Group, attempt: Attempt, emoji: str) -> None:
    """React to the message, unless many have been reacted to within this minute; what becomes of it comes back."""
    board = await board_of(desk, group)
    if attempt.message_id is None or board.nods >= NODS:
        return
    board.nods += 1
    reaction = React(group.chat_id, attempt.message_id, emoji)
    desk.work.emit(reaction, expires_at=desk.now + BETWEEN, report=GONE, memo=str(attempt.message_id))


async def may_tell_apart(desk: Desk, group: Group) -> bool:
    """Whether somebody whose check-in is told together with others may be told how they stand themselves."""
    return (await board_of(desk, group)).apart < APART


async def tell_apart(desk: Desk, group: Group, attempt: Attempt, text: Markup) -> None:
    """Tell somebody how they stand, and nobody else."""
    if await desk.tell_one(group, attempt.person.id, text, thread_id=attempt.thread_id):
        (await board_of(desk, group)).apart += 1


async def refuse(desk: Desk, group: Group, attempt: Attempt, text: Markup, private: Markup) -> None:
    """Tell somebody why their check-in does not count: where they asked, in private, or with the others."""
    match await voice(desk, group, attempt):
        case Voice.NONE:
            return
        case Voice.PRIVATE:
            desk.send(attempt.chat_id, private)
        case Voice.ALOUD:
            await speak(desk, group, attempt, text)
        case Voice.TOGETHER:
            if await desk.store.people.reachable([attempt.person.id]):
                desk.send(attempt.person.id, private, silent=True)
                return
            board = await board_of(desk, group)
            if len(board.remarks) < REMARKS:
                name = clip(attempt.person.name, LONGEST_NAME)
                board.remarks.append(desk.say(group.language, "checkin-remark", name=name, what=text))


async def roll(desk: Desk, body: bytes) -> None:
    """The minute is over: name or count everybody who has checked in since."""
    due = msgspec.json.decode(body, type=Due)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    store = desk.store.chat(group.chat_id)
    board, untold = await board_of(desk, group), await store.checkins.untold()
    if not (untold or board.remarks or board.asks):
        return
    lines = await _lines(desk, group, untold) + board.remarks
    known = await store.checkins.programmes()
    rows: Rows = ()
    if untold:
        rows = [
            [
                button(desk.say(group.language, "checkin-mine-button").plain(), "checkin", "mine", group.chat_id),
                button(desk.say(group.language, "checkin-remind-button").plain(), "checkin", "remind", group.chat_id),
            ]
        ]
    if board.asks:
        board.undecided = {user: waiting for user, waiting in board.undecided.items() if lately(waiting, desk.now)}
        lines.append(desk.say(group.language, "checkin-which"))
        zone, day_start = ZoneInfo(group.timezone), group.settings(CheckinSettings).day_start
        rows = [*choices(group, all_running(known, desk.now, zone, day_start)), *rows]
    thread_id = int(due.payload) if due.payload else None
    if untold:
        store.checkins.tell()
    desk.send(group.chat_id, Markup("\n").join(lines), rows, thread_id=thread_id, repeat=Repeat.WANTED)
    await _said(desk, group, thread_id)


def choices(group: Group, programmes: list[Programme]) -> Rows:
    """A button for each programme one could check in to."""
    return [
        [button(clip(programme.name, 40), "checkin", "to", group.chat_id, programme.id)]
        for programme in programmes[-6:]
    ]


async def _lines(desk: Desk, group: Group, untold: list[Made]) -> list[Markup]:
    """Who has checked in, who was the first of the day, and what is to be celebrated."""
    if not untold:
        return []
    say, language, store = desk.say, group.language, desk.store.chat(group.chat_id)
    people = list(dict.fromkeys(made.user_id for made in untold))
    named = people if len(people) <= NAMED else people[: NAMED - 1]
    names = say(language, "list-separator").join([await _name(desk, group, user) for user in named])
    lines = [say(language, "checkin-roll", names=names, count=len(people), others=len(people) - len(named))]
    for programme_id, day in dict.fromkeys((made.programme_id, made.day) for made in untold):
        first = await store.checkins.first_on(programme_id, day)
        if first is not None and any(m.user_id == first and m.programme_id == programme_id for m in untold):
            lines.append(say(language, "checkin-roll-first", name=await _name(desk, group, first)))
            break
    reached = await store.ledger.milestones(min(made.at for made in untold))
    for user, days, points in islice(((u, d, p) for u, d, p in reached if u in set(people)), MILESTONES):
        lines.append(say(language, "checkin-roll-bonus", name=await _name(desk, group, user), days=days, points=points))
    return lines


async def _name(desk: Desk, group: Group, user_id: int) -> Markup:
    member = await desk.store.chat(group.chat_id).members.find(user_id)
    return Markup.escape(clip(member.name if member is not None else str(user_id), LONGEST_NAME))


async def wait_for_roll(desk: Desk, group: Group, thread_id: int | None) -> None:
    """Make sure that a message about those who wait will come: a press may be the first in a quiet minute."""
    said_at = (await board_of(desk, group)).said_at
    if said_at is None or desk.now - said_at >= BETWEEN:
        await _said(desk, group, thread_id)


async def _said(desk: Desk, group: Group, thread_id: int | None) -> None:
    board = await board_of(desk, group)
    board.said_at, board.nods, board.apart, board.remarks, board.asks = desk.now, 0, 0, [], False
    desk.store.schedules(group.mailbox).set(
        _key(group), ROLL, desk.now + BETWEEN, payload=str(thread_id) if thread_id is not None else ""
    )


def _key(group: Group) -> str:
    return f"checkin_roll:{group.chat_id}"
