"""The probability that a text is an advert, and the words that tipped it.

Six linear models over character n-grams of three voices of the text — its surface, its folded words, its sounds — know
what adverts say: one has learned from everything, five from kinds of talk that call different things an advert.
Networks weigh them together with the form of the text, which tells how adverts look, so that those of kinds never seen
are known by their look, and with its topics, which tell what it is about.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bot.language.advert_model import BITS, MARGINS, Grams, Model
from bot.language.form import NAMES, forms
from bot.language.ngrams import grams, grams_of
from bot.language.reading import Reading
from bot.language.surface import surface

LONGEST: Final = 3
LONGEST_SHORT: Final = 2
MODEL: Final = "advert.npz"
EXPLAINED: Final = 3
_SHIFT: Final = np.uint32(32 - BITS)
_LONGEST_TEXT: Final = 600
"""Characters of each voice that are looked at; an advert has said what it wants by then."""


def voices(reading: Reading) -> str:
    """Returns surface, words and sounds as one text, apart by signs that occur in none of them."""
    return (
        f"\x1d{surface(reading.text[:_LONGEST_TEXT])}\x1e{reading.folded[:_LONGEST_TEXT]}"
        f"\x1f{reading.sounds[:_LONGEST_TEXT]}"
    )


def positions(readings: Sequence[Reading]) -> Grams:
    """Returns the different grams of each text in all its voices."""
    return _positions([voices(reading) for reading in readings], LONGEST)


def short_positions(readings: Sequence[Reading]) -> Grams:
    """Returns the different single characters and pairs of each text's folded words."""
    return _positions([reading.folded[:_LONGEST_TEXT] for reading in readings], LONGEST_SHORT)


def _positions(texts: Sequence[str], longest: int) -> Grams:
    if len(texts) == 1:
        places = _distinct(grams(texts[0], longest) >> _SHIFT)
        return np.zeros(len(places), np.intp), places.astype(np.intp)
    rows, hashes = grams_of(texts, longest)
    keys = _distinct((rows << BITS) | (hashes >> _SHIFT))
    return keys >> BITS, keys & ((1 << BITS) - 1)


def _distinct(numbers: NDArray[Any]) -> NDArray[Any]:
    """Returns the numbers in order, each once; ``np.unique`` takes twice as long for few and ten times for many."""
    numbers.sort()
    return numbers[np.flatnonzero(np.concatenate(([True], numbers[1:] != numbers[:-1])))]


class Classifier:
    """Judges texts with one model. It only reads, and may be shared."""

    def __init__(self, model: Model) -> None:
        if model.general.means.shape != (len(MARGINS) + len(NAMES),):
            raise ValueError("the model was trained for other numbers than forms() returns")
        self._model: Final = model

    def probabilities(self, readings: Sequence[Reading], shifts: Sequence[float] | None = None) -> list[float]:
        """Returns for each text the calibrated probability, 0 to 1, that it is an advert.

        Many at once cost a third of one by one. ``shifts`` are added in log-odds: what a community has taught.
        """
        if not readings:
            return []
        logits = self._model.log_odds(positions(readings), short_positions(readings), forms(readings))
        if shifts is not None:
            logits = logits + np.asarray(shifts, np.float32)
        probabilities: list[float] = (1 / (1 + np.exp(-np.clip(logits, -20, 20)))).tolist()
        return [
            probability if reading.folded else 0.0 for probability, reading in zip(probabilities, readings, strict=True)
        ]

    def telling(self, reading: Reading, most: int = EXPLAINED) -> list[str]:
        """Returns the pieces of the folded text that speak most for an advert, the strongest first, not overlapping.

        Latin words are whole; a single Han character and a bare number tell nobody anything and are left out.
        """
        folded = reading.folded[:_LONGEST_TEXT]
        weights = self._model.weights[grams(folded, LONGEST) >> _SHIFT, 0].astype(int)
        spans = (
            (start, start + length) for length in range(1, LONGEST + 1) for start in range(len(folded) + 3 - length)
        )
        ranked = sorted(zip(weights.tolist(), spans, strict=True), reverse=True)
        told: list[str] = []
        for weight, (start, stop) in ranked:  # the first character is the mark of the beginning
            if weight <= 0 or len(told) == most:
                break
            piece = _whole(folded, max(start - 1, 0), min(stop - 1, len(folded)))
            is_worth_telling = len(piece) > 1 and not piece.isdecimal()
            if is_worth_telling and not any(piece in other or other in piece for other in told):
                told.append(piece)
        return told


def _whole(folded: str, start: int, stop: int) -> str:
    """Returns ``folded[start:stop]`` with the rest of the Latin words at its ends."""
    while start > 0 and folded[start].isascii() and folded[start].isalnum() and folded[start - 1].isalnum():
        start -= 1
    while 0 < stop < len(folded) and folded[stop - 1].isascii() and folded[stop].isascii() and folded[stop].isalnum():
        stop += 1
    return folded[start:stop].strip(" ,.!?;:'\"-")


@cache
def shipped() -> Classifier:
    """Returns the classifier that is trained with the project; loaded once in a process, some 5 ms."""
    with files("bot.language.models").joinpath(MODEL).open("rb") as file:
        return Classifier(Model.load(file))
