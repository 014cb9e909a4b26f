"""Both languages say the same things, and everything they say is markup Telegram accepts."""

from datetime import date, time, timedelta
from itertools import product
from pathlib import Path

import pytest
from structlog.testing import capture_logs

import bot.texts
from bot.core.errors import Bug
from bot.core.period import Days, NotUnderstood, Rule, parse_rule
from bot.core.text import Markup, faults
from bot.texts import MissingText, Texts

FOLDER = Path(bot.texts.__file__).parent
TEXTS = Texts.load(strict=True)
EVERY_KEY = sorted((language, key) for language in TEXTS.languages for key in TEXTS.keys(language))
# One of each plural form, a number that would get separators, and a person who tries to break the markup.
DUMMIES: tuple[int | str, ...] = (0, 1, 2, 1418, "<b>阿明</b> & \u202eco")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Two tiny languages."""
    for language, source in {
        "zh-CN": "hello = 你好 <b>{ $name }</b>\ncount = { $count } 条\nmode = { $on ->\n    [true] 开\n   *[false] 关\n }\n",
        "en": "hello = Hello <b>{ $name }</b>\ncount = { $count } messages\nouter = { hello }!\nmode = { $on ->\n    [true] on\n   *[false] off\n }\n",
    }.items():
        (tmp_path / language).mkdir()
        (tmp_path / language / "core.ftl").write_text(source, encoding="utf-8")
    return tmp_path


def test_both_languages_are_there() -> None:
    assert TEXTS.languages == ("zh-CN", "en")


def test_every_language_has_the_same_files() -> None:
    files = {language: {path.name for path in (FOLDER / language).iterdir()} for language in TEXTS.languages}
    assert len(set(map(frozenset, files.values()))) == 1, files


def test_every_file_has_the_same_keys_in_every_language() -> None:
    def keys(path: Path) -> list[str]:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [line.split("=")[0].strip() for line in lines if line[:1].isalpha() or line.startswith("-")]

    for path in sorted((FOLDER / TEXTS.default).glob("*.ftl")):
        for language in TEXTS.languages:
            assert keys(FOLDER / language / path.name) == keys(path), f"{language}/{path.name}: other keys or order"


def test_every_message_takes_the_same_variables_in_every_language() -> None:
    for key in sorted(TEXTS.keys(TEXTS.default)):
        variables = {language: TEXTS.variables(language, key) for language in TEXTS.languages}
        assert len(set(variables.values())) == 1, f"{key}: {variables}"


@pytest.mark.parametrize(("language", "key"), EVERY_KEY)
def test_every_message_renders_as_markup_telegram_accepts(language: str, key: str) -> None:
    names = sorted(TEXTS.variables(language, key))
    # Every variable at once takes each dummy and each named case.
    for value in (*DUMMIES, *sorted(TEXTS.variants(language, key))):
        said = TEXTS.say(language, key, **dict.fromkeys(names, value))
        assert isinstance(said, Markup)
        assert faults(said) == [], said
        assert said.plain().strip() or key.endswith("separator")
        assert "\u2068" not in said
        assert "<b>阿明" not in said


def test_values_are_escaped_and_markup_is_kept(small: Path) -> None:
    texts = Texts.load(strict=True, folder=small)
    assert texts.say("en", "hello", name="<i>&") == "Hello <b>&lt;i&gt;&amp;</b>"
    assert texts.say("en", "hello", name=Markup.italic("x")) == "Hello <b><i>x</i></b>"
    assert texts.say("en", "count", count=1418) == "1,418 messages"
    assert texts.say("en", "count", count="1418") == "1418 messages"
    assert texts.say("en", "mode", on=True) == "on"
    with pytest.raises(TypeError, match="NoneType"):
        texts.say("en", "hello", name=None)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["茶" * 5000, "<" * 5000, "\ufdd00\ufdd1"])
def test_a_value_of_any_length_arrives(small: Path, name: str) -> None:
    texts = Texts.load(strict=True, folder=small)
    assert texts.say("en", "hello", name=name) == f"Hello <b>{Markup.escape(name)}</b>"


def test_missing_keys_and_variables_raise_when_strict(small: Path) -> None:
    texts = Texts.load(strict=True, folder=small)
    for key in ("nothing", "hello", "outer"):
        with pytest.raises(MissingText, match=key):
            texts.say("en", key)


def test_missing_keys_and_variables_show_the_key_and_are_logged_once(small: Path) -> None:
    texts = Texts.load(folder=small)
    with capture_logs() as logs:
        for _ in range(3):
            assert texts.say("en", "nothing") == "nothing"
            assert texts.say("zh-CN", "hello") == "hello"
    assert [(line["language"], line["key"]) for line in logs] == [("en", "nothing"), ("zh-CN", "hello")]


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("zh-hans", "zh-CN"),
        ("zh-TW", "zh-CN"),
        ("zh_CN", "zh-CN"),
        ("zh", "zh-CN"),
        ("en", "en"),
        ("en-US", "en"),
        ("EN", "en"),
        ("ru", "zh-CN"),
        ("", "zh-CN"),
        (None, "zh-CN"),
    ],
)
def test_languages_are_matched(code: str | None, language: str) -> None:
    assert TEXTS.match(code) == language
    assert TEXTS.say(code or "", "yes") == TEXTS.say(language, "yes")


def test_the_default_language_can_be_chosen(small: Path) -> None:
    texts = Texts.load(default="en", folder=small)
    assert texts.languages == ("en", "zh-CN")
    assert texts.match(None) == texts.match("ru") == "en"
    with pytest.raises(Bug, match="de"):
        Texts.load(default="de", folder=small)


@pytest.mark.parametrize(("source", "place"), [("good = x\nbad line\n", "en/more.ftl:2"), ("hello = twice\n", "hello")])
def test_broken_files_do_not_load(small: Path, source: str, place: str) -> None:
    (small / "en" / "more.ftl").write_text(source, encoding="utf-8")
    with pytest.raises(Bug, match=place):
        Texts.load(folder=small).complete()


@pytest.mark.parametrize(
    ("length", "chinese", "english"),
    [
        (timedelta(), "0 秒", "0 seconds"),
        (timedelta(seconds=1), "1 秒", "1 second"),
        (timedelta(minutes=150), "2 小时 30 分钟", "2 hours 30 minutes"),
        (timedelta(days=30), "30 天", "30 days"),
        (timedelta(days=1, minutes=5), "1 天", "1 day"),
        (timedelta(hours=1, minutes=1, seconds=5), "1 小时 1 分钟", "1 hour 1 minute"),
        (timedelta(seconds=-90), "1 分钟 30 秒", "1 minute 30 seconds"),
    ],
)
def test_durations(length: timedelta, chinese: str, english: str) -> None:
    assert TEXTS.duration("zh-CN", length) == chinese
    assert TEXTS.duration("en", length) == english


@pytest.mark.parametrize(
    ("rule", "chinese", "english"),
    [
        (Rule(Days.EVERY_DAY, time(9)), "每天 09:00", "every day at 09:00"),
        (Rule(Days.EVERY_WORKDAY, time(8, 30)), "每个工作日 08:30", "every workday at 08:30"),
        (Rule(Days.WEEKDAYS, time(20), frozenset({3, 1})), "每周一、周三 20:00", "every Monday, Wednesday at 20:00"),
        (
            Rule(Days.ONCE, time(20), on=date(2026, 12, 1)),
            "2026-12-01 20:00，一次",
            "once, on 2026-12-01 at 20:00",
        ),
        (parse_rule("隔周周五 18:00"), "每 2 周的周五 18:00", "every 2 weeks on Friday at 18:00"),
        (
            parse_rule("节假日 10:00"),
            "每个休息日（周末和节假日）10:00",
            "every day off (weekends and holidays) at 10:00",
        ),
        (parse_rule("中秋 20:00"), "农历八月十五 20:00", "lunar 8-15 at 20:00"),
        (parse_rule("农历每月初一、十五 09:00"), "农历每月初一、十五 09:00", "lunar 1, 15 at 09:00"),
        (
            parse_rule("每月8号和18号 10:00"),
            "每月 8、18 日 10:00",
            "every month on day 8, 18 at 10:00",
        ),
        (
            parse_rule("cron: 0 9 * * 1-5"),
            "按 cron 规则 <code>0 9 * * 1-5</code>",
            "by the cron rule <code>0 9 * * 1-5</code>",
        ),
    ],
)
def test_schedules(rule: Rule, chinese: str, english: str) -> None:
    assert TEXTS.schedule("zh-CN", rule) == chinese
    assert TEXTS.schedule("en", rule) == english


def test_what_is_not_understood_has_its_sentence() -> None:
    for text in ("every <b>day", "every day 25:00", "2026-02-30 09:00"):
        with pytest.raises(NotUnderstood) as caught:
            parse_rule(text)
        for language, key in product(TEXTS.languages, [caught.value.key]):
            assert TEXTS.say(language, key, **caught.value.values)
