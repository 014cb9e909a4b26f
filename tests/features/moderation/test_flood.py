"""Floods by the dates of the messages."""

from datetime import timedelta

import pytest

from bot.features.moderation.signals import flood
from bot.features.moderation.window import Heard
from tests.features.moderation.talk import NOON, SETTINGS, facts, heard, message


def weight(own: list[Heard], **more: object) -> float:
    said = message("又一条", **more)
    (found,) = flood.check(said, facts(said, own=own), SETTINGS)
    return found.weight


@pytest.mark.parametrize(
    ("seconds_ago", "is_flood"),
    [
        ([], False),
        ([0.1, 1, 2, 3], False),
        ([0.1, 1, 2, 3, 4], True),
        ([1, 2, 3, 4, 5], False),
        ([10, 20, 30, 40, 50], False),
        ([2.9 * number for number in range(1, 20)], False),
        ([2.9 * number for number in range(1, 21)], True),
        ([3.1 * number for number in range(1, 40)], False),
    ],
)
def test_windows(seconds_ago: list[float], is_flood: bool) -> None:
    own = [heard("话", ago, number) for number, ago in enumerate(reversed(seconds_ago))]
    assert (weight(own) > 0) is is_flood


def test_an_album_counts_once() -> None:
    own = [heard("", 1, number, album_id="a") for number in range(9)]
    assert weight(own, album_id="a") == 0
    assert weight([*own, *(heard("话", 0.5, 20 + number) for number in range(4))], album_id="a") == 0
    assert weight([*own, *(heard("话", 0.5, 20 + number) for number in range(5))], album_id="a") > 0


def test_an_edit_is_no_new_message() -> None:
    own = [heard("话", 1, number) for number in range(9)]
    assert weight(own, edited_at=NOON + timedelta(seconds=1)) == 0
