"""The operator's commands, run in this process: their exit code and what they print."""

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot import commands
from bot.runtime import logs

TOKEN = "123456:TEST-token"
NOWHERE = "http://127.0.0.1:9/bot"
"""Nobody listens there: Telegram is out of reach at once."""

Weilu = Callable[..., tuple[int, str, str]]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "weilu.db"


@pytest.fixture
def quiet_logs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Logs go nowhere."""
    monkeypatch.setattr(logs, "configure", lambda *_: None)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))


@pytest.fixture
def weilu(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Weilu:
    """Run a command; returns exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WEILU_TELEGRAM__TOKEN", TOKEN)
    monkeypatch.setenv("WEILU_TELEGRAM__BASE_URL", NOWHERE)
    monkeypatch.setenv("WEILU_DATABASE__URL", f"sqlite+aiosqlite:///{database}")

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        capsys.readouterr()
        code = commands.main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        assert TOKEN not in printed.out + printed.err
        return code, printed.out, printed.err

    return run


def lines(*rows: dict[str, Any] | str) -> str:
    """JSON lines; a plain string is a line as it stands."""
    return "\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows) + "\n"
