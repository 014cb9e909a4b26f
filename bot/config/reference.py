"""What is generated from the schema: config.example.toml and the table of the README."""

from collections.abc import Sequence

from bot.config.keys import KeyPath, as_toml, entries, variable_name
from bot.config.model import Feature, schema_of
from bot.texts import Texts


def example_toml(features: Sequence[Feature] = ()) -> str:
    """Returns config.example.toml: every key with its description, its type and its default, commented unless required.

    Removing the ``#`` that stands directly before a key gives a file that parses to the defaults.
    """
    lines = [
        "# Weilu's configuration. Copy to config.toml, fill in the token, start with: weilu run --config config.toml",
        "# 复制为 config.toml，填入令牌即可启动。其余各项可不填，下面写的是默认值。",
        "# Every key may come from the environment instead: telegram.token is WEILU_TELEGRAM__TOKEN. Lists: 1,2,3",
        "",
    ]
    table: KeyPath = ()
    texts = Texts.load()
    for entry in entries(schema_of(features)):
        if entry.path[:-1] != table:
            table = entry.path[:-1]
            lines += [f"[{'.'.join(table)}]"]
        lines += [f"# {line}" for line in _worded(entry.description, texts).splitlines()]
        notes = [entry.type, "required" if entry.required else f"default {as_toml(entry.default)}"]
        if entry.example is not None:
            notes.append(f"for example {as_toml(entry.example)}")
        lines += [f"# {', '.join(notes)}"]
        lines += [f'{entry.path[-1]} = ""' if entry.required else f"#{entry.path[-1]} = {as_toml(entry.default)}", ""]
    return "\n".join(lines).rstrip() + "\n"


def table_markdown(features: Sequence[Feature] = ()) -> str:
    """Returns the configuration as a Markdown table, one row a key."""
    rows = ["| key | variable | what | default |", "| --- | --- | --- | --- |"]
    texts = Texts.load()
    for entry in entries(schema_of(features)):
        default = "required" if entry.required else f"`{as_toml(entry.default)}`"
        what = f"{' '.join(_worded(entry.description, texts).split())} ({entry.type})".replace("|", "\\|")
        rows.append(f"| `{'.'.join(entry.path)}` | `{variable_name(entry.path)}` | {what} | {default} |")
    return "\n".join(rows) + "\n"


def _worded(description: str, texts: Texts) -> str:
    """Returns a description; a text key (features' settings have them) in English, then Chinese."""
    said = [
        texts.say(language, description).plain() for language in ("en", "zh-CN") if description in texts.keys(language)
    ]
    return " · ".join(said) or description
