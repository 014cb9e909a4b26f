"""Every group message and edit before anything else sees it: facts, verdict, and what the verdict leads to."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.event import Message, SenderKind
from bot.core.ids import CaseId
from bot.features.moderation.facts import Before, Facts
from bot.features.moderation.model import Action, Case, Finding, Part, Sanction, Subject, Verdict
from bot.features.moderation.rules import decide, escalate, in_time, is_exempt, judge, yields
from bot.features.moderation.settings import ModerationSettings
from bot.features.moderation.window import WORTH_COMPARING, Heard, Window, shown
from bot.features.settings.model import Group
from bot.language import ahead
from bot.language.reading import reader
from handlers import access
from handlers.desk import Desk
from handlers.moderation.cards import docket_of, show
from handlers.moderation.consequences import CONSEQUENCES
from handlers.moderation.recent import CASE_TEXT, keep_with, still_there, window_of
from handlers.moderation.rights import remember_lack
from handlers.moderation.teaching import taught_by


async def check(desk: Desk, group: Group, message: Message) -> None:
    """Judge a message; what is convicted ends here, and no other feature sees it."""
    if _says_nothing(message):
        return
    settings = group.settings(ModerationSettings)
    if is_exempt(message, group, settings):
        _learn_linked_channel(desk, group, message, settings)
        return
    window = await window_of(desk, group)
    before = await _before(desk, message, window) if message.edited_at is not None else None
    if before is not None and before.shown == shown(message):
        return
    facts = await facts_of(desk, group, message, window, before)
    verdict = judge(message, facts, settings)
    if message.album_id is not None:
        verdict = await _with_album(desk, group, message, verdict, settings)
    if verdict.action > Action.OBSERVE and group.inspected_at is None:
        # Nobody has been asked yet who runs this group, so the sender may well.
        group = await access.fresh(desk, group)
        if is_exempt(message, group, settings):
            return
    if verdict.action > Action.OBSERVE:
        await convict(desk, group, message, verdict, window, settings)
    _hear(message, facts, window)
    CONSEQUENCES[settings.mode].conclude(verdict)


def _says_nothing(message: Message) -> bool:
    """Whether it is a service message. Asked here because the client's filter for them is slow."""
    return not (
        message.text
        or message.media
        or message.extra_text
        or message.button_texts
        or message.forwarded_from
        or message.via_bot
        or message.is_story
    )


def _learn_linked_channel(desk: Desk, group: Group, message: Message, settings: ModerationSettings) -> None:
    """The linked channel may also write in its own name: remember whose posts are copied here."""
    if message.is_automatic_forward and message.sender.id not in (settings.linked_channel, 0):
        desk.store.groups.set_value(group, "moderation", "linked_channel", message.sender.id)


# --- gathering ---------------------------------------------------------------------------------------------------


async def facts_of(desk: Desk, group: Group, message: Message, window: Window, before: Heard | None) -> Facts:
    """What the signals may know besides the message."""
    more = (*message.button_texts, *message.extra_text)
    seen = ahead.reading_of(message.text) if message.text else None
    folded = seen.folded if seen is not None else ""
    linked = group.settings(ModerationSettings).linked_channel
    return Facts(
        folded=folded,
        member=await desk.store.chat(group.chat_id).members.find(message.sender.id) if message.sender.person else None,
        own=window.of(message.sender.id),
        words=await desk.store.community(group.community_id).words.ready(),
        allowed_domains=await _allowed_domains(desk, group),
        own_names=frozenset(name.lower() for name in (group.username, desk.bot.username) if name),
        own_chats=frozenset((group.chat_id,) if linked is None else (group.chat_id, linked)),
        before=Before(before.text, before.links) if before is not None else None,
        taught=await taught_by(desk, group),
        others=window.others_saying(folded, message.sender.id) if len(folded) >= WORTH_COMPARING else (),
        reading=seen if folded else None,
        more=reader().read("\n".join(more)) if more else None,
    )


async def _allowed_domains(desk: Desk, group: Group) -> frozenset[str]:
    async def load() -> frozenset[str]:
        return frozenset(await desk.store.community(group.community_id).domains.all())

    domains: frozenset[str] = await desk.work.buffer.remember(("domains", group.community_id), load)
    return domains


def _hear(message: Message, facts: Facts, window: Window) -> None:
    heard = Heard(
        message.message_id,
        message.sender.id,
        message.date,
        message.text,
        facts.folded,
        shown(message),
        message.album_id,
        message.media,
        message.thread_id,
        is_new=facts.is_newcomer(message.date),
        links=message.links,
    )
    if message.edited_at is None:
        window.add(heard)
    else:
        window.replace(heard)


async def _before(desk: Desk, message: Message, window: Window) -> Heard | None:
    """What an edit replaces, for telling whether a reader sees a difference: Telegram also calls it an edit when a
    link preview or a reaction comes. None when nothing is known of the message."""
    before = window.find(message.message_id)
    if before is not None and before.shown:
        return before
    stored = await desk.store.chat(message.chat_id).messages.find(message.message_id)
    if stored is None:
        return None
    same = stored.text == message.text and stored.media == message.media
    hides = any(link.shown is not None for link in message.links)  # where hidden links lead is not stored
    seen = shown(message) if same and not hides else 0
    return Heard(stored.message_id, stored.sender_id, stored.at, stored.text, "", seen)


async def _with_album(
    desk: Desk, group: Group, message: Message, verdict: Verdict, settings: ModerationSettings
) -> Verdict:
    """An album goes as a whole: its later parts follow the one that was convicted."""
    docket = await docket_of(desk, group)
    case = docket.cases.get(docket.albums.get(message.album_id or "", CaseId(0)))
    if case is None or case.is_undone or verdict.action >= Action.DELETE:
        return verdict
    return replace(decide(verdict.findings, settings), action=Action.DELETE)


# --- deciding ----------------------------------------------------------------------------------------------------


async def convict(
    desk: Desk, group: Group, message: Message, verdict: Verdict, window: Window, settings: ModerationSettings
) -> None:
    """Open a case, or let the message join the one that is open for its sender; then do what was decided."""
    docket = await docket_of(desk, group)
    at = message.edited_at or message.date
    docket.prune(at)
    before = docket.open_for(message.sender.id, at)
    sanction = in_time(await _sanction(desk, group, message, verdict, before, settings), desk.now)
    earlier = await _earlier(desk, group, message, sanction, window)
    known = await _in_case(desk, group, before) if earlier else frozenset()
    consequences = CONSEQUENCES[settings.mode]
    if before is None:
        case = replace(_opened(desk, group, message, verdict, sanction), state=consequences.state(sanction.action))
    else:
        case = _joined(before, verdict, sanction, at)
        case = replace(case, state=consequences.state_after(before, sanction.action))
    case = replace(case, messages=case.messages + 1 + sum(heard.message_id not in known for heard in earlier))
    is_under_way = False
    if sanction.action >= Action.DELETE:
        new = message.message_id if message.edited_at is None else None
        going = [*(heard.message_id for heard in earlier), message.message_id]
        case, is_under_way = consequences.delete(desk, group, case, going, new)
        if sanction.action.is_sanction and (before is None or sanction.action > before.action):
            case = await consequences.punish(desk, group, case, sanction)
        if is_under_way and message.album_id is not None:
            docket.albums[message.album_id] = case.id
        await remember_lack(desk, group, case.error)
    if case.error is not None or not is_under_way:
        case = await show(desk, group, case)
    is_kept = not is_under_way or case.error is not None
    part = Part.SWEPT if sanction.action.removes else Part.JUDGED
    _store(desk, group, case, message, earlier, part, is_new=before is None, kept=is_kept)
    docket.put(case)


async def _sanction(
    desk: Desk, group: Group, message: Message, verdict: Verdict, before: Case | None, settings: ModerationSettings
) -> Sanction:
    """What is done to the person on top of the deletion, raised by what they did before."""
    action = verdict.action
    if message.sender.kind is SenderKind.FOREIGN_CHANNEL and action.is_sanction and not action.removes:
        action = Action.DELETE  # a channel cannot be muted, and would not read a warning
    if not action.is_sanction or (before is not None and action <= before.action):
        return Sanction(action)
    since = desk.now - timedelta(days=settings.warn_days)
    past = await desk.store.chat(group.chat_id).cases.past(message.sender.id, since)
    sanction = escalate(action, past, settings, message.edited_at or message.date)
    standing = await desk.store.chat(group.chat_id).cases.decided(message.sender.id, desk.now)
    return yields(sanction, standing, desk.now)


def _opened(desk: Desk, group: Group, message: Message, verdict: Verdict, sanction: Sanction) -> Case:
    sender = message.sender
    at = message.edited_at or message.date
    case = desk.store.chat(group.chat_id).cases.new(
        group.community_id, Subject(sender.kind, sender.id, sender.name), at=at, action=sanction.action
    )
    return replace(case, findings=verdict.findings, until=sanction.until, excerpt=message.text)


def _joined(before: Case, verdict: Verdict, sanction: Sanction, at: datetime) -> Case:
    """The open case with one more message: the highest rung, and every reason once."""
    known = {_essence(finding) for finding in before.findings if finding.weight > 0}
    fresh = tuple(f for f in verdict.findings if f.weight > 0 and _essence(f) not in known)
    raised = sanction.action > before.action
    return replace(
        before,
        last_at=max(before.last_at, at),
        findings=before.findings + fresh,
        action=sanction.action if raised else before.action,
        until=sanction.until if raised else before.until,
    )


def _essence(finding: Finding) -> tuple[str, object]:
    """What makes a reason the same one again: counts do not."""
    return finding.key, tuple(sorted((k, v) for k, v in finding.values.items() if isinstance(v, str)))


async def _earlier(desk: Desk, group: Group, message: Message, sanction: Sanction, window: Window) -> list[Heard]:
    """Earlier messages that go with this one: its album, or everything recent of somebody who is removed."""
    earlier: list[Heard] = []
    if sanction.action.removes:
        earlier = await still_there(desk, group, message.sender.id, message.edited_at or message.date)
    elif sanction.action >= Action.DELETE and message.album_id is not None:
        earlier = window.album(message.sender.id, message.album_id)
    return [heard for heard in earlier if heard.message_id != message.message_id]


async def _in_case(desk: Desk, group: Group, before: Case | None) -> frozenset[int]:
    """The messages that are in an open case already."""
    found = await desk.store.chat(group.chat_id).cases.messages(before.id) if before is not None else []
    return frozenset(message.message_id for message in found)


def _store(
    desk: Desk,
    group: Group,
    case: Case,
    message: Message,
    earlier: Sequence[Heard],
    part: Part,
    *,
    is_new: bool,
    kept: bool,
) -> None:
    cases = desk.store.chat(group.chat_id).cases
    if is_new:
        cases.add(case)
    else:
        cases.change(case)
    for heard in earlier:
        keep_with(desk, group, case, heard, part=part, kept=kept)
    cases.add_message(
        case.id, message.message_id, at=message.date, text=_whole_text(message), media=message.media,
        thread_id=message.thread_id, kept=kept,
    )  # fmt: skip


def _whole_text(message: Message) -> str:
    """What is kept of a message's words: those of a poll or a contact too, which have no others."""
    return "\n".join(part for part in (message.text, *message.extra_text) if part)[:CASE_TEXT]
