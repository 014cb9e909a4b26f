"""Calling many people at once."""

import pytest

from bot.features.moderation.signals import mentions
from tests.features.moderation.talk import SETTINGS, facts, message


@pytest.mark.parametrize(("count", "weight"), [(0, 0.0), (4, 0.0), (5, 0.5), (9, 0.5), (10, 0.9), (50, 0.9)])
def test_by_number(count: int, weight: float) -> None:
    said = message("来看", mention_count=count)
    assert mentions.check(said, facts(said), SETTINGS)[0].weight == weight
