"""What an administrator may type for the first days."""

import pytest

from bot.features.newcomers.rules import Bounds, read_bounds
from bot.features.newcomers.settings import NewcomerSettings


@pytest.mark.parametrize(
    ("typed", "bounds"),
    [
        ("24h", Bounds(24)),
        ("24小时 5条", Bounds(24, 5)),
        ("24 小时 5 条", Bounds(24, 5)),
        ("5", Bounds(0, 5)),
        ("5 messages", Bounds(0, 5)),
        ("10 2d", Bounds(48, 10)),
        ("90m", Bounds(2)),
        ("0", None),
        ("24h 24h", None),
        ("5 6", None),
        ("31d", None),
        ("101条", None),
        ("明天", None),
        ("", None),
    ],
)
def test_bounds(typed: str, bounds: Bounds | None) -> None:
    assert read_bounds(typed) == bounds


def test_nobody_is_limited_by_default() -> None:
    assert not NewcomerSettings().limits
    assert NewcomerSettings(text_only_messages=1).limits
