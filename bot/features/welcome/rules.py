"""From an administrator's template to a greeting that no name can break."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.core.effect import Button
from bot.core.errors import Refused
from bot.core.text import Markup, is_blank, utf16_length, without

LONGEST = 2_000
"""UTF-16 units of a template: a greeting, with the longest name in it, stays one message."""
LONGEST_CAPTION = 700
"""The same for a template under a picture or video, whose caption has 1,024."""
MOST_BUTTONS = 8
PLACEHOLDERS = ("name", "group", "count", "rules")

_BUTTON = re.compile(r"\[([^\[\]\n]{1,64})\]\(\s*([^()\s]+)\s*\)")
_TAG_OR_PLACEHOLDER = re.compile(r"<[^>]*>|\{(" + "|".join(PLACEHOLDERS) + r")\}")
_HOST = re.compile(r"(?:[^\s./]+\.)+[^\s./]{2,}")


@dataclass(frozen=True, slots=True)
class Template:
    """``words`` with placeholders, formatted as typed; one row for each button."""

    words: Markup
    buttons: tuple[Button, ...]

    def uses(self, placeholder: str) -> bool:
        """Whether a placeholder stands in it."""
        return f"{{{placeholder}}}" in self.words


def read_template(typed: Markup, longest: int = LONGEST) -> Template:
    """Take a template apart. Formatting that only a button had is dropped with it.

    Raises:
        Refused: too long, too many buttons, an address Telegram would not open, or nothing to say.
    """
    if utf16_length(typed) > longest:
        raise Refused("welcome-too-long", longest=longest)
    found = list(_BUTTON.finditer(typed.plain()))
    buttons = tuple(Button(each[1].strip(), url=_address(each[2])) for each in found)
    if len(buttons) > MOST_BUTTONS:
        raise Refused("welcome-too-many-buttons", most=MOST_BUTTONS)
    if any(is_blank(button.text) for button in buttons):
        raise Refused("welcome-nothing-to-say")
    words = without(typed, [each.span() for each in found])
    words = Markup("\n".join(line.rstrip() for line in words.split("\n")).strip())
    if is_blank(words.plain()):
        raise Refused("welcome-nothing-to-say")
    return Template(words, buttons)


def render(template: Template, values: Mapping[str, Markup]) -> Markup:
    """The words with the placeholders filled: never within a tag, and what goes in is never read again."""
    return Markup(_TAG_OR_PLACEHOLDER.sub(lambda found: values[found[1]] if found[1] else found[0], template.words))


def _address(typed: str) -> str:
    """The address of a button, complete; raises Refused for one that Telegram would not open."""
    parts = urlsplit(typed if "://" in typed else f"https://{typed}")
    if parts.scheme == "tg" and parts.netloc:
        return parts.geturl()
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(parts.hostname or ""):
        raise Refused("welcome-bad-link", url=typed)
    return parts.geturl()
