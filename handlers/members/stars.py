"""/star: administrators choose the best messages, and once a week all see them (本周精华)."""

from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from bot.core.effect import Outcome, React, Repeat
from bot.core.errors import Refused
from bot.core.ids import MessageId, UserId, mailbox_id
from bot.core.period import next_run, parse_rule
from bot.core.text import MESSAGE_LIMIT, Markup, clip
from bot.features.members.settings import MemberSettings
from bot.features.quiet.rules import free_from
from bot.features.quiet.settings import QuietSettings
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers.commands import Request, reply, spoken
from handlers.desk import Desk
from handlers.links import message_link
from storage.stars import Star

DUE = "stars_due"
POSTED = "stars_posted"
STAR: Final = "🏆"
OFF: Final = ("off", "关", "取消", "去掉")
WEEKLY: Final = ("weekly", "每周", "时间", "at")
LONGEST: Final = 400
MOST: Final = 10
LOOKS_AGAIN: Final = timedelta(minutes=10)
LATE: Final = timedelta(hours=12)
"""A post that is later by more waits for the next week."""


async def star(desk: Desk, request: Request, group: Group) -> None:
    """Star the message that is answered, take the star away, or say when the week's best are shown."""
    language, store = await spoken(desk, request, group), desk.store.chat(group.chat_id).stars
    first, _, rest = request.args.strip().partition(" ")
    if first.casefold() in WEEKLY and rest.strip():
        await _set_hour(desk, request, group, language, rest.strip())
        return
    answered = request.message.reply
    if answered is None:
        await reply(desk, request, group, await _state(desk, group, language))
        return
    if first.casefold() in OFF:
        store.drop(answered.message_id)
        desk.work.emit(React(group.chat_id, answered.message_id))
        return
    author = answered.sender.person if answered.sender is not None and answered.sender.is_user else None
    if author is None or author.is_bot:
        raise Refused("star-whose")
    if await store.has(answered.message_id):
        raise Refused("star-already")
    text = clip(answered.text, LONGEST) or desk.say(group.language, "star-picture").plain()
    message_id, at = MessageId(answered.message_id), answered.date or desk.now
    store.add(Star(message_id, UserId(author.id), author.name, text, at), request.asker.id)
    await _plan(desk, group, group.settings(MemberSettings).best_of)
    desk.work.emit(React(group.chat_id, answered.message_id, STAR), expires_at=desk.now + timedelta(minutes=5))


async def _set_hour(desk: Desk, request: Request, group: Group, language: str, typed: str) -> None:
    rule = "off" if typed.casefold() in OFF else str(parse_rule(typed))
    group = desk.store.groups.set_value(group, MemberSettings.feature, "best_of", rule)
    await _plan(desk, group, rule)
    key = "star-weekly-off" if rule == "off" else "star-weekly"
    values = {} if rule == "off" else {"when": desk.house.texts.schedule(language, parse_rule(rule))}
    await reply(desk, request, group, desk.say(language, key, **values))


async def _state(desk: Desk, group: Group, language: str) -> Markup:
    waiting = await desk.store.chat(group.chat_id).stars.waiting(MOST)
    rule = group.settings(MemberSettings).best_of
    lines = [desk.say(language, "star-state", count=len(waiting))]
    if rule == "off":
        lines.append(desk.say(language, "star-weekly-off"))
    else:
        lines.append(desk.say(language, "star-weekly", when=desk.house.texts.schedule(language, parse_rule(rule))))
    return Markup("\n").join([*lines, desk.say(language, "star-hint")])


async def _plan(desk: Desk, group: Group, rule: str) -> None:
    schedules, key = desk.store.schedules(group.mailbox), f"stars:{group.chat_id}"
    planned = await schedules.find(key, beside_writes=True)
    if rule == "off":
        schedules.cancel(key)
    elif planned is None or planned.rule != rule or planned.zone != group.timezone:
        first = next_run(parse_rule(rule), ZoneInfo(group.timezone), desk.now)
        schedules.set(key, DUE, first, rule=rule, zone=group.timezone)


async def due(desk: Desk, body: bytes) -> None:
    """Show the week's best, unless the group rests or something burns: then when that is over."""
    fired = msgspec.json.decode(body, type=Due)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None or desk.now - fired.due_at > LATE:
        return
    store, quiet = desk.store.chat(group.chat_id).stars, group.settings(QuietSettings)
    found = await store.waiting(MOST)
    free = free_from((quiet.quiet, quiet.work), ZoneInfo(group.timezone), desk.now)
    burns = await desk.store.community(group.community_id).incidents.hold_posts()
    if not found:
        return
    if burns or free > desk.now:
        at = desk.now + LOOKS_AGAIN if burns else free
        desk.store.schedules(group.mailbox).set(f"stars:{group.chat_id}:held", DUE, at)
        return
    lines = [Markup.bold(desk.say(group.language, "star-title", group=group.title))]
    lines += [_entry(desk, group, number, each) for number, each in enumerate(found, 1)]
    lines.append(desk.say(group.language, "star-thanks"))
    desk.send(
        group.chat_id,
        clip(Markup("\n").join(lines), MESSAGE_LIMIT),
        repeat=Repeat.WANTED,
        expires_at=desk.now + LATE,
        report=POSTED,
        memo=msgspec.json.encode([each.message_id for each in found]).decode(),
    )


async def posted(desk: Desk, body: bytes) -> None:
    """All have seen them; what could not be posted waits for the next week."""
    outcome = msgspec.json.decode(body, type=Outcome)
    if outcome.accepted:
        for message_id in msgspec.json.decode(outcome.memo, type=list[int]):
            desk.store.chat(outcome.chat_id).stars.posted(message_id, desk.now)


def _entry(desk: Desk, group: Group, number: int, each: Star) -> Markup:
    link = message_link(group, each.message_id, None)
    name = Markup.mention(each.user_id, each.name)
    head = desk.say(group.language, "star-entry", number=str(number), name=name)
    where = Markup(" ") + Markup.link(desk.say(group.language, "star-link"), link) if link else Markup("")
    return head + where + Markup("\n") + Markup.quote(each.text)
