"""House rules: /setrules, /rules with a button to confirm, and a reminder in the group from time to time."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import msgspec

from bot.core.effect import Button, EditMessage
from bot.core.errors import Refused
from bot.core.event import Message, Person
from bot.core.ids import UserId, mailbox_id
from bot.core.text import Markup, utf16_length
from bot.features.house_rules.model import HouseRules
from bot.features.house_rules.rules import LONGEST, Reminding, is_due, read_reminding
from bot.features.house_rules.settings import HouseRulesSettings
from bot.features.quiet.rules import free_from
from bot.features.quiet.settings import QuietSettings
from bot.features.settings.model import Group
from handlers import access, notices
from handlers.commands import Audience, Command, Request, reply, spoken
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button
from handlers.routes import Hears, Phase, Routes

RIGHT = "can_change_info"
WANTED = "rules_wanted"
NOTICE = "rules"
"""The kind of notice that announces new rules and reminds of them: one of them stands in the group."""

WAY_SHOWN = timedelta(minutes=10)
"""How long the way to the private chat stands in the group for somebody who asked for the rules there."""

OFF = ("off", "关", "关闭")
REMIND = ("remind", "提醒")
OFFERED = (Reminding(days=7), Reminding(days=30), Reminding(messages=300), Reminding())


# --- reading and confirming --------------------------------------------------------------------------------------


class Reader(msgspec.Struct, frozen=True):
    """Who wants to read a group's rules in private."""

    user_id: int


async def rules(desk: Desk, request: Request, group: Group) -> None:
    """The rules, in private; who has not opened the private chat is shown the way."""
    current = await desk.store.chat(group.chat_id).rules.current()
    if current is None:
        await reply(desk, request, group, desk.say(await spoken(desk, request, group), "rules-none", group=group.title))
        return
    if not request.in_private and not await desk.store.people.reachable([request.asker.id]):
        text = desk.say(group.language, "rules-in-private", name=Markup.mention(request.asker.id, request.asker.name))
        rows = _door(desk, group)
        await notices.put_up(
            desk, group, "rules_link", text, rows, until=desk.now + WAY_SHOWN, thread_id=request.message.thread_id
        )
        return
    await _show(desk, group, current, request.asker.id)


async def followed(desk: Desk, reader: Person, rest: str) -> None:
    """Somebody came from the group by the link; the group's mailbox knows the rules."""
    group = await desk.group(int(rest)) if rest.removeprefix("-").isdecimal() else None
    if group is None:
        desk.send(reader.id, desk.say(await desk.language_of(reader.id), "rules-unknown-group"))
        return
    desk.work.forward(group.mailbox, WANTED, Reader(reader.id))


async def wanted(desk: Desk, body: bytes) -> None:
    """The rules for somebody who followed the link."""
    reader = msgspec.json.decode(body, type=Reader)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    current = await desk.store.chat(group.chat_id).rules.current()
    if current is not None:
        await _show(desk, group, current, reader.user_id)
        return
    language = await desk.language_of(reader.user_id, group.language)
    desk.send(reader.user_id, desk.say(language, "rules-none", group=group.title))


async def _show(desk: Desk, group: Group, current: HouseRules, reader: int) -> None:
    language = await desk.language_of(reader, group.language)
    known = await desk.store.chat(group.chat_id).rules.has_confirmed(current.version, reader)
    text = _text(desk, group, language, current, confirmed=known)
    desk.send(reader, text, () if known else _confirm(desk, group, language, current))


def _text(desk: Desk, group: Group, language: str, current: HouseRules, *, confirmed: bool) -> Markup:
    title = desk.say(language, "rules-title", group=group.title, version=str(current.version))
    end = desk.say(language, "rules-confirmed" if confirmed else "rules-please-confirm")
    return Markup("\n\n").join([Markup.bold(title), current.text, end])


def _confirm(desk: Desk, group: Group, language: str, current: HouseRules) -> Rows:
    label = desk.say(language, "rules-confirm-button").plain()
    return [[button(label, "rules", "ok", group.chat_id, current.version)]]


async def press(desk: Desk, press: Press) -> None:
    """A reader confirms, or an administrator chooses how often to remind."""
    if press.intent.verb == "ok":
        await _confirmed(desk, press)
    else:
        await _reminding_pressed(desk, press)


async def _confirmed(desk: Desk, press: Press) -> None:
    """Somebody has read a version; if there is a newer one, that is shown instead."""
    group = await desk.group(press.intent.number())
    if group is None:
        raise Refused("press-old")
    if desk.work.mailbox != group.mailbox:
        desk.work.forward(group.mailbox, access.PRESS, press)
        return
    reader, store = press.presser.id, desk.store.chat(group.chat_id).rules
    current = await store.current()
    language = await desk.language_of(reader, group.language)
    if current is None:
        raise Refused("rules-none", group=group.title)
    is_last = press.intent.number(1) == current.version
    text = _text(desk, group, language, current, confirmed=is_last)
    rows = () if is_last else _confirm(desk, group, language, current)
    if press.message_id is not None:
        frozen = tuple(tuple(row) for row in rows)
        desk.work.emit(EditMessage(press.chat_id, text, frozen, message_id=press.message_id))
    if not is_last:
        desk.answer(press, desk.say(language, "rules-changed-meanwhile"), alert=True)
        return
    store.confirm(current.version, reader, desk.now)
    desk.answer(press, desk.say(language, "rules-thanks"))


# --- reminding ---------------------------------------------------------------------------------------------------


async def count(desk: Desk, group: Group, message: Message) -> None:
    """Count a message, and remind of the rules when it is time; a silent group is left in peace."""
    settings = group.settings(HouseRulesSettings)
    if not settings.remind_days and not settings.remind_messages:
        return
    last = await desk.store.chat(group.chat_id).notices.last(NOTICE)
    pace = await desk.store.chat(group.chat_id).rules.pace(last.at if last is not None else None)
    pace.messages += 1
    if not is_due(settings, pace, message.date) or desk.now - message.date > notices.PATIENCE:
        return
    rest = group.settings(QuietSettings)
    if free_from((rest.quiet, rest.work), ZoneInfo(group.timezone), desk.now) > desk.now:
        return
    pace.reminded_at, pace.messages = desk.now, 0
    await notices.put_up(desk, group, NOTICE, desk.say(group.language, "rules-reminder"), _door(desk, group))


def _door(desk: Desk, group: Group) -> Rows:
    """The button in the group that leads to the rules."""
    label = desk.say(group.language, "rules-read-button").plain()
    return [[Button(label, url=desk.bot.start_link(f"rules_{group.chat_id}"))]]


# --- /setrules ---------------------------------------------------------------------------------------------------


async def setrules(desk: Desk, request: Request, group: Group) -> None:
    """Show the rules and how many have read them, set a new version, give them up, or set the reminder."""
    language, typed = await spoken(desk, request, group), request.args.strip()
    word, _, rest = typed.partition(" ")
    reminding = read_reminding(rest) if word.casefold() in REMIND else None
    if reminding is not None:
        group = _keep(desk, group, reminding)
        await reply(desk, request, group, _rhythm(desk, group, language))
    elif typed.casefold() in OFF:
        await _set(desk, request, group, Markup(""))
        await reply(desk, request, group, desk.say(language, "rules-given-up"))
    elif text := _typed(request):
        if utf16_length(text) > LONGEST:
            raise Refused("rules-too-long", longest=LONGEST)
        version = await _set(desk, request, group, text)
        await reply(desk, request, group, desk.say(language, "rules-set", version=str(version)))
    else:
        await reply(desk, request, group, *await _state(desk, group, language))


def _typed(request: Request) -> Markup:
    """The rules with their formatting: what stands behind the command, else the message it replies to."""
    typed, answered = request.args.strip(), request.message.reply
    if typed:
        return request.message.formatted_end(typed)
    return answered.markup if answered is not None else Markup("")


async def _set(desk: Desk, request: Request, group: Group, text: Markup) -> int:
    """Keep a new version and let the group know; returns its number."""
    store = desk.store.chat(group.chat_id).rules
    last = await store.last()
    version = last.version + 1 if last is not None else 1
    if text:
        said = desk.say(group.language, "rules-new", version=str(version))
        await notices.put_up(desk, group, NOTICE, said, _door(desk, group))
    else:
        await notices.take_down(desk, group, NOTICE)
    store.add(HouseRules(version, text, UserId(request.asker.id), desk.now))
    return version


def _keep(desk: Desk, group: Group, reminding: Reminding) -> Group:
    feature = HouseRulesSettings.feature
    group = desk.store.groups.set_value(group, feature, "remind_days", reminding.days)
    return desk.store.groups.set_value(group, feature, "remind_messages", reminding.messages)


async def _state(desk: Desk, group: Group, language: str) -> tuple[Markup, Rows]:
    """The rules, who has read them, and buttons for the reminder."""
    store, say = desk.store.chat(group.chat_id), desk.say
    current = await store.rules.current()
    if current is None:
        return say(language, "rules-state-none"), ()
    title = say(language, "rules-title", group=group.title, version=str(current.version))
    confirmed, present = await store.rules.confirmed(current.version), await store.members.present()
    lines = [
        Markup.bold(title),
        Markup.quote(current.text, expandable=True),
        say(language, "rules-state", confirmed=confirmed, present=present),
        _rhythm(desk, group, language),
        say(language, "rules-hint"),
    ]
    settings = group.settings(HouseRulesSettings)
    now = Reminding(settings.remind_days, settings.remind_messages)
    row = [
        button(_label(desk, language, each), "rules", "remind", group.chat_id, each.days, each.messages)
        for each in OFFERED
        if each != now
    ]
    return Markup("\n").join(lines), [row[:2], row[2:]]


def _label(desk: Desk, language: str, reminding: Reminding) -> str:
    if reminding.days:
        return desk.say(language, "rules-remind-days-button", days=reminding.days).plain()
    if reminding.messages:
        return desk.say(language, "rules-remind-messages-button", messages=reminding.messages).plain()
    return desk.say(language, "rules-remind-never-button").plain()


def _rhythm(desk: Desk, group: Group, language: str) -> Markup:
    """How often the group is reminded, as a sentence."""
    settings = group.settings(HouseRulesSettings)
    if settings.remind_days and settings.remind_messages:
        return desk.say(language, "rules-remind-both", days=settings.remind_days, messages=settings.remind_messages)
    if settings.remind_days:
        return desk.say(language, "rules-remind-days", days=settings.remind_days)
    if settings.remind_messages:
        return desk.say(language, "rules-remind-messages", messages=settings.remind_messages)
    return desk.say(language, "rules-remind-never")


async def _reminding_pressed(desk: Desk, press: Press) -> None:
    group = await access.pressed(desk, press, RIGHT)
    if group is None:
        return
    reminding = Reminding(press.intent.number(1), press.intent.number(2))
    if reminding not in OFFERED:
        raise ValueError("no button offers that")
    language = await desk.language_of(press.presser.id, group.language) if press.chat_id > 0 else group.language
    group = _keep(desk, group, reminding)
    desk.answer(press, _rhythm(desk, group, language))
    text, rows = await _state(desk, group, language)
    if press.message_id is not None:
        frozen = tuple(tuple(row) for row in rows)
        desk.work.emit(EditMessage(press.chat_id, text, frozen, message_id=press.message_id))


ROUTES = Routes(
    spoken=(Hears(Phase.COUNTING, count),),
    commands=(
        Command("rules", Audience.MEMBER, "/rules", "/rules", run=rules, keywords=("群规",)),
        Command(
            "setrules",
            Audience.ADMIN,
            "/setrules TEXT | remind 7d|300|off | off",
            "/setrules 一、友善待人。二、不发广告。",
            run=setrules,
            right=RIGHT,
        ),
    ),
    buttons={"rules": press},
    events={WANTED: wanted},
    links={"rules": followed},
)
