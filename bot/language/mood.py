"""The mood of a message: how good or bad it sounds, how sure that is, and the words that tipped it.

It never decides about a person. A linear model over character grams (Chinese) or words (English), a word list with
negation and degree, and the shape of the text come to two figures, which five numbers turn into the probabilities of
negative, neutral and positive; see models/mood.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from math import exp
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.language import mood_features as features
from bot.language.mood_words import Word, after_but, moody_words, negation_before, softened
from bot.language.ngrams import BEGINNING, END, grams_of, spellings

SURE: Final = 0.55
"""Least probability of the likeliest label for a mood to have it; below it the model abstains."""
MEANT: Final = 0.6
"""Share of what a text says after 但是 in the whole."""
MOST_REASONS: Final = 3
_MODEL: Final = "mood.npz"


class Label(StrEnum):
    """What a message sounds like."""

    NEGATIVE = "neg"
    NEUTRAL = "neu"
    POSITIVE = "pos"
    UNSURE = "unsure"


LABELS: Final = (Label.NEGATIVE, Label.NEUTRAL, Label.POSITIVE)


class Mood(NamedTuple):
    """What a text sounds like. ``score`` is −1…+1: the probability of positive less that of negative.

    ``chances``: of negative, neutral and positive, together 1. ``reasons`` are worked out when they are asked for.
    """

    score: float
    label: Label
    chances: tuple[float, float, float]
    text: str

    @property
    def lean(self) -> Label:
        """The likeliest label, however unsure."""
        return LABELS[max(range(3), key=self.chances.__getitem__)]

    @property
    def reasons(self) -> tuple[str, ...]:
        """The words of the text that tipped it, the weightiest first; none for a neutral text."""
        return _reader().reasons(self.text, self.lean)


def read(text: str) -> Mood:
    """What a text sounds like, in some 35 µs; an empty text is unsure.

    Chinese is judged by the Chinese model, text without any Han character by the English one.
    """
    return _reader().read(text)


def load() -> None:
    """Bring the model into memory now (some 50 ms), so that no message waits for it."""
    _reader()


def read_all(texts: Sequence[str]) -> list[Mood]:
    """``read`` of each text, nearly twice as fast for many."""
    return _reader().read_all(texts)


_UNKNOWN: Final = (1 / 3, 1 / 3, 1 / 3)


@dataclass(frozen=True, slots=True)
class _Script:
    """The two linear models of a script, good against bad and neutral against the rest, and their calibration.

    ``table`` holds for each gram both weights in whole steps, ``good * 2**16 + neutral``, so that one look finds both.
    ``shapes``: both weights of each feature of shape.
    """

    table: NDArray[np.int32]
    shapes: tuple[tuple[float, float], ...]
    steps: tuple[float, float]
    calibration: tuple[float, float, float, float, float]

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]], name: str) -> "_Script":
        table = arrays[f"{name}_good"].astype(np.int32)
        table *= _HIGH
        table += arrays[f"{name}_neutral"]
        shapes = zip(*(arrays[f"{name}_{head}_shapes"].tolist() for head in _HEADS), strict=True)
        steps = [float(arrays[f"{name}_{head}_step"]) for head in _HEADS]
        size, indifference, product, always, goodness = arrays[f"{name}_calibration"].tolist()
        return cls(table, tuple(shapes), (steps[0], steps[1]), (size, indifference, product, always, goodness))

    def weights(self, places: NDArray[np.uint32]) -> tuple[int, int]:
        """The sums of both weights of some grams, in steps."""
        entries = self.table.take(places)
        if len(places) > _APART:
            good, neutral = _halves(entries)
            return int(good.sum()), int(neutral.sum())
        total = sum(entries.tolist())  # faster than numpy's for so few
        rest = (total + _HIGH // 2) % _HIGH - _HIGH // 2
        return (total - rest) // _HIGH, rest

    def figures(self, places: NDArray[np.uint32], shape: Sequence[tuple[int, float]]) -> tuple[float, float]:
        """The log-odds of good against bad and of neutral, of a text with these grams and this shape."""
        good, neutral = self.weights(places)
        damping = max(len(places), 1) ** -features.DAMPING
        good_shape, neutral_shape = self.shape(shape)
        return (good * damping + good_shape) * self.steps[0], (neutral * damping + neutral_shape) * self.steps[1]

    def shape(self, shape: Sequence[tuple[int, float]]) -> tuple[float, float]:
        """What both models make of a text's shape, in steps."""
        good = neutral = 0.0
        shapes = self.shapes
        for number, value in shape:
            good_weight, neutral_weight = shapes[number]
            good += good_weight * value
            neutral += neutral_weight * value
        return good, neutral

    def chances(self, good: float, neutral: float) -> tuple[float, float, float]:
        """The probabilities of negative, neutral and positive."""
        by_size, by_neutral, by_product, always, by_good = self.calibration
        size = abs(good)
        is_neutral = _chance(by_size * size + by_neutral * neutral + by_product * neutral * size + always)
        is_good = _chance(by_good * good)
        return (1 - is_neutral) * (1 - is_good), is_neutral, (1 - is_neutral) * is_good


def _halves(entries: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Both weights of each of some entries of a table."""
    neutral = ((entries + _HIGH // 2) & (_HIGH - 1)) - _HIGH // 2
    return (entries - neutral) >> 16, neutral


def _chance(odds: float) -> float:
    """The probability of log-odds."""
    if -30.0 < odds < 30.0:
        return 1 / (1 + exp(-odds))
    return 0.0 if odds < 0 else 1.0


_HEADS: Final = ("good", "neutral")
_HIGH: Final = 1 << 16
_APART: Final = 256
"""As many entries can be added up with both sums still told apart: no weight is beyond ±127."""


class Reader:
    """The model in memory (some 13 MB); it only reads, so threads may share it."""

    @classmethod
    def load(cls, path: Path | None = None) -> "Reader":
        """The reader of a model file; of the shipped one without a path."""
        source = path or files("bot.language.models").joinpath(_MODEL)
        with source.open("rb") as file, np.load(file) as stored:
            return cls(dict(stored))

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._chinese: Final = _Script.of(arrays, "zh")
        self._english: Final = _Script.of(arrays, "en")

    def read(self, text: str) -> Mood:
        plain = features.plain(text)
        if not plain:
            return Mood(0.0, Label.UNSURE, _UNKNOWN, text)
        chinese = features.is_chinese(plain)
        model = self._chinese if chinese else self._english
        return _mood(text, model.chances(*self._figures(plain, text, chinese)))

    def read_all(self, texts: Sequence[str]) -> list[Mood]:
        """The same for many texts at once, nearly twice as fast; those without Chinese are read one by one."""
        moods: list[Mood | None] = [None] * len(texts)
        places, plains, found = [], [], []
        for place, text in enumerate(texts):
            plain = features.plain(text)
            if plain and features.is_chinese(plain):
                places.append(place)
                plains.append(plain)
                found.append(moody_words(plain, chinese=True))
            else:
                moods[place] = self.read(text)
        if places:
            read = self._chinese_together(plains, [texts[place] for place in places], found)
            for place, mood in zip(places, read, strict=True):
                moods[place] = mood
        return [mood for mood in moods if mood is not None]

    def _chinese_together(
        self, plains: Sequence[str], texts: Sequence[str], found: Sequence[Sequence[Word]]
    ) -> list[Mood]:
        model = self._chinese
        rows, hashes = grams_of(
            [softened(plain, words) if words else plain for plain, words in zip(plains, found, strict=True)],
            features.CHINESE_GRAM,
        )
        good, neutral = _halves(model.table.take(features.places(hashes)))
        # By Python's power, not numpy's: to the last bit what each text alone comes to.
        damping = [count**-features.DAMPING for count in np.bincount(rows, minlength=len(plains)).tolist()]
        shapes = np.array(
            [
                model.shape(features.shape(plain, text, words, chinese=True))
                for plain, text, words in zip(plains, texts, found, strict=True)
            ]
        )
        goods = ((np.bincount(rows, good, len(plains)) * damping + shapes[:, 0]) * model.steps[0]).tolist()
        neutrals = ((np.bincount(rows, neutral, len(plains)) * damping + shapes[:, 1]) * model.steps[1]).tolist()
        return [
            _mood(text, model.chances(*self._meant(plain, figures)))
            for text, plain, figures in zip(texts, plains, zip(goods, neutrals, strict=True), strict=True)
        ]

    def _figures(self, plain: str, raw: str, chinese: bool) -> tuple[float, float]:
        """The log-odds of good against bad, and of neutral against the rest."""
        figures = self._of_whole(plain, raw, chinese)
        return self._meant(plain, figures) if chinese else figures

    def _meant(self, plain: str, figures: tuple[float, float]) -> tuple[float, float]:
        """The figures of a Chinese text with more weight on what comes after 但是: that is what is meant."""
        meant = after_but(plain)
        if meant is None:
            return figures
        good, neutral = figures
        return (1 - MEANT) * good + MEANT * self._of_whole(meant, meant, chinese=True)[0], neutral

    def _of_whole(self, plain: str, raw: str, chinese: bool) -> tuple[float, float]:
        model = self._chinese if chinese else self._english
        words = moody_words(plain, chinese)
        found = features.indices(softened(plain, words) if chinese and words else plain, chinese)
        shape = features.shape(plain, raw, words, chinese)
        return model.figures(found, shape)

    def reasons(self, text: str, label: Label) -> tuple[str, ...]:
        if label is Label.NEUTRAL or label is Label.UNSURE:
            return ()
        sign = 1 if label is Label.POSITIVE else -1
        plain = features.plain(text)
        chinese = features.is_chinese(plain)
        words = [word for word in moody_words(plain, chinese) if word.value * sign > 0 and plain[word.start] != "["]
        words.sort(key=lambda word: -abs(word.value))
        listed = list(dict.fromkeys(plain[_with_negation(plain, word) : word.end] for word in words))
        return tuple((listed or self._grams(plain, chinese, sign))[:MOST_REASONS])

    def _grams(self, plain: str, chinese: bool, sign: int) -> list[str]:
        """The pieces that weigh most for a side, without those inside another."""
        model = self._chinese if chinese else self._english
        pieces = spellings(plain, features.CHINESE_GRAM) if chinese else features.pieces(plain)
        found = features.indices(plain, chinese)
        weights = [model.weights(found[at : at + 1])[0] * sign for at in range(len(pieces))]
        ranked = sorted(zip(weights, pieces, strict=True), key=lambda each: -each[0])
        chosen: list[str] = []
        for weight, piece in ranked:
            bare = piece.strip(BEGINNING + END + "- ")
            if weight <= 0 or len(chosen) == MOST_REASONS:
                break
            if len(bare) > 1 and not any(bare in other or other in bare for other in chosen):
                chosen.append(bare)
        return chosen


def _mood(text: str, chances: tuple[float, float, float]) -> Mood:
    surest = max(chances)
    label = LABELS[chances.index(surest)] if surest >= SURE else Label.UNSURE
    return Mood(chances[2] - chances[0], label, chances, text)


def _with_negation(plain: str, word: Word) -> int:
    """Where a word begins together with the negation that turned it."""
    negation = negation_before(plain, word.start)
    return word.start if negation is None else negation


_READERS: Final[list[Reader]] = []


def _reader() -> Reader:
    """The reader, loaded at first use (some 50 ms)."""
    if not _READERS:
        _READERS.append(Reader.load())
    return _READERS[0]
