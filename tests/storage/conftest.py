"""Every repository test runs on both engines."""

from collections.abc import AsyncIterator

import pytest

from storage import Storage
from storage.database import Database


@pytest.fixture
async def storage(database_url: str) -> AsyncIterator[Storage]:
    """An empty database at the newest schema, opened, on each engine."""
    opened = await Storage.open(Database(database_url, durable=False))
    yield opened
    await opened.close()
