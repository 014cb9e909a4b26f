"""Forbidden words, in every costume and in every part of a message."""

import pytest

from bot.features.moderation.model import Action
from bot.features.moderation.signals import words
from tests.features.moderation.talk import SETTINGS, facts, message

FORBIDDEN = (("加微信", Action.DELETE), ("代購", Action.BAN), ("vx", Action.WARN))


@pytest.mark.parametrize(
    "text", ["加微信", "想要的 加 ❤ 微 丨 信", "加Ｗ微信吗 加微\u200b信", "可以代购", "ｖｘ：abc", "v x 123", "𝐯𝐱 66"]
)
def test_found(text: str) -> None:
    said = message(text)
    found = words.check(said, facts(said, words=FORBIDDEN), SETTINGS)
    assert found and all(f.weight > 0 and f.order is not None and f.key.startswith("finding-words-") for f in found)


@pytest.mark.parametrize("text", ["", "今天泡什么茶", "vxlan 配置", "微信支付可以吗"])
def test_innocent_with_a_reason(text: str) -> None:
    said = message(text)
    (found,) = words.check(said, facts(said, words=FORBIDDEN), SETTINGS)
    assert found.weight == 0 and found.key == "finding-words-none"


def test_each_word_once_with_its_own_order() -> None:
    said = message("加微信 加微信 代购")
    found = words.check(said, facts(said, words=FORBIDDEN), SETTINGS)
    assert {(f.values["word"], f.order) for f in found} == {("加微信", Action.DELETE), ("代購", Action.BAN)}


def test_buttons_and_polls_speak_too() -> None:
    for said in (message("看", button_texts=("加微信",)), message("", extra_text=("选哪个", "加 微 信"))):
        assert words.check(said, facts(said, words=FORBIDDEN), SETTINGS)[0].weight > 0


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("想要的 加 ❤ 微 丨 信 吧", "加 ❤ 微 丨 信"),
        ("𝐯𝐱 66", "𝐯𝐱"),
        ("来 ｖ　ｘ", "ｖ　ｘ"),
        ("我加微信了", None),
        ("我要 VX", None),
        ("代購吗", None),
    ],
)
def test_a_word_in_costume_is_shown_as_it_was_written(text: str, written: str | None) -> None:
    said = message(text)
    (found,) = words.check(said, facts(said, words=FORBIDDEN), SETTINGS)
    assert found.values.get("written") == written
