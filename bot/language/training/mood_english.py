"""The English heads of the mood model: labelled tweets are few, so two views of them are added up.

One fit sees every gram. The other sees words alone (``features.pieces``), and where the words of a text stand among all
words by the company they keep (``word_vectors``), so that a word that few labelled texts have counts like its neighbours.
Both are sums over grams: in the end each gram has one weight, and judging costs nothing more.
"""

import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.language import mood_features as features
from bot.language.training.mood_heads import Floats, Head, evened, fit, matrix, read, template
from bot.language.training.word_vectors import word_vectors

ENGLISH: Final[Mapping[str, str]] = {
    "tweeteval": "en_senti_tweeteval",
    "airline": "en_senti_airline",
    "sst2": "en_senti_sst2",
}
UNLABELLED: Final = "en_offensive_tweeteval"
"""Tweets of which only the words are looked at, for the company of words."""
COUNTS: Final[Mapping[str, float]] = {"tweeteval": 1.0, "airline": 0.15, "sst2": 0.15}
"""Weight of a text of each English set: everyday talk first."""
WORDS_COUNT: Final = 1.5
VECTORS_COUNT: Final = 5.0
"""Scales of pieces and vectors in the fit of words; pieces are damped by all grams of the text, so they need more."""
STRENGTH_OF_WORDS: Final = 0.5
"""C of the fit of words. These three were chosen by cross-validation inside four fifths of the templates."""


class English:
    """Trains the two English heads on any part of the texts."""

    def __init__(self, data: Path) -> None:
        self.corpus: Final = read(data, ENGLISH)
        self.table, self.shapes = matrix(self.corpus.texts, "en")
        self._tokens: Final = [features.tokens(features.plain(text)) for text in self.corpus.texts]
        self._unlabelled: Final = _unlabelled(data, {template(text) for text in self.corpus.texts})

    def train(self, chosen: NDArray[np.bool_]) -> tuple[Head, Head]:
        """The two heads: good less bad, and neutral; each of the three is told from the rest."""
        counts = np.array([COUNTS[name] for name in self.corpus.sets])
        vectors = self._vectors(chosen)
        heads = []
        for value in (-1, 0, 1):
            is_so = self.corpus.values == value
            weights = np.zeros(len(is_so))
            weights[chosen] = evened(is_so[chosen], self.corpus.sets[chosen], counts[chosen], "en")
            said = weights > 0
            by_grams = fit(self.table[said], self.shapes[said], is_so[said], weights[said], "en")
            by_words = self._by_words(said, is_so, weights, vectors)
            heads.append(Head(by_grams.table + by_words.table, by_grams.shapes + by_words.shapes))
        bad, neutral, good = heads
        return Head(good.table - bad.table, good.shapes - bad.shapes), neutral

    def _vectors(self, chosen: NDArray[np.bool_]) -> tuple[NDArray[np.int64], Floats]:
        """Where words stand in the table, and the vector of each; from the chosen texts and those without a label."""
        texts = [self._tokens[at] for at in np.flatnonzero(chosen).tolist()]
        words, vectors = word_vectors([*texts, *self._unlabelled])
        return features.places_of_pieces(words).astype(np.int64), vectors * VECTORS_COUNT

    def _by_words(
        self,
        said: NDArray[np.bool_],
        is_so: NDArray[np.bool_],
        weights: Floats,
        vectors: tuple[NDArray[np.int64], Floats],
    ) -> Head:
        """The view that sees words and their company alone, with the company put into the weights of the words."""
        places, of_words = vectors
        table = self.table[said]
        grams = 1 << features.BITS
        beside = np.hstack([self.shapes[said], table[:, places] @ of_words]).astype(np.float32)
        found = fit(table[:, grams:] * WORDS_COUNT, beside, is_so[said], weights[said], "en", STRENGTH_OF_WORDS)
        by_shape, by_vector = np.split(found.shapes, [self.shapes.shape[1]])
        weights_of_all = np.zeros(self.table.shape[1])
        weights_of_all[grams:] = found.table * WORDS_COUNT
        np.add.at(weights_of_all, places, of_words @ by_vector)
        return Head(weights_of_all, by_shape)


def _unlabelled(data: Path, known: set[str]) -> Sequence[Sequence[str]]:
    """The tokens of the texts without a label that share no template with labelled ones."""
    with gzip.open(data / f"{UNLABELLED}.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    return [features.tokens(features.plain(text)) for text in texts if template(text) not in known]
