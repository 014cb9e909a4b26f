"""/quiet and /worktime: what they are, and changing them."""

from bot.core.effect import Button, EditMessage
from bot.core.errors import Refused
from bot.core.text import Markup
from bot.features.quiet.model import DayKind, Mode
from bot.features.quiet.rules import Draft, read_hours
from bot.features.quiet.settings import QuietSettings
from bot.features.settings.model import Group
from handlers import access
from handlers.commands import Misused, Request, reply, spoken
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button
from handlers.quiet.locks import reconcile
from handlers.quiet.wording import calendar_note

RIGHT = "can_change_info"
LOCKING = "can_restrict_members"
"""The right that a lock takes, of the bot and of who asks for it."""
OFF = ("off", "关", "关闭", "取消")
FEATURE = QuietSettings.feature
OFFERED_QUIET = Draft("22:00-08:00", DayKind.DAILY, Mode.SOFT)
OFFERED_WORK = Draft("09:00-18:00", DayKind.WORKDAYS)


async def quiet(desk: Desk, request: Request, group: Group) -> None:
    """Show the quiet hours, set them, or have none."""
    language, typed = await spoken(desk, request, group), request.args.strip()
    if typed.casefold() in OFF:
        group = await _set_quiet(desk, group, request.asker.id, None)
    elif typed:
        group = await _set_quiet(desk, group, request.asker.id, read_hours(typed))
    await reply(desk, request, group, *_quiet_state(desk, group, language))


async def worktime(desk: Desk, request: Request, group: Group) -> None:
    """Show the working hours, set them, or have none."""
    language, typed = await spoken(desk, request, group), request.args.strip()
    if typed.casefold() in OFF:
        group = _set_work(desk, group, None)
    elif typed:
        draft = read_hours(typed)
        if draft.mode is not None:
            raise Misused
        group = _set_work(desk, group, draft)
    await reply(desk, request, group, *_work_state(desk, group, language))


async def press(desk: Desk, press: Press) -> None:
    """A button under the state."""
    group = await access.pressed(desk, press, RIGHT)
    if group is None:
        return
    asker, settings = press.presser.id, group.settings(QuietSettings)
    language = await desk.language_of(asker, group.language) if press.chat_id > 0 else group.language
    match press.intent.verb:
        case "off":
            group = await _set_quiet(desk, group, asker, None)
        case "offered":
            group = await _set_quiet(desk, group, asker, OFFERED_QUIET)
        case "mode":
            draft = Draft(settings.hours or OFFERED_QUIET.hours, settings.days, Mode(press.intent.arguments[1]))
            group = await _set_quiet(desk, group, asker, draft)
        case "work_off":
            group = _set_work(desk, group, None)
        case "work_offered":
            group = _set_work(desk, group, OFFERED_WORK)
        case _:
            raise ValueError("no such button")
    about_work = press.intent.verb.startswith("work")
    text, rows = (_work_state if about_work else _quiet_state)(desk, group, language)
    if press.message_id is not None:
        frozen = tuple(tuple(row) for row in rows)
        desk.work.emit(EditMessage(press.chat_id, text, frozen, message_id=press.message_id))
    desk.answer(press, desk.say(language, "quiet-saved"))


async def _set_quiet(desk: Desk, group: Group, asker: int, draft: Draft | None) -> Group:
    """The group with these quiet hours, which hold from now on."""
    groups = desk.store.groups
    if draft is None:
        group = groups.set_value(group, FEATURE, "hours", None)
    else:
        mode = draft.mode or Mode.SOFT
        if mode is Mode.LOCK:
            access.require(group, asker, LOCKING)
            if not group.can(LOCKING):
                raise Refused("quiet-lock-needs-right")
        group = groups.set_value(group, FEATURE, "hours", draft.hours)
        group = groups.set_value(group, FEATURE, "days", (draft.days or DayKind.DAILY).value)
        group = groups.set_value(group, FEATURE, "mode", mode.value)
    await reconcile(desk, group)
    return group


def _set_work(desk: Desk, group: Group, draft: Draft | None) -> Group:
    groups = desk.store.groups
    if draft is None:
        return groups.set_value(group, FEATURE, "work_hours", None)
    group = groups.set_value(group, FEATURE, "work_hours", draft.hours)
    return groups.set_value(group, FEATURE, "work_days", (draft.days or DayKind.WORKDAYS).value)


def _quiet_state(desk: Desk, group: Group, language: str) -> tuple[Markup, Rows]:
    settings, say = group.settings(QuietSettings), desk.say
    hours = settings.quiet
    if hours is None:
        offer = _button(desk, group, language, "offered")
        return Markup("\n").join([say(language, "quiet-state-off"), say(language, "quiet-hint")]), [[offer]]
    days = say(language, f"quiet-days-{hours.days}")
    lines = [
        say(language, "quiet-state", days=days, hours=str(hours.window), zone=group.timezone),
        say(language, f"quiet-mode-{settings.mode}"),
        *calendar_note(desk, group, language, hours),
        say(language, "quiet-hint"),
    ]
    other = Mode.LOCK if settings.mode is Mode.SOFT else Mode.SOFT
    change = button(say(language, f"quiet-button-{other}").plain(), "quiet", "mode", group.chat_id, other.value)
    return Markup("\n").join(lines), [[change], [_button(desk, group, language, "off")]]


def _work_state(desk: Desk, group: Group, language: str) -> tuple[Markup, Rows]:
    settings, say = group.settings(QuietSettings), desk.say
    hours = settings.work
    if hours is None:
        lines = [say(language, "work-state-off"), say(language, "work-hint")]
        return Markup("\n").join(lines), [[_button(desk, group, language, "work_offered")]]
    days = say(language, f"quiet-days-{hours.days}")
    lines = [
        say(language, "work-state", days=days, hours=str(hours.window), zone=group.timezone),
        say(language, "work-means", messages=settings.work_messages),
        *calendar_note(desk, group, language, hours),
        say(language, "work-hint"),
    ]
    return Markup("\n").join(lines), [[_button(desk, group, language, "work_off")]]


def _button(desk: Desk, group: Group, language: str, verb: str) -> Button:
    label = desk.say(language, f"quiet-button-{verb.replace('_', '-')}").plain()
    return button(label, "quiet", verb, group.chat_id)
