"""The words a community watches: /watch, and the buttons of its list."""

from collections.abc import Mapping, Sequence

from bot.core.effect import EditMessage
from bot.core.errors import Refused
from bot.core.ids import community_mailbox, mailbox_id
from bot.core.text import MESSAGE_LIMIT, Markup, clip
from bot.features.crisis.model import Tier, WatchWord
from bot.features.settings.model import Group
from bot.language.fold import fold
from handlers.commands import Misused, NotListed, Request, reply
from handlers.crisis.scene import community
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button

WORD_PRESSED = "watch_pressed"
LONGEST_WORD = 64
MOST_WORDS = 500
MOST_BUTTONS = 60

TIERS: Mapping[str, Tier] = {
    "urgent": Tier.URGENT,
    "紧急": Tier.URGENT,
    "rate": Tier.RATE,
    "频次": Tier.RATE,
    "频率": Tier.RATE,
}


async def watch_command(desk: Desk, request: Request, group: Group) -> None:
    """Add, remove or show watch words; they belong to the community."""
    words = community(desk).watch_words
    watchlist = await words.all()
    language = await desk.language_of(request.asker.id, group.language)
    verb, _, rest = request.args.partition(" ")
    known = dict(watchlist.words)
    said: list[Markup] = []
    match verb.lower():
        case "add" | "添加" | "加":
            word, tier = _word_and_tier(rest)
            folded = fold(word)
            if not folded:
                raise Refused("watch-word-empty", word=word)
            if folded not in known and len(known) >= MOST_WORDS:
                raise Refused("watch-too-many", count=MOST_WORDS)
            words.add(folded, word, tier, request.asker.id, desk.now)
            said.append(desk.say(language, "watch-added", word=word, tier=tier.value))
        case "del" | "删除" | "删":
            folded = fold(rest)
            if not rest.strip():
                raise Misused
            if folded not in known:
                raise NotListed(rest.strip(), [each.word for each in known.values()])
            words.remove(folded)
            said.append(desk.say(language, "watch-removed", word=known[folded].word))
        case "" | "list" | "列表":
            text, rows = _list(desk, language, list(watchlist.words.values()))
            await reply(desk, request, group, text, rows, privately=True)
            return
        case _:
            raise Misused
    await reply(desk, request, group, Markup("\n").join(said), privately=True)


def _word_and_tier(typed: str) -> tuple[str, Tier]:
    """A word or phrase, and how to watch it if the last word says so.

    Raises:
        Misused: there is no word, or it is too long.
    """
    parts = typed.split()
    tier = TIERS.get(parts[-1].lower()) if len(parts) > 1 else None
    word = " ".join(parts[:-1] if tier is not None else parts)
    if not word or len(word) > LONGEST_WORD:
        raise Misused
    return word, tier or Tier.URGENT


def _list(desk: Desk, language: str, words: Sequence[WatchWord]) -> tuple[Markup, Rows]:
    """The words with a button to remove each, and how to change them."""
    say = desk.say
    lines = [Markup.bold(say(language, "watch-title", count=len(words))) if words else say(language, "watch-none")]
    lines += [say(language, "watch-line", word=word.word, tier=word.tier.value) for word in words]
    lines.append(say(language, "watch-how"))
    buttons = [button(f"✕ {word.word}", "watch", "del", word.id) for word in words[:MOST_BUTTONS]]
    return Markup("\n").join(lines), [buttons[at : at + 3] for at in range(0, len(buttons), 3)]


async def word_pressed(desk: Desk, press: Press) -> None:
    """A button of the list: the word's community decides."""
    community_id = await desk.store.desks.of_watch_word(press.intent.number())
    if community_id is None:
        raise Refused("press-old")
    desk.work.forward(community_mailbox(community_id), WORD_PRESSED, press)


async def word_removed(desk: Desk, press: Press) -> None:
    """Stop watching a word, if the presser runs a group of the community, and show what is left."""
    words = community(desk).watch_words
    known = list((await words.all()).words.values())
    language = await desk.language_of(press.presser.id)
    gone = next((word for word in known if word.id == press.intent.number()), None)
    if gone is None or press.intent.verb != "del":
        desk.answer(press, desk.say(language, "press-old"))
        return
    if not await _runs_community(desk, press.presser.id):
        desk.answer(press, desk.say(language, "press-not-yours"), alert=True)
        return
    words.remove(gone.folded)
    desk.answer(press, desk.say(language, "watch-removed", word=gone.word))
    if press.message_id is not None:
        text, rows = _list(desk, language, [word for word in known if word is not gone])
        buttons = tuple(tuple(row) for row in rows)
        desk.work.emit(EditMessage(press.chat_id, clip(text, MESSAGE_LIMIT), buttons, press.message_id))


async def _runs_community(desk: Desk, user_id: int) -> bool:
    for chat_id in await desk.store.groups.of_community(mailbox_id(desk.work.mailbox)):
        group = await desk.group(chat_id)
        if group is not None and group.is_admin(user_id):
            return True
    return False
