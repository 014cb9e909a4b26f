"""What the advert model knows of a text's subject: topics of its short grams, and a network that has learned them.

Topics are latent semantic analysis (Deerwester and others 1990, JASIS); the network is a bag of gram vectors (Joulin
and others 2017, EACL) that tells adverts of each kind of talk from its innocent texts.
"""

import warnings
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from sklearn.decomposition import TruncatedSVD
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from bot.language.advert_model import ANSWERS, BITS, KINDS, TOPICS, UNITS, Floats, softmax, told
from bot.language.classifier import short_positions
from bot.language.reading import Reading

Indices = NDArray[np.intp]

SEED: Final = 418
LEAST_TEXTS: Final = 100
"""Texts that a short gram is in that has a vector."""
NETWORKS: Final = 2
"""Networks of which the mean is taken: one wide network in the end."""
ROUNDS: Final = 3
"""Times that the network sees the texts; more, and it knows them by heart."""
COUNTS: Final = np.array([0.5] + [2.0] * len(KINDS))
"""How much a text of each kind weighs with the network, that of no special kind first."""
MISSING: Final = -20.0
"""Log-odds of an answer that nothing was shown of."""


class Subjects:
    """The short grams of some texts as numbers; ``kinds`` has the number of each text's kind of talk."""

    def __init__(self, readings: Sequence[Reading], labels: NDArray[np.bool_], kinds: Indices) -> None:
        rows, places = short_positions(readings)
        starts = np.searchsorted(rows, np.arange(len(readings) + 1))
        ones = np.ones(len(rows), np.float32)
        self._present: Final = sparse.csr_matrix((ones, places, starts), shape=(len(readings), 1 << BITS))
        self._answers: Final = 2 * kinds + labels
        self._kinds: Final = kinds

    def known(self, at: Indices) -> tuple[Indices, Any]:
        """Returns the places of the grams that enough of the texts have, and all texts as weights of those: the rarer
        a gram, the more."""
        texts = np.asarray(self._present[at].sum(axis=0)).ravel()
        places = np.flatnonzero(texts >= LEAST_TEXTS)
        some = self._present[:, places]
        counts = np.maximum(np.asarray(some.sum(axis=1)).ravel(), 1)
        weighed = sparse.diags((1 / np.sqrt(counts)).astype(np.float32)) @ some
        return places, (weighed @ sparse.diags(self.rarity(at, places))).tocsr()

    def rarity(self, at: Indices, places: Indices) -> Floats:
        """Returns what each of the grams counts: the root of its inverse document frequency in the chosen texts."""
        texts = np.asarray(self._present[at].sum(axis=0)).ravel()[places]
        rare: Floats = np.sqrt(np.log(len(at) / texts) + 1e-6).astype(np.float32)
        return rare

    def topics(self, bags: Any, at: Indices) -> Floats:
        """Returns a row of ``TOPICS`` for each gram, from the company they keep in the chosen texts."""
        found = np.zeros((bags.shape[1], TOPICS), np.float32)
        size = min(TOPICS, bags.shape[1], len(at) - 1)
        found[:, :size] = TruncatedSVD(size, random_state=SEED).fit(bags[at]).components_.T
        return found

    def network(self, bags: Any, at: Indices) -> tuple[Floats, Floats, Floats, Floats]:
        """Returns a row of ``UNITS`` weights for each gram, their biases, and the weights and biases of ``ANSWERS``."""
        networks = [
            MLPClassifier(
                (UNITS // NETWORKS,),
                activation="tanh",
                alpha=1e-3,
                batch_size=256,
                learning_rate_init=2e-3,
                max_iter=ROUNDS,
                n_iter_no_change=ROUNDS,
                random_state=SEED + number,
            )
            for number in range(NETWORKS)
        ]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # the number of rounds is chosen, not the loss
            for network in networks:
                network.fit(bags[at], self._answers[at], sample_weight=COUNTS[self._kinds[at]])
        last = [answers_of(network, ANSWERS) for network in networks]
        return (
            np.concatenate([network.coefs_[0] for network in networks], axis=1),
            np.concatenate([network.intercepts_[0] for network in networks]),
            (np.concatenate([output for output, _ in last]) / NETWORKS).astype(np.float32),
            np.mean([bias for _, bias in last], axis=0),
        )

    def told(self, bags: Any, at: Indices, network: tuple[Floats, Floats, Floats, Floats]) -> Floats:
        """Returns what a network tells about the chosen texts."""
        weights, bias, output, output_bias = network
        logits = np.tanh(bags[at] @ weights + bias) @ output + output_bias
        return told(softmax(logits).astype(np.float32))

    def grams(self, at: Indices) -> tuple[Indices, Indices]:
        """Returns the short grams of the chosen texts, as ``short_positions`` would."""
        return grams_in(self._present[at])


def grams_in(present: Any) -> tuple[Indices, Indices]:
    """Returns for each gram of a sparse matrix of texts its row and its place."""
    return np.repeat(np.arange(present.shape[0]), np.diff(present.indptr)), present.indices.astype(np.intp)


def answers_of(network: Any, count: int) -> tuple[Floats, Floats]:
    """Returns the last layer with a column for each of ``count`` classes, those that were never shown far away."""
    output, biases = network.coefs_[-1], network.intercepts_[-1]
    if len(network.classes_) == 2:  # one column that tells the second from the first
        output, biases = output * [-0.5, 0.5], biases * [-0.5, 0.5]
    columns, bias = np.zeros((len(output), count), np.float32), np.full(count, MISSING, np.float32)
    columns[:, network.classes_], bias[network.classes_] = output, biases
    return columns, bias
