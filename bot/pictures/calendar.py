"""A calendar: a row a week, the days that count filled."""

import math
from typing import Final

from bot.pictures.canvas import Canvas, text_width
from bot.pictures.palette import ASH, CARD, CHARCOAL, EMBER, GRID, INSIDE, LEFT, NORMAL, RIGHT, SMALL, TEA, heat_of
from bot.pictures.spec import Calendar, Month

_GAP: Final = 12.0
_HEIGHT: Final = 92.0


def draw_calendar(canvas: Canvas, panel: Calendar, top: float) -> float:
    """Draws the months one under the other from ``top`` down and returns where they end."""
    y = top
    for month in panel.months:
        y = _month(canvas, panel, month, y) + 36
    return _legend(canvas, panel, y) if panel.legend else y - 36


def _month(canvas: Canvas, panel: Calendar, month: Month, top: float) -> float:
    slot = INSIDE / 7
    canvas.text(LEFT, top + 16, month.name, NORMAL, CHARCOAL, bold=True, room=INSIDE)
    y = top + 52
    for column, name in enumerate(panel.weekdays[:7]):
        canvas.text(LEFT + (column + 0.5) * slot, y + 14, name, SMALL, ASH, align="center", room=slot)
    y += 44
    for index, value in enumerate(month.days):
        week, column = divmod(month.first + index, 7)
        _day(canvas, month, index, value, LEFT + column * slot + _GAP / 2, y + week * (_HEIGHT + _GAP), slot - _GAP)
    weeks = math.ceil((month.first + len(month.days)) / 7)
    return y + weeks * (_HEIGHT + _GAP) - _GAP


def _day(canvas: Canvas, month: Month, index: int, value: float | None, x: float, y: float, width: float) -> None:
    filled = value is not None and value > 0
    color = _shade(value) if value is not None and value > 0 else GRID if value is not None else CARD
    if index in month.marked:
        canvas.box(x, y, width, _HEIGHT, TEA, radius=16)
        canvas.box(x + 6, y + 6, width - 12, _HEIGHT - 12, CARD, radius=11, layer=1.2)
    else:
        canvas.box(x, y, width, _HEIGHT, color, radius=16)
    strong = filled and index not in month.marked
    ink = CARD if strong and value is not None and value > 0.45 else CHARCOAL if value is not None else ASH
    canvas.text(x + width / 2, y + _HEIGHT / 2, str(index + 1), NORMAL, ink, align="center", bold=strong)
    if index == month.today:
        canvas.dot(x + width - 16, y + 16, 8, EMBER, rim=CARD)


def _shade(value: float) -> str:
    return heat_of(0.35 + 0.65 * value)


def _legend(canvas: Canvas, panel: Calendar, top: float) -> float:
    """What the fillings mean; a day that counts has as many swatches as there are shades, two at most."""
    x = float(LEFT)
    values = [value for month in panel.months for value in month.days if value]
    shades = sorted({min(values, default=1.0), max(values, default=1.0)})
    for number, text in enumerate(panel.legend[:3]):
        if number == 1:
            canvas.box(x, top, 30, 30, TEA, radius=8)
            canvas.box(x + 5, top + 5, 20, 20, CARD, radius=5, layer=1.2)
        elif number == 0:
            for step, value in enumerate(shades):
                canvas.box(x + 38 * step, top, 30, 30, _shade(value), radius=8)
            x += 38 * (len(shades) - 1)
        else:
            canvas.box(x, top, 30, 30, GRID, radius=8)
        canvas.text(x + 44, top + 15, text, SMALL, ASH, room=RIGHT - x - 44)
        x += 44 + text_width(text, SMALL) + 40
    return top + 34
