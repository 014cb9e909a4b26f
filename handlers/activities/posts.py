"""Scheduled posts: /post, /posts, /post_del, and the list with its buttons."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.effect import EditMessage
from bot.core.errors import Refused
from bot.core.ids import PostId
from bot.core.period import anchored, next_run
from bot.core.text import Markup
from bot.features.activities.kinds.post import dressed, parse_draft
from bot.features.activities.model import Copied, Post
from bot.features.settings.model import Group
from handlers import access
from handlers.activities.planning import RIGHT, coming, held_key, honest, line_of, plan, schedule_key, title_of
from handlers.activities.post_changes import change, preview, rest
from handlers.commands import Audience, Command, Misused, Request, reply, spoken
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button

MOST_LISTED = 30
LONGEST_COPIED_TEXT = 200


# --- planning ----------------------------------------------------------------------------------------------------


async def post(desk: Desk, request: Request, group: Group) -> None:
    """Plan a post: what is typed, or a copy of the message replied to."""
    if not request.args:
        await posts(desk, request, group)
        return
    zone = ZoneInfo(group.timezone)
    draft = parse_draft(request.args, zone, desk.now)
    answered = request.message.reply
    if draft is None or not (draft.text or answered):
        raise Misused
    rule = anchored(draft.rule, zone, desk.now)
    if next_run(rule, zone, desk.now) is None:
        raise Refused("post-in-the-past")
    store, copied = desk.store.chat(group.chat_id).posts, None
    album: tuple[int, ...] = ()
    text, buttons = dressed(request.message.formatted_end(draft.text), copies=answered is not None)
    if not text and answered is not None:
        text = Markup.escape(answered.text[:LONGEST_COPIED_TEXT])
        copied = Copied(request.message.chat_id, answered.message_id)
        album = await desk.store.chat(request.message.chat_id).posts.album(answered.message_id)
    number = await store.next_number()
    planned = Post(
        id=PostId(desk.work.buffer.next("post")),
        number=number,
        rule=rule,
        text=text,
        notice=draft.notice,
        copied=copied,
        thread_id=None if request.in_private else request.message.thread_id,
        created_by=request.asker.id,
        album=album,
        buttons=buttons,
        is_silent=draft.is_silent,
        is_pinned=draft.is_pinned,
        stays=draft.stays,
    )
    store.add(planned, desk.now)
    first = plan(desk, group, planned)
    language = await spoken(desk, request, group)
    lines = [desk.say(language, "post-planned"), line_of(desk, group, language, planned, first)]
    lines += honest(desk, language, planned, first)
    await reply(desk, request, group, Markup("\n").join(lines))


async def posts(desk: Desk, request: Request, group: Group) -> None:
    """What is planned, each with buttons; with a number and a word, what is to become of one."""
    if request.args:
        await change(desk, request, group)
        return
    language = await spoken(desk, request, group)
    text, buttons = _list(desk, group, language, await coming(desk, group))
    await reply(desk, request, group, text, buttons)


async def post_del(desk: Desk, request: Request, group: Group) -> None:
    """Take a post off the list by its number."""
    word = request.args.removeprefix("#").strip()
    if not word.isdigit():
        raise Misused
    found = next((p for p, _ in await coming(desk, group) if p.number == int(word)), None)
    if found is None:
        raise Refused("post-unknown", number=word)
    _remove(desk, group, found)
    language = await spoken(desk, request, group)
    await reply(
        desk,
        request,
        group,
        desk.say(language, "post-removed", number=str(found.number), title=title_of(desk, language, found)),
    )


async def post_pressed(desk: Desk, press: Press) -> None:
    """A button of the list: take a post off, let it rest or go on, or see it."""
    group = await access.pressed(desk, press, RIGHT)
    if group is None:
        return
    in_private = press.chat_id != group.chat_id
    language = await desk.language_of(press.presser.id, group.language) if in_private else group.language
    planned = await coming(desk, group)
    found = next((p for p, _ in planned if p.id == press.intent.number(1)), None)
    if found is None:
        raise Refused("press-old")
    named = {"number": str(found.number), "title": title_of(desk, language, found)}
    match press.intent.verb:
        case "see":
            await preview(desk, group, found, press.presser.id)
            desk.answer(press, desk.say(language, "post-previewed", **named))
            return
        case "rest" | "go":
            rested = rest(desk, group, found, rests=press.intent.verb == "rest")
            planned = [(rested, at) if p.id == rested.id else (p, at) for p, at in planned]
            desk.answer(press, desk.say(language, f"post-{'rests' if rested.paused_at else 'goes-on'}", **named))
        case _:
            _remove(desk, group, found)
            planned = [pair for pair in planned if pair[0].id != found.id]
            desk.answer(press, desk.say(language, "post-removed", **named))
    text, buttons = _list(desk, group, language, planned)
    if press.message_id is not None:
        rows = tuple(tuple(row) for row in buttons)
        desk.work.emit(EditMessage(press.chat_id, text, rows, message_id=press.message_id))


def _remove(desk: Desk, group: Group, found: Post) -> None:
    desk.store.chat(group.chat_id).posts.remove(found, desk.now)
    desk.store.schedules(group.mailbox).cancel(schedule_key(found))
    desk.store.schedules(group.mailbox).cancel(held_key(found))


def _list(desk: Desk, group: Group, language: str, planned: Sequence[tuple[Post, datetime]]) -> tuple[Markup, Rows]:
    say = desk.say
    if not planned:
        form = Markup.escape(POST.form)
        return say(language, "posts-none", form=form), ()
    shown = planned[:MOST_LISTED]
    lines = [Markup.bold(say(language, "posts-title", count=len(planned)))]
    lines += [line_of(desk, group, language, found, at) for found, at in shown]
    rows = []
    for found, _ in shown:
        verbs = ("see", "go" if found.paused_at is not None else "rest", "del")
        words = [say(language, f"post-button-{verb}", number=str(found.number)).plain() for verb in verbs]
        rows.append([button(w, "post", v, group.chat_id, found.id) for w, v in zip(words, verbs, strict=True)])
    return Markup("\n").join(lines), rows


POST = Command(
    "post",
    Audience.ADMIN,
    '/post [notice] [silent] [pin] [stay 2h] "every day 09:00" TEXT',
    '/post "每天 09:00" 早安，今天喝什么茶？',
    run=post,
    right=RIGHT,
)

COMMANDS = (
    POST,
    Command(
        "posts",
        Audience.ADMIN,
        '/posts [N see|pause|resume|copy|edit "RULE" TEXT]',
        '/posts 2 edit "工作日 08:30"',
        run=posts,
        right=RIGHT,
    ),
    Command("post_del", Audience.ADMIN, "/post_del N", "/post_del 2", run=post_del, right=RIGHT),
)
