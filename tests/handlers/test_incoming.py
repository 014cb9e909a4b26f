"""Telegram's shapes become ours: who speaks, what a message holds, which mailbox an update belongs to."""

import json
from typing import Any

import msgspec
import pytest
import telegram
from hypothesis import given
from hypothesis import strategies as st

from bot.core.event import Media, MediaKind, Message, SenderKind
from bot.core.ids import chat_mailbox
from handlers.incoming import message
from handlers.sorting import NOBODY, incoming

GROUP = {"id": -1001, "type": "supergroup", "title": "围炉茶友"}
MEI = {"id": 111, "is_bot": False, "first_name": "小梅", "last_name": "陈", "username": "mei"}
CHANNEL = {"id": -1002, "type": "channel", "title": "茶讯"}


def translated(**fields: Any) -> Message:
    data = {"message_id": 7, "date": 1_780_000_000, "chat": GROUP, "from": MEI, "text": "早", **fields}
    found = telegram.Message.de_json({k: v for k, v in data.items() if v is not None}, None)
    return message(found)


@pytest.mark.parametrize(
    ("fields", "kind", "sender_id", "name"),
    [
        ({}, SenderKind.USER, 111, "小梅 陈"),
        (
            {
                "from": {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"},
                "sender_chat": GROUP,
                "author_signature": "掌柜",
            },
            SenderKind.ANONYMOUS_ADMIN,
            -1001,
            "掌柜",
        ),
        (
            {
                "from": {"id": 777000, "is_bot": False, "first_name": "Telegram"},
                "sender_chat": CHANNEL,
                "is_automatic_forward": True,
            },
            SenderKind.LINKED_CHANNEL,
            -1002,
            "茶讯",
        ),
        (
            {
                "from": {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"},
                "sender_chat": CHANNEL,
            },
            SenderKind.FOREIGN_CHANNEL,
            -1002,
            "茶讯",
        ),
        ({"from": {"id": 5, "is_bot": True, "first_name": "别家"}}, SenderKind.BOT, 5, "别家"),
        ({"from": {"id": 777000, "is_bot": False, "first_name": "Telegram"}}, SenderKind.SERVICE, 777000, "Telegram"),
        ({"from": None}, SenderKind.SERVICE, 0, ""),
    ],
)
def test_one_resolver_says_who_speaks(fields: dict[str, Any], kind: SenderKind, sender_id: int, name: str) -> None:
    sender = translated(**fields).sender
    assert (sender.kind, sender.id, sender.name) == (kind, sender_id, name)
    assert (sender.person is not None) == (kind in (SenderKind.USER, SenderKind.BOT))


def test_a_link_keeps_the_words_it_hides_under() -> None:
    text = "看这里 https://a.example"
    found = translated(
        text=text,
        entities=[
            {"type": "text_link", "offset": 0, "length": 3, "url": "https://hidden.example/x"},
            {"type": "url", "offset": 4, "length": 17},
        ],
    )
    assert [(link.url, link.shown) for link in found.links] == [
        ("https://hidden.example/x", "看这里"),
        ("https://a.example", None),
    ]


def test_offsets_count_utf16_units() -> None:
    text = "🔥🔥 https://a.example"
    found = translated(text=text, entities=[{"type": "url", "offset": 5, "length": 17}])
    assert found.links[0].url == "https://a.example"


def test_a_caption_is_the_text_of_a_picture() -> None:
    photo = [{"file_id": size, "file_unique_id": size, "width": 1, "height": 1} for size in ("small", "large")]
    found = translated(text=None, caption="打卡", photo=photo)
    assert found.text == "打卡"
    assert found.media is not None and (found.media.kind, found.media.file_id) == (MediaKind.PHOTO, "large")


@pytest.mark.parametrize(
    ("kind", "mime_type", "is_picture"),
    [
        ("document", "image/png", True),
        ("document", "Image/WebP", True),
        ("document", "application/pdf", False),
        ("document", None, False),
        ("audio", "image/png", False),
    ],
)
def test_a_file_is_known_by_what_the_senders_app_says_of_it(kind: str, mime_type: str | None, is_picture: bool) -> None:
    file = {"file_id": "a", "file_unique_id": "b", "file_name": "海报", "duration": 1, "mime_type": mime_type}
    media = translated(text=None, **{kind: {k: v for k, v in file.items() if v is not None}}).media
    assert media is not None and (media.name, media.mime_type, media.is_picture) == ("海报", mime_type, is_picture)
    assert media == Media(MediaKind(kind), "a"), "as it is kept, so that an edit beside it is no change of it"


def test_a_message_that_was_kept_without_its_files_type_is_read() -> None:
    document = {"file_id": "a", "file_unique_id": "b", "mime_type": "image/png"}
    said = translated(text=None, document=document)
    kept = msgspec.json.decode(msgspec.json.encode(said))
    assert msgspec.json.decode(msgspec.json.encode(kept), type=Message).media.mime_type == "image/png"
    del kept["media"]["mime_type"]
    assert msgspec.json.decode(msgspec.json.encode(kept), type=Message) == said


def test_words_in_other_places_are_seen() -> None:
    rich = {"blocks": [{"type": "paragraph", "text": {"type": "url", "text": "领红包", "url": "https://x.example"}}]}
    found = translated(text=None, rich_message=rich)
    assert set(found.extra_text) == {"领红包", "https://x.example"}


ELSEWHERE = {"type": "hidden_user", "date": 1, "sender_user_name": "卖茶人"}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"venue": {"location": {"latitude": 1, "longitude": 1}, "title": "茶馆", "address": "南京路 1 号"}},
            "茶馆\n南京路 1 号",
        ),
        ({"checklist": {"title": "清单", "tasks": [{"id": 1, "text": "买茶"}]}}, "清单\n买茶"),
        (
            {
                "invoice": {
                    "title": "茶",
                    "description": "一斤",
                    "start_parameter": "",
                    "currency": "CNY",
                    "total_amount": 1,
                }
            },
            "茶\n一斤",
        ),
        ({"external_reply": {"origin": ELSEWHERE}, "quote": {"text": "买茶找我", "position": 0}}, "买茶找我"),
        ({"quote": {"text": "他说买茶找他", "position": 0}}, ""),
        ({"external_reply": {"origin": ELSEWHERE, "contact": {"first_name": "茶", "phone_number": "1"}}}, "茶  1"),
        (
            {
                "rich_message": {
                    "blocks": [{"type": "paragraph", "custom_emoji_id": "5368324170671202286", "text": "茶"}]
                }
            },
            "茶",
        ),
    ],
)
def test_words_of_every_kind_of_message_are_seen(fields: dict[str, Any], words: str) -> None:
    assert "\n".join(translated(**fields).extra_text) == words


def test_what_is_quoted_from_elsewhere_has_a_source_and_its_links() -> None:
    entities = [{"type": "text_link", "offset": 0, "length": 2, "url": "https://t.me/+AbCdEf"}]
    found = translated(
        external_reply={"origin": ELSEWHERE}, quote={"text": "点我", "position": 0, "entities": entities}
    )
    assert found.quoted_from == "卖茶人"
    assert [(link.url, link.shown) for link in found.links] == [("https://t.me/+AbCdEf", "点我")]


def test_buttons_say_what_they_copy_and_open() -> None:
    rows = [
        [{"text": "复制", "copy_text": {"text": "加薇 tea"}}],
        [{"text": "玩", "web_app": {"url": "https://a.example"}}],
        [{"text": "进", "login_url": {"url": "https://b.example"}}],
    ]
    found = translated(reply_markup={"inline_keyboard": rows})
    assert found.button_texts == ("复制", "加薇 tea", "玩", "https://a.example", "进", "https://b.example")


@pytest.mark.parametrize(
    ("update", "mailbox"),
    [
        ({"message": {"chat": {"id": -5}}}, chat_mailbox(-5)),
        ({"edited_message": {"chat": {"id": -5}}}, chat_mailbox(-5)),
        ({"callback_query": {"from": {"id": 9}, "message": {"chat": {"id": -5}}}}, chat_mailbox(-5)),
        ({"callback_query": {"from": {"id": 9}, "inline_message_id": "x"}}, chat_mailbox(9)),
        ({"chat_join_request": {"chat": {"id": -5}, "from": {"id": 9}}}, chat_mailbox(-5)),
        ({"my_chat_member": {"chat": {"id": 9}}}, chat_mailbox(9)),
        ({"poll": {"id": "1"}}, NOBODY),
        ({"something_new": {"chat": {"id": -5}}}, NOBODY),
        ({"message": {"chat": "odd"}}, NOBODY),
        ({"message": []}, NOBODY),
    ],
)
def test_every_update_has_a_mailbox(update: dict[str, Any], mailbox: str) -> None:
    update_id, row = incoming(json.dumps({"update_id": 42, **update}).encode())
    assert (update_id, row.mailbox, row.key) == (42, mailbox, "42")


@given(
    st.recursive(
        st.none() | st.integers() | st.text() | st.booleans(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_no_json_breaks_the_intake(value: Any) -> None:
    try:
        update_id, _ = incoming(json.dumps({"update_id": 1, "message": value}).encode())
        assert update_id == 1
    except msgspec.DecodeError:
        pytest.fail("an update with an id is never refused")
