"""When quiet and working hours are, what a locked group may do, and when a chat goes on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from bot.core.errors import Refused
from bot.core.period import ONE_DAY, instant_of, parse_window
from bot.core.workdays import is_workday
from bot.features.quiet.model import DayKind, Hours, Mode, Span

WRITING: Final = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews",
)  # fmt: skip
"""The permissions that a lock takes away; all others stay."""
CHAT_LASTS: Final = timedelta(minutes=10)
"""Messages within this time are one chat."""
LONGEST_REST: Final = 20
"""Days; the longest stretch of days off or of workdays (with moved ones) is shorter."""

_DAYS: Final = {
    "daily": DayKind.DAILY, "every day": DayKind.DAILY, "everyday": DayKind.DAILY,
    "每天": DayKind.DAILY, "每日": DayKind.DAILY, "天天": DayKind.DAILY,
    "workdays": DayKind.WORKDAYS, "workday": DayKind.WORKDAYS, "工作日": DayKind.WORKDAYS, "上班日": DayKind.WORKDAYS,
    "holidays": DayKind.HOLIDAYS, "holiday": DayKind.HOLIDAYS, "节假日": DayKind.HOLIDAYS, "假日": DayKind.HOLIDAYS,
    "休息日": DayKind.HOLIDAYS,
}  # fmt: skip
_MODES: Final = {
    "soft": Mode.SOFT, "提醒": Mode.SOFT, "柔和": Mode.SOFT,
    "lock": Mode.LOCK, "锁": Mode.LOCK, "锁定": Mode.LOCK, "禁言": Mode.LOCK,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draft:
    """Hours as an administrator types them; None for what was left out."""

    hours: str
    days: DayKind | None = None
    mode: Mode | None = None


def read_hours(typed: str) -> Draft:
    """Reads ``22:00-08:00 workdays lock``, ``晚上10点到早上8点 节假日``, in any order.

    Raises:
        NotUnderstood: what is left after days and mode are no hours.
        Refused: no time is left to talk.
    """
    words = typed.replace("every day", "daily").replace("Every day", "daily").split()
    days: DayKind | None = None
    mode: Mode | None = None
    rest: list[str] = []
    for word in words:
        folded = word.casefold()
        if folded in _DAYS and days is None:
            days = _DAYS[folded]
        elif folded in _MODES and mode is None:
            mode = _MODES[folded]
        else:
            rest.append(word)
    window = parse_window(" ".join(rest))
    checked(Hours(window, days or DayKind.DAILY))
    return Draft(str(window), days, mode)


def checked(hours: Hours) -> Hours:
    """The same hours; raises Refused for hours that never end."""
    if hours.days is DayKind.DAILY and hours.window.start == hours.window.end:
        raise Refused("quiet-always")
    return hours


def span_at(hours: Hours | None, zone: ZoneInfo, instant: datetime) -> Span | None:
    """The stretch that ``instant`` lies in; None outside, or without hours."""
    if hours is None:
        return None
    day = instant.astimezone(zone).date()
    return next((span for span in _spans_around(hours, zone, day) if instant in span), None)


def next_start(hours: Hours, zone: ZoneInfo, after: datetime) -> datetime:
    """When the next stretch begins that begins later than ``after``."""
    day = after.astimezone(zone).date()
    while True:
        for span in _spans_around(hours, zone, day):
            if span.starts_at > after:
                return span.starts_at
        day += LONGEST_REST * ONE_DAY


def free_from(all_hours: Sequence[Hours | None], zone: ZoneInfo, instant: datetime) -> datetime:
    """The first moment at or after ``instant`` in none of these hours."""
    for _ in range(LONGEST_REST):
        spans = [span for hours in all_hours if (span := span_at(hours, zone, instant)) is not None]
        if not spans:
            break
        instant = max(span.ends_at for span in spans)
    return instant


@lru_cache(maxsize=1_024)
def _spans_around(hours: Hours, zone: ZoneInfo, around: date) -> tuple[Span, ...]:
    """The stretches of the days around a date, in order; those that touch are joined."""
    found: list[Span] = []
    for offset in range(-LONGEST_REST, LONGEST_REST + 1):
        day = around + offset * ONE_DAY
        if not _begins_on(hours.days, day):
            continue
        span = _span_of(hours, zone, day)
        if span.ends_at <= span.starts_at:
            continue  # the clocks have skipped it
        if found and found[-1].ends_at >= span.starts_at:
            found[-1] = Span(found[-1].starts_at, max(found[-1].ends_at, span.ends_at))
        else:
            found.append(span)
    return tuple(found)


def _begins_on(days: DayKind, day: date) -> bool:
    return days is DayKind.DAILY or is_workday(day) is (days is DayKind.WORKDAYS)


def _span_of(hours: Hours, zone: ZoneInfo, day: date) -> Span:
    window = hours.window
    ends_on = day if window.start < window.end else day + ONE_DAY
    return Span(instant_of(day, window.start, zone), instant_of(ends_on, window.end, zone))


def locked(permissions: Mapping[str, bool]) -> dict[str, bool]:
    """These permissions without those to write."""
    return {**permissions, **dict.fromkeys(WRITING, False)}


def restored(before: Mapping[str, bool], now: Mapping[str, bool]) -> dict[str, bool] | None:
    """What to set so that members may write as before; None when somebody has let them write meanwhile.

    Other permissions stay as they are now: whoever changed them meant it.
    """
    if any(now.get(name, False) for name in WRITING):
        return None
    return {**now, **{name: before.get(name, False) for name in WRITING}}


def goes_on(talk: Sequence[tuple[datetime, int]], messages: int) -> bool:
    """Whether what has been written, as (when, by whom) in order, is a chat: so many messages by two people or more."""
    if not talk:
        return False
    recent = [who for at, who in talk if talk[-1][0] - at <= CHAT_LASTS]
    return len(recent) >= messages and len(set(recent)) >= 2
