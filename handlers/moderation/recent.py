"""What was said here lately, as the mailbox remembers it, and what of it is somebody's and still there."""

from datetime import datetime

from bot.features.members.model import Member
from bot.features.moderation.model import Case, Part
from bot.features.moderation.window import KEPT, MOST, Heard, Window
from bot.features.settings.model import Group
from bot.language.fold import fold
from handlers.desk import Desk
from storage.messages import Stored

WINDOW = "window"
CASE_TEXT = 4_096
"""Characters of a message that a case keeps."""
MOST_WITH_ONE = 99
"""Recent messages that go with the one somebody is removed for: together they fit into one call."""


async def window_of(desk: Desk, group: Group) -> Window:
    """What was said here lately, as the mailbox remembers it."""

    async def load() -> Window:
        store = desk.store.chat(group.chat_id)
        found = await store.messages.recent(desk.now - KEPT, MOST)
        people = {id_: await store.members.find(id_) for id_ in {m.sender_id for m in found}}
        return Window([_heard_before(m, people[m.sender_id]) for m in found])

    window: Window = await desk.work.buffer.remember(WINDOW, load)
    return window


def _heard_before(stored: Stored, member: Member | None) -> Heard:
    return Heard(
        stored.message_id,
        stored.sender_id,
        stored.at,
        stored.text,
        fold(stored.text),
        0,
        stored.album_id,
        stored.media,
        stored.thread_id,
        is_new=member is None or member.is_newcomer(stored.at),
    )


async def still_there(desk: Desk, group: Group, sender_id: int, at: datetime) -> list[Heard]:
    """What a person or channel wrote in the minutes before ``at`` and no case has taken away: the newest messages,
    oldest first."""
    since = at - KEPT
    window = await window_of(desk, group)
    lately = [heard for heard in window.of(sender_id) if heard.at >= since]
    gone = await desk.store.chat(group.chat_id).cases.taken_from(sender_id, since) if lately else frozenset()
    return [heard for heard in lately if heard.message_id not in gone][-MOST_WITH_ONE:]


def taken_away(desk: Desk, group: Group, message_id: int) -> None:
    """A message goes for a reason of its own: it is nobody's recent talk any more."""
    window: Window | None = desk.work.buffer.recall(WINDOW)
    if window is not None:
        window.forget(message_id)
    desk.store.chat(group.chat_id).messages.mark_deleted(message_id)


def keep_with(desk: Desk, group: Group, case: Case, heard: Heard, *, part: Part, kept: bool) -> None:
    """Store a recent message with a case."""
    desk.store.chat(group.chat_id).cases.add_message(
        case.id, heard.message_id, at=heard.at, text=heard.text[:CASE_TEXT], media=heard.media,
        thread_id=heard.thread_id, kept=kept, part=part,
    )  # fmt: skip
