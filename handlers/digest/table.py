"""The numbers of a digest as a table: a row for each day, for administrators in private."""

import asyncio
from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

import msgspec
import structlog

from bot.core.effect import Repeat, SendDocument
from bot.core.period import MIDNIGHT, instant_of
from bot.core.spreadsheet import csv_file
from bot.features.digest.model import COUNTED
from handlers.desk import Desk
from handlers.digest.gathering import headcount

TABLE = "digest_table"
DAYS: Final = 90
COLUMNS: Final = ("day", "members", "active", *(metric.value for metric in COUNTED), "mood")

log = structlog.get_logger(__name__)


class TableWanted(msgspec.Struct, frozen=True):
    """Who wants the table of which group."""

    chat_id: int
    asker: int


async def send_table(desk: Desk, body: bytes) -> None:
    """Gather the days and send them; who took them is noted in the log."""
    wanted = msgspec.json.decode(body, type=TableWanted)
    group = await desk.group(wanted.chat_id)
    if group is None:
        return
    language, zone = await desk.language_of(wanted.asker, group.language), ZoneInfo(group.timezone)
    history, today = desk.store.chat(group.chat_id).history, desk.now.astimezone(zone).date()
    first = max(today - timedelta(days=DAYS - 1), group.added_at.astimezone(zone).date())
    sums = await desk.store.chat(group.chat_id).counts.daily(first.isoformat(), today.isoformat())
    members = await headcount(desk, group, first, today)
    mood = await history.mood(instant_of(first, MIDNIGHT, zone), desk.now, zone)
    rows: list[list[object]] = [[desk.say(language, f"digest-column-{name}").plain() for name in COLUMNS]]
    for number in range((today - first).days + 1):
        day = first + timedelta(days=number)
        counted = sums.get(day.isoformat(), {})
        brightness = mood[day].brightness if day in mood else None
        numbers = [counted.get(name, 0) for name in ("active", *(metric.value for metric in COUNTED))]
        rows.append([day, members.get(day, ""), *numbers, "" if brightness is None else brightness])
    content = await asyncio.to_thread(csv_file, rows)
    log.info("exported", what="digest", chat=group.chat_id, by=wanted.asker, rows=len(rows) - 1)
    caption = desk.say(language, "digest-table", group=group.title, days=len(rows) - 1)
    name = f"digest-{abs(group.chat_id)}-{today.isoformat()}.csv"
    desk.work.emit(SendDocument(wanted.asker, name, content, caption), repeat=Repeat.WANTED)
