"""Words made to be missed."""

import pytest

from bot.features.moderation.signals import scripts
from tests.features.moderation.talk import SETTINGS, facts, message


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("今天泡什么茶", "none"),
        ("plain English, nothing more", "none"),
        ("login at pаypal now", "mixed"),
        ("加 微 信 领 取 福 利", "spaced"),
        ("加❤微❤信❤领❤福❤利", "spaced"),
        ("一、二、三、四、五、六", "none"),
        ("加\u200b微\u200b信", "hidden"),
        ("联系①③⑧⑧⑧", "hidden"),
        ("𝓕𝓻𝓮𝓮 money", "hidden"),
        ("👨‍👩‍👧 一家人 🏳️‍🌈", "none"),
        ("Привет, мир", "none"),
        ("α粒子和β粒子", "none"),
        ("①早起 ②读书 ③打卡", "none"),
        ("USB设备 5G手机", "none"),
    ],
)
def test_by_spelling(text: str, key: str) -> None:
    said = message(text)
    (found,) = scripts.check(said, facts(said), SETTINGS)
    assert found.key == f"finding-scripts-{key}"
