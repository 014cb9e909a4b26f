"""How hours and moments are said in a group."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.text import Markup
from bot.core.workdays import is_announced
from bot.features.quiet.model import DayKind, Hours
from bot.features.settings.model import Group
from handlers.desk import Desk, Rows

CALENDAR = "calendar"
LOOKS_AHEAD = timedelta(days=30)


def moment(desk: Desk, group: Group, at: datetime) -> str:
    """A coming moment in the group's time: the hour, with its date when that is more than a day off."""
    local = at.astimezone(ZoneInfo(group.timezone))
    return f"{local:%H:%M}" if at - desk.now < timedelta(hours=24) else f"{local:%m-%d %H:%M}"


def unknown_year(desk: Desk, group: Group, hours: Hours | None) -> int | None:
    """A year that begins soon or has begun, whose holidays the hours need and nobody has announced to the bot."""
    if hours is None or hours.days is DayKind.DAILY:
        return None
    zone = ZoneInfo(group.timezone)
    years = (desk.now.astimezone(zone).year, (desk.now + LOOKS_AHEAD).astimezone(zone).year)
    return next((year for year in years if not is_announced(year)), None)


async def mention_calendar(desk: Desk, group: Group, hours: Hours | None) -> None:
    """Tell the staff, once a year, that the holidays which the hours need are not known."""
    year = desk.now.astimezone(ZoneInfo(group.timezone)).year
    if hours is None or hours.days is DayKind.DAILY or is_announced(year):
        return
    quiet, begins = desk.store.chat(group.chat_id).quiet, datetime(year, 1, 1, tzinfo=UTC)
    if await quiet.told(CALENDAR) == begins:
        return
    quiet.tell(CALENDAR, begins)

    def compose(language: str) -> tuple[Markup, Rows]:
        return desk.say(language, "quiet-calendar-missing", group=group.title, year=str(year)), ()

    await desk.tell_staff(group, compose, silent=True)


def calendar_note(desk: Desk, group: Group, language: str, *all_hours: Hours | None) -> list[Markup]:
    """That the holidays of a year are not known, if these hours need them; else nothing."""
    years = [year for hours in all_hours if (year := unknown_year(desk, group, hours)) is not None]
    return [desk.say(language, "quiet-calendar-unknown", year=str(years[0]))] if years else []
