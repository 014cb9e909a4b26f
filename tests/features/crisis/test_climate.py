"""The share of people in a bad mood, and how sure it is."""

import pytest

from bot.features.crisis.climate import climate
from bot.language.mood import Label

BAD, GOOD, SO_SO, UNSURE = Label.NEGATIVE, Label.POSITIVE, Label.NEUTRAL, Label.UNSURE


def test_people_count_once_and_unsure_messages_not_at_all() -> None:
    found = climate([(1, BAD), (1, BAD), (1, BAD), (2, GOOD), (3, UNSURE), (4, SO_SO)])
    assert (found.senders, found.gloomy) == (3, 1)
    assert found.share == pytest.approx(1 / 3)


def test_somebody_is_gloomy_when_half_of_what_they_say_is() -> None:
    assert climate([(1, BAD), (1, GOOD)]).gloomy == 1
    assert climate([(1, BAD), (1, GOOD), (1, GOOD)]).gloomy == 0


def test_few_people_say_little_and_many_say_more() -> None:
    few, many = climate([(1, BAD), (2, GOOD)]), climate([(n, BAD if n % 2 else GOOD) for n in range(200)])
    assert few.share == many.share == 0.5
    assert few.high - few.low > 0.7
    assert many.high - many.low < 0.15
    nobody = climate([])
    assert (nobody.low, nobody.high) == (0, 1)
