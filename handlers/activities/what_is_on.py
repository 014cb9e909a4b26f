"""What is on (/events): the running programmes, activities with their buttons, and the next posts."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.core.effect import Button
from bot.core.period import day_of
from bot.core.text import Markup
from bot.features.checkin.rules import all_running
from bot.features.checkin.settings import CheckinSettings
from bot.features.settings.model import Group
from handlers.activities.engine import buttons_of, kind_of
from handlers.activities.planning import coming, local, title_of
from handlers.checkin import progress
from handlers.commands import Audience, Command, Request, reply, spoken
from handlers.desk import Desk

NEXT_SHOWN = 3
MOST_SHOWN = 12


async def events(desk: Desk, request: Request, group: Group) -> None:
    """The running programmes, what one can take part in, and the next posts, for everybody."""
    say, language = desk.say, await spoken(desk, request, group)
    store, zone = desk.store.chat(group.chat_id), ZoneInfo(group.timezone)
    day_start = group.settings(CheckinSettings).day_start
    programmes = all_running(await store.checkins.programmes(), desk.now, zone, day_start)
    active = [found for found in (await store.activities.open()).values() if kind_of(found.activity) is not None]
    planned = [(post, at) for post, at in await coming(desk, group) if post.paused_at is None]
    posts = sorted(planned, key=lambda pair: pair[1])[:NEXT_SHOWN]
    lines = [Markup.bold(say(language, "events-title"))]
    lines += [progress(desk, group, one, day_of(desk.now, zone, one.day_start(day_start))) for one in programmes]
    rows: list[Sequence[Button]] = []
    for found in active[:MOST_SHOWN]:
        activity = found.activity
        kind = say(language, f"activity-kind-{activity.kind}")
        ends = f"{activity.ends_at.astimezone(zone):%m-%d %H:%M}" if activity.ends_at is not None else ""
        timed = activity.ends_at is not None
        lines.append(
            say(
                language,
                "activities-line",
                number=str(activity.number),
                kind=kind,
                title=activity.title,
                timed=timed,
                ends=ends,
            )
        )
        rows += [row for row in [buttons_of(desk, group, found)] if row]
    lines += [
        say(language, "events-post", next=local(desk, group, language, at), title=title_of(desk, language, post))
        for post, at in posts
    ]
    if not programmes and not posts and not active:
        lines.append(say(language, "events-none"))
    await reply(desk, request, group, Markup("\n").join(lines), rows)


COMMANDS = (Command("events", Audience.MEMBER, "/events", "/events", run=events, keywords=("活动列表",)),)
