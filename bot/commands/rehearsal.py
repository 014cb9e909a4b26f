"""A rehearsal: the whole bot with nobody listening. Everything it does is accepted, and noted."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import telegram
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot.app import Surroundings, Weilu
from bot.commands.history import Place, Speaker, Spoken
from bot.config import load_config
from bot.core.clock import ManualClock
from bot.core.effect import DeleteMessages, Effect, InspectGroup
from bot.core.event import UPDATE, Incoming, MediaKind, Received
from bot.core.ids import InboxId, UserId
from bot.features import FEATURES
from bot.features.settings.model import RIGHTS, Admin
from bot.runtime.mailboxes import Handle
from bot.runtime.outbox import Answer, AnswerKind, Performer
from bot.runtime.work import Work
from bot.texts import Texts
from handlers.desk import Directory
from handlers.flood_control import UNLIMITED
from handlers.incoming import ANONYMOUS_ADMIN_ID, CHANNEL_BOT_ID, SERVICE_ID, incoming

BOT_ID = 4_000_000_001
BOT_NAME = "weilu_rehearsal_bot"
OWNER_ID = 4_000_000_002
"""The owner of the rehearsed groups where the history does not say who exported it."""
FIRST_SETUP_ID = 1_400_000_000
FIRST_SENT_ID = 1_500_000_000
"""Message ids that no history holds: of what is said before it begins, and of what the bot says."""
REMEMBERED = 20_000
"""Messages kept for replies to them."""
EVERY_RIGHT = (*RIGHTS, "can_manage_chat", "can_promote_members", "can_manage_topics", "can_manage_video_chats")


class Offline(BaseRequest):
    """Transport without a network: the bot learns its own name, and nothing else."""

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        if not url.endswith("/getMe"):
            raise NetworkError("a rehearsal has no network")
        me = {"id": BOT_ID, "is_bot": True, "first_name": "围炉", "username": BOT_NAME}
        return 200, msgspec.json.encode({"ok": True, "result": me})


@dataclass(frozen=True, slots=True)
class Staff:
    """Who runs every rehearsed group: one owner, and the bot with every right."""

    owner_id: int

    def admins_now(self) -> list[Admin]:
        """As Telegram would list them."""
        return [
            Admin(UserId(self.owner_id), "owner", None, True, False, False, frozenset(EVERY_RIGHT)),
            Admin(UserId(BOT_ID), "围炉", BOT_NAME, False, True, False, frozenset(EVERY_RIGHT)),
        ]

    async def admins(self, chat_id: int) -> list[Admin] | None:
        return self.admins_now()

    async def member_count(self, chat_id: int) -> int | None:
        return None


@dataclass(slots=True)
class Ledger:
    """What the bot would have done: calls by what led to them, an example of each, and what it deleted."""

    calls: dict[str, Counter[str]] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)
    deleted: set[tuple[int, int]] = field(default_factory=set)
    causes: dict[int, str] = field(default_factory=dict)
    """Cause by effect id, until the effect is performed."""


@dataclass(slots=True)
class Accepting:
    """The outgoing side: every call succeeds at once, and sent messages get ids."""

    ledger: Ledger
    staff: Staff
    titles: dict[int, str]
    _sent: int = FIRST_SENT_ID

    async def perform(self, effect: Effect, *, again: bool) -> Answer:
        call = effect.call
        name = type(call).__name__
        cause = self.ledger.causes.pop(effect.id, "")
        if isinstance(call, InspectGroup):
            return Answer(AnswerKind.ACCEPTED, data=self._inspected(call.chat_id))
        times = 1
        if isinstance(call, DeleteMessages):
            times = len(call.message_ids)
            self.ledger.deleted.update((call.chat_id, id_) for id_ in call.message_ids)
        where = name if call.chat_id < 0 else f"{name} in private"
        self.ledger.calls.setdefault(cause, Counter())[where] += times
        said = getattr(call, "text", None) or getattr(call, "caption", None)
        if said and cause not in self.ledger.examples:
            self.ledger.examples[cause] = str(said)
        if name == "CreateInvite":
            return Answer(AnswerKind.ACCEPTED, data={"invite_link": "https://t.me/+rehearsal"})
        self._sent += 1
        return Answer(AnswerKind.ACCEPTED, message_id=self._sent)

    def _inspected(self, chat_id: int) -> dict[str, Any]:
        return {
            "title": self.titles.get(chat_id, ""),
            "kind": "supergroup",
            "username": None,
            "is_forum": False,
            "admins": self.staff.admins_now(),
            "is_administrator": True,
            "rights": sorted(EVERY_RIGHT),
        }


class Rehearsal:
    """A running bot that a history can be told to, on a throw-away database and a clock moved by the messages.

    A decision is taken at the instant of its message, what follows from it at that of the newest message decided.
    What is planned happens between two `tell`s, so one `tell` should not span more than some minutes.
    """

    def __init__(
        self,
        folder: Path,
        places: Sequence[Place],
        start: datetime,
        *,
        owner_id: int | None = None,
        language: str = "zh-CN",
        timezone: str = "Asia/Shanghai",
    ) -> None:
        self.clock = ManualClock(start)
        self.ledger = Ledger()
        self.places = places
        self.staff = Staff(owner_id or OWNER_ID)
        self.touched: dict[tuple[int, int], Spoken] = {}
        """Messages that became part of a case or an incident."""
        self._told: dict[InboxId, Spoken] = {}
        self._newest = start
        self._next_due: datetime | None = None
        self._plans_changed = True
        self._recent: dict[tuple[int, int], Spoken] = {}
        self._update_id = 0
        self._setup_id = FIRST_SETUP_ID
        environ = {
            "WEILU_TELEGRAM__TOKEN": f"{BOT_ID}:rehearsal",
            "WEILU_DATABASE__URL": f"sqlite+aiosqlite:///{folder / 'rehearsal.db'}",
            "WEILU_DEFAULTS__LANGUAGE": language,
            "WEILU_DEFAULTS__TIMEZONE": timezone,
        }
        around = Surroundings(
            clock=self.clock,
            alarm=self.clock.alarm,
            rates=UNLIMITED,
            performer=self._performer,
            directory=self._directory,
            request=Offline,
            around_handling=self._around,
            durable=False,
        )
        self.weilu = Weilu(load_config(None, environ, FEATURES), around)

    async def start(self, words: Iterable[str] = (), watch_words: Iterable[str] = ()) -> None:
        """Let the owner start the bot, add it to every group, and set the words; nothing of that is counted."""
        await self.weilu.open()
        await self.weilu.start()
        commands = [f"/word add {word}" for word in words] + [f"/watch add {word} urgent" for word in watch_words]
        await self._take([self._said_privately("/start")])
        for place in self.places:
            await self._take([self._bot_added(place)])
            for command in commands:
                await self._take([self._owner_said(place, command)])
        self.ledger.calls.clear()
        self.ledger.examples.clear()
        self.ledger.deleted.clear()

    async def tell(self, messages: Sequence[Spoken]) -> None:
        """Messages in order of time; first, what was due before them happens.

        Returns once they are delivered. What the bot does about them may still be under way, as in life; `settled`
        waits for it.
        """
        rows = [incoming(self._update(message))[1] for message in messages]
        received = await self.weilu.storage.inbox.add(rows, messages[0].at)
        await self.weilu.mailboxes.idle()
        await self.until(messages[0].at)
        self._told = {row.id: message for row, message in zip(received, messages, strict=True)}
        self.weilu.mailboxes.deliver(received)

    async def settled(self) -> None:
        """Everything told has been handled, and everything decided has been done."""
        await self.weilu.quiet()

    async def until(self, instant: datetime) -> None:
        """Let time pass: every schedule fires at its own instant."""
        while True:
            if self._plans_changed:
                self._plans_changed = False
                self._next_due = await self.weilu.storage.schedules.next_instant()
            if self._next_due is None or self._next_due > instant:
                break
            await self.settled()
            await self.jump(self._next_due)
        self.clock.set(instant)

    async def jump(self, instant: datetime) -> None:
        """Come to an instant at once, as if the process had been down: what was due before fires late."""
        self.clock.set(instant)
        self._plans_changed = True
        while await self.weilu.ticker.fire():
            await self.weilu.quiet()

    async def stop(self) -> None:
        await self.weilu.stop()

    # --- the offline side ---------------------------------------------------------------------------------------

    def _performer(self, bot: telegram.Bot, texts: Texts) -> Performer:
        return Accepting(self.ledger, self.staff, {place.chat_id: place.title for place in self.places})

    def _directory(self, bot: telegram.Bot) -> Directory:
        return self.staff

    def _around(self, handle: Handle) -> Handle:
        async def decide(work: Work) -> None:
            spoken = self._told.get(work.event.id)
            self._newest = max(self._newest, work.now if spoken is None else spoken.at)
            work.now = self._newest if spoken is None else spoken.at
            await handle(work)
            self._plans_changed = self._plans_changed or work.plans
            if work.effects:
                cause = _cause(work, spoken)
                self.ledger.causes.update((effect.id, cause) for effect in work.effects)
            if spoken is not None and (work.forwarded or any(w.table in KEPT_WITH for w in work.buffer.writes)):
                self.touched[spoken.place.chat_id, spoken.message_id] = spoken

        return decide

    # --- updates ------------------------------------------------------------------------------------------------

    async def _take(self, updates: Sequence[bytes]) -> None:
        rows: list[Incoming] = [incoming(raw)[1] for raw in updates]
        received: list[Received] = await self.weilu.storage.inbox.add(rows, self.clock.now())
        self.weilu.mailboxes.deliver(received)
        await self.weilu.quiet()

    def _encoded(self, kind: str, body: dict[str, Any]) -> bytes:
        self._update_id += 1
        return msgspec.json.encode({"update_id": self._update_id, kind: body})

    def _update(self, message: Spoken) -> bytes:
        body = _shown(message)
        if message.reply_to is not None:
            replied = self._recent.get((message.place.chat_id, message.reply_to))
            if replied is not None:
                body["reply_to_message"] = _shown(replied)
        self._recent[message.place.chat_id, message.message_id] = message
        if len(self._recent) > REMEMBERED:
            del self._recent[next(iter(self._recent))]
        return self._encoded("message", body)

    def _said_privately(self, text: str) -> bytes:
        chat = {"id": self.staff.owner_id, "type": "private", "first_name": "owner"}
        return self._encoded("message", self._owners(chat, text))

    def _owner_said(self, place: Place, text: str) -> bytes:
        return self._encoded("message", self._owners(_chat(place), text))

    def _owners(self, chat: dict[str, Any], text: str) -> dict[str, Any]:
        self._setup_id += 1
        return {
            "message_id": self._setup_id,
            "date": int(self.clock.now().timestamp()),
            "chat": chat,
            "from": self._owner(),
            "text": text,
        }

    def _owner(self) -> dict[str, Any]:
        return {"id": self.staff.owner_id, "is_bot": False, "first_name": "owner"}

    def _bot_added(self, place: Place) -> bytes:
        me = {"id": BOT_ID, "is_bot": True, "first_name": "围炉", "username": BOT_NAME}
        rights = {
            **dict.fromkeys(EVERY_RIGHT, True),
            **dict.fromkeys(("can_post_stories", "can_edit_stories", "can_delete_stories"), False),
        }
        member = {"user": me, "status": "administrator", "can_be_edited": False, "is_anonymous": False, **rights}
        return self._encoded(
            "my_chat_member",
            {
                "chat": _chat(place),
                "from": self._owner(),
                "date": int(self.clock.now().timestamp()),
                "old_chat_member": {"user": me, "status": "left"},
                "new_chat_member": member,
            },
        )


KEPT_WITH = frozenset({"cases", "case_messages", "incidents", "incident_messages", "checkins"})
"""A decision that writes to one of these, or tells another mailbox, makes its message worth showing."""


def _cause(work: Work, spoken: Spoken | None) -> str:
    """What led to a decision: a schedule or result by its kind, a command by its name, or just a message."""
    if work.event.kind != UPDATE:
        return work.event.kind
    if spoken is not None and spoken.text.startswith("/"):
        return spoken.text.split(maxsplit=1)[0].partition("@")[0][:33]
    return "message"


def _chat(place: Place) -> dict[str, Any]:
    return {"id": place.chat_id, "type": "supergroup", "title": place.title}


def _shown(message: Spoken) -> dict[str, Any]:
    """A message as the Bot API shows it."""
    when = int(message.at.timestamp())
    body: dict[str, Any] = {"message_id": message.message_id, "date": when, "chat": _chat(message.place)}
    body.update(_sender(message))
    words = "text" if message.media is None else "caption"
    if message.text:
        body[words] = message.text
        if message.entities:
            body["entities" if words == "text" else "caption_entities"] = message.entities
    if message.media is not None:
        body.update(_attached(message))
    if message.forwarded_from is not None:
        body["forward_origin"] = {"type": "hidden_user", "date": when, "sender_user_name": message.forwarded_from}
    if message.via_bot is not None:
        body["via_bot"] = {"id": BOT_ID + 7, "is_bot": True, "first_name": message.via_bot, "username": message.via_bot}
    if message.buttons:
        body["reply_markup"] = {"inline_keyboard": message.buttons}
    return body


def _sender(message: Spoken) -> dict[str, Any]:
    """The stand-in accounts that Telegram puts before channels and anonymous administrators."""
    channel = {"id": message.user_id, "type": "channel", "title": message.name}
    match message.speaker:
        case Speaker.USER:
            return {"from": {"id": message.user_id, "is_bot": False, "first_name": message.name}}
        case Speaker.GROUP:
            return {"from": _service(ANONYMOUS_ADMIN_ID, "Group"), "sender_chat": _chat(message.place)}
        case Speaker.CHANNEL:
            return {"from": _service(CHANNEL_BOT_ID, "Channel"), "sender_chat": channel}
        case Speaker.LINKED_CHANNEL:
            telegram_itself = {"id": SERVICE_ID, "is_bot": False, "first_name": "Telegram"}
            return {"from": telegram_itself, "sender_chat": channel, "is_automatic_forward": True}


def _service(user_id: int, name: str) -> dict[str, Any]:
    return {"id": user_id, "is_bot": True, "first_name": name}


def _attached(message: Spoken) -> dict[str, Any]:
    """Media as Telegram describes it; the file ids lead nowhere."""
    kind = message.media
    assert kind is not None, "asked only for messages with media"
    id_ = f"history{message.message_id}"
    file: dict[str, Any] = {"file_id": id_, "file_unique_id": id_}
    frame = {"width": 512, "height": 512}
    length = {"duration": 1}
    match kind:
        case MediaKind.PHOTO:
            return {"photo": [{**file, **frame}]}
        case MediaKind.STICKER:
            return {"sticker": {**file, **frame, "type": "regular", "is_animated": False, "is_video": False}}
        case MediaKind.VIDEO | MediaKind.ANIMATION:
            return {kind.value: {**file, **frame, **length}}
        case MediaKind.VIDEO_NOTE:
            return {"video_note": {**file, **length, "length": 240}}
        case MediaKind.VOICE | MediaKind.AUDIO:
            return {kind.value: {**file, **length}}
        case MediaKind.CONTACT:
            return {"contact": {"phone_number": "0", "first_name": "contact"}}
        case MediaKind.LOCATION:
            return {"location": {"longitude": 0.0, "latitude": 0.0}}
        case MediaKind.POLL:
            poll = {"id": id_, "question": "poll", "options": [], "total_voter_count": 0, "is_closed": True}
            rest = {
                "is_anonymous": True,
                "type": "regular",
                "allows_multiple_answers": False,
                "allows_revoting": False,
                "members_only": False,
            }
            return {"poll": {**poll, **rest}}
        case MediaKind.DOCUMENT | MediaKind.OTHER:
            return {"document": file}


SETTING_UP = timedelta(minutes=10)
"""How long before its first message the bot comes into the group."""
