"""When letters are due, what introduces somebody, who wants silence."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.features.onboarding.model import Step
from bot.features.onboarding.rules import asks_for_silence, complains, introduces, letter_at, next_letter, open_steps
from bot.features.onboarding.settings import OnboardingSettings
from tests.stage import MORNING as NOW

SHANGHAI = ZoneInfo("Asia/Shanghai")
TEN = time(10)


def test_a_letter_is_due_at_the_hour_of_its_local_day() -> None:
    late = datetime(2026, 12, 1, 15, 59, tzinfo=UTC)  # 23:59 in Shanghai
    assert letter_at(late, 1, TEN, SHANGHAI) == datetime(2026, 12, 2, 2, 0, tzinfo=UTC)
    assert letter_at(late + timedelta(minutes=1), 1, TEN, SHANGHAI) == datetime(2026, 12, 3, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("done", "days", "passed", "day"),
    [
        (0, (1, 3, 7), timedelta(), 1),
        (1, (1, 3, 7), timedelta(days=1, hours=3), 3),
        (0, (3,), timedelta(), 3),
        (0, (1, 3, 7), timedelta(days=1, hours=6), 1),
        (0, (1, 3, 7), timedelta(days=4), 7),
        (7, (1, 3, 7), timedelta(days=7), None),
        (0, (), timedelta(), None),
        (0, (1, 3, 7), timedelta(days=30), None),
    ],
)
def test_what_was_missed_is_left_out(done: int, days: tuple[int, ...], passed: timedelta, day: int | None) -> None:
    found = next_letter(NOW, done, days, TEN, SHANGHAI, NOW + passed)
    assert (found[0] if found else None) == day


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("#自我介绍 我是小红", True),
        ("大家好，我是小红 #自我介绍", True),
        ("＃自我介紹\n我叫小紅", True),
        ("#自我介绍", False),
        ("#自我介绍 。", False),
        ("自我介绍 我是小红", False),
        ("我是小红", False),
    ],
)
def test_introductions(text: str, said: bool) -> None:
    assert introduces(text, "#自我介绍") is said


@pytest.mark.parametrize(
    ("text", "silence", "complaint"),
    [
        ("退订", True, False),
        ("td", True, False),
        ("STOP!", True, False),
        ("别发了。", True, False),
        ("stop by tomorrow?", False, False),
        ("我要投诉你们", False, True),
        ("谢谢", False, False),
    ],
)
def test_private_words(text: str, silence: bool, complaint: bool) -> None:
    assert asks_for_silence(text) is silence
    assert complains(text) is complaint


def test_steps_that_are_left() -> None:
    assert open_steps(False, False, False) == [Step.RULES, Step.INTRODUCTION, Step.CHECKIN]
    assert open_steps(None, False, True) == [Step.INTRODUCTION]
    assert open_steps(True, True, True) == []


def test_letters_are_checked() -> None:
    assert OnboardingSettings().days == (1, 3, 7)
    assert OnboardingSettings.model_validate({"letters": {"3": None, "7": "<b>{name}</b>"}}).days == (1, 7)
    assert OnboardingSettings.model_validate({"letters": {"3": "off", "7": ""}}).days == (1, 7)
    for wrong in ({"2": "您好"}, {"3": "<b>您好"}, {"3": " "}, {"3": "茶" * 2001}):
        with pytest.raises(ValueError):
            OnboardingSettings.model_validate({"letters": wrong})
