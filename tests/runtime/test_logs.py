"""Nothing in a log that somebody wrote, no name, and never the token."""

import io
import json
import logging

import pytest
import structlog

from bot.runtime import logs

TOKEN = "7000000001:AAsecretsecretsecret"


@pytest.fixture
def stream() -> io.StringIO:
    """What is written."""
    written = io.StringIO()
    logs.configure("INFO", "json", (TOKEN,), written)
    return written


def test_an_event_is_one_line_of_json(stream: io.StringIO) -> None:
    log = structlog.get_logger("x")
    log.info("handled", row=3, mailbox="chat:-1")
    log.debug("unseen")
    (line,) = stream.getvalue().splitlines()
    told = json.loads(line)
    assert (told["event"], told["row"], told["level"]) == ("handled", 3, "info")


def test_the_token_never_shows(stream: io.StringIO) -> None:
    structlog.get_logger("x").warning("failed", url=f"https://api.telegram.org/bot{TOKEN}/getMe")
    logging.getLogger("library").warning("GET %s", f"/bot{TOKEN}/getMe")
    assert TOKEN not in stream.getvalue() and stream.getvalue().count(logs.REDACTED) == 2


def test_an_error_tells_where_and_not_what(stream: io.StringIO) -> None:
    try:
        try:
            int("小林说的话")
        except ValueError as cause:
            raise RuntimeError(f"cannot read 小林说的话 {TOKEN}") from cause
    except RuntimeError:
        structlog.get_logger("x").exception("broken")
        logging.getLogger("library").exception("broken too")
    written = stream.getvalue()
    assert "小林" not in written and "\\u5c0f" not in written and TOKEN not in written
    assert written.count("RuntimeError") == 2 and written.count("ValueError") == 2 and "test_logs.py" in written
