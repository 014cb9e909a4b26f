"""Check the configuration and print what is in effect, without secrets."""

import argparse
from collections.abc import Iterator, Mapping

import msgspec

from bot.commands.run import UNUSABLE, load
from bot.commands.run import add_arguments as add_arguments
from bot.config import Config
from storage.health import shown

SECRET = "(set, not shown)"


def run(arguments: argparse.Namespace) -> int:
    """Print ``ok`` and every key; or the problems, and 2."""
    config = load(arguments.config)
    if config is None:
        return UNUSABLE
    print("ok")
    for key, value in effective(config):
        print(f"{key} = {value}")
    return 0


def effective(config: Config) -> Iterator[tuple[str, str]]:
    """Every key with its value as TOML would write it; secrets are only said to be set."""
    for key, value in _flat(config.model_dump(mode="json"), ()):
        if key == "database.url":
            value = shown(config.database.url)
        yield key, _written(key, value)


def _flat(values: Mapping[str, object], path: tuple[str, ...]) -> Iterator[tuple[str, object]]:
    for name, value in values.items():
        # Tables are at most two deep; what is a table below that is a value.
        if isinstance(value, Mapping) and len(path) < 2:
            yield from _flat(value, (*path, name))
        else:
            yield ".".join((*path, name)), value


def _written(key: str, value: object) -> str:
    if key in ("telegram.token", "telegram.webhook.secret") and value:
        return SECRET
    return '"off"' if value is None else msgspec.json.encode(value).decode()
