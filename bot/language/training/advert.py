"""Trains the advert model: ``python -m bot.language.training.advert DATA`` writes bot/language/models/advert.npz.

Linear support vector machines learn the n-grams: what is an advert, and which kind of talk a text is. The network
learns how far to trust each of them, from margins of texts whose template they have not seen.
"""

import argparse
import hashlib
import io
import sys
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import GroupKFold
from sklearn.neural_network import MLPClassifier
from sklearn.svm import LinearSVC
from threadpoolctl import threadpool_limits

from bot.language import models
from bot.language.classifier import BITS, EXPERTS, KINDS, MARGINS, MODEL, Model, margins, positions
from bot.language.form import forms
from bot.language.training.adverts import INNOCENT, SEASONED, WRITTEN, Corpus, gather

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

SEED: Final = 418
STRENGTH: Final = 2.0
"""C of the support vector machines."""
FOLDS: Final = 4
LEARN_FROM: Final[Mapping[str, Sequence[str]]] = {
    "messengers": ("zh_spam_tg_mark", WRITTEN),
    "games": ("zh_ad_gamechat",),
    "letters": ("zh_spam_sms_xh", "zh_spam_fbs", "zh_ham_sms_nus", "zh_ad_qqgroup"),
    "english": ("en_spam_sms_uci", "multi_spam_tgspam_samples", WRITTEN),
    "russian": ("ru_spam_telegram", "multi_spam_tgspam_samples"),
}
"""What each expert but the first has learned from."""
SETS_OF_KINDS: Final[Mapping[str, str]] = {"messengers": "zh_spam_tg_mark", "games": "zh_ad_gamechat"}
"""The set that stands for each kind of talk."""
KIND_STRENGTH: Final = 0.3
"""C of the machines that tell kinds of talk."""
WRITTEN_COUNTS: Final = 8.0
"""A sentence of our own weighs this much more with the linear models: there are few of them."""
COUNTS: Final[Mapping[str, float]] = {
    **dict.fromkeys(INNOCENT, 0.5),
    "zh_spam_tg_mark": 2.0,
    "zh_ad_gamechat": 2.0,
    "en_spam_sms_uci": 2.5,
    "ru_spam_telegram": 2.0,
    SEASONED: 3.0,
    WRITTEN: 6.0,
}
"""Sets whose texts weigh more or less with the network: mere talk is plenty and easy."""
ADVERTS_COUNT: Final[Mapping[str, float]] = {"zh_spam_tg_mark": 1.4, WRITTEN: 1.5}
"""Sets in which an advert weighs this much more again."""
NETWORKS: Final = 6
"""Networks of which the mean is taken: one wide network in the end. Their size, rounds and weights were chosen by
cross-validation inside four fifths of the templates; the other fifth, which benchmarks/quality.py measures, chose none."""
HIDDEN: Final = 24
ROUNDS: Final = 15
LARGEST_WEIGHTS: Final = np.array([127.0] * len(EXPERTS) + [31.0] * len(KINDS), np.float32)
"""How fine the weights are kept. Which kind of talk a text is may be known less exactly; that makes the file smaller."""


class Trainer:
    """A corpus as numbers, made once; ``fit`` trains on any part of it."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus: Final = corpus
        rows, places = positions(corpus.readings)
        starts = np.searchsorted(rows, np.arange(len(corpus.readings) + 1))
        counts = np.diff(starts)
        ones = np.ones(len(rows), np.float32)
        shape = (len(corpus.readings), 1 << BITS)
        self._present: Final = sparse.csr_matrix((ones, places.astype(np.int32), starts.astype(np.int64)), shape=shape)
        self._scaled: Final = sparse.diags((1 / np.sqrt(counts)).astype(np.float32)) @ self._present
        self._forms: Final = forms(corpus.readings)

    def fit(self, chosen: Bools, folds: int = FOLDS, networks: int = NETWORKS) -> Model:
        """Train on the chosen texts; the same numbers for the same choice. Fewer folds and networks are quicker."""
        at = np.flatnonzero(chosen)
        seen = np.zeros((len(chosen), len(MARGINS)), np.float32)
        parts = GroupKFold(folds, shuffle=True, random_state=SEED)
        for known, unknown in parts.split(at, groups=self.corpus.templates[at]):
            seen[at[unknown]] = self._margins(at[unknown], *self._machines(at[known]))
        weights, biases = self._machines(at)
        trust = np.ones(len(chosen))
        for name, count in COUNTS.items():
            trust[self.corpus.sets == name] *= count
        for name, count in ADVERTS_COUNT.items():
            trust[(self.corpus.sets == name) & self.corpus.labels] *= count
        trained = _networks(self._numbers(at, seen[at]), self.corpus.labels[at], trust[at], networks)
        return _assembled(weights, biases, *trained)

    def probabilities(self, model: Model, chosen: Bools) -> Floats:
        """What a model says about the chosen texts, in their order; the same as ``Classifier.probabilities``."""
        at = np.flatnonzero(chosen)
        seen = self._margins(at, model.weights * model.units, model.biases)
        scaled = np.clip((self._numbers(at, seen) - model.means) / model.scales, -6, 6)
        logits = np.tanh(scaled @ model.hidden + model.hidden_bias) @ model.output + model.output_bias
        result: Floats = 1 / (1 + np.exp(-np.clip(logits, -20, 20)))
        return result

    def _machines(self, at: NDArray[np.intp]) -> tuple[Floats, Floats]:
        """Returns weights, a column an expert and then a kind, and biases; zeros where there is but one answer."""
        count = len(EXPERTS) + len(KINDS)
        weights, biases = np.zeros((1 << BITS, count), np.float32), np.zeros(count, np.float32)
        sets, labels = self.corpus.sets, self.corpus.labels
        for number, expert in enumerate(EXPERTS):
            mine = LEARN_FROM.get(expert)
            known = at if mine is None else at[np.isin(sets[at], mine)]
            if len(set(labels[known].tolist())) < 2:
                continue
            machine = LinearSVC(C=STRENGTH, random_state=SEED, tol=1e-3, max_iter=2000)
            counts = np.where(sets[known] == WRITTEN, WRITTEN_COUNTS, 1.0)
            machine.fit(self._scaled[known], labels[known], sample_weight=counts)
            weights[:, number], biases[number] = machine.coef_[0], machine.intercept_[0]
        for number, kind in enumerate(KINDS, len(EXPERTS)):
            is_mine = sets[at] == SETS_OF_KINDS[kind]
            if is_mine.all() or not is_mine.any():
                continue
            machine = LinearSVC(C=KIND_STRENGTH, random_state=SEED, tol=1e-2, max_iter=300)
            machine.fit(self._scaled[at], is_mine)
            weights[:, number], biases[number] = machine.coef_[0], machine.intercept_[0]
        return weights, biases

    def _margins(self, at: NDArray[np.intp], weights: Floats, biases: Floats) -> Floats:
        part = self._present[at]
        rows = np.repeat(np.arange(len(at)), np.diff(part.indptr))
        return margins(rows, weights[part.indices], biases, len(at))

    def _numbers(self, at: NDArray[np.intp], seen: Floats) -> Floats:
        return np.concatenate([seen, self._forms[at]], axis=1)


def _networks(
    numbers: Floats, answers: Bools, trust: NDArray[np.float64], count: int
) -> tuple[Floats, Floats, Sequence[Any]]:
    """Returns means, scales and the trained networks."""
    means, scales = numbers.mean(axis=0), numbers.std(axis=0) + np.float32(1e-3)
    scaled = np.clip((numbers - means) / scales, -6, 6)
    networks = [
        MLPClassifier(
            (HIDDEN,),
            activation="tanh",
            alpha=1e-2,
            batch_size=1024,
            learning_rate_init=4e-3,
            max_iter=ROUNDS,
            n_iter_no_change=ROUNDS,
            random_state=SEED + number,
        )
        for number in range(count)
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the number of rounds is chosen, not the loss
        for network in networks:
            network.fit(scaled, answers, sample_weight=trust)
    return means, scales, networks


def _assembled(weights: Floats, biases: Floats, means: Floats, scales: Floats, networks: Sequence[Any]) -> Model:
    """Returns the weights in 8 bits, and the mean of the networks as one."""
    # The unit is the largest weight: to cut off even one weight in 10,000 costs .004 of F1 where it matters.
    units = np.abs(weights).max(axis=0) / LARGEST_WEIGHTS + np.float32(1e-9)
    small = np.rint(weights / units).astype(np.int8)
    hidden = np.concatenate([network.coefs_[0] for network in networks], axis=1)
    hidden_bias = np.concatenate([network.intercepts_[0] for network in networks])
    output = np.concatenate([network.coefs_[1][:, 0] for network in networks]) / len(networks)
    output_bias = float(np.mean([network.intercepts_[1][0] for network in networks]))
    return Model(
        small,
        units,
        biases,
        means=_rounded(means),
        scales=_rounded(scales),
        hidden=_rounded(hidden),
        hidden_bias=_rounded(hidden_bias),
        output=_rounded(output),
        output_bias=round(output_bias, 4),
    )


def _rounded(layer: NDArray[np.floating[Any]]) -> Floats:
    return layer.astype(np.float32).round(4)


def main() -> None:
    """Train on everything and save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder with the gzipped JSON lines")
    parser.add_argument("--to", type=Path, default=Path(models.__path__[0]) / MODEL, help="where the model is written")
    arguments = parser.parse_args()
    with threadpool_limits(1):  # sums in another order would be other numbers
        trainer = Trainer(gather(arguments.data))
        model = trainer.fit(np.ones(len(trainer.corpus.labels), np.bool_))
    file = io.BytesIO()
    model.save(file)
    arguments.to.write_bytes(file.getvalue())
    digest = hashlib.sha256(file.getvalue()).hexdigest()
    sys.stdout.write(f"{arguments.to}: {len(file.getvalue()):,} bytes, sha256 {digest}\n")


if __name__ == "__main__":
    main()
