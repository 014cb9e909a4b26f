"""An owner sends the exported history of a group in private: what the bot would have done, and its digest."""

import re
from base64 import b64decode
from datetime import timedelta
from typing import Any, Final

import msgspec
import telegram

from bot.core.effect import EditMessage, Outcome, Repeat, SendDocument, StudyHistory
from bot.core.event import MediaKind
from bot.core.ids import chat_mailbox
from bot.core.text import Markup
from handlers.context import WeiluContext
from handlers.desk import Desk

BEGUN = "study_begun"
STUDIED = "study_done"
FORGOTTEN = "study_forgotten"
NAME: Final = re.compile(
    r"(result[^/]*|[^/]*export[^/]*)\.jsonl?(\.gz)?|[^/]+\.jsonl?\.gz|result[^/]*\.gz", re.IGNORECASE
)
UNDER_WAY: Final = timedelta(hours=1)
MOST_ACTIONS: Final = 5


class Sent(msgspec.Struct, frozen=True):
    """The file somebody has sent, while the message that shows the progress is on its way."""

    file_id: str
    language: str
    timezone: str


async def sent(update: telegram.Update, context: WeiluContext) -> None:
    """A file in private that is called like an export; only owners have histories studied."""
    desk, message = context.desk, context.message(update)
    media, writer = message.media, message.sender.person
    if media is None or media.kind is not MediaKind.DOCUMENT or media.file_id is None or writer is None:
        return
    if not NAME.fullmatch(media.name or ""):
        return
    language = await desk.language_of(writer.id)
    groups = [group for chat in await desk.store.groups.run_by(writer.id) if (group := await desk.group(chat))]
    owned = [group for group in groups if group.is_owner(writer.id)]
    if not owned:
        desk.send(writer.id, desk.say(language, "study-owners-only"))
        return
    key = f"study:{writer.id}"
    if await desk.store.schedules(desk.work.mailbox).find(key) is not None:
        desk.send(writer.id, desk.say(language, "study-under-way"))
        return
    desk.store.schedules(desk.work.mailbox).set(key, FORGOTTEN, desk.now + UNDER_WAY)
    memo = msgspec.json.encode(Sent(media.file_id, language, owned[0].timezone)).decode()
    desk.send(writer.id, desk.say(language, "study-begins"), report=BEGUN, memo=memo, repeat=Repeat.WANTED)


async def begun(desk: Desk, body: bytes) -> None:
    """The message that shows the progress is there: the work begins."""
    outcome = msgspec.json.decode(body, type=Outcome)
    told = msgspec.json.decode(outcome.memo, type=Sent)
    if outcome.message_id is None:
        desk.store.schedules(desk.work.mailbox).cancel(f"study:{outcome.chat_id}")
        return
    progress = desk.say(told.language, "study-progress", percent="{percent}", messages="{messages}")
    call = StudyHistory(outcome.chat_id, told.file_id, told.language, told.timezone, outcome.message_id, progress)
    memo = msgspec.json.encode((outcome.message_id, told.language)).decode()
    desk.work.emit(call, report=STUDIED, memo=memo)


async def studied(desk: Desk, body: bytes) -> None:
    """It is done, or cannot be."""
    outcome = msgspec.json.decode(body, type=Outcome)
    message_id, language = msgspec.json.decode(outcome.memo, type=tuple[int, str])
    desk.store.schedules(chat_mailbox(outcome.chat_id)).cancel(f"study:{outcome.chat_id}")
    html = outcome.data.get("html")
    if not outcome.accepted or html is None:
        why = outcome.data.get("failed", "unreadable")
        text = desk.say(language, f"study-failed-{why}")
        desk.work.emit(EditMessage(outcome.chat_id, text, message_id=message_id))
        return
    text = _summary(desk, language, outcome.data["seen"])
    desk.work.emit(EditMessage(outcome.chat_id, text, message_id=message_id))
    caption = desk.say(language, "study-page")
    desk.work.emit(SendDocument(outcome.chat_id, "weilu-digest.html", b64decode(html), caption), repeat=Repeat.WANTED)


async def forgotten(desk: Desk, body: bytes) -> None:
    """An hour is over: whatever became of it, another file may be sent."""


def _summary(desk: Desk, language: str, seen: dict[str, Any]) -> Markup:
    """What the bot would have done with it."""
    say, separator = desk.say, desk.say(language, "list-separator")
    lines = [say(language, "study-done", messages=int(seen["messages"]), people=int(seen["people"]))]
    actions = sorted(seen["cases"]["by_action"].items(), key=lambda item: -item[1])[:MOST_ACTIONS]
    if actions:
        named = separator.join(
            say(language, "study-action", action=say(language, f"action-{action}"), times=int(times))
            for action, times in actions
        )
        lines.append(say(language, "study-cases", count=int(seen["cases"]["count"]), actions=named))
    else:
        lines.append(say(language, "study-no-cases"))
    if seen["incidents"]:
        lines.append(say(language, "study-incidents", count=len(seen["incidents"])))
    if seen["checkins"]["times"]:
        lines.append(say(language, "study-checkins", times=int(seen["checkins"]["times"])))
    return Markup("\n").join(lines)
