"""Examine configuration, database, fonts and Telegram; show what is stuck, and let it be tried again."""

import argparse
import asyncio
import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from pathlib import Path
from typing import Any

import msgspec

from bot.app import SystemClock
from bot.commands.run import DEFAULT_FILE
from bot.commands.run import add_arguments as add_config
from bot.config import Config, ConfigError, load_config
from bot.core.errors import Unavailable
from bot.core.ids import InboxId
from bot.features import FEATURES
from bot.features.settings.model import NEEDED, BotStatus
from bot.features.settings.rules import unfit
from bot.runtime import logs
from handlers.checkup import Checkup, examine
from storage import Storage
from storage.database import Database
from storage.health import GroupState, Health, SchemaState, faults, schema, shown, sqlite_file
from storage.inbox import Parked
from storage.lock import AlreadyRunning, Lock
from storage.outbox import ParkedCall

LEAST_FREE_BYTES = 200_000_000
WARN_FREE_BYTES = 1_000_000_000
LATE = timedelta(minutes=10)
"""An effect or update that has waited this long is worth a look."""
TROUBLES_SINCE = timedelta(days=2)
MOST_SKEW_S = 30.0
"""Telegram's dates and ours are compared; beyond this, deadlines and backlogs are misjudged."""
SHOWN = 20


class Level(IntEnum):
    """How bad it is; the worst is the exit code."""

    FINE = 0
    LOOK = 1
    UNUSABLE = 2


MARKS = {Level.FINE: "✓", Level.LOOK: "!", Level.UNUSABLE: "✗"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    topic: str
    level: Level
    says: str
    details: Sequence[str] = ()


@dataclass(slots=True)
class Report:
    """Everything found."""

    findings: list[Finding] = field(default_factory=list)
    parked: list[Parked] = field(default_factory=list)

    def add(self, topic: str, level: Level, says: str, details: Sequence[str] = ()) -> None:
        self.findings.append(Finding(topic, level, says, details))

    @property
    def worst(self) -> Level:
        return max((finding.level for finding in self.findings), default=Level.FINE)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``weilu doctor``."""
    add_config(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--replay", type=_row, metavar="ROW|all", help="let a parked update be tried again")


def _row(text: str) -> int | str:
    if text == "all" or text.isdigit():
        return text if text == "all" else int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is neither the number of a parked update nor all")


def run(arguments: argparse.Namespace) -> int:
    """Examine and print; 0 fine, 1 something to look at, 2 unusable."""
    logs.configure("CRITICAL", "text")
    report = Report()
    asyncio.run(_examine(report, arguments))
    if arguments.json:
        sys.stdout.write(msgspec.json.encode(_as_json(report), enc_hook=str).decode() + "\n")
    else:
        _show(report)
    return int(report.worst)


async def _examine(report: Report, arguments: argparse.Namespace) -> None:
    config = _configuration(report, arguments.config)
    _fonts(report)
    if config is None:
        return
    groups: list[GroupState] = []
    if await _database(report, config):
        storage = await Storage.open(Database(config.database.url))
        try:
            if arguments.replay is not None:
                await _replay(report, storage, arguments.replay)
            await _work(report, storage, SystemClock().now())
            groups = await _settings(report, Health(storage.database))
        finally:
            await storage.close()
    await _telegram(report, config, groups)


# --- what is looked at --------------------------------------------------------------------------------------------


def _configuration(report: Report, path: Path | None) -> Config | None:
    path = path or (DEFAULT_FILE if DEFAULT_FILE.exists() else None)
    try:
        config = load_config(path, os.environ, FEATURES)
    except ConfigError as error:
        report.add("configuration", Level.UNUSABLE, "cannot be used", error.problems)
        return None
    report.add("configuration", Level.FINE, str(path) if path else "from the environment")
    return config


def _fonts(report: Report) -> None:
    # Imported here: it loads matplotlib, which no other command needs.
    from bot.pictures.canvas import unusable_fonts

    wrong = unusable_fonts()
    if wrong:
        report.add("fonts", Level.LOOK, "pictures cannot be drawn", wrong)
    else:
        report.add("fonts", Level.FINE, "there")


async def _database(report: Report, config: Config) -> bool:
    """Whether the database can be asked further questions."""
    url = config.database.url
    path = sqlite_file(url)
    try:
        found = await schema(url)
    except Unavailable as error:
        report.add("database", Level.UNUSABLE, f"{shown(url)} cannot be read: {error}")
        return False
    if path is not None:
        _disk(report, path)
    match found.state:
        case SchemaState.ABSENT:
            report.add("database", Level.LOOK, f"{shown(url)} does not exist yet; weilu run makes it")
        case SchemaState.NEWER:
            says = f"revision {found.revision} is of a newer version; install that, or restore an older backup"
            report.add("database", Level.UNUSABLE, says)
        case SchemaState.OLDER:
            says = f"revision {found.revision} is old; weilu migrate (or run) brings it up to date"
            report.add("database", Level.LOOK, says)
        case SchemaState.CURRENT:
            return _wholeness(report, url, path, found.revision or "")
    return False


def _wholeness(report: Report, url: str, path: Path | None, revision: str) -> bool:
    wrong = faults(path) if path is not None else []
    if wrong:
        report.add("database", Level.UNUSABLE, f"{shown(url)} is damaged; restore a backup", wrong)
        return False
    size = f", {path.stat().st_size:,} bytes, whole" if path is not None else ""
    report.add("database", Level.FINE, f"{shown(url)}, revision {revision}{size}")
    return True


def _disk(report: Report, path: Path) -> None:
    folder = path.absolute().parent
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    enough = Level.FINE if free >= WARN_FREE_BYTES else Level.LOOK
    report.add("disk", enough if free >= LEAST_FREE_BYTES else Level.UNUSABLE, f"{free / 1e9:,.1f} GB free")


async def _replay(report: Report, storage: Storage, wanted: int | str) -> None:
    rows = [row.id for row in await storage.inbox.parked() if wanted in ("all", row.id)]
    if not rows:
        report.add("replay", Level.LOOK, f"no parked update {wanted}" if wanted != "all" else "nothing is parked")
        return
    for row in rows:
        await storage.inbox.unpark(InboxId(row))
    when = "at the next start" if not await _is_running(storage) else "when the bot, which is running, is restarted"
    report.add("replay", Level.FINE, f"{len(rows):,} taken up {when}")


async def _is_running(storage: Storage) -> bool:
    lock = Lock(storage.database.url.render_as_string(hide_password=False))
    try:
        await lock.acquire()
    except AlreadyRunning:
        return True
    await lock.release()
    return False


async def _work(report: Report, storage: Storage, now: datetime) -> None:
    """What is stuck, waiting or going wrong."""
    running = await _is_running(storage)
    report.add("bot", Level.FINE, "is running" if running else "is not running")
    report.parked = await storage.inbox.parked()
    if report.parked:
        says = f"{len(report.parked):,} set aside after failing; try again with --replay ROW or --replay all"
        report.add("updates", Level.LOOK, says, [_parked_line(row) for row in report.parked[:SHOWN]])
    waiting, since = await storage.inbox.backlog()
    _queue(report, "backlog", "updates", waiting, since, now)
    waiting, since = await storage.outbox.count_waiting()
    _queue(report, "outbox", "calls", waiting, since, now)
    calls = await storage.outbox.parked(now - TROUBLES_SINCE)
    if calls:
        says = f"{len(calls):,} set aside: they could not be read, or what became of them could not be written"
        report.add("calls", Level.LOOK, says, [_parked_line(row) for row in calls[:SHOWN]])
    found = await Health(storage.database).troubles(now - TROUBLES_SINCE)
    own = [trouble for chat_id, trouble in found if chat_id == 0]
    if own:
        details = [f"{t.kind}: {t.times:,} times, last {t.last_at:%Y-%m-%d %H:%M} UTC" for t in own[:SHOWN]]
        report.add("process", Level.LOOK, "had troubles lately", details)
    elsewhere = [(chat_id, trouble) for chat_id, trouble in found if chat_id != 0]
    if elsewhere:
        details = [f"{chat_id}: {t.kind}, {t.times:,} times" for chat_id, t in elsewhere[:SHOWN]]
        report.add("groups", Level.LOOK, "had something that could not be done lately", details)


def _parked_line(row: Parked | ParkedCall) -> str:
    return f"{row.id}  {row.kind}  {row.mailbox}  {row.parked_at:%Y-%m-%d %H:%M} UTC  {row.error}"


def _queue(report: Report, topic: str, what: str, waiting: int, since: datetime | None, now: datetime) -> None:
    if not waiting or since is None:
        report.add(topic, Level.FINE, "empty")
        return
    age = max(now - since, timedelta())
    says = f"{waiting:,} {what} wait, the oldest for {str(age).partition('.')[0]}"
    report.add(topic, Level.LOOK if age > LATE else Level.FINE, says)


async def _settings(report: Report, health: Health) -> list[GroupState]:
    """Stored settings that no longer mean anything; returns the groups."""
    groups = await health.groups()
    overlays = [(group.title or str(group.chat_id), group.overlay) for group in groups]
    overlays += await health.community_overlays()
    models = {feature.name: feature.settings for feature in FEATURES if feature.settings is not None}
    odd: list[str] = []
    for where, overlay in overlays:
        for name, values in overlay.items():
            keys = unfit(models[name], values) if name in models else list(values)
            odd += [f"{where}: {name}.{key}" for key in keys]
    if odd:
        report.add("settings", Level.LOOK, "some stored ones are no longer valid; the default counts", odd[:SHOWN])
    return groups


async def _telegram(report: Report, config: Config, groups: Sequence[GroupState]) -> None:
    token = config.telegram.token.get_secret_value()
    ids = [group.chat_id for group in groups]
    found = await examine(token, config.telegram.base_url, ids, SystemClock().now)
    if found.refused:
        report.add("telegram", Level.UNUSABLE, "does not know this token; get the right one from @BotFather")
        return
    if not found.reached or found.error is not None:
        report.add("telegram", Level.LOOK, f"cannot be reached now ({found.error}); the token is not checked")
        return
    waiting = f", {found.waiting_updates:,} updates wait there" if found.waiting_updates else ""
    report.add("telegram", Level.FINE, f"knows the bot as @{found.username}{waiting}")
    if found.skew_s is not None and abs(found.skew_s) > MOST_SKEW_S:
        says = f"this machine is {abs(found.skew_s):,.0f} s {'ahead' if found.skew_s > 0 else 'behind'}; set its clock"
        report.add("clock", Level.LOOK, says)
    if found.webhook_url is not None and config.telegram.mode == "polling":
        says = "a webhook is set although the mode is polling; weilu run removes it"
        report.add("webhook", Level.LOOK, says)
    elif found.webhook_error is not None:
        report.add("webhook", Level.LOOK, f"Telegram had trouble calling it: {found.webhook_error}")
    _rights(report, groups, found)


def _rights(report: Report, groups: Sequence[GroupState], found: Checkup) -> None:
    details = []
    for group in groups:
        rights = found.rights.get(group.chat_id, group.rights if group.status is BotStatus.ADMINISTRATOR else None)
        if rights is None:
            details.append(f"{group.title} ({group.chat_id}): not an administrator there, or not in it")
        elif missing := [right for right in NEEDED if right not in rights]:
            details.append(f"{group.title} ({group.chat_id}): lacks {', '.join(missing)}")
    if details:
        report.add("rights", Level.LOOK, f"missing in {len(details):,} of {len(groups):,} groups", details[:SHOWN])
    elif groups:
        report.add("rights", Level.FINE, f"complete in {len(groups):,} groups")


# --- what is printed ----------------------------------------------------------------------------------------------


def _show(report: Report) -> None:
    for finding in report.findings:
        print(f"{MARKS[finding.level]} {finding.topic}: {finding.says}")
        for line in finding.details:
            print(f"    {line}")


def _as_json(report: Report) -> dict[str, Any]:
    return {
        "status": report.worst.name.lower(),
        "findings": [
            {**asdict(finding), "level": finding.level.name.lower(), "details": list(finding.details)}
            for finding in report.findings
        ],
        "parked": [asdict(row) for row in report.parked],
    }
