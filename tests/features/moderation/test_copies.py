"""The same words by several people."""

from dataclasses import replace

import pytest

from bot.features.members.model import Member
from bot.features.moderation.signals import copies
from bot.features.moderation.window import Heard
from tests.features.moderation.talk import NEWCOMER, REGULAR, SETTINGS, facts, heard, message

ADVERT = "本店春茶全场八折欢迎各位选购"


def others(text: str, *senders: int, new: bool = True) -> list[Heard]:
    return [replace(heard(text, 30, sender), sender_id=sender, is_new=new) for sender in senders]


@pytest.mark.parametrize(
    ("text", "by", "member", "key"),
    [
        (ADVERT, others(ADVERT, 1), NEWCOMER, "finding-copies-member"),
        (ADVERT, others(ADVERT, 1, 2), NEWCOMER, "finding-copies-crowd"),
        (ADVERT, others(ADVERT, 1, 2, new=False), NEWCOMER, "finding-copies-member"),
        (ADVERT, others(ADVERT, 1, 2), REGULAR, "finding-copies-none"),
        (ADVERT, [], NEWCOMER, "finding-copies-none"),
        ("打卡 第三天", others("打卡 第三天", 1, 2, 3), NEWCOMER, "finding-copies-ritual"),
        ("今天的茶真好喝呀", others("今天的茶真好喝呀", 1, 2, 3), NEWCOMER, "finding-copies-ritual"),
    ],
)
def test_by_who_said_it_before(text: str, by: list[Heard], member: Member, key: str) -> None:
    said = message(text)
    (found,) = copies.check(said, facts(said, member=member, others=by), SETTINGS)
    assert found.key == key
