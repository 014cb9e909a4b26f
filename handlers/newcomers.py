"""What newcomers may send at first: words only, for some hours or messages; and /newcomers."""

from datetime import datetime

from bot.core.effect import Button, EditMessage
from bot.core.ids import UserId
from bot.core.text import Markup
from bot.features.entry.arrivals import Restriction
from bot.features.limits.model import Extent, Limit, Reason
from bot.features.newcomers.rules import Bounds, read_bounds
from bot.features.newcomers.settings import NewcomerSettings
from bot.features.settings.model import Group
from handlers import access, limits
from handlers.commands import Audience, Command, Misused, Request, reply, spoken
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button
from handlers.routes import Routes

RIGHT = "can_restrict_members"
OFF = ("off", "关", "关闭", "0")
OFFERED = (Bounds(24, 0), Bounds(0, 5), Bounds(24, 5), Bounds(72, 10))


async def begin(desk: Desk, group: Group, user_id: int, at: datetime, seen: Restriction | None, *, told: bool) -> None:
    """Limit somebody who has just come in. ``seen``: what Telegram limits them to already.

    ``told``: the greeting says so; else they are told in private, if they can be.
    """
    settings = group.settings(NewcomerSettings)
    if not settings.limits:
        return
    until = None if settings.time is None else at + settings.time
    if until is not None and until <= desk.now:
        return
    limit = Limit(UserId(user_id), Reason.NEWCOMER, Extent.TEXT, at, until, settings.text_only_messages or None)
    await limits.impose(desk, group, limit, seen)
    if not told and await desk.store.people.reachable([user_id]):
        language = await desk.language_of(user_id, group.language)
        bounds = _bounds(desk, language, settings)
        desk.send(user_id, desk.say(language, "newcomers-announced-privately", group=group.title, bounds=bounds))


def announcement(desk: Desk, group: Group, language: str) -> Markup | None:
    """What a newcomer is told of the limit; None when there is none."""
    settings = group.settings(NewcomerSettings)
    if not settings.limits:
        return None
    return desk.say(language, "newcomers-announced", bounds=_bounds(desk, language, settings))


def _bounds(desk: Desk, language: str, settings: NewcomerSettings) -> Markup:
    """The time, the messages, or whichever comes first, in words."""
    messages = settings.text_only_messages
    if settings.time is None:
        return desk.say(language, "newcomers-messages", messages=messages)
    time = desk.house.texts.duration(language, settings.time)
    if not messages:
        return desk.say(language, "newcomers-time", time=time)
    return desk.say(language, "newcomers-time-or-messages", time=time, messages=messages)


# --- /newcomers --------------------------------------------------------------------------------------------------


async def newcomers(desk: Desk, request: Request, group: Group) -> None:
    """Show the limit, or change it."""
    language, typed = await spoken(desk, request, group), request.args.strip()
    if typed:
        bounds = Bounds() if typed.casefold() in OFF else read_bounds(typed)
        if bounds is None:
            raise Misused
        group = await _set(desk, group, bounds)
    await reply(desk, request, group, *_state(desk, group, language))


async def _set(desk: Desk, group: Group, bounds: Bounds) -> Group:
    """Keep the bounds."""
    feature = NewcomerSettings.feature
    group = desk.store.groups.set_value(group, feature, "text_only_hours", bounds.hours)
    group = desk.store.groups.set_value(group, feature, "text_only_messages", bounds.messages)
    await reconcile(desk, group)
    return group


async def reconcile(desk: Desk, group: Group) -> None:
    """Those who are limited now are let go when there are no bounds any more."""
    if not group.settings(NewcomerSettings).limits:
        await limits.lift_all(desk, group, Reason.NEWCOMER)


def _state(desk: Desk, group: Group, language: str) -> tuple[Markup, Rows]:
    settings, say = group.settings(NewcomerSettings), desk.say
    lines = [
        say(language, "newcomers-state", bounds=_bounds(desk, language, settings))
        if settings.limits
        else say(language, "newcomers-state-off")
    ]
    if settings.limits and not group.is_supergroup:
        lines.append(say(language, "basic-group"))
    elif settings.limits and not group.can(RIGHT):
        lines.append(say(language, "newcomers-without-right"))
    lines.append(say(language, "newcomers-hint"))
    now = Bounds(settings.text_only_hours, settings.text_only_messages)
    offered = [_offer(desk, group, language, bounds) for bounds in OFFERED if bounds != now]
    if settings.limits:
        offered.append(_offer(desk, group, language, Bounds()))
    return Markup("\n").join(lines), [offered[start : start + 2] for start in range(0, len(offered), 2)]


def _offer(desk: Desk, group: Group, language: str, bounds: Bounds) -> Button:
    shown = NewcomerSettings(text_only_hours=bounds.hours, text_only_messages=bounds.messages)
    label = _bounds(desk, language, shown) if shown.limits else desk.say(language, "newcomers-button-off")
    return button(label.plain(), "newcomers", "set", group.chat_id, bounds.hours, bounds.messages)


async def press(desk: Desk, press: Press) -> None:
    """A button under the state."""
    group = await access.pressed(desk, press, RIGHT)
    if group is None:
        return
    bounds = Bounds(press.intent.number(1), press.intent.number(2))
    if bounds not in (*OFFERED, Bounds()):
        raise ValueError("no button offers that")
    language = await desk.language_of(press.presser.id, group.language) if press.chat_id > 0 else group.language
    group = await _set(desk, group, bounds)
    text, rows = _state(desk, group, language)
    if press.message_id is not None:
        frozen = tuple(tuple(row) for row in rows)
        desk.work.emit(EditMessage(press.chat_id, text, frozen, message_id=press.message_id))
    desk.answer(press, desk.say(language, "newcomers-saved"))


ROUTES = Routes(
    commands=(
        Command(
            "newcomers",
            Audience.ADMIN,
            "/newcomers 24h [5] | 5 | off",
            "/newcomers 24h 5",
            run=newcomers,
            right=RIGHT,
        ),
    ),
    buttons={"newcomers": press},
)
