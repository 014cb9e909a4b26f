from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.language.ngrams import grams, grams_of, spellings
from tests.language.strategies import texts


def test_the_numbers_are_for_ever() -> None:
    assert grams("加v", 2).tolist() == [
        4196734889,
        989993913,
        3716574284,
        1429427351,
        480813293,
        1649005842,
        1302678960,
    ]


def test_spellings_stand_where_their_numbers_stand() -> None:
    assert spellings("加v", 2) == ["\x02", "加", "v", "\x03", "\x02加", "加v", "v\x03"]


@given(texts, st.integers(1, 6))
def test_equal_spellings_have_equal_numbers(text: str, longest: int) -> None:
    hashes, spelled = grams(text, longest).tolist(), spellings(text, longest)
    assert len(hashes) == len(spelled)
    assert len(set(zip(hashes, spelled, strict=True))) == len(set(spelled))


@given(st.lists(texts, max_size=5), st.integers(1, 5))
def test_many_texts_at_once_have_the_numbers_of_each(many: list[str], longest: int) -> None:
    rows, hashes = grams_of(many, longest)
    for index, text in enumerate(many):
        assert Counter(hashes[rows == index].tolist()) == Counter(grams(text, longest).tolist())


def test_different_grams_seldom_share_a_weight() -> None:
    han = [chr(0x4E00 + index) for index in range(20_000)]
    weights = grams("".join(han[:1990]), 3) >> np.uint32(32 - 20)
    assert len(set(weights.tolist())) > 0.99 * len(weights)
