"""What happens when a post is due: at most one run, on time or late, and what became of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from bot.core.clock import from_micros, to_micros
from bot.core.effect import DeleteMessages, Outcome, Pin, Status
from bot.core.ids import mailbox_id
from bot.core.text import Markup
from bot.features.activities.kinds.post import KIND, LATE_WITHIN
from bot.features.activities.model import Occurrence, Post, RunOutcome
from bot.features.activities.rules import due_runs
from bot.features.quiet.rules import free_from
from bot.features.quiet.settings import QuietSettings
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers.activities.planning import POST_DUE, held_key, local, put, title_of
from handlers.desk import Desk, Rows

POST_SETTLED = "post_settled"
POST_GONE = "post_gone"
PATIENCE = timedelta(minutes=10)
"""A late run has this long to get out."""
CRISIS = "crisis"
"""Why a run waits, in the payload of its deadline."""
CRISIS_LOOKS_EVERY = timedelta(minutes=10)


class Run(msgspec.Struct, frozen=True):
    """What a post's effect carries, to be told apart when its outcome comes back."""

    post: int
    occurrence: str


async def post_due(desk: Desk, body: bytes) -> None:
    """A post is due, now or while the bot was away: run at most one occurrence, skip and tell what is too old."""
    due = msgspec.json.decode(body, type=Due)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    store, zone = desk.store.chat(group.chat_id).posts, ZoneInfo(group.timezone)
    number, _, rest = due.payload.partition(" ")
    held_since, _, why = rest.partition(" ")
    found = await store.find(int(number))
    if found is None or found.paused_at is not None:
        return
    waiting = await desk.store.schedules(group.mailbox).find(held_key(found))
    if not held_since and waiting is not None:
        held_since, _, why = waiting.payload.partition(" ")[2].partition(" ")
    due_at = from_micros(int(held_since)) if held_since else due.due_at
    done = await store.settled(found.id, due_at)
    settings = group.settings(QuietSettings)
    hours = () if found.notice else (settings.quiet, settings.work)
    burns = not found.notice and await desk.store.community(group.community_id).incidents.hold_posts()

    def ready(at: datetime) -> datetime:
        if burns:
            return desk.now + CRISIS_LOOKS_EVERY
        # What a crisis has held is not too late when it is over.
        return free_from(hours, zone, max(at, desk.now) if why == CRISIS else at)

    runs = due_runs(KIND, found.rule, zone, due_at, desk.now, done, ready=ready)
    for occurrence in runs.skipped:
        store.claim_run(found, occurrence, RunOutcome.SKIPPED, desk.now)
    if runs.now is not None:
        store.claim_run(found, runs.now, RunOutcome.LATE if runs.late else RunOutcome.RAN, desk.now)
        _run(desk, group, found, runs.now)
    if runs.held_until is not None:
        payload = f"{found.id} {to_micros(due_at)}" + (f" {CRISIS}" if burns or why == CRISIS else "")
        desk.store.schedules(group.mailbox).set(held_key(found), POST_DUE, runs.held_until, payload=payload)
        if burns and why != CRISIS:
            await _tell_held(desk, group, found)
    elif runs.skipped:
        await _tell_skipped(desk, group, found, runs.skipped)


def _run(desk: Desk, group: Group, found: Post, occurrence: Occurrence) -> None:
    """Say it. Never twice: an unknown outcome is told to the staff instead."""
    memo = msgspec.json.encode(Run(found.id, occurrence.key)).decode()
    expires_at = max(occurrence.due_at + LATE_WITHIN, desk.now + PATIENCE)
    put(desk, found, group.chat_id, found.thread_id, expires_at=expires_at, report=POST_SETTLED, memo=memo)


async def _tell_held(desk: Desk, group: Group, found: Post) -> None:
    def compose(language: str) -> tuple[Markup, Rows]:
        title = title_of(desk, language, found)
        return desk.say(language, "post-held", group=group.title, number=str(found.number), title=title), ()

    await desk.tell_staff(group, compose, silent=True)


async def _tell_skipped(desk: Desk, group: Group, found: Post, skipped: Sequence[Occurrence]) -> None:
    def compose(language: str) -> tuple[Markup, Rows]:
        said = desk.say(
            language,
            "post-skipped",
            group=group.title,
            number=str(found.number),
            title=title_of(desk, language, found),
            times=len(skipped),
            last=local(desk, group, language, skipped[-1].due_at),
        )
        return said, ()

    await desk.tell_staff(group, compose)


async def post_settled(desk: Desk, body: bytes) -> None:
    """What became of a post that was sent; a failure is recorded and told."""
    outcome = msgspec.json.decode(body, type=Outcome)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None or outcome.status is Status.CANCELLED:
        return
    run = msgspec.json.decode(outcome.memo, type=Run)
    store = desk.store.chat(group.chat_id).posts
    found = await store.find(run.post)
    if outcome.accepted:
        if found is not None and outcome.message_id is not None:
            _keep(desk, group, found, outcome, outcome.message_id)
        return
    store.set_outcome(run.post, run.occurrence, RunOutcome.FAILED)
    if found is None:
        return
    failed = found

    def compose(language: str) -> tuple[Markup, Rows]:
        said = desk.say(
            language,
            "post-failed",
            group=group.title,
            number=str(failed.number),
            title=title_of(desk, language, failed),
            status=outcome.status.value,
            error=outcome.error or "",
        )
        return said, ()

    await desk.tell_staff(group, compose)


def _keep(desk: Desk, group: Group, found: Post, outcome: Outcome, message_id: int) -> None:
    """Pin what has been posted, and plan its end, as far as that was wished."""
    if found.is_pinned:
        desk.work.emit(Pin(group.chat_id, message_id))
    if found.stays is not None:
        ids = outcome.data.get("message_ids", [message_id])
        key = f"post:{found.id}:gone:{message_id}"
        payload = msgspec.json.encode(ids).decode()
        desk.store.schedules(group.mailbox).set(key, POST_GONE, desk.now + found.stays, payload=payload)


async def post_gone(desk: Desk, body: bytes) -> None:
    """A post has stayed as long as it should; late is better than never, as far as Telegram still lets us."""
    due = msgspec.json.decode(body, type=Due)
    ids = msgspec.json.decode(due.payload, type=tuple[int, ...])
    desk.work.emit(DeleteMessages(mailbox_id(desk.work.mailbox), ids))
