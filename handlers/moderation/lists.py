"""What a community forbids and allows, and how strictly a group is judged."""

from dataclasses import dataclass

import msgspec

from bot.core.errors import NotPermitted, Refused
from bot.core.ids import chat_mailbox, mailbox_id
from bot.core.text import Markup
from bot.features.moderation.model import Action, Word
from bot.features.moderation.settings import Mode, ModerationSettings, Strictness
from bot.features.settings.model import Group
from bot.language.fold import fold, squeeze
from bot.language.links import find_links
from handlers import access
from handlers.commands import Misused, Request, reply
from handlers.desk import Desk
from handlers.keyboards import Press, button

SET = "moderation_set"
LONGEST_WORD = 128
SHOWN_WORDS = 200
ACTIONS = {
    "delete": Action.DELETE, "删除": Action.DELETE, "warn": Action.WARN, "警告": Action.WARN,
    "mute": Action.MUTE, "禁言": Action.MUTE, "ban": Action.BAN, "封禁": Action.BAN,
}  # fmt: skip
MODES = {"observe": Mode.OBSERVE, "观察": Mode.OBSERVE, "guard": Mode.GUARD, "守护": Mode.GUARD}
STRICTNESSES = {
    "lenient": Strictness.LENIENT, "宽松": Strictness.LENIENT, "standard": Strictness.STANDARD,
    "标准": Strictness.STANDARD, "strict": Strictness.STRICT, "严格": Strictness.STRICT,
}  # fmt: skip
VERBS = {"add": "add", "加": "add", "添加": "add", "del": "del", "delete": "del", "删": "del", "删除": "del",
         "list": "list", "列表": "list"}  # fmt: skip
RIGHT_FOR_SETTINGS = "can_restrict_members"


# --- words -------------------------------------------------------------------------------------------------------


async def word(desk: Desk, request: Request, group: Group) -> None:
    """Forbid a word, allow it again, or show them all; in the community's mailbox."""
    verb, _, rest = request.args.partition(" ")
    match VERBS.get(verb.lower(), "list" if not verb else ""):
        case "add":
            await _add_word(desk, request, group, rest.strip())
        case "del":
            await _drop_word(desk, request, group, rest.strip())
        case "list":
            await _list_words(desk, request, group)
        case _:
            raise Misused()


async def _add_word(desk: Desk, request: Request, group: Group, typed: str) -> None:
    """The last part is the order if it is one: ``加 V 信 ban``."""
    first, _, last = typed.rpartition(" ")
    action = ACTIONS.get(last.lower()) if first.strip() else None
    said = first.strip() if action is not None else typed
    folded = fold(said)
    if not said:
        raise Misused()
    if not squeeze(said) or len(folded) > LONGEST_WORD:
        raise Refused("word-unusable", word=said[:60])
    action = action or Action.DELETE
    desk.store.community(group.community_id).words.add(Word(said, folded, action), by=request.asker.id, at=desk.now)
    language = await desk.language_of(request.asker.id, group.language)
    what = desk.say(language, f"action-{action.word}")
    await reply(desk, request, group, desk.say(language, "word-added", word=said, action=what), privately=True)


async def _drop_word(desk: Desk, request: Request, group: Group, said: str) -> None:
    if not said:
        raise Misused()
    words = desk.store.community(group.community_id).words
    folded = fold(said)
    if folded not in {known.folded for known in await words.all()}:
        raise Refused("word-unknown", word=said[:60])
    words.drop(folded)
    language = await desk.language_of(request.asker.id, group.language)
    await reply(desk, request, group, desk.say(language, "word-dropped", word=said), privately=True)


async def _list_words(desk: Desk, request: Request, group: Group) -> None:
    language = await desk.language_of(request.asker.id, group.language)
    words = await desk.store.community(group.community_id).words.all()
    if not words:
        await reply(desk, request, group, desk.say(language, "word-none"), privately=True)
        return
    lines = [Markup.bold(desk.say(language, "word-title", count=len(words)))]
    lines += [
        desk.say(language, "word-line", word=w.word, action=desk.say(language, f"action-{w.action.word}"))
        for w in words[:SHOWN_WORDS]
    ]
    if len(words) > SHOWN_WORDS:
        lines.append(desk.say(language, "word-more", count=len(words) - SHOWN_WORDS))
    lines.append(desk.say(language, "word-how"))
    await reply(desk, request, group, Markup("\n").join(lines), privately=True)


# --- domains -----------------------------------------------------------------------------------------------------


async def allow(desk: Desk, request: Request, group: Group) -> None:
    """Let links to a domain pass; without arguments the list."""
    domains = desk.store.community(group.community_id).domains
    language = await _language(desk, request, group)
    if not request.args:
        found = await domains.all()
        names = desk.say(language, "list-separator").join(Markup.code(name) for name in found)
        text = desk.say(language, "domains-list", domains=names) if found else desk.say(language, "domains-none")
        await reply(desk, request, group, text)
        return
    name = _domain(request.args)
    domains.add(name, by=request.asker.id, at=desk.now)
    await reply(desk, request, group, desk.say(language, "domain-allowed", domain=name))


async def disallow(desk: Desk, request: Request, group: Group) -> None:
    """Judge links to a domain like any other again."""
    if not request.args:
        raise Misused()
    domains = desk.store.community(group.community_id).domains
    name = _domain(request.args)
    if name not in await domains.all():
        raise Refused("domain-unknown", domain=name)
    domains.drop(name)
    await reply(desk, request, group, desk.say(await _language(desk, request, group), "domain-disallowed", domain=name))


def _domain(typed: str) -> str:
    """The domain in what was typed: a name, or any address there."""
    found = find_links(typed.strip())
    host = found[0].host if found else typed.strip().lower()
    host = host.removeprefix("www.").strip(".")
    if "." not in host or any(c.isspace() or c in "/@:" for c in host) or len(host) > 255:
        raise Misused()
    return host


async def _language(desk: Desk, request: Request, group: Group) -> str:
    return await desk.language_of(request.asker.id, group.language) if request.in_private else group.language


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
    language = await _language(desk, request, group)
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
