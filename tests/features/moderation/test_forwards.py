"""Forwards and other bots."""

from typing import Any

import pytest

from bot.core.event import Sender, SenderKind
from bot.features.moderation.signals import forwards
from tests.features.moderation.talk import AUTHOR, SETTINGS, facts, message


@pytest.mark.parametrize(
    ("about", "key"),
    [
        ({}, "finding-forwards-none"),
        ({"forwarded_from": "发财频道", "origin_id": -100777}, "finding-forwards-place"),
        ({"forwarded_from": "围炉频道", "origin_id": -1002}, "finding-forwards-ours"),
        ({"forwarded_from": "本群", "origin_id": -1001}, "finding-forwards-ours"),
        ({"forwarded_from": "自己", "origin_id": AUTHOR.id}, "finding-forwards-ours"),
        ({"forwarded_from": "朋友", "origin_id": 4242}, "finding-forwards-none"),
        ({"forwarded_from": "匿名", "origin_id": None}, "finding-forwards-hidden"),
        ({"via_bot": "PostBot"}, "finding-forwards-bot"),
        ({"via_bot": "gif"}, "finding-forwards-none"),
        ({"guest_of": 77, "sender": Sender(SenderKind.BOT, 9, "推广机器人")}, "finding-forwards-guest"),
    ],
)
def test_by_where_it_comes_from(about: dict[str, Any], key: str) -> None:
    said = message("看", **about)
    (found,) = forwards.check(said, facts(said), SETTINGS)
    assert found.key == key
    assert (found.weight > 0) is (key not in ("finding-forwards-none", "finding-forwards-ours"))
