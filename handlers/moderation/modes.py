"""How strictly a group is judged, and whether anything is done about it."""

from dataclasses import dataclass

import msgspec

from bot.core.errors import NotPermitted, Refused
from bot.core.ids import chat_mailbox, mailbox_id
from bot.features.moderation.settings import Mode, ModerationSettings, Strictness
from bot.features.settings.model import Group
from handlers import access
from handlers.commands import Misused, Request, reply, spoken
from handlers.desk import Desk
from handlers.keyboards import Press, button

SET = "moderation_set"
MODES = {"observe": Mode.OBSERVE, "观察": Mode.OBSERVE, "guard": Mode.GUARD, "守护": Mode.GUARD}
STRICTNESSES = {
    "lenient": Strictness.LENIENT, "宽松": Strictness.LENIENT, "standard": Strictness.STANDARD,
    "标准": Strictness.STANDARD, "strict": Strictness.STRICT, "严格": Strictness.STRICT,
}  # fmt: skip
RIGHT_FOR_SETTINGS = "can_restrict_members"


# --- mode and strictness -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Setting:
    """A pressed setting, on its way to its group."""

    key: str
    value: str
    press: Press


async def mode(desk: Desk, request: Request, group: Group) -> None:
    """Observe or guard; without arguments what it is, with buttons."""
    value = MODES.get(request.args.strip().lower())
    if value is None and request.args:
        raise Misused()
    await _show_or_set(desk, request, group, "mode", value)


async def strict(desk: Desk, request: Request, group: Group) -> None:
    """Lenient, standard or strict; without arguments what it is, with buttons."""
    value = STRICTNESSES.get(request.args.strip().lower())
    if value is None and request.args:
        raise Misused()
    await _show_or_set(desk, request, group, "strictness", value)


async def _show_or_set(desk: Desk, request: Request, group: Group, key: str, value: Mode | Strictness | None) -> None:
    language = await spoken(desk, request, group)
    if value is not None:
        desk.store.groups.set_value(group, "moderation", key, value.value)
        await reply(desk, request, group, desk.say(language, f"{key}-set-{value.value}"))
        return
    current = str(getattr(group.settings(ModerationSettings), key))
    choices = [choice.value for choice in (Mode if key == "mode" else Strictness)]
    row = [
        button(desk.say(language, f"{key}-{choice}").plain(), "guard", key, choice, group.chat_id) for choice in choices
    ]
    await reply(desk, request, group, desk.say(language, f"{key}-is-{current}"), [row])


async def pressed(desk: Desk, press: Press) -> None:
    """A mode or strictness was chosen: the group's mailbox sets it."""
    key, value, chat_id = press.intent.verb, press.intent.arguments[0], press.intent.number(1)
    if key not in ("mode", "strictness"):
        raise ValueError(key)
    (Mode if key == "mode" else Strictness)(value)
    group = await desk.group(chat_id)
    if group is None:
        raise Refused("press-old")
    desk.work.forward(chat_mailbox(group.chat_id), SET, Setting(key, value, press))


async def chosen(desk: Desk, body: bytes) -> None:
    """Set what was pressed, for who may."""
    setting = msgspec.json.decode(body, type=Setting)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    press = setting.press
    desk.actor = press.presser
    language = await desk.language_of(press.presser.id, group.language) if press.chat_id > 0 else group.language
    group = await access.fresh(desk, group)
    try:
        access.require(group, press.presser.id, RIGHT_FOR_SETTINGS)
    except NotPermitted as error:
        right = desk.say(language, f"right-{error.right}")
        desk.answer(press, desk.say(language, "not-permitted", right=right), alert=True)
        return
    desk.store.groups.set_value(group, "moderation", setting.key, setting.value)
    text = desk.say(language, f"{setting.key}-set-{setting.value}")
    desk.answer(press, text)
    desk.send(press.chat_id, text, reply_to=press.message_id, thread_id=press.thread_id)
