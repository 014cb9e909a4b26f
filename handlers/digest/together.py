"""The one digest of who owns many groups: each group's hour asks for it, the first of a day plans it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import msgspec

from bot.core.effect import Repeat
from bot.core.ids import ChatId, Mailbox, UserId, mailbox_id
from bot.core.text import MESSAGE_LIMIT, Markup, clip
from bot.features.digest import rules
from bot.features.digest.model import Metric, Period
from bot.features.digest.roundup import Part, Roundup, round_up
from bot.features.digest.settings import DigestSettings
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers.desk import Desk, Rows
from handlers.digest.gathering import Wanted, facts_of
from handlers.digest.words import UNREAD, compared, days_of, decision_line
from handlers.keyboards import button

ASKED = "roundup_asked"
DUE = "roundup_due"
TOLD = "roundup_told"
GATHERS_FOR: Final = timedelta(minutes=5)
"""From the first group's hour on: forty groups of one hour ask at once."""
REMEMBERED: Final = timedelta(hours=36)
MOST_GROUPS: Final = 200
LINES_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """A period that is to be told of all groups of an owner."""

    owner: UserId
    period: Period


async def takes_together(desk: Desk, group: Group, readers: list[UserId]) -> list[UserId]:
    """Those of the readers who own so many groups that they get one digest for all of them."""
    least = group.settings(DigestSettings).together
    if not least:
        return []
    return [reader for reader in readers if len(await desk.store.groups.owned_by(reader)) >= least]


def ask(desk: Desk, owner: UserId, period: Period) -> None:
    """Ask for it; asked for again, nothing more happens."""
    desk.work.forward(Mailbox(f"roundup:{owner}"), ASKED, Asked(owner, period))


async def asked(desk: Desk, body: bytes) -> None:
    """In the owner's mailbox of roundups: the first to ask for a period plans it."""
    wanted = msgspec.json.decode(body, type=Asked)
    schedules, key = desk.store.schedules(desk.work.mailbox), f"roundup:{wanted.owner}:{wanted.period.kind.value}"
    planned, told = await schedules.find(key), await schedules.find(f"{key}:told")
    payload = msgspec.json.encode(wanted.period).decode()
    if payload in (planned.payload if planned else None, told.payload if told else None):
        return
    schedules.set(key, DUE, desk.now + GATHERS_FOR, payload=payload)
    # Groups whose hour comes later today ask for the same; what has been told is not told again.
    schedules.set(f"{key}:told", TOLD, desk.now + REMEMBERED, payload=payload)


async def forgotten(desk: Desk, body: bytes) -> None:
    """Nobody asks for that period any more."""


async def due(desk: Desk, body: bytes) -> None:
    """Gather every group, and send it."""
    fired = msgspec.json.decode(body, type=Due)
    owner = UserId(mailbox_id(desk.work.mailbox))
    period, owned = msgspec.json.decode(fired.payload, type=Period), await desk.store.groups.owned_by(owner)
    if not await desk.store.people.reachable([owner]):
        for chat_id in owned[:1]:
            desk.store.troubles(chat_id).note(UNREAD, desk.now)
        return
    parts = []
    for chat_id in owned[:MOST_GROUPS]:
        group = await desk.group(chat_id)
        if group is not None and group.settings(DigestSettings).together:
            facts = await facts_of(desk, group, Wanted(group.chat_id, period, (owner,)), brief=True)
            parts.append(Part(group.chat_id, group.title, rules.make(facts)))
    if not parts:
        return
    language = await desk.language_of(owner)
    text, rows = _words(desk, language, period, round_up(parts), len(parts), await _zones(desk, parts))
    desk.send(owner, text, rows, repeat=Repeat.WANTED)


async def _zones(desk: Desk, parts: list[Part]) -> dict[ChatId, Group]:
    found = {part.chat_id: await desk.group(part.chat_id) for part in parts}
    return {chat_id: group for chat_id, group in found.items() if group is not None}


def _words(
    desk: Desk, language: str, period: Period, found: Roundup, count: int, groups: dict[ChatId, Group]
) -> tuple[Markup, Rows]:
    say = desk.say
    kind = say(language, f"digest-kind-{period.kind.value}")
    title = say(language, "roundup-title", count=count, kind=kind, when=days_of(desk, language, period))
    blocks = [[Markup.bold(title)]]
    if found.needy:
        blocks.append([Markup.bold(say(language, "roundup-needy"))])
        for number, part in enumerate(found.needy, 1):
            lines = [Markup(f"{number}. ") + Markup.bold(clip(part.title, 48))]
            lines += [
                Markup("· ") + decision_line(desk, language, groups[part.chat_id], decision)
                for decision in part.made.decisions[:2]
            ]
            if part.has_collapsed:
                change = part.figure(Metric.ACTIVE).change or 0
                lines.append(say(language, "roundup-collapsed", percent=abs(change)))
            blocks.append(lines)
    else:
        blocks.append([say(language, "roundup-calm")])
    totals = [Markup.bold(say(language, "roundup-totals"))]
    for figure in found.totals:
        line = say(language, f"digest-{figure.metric.value}", count=figure.value)
        totals.append(line + compared(desk, language, period, figure) if figure.usual is not None else line)
    blocks.append(totals)
    text = Markup("\n\n").join(Markup("\n").join(lines) for lines in blocks)
    rest = [_line(desk, language, part) for part in found.rest[:LINES_SHOWN]]
    if rest:
        folded = Markup.quote(clip(Markup("\n").join(rest), MESSAGE_LIMIT - 1_500), expandable=True)
        text = clip(text, 1_400) + Markup("\n\n") + Markup.bold(say(language, "roundup-rest")) + Markup("\n") + folded
    return text, _rows(desk, language, found)


def _line(desk: Desk, language: str, part: Part) -> Markup:
    messages, active = part.figure(Metric.MESSAGES), part.figure(Metric.ACTIVE)
    change = f"{messages.change:+d}%" if messages.change else "–"
    return desk.say(
        language,
        "roundup-line",
        group=clip(part.title, 32),
        messages=messages.value,
        people=active.value,
        change=change,
        waiting=len(part.made.decisions),
    )


def _rows(desk: Desk, language: str, found: Roundup) -> Rows:
    """The whole digest of each group in need."""
    return [
        [
            button(
                desk.say(language, "roundup-open", number=number, group=clip(part.title, 24)).plain(),
                "digest",
                "open",
                part.chat_id,
            )
        ]
        for number, part in enumerate(found.needy, 1)
    ]
