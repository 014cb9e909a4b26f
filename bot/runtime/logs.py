"""Logs: structured, one line an event; never a message text, a name or a token."""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any, TextIO

import msgspec
import structlog

REDACTED = "<token>"
NOISY = ("apscheduler", "telegram", "httpx", "aiosqlite", "asyncio", "aiohttp.access", "alembic", "sqlalchemy")


class _Redact(logging.Filter):
    """Takes the bot's token out of every record, whoever wrote it, and the words out of every error."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__()
        self._secrets = secrets

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _redacted(record.getMessage(), self._secrets), ()
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text, record.exc_info = frames(record.exc_info[1]), None
        return True


class _Lines:
    """Where our own events go: rendered already, straight to the stream. One object serves the whole process."""

    def __init__(self, stream: TextIO, secrets: tuple[str, ...]) -> None:
        self._stream = stream
        self._secrets = secrets

    def msg(self, line: str) -> None:
        self._stream.write(_redacted(line, self._secrets) + "\n")

    debug = info = warning = error = critical = exception = log = msg


def configure(level: str, style: str, secrets: tuple[str, ...] = (), stream: TextIO | None = None) -> None:
    """Write ``style`` ("text" or "json") to ``stream`` (standard error): our events, and what libraries log."""
    stream = stream or sys.stderr
    hidden = tuple(secret for secret in secrets if secret)
    handler = logging.StreamHandler(stream)
    handler.addFilter(_Redact(hidden))
    handler.setFormatter(logging.Formatter("%(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for noisy in NOISY:
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # Not through the standard library's records: at a line an update they would cost a tenth of all the work.
    lines = _Lines(stream, hidden)
    renderer: Any = _json if style == "json" else structlog.dev.ConsoleRenderer(colors=stream.isatty())
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _wordless_exception,
            renderer,
        ],
        logger_factory=lambda *_: lines,
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        cache_logger_on_first_use=True,
    )


def frames(error: BaseException) -> str:
    """Where an error came from, cause by cause, without its words: they might quote what somebody wrote."""
    lines: list[str] = []
    link: BaseException | None = error
    while link is not None and len(lines) < 60:
        lines.append(type(link).__name__)
        trace = traceback.extract_tb(link.__traceback__)[-12:]
        lines += [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in trace]
        link = link.__cause__ or link.__context__
    return "\n".join(lines)


def _wordless_exception(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    told = event.pop("exc_info", None)
    error = told if isinstance(told, BaseException) else sys.exc_info()[1] if told else None
    if error is not None:
        event["exception"] = frames(error)
    return event


def _redacted(text: str, secrets: tuple[str, ...]) -> str:
    for secret in secrets:
        if secret in text:
            text = text.replace(secret, REDACTED)
    return text


def _json(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> str:
    return msgspec.json.encode(event, enc_hook=str).decode()
