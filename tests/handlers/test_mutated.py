"""Whatever arrives instead of an update: it is put somewhere, and what can be translated is."""

import copy
import json
from contextlib import suppress
from typing import Any

import msgspec
import telegram
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.event import Message
from handlers.incoming import admin_of, is_present, message, person, rights_of
from handlers.sorting import incoming

GROUP = {"id": -1001, "type": "supergroup", "title": "围炉茶友", "is_forum": True}
MEI = {"id": 111, "is_bot": False, "first_name": "小梅", "last_name": "陈", "username": "mei", "language_code": "zh"}
BOT = {"id": 9, "is_bot": True, "first_name": "围炉", "username": "weilu_bot"}
DATE = 1_780_000_000
PHOTO = [{"file_id": "a", "file_unique_id": "b", "width": 9, "height": 9, "file_size": 5}]
SAID = {
    "message_id": 7,
    "date": DATE,
    "chat": GROUP,
    "from": MEI,
    "text": "看这里 @mei https://a.example #茶",
    "entities": [
        {"type": "mention", "offset": 4, "length": 4},
        {"type": "url", "offset": 9, "length": 17},
        {"type": "text_link", "offset": 0, "length": 3, "url": "https://h.example"},
        {"type": "text_mention", "offset": 0, "length": 1, "user": MEI},
    ],
    "reply_to_message": {"message_id": 5, "date": DATE, "chat": GROUP, "from": BOT, "caption": "x", "photo": PHOTO},
    "quote": {"text": "x", "position": 0},
    "external_reply": {"origin": {"type": "hidden_user", "date": DATE, "sender_user_name": "某人"}},
    "reply_markup": {"inline_keyboard": [[{"text": "x", "url": "https://b.example"}]]},
    "via_bot": BOT,
}
SHOWN = {**{k: v for k, v in SAID.items() if k not in ("text", "entities")}, "caption": "图", "photo": PHOTO}
FORWARDED = {**SAID, "forward_origin": {"type": "channel", "date": DATE, "chat": GROUP, "message_id": 3}}
MEMBER = {"status": "member", "user": MEI}
ADMIN = {
    "status": "administrator",
    "user": MEI,
    "can_be_edited": False,
    "is_anonymous": False,
    **dict.fromkeys(
        (
            "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
            "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories",
            "can_delete_stories",
        ),
        True,
    ),
}  # fmt: skip
CHANGED = {"chat": GROUP, "from": MEI, "date": DATE, "old_chat_member": MEMBER, "new_chat_member": ADMIN}
UPDATES: tuple[dict[str, Any], ...] = (
    {"update_id": 1, "message": SAID},
    {"update_id": 2, "edited_message": {**SHOWN, "edit_date": DATE}},
    {"update_id": 3, "message": FORWARDED},
    {
        "update_id": 4,
        "callback_query": {"id": "1", "from": MEI, "message": SAID, "chat_instance": "1", "data": "v1:a:b"},
    },
    {"update_id": 5, "chat_member": CHANGED},
    {"update_id": 6, "my_chat_member": CHANGED},
    {"update_id": 7, "chat_join_request": {"chat": GROUP, "from": MEI, "user_chat_id": 111, "date": DATE}},
    {
        "update_id": 8,
        "message_reaction": {
            "chat": GROUP, "message_id": 7, "user": MEI, "date": DATE, "old_reaction": [],
            "new_reaction": [{"type": "emoji", "emoji": "👍"}],
        },
    },
    {"update_id": 9, "poll_answer": {"poll_id": "1", "user": MEI, "option_ids": [0]}},
)  # fmt: skip

JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False),
    st.text(max_size=20),
    st.just([]),
    st.just({}),
    st.just("茶" * 5_000),
    st.just([[[]]]),
)


REQUIRED = frozenset(
    (
        "chat", "date", "file_id", "first_name", "id", "is_bot", "length", "message_id", "new_chat_member", "offset",
        "old_chat_member", "origin", "status", "type", "update_id", "user",
    )
)  # fmt: skip
"""Keys that Telegram's schema demands; the client builds without some of them all the same."""


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in an update, outer ones first."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [*([path] if path else []), *(found for key, each in inner for found in places(each, (*path, key)))]


def alike(value: Any) -> st.SearchStrategy[Any]:
    """Something else of the same type, as Telegram's schema allows and its servers have been seen to send."""
    match value:
        case bool():
            return st.booleans()
        case int():
            return st.integers(-(2**53), 2**53)
        case str():
            return st.text(max_size=20) | st.just("茶" * 5_000)
        case list():
            return st.lists(st.sampled_from(value), max_size=4) if value else st.just([])
        case _:
            return st.just(value)


@st.composite
def mutated(draw: st.DrawFn, *, in_kind: bool = False) -> dict[str, Any]:
    """An update in which up to three places are something else, of the same type if ``in_kind``, or gone."""
    update = copy.deepcopy(draw(st.sampled_from(UPDATES)))
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(places(update)))
        holder: Any = update
        for key in path[:-1]:
            holder = holder[key]
        may_go = isinstance(holder, dict) and not (in_kind and path[-1] in REQUIRED)
        if draw(st.booleans()) and may_go:
            del holder[path[-1]]
        else:
            holder[path[-1]] = draw(alike(holder[path[-1]]) if in_kind else JUNK.map(copy.deepcopy))
        if not places(update):
            break
    return update


@settings(max_examples=200)
@given(mutated())
def test_a_mutated_update_is_put_somewhere_or_refused(update: dict[str, Any]) -> None:
    try:
        update_id, row = incoming(json.dumps(update).encode())
    except msgspec.DecodeError:
        return
    assert row.key == str(update_id) and row.mailbox.startswith("chat:")


@settings(max_examples=200)
@given(mutated(in_kind=True))
def test_what_the_client_can_build_is_translated(update: dict[str, Any]) -> None:
    parsed = None
    # What the client itself cannot build fails in its mailbox and is set aside there.
    with suppress(Exception):
        parsed = telegram.Update.de_json(update, None)
    if parsed is None:
        return
    source = parsed.message or parsed.edited_message
    if isinstance(source, telegram.Message) and isinstance(source.chat, telegram.Chat):
        assert isinstance(message(source), Message)
    change = parsed.chat_member or parsed.my_chat_member
    if change is not None and isinstance(change.from_user, telegram.User):
        person(change.from_user)
        for member in (change.old_chat_member, change.new_chat_member):
            if isinstance(member, telegram.ChatMember):
                is_present(member), rights_of(member), admin_of(member)


@given(st.binary(max_size=200))
def test_bytes_that_are_no_update_are_refused_or_put_aside(raw: bytes) -> None:
    with suppress(msgspec.DecodeError):
        incoming(raw)
