"""What a community forbids and allows: words and domains."""

from collections.abc import Sequence
from hashlib import sha256

from bot.core.effect import EditMessage
from bot.core.errors import Refused
from bot.core.text import Markup
from bot.features.moderation.model import Action, Word
from bot.features.settings.model import Group
from bot.language.fold import fold, squeeze
from bot.language.links import find_links
from handlers import access
from handlers.commands import Misused, NotListed, Request, reply, spoken
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button

LONGEST_WORD = 128
ON_A_PAGE = 20
BUTTONS_A_ROW = 2
LONGEST_LABEL = 24
ACTIONS = {
    "delete": Action.DELETE, "删除": Action.DELETE, "warn": Action.WARN, "警告": Action.WARN,
    "mute": Action.MUTE, "禁言": Action.MUTE, "ban": Action.BAN, "封禁": Action.BAN,
}  # fmt: skip
VERBS = {"add": "add", "加": "add", "添加": "add", "del": "del", "delete": "del", "删": "del", "删除": "del",
         "list": "list", "列表": "list"}  # fmt: skip


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
    listed = {known.folded: known.word for known in await words.all()}
    if folded not in listed:
        raise NotListed(said, listed.values())
    words.drop(folded)
    language = await desk.language_of(request.asker.id, group.language)
    await reply(desk, request, group, desk.say(language, "word-dropped", word=said), privately=True)


async def _list_words(desk: Desk, request: Request, group: Group) -> None:
    language = await desk.language_of(request.asker.id, group.language)
    words = await desk.store.community(group.community_id).words.all()
    text, buttons = _page(desk, group, words, 0, language)
    await reply(desk, request, group, text, buttons, privately=True)


def _page(desk: Desk, group: Group, words: Sequence[Word], first: int, language: str) -> tuple[Markup, Rows]:
    """Some words, each with a button that takes it off the list."""
    if not words:
        return desk.say(language, "word-none"), []
    first = min(max(first, 0), (len(words) - 1) // ON_A_PAGE * ON_A_PAGE)
    shown = words[first : first + ON_A_PAGE]
    lines = [Markup.bold(desk.say(language, "word-title", count=len(words)))]
    lines += [
        desk.say(language, "word-line", word=w.word, action=desk.say(language, f"action-{w.action.word}"))
        for w in shown
    ]
    lines.append(desk.say(language, "word-how"))
    rows = [
        [
            button(f"✖ {w.word}"[:LONGEST_LABEL], "word", "del", group.chat_id, first, _mark(w))
            for w in shown[start : start + BUTTONS_A_ROW]
        ]
        for start in range(0, len(shown), BUTTONS_A_ROW)
    ]
    turns = [
        button(sign, "word", "page", group.chat_id, page)
        for sign, page in (("◀", first - ON_A_PAGE), ("▶", first + ON_A_PAGE))
        if 0 <= page < len(words)
    ]
    return Markup("\n").join(lines), [*rows, turns] if turns else rows


def _mark(word: Word) -> str:
    """A short name of a word for a button: words have no number, and may be longer than a button carries."""
    return sha256(word.folded.encode()).hexdigest()[:12]


async def pressed(desk: Desk, press: Press) -> None:
    """Turn a page, or take a word off; in the community's mailbox."""
    group = await desk.group(press.intent.number())
    if group is None or press.intent.verb not in ("del", "page"):
        raise Refused("press-old")
    if desk.work.mailbox != group.community_mailbox:
        desk.work.forward(group.community_mailbox, access.PRESS, press)
        return
    group = await access.fresh(desk, group)
    access.require(group, press.presser.id, "can_delete_messages")
    words = desk.store.community(group.community_id).words
    known = await words.all()
    language = await desk.language_of(press.presser.id, group.language)
    gone = None
    if press.intent.verb == "del":
        gone = next((word for word in known if _mark(word) == press.intent.arguments[2]), None)
        if gone is None:
            raise Refused("press-old")
        words.drop(gone.folded)
        known = [word for word in known if word is not gone]
    text, buttons = _page(desk, group, known, press.intent.number(1), language)
    desk.work.emit(EditMessage(press.chat_id, text, tuple(tuple(row) for row in buttons), message_id=press.message_id))
    desk.answer(press, desk.say(language, "word-dropped", word=gone.word) if gone is not None else None)


# --- domains -----------------------------------------------------------------------------------------------------


async def allow(desk: Desk, request: Request, group: Group) -> None:
    """Let links to a domain pass; without arguments the list."""
    domains = desk.store.community(group.community_id).domains
    language = await spoken(desk, request, group)
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
    await reply(desk, request, group, desk.say(await spoken(desk, request, group), "domain-disallowed", domain=name))


def _domain(typed: str) -> str:
    """The domain in what was typed: a name, or any address there."""
    found = find_links(typed.strip())
    host = found[0].host if found else typed.strip().lower()
    host = host.removeprefix("www.").strip(".")
    if "." not in host or any(c.isspace() or c in "/@:" for c in host) or len(host) > 255:
        raise Misused()
    return host
