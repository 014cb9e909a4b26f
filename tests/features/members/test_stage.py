"""Stages of life on synthetic histories."""

from random import Random

import pytest

from bot.features.members.stage import Stage, Week, stage


def weeks(*people: int, joined: int = 0, left: int = 0) -> list[Week]:
    return [Week(each, 6 * each, joined, left) for each in people]


@pytest.mark.parametrize(
    ("history", "young", "found", "advice"),
    [
        (weeks(3, 5, 6, 8, joined=4), True, Stage.SPROUTING, "sprouting"),
        (weeks(10, 12, 15, 19, 24, 27, 33, 38, joined=6), False, Stage.GROWING, "growing"),
        (weeks(10, 12, 15, 19, 24, 27, 33, 38, joined=90), False, Stage.GROWING, "silent_joiners"),
        (weeks(40, 43, 38, 41, 44, 39, 42, 41), False, Stage.LIVELY, "lively"),
        (weeks(40, 43, 38, 41, 44, 39, 42, 41, joined=1, left=5), False, Stage.LIVELY, "leaving"),
        (weeks(60, 58, 61, 55, 47, 40, 31, 25), False, Stage.FADING, "fading"),
        (weeks(60, 58, 61, 55, 20, 9, 4, 3), False, Stage.SILENT, "silent"),
        (weeks(2, 1, 0, 1, 0, 0, 0, 0), False, Stage.SILENT, "silent"),
    ],
)
def test_histories_with_a_plain_course(history: list[Week], young: bool, found: Stage, advice: str) -> None:
    life = stage(history, is_young=young)
    assert life is not None
    assert (life.stage, life.advice) == (found, advice)
    assert 0 < life.confidence <= 0.95


def test_too_little_is_known_at_first() -> None:
    assert stage(weeks(10, 12)) is None


def test_a_short_history_is_less_sure_than_a_long_one() -> None:
    short, long = stage(weeks(10, 20, 30, 40)), stage(weeks(10, 14, 18, 22, 26, 30, 34, 40))
    assert short is not None and long is not None and short.confidence < long.confidence


@pytest.mark.parametrize(("growth", "found"), [(1.12, Stage.GROWING), (1.0, Stage.LIVELY), (0.85, Stage.FADING)])
def test_noise_of_a_tenth_rarely_hides_the_course(growth: float, found: Stage) -> None:
    chance = Random(7)
    right = 0
    for _ in range(200):
        people = [round(50 * growth**week * chance.gauss(1, 0.1)) for week in range(8)]
        life = stage([Week(max(0, each), each * 5) for each in people])
        right += life is not None and life.stage is found
    assert right >= 180
