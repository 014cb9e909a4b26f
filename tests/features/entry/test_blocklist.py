"""The blocklist finds what is not wanted however it is dressed up."""

import pytest

from bot.core.errors import Refused
from bot.features.entry.blocklist import Obstacle, find, read_pattern
from bot.features.entry.model import Hurdle

PATTERNS = {read_pattern(typed): typed for typed in ("加微信", "casino")}


@pytest.mark.parametrize(
    ("name", "bio", "obstacle"),
    [
        ("小红", "爱喝茶", None),
        ("小红加微信", "", Obstacle(Hurdle.NAME, "加微信")),
        ("小红 加 ❤ 微 信 vx123", "", Obstacle(Hurdle.NAME, "加微信")),
        ("小红", "請加微信", Obstacle(Hurdle.BIO, "加微信")),
        ("ＣＡＳＩＮＯ queen", "加微信", Obstacle(Hurdle.NAME, "casino")),
        ("Red", "best c a s i n o", Obstacle(Hurdle.BIO, "casino")),
        ("", "", None),
    ],
)
def test_patterns(name: str, bio: str, obstacle: Obstacle | None) -> None:
    assert find(PATTERNS, name, bio) == obstacle


@pytest.mark.parametrize("typed", ["", "茶", "！！", "长短" * 40])
def test_patterns_that_would_not_work(typed: str) -> None:
    with pytest.raises(Refused):
        read_pattern(typed)
