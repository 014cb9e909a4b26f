"""Every feature's handlers in order, and the one function that turns an inbox row into a decision."""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from time import perf_counter
from typing import Any

import msgspec
import structlog
import telegram
from telegram.ext import (
    Application,
    ApplicationHandlerStop,
    BaseHandler,
    CallbackQueryHandler,
    ExtBot,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.core.effect import SendDocument
from bot.core.errors import NotPermitted, Refused, error_name
from bot.core.event import UPDATE, Message, Place, Received
from bot.core.ids import InboxId
from bot.language import ahead
from bot.runtime.work import Work
from handlers import (
    access,
    activities,
    changes,
    checkin,
    community,
    crisis,
    digest,
    entry,
    house_rules,
    limits,
    members,
    moderation,
    newcomers,
    nickname,
    notices,
    onboarding,
    panel,
    points,
    privacy,
    quiet,
    settings,
    sources,
    theme,
    tickets,
    welcome,
)
from handlers.commands import STALE, Commands, gone_stale
from handlers.context import CURRENT, WeiluContext
from handlers.desk import Desk, House
from handlers.errors import mark_failed
from handlers.incoming import person, place
from handlers.keyboards import Intent, Press, unpack
from handlers.messages import SAID_IN_GROUPS_AND_EDITS
from handlers.plain import ordinary
from handlers.routes import Hears, OnEvent, OnLink, OnPress, Phase, Routes

LINK = re.compile(r"/start (?P<noun>[a-z]+)_(?P<rest>[A-Za-z0-9_-]+)")
"""What Telegram sends when somebody follows a link with a payload."""

log = structlog.get_logger(__name__)

ROUTES: tuple[Routes, ...] = (
    settings.ROUTES,
    sources.ROUTES,
    members.ROUTES,
    moderation.ROUTES,
    nickname.ROUTES,
    limits.ROUTES,
    panel.ROUTES,
    tickets.ROUTES,
    entry.ROUTES,
    welcome.ROUTES,
    newcomers.ROUTES,
    onboarding.ROUTES,
    notices.ROUTES,
    house_rules.ROUTES,
    quiet.ROUTES,
    theme.ROUTES,
    checkin.ROUTES,
    points.ROUTES,
    activities.ROUTES,
    crisis.ROUTES,
    digest.ROUTES,
    community.ROUTES,
    privacy.ROUTES,
)
"""In the order in which features see an update of the same phase."""

App = Application[ExtBot[None], WeiluContext, Any, Any, Any, Any]


class Handlers:
    """All routes, wired."""

    def __init__(self, house: House, routes: Sequence[Routes] = ROUTES) -> None:
        self._house = house
        self._app: App | None = None
        self._said: dict[InboxId, tuple[Place, Message]] = {}
        """Ordinary messages of rows that wait."""
        self.commands = Commands([c for r in routes for c in r.commands])
        self.buttons: Mapping[str, OnPress] = {
            "confirm": self.commands.confirmed,
            "focus": self.commands.focused,
            "help": self.commands.help.pressed,
            **{noun: press for r in routes for noun, press in r.buttons.items()},
        }
        self.events: Mapping[str, OnEvent] = {
            "request": self.commands.forwarded,
            access.PRESS: self._forwarded_press,
            "confirm_expired": self.commands.expired,
            STALE: gone_stale,
            **{kind: event for r in routes for kind, event in r.events.items()},
            **{kind: partial(self._sent_on, press) for r in routes for kind, press in r.presses.items()},
        }
        self.links: Mapping[str, OnLink] = {noun: link for r in routes for noun, link in r.links.items()}
        talk: BaseHandler[Any, WeiluContext, Any] = MessageHandler(
            filters.UpdateType.MESSAGE & (filters.TEXT | filters.CAPTION), self._talk
        )
        edits: BaseHandler[Any, WeiluContext, Any] = MessageHandler(
            filters.UpdateType.EDITED_MESSAGE & filters.ChatType.GROUPS & (filters.TEXT | filters.CAPTION), self._edited
        )
        self._places = [told for r in routes for told in r.places]
        self._spoken = [[hears for r in routes for hears in r.spoken if hears.phase is phase] for phase in Phase]
        self._updates: list[BaseHandler[Any, WeiluContext, Any]] = [TypeHandler(telegram.Update, self._arrived)]
        for phase in Phase:
            self._updates += [handler for r in routes for at, handler in r.updates if at is phase]
            self._updates += _one_for_all(self._spoken[phase])
        self._updates += [talk, edits]

    def attach(self, app: App) -> None:
        """Give the client its handlers: each in a group of its own, so that all that match run, in order."""
        self._app = app
        for group, handler in enumerate(self._updates):
            app.add_handler(handler, group)
        app.add_handler(CallbackQueryHandler(self._press), len(self._updates))
        app.add_error_handler(mark_failed)

    def read_ahead(self, rows: Sequence[Received]) -> None:
        """Read what new rows say all at once, which takes half the time. What is not read here is in its turn."""
        room = max(ahead.MOST - len(self._said), 0)
        said = {row.id: one for row in rows[:room] if row.kind == UPDATE and (one := ordinary(row.body)) is not None}
        self._said |= said
        try:
            ahead.read_ahead(message.text for _, message in said.values())
        except Exception as error:
            # Whoever cannot be read fails alone, in its turn; the others must not wait for it.
            log.warning("read_ahead_failed", rows=len(said), error=error_name(error))

    async def handle(self, work: Work) -> None:
        """Decide what one inbox row means; see `bot.runtime.mailboxes.Handle`."""
        started = perf_counter()
        desk = Desk(self._house, work)
        if work.event.kind == UPDATE:
            await self._handle_update(desk)
        else:
            event = self.events.get(work.event.kind)
            if event is not None:
                await event(desk, work.event.body)
        if work.store.altered:
            changes.keep(desk)
        for effect in work.effects:
            if isinstance(effect.call, SendDocument):
                log.info("file_handed_out", to=effect.call.chat_id, bytes=len(effect.call.content))
        log.info(
            "handled",
            row=work.event.id,
            kind=work.event.kind,
            mailbox=work.mailbox,
            effects=len(work.effects),
            writes=len(work.buffer.writes),
            ms=round((perf_counter() - started) * 1000, 2),
        )

    async def _handle_update(self, desk: Desk) -> None:
        app = self._app
        assert app is not None, "handlers are attached before the first update"
        event = desk.work.event
        said = self._said.pop(event.id, None) or ordinary(event.body)
        if said is not None:
            await self._hear(desk, *said)
            return
        update = telegram.Update.de_json(msgspec.json.decode(event.body), app.bot)
        token = CURRENT.set(desk)
        try:
            await app.process_update(update)
        finally:
            CURRENT.reset(token)

    async def _hear(self, desk: Desk, place: Place, message: Message) -> None:
        """What the client's handlers would come to with an ordinary message, without the client."""
        try:
            for told in self._places:
                await told(desk, place)
            for all_who_hear in self._spoken:
                await _told(desk, all_who_hear, message)
            await self.commands.take(desk, message, await desk.group(message.chat_id))
        except ApplicationHandlerStop:
            return

    async def _arrived(self, update: telegram.Update, context: WeiluContext) -> None:
        """The group an update comes from, if it does."""
        found = place(update)
        if found is not None:
            for told in self._places:
                await told(context.desk, found)

    async def _talk(self, update: telegram.Update, context: WeiluContext) -> None:
        """Links into the private chat, commands and keywords."""
        message = context.message(update)
        if not await self._follow(context.desk, message):
            await self.commands.take(context.desk, message, await context.desk.group(message.chat_id))

    async def _edited(self, update: telegram.Update, context: WeiluContext) -> None:
        """A message of a group was edited: it may be a command that counts now, or none any more."""
        message = context.message(update)
        group = await context.desk.group(message.chat_id)
        if group is not None:
            await self.commands.edited(context.desk, message, group)

    async def _follow(self, desk: Desk, message: Message) -> bool:
        """Handle a private message that comes from following one of our links; says whether it did."""
        found = LINK.fullmatch(message.text) if message.chat_id > 0 else None
        link = self.links.get(found["noun"]) if found is not None else None
        if found is None or link is None or message.sender.person is None:
            return False
        await link(desk, message.sender.person, found["rest"])
        return True

    async def _press(self, update: telegram.Update, context: WeiluContext) -> None:
        """A button: the whole intent is in its data, and the right is checked now."""
        query, desk = update.callback_query, context.desk
        assert query is not None, "the route passes only presses"
        message = query.message
        chat_id = message.chat.id if message is not None else query.from_user.id
        group = await desk.group(chat_id)
        language = group.language if group is not None else await desk.language_of(query.from_user.id)
        intent = unpack(query.data or "")
        on_press = self.buttons.get(intent.noun) if intent is not None else None
        thread_id = message.message_thread_id if isinstance(message, telegram.Message) else None
        if intent is None or on_press is None:
            desk.answer(_unknown(query, chat_id), desk.say(language, "press-old"))
            return
        press = Press(
            intent, person(query.from_user), query.id, chat_id, message.message_id if message else None, thread_id
        )
        await self._run_press(desk, press, on_press, language)

    async def _forwarded_press(self, desk: Desk, body: bytes) -> None:
        """A press that was made elsewhere, in the mailbox of the group it is about."""
        await self._sent_on(self.buttons[msgspec.json.decode(body, type=Press).intent.noun], desk, body)

    async def _sent_on(self, on_press: OnPress, desk: Desk, body: bytes) -> None:
        """Do what a press means that another mailbox has sent on."""
        press = msgspec.json.decode(body, type=Press)
        group = await desk.group(press.chat_id)
        language = group.language if group is not None else await desk.language_of(press.presser.id)
        await self._run_press(desk, press, on_press, language)

    async def _run_press(self, desk: Desk, press: Press, on_press: OnPress, language: str) -> None:
        """Do what a button means; a refusal is shown to who pressed."""
        desk.actor = press.presser
        try:
            await on_press(desk, press)
        except NotPermitted as error:
            right = desk.say(language, f"right-{error.right}")
            desk.answer(press, desk.say(language, "not-permitted", right=right), alert=True)
        except Refused as error:
            desk.answer(press, desk.say(language, error.key, **error.values), alert=True)
        except (ValueError, IndexError):
            # Data that we did not make, or from a version that meant something else by it.
            desk.answer(press, desk.say(language, "press-old"))


async def _told(desk: Desk, all_who_hear: Sequence[Hears], message: Message) -> None:
    """Let everybody hear a message of a group who hears such, with the group as it is now."""
    group = await desk.group(message.chat_id)
    if group is None:
        return
    for hears in all_who_hear:
        if hears.edits or message.edited_at is None:
            await hears.run(desk, group, message)


def _one_for_all(all_who_hear: Sequence[Hears]) -> list[BaseHandler[Any, WeiluContext, Any]]:
    """One handler of the client for all that hear the talk of groups: one look whether a message is."""

    async def hear(update: telegram.Update, context: WeiluContext) -> None:
        await _told(context.desk, all_who_hear, context.message(update))

    return [MessageHandler(SAID_IN_GROUPS_AND_EDITS, hear)] if all_who_hear else []


def _unknown(query: telegram.CallbackQuery, chat_id: int) -> Press:
    """A press that means nothing any more, only to be answered."""
    return Press(Intent("", ""), person(query.from_user), query.id, chat_id, None)
