"""Links that come later."""

from datetime import timedelta

import pytest

from bot.features.moderation.facts import Before
from bot.features.moderation.signals import edits
from tests.features.moderation.talk import NOON, SETTINGS, facts, message

LINK = "看 https://evil.example.com"


@pytest.mark.parametrize(
    ("text", "before", "minutes", "weight"),
    [
        (LINK, Before("大家好"), 60, edits.LATER),
        (LINK, Before("大家好"), 1, edits.MENDED),
        (LINK, Before("看 https://evil.example.com/"), 60, 0.0),
        (f"{LINK} 和 t.me/+AbCdEf123456", Before(LINK), 60, edits.LATER),
        (LINK, Before("看 https://good.example.org"), 60, edits.LATER),
        (LINK, None, 60, 0.0),
        ("大家好呀", Before("大家好"), 60, 0.0),
        ("看 https://good.example.org", Before("大家好"), 60, 0.0),
    ],
)
def test_by_what_was_there_before(text: str, before: Before | None, minutes: int, weight: float) -> None:
    said = message(text, edited_at=NOON + timedelta(minutes=minutes))
    (found,) = edits.check(said, facts(said, before=before, allowed=["good.example.org"]), SETTINGS)
    assert found.weight == weight
