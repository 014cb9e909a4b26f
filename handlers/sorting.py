"""Which mailbox an update belongs to, read from raw JSON without building the client's objects."""

import re

import msgspec

from bot.core.event import UPDATE, Incoming, Source
from bot.core.ids import Mailbox, chat_mailbox

NOBODY = chat_mailbox(0)
"""The mailbox of updates that belong to no chat."""

ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "channel_post",
    "callback_query",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "message_reaction",
    "poll",
    "poll_answer",
)


class _Id(msgspec.Struct):
    id: int


class _InChat(msgspec.Struct):
    chat: _Id


class _Press(msgspec.Struct, rename={"sender": "from"}):
    sender: _Id
    message: _InChat | None = None


class _Peek(msgspec.Struct):
    update_id: int
    message: _InChat | None = None
    edited_message: _InChat | None = None
    channel_post: _InChat | None = None
    edited_channel_post: _InChat | None = None
    my_chat_member: _InChat | None = None
    chat_member: _InChat | None = None
    chat_join_request: _InChat | None = None
    message_reaction: _InChat | None = None
    message_reaction_count: _InChat | None = None
    callback_query: _Press | None = None


_peek = msgspec.json.Decoder(_Peek)
_update_id = re.compile(rb'"update_id"\s*:\s*"?(\d{1,18})"?\s*[,}]')


def incoming(raw: bytes) -> tuple[int, Incoming]:
    """The update's id and its inbox row. An update of unknown shape goes to `NOBODY` rather than being lost.

    Raises:
        msgspec.DecodeError: not even an update id can be read.
    """
    try:
        peek = _peek.decode(raw)
        update_id, mailbox = peek.update_id, _mailbox(peek)
    except msgspec.DecodeError:
        update_id, mailbox = _bare_id(raw), NOBODY
    return update_id, Incoming(Source.TELEGRAM, str(update_id), mailbox, UPDATE, raw)


def _bare_id(raw: bytes) -> int:
    """The id of an update that cannot be read otherwise; it has to be confirmed all the same."""
    found = _update_id.search(raw)
    if found is None:
        raise msgspec.DecodeError("no update id")
    return int(found[1])


def _mailbox(peek: _Peek) -> Mailbox:
    press = peek.callback_query
    if press is not None:
        return chat_mailbox(press.message.chat.id if press.message else press.sender.id)
    place = (
        peek.message
        or peek.edited_message
        or peek.chat_member
        or peek.chat_join_request
        or peek.my_chat_member
        or peek.message_reaction
        or peek.message_reaction_count
        or peek.channel_post
        or peek.edited_channel_post
    )
    return NOBODY if place is None else chat_mailbox(place.chat.id)
