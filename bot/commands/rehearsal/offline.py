"""Telegram's part in a rehearsal: it knows the bot and who runs the groups, and accepts whatever the bot does."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot.core.effect import Call, DeleteMessages, Effect, InspectGroup
from bot.core.ids import UserId
from bot.features.settings.model import RIGHTS, Admin
from bot.runtime.performer import Answer, AnswerKind

BOT_ID = 4_000_000_001
BOT_NAME = "weilu_rehearsal_bot"
BOT = {"id": BOT_ID, "is_bot": True, "first_name": "围炉", "username": BOT_NAME}
"""The bot as Telegram shows it."""
FIRST_SENT_ID = 1_500_000_000
"""Message ids that no history holds, of what the bot says."""
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
        return 200, msgspec.json.encode({"ok": True, "result": BOT})


@dataclass(frozen=True, slots=True)
class Staff:
    """Who runs every rehearsed group: one owner, and the bot with every right."""

    owner_id: int
    counted: Callable[[int], int | None] = lambda _: None
    """How many people a group has now."""

    def admins_now(self) -> list[Admin]:
        """As Telegram would list them."""
        return [
            Admin(UserId(self.owner_id), "owner", None, True, False, False, frozenset(EVERY_RIGHT)),
            Admin(UserId(BOT_ID), "围炉", BOT_NAME, False, True, False, frozenset(EVERY_RIGHT)),
        ]

    async def admins(self, chat_id: int) -> list[Admin] | None:
        return self.admins_now()

    async def member_count(self, chat_id: int) -> int | None:
        return self.counted(chat_id)

    async def name_of(self, chat_id: int, user_id: int) -> str | None:
        return None


@dataclass(slots=True)
class Ledger:
    """What the bot would have done: calls by what led to them, an example of each, and what it deleted."""

    calls: dict[str, Counter[str]] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)
    deleted: set[tuple[int, int]] = field(default_factory=set)
    causes: dict[int, str] = field(default_factory=dict)
    """Cause by effect id, until the effect is performed."""
    told: list[Call] | None = None
    """What people are told in private, as long as somebody listens (`Rehearsal.ask`)."""


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
        if self.ledger.told is not None and call.chat_id > 0:
            self.ledger.told.append(call)
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
