"""What counts as a question of a newcomer."""

import pytest

from handlers.members.helping import is_question


@pytest.mark.parametrize(
    "text",
    [
        "请问怎么泡",
        "这里包邮吗",
        "有没有小份的",
        "几点开门呀",
        "How do I join the check-in",
        "is there a discount?",
        "群主在？？",
    ],
)
def test_questions(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text", ["大家好", "谢谢", "今天天气真不错", "好的好的，收到", "Thanks a lot", "吗", "茶" * 401 + "？"]
)
def test_others(text: str) -> None:
    assert not is_question(text)
