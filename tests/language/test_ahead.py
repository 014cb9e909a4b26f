"""Reading many texts before their turn changes when they are read, never what is read."""

from hypothesis import given
from hypothesis import strategies as st

from bot.language import ahead, mood
from bot.language.ahead import LONGEST, MOST, mood_of, read_ahead, reading_of
from bot.language.reading import reader
from tests.language.strategies import texts


@given(st.lists(texts, max_size=8))
def test_what_was_read_ahead_is_what_would_be_read(said: list[str]) -> None:
    said = [*said, "好吃但是太慢了", "加V信 a1234567 领红包", "not good", "", "长" * (LONGEST + 1)]
    read_ahead(said)
    for text in said:
        assert reading_of(text) == reader().read(text)
        assert mood_of(text) == mood.read(text)


def test_the_oldest_give_way() -> None:
    for start in range(0, MOST + 500, 100):
        read_ahead(f"第 {number} 泡" for number in range(start, start + 100))
    assert len(ahead._known) == MOST
    assert "第 499 泡" not in ahead._known
    assert f"第 {MOST + 499} 泡" in ahead._known
