"""A digest as one picture: little charts of its days, and the hours of the last week."""

from collections.abc import Mapping
from typing import Final

from bot.features.digest.model import Chart, Digest, Figure, Metric
from bot.features.settings.model import Group
from bot.pictures.spec import DigestPicture, HeatMap, Multiples, Small
from handlers.desk import Desk
from handlers.digest.words import days_of

FIGURE_OF: Final[Mapping[Chart, Metric]] = {
    Chart.ACTIVE: Metric.ACTIVE,
    Chart.MESSAGES: Metric.MESSAGES,
    Chart.CHECKINS: Metric.CHECKINS,
    Chart.JOINED: Metric.JOINED,
}
LINES: Final = (Chart.MEMBERS, Chart.MOOD)
"""Drawn as lines: they stand at a level."""
NOTHING: Final = "–"


def picture_of(desk: Desk, language: str, group: Group, made: Digest) -> DigestPicture:
    """Members, people, messages, check-ins, mood and joined, day by day; and when it is lively."""

    def said(key: str, **values: str | int) -> str:
        return desk.say(language, key, **values).plain()

    figures = {figure.metric: figure for figure in made.figures}
    smalls = tuple(
        _small(said(f"digest-chart-{chart.value}"), chart, made, figures) for chart in Chart if chart in made.charts
    )
    days = [day for day, _ in made.days]
    weekdays = [said(f"weekday-{day.isoweekday()}") for day, _ in made.heat]
    return DigestPicture(
        title=group.title,
        subtitle=f"{said(f'digest-kind-{made.period.kind.value}')} · {days_of(desk, language, made.period).plain()}",
        panels=(
            Multiples(
                said("digest-charts", count=len(days)),
                smalls,
                first=f"{days[0].month}/{days[0].day}" if days else "",
                last=f"{days[-1].month}/{days[-1].day}" if days else "",
            ),
            HeatMap(
                said("digest-hours"),
                tuple(weekdays),
                tuple(str(hour) for hour in range(24)),
                tuple(values for _, values in made.heat),
            ),
        ),
        footer=said("digest-since", since=made.since.isoformat()),
        empty=said("digest-empty"),
    )


def _small(label: str, chart: Chart, made: Digest, figures: Mapping[Metric, Figure]) -> Small:
    values = made.charts[chart]
    known = [value for value in values if value is not None]
    metric = FIGURE_OF.get(chart)
    if metric is not None:
        figure = figures[metric]
        return Small(label, f"{figure.value:,}", values, _change(figure), figure.trend)
    if chart is Chart.MOOD:
        brightness = made.mood.brightness
        return Small(label, f"{brightness}%" if brightness is not None else NOTHING, values, line=True)
    gained = round(known[-1] - known[0]) if len(known) > 1 else 0
    return Small(
        label,
        f"{round(known[-1]):,}" if known else NOTHING,
        values,
        f"{'▲' if gained > 0 else '▼'} {abs(gained)}" if gained else "",
        (gained > 0) - (gained < 0),
        chart in LINES,
    )


def _change(figure: Figure) -> str:
    if not figure.change:
        return ""
    return f"{'▲' if figure.change > 0 else '▼'} {abs(figure.change)}%"
