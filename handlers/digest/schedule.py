"""When a digest is made: at the group's hour, or at once with /digest."""

from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from bot.core.ids import Mailbox, UserId
from bot.core.period import next_run, parse_time
from bot.features.digest import rules
from bot.features.digest.model import Kind
from bot.features.digest.settings import OFF, DigestSettings
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers.commands import Misused, Request, ask_to_start, reply
from handlers.desk import Desk
from handlers.digest.gathering import Wanted
from handlers.digest.making import WANTED
from handlers.digest.table import TABLE, TableWanted
from handlers.digest.together import ask as ask_together
from handlers.digest.together import takes_together
from handlers.members.nightly import plan as plan_members

DUE = "digest_due"
KINDS: Final = {
    "": Kind.DAY, "day": Kind.DAY, "日报": Kind.DAY, "week": Kind.WEEK, "周报": Kind.WEEK,
    "month": Kind.MONTH, "月报": Kind.MONTH,
}  # fmt: skip
TABLES: Final = ("csv", "表格", "导出")


async def plan(desk: Desk, group: Group) -> None:
    """Make sure that the group's digest comes at its hour; called whenever the group has been inspected."""
    await _plan(desk, group, group.settings(DigestSettings).at)


async def _plan(desk: Desk, group: Group, at: str) -> None:
    schedules, key = desk.store.schedules(group.mailbox), f"digest:{group.chat_id}"
    planned = await schedules.find(key)
    if at == OFF:
        if planned is not None:
            schedules.cancel(key)
        return
    rule = rules.rule(at)
    if planned is not None and planned.rule == str(rule) and planned.zone == group.timezone:
        return
    first = next_run(rule, ZoneInfo(group.timezone), desk.now)
    schedules.set(key, DUE, first, rule=str(rule), zone=group.timezone)


async def came_due(desk: Desk, body: bytes) -> None:
    """The hour has come, or it came while the bot was down: the days until now are told, once."""
    due = msgspec.json.decode(body, type=Due)
    group = await desk.group(int(due.key.partition(":")[2]))
    if group is None:
        return
    settings = group.settings(DigestSettings)
    await _plan(desk, group, settings.at)
    await plan_members(desk, group)
    if settings.at == OFF:
        return
    readers = (*sorted(group.owners), *(UserId(user) for user in settings.readers if group.is_admin(user)))
    zone = ZoneInfo(group.timezone)
    came = group.added_at.astimezone(zone).date()
    together = await takes_together(desk, group, sorted(group.owners))
    alone = tuple(reader for reader in dict.fromkeys(readers) if reader not in together)
    for period in rules.due(due.due_at, desk.now, zone, came):
        if alone:
            desk.work.forward(_mailbox(group.chat_id), WANTED, Wanted(group.chat_id, period, alone, due.due_at))
        for owner in together:
            ask_together(desk, owner, period)


def _mailbox(chat_id: int) -> Mailbox:
    """A mailbox of its own: looking for topics takes a while, and the group must not wait for it."""
    return Mailbox(f"digest:{chat_id}")


async def digest(desk: Desk, request: Request, group: Group) -> None:
    """The report now, or when it shall come."""
    verb, _, rest = request.args.strip().lower().partition(" ")
    is_table = verb in TABLES and not rest.strip()
    if is_table or (verb in KINDS and not rest.strip()):
        if not await desk.store.people.reachable([request.asker.id]):
            await ask_to_start(desk, request, group)
            return
        if is_table:
            wanted_table = TableWanted(group.chat_id, request.asker.id)
            desk.work.forward(_mailbox(group.chat_id), TABLE, wanted_table)
            return
        period = rules.asked(KINDS[verb], desk.now, ZoneInfo(group.timezone))
        wanted = Wanted(group.chat_id, period, (request.asker.id,))
        desk.work.forward(_mailbox(group.chat_id), WANTED, wanted)
        return
    if verb in ("at", "时间") and rest.strip():
        at = f"{parse_time(rest):%H:%M}"
    elif verb in ("off", "关") and not rest.strip():
        at = OFF
    else:
        raise Misused
    await _set_hour(desk, request, group, at)


async def _set_hour(desk: Desk, request: Request, group: Group, at: str) -> None:
    """Owners set the hour for the group; an administrator also becomes a reader, or with "off" ceases to be one."""
    readers = group.settings(DigestSettings).readers
    asker, language = request.asker.id, await desk.language_of(request.asker.id, group.language)
    leaves = at == OFF and not group.is_owner(asker)
    if not leaves:
        await _plan(desk, group, at)
        desk.store.groups.set_value(group, DigestSettings.feature, "at", at)
    if not group.is_owner(asker):
        changed = [user for user in readers if user != asker] + ([] if leaves else [int(asker)])
        desk.store.groups.set_value(group, DigestSettings.feature, "readers", changed)
    key = "digest-unsubscribed" if leaves else "digest-off" if at == OFF else "digest-set"
    values = {} if at == OFF else {"at": at}
    await reply(desk, request, group, desk.say(language, key, group=group.title, **values), privately=True)
