"""What holds across features: names are unique, every command and setting explains itself, nothing registers itself."""

import re
from pathlib import Path

import pytest

import bot
from bot.features import FEATURES, Feature
from bot.texts import Texts
from handlers import ROUTES
from handlers.commands import Command, Commands
from handlers.keyboards import pack, unpack

COMMANDS = list(Commands([command for routes in ROUTES for command in routes.commands]).by_name.values())
SOURCES = Path(bot.__file__).parent.parent


@pytest.fixture(scope="module")
def every_text() -> Texts:
    return Texts.load(strict=True)


def twice(names: list[str]) -> set[str]:
    return {name for name in names if names.count(name) > 1}


def test_no_two_features_answer_to_the_same_name() -> None:
    assert twice([command.name for routes in ROUTES for command in routes.commands]) == set()
    assert twice([noun for routes in ROUTES for noun in routes.buttons]) == set()
    assert twice([kind for routes in ROUTES for kind in routes.events]) == set()
    assert twice([noun for routes in ROUTES for noun in routes.links]) == set()
    assert twice([word for command in COMMANDS for word in (*command.keywords, *command.reply_keywords)]) == set()
    assert twice([feature.name for feature in FEATURES]) == set()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_explains_itself(command: Command, every_text: Texts) -> None:
    for language in every_text.languages:
        assert every_text.say(language, f"command-{command.name}").plain()
    assert command.form.startswith(f"/{command.name}") and command.example.startswith(f"/{command.name}")
    assert re.fullmatch(r"[a-z][a-z0-9_]{0,31}", command.name)
    assert command.run is not None or command.run_private is not None


@pytest.mark.parametrize("feature", [f for f in FEATURES if f.settings], ids=lambda feature: feature.name)
def test_every_setting_has_a_description_and_a_default(feature: Feature) -> None:
    assert feature.settings is not None
    assert feature.settings.feature == feature.name
    feature.settings()
    for name, field in feature.settings.model_fields.items():
        assert field.description, f"{feature.name}.{name} has no description"


def test_every_feature_with_settings_is_listed() -> None:
    folders = {path.parent.name for path in (SOURCES / "bot" / "features").glob("*/settings.py")}
    listed = {feature.settings.__module__.split(".")[2] for feature in FEATURES if feature.settings}
    assert folders == listed


def test_callback_data_says_all_and_comes_back() -> None:
    intent = unpack(pack("case", "undo", 418))
    assert intent is not None and (intent.noun, intent.verb, intent.number()) == ("case", "undo", 418)
    assert unpack("v0:case:undo:418") is None
    assert unpack("nonsense") is None


def test_what_decides_has_no_clock_and_no_chance_of_its_own() -> None:
    forbidden = re.compile(r"datetime\.now\(|time\.time\(|\brandom\.|asyncio\.sleep\(")
    for folder in ("core", "features", "language"):
        for path in (SOURCES / "bot" / folder).rglob("*.py"):
            assert not forbidden.search(path.read_text("utf-8")), path
