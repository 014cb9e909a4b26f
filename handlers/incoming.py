"""Telegram's shapes become ours: where something happens, who speaks, and what a message holds."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import telegram
from telegram.constants import ChatMemberStatus, MessageOriginType

from bot.core.event import (
    Link,
    Media,
    MediaKind,
    Message,
    Person,
    Place,
    Replied,
    Sender,
    SenderKind,
)
from bot.core.formatting import Span
from bot.core.ids import ChatId, MessageId, UserId
from bot.features.settings.model import RIGHTS, Admin

ANONYMOUS_ADMIN_ID = 1087968824
CHANNEL_BOT_ID = 136817688
SERVICE_ID = 777000
STAND_INS = (SERVICE_ID, ANONYMOUS_ADMIN_ID, CHANNEL_BOT_ID)
"""Accounts of Telegram's own that stand for somebody else."""


# --- where it happens --------------------------------------------------------------------------------------------


def place(update: telegram.Update) -> Place | None:
    """The group an update comes from; None for private chats and channels."""
    chat, source, change = update.effective_chat, update.message, update.my_chat_member
    if chat is None or chat.type not in ("group", "supergroup"):
        return None
    was = source.migrate_from_chat_id if source is not None else None
    return Place(
        ChatId(chat.id),
        chat.title or "",
        str(chat.type),
        chat.username,
        bool(chat.is_forum),
        was=ChatId(was) if was is not None else None,
        by=UserId(change.from_user.id) if change is not None else None,
    )


# --- who speaks --------------------------------------------------------------------------------------------------


def person(user: telegram.User) -> Person:
    """An account."""
    return Person(UserId(user.id), user.first_name, user.last_name, user.username, user.language_code, user.is_bot)


def sender(message: telegram.Message) -> Sender:
    """Who is behind a message; the one place that knows Telegram's stand-in accounts."""
    chat, user = message.sender_chat, message.from_user
    if message.is_automatic_forward or (chat is not None and user is not None and user.id == SERVICE_ID):
        return Sender(SenderKind.LINKED_CHANNEL, chat.id if chat else SERVICE_ID, _title(chat))
    if chat is not None:
        if chat.id == message.chat_id:
            return Sender(SenderKind.ANONYMOUS_ADMIN, chat.id, message.author_signature or _title(chat))
        return Sender(SenderKind.FOREIGN_CHANNEL, chat.id, _title(chat))
    if user is None or user.id in STAND_INS:
        return Sender(SenderKind.SERVICE, user.id if user else 0, user.full_name if user else "")
    kind = SenderKind.BOT if user.is_bot else SenderKind.USER
    return Sender(kind, user.id, user.full_name, person(user))


def _title(chat: telegram.Chat | None) -> str:
    return (chat.title or chat.full_name or "") if chat else ""


# --- messages ----------------------------------------------------------------------------------------------------


def message(source: telegram.Message) -> Message:
    """A message of any kind."""
    entities = list(_entities(source))
    reply = source.reply_to_message
    return Message(
        chat_id=ChatId(source.chat_id),
        message_id=MessageId(source.message_id),
        sender=sender(source),
        date=source.date,
        text=source.text or source.caption or "",
        # The General topic has no number of its own: replies in it carry one that cannot be sent to.
        thread_id=source.message_thread_id if source.is_topic_message else None,
        edited_at=source.edit_date,
        reply=_replied(reply) if reply is not None and reply.forum_topic_created is None else None,
        media=_media(source),
        links=(*links(entities), *links(_quoted_entities(source))),
        mentions=tuple(person(e.user) for e, _ in entities if e.user is not None),
        mention_count=sum(e.type in ("mention", "text_mention") for e, _ in entities),
        forwarded_from=_origin(source.forward_origin),
        via_bot=source.via_bot.username if source.via_bot else None,
        album_id=source.media_group_id,
        quote=source.quote.text if source.quote else "",
        button_texts=tuple(_button_texts(source)),
        is_automatic_forward=bool(source.is_automatic_forward),
        extra_text=tuple(_extra_text(source)),
        origin_id=_origin_id(source),
        guest_of=_guest_of(source),
        quoted_from=_quoted_from(source),
        quoted_from_id=source.external_reply.chat.id if source.external_reply and source.external_reply.chat else None,
        is_story=source.story is not None,
        formatting=tuple(spans(entities)),
    )


def _replied(reply: telegram.Message) -> Replied:
    return Replied(
        MessageId(reply.message_id),
        sender(reply),
        reply.text or reply.caption or "",
        _media(reply),
        reply.date,
        tuple(spans(list(_entities(reply)))),
    )


def _entities(source: telegram.Message) -> Iterator[tuple[telegram.MessageEntity, str]]:
    yield from marked(source.text or "", source.entities)
    yield from marked(source.caption or "", source.caption_entities)


def _quoted_entities(source: telegram.Message) -> list[tuple[telegram.MessageEntity, str]]:
    """Those of words from another chat. Who quotes a message of this chat has not written it."""
    if source.quote is None or source.external_reply is None:
        return []
    return list(marked(source.quote.text, source.quote.entities or ()))


def marked(text: str, entities: Sequence[telegram.MessageEntity]) -> Iterator[tuple[telegram.MessageEntity, str]]:
    """Entities with what they cover. The client's own way to them raises when one cuts a character in two."""
    if entities:
        units = text.encode("utf-16-le", "surrogatepass")
        for entity in entities:
            covered = units[2 * entity.offset : 2 * (entity.offset + entity.length)]
            yield entity, covered.decode("utf-16-le", "ignore")


FOUND_BY_TELEGRAM = frozenset(
    ("url", "email", "phone_number", "mention", "hashtag", "cashtag", "bot_command", "bank_card_number")
)
"""Entities that come by themselves when the same words are sent again."""


def spans(entities: list[tuple[telegram.MessageEntity, str]]) -> Iterator[Span]:
    """How a text is formatted, of its entities and what they cover."""
    for entity, _ in entities:
        if entity.type not in FOUND_BY_TELEGRAM:
            who = str(entity.user.id) if entity.user is not None else None
            value = entity.url or who or entity.custom_emoji_id or entity.language or ""
            yield Span(entity.offset, entity.length, str(entity.type), value)


def links(entities: list[tuple[telegram.MessageEntity, str]]) -> Iterator[Link]:
    """The addresses in a text, of its entities and what they cover."""
    for entity, text in entities:
        if entity.type == "text_link" and entity.url:
            yield Link(entity.url, shown=text)
        elif entity.type in ("url", "email"):
            yield Link(text)


def _media(source: telegram.Message) -> Media | None:
    if source.photo:
        return Media(MediaKind.PHOTO, source.photo[-1].file_id)
    for kind in (
        MediaKind.ANIMATION,
        MediaKind.VIDEO,
        MediaKind.DOCUMENT,
        MediaKind.AUDIO,
        MediaKind.VOICE,
        MediaKind.VIDEO_NOTE,
    ):
        found: Any = getattr(source, kind.value)
        if found is not None:
            name, mime_type = (getattr(found, field, None) for field in ("file_name", "mime_type"))
            return Media(kind, found.file_id, name=name, mime_type=mime_type)
    if source.sticker is not None:
        return Media(MediaKind.STICKER, source.sticker.file_id, source.sticker.emoji)
    for kind in (MediaKind.POLL, MediaKind.CONTACT, MediaKind.LOCATION):
        if getattr(source, kind.value) is not None:
            return Media(kind)
    if source.story is not None or source.dice is not None or source.venue is not None or source.paid_media is not None:
        return Media(MediaKind.OTHER)
    return None


def _origin(origin: telegram.MessageOrigin | None) -> str | None:
    """The name of whoever wrote something first."""
    if origin is None:
        return None
    if origin.type == MessageOriginType.CHANNEL:
        return _title(origin.chat)  # type: ignore[attr-defined]
    if origin.type == MessageOriginType.CHAT:
        return _title(origin.sender_chat)  # type: ignore[attr-defined]
    if origin.type == MessageOriginType.USER:
        return str(origin.sender_user.full_name)  # type: ignore[attr-defined]
    return str(getattr(origin, "sender_user_name", ""))


def _origin_id(source: telegram.Message) -> int | None:
    origin: Any = source.forward_origin
    if origin is None:
        return None
    place = (
        getattr(origin, "chat", None) or getattr(origin, "sender_chat", None) or getattr(origin, "sender_user", None)
    )
    return None if place is None else int(place.id)


def _guest_of(source: telegram.Message) -> int | None:
    """Who called the guest bot that speaks."""
    caller = source.guest_bot_caller_user or source.guest_bot_caller_chat
    return None if caller is None else caller.id


def _quoted_from(source: telegram.Message) -> str | None:
    reply = source.external_reply
    if reply is None:
        return None
    return _title(reply.chat) if reply.chat is not None else _origin(reply.origin)


def _button_texts(source: telegram.Message) -> Iterator[str]:
    if source.reply_markup is None:
        return
    for row in source.reply_markup.inline_keyboard:
        for button in row:
            yield button.text
            if button.copy_text is not None:
                yield button.copy_text.text
            for opens in (button, button.web_app, button.login_url):
                if opens is not None and opens.url:
                    yield opens.url


def _extra_text(source: telegram.Message) -> Iterator[str]:
    if source.poll is not None:
        yield source.poll.question
        for option in source.poll.options:
            yield option.text
    if source.contact is not None:
        yield _card(source.contact)
    if source.venue is not None:
        yield f"{source.venue.title}\n{source.venue.address}"
    if source.checklist is not None:
        yield source.checklist.title
        for task in source.checklist.tasks:
            yield task.text
    if source.giveaway is not None and source.giveaway.prize_description:
        yield source.giveaway.prize_description
    if source.invoice is not None:
        yield f"{source.invoice.title}\n{source.invoice.description}"
    if source.external_reply is not None:
        if source.quote is not None:
            yield source.quote.text
        if source.external_reply.contact is not None:
            yield _card(source.external_reply.contact)
    rich = source.api_kwargs.get("rich_message")
    if rich is not None:
        yield from _strings(rich)


def _card(contact: telegram.Contact) -> str:
    return f"{contact.first_name} {contact.last_name or ''} {contact.phone_number}"


def _strings(value: Any, depth: int = 0) -> Iterator[str]:
    """Every text and address inside a rich message (Bot API 10.1), however nested."""
    if depth > 20:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item, depth + 1)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key != "type" and not key.endswith("id"):  # identifiers are long numbers, like those of cards
                yield from _strings(item, depth + 1)


# --- members -----------------------------------------------------------------------------------------------------

PRESENT = (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


def is_present(member: telegram.ChatMember) -> bool:
    """Whether this record is of somebody in the chat; a restricted person may be outside."""
    if isinstance(member, telegram.ChatMemberRestricted):
        return member.is_member
    return member.status in PRESENT


def rights_of(member: telegram.ChatMember) -> frozenset[str]:
    """Bot API names of an administrator's rights; the creator has all."""
    if isinstance(member, telegram.ChatMemberOwner):
        return frozenset((*RIGHTS, "can_promote_members", "can_manage_tags"))
    if not isinstance(member, telegram.ChatMemberAdministrator):
        return frozenset()
    names = (name for name in member.to_dict() if name.startswith("can_"))
    return frozenset(name for name in names if getattr(member, name, member.api_kwargs.get(name)))


def admin_of(member: telegram.ChatMember) -> Admin | None:
    """The administrator in a member record, or None."""
    if not isinstance(member, (telegram.ChatMemberOwner, telegram.ChatMemberAdministrator)):
        return None
    return Admin(
        user_id=UserId(member.user.id),
        name=member.user.full_name,
        username=member.user.username,
        is_creator=isinstance(member, telegram.ChatMemberOwner),
        is_bot=member.user.is_bot,
        is_anonymous=member.is_anonymous,
        rights=rights_of(member),
    )


def utc(instant: datetime) -> datetime:
    """The same instant in UTC."""
    return instant.astimezone(UTC)
