"""Which lures are read and heard."""

import pytest

from bot.language.reading import reader


@pytest.mark.parametrize(
    ("text", "word"),
    [("嘉薇信聊", "加微信"), ("佳 喂 聊", "加薇"), ("口口 12345", "扣扣"), ("出售圆宝", "元宝"), ("诚招包妈", "宝妈")],
)
def test_a_listed_word_is_heard_in_any_characters(text: str, word: str) -> None:
    assert word in [lure.word for lure in reader().read(text).lures if lure.heard]


@pytest.mark.parametrize(
    "text",
    [
        "这家店的好名声是口口相传的",
        "他终于承认是自己错了",
        "路边停着一辆宝马",
        "每日节省一点时间",
        "把他加为新好友",
        "佳维新材料公司",
        "这个价位可以接受",
        "家里带宽不够",
        "这样行得通宝吗",
        "USB设备坏了",
        "five people came",
        "高达模型到了",
    ],
)
def test_what_only_sounds_like_one_is_not_heard(text: str) -> None:
    assert not [lure for lure in reader().read(text).lures if lure.heard]
