"""An ordinary message is read without the client; what comes out is what the client's objects would have given."""

import json
from typing import Any

import pytest
import telegram
from hypothesis import given
from hypothesis import strategies as st

from handlers import ROUTES
from handlers.incoming import message, place
from handlers.plain import ordinary

GROUP = {"id": -1001, "type": "supergroup", "title": "围炉茶友", "username": "weilucha"}
MEI = {
    "id": 111,
    "is_bot": False,
    "first_name": "小梅",
    "last_name": "陈",
    "username": "mei",
    "language_code": "zh-hans",
}
SAID: dict[str, Any] = {"message_id": 7, "date": 1_780_000_000, "chat": GROUP, "from": MEI, "text": "早"}
LINK = "看 https://a.example 和 @mei 😀"
ORDINARY: tuple[dict[str, Any], ...] = (
    {},
    {"text": "/checkin@weilu_bot", "entities": [{"type": "bot_command", "offset": 0, "length": 18}]},
    {"text": LINK, "entities": [{"type": "url", "offset": 2, "length": 17}, {"type": "mention", "offset": 22, "length": 4}]},
    {"text": LINK, "link_preview_options": {"url": "https://a.example", "show_above_text": True}},
    {"text": "粗 😀 话", "entities": [{"type": "bold", "offset": 2, "length": 2}]},
    {"from": {**MEI, "is_premium": True, "last_name": None}},
    {"from": {"id": 9, "is_bot": True, "first_name": "别家"}},
    {"chat": {**GROUP, "type": "group", "is_forum": True, "all_members_are_administrators": True}},
)  # fmt: skip
OTHER: tuple[dict[str, Any], ...] = (
    {"sender_chat": GROUP},
    {"reply_to_message": SAID},
    {"edit_date": 1_780_000_001},
    {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "某人"}},
    {"message_thread_id": 5, "is_topic_message": True},
    {"from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}},
    {"chat": {"id": 111, "type": "private", "first_name": "小梅"}},
    {"chat": {"id": -1002, "type": "channel", "title": "茶讯"}},
    {"text": "看这里", "entities": [{"type": "text_link", "offset": 0, "length": 3, "url": "https://h.example"}]},
    {"date": 10**17},
    {"date": "早"},
    {"a_field_of_next_year": 1},
)


def body(fields: dict[str, Any], key: str = "message") -> bytes:
    said = {k: v for k, v in {**SAID, **fields}.items() if v is not None}
    return json.dumps({"update_id": 3, key: said}).encode()


def by_the_client(raw: bytes) -> tuple[Any, Any]:
    update = telegram.Update.de_json(json.loads(raw), None)
    assert update.message is not None
    return place(update), message(update.message)


@pytest.mark.parametrize("fields", ORDINARY)
def test_an_ordinary_message_is_what_the_client_would_make_of_it(fields: dict[str, Any]) -> None:
    raw = body(fields)
    assert ordinary(raw) == by_the_client(raw)


@pytest.mark.parametrize("fields", OTHER)
def test_anything_else_is_left_to_the_client(fields: dict[str, Any]) -> None:
    assert ordinary(body(fields)) is None


@pytest.mark.parametrize(
    "raw", [b"", b"{}", b"[]", b'{"update_id": 1}', body({}, "edited_message"), body({}, "channel_post")]
)
def test_what_is_no_new_message_is_left_to_the_client(raw: bytes) -> None:
    assert ordinary(raw) is None


ENTITIES = st.lists(
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(("url", "mention", "hashtag", "bold", "email", "spoiler", "new_kind")),
            "offset": st.integers(0, 40),
            "length": st.integers(0, 40),
        }
    ),
    max_size=4,
)


@given(
    fields=st.fixed_dictionaries(
        {"text": st.text(max_size=40), "entities": ENTITIES, "date": st.integers(0, 4_000_000_000)},
        optional={"message_id": st.integers(0, 2**60), "is_from_offline": st.booleans()},
    )
)
def test_whatever_it_reads_the_client_would_have_read_the_same(fields: dict[str, Any]) -> None:
    raw = body(fields)
    found = ordinary(raw)
    assert found is None or found == by_the_client(raw)


def test_no_handler_of_the_client_waits_for_an_ordinary_message() -> None:
    updates = [telegram.Update.de_json(json.loads(body(fields)), None) for fields in ORDINARY]
    waiting = [
        handler.callback.__qualname__
        for routes in ROUTES
        for _, handler in routes.updates
        if any(handler.check_update(update) for update in updates)
    ]
    assert waiting == [], "these belong among the `spoken`"
