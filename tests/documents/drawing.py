"""A private chat as a small SVG picture, as it looks on a phone."""

from collections.abc import Sequence
from html import escape
from unicodedata import east_asian_width

from bot.sandbox import Message, User

WIDTH = 400
"""Of the picture, in pixels."""
MARGIN = 12
BUBBLE = 320
"""Width of a bubble at most."""
PADDING = 11
SIZE = 14
LINE = 20
BUTTON = 30
GAP = 6
FONT = "-apple-system, 'Segoe UI', 'PingFang SC', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif"
CANVAS, HEAD, THEIRS, OURS, INK, FAINT, KEY = (
    "#dfe7e2", "#4a6b5d", "#ffffff", "#d9f3c9", "#1c2a23", "#6b7a72", "#8aa79a",
)  # fmt: skip
NARROW = frozenset(" .,:;!|'()[]ijlftI1·")
WIDE = frozenset("“”‘’…—→✓✗")
"""Signs that many fonts draw as wide as a Han character."""
NO_LINE_BEGINS_WITH = frozenset("，。、：；！？”）")


def chat_picture(person: User, title: str, messages: Sequence[Message]) -> str:
    """The chat as ``person`` sees it, oldest message first: theirs on the right, the bot's with its buttons left."""
    shapes: list[str] = []
    top = 44 + MARGIN
    for message in messages:
        drawn, height = _bubble(message, top, mine=message.sender is person)
        shapes += drawn
        top += height + MARGIN
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{top}" viewBox="0 0 {WIDTH} {top}" '
            f'font-family="{FONT}" font-size="{SIZE}">',
            f'<rect width="{WIDTH}" height="{top}" rx="10" fill="{CANVAS}"/>',
            f'<path d="M0 44V10a10 10 0 0 1 10-10h{WIDTH - 20}a10 10 0 0 1 10 10v34z" fill="{HEAD}"/>',
            f'<text x="{WIDTH / 2:g}" y="28" fill="#fff" font-weight="600" text-anchor="middle">{escape(title)}</text>',
            *shapes,
            "</svg>\n",
        ]
    )


def _bubble(message: Message, top: int, *, mine: bool) -> tuple[list[str], int]:
    lines = [line for part in message.content.split("\n") for line in _wrapped(part, BUBBLE - 2 * PADDING)]
    rows = [[button.text for button in row] for row in message.buttons]
    widest = max([*map(_width, lines), *(_row_width(row) for row in rows)], default=0)
    width = min(BUBBLE, round(widest) + 2 * PADDING)
    height = len(lines) * LINE + 2 * PADDING - 4
    left = WIDTH - MARGIN - width if mine else MARGIN
    shapes = [
        f'<rect x="{left}" y="{top}" width="{width}" height="{height}" rx="11" fill="{OURS if mine else THEIRS}"/>'
    ]
    for number, line in enumerate(lines):
        y = top + PADDING + SIZE - 2 + number * LINE
        shapes.append(f'<text x="{left + PADDING}" y="{y}" fill="{INK}" xml:space="preserve">{escape(line)}</text>')
    for row in rows:
        height += GAP
        key = (width - GAP * (len(row) - 1)) / len(row)
        for number, label in enumerate(row):
            x = left + number * (key + GAP)
            shapes.append(
                f'<rect x="{x:g}" y="{top + height}" width="{key:g}" height="{BUTTON}" rx="8" fill="{KEY}"/>'
                f'<text x="{x + key / 2:g}" y="{top + height + 20}" fill="#fff" text-anchor="middle">{escape(label)}</text>'
            )
        height += BUTTON
    return shapes, height


def _row_width(labels: Sequence[str]) -> float:
    """Of buttons side by side, all as wide as the widest."""
    return len(labels) * (max(map(_width, labels)) + 2 * PADDING) + GAP * (len(labels) - 1) - 2 * PADDING


def _width(text: str) -> float:
    """About how wide a text is, in pixels, whatever sans-serif font draws it."""
    return sum(map(_character, text))


def _character(character: str) -> float:
    if _is_han(character) or character in WIDE:
        return SIZE
    if character in NARROW:
        return SIZE * 0.36
    return SIZE * (0.7 if character.isupper() else 0.57)


def _wrapped(text: str, width: float) -> list[str]:
    """Lines that fit: broken between words where there are words, between Han characters anywhere."""
    lines, line = [], ""
    for word in _words(text):
        if line and _width(line + word.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += word
    return [*lines, line.rstrip()]


def _words(text: str) -> list[str]:
    """What is not broken: words with the space after them, Han characters with the punctuation after them."""
    words = [""]
    for character in text:
        begins = _is_han(character) and character not in NO_LINE_BEGINS_WITH
        if begins or words[-1].endswith((" ", "-")):
            words.append("")
        words[-1] += character
    return words


def _is_han(character: str) -> bool:
    return east_asian_width(character) in "WF"
