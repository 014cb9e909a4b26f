"""The operator's configuration: a TOML file and ``WEILU_*`` variables, read once at start, frozen.

A variable is the dotted path in capitals, parts joined by two underscores: ``telegram.token`` is
``WEILU_TELEGRAM__TOKEN``. It wins over the file; an empty one counts as unset. Lists are separated by commas or
written as JSON. ``settings.<feature>.<key>`` are the operator's defaults for every community.
"""

from bot.config.keys import PREFIX, TEST_PREFIX, KeyPath
from bot.config.load import ConfigError, load_config
from bot.config.model import (
    Access,
    Config,
    Database,
    Defaults,
    Feature,
    FeatureSettings,
    Log,
    Model,
    Monitor,
    Table,
    Telegram,
    Webhook,
)
from bot.config.reference import example_toml, table_markdown

__all__ = [
    "PREFIX",
    "TEST_PREFIX",
    "Access",
    "Config",
    "ConfigError",
    "Database",
    "Defaults",
    "Feature",
    "FeatureSettings",
    "KeyPath",
    "Log",
    "Model",
    "Monitor",
    "Table",
    "Telegram",
    "Webhook",
    "example_toml",
    "load_config",
    "table_markdown",
]
