"""What receivers outside get, in the shapes they document."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.features.crisis.hooks import SIGNATURE, Delivery, Shape, delivery, signed

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
URL = "https://example.com/in?access_token=1"


def sent(shape: Shape, secret: str, facts: dict[str, str], text: str) -> Delivery:
    """A call as it goes out at noon."""
    return signed(delivery(URL, shape, facts, text), shape, secret, NOON)


def test_json_is_signed_over_its_very_bytes() -> None:
    made = sent(Shape.JSON, "密钥", {"event": "opened"}, "你好")
    assert json.loads(made.body) == {"event": "opened", "text": "你好"}
    expected = hmac.new("密钥".encode(), made.body.encode(), hashlib.sha256).hexdigest()
    assert made.headers == {SIGNATURE: f"sha256={expected}"}
    assert delivery(URL, Shape.JSON, {}, "").headers == {}


def test_feishu_signs_the_instant_with_the_secret_as_part_of_the_key() -> None:
    body = json.loads(sent(Shape.FEISHU, "s", {}, "你好").body)
    assert body["content"] == {"text": "你好"} and body["msg_type"] == "text"
    key = f"{body['timestamp']}\ns".encode()
    assert body["sign"] == base64.b64encode(hmac.new(key, b"", hashlib.sha256).digest()).decode()


def test_dingtalk_signs_in_the_address() -> None:
    made = sent(Shape.DINGTALK, "s", {}, "你好")
    asked = parse_qs(urlsplit(made.url).query)
    wanted = hmac.new(b"s", f"{asked['timestamp'][0]}\ns".encode(), hashlib.sha256).digest()
    assert asked["access_token"] == ["1"] and asked["sign"] == [base64.b64encode(wanted).decode()]
    assert json.loads(made.body) == {"msgtype": "text", "text": {"content": "你好"}}


@pytest.mark.parametrize(
    ("shape", "body"),
    [(Shape.WECOM, {"msgtype": "text", "text": {"content": "你好"}}), (Shape.SLACK, {"text": "你好"})],
)
def test_others_get_plain_text(shape: Shape, body: object) -> None:
    made = sent(shape, "s", {}, "你好")
    assert json.loads(made.body) == body and made.url == URL
