"""New words: what suddenly many people say is offered as a watch word, once a day with the digest."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

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
EARLIER = timedelta(days=7)
MOST_TEXTS = 8_000
MOST_TERMS = 5
LONGEST = 36
"""Bytes of a term, so that a button can carry it."""


async def new_terms(desk: Desk, group: Group, starts: datetime) -> list[Term]:
    """The terms that emerged since ``starts``, without those that are watched or were refused."""
    store = desk.store.community(group.community_id)
    known = {fold(word) for word in (await store.watch_words.all()).words} | await store.wording.refused()
    history = desk.store.chat(group.chat_id).history
    now = await history.said(starts, desk.now, MOST_TEXTS)
    earlier = await history.said(starts - EARLIER, starts, MOST_TEXTS)
    found = await desk.house.topics.terms(now, earlier, known)
    return [term for term in found if len(term.text.encode()) <= LONGEST and ":" not in term.text][:MOST_TERMS]


def offer_terms(desk: Desk, group: Group, readers: Sequence[Acquaintance], terms: Sequence[Term]) -> None:
    """Show new terms with buttons to watch them or never to hear of them again."""
    if not terms:
        return
    for reader in readers:
        language = desk.house.texts.match(reader.speaks) if reader.speaks else group.language
        lines = [Markup.bold(desk.say(language, "terms-title", group=group.title))]
        lines += [desk.say(language, "terms-line", word=term.text, people=term.people) for term in terms]
        rows = [
            [
                button(
                    desk.say(language, "terms-watch", word=term.text).plain(),
                    "term",
                    "w",
                    group.community_id,
                    term.text,
                ),
                button(desk.say(language, "terms-never").plain(), "term", "n", group.community_id, term.text),
            ]
            for term in terms
        ]
        desk.send(reader.user_id, Markup("\n").join(lines), rows, silent=True, repeat=Repeat.WANTED)


async def term_pressed(desk: Desk, press: Press) -> None:
    """A button below a term: its community decides."""
    desk.work.forward(community_mailbox(CommunityId(press.intent.number())), TERM_PRESSED, press)


async def decided(desk: Desk, body: bytes) -> None:
    """Watch a term, or never offer it again."""
    press = msgspec.json.decode(body, type=Press)
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
