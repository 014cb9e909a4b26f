"""/report: a member puts a message before the staff. The reporter is thanked in private and named nowhere."""

from dataclasses import replace

from bot.core.effect import DeleteMessages
from bot.core.errors import Refused
from bot.core.event import Replied, Sender, SenderKind
from bot.core.ids import CaseId
from bot.features.moderation.model import REPORTS, Action, Case, CaseState, Finding, FindingKind, Subject
from bot.features.moderation.reporting import (
    HOUR,
    MISUSE,
    MOST_AN_HOUR,
    REMEMBERED,
    Reported,
    counts,
    is_enough,
)
from bot.features.moderation.rules import is_run_by_staff
from bot.features.moderation.settings import ModerationSettings
from bot.features.settings.model import Group
from handlers.commands import Request
from handlers.desk import Desk
from handlers.moderation.cards import docket_of, find_case, show
from handlers.moderation.consequences import CONSEQUENCES
from handlers.moderation.recent import CASE_TEXT, taken_away

WEIGHT = 0.5
"""Shown among the reasons; it is no evidence."""


async def report(desk: Desk, request: Request, group: Group) -> None:
    """Take a report: the message that makes it goes first."""
    answered = request.message.reply
    if request.in_private:
        raise Refused("report-how")
    desk.work.emit(DeleteMessages(group.chat_id, (request.message.message_id,)))
    taken_away(desk, group, request.message.message_id)
    if answered is None or answered.sender is None:
        await _tell(desk, request, group, "report-how")
        return
    if answered.sender.id in (request.asker.id, desk.bot.id) or answered.sender.kind is SenderKind.SERVICE:
        return
    store = desk.store.chat(group.chat_id)
    if await store.reports.made_by(request.asker.id, desk.now - HOUR) >= MOST_AN_HOUR:
        await _tell(desk, request, group, "report-too-many")
        return
    known = await store.reports.of_message(answered.message_id)
    if request.asker.id in known.reporters:
        await _tell(desk, request, group, "report-thanks")
        return
    unfounded = await store.reports.unfounded(request.asker.id, desk.now - REMEMBERED)
    counting = counts(await store.members.find(request.asker.id), unfounded, desk.now)
    now = Reported(
        known.case_id,
        known.reporters | {request.asker.id},
        known.counting | {request.asker.id} if counting else known.counting,
    )
    thread_id = request.message.thread_id
    case_id = await _put_before_the_staff(
        desk, group, answered, answered.sender, thread_id, now, is_misuse=unfounded >= MISUSE
    )
    store.reports.add(answered.message_id, request.asker.id, case_id, at=desk.now, counts=counting)
    await _tell(desk, request, group, "report-thanks")


async def _tell(desk: Desk, request: Request, group: Group, key: str) -> None:
    """In private or not at all: nothing in the group gives a reporter away."""
    if await desk.store.people.reachable([request.asker.id]):
        language = await desk.language_of(request.asker.id, group.language)
        desk.send(request.asker.id, desk.say(language, key, group=group.title), silent=True)


async def _put_before_the_staff(
    desk: Desk,
    group: Group,
    about: Replied,
    sender: Sender,
    thread_id: int | None,
    reported: Reported,
    *,
    is_misuse: bool,
) -> CaseId:
    """One case for one message; what its author is already being asked about is the same case."""
    docket = await docket_of(desk, group)
    found = await find_case(desk, group, reported.case_id) if reported.case_id is not None else None
    at_hand = docket.open_for(sender.id, desk.now)
    before = found or (at_hand if at_hand is not None and at_hand.asks else None)
    is_new = before is None
    cases = desk.store.chat(group.chat_id).cases
    case = before or replace(
        cases.new(group.community_id, Subject(sender.kind, sender.id, sender.name), at=desk.now, action=Action.ASK),
        state=CaseState.ASKED,
        excerpt=about.text,
    )
    joins = found is None
    is_there = joins or await _is_there(desk, group, case.id, about.message_id)
    case = replace(
        case,
        findings=(*(f for f in case.findings if f.signal != REPORTS), *_findings(case, reported, is_misuse=is_misuse)),
        messages=case.messages + joins,
    )
    is_gone = False
    settings = group.settings(ModerationSettings)
    if is_there and _may_go(group, settings, case, sender, reported):
        case, is_gone = CONSEQUENCES[settings.mode].delete(desk, group, case, [about.message_id], None)
    if joins:
        cases.add_message(
            case.id, about.message_id, at=about.date or desk.now, text=about.text[:CASE_TEXT], media=about.media,
            thread_id=thread_id, kept=not is_gone,
        )  # fmt: skip
    elif is_gone:
        cases.mark_kept(case.id, about.message_id, kept=False)
    case = await show(desk, group, case)
    if is_new:
        cases.add(case)
    else:
        cases.change(case)
    docket.put(case)
    return case.id


def _findings(case: Case, reported: Reported, *, is_misuse: bool) -> list[Finding]:
    """How many have reported it, and whether some of them report at random; nobody's name."""
    count = len(reported.reporters)
    found = [Finding(REPORTS, WEIGHT, FindingKind.EVIDENCE, "reported-by", {"count": count})]
    was_misuse = any(finding.key == "reported-misused" for finding in case.findings)
    if is_misuse or was_misuse:
        found.append(Finding(REPORTS, WEIGHT / 10, FindingKind.PERSON, "reported-misused", {"count": MISUSE}))
    return found


async def _is_there(desk: Desk, group: Group, case_id: CaseId, message_id: int) -> bool:
    """Whether a message of a case has not been taken away yet."""
    messages = await desk.store.chat(group.chat_id).cases.messages(case_id)
    return any(message.message_id == message_id and message.kept for message in messages)


def _may_go(group: Group, settings: ModerationSettings, case: Case, sender: Sender, reported: Reported) -> bool:
    """Whether it is taken away until somebody decides: enough members who count, and nobody of the staff."""
    if settings.report_threshold == 0 or case.state is not CaseState.ASKED:
        return False
    if is_run_by_staff(sender, group, settings):
        return False
    return is_enough(reported, settings.report_threshold)
