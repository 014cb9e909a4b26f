"""Pictures of check-ins: one's own calendar, and how a programme went."""

from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.core.period import day_of
from bot.core.text import clip
from bot.features.checkin.model import Programme, Result
from bot.features.checkin.rules import all_running, streak
from bot.features.checkin.settings import CheckinSettings
from bot.features.settings.model import Group
from bot.pictures.spec import Bars, Calendar, DigestPicture, HeatMap, Lines, Month, Number, Numbers, Panel, Series
from handlers.desk import Desk
from storage.checkin_days import Made

MONTHS = 2
TOP = 5
"""Names in a report: Telegram shrinks tall pictures, and then nobody could read them."""
LONGEST_NAME = 16


async def calendar_of(desk: Desk, group: Group, language: str, user_id: int, name: str) -> DigestPicture:
    """Somebody's check-ins of this month and the last, day by day."""
    store, zone = desk.store.chat(group.chat_id), ZoneInfo(group.timezone)
    day_start = group.settings(CheckinSettings).day_start
    running = all_running(await store.checkins.programmes(), desk.now, zone, day_start)
    today = day_of(desk.now, zone, running[0].day_start(day_start) if running else day_start)
    record = await store.checkins.record(user_id)
    times = Counter(day for days in record.days.values() for day in days)
    made_up = {day for days in record.days.values() for day, was_made_up in days.items() if was_made_up}
    made_up -= {day for days in record.days.values() for day, was_made_up in days.items() if not was_made_up}

    def said(key: str, **values: str | int) -> str:
        return desk.say(language, key, **values).plain()

    first = min(times, default=today)
    starts = [date(today.year, today.month, 1)]
    while len(starts) < MONTHS and starts[0] > first:
        starts.insert(0, (starts[0] - timedelta(days=1)).replace(day=1))
    months = tuple(_month(desk, language, start, today, first, times, made_up) for start in starts)
    figures = (
        Number(said("calendar-streak"), said("calendar-days", days=streak(set(times), today))),
        Number(said("calendar-longest"), said("calendar-days", days=longest(set(times)))),
        Number(said("calendar-total"), said("calendar-days", days=len(times))),
    )
    weekdays = tuple(said(f"calendar-weekday-{number}") for number in range(1, 8))
    legend = (said("calendar-done"), said("calendar-made-up"), said("calendar-missed"))
    return DigestPicture(
        title=said("calendar-title", name=clip(name, 2 * LONGEST_NAME)),
        subtitle=group.title,
        panels=(Numbers("", figures), Calendar("", weekdays, months, legend)),
        footer=said("picture-footer", group=group.title),
    )


def _month(
    desk: Desk, language: str, start: date, today: date, first: date, times: Counter[date], made_up: set[date]
) -> Month:
    most = max(times.values(), default=1)
    days = [start + timedelta(days=n) for n in range(monthrange(start.year, start.month)[1])]
    values = tuple(times[day] / most if times[day] else 0.0 if first <= day <= today else None for day in days)
    return Month(
        desk.say(language, "calendar-month", year=str(start.year), month=start.month).plain(),
        start.weekday(),
        values,
        tuple(index for index, day in enumerate(days) if day in made_up),
        days.index(today) if today in days else None,
    )


def longest(days: set[date]) -> int:
    """The most days in a row there have been."""
    best = length = 0
    for day in sorted(days):
        length = length + 1 if day - timedelta(days=1) in days else 1
        best = max(best, length)
    return best


async def report(desk: Desk, group: Group, ended: Programme, made: Sequence[Made], result: Result) -> DigestPicture:
    """How a programme went: figures, how many checked in day by day, when in the day, and who the most often."""
    language, zone = group.language, ZoneInfo(group.timezone)

    def said(key: str, **values: str | int) -> str:
        return desk.say(language, key, **values).plain()

    last = min(ended.last_day or desk.now.date(), day_of(desk.now, zone))
    days = [ended.started_on + timedelta(days=n) for n in range(max((last - ended.started_on).days + 1, 1))]
    per_day = Counter(one.day for one in made)
    share = round(100 * result.total / (result.people * len(days))) if result.people else 0
    panels: list[Panel] = [
        Numbers(
            "",
            (
                Number(said("report-people"), f"{result.people:,}"),
                Number(said("report-checkins"), f"{result.total:,}"),
                Number(said("report-complete"), f"{len(result.complete):,}"),
                Number(said("report-share"), f"{share}%"),
            ),
        ),
    ]
    labels = tuple(f"{day.month}/{day.day}" for day in days)
    if result.people:
        curve = tuple(round(100 * per_day[day] / result.people) for day in days)
        panels.append(Lines(said("report-curve"), labels, (Series(said("report-share"), curve),), unit="%"))
        panels.append(_hours(desk, language, group, made))
        panels.append(await _top(desk, group, said("report-top"), result, said("report-unit")))
    return DigestPicture(
        title=ended.name,
        subtitle=said("report-subtitle", first=f"{days[0]:%m-%d}", last=f"{days[-1]:%m-%d}", days=len(days)),
        panels=tuple(panels),
        footer=said("picture-footer", group=group.title),
        empty=said("digest-empty"),
    )


def _hours(desk: Desk, language: str, group: Group, made: Sequence[Made]) -> HeatMap:
    zone = ZoneInfo(group.timezone)
    local = Counter((at.weekday(), at.hour) for at in (one.at.astimezone(zone) for one in made if not one.made_up))
    return HeatMap(
        desk.say(language, "report-hours").plain(),
        tuple(desk.say(language, f"weekday-{number}").plain() for number in range(1, 8)),
        tuple(str(hour) for hour in range(24)),
        tuple(tuple(local[day, hour] for hour in range(24)) for day in range(7)),
    )


async def _top(desk: Desk, group: Group, title: str, result: Result, unit: str) -> Bars:
    best = sorted(result.checkins.items(), key=lambda item: (-item[1], item[0]))[:TOP]
    names = []
    for user, _ in best:
        member = await desk.store.chat(group.chat_id).members.find(user)
        names.append(clip(member.name if member is not None else str(user), LONGEST_NAME))
    return Bars(title, tuple(names), tuple(times for _, times in best), highlight=0, unit=unit)


def leaderboard(
    title: str, subtitle: str, places: Sequence[tuple[int, str, int]], unit: str, footer: str
) -> DigestPicture:
    """Ranks, names and points as bars."""
    names = tuple(f"{rank}. {clip(name, LONGEST_NAME)}" for rank, name, _ in places)
    return DigestPicture(
        title, (Bars("", names, tuple(points for _, _, points in places), highlight=0, unit=unit),), subtitle, footer
    )
