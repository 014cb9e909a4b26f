"""The way back from folded text to what was written."""

import pytest
from hypothesis import given

from bot.language.fold import fold
from bot.language.origins import as_written, origins
from tests.language.strategies import texts


@pytest.mark.parametrize(
    ("text", "found", "written"),
    [
        ("加 ❤ 薇 丨 信", "加薇信", "加 ❤ 薇 丨 信"),
        ("快来加\u200b微\u200b信吧", "加微信", "加\u200b微\u200b信"),
        ("我的Ｖ Ｘ是", "vx", "Ｖ Ｘ"),
        ("1️⃣3️⃣8️⃣ 找我", "138", "1️⃣3️⃣8️⃣"),
        ("🇨🇳 cn", "cn", "cn"),
        ("①⑵🅰", "12a", "①⑵🅰"),
        ("代購嗎", "代购", "代購"),
        ("哈哈哈哈哈哈加我", "加我", "加我"),
        ("㈱ and ﬁne", "fine", "ﬁne"),
        ("plain", "plain", "plain"),
    ],
)
def test_a_finding_points_at_what_was_written(text: str, found: str, written: str) -> None:
    folded = fold(text)
    start = folded.index(found)
    assert as_written(text, folded, start, start + len(found)) == written


def test_a_long_run_of_fillers_hides_nothing() -> None:
    text = "😀" * 300 + "微" + "❤" * 300 + "信"
    assert as_written(text, fold(text), 0, 2) == text[300:]


@given(texts)
def test_every_folded_character_comes_from_somewhere_in_order(text: str) -> None:
    found = origins(text, fold(text))
    assert len(found) == len(fold(text))
    assert found == sorted(found)
    assert all(0 <= index < len(text) for index in found)
