"""Messages and facts for tables of pure rules."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.core.event import Message, Person, Sender, SenderKind
from bot.core.ids import ChatId, MessageId, UserId
from bot.features.members.model import Member, MemberStatus
from bot.features.moderation.facts import Before, Facts
from bot.features.moderation.model import Action, Word
from bot.features.moderation.settings import ModerationSettings
from bot.features.moderation.window import Heard
from bot.language.fold import fold
from bot.language.keywords import Keywords
from bot.language.reading import reader

NOON = datetime(2026, 12, 1, 4, 0, tzinfo=UTC)
SETTINGS = ModerationSettings()
AUTHOR = Person(UserId(77), "茶友")
REGULAR = Member(
    UserId(77),
    "茶友",
    None,
    MemberStatus.MEMBER,
    NOON - timedelta(days=90),
    joined_at=NOON - timedelta(days=90),
    messages=80,
)
NEWCOMER = replace(REGULAR, joined_at=NOON - timedelta(minutes=3), messages=0)
TRUSTED = replace(REGULAR, trusted=True)


def message(text: str = "", at: datetime = NOON, **more: Any) -> Message:
    """A message of an ordinary member."""
    sender = more.pop("sender", Sender(SenderKind.USER, AUTHOR.id, AUTHOR.name, AUTHOR))
    return Message(ChatId(-1001), MessageId(more.pop("message_id", 900)), sender, at, text, **more)


def heard(text: str, seconds_ago: float, number: int = 0, **more: Any) -> Heard:
    """Something the same member wrote before."""
    return Heard(number, AUTHOR.id, NOON - timedelta(seconds=seconds_ago), text, fold(text), 1, **more)


def facts(
    said: Message,
    *,
    member: Member | None = REGULAR,
    own: Iterable[Heard] = (),
    words: Iterable[tuple[str, Action]] = (),
    allowed: Iterable[str] = (),
    before: Before | None = None,
    others: Iterable[Heard] = (),
) -> Facts:
    """What is known besides the message."""
    forbidden = {fold(word): Word(word, fold(word), action) for word, action in words}
    more = (*said.button_texts, *said.extra_text)
    return Facts(
        folded=fold(said.text),
        member=member,
        own=list(own),
        words=Keywords(forbidden),
        allowed_domains=frozenset(allowed),
        own_names=frozenset(("weilu_bot", "weilucha")),
        own_chats=frozenset((-1001, -1002)),
        before=before,
        others=list(others),
        more=reader().read("\n".join(more)) if more else None,
    )
