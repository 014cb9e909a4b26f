"""Locking a group for its quiet hours or a talk, and opening it again exactly as it was.

What is, is kept in a row; what should be, follows from the settings, the hour and the talks that are on. `reconcile`
makes them agree, whatever happened in between: at every beginning and end, after a change of settings, and when the
bot comes back. What members could do is kept once, when the first reason comes, and given back when the last one goes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from bot.core.effect import Button, InspectGroup, Outcome, Repeat, SetPermissions
from bot.core.ids import mailbox_id
from bot.core.text import Markup
from bot.features.activities.kinds.talk import silent_until
from bot.features.quiet.model import Hours, Lock, Mode, Phase, Span
from bot.features.quiet.rules import WRITING, locked, next_start, restored, span_at
from bot.features.quiet.settings import QuietSettings
from bot.features.settings.model import Group
from handlers import notices
from handlers.desk import Desk, Rows
from handlers.quiet.wording import mention_calendar, moment

DUE = "quiet_due"
SEEN = "quiet_seen"
SET = "quiet_set"
NOTICE = "quiet"
"""The kind of notice that stands in the group during quiet hours, of either mode."""

GIVEN_UP = "given_up"
"""What is kept, with their end, about hours for which the group could not be locked."""

TRIED_AGAIN_AFTER = timedelta(minutes=30)
"""When Telegram did not let the bot open or look."""
SAID_AGAIN_AFTER = timedelta(hours=40)
"""During a long lock: the notice has to go before it can no longer be deleted, and must not be missed."""


async def reconcile(desk: Desk, group: Group) -> None:
    """Lock or open the group if that is what the hour asks for, and plan when to look again."""
    hours = _lock_hours(group)
    zone = ZoneInfo(group.timezone)
    rest, span = _rest(desk, group), await wanted(desk, group)
    lock = await desk.store.chat(group.chat_id).quiet.lock()
    if rest is None and lock is not None:
        await notices.take_down(desk, group, NOTICE)
    if span is not None:
        await _close(desk, group, lock, span, rest)
    elif lock is not None:
        await _open(desk, group, lock)
    looks = [span.ends_at, desk.now + SAID_AGAIN_AFTER] if span is not None else []
    if hours is not None:
        looks.append(rest.ends_at if rest is not None else next_start(hours, zone, desk.now))
    look_again = min(looks, default=None)
    if lock is not None and lock.failed:
        again = desk.now + TRIED_AGAIN_AFTER
        look_again = again if look_again is None else min(look_again, again)
    _look_again(desk, group, look_again)


async def wanted(desk: Desk, group: Group) -> Span | None:
    """The stretch for which the group is to be locked now: quiet hours, a talk, or both. The usual case reads no SQL."""
    rest = _rest(desk, group)
    running = (await desk.store.chat(group.chat_id).activities.open()).values()
    ends = [until for one in running if (until := silent_until(one.activity)) is not None and desk.now < until]
    if rest is not None:
        ends.append(rest.ends_at)
    return Span(rest.starts_at if rest is not None else desk.now, max(ends)) if ends else None


def _rest(desk: Desk, group: Group) -> Span | None:
    """The quiet hours that lock the group now."""
    return span_at(_lock_hours(group), ZoneInfo(group.timezone), desk.now)


def _lock_hours(group: Group) -> Hours | None:
    settings = group.settings(QuietSettings)
    return settings.quiet if settings.mode is Mode.LOCK else None


def _look_again(desk: Desk, group: Group, at: datetime | None) -> None:
    schedules, key = desk.store.schedules(group.mailbox), f"quiet:{group.chat_id}"
    if at is None:
        schedules.cancel(key)
    else:
        schedules.set(key, DUE, at)


async def disagrees(desk: Desk, group: Group) -> bool:
    """Whether the group is not as the hour asks for, as after a change of settings that nobody has followed up."""
    quiet = desk.store.chat(group.chat_id).quiet
    span, lock = await wanted(desk, group), await quiet.lock()
    if span is None:
        return lock is not None and lock.phase is Phase.LOCKED and not lock.failed
    return lock is None and await quiet.told(GIVEN_UP) != span.ends_at


async def due(desk: Desk, body: bytes) -> None:
    """Quiet hours begin or end, or did while the bot was away."""
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is not None:
        await reconcile(desk, group)


# --- towards a locked group --------------------------------------------------------------------------------------


async def _close(desk: Desk, group: Group, lock: Lock | None, span: Span, rest: Span | None) -> None:
    """Begin to lock, or see to it that a lock stays; of quiet hours, ``rest``, the group is told."""
    quiet = desk.store.chat(group.chat_id).quiet
    if lock is None:
        quiet.save(Lock(span.ends_at, Phase.LOOKING, {}))
        desk.work.emit(InspectGroup(group.chat_id), report=SEEN)
        return
    # On the way out and wanted again: what has been asked of Telegram last decides, and its answer looks here again.
    phase = {Phase.CHECKING: Phase.LOCKED, Phase.LEAVING: Phase.LOCKING}.get(lock.phase, lock.phase)
    if (phase, span.ends_at) != (lock.phase, lock.ends_at):
        quiet.save(replace(lock, phase=phase, ends_at=span.ends_at))
    if phase is Phase.LOCKED and rest is not None:
        said = await desk.store.chat(group.chat_id).notices.last(NOTICE)
        stands = said is not None and said.handle is not None and desk.now - said.at < SAID_AGAIN_AFTER
        if not stands or span.ends_at != lock.ends_at:
            await _announce(desk, group, rest.ends_at)


async def _announce(desk: Desk, group: Group, ends_at: datetime) -> None:
    """Say that the group rests, with a way to the administrators."""
    text = desk.say(group.language, "quiet-locked", until=moment(desk, group, ends_at))
    label = desk.say(group.language, "quiet-urgent-button").plain()
    rows = [[Button(label, url=desk.bot.start_link(f"ticket_{group.chat_id}"))]]
    await notices.put_up(desk, group, NOTICE, text, rows, until=ends_at, repeat=Repeat.WANTED)
    await mention_calendar(desk, group, group.settings(QuietSettings).quiet)


async def seen(desk: Desk, body: bytes) -> None:
    """What members may do now: to be kept before the lock, or to be compared before the group is opened."""
    outcome = msgspec.json.decode(body, type=Outcome)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    lock = await desk.store.chat(group.chat_id).quiet.lock()
    if lock is None or lock.phase not in (Phase.LOOKING, Phase.CHECKING):
        return
    permissions = msgspec.convert(outcome.data.get("permissions") or {}, dict[str, bool])
    if not outcome.accepted or not permissions:
        await _failed(desk, group, lock, outcome)
    elif lock.phase is Phase.LOOKING:
        desk.store.chat(group.chat_id).quiet.save(replace(lock, phase=Phase.LOCKING, permissions=permissions))
        desk.work.emit(SetPermissions(group.chat_id, locked(permissions)), report=SET)
    else:
        await _give_back(desk, group, lock, permissions)


# --- towards an open group ---------------------------------------------------------------------------------------


async def _open(desk: Desk, group: Group, lock: Lock) -> None:
    """Begin to open, however far the lock is."""
    quiet = desk.store.chat(group.chat_id).quiet
    match lock.phase:
        case Phase.LOOKING:
            quiet.drop()
        case Phase.LOCKING:
            quiet.save(replace(lock, phase=Phase.LEAVING))
        case Phase.LOCKED:
            quiet.save(replace(lock, phase=Phase.CHECKING))
            desk.work.emit(InspectGroup(group.chat_id), report=SEEN)
        case Phase.LEAVING | Phase.CHECKING | Phase.OPENING:
            pass


async def _give_back(desk: Desk, group: Group, lock: Lock, now: dict[str, bool]) -> None:
    """Let members write as before; if somebody has opened the group meanwhile, that stays and is said."""
    quiet = desk.store.chat(group.chat_id).quiet
    wanted = restored(lock.permissions, now)
    if wanted is None:
        quiet.drop()
        await _tell(desk, group, "quiet-opened-by-others")
        return
    quiet.save(replace(lock, phase=Phase.OPENING))
    desk.work.emit(SetPermissions(group.chat_id, wanted), report=SET)


async def give_back_later(desk: Desk, group: Group, taken: Sequence[str], now: Mapping[str, bool]) -> bool:
    """Have what somebody took before the group was locked, and gives back meanwhile, given back when it is opened.

    ``now``: what members may do, as Telegram has just said. False when nothing holds the group closed.
    """
    quiet = desk.store.chat(group.chat_id).quiet
    lock = await quiet.lock()
    if lock is None:
        return False
    before = now if lock.phase is Phase.LOOKING else lock.permissions
    if not any(before.get(name, False) for name in taken):  # else somebody has given it back already
        before = {**before, **dict.fromkeys(taken, True)}
    if lock.phase is Phase.LOOKING:
        # What it is about to see may be from before this: known now, it need not look.
        quiet.save(replace(lock, phase=Phase.LOCKING, permissions=before))
        desk.work.emit(SetPermissions(group.chat_id, locked(before)), report=SET)
        return True
    quiet.save(replace(lock, permissions=before))
    if lock.phase is Phase.OPENING:
        opened = {**now, **{name: before.get(name, False) for name in WRITING}}
        desk.work.emit(SetPermissions(group.chat_id, opened), report=SET)
    return True


async def was_set(desk: Desk, body: bytes) -> None:
    """Telegram has locked or opened the group, or refused."""
    outcome = msgspec.json.decode(body, type=Outcome)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    quiet = desk.store.chat(group.chat_id).quiet
    lock = await quiet.lock()
    if lock is None:
        return
    if not outcome.accepted:
        await _failed(desk, group, lock, outcome)
        return
    match lock.phase:
        case Phase.LOCKING:
            quiet.save(replace(lock, phase=Phase.LOCKED))
            rest = _rest(desk, group)
            if rest is not None:
                await _announce(desk, group, rest.ends_at)
        case Phase.LEAVING:
            quiet.save(replace(lock, phase=Phase.LOCKED))
        case Phase.OPENING:
            quiet.drop()
        case Phase.LOOKING | Phase.LOCKED | Phase.CHECKING:
            return
    await reconcile(desk, group)


# --- what goes wrong ---------------------------------------------------------------------------------------------


async def _failed(desk: Desk, group: Group, lock: Lock, outcome: Outcome) -> None:
    """Telegram did not let the bot: a lock is given up for these hours, opening is tried again; told once."""
    quiet, error = desk.store.chat(group.chat_id).quiet, outcome.error or outcome.status.value
    if lock.phase in (Phase.LOOKING, Phase.LOCKING, Phase.LEAVING):
        quiet.drop()
        quiet.tell(GIVEN_UP, lock.ends_at)
        _look_again(desk, group, max(lock.ends_at, desk.now + TRIED_AGAIN_AFTER))
        if lock.phase is not Phase.LEAVING:
            key = "quiet-not-locked" if _rest(desk, group) is not None else "talk-not-locked"
            await _tell(desk, group, key, error=error)
        return
    quiet.save(replace(lock, phase=Phase.LOCKED, failed=True))
    _look_again(desk, group, desk.now + TRIED_AGAIN_AFTER)
    if not lock.failed:
        await _tell(desk, group, "quiet-not-opened", error=error)


async def _tell(desk: Desk, group: Group, key: str, **values: str) -> None:
    """Tell the staff; the group itself when none of them can be reached."""

    def compose(language: str) -> tuple[Markup, Rows]:
        return desk.say(language, key, group=group.title, **values), ()

    if not await desk.tell_staff(group, compose):
        desk.send(group.chat_id, compose(group.language)[0], silent=True, expires_at=desk.now + notices.PATIENCE)
