"""Draws small multiples: little charts side by side, each with its name, its newest value and what changed."""

import math
from collections.abc import Sequence

from bot.pictures.canvas import Canvas, text_width
from bot.pictures.palette import ASH, CHARCOAL, EMBER, GRID, INSIDE, LEFT, PAPER, SMALL, TEA, TEA_DARK
from bot.pictures.spec import Multiples, Small

GAP = 20.0
ACROSS = 2
PLOT = 120.0
HEIGHT = 330.0
EDGE = 24.0


def draw_multiples(canvas: Canvas, panel: Multiples, top: float) -> float:
    """Draws the charts from ``top`` down, two in a row, and returns where they end."""
    width = (INSIDE - GAP * (ACROSS - 1)) / ACROSS
    for index, small in enumerate(panel.items):
        x = LEFT + index % ACROSS * (width + GAP)
        y = top + index // ACROSS * (HEIGHT + GAP)
        canvas.box(x, y, width, HEIGHT, PAPER, radius=20, layer=0.5)
        _head(canvas, small, x + EDGE, y, width - 2 * EDGE)
        _plot(canvas, small, x + EDGE, y + 138, width - 2 * EDGE)
        _ends(canvas, panel, x + EDGE, y + 138 + PLOT + 34, width - 2 * EDGE)
    return top + math.ceil(len(panel.items) / ACROSS) * (HEIGHT + GAP) - GAP


def _head(canvas: Canvas, small: Small, x: float, y: float, room: float) -> None:
    canvas.text(x, y + 36, small.label, SMALL, ASH, room=room)
    canvas.text(x, y + 88, small.value, 46, CHARCOAL, bold=True, room=room * 0.6)
    color = TEA_DARK if small.trend > 0 else EMBER if small.trend < 0 else ASH
    taken = text_width(small.value, 46, bold=True)
    canvas.text(x + room, y + 92, small.change, SMALL, color, align="right", room=max(0.0, room - taken - 16))


def _plot(canvas: Canvas, small: Small, x: float, y: float, width: float) -> None:
    """Bars for amounts, a line for what stands at a level; the last value is stressed, gaps stay empty."""
    values = [value if value is not None and math.isfinite(value) else None for value in small.values]
    known = [value for value in values if value is not None]
    canvas.line([(x, y + PLOT), (x + width, y + PLOT)], GRID, 2, layer=1)
    if not known:
        return
    if small.line:
        _line(canvas, values, known, x, y, width)
        return
    highest = max(*known, 1.0)
    slot = width / len(values)
    for index, value in enumerate(values):
        if value:
            height = max(3.0, PLOT * value / highest)
            color = EMBER if index == len(values) - 1 else TEA
            canvas.box(x + index * slot + slot * 0.14, y + PLOT - height, slot * 0.72, height, color, radius=5)


def _line(
    canvas: Canvas, values: Sequence[float | None], known: Sequence[float], x: float, y: float, width: float
) -> None:
    low, high = min(known), max(known)
    room = max(high - low, 0.04 * max(abs(high), 1.0))
    slot = width / max(1, len(values))

    def place(index: int, value: float) -> tuple[float, float]:
        return x + (index + 0.5) * slot, y + 10 + (PLOT - 24) * (1 - (value - low) / room)

    points: list[tuple[float, float]] = []
    for index, value in [*enumerate(values), (len(values), None)]:
        if value is not None:
            points.append(place(index, value))
            continue
        if len(points) > 1:
            canvas.line(points, TEA_DARK, 6)
        elif points:
            canvas.dot(*points[0], 6, TEA_DARK)
        points = []
    last = max(index for index, value in enumerate(values) if value is not None)
    value = values[last]
    assert value is not None, "the last known value is known"
    canvas.dot(*place(last, value), 10, EMBER, rim=PAPER)


def _ends(canvas: Canvas, panel: Multiples, x: float, y: float, width: float) -> None:
    canvas.text(x, y, panel.first, SMALL, ASH, room=width / 2)
    canvas.text(x + width, y, panel.last, SMALL, ASH, align="right", room=width / 2)
