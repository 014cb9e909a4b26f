"""From findings to a decision. The policy is the data at the top; what follows only applies it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.event import Message, Sender, SenderKind
from bot.features.moderation.facts import Facts
from bot.features.moderation.model import Action, Case, CaseState, Finding, FindingKind, Past, Sanction, Verdict
from bot.features.moderation.settings import ModerationSettings, Strictness
from bot.features.moderation.signals import SIGNALS
from bot.features.settings.model import Group


@dataclass(frozen=True, slots=True)
class Policy:
    """The weight it takes for each rung; None: the machine never does that.

    ``ask`` and ``delete`` weigh what was sent together with who sent it; the sanctions weigh what was sent alone.
    """

    ask: float
    delete: float
    sanctions: Mapping[Action, float]


POLICIES: Mapping[Strictness, Policy] = {
    Strictness.LENIENT: Policy(ask=0.6, delete=0.8, sanctions={}),
    Strictness.STANDARD: Policy(ask=0.6, delete=0.7, sanctions={Action.MUTE: 1.0, Action.BAN: 1.6}),
    Strictness.STRICT: Policy(ask=0.4, delete=0.6, sanctions={Action.WARN: 0.7, Action.MUTE: 0.9, Action.BAN: 1.3}),
}

FAMILIES: Mapping[str, str] = {
    "flood": "volume",
    "repetition": "volume",
    "copies": "volume",
    "links": "address",
    "edits": "address",
    "contacts": "address",
    "forwards": "wrapping",
    "rich": "wrapping",
    "media": "wrapping",
    "qr": "address",
    "words": "wording",
    "classifier": "wording",
    "scripts": "wording",
    "first_words": "wording",
    "abuse": "question",
    "finding-copies-members": "question",
}
"""Signals that see the same thing from several sides: together they are one piece of evidence, up to a cap. A finding of
a signal may be of another family than the rest of it."""
CAPS: Mapping[str, float] = {"volume": 1.0, "address": 1.0, "wrapping": 0.7, "wording": 1.0, "question": 0.0}
"""The most that a family weighs, however many of its signals speak. A question weighs nothing, it only asks: a hostile
person is no advertiser, and regulars who pass on the same words may have nothing to do with one."""
MOST = 2.0
"""Of a signal that is a family of its own."""
PERSON_CAP = 0.9
"""The most that everything about the person weighs: enough to ask, alone."""
PERSON_TIPS = 0.5
"""The most that the person adds to what was sent."""
LEAST_SAID = 0.15
"""Below this what was sent is not worth tipping, whoever sent it."""

PIECES_TO_REMOVE = 2
"""Independent facts about what was sent that it takes before the machine removes somebody."""

SHORTEST_SANCTION = timedelta(seconds=60)
"""Telegram takes less than 30 seconds as for ever."""
LONGEST_SANCTION = timedelta(days=366)
"""Telegram takes more as for ever."""
LONGEST_MACHINE_MUTE = timedelta(days=1)
RAISE = 6
"""Each repeated mute within the memory of warnings lasts this many times longer."""

JOIN_WITHIN = timedelta(minutes=10)
"""What the same person does within this time of their last message belongs to the open case."""


def is_exempt(message: Message, group: Group, settings: ModerationSettings) -> bool:
    """Whether nobody judges this sender: admins, anonymous ones too, owners, the linked channel, service accounts."""
    if message.guest_of is not None and (group.is_admin(message.guest_of) or message.guest_of == group.chat_id):
        return True
    return is_run_by_staff(message.sender, group, settings)


def is_run_by_staff(sender: Sender, group: Group, settings: ModerationSettings) -> bool:
    """Whether admins, anonymous ones too, owners, the linked channel or a service account speaks."""
    match sender.kind:
        case SenderKind.USER | SenderKind.BOT:
            return group.is_admin(sender.id)
        case SenderKind.FOREIGN_CHANNEL:
            return sender.id == settings.linked_channel
        case SenderKind.ANONYMOUS_ADMIN | SenderKind.LINKED_CHANNEL | SenderKind.SERVICE:
            return True


def judge(message: Message, facts: Facts, settings: ModerationSettings) -> Verdict:
    """The verdict on one message of somebody who is not exempt: every finding, and the action they lead to."""
    return decide([finding for signal in SIGNALS for finding in signal.check(message, facts, settings)], settings)


def decide(findings: Sequence[Finding], settings: ModerationSettings) -> Verdict:
    """The action for these findings.

    An order of the admins for exactly this (a forbidden word's) counts as their decision and is followed at any
    strictness. Trusted members: nothing beyond deletion; their trust stands among the findings, over which the staff
    are asked to look.
    """
    if not any(finding.weight for finding in findings):
        return Verdict(Action.OBSERVE, tuple(findings))
    policy = POLICIES[settings.strictness]
    weights = _by_family(findings)
    said = sum(weights.values())
    who = min(sum(finding.weight for finding in findings if finding.kind is FindingKind.PERSON), PERSON_CAP)
    action = _for_message(policy, said, who)
    for rung, threshold in policy.sanctions.items():
        if said >= threshold and (not rung.removes or _pieces(weights) >= PIECES_TO_REMOVE):
            action = max(action, rung)
    action = max([action, *(f.order for f in findings if f.order is not None and f.is_evidence)])
    trusted = any(finding.kind is FindingKind.TRUST for finding in findings)
    if trusted and action >= Action.DELETE:
        return Verdict(Action.DELETE, tuple(findings))
    return Verdict(action, tuple(findings))


def _pieces(weights: Mapping[str, float]) -> int:
    """How many independent facts about what was sent are heavy enough to count towards a removal."""
    return sum(weight >= LEAST_SAID for weight in weights.values())


def _by_family(findings: Sequence[Finding]) -> dict[str, float]:
    """The weight of the evidence by independent family."""
    weights: dict[str, float] = {}
    for finding in findings:
        if finding.is_evidence:
            family = FAMILIES.get(finding.key) or FAMILIES.get(finding.signal, finding.signal)
            weights[family] = min(weights.get(family, 0.0) + finding.weight, CAPS.get(family, MOST))
    return {family: weight for family, weight in weights.items() if weight > 0}


def _for_message(policy: Policy, said: float, who: float) -> Action:
    if said < LEAST_SAID:
        return Action.ASK if who >= policy.delete else Action.OBSERVE
    who = min(who, PERSON_TIPS)
    if said + who >= policy.delete - 1e-9:
        return Action.DELETE
    return Action.ASK if said + who >= policy.ask - 1e-9 else Action.OBSERVE


def escalate(action: Action, past: Sequence[Past], settings: ModerationSettings, at: datetime) -> Sanction:
    """What the machine does to the person, given their sanctions that have not faded or been undone.

    A warning at the limit becomes a mute, a repeated mute lasts longer; removal is never reached by repetition.
    """
    recent = [one for one in past if at - one.at < timedelta(days=settings.warn_days)]
    match action:
        case Action.WARN if sum(one.action is Action.WARN for one in recent) + 1 >= settings.warn_limit:
            return Sanction(Action.MUTE, at + timedelta(hours=settings.warn_limit_mute_hours))
        case Action.MUTE:
            repeats = sum(one.action >= Action.MUTE for one in recent)
            length = timedelta(minutes=settings.mute_minutes) * RAISE ** min(repeats, 6)
            return Sanction(
                Action.MUTE, at + min(length, max(LONGEST_MACHINE_MUTE, timedelta(minutes=settings.mute_minutes)))
            )
        case Action.BAN:
            return Sanction(Action.BAN, at + timedelta(days=settings.ban_days))
        case _:
            return Sanction(action)


def in_time(sanction: Sanction, now: datetime) -> Sanction:
    """The sanction, or a mere deletion where it would be over by now, as for a message from a backlog."""
    if sanction.until is not None and sanction.until - now < SHORTEST_SANCTION:
        return Sanction(Action.DELETE)
    return sanction


def yields(sanction: Sanction, standing: Sequence[Case], at: datetime) -> Sanction:
    """The machine's sanction, or a mere deletion where an administrator's own already holds: it would be shortened."""
    if sanction.action.is_sanction and any(_holds(case, at) for case in standing):
        return Sanction(Action.DELETE)
    return sanction


def _holds(case: Case, at: datetime) -> bool:
    """Whether an administrator's sanction is still on somebody. One that was removed may come back at once, and a
    sanction that Telegram has refused is on nobody."""
    lasts = case.action is not Action.KICK and (case.until is None or case.until > at)
    return not case.by_machine and case.state is CaseState.OPEN and case.is_in_force and lasts


def within_limits(length: timedelta | None) -> timedelta | None:
    """A length that Telegram takes as it is meant: at least a minute; None, for good, for more than 366 days."""
    if length is None or length > LONGEST_SANCTION:
        return None
    return max(length, SHORTEST_SANCTION)


def joins(case: Case, at: datetime) -> bool:
    """Whether something the case's subject does at ``at`` still belongs to it."""
    return case.by_machine and not case.is_undone and abs(at - case.last_at) <= JOIN_WITHIN
