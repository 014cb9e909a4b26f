"""Every setting can be shown and changed, and what is typed for it is read or refused."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import Refused
from bot.features import FEATURES
from bot.features.settings.fields import Kind, Setting, Settings, checked, read, steps
from bot.texts import Texts
from handlers.keyboards import pack

SETTINGS = Settings([feature.settings for feature in FEATURES if feature.settings is not None])
EVERY = list(SETTINGS.by_code.values())
LONGEST_CHAT = -1_009_999_999_999


def find(name: str) -> Setting:
    found = SETTINGS.find(name)
    assert found is not None, name
    return found


def test_every_setting_has_a_code_of_its_own_and_fits_into_a_button() -> None:
    assert len(EVERY) == sum(map(len, SETTINGS.by_feature.values()))
    for setting in EVERY:
        values = [*setting.choices, "false", "off"]
        if setting.kind is Kind.NUMBER:
            values += [str(value) for value in steps(setting, setting.default)]
        for value in values:
            pack("panel", "set", LONGEST_CHAT, setting.code, value)
    for feature in SETTINGS.by_feature:
        pack("panel", "feature", LONGEST_CHAT, feature, 20)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_features_and_choices_have_words_in_both_languages(language: str) -> None:
    known = Texts.load(strict=True).keys(language)
    wanted = {f"panel-feature-{feature.replace('_', '-')}" for feature in SETTINGS.by_feature}
    wanted |= {f"choice-{choice}" for setting in EVERY for choice in setting.choices}
    assert wanted - known == set()


def test_every_setting_is_described_in_both_languages() -> None:
    alike = [s.name for s in EVERY if s.described(in_chinese=True) == s.described(in_chinese=False)]
    assert alike == []
    assert find("moderation.warn_limit").described(in_chinese=True) == "警告几次后禁言"


def test_a_default_fits_and_so_do_the_steps_beside_a_number() -> None:
    for setting in EVERY:
        assert checked(setting, [], setting.default) == setting.default, setting.name
        if setting.kind is Kind.NUMBER:
            offered = steps(setting, setting.default)
            assert offered == tuple(sorted(set(offered))) and offered
            for value in offered:
                checked(setting, [], value)


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("moderation.warn_limit", " ５ ", 5),
        ("crisis.chance", "0.001", 0.001),
        ("crisis.burst_people", "关", None),
        ("moderation.strictness", "strict", "strict"),
        ("checkin.remind_at", "20:30", "20:30"),
        ("onboarding.hour", "09:30", "09:30:00"),
        ("onboarding.cities", "北京、上海，广州", ["北京", "上海", "广州"]),
        ("entry.steps", "passphrase 芝麻开门\nreview", ["passphrase 芝麻开门", "review"]),
        ("entry.steps", "空", []),
        ("points.levels", "0, 10, 20", [0, 10, 20]),
        ("points.streaks", "7 = 10\n30：50", {"7": 10, "30": 50}),
        ("general.keywords", "checkin = 打卡、签到", {"checkin": ["打卡", "签到"]}),
        ("entry.by_step", "[captcha]\ntimeout_s = 60", None),
        ("welcome.text", "off", None),
        ("general.timezone", "Europe/London", "Europe/London"),
        ("quiet.hours", "22:00-08:00", "22:00-08:00"),
    ],
)
def test_what_is_typed_is_read(name: str, typed: str, value: Any) -> None:
    setting = find(name)
    stored = checked(setting, [], read(setting, typed))
    if name == "entry.by_step":
        assert stored["captcha"]["timeout_s"] == 60
    else:
        assert stored == value


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("moderation.warn_limit", "0"),
        ("moderation.warn_limit", "21"),
        ("moderation.warn_limit", "三"),
        ("moderation.warn_limit", "9" * 5_000),
        ("crisis.chance", "nan"),
        ("crisis.growth", "inf"),
        ("moderation.strictness", "harsh"),
        ("checkin.remind_at", "25:00"),
        ("general.timezone", "../../etc/passwd"),
        ("general.timezone", "Asia/Atlantis"),
        ("general.timezone", "/etc/passwd"),
        ("quiet.hours", "immer"),
        ("entry.steps", "open sesame"),
        ("points.levels", "a, b"),
        ("points.streaks", "nonsense"),
        ("points.streaks", "[" * 2_000),
        ("welcome.text", "<script>"),
    ],
)
def test_what_does_not_fit_is_refused_and_says_so(name: str, typed: str) -> None:
    setting = find(name)
    with pytest.raises(Refused) as refused:
        checked(setting, [], read(setting, typed))
    for language in ("zh-CN", "en"):
        Texts.load(strict=True).say(language, refused.value.key, **refused.value.values)


@given(st.sampled_from(EVERY), st.text(max_size=60))
def test_anything_typed_is_a_value_or_a_refusal(setting: Setting, typed: str) -> None:
    try:
        value = checked(setting, [], read(setting, typed))
    except Refused:
        return
    assert checked(setting, [], value) == value
