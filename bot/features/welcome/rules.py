"""From an administrator's template to a greeting that no name can break."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.core.effect import Button
from bot.core.errors import Refused
from bot.core.text import Markup, is_blank, utf16_length

LONGEST = 2_000
"""UTF-16 units of a template: a greeting, with the longest name in it, stays one message."""
MOST_BUTTONS = 8
PLACEHOLDERS = ("name", "group", "count", "rules")

_BUTTON = re.compile(r"\[([^\[\]\n]{1,64})\]\(\s*([^()\s]+)\s*\)")
_PLACEHOLDER = re.compile(r"\{(" + "|".join(PLACEHOLDERS) + r")\}")
_HOST = re.compile(r"(?:[^\s./]+\.)+[^\s./]{2,}")


@dataclass(frozen=True, slots=True)
class Template:
    """``words`` with placeholders, as typed; one row for each button."""

    words: str
    buttons: tuple[Button, ...]

    def uses(self, placeholder: str) -> bool:
        """Whether a placeholder stands in it."""
        return f"{{{placeholder}}}" in self.words


def read_template(typed: str) -> Template:
    """Take a template apart.

    Raises:
        Refused: too long, too many buttons, an address Telegram would not open, or nothing to say.
    """
    if utf16_length(typed) > LONGEST:
        raise Refused("welcome-too-long", longest=LONGEST)
    buttons = tuple(Button(label.strip(), url=_address(url)) for label, url in _BUTTON.findall(typed))
    if len(buttons) > MOST_BUTTONS:
        raise Refused("welcome-too-many-buttons", most=MOST_BUTTONS)
    if any(is_blank(button.text) for button in buttons):
        raise Refused("welcome-nothing-to-say")
    words = _BUTTON.sub("", typed)
    words = "\n".join(line.rstrip() for line in words.splitlines()).strip()
    if is_blank(words):
        raise Refused("welcome-nothing-to-say")
    return Template(words, buttons)


def render(template: Template, values: Mapping[str, Markup]) -> Markup:
    """The words with the placeholders filled. The template is escaped first, so what goes in is never read again."""
    return Markup(_PLACEHOLDER.sub(lambda found: values[found[1]], Markup.escape(template.words)))


def _address(typed: str) -> str:
    """The address of a button, complete; raises Refused for one that Telegram would not open."""
    parts = urlsplit(typed if "://" in typed else f"https://{typed}")
    if parts.scheme == "tg" and parts.netloc:
        return parts.geturl()
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(parts.hostname or ""):
        raise Refused("welcome-bad-link", url=typed)
    return parts.geturl()
