"""What a picture shows, as plain data: stored with the digest, drawn by ``draw`` whenever it is wanted.

Texts are plain and in the reader's language; they are shortened with … where they do not fit. A value of None is a gap:
nothing was counted then. Frozen msgspec structs, because msgspec tells members of a union apart only by a struct's tag.
"""

from typing import TypeAlias

import msgspec


class Bars(msgspec.Struct, frozen=True, tag_field="kind", tag="bars"):
    """Amounts side by side: standing bars for short labels (days, hours), lying ones for names.

    ``labels`` and ``values`` are of equal length; ``highlight`` is the index of the bar to stress; ``unit`` follows the
    values shown (条, %), empty for none.
    """

    title: str
    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    highlight: int | None = None
    unit: str = ""


class Series(msgspec.Struct, frozen=True):
    """One line of a chart; as many values as the chart has labels."""

    name: str
    values: tuple[float | None, ...]


class Lines(msgspec.Struct, frozen=True, tag_field="kind", tag="lines"):
    """Amounts over time, at most four series; the first is the stressed one."""

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""


class HeatMap(msgspec.Struct, frozen=True, tag_field="kind", tag="heat_map"):
    """When it is lively: ``values[row][column]`` ≥ 0, e.g. weekdays by hours; darker is more."""

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]


class Number(msgspec.Struct, frozen=True):
    """A figure written out: ``value`` and ``change`` as they are read (1,284 and +12%).

    ``trend`` above 0 colours the change as good news, below 0 as bad news, whichever way the figure went.
    """

    label: str
    value: str
    change: str = ""
    trend: int = 0


class Numbers(msgspec.Struct, frozen=True, tag_field="kind", tag="numbers"):
    """Figures on cards, two or three in a row; best with 2 to 6 of them."""

    title: str
    items: tuple[Number, ...]


class Small(msgspec.Struct, frozen=True):
    """A little chart: its name, its newest value as it is read, what changed (as `Number`), and all values.

    ``line``: for what stands at a level, with the scale fitted to it; else bars from zero.
    """

    label: str
    value: str
    values: tuple[float | None, ...]
    change: str = ""
    trend: int = 0
    line: bool = False


class Multiples(msgspec.Struct, frozen=True, tag_field="kind", tag="multiples"):
    """Little charts over the same days; ``first`` and ``last`` name the ends of all of them."""

    title: str
    items: tuple[Small, ...]
    first: str = ""
    last: str = ""


class Month(msgspec.Struct, frozen=True):
    """A month of a calendar. ``first``: the weekday of its first day, 0 for Monday.

    ``days``: how much each day is worth, from 0 (nothing) to 1; None is still to come or was before the beginning.
    ``marked``: indices of days to outline, e.g. those made up; ``today``: the index of today.
    """

    name: str
    first: int
    days: tuple[float | None, ...]
    marked: tuple[int, ...] = ()
    today: int | None = None


class Calendar(msgspec.Struct, frozen=True, tag_field="kind", tag="calendar"):
    """Days as they hang on a wall: months one under the other, a row a week. ``weekdays``: seven short names from Monday."""

    title: str
    weekdays: tuple[str, ...]
    months: tuple[Month, ...]
    legend: tuple[str, ...] = ()
    """What a full, an outlined and an empty day mean, in this order."""


Panel: TypeAlias = Bars | Lines | HeatMap | Numbers | Multiples | Calendar


class DigestPicture(msgspec.Struct, frozen=True, tag_field="kind", tag="digest"):
    """The picture of a digest: a heading and panels one under the other.

    ``empty`` is what a panel without data says instead.
    """

    title: str
    panels: tuple[Panel, ...]
    subtitle: str = ""
    footer: str = ""
    empty: str = "…"


Picture: TypeAlias = DigestPicture
"""Everything that can be drawn; other kinds of pictures join here."""


def encode(picture: Picture) -> bytes:
    """Returns the picture as JSON, to be stored."""
    return msgspec.json.encode(picture)


def decode(stored: bytes | str) -> Picture:
    """Returns the stored picture; ``msgspec.ValidationError`` (a ValueError) when it is not one."""
    return msgspec.json.decode(stored, type=Picture)
