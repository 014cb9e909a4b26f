"""Classifier: how much the words and the form of a message are like those of adverts."""

import re
from collections.abc import Sequence
from datetime import timedelta

from bot.core.event import Message
from bot.features.moderation.facts import Facts
from bot.features.moderation.model import Finding, FindingKind
from bot.features.moderation.questions import is_question, only_gives_number
from bot.features.moderation.rituals import is_ritual, worth
from bot.features.moderation.settings import ModerationSettings
from bot.features.moderation.signals.abuse import INSULTS
from bot.features.moderation.signals.names import POINTS
from bot.language.classifier import shipped
from bot.language.fold import fold
from bot.language.lures import Trade
from bot.language.reading import Reading, read, reader

NAME = "classifier"
KEYS = (
    "finding-classifier-words",
    "finding-classifier-form",
    "finding-classifier-joined",
    "finding-classifier-taught",
    "finding-classifier-warning",
    "finding-classifier-question",
    "finding-classifier-plain",
    "finding-classifier-none",
)

CERTAIN = 0.97
LIKELY = 0.8
LEVELS = ((CERTAIN, 0.8), (LIKELY, 0.6), (0.5, 0.25))
"""From this probability on it weighs so much. What is certain is deleted on these words alone, what is likely asks; in
between it takes a contact, a link or a newcomer."""
TAUGHT_AT_LEAST = 1.0
"""Log-odds of what the community has taught, from which on that is the reason."""
SPLIT_WITHIN = timedelta(seconds=90)
LEAST_READ = 6
"""Letters (a Han character is worth two) beside addresses and "see my name" below which there is nothing to read:
``links`` and ``names`` judge those."""
LONGEST_PART = 24
"""Folded characters of a message that may be one half of a split advert."""
WARNS = re.compile(
    r"骗子(?!勿扰|别来|走开|绕)|骗局|诈骗|骗人|被骗|上当|防骗|防诈|反诈|谨防(?!假冒)|冒充|别点|别加|别扫|不要点|小心|当心|警惕|举报|踢了|踢出"
    r"|(?:绝|决|从来?|永远)不会?(?:主动)?(?:让|叫|要求|向|找|问|加|私聊|联系)(?:您|你|大家|各位|任何)"
    r"|(?:不要|别|勿|不能)(?:随便|轻易|随意|乱|给.{0,6})?(?:转账|转钱|汇款|相信|轻信|信(?![用息号誉])|扫码|点击|加陌生)"
    r"|(?:发|打)广告的|(?<![a-z])(?:scam|scammers?|phishing|beware|spam(?:mer)?s?)(?![a-z])"
    r"|(?:do not|don't|never) (?:click|trust|send (?:money|crypto)|transfer|reply)"
    r"|(?:will|would) (?:never|not) (?:ask|dm|pm|message|contact) (?:you|any)"
)
"""What somebody says who tells others of an advert, or what admins say they never do. In folded text."""
SHOWN = 60
PLAIN = Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-classifier-plain")


def check(message: Message, facts: Facts, settings: ModerationSettings) -> list[Finding]:
    """One finding, always: innocent below one half. A newcomer's short messages in a row are also read as one, and what
    a message says in other places by itself."""
    said = []
    if facts.folded:
        said.append(_judged(message, facts, facts.reading or read(message.text, facts.folded), facts.advert))
    if (elsewhere := facts.beside(message)) is not None and elsewhere.folded:
        said.append(_judged(message, facts, elsewhere, None))
    return [max(said, key=lambda finding: finding.weight) if said else _innocent(0.0)]


def _judged(message: Message, facts: Facts, reading: Reading, advert: float | None) -> Finding:
    if _says_nothing_itself(reading) or _is_ritual(reading):
        return _innocent(0.0)
    shift = facts.taught.shift(reading.folded) if facts.taught is not None else 0.0
    if not shift and not _offers(reading):
        # It could only look like an advert, which is no reason to act. Most messages end here: it is quick.
        return _joined(message, facts) or PLAIN
    if advert is None or shift:
        advert = shipped().probabilities([reading], [shift])[0]
    if _weight(advert, reading) and reading.links:
        # Where the links lead is for others to judge: here their words must be an advert without them.
        advert = min(advert, shipped().probabilities([reader().read(_beside_links(reading))], [shift])[0])
    if _weight(advert, reading):
        if _is_only_hostile(reading):
            return _innocent(advert)
        if _warns(reading) and not facts.is_newcomer(message.date):
            return Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-classifier-warning")
        if shift < TAUGHT_AT_LEAST and is_question(reading):
            return Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-classifier-question")
        return _found(reading, advert, shift)
    return _joined(message, facts) or _innocent(advert)


def _joined(message: Message, facts: Facts) -> Finding | None:
    """What a newcomer's short messages in a row say together, when that is an advert."""
    halves = _halves(message, facts)
    if not halves:
        return None
    whole = reader().read("".join(halves) + message.text)
    weight = _weight(joined := shipped().probabilities([whole])[0], whole) if _offers(whole) else 0.0
    if not weight:
        return None
    values: dict[str, str | int] = {"count": len(halves) + 1, "percent": _percent(joined)}
    return Finding(NAME, weight, FindingKind.EVIDENCE, "finding-classifier-joined", values)


def _says_nothing_itself(reading: Reading) -> bool:
    """Whether it is hardly more than an address, or than a hint where to look: then others judge what is there."""
    if not reading.links:
        is_hint = len(reading.folded) <= LONGEST_PART and POINTS.search(reading.folded) is not None
        return is_hint and worth(POINTS.sub("", reading.folded)) < LEAST_READ
    return worth(POINTS.sub("", fold(_beside_links(reading)))) < LEAST_READ


def _is_ritual(reading: Reading) -> bool:
    """Whether it is a check-in, a greeting or the like, and leaves no way to answer it."""
    return not reading.links and not reading.contacts and is_ritual(reading.folded)


def _beside_links(reading: Reading) -> str:
    ends = [0, *(link.end for link in reading.links)]
    starts = [*(link.start for link in reading.links), len(reading.text)]
    return "".join(reading.text[end:start] for end, start in zip(ends, starts, strict=True))


def _is_only_hostile(reading: Reading) -> bool:
    """Whether it insults and offers nothing: filters learn from lists in which abuse counts as an advert, too."""
    return not (reading.lures or reading.contacts or reading.links) and bool(INSULTS.find(reading.folded))


def _offers(reading: Reading) -> bool:
    """Whether there is anything in it that adverts are made of."""
    return bool(reading.lures or reading.contacts or reading.links)


def _warns(reading: Reading) -> bool:
    """Whether it speaks of adverts and leaves no way to answer one."""
    return not reading.contacts and not reading.links and WARNS.search(reading.folded) is not None


def _weight(advert: float, reading: Reading) -> float:
    """What a probability weighs. An advert that nobody can answer is never certain, one that offers nothing not even
    likely: it only looks like one. Nor is one that offers a telephone number alone, which people give each other."""
    if only_gives_number(reading):
        return LEVELS[-1][1] if advert >= CERTAIN else 0.0
    can_be_answered = reading.links or reading.contacts or any(lure.trade is Trade.REACH for lure in reading.lures)
    most = 1.0 if can_be_answered else CERTAIN - 0.01 if reading.lures else LIKELY - 0.01
    sure = min(advert, most)
    return next((weight for least, weight in LEVELS if sure >= least), 0.0)


def _found(reading: Reading, advert: float, shift: float) -> Finding:
    values: dict[str, str | int] = {"percent": _percent(advert)}
    if shift >= TAUGHT_AT_LEAST:
        return Finding(NAME, _weight(advert, reading), FindingKind.EVIDENCE, "finding-classifier-taught", values)
    words = [lure.word for lure in reading.lures][:2]
    words += [
        piece for piece in shipped().telling(reading) if not any(piece in word or word in piece for word in words)
    ]
    if not words:
        return Finding(NAME, _weight(advert, reading), FindingKind.EVIDENCE, "finding-classifier-form", values)
    values["words"] = " · ".join(words[:3])[:SHOWN]
    return Finding(NAME, _weight(advert, reading), FindingKind.EVIDENCE, "finding-classifier-words", values)


def _halves(message: Message, facts: Facts) -> Sequence[str]:
    """What a newcomer wrote just before, when it and this are as short as parts of something split."""
    if not facts.own or not facts.folded or message.edited_at is not None or len(facts.folded) > LONGEST_PART:
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
