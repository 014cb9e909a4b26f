"""What the bot asked for and what it was told; what happened in the world for people to see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from bot.sandbox.chats import Chat, JoinRequest, Member
    from bot.sandbox.messages import Message
    from bot.sandbox.people import User
    from bot.sandbox.presses import Press

EventKind = Literal[
    "said",
    "edited",
    "deleted",
    "joined",
    "left",
    "restricted",
    "unrestricted",
    "banned",
    "unbanned",
    "promoted",
    "demoted",
    "tagged",
    "asked",
    "approved",
    "declined",
    "pressed",
    "answered",
    "reacted",
    "voted",
    "pinned",
    "unpinned",
    "permissions",
    "blocked",
    "unblocked",
    "migrated",
    "typing",
]


@dataclass(frozen=True, slots=True)
class WorldEvent:
    """Something visible that happened. `actor` did it; `member` or `request` is whom it was done to."""

    at: datetime
    kind: EventKind
    chat: Chat
    actor: User | None
    message: Message | None = None
    member: Member | None = None
    request: JoinRequest | None = None
    press: Press | None = None
    detail: str = ""


@dataclass(slots=True)
class Call:
    """One request of the bot.

    `params` has numbers, booleans and objects parsed; `raw` has the strings as sent and `files` the uploads. `result`
    is what was answered (for getUpdates the ids), `error` the description of a refusal, `fault` an injected fault.
    `at` is the sandbox clock, `monotonic` the machine's seconds at arrival.
    """

    method: str
    params: dict[str, Any]
    raw: dict[str, Any]
    files: dict[str, bytes]
    at: datetime
    monotonic: float
    result: Any = None
    error: str | None = None
    code: int = 200
    fault: str | None = None

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={_short(value)}" for name, value in self.params.items())
        outcome = f" ✗ {self.error}" if self.error else ""
        return f"{self.method}({shown}){outcome}" + (f" [fault {self.fault}]" if self.fault else "")


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 120 else text[:117] + "…"
