"""What is said in quiet hours and working hours: one reminder a night, one nudge a working day."""

from zoneinfo import ZoneInfo

from bot.core.event import Message
from bot.features.quiet.model import Mode, Span
from bot.features.quiet.rules import CHAT_LASTS, goes_on, span_at
from bot.features.quiet.settings import QuietSettings
from bot.features.settings.model import Group
from handlers import notices
from handlers.desk import Desk
from handlers.quiet.locks import NOTICE, disagrees, reconcile
from handlers.quiet.wording import mention_calendar, moment

SOFT, WORK = "soft", "work"
"""What the group is told once in each span of hours."""


async def heard(desk: Desk, group: Group, message: Message) -> None:
    """A message in the group, judged by when it was written; nothing is said about old ones."""
    if desk.now - message.date > notices.PATIENCE:
        return
    settings, zone = group.settings(QuietSettings), ZoneInfo(group.timezone)
    span = span_at(settings.quiet, zone, message.date)
    if await disagrees(desk, group):
        await reconcile(desk, group)
    if not message.sender.is_user or group.is_admin(message.sender.id):
        return
    if span is not None and settings.mode is Mode.SOFT:
        await _remind(desk, group, span)
    working = span_at(settings.work, zone, message.date)
    if working is not None and span is None:
        await _listen(desk, group, message, working, settings.work_messages)


async def _remind(desk: Desk, group: Group, span: Span) -> None:
    """Say, once, that these are quiet hours."""
    quiet = desk.store.chat(group.chat_id).quiet
    if await quiet.told(SOFT) == span.starts_at or desk.now not in span:
        return
    quiet.tell(SOFT, span.starts_at)
    text = desk.say(group.language, "quiet-reminder", until=moment(desk, group, span.ends_at))
    await notices.put_up(desk, group, NOTICE, text, until=span.ends_at)
    await mention_calendar(desk, group, group.settings(QuietSettings).quiet)


async def _listen(desk: Desk, group: Group, message: Message, span: Span, most: int) -> None:
    """Follow the talk in working hours, and say a word, once, when it goes on."""
    quiet = desk.store.chat(group.chat_id).quiet
    if await quiet.told(WORK) == span.starts_at:
        return
    begins = max(span.starts_at, message.date - CHAT_LASTS)
    talk = await quiet.talk(begins)
    talk[:] = [said for said in talk if said[0] >= begins and not group.is_admin(said[1])]
    talk.append((message.date, message.sender.id))
    if not goes_on(talk, most) or desk.now not in span:
        return
    quiet.tell(WORK, span.starts_at)
    talk.clear()
    text = desk.say(group.language, "work-nudge", until=moment(desk, group, span.ends_at))
    await notices.put_up(desk, group, WORK, text, until=span.ends_at)
    await mention_calendar(desk, group, group.settings(QuietSettings).work)
