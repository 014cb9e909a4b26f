"""Words made to be missed."""

from typing import Any

import pytest

from bot.core.event import Media, MediaKind
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


POLL = Media(MediaKind.POLL)


@pytest.mark.parametrize(
    ("text", "more", "key"),
    [
        ("", {"extra_text": ("加 微 信 领 取 福 利", "好"), "media": POLL}, "spaced"),
        ("", {"extra_text": ("今天喝什么", "加\u200b微\u200b信"), "media": POLL}, "hidden"),
        ("", {"extra_text": ("𝓕𝓻𝓮𝓮 money",)}, "hidden"),
        ("今天泡什么茶", {"extra_text": ("清单", "login at pаypal now")}, "mixed"),
        ("加 微 信 领 取 福 利", {"extra_text": ("login at pаypal now",)}, "mixed"),
        ("login at pаypal now", {"extra_text": ("加 微 信 领 取 福 利",)}, "mixed"),
        ("", {"extra_text": ("春节说什么", "新", "年", "快", "乐", "呀"), "media": POLL}, "none"),
        ("", {"extra_text": ("哪一杯", "①", "②", "③", "④"), "media": POLL}, "none"),
        (
            "笑死",
            {"extra_text": ("加 微 信 领 取 福 利",), "quote": "加 微 信 领 取 福 利", "quoted_from": "别的群"},
            "none",
        ),
        ("看看", {"extra_text": ("加 微 信 领 取 福 利",), "forwarded_from": "茶讯"}, "none"),
        ("", {"extra_text": ("𝓐𝓷𝓷𝓪 13800138000",), "media": Media(MediaKind.CONTACT)}, "none"),
        ("看看", {"button_texts": ("𝓢𝓱𝓸𝓹", "进 来 看 看 吧")}, "none"),
    ],
)
def test_in_other_places(text: str, more: dict[str, Any], key: str) -> None:
    said = message(text, **more)
    (found,) = scripts.check(said, facts(said), SETTINGS)
    assert found.key == f"finding-scripts-{key}"


def test_hidden_words_are_shown_as_they_are_read() -> None:
    said = message("今天喝什么", extra_text=("加\u200b微\u200b信",))
    (found,) = scripts.check(said, facts(said), SETTINGS)
    assert found.values == {"text": "加微信"}
