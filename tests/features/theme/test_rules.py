"""How near talk is to a theme."""

import pytest

from bot.core.errors import Refused
from bot.features.theme.rules import Talk, has_drifted, listen, read_words
from bot.features.theme.settings import ThemeSettings

THEME = ["茶", "冲泡"]
ASIDE = "昨晚的球赛你们看了吗"
ABOUT = "這款茶第三泡最好喝"


def talk(*texts: str) -> Talk:
    return listen([(number % 4, text) for number, text in enumerate(texts)], THEME)


@pytest.mark.parametrize(
    ("texts", "percent"),
    [
        ([ASIDE] * 30, 0),
        ([ABOUT] * 30, 100),
        ([ASIDE] * 14 + [ABOUT] + [ASIDE] * 15, 30),
        ([*[ASIDE] * 29, ABOUT], 17),
        ([ABOUT, *[ASIDE] * 29], 17),
        ([*[ASIDE] * 10, ABOUT, *[ASIDE] * 6, ABOUT, *[ASIDE] * 12], 53),
        ([ASIDE] * 19, None),
        (["打卡 第3天", "收到", "早安", "/top", "哈哈"] * 10, None),
    ],
)
def test_what_stands_around_a_word_of_the_theme_is_near_it(texts: list[str], percent: int | None) -> None:
    assert talk(*texts).percent == percent


def test_two_who_talk_have_no_direction_to_drift_off_from() -> None:
    assert listen([(number % 2, ASIDE) for number in range(40)], THEME).percent is None


def test_it_has_drifted_below_the_share_that_is_set() -> None:
    settings = ThemeSettings(words=THEME, least_percent=20)
    assert has_drifted(Talk(50, 5, 9), settings)
    assert not has_drifted(Talk(50, 5, 10), settings)
    assert not has_drifted(Talk(5, 5, 0), settings)


def test_words_are_read_as_people_write_them() -> None:
    assert read_words("茶、茶具，冲泡 pu-erh 茶") == ["茶", "茶具", "冲泡", "pu-erh"]
    for typed in (" ".join(map(str, range(31))), "茶" * 31, "茶 🍵"):
        with pytest.raises(Refused):
            read_words(typed)
