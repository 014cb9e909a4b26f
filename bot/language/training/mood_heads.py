"""The labelled texts the mood model learns from, what it sees of them, and how one of its linear models is fitted."""

import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from bot.language import mood_features as features
from bot.language.mood_words import moody_words, softened
from bot.language.ngrams import grams_of

Floats = NDArray[np.floating[Any]]
Matrix = Any

FOLDS: Final = 5
"""Parts of the templates; the first is kept for measuring."""
ANSWERS_EVENED: Final = {"zh": 0.4, "en": 1.0}
"""The same between the two answers of a set: what a text is about shall not say which of both it is."""
LEAST_TEXTS: Final = {"zh": 1, "en": 2}
"""Texts in which a gram occurs that has a weight."""
SHAPES_COUNT: Final = 0.3
"""Scale of the features of shape in the fit: they are few and always there, and would push the grams aside."""
ROUNDS: Final = 80
_VALUE: Final = {"neg": -1, "neu": 0, "pos": 1}
_TAG: Final = re.compile(r"\[[^\[\]\s]{1,8}\]")
_NOT_LETTERS: Final = re.compile(r"[\W\d_]+")


@dataclass(frozen=True)
class Corpus:
    """Texts of one script with −1, 0 or 1, the set each is from, and the fifth of the templates it belongs to."""

    texts: Sequence[str]
    values: NDArray[np.int64]
    sets: NDArray[np.str_]
    folds: NDArray[np.int64]

    @property
    def kept(self) -> NDArray[np.bool_]:
        """Whether each is kept for measuring: a fifth."""
        kept: NDArray[np.bool_] = self.folds == 0
        return kept


@dataclass(frozen=True)
class Head:
    """One linear model: a weight a gram and a weight for each feature of shape."""

    table: Floats
    shapes: Floats


def read(data: Path, sources: Mapping[str, str]) -> Corpus:
    """The labelled texts. A template (the first 24 letters) is in one fifth, in every set alike."""
    texts, values, sets, folds = [], [], [], []
    for name, file in sources.items():
        for text, value in _rows(data / f"{file}.jsonl.gz", name):
            texts.append(text)
            values.append(value)
            sets.append(name)
            folds.append(_fold_of(text))
    return Corpus(texts, np.array(values), np.array(sets), np.array(folds))


def _rows(path: Path, name: str) -> Iterator[tuple[str, int]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            value = _VALUE.get(row.get("polarity") or row["label"])
            text = row["text"]
            if name == "weibo100k":  # labelled by the very tags in the text
                text = _TAG.sub("", text)
            if name == "tweeteval":
                text = text.replace('\\""', '"')
            if value is not None:
                yield text, value


def template(text: str) -> str:
    return _NOT_LETTERS.sub("", text.lower())[:24]


def _fold_of(text: str) -> int:
    return int(hashlib.md5(template(text).encode(), usedforsecurity=False).hexdigest()[:8], 16) % FOLDS


def matrix(texts: Sequence[str], script: str) -> tuple[Matrix, Floats]:
    """The grams of the texts, scaled as in judging, and their shapes."""
    chinese = script == "zh"
    plain = [features.plain(text) for text in texts]
    words = [moody_words(text, chinese) for text in plain]
    if chinese:
        denied = [softened(text, found) for text, found in zip(plain, words, strict=True)]
        rows, hashes = grams_of(denied, features.CHINESE_GRAM)
        columns = features.places(hashes)
    else:
        each = [features.indices(text, chinese=False) for text in plain]
        rows = np.repeat(np.arange(len(each)), [len(indices) for indices in each])
        columns = np.concatenate(each)
    counts = np.maximum(np.bincount(rows, minlength=len(texts)), 1)
    cells = (counts**-features.DAMPING)[rows].astype(np.float32)
    shapes = np.zeros((len(texts), features.SHAPES if chinese else features.ENGLISH_SHAPES), np.float32)
    for row, (text, raw, found) in enumerate(zip(plain, texts, words, strict=True)):
        for number, value in features.shape(text, raw, found, chinese):
            shapes[row, number] = value
    size = 1 << features.BITS if chinese else 2 << features.BITS
    table = sparse.csr_matrix((cells, (rows, columns.astype(np.int64))), shape=(len(texts), size))
    return table, shapes


def fit(
    table: Matrix,
    shapes: Floats,
    is_so: NDArray[np.bool_],
    weights: Floats,
    script: str,
    strength: float = 1.0,
) -> Head:
    """A logistic model of ``is_so`` on log-count ratios, and shapes or whatever else is few.

    ``strength`` is its C: how far weights may go to please single texts.
    """
    known = np.flatnonzero(np.bincount(table.indices, minlength=table.shape[1]) >= LEAST_TEXTS[script])
    grams = table[:, known]
    weighted = sparse.diags(weights.astype(np.float32)) @ grams
    so, other = (1 + np.asarray(weighted[chosen].sum(0)).ravel() for chosen in (is_so, ~is_so))
    ratio = np.log((so / so.sum()) / (other / other.sum())).astype(np.float32)
    seen = sparse.hstack([grams @ sparse.diags(ratio), sparse.csr_matrix(shapes * SHAPES_COUNT)]).tocsr()
    model = LogisticRegression(C=strength, max_iter=ROUNDS, tol=1e-4, fit_intercept=False)
    model.fit(seen, is_so, sample_weight=weights)
    found = model.coef_.ravel()
    weights_of_grams = np.zeros(table.shape[1])
    weights_of_grams[known] = found[: len(known)] * ratio
    return Head(weights_of_grams, found[len(known) :] * SHAPES_COUNT)


def evened(is_so: NDArray[np.bool_], sets: NDArray[np.str_], weights: Floats, script: str) -> Floats:
    """The weights, with both answers counting more alike within each set; a set with one answer says nothing."""
    found = weights.copy()
    for name in np.unique(sets):
        mine = sets == name
        for these in (mine & is_so, mine & ~is_so):
            share = these.sum() / mine.sum()
            found[these] *= (0.5 / share) ** ANSWERS_EVENED[script] if 0 < share < 1 else 0
    return found
