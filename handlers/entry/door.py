"""The open door: who comes in is silenced on the spot, asked in private, and let go or sent away."""

from dataclasses import replace
from datetime import datetime, timedelta

import msgspec
import telegram
from telegram.ext import ApplicationHandlerStop

from bot.core.effect import DeleteMessages
from bot.core.event import Message, Person
from bot.core.ids import ChatId, UserId, chat_mailbox, mailbox_id
from bot.features.entry.arrivals import Actor, Arrival, Meaning, Move, Place, Restriction, Stand, meaning
from bot.features.entry.model import Application, Door, Ending, State
from bot.features.entry.rules import receive
from bot.features.entry.settings import EntrySettings
from bot.features.members.model import MemberStatus
from bot.features.settings.model import Group
from handlers import access
from handlers.context import WeiluContext
from handlers.desk import Desk
from handlers.entry.answers import enter
from handlers.entry.applications import write
from handlers.entry.checks import examine, obstacle
from handlers.entry.decisions import close
from handlers.entry.hold import CAME_IN, CLEARED, CameIn, can_hold, catch, give_back, hold, show
from handlers.entry.notice import refresh
from handlers.entry.questions import ask_on
from handlers.entry.surge import count
from handlers.incoming import ANONYMOUS_ADMIN_ID, is_present
from handlers.limits import restriction_of

OPENED = "door_opened"
KICK_SEEN_WITHIN = timedelta(minutes=1)
"""How soon Telegram tells of a kick after accepting it."""
REMEMBERED = timedelta(days=30)
"""Who has passed and comes back within this time is not asked again, unless they were put out in between."""


class Opened(msgspec.Struct, frozen=True):
    """Somebody has followed the button of the notice into the private chat."""

    person: Person
    at: datetime


# --- what a change of place means --------------------------------------------------------------------------------


async def moved(update: telegram.Update, context: WeiluContext) -> None:
    """Somebody's place in the group has changed."""
    change, desk = update.chat_member, context.desk
    assert change is not None, "the route passes only chat_member updates"
    group = await desk.group(change.chat.id)
    if group is None:
        return
    arrival = await desk.store.chat(group.chat_id).arrivals.find(change.new_chat_member.user.id)
    old, new = place(change.old_chat_member), place(change.new_chat_member)
    if new is Place.KICKED and change.from_user.id == desk.bot.id:
        await _mind_kick(desk, group, change.new_chat_member.user.id)
    if arrival is None and (old.is_inside or not new.is_inside):
        return  # nobody who stands at the door, and nobody who comes to it
    move = await _move(desk, group, change, old, new)
    match meaning(move):
        case Meaning.NEWCOMER:
            await _came(desk, group, change, arrival)
        case entry if entry.comes_in:
            await _let_past(desk, group, arrival)
        case Meaning.LEFT if arrival is not None:
            await _left(desk, group, arrival)
        case Meaning.BANNED if arrival is not None:
            await _banned(desk, group, arrival, move.by)
        case Meaning.UNBANNED if arrival is not None and arrival.stand is Stand.BANNED:
            await desk.store.chat(group.chat_id).arrivals.save(replace(arrival, stand=Stand.PARDONED))
        case Meaning.PROMOTED if arrival is not None:
            await _freed(desk, group, arrival, UserId(change.from_user.id))
        case Meaning.CHANGED if arrival is not None:
            await _changed(desk, group, arrival, change, move.by)
        case _:
            return
    comes = new.is_inside and not old.is_inside
    if arrival is not None:
        await show(desk, group, arrival, newcomer=comes)
    else:
        await refresh(desk, group, newcomer=comes)


def place(member: telegram.ChatMember) -> Place:
    """The place in a member record."""
    if isinstance(member, telegram.ChatMemberRestricted):
        return Place.RESTRICTED if is_present(member) else Place.RESTRICTED_OUTSIDE
    return Place(str(member.status))


async def _move(desk: Desk, group: Group, change: telegram.ChatMemberUpdated, old: Place, new: Place) -> Move:
    """What has happened, with everything that may speak for letting them pass."""
    user, link = change.new_chat_member.user, change.invite_link
    comes = new.is_inside and not old.is_inside
    by = await _actor(desk, group, change)
    return Move(
        old=old,
        new=new,
        by=by,
        approved=bool(change.via_join_request) or (link is not None and link.creates_join_request),
        known=comes and await _is_known(desk, group, user.id),
        by_ticket=link is not None and link.creator.id == desk.bot.id and link.member_limit == 1,
        is_bot=user.is_bot,
    )


async def _actor(desk: Desk, group: Group, change: telegram.ChatMemberUpdated) -> Actor:
    by = change.from_user.id
    if by == change.new_chat_member.user.id:
        return Actor.SELF
    if by == desk.bot.id:
        return Actor.BOT
    if by == ANONYMOUS_ADMIN_ID or group.is_admin(by):
        return Actor.ADMIN
    group = await access.fresh(desk, group)
    return Actor.ADMIN if group.is_admin(by) else Actor.MEMBER


async def _is_known(desk: Desk, group: Group, user_id: int) -> bool:
    """Whether somebody is trusted, is just being let in, or has passed lately and was not put out since."""
    store = desk.store.chat(group.chat_id)
    member = await store.members.find(user_id)
    if member is not None and member.is_trusted(desk.now):
        return True
    if not group.settings(EntrySettings).gate:
        return False
    pending = await store.applications.pending_of(user_id)
    if pending is not None:
        return pending.state is State.APPROVING
    passed_at = (await store.arrivals.passed(desk.now - REMEMBERED)).get(user_id)
    if passed_at is None or desk.now - passed_at > REMEMBERED:
        return False
    cases = await store.cases.of_subject(user_id)
    return not any(case.action.removes and not case.is_undone and case.last_at >= passed_at for case in cases)


# --- coming in ---------------------------------------------------------------------------------------------------


async def _came(desk: Desk, group: Group, change: telegram.ChatMemberUpdated, earlier: Arrival | None) -> None:
    """Silence a newcomer at once, then see to it that they are asked what the gate asks."""
    user = change.new_chat_member.user
    user_id, store = UserId(user.id), desk.store.chat(group.chat_id)
    unfinished = await store.applications.pending_of(user_id)
    application = await _to_be_examined(desk, group, change)
    surge = await count(desk, group, user_id, user.full_name, change.date, asks=False)
    if (application is None and surge is None) or not can_hold(desk, group):
        return
    before = _brought(restriction_of(change.new_chat_member), earlier)
    await hold(desk, group, user_id, user.full_name, change.date, before, surge.id if surge is not None else None)
    if unfinished is not None:
        # A request of theirs that another door has made pointless.
        gone = replace(unfinished, state=State.CLOSED, ending=Ending.WITHDRAWN, decided_at=desk.now)
        await close(desk, group, gone)
    if application is not None:
        language = desk.house.texts.match(user.language_code) if user.language_code else group.language
        await enter(desk, group, replace(application, in_surge=surge is not None), language)


async def _to_be_examined(desk: Desk, group: Group, change: telegram.ChatMemberUpdated) -> Application | None:
    """The application of who stands before a gate, or, where there is none, is kept out by the community's lists.

    In a surge there is no time to look anybody up: those are looked up when they begin.
    """
    user, gate = change.new_chat_member.user, group.settings(EntrySettings).gate
    in_surge = await desk.store.chat(group.chat_id).surges.current() is not None
    if gate:
        application = _application(desk, group, change)
        return application if in_surge else await _looked_up(desk, group, application)
    found = None if in_surge else await obstacle(desk, group, UserId(user.id), user.full_name)
    if found is None:
        return None
    return replace(_application(desk, group, change), hurdle=found.hurdle, detail=found.detail)


def _brought(seen: Restriction | None, earlier: Arrival | None) -> Restriction | None:
    """The restriction somebody came with; our own silence from a moment ago is none of theirs."""
    if seen is not None and seen.is_silence and earlier is not None:
        return earlier.before
    return seen


def _application(desk: Desk, group: Group, change: telegram.ChatMemberUpdated) -> Application:
    """The application of somebody who has come in."""
    user, link, settings = change.new_chat_member.user, change.invite_link, group.settings(EntrySettings)
    return Application(
        id=desk.store.chat(group.chat_id).applications.next_id(),
        chat_id=group.chat_id,
        user_id=UserId(user.id),
        user_chat_id=ChatId(user.id),
        name=user.full_name,
        steps=settings.gate,
        made_at=change.date,
        asked_at=desk.now,
        deadline_at=desk.now + settings.limits(None).timeout,
        state=State.ASKED,
        seed=desk.house.seed(),
        door=Door.OPEN,
        source=(link.name or link.invite_link) if link is not None else "",
        link=link.invite_link if link is not None else "",
        is_invited=link is not None and link.creator.id == desk.bot.id,
    )


async def _looked_up(desk: Desk, group: Group, application: Application) -> Application:
    """The application with what is known of the person: their last attempts here, the lists. Only gathers."""
    earlier = await desk.store.chat(group.chat_id).applications.last_of(application.user_id)
    reception = receive(group.settings(EntrySettings), earlier, application.made_at, application.made_at)
    carried = replace(application, attempts=reception.attempts, carried=reception.attempts)
    return await examine(desk, group, carried)


async def _let_past(desk: Desk, group: Group, arrival: Arrival | None) -> None:
    """Somebody has come in who is not asked anything."""
    if arrival is not None and arrival.stand in (Stand.ASKING, Stand.LEAVING):
        await desk.store.chat(group.chat_id).arrivals.save(replace(arrival, stand=Stand.PASSED))


# --- going, and what others do to them ---------------------------------------------------------------------------


async def _left(desk: Desk, group: Group, arrival: Arrival) -> None:
    """Who goes by themselves leaves no restriction behind; the gate counts it as taken back."""
    store = desk.store.chat(group.chat_id)
    application = await store.applications.pending_of(arrival.user_id)
    if arrival.stand is not Stand.HELD:
        return
    give_back(desk, group.chat_id, arrival, CLEARED, str(arrival.user_id))
    await store.arrivals.save(replace(arrival, stand=Stand.LEAVING))
    if application is not None and application.door is Door.OPEN:
        gone = replace(application, state=State.CLOSED, ending=Ending.WITHDRAWN, decided_at=desk.now, decided_by=None)
        await close(desk, group, gone)


async def _mind_kick(desk: Desk, group: Group, user_id: int) -> None:
    """A kick is a ban that ends with the cool-off, of which Telegram does not tell: nowhere does it count as a ban."""
    store = desk.store.chat(group.chat_id)
    application = await store.applications.pending_of(user_id) or await store.applications.last_of(user_id)
    member = await store.members.find(user_id)
    if application is None or member is None or application.door is not Door.OPEN or application.for_good:
        return
    if application.decided_at is None or desk.now - application.decided_at < KICK_SEEN_WITHIN:
        await store.members.save(replace(member, status=MemberStatus.LEFT))


async def _banned(desk: Desk, group: Group, arrival: Arrival, by: Actor) -> None:
    """Banned in Telegram or by a command; what the gate itself has asked for comes back as a report."""
    store = desk.store.chat(group.chat_id)
    if not arrival.stand.is_unfinished or (arrival.stand is Stand.REMOVING and by is Actor.BOT):
        return
    application = await store.applications.pending_of(arrival.user_id)
    if by is Actor.BOT and application is not None and application.state is State.DECLINING:
        return
    await store.arrivals.save(replace(arrival, stand=Stand.BANNED))
    if application is not None and by is Actor.BOT:
        ended = replace(
            application, state=State.CLOSED, ending=Ending.DECLINED_BY_ADMIN, decided_at=desk.now, for_good=True
        )
        await close(desk, group, ended)


async def _freed(desk: Desk, group: Group, arrival: Arrival, by: UserId) -> None:
    """An administrator has let them go."""
    store = desk.store.chat(group.chat_id)
    if arrival.stand not in (Stand.HELD, Stand.REMOVING):
        return
    application = await store.applications.pending_of(arrival.user_id)
    if application is None:
        desk.work.forward(desk.work.mailbox, CAME_IN, CameIn(arrival.user_id, arrival.name, arrival.before))
        await store.arrivals.save(replace(arrival, stand=Stand.PASSED))
        return
    ended = replace(
        application,
        state=State.CLOSED,
        ending=Ending.APPROVED_BY_ADMIN,
        decided_at=desk.now,
        decided_by=by if by != desk.bot.id else None,
    )
    await close(desk, group, ended)


async def _changed(desk: Desk, group: Group, arrival: Arrival, change: telegram.ChatMemberUpdated, by: Actor) -> None:
    """Their permissions are others than we have set: an administrator's word holds."""
    if arrival.stand is not Stand.HELD:
        return
    seen = restriction_of(change.new_chat_member)
    if seen is None:
        if by is not Actor.BOT or arrival.is_confirmed:
            await _freed(desk, group, arrival, UserId(change.from_user.id))
    elif not seen.is_silence:
        await desk.store.chat(group.chat_id).arrivals.save(replace(arrival, before=seen))


# --- what is seen in the group -----------------------------------------------------------------------------------


async def heard(desk: Desk, group: Group, message: Message) -> None:
    """A message of somebody at the door goes, and nothing else sees it."""
    if message.sender.person is None:
        return
    arrivals = await desk.store.chat(group.chat_id).arrivals.all()
    if message.sender.id in arrivals and await catch(desk, message):
        raise ApplicationHandlerStop


async def tidy(update: telegram.Update, context: WeiluContext) -> None:
    """ "X joined" and "X left" about people who stand at the door say nothing to anybody."""
    source, desk = update.message, context.desk
    assert source is not None, "the route passes only messages"
    group = await desk.group(source.chat_id)
    if group is None or source.from_user is None or not group.can("can_delete_messages"):
        return
    store = desk.store.chat(group.chat_id)
    arrivals = await store.arrivals.all()
    if source.left_chat_member is not None:
        pointless = source.from_user.id == desk.bot.id or source.left_chat_member.id in arrivals
    else:
        is_kept = source.from_user.id == desk.bot.id or group.is_admin(source.from_user.id)
        guarded = bool(group.settings(EntrySettings).gate) or await store.surges.current() is not None
        pointless = guarded and not is_kept
    if pointless:
        desk.work.emit(DeleteMessages(group.chat_id, (source.message_id,)))


# --- the private chat --------------------------------------------------------------------------------------------


async def followed(desk: Desk, person: Person, rest: str) -> None:
    """The button of the notice: hand on to the group it is about."""
    if rest.removeprefix("-").isdecimal():
        desk.work.forward(chat_mailbox(int(rest)), OPENED, Opened(person, desk.now))


async def opened(desk: Desk, body: bytes) -> None:
    """Somebody from the door is in the private chat now: put the question, or say how things stand."""
    visit = msgspec.json.decode(body, type=Opened)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    store = desk.store.chat(group.chat_id)
    language = await desk.language_of(visit.person.id, group.language)
    application = await store.applications.pending_of(visit.person.id)
    arrival = await store.arrivals.find(visit.person.id)
    if application is not None and application.door is Door.OPEN and application.state is State.ASKED:
        if application.begun:
            await ask_on(desk, group, application, language, desk.say(language, "door-again", group=group.title))
        else:
            application = replace(application, begun=True)
            if application.in_surge:
                application = await _looked_up(desk, group, application)
            await enter(desk, group, application, language)
        return
    if application is not None and application.state in (State.REVIEW, State.CHECKING):
        key = "entry-with-admins"
    else:
        key = "door-wait" if arrival is not None and arrival.stand is Stand.HELD else "door-nothing"
    write(desk, visit.person.id, desk.say(language, key, group=group.title))
