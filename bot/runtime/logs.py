"""Logs: structured, one line an event; never a message text, a name or a token."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import msgspec
import structlog

REDACTED = "<token>"


class _Redact(logging.Filter):
    """Takes the bot's token out of every record, whoever wrote it."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__()
        self._secrets = secrets

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        for secret in self._secrets:
            if secret in message:
                record.msg, record.args = message.replace(secret, REDACTED), ()
                message = record.getMessage()
        if record.exc_info and record.exc_info[1] is not None:
            text = logging.Formatter().formatException(record.exc_info)
            for secret in self._secrets:
                text = text.replace(secret, REDACTED)
            record.exc_info, record.exc_text = None, text
        return True


def configure(level: str, style: str, secrets: tuple[str, ...] = ()) -> None:
    """Set up structlog and the standard library's root to write ``style`` ("text" or "json") to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_Redact(tuple(secret for secret in secrets if secret)))
    handler.setFormatter(logging.Formatter("%(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for noisy in ("apscheduler", "telegram", "httpx", "aiosqlite", "asyncio", "aiohttp.access"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    renderer: Any = _json if style == "json" else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _json(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> str:
    return msgspec.json.encode(event, enc_hook=str).decode()
