"""Draws a specification as a PNG for a phone: warm paper, charcoal text, one ember for what matters."""

import math
from collections.abc import Callable, Sequence
from typing import assert_never

from bot.pictures.calendar import draw_calendar
from bot.pictures.canvas import WIDTH, Canvas, printable, shortened, text_width, two_lines
from bot.pictures.multiples import draw_multiples
from bot.pictures.palette import (
    ASH,
    CARD,
    CHARCOAL,
    EMBER,
    GRID,
    INSIDE,
    LEFT,
    MARGIN,
    NORMAL,
    PADDING,
    PAPER,
    RIGHT,
    SERIES,
    SMALL,
    TEA,
    TEA_DARK,
    heat_of,
)
from bot.pictures.spec import Bars, Calendar, HeatMap, Lines, Multiples, Numbers, Panel, Picture, Series

TITLE = 54
"""Pixels of the em."""


def draw(picture: Picture) -> bytes:
    """Returns the picture as a PNG, 1080 pixels wide and as high as its panels need.

    Takes any specification: texts too long, emoji, no values, one value, zeros, negative values and gaps included.
    """
    canvas = Canvas()
    y = _heading(canvas, picture)
    for panel in picture.panels:
        top = y
        y = _panel(canvas, panel, picture.empty, top + PADDING) + PADDING
        canvas.box(MARGIN, top, WIDTH - 2 * MARGIN, y - top, CARD, radius=28, layer=0)
        y += 28
    if printable(picture.footer):
        canvas.text(WIDTH / 2, y + 22, picture.footer, SMALL, ASH, align="center", room=WIDTH - 2 * MARGIN)
        y += 48
    return canvas.png(y + 16, PAPER)


def _heading(canvas: Canvas, picture: Picture) -> float:
    room = WIDTH - 2 * MARGIN - 34
    lines = two_lines(picture.title, room, TITLE, bold=True)
    more = 66 * (len(lines) - 1)
    canvas.box(MARGIN, 62, 10, more + (118 if picture.subtitle else 64), EMBER, radius=5)
    for number, line in enumerate(lines):
        canvas.text(MARGIN + 34, 92 + 66 * number, line, TITLE, CHARCOAL, bold=True, room=room)
    if picture.subtitle:
        canvas.text(MARGIN + 34, 156 + more, picture.subtitle, NORMAL, ASH, room=room)
    return more + (220 if picture.subtitle else 166)


def _panel(canvas: Canvas, panel: Panel, empty: str, top: float) -> float:
    """Draws the panel's title and content from ``top`` down and returns where it ends."""
    y = top
    if printable(panel.title):
        canvas.text(LEFT, y + 18, panel.title, 34, CHARCOAL, bold=True, room=INSIDE)
        y += 68
    if not _has_data(panel):
        canvas.text(WIDTH / 2, y + 60, empty, NORMAL, ASH, align="center", room=INSIDE)
        return y + 120
    match panel:
        case Bars():
            return _bars(canvas, panel, y)
        case Lines():
            return _lines(canvas, panel, y)
        case HeatMap():
            return _heat_map(canvas, panel, y)
        case Numbers():
            return _numbers(canvas, panel, y)
        case Multiples():
            return draw_multiples(canvas, panel, y)
        case Calendar():
            return draw_calendar(canvas, panel, y)
    assert_never(panel)


def _has_data(panel: Panel) -> bool:
    match panel:
        case Bars():
            return any(_is_known(value) for value in panel.values)
        case Lines():
            return any(_is_known(value) for series in panel.series for value in series.values)
        case HeatMap():
            return any(_is_known(value) for row in panel.values for value in row)
        case Numbers() | Multiples():
            return bool(panel.items)
        case Calendar():
            return bool(panel.months)
    assert_never(panel)


def _is_known(value: float | None) -> bool:
    return value is not None and math.isfinite(value)


_NOTHING = 1e-9
"""Smaller values are drawn as zero: they show nothing, and a scale made for them alone overflows."""


def _known(value: float | None) -> float:
    return value if value is not None and math.isfinite(value) and abs(value) >= _NOTHING else 0.0


def _written(value: float, unit: str = "") -> str:
    """Returns the value with three digits at least, fewer if the rest are zeros, and thousands apart."""
    decimals = 0 if abs(value) >= 100 else 1 if abs(value) >= 1 else 2
    shown = f"{value:,.{decimals}f}"
    if decimals:
        shown = shown.rstrip("0").removesuffix(".")
    return ("0" if shown == "-0" else shown) + unit


# Bars


def _bars(canvas: Canvas, panel: Bars, top: float) -> float:
    count = min(len(panel.labels), len(panel.values))
    slot = INSIDE / max(count, 1)
    widest = max((text_width(printable(label), SMALL) for label in panel.labels[:count]), default=0)
    lying = widest > slot - 8 and count <= 20 and not (count > 7 and widest < 2 * slot and _are_numbers(panel.labels))
    return (_lying_bars if lying else _standing_bars)(canvas, panel, count, top)


def _are_numbers(labels: Sequence[str]) -> bool:
    return all(any(character.isdecimal() for character in label) for label in labels)


def _lying_bars(canvas: Canvas, panel: Bars, count: int, top: float) -> float:
    values = [_known(value) for value in panel.values[:count]]
    names = [shortened(label, 0.36 * INSIDE, NORMAL) for label in panel.labels[:count]]
    written = [_written(value, panel.unit) if _is_known(panel.values[i]) else "–" for i, value in enumerate(values)]
    names_width = max(text_width(name, NORMAL) for name in names) + 24
    written_width = max(text_width(printable(text), NORMAL) for text in written) + 16
    low, high = min(0.0, *values), max(0.0, *values)
    scale = (INSIDE - names_width - written_width) / ((high - low) or 1)
    zero = LEFT + names_width - low * scale
    step = 64
    for index, value in enumerate(values):
        y = top + index * step + step / 2
        stressed = index == panel.highlight
        color = EMBER if stressed else TEA
        canvas.text(LEFT, y, names[index], NORMAL, CHARCOAL, bold=stressed)
        length = max(abs(value) * scale, 4)
        canvas.box(zero if value >= 0 else zero - length, y - 18, length, 36, color, radius=8)
        end = zero + (length if value >= 0 else 0) + 14
        canvas.text(end, y, written[index], NORMAL, EMBER if stressed else ASH, bold=stressed)
    return top + count * step


def _standing_bars(canvas: Canvas, panel: Bars, count: int, top: float) -> float:
    values = [_known(value) for value in panel.values[:count]]
    slot, plot = INSIDE / count, 320.0
    low, high = min(0.0, *values), max(0.0, *values)
    scale = plot / ((high - low) or 1)
    zero = top + 44 + high * scale
    width = min(0.72 * slot, 96)
    shown = _values_to_write(panel, values, slot)
    canvas.line([(LEFT, zero), (RIGHT, zero)], GRID, 3, layer=1)
    for index, value in enumerate(values):
        if not _is_known(panel.values[index]):
            continue
        x = LEFT + (index + 0.5) * slot
        stressed = index == panel.highlight
        length = max(abs(value) * scale, 4)
        y = zero - length if value >= 0 else zero
        canvas.box(x - width / 2, y, width, length, EMBER if stressed else TEA, radius=8)
        if index in shown:
            text = _written(value, panel.unit)
            half = text_width(text, SMALL, bold=stressed) / 2
            middle = min(max(x, LEFT + half), RIGHT - half)
            color = EMBER if stressed else ASH
            canvas.text(middle, y - 22, text, SMALL, color, align="center", bold=stressed)
    bottom = zero - low * scale + 16
    _columns_below(canvas, panel.labels[:count], bottom, LEFT, slot, panel.highlight)
    return bottom + 44


def _values_to_write(panel: Bars, values: list[float], slot: float) -> set[int]:
    """Returns the bars that carry their value: all if they have the room, else the highest and the stressed one."""
    if len(values) <= 14 and max(text_width(_written(value, panel.unit), SMALL) for value in values) < slot - 6:
        return set(range(len(values)))
    highest = max(range(len(values)), key=values.__getitem__)
    if panel.highlight is None or not 0 <= panel.highlight < len(values):
        return {highest}
    near = abs(panel.highlight - highest) * slot < text_width(_written(values[highest], panel.unit), SMALL) + 24
    return {panel.highlight} if near else {panel.highlight, highest}


def _columns_below(
    canvas: Canvas, labels: Sequence[str], top: float, left: float, slot: float, highlight: int | None = None
) -> None:
    """Writes the labels of columns under them, only every second, third … if they would touch."""
    texts = [shortened(label, max(slot - 8, 150), SMALL) for label in labels]
    widest = max((text_width(text, SMALL) for text in texts), default=0)
    step = max(1, math.ceil((widest + 14) / slot))
    free = 0.0
    for index in range(0, len(texts), step):
        half = text_width(texts[index], SMALL) / 2
        x = min(max(left + (index + 0.5) * slot, left + half), RIGHT - half)
        if x - half < free:
            continue
        free = x + half + 14
        color = EMBER if index == highlight else ASH
        canvas.text(x, top + 20, texts[index], SMALL, color, align="center")


# Lines


def _lines(canvas: Canvas, panel: Lines, top: float) -> float:
    series = [one for one in panel.series[: len(SERIES)] if any(_is_known(value) for value in one.values)]
    y = _legend(canvas, series, top) if len(series) > 1 else top
    values = [_known(value) for one in series for value in one.values if _is_known(value)]
    ticks = _ticks(min(0.0, *values), max(0.0, *values))
    written = [_written(tick, panel.unit) for tick in ticks]
    left = LEFT + max(text_width(printable(text), SMALL) for text in written) + 22
    count = max(1, len(panel.labels), *(len(one.values) for one in series))
    slot, plot, top = (RIGHT - left) / count, 360.0, y + 20
    low, high = ticks[0], ticks[-1]

    def place(index: int, value: float) -> tuple[float, float]:
        return left + (index + 0.5) * slot, top + plot * (high - value) / (high - low)

    for tick, text in zip(ticks, written, strict=True):
        level = place(0, tick)[1]
        canvas.line([(left, level), (RIGHT, level)], GRID, 2, layer=1)
        canvas.text(left - 18, level, text, SMALL, ASH, align="right")
    for number, one in reversed(list(enumerate(series))):
        _line(canvas, one, SERIES[number], place, floor=place(0, max(low, 0.0))[1] if number == 0 else None)
    _columns_below(canvas, panel.labels, top + plot + 12, left, slot)
    return top + plot + 56


def _line(
    canvas: Canvas, series: Series, color: str, place: Callable[[int, float], tuple[float, float]], floor: float | None
) -> None:
    """Draws the stretches between gaps, the area above ``floor`` if it is given, and a dot at the last value."""
    stretches: list[list[tuple[float, float]]] = [[]]
    for index, value in enumerate(series.values):
        if _is_known(value):
            stretches[-1].append(place(index, _known(value)))
        elif stretches[-1]:
            stretches.append([])
    stretches = [stretch for stretch in stretches if stretch]
    for stretch in stretches:
        if len(stretch) == 1:
            canvas.dot(*stretch[0], 6, color)
            continue
        if floor is not None:
            canvas.area([(stretch[0][0], floor), *stretch, (stretch[-1][0], floor)], color, 0.10)
        canvas.line(stretch, color, 7 if floor is not None else 5)
    canvas.dot(*stretches[-1][-1], 11, color, rim=CARD)


def _legend(canvas: Canvas, series: Sequence[Series], top: float) -> float:
    x, y = float(LEFT), top + 8
    for number, one in enumerate(series):
        name = shortened(one.name, 0.42 * INSIDE, SMALL)
        width = 32 + text_width(name, SMALL)
        if x + width > RIGHT:
            x, y = float(LEFT), y + 46
        canvas.dot(x + 10, y, 10, SERIES[number])
        canvas.text(x + 32, y, name, SMALL, CHARCOAL)
        x += width + 40
    return y + 30


def _ticks(low: float, high: float) -> list[float]:
    """Returns 2 to 6 round values, from at most ``low`` ≤ 0 to at least ``high`` ≥ 0."""
    if low == high:
        return [0.0, 1.0]
    magnitude = 10.0 ** math.floor(math.log10((high - low) / 4))
    step = next(magnitude * factor for factor in (1, 2, 5, 10) if (high - low) / (magnitude * factor) <= 4)
    return [step * number for number in range(math.floor(low / step), math.ceil(high / step) + 1)]


# Heat map


def _heat_map(canvas: Canvas, panel: HeatMap, top: float) -> float:
    rows = list(zip(panel.rows, panel.values, strict=False))
    names = [shortened(name, 0.24 * INSIDE, SMALL) for name, _ in rows]
    left = LEFT + max(text_width(name, SMALL) for name in names) + 20
    columns = max(1, len(panel.columns), *(len(values) for _, values in rows))
    slot, height = min((RIGHT - left) / columns, 120.0), 46.0
    gap = 4 if slot > 16 else 1
    highest = max(_known(value) for _, values in rows for value in values) or 1.0
    for number, (name, (_, values)) in enumerate(zip(names, rows, strict=True)):
        y = top + number * (height + 6)
        canvas.text(LEFT, y + height / 2, name, SMALL, ASH)
        for column, value in enumerate(values):
            if _is_known(value):
                x = left + column * slot
                canvas.box(x + gap / 2, y, slot - gap, height, heat_of(_known(value) / highest), radius=6)
    bottom = top + len(rows) * (height + 6)
    _columns_below(canvas, panel.columns, bottom, left, slot)
    return _heat_scale(canvas, highest, bottom + 62)


def _heat_scale(canvas: Canvas, highest: float, y: float) -> float:
    """Draws how many each colour stands for, at the right edge, and returns where it ends."""
    written = _written(highest)
    end = RIGHT - text_width(written, SMALL) - 14
    for step in range(5):
        canvas.box(end - (5 - step) * 40, y, 38, 18, heat_of(step / 4), radius=5)
    canvas.text(RIGHT, y + 9, written, SMALL, ASH, align="right")
    canvas.text(end - 214, y + 9, "0", SMALL, ASH, align="right")
    return y + 22


# Numbers


def _numbers(canvas: Canvas, panel: Numbers, top: float) -> float:
    across = 2 if len(panel.items) in (1, 2, 4) else 3
    height = 178.0 if any(item.change for item in panel.items) else 130.0
    width, gap = (INSIDE - 20 * (across - 1)) / across, 20.0
    for index, item in enumerate(panel.items):
        x = LEFT + index % across * (width + gap)
        y = top + index // across * (height + gap)
        room = width - 48
        canvas.box(x, y, width, height, PAPER, radius=20, layer=0.5)
        canvas.text(x + 24, y + 36, item.label, SMALL, ASH, room=room)
        canvas.text(x + 24, y + 90, item.value, _fitting_size(item.value, room), CHARCOAL, bold=True, room=room)
        color = TEA_DARK if item.trend > 0 else EMBER if item.trend < 0 else ASH
        canvas.text(x + 24, y + 144, item.change, SMALL, color, room=room)
    return top + math.ceil(len(panel.items) / across) * (height + gap) - gap


def _fitting_size(text: str, room: float) -> float:
    """Returns 54, or less down to 34 so that the text keeps within ``room`` pixels."""
    width = text_width(printable(text), 54, bold=True)
    # A hair smaller than what fits exactly, which rounding would cut short.
    return 54.0 if width <= room else max(34.0, 0.999 * 54 * room / width)
