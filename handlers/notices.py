"""Notices: what the bot puts up in a group, one of a kind at a time, and takes down while it still can."""

from datetime import datetime, timedelta

import msgspec

from bot.core.effect import DeleteOwn, Repeat
from bot.core.ids import mailbox_id
from bot.core.text import Markup
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers.desk import Desk, Rows
from handlers.routes import Routes
from storage.notices import Notice

DELETABLE = timedelta(hours=48)
"""Bot API: older messages cannot be deleted."""
STAYS = timedelta(hours=46)
"""A notice goes after this time at the latest."""
PATIENCE = timedelta(minutes=10)
"""A notice that could not be put up within this time is none any more."""
TAKE_DOWN = "notice_down"


async def put_up(
    desk: Desk,
    group: Group,
    kind: str,
    text: Markup,
    buttons: Rows = (),
    *,
    until: datetime | None = None,
    thread_id: int | None = None,
    repeat: Repeat | None = None,
) -> None:
    """Put up a notice without a sound in the place of the last of its kind; it goes at ``until``, or after `STAYS`."""
    handle = await replace(desk, group, kind, until)
    desk.send(
        group.chat_id,
        text,
        buttons,
        thread_id=thread_id,
        silent=True,
        repeat=repeat,
        handle=handle,
        expires_at=desk.now + PATIENCE,
    )


async def replace(desk: Desk, group: Group, kind: str, until: datetime | None = None) -> str:
    """Take down the last notice of a kind, and return the handle under which the next one is to be sent now.

    It goes at ``until``, or after `STAYS`.
    """
    await take_down(desk, group, kind)
    # Each has a handle of its own: taking down the last must never mean the one that is just being put up.
    handle = f"notice:{desk.work.buffer.next('notice')}"
    ends = desk.now + STAYS if until is None else min(until, desk.now + STAYS)
    desk.store.schedules(group.mailbox).set(handle, TAKE_DOWN, ends, payload=kind)
    desk.store.chat(group.chat_id).notices.keep(kind, Notice(handle, desk.now))
    return handle


async def take_down(desk: Desk, group: Group, kind: str) -> None:
    """Take down the notice of this kind, if one stands."""
    notices = desk.store.chat(group.chat_id).notices
    standing = await notices.last(kind)
    if standing is None or standing.handle is None:
        return
    if desk.now - standing.at < DELETABLE:
        desk.work.emit(DeleteOwn(group.chat_id), handle=standing.handle)
    desk.store.schedules(group.mailbox).cancel(standing.handle)
    notices.keep(kind, Notice(None, standing.at))


async def due(desk: Desk, body: bytes) -> None:
    """A notice has stood long enough. One that has been replaced meanwhile is gone already."""
    ended = msgspec.json.decode(body, type=Due)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    standing = await desk.store.chat(group.chat_id).notices.last(ended.payload)
    if standing is not None and standing.handle == ended.key:
        await take_down(desk, group, ended.payload)


ROUTES = Routes(events={TAKE_DOWN: due})
