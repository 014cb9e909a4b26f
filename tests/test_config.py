"""The configuration says clearly what is wrong with it, and never what the token is."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

import bot.features
from bot.config import (
    Config,
    ConfigError,
    Database,
    Feature,
    Telegram,
    example_toml,
    load_config,
    table_markdown,
)

ROOT = Path(__file__).parent.parent
TOKEN = "123456:AAE-secret_secret_secret"
WITH_TOKEN = {"WEILU_TELEGRAM__TOKEN": TOKEN}


class Flood(BaseModel):
    model_config = ConfigDict(frozen=True)

    seconds: int = Field(default=5, ge=1, le=60, description="length of the window")


class ModerationSettings(BaseModel):
    """As a feature declares it, an optional limit, words and a table inside."""

    model_config = ConfigDict(frozen=True)

    flood_limit: int | None = Field(default=5, ge=1, description="messages in the window")
    sensitivity: Literal["off", "lenient", "strict"] = Field(default="lenient", description="not-a-text-key")
    domains: frozenset[str] = Field(default=frozenset({"b.cn", "a.cn"}), description="right-can_change_info")
    flood: Flood = Field(default=Flood(), description="the flood window")


@dataclass(frozen=True)
class SomeFeature:
    name: str
    settings: type[BaseModel] | None


FEATURES: tuple[Feature, ...] = (SomeFeature("moderation", ModerationSettings), SomeFeature("privacy", None))


def load(toml: str, tmp_path: Path, environ: Mapping[str, str] | None = None) -> Config:
    path = tmp_path / "config.toml"
    path.write_text(toml, encoding="utf-8")
    return load_config(path, WITH_TOKEN if environ is None else environ, FEATURES)


def problems(toml: str, tmp_path: Path, environ: Mapping[str, str] | None = None) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(toml, tmp_path, environ)
    for problem in caught.value.problems:
        assert "\n" not in problem
        assert TOKEN not in problem
    assert str(caught.value) == "\n".join(caught.value.problems)
    return list(caught.value.problems)


def test_a_token_is_enough() -> None:
    config = load_config(None, WITH_TOKEN)
    assert config.telegram.token.get_secret_value() == TOKEN
    assert config.telegram.base_url == "https://api.telegram.org/bot"
    assert config.telegram.base_file_url == "https://api.telegram.org/file/bot"
    assert config.telegram.mode == "polling"
    assert config.database.url == "sqlite+aiosqlite:///weilu.db"
    assert config.access.groups == "any"
    assert config.owners == ()
    assert (config.log.level, config.log.format) == ("INFO", "text")
    assert config.defaults.language == "zh-CN"
    assert config.defaults.zone.key == "Asia/Shanghai"


def test_everything_from_the_file(tmp_path: Path) -> None:
    config = load(
        f"""
        owners = [1, 2]
        [telegram]
        token = "{TOKEN}"
        base_url = "http://127.0.0.1:8081/bot"
        mode = "webhook"
        [telegram.webhook]
        url = "https://bot.example.org/hook"
        port = 8443
        path = "/hook"
        secret = "s-e_cret"
        [database]
        url = "postgresql+asyncpg://weilu:pw@db/weilu"
        [access]
        groups = [-1001, -1002]
        [log]
        level = "debug"
        format = "json"
        [defaults]
        language = "en"
        timezone = "Europe/Berlin"
        """,
        tmp_path,
        {},
    )
    assert config.owners == (1, 2)
    assert config.telegram.webhook.port == 8443
    assert config.telegram.webhook.secret is not None
    assert config.access.groups == (-1001, -1002)
    assert config.log.level == "DEBUG"
    assert config.defaults.zone.key == "Europe/Berlin"


def test_the_configuration_is_frozen() -> None:
    config = load_config(None, WITH_TOKEN)
    with pytest.raises(ValidationError):
        config.owners = (1,)
    with pytest.raises(ValidationError):
        config.log.level = "DEBUG"


def test_a_file_of_a_windows_editor(tmp_path: Path) -> None:
    assert load("\ufeffowners = [7]\r\n", tmp_path).owners == (7,)


# The environment


def test_the_environment_wins_and_leaves_the_rest(tmp_path: Path) -> None:
    environ = {**WITH_TOKEN, "WEILU_LOG__LEVEL": "warning", "WEILU_SETTINGS__MODERATION__FLOOD__SECONDS": "9"}
    config = load(
        '[log]\nlevel = "ERROR"\nformat = "json"\n[settings.moderation]\nflood_limit = 3\n', tmp_path, environ
    )
    assert (config.log.level, config.log.format) == ("WARNING", "json")
    assert config.settings_of(ModerationSettings) == ModerationSettings(flood_limit=3, flood=Flood(seconds=9))


@pytest.mark.parametrize("text", ["1,2,3", "1, 2，3", "1 2 3", "[1, 2, 3]", "1,2,3,"])
def test_lists_in_the_environment(text: str) -> None:
    assert load_config(None, {**WITH_TOKEN, "WEILU_OWNERS": text}).owners == (1, 2, 3)


@pytest.mark.parametrize(("text", "groups"), [("any", "any"), ("-1001", (-1001,)), ("-1001,-1002", (-1001, -1002))])
def test_groups_in_the_environment(text: str, groups: object) -> None:
    assert load_config(None, {**WITH_TOKEN, "WEILU_ACCESS__GROUPS": text}).access.groups == groups


def test_what_is_not_ours_or_empty_is_left_alone() -> None:
    environ = {**WITH_TOKEN, "HOME": "/root", "WEILU_TEST_REQUIRE_POSTGRES": "1", "WEILU_LOG__LEVEL": "", "WEILUX": "y"}
    assert load_config(None, environ).log.level == "INFO"


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("WEILU_TELEGRAM_TOKEN", "WEILU_TELEGRAM__TOKEN"),
        ("WEILU_TOKEN", "WEILU_TELEGRAM__TOKEN"),
        ("WEILU_TELEGRAM__BASEURL", "WEILU_TELEGRAM__BASE_URL"),
        ("WEILU_DATABASE_URL", "WEILU_DATABASE__URL"),
        ("WEILU_DATABASE", "WEILU_DATABASE__URL"),
        ("WEILU_OWNER", "WEILU_OWNERS"),
        ("WEILU_SETTINGS__MODERATION__FLOD_LIMIT", "WEILU_SETTINGS__MODERATION__FLOOD_LIMIT"),
    ],
)
def test_a_misspelt_variable(name: str, nearest: str, tmp_path: Path) -> None:
    assert problems("", tmp_path, {**WITH_TOKEN, name: TOKEN}) == [
        f"{name}: there is no such variable; did you mean {nearest}?"
    ]


def test_a_bad_value_in_the_environment_names_the_variable(tmp_path: Path) -> None:
    environ = {**WITH_TOKEN, "WEILU_TELEGRAM__WEBHOOK__PORT": "eighty", "WEILU_OWNERS": "1,me"}
    assert problems("", tmp_path, environ) == [
        'WEILU_OWNERS (owners[1]): should be a whole number, not "me"',
        'WEILU_TELEGRAM__WEBHOOK__PORT (telegram.webhook.port): should be a whole number from 1 to 65535, not "eighty"',
    ]


# Mistakes in the file


@pytest.mark.parametrize(
    ("toml", "line"),
    [
        ("onwers = [1]", 'onwers: there is no such key; did you mean "owners"?'),
        ("[telegrm]", 'telegrm: there is no such key; did you mean "telegram"?'),
        ('[telegram]\nmod = "polling"', 'telegram.mod: there is no such key; did you mean "telegram.mode"?'),
        (
            '[telegram.webhook]\nlissten = "x"',
            'telegram.webhook.lissten: there is no such key; did you mean "telegram.webhook.listen"?',
        ),
        ('timezone = "UTC"', 'timezone: there is no such key; did you mean "defaults.timezone"?'),
        ("[log]\nxyz = 1", "log.xyz: there is no such key; here may stand: format, level"),
        (
            "[settings.moderatoin]",
            'settings.moderatoin: there is no such key; did you mean "settings.moderation"?',
        ),
        (
            "[settings.moderation.flood]\nsecond = 3",
            'settings.moderation.flood.second: there is no such key; did you mean "settings.moderation.flood.seconds"?',
        ),
        ('[telegram]\nmode = "webhok"', 'telegram.mode: should be "polling" or "webhook", not "webhok"'),
        ("[telegram.webhook]\nport = 0", "telegram.webhook.port: should be a whole number from 1 to 65535, not 0"),
        ('[access]\ngroups = "all"', 'access.groups: should be "any" or a list of whole numbers, not "all"'),
        ('owners = "me"', 'owners: should be a list of whole numbers, not "me"'),
        ('owners = [1, "me"]', 'owners[1]: should be a whole number, not "me"'),
        ('log = "debug"', "log: should be a table, [log] with its keys below it"),
        (
            '[defaults]\ntimezone = "asia/shanhai"',
            'defaults.timezone: "asia/shanhai" is no IANA time zone; did you mean "Asia/Shanghai"?',
        ),
        (
            "[settings.moderation]\nflood_limit = 0",
            'settings.moderation.flood_limit: should be a whole number from 1 or "off", not 0',
        ),
        (
            '[telegram]\nbase_url = "http://127.0.0.1:8081"',
            'telegram.base_url: "http://127.0.0.1:8081" should end in /bot, the token is added right behind it',
        ),
        (
            '[telegram.webhook]\nurl = "http://x.org"',
            'telegram.webhook.url: "http://x.org" should begin with https://, Telegram calls no other',
        ),
    ],
)
def test_one_clear_line(toml: str, line: str, tmp_path: Path) -> None:
    assert problems(toml, tmp_path) == [line]


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    found = problems("[telegram]\nmod = 1\n[log]\nlevel = 3\n", tmp_path, {"WEILU_OWNER": "1"})
    assert [line.split(":")[0] for line in found] == ["telegram.mod", "WEILU_OWNER", "telegram.token", "log.level"]


def test_not_toml(tmp_path: Path) -> None:
    (line,) = problems("[telegram\ntoken = 1", tmp_path)
    assert re.fullmatch(r".*config\.toml: not valid TOML: .*line 1, column 10.*", line)


def test_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes("# 欢迎".encode("gb18030"))
    with pytest.raises(ConfigError, match="UTF-8"):
        load_config(path, WITH_TOKEN)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml: cannot be read: no such file"):
        load_config(tmp_path / "nowhere.toml", WITH_TOKEN)


@pytest.mark.parametrize("toml", ["", "[telegram]", '[telegram]\ntoken = ""', '[telegram]\ntoken = "  "'])
def test_a_missing_token_says_where_to_get_one(toml: str, tmp_path: Path) -> None:
    (line,) = problems(toml, tmp_path, {})
    assert line.startswith("telegram.token: is missing")
    for word in ("@BotFather", "[telegram]", "WEILU_TELEGRAM__TOKEN"):
        assert word in line


def test_webhook_mode_needs_an_address_and_a_secret(tmp_path: Path) -> None:
    found = problems('[telegram]\nmode = "webhook"', tmp_path)
    assert [line.split(":")[0] for line in found] == ["telegram.webhook.url", "telegram.webhook.secret"]
    assert "WEILU_TELEGRAM__WEBHOOK__SECRET" in found[1]


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("postgres://weilu:hunter2@db/x", "postgresql+asyncpg:"),
        ("postgresql+psycopg://weilu:hunter2@db/x", "postgresql+asyncpg:"),
        ("sqlite:///hunter2.db", "sqlite+aiosqlite:"),
        ("mysql://weilu:hunter2@db/x", "sqlite+aiosqlite: or postgresql+asyncpg:"),
    ],
)
def test_database_urls_name_their_driver(url: str, meant: str, tmp_path: Path) -> None:
    (line,) = problems(f'[database]\nurl = "{url}"', tmp_path)
    assert meant in line
    assert "hunter2" not in line


# Secrets


def test_secrets_are_not_shown(tmp_path: Path) -> None:
    config = load(
        '[telegram.webhook]\nsecret = "hush-hush"\n[database]\nurl = "postgresql+asyncpg://w:hunter2@db/x"', tmp_path
    )
    for shown in (repr(config), str(config), repr(config.telegram), repr(config.database)):
        assert TOKEN not in shown
        assert "hush" not in shown
        assert "hunter2" not in shown
    assert TOKEN not in config.model_dump_json()


@pytest.mark.parametrize("token", ["hunter2", "123456", "123456:hunter2 hunter2"])
def test_a_bad_token_is_not_repeated(token: str, tmp_path: Path) -> None:
    (line,) = problems("", tmp_path, {"WEILU_TELEGRAM__TOKEN": token})
    assert "BotFather" in line
    assert "hunter2" not in line
    with pytest.raises(ValidationError) as caught:
        Telegram(token=token)  # type: ignore[arg-type]
    assert "hunter2" not in str(caught.value)


def test_a_misplaced_secret_is_not_repeated(tmp_path: Path) -> None:
    for toml in (f'token = "{TOKEN}"', f'telegram = "{TOKEN}"', f'[telegram]\ntokn = "{TOKEN}"'):
        assert problems(toml, tmp_path, {})


# The settings of the features


def test_settings_of_a_feature(tmp_path: Path) -> None:
    config = load('[settings.moderation]\nflood_limit = "off"\nsensitivity = "off"\ndomains = ["x.cn"]', tmp_path)
    assert config.settings_of(ModerationSettings) == ModerationSettings(
        flood_limit=None, sensitivity="off", domains=frozenset({"x.cn"})
    )
    assert config.overlay("moderation") == {"flood_limit": None, "sensitivity": "off", "domains": ["x.cn"]}


def test_settings_nobody_set(tmp_path: Path) -> None:
    config = load("", tmp_path)
    assert config.settings_of(ModerationSettings) == ModerationSettings()
    assert config.overlay("moderation") == config.overlay("privacy") == config.overlay("nothing") == {}
    assert load_config(None, WITH_TOKEN).settings_of(Flood) == Flood()


def test_lists_of_words_in_the_environment() -> None:
    environ = {**WITH_TOKEN, "WEILU_SETTINGS__MODERATION__DOMAINS": "x.cn, y.cn"}
    assert load_config(None, environ, FEATURES).overlay("moderation") in (
        {"domains": ["x.cn", "y.cn"]},
        {"domains": ["y.cn", "x.cn"]},
    )


def test_parts_can_be_built_by_hand() -> None:
    config = Config(telegram=Telegram(token=TOKEN), database=Database(url="sqlite+aiosqlite:///x.db"))  # type: ignore[arg-type]
    assert config.database.url.endswith("x.db")


# What is generated


def test_the_example_at_the_root_is_up_to_date() -> None:
    expected = example_toml(getattr(bot.features, "FEATURES", ()))
    written = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    assert written == expected, "config.example.toml is stale; write example_toml(FEATURES) to it"


def test_the_example_as_it_is_lacks_only_the_token(tmp_path: Path) -> None:
    (line,) = problems(example_toml(FEATURES), tmp_path, {})
    assert line.startswith("telegram.token: is missing")
    assert load(example_toml(FEATURES), tmp_path).model_dump() == load("", tmp_path).model_dump()


def test_the_example_uncommented_gives_the_defaults(tmp_path: Path) -> None:
    uncommented = re.sub(r"^#(\w+ = )", r"\1", example_toml(FEATURES), flags=re.MULTILINE)
    assert load(uncommented, tmp_path).model_dump() == load("", tmp_path).model_dump()
    assert tomllib.loads(uncommented)["settings"]["moderation"]["flood"]["seconds"] == 5


def test_the_example_explains_every_key() -> None:
    text = example_toml(FEATURES)
    assert '# messages in the window\n# a whole number from 1 or "off", default 5\n#flood_limit = 5\n' in text
    assert "# change group info · 修改群组信息\n" in text
    assert '#domains = ["a.cn", "b.cn"]\n' in text
    assert "[settings.moderation.flood]\n" in text


def test_the_table_for_the_readme() -> None:
    table = table_markdown(FEATURES)
    rows = table.splitlines()
    assert all(row.count("|") - row.count("\\|") == 5 for row in rows)
    assert "| `telegram.token` | `WEILU_TELEGRAM__TOKEN` |" in table
    assert any("`settings.moderation.flood.seconds`" in row and "from 1 to 60" in row for row in rows)


def test_every_key_of_our_own_is_described() -> None:
    for row in table_markdown().splitlines()[2:]:
        assert re.search(r"[a-z]{3}.*·.*[\u4e00-\u9fff]", row.split("|")[3]), row
