"""Taking part: presses, words that count, links, and what the group's clock brings."""

from dataclasses import dataclass, replace

import msgspec
import telegram

from bot.core.effect import Outcome, Status
from bot.core.event import Message, Person, SenderKind
from bot.core.ids import UserId, chat_mailbox, mailbox_id
from bot.core.text import Markup
from bot.features.activities.activity import Facts, Heard, Move, State
from bot.features.members.model import MemberStatus
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers import access
from handlers.activities.engine import END, Engine, kind_of
from handlers.context import WeiluContext
from handlers.desk import Desk, Rows
from handlers.incoming import person as translated
from handlers.keyboards import Press

FOLLOWED = "activity_followed"
UNSEEN = (Status.REFUSED, Status.LOST)


async def pressed(desk: Desk, press: Press) -> None:
    """A button of a card, in the group or in private."""
    # A button from before the group became a supergroup still names the old one.
    group = await desk.group(press.intent.number()) or await desk.group(press.chat_id)
    if group is None:
        desk.answer(press)
        return
    if desk.work.mailbox != group.mailbox:
        desk.work.forward(group.mailbox, access.PRESS, press)
        return
    running = (await desk.store.chat(group.chat_id).activities.open()).get(press.intent.number(1))
    language = await desk.language_of(press.presser.id, group.language)
    if running is None or kind_of(running.activity) is None:
        desk.answer(press, desk.say(language, "activity-over"), alert=True)
        return
    move = Move(press.intent.verb, press.intent.arguments[2:])
    await Engine(desk, group, running).move(press.presser, move, press=press)


async def said(desk: Desk, group: Group, message: Message) -> None:
    """A message of the group: the newest activity that takes it for a move has it; an answer to a card chooses."""
    is_staff = message.sender.kind is SenderKind.ANONYMOUS_ADMIN
    person = Person(UserId(group.chat_id), group.title) if is_staff else message.sender.person
    if person is None or not (is_staff or message.sender.is_user):
        return
    for running in reversed(list((await desk.store.chat(group.chat_id).activities.open()).values())):
        activity, kind = running.activity, kind_of(running.activity)
        if kind is None or (activity.ends_at is not None and message.date >= activity.ends_at):
            continue
        if is_staff and not kind.hears_staff:
            continue
        engine = Engine(desk, group, running)
        to_card = message.reply is not None and message.reply.message_id == activity.message_id
        if message.reply is not None and not to_card and await _answers_another(desk, message):
            continue
        mentioned = frozenset(named.id for named in message.mentions)
        move = kind.heard(engine.scene, Heard(message.text, message.media, message.message_id, to_card, mentioned))
        if move is not None:
            await engine.move(person, move, facts=Facts(is_admin=True) if is_staff else None)
            return


async def reacted(update: telegram.Update, context: WeiluContext) -> None:
    """Somebody has reacted to a message, or taken their reactions away."""
    reaction, desk = update.message_reaction, context.desk
    if reaction is None or reaction.user is None or reaction.user.is_bot:
        return
    group = await desk.group(reaction.chat.id)
    if group is None:
        return
    for running in list((await desk.store.chat(group.chat_id).activities.open()).values()):
        kind = kind_of(running.activity)
        if kind is not None:
            engine = Engine(desk, group, running)
            move = kind.reacted(engine.scene, reaction.message_id, likes=bool(reaction.new_reaction))
            if move is not None:
                await engine.move(translated(reaction.user), move)


async def _answers_another(desk: Desk, message: Message) -> bool:
    """Whether a message answers the card of another activity than the one that is asked."""
    found = (await desk.store.chat(message.chat_id).activities.open()).values()
    return message.reply is not None and any(r.activity.message_id == message.reply.message_id for r in found)


# --- links into the private chat ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Followed:
    """Somebody has come to the private chat by the link of an activity."""

    person: Person
    activity: int


async def followed(desk: Desk, person: Person, rest: str) -> None:
    """The link of a card: handed on to the group's mailbox."""
    chat, _, activity = rest.partition("_")
    if not (chat.lstrip("-").isdigit() and activity.isdigit()):
        return
    group = await desk.group(int(chat))
    if group is not None:
        desk.work.forward(chat_mailbox(group.chat_id), FOLLOWED, Followed(person, int(activity)))


async def arrived(desk: Desk, body: bytes) -> None:
    """Somebody followed the link: the move ``start``, for members only."""
    come = msgspec.json.decode(body, type=Followed)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    language = await desk.language_of(come.person.id, group.language)
    member = await desk.store.chat(group.chat_id).members.find(come.person.id)
    running = await desk.store.chat(group.chat_id).activities.find(come.activity)
    kind = kind_of(running.activity) if running is not None else None
    if running is None or kind is None:
        desk.send(come.person.id, desk.say(language, "activity-over"))
    elif running.activity.state is not State.OPEN:
        engine = Engine(desk, group, running)
        steps = kind.visited(engine.scene, come.person)
        await engine.do(steps)
        if not steps:
            desk.send(come.person.id, desk.say(language, "activity-over"))
    elif member is None or member.status in (MemberStatus.LEFT, MemberStatus.BANNED):
        desk.send(come.person.id, desk.say(language, "activity-members-only", group=group.title))
    else:
        await Engine(desk, group, running).move(come.person, Move("start"))


# --- the clock and the outbox --------------------------------------------------------------------------------------


async def due(desk: Desk, body: bytes) -> None:
    """An instant that an activity has asked for. Its end always comes, late or not; a late reminder is left out."""
    found = msgspec.json.decode(body, type=Due)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    number, _, name = found.payload.partition(" ")
    if group is None:
        return
    running = (await desk.store.chat(group.chat_id).activities.open()).get(int(number))
    kind = kind_of(running.activity) if running is not None else None
    if running is None or kind is None:
        return
    engine = Engine(desk, group, running)
    if name == END:
        ends_at = running.activity.ends_at
        if ends_at is not None and ends_at > desk.now:
            return  # extended a moment ago
        await engine.end()
        return
    if name.startswith("remind") and desk.now - found.due_at > kind.reminders_within:
        desk.store.troubles(group.chat_id).note("reminder_missed", desk.now)
        return
    await engine.do(kind.due(engine.scene, name))


async def sent(desk: Desk, body: bytes) -> None:
    """The card is there: from now on answers to it are known. Or it is not, and the staff hear of it.

    A poll of which nobody knows whether it is there is not asked a second time, and could not be counted.
    """
    outcome = msgspec.json.decode(body, type=Outcome)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    store = desk.store.chat(group.chat_id).activities
    running = await store.find(int(outcome.memo))
    if running is None:
        return
    if outcome.message_id is not None:
        await store.save(running, replace(running.activity, message_id=outcome.message_id))
        return
    was_shown_before = running.activity.message_id is not None
    if was_shown_before or running.activity.state is not State.OPEN or outcome.status not in UNSEEN:
        return
    title, key = running.activity.title, f"activity-unseen-{outcome.status.value}"

    def compose(language: str) -> tuple[Markup, Rows]:
        return desk.say(language, key, group=group.title, title=title), ()

    await desk.tell_staff(group, compose)
    await Engine(desk, group, running).withdraw()


async def polled(desk: Desk, body: bytes) -> None:
    """What became of a poll."""
    outcome = msgspec.json.decode(body, type=Outcome)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None or not outcome.accepted:
        return
    running = await desk.store.chat(group.chat_id).activities.find(int(outcome.memo))
    kind = kind_of(running.activity) if running is not None else None
    if running is None or kind is None:
        return
    engine = Engine(desk, group, running)
    votes = [(str(text), int(count)) for text, count in outcome.data.get("options", [])]
    await engine.do(kind.polled(engine.scene, votes, int(outcome.data.get("total", 0))))
