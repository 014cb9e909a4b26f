"""Words that come up suddenly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.crisis.terms import emerging, log_likelihood, phrases


def texts(found: list) -> list[str]:  # type: ignore[type-arg]
    return [term.text for term in found]


def test_a_word_that_many_people_suddenly_use_emerges() -> None:
    now = {"塑化剂": 8, "好喝": 20, "早上好": 30}
    past = {"好喝": 560, "早上好": 800}
    assert texts(emerging(now, 100, past, 2_800)) == ["塑化剂"]


def test_two_people_are_too_few_and_known_words_are_left_out() -> None:
    assert emerging({"塑化剂": 2}, 100, {}, 2_800) == []
    assert emerging({"塑化剂": 8}, 100, {}, 2_800, known={"塑化剂"}) == []


def test_a_day_with_more_speakers_does_not_make_words_emerge() -> None:
    assert emerging({"好喝": 200}, 1_000, {"好喝": 560}, 2_800) == []


def test_of_a_phrase_and_its_parts_the_phrase_is_offered() -> None:
    found = emerging({"塑化剂": 8, "超标": 8, "塑化剂超标": 8}, 100, {}, 2_800)
    assert texts(found) == ["塑化剂超标"]


def test_the_most_surprising_comes_first() -> None:
    assert texts(emerging({"甲醛": 6, "塑化剂": 12}, 100, {}, 2_800)) == ["塑化剂", "甲醛"]


def test_without_speakers_nothing_emerges() -> None:
    assert emerging({"塑化剂": 8}, 0, {}, 2_800) == []
    assert emerging({"塑化剂": 8}, 10, {}, 0) == []


def test_phrases_are_words_and_runs_of_them() -> None:
    assert phrases(["塑化剂", "超标"]) == {"塑化剂", "超标", "塑化剂超标"}
    assert "tea bag" in phrases(["green", "tea", "bag"])


@pytest.mark.parametrize(
    ("counts", "expected"), [((10, 100, 100, 1_000), 0.0), ((10, 100, 0, 1_000), 48.9), ((5, 10_000, 10, 10_000), 1.7)]
)
def test_the_likelihood_is_dunnings(counts: tuple[int, int, int, int], expected: float) -> None:
    assert log_likelihood(*counts) == pytest.approx(expected, abs=0.1)


@given(st.integers(0, 50), st.integers(50, 500), st.integers(0, 50), st.integers(50, 500))
def test_the_likelihood_is_never_below_nothing(here: int, of_here: int, there: int, of_there: int) -> None:
    assert log_likelihood(here, of_here, there, of_there) >= -1e-9
