"""Times as files write them: seconds or milliseconds since 1970, or ISO, with a zone or without."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

EARLIEST, LATEST = datetime(1980, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
MILLISECONDS_FROM = 100_000_000_000
"""An epoch beyond this (the year 5138 in seconds) counts milliseconds."""


def instant(written: int | float | str, zone: ZoneInfo) -> datetime:
    """The UTC instant of an epoch (seconds, or milliseconds) or an ISO time; local to ``zone`` if it names none.

    Raises:
        ValueError: neither, or not between 1980 and 2200.
    """
    number = _number(written)
    if number is not None:
        seconds = number / 1000 if abs(number) >= MILLISECONDS_FROM else number
        try:
            at = datetime.fromtimestamp(seconds, UTC)
        except (OverflowError, OSError, ValueError):
            raise ValueError(f"the time {written!r} is out of range") from None
    else:
        try:
            at = datetime.fromisoformat(str(written).strip())
        except ValueError:
            raise ValueError(f"{str(written)[:40]!r} is no time; ISO or seconds since 1970 are") from None
        at = (at if at.tzinfo is not None else at.replace(tzinfo=zone)).astimezone(UTC)
    if not EARLIEST <= at <= LATEST:
        raise ValueError(f"the time {written!r} is out of range")
    return at


def _number(written: int | float | str) -> float | None:
    if isinstance(written, (int, float)):
        return float(written)
    try:
        # A bare year would be a number as well; nobody counts seconds of 1970 in four digits.
        return float(written) if len(written.strip()) > 8 else None
    except ValueError:
        return None
