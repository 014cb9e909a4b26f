"""Letters to segments: so many days after somebody came into one, at most one in three days, none to who wants none.

The nightly look plans a letter, the group decides at its hour whether its reason still holds, and the person's own
mailbox writes it, as it does the letters of the first days.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from bot.core.errors import Refused
from bot.core.ids import chat_mailbox, mailbox_id
from bot.core.period import instant_of
from bot.core.text import Markup
from bot.features.members.model import MemberStatus
from bot.features.members.segments import NAMES, Segment
from bot.features.members.settings import LAST_DAY, MemberSettings, is_letter
from bot.features.quiet.rules import free_from
from bot.features.quiet.settings import QuietSettings
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers.commands import Misused, Request, reply
from handlers.desk import Desk
from handlers.onboarding.letters import LETTER, Letter
from storage.segments import Standing

DUE = "segment_letter_due"
WORTHLESS_AFTER: Final = timedelta(hours=12)
ENDED_BY_WORDS: Final = (Segment.QUIET, Segment.AT_RISK)
"""Segments of people who do not write: the first word ends their letters."""
OFF: Final = ("off", "关", "取消", "不发")


def look(desk: Desk, group: Group, standing: Standing, today: date) -> None:
    """Plan the letter whose day it is; tonight's look at the members calls this for each."""
    days = group.settings(MemberSettings).letters.get(standing.segment, {})
    if not days or group.is_admin(standing.user_id):
        return
    day = (today - standing.since).days
    if day not in days or (day <= standing.letter and day > 0):
        return
    settings, zone = group.settings(MemberSettings), ZoneInfo(group.timezone)
    quiet = group.settings(QuietSettings)
    at = free_from((quiet.quiet,), zone, instant_of(today, settings.letter_hour, zone))
    key = f"letter:{group.chat_id}:{standing.user_id}"
    desk.store.schedules(group.mailbox).set(key, DUE, at, payload=f"{standing.segment.value}:{day}")
    desk.store.chat(group.chat_id).segments.save(replace(standing, letter=day))


async def due(desk: Desk, body: bytes) -> None:
    """Write, unless they have left, said something, or belong elsewhere by now; never late."""
    fired = msgspec.json.decode(body, type=Due)
    group, user_id = await desk.group(mailbox_id(desk.work.mailbox)), int(fired.key.rpartition(":")[2])
    if group is None or desk.now - fired.due_at > WORTHLESS_AFTER:
        return
    name, _, day = fired.payload.partition(":")
    segment, store = Segment(name), desk.store.chat(group.chat_id)
    text = group.settings(MemberSettings).letters.get(segment, {}).get(int(day))
    standing = (await store.segments.of([user_id])).get(user_id)
    member = await store.members.find(user_id)
    if text is None or standing is None or standing.segment is not segment or member is None:
        return
    if member.status in (MemberStatus.LEFT, MemberStatus.BANNED):
        return
    if segment in ENDED_BY_WORDS and _has_written(member.last_message_at, standing.since, group):
        return
    desk.work.forward(chat_mailbox(user_id), LETTER, Letter(group.chat_id, int(day), segment.value))


def _has_written(last: datetime | None, since: date, group: Group) -> bool:
    return last is not None and last.astimezone(ZoneInfo(group.timezone)).date() >= since


# --- /letters ----------------------------------------------------------------------------------------------------


async def letters(desk: Desk, request: Request, group: Group) -> None:
    """Show the letters to segments, or set one: segment, day, text or off."""
    language = await desk.language_of(request.asker.id, group.language)
    kept = group.settings(MemberSettings).letters
    if request.args.strip():
        group = _set(desk, request, group)
        kept = group.settings(MemberSettings).letters
    lines = [Markup.bold(desk.say(language, "letters-title", group=group.title))]
    for segment in Segment:
        for day, text in sorted(kept.get(segment, {}).items()):
            named = desk.say(language, f"segment-{segment.value}")
            lines.append(desk.say(language, "letters-line", segment=named, day=day))
            lines.append(Markup.quote(Markup(text)))
    if len(lines) == 1:
        lines.append(desk.say(language, "letters-none"))
    lines.append(desk.say(language, "letters-hint"))
    await reply(desk, request, group, Markup("\n").join(lines), privately=True)


def _set(desk: Desk, request: Request, group: Group) -> Group:
    pieces = request.args.strip().split(maxsplit=2)
    segment = NAMES.get(pieces[0].casefold())
    number = pieces[1].removeprefix("第").removesuffix("天") if len(pieces) == 3 else ""
    if segment is None or not number.isdecimal() or int(number) > LAST_DAY:
        raise Misused
    kept = {
        each.value: {str(day): text for day, text in days.items()}
        for each, days in group.settings(MemberSettings).letters.items()
    }
    if pieces[2].strip().casefold() in OFF:
        kept.get(segment.value, {}).pop(str(int(number)), None)
    else:
        text = str(request.message.formatted_end(pieces[2].strip()))
        if not is_letter(text):
            raise Refused("letters-unfit")
        kept.setdefault(segment.value, {})[str(int(number))] = text
    return desk.store.groups.set_value(group, MemberSettings.feature, "letters", kept)
