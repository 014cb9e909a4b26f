"""Taking a case back: the sanction is lifted, the person and the words come back, the author is trusted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from bot.core.effect import Outcome, Repeat, Restrict, SendMedia, Unban, UnbanChannel
from bot.core.errors import Refused
from bot.core.event import MediaKind
from bot.core.ids import EffectId, UserId, mailbox_id
from bot.core.text import CAPTION_LIMIT, Markup, clip
from bot.features.members.model import Member, MemberStatus
from bot.features.moderation.model import Action, Case, CaseState, Progress
from bot.features.moderation.settings import ModerationSettings
from bot.features.settings.model import Group
from handlers.checkin import corrections
from handlers.desk import Desk
from handlers.moderation.cards import change, find_case, show, who
from handlers.moderation.outcomes import LIFTED, announce, memo
from handlers.moderation.places import Place
from handlers.moderation.teaching import teach_undone
from handlers.moderation.wishes import Wish, answer, language_for
from storage.moderation import CaseMessage

APOLOGISED = "case_apologised"
EVERYTHING = dict.fromkeys(
    (
        "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
        "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
        "can_add_web_page_previews", "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics",
    ),
    True,
)  # fmt: skip
"""All permissions together lift a restriction; the group's own limits hold again."""
REPOSTED_MEDIA = 10
RESENDABLE = frozenset(
    (
        MediaKind.PHOTO, MediaKind.VIDEO, MediaKind.ANIMATION, MediaKind.DOCUMENT, MediaKind.AUDIO, MediaKind.VOICE,
        MediaKind.VIDEO_NOTE, MediaKind.STICKER,
    )
)  # fmt: skip
CAPTIONED = RESENDABLE - {MediaKind.VIDEO_NOTE, MediaKind.STICKER}


async def undo(desk: Desk, group: Group, case: Case, wish: Wish) -> None:
    """Lift the sanction, bring back the person and the words, trust the author; doing it twice does nothing more.

    Raises:
        Refused: nothing was done in this case.
    """
    language = await language_for(desk, group, wish)
    if case.is_held:
        again = replace(case, undone_by=wish.by.id, undone_name=wish.by.name)
        await _close(desk, group, await _lifting(desk, group, again, wish), wish)
        return
    if case.is_undone:
        done = desk.say(language, "undo-already", number=str(case.number), name=case.undone_name or "?")
        answer(desk, wish, done, alert=True)
        return
    if not case.is_to_undo:
        raise Refused("undo-nothing", number=str(case.number))
    store = desk.store.chat(group.chat_id)
    everything = await store.cases.messages(case.id)
    messages = [message for message in everything if not message.kept]
    member = await store.members.find(case.subject.id)
    await corrections.messages_back(desk, group, [message.message_id for message in messages])
    undone = replace(
        case,
        state=CaseState.UNDONE,
        undone_at=desk.now,
        undone_by=wish.by.id,
        undone_name=wish.by.name,
        error=None,
        wrong=case.was_judged,
    )
    if undone.is_in_force:
        undone = await _lifting(desk, group, undone, wish)
    if case.removed or case.error is None:
        _repost(desk, group, case, messages)
    teach_undone(desk, group, case, everything, wish.by)
    if case.began_by_machine and not case.subject.is_channel:
        await trust(desk, group, case.subject.id, case.subject.name, member)
    local = desk.now.astimezone(ZoneInfo(group.timezone))
    store.counts.add("undone", local.date().isoformat(), local.hour)
    await _close(desk, group, undone, wish)


async def _close(desk: Desk, group: Group, undone: Case, wish: Wish) -> None:
    """Keep and show an undone case; a command that waits for Telegram is answered when Telegram has."""
    undone = await show(desk, group, undone) if undone.card is not None else undone
    await change(desk, group, undone)
    announce(desk, group, undone)
    waits = undone.sanction is Progress.LIFTING
    if waits and wish.press is None:
        return
    language = await language_for(desk, group, wish)
    key = "undo-coming" if waits else "undo-done"
    answer(desk, wish, desk.say(language, key, number=str(undone.number), who=who(undone)))


async def _lifting(desk: Desk, group: Group, case: Case, wish: Wish) -> Case:
    """Take a mute, kick or ban off; somebody who was removed gets a way back once Telegram has let them."""
    subject, work = case.subject, desk.work
    about = memo(case_id=case.id, place=await place_for(desk, group, case, wish))
    if case.action is Action.MUTE:
        work.emit(Restrict(group.chat_id, subject.id, EVERYTHING), report=LIFTED, memo=about)
    elif subject.is_channel and case.action.removes:
        work.emit(UnbanChannel(group.chat_id, subject.id), report=LIFTED, memo=about)
    elif case.action.removes:
        work.emit(Unban(group.chat_id, subject.id), report=LIFTED, memo=about)
    return replace(case, sanction=Progress.LIFTING, error=None)


async def place_for(desk: Desk, group: Group, case: Case, wish: Wish) -> Place | None:
    """Where it is said what became of a wish, if not on the case's card."""
    press = wish.press
    if press is None or case.card is not None:
        return wish.place
    language = group.language if press.chat_id == group.chat_id else await language_for(desk, group, wish)
    return Place(press.chat_id, language, press.message_id, press.thread_id)


def _repost(desk: Desk, group: Group, case: Case, messages: Sequence[CaseMessage]) -> None:
    """Say again what was deleted, each in its thread, with its author's name."""
    carried = [m for m in messages if m.media is not None and m.media.kind in RESENDABLE and m.media.file_id]
    carried = carried[:REPOSTED_MEDIA]
    for thread_id in dict.fromkeys(message.thread_id for message in messages):
        _repost_in(
            desk,
            group,
            case,
            [message for message in messages if message.thread_id == thread_id],
            [message for message in carried if message.thread_id == thread_id],
        )


def _repost_in(
    desk: Desk, group: Group, case: Case, messages: Sequence[CaseMessage], carried: Sequence[CaseMessage]
) -> None:
    """Say again what was deleted in one thread: the words together, each picture by itself."""
    title = desk.say(group.language, "restored", who=who(case))
    texts = [m.text for m in messages if m.text and not (m in carried and m.media and m.media.kind in CAPTIONED)]
    thread_id = messages[0].thread_id
    after: EffectId | None = None
    if texts or any(m.media and m.media.kind not in CAPTIONED for m in carried):
        quoted = [Markup.quote(text) for text in texts]
        after = desk.send(group.chat_id, Markup("\n").join([title, *quoted]), thread_id=thread_id, repeat=Repeat.WANTED)
    for message in carried:
        assert message.media is not None and message.media.file_id is not None, "only what can be sent again"
        caption = Markup("")
        if message.media.kind in CAPTIONED:
            caption = clip(title + ("\n" + message.text if message.text else ""), CAPTION_LIMIT)
        media = SendMedia(group.chat_id, message.media.kind.value, message.media.file_id, caption, message.thread_id)
        after = desk.work.emit(media, repeat=Repeat.WANTED, after=after)


async def trust(
    desk: Desk, group: Group, user_id: int, name: str, member: Member | None, *, for_good: bool = False
) -> None:
    """Trust somebody for some days, or for good."""
    known = member or Member(UserId(user_id), name, None, MemberStatus.MEMBER, desk.now)
    days = timedelta(days=group.settings(ModerationSettings).trust_days)
    until = max(desk.now + days, known.trusted_until or desk.now)
    await desk.store.chat(group.chat_id).members.save(
        replace(known, trusted=True) if for_good else replace(known, trusted_until=until)
    )


async def invited(desk: Desk, body: bytes) -> None:
    """The way back exists: it goes to the person with an apology, or to who undid the case."""
    result = msgspec.json.decode(body, type=Outcome)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    case = await find_case(desk, group, int(result.memo)) if group is not None else None
    if group is None or case is None:
        return
    link = str(result.data.get("invite_link", ""))
    if not result.accepted or not link:
        await _tell_who_undid(desk, group, case, "undo-no-link")
        return
    if await desk.store.people.reachable([case.subject.id]):
        language = await desk.language_of(case.subject.id, group.language)
        desk.send(
            case.subject.id,
            desk.say(language, "undo-apology", group=group.title, link=link, messages=case.messages),
            repeat=Repeat.WANTED,
            report=APOLOGISED,
            memo=f"{case.id} {link}",
        )
        return
    await _tell_who_undid(desk, group, case, "undo-hand-over", link=link)


async def apologised(desk: Desk, body: bytes) -> None:
    """The apology could not be delivered: the link goes to who undid the case."""
    result = msgspec.json.decode(body, type=Outcome)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    case_id, _, link = result.memo.partition(" ")
    case = await find_case(desk, group, int(case_id)) if group is not None else None
    if group is not None and case is not None and not result.accepted:
        await _tell_who_undid(desk, group, case, "undo-hand-over", link=link)


async def _tell_who_undid(desk: Desk, group: Group, case: Case, key: str, **values: Any) -> None:
    """In private, or else in the group without the link, which is for one person only."""
    assert case.undone_by is not None, "a case is undone by somebody"
    if await desk.store.people.reachable([case.undone_by]):
        language = await desk.language_of(case.undone_by, group.language)
        desk.send(case.undone_by, desk.say(language, key, who=who(case), **values), repeat=Repeat.WANTED)
        return
    name = Markup.mention(case.undone_by, case.undone_name or "")
    desk.send(group.chat_id, desk.say(group.language, "undo-start-first", name=name, who=who(case)))
