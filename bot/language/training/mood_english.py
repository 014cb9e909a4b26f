"""The English heads of the mood model: learned from tweets most of all, with what other texts know put in beside the grams.

Tweets with a label are few. So the fit sees, beside each gram, four figures of models of other sets (a film is good, an
airline is, that is neutral, this insults) and where the words of a text stand among all words (``word_vectors``). All of
it is a sum over grams, so that in the end each gram has one weight as before, and judging costs nothing more.
"""

import gzip
import json
import warnings
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from bot.language import mood_features as features
from bot.language.training.word_vectors import word_vectors

Floats = NDArray[np.floating[Any]]
Bools = NDArray[np.bool_]
Matrix = Any

TALK: Final = {"en_chat_ubuntu_irc": 2, "en_chat_discord_disco": 1}
"""Sets of mere talk, for the company of words, and of how many texts one is read."""
STRENGTH: Final = 1.0
"""C of the fits. This and the scales were chosen by cross-validation inside four fifths of the templates."""
LEAST_TEXTS: Final = 4
"""Texts in which a gram occurs that has a weight."""
GRAMS_COUNT: Final = 0.06
OTHERS_COUNT: Final = 0.5
VECTORS_COUNT: Final = 0.2
SHAPES_COUNT: Final = 0.3
"""Scales of the four kinds of features in the fit."""
COUNTS: Final = {"tweeteval": 1.0, "airline": 0.15, "sst2": 0.15}
"""What the heads are fitted on, and how much a text of each set counts: everyday talk first."""
_SEED: Final = 418


@dataclass(frozen=True)
class Known:
    """English texts as numbers: their grams and shapes, values −1, 0, 1 (for tweets that insult −1), and their sets."""

    plain: Sequence[str]
    table: Matrix
    shapes: Floats
    values: NDArray[np.int64]
    sets: NDArray[np.str_]


def talk(data: Path) -> Sequence[str]:
    """Plain texts without labels."""
    texts: list[str] = []
    for name, step in TALK.items():
        with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            texts += [features.plain(json.loads(line)["text"]) for line in list(lines)[::step]]
    return texts


def heads(known: Known, chosen: Bools, company: Sequence[str]) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    """Good against bad, and neutral against the rest: for each the weights of the grams and those of the shapes.

    Learned from the chosen texts alone; ``company`` are texts without labels.
    """
    frequent, rare = _gram_scales(known.table[chosen])
    words, vectors = word_vectors([known.plain[at] for at in np.flatnonzero(chosen).tolist()] + list(company))
    columns = features.places(np.array([zlib.crc32(word.encode()) for word in words], np.uint32)).astype(np.int64)
    others = _others(known, chosen, frequent, rare)
    tweets = np.flatnonzero(chosen & np.isin(known.sets, list(COUNTS)))
    table = known.table[tweets]
    by_others, by_vectors = table @ others, table[:, columns] @ vectors
    others *= OTHERS_COUNT / by_others.std(axis=0)
    vectors = vectors * (VECTORS_COUNT / by_vectors.std())
    seen = sparse.hstack(
        [
            table[:, frequent] @ sparse.diags(rare),
            *(sparse.csr_matrix(part.astype(np.float32)) for part in (table @ others, table[:, columns] @ vectors)),
            sparse.csr_matrix(known.shapes[tweets] * SHAPES_COUNT),
        ]
    ).tocsr()
    ends = np.cumsum([len(frequent), others.shape[1], vectors.shape[1]])
    sides = []
    for value in (-1, 0, 1):
        fitted = _fitted(seen, known.values[tweets] == value, known.sets[tweets])
        grams, by_other, by_vector, shapes = np.split(fitted, ends)
        weights = others @ by_other
        weights[frequent] += grams * rare
        np.add.at(weights, columns, vectors @ by_vector)
        sides.append((weights, shapes * SHAPES_COUNT))
    bad, neutral, good = sides
    return (good[0] - bad[0], good[1] - bad[1]), neutral


def _gram_scales(table: Matrix) -> tuple[NDArray[np.intp], Floats]:
    """The places of the grams that are not too rare, and a scale for each: the rarer, the more it tells."""
    texts = np.bincount(table.indices, minlength=table.shape[1])
    frequent = np.flatnonzero(texts >= LEAST_TEXTS)
    return frequent, GRAMS_COUNT * (np.log(table.shape[0] / texts[frequent]) + 1).astype(np.float32)


def _others(known: Known, chosen: Bools, frequent: NDArray[np.intp], rare: Floats) -> Floats:
    """A column for each model of another set: weights of all grams."""
    sst2, airline, insults = (chosen & (known.sets == name) for name in ("sst2", "airline", "offensive"))
    tasks = (
        (sst2, known.values > 0),
        (airline & (known.values != 0), known.values > 0),
        (airline, known.values == 0),
        (insults, known.values < 0),
    )
    weights = np.zeros((known.table.shape[1], len(tasks)))
    for number, (rows, answers) in enumerate(tasks):
        seen = known.table[rows][:, frequent] @ sparse.diags(rare)
        weights[frequent, number] = _fitted(seen, answers[rows], known.sets[rows]) * rare
    return weights


def _fitted(seen: Matrix, answers: Bools, sets: NDArray[np.str_]) -> Floats:
    """The weights of a logistic model. Both answers count the same within a set; a set with one answer says nothing."""
    counts = np.zeros(len(answers))
    for name in np.unique(sets):
        for answer in (False, True):
            these = (sets == name) & (answers == answer)
            counts[these] = COUNTS.get(name, 1.0) * (sets == name).sum() / 2 / max(these.sum(), 1)
        if not 0 < answers[sets == name].sum() < (sets == name).sum():
            counts[sets == name] = 0
    model = LogisticRegression(
        C=STRENGTH, solver="liblinear", dual=True, fit_intercept=False, tol=1e-2, max_iter=60, random_state=_SEED
    )
    said = counts > 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the number of rounds is chosen, not the loss
        model.fit(seen[said], answers[said], sample_weight=counts[said])
    weights: Floats = model.coef_.ravel()
    return weights
