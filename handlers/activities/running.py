"""Running activities: opening one of each kind, ending, extending and calling off, and the list of who took part."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from bot.core.effect import Button, EditMessage, Repeat, SendDocument
from bot.core.errors import Refused
from bot.core.ids import UserId
from bot.core.period import NotUnderstood, parse_duration, parse_moment
from bot.core.text import Markup
from bot.features.activities.activity import Activity, Asked, Draft, State
from bot.features.activities.kind import ActivityKind
from bot.features.activities.kinds import ACTIVITIES
from bot.features.activities.steps import Become, Remind
from bot.features.settings.model import Group
from handlers import access
from handlers.activities.engine import END, Engine, kind_of
from handlers.commands import Audience, Command, Misused, Request, reply, spoken
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button
from storage.running import Running

NOUN = "activity"
MOST_OPEN = 20
_VERBS = {
    "close": "close", "end": "close", "结束": "close", "截止": "close",
    "cancel": "cancel", "取消": "cancel",
    "extend": "extend", "延长": "extend", "延期": "extend",
    "csv": "csv", "名单": "csv", "导出": "csv",
    "show": "show", "重发": "show",
}  # fmt: skip


async def open_one(kind: ActivityKind, desk: Desk, request: Request, group: Group) -> None:
    """Open an activity of a kind; its card is the answer."""
    store = desk.store.chat(group.chat_id).activities
    known = await store.open()
    if not request.args and any(running.activity.kind == kind.name for running in known.values()):
        await listed(desk, request, group)
        return
    if kind.right is not None and not group.can(kind.right):
        raise Refused("activity-needs-right", right=desk.say(group.language, f"right-{kind.right}"))
    if kind.secret and not request.in_private:
        raise Refused("activity-in-private", command=f"/{kind.command}")
    answered = request.message.reply
    asked = Asked(
        request.args,
        ZoneInfo(group.timezone),
        desk.now,
        lambda: "-".join(f"{desk.house.seed():012x}" for _ in range(3)),
        answered.text if answered is not None else "",
    )
    draft = kind.draft(asked)
    if draft is None:
        raise Misused
    if len(known) >= MOST_OPEN:
        raise Refused("activity-too-many", most=MOST_OPEN)
    thread_id = None if request.in_private else request.message.thread_id
    await begin(desk, group, kind, draft, request.asker.id, thread_id)
    if request.in_private:
        language = await spoken(desk, request, group)
        await reply(desk, request, group, desk.say(language, "activity-opened", title=draft.title, group=group.title))


async def begin(
    desk: Desk, group: Group, kind: ActivityKind, draft: Draft, by: UserId, thread_id: int | None = None
) -> None:
    """Open an activity of a kind as drafted, and show its card."""
    store = desk.store.chat(group.chat_id).activities
    activity = Activity(
        store.new_id(), await store.next_number(), kind.name, draft.title, State.OPEN, desk.now, draft.ends_at, by,
        thread_id, details=draft.details,
    )  # fmt: skip
    running = await store.add(activity)
    engine = Engine(desk, group, running)
    await engine.keep(draft.entries)
    engine.show()
    ends = [Remind(END, draft.ends_at)] if draft.ends_at is not None else []
    await engine.do([*ends, *kind.opened(engine.scene)])


async def manage(desk: Desk, request: Request, group: Group) -> None:
    """``/activity``: what is on; ``/activity 3 close``: do something with number 3."""
    if not request.args:
        await listed(desk, request, group)
        return
    number, _, rest = request.args.removeprefix("#").partition(" ")
    word, _, argument = rest.strip().partition(" ")
    verb = _VERBS.get(word.lower())
    if not number.isdigit() or verb is None:
        raise Misused
    running = await desk.store.chat(group.chat_id).activities.by_number(int(number))
    if running is None or kind_of(running.activity) is None:
        raise Refused("activity-unknown", number=number)
    language = await spoken(desk, request, group)
    if verb == "extend":
        until = _later(running.activity, argument, group, desk.now)
        await _extend(desk, group, running, until)
        local = until.astimezone(ZoneInfo(group.timezone))
        said = desk.say(language, "activity-extended", title=running.activity.title, until=f"{local:%m-%d %H:%M}")
    else:
        said = await _do(desk, group, running, verb, request.asker.id, language)
    await reply(desk, request, group, said)


async def managed(desk: Desk, press: Press) -> None:
    """A button of the list."""
    group = await access.pressed(desk, press, None)
    if group is None:
        return
    in_private = press.chat_id != group.chat_id
    language = await desk.language_of(press.presser.id, group.language) if in_private else group.language
    running = await desk.store.chat(group.chat_id).activities.find(press.intent.number(1))
    if running is None or kind_of(running.activity) is None:
        raise Refused("press-old")
    verb = press.intent.verb
    if verb == "extend":
        until = _later(running.activity, "1h", group, desk.now)
        await _extend(desk, group, running, until)
        local = until.astimezone(ZoneInfo(group.timezone))
        said = desk.say(language, "activity-extended", title=running.activity.title, until=f"{local:%m-%d %H:%M}")
    else:
        said = await _do(desk, group, running, verb, press.presser.id, language)
    desk.answer(press, said)
    if press.message_id is not None and verb != "csv":
        text, rows = await _list(desk, group, language)
        buttons = tuple(tuple(row) for row in rows)
        desk.work.emit(EditMessage(press.chat_id, text, buttons, message_id=press.message_id))


async def _do(desk: Desk, group: Group, running: Running, verb: str, asker: int, language: str) -> Markup:
    """Do something with an activity; returns what to say about it. Raises Refused."""
    title, engine = running.activity.title, Engine(desk, group, running)
    if verb == "csv":
        table = engine.table()
        if table is None:
            raise Refused("activity-no-list")
        if not await desk.store.people.reachable([asker]):
            raise Refused("activity-start-first")
        caption = desk.say(language, "activity-table", title=title)
        document = SendDocument(asker, f"{running.activity.kind}-{running.activity.number}.csv", table, caption)
        desk.work.emit(document, repeat=Repeat.WANTED)
        return desk.say(language, "activity-table-sent")
    if running.activity.state is not State.OPEN:
        raise Refused("activity-over")
    if verb == "close":
        await engine.end()
        return desk.say(language, "activity-ended", title=title)
    if verb == "cancel":
        await engine.cancel()
        return desk.say(language, "activity-cancelled", title=title)
    if engine.kind.card(engine.scene).options:
        raise Refused("poll-once")
    engine.show()
    return desk.say(language, "activity-shown", title=title)


def _later(activity: Activity, text: str, group: Group, now: datetime) -> datetime:
    """The new end: a length is added to the old one, a moment replaces it."""
    if activity.state is not State.OPEN:
        raise Refused("activity-over")
    try:
        return max(activity.ends_at or now, now) + parse_duration(text)
    except NotUnderstood:
        return parse_moment(text, ZoneInfo(group.timezone), now)


async def _extend(desk: Desk, group: Group, running: Running, until: datetime) -> None:
    changed = Become(replace(running.activity, ends_at=until))
    engine = Engine(desk, group, running)
    await engine.do([changed, Remind(END, until)])
    await engine.do(engine.kind.extended(engine.scene))


# --- the list ------------------------------------------------------------------------------------------------------


async def listed(desk: Desk, request: Request, group: Group) -> None:
    """What is on, each with buttons to end, extend or call it off."""
    language = await spoken(desk, request, group)
    text, rows = await _list(desk, group, language)
    await reply(desk, request, group, text, rows)


async def _list(desk: Desk, group: Group, language: str) -> tuple[Markup, Rows]:
    say, zone = desk.say, ZoneInfo(group.timezone)
    store = desk.store.chat(group.chat_id).activities
    shown = [running.activity for running in (await store.open()).values() if kind_of(running.activity) is not None]
    lines = [Markup.bold(say(language, "activities-title", count=len(shown)))]
    rows: list[Sequence[Button]] = []
    for activity in shown:
        ends = f"{activity.ends_at.astimezone(zone):%m-%d %H:%M}" if activity.ends_at is not None else ""
        lines.append(
            say(
                language,
                "activities-line",
                number=str(activity.number),
                kind=say(language, f"activity-kind-{activity.kind}"),
                title=activity.title,
                timed=activity.ends_at is not None,
                ends=ends,
            )
        )
        rows.append(
            [
                button(
                    say(language, f"activity-button-{verb}", number=str(activity.number)).plain(),
                    NOUN, verb, group.chat_id, activity.id,
                )
                for verb in ("close", "extend", "cancel", "csv")
            ]
        )  # fmt: skip
    if not shown:
        lines.append(say(language, "activities-none"))
    return Markup("\n").join(lines), rows[:20]


COMMANDS = (
    *(
        Command(
            kind.command,
            Audience.ADMIN,
            kind.form,
            kind.example,
            run=partial(open_one, kind),
            right=kind.right,
            secret=kind.secret,
        )
        for kind in ACTIVITIES
    ),
    Command(
        "activity", Audience.ADMIN, "/activity N close|extend 1h|cancel|csv|show", "/activity 3 extend 1h", run=manage
    ),
)
