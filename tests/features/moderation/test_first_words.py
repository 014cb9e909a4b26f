"""The first thing somebody says."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.features.members.model import Member
from bot.features.moderation.signals import first_words
from tests.features.moderation.talk import NEWCOMER, NOON, REGULAR, SETTINGS, facts, message

JUST_IN = replace(NEWCOMER, joined_at=NOON - timedelta(seconds=8))
LONG = "长期收购各种闲置账号价格公道量大从优诚信经营童叟无欺欢迎各位老板前来洽谈合作"


@pytest.mark.parametrize(
    ("text", "member", "key"),
    [
        (LONG, JUST_IN, "prepared"),
        (LONG, NEWCOMER, "none"),
        (LONG, REGULAR, "none"),
        (LONG, None, "none"),
        ("大家好，我是新来的，" + LONG, JUST_IN, "greeting"),
        ("打卡", JUST_IN, "greeting"),
        ("这里卖茶吗", JUST_IN, "none"),
    ],
)
def test_by_when_and_what(text: str, member: Member | None, key: str) -> None:
    said = message(text)
    (found,) = first_words.check(said, facts(said, member=member), SETTINGS)
    assert found.key == f"finding-first_words-{key}"


@pytest.mark.parametrize("about", [{"edited_at": NOON}])
def test_edits_are_no_first_words(about: dict[str, Any]) -> None:
    said = message(LONG, **about)
    assert first_words.check(said, facts(said, member=JUST_IN), SETTINGS)[0].weight == 0
