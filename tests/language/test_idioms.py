"""Which words are idioms."""

import pytest

from bot.language.idioms import Idioms, idioms


@pytest.mark.parametrize("word", ["画蛇添足", "畫蛇添足", "一一列举", "龙鬼蛇神", "三心二意", "一乾二净"])
def test_an_idiom_is_known_in_any_characters(word: str) -> None:
    assert word in idioms()


@pytest.mark.parametrize("word", ["一元函数", "身体不好", "画蛇添", "画蛇添足了", "", "足足足足", "一国两制"])
def test_other_words_are_none(word: str) -> None:
    assert word not in idioms()


def test_all_of_them_are_there_and_found() -> None:
    assert len(idioms()) > 20_000
    few = Idioms(["画蛇添足", "一心一意", "马到成功"])
    assert len(few) == 3 and all(word in few for word in ("画蛇添足", "一心一意", "马到成功"))
