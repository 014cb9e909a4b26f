"""The same words by several people."""

from dataclasses import replace

import pytest

from bot.features.members.model import Member
from bot.features.moderation.model import Action
from bot.features.moderation.rules import judge
from bot.features.moderation.settings import Strictness
from bot.features.moderation.signals import copies
from bot.features.moderation.window import Heard
from tests.features.moderation.talk import NEWCOMER, REGULAR, SETTINGS, facts, heard, message

ADVERT = "本店春茶全场八折欢迎各位选购"


def others(text: str, *senders: int, new: bool = True) -> list[Heard]:
    return [replace(heard(text, 30, sender), sender_id=sender, is_new=new) for sender in senders]


CHAPTER = "打卡 今天读了《茶经》第三章，收获满满，明天继续"


@pytest.mark.parametrize(
    ("text", "by", "member", "key"),
    [
        (ADVERT, others(ADVERT, 1), NEWCOMER, "finding-copies-member"),
        (ADVERT, others(ADVERT, 1, 2), NEWCOMER, "finding-copies-crowd"),
        (ADVERT, others(ADVERT, 1, 2, new=False), NEWCOMER, "finding-copies-member"),
        (ADVERT, others(ADVERT, 1, 2), REGULAR, "finding-copies-none"),
        (ADVERT, [], NEWCOMER, "finding-copies-none"),
        ("打卡 第三天", others("打卡 第三天", 1, 2, 3), NEWCOMER, "finding-copies-ritual"),
        (CHAPTER, others(CHAPTER, 1, 2, 3, 4), NEWCOMER, "finding-copies-ritual"),
        ("今天的茶真好喝呀", others("今天的茶真好喝呀", 1, 2, 3), NEWCOMER, "finding-copies-ritual"),
    ],
)
def test_by_who_said_it_before(text: str, by: list[Heard], member: Member, key: str) -> None:
    said = message(text)
    (found,) = copies.check(said, facts(said, member=member, others=by), SETTINGS)
    assert found.key == key


@pytest.mark.parametrize("strictness", list(Strictness))
def test_a_newcomer_who_says_what_somebody_else_said_is_left_alone(strictness: Strictness) -> None:
    said = message("thanks everyone for the tips yesterday, the second infusion was perfect")
    known = facts(said, member=NEWCOMER, others=others(said.text, 1, new=False))
    assert judge(said, known, SETTINGS.model_copy(update={"strictness": strictness})).action is Action.OBSERVE


@pytest.mark.parametrize(("others_before", "action"), [(1, Action.OBSERVE), (2, Action.ASK), (4, Action.DELETE)])
def test_the_more_newcomers_the_less_a_coincidence(others_before: int, action: Action) -> None:
    said = message("早上好，谢谢分享，照片拍得真好看。")
    known = facts(said, member=NEWCOMER, others=others(said.text, *range(1, others_before + 1)))
    assert judge(said, known, SETTINGS).action is action
