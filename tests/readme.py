"""The generated parts of the README and of config.example.toml: ``make docs`` writes them, a test compares them."""

import re
from pathlib import Path

from bot.config import example_toml, table_markdown
from bot.features import FEATURES
from bot.texts import Texts
from handlers import ROUTES
from handlers.commands import Audience, Command, Commands

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
EXAMPLE = ROOT / "config.example.toml"

TITLES = {
    Audience.MEMBER: "Members",
    Audience.ADMIN: "Administrators and owners",
    Audience.PRIVATE: "In private",
}


def regenerated(readme: str) -> str:
    """The README with its generated parts as they should be.

    A generated part stands between ``<!-- name:begin -->`` and ``<!-- name:end -->``.
    """
    for name, content in (("config", table_markdown(FEATURES)), ("commands", commands_markdown())):
        begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
        pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
        assert pattern.search(readme), f"README.md lacks its part {name!r}"
        readme = pattern.sub(lambda _, body=content, b=begin, e=end: f"{b}\n{body.strip()}\n{e}", readme)
    return readme


def commands_markdown() -> str:
    """One table an audience: form, keywords, description in both languages, the right it needs."""
    texts = Texts.load(strict=True)
    commands = Commands([command for routes in ROUTES for command in routes.commands]).by_name.values()
    parts = []
    for audience, title in TITLES.items():
        rows = [_row(command, texts) for command in commands if command.audience is audience]
        head = "| command | does | 做什么 | right |\n| --- | --- | --- | --- |"
        parts.append(f"**{title}**\n\n{head}\n" + "\n".join(rows))
    return "\n\n".join(parts)


def _row(command: Command, texts: Texts) -> str:
    form = " · ".join(f"`{part.strip()}`" for part in command.form.split(" · ")).replace("|", "\\|")
    words = "、".join(command.keywords + command.reply_keywords)
    english = texts.say("en", f"command-{command.name}").plain()
    chinese = texts.say("zh-CN", f"command-{command.name}").plain()
    right = f"`{command.right}`" if command.right else ""
    return f"| {form}{f'<br>{words}' if words else ''} | {english} | {chinese} | {right} |"


def main() -> None:
    """Write both files."""
    README.write_text(regenerated(README.read_text("utf-8")), "utf-8")
    EXAMPLE.write_text(example_toml(FEATURES), "utf-8")


if __name__ == "__main__":
    main()
