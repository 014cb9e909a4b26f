"""Colours and measures that every part of a picture shares: warm paper, charcoal text, one ember for what matters."""

from typing import Final

from bot.pictures.canvas import WIDTH

PAPER: Final = "#FAF5EC"
CARD: Final = "#FFFDF9"
CHARCOAL: Final = "#3B3531"
ASH: Final = "#857A70"
GRID: Final = "#EBE3D7"
EMBER: Final = "#DD6B35"
TEA: Final = "#9DB394"
TEA_DARK: Final = "#5F8262"
SERIES: Final = (EMBER, TEA_DARK, "#B79468", "#7C8BA0")
HEAT: Final = ("#F4ECDF", "#F2C9A1", "#E68A4E", "#B8481C")

MARGIN: Final = 40
PADDING: Final = 44
INSIDE: Final = WIDTH - 2 * (MARGIN + PADDING)
LEFT: Final = MARGIN + PADDING
RIGHT: Final = LEFT + INSIDE
SMALL: Final = 26
NORMAL: Final = 30


def heat_of(share: float) -> str:
    """Returns the colour of a share from 0 to 1, straight between the four stops."""
    place = min(max(share, 0.0), 1.0) * (len(HEAT) - 1)
    stop = min(int(place), len(HEAT) - 2)
    lower, upper = (bytes.fromhex(color[1:]) for color in HEAT[stop : stop + 2])
    mixed = (round(a + (b - a) * (place - stop)) for a, b in zip(lower, upper, strict=True))
    return "#" + bytes(mixed).hex()
