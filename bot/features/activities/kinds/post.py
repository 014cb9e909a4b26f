"""The scheduled post: words or a copied message, said by a rule in the group's time zone."""

import re
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.core.errors import Refused
from bot.core.period import parse_duration, parse_plan
from bot.core.text import MESSAGE_LIMIT, Markup, clip
from bot.features.activities.kind import Kind
from bot.features.activities.model import Draft
from bot.features.welcome.rules import read_template

LATE_WITHIN: Final = timedelta(hours=2)
KIND: Final = Kind("post", LATE_WITHIN)
TITLE_UNITS: Final = 40
"""UTF-16 units of a post's first line in lists."""

_OPENING: Final = '"“”„«「『'
_CLOSING: Final = '"“”»」』'
LONGEST_STAY: Final = timedelta(hours=47)
"""Telegram lets a bot delete its own messages for 48 hours."""
_DRAFT: Final = re.compile(
    rf"(?P<manner>[^{_OPENING}{_CLOSING}\n]*)[{_OPENING}](?P<rule>[^{_OPENING}{_CLOSING}\n]+)[{_CLOSING}]\s*(?P<text>.*)",
    re.DOTALL | re.IGNORECASE,
)
_MANNER: Final = re.compile(
    r"(?P<notice>notice|通知|公告)|(?P<silent>silent|静音|静默)|(?P<pin>pin|置顶)"
    r"|(?:stays?|保留)\s*(?P<stay>\d+(?:\.\d+)?\s*(?:[a-z]+|个?[一-鿿]{1,2}))",
    re.IGNORECASE,
)


def parse_draft(text: str, zone: ZoneInfo, now: datetime) -> Draft | None:
    """Reads ``"every day 09:00" TEXT``, ``notice silent pin stay 2h “明天 09:00” 文字``; any quotation marks will do.

    None when it is not of that form; raises NotUnderstood when the rule or the length makes no sense.
    """
    found = _DRAFT.fullmatch(text.strip())
    if found is None:
        return None
    manners = list(_MANNER.finditer(found["manner"]))
    if re.sub(r"[\s,，、]+", "", _MANNER.sub("", found["manner"])):
        return None
    stay = next((parse_duration(manner["stay"]) for manner in manners if manner["stay"]), None)
    if stay is not None and stay > LONGEST_STAY:
        raise Refused("post-stays-too-long")
    return Draft(
        parse_plan(found["rule"], zone, now),
        found["text"].strip(),
        notice=any(manner["notice"] for manner in manners),
        is_silent=any(manner["silent"] for manner in manners),
        is_pinned=any(manner["pin"] for manner in manners),
        stays=stay,
    )


def dressed(typed: Markup, *, copies: bool) -> tuple[Markup, tuple[tuple[str, str], ...]]:
    """The words of a post without its ``[button](address)`` parts, and those as (text, address).

    ``copies``: it repeats a message, so there may be no words. Raises Refused for an address Telegram would not open.
    """
    if "](" not in typed:
        return typed, ()
    # A template must say something; a copy says what it copies.
    template = read_template(Markup("·\n") + typed if copies else typed, MESSAGE_LIMIT)
    words = Markup(template.words.removeprefix("·").strip()) if copies else template.words
    return words, tuple((button.text, button.url or "") for button in template.buttons)


def title(text: str) -> Markup:
    """The first line of a post's markup, short, without its formatting."""
    lines = Markup(text).plain().strip().splitlines()
    return Markup.escape(clip(lines[0].strip(), TITLE_UNITS)) if lines else Markup("")
