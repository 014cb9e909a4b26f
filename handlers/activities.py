"""Activities: scheduled posts (/post, /posts, /post_del) and what is on (/events)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from bot.core.effect import CopyMessage, EditMessage, Outcome, Status
from bot.core.errors import Refused
from bot.core.ids import PostId, mailbox_id
from bot.core.period import day_of, next_run
from bot.core.text import Markup
from bot.features.activities.kinds.post import KIND, LATE_WITHIN, parse_draft, title
from bot.features.activities.model import Copied, Occurrence, Post, RunOutcome
from bot.features.activities.rules import due_runs
from bot.features.checkin.rules import running
from bot.features.checkin.settings import CheckinSettings
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers import access
from handlers.checkin import progress
from handlers.commands import Audience, Command, Misused, Request, reply, spoken
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button
from handlers.routes import Routes

POST_DUE = "post_due"
POST_SETTLED = "post_settled"
RIGHT = "can_change_info"
MOST_LISTED = 30
PATIENCE = timedelta(minutes=10)
"""A late run has this long to get out."""
NEXT_SHOWN = 3
LONGEST_COPIED_TEXT = 200


# --- planning ----------------------------------------------------------------------------------------------------


async def post(desk: Desk, request: Request, group: Group) -> None:
    """Plan a post: what is typed, or a copy of the message replied to."""
    if not request.args:
        await posts(desk, request, group)
        return
    draft = parse_draft(request.args)
    answered = request.message.reply
    if draft is None or not (draft.text or answered):
        raise Misused
    zone = ZoneInfo(group.timezone)
    first = next_run(draft.rule, zone, desk.now)
    if first is None:
        raise Refused("post-in-the-past")
    text, copied = Markup.escape(draft.text), None
    if not draft.text and answered is not None:
        text = Markup.escape(answered.text[:LONGEST_COPIED_TEXT])
        copied = Copied(request.message.chat_id, answered.message_id)
    store = desk.store.chat(group.chat_id).posts
    number = await store.next_number()
    planned = Post(
        id=PostId(desk.work.buffer.next("post")),
        number=number,
        rule=draft.rule,
        text=text,
        notice=draft.notice,
        copied=copied,
        thread_id=None if request.in_private else request.message.thread_id,
        created_by=request.asker.id,
    )
    store.add(planned, desk.now)
    desk.store.schedules(group.mailbox).set(
        _schedule_key(planned), POST_DUE, first, rule=str(planned.rule), zone=group.timezone, payload=str(planned.id)
    )
    language = await spoken(desk, request, group)
    lines = [desk.say(language, "post-planned"), _line(desk, group, language, planned, first)]
    await reply(desk, request, group, Markup("\n").join(lines))


async def posts(desk: Desk, request: Request, group: Group) -> None:
    """What is planned, each with a button that takes it off."""
    language = await spoken(desk, request, group)
    text, buttons = _list(desk, group, language, await _planned(desk, group))
    await reply(desk, request, group, text, buttons)


async def post_del(desk: Desk, request: Request, group: Group) -> None:
    """Take a post off the list by its number."""
    word = request.args.removeprefix("#").strip()
    if not word.isdigit():
        raise Misused
    found = next((p for p, _ in await _planned(desk, group) if p.number == int(word)), None)
    if found is None:
        raise Refused("post-unknown", number=word)
    _remove(desk, group, found)
    language = await spoken(desk, request, group)
    await reply(
        desk,
        request,
        group,
        desk.say(language, "post-removed", number=str(found.number), title=_title(desk, language, found)),
    )


async def post_pressed(desk: Desk, press: Press) -> None:
    """The button that takes a post off the list."""
    group = await access.pressed(desk, press, RIGHT)
    if group is None:
        return
    in_private = press.chat_id != group.chat_id
    language = await desk.language_of(press.presser.id, group.language) if in_private else group.language
    planned = await _planned(desk, group)
    found = next((p for p, _ in planned if p.id == press.intent.number(1)), None)
    if found is None:
        raise Refused("press-old")
    _remove(desk, group, found)
    desk.answer(
        press, desk.say(language, "post-removed", number=str(found.number), title=_title(desk, language, found))
    )
    text, buttons = _list(desk, group, language, [pair for pair in planned if pair[0].id != found.id])
    if press.message_id is not None:
        rows = tuple(tuple(row) for row in buttons)
        desk.work.emit(EditMessage(press.chat_id, text, rows, message_id=press.message_id))


def _remove(desk: Desk, group: Group, found: Post) -> None:
    desk.store.chat(group.chat_id).posts.remove(found, desk.now)
    desk.store.schedules(group.mailbox).cancel(_schedule_key(found))


def _schedule_key(planned: Post) -> str:
    return f"post:{planned.id}"


async def _planned(desk: Desk, group: Group) -> list[tuple[Post, datetime]]:
    """Posts that will run again, with the instant they do, by number."""
    zone = ZoneInfo(group.timezone)
    found = await desk.store.chat(group.chat_id).posts.all()
    return [(p, at) for p in found if (at := next_run(p.rule, zone, desk.now)) is not None]


def _list(desk: Desk, group: Group, language: str, planned: Sequence[tuple[Post, datetime]]) -> tuple[Markup, Rows]:
    say = desk.say
    if not planned:
        form = Markup.escape(POST.form)
        return say(language, "posts-none", form=form), ()
    shown = planned[:MOST_LISTED]
    lines = [Markup.bold(say(language, "posts-title", count=len(planned)))]
    lines += [_line(desk, group, language, found, at) for found, at in shown]
    buttons = [
        button(say(language, "post-remove-button", number=str(p.number)).plain(), "post", "del", group.chat_id, p.id)
        for p, _ in shown
    ]
    return Markup("\n").join(lines), [buttons[start : start + 4] for start in range(0, len(buttons), 4)]


def _line(desk: Desk, group: Group, language: str, found: Post, at: datetime) -> Markup:
    """A post in two lines: number, rule, next run; what it says."""
    return desk.say(
        language,
        "post-line",
        number=str(found.number),
        rule=desk.house.texts.schedule(language, found.rule),
        next=_local(desk, group, language, at),
        notice=found.notice,
        title=_title(desk, language, found),
    )


def _title(desk: Desk, language: str, found: Post) -> Markup:
    return title(found.text) or desk.say(language, "post-copied-media")


def _local(desk: Desk, group: Group, language: str, at: datetime) -> Markup:
    local = at.astimezone(ZoneInfo(group.timezone))
    weekday = desk.say(language, f"weekday-{local.isoweekday()}")
    return desk.say(language, "post-next", date=f"{local:%m-%d}", weekday=weekday, at=f"{local:%H:%M}")


# --- running -----------------------------------------------------------------------------------------------------


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
    store = desk.store.chat(group.chat_id).posts
    found = await store.find(int(due.payload))
    if found is None:
        return
    done = await store.settled(found.id, due.due_at)
    runs = due_runs(KIND, found.rule, ZoneInfo(group.timezone), due.due_at, desk.now, done)
    for occurrence in runs.skipped:
        store.claim_run(found, occurrence, RunOutcome.SKIPPED, desk.now)
    if runs.now is not None:
        store.claim_run(found, runs.now, RunOutcome.LATE if runs.late else RunOutcome.RAN, desk.now)
        _run(desk, group, found, runs.now)
    if runs.skipped:
        await _tell_skipped(desk, group, found, runs.skipped)


def _run(desk: Desk, group: Group, found: Post, occurrence: Occurrence) -> None:
    """Say it. Never twice: an unknown outcome is told to the staff instead."""
    memo = msgspec.json.encode(Run(found.id, occurrence.key)).decode()
    expires_at = max(occurrence.due_at + LATE_WITHIN, desk.now + PATIENCE)
    if found.copied is None:
        desk.send(
            group.chat_id,
            Markup(found.text),
            thread_id=found.thread_id,
            expires_at=expires_at,
            report=POST_SETTLED,
            memo=memo,
        )
        return
    copy = CopyMessage(group.chat_id, found.copied.chat_id, found.copied.message_id, found.thread_id)
    desk.work.emit(copy, expires_at=expires_at, report=POST_SETTLED, memo=memo)


async def _tell_skipped(desk: Desk, group: Group, found: Post, skipped: Sequence[Occurrence]) -> None:
    def compose(language: str) -> tuple[Markup, Rows]:
        said = desk.say(
            language,
            "post-skipped",
            group=group.title,
            number=str(found.number),
            title=_title(desk, language, found),
            times=len(skipped),
            last=_local(desk, group, language, skipped[-1].due_at),
        )
        return said, ()

    await desk.tell_staff(group, compose)


async def post_settled(desk: Desk, body: bytes) -> None:
    """What became of a post that was sent; a failure is recorded and told."""
    outcome = msgspec.json.decode(body, type=Outcome)
    if outcome.accepted or outcome.status is Status.CANCELLED:
        return
    run = msgspec.json.decode(outcome.memo, type=Run)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    store = desk.store.chat(group.chat_id).posts
    found = await store.find(run.post)
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
            title=_title(desk, language, failed),
            status=outcome.status.value,
            error=outcome.error or "",
        )
        return said, ()

    await desk.tell_staff(group, compose)


# --- what is on --------------------------------------------------------------------------------------------------


async def events(desk: Desk, request: Request, group: Group) -> None:
    """The running programme and the next posts, for everybody."""
    say, language = desk.say, await spoken(desk, request, group)
    zone, day_start = ZoneInfo(group.timezone), group.settings(CheckinSettings).day_start
    programme = running(await desk.store.chat(group.chat_id).checkins.programmes(), desk.now, zone, day_start)
    planned = sorted(await _planned(desk, group), key=lambda pair: pair[1])[:NEXT_SHOWN]
    lines = [Markup.bold(say(language, "events-title"))]
    if programme is not None:
        lines.append(progress(desk, group, programme, day_of(desk.now, zone, programme.day_start(day_start))))
    lines += [
        say(language, "events-post", next=_local(desk, group, language, at), title=_title(desk, language, found))
        for found, at in planned
    ]
    if programme is None and not planned:
        lines.append(say(language, "events-none"))
    await reply(desk, request, group, Markup("\n").join(lines))


POST = Command(
    "post",
    Audience.ADMIN,
    '/post [notice] "every day 09:00" TEXT',
    '/post "每天 09:00" 早安，今天喝什么茶？',
    run=post,
    right=RIGHT,
)

ROUTES = Routes(
    commands=(
        Command("events", Audience.MEMBER, "/events", "/events", run=events, keywords=("活动列表",)),
        POST,
        Command("posts", Audience.ADMIN, "/posts", "/posts", run=posts, right=RIGHT),
        Command("post_del", Audience.ADMIN, "/post_del N", "/post_del 2", run=post_del, right=RIGHT),
    ),
    buttons={"post": post_pressed},
    events={POST_DUE: post_due, POST_SETTLED: post_settled},
)
