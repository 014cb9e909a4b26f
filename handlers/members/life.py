"""A group's stage of life: its weeks gathered, judged, and told in one line with one suggestion."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.core.text import Markup
from bot.features.digest.model import Metric
from bot.features.members.stage import MOST_WEEKS, Life, Week, stage
from bot.features.settings.model import Group
from handlers.desk import Desk

YOUNG = 0.6
"""Of those present, the part that has come since the bot did: from there on the group is young, not only known late."""


async def life_of(desk: Desk, group: Group) -> Life | None:
    """The stage told by the whole weeks until yesterday; None in the first weeks."""
    zone = ZoneInfo(group.timezone)
    since, today = group.added_at.astimezone(zone).date(), desk.now.astimezone(zone).date()
    return await life_until(desk, group, since, today - timedelta(days=1))


async def life_until(desk: Desk, group: Group, since: date, last: date) -> Life | None:
    """The same, as it was on the evening of ``last``."""
    store = desk.store.chat(group.chat_id)
    count = min(MOST_WEEKS, ((last - since).days + 1) // 7)
    if count < 1:
        return None
    first = last - timedelta(days=7 * count - 1)
    hours = await store.history.hours(first, last)
    weeks = []
    for number in range(count):
        begins = first + timedelta(days=7 * number)
        ends = begins + timedelta(days=6)
        totals = {
            metric: sum(
                sum(values) for (day, kind), values in hours.items() if kind is metric and begins <= day <= ends
            )
            for metric in (Metric.MESSAGES, Metric.JOINED, Metric.LEFT)
        }
        people = await store.history.active(begins, ends)
        weeks.append(Week(people, totals[Metric.MESSAGES], totals[Metric.JOINED], totals[Metric.LEFT]))
    came = sum(week.joined for week in weeks)
    present = await store.members.present()
    return stage(weeks, is_young=(last - since).days < 7 * MOST_WEEKS and came >= YOUNG * max(present, 1))


def life_lines(desk: Desk, language: str, life: Life | None) -> list[Markup]:
    """Stage, confidence and evidence in one line, the suggestion in another."""
    if life is None:
        return [desk.say(language, "stage-unknown")]
    named = desk.say(language, f"stage-{life.stage.value}")
    sure = desk.say(
        language,
        "stage-sure" if life.confidence >= 0.75 else "stage-probably" if life.confidence >= 0.5 else "stage-maybe",
    )
    evidence = desk.say(
        language,
        "stage-evidence",
        now=life.now,
        before=life.before,
        joined=life.joined,
        left=life.left,
        weeks=life.weeks,
    )
    return [
        desk.say(language, "stage-line", stage=named, sure=sure, evidence=evidence),
        desk.say(language, "stage-advice", advice=desk.say(language, f"stage-advice-{life.advice}")),
    ]
