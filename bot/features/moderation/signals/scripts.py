"""Scripts: words made to be read by people and missed by machines."""

import re

from bot.core.event import Message
from bot.features.moderation.facts import Facts, own_words
from bot.features.moderation.model import Finding, FindingKind
from bot.features.moderation.settings import ModerationSettings
from bot.language.fold import fold

NAME = "scripts"
KEYS = ("finding-scripts-mixed", "finding-scripts-spaced", "finding-scripts-hidden", "finding-scripts-none")

MIXED = 0.4
"""Letters of several scripts inside one word."""
SPACED = 0.3
"""Every character set apart; people write 新 年 快 乐 so, too."""
HIDDEN = 0.3
"""Invisible characters between letters, or words dressed up in circles and boxes."""
SHOWN = 30
MIXED_WORD = re.compile(r"[a-zA-Z][\u0370-\u03ff\u0400-\u04ff]|[\u0370-\u03ff\u0400-\u04ff][a-zA-Z]")
SPACED_HAN = re.compile(
    r"(?:[\u3400-\u9fff][^\S\n]*[^\w\s，。！？、；：,.!?;:…～~（）()《》“”\"'][^\S\n]*|[\u3400-\u9fff][^\S\n]+){4}[\u3400-\u9fff]"
)
"""Five Han characters with a space or an ornament after each."""
UNSEEN = re.compile(r"(?<=[\w])[\u00ad\u034f\u180e\u200b\u2060-\u2064\ufeff\u202a-\u202e\u2066-\u2069]+(?=[\w])")
"""Joiners are left out: emoji, Persian and Indic scripts need them."""
COSTUMES = re.compile(r"[\u2460-\u24ff\u2776-\u2793\U0001d400-\U0001d7ff\U0001f100-\U0001f1e5]{4}")
"""Circled and mathematical letters and digits in a row."""
STRANGE = re.compile(
    r"[\u0370-\u03ff\u0400-\u04ff\u00ad\u034f\u180e\u200b\u2060-\u2064\ufeff\u202a-\u202e\u2066-\u2069"
    r"\u2460-\u24ff\u2776-\u2793\U0001d400-\U0001d7ff\U0001f100-\U0001f1e5]"
)
"""What all but the spaced ones need. Most texts have none of it, which one look tells."""
INNOCENT = Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-scripts-none")


def check(message: Message, facts: Facts, settings: ModerationSettings) -> list[Finding]:
    """The heaviest of what is there, in the text or elsewhere."""
    return [max(map(_spelt, (message.text, *own_words(message))), key=lambda finding: finding.weight)]


def _spelt(text: str) -> Finding:
    """The heaviest of what is in one text; plain ASCII has none of it."""
    if text.isascii():
        return INNOCENT
    is_strange = STRANGE.search(text) is not None
    if is_strange and (mixed := MIXED_WORD.search(text)):
        return _found(MIXED, "mixed", _word_at(text, mixed.start()))
    if len(text) > 8 and (spaced := SPACED_HAN.search(text)):
        return _found(SPACED, "spaced", spaced[0])
    if not is_strange:
        return INNOCENT
    if len(UNSEEN.findall(text)) > 1:
        return _found(HIDDEN, "hidden", fold(text))
    if costume := COSTUMES.search(text):
        return _found(HIDDEN, "hidden", costume[0])
    return INNOCENT


def _found(weight: float, what: str, text: str) -> Finding:
    return Finding(NAME, weight, FindingKind.EVIDENCE, f"finding-scripts-{what}", {"text": text[:SHOWN]})


def _word_at(text: str, index: int) -> str:
    start = text.rfind(" ", 0, index) + 1
    end = text.find(" ", index)
    return text[start : end if end > 0 else len(text)]
