"""A tag as somebody writes it."""

from typing import Final

from bot.core.errors import Refused
from bot.features.members.tags import LONGEST

OFF: Final = ("off", "关", "取消", "关闭")


def word_of(typed: str) -> str:
    """The tag, without its hash sign.

    Raises:
        Refused: it is none.
    """
    word = typed.strip().lstrip("#＃")
    if len(word) > LONGEST or len(word.split()) > 1 or ":" in word or "#" in word:
        raise Refused("tag-form", longest=LONGEST)
    return word
