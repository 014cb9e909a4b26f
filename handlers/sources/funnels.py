"""/invites: where members came from and who stayed, as text and as a picture."""

from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from bot.core.effect import SendPicture
from bot.core.text import Markup
from bot.features.settings.model import Group
from bot.features.sources.model import Funnel, Report
from bot.features.sources.rules import report
from bot.pictures.spec import Bars, DigestPicture
from handlers.commands import Request, reply
from handlers.desk import Desk

MOST_LINES = 12
"""Sources of one kind that are shown."""
MOST_PANELS = 3
"""Sources that have a funnel of their own in the picture."""


async def invites(desk: Desk, request: Request, group: Group) -> None:
    """The numbers by link, phrase and inviter, in private: they are about people."""
    store = desk.store.chat(group.chat_id)
    found = report(await store.origins.all(), await store.origins.wishes(), desk.now)
    language = await desk.language_of(request.asker.id, group.language)
    reachable = request.in_private or await desk.store.people.reachable([request.asker.id])
    sent = await reply(desk, request, group, _text(desk, group, language, found), privately=True)
    if reachable and found.total.requested:
        picture: dict[str, Any] = msgspec.to_builtins(_picture(desk, group, language, found))
        to = request.message.chat_id if request.in_private else request.asker.id
        desk.work.emit(SendPicture(to, picture), after=sent)


def _text(desk: Desk, group: Group, language: str, found: Report) -> Markup:
    say = desk.say
    if found.since is None:
        return Markup("\n").join([say(language, "invites-none", group=group.title), say(language, "invite-hint")])
    since = found.since.astimezone(ZoneInfo(group.timezone))
    lines = [
        Markup.bold(say(language, "invites-title", group=group.title)),
        say(language, "invites-since", day=f"{since:%Y-%m-%d}"),
        _line(desk, language, say(language, "invites-all").plain(), found.total),
    ]
    for key, sources in (("links", found.links), ("phrases", found.phrases), ("inviters", found.inviters)):
        if sources:
            lines += [Markup(""), Markup.bold(say(language, f"invites-{key}"))]
            lines += [_line(desk, language, name, funnel) for name, funnel in sources[:MOST_LINES]]
        if len(sources) > MOST_LINES:
            lines.append(say(language, "invites-more", count=len(sources) - MOST_LINES))
    return Markup("\n").join(lines)


def _line(desk: Desk, language: str, name: str, funnel: Funnel) -> Markup:
    return desk.say(
        language,
        "invites-line",
        name=name,
        requested=funnel.requested,
        joined=funnel.joined,
        wrote=funnel.wrote,
        week=_share(funnel.week),
        month=_share(funnel.month),
        banned=funnel.banned,
    )


def _share(stayed: tuple[int, int]) -> str:
    """How many of how many; a dash as long as nobody came so long ago."""
    return f"{stayed[0]}/{stayed[1]}" if stayed[1] else "–"


def _picture(desk: Desk, group: Group, language: str, found: Report) -> DigestPicture:
    say = desk.say
    named = [*found.links, *found.phrases, *found.inviters]
    largest = sorted(named, key=lambda pair: (-pair[1].joined, pair[0]))[:MOST_PANELS]
    panels = [_bars(desk, language, say(language, "invites-all").plain(), found.total)]
    panels += [_bars(desk, language, name, funnel) for name, funnel in largest]
    today = desk.now.astimezone(ZoneInfo(group.timezone))
    return DigestPicture(
        say(language, "invites-picture").plain(),
        tuple(panels),
        subtitle=f"{group.title} · {today:%Y-%m-%d}",
        footer="围炉 Weilu",
    )


def _bars(desk: Desk, language: str, title: str, funnel: Funnel) -> Bars:
    """One funnel; a bar is left out as long as nobody came so long ago."""
    week = float(funnel.week[0]) if funnel.week[1] else None
    month = float(funnel.month[0]) if funnel.month[1] else None
    values = (funnel.requested, funnel.joined, funnel.wrote, week, month, funnel.banned)
    steps = ("requested", "joined", "wrote", "week", "month", "banned")
    labels = tuple(desk.say(language, f"invites-step-{step}").plain() for step in steps)
    return Bars(title, labels, values, highlight=1)
