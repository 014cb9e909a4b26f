"""Making a digest: its facts are gathered, judged, and sent to each reader in their language."""

from datetime import datetime, timedelta
from typing import Final

import msgspec

from bot.core.effect import Buttons, Outcome, Repeat, SendMessage, SendPicture, encode_call
from bot.core.text import CAPTION_LIMIT, utf16_length
from bot.features.digest import rules
from bot.features.digest.model import Digest
from bot.features.settings.model import Group
from handlers.crisis.emerging import offer_terms
from handlers.crisis.praise import offer_praise
from handlers.desk import Desk
from handlers.digest.gathering import Wanted, facts_of
from handlers.digest.picture import picture_of
from handlers.digest.words import UNREAD, buttons_of, text_of, title_of

WANTED = "digest_wanted"
DRAWN = "digest_drawn"

DRAWN_WITHIN: Final = timedelta(minutes=10)
"""A picture that cannot be drawn for so long is given up; the text does without it."""


async def make(desk: Desk, body: bytes) -> None:
    """Gather the facts of a group, and send the digest to its readers."""
    wanted = msgspec.json.decode(body, type=Wanted)
    group = await desk.group(wanted.chat_id)
    if group is None:
        return
    readers = await desk.store.people.reachable(wanted.readers)
    if not readers:
        desk.store.troubles(group.chat_id).note(UNREAD, desk.now)
        return
    made = rules.make(await facts_of(desk, group, wanted))
    if wanted.due_at is not None:
        offer_terms(desk, group, readers, made.terms)
        await offer_praise(desk, group, readers)
    for reader in readers:
        language = desk.house.texts.match(reader.speaks) if reader.speaks else group.language
        _send(desk, reader.user_id, language, group, made, wanted.due_at)


def _send(desk: Desk, user_id: int, language: str, group: Group, made: Digest, due_at: datetime | None) -> None:
    """One message with picture and text where the text fits under a picture, else picture first, then the text."""
    text = text_of(desk, language, group, made, due_at)
    rows = buttons_of(desk, language, group, made)
    if made.is_silent:
        desk.send(user_id, text, rows, repeat=Repeat.WANTED)
        return
    buttons: Buttons = tuple(tuple(row) for row in rows)
    picture = msgspec.to_builtins(picture_of(desk, language, group, made))
    if utf16_length(text) <= CAPTION_LIMIT:
        # If it cannot be drawn, or not in time, the text is sent without it.
        instead = encode_call(SendMessage(user_id, text, buttons)).decode()
        desk.work.emit(
            SendPicture(user_id, picture, text, buttons),
            repeat=Repeat.WANTED,
            expires_at=desk.now + DRAWN_WITHIN,
            report=DRAWN,
            memo=instead,
        )
        return
    drawn = desk.work.emit(
        SendPicture(user_id, picture, title_of(desk, language, group, made)),
        repeat=Repeat.WANTED,
        expires_at=desk.now + DRAWN_WITHIN,
    )
    desk.send(user_id, text, rows, repeat=Repeat.WANTED, after=drawn)


async def drawn(desk: Desk, body: bytes) -> None:
    """A picture that was refused: its text is sent alone."""
    outcome = msgspec.json.decode(body, type=Outcome)
    if not outcome.accepted:
        desk.work.emit(msgspec.json.decode(outcome.memo, type=SendMessage), repeat=Repeat.WANTED)
