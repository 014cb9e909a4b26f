"""Meeting groups and people: arrival, rights, migration, /status, /start, /help, /lang."""

import asyncio
from datetime import timedelta

import msgspec
import telegram
from telegram.ext import ApplicationHandlerStop, ChatMemberHandler, MessageHandler, filters

from bot.core.effect import InspectGroup, LeaveChat, Outcome, Repeat
from bot.core.event import Person, Place
from bot.core.ids import chat_mailbox
from bot.core.text import Markup
from bot.features.moderation.settings import ModerationSettings
from bot.features.settings.model import NEEDED, Admin, BotStatus, Group
from bot.runtime.outbox import MIGRATED
from handlers.commands import Audience, Command, Request, reply
from handlers.community.joining import OFFER as COMMUNITY_OFFER
from handlers.context import WeiluContext
from handlers.desk import Desk
from handlers.digest.schedule import plan as plan_digest
from handlers.incoming import admin_of, is_present, person, rights_of
from handlers.keyboards import Press, button
from handlers.members.nightly import plan as plan_members
from handlers.moderation.offers import plan_offer
from handlers.moderation.state import state_of_moderation
from handlers.moderation.waiting import reader_found, somebody_reachable
from handlers.panel import meeting
from handlers.routes import Phase, Routes
from handlers.troubles import trouble_name
from storage.rekey import rekey

INSPECTED = "group_inspected"
HANDOVER_PATIENCE = timedelta(seconds=5)
HANDOVER_PAUSE = timedelta(milliseconds=20)
TROUBLES_SHOWN = timedelta(days=7)
WORTH_TELLING = timedelta(seconds=30)
"""Calls wait for a few seconds at any time: Telegram allows 20 messages a minute in a group."""


# --- groups ------------------------------------------------------------------------------------------------------


async def arrive(desk: Desk, place: Place) -> None:
    """Make sure the group of an update is known; leave a group the operator does not serve."""
    if not desk.house.serves(place.chat_id):
        if not desk.work.buffer.overlay.memory.get("leaving"):
            desk.work.buffer.overlay.memory["leaving"] = True
            _leave(desk, place.chat_id)
        raise ApplicationHandlerStop
    if place.was is not None:
        await _handed_over(desk, place.was)
    group = await desk.group(place.chat_id)
    if group is None:
        desk.store.groups.add(
            place.chat_id,
            title=place.title,
            kind=place.kind,
            username=place.username,
            is_forum=place.is_forum,
            by=place.by,
            at=desk.now,
        )
        desk.work.emit(InspectGroup(place.chat_id), report=INSPECTED)
    elif place.title and place.title != group.title and group.chat_id == place.chat_id:
        desk.store.groups.set_place(
            place.chat_id, title=place.title, kind=place.kind, username=place.username, is_forum=place.is_forum
        )


def _leave(desk: Desk, chat_id: int) -> None:
    """One polite sentence, then go."""
    language = desk.house.texts.default
    said = desk.send(chat_id, desk.say(language, "group-not-served"), expires_at=desk.now + timedelta(minutes=1))
    desk.work.emit(LeaveChat(chat_id), after=said)


async def own_place(update: telegram.Update, context: WeiluContext) -> None:
    """The bot was added, promoted, demoted or removed; or a person blocked or unblocked it in private."""
    change = update.my_chat_member
    assert change is not None, "the route passes only my_chat_member updates"
    desk, new = context.desk, change.new_chat_member
    if change.chat.type == "private":
        await desk.store.people.see(person(change.from_user), desk.now, reachable=is_present(new))
        if is_present(new):
            await somebody_reachable(desk, change.from_user.id)
        return
    group = await desk.group(change.chat.id)
    if group is None:
        return
    schedules = desk.store.schedules(desk.work.mailbox)
    if not is_present(new):
        desk.store.groups.set_rights(group.chat_id, BotStatus.GONE, (), desk.now)
        schedules.pause(True)
        desk.work.left = group.chat_id
        return
    rights = rights_of(new)
    status = BotStatus.ADMINISTRATOR if admin_of(new) is not None else BotStatus.MEMBER
    came = not is_present(change.old_chat_member)
    if came or group.bot_status is BotStatus.GONE:
        schedules.pause(False)
    if came or status is not group.bot_status or rights != group.bot_rights:
        desk.store.groups.set_rights(group.chat_id, status, rights, None)
        desk.work.emit(InspectGroup(group.chat_id), report=INSPECTED)
        missing = tuple(right for right in NEEDED if right not in rights)
        _introduce(desk, group, status, missing, came=came)
        if status is BotStatus.ADMINISTRATOR and not group.layers[-1]:
            await meeting.invite(desk, group)
        if came:
            # A decision of its own: this one has just written what the offer reads.
            desk.work.forward(group.mailbox, COMMUNITY_OFFER, change.from_user.id)


def _introduce(desk: Desk, group: Group, status: BotStatus, missing: tuple[str, ...], *, came: bool) -> None:
    """Say, in one message, what is missing and what will not work without it."""
    say, language = desk.say, group.language
    lines = [say(language, "hello-group")] if came else []
    if not group.is_supergroup:
        lines.append(say(language, "basic-group"))
    elif status is not BotStatus.ADMINISTRATOR:
        lines.append(say(language, "hello-not-yet"))
    elif missing:
        names = say(language, "list-separator").join(say(language, f"right-{right}") for right in missing)
        lines.append(say(language, "rights-missing", rights=names))
        lines += [say(language, f"rights-without-{right}") for right in missing]
    else:
        lines.append(say(language, "rights-all-there"))
    rows = [[meeting.door(desk, group)]] if status is BotStatus.ADMINISTRATOR and not group.layers[-1] else []
    desk.send(
        group.chat_id,
        Markup("\n").join(lines),
        rows,
        repeat=Repeat.WANTED,
        expires_at=desk.now + timedelta(hours=1),
    )


class Inspected(msgspec.Struct, frozen=True):
    """What `InspectGroup` brings back."""

    title: str
    kind: str
    username: str | None
    is_forum: bool
    admins: list[Admin]
    is_administrator: bool
    rights: list[str]


async def inspected(desk: Desk, body: bytes) -> None:
    """A group as Telegram sees it: administrators, owner, the bot's own rights."""
    outcome = msgspec.json.decode(body, type=Outcome)
    group = await desk.group(outcome.chat_id)
    if group is None or not outcome.accepted:
        return
    found = msgspec.convert(outcome.data, Inspected)
    if found.is_administrator:
        await plan_digest(desk, group)
        await plan_members(desk, group)
        plan_offer(desk, group)
    groups, communities = desk.store.groups, desk.store.communities
    owners = await communities.owners_of(group.community_id)
    for admin in found.admins:
        if admin.is_creator and admin.user_id not in owners:
            await communities.add_owner(group.community_id, Person(admin.user_id, admin.name), desk.now)
    groups.set_place(
        group.chat_id, title=found.title, kind=found.kind, username=found.username, is_forum=found.is_forum
    )
    groups.replace_admins(group.chat_id, found.admins, desk.now)
    if group.bot_status is not BotStatus.GONE:
        status = BotStatus.ADMINISTRATOR if found.is_administrator else BotStatus.MEMBER
        groups.set_rights(group.chat_id, status, found.rights, None)


async def admin_changed(update: telegram.Update, context: WeiluContext) -> None:
    """Somebody became or ceased to be an administrator: the cache follows at once."""
    change = update.chat_member
    assert change is not None, "the route passes only chat_member updates"
    group = await context.desk.group(change.chat.id)
    if group is None:
        return
    admin = admin_of(change.new_chat_member)
    if admin is not None:
        context.desk.store.groups.set_admin(group.chat_id, admin)
        if admin.user_id not in group.admins:
            reader_found(context.desk, group, admin.user_id)
    elif change.new_chat_member.user.id in group.admins:
        context.desk.store.groups.drop_admin(group.chat_id, change.new_chat_member.user.id)


async def migrated_message(update: telegram.Update, context: WeiluContext) -> None:
    """The service message of a migration, seen from either side."""
    source = update.message
    assert source is not None, "the route passes only messages"
    if source.migrate_to_chat_id is not None:
        await _migrate(context.desk, source.chat_id, source.migrate_to_chat_id)
    elif source.migrate_from_chat_id is not None:
        # The new group's mailbox must not move what the old one owns.
        context.desk.work.forward(
            chat_mailbox(source.migrate_from_chat_id), MIGRATED, Migrated(source.migrate_from_chat_id, source.chat_id)
        )
    raise ApplicationHandlerStop


class Migrated(msgspec.Struct, frozen=True):
    """A group's old and new id, from a service message or from a refused call."""

    old: int
    new: int


async def migrated_event(desk: Desk, body: bytes) -> None:
    """A call or the new group said that this group has moved."""
    moved = msgspec.json.decode(body, type=Migrated)
    await _migrate(desk, moved.old, moved.new)


async def _handed_over(desk: Desk, old: int) -> None:
    """Wait, within reason, until the old group's mailbox has moved everything here.

    What is written in the new group meanwhile would otherwise meet what is moved, and one of the two would be lost.
    """
    for _ in range(int(HANDOVER_PATIENCE / HANDOVER_PAUSE)):
        if not await desk.store.groups.is_kept(old):
            return
        await asyncio.sleep(HANDOVER_PAUSE.total_seconds())


async def _migrate(desk: Desk, old: int, new: int) -> None:
    group = await desk.group(old)
    if group is None or group.chat_id == new:
        return
    await rekey(desk.work.buffer, old, new)
    desk.work.moved = (old, new)


# --- people ------------------------------------------------------------------------------------------------------


async def meet(update: telegram.Update, context: WeiluContext) -> None:
    """Whoever writes in private can be written to."""
    source, desk = update.message, context.desk
    if source is None or source.from_user is None:
        return
    known = await desk.store.people.find(source.from_user.id)
    if known is None or not known.reachable or known.name != source.from_user.full_name:
        await desk.store.people.see(person(source.from_user), desk.now, reachable=True)
        if known is None or not known.reachable:
            await somebody_reachable(desk, source.from_user.id)


async def start(desk: Desk, request: Request) -> None:
    """Open the private chat: say what this person can do here."""
    asker = request.asker
    language = await desk.language_of(asker.id)
    lines = [desk.say(language, "start-hello")]
    run = await desk.store.groups.run_by(asker.id)
    if run:
        titles = []
        for chat_id in run[:10]:
            group = await desk.group(chat_id)
            titles.append(Markup.bold(group.title if group else str(chat_id)))
        names = desk.say(language, "list-separator").join(titles)
        lines.append(desk.say(language, "start-admin", groups=names))
        await desk.store.people.set_focus(asker.id, None)
    else:
        lines.append(desk.say(language, "start-member"))
    desk.send(request.message.chat_id, Markup("\n").join(lines))


async def lang(desk: Desk, request: Request) -> None:
    """Offer the languages."""
    language = await desk.language_of(request.asker.id)
    row = [button(desk.say(code, "lang-name").plain(), "lang", "set", code) for code in desk.house.texts.languages]
    desk.send(request.message.chat_id, desk.say(language, "lang-which"), [row])


async def lang_pressed(desk: Desk, press: Press) -> None:
    """Keep the chosen language."""
    code = desk.house.texts.match(press.intent.arguments[0])
    await desk.store.people.see(press.presser, desk.now)
    await desk.store.people.choose_language(press.presser.id, code)
    desk.answer(press, desk.say(code, "lang-set"))
    desk.send(press.chat_id, desk.say(code, "lang-set"))


# --- status ------------------------------------------------------------------------------------------------------


async def status(desk: Desk, request: Request, group: Group) -> None:
    """Rights, backlog, whom the bot can reach, and what it could not do."""
    language = await desk.language_of(request.asker.id, group.language) if request.in_private else group.language
    say = desk.say
    separator = say(language, "list-separator")
    missing = group.missing_rights
    waiting = await _waiting(desk, group, language)
    lines = [Markup.bold(say(language, "status-title", group=group.title))]
    if missing:
        names = separator.join(say(language, f"right-{right}") for right in missing)
        lines.append(say(language, "status-rights-missing", rights=names))
        lines += [say(language, f"rights-without-{right}") for right in missing]
    else:
        lines.append(say(language, "status-rights-ok"))
    moderation = group.settings(ModerationSettings)
    mode = [say(language, f"mode-{moderation.mode.value}"), say(language, f"strictness-{moderation.strictness.value}")]
    lines.append(say(language, "status-mode", mode=separator.join(mode)))
    reachable = {known.user_id for known in await desk.store.people.reachable(group.staff)}
    names_of = {admin.user_id: admin.name for admin in group.admins.values()}
    reached = [names_of.get(user, str(user)) for user in group.staff if user in reachable]
    silent = [names_of.get(user, str(user)) for user in group.staff if user not in reachable]
    lines.append(
        say(language, "status-reachable", names=separator.join(reached))
        if reached
        else say(language, "status-reachable-none")
    )
    if silent:
        lines.append(say(language, "status-unreachable", names=separator.join(silent)))
    lines += waiting
    lines += await state_of_moderation(desk, group, language)
    lines += await _troubles(desk, group, language)
    lines.append(say(language, "status-version", version=desk.house.version))
    await reply(desk, request, group, Markup("\n").join(lines))


async def _waiting(desk: Desk, group: Group, language: str) -> list[Markup]:
    """What waits to be handled or done here, and since when the oldest call does; none when nothing does."""
    found = await desk.store.chat(group.chat_id).backlog.now(desk.work.event.id)
    if not found.updates and not found.calls:
        return []
    lines = [desk.say(language, "status-backlog", events=found.updates, effects=found.calls)]
    if found.oldest_call is not None and desk.now - found.oldest_call > WORTH_TELLING:
        ago = desk.house.texts.duration(language, desk.now - found.oldest_call)
        lines.append(desk.say(language, "status-oldest", ago=ago))
    return lines


async def _troubles(desk: Desk, group: Group, language: str) -> list[Markup]:
    found = await desk.store.troubles(group.chat_id).since(desk.now - TROUBLES_SHOWN)
    if not found:
        return [desk.say(language, "status-no-troubles")]
    lines = [desk.say(language, "status-troubles")]
    for trouble in found[:8]:
        ago = desk.house.texts.duration(language, max(desk.now - trouble.last_at, timedelta(seconds=1)))
        lines.append(
            desk.say(
                language,
                "status-trouble",
                what=trouble_name(desk, language, trouble.kind),
                times=trouble.times,
                ago=ago,
            )
        )
    return lines


ROUTES = Routes(
    places=(arrive,),
    updates=(
        (Phase.ARRIVAL, ChatMemberHandler(own_place, ChatMemberHandler.MY_CHAT_MEMBER)),
        (Phase.ARRIVAL, ChatMemberHandler(admin_changed, ChatMemberHandler.CHAT_MEMBER)),
        (Phase.ARRIVAL, MessageHandler(filters.StatusUpdate.MIGRATE, migrated_message)),
        (Phase.ARRIVAL, MessageHandler(filters.ChatType.PRIVATE, meet)),
    ),
    commands=(
        Command("status", Audience.ADMIN, "/status", "/status", run=status),
        Command("start", Audience.PRIVATE, "/start", "/start", run_private=start),
        Command("lang", Audience.PRIVATE, "/lang", "/lang", run_private=lang),
    ),
    buttons={"lang": lang_pressed},
    events={INSPECTED: inspected, MIGRATED: migrated_event},
)
