"""The captcha: who does not understand the words is right once in nine boards, whatever else they go by."""

from collections.abc import Callable
from datetime import date
from random import Random

import pytest

from bot.features.entry.steps.captcha import KINDS, SHOWN, Captcha
from bot.features.entry.steps.question import Mark, Question, Reply, Turn

BOARDS = 10_000
CHANCE = 1 / SHOWN
STEP = Captcha()
TODAY = date(2026, 12, 1)
_random = Random(9)

Bot = Callable[[Question], int]


def by(rank: Callable[[str], object]) -> tuple[Bot, Bot]:
    """Bots that press the greatest and the least of the board by some measure."""
    return (
        lambda question: question.options.index(max(question.options, key=rank)),  # type: ignore[arg-type]
        lambda question: question.options.index(min(question.options, key=rank)),  # type: ignore[arg-type]
    )


BOTS: dict[str, Bot] = {
    **{f"place {place}": (lambda question, place=place: place) for place in range(SHOWN)},  # type: ignore[misc]
    "random": lambda question: _random.randrange(SHOWN),
    "largest number": by(lambda picture: [ord(sign) for sign in picture])[0],
    "smallest number": by(lambda picture: [ord(sign) for sign in picture])[1],
    "longest in bytes": by(lambda picture: (len(picture.encode()), ord(picture[0])))[0],
    "furthest from the middle": by(lambda picture: abs(ord(picture[0]) - 0x1F480))[0],
    "rarest kind": by(lambda picture: -len(next(signs for signs in KINDS.values() if picture[0] in signs)))[0],
    "favourite": lambda question: next((i for i, p in enumerate(question.options) if p[0] in KINDS["fruit"]), 0),
}


@pytest.fixture(scope="module")
def boards() -> list[tuple[Question, int]]:
    """Boards with the place that is right on each."""
    made = []
    for seed in range(BOARDS):
        question = STEP.question(Turn(seed * 7919, TODAY, seed % 3))
        made.append((question, question.options.index(question.topic)))
    return made


@pytest.mark.parametrize("name", BOTS)
def test_a_script_passes_no_more_often_than_chance(name: str, boards: list[tuple[Question, int]]) -> None:
    passed = sum(BOTS[name](question) == right for question, right in boards)
    assert passed / BOARDS <= CHANCE + 0.02


def test_only_the_right_place_passes() -> None:
    for seed in range(200):
        turn = Turn(seed, TODAY)
        question = STEP.question(turn)
        passing = [place for place in range(SHOWN) if STEP.mark(turn, Reply(option=place)).mark is Mark.RIGHT]
        assert passing == [question.options.index(question.topic)]


def test_two_boards_and_two_tries_let_hardly_a_script_in() -> None:
    """Two boards right before the second wrong one: p² + 2p²(1 − p), about 3.4 %."""
    passed, tries = 0, 2_000
    for seed in range(tries):
        right = wrong = 0
        while right < STEP.needed and wrong < 2:
            turn = Turn(seed, TODAY, right + wrong)
            if STEP.mark(turn, Reply(option=_random.randrange(SHOWN))).mark is Mark.RIGHT:
                right += 1
            else:
                wrong += 1
        passed += right == STEP.needed
    assert passed / tries < 0.05


def test_who_understands_the_words_always_passes() -> None:
    for seed in range(500):
        turn = Turn(seed, TODAY)
        question = STEP.question(turn)
        kind = question.words["what"].removeprefix("entry-captcha-")
        matching = [i for i, picture in enumerate(question.options) if picture[0] in KINDS[kind]]
        assert len(matching) == 1, "only one picture is of the kind"
        assert STEP.mark(turn, Reply(option=matching[0])).mark is Mark.RIGHT
        assert STEP.mark(turn, Reply(question.options[matching[0]])).mark is Mark.RIGHT


def test_no_picture_is_of_two_kinds_and_each_is_one_sign() -> None:
    signs = "".join(KINDS.values())
    assert len(set(signs)) == len(signs)
    assert len(KINDS) > SHOWN and all(len(pictures) >= 5 for pictures in KINDS.values())
    assert "\ufe0f" not in signs


def test_every_board_is_another_and_the_same_again_after_a_restart() -> None:
    boards = [STEP.question(Turn(5, TODAY, number)) for number in range(4)]
    assert len({board.options for board in boards}) == 4
    assert boards == [STEP.question(Turn(5, TODAY, number)) for number in range(4)]


@pytest.mark.parametrize("reply", [Reply("你好"), Reply(""), Reply(option=9), Reply(option=-1)])
def test_anything_else_is_no_answer(reply: Reply) -> None:
    assert STEP.mark(Turn(1, TODAY), reply).mark is Mark.NO_ANSWER
