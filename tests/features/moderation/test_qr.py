"""What the codes in a picture say."""

from dataclasses import replace

import pytest

from bot.features.moderation.signals import qr
from tests.features.moderation.talk import SETTINGS, facts, message


@pytest.mark.parametrize(
    ("codes", "key"),
    [
        ((), "finding-qr-none"),
        (("https://example.com/menu",), "finding-qr-code"),
        (("SSID:tea",), "finding-qr-code"),
        (("https://u.wechat.com/abc",), "finding-qr-chat"),
        (("https://example.com/menu", "https://t.me/+AbCdEf123456"), "finding-qr-chat"),
    ],
)
def test_by_what_they_say(codes: tuple[str, ...], key: str) -> None:
    said = message("")
    (found,) = qr.check(said, replace(facts(said), codes=codes), SETTINGS)
    assert found.key == key and (found.weight > 0) is bool(codes)
