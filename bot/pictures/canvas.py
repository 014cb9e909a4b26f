"""A page in pixels to draw on, with fonts of its own: the machine needs none and pyplot is never loaded."""

import io
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from string import ascii_letters, digits
from typing import Final, Literal

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyBboxPatch, Polygon
from matplotlib.text import Text

WIDTH: Final = 1080
"""Pixels; a phone shows the picture at about a third of this, so that nothing should be written smaller than 26."""

_DPI: Final = 100
_POINTS: Final = 72 / _DPI
_FONTS: Final = files("bot.pictures").joinpath("fonts")

_INSIDE_WORDS: Final = frozenset(ascii_letters + digits + "'’.,")
"""What a line does not end with when a letter or figure follows."""
_NEVER_FIRST: Final = "，。、：；！？）】》」』”’…·,.:;!?)]}-"
"""What begins no line."""

Align = Literal["left", "center", "right"]


class Canvas:
    """What has been drawn so far. x goes right from 0 to ``WIDTH``, y goes down from 0; the height is chosen at the end.

    Sizes of text are pixels of the em; the y of a text is the middle of its capitals.
    """

    def __init__(self) -> None:
        self._figure = Figure(dpi=_DPI)
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        color: str,
        *,
        align: Align = "left",
        bold: bool = False,
        room: float = WIDTH,
    ) -> None:
        """Writes one line, shortened with … to ``room`` pixels."""
        shown = shortened(text, room, size, bold=bold)
        self._axes.add_artist(
            Text(
                x,
                y + 0.36 * size,
                shown,
                color=color,
                fontproperties=FontProperties(fname=_font_path(_has_bold(shown, bold)), size=size * _POINTS),
                horizontalalignment=align,
                verticalalignment="baseline",
                parse_math=False,
                zorder=4,
            )
        )

    def box(
        self, x: float, y: float, width: float, height: float, color: str, *, radius: float = 0, layer: float = 1
    ) -> None:
        """Fills a rectangle from its upper left corner; corners are rounded as far as it is large enough."""
        if width <= 0 or height <= 0:
            return
        rounding = min(radius, width / 2, height / 2)
        shape = f"round,pad=0,rounding_size={rounding}" if rounding > 0 else "square,pad=0"
        patch = FancyBboxPatch((x, y), width, height, boxstyle=shape, facecolor=color, linewidth=0, zorder=layer)
        self._axes.add_artist(patch)

    def line(self, points: Sequence[tuple[float, float]], color: str, width: float, *, layer: float = 2) -> None:
        """Draws a line through the points, ``width`` in pixels."""
        xs, ys = zip(*points, strict=True)
        self._axes.add_artist(
            Line2D(
                xs,
                ys,
                color=color,
                linewidth=width * _POINTS,
                solid_capstyle="round",
                solid_joinstyle="round",
                zorder=layer,
            )
        )

    def area(self, points: Sequence[tuple[float, float]], color: str, opacity: float) -> None:
        """Fills the polygon; ``opacity`` from 0 to 1."""
        self._axes.add_artist(Polygon(points, closed=True, facecolor=color, alpha=opacity, linewidth=0, zorder=1.5))

    def dot(self, x: float, y: float, radius: float, color: str, rim: str | None = None) -> None:
        """Draws a disc, with a rim of 4 pixels in the other colour if one is given."""
        rim_width = 4 * _POINTS if rim else 0
        self._axes.add_artist(
            Circle((x, y), radius, facecolor=color, edgecolor=rim or color, linewidth=rim_width, zorder=3)
        )

    def png(self, height: float, background: str) -> bytes:
        """Returns the page down to ``height`` as a PNG of ``WIDTH`` pixels."""
        rows = max(1, round(height))
        self._figure.set_size_inches(WIDTH / _DPI, rows / _DPI)
        self._figure.set_facecolor(background)
        self._axes.set_xlim(0, WIDTH)
        self._axes.set_ylim(rows, 0)
        output = io.BytesIO()
        with mpl.rc_context({"text.hinting": "no_hinting"}):
            FigureCanvasAgg(self._figure)
            self._figure.savefig(output, format="png", dpi=_DPI, metadata={"Software": None})
        return output.getvalue()


def printable(text: str) -> str:
    """Returns the text on one line; of what the font lacks the base letter (ś: s) or nothing (emoji).

    A text of which nothing is left becomes —.
    """
    kept = "".join(_drawable(character) for character in unicodedata.normalize("NFC", text))
    return " ".join(kept.split()) or ("—" if text.strip() else "")


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Returns the pixels the text takes as it is drawn, on one line."""
    shown = printable(text)
    return _advance(shown, _has_bold(shown, bold)) * size / 1000


def shortened(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Returns the printable text, or its beginning and … when it is wider than ``room`` pixels."""
    shown = printable(text)
    if text_width(shown, size, bold=bold) <= room:
        return shown
    short, long = 0, len(shown)
    while long - short > 1:
        middle = (short + long) // 2
        if text_width(shown[:middle].rstrip() + "…", size, bold=bold) <= room:
            short = middle
        else:
            long = middle
    return shown[:short].rstrip() + "…"


def two_lines(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """Returns the printable text on as many lines as it needs, two at most, the last one shortened.

    It is broken between words, or after any Han character.
    """
    shown = printable(text)
    if text_width(shown, size, bold=bold) <= room:
        return [shown]
    fits = 1
    while fits < len(shown) and text_width(shown[: fits + 1], size, bold=bold) <= room:
        fits += 1
    ends = [at for at in range(1, fits + 1) if not (shown[at - 1] in _INSIDE_WORDS and shown[at].isalnum())]
    at = next((end for end in reversed(ends) if shown[end] not in _NEVER_FIRST), fits)
    return [shown[:at].rstrip(), shortened(shown[at:].lstrip(), room, size, bold=bold)]


def _drawable(character: str) -> str:
    if character.isspace():
        return " "
    if ord(character) in _glyphs(False):
        return character
    base = unicodedata.normalize("NFKD", character)[0]
    return base if ord(base) in _glyphs(False) else ""


def _has_bold(text: str, bold: bool) -> bool:
    """Whether to set the text in bold: the bold font knows fewer Han, and a mixture would look like a mistake."""
    return bold and all(ord(character) in _glyphs(True) for character in text)


def _font_path(bold: bool) -> Path:
    return Path(str(_FONTS.joinpath(f"WeiluSansSC-{'Bold' if bold else 'Regular'}.otf")))


def unusable_fonts() -> list[str]:
    """What is wrong with the fonts that pictures are set in; empty when both can be read."""
    found = []
    for bold in (False, True):
        try:
            _font(bold)
        except (OSError, RuntimeError) as error:
            found.append(f"{_font_path(bold).name}: {error}")
    return found


@cache
def _font(bold: bool) -> FT2Font:
    return FT2Font(str(_font_path(bold)))


@cache
def _glyphs(bold: bool) -> frozenset[int]:
    return frozenset(_font(bold).get_charmap())


def _advance(text: str, bold: bool) -> float:
    """Returns the width in thousandths of the em."""
    return sum(_character_advance(character, bold) for character in text)


@lru_cache(maxsize=4096)
def _character_advance(character: str, bold: bool) -> float:
    font = _font(bold)
    font.set_size(72, 1000)  # one em is 1000 pixels
    flags = LoadFlags.NO_HINTING | LoadFlags.NO_BITMAP
    return font.load_char(ord(character), flags=flags).linearHoriAdvance / 65536
