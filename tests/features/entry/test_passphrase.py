"""The passphrase: compared folded, several with their sources, until a date."""

from datetime import date

import pytest

from bot.features.entry.steps.passphrase import Passphrase
from bot.features.entry.steps.question import Mark, Reply, Turn

TURN = Turn(1, date(2026, 12, 1))


def mark(typed: str, answer: str) -> Mark:
    return Passphrase.read(typed).mark(TURN, Reply(answer)).mark


@pytest.mark.parametrize(
    ("answer", "worth"),
    [
        ("芝麻开门", Mark.RIGHT),
        ("芝麻開門", Mark.RIGHT),
        (" 芝麻，开门！", Mark.RIGHT),
        ("芝 麻 开 门", Mark.RIGHT),
        ("芝麻开", Mark.WRONG),
        ("芝麻开门吧", Mark.WRONG),
        ("", Mark.WRONG),
    ],
)
def test_the_passphrase_is_compared_folded(answer: str, worth: Mark) -> None:
    assert mark("芝麻开门", answer) is worth


@pytest.mark.parametrize("answer", ["Open Sesame", "ＯＰＥＮ　ＳＥＳＡＭＥ", "open-sesame."])
def test_case_width_and_signs_do_not_count(answer: str) -> None:
    assert mark("open sesame", answer) is Mark.RIGHT


def test_each_phrase_says_where_somebody_comes_from() -> None:
    step = Passphrase.read("芝麻开门=海报A | 春风")
    assert step.mark(TURN, Reply("芝麻開門")).source == "海报A"
    assert step.mark(TURN, Reply("春 风")).source == "春风"
    assert step.mark(TURN, Reply("海报A")).mark is Mark.WRONG


@pytest.mark.parametrize(("day", "asks"), [(30, True), (31, True)])
def test_it_is_asked_up_to_its_last_day(day: int, asks: bool) -> None:
    step = Passphrase.read("芝麻开门 until 2026-12-31")
    assert (step.question(Turn(1, date(2026, 12, day))) is not None) is asks
    assert step.question(Turn(1, date(2027, 1, 1))) is None
