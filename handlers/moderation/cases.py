"""What the staff do with a case: take it back, go further, trust, look why. From a card, a command or a reply."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import msgspec

from bot.core.effect import (
    CreateInvite,
    DeleteMessages,
    Outcome,
    Repeat,
    Restrict,
    SendMedia,
    Unban,
    UnbanChannel,
)
from bot.core.errors import NotPermitted, Refused
from bot.core.event import MediaKind, Person
from bot.core.ids import EffectId, UserId, chat_mailbox, mailbox_id
from bot.core.text import CAPTION_LIMIT, Markup, clip
from bot.features.members.model import Member, MemberStatus
from bot.features.moderation.docket import RAID
from bot.features.moderation.model import Action, Case, CaseState, Progress, Sanction
from bot.features.moderation.settings import ModerationSettings
from bot.features.settings.model import Group
from handlers import access
from handlers.commands import Request, reply
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button
from handlers.moderation.cards import change, compose, find_case, sentence, show, who
from handlers.moderation.reports import LIFTED, Place, memo
from handlers.moderation.watch import DELETED, lacks, punish
from storage.moderation import CaseMessage

WISH = "case_wish"
INVITED = "case_invited"
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
INVITE_LASTS = timedelta(days=7)
REPOSTED_MEDIA = 10
LISTED = 10
RESENDABLE = frozenset(
    (
        MediaKind.PHOTO, MediaKind.VIDEO, MediaKind.ANIMATION, MediaKind.DOCUMENT, MediaKind.AUDIO, MediaKind.VOICE,
        MediaKind.VIDEO_NOTE, MediaKind.STICKER,
    )
)  # fmt: skip
CAPTIONED = RESENDABLE - {MediaKind.VIDEO_NOTE, MediaKind.STICKER}


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants done with a case, handed to the mailbox of the case's group."""

    case_id: int
    verb: str
    by: Person
    press: Press | None = None
    place: Place | None = None


# --- asking ------------------------------------------------------------------------------------------------------


async def pressed(desk: Desk, press: Press) -> None:
    """A button of a card: the case's group decides."""
    case_id = press.intent.number()
    chat_id = await desk.store.group_of_case(case_id)
    if chat_id is None:
        desk.answer(press, desk.say(await desk.language_of(press.presser.id), "case-unknown"), alert=True)
        return
    desk.work.forward(chat_mailbox(chat_id), WISH, Wish(case_id, press.intent.verb, press.presser, press=press))


async def undo_command(desk: Desk, request: Request, group: Group) -> None:
    """Take back the last case, that of who is replied to, or the numbered one."""
    place = await place_of(desk, request, group)
    number = request.args.strip().lstrip("#＃")
    if number:
        case = await _numbered(desk, group, number)
        wish = Wish(case.id, "undo", request.asker, place=place)
        if case.chat_id != group.chat_id:
            desk.work.forward(chat_mailbox(case.chat_id), WISH, wish)
            return
    else:
        last = await desk.store.chat(group.chat_id).cases.last(_replied_to(request))
        if last is None:
            raise Refused("case-none")
        wish = Wish(last.id, "undo", request.asker, place=place)
    await _fulfil(desk, group, wish)


def _replied_to(request: Request) -> int | None:
    """The person or channel replied to; None for a reply to the bot, which speaks of the last case."""
    answered = request.message.reply
    if answered is None or answered.sender is None or answered.sender.kind in ("bot", "service"):
        return None
    return answered.sender.id


async def case_command(desk: Desk, request: Request, group: Group) -> None:
    """Show one case with everything that was found."""
    if not request.args.strip():
        await _list(desk, request, group, await _newest(desk, group), "cases-title")
        return
    case = await _numbered(desk, group, request.args.strip().lstrip("#＃"))
    language = await desk.language_of(request.asker.id, group.language)
    text, buttons = compose(desk, group, case, language)
    await reply(desk, request, group, text, buttons, privately=True)


async def list_cases(desk: Desk, request: Request, group: Group, subject_id: int) -> None:
    """Show the newest cases of one person."""
    found = await desk.store.chat(group.chat_id).cases.of_subject(subject_id, LISTED)
    await _list(desk, request, group, found, "cases-of-title")


async def _newest(desk: Desk, group: Group) -> list[Case]:
    last = await desk.store.chat(group.chat_id).cases.last()
    return [last] if last is not None else []


async def _list(desk: Desk, request: Request, group: Group, found: Sequence[Case], title: str) -> None:
    language = await desk.language_of(request.asker.id, group.language)
    if not found:
        raise Refused("case-none")
    text, buttons = _lines(desk, language, found, desk.say(language, title))
    await reply(desk, request, group, text, buttons, privately=True)


def _lines(desk: Desk, language: str, found: Sequence[Case], title: Markup) -> tuple[Markup, Rows]:
    """Cases, a line each, with a button each to take it back."""
    lines, buttons = [Markup.bold(title)], []
    for case in found:
        state = "undone" if case.is_undone else case.action.word
        lines.append(
            desk.say(
                language,
                "cases-line",
                number=str(case.number),
                who=who(case),
                what=desk.say(language, f"action-{state}"),
                text=clip(case.excerpt.replace("\n", " ") or "…", 60),
            )
        )
        if not case.is_undone:
            label = desk.say(language, "cases-button-undo", number=str(case.number)).plain()
            buttons.append([button(label, "case", "undo", case.id)])
    return Markup("\n").join(lines), buttons


async def _numbered(desk: Desk, group: Group, number: str) -> Case:
    case = await desk.store.community(group.community_id).cases.numbered(int(number)) if number.isdecimal() else None
    if case is None:
        raise Refused("case-unknown")
    return case


async def place_of(desk: Desk, request: Request, group: Group) -> Place:
    """Where the answer to a command belongs."""
    if request.in_private:
        return Place(request.message.chat_id, await desk.language_of(request.asker.id, group.language))
    return Place(group.chat_id, group.language, request.message.message_id, request.message.thread_id)


# --- granting ----------------------------------------------------------------------------------------------------


async def wished(desk: Desk, body: bytes) -> None:
    """A wish has reached the group of its case."""
    wish = msgspec.json.decode(body, type=Wish)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    language = wish.place.language if wish.place else await desk.language_of(wish.by.id, group.language)
    try:
        await _fulfil(desk, group, wish)
    except NotPermitted as error:
        right = desk.say(language, f"right-{error.right}")
        _answer(desk, wish, desk.say(language, "not-permitted", right=right), alert=True)
    except Refused as error:
        _answer(desk, wish, desk.say(language, error.key, **error.values), alert=True)


async def _fulfil(desk: Desk, group: Group, wish: Wish) -> None:
    """Check the right, then do it."""
    group = await access.fresh(desk, group)
    case = await find_case(desk, group, wish.case_id)
    if case is None:
        raise Refused("case-unknown")
    access.require(group, wish.by.id, _right_for(wish.verb, case))
    match wish.verb:
        case "undo":
            await _undo(desk, group, case, wish)
        case "ban":
            await _ban(desk, group, case, wish)
        case "delete":
            await _delete(desk, group, case, wish)
        case "trust":
            await _trust(desk, group, case, wish)
        case "why":
            await _why(desk, group, case, wish)
        case "list":
            await _list_raid(desk, group, case, wish)
        case _:
            raise Refused("press-old")


def _right_for(verb: str, case: Case) -> str | None:
    match verb:
        case "undo":
            return "can_restrict_members" if case.action >= Action.MUTE else "can_delete_messages"
        case "ban" | "trust":
            return "can_restrict_members"
        case "delete":
            return "can_delete_messages"
        case _:
            return None


def _answer(desk: Desk, wish: Wish, text: Markup, *, alert: bool = False) -> None:
    """Answer where the wish came from: a toast, or a message."""
    if wish.press is not None:
        desk.answer(wish.press, text, alert=alert)
    elif wish.place is not None:
        desk.send(wish.place.chat_id, text, reply_to=wish.place.reply_to, thread_id=wish.place.thread_id)


async def _language(desk: Desk, group: Group, wish: Wish) -> str:
    return wish.place.language if wish.place else await desk.language_of(wish.by.id, group.language)


# --- undo --------------------------------------------------------------------------------------------------------


async def _undo(desk: Desk, group: Group, case: Case, wish: Wish) -> None:
    """Lift the sanction, bring back the person and the words, trust the author; doing it twice does nothing more."""
    language = await _language(desk, group, wish)
    if case.is_undone:
        done = desk.say(language, "undo-already", number=str(case.number), name=case.undone_name or "?")
        _answer(desk, wish, done, alert=True)
        return
    store = desk.store.chat(group.chat_id)
    messages = [message for message in await store.cases.messages(case.id) if not message.kept]
    member = await store.members.find(case.subject.id)
    undone = replace(
        case, state=CaseState.UNDONE, undone_at=desk.now, undone_by=wish.by.id, undone_name=wish.by.name, error=None
    )
    if case.action.is_sanction and case.sanction is not Progress.FAILED:
        lift(desk, group, case, wish.place)
    if case.removed or case.error is None:
        _repost(desk, group, case, messages)
    if case.by_machine and not case.subject.is_channel:
        await trust(desk, group, case.subject.id, case.subject.name, member)
    undone = await show(desk, group, undone) if undone.card is not None else undone
    await change(desk, group, undone)
    local_day = desk.now.date().isoformat()
    store.counts.add("undone", local_day, desk.now.hour)
    _answer(desk, wish, desk.say(language, "undo-done", number=str(case.number), who=who(case)))


def lift(desk: Desk, group: Group, case: Case, place: Place | None) -> None:
    """Take a mute, kick or ban off; somebody who was removed gets a way back."""
    subject, work = case.subject, desk.work
    about = memo(case_id=case.id, place=place)
    if case.action is Action.MUTE:
        work.emit(Restrict(group.chat_id, subject.id, EVERYTHING), report=LIFTED, memo=about)
    elif subject.is_channel and case.action.removes:
        work.emit(UnbanChannel(group.chat_id, subject.id), report=LIFTED, memo=about)
    elif case.action.removes:
        unbanned = work.emit(Unban(group.chat_id, subject.id), report=LIFTED, memo=about)
        work.emit(
            CreateInvite(group.chat_id, f"#{case.number}", member_limit=1, expires_at=desk.now + INVITE_LASTS),
            after=unbanned,
            report=INVITED,
            memo=str(case.id),
        )


def _repost(desk: Desk, group: Group, case: Case, messages: Sequence[CaseMessage]) -> None:
    """Say again what was deleted, with its author's name: the words together, each picture by itself."""
    if not messages:
        return
    title = desk.say(group.language, "restored", who=who(case))
    carried = [m for m in messages if m.media is not None and m.media.kind in RESENDABLE and m.media.file_id]
    carried = carried[:REPOSTED_MEDIA]
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
            desk.say(language, "undo-apology", group=group.title, link=link),
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


# --- other wishes ------------------------------------------------------------------------------------------------


async def _ban(desk: Desk, group: Group, case: Case, wish: Wish) -> None:
    """An administrator has decided: out, for good."""
    language = await _language(desk, group, wish)
    if case.is_undone:
        raise Refused("undo-already", number=str(case.number), name=case.undone_name or "?")
    if case.action is Action.BAN and case.sanction in (Progress.DONE, Progress.PENDING):
        _answer(desk, wish, desk.say(language, "ban-already", who=who(case)))
        return
    if group.is_admin(case.subject.id):
        raise Refused("sanction-admin")
    if lacks(group, "can_restrict_members"):
        raise Refused("sanction-no-right", right=desk.say(language, "right-can_restrict_members"))
    if case.state is CaseState.ASKED:
        case = await _delete_now(desk, group, case)
    punish(desk, group, case, Sanction(Action.BAN), memo=memo(case_id=case.id))
    banned = replace(
        case, action=Action.BAN, until=None, sanction=Progress.PENDING, state=CaseState.OPEN,
        actor_id=wish.by.id, actor_name=wish.by.name,
    )  # fmt: skip
    await change(desk, group, banned)
    _answer(desk, wish, desk.say(language, "ban-coming", who=who(case)))


async def _delete(desk: Desk, group: Group, case: Case, wish: Wish) -> None:
    """The staff were asked, and want it gone."""
    if case.state is not CaseState.ASKED:
        raise Refused("press-old")
    case = await _delete_now(desk, group, case)
    await change(desk, group, replace(case, action=Action.DELETE, state=CaseState.OPEN))
    _answer(desk, wish, desk.say(await _language(desk, group, wish), "case-removing"))


async def _delete_now(desk: Desk, group: Group, case: Case) -> Case:
    store = desk.store.chat(group.chat_id)
    kept = [message.message_id for message in await store.cases.messages(case.id) if message.kept]
    if kept:
        ids = ",".join(str(id_) for id_ in kept)
        desk.work.emit(DeleteMessages(group.chat_id, tuple(kept)), report=DELETED, memo=f"{case.id}:{ids}")
    for message_id in kept:
        store.cases.mark_kept(case.id, message_id, kept=False)
        store.messages.mark_deleted(message_id)
    return case


async def _trust(desk: Desk, group: Group, case: Case, wish: Wish) -> None:
    if case.subject.is_channel:
        raise Refused("trust-no-channel")
    member = await desk.store.chat(group.chat_id).members.find(case.subject.id)
    await trust(desk, group, case.subject.id, case.subject.name, member, for_good=True)
    _answer(desk, wish, desk.say(await _language(desk, group, wish), "trusted", who=who(case)))


async def _why(desk: Desk, group: Group, case: Case, wish: Wish) -> None:
    """Everything that was found, innocent signals too, as a message of its own: a toast is too short."""
    language = await _language(desk, group, wish)
    lines = [Markup.bold(desk.say(language, "why-title", number=str(case.number)))]
    for finding in case.findings:
        line = sentence(desk, language, finding)
        weight = f"{finding.weight:.1f}"
        lines.append(desk.say(language, f"why-{finding.kind}", reason=line, weight=weight))
    if case.actor_name is not None:
        lines.append(desk.say(language, "case-actor", name=case.actor_name))
    if case.reason:
        lines.append(desk.say(language, "case-said-why", reason=case.reason))
    _tell(desk, wish, Markup("\n").join(lines))


async def _list_raid(desk: Desk, group: Group, case: Case, wish: Wish) -> None:
    """The newest cases on a raid's card, each with its own way back."""
    language = await _language(desk, group, wish)
    found = await desk.store.chat(group.chat_id).cases.on_card(f"{RAID}{case.id}", LISTED)
    text, buttons = _lines(desk, language, found, desk.say(language, "cases-title"))
    _tell(desk, wish, text, buttons)


def _tell(desk: Desk, wish: Wish, text: Markup, buttons: Rows = ()) -> None:
    """A longer answer: a message in the chat of the card."""
    if wish.press is not None:
        desk.answer(wish.press)
        desk.send(wish.press.chat_id, text, buttons, reply_to=wish.press.message_id, thread_id=wish.press.thread_id)
