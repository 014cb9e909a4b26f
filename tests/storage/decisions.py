"""Buffers made durable by hand, as the group commit does it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from bot.core.ids import Mailbox, chat_mailbox
from storage import Storage, View
from storage.buffer import Buffer, Overlay

NOW = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
CHAT = -1001234567890


def buffer_of(storage: Storage, mailbox: Mailbox | None = None) -> Buffer:
    """A decision of a mailbox that remembers nothing."""
    return Buffer(storage.database, Overlay(mailbox or chat_mailbox(CHAT)), storage.sequences)


def view_of(storage: Storage, mailbox: Mailbox | None = None) -> View:
    """What a fresh decision sees."""
    return storage.view(buffer_of(storage, mailbox))


@asynccontextmanager
async def decision(storage: Storage, mailbox: Mailbox | None = None) -> AsyncIterator[tuple[Buffer, View]]:
    """A decision that is durable at the end of the block."""
    buffer = buffer_of(storage, mailbox)
    yield buffer, storage.view(buffer)
    await storage.database.flush([buffer.writes])
