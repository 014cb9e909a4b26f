"""The quiz: so many right answers, in an order and with options of each person's own."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import Refused
from bot.features.entry.bank import is_unfair, percent_right, read_question
from bot.features.entry.steps.question import BankQuestion, Mark, Reply, Turn
from bot.features.entry.steps.quiz import Quiz

TODAY = date(2026, 12, 1)
BANK = tuple(BankQuestion(n, n, f"第 {n} 题", (f"对 {n}", f"错 {n}", f"不对 {n}", f"也错 {n}")) for n in range(1, 6))


def play(quiz: Quiz, seed: int, answers: list[bool]) -> list[int]:
    """The questions that somebody meets who answers so."""
    met, done = [], []
    for number, right in enumerate(answers):
        turn = Turn(seed, TODAY, number, tuple(done), BANK)
        question = quiz.question(turn)
        assert question is not None
        met.append(question.item)
        place = question.options.index(f"对 {question.item}")
        marking = quiz.mark(turn, Reply(option=place if right else (place + 1) % 4))
        assert marking.mark is (Mark.RIGHT if right else Mark.WRONG)
        if right:
            done.append(question.item)
    return met


@given(st.integers(0, 2**48), st.lists(st.booleans(), min_size=1, max_size=4))
def test_the_same_seed_asks_the_same_and_nothing_right_comes_back(seed: int, answers: list[bool]) -> None:
    met = play(Quiz(2), seed, answers)
    assert met == play(Quiz(2), seed, answers)
    right = [item for item, right in zip(met, answers, strict=True) if right]
    assert all(met.count(item) == 1 for item in right)


@given(st.integers(0, 2**48))
def test_after_a_wrong_answer_another_question_comes(seed: int) -> None:
    first, second, third = play(Quiz(1), seed, [False, False, False])
    assert len({first, second, third}) == 3


def test_order_and_places_differ_from_person_to_person() -> None:
    questions = [Quiz(1).question(Turn(seed, TODAY, bank=BANK)) for seed in range(400)]
    items = Counter(question.item for question in questions if question)
    places = Counter(question.options.index(f"对 {question.item}") for question in questions if question)
    assert min(items.values()) > 50 and min(places.values()) > 70


@pytest.mark.parametrize(
    ("written", "worth"), [("对1", Mark.RIGHT), (" 错 1 ", Mark.WRONG), ("你好", Mark.NO_ANSWER), ("", Mark.NO_ANSWER)]
)
def test_an_option_may_also_be_written(written: str, worth: Mark) -> None:
    assert Quiz(1).mark(Turn(3, TODAY, bank=BANK[:1]), Reply(written)).mark is worth


@pytest.mark.parametrize("option", [-1, 4, 99])
def test_an_option_that_is_not_there_is_no_answer(option: int) -> None:
    assert Quiz(1).mark(Turn(3, TODAY, bank=BANK), Reply(option=option)).mark is Mark.NO_ANSWER


def test_too_small_a_bank_asks_nothing() -> None:
    assert Quiz(3).question(Turn(3, TODAY, bank=BANK[:2])) is None
    assert Quiz(3).question(Turn(3, TODAY, 1, (1,), BANK[:3])) is not None


@pytest.mark.parametrize(
    ("typed", "text", "options"),
    [
        ("我们卖什么？\n茶\n酒\n房", "我们卖什么？", ("茶", "酒", "房")),
        ("我们卖什么\n\n 茶 \n酒", "我们卖什么", ("茶", "酒")),
        ("我们卖什么？茶 | 酒｜房", "我们卖什么？", ("茶", "酒", "房")),
        ("What do we sell? Tea | Wine", "What do we sell?", ("Tea", "Wine")),
    ],
)
def test_both_forms_of_a_question(typed: str, text: str, options: tuple[str, ...]) -> None:
    read = read_question(typed)
    assert (read.text, read.options) == (text, options)


@pytest.mark.parametrize("typed", ["", "我们卖茶", "什么？"])
def test_what_is_no_question(typed: str) -> None:
    with pytest.raises(ValueError):
        read_question(typed)


@pytest.mark.parametrize(
    "typed", ["什么？茶", "什么？茶 | 茶！", f"什么？{'长' * 41} | 短", "什么？" + "|".join("一二三四五六七八九")]
)
def test_questions_that_would_not_work(typed: str) -> None:
    with pytest.raises(Refused):
        read_question(typed)


@pytest.mark.parametrize(
    ("typed", "lopsided"),
    [("？茶 | 酒", False), ("？我们只卖明前的龙井茶 | 酒 | 房", True), ("？茶 | 房子和车子和票子", True)],
)
def test_answers_of_very_different_length_are_seen(typed: str, lopsided: bool) -> None:
    assert read_question(typed).is_lopsided is lopsided


@pytest.mark.parametrize(
    ("tries", "passes", "unfair", "percent"),
    [(0, 0, False, 0), (19, 0, False, 0), (20, 5, True, 25), (20, 6, False, 30), (100, 29, True, 29)],
)
def test_few_right_answers_of_many_make_a_question_unfair(tries: int, passes: int, unfair: bool, percent: int) -> None:
    question = BankQuestion(1, 1, "", ("", ""), tries, passes)
    assert (is_unfair(question), percent_right(question)) == (unfair, percent)
