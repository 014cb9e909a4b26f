"""Tell what the bot would have done with a group's history: a Telegram export (result.json) or JSON lines.

The history goes through the whole bot, at the times of its messages, with an outgoing side that only notes. Nothing
is sent, and nothing is kept.
"""

import argparse
import asyncio
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain, islice
from pathlib import Path
from time import perf_counter, process_time
from zoneinfo import ZoneInfo, available_timezones

import msgspec
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from bot.commands.comparison import compare, show_difference
from bot.commands.history import History, Spoken, Unreadable, open_history
from bot.commands.outcome import Seen, as_json, show
from bot.commands.rehearsal import SETTING_UP, Rehearsal
from bot.features.moderation.settings import Strictness
from bot.runtime import logs
from storage.review import MessageKey, Review

UNREADABLE = 2
RUN_MESSAGES = 200
RUN_SPAN = timedelta(minutes=5)
"""Messages told at once. What the bot planned in answer to one of them happens at most this much late."""
LONG_SILENCE = timedelta(days=4)
PLAYED_BEFORE = timedelta(days=2)
PLAYED_AFTER = timedelta(days=1)
"""Of a long silence only its first days and its last are lived through; the middle passes at once."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``weilu simulate``."""
    parser.add_argument("file", type=Path, metavar="FILE", help="result.json or JSON lines, also gzipped")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    parser.add_argument("--limit", type=positive, metavar="N", help="read only the first N messages")
    parser.add_argument("--language", choices=("zh-CN", "en"), default="zh-CN", help="language of the group")
    parser.add_argument("--timezone", type=zone_name, default="Asia/Shanghai", help="IANA time zone of the group")
    parser.add_argument("--word", action="append", default=[], metavar="W", help="a forbidden word; may be repeated")
    parser.add_argument(
        "--settings",
        choices=[strictness.value for strictness in Strictness],
        help="also judge as strictly as this, and show what would change",
    )
    parser.add_argument(
        "--watch", action="append", default=[], metavar="W", help="an urgent watch word; may be repeated"
    )


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def zone_name(name: str) -> str:
    if name not in available_timezones():
        raise argparse.ArgumentTypeError(f"{name!r} is no IANA time zone")
    return name


def run(arguments: argparse.Namespace) -> int:
    """Simulate and print; 2 when the file cannot be used."""
    logs.configure("CRITICAL", "text")
    try:
        history = open_history(arguments.file, ZoneInfo(arguments.timezone))
        try:
            seen = asyncio.run(simulate(history, arguments))
        finally:
            history.close()
        other = _simulate_otherwise(arguments) if arguments.settings is not None else None
    except Unreadable as error:
        print(error, file=sys.stderr)
        return UNREADABLE
    difference = compare(seen, other, arguments.settings) if other is not None else None
    if arguments.json:
        found = as_json(seen) if difference is None else as_json(seen) | {"compared": difference.as_json()}
        sys.stdout.write(msgspec.json.encode(found).decode() + "\n")
        return 0
    show(seen, Console())
    if difference is not None:
        show_difference(difference, Console())
    return 0


def _simulate_otherwise(arguments: argparse.Namespace) -> Seen:
    """The same history, judged as the arguments ask."""
    history = open_history(arguments.file, ZoneInfo(arguments.timezone))
    try:
        return asyncio.run(simulate(history, arguments, Strictness(arguments.settings)))
    finally:
        history.close()


async def simulate(history: History, arguments: argparse.Namespace, strictness: Strictness | None = None) -> Seen:
    """Tell a history to a bot of its own.

    Raises:
        Unreadable: it has no message.
    """
    spoken = iter(history.spoken())
    first = next(spoken, None)
    if first is None:
        raise Unreadable(no_message(arguments.file, history))
    messages = islice(chain([first], spoken), arguments.limit)
    with tempfile.TemporaryDirectory(prefix="weilu-simulate-") as folder:
        rehearsal = Rehearsal(
            Path(folder),
            history.places,
            first.at - SETTING_UP,
            owner_id=history.exporter_id,
            language=arguments.language,
            timezone=arguments.timezone,
            strictness=strictness,
        )
        await rehearsal.start(arguments.word, arguments.watch)
        try:
            seen = Seen([place.title for place in history.places], rehearsal.weilu.texts, arguments.language)
            with _progress() as progress:
                task = progress.add_task("simulating", total=1.0)
                await tell(
                    rehearsal,
                    messages,
                    history,
                    seen,
                    lambda done, told: progress.update(task, completed=done, description=f"{told:,} messages"),
                )
            await look_back(rehearsal, seen)
        finally:
            await rehearsal.stop()
    notes = history.notes
    seen.skipped, seen.bad_lines, seen.spread = notes.skipped, notes.bad_lines, notes.spread
    return seen


def no_message(path: Path, history: History) -> str:
    bad = history.notes.bad_lines
    why = f"; line {bad[0][0]}: {bad[0][1]}" if bad else ""
    return f"{path}: holds no message that can be read{why}"


async def tell(
    rehearsal: Rehearsal,
    messages: Iterable[Spoken],
    history: History,
    seen: Seen,
    report: Callable[[float, int], None],
) -> None:
    """Tell the messages; ``report(share, messages)`` hears how far it has come."""
    people: set[int] = set()
    labelled: dict[MessageKey, str] = {}
    started, busy = perf_counter(), process_time()
    for batch in runs(messages):
        if seen.last_at is not None:
            await _live_through(rehearsal, seen, batch[0].at)
        await rehearsal.tell(batch)
        seen.first_at = seen.first_at or batch[0].at
        seen.last_at = batch[-1].at
        seen.messages += len(batch)
        people.update(message.user_id for message in batch)
        labelled.update(
            ((message.place.chat_id, message.message_id), message.label)
            for message in batch
            if message.label is not None
        )
        report(history.fraction(), seen.messages)
    await rehearsal.settled()
    report(1.0, seen.messages)
    seen.seconds, seen.cpu_seconds = perf_counter() - started, process_time() - busy
    seen.people, seen.labelled = len(people), labelled


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )


def runs(messages: Iterable[Spoken]) -> Iterator[list[Spoken]]:
    """Messages in order, as many together as may be told at once."""
    batch: list[Spoken] = []
    for message in messages:
        if batch and (len(batch) >= RUN_MESSAGES or message.at - batch[0].at > RUN_SPAN):
            yield batch
            batch = []
        batch.append(message)
    if batch:
        yield batch


async def _live_through(rehearsal: Rehearsal, seen: Seen, until: datetime) -> None:
    """Pass the time to the next message; the middle of a long silence at once."""
    assert seen.last_at is not None, "a silence lies between two messages"
    if until - seen.last_at < LONG_SILENCE:
        return
    await rehearsal.settled()
    await rehearsal.until(seen.last_at + PLAYED_BEFORE)
    resumed = until - PLAYED_AFTER
    seen.silences += 1
    seen.silent_days += (resumed - seen.last_at - PLAYED_BEFORE).days
    await rehearsal.jump(resumed)


async def look_back(rehearsal: Rehearsal, seen: Seen) -> None:
    storage = rehearsal.weilu.storage
    review = Review(storage.database)
    seen.cases = await review.cases()
    seen.incidents = await review.incidents()
    seen.checkins = await review.checkins()
    seen.calls, seen.examples = rehearsal.ledger.calls, rehearsal.ledger.examples
    seen.touched, seen.deleted = rehearsal.touched, rehearsal.ledger.deleted
    seen.parked = Counter(row.error for row in await storage.inbox.parked())
