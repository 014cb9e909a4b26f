"""What administrators do to people by hand: warn, mute, kick, ban, and take it off again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.core.effect import Ban, Repeat, Restrict, Unban, UnbanChannel
from bot.core.errors import Refused
from bot.core.event import Replied, SenderKind
from bot.core.period import NotUnderstood, parse_duration
from bot.core.text import Markup
from bot.features.limits.model import Reason
from bot.features.moderation.model import Action, Case, CaseState, Part, Progress, Sanction, Subject
from bot.features.moderation.rules import escalate, within_limits
from bot.features.moderation.settings import ModerationSettings
from bot.features.settings.model import Group
from handlers import limits
from handlers.commands import Request, target
from handlers.desk import Desk
from handlers.incoming import ANONYMOUS_ADMIN_ID, CHANNEL_BOT_ID, SERVICE_ID
from handlers.keyboards import button
from handlers.moderation.cards import change, find_case, who
from handlers.moderation.consequences import SANCTIONED, delete_now, lacks, punish
from handlers.moderation.listing import list_of_person
from handlers.moderation.outcomes import LIFTED, Lifting, memo
from handlers.moderation.places import place_of
from handlers.moderation.recent import CASE_TEXT
from handlers.moderation.undo import EVERYTHING, trust

STAND_INS = frozenset((ANONYMOUS_ADMIN_ID, CHANNEL_BOT_ID, SERVICE_ID))
"""Accounts that Telegram uses for others; a sanction against them would hit somebody else, or everybody."""
MUTE_FOR = timedelta(hours=1)
"""A mute without a length."""


async def subject_of(desk: Desk, request: Request, group: Group) -> tuple[Subject, str]:
    """Whom a sanction is about, and the remaining arguments.

    Raises:
        Refused: nobody is named, they are unknown, or they run the group.
    """
    answered = request.message.reply
    sender = answered.sender if answered is not None else None
    if sender is not None and sender.kind in (SenderKind.ANONYMOUS_ADMIN, SenderKind.LINKED_CHANNEL):
        raise Refused("sanction-admin")
    if sender is not None and sender.kind is SenderKind.FOREIGN_CHANNEL:
        if sender.id == group.settings(ModerationSettings).linked_channel:
            raise Refused("sanction-admin")
        return Subject(sender.kind, sender.id, sender.name), request.args
    member, rest = await target(desk, request, group)
    if member.user_id == desk.bot.id:
        raise Refused("sanction-me")
    if member.user_id in STAND_INS or group.is_admin(member.user_id):
        raise Refused("sanction-admin")
    return Subject(SenderKind.USER, member.user_id, member.name), rest


def length_of(args: str) -> tuple[timedelta | None, str]:
    """A length at the beginning of the arguments (``2h``, ``2 小时``), and the rest: the reason."""
    words = args.split()
    for taken in (2, 1):
        if len(words) >= taken:
            try:
                return parse_duration("".join(words[:taken]), timedelta(minutes=1)), " ".join(words[taken:])
            except NotUnderstood:
                continue
    return None, args.strip()


async def warn(desk: Desk, request: Request, group: Group) -> None:
    """Warn in the group; at the limit it becomes a mute. It is done, and counts, when Telegram has shown it."""
    subject, reason = await subject_of(desk, request, group)
    _not_a_channel(subject)
    settings = group.settings(ModerationSettings)
    past = await desk.store.chat(group.chat_id).cases.past(subject.id, desk.now - timedelta(days=settings.warn_days))
    sanction = escalate(Action.WARN, past, settings, desk.now)
    if sanction.action is Action.MUTE:
        await _sanction(desk, request, group, subject, sanction, reason)
        return
    place = await place_of(desk, request, group) if request.in_private else None
    case, _ = await _open(desk, request, group, subject, sanction, reason, Progress.PENDING)
    warned = 1 + sum(one.action is Action.WARN for one in past)
    said = reason or desk.say(group.language, "no-reason")
    answered = request.message.reply
    desk.send(
        group.chat_id,
        desk.say(
            group.language, "warned-by-hand", who=who(case), reason=said, count=warned, limit=settings.warn_limit,
            number=str(case.number),
        ),
        [[button(desk.say(group.language, "case-button-undo").plain(), "case", "undo", case.id)]],
        reply_to=answered.message_id if answered is not None else None,
        thread_id=request.message.thread_id,
        repeat=Repeat.WANTED,
        report=SANCTIONED,
        memo=memo(case_id=case.id, place=place),
    )  # fmt: skip


async def mute(desk: Desk, request: Request, group: Group) -> None:
    """Mute for a time, an hour if none is given."""
    subject, rest = await subject_of(desk, request, group)
    _not_a_channel(subject)
    length, reason = length_of(rest)
    lasting = within_limits(length or MUTE_FOR)
    sanction = Sanction(Action.MUTE, desk.now + lasting if lasting is not None else None)
    await _sanction(desk, request, group, subject, sanction, reason)


async def kick(desk: Desk, request: Request, group: Group) -> None:
    """Remove; they may come back."""
    subject, reason = await subject_of(desk, request, group)
    _not_a_channel(subject)
    await _sanction(desk, request, group, subject, Sanction(Action.KICK), reason)


async def ban(desk: Desk, request: Request, group: Group) -> None:
    """Remove and keep out, for good if no time is given."""
    subject, rest = await subject_of(desk, request, group)
    length, reason = length_of(rest)
    lasting = within_limits(length)
    sanction = Sanction(Action.BAN, desk.now + lasting if lasting is not None else None)
    await _sanction(desk, request, group, subject, sanction, reason)


async def judged_by_hand(desk: Desk, request: Request, group: Group, subject: Subject) -> Case:
    """A case for a message that only goes."""
    case, _ = await _open(desk, request, group, subject, Sanction(Action.DELETE), "", Progress.NONE, Part.JUDGED)
    return case


async def ban_author(desk: Desk, request: Request, group: Group, subject: Subject) -> Case:
    """Take the message replied to away, whatever becomes of the rest, and remove and keep out its author."""
    return await _sanction(desk, request, group, subject, Sanction(Action.BAN), "", Part.JUDGED)


def _not_a_channel(subject: Subject) -> None:
    if subject.is_channel:
        raise Refused("sanction-channel")


async def _sanction(
    desk: Desk,
    request: Request,
    group: Group,
    subject: Subject,
    sanction: Sanction,
    reason: str,
    part: Part = Part.CITED,
) -> Case:
    """Open the case and make the call; the answer is given when Telegram has accepted it.

    With somebody who is removed goes what they wrote lately, once they are; what was judged, or asked about, goes first,
    whatever becomes of the rest.
    """
    if not group.is_supergroup and sanction.action is Action.MUTE:
        raise Refused("basic-group")
    if lacks(group, "can_restrict_members"):
        raise Refused("sanction-no-right", right=desk.say(group.language, "right-can_restrict_members"))
    place = await place_of(desk, request, group)
    case, judged = await _open(desk, request, group, subject, sanction, reason, Progress.PENDING, part)
    gone = delete_now(desk, group, case, judged)
    about = memo(case_id=case.id, place=place, sweeps=sanction.action.removes)
    if sanction.action is Action.KICK:
        out = desk.work.emit(Ban(group.chat_id, subject.id), report=SANCTIONED, memo=about)
        desk.work.emit(Unban(group.chat_id, subject.id), after=out)
    else:
        punish(desk, group, case, sanction, memo=about, after=gone)
    return case


async def _open(
    desk: Desk,
    request: Request,
    group: Group,
    subject: Subject,
    sanction: Sanction,
    reason: str,
    progress: Progress,
    part: Part = Part.CITED,
) -> tuple[Case, Sequence[int]]:
    """A case in the name of who asked, with the subject's message replied to as its evidence; or the question that it
    decides. Also its judged messages that are still there."""
    cases = desk.store.chat(group.chat_id).cases
    answered = _answered_of(subject, request)
    asked = await _asked(desk, group, subject, sanction, answered, part)
    case = asked or cases.new(group.community_id, subject, at=desk.now, action=sanction.action)
    messages = await cases.messages(case.id) if asked is not None else []
    judged = [message.message_id for message in messages if message.kept and message.part is Part.JUDGED]
    joins = answered is not None and all(message.message_id != answered.message_id for message in messages)
    case = replace(
        case,
        action=sanction.action,
        until=sanction.until,
        state=CaseState.OPEN,
        last_at=desk.now,
        actor_id=request.asker.id,
        actor_name=request.asker.name,
        reason=reason[:500] or case.reason,
        sanction=progress,
        messages=case.messages + joins,
        excerpt=case.excerpt or (answered.text if answered is not None else ""),
    )
    if asked is None:
        cases.add(case)
    else:
        await change(desk, group, case)
    if answered is not None and joins:
        cases.add_message(
            case.id, answered.message_id, at=answered.date or desk.now, text=answered.text[:CASE_TEXT],
            media=answered.media, thread_id=request.message.thread_id, kept=True, part=part,
        )  # fmt: skip
        if part is Part.JUDGED:
            judged.append(answered.message_id)
    return case, judged


async def _asked(
    desk: Desk, group: Group, subject: Subject, sanction: Sanction, answered: Replied | None, part: Part
) -> Case | None:
    """The newest question to the staff that is decided so: about somebody who is removed, or about just this message."""
    cases = desk.store.chat(group.chat_id).cases
    for known in await cases.of_subject(subject.id):
        case = await find_case(desk, group, known.id)
        if case is None or not case.asks:
            continue
        if sanction.action.removes:
            return case
        left = [message.message_id for message in await cases.messages(case.id) if message.kept]
        if part is Part.JUDGED and answered is not None and left == [answered.message_id]:
            return case
    return None


def _answered_of(subject: Subject, request: Request) -> Replied | None:
    """The message replied to, if the subject wrote it: who is named beside a reply to another has not."""
    answered = request.message.reply
    is_theirs = answered is not None and answered.sender is not None and answered.sender.id == subject.id
    return answered if is_theirs else None


async def unmute(desk: Desk, request: Request, group: Group) -> None:
    """Let somebody write again."""
    await _lift(desk, request, group, Action.MUTE)


async def unban(desk: Desk, request: Request, group: Group) -> None:
    """Let somebody in again."""
    await _lift(desk, request, group, Action.BAN)


async def _lift(desk: Desk, request: Request, group: Group, action: Action) -> None:
    """Lift by call, whoever has imposed it. What becomes of it is said, and its cases closed, once Telegram answers."""
    subject, _ = await subject_of(desk, request, group)
    if lacks(group, "can_restrict_members"):
        raise Refused("sanction-no-right", right=desk.say(group.language, "right-can_restrict_members"))
    place = await place_of(desk, request, group)
    about = memo(case_id=0, place=place, lifting=Lifting(action.word, subject, request.asker))
    if subject.is_channel:
        desk.work.emit(UnbanChannel(group.chat_id, subject.id), report=LIFTED, memo=about)
    elif action is Action.MUTE:
        desk.work.emit(Restrict(group.chat_id, subject.id, EVERYTHING), report=LIFTED, memo=about)
    else:
        desk.work.emit(Unban(group.chat_id, subject.id), report=LIFTED, memo=about)


async def cases(desk: Desk, request: Request, group: Group) -> None:
    """What has happened with somebody."""
    answered = request.message.reply
    if answered is not None and answered.sender is not None and answered.sender.kind is SenderKind.FOREIGN_CHANNEL:
        await list_of_person(desk, request, group, answered.sender.id)
        return
    member, _ = await target(desk, request, group)
    await list_of_person(desk, request, group, member.user_id)


async def trust_command(desk: Desk, request: Request, group: Group) -> None:
    """A trusted member is never removed by the machine, and is no newcomer any more."""
    member, _ = await target(desk, request, group)
    await limits.lift(desk, group, member.user_id, Reason.NEWCOMER)
    await trust(desk, group, member.user_id, member.name, member, for_good=True)
    await _say_trust(desk, request, group, "trusted", Markup.mention(member.user_id, member.name))


async def untrust_command(desk: Desk, request: Request, group: Group) -> None:
    """Judged like everybody else again."""
    member, _ = await target(desk, request, group)
    await desk.store.chat(group.chat_id).members.save(replace(member, trusted=False, trusted_until=None))
    await _say_trust(desk, request, group, "untrusted", Markup.mention(member.user_id, member.name))


async def _say_trust(desk: Desk, request: Request, group: Group, key: str, name: Markup) -> None:
    place = await place_of(desk, request, group)
    desk.send(
        place.chat_id, desk.say(place.language, key, who=name), reply_to=place.reply_to, thread_id=place.thread_id
    )
