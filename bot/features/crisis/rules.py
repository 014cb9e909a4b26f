"""What a message says about a watched word, and what it belongs to. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from bot.core.event import Message, SenderKind
from bot.features.crisis.model import Evidence, Incident, Mention, Sighting, Stance, Tier, Watchlist
from bot.language.fold import fold

LONGEST_KEPT = 1_000
"""Characters of a message that an incident keeps."""

# --- what a message says ------------------------------------------------------------------------------------------

_CLAUSE: Final = re.compile(r"[^\n,，。.!！?？;；…~～、]+[\n,，。.!！?？;；…~～、]*")
_QUOTED_LINE: Final = re.compile(r"^\s*[>＞].*$", re.MULTILINE)

# Words that may stand between a negation and what it denies without changing its meaning; anything else may be a
# clause of its own: "没人管我过敏" is a complaint, "没人过敏" a denial.
_FILLER: Final = "出现|发生|发现|遇到|听说|见过|听过|引起|引发|导致|造成|任何|什么|一例|一个|一点|半点|有人|有|再|也|都|会|是|得|过|人|啥"
_NEGATION: Final = "(?<!有)没有|(?<!有)没|从来不|从未|绝对不|绝不|并不|并非|不存在|不可能|(?<![是会能要得])不|未|(?<!有)无|零|勿|(?<![特分])别"
_DENIED: Final = re.compile(rf"(?P<no>{_NEGATION})(?:{_FILLER}){{0,3}}$")
_DENIED_AFTER: Final = re.compile(r"^.{0,4}(?<!不是)(?:谣言|谣传|造谣|假的|假消息|误传|误会|不实)")
_DOUBLE: Final = re.compile(rf"(?:{_NEGATION}|难道|怎么可能|差点)(?:{_FILLER}){{0,2}}$")
_ASKS: Final = re.compile(r"(?:[?？]\s*|(?:吗|嘛|么|吧|呀|呢)[\s。.~～…!！]*)$")

_PREVENTION: Final = re.compile(
    r"(?:预防|防止|防范|避免|杜绝|谨防|防|抗|减少|降低|以免|免得|小心|当心|注意|怕|担心)"
    rf"(?:{_FILLER}|因为|吃了|喝了|用了){{0,2}}$"
)
_COMPOUND: Final = re.compile(r"^(?:原(?!因)|源(?!于)|体质|史(?!上)|测试|检测|提示|提醒|须知|预案|知识|科普)")
_MIGHT: Final = re.compile(r"会不会$|(?<![不么啥然竟])会$")
_HAPPENED: Final = re.compile(r"^(?:了|啦|过|着|是)")

_ENGLISH_FILLER: Final = r"(?:any|a|an|the|been|had|have|has|got|get|gets|getting|one|is|was|were|are|of|single|cases?|signs?|symptoms?|reports?)"
_ENGLISH_DENIED: Final = re.compile(
    rf"\b(?:no|not|never|without|nobody|no one|none|zero|[a-z]+n[' ]t)(?: {_ENGLISH_FILLER}){{0,4}} $"
)
_ENGLISH_PREVENTION: Final = re.compile(
    rf"\b(?:prevent|prevents|preventing|prevention of|avoid|avoids|avoiding|against|risk of|worried about)(?: {_ENGLISH_FILLER}){{0,2}} $"
)


def find(message: Message, watchlist: Watchlist) -> Mapping[str, Stance]:
    """The watched words in a message, folded, in the order they occur, with what it says about each.

    A quoted line (``> …``) does not count. A word that only shows when the whole text is folded (食.物.中.毒) is an
    alarm: nobody disguises a denial.
    """
    text = "\n".join((message.text, *message.extra_text)) if message.extra_text else message.text
    if not text or not watchlist.words:
        return {}
    hits = watchlist.keywords.find(fold(text))
    if not hits:
        return {}
    if ">" in text or "＞" in text:
        text = _QUOTED_LINE.sub("", text)
        hits = watchlist.keywords.find(fold(text))
    found = dict.fromkeys((hit.value for hit in hits), Stance.ALARM)
    seen: dict[str, set[Stance]] = {word: set() for word in found}
    for clause in _CLAUSE.findall(text):
        folded = fold(clause)
        asks = _ASKS.search(clause) is not None
        for hit in watchlist.keywords.find(folded):
            seen.setdefault(hit.value, set()).add(stance(folded[: hit.start], folded[hit.end :], asks=asks))
    return {word: Stance.QUIET if seen[word] == {Stance.QUIET} else Stance.ALARM for word in found}


def stance(before: str, after: str, *, asks: bool) -> Stance:
    """What a clause says about the word between ``before`` and ``after`` (both folded). ``asks``: it ends as a question.

    Quiet are denials (没有食物中毒), prevention (怎么预防过敏, 防过敏) and questions about what might be (会过敏吗).
    In doubt it is an alarm: a question whether others have it too (有没有人也拉肚子) is one.
    """
    if _COMPOUND.match(after):
        return Stance.QUIET
    happened = _HAPPENED.match(after) is not None
    if _PREVENTION.search(before) or _ENGLISH_PREVENTION.search(before):
        return Stance.ALARM if happened else Stance.QUIET
    if _MIGHT.search(before) and (asks or before.endswith("会不会")):
        return Stance.ALARM if happened else Stance.QUIET
    if asks:
        return Stance.ALARM
    if _DENIED_AFTER.match(after) or _ENGLISH_DENIED.search(before):
        return Stance.QUIET
    denied = _DENIED.search(before)
    if denied is None or _DOUBLE.search(before[: denied.start()]):
        return Stance.ALARM
    return Stance.QUIET


def counts(message: Message, *, by_staff: bool) -> bool:
    """Whether a message is a member's own word: not by staff, a bot or the brand's channel, and not a forward."""
    kind = message.sender.kind
    if kind is SenderKind.USER:
        return message.forwarded_from is None and not by_staff
    return kind is SenderKind.FOREIGN_CHANNEL and message.forwarded_from is None


# --- what it belongs to ----------------------------------------------------------------------------------------------


def joined(sighting: Sighting, watchlist: Watchlist, opened: Sequence[Incident]) -> tuple[Incident, ...]:
    """The open incidents a message belongs to: those about its words, its mood or its complaint."""
    return tuple(
        incident
        for incident in opened
        if not incident.is_drill
        and (
            (incident.folded in sighting.words and incident.folded in watchlist.words)
            or incident.folded in sighting.counted
        )
    )


def leading(sighting: Sighting, watchlist: Watchlist) -> str | None:
    """The word a message with no open incident would open one for: an urgent one, and rather meant than denied.

    None when its words are not watched any more, or are rate words.
    """
    urgent = [word for word in sighting.words if word in watchlist.words and watchlist.words[word].tier is Tier.URGENT]
    return min(urgent, key=lambda word: sighting.words[word] is Stance.QUIET, default=None)


# --- evidence -------------------------------------------------------------------------------------------------------


def with_mention(evidence: Evidence, mention: Mention) -> Evidence:
    """The evidence after one more message; a message that is shown already is replaced (it was edited)."""
    key = (mention.chat_id, mention.message_id)
    known = [shown for shown in evidence.telling if (shown.chat_id, shown.message_id) != key]
    again = len(known) < len(evidence.telling)
    return Evidence(
        people=evidence.people if mention.quiet else evidence.people | {mention.user_id},
        messages=evidence.messages + (0 if again else 1),
        groups=tuple(dict.fromkeys((*evidence.groups, mention.chat_id))),
        telling=telling((*known, mention)),
    )


def telling(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """At most three messages for a card, oldest first: those that mean it before denials, the first and the newest."""
    ordered = sorted(mentions, key=lambda mention: (mention.at, mention.message_id))
    loud = [mention for mention in ordered if not mention.quiet]
    chosen = loud[:1] + loud[1:][-2:] if loud else ordered[:1] + ordered[1:][-2:]
    return tuple(chosen)


def evidence_of(mentions: Sequence[Mention]) -> Evidence:
    """What several messages come to."""
    evidence = NO_EVIDENCE
    for mention in mentions:
        evidence = with_mention(evidence, mention)
    return evidence


NO_EVIDENCE: Final = Evidence(frozenset(), 0, (), ())
