"""The runtime on a real SQLite file, with Telegram and time in the test's hands."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import Storage
from storage.database import Database


@pytest.fixture
async def storage(tmp_path: Path, sqlite_template: Path) -> AsyncIterator[Storage]:
    """An empty database at the newest schema, opened."""
    file = tmp_path / "weilu.db"
    shutil.copyfile(sqlite_template, file)
    opened = await Storage.open(Database(f"sqlite+aiosqlite:///{file}", durable=False))
    yield opened
    await opened.close()
