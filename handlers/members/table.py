"""All members of a group as a table, for administrators in private."""

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

import structlog

from bot.core.effect import Repeat, SendDocument
from bot.core.spreadsheet import csv_file
from bot.core.text import Markup
from bot.features.members.segments import Activity, Judged, judge
from bot.features.settings.model import Group
from handlers.desk import Desk
from storage.member_days import PAGE
from storage.segments import Standing

log = structlog.get_logger(__name__)

MOST: Final = 20_000
COLUMNS: Final = (
    "id", "name", "username", "segment", "since", "why", "leader", "messages", "replies", "drawn", "thanked",
    "reactions", "checkins", "activities", "joined", "first_seen", "last_message", "source", "tags",
)  # fmt: skip


def counted_days(desk: Desk, group: Group) -> tuple[date, ZoneInfo, int]:
    """The local day, the zone, and for how many days the bot has been counting."""
    zone = ZoneInfo(group.timezone)
    today = desk.now.astimezone(zone).date()
    return today, zone, (today - group.added_at.astimezone(zone).date()).days


def why(desk: Desk, language: str, judged: Judged) -> Markup:
    """The reason for a segment."""
    return desk.say(language, f"segment-why-{judged.why}", **judged.values)


async def export(desk: Desk, group: Group, asker: int, language: str) -> None:
    """Send everybody as a table, in private only, and note in the log who has taken it."""
    store = desk.store.chat(group.chat_id)
    today, zone, known_days = counted_days(desk, group)
    origins = {origin.user_id: origin.inviter_name or origin.link for origin in await store.origins.all()}
    rows: list[Sequence[object]] = []
    after = 0
    while len(rows) < MOST:
        page = await store.member_days.page(today, zone, after=after)
        ids = [member.user_id for member in page]
        standings, tags = await store.segments.of(ids), await store.tags.of(ids)
        for member in page:
            standing = standings.get(member.user_id)
            judged = judge(member, standing.segment if standing else None, today, known_days)
            reason = why(desk, language, judged).plain()
            rows.append(
                _row(
                    desk,
                    language,
                    member,
                    standing,
                    reason,
                    origins.get(member.user_id, ""),
                    tags.get(member.user_id, ()),
                )
            )
        if len(page) < PAGE:
            break
        after = page[-1].user_id
    head = [desk.say(language, f"members-column-{name}").plain() for name in COLUMNS]
    content = await asyncio.to_thread(csv_file, [head, *rows])
    log.info("exported", what="members", chat=group.chat_id, by=asker, rows=len(rows))
    name = f"members-{abs(group.chat_id)}-{today.isoformat()}.csv"
    caption = desk.say(language, "members-exported", group=group.title, people=len(rows))
    desk.work.emit(SendDocument(asker, name, content, caption), repeat=Repeat.WANTED)


def _row(
    desk: Desk,
    language: str,
    member: Activity,
    standing: Standing | None,
    reason: str,
    source: str,
    tags: Sequence[str],
) -> Sequence[object]:
    segment = desk.say(language, f"segment-{standing.segment.value}").plain() if standing else ""
    return (
        member.user_id, member.name, member.username or "", segment, standing.since if standing else "", reason,
        (standing.place or "") if standing else "", member.messages, member.replies, member.drawn, member.thanked,
        member.reactions, member.checkins, member.activities, member.joined_on or "", member.first_on or "",
        member.last_on or "", source, " ".join(tags),
    )  # fmt: skip
