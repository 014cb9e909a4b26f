"""The generated parts of the README and of config.example.toml: ``make docs`` writes them, a test compares them."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.config import example_toml, table_markdown
from bot.features import FEATURES
from bot.texts import Texts
from handlers import ROUTES
from handlers.commands import Audience, Command, Commands
from tests.documents.scenes import LANGUAGES, SCENES, drawn

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
EXAMPLE = ROOT / "config.example.toml"
PICTURES = ROOT / ".github" / "pictures"

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
        before, found, rest = readme.partition(begin)
        _, closed, after = rest.partition(end)
        assert found and closed, f"README.md lacks its part {name!r}"
        readme = f"{before}{begin}\n{content.strip()}\n{end}{after}"
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


def picture_file(scene: str, language: str) -> Path:
    """Where a picture of the README is kept."""
    return PICTURES / f"{scene}.{language}.svg"


async def draw_pictures() -> None:
    """Play every scene in both languages and write its picture."""
    for scene in SCENES:
        for language in LANGUAGES:
            with TemporaryDirectory() as folder:
                picture_file(scene, language).write_text(await drawn(scene, language, Path(folder)), "utf-8")


def main() -> None:
    """Write both files and the pictures."""
    asyncio.run(draw_pictures())
    README.write_text(regenerated(README.read_text("utf-8")), "utf-8")
    EXAMPLE.write_text(example_toml(FEATURES), "utf-8")


if __name__ == "__main__":
    main()
