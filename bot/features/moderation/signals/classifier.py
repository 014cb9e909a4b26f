"""Classifier: how much the words and the form of a message are like those of adverts."""

from collections.abc import Sequence
from datetime import timedelta

from bot.core.event import Message
from bot.features.moderation.facts import Facts
from bot.features.moderation.model import Finding, FindingKind
from bot.features.moderation.settings import ModerationSettings
from bot.features.moderation.signals.abuse import INSULTS
from bot.language.classifier import shipped
from bot.language.reading import Reading, read, reader

NAME = "classifier"
KEYS = (
    "finding-classifier-words",
    "finding-classifier-form",
    "finding-classifier-joined",
    "finding-classifier-taught",
    "finding-classifier-none",
)

LEVELS = ((0.97, 0.8), (0.8, 0.65), (0.5, 0.6))
"""From this probability on it weighs so much: only what is certain is deleted on these words alone."""
TAUGHT_AT_LEAST = 1.0
"""Log-odds of what the community has taught, from which on that is the reason."""
SPLIT_WITHIN = timedelta(seconds=90)
LONGEST_PART = 24
"""Folded characters of a message that may be one half of a split advert."""
SHOWN = 60


def check(message: Message, facts: Facts, settings: ModerationSettings) -> list[Finding]:
    """One finding, always: innocent below one half. A newcomer's short messages in a row are also read as one."""
    if not facts.folded:
        return [_innocent(0.0)]
    reading = facts.reading or read(message.text, facts.folded)
    shift = facts.taught.shift(facts.folded) if facts.taught is not None else 0.0
    advert = facts.advert if facts.advert is not None and not shift else shipped().probabilities([reading], [shift])[0]
    if _weight(advert):
        return [_innocent(advert) if _is_only_hostile(reading) else _found(reading, advert, shift)]
    halves = _halves(message, facts)
    if halves:
        whole = reader().read("".join(halves) + message.text)
        if _weight(joined := shipped().probabilities([whole])[0]):
            values: dict[str, str | int] = {"count": len(halves) + 1, "percent": _percent(joined)}
            return [Finding(NAME, _weight(joined), FindingKind.EVIDENCE, "finding-classifier-joined", values)]
    return [_innocent(advert)]


def _is_only_hostile(reading: Reading) -> bool:
    """Whether it insults and offers nothing: filters learn from lists in which abuse counts as an advert, too."""
    return not (reading.lures or reading.contacts or reading.links) and bool(INSULTS.find(reading.folded))


def _weight(advert: float) -> float:
    return next((weight for least, weight in LEVELS if advert >= least), 0.0)


def _found(reading: Reading, advert: float, shift: float) -> Finding:
    values: dict[str, str | int] = {"percent": _percent(advert)}
    if shift >= TAUGHT_AT_LEAST:
        return Finding(NAME, _weight(advert), FindingKind.EVIDENCE, "finding-classifier-taught", values)
    words = [lure.word for lure in reading.lures][:2]
    words += [
        piece for piece in shipped().telling(reading) if not any(piece in word or word in piece for word in words)
    ]
    if not words:
        return Finding(NAME, _weight(advert), FindingKind.EVIDENCE, "finding-classifier-form", values)
    values["words"] = " · ".join(words[:3])[:SHOWN]
    return Finding(NAME, _weight(advert), FindingKind.EVIDENCE, "finding-classifier-words", values)


def _halves(message: Message, facts: Facts) -> Sequence[str]:
    """What a newcomer wrote just before, when it and this are as short as parts of something split."""
    if not facts.own or message.edited_at is not None or len(facts.folded) > LONGEST_PART:
        return ()
    if not facts.is_newcomer(message.date):
        return ()
    return [
        heard.text
        for heard in list(facts.own)[-3:]
        if message.date - heard.at <= SPLIT_WITHIN and 0 < len(heard.folded) <= LONGEST_PART
    ]


def _innocent(advert: float) -> Finding:
    return Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-classifier-none", {"percent": _percent(advert)})


def _percent(advert: float) -> int:
    return min(round(advert * 100), 99)
