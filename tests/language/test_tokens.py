import logging

import pytest

from bot.language.fold import fold_characters
from bot.language.tokens import Tokens, stop_words


@pytest.fixture(scope="module")
def tokens() -> Tokens:
    return Tokens(names=["围炉", "山间茶语"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("今天的普洱茶真好喝，哈哈哈哈，大家可以看看 https://t.me/abc", ["普洱茶", "好喝"]),
        ("這款龍井茶葉和鐵觀音哪個好？", ["龙井茶", "铁观音"]),
        ("I really like the new Python release, don't you?", ["python", "release"]),
        ("打卡 +1 收到 好的", []),
        ("围炉 iPhone15 上线", ["围炉", "iphone15", "上线"]),
        ("山间茶语的物流", ["山间茶语", "物流"]),
        ("@wang_1 /help 快递", ["快递"]),
        ("😂😂 12345 。。。", []),
        ("快递快递", ["快递", "快递"]),
        ("", []),
    ],
)
def test_words(tokens: Tokens, text: str, words: list[str]) -> None:
    assert tokens.words(text) == words


def test_loading_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    Tokens()
    assert logging.getLogger("jieba").level == logging.WARNING
    assert capfd.readouterr() == ("", "")


def test_stop_words_are_written_as_words_are_folded() -> None:
    words = stop_words()
    assert len(words) > 500
    assert [word for word in words if fold_characters(word) != word] == []
