"""The same words by several people."""

from dataclasses import replace
from typing import Any

import pytest

from bot.core.event import Link
from bot.features.members.model import Member
from bot.features.moderation.model import Action
from bot.features.moderation.rules import judge
from bot.features.moderation.settings import Strictness
from bot.features.moderation.signals import copies
from bot.features.moderation.window import Heard
from tests.features.moderation.talk import NEWCOMER, NOON, REGULAR, SETTINGS, facts, heard, message

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


LINE = "春茶上新全场八折，想喝的朋友都来看看呀"
LINKED = f"{LINE} https://tea.example.com/spring"
CHECKED_IN = "打卡 第三天 https://read.example.com/chapter/3"


def asked(text: str, before: int, *, member: Member = REGULAR, **more: Any) -> str:
    """What is found when a regular says what so many others have said, old and new."""
    said = message(text, **{name: more.pop(name) for name in ("links", "edited_at") if name in more})
    by = [*others(text, *range(1, before), new=False), *others(text, before)]
    (found,) = copies.check(said, facts(said, member=member, others=by, **more), SETTINGS)
    return found.key.removeprefix("finding-copies-")


@pytest.mark.parametrize(
    ("text", "before", "more", "key"),
    [
        (LINKED, 4, {}, "members"),
        (LINKED, 40, {}, "members"),
        (f"{LINE}，加薇 tea_seller88", 4, {}, "members"),
        (LINE, 4, {"links": (Link("https://tea.example.com", "看看呀"),)}, "members"),
        (LINKED, 3, {}, "none"),
        (LINE, 40, {}, "none"),
        (f"{LINE} @tea_friend", 4, {}, "none"),
        (f"{LINE} https://t.me/weilucha/5", 4, {}, "none"),
        (LINKED, 4, {"allowed": ("example.com",)}, "none"),
        (LINKED, 4, {"edited_at": NOON}, "none"),
        (CHECKED_IN, 40, {}, "ritual"),
        ("happy new year to all of you", 40, {"links": (Link("https://card.example.com", "all"),)}, "ritual"),
        ("看 tea.cn/a", 40, {}, "ritual"),
    ],
)
def test_many_regulars_who_lead_elsewhere_in_the_same_words(
    text: str, before: int, more: dict[str, Any], key: str
) -> None:
    assert asked(text, before, **more) == key


def test_one_person_who_says_it_again_is_no_crowd() -> None:
    said = message(LINKED)
    by = [one for _ in range(9) for one in others(LINKED, 1, new=False)]
    (found,) = copies.check(said, facts(said, others=by), SETTINGS)
    assert found.key == "finding-copies-none"


@pytest.mark.parametrize("strictness", list(Strictness))
@pytest.mark.parametrize("text", [LINKED, f"{LINE} https://t.me/+AbCdEf123456"])
def test_a_crowd_of_regulars_is_a_question_and_never_more(strictness: Strictness, text: str) -> None:
    said = message(text)
    settings = SETTINGS.model_copy(update={"strictness": strictness})
    alone = judge(said, facts(said), settings).action
    together = judge(said, facts(said, others=others(text, 1, 2, 3, 4, new=False)), settings).action
    assert together is max(alone, Action.ASK)
