"""The whole bot, wired: the one place that knows every package."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import version
from secrets import randbits
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import structlog
import telegram
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ApplicationBuilder, ContextTypes

from bot.config import Config
from bot.core.clock import Alarm, Clock
from bot.core.event import Received
from bot.core.ids import UserId, chat_mailbox
from bot.core.period import next_run, parse_rule
from bot.features import FEATURES
from bot.features.privacy.pseudonym import pseudonym
from bot.language import mood
from bot.language.classifier import shipped
from bot.language.reading import reader
from bot.pictures.spec import Picture
from bot.pictures.studio import Studio
from bot.runtime.alarm import SchedulerAlarm
from bot.runtime.commit import Committer
from bot.runtime.mailboxes import Handle, Mailboxes
from bot.runtime.monitor import Intake, Monitor
from bot.runtime.outbox import Outbox
from bot.runtime.performer import Performer
from bot.runtime.supervision import Supervisor
from bot.runtime.ticker import Ticker
from bot.runtime.work import Work
from bot.texts import Texts
from handlers import App, Handlers, menus
from handlers.abilities import shows_to_one
from handlers.access import TelegramDirectory
from handlers.context import WeiluContext
from handlers.desk import BotIdentity, Directory, House, language_of
from handlers.flood_control import FloodControl, Rates
from handlers.http import AiohttpRequest
from handlers.intake import Polling, forget_webhook
from handlers.outgoing import TelegramPerformer
from handlers.outside_list import OutsideList
from handlers.privacy import NIGHTLY
from handlers.webhook import Webhook, register
from storage import Storage
from storage.database import Database
from storage.lock import Lock
from storage.migrate import migrate
from storage.settings import Defaults

log = structlog.get_logger(__name__)

STOP_WITHIN_S = 8.0
"""Half of it for the decisions in hand, half for the calls under way; SIGTERM allows ten seconds."""
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 30.0


def learn_to_read() -> None:
    """Load what judges texts, some 100 ms, before the first message waits for it."""
    mood.load()
    shipped().probabilities([reader().read("你好")])


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class TokenRefused(Exception):
    """Telegram does not know this token."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the bot depends on and does not own. Tests, the demo and the simulator bring their own."""

    clock: Clock = field(default_factory=SystemClock)
    alarm: Callable[[], Alarm] = SchedulerAlarm
    monotonic: Callable[[], float] = time.monotonic
    rates: Rates = field(default_factory=Rates)
    performer: Callable[[telegram.Bot, Texts], Performer] | None = None
    """The outgoing side; None is Telegram."""
    directory: Callable[[telegram.Bot], Directory] = TelegramDirectory
    request: Callable[[], telegram.request.BaseRequest] = AiohttpRequest
    around_handling: Callable[[Handle], Handle] | None = None
    """Stands around every decision; a rehearsal sets its instant here and sees what was decided."""
    seed: Callable[[], int] = lambda: randbits(48)
    """Draws a number that nobody can guess, in [0, 2⁴⁸)."""
    durable: bool = True
    on_loop: bool = False
    """Whether the database may hold the event loop: nobody waits for a bot that runs through a history."""
    texts: Callable[[str], Texts] = lambda language: Texts.load(default=language)
    """The sentences, given the default language."""
    studio: Callable[[], Studio] = Studio
    """Where pictures are drawn; the bot closes it."""
    features: Sequence[Any] = FEATURES


class Weilu:
    """One running bot. `start` it, `stop` it; `serve` does both and waits in between."""

    def __init__(self, config: Config, surroundings: Surroundings | None = None) -> None:
        self.config = config
        self.around = surroundings or Surroundings()
        self.supervisor = Supervisor()
        self.texts = self.around.texts(config.defaults.language)
        self.studio = self.around.studio()
        url = self.config.outside_list.url
        self._outside_list = OutsideList(url) if url is not None else None
        self._lock = Lock(config.database.url)
        self._alarm: Alarm | None = None
        self._webhook: Webhook | None = None
        self._itself: BotIdentity | None = None
        self._shows_to_one = False
        self._monitor: Monitor | None = None
        self.polling: Polling | None = None
        self.client = self._build_client()

    # --- life ---------------------------------------------------------------------------------------------------

    async def open(self) -> None:
        """Take the database, bring it to the newest schema, and put everything in place; nothing runs yet.

        Raises:
            AlreadyRunning: another process uses the database.
            NewerSchema: the database belongs to a newer version.
        """
        await self._lock.acquire()
        migration = await migrate(self.config.database.url)
        if migration.changed:
            copy = str(migration.copy) if migration.copy else None
            log.info("migrated", before=migration.before, after=migration.after, copy=copy)
        database = Database(self.config.database.url, durable=self.around.durable, on_loop=self.around.on_loop)
        self.storage = await Storage.open(database, self._defaults())
        await asyncio.to_thread(learn_to_read)
        clock = self.around.clock
        self.house = house = House(
            texts=self.texts,
            directory=self.around.directory(self.client.bot),
            identity=self._identity,
            serves=self._serves,
            version=version("weilu"),
            started_at=clock.now(),
            seed=self.around.seed,
            pseudonym=self._pseudonym,
            shows_to_one=lambda: self._shows_to_one,
            has_outside_list=self._outside_list is not None,
        )
        self.handlers = Handlers(house)
        self.handlers.attach(self.client)
        self.committer = Committer(database)
        handle: Handle = self.handlers.handle
        if self.around.around_handling is not None:
            handle = self.around.around_handling(handle)
        self.mailboxes = Mailboxes(self.storage, self.committer, clock, handle)
        self.outbox = Outbox(
            self.storage,
            self.committer,
            clock,
            self._performer(),
            FloodControl(self.around.rates),
            self.mailboxes.deliver,
            self.around.monotonic,
        )
        self._alarm = self.around.alarm()
        self.ticker = Ticker(self.storage, clock, self._alarm, self.mailboxes.deliver)
        self.committer.on_commit = self._committed

    async def start(self) -> None:
        """Run: first what was left behind, then new updates.

        Raises:
            TokenRefused: Telegram does not know the token.
        """
        self.supervisor.start("commit", self.committer.run)
        await self._open_monitor()
        await self._connect()
        await self._plan_nightly()
        self.supervisor.start("outbox", self.outbox.run)
        await self.outbox.resume()
        self.mailboxes.resume(await self.storage.inbox.waiting())
        self.supervisor.start("ticker", self.ticker.run)

    async def listen(self) -> None:
        """Take in updates, by polling or webhook as configured, and publish the command menus."""
        bot = self.client.bot
        telegram_config = self.config.telegram
        if telegram_config.mode == "webhook":
            hook = telegram_config.webhook
            assert hook.secret is not None and hook.url is not None, "the configuration has been checked"
            secret = hook.secret.get_secret_value()
            self._webhook = Webhook(
                self.storage,
                self.around.clock,
                self.deliver,
                listen=hook.listen,
                port=hook.port,
                path=hook.path,
                secret=secret,
            )
            await self._webhook.start()
            await self._patiently(lambda: register(bot, str(hook.url), secret))
        else:
            await self._patiently(lambda: forget_webhook(bot))
            self.polling = Polling(
                bot,
                self._polling_request,
                self.storage,
                self.around.clock,
                self.deliver,
                lambda: self.mailboxes.backlog,
            )
            self.supervisor.start("polling", self.polling.run)
        self.supervisor.start("menus", lambda: menus.publish(bot, self.handlers.commands.by_name.values(), self.texts))

    def deliver(self, rows: Sequence[Received]) -> None:
        """Hand updates that are durable in the inbox to the mailboxes, in order."""
        self.handlers.read_ahead(rows)
        self.mailboxes.deliver(rows)

    async def stop(self) -> None:
        """Finish what has begun and let go of everything; what could not be finished is taken up at the next start."""
        if self.polling is not None:
            self.polling.stop()
            await self.supervisor.ended("polling", 2.0)
        if self._webhook is not None:
            await self._webhook.stop()
        self.ticker.stop()
        await self.supervisor.ended("ticker", 2.0)
        await self._within("mailboxes", self.mailboxes.stop())
        await self._within("outbox", self.outbox.stop())
        await self.supervisor.ended("outbox", 1.0)
        self.committer.stop()
        await self.supervisor.ended("commit", 2.0)
        await self.supervisor.ended("menus", 0.0)
        await self.close()

    async def close(self) -> None:
        """Let go of the alarm, the ports, the connections, the drawing process and the database."""
        if self._monitor is not None:
            await self._monitor.stop()
        if self._alarm is not None:
            self._alarm.close()
        await self.client.shutdown()
        await self._polling_request.shutdown()
        await self.studio.close()
        if self._outside_list is not None:
            await self._outside_list.close()
        await self.storage.close()
        await self._lock.release()

    @property
    def is_listening(self) -> bool:
        """Whether updates are being taken in."""
        return self.polling is not None or self._webhook is not None

    async def quiet(self) -> None:
        """Return when nothing waits anywhere: inbox handled, effects settled."""
        while self.mailboxes.backlog or self.outbox.waiting:
            await self.mailboxes.idle()
            await self.outbox.idle()

    # --- parts --------------------------------------------------------------------------------------------------

    def _build_client(self) -> App:
        telegram_config = self.config.telegram
        self._polling_request = self.around.request()
        app: App = (
            ApplicationBuilder()
            .token(telegram_config.token.get_secret_value())
            .base_url(telegram_config.base_url)
            .base_file_url(telegram_config.base_file_url)
            .request(self.around.request())
            .get_updates_request(self._polling_request)
            .updater(None)
            .job_queue(None)
            .concurrent_updates(False)
            .context_types(ContextTypes(context=WeiluContext))
            .build()
        )
        return app

    def _performer(self) -> Performer:
        if self.around.performer is not None:
            return self.around.performer(self.client.bot, self.texts)
        now = self.around.clock.now
        return TelegramPerformer(self.client.bot, self._draw, self._again_mark, now, self._outside_list)

    async def _again_mark(self, chat_id: int) -> str:
        """What stands before a message that may be in the chat already."""
        language = await language_of(self.storage.committed(), self.texts, chat_id)
        return self.texts.say(language, "sent-again") + "\n"

    async def _draw(self, picture: Mapping[str, Any]) -> bytes:
        return await self.studio.draw(msgspec.convert(picture, Picture))

    def _identity(self) -> BotIdentity:
        if self._itself is None:  # asked for with every message, and the client takes long to answer
            bot = self.client.bot
            self._itself = BotIdentity(bot.id, bot.username, bot.first_name)
        return self._itself

    def _pseudonym(self, user_id: int) -> int:
        """Keyed by the bot's token, which is not in the database: with a new token, a new pseudonym."""
        return pseudonym(user_id, self.config.telegram.token.get_secret_value().encode())

    def _serves(self, chat_id: int) -> bool:
        served = self.config.access.groups
        return served == "any" or chat_id in served

    def _defaults(self) -> Defaults:
        return Defaults(
            language=self.config.defaults.language,
            timezone=self.config.defaults.timezone,
            settings={f.name: overlay for f in self.around.features if (overlay := self.config.overlay(f.name))},
            owners=frozenset(UserId(owner) for owner in self.config.owners),
        )

    async def _open_monitor(self) -> None:
        """Health and metrics, where the operator wants them. A port that is taken costs only them."""
        wanted = self.config.monitor
        if wanted.port is None:
            return
        self._monitor = Monitor(
            self.storage,
            self.around.clock,
            self.mailboxes,
            self.outbox,
            self.supervisor,
            self._intake,
            version=version("weilu"),
            listen=wanted.listen,
            port=wanted.port,
        )
        try:
            await self._monitor.start()
        except OSError as error:
            log.error("monitor_not_opened", port=wanted.port, error=error.strerror)

    def _intake(self) -> Intake:
        return Intake(self.polling.answered_at, self.polling.troubles) if self.polling is not None else Intake()

    async def _plan_nightly(self) -> None:
        """The clean-up, in the zone of the configuration."""
        zone = self.config.defaults.timezone
        first = next_run(parse_rule(NIGHTLY.rule or ""), ZoneInfo(zone), self.around.clock.now())
        await self.storage.schedules.keep(replace(NIGHTLY, zone=zone, next_run_at=first))

    async def _connect(self) -> None:
        """Meet Telegram; a bot that starts before its network waits for it."""
        await self._patiently(self.client.initialize)
        self._shows_to_one = await shows_to_one(self.client.bot)

    async def _patiently(self, call: Callable[[], Any]) -> None:
        pause = FIRST_PAUSE_S
        while True:
            try:
                await call()
                return
            except InvalidToken as error:
                raise TokenRefused(error.message) from error
            except TelegramError as error:
                log.warning("telegram_unreachable", error=error.message, pause_s=pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE_S)

    async def _within(self, what: str, job: Any) -> None:
        try:
            async with asyncio.timeout(STOP_WITHIN_S / 2):
                await job
        except TimeoutError:
            log.warning("stopped_late", what=what)

    def _committed(self, works: Sequence[Work]) -> None:
        """What has become durable may now be seen and done."""
        for work in works:
            if work.moved is not None:
                self.outbox.readdress(*work.moved)
                self.mailboxes.forget_all(*(chat_mailbox(chat_id) for chat_id in work.moved))
            if work.left is not None:
                self.outbox.cancel(work.left)
            self.mailboxes.forget(work.touched)
            self.mailboxes.deliver(work.forwarded)
            if work.effects:
                self.outbox.add(work.effects)
            if work.plans:
                self.ticker.poke()
