"""The contract check itself finds what is wrong."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.sandbox import Call
from tests.sandbox_contract import METHODS, validate_call, validate_update


def call(method: str, /, files: dict[str, bytes] | None = None, **raw: Any) -> Call:
    texts = {name: value if isinstance(value, str) else json.dumps(value) for name, value in raw.items()}
    return Call(method, {}, texts, files or {}, datetime(2026, 12, 1, tzinfo=UTC), 0.0)


def test_knows_every_method() -> None:
    assert len(METHODS) > 150


@pytest.mark.parametrize(
    "good",
    [
        call("getMe"),
        call("sendMessage", chat_id=-100123, text="hi", parse_mode="HTML"),
        call("sendMessage", chat_id="@name", text="123", reply_parameters={"message_id": 5}),
        call("deleteMessages", chat_id=-100123, message_ids=[1, 2]),
        call("restrictChatMember", chat_id=-1, user_id=5, permissions={"can_send_messages": False}, until_date=123),
        call("sendPhoto", chat_id=1, files={"photo": b"png"}),
        call("sendPhoto", chat_id=1, photo="AgACAgIAAx", caption="x"),
        call("setMessageReaction", chat_id=1, message_id=2, reaction=[{"type": "emoji", "emoji": "👍"}]),
        call(
            "sendMediaGroup",
            chat_id=1,
            media=[{"type": "photo", "media": "attach://a"}, {"type": "photo", "media": "AgAC"}],
            files={"a": b"png"},
        ),
    ],
    ids=lambda made: made.method,
)
def test_accepts_what_is_right(good: Call) -> None:
    assert validate_call(good) == []


@pytest.mark.parametrize(
    ("bad", "complaint"),
    [
        (call("sendMesage", chat_id=1), "no such method"),
        (call("sendMessage", chat_id=1), "text: Field required"),
        (call("sendMessage", chat_id=1, text="x", parsemode="HTML"), "unknown parameter 'parsemode'"),
        (
            call(
                "sendMessage",
                chat_id=1,
                text="x",
                reply_markup={"inline_keyboard": [[{"text": "a", "calback_data": "b"}]]},
            ),
            "calback_data",
        ),
        (call("restrictChatMember", chat_id=-1, user_id=5, permissions={"can_send_mesages": True}), "can_send_mesages"),
        (call("deleteMessage", chat_id=-1, message_id="first"), "message_id"),
        (call("sendMediaGroup", chat_id=1, media=[{"type": "photo", "media": "attach://a"}]), "attached"),
    ],
)
def test_names_what_is_wrong(bad: Call, complaint: str) -> None:
    assert any(complaint in sentence for sentence in validate_call(bad)), validate_call(bad)


def test_finds_a_field_that_no_update_has() -> None:
    chat = {"id": 1, "type": "private", "first_name": "A"}
    message = {"message_id": 1, "date": 1780000000, "chat": chat, "txt": "x"}
    assert validate_update({"update_id": 1, "message": message}) == ["update: unknown field message.txt"]
