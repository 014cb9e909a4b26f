"""New words: what suddenly many people say is offered as a watch word, once a day with the digest."""

from collections.abc import Sequence

from bot.core.effect import Repeat
from bot.core.errors import Refused
from bot.core.ids import CommunityId, community_mailbox, mailbox_id
from bot.core.text import Markup
from bot.features.crisis.model import Tier
from bot.features.crisis.terms import Term
from bot.features.settings.model import Group
from bot.language.fold import fold
from handlers.crisis.scene import community
from handlers.desk import Desk
from handlers.keyboards import Press, button
from storage.people import Acquaintance

TERM_PRESSED = "term_pressed"
MOST_TERMS = 5
LONGEST = 36
"""Bytes of a term, so that a button can carry it."""


async def known_terms(desk: Desk, group: Group) -> set[str]:
    """Folded words that are watched or were refused, and need no offer."""
    store = desk.store.community(group.community_id)
    return {fold(word) for word in (await store.watch_words.all()).words} | await store.wording.refused()


def offered(terms: Sequence[Term]) -> list[tuple[str, int]]:
    """Those that a button can carry, with how many people used them."""
    fitting = (term for term in terms if len(term.text.encode()) <= LONGEST and ":" not in term.text)
    return [(term.text, term.people) for term in fitting][:MOST_TERMS]


def offer_terms(desk: Desk, group: Group, readers: Sequence[Acquaintance], terms: Sequence[tuple[str, int]]) -> None:
    """Show new terms with buttons to watch them or never to hear of them again."""
    if not terms:
        return
    for reader in readers:
        language = desk.house.texts.match(reader.speaks) if reader.speaks else group.language
        lines = [Markup.bold(desk.say(language, "terms-title", group=group.title))]
        lines += [desk.say(language, "terms-line", word=word, people=people) for word, people in terms]
        rows = [
            [
                button(
                    desk.say(language, "terms-watch", word=word).plain(),
                    "term",
                    "w",
                    group.community_id,
                    word,
                ),
                button(desk.say(language, "terms-never").plain(), "term", "n", group.community_id, word),
            ]
            for word, _ in terms
        ]
        desk.send(reader.user_id, Markup("\n").join(lines), rows, silent=True, repeat=Repeat.WANTED)


async def term_pressed(desk: Desk, press: Press) -> None:
    """A button below a term: its community decides."""
    desk.work.forward(community_mailbox(CommunityId(press.intent.number())), TERM_PRESSED, press)


async def decided(desk: Desk, press: Press) -> None:
    """Watch a term, or never offer it again."""
    language = await desk.language_of(press.presser.id)
    chats = await desk.store.groups.of_community(mailbox_id(desk.work.mailbox))
    groups = [group for chat in chats if (group := await desk.group(chat)) is not None]
    if not any(group.is_admin(press.presser.id) for group in groups):
        desk.answer(press, desk.say(language, "press-not-yours"), alert=True)
        return
    if len(press.intent.arguments) < 2:
        raise Refused("press-old")
    word = press.intent.arguments[1]
    if press.intent.verb == "w":
        community(desk).watch_words.add(fold(word), word, Tier.RATE, press.presser.id, desk.now)
        desk.answer(press, desk.say(language, "watch-added", word=word, tier=Tier.RATE.value))
    else:
        community(desk).wording.refuse(fold(word), desk.now)
        desk.answer(press, desk.say(language, "terms-refused", word=word))
