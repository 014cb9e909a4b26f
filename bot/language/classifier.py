"""The probability that a text is an advert, and the words that tipped it.

Two steps. Six linear models over character n-grams of three voices of the text — its surface, its folded words, its
sounds — each give a margin: one has learned from everything, five from kinds of talk that call different things an
advert. Two more tell which kind of talk the text is, and so how much those who know that kind shall count. A small
network weighs all this together with the form of the text. The first know what adverts say, the second how they look,
so that adverts of kinds never seen are known by their look.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import IO, Any, Final

import numpy as np
from numpy.typing import NDArray

from bot.language.form import NAMES, forms
from bot.language.ngrams import Rows, grams, grams_of
from bot.language.reading import Reading
from bot.language.surface import surface

Floats = NDArray[np.float32]

BITS: Final = 18
LONGEST: Final = 3
MODEL: Final = "advert.npz"
EXPLAINED: Final = 3
_SHIFT: Final = np.uint32(32 - BITS)
_STEEPNESS: Final = np.float32(4)
"""Of the likeness to a kind by its margin."""
_LONGEST_TEXT: Final = 600
"""Characters of each voice that are looked at; an advert has said what it wants by then."""
EXPERTS: Final = ("all", "messengers", "games", "letters", "english", "russian")
"""The linear models of what an advert is, by what they have learned from."""
KINDS: Final = ("messengers", "games")
"""The linear models of what kind of talk a text is. These two differ most in what they call an advert."""
MARGINS: Final = (
    *(f"{figure} of {expert}" for figure in ("margin", "familiar", "strongest", "against") for expert in EXPERTS),
    "grams",
    *(f"{figure} {kind}" for figure in ("margin as", "likeness to", "judged as", "judged by all as") for kind in KINDS),
)
"""The numbers about the margins that the network sees before those of the form."""
_OF_KINDS: Final = [EXPERTS.index(kind) for kind in KINDS]


def voices(reading: Reading) -> str:
    """Returns surface, words and sounds as one text, apart by signs that occur in none of them."""
    return (
        f"\x1d{surface(reading.text[:_LONGEST_TEXT])}\x1e{reading.folded[:_LONGEST_TEXT]}"
        f"\x1f{reading.sounds[:_LONGEST_TEXT]}"
    )


def positions(readings: Sequence[Reading]) -> tuple[Rows, Rows]:
    """Returns for every different gram of each text the index of the text and the place of its weight, in order."""
    if len(readings) == 1:
        places = _distinct(grams(voices(readings[0]), LONGEST) >> _SHIFT)
        return np.zeros(len(places), np.intp), places.astype(np.intp)
    rows, hashes = grams_of([voices(reading) for reading in readings], LONGEST)
    keys = _distinct((rows << BITS) | (hashes >> _SHIFT))
    return keys >> BITS, keys & ((1 << BITS) - 1)


def _distinct(numbers: NDArray[Any]) -> NDArray[Any]:
    """Returns the numbers in order, each once; ``np.unique`` takes twice as long for few and ten times for many."""
    numbers.sort()
    return numbers[np.flatnonzero(np.concatenate(([True], numbers[1:] != numbers[:-1])))]


def margins(rows: Rows, weights: Floats, biases: Floats, texts: int) -> Floats:
    """Returns a row of ``MARGINS`` for each text.

    ``weights`` has a row for each gram of the texts and a column for each expert, then each kind; ``rows`` tell whose
    a gram is.
    """
    starts = np.searchsorted(rows, np.arange(texts))
    count = np.diff(np.append(starts, len(rows))).astype(np.float32)[:, None]
    margin = np.add.reduceat(weights, starts) / np.sqrt(count) + biases
    margin, kind = margin[:, : len(EXPERTS)], margin[:, len(EXPERTS) :]
    weights = weights[:, : len(EXPERTS)]
    familiar = np.add.reduceat(np.abs(weights), starts) / count
    strongest = np.maximum.reduceat(weights, starts)
    against = np.minimum.reduceat(weights, starts)
    likeness = 1 / (1 + np.exp(-_STEEPNESS * kind))
    judged = (likeness * margin[:, _OF_KINDS], likeness * margin[:, :1])
    return np.concatenate(
        [margin, familiar, strongest, against, np.log1p(count), kind, likeness, *judged], axis=1, dtype=np.float32
    )


@dataclass(frozen=True, slots=True)
class Model:
    """The trained numbers. ``weights`` has a row a gram and a column an expert or kind, in ``units`` of each."""

    weights: NDArray[np.int8]
    units: Floats
    biases: Floats
    means: Floats
    scales: Floats
    hidden: Floats
    hidden_bias: Floats
    output: Floats
    output_bias: float

    def save(self, file: IO[bytes]) -> None:
        """Write an .npz that depends on the numbers alone."""
        arrays: dict[str, Any] = {name: np.asarray(getattr(self, name)) for name in self.__slots__}
        np.savez_compressed(file, **arrays)

    @classmethod
    def load(cls, file: IO[bytes]) -> "Model":
        with np.load(file, allow_pickle=False) as arrays:
            values: dict[str, Any] = {name: arrays[name] for name in arrays.files}
        return cls(**values | {"output_bias": float(values["output_bias"])})


class Classifier:
    """Judges texts with one model. It only reads, and may be shared."""

    def __init__(self, model: Model) -> None:
        if model.means.shape != (len(MARGINS) + len(NAMES),):
            raise ValueError("the model was trained for other numbers than forms() returns")
        self._model: Final = model

    def probabilities(self, readings: Sequence[Reading], shifts: Sequence[float] | None = None) -> list[float]:
        """Returns for each text the calibrated probability, 0 to 1, that it is an advert.

        Many at once cost a third of one by one. ``shifts`` are added in log-odds: what a community has taught.
        """
        if not readings:
            return []
        model = self._model
        rows, places = positions(readings)
        # ``take`` finds rows four times as fast as an index does.
        seen = margins(rows, model.weights.take(places, axis=0) * model.units, model.biases, len(readings))
        numbers = np.concatenate([seen, forms(readings)], axis=1)
        logits = self._network((numbers - model.means) / model.scales)
        if shifts is not None:
            logits = logits + np.asarray(shifts, np.float32)
        probabilities: list[float] = (1 / (1 + np.exp(-np.clip(logits, -20, 20)))).tolist()
        return [
            probability if reading.folded else 0.0 for probability, reading in zip(probabilities, readings, strict=True)
        ]

    def _network(self, numbers: Floats) -> Floats:
        model = self._model
        hidden = np.tanh(np.clip(numbers, -6, 6) @ model.hidden + model.hidden_bias)
        logits: Floats = hidden @ model.output + np.float32(model.output_bias)
        return logits

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
