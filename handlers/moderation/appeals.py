"""/appeal: a member says in private that a case is wrong; a human decides, and the member hears the result."""

from dataclasses import dataclass, replace

import msgspec
import telegram
from telegram.ext import ApplicationHandlerStop

from bot.core.effect import EditMessage, Repeat
from bot.core.errors import Refused
from bot.core.event import Person
from bot.core.ids import UserId, chat_mailbox, mailbox_id
from bot.core.text import Markup, clip
from bot.features.moderation.appeal import ASKED_FOR, LOOKS_BACK, TRIES, Appeal, AppealDraft, AppealState, may_appeal
from bot.features.moderation.model import Action, Case
from bot.features.settings.model import Group
from handlers import access
from handlers.commands import COMMAND, Request
from handlers.context import WeiluContext
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button
from handlers.moderation.cards import EXCERPT, find_case, reasons, sentence, who
from handlers.moderation.outcomes import Undone
from handlers.moderation.undo import undo
from handlers.moderation.wishes import Wish

APPEALED = "case_appealed"
CARD_SENT = "appeal_card_sent"
LONGEST = 1_000
"""Characters of an appeal that are kept."""


@dataclass(frozen=True, slots=True)
class Appealed:
    """An appeal on its way to the mailbox of the case's group."""

    case_id: int
    user_id: int
    name: str
    text: str


# --- in private --------------------------------------------------------------------------------------------------


async def appeal(desk: Desk, request: Request) -> None:
    """What was done to somebody in the last weeks, and the question why it is wrong."""
    language = await desk.language_of(request.asker.id)
    found = await desk.store.appellant(request.asker.id).cases(desk.now - LOOKS_BACK)
    if not found:
        desk.send(request.message.chat_id, desk.say(language, "appeal-none"))
    elif len(found) == 1:
        await _ask(desk, request.asker.id, found[0], language)
    else:
        rows = []
        for case in found:
            group = await desk.group(case.chat_id)
            title = f"{group.title if group is not None else ''} · {clip(case.excerpt, 20)}"
            rows.append([button(f"#{case.number} {title}"[:60], "appeal", "pick", case.id)])
        desk.send(request.message.chat_id, desk.say(language, "appeal-which"), rows)


async def _ask(desk: Desk, user_id: int, case: Case, language: str) -> None:
    """Show what was found, and wait for their words."""
    group = await desk.group(case.chat_id)
    title = group.title if group is not None else ""
    lines = [
        desk.say(language, "appeal-case", number=str(case.number), group=title, action=_done(desk, language, case))
    ]
    if case.excerpt:
        lines.append(Markup.quote(clip(case.excerpt, EXCERPT)))
    lines += [desk.say(language, "case-reason", reason=sentence(desk, language, found)) for found in reasons(case)]
    if case.reason:
        lines.append(desk.say(language, "case-said-why", reason=case.reason))
    lines.append(desk.say(language, "appeal-ask"))
    desk.store.appellant(user_id).ask(AppealDraft(case.id, desk.now))
    desk.send(user_id, Markup("\n").join(lines), repeat=Repeat.WANTED)


def _done(desk: Desk, language: str, case: Case) -> Markup:
    done = Action.DELETE if case.asks else case.action
    return desk.say(language, f"action-{done.word}")


async def written(update: telegram.Update, context: WeiluContext) -> None:
    """The words of an appeal, from somebody who was asked for them."""
    message, desk = context.message(update), context.desk
    writer = message.sender.person
    if writer is None or not message.text or message.text.startswith("/") or COMMAND.match(message.text):
        return
    appellant = desk.store.appellant(writer.id)
    draft = await appellant.draft()
    if draft is None or message.date - draft.asked_at > ASKED_FOR:
        return
    chat_id = await desk.store.group_of_case(draft.case_id)
    appellant.done()
    if chat_id is not None:
        words = Appealed(draft.case_id, writer.id, writer.name, message.text[:LONGEST])
        desk.work.forward(chat_mailbox(chat_id), APPEALED, words)
    raise ApplicationHandlerStop


# --- in the group's mailbox --------------------------------------------------------------------------------------


async def appealed(desk: Desk, body: bytes) -> None:
    """Put an appeal before the staff."""
    words = msgspec.json.decode(body, type=Appealed)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    case = await find_case(desk, group, words.case_id) if group is not None else None
    if group is None or case is None or case.subject.id != words.user_id:
        return
    language = await desk.language_of(words.user_id, group.language)
    number = str(case.number)
    if not case.may_be_appealed:
        desk.send(words.user_id, desk.say(language, "appeal-already", number=number))
        return
    store = desk.store.chat(group.chat_id).appeals
    earlier = await store.about(case.id)
    if not may_appeal(earlier):
        is_waiting = any(one.state is AppealState.OPEN for one in earlier)
        key = "appeal-waits" if is_waiting else "appeal-no-more"
        desk.send(words.user_id, desk.say(language, key, number=number))
        return
    made = Appeal(
        id=desk.work.buffer.next("appeal"),
        case_id=case.id,
        chat_id=group.chat_id,
        user_id=words.user_id,
        name=words.name,
        at=desk.now,
        text=words.text,
        told=await desk.audience(group),
    )
    store.save(made)
    send(desk, group, case, made)
    key = "appeal-received" if made.told else "appeal-nobody"
    desk.send(words.user_id, desk.say(language, key, group=group.title, number=number), repeat=Repeat.WANTED)


def send(desk: Desk, group: Group, case: Case, made: Appeal) -> None:
    """Send an appeal's card to those it is for; a person waits for the answer, so it buzzes."""
    for told in made.told:
        text, buttons = compose(desk, group, case, made, told.language)
        desk.send(
            told.user_id,
            text,
            buttons,
            repeat=Repeat.WANTED,
            handle=f"appeal:{made.id}:{told.user_id}",
            report=CARD_SENT,
            memo=str(made.id),
        )


def compose(desk: Desk, group: Group, case: Case, made: Appeal, language: str) -> tuple[Markup, Rows]:
    """An appeal's card: the case, what the member says, and the decision."""
    say = desk.say
    lines = [
        Markup.bold(say(language, "appeal-title", group=group.title, number=str(case.number))),
        say(language, "case-who", who=who(case)),
        say(language, "appeal-done", action=_done(desk, language, case)),
    ]
    if case.excerpt:
        lines.append(Markup.quote(clip(case.excerpt, EXCERPT)))
    lines += [say(language, "case-reason", reason=sentence(desk, language, found)) for found in reasons(case)]
    lines += [say(language, "appeal-says"), Markup.quote(made.text)]
    if made.state is not AppealState.OPEN:
        lines.append(say(language, f"appeal-is-{made.state}", name=made.decided_name or "?"))
        return Markup("\n").join(lines), []
    row = [
        button(say(language, f"appeal-button-{verb}").plain(), "appeal", verb, group.chat_id, made.id)
        for verb in ("grant", "refuse")
    ]
    return Markup("\n").join(lines), [row]


async def pressed(desk: Desk, press: Press) -> None:
    """A member chose a case, or the staff decided."""
    if press.intent.verb == "pick":
        await _picked(desk, press)
        return
    if press.intent.verb not in ("grant", "refuse"):
        raise Refused("press-old")
    group = await access.pressed(desk, press, None)
    if group is None:
        return
    store = desk.store.chat(group.chat_id).appeals
    made = await store.find(press.intent.number(1))
    case = await find_case(desk, group, made.case_id) if made is not None else None
    if made is None or case is None or made.state is not AppealState.OPEN:
        raise Refused("press-old")
    access.require(
        group, press.presser.id, "can_restrict_members" if case.action >= Action.MUTE else "can_delete_messages"
    )
    state = AppealState.GRANTED if press.intent.verb == "grant" else AppealState.REFUSED
    if state is AppealState.GRANTED and not case.is_settled:
        await undo(desk, group, case, Wish(case.id, "undo", press.presser, press=press))
        return
    if state is AppealState.REFUSED and case.is_undone:
        raise Refused("undo-already", number=str(case.number), name=case.undone_name or "?")
    language = await desk.language_of(press.presser.id, group.language)
    desk.answer(press, desk.say(language, f"appeal-is-{state}", name=press.presser.name))
    await _decide(desk, group, case, made, state, press.presser)


async def undone(desk: Desk, body: bytes) -> None:
    """A case was taken back, by whatever way: an appeal about it that waits is granted."""
    case_id = msgspec.json.decode(body, type=Undone).case_id
    group = await desk.group(mailbox_id(desk.work.mailbox))
    case = await find_case(desk, group, case_id) if group is not None else None
    if group is None or case is None or case.undone_by is None:
        return
    by = Person(UserId(case.undone_by), case.undone_name or "?")
    for made in await desk.store.chat(group.chat_id).appeals.about(case.id):
        if made.state is AppealState.OPEN:
            await _decide(desk, group, case, made, AppealState.GRANTED, by)


async def _decide(desk: Desk, group: Group, case: Case, made: Appeal, state: AppealState, by: Person) -> None:
    """Keep a decision, show it on the appeal's card, and let the member hear it."""
    store = desk.store.chat(group.chat_id).appeals
    tried = len(await store.about(case.id))
    decided = replace(made, state=state, decided_at=desk.now, decided_by=by.id, decided_name=by.name)
    store.save(decided)
    for told in decided.told:
        text, _ = compose(desk, group, case, decided, told.language)
        desk.work.emit(EditMessage(told.user_id, text), handle=f"appeal:{decided.id}:{told.user_id}")
    is_last = state is AppealState.REFUSED and tried >= TRIES
    key = "appeal-refused-finally" if is_last else f"appeal-{state}"
    language = await desk.language_of(made.user_id, group.language)
    said = desk.say(language, key, number=str(case.number), group=group.title)
    desk.send(made.user_id, said, repeat=Repeat.WANTED)


async def _picked(desk: Desk, press: Press) -> None:
    """In private: the case to appeal was chosen from several."""
    mine = await desk.store.appellant(press.presser.id).cases(desk.now - LOOKS_BACK)
    case = next((case for case in mine if case.id == press.intent.number()), None)
    if case is None:
        raise Refused("press-old")
    desk.answer(press)
    await _ask(desk, UserId(press.presser.id), case, await desk.language_of(press.presser.id))
