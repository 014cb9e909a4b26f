"""Seasons: a stretch of time with a leaderboard of its own, kept when it is over."""

from zoneinfo import ZoneInfo

import msgspec

from bot.core.effect import Repeat, SendPicture
from bot.core.errors import Refused
from bot.core.text import Markup, clip
from bot.features.points.model import Period, Season
from bot.features.settings.model import Group
from handlers.commands import Request, reply, spoken
from handlers.desk import Desk
from handlers.points.standing import leaderboard

LONGEST_NAME = 40
ENDINGS = ("end", "stop", "结束")
QUOTES = '"“”「」『』《》'
BEST = 3
PAST_SHOWN = 5


async def season(desk: Desk, request: Request, group: Group) -> None:
    """Begin a season by its name, end it, or show this one and those before."""
    language, store = await spoken(desk, request, group), desk.store.chat(group.chat_id)
    known = await store.seasons.all()
    current = next((one for one in known if one.ended_at is None), None)
    name = " ".join(request.args.strip(QUOTES).split())
    if not request.args:
        await reply(desk, request, group, _state(desk, group, language, known))
    elif name.lower() in ENDINGS:
        if current is None:
            raise Refused("season-none")
        await reply(desk, request, group, await _end(desk, group, current))
    elif current is not None:
        raise Refused("season-running", name=current.name)
    else:
        number = max((one.number for one in known), default=0) + 1
        store.seasons.begin(clip(name, LONGEST_NAME), number, desk.now)
        await reply(desk, request, group, desk.say(group.language, "season-begun", name=clip(name, LONGEST_NAME)))


async def _end(desk: Desk, group: Group, current: Season) -> Markup:
    """Keep the leaderboard as it stands, show it, and name the best."""
    store, language = desk.store.chat(group.chat_id), group.language
    best = await store.ledger.top(current.started_at)
    store.seasons.end(current, best, desk.now)
    if best:
        picture = leaderboard(desk, group, language, Period.SEASON, best)
        shown = msgspec.structs.replace(picture, title=clip(current.name, 20))
        desk.work.emit(SendPicture(group.chat_id, msgspec.to_builtins(shown)), repeat=Repeat.WANTED)
    names = desk.say(language, "list-separator").join(Markup.escape(place.name) for place in best[:BEST])
    return desk.say(language, "season-ended", name=current.name, people=len(best), names=names)


def _state(desk: Desk, group: Group, language: str, known: list[Season]) -> Markup:
    zone = ZoneInfo(group.timezone)
    lines = [Markup.bold(desk.say(language, "season-title"))]
    for one in known[:PAST_SHOWN]:
        since = f"{one.started_at.astimezone(zone):%Y-%m-%d}"
        best = one.standings[0].name if one.standings else "none"
        until = f"{one.ended_at.astimezone(zone):%Y-%m-%d}" if one.ended_at is not None else ""
        lines.append(
            desk.say(
                language, "season-line", name=one.name, since=since, until=until, runs=one.ended_at is None, best=best
            )
        )
    if not known:
        lines.append(desk.say(language, "season-none"))
    lines.append(desk.say(language, "season-form"))
    return Markup("\n").join(lines)
