"""/export: a group's settings and data as files, in private, to who may have them all."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
import structlog

from bot.core.effect import Outcome, Repeat, SendDocument
from bot.core.event import Person
from bot.core.ids import EffectId, mailbox_id
from bot.core.spreadsheet import csv_file
from bot.features.settings.change import Altered
from bot.features.settings.document import written
from bot.features.settings.model import Group
from handlers import access
from handlers.changes import SETTINGS
from handlers.commands import Request, ask_to_start
from handlers.desk import Desk
from handlers.panel.pages import RIGHTS, USUAL_RIGHT, right_of
from storage.exported import Exported

log = structlog.get_logger(__name__)

SENT = "panel_exported"
WANTED = "panel_export"
MOST_CASES = 5_000
CASE_COLUMNS = (
    "number", "opened", "member", "id", "action", "by", "reason", "signals", "until", "undone", "undone_by"
)  # fmt: skip
EVER = ("0000-00-00", "9999-12-31")
"""Before and after every day that is counted."""


class Wanted(msgspec.Struct, frozen=True):
    """Somebody who may have everything wants it."""

    person: Person


async def export(desk: Desk, request: Request, group: Group) -> None:
    """Hand out the settings, the counts by day and the cases; that they went out is in the history.

    Raises:
        NotPermitted: the asker may not see some of it.
    """
    for right in (USUAL_RIGHT, *RIGHTS.values()):
        access.require(group, request.asker.id, right)
    if await desk.store.people.reachable([request.asker.id]):
        # In a decision of its own: the one that the command came with has already counted it.
        desk.work.forward(group.mailbox, WANTED, Wanted(request.asker))
    else:
        await ask_to_start(desk, request, group)


async def give(desk: Desk, body: bytes) -> None:
    """Everything that `/export` promises, file by file."""
    person = msgspec.json.decode(body, type=Wanted).person
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None or not group.is_admin(person.id):
        return
    desk.actor = person
    language = await desk.language_of(person.id, group.language)
    tables = {"counts": await _counts(desk, group), "cases": await _cases(desk, group, language)}
    for name, table in (await desk.store.chat(group.chat_id).exports.all(group.community_id)).items():
        head = [desk.say(language, f"export-column-{code}").plain() for code in table.columns]
        # Tens of thousands of rows: the event loop waits for none of them.
        tables[name] = await asyncio.to_thread(_told, head, ZoneInfo(group.timezone), table)
    last = give_settings(desk, person, group, language)
    for name, rows in tables.items():
        log.info("exported", what=name, chat=group.chat_id, by=person.id, rows=len(rows) - 1)
        caption = desk.say(language, f"export-{name}", group=group.title, rows=len(rows) - 1)
        content = await asyncio.to_thread(csv_file, rows)
        document = SendDocument(person.id, f"weilu-{-group.chat_id}-{name}.csv", content, caption)
        last = desk.work.emit(document, repeat=Repeat.WANTED, after=last, report=SENT, memo=str(group.chat_id))


def _told(head: Sequence[str], zone: ZoneInfo, table: Exported) -> list[Sequence[object]]:
    """A table under its head, its instants by the group's clock; nothing stays empty, no yes is ``True``."""

    def cell(value: object) -> object:
        match value:
            case None | False:
                return ""
            case True:
                return "✓"
            case datetime():
                return value.astimezone(zone)
            case list():
                return " ".join(map(str, value))
            case _:
                return value

    return [head, *([cell(value) for value in row] for row in table.rows)]


def give_settings(desk: Desk, person: Person, group: Group, language: str) -> EffectId:
    """The group's own settings as a file, in private; noted in the history.

    Raises:
        NotPermitted: they may not see some of them.
    """
    for feature in group.layers[-1]:
        access.require(group, person.id, right_of(feature))
    content = written(SETTINGS, group.layers[-1], group.title).encode()
    document = SendDocument(person.id, f"weilu-{-group.chat_id}.toml", content, desk.say(language, "panel-exported"))
    desk.store.altered.append(Altered(group.community_id, group.chat_id, "panel", "export", [], []))
    return desk.work.emit(document, repeat=Repeat.WANTED, report=SENT, memo=str(group.chat_id))


async def sent(desk: Desk, body: bytes) -> None:
    """The file has gone out, or could not."""
    outcome = msgspec.json.decode(body, type=Outcome)
    if not outcome.accepted:
        desk.store.troubles(int(outcome.memo)).note("export_unsent", desk.now)


async def _counts(desk: Desk, group: Group) -> list[Sequence[object]]:
    """What was counted, a day a row."""
    found = await desk.store.chat(group.chat_id).counts.daily(*EVER)
    metrics = sorted({metric for day in found.values() for metric in day})
    return [["day", *metrics], *([day, *(found[day].get(metric, 0) for metric in metrics)] for day in sorted(found))]


async def _cases(desk: Desk, group: Group, language: str) -> list[Sequence[object]]:
    """The newest cases, one a row, without what was written."""
    zone = ZoneInfo(group.timezone)

    def local(instant: datetime | None) -> str:
        return f"{instant.astimezone(zone):%Y-%m-%d %H:%M}" if instant is not None else ""

    cases = await desk.store.chat(group.chat_id).cases.newest(MOST_CASES)
    head = [desk.say(language, f"export-column-{code}").plain() for code in CASE_COLUMNS]
    return [
        head,
        *(
            [
                case.number, local(case.opened_at), case.subject.name, case.subject.id,
                desk.say(language, f"action-{case.action.word}").plain(), case.actor_name or "Weilu", case.reason,
                " ".join(finding.signal for finding in case.findings if finding.is_evidence), local(case.until),
                local(case.undone_at), case.undone_name or "",
            ]
            for case in cases
        ),
    ]  # fmt: skip
