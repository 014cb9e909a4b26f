"""The scheduled post: words or a copied message, said by a rule in the group's time zone."""

import re
from datetime import timedelta
from typing import Final

from bot.core.period import parse_rule
from bot.core.text import Markup, clip
from bot.features.activities.model import Draft, Kind

LATE_WITHIN: Final = timedelta(hours=2)
KIND: Final = Kind("post", LATE_WITHIN)
TITLE_UNITS: Final = 40
"""UTF-16 units of a post's first line in lists."""

_OPENING: Final = '"“”„«「『'
_CLOSING: Final = '"“”»」』'
_DRAFT: Final = re.compile(
    rf"(?:(?P<notice>notice|通知|公告)\s*)?[{_OPENING}](?P<rule>[^{_OPENING}{_CLOSING}\n]+)[{_CLOSING}]\s*(?P<text>.*)",
    re.DOTALL | re.IGNORECASE,
)


def parse_draft(text: str) -> Draft | None:
    """Reads ``"every day 09:00" TEXT``, ``notice “每天 09:00” 文字``; any quotation marks will do.

    None when it is not of that form; raises NotUnderstood when the rule in the quotation marks makes no sense.
    """
    found = _DRAFT.fullmatch(text.strip())
    if found is None:
        return None
    return Draft(parse_rule(found["rule"]), found["text"].strip(), notice=found["notice"] is not None)


def title(text: str) -> Markup:
    """The first line of a post's markup, short, without its formatting."""
    lines = Markup(text).plain().strip().splitlines()
    return Markup.escape(clip(lines[0].strip(), TITLE_UNITS)) if lines else Markup("")
