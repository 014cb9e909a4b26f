"""Write the digest of a group's history as one HTML file with pictures: a Telegram export (result.json) or JSON lines.

For a community that has never had the bot. The history goes through the whole bot, as with simulate; then its owner
asks for the month, the week, and the members. Nothing is sent, and nothing is kept but the file.
"""

import argparse
import asyncio
import os
import resource
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime, time, timedelta
from itertools import chain, islice
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from bot.commands.history import History, Unreadable, open_history
from bot.commands.outcome import Seen, as_json
from bot.commands.page import Part, Section, page
from bot.commands.rehearsal import SETTING_UP, Rehearsal
from bot.commands.simulate import UNREADABLE, look_back, no_message, positive, tell, zone_name
from bot.core.effect import Call, SendMessage, SendPicture
from bot.pictures.spec import DigestPicture
from bot.runtime import logs

ASKED = ("/digest month", "/digest week")
ASKED_NEXT_MORNING = ("/members", "/members leaders", "/members at_risk")
"""What rests on the nightly look at the members."""
MOST_MEMORY, MOST_SECONDS = 3 << 30, 1_200
MORNING = time(4, 30)
MOST_GROUPS = 20
NIGHTLY_FOR = timedelta(days=100)
"""What is shown looks back so far at most; before, several nights are made up for at once."""
QUIET = {"WEILU_SETTINGS__DIGEST__AT": "off", "WEILU_SETTINGS__ENTRY__STEPS": "[]"}
"""Nobody reads the digests of days long past, and whoever came in those days was let in."""

Report = Callable[[float, int], None]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``weilu digest``."""
    parser.add_argument("file", type=Path, metavar="FILE", help="result.json or JSON lines, also gzipped")
    parser.add_argument("--out", type=Path, metavar="HTML", help="where to write; default: beside the file")
    parser.add_argument("--json", action="store_true", help="print one JSON object: what the bot would have done")
    parser.add_argument("--progress", action="store_true", help="print a line of JSON now and then while reading")
    parser.add_argument("--limit", type=positive, metavar="N", help="read only the first N messages")
    parser.add_argument("--largest", type=positive, metavar="BYTES", help="refuse an export that unpacks to more")
    parser.add_argument("--guarded", action="store_true", help="with bounds on memory and time, for files of strangers")
    parser.add_argument("--language", choices=("zh-CN", "en"), default="zh-CN", help="language of the digest")
    parser.add_argument("--timezone", type=zone_name, default="Asia/Shanghai", help="IANA time zone of the group")


def run(arguments: argparse.Namespace) -> int:
    """Write the file; 2 when the history cannot be used."""
    logs.configure("CRITICAL", "text")
    if arguments.guarded:
        guard()
    out: Path = arguments.out or arguments.file.with_name(arguments.file.name.split(".", 1)[0] + ".digest.html")
    try:
        history = open_history(arguments.file, ZoneInfo(arguments.timezone), arguments.largest)
        try:
            seen, sections = asyncio.run(_digest(history, arguments, _reporter(arguments)))
        finally:
            history.close()
    except Unreadable as error:
        print(error, file=sys.stderr)
        return UNREADABLE
    out.write_text(page("、".join(seen.groups[:3]), arguments.language, sections), encoding="utf-8")
    if arguments.json:
        found = as_json(seen)
        found["cases"].pop("list")
        sys.stdout.write(msgspec.json.encode(found).decode() + "\n")
    else:
        print(f"{seen.messages:,} messages of {seen.people:,} people: {out}")
    return 0


def guard() -> None:
    """Let the system end this process before it takes the machine: 3 GB of memory, 20 minutes of processor."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(10)


def _reporter(arguments: argparse.Namespace) -> Report:
    last = 0.0

    def report(done: float, messages: int) -> None:
        nonlocal last
        if arguments.progress and (done >= last + 0.05 or done >= 1):
            last = done
            print(msgspec.json.encode({"done": round(done, 2), "messages": messages}).decode(), flush=True)

    return report


async def _digest(history: History, arguments: argparse.Namespace, report: Report) -> tuple[Seen, list[Section]]:
    spoken = iter(history.spoken())
    first = next(spoken, None)
    if first is None:
        raise Unreadable(no_message(arguments.file, history))
    with tempfile.TemporaryDirectory(prefix="weilu-digest-") as folder:
        rehearsal = Rehearsal(
            Path(folder),
            history.places,
            first.at - SETTING_UP,
            owner_id=history.exporter_id,
            language=arguments.language,
            timezone=arguments.timezone,
            environ=QUIET,
            moves=history.moves,
            headcounts=history.headcounts,
            nightly_from=history.ends_at and history.ends_at - NIGHTLY_FOR,
        )
        await rehearsal.start()
        try:
            seen = Seen([place.title for place in history.places], rehearsal.weilu.texts, arguments.language)
            await tell(rehearsal, islice(chain([first], spoken), arguments.limit), history, seen, report)
            await look_back(rehearsal, seen)
            assert seen.last_at is not None, "there was a message"
            since = first.at.astimezone(ZoneInfo(arguments.timezone)).date().isoformat()
            counted = {chat_id: _counted(seen, since) for chat_id in history.headcounts}
            sections = await _sections(rehearsal, _next_morning(seen.last_at, ZoneInfo(arguments.timezone)), counted)
        finally:
            await rehearsal.stop()
    return seen, sections


def _next_morning(at: datetime, zone: ZoneInfo) -> datetime:
    return datetime.combine(at.astimezone(zone).date() + timedelta(days=1), MORNING, zone)


def _counted(seen: Seen, since: str) -> list[Part]:
    """How the number of members was told, for a group of which the history tells who came and went."""
    return [Part(str(seen.texts.say(seen.language, "digest-headcount-told", since=since)))]


async def _sections(rehearsal: Rehearsal, morning: datetime, parts: dict[int, list[Part]]) -> list[Section]:
    """What the owner is shown of each group, after what is said of it before."""
    places = rehearsal.places[:MOST_GROUPS]
    for commands, until in ((ASKED, None), (ASKED_NEXT_MORNING, morning)):
        if until is not None:
            await rehearsal.until(until)
            await rehearsal.settled()
        for place in places:
            for command in commands:
                told = await rehearsal.ask(place, command)
                parts.setdefault(place.chat_id, []).extend([await _part(rehearsal, call) for call in told])
    return [Section(place.title, [part for part in parts[place.chat_id] if part.text]) for place in places]


async def _part(rehearsal: Rehearsal, call: Call) -> Part:
    if isinstance(call, SendPicture):
        drawn = await rehearsal.weilu.studio.draw(msgspec.convert(call.picture, DigestPicture))
        return Part(call.caption, drawn)
    return Part(call.text if isinstance(call, SendMessage) else "")
