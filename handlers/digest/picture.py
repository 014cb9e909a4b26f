"""A digest as a picture: its figures, days and hours."""

from typing import Final

from bot.features.digest.model import Digest, Figure, Metric
from bot.features.settings.model import Group
from bot.pictures.spec import Bars, DigestPicture, HeatMap, Number, Numbers
from handlers.desk import Desk
from handlers.digest.words import days_of

SHOWN: Final = (Metric.ACTIVE, Metric.MESSAGES, Metric.JOINED, Metric.LEFT, Metric.CHECKINS, Metric.DELETED)
"""The figures on the picture."""


def picture_of(desk: Desk, language: str, group: Group, made: Digest) -> DigestPicture:
    """The numbers on cards, messages per day, and the hours of the last week."""

    def said(key: str, **values: str | int) -> str:
        return desk.say(language, key, **values).plain()

    figures = {figure.metric: figure for figure in made.figures}
    numbers = [
        Number(
            said(f"digest-label-{metric.value}"),
            f"{figures[metric].value:,}",
            _change(figures[metric]),
            figures[metric].trend,
        )
        for metric in SHOWN
    ]
    weekdays = [said(f"weekday-{day.isoweekday()}") for day, _ in made.heat]
    return DigestPicture(
        title=group.title,
        subtitle=f"{said(f'digest-kind-{made.period.kind.value}')} · {days_of(desk, language, made.period).plain()}",
        panels=(
            Numbers(said("digest-numbers"), tuple(numbers)),
            Bars(
                said("digest-per-day", count=len(made.days)),
                tuple(f"{day.month}/{day.day}" for day, _ in made.days),
                tuple(value for _, value in made.days),
                highlight=len(made.days) - 1,
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


def _change(figure: Figure) -> str:
    if not figure.change:
        return ""
    return f"{'▲' if figure.change > 0 else '▼'} {abs(figure.change)}%"
