"""Insults ask, and do nothing else."""

import pytest

from bot.features.moderation.model import Action
from bot.features.moderation.rules import judge
from bot.features.moderation.settings import ModerationSettings, Strictness
from bot.features.moderation.signals import abuse
from tests.features.moderation.talk import NEWCOMER, SETTINGS, facts, message

STRICT = ModerationSettings(strictness=Strictness.STRICT)


@pytest.mark.parametrize("text", ["你这个傻逼", "傻 逼", "去死吧你", "you are a retard", "Kill yourself", "操 你 妈"])
def test_insults_are_left_to_the_staff_at_any_strictness(text: str) -> None:
    said = message(text)
    for settings in (SETTINGS, STRICT):
        verdict = judge(said, facts(said, member=NEWCOMER), settings)
        assert verdict.action is Action.ASK, text


@pytest.mark.parametrize(
    "text",
    [
        "我真傻逼",
        "我就是个脑残",
        "去死皮的磨砂膏",
        "卧槽好喝",
        "废物利用",
        "笑死我了",
        "fuck, it is raining",
        "USB设备",
        "i'm such a retard",
    ],
)
def test_look_alikes(text: str) -> None:
    said = message(text)
    assert abuse.check(said, facts(said), SETTINGS)[0].weight == 0, text
