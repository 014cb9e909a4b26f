"""Trains the advert model: ``python -m bot.language.training.advert DATA`` writes bot/language/models/advert.npz.

Linear support vector machines learn the n-grams: what is an advert, and which kind of talk a text is. Networks learn
how far to trust each of them, from margins of texts whose template they have not seen: one for every text, one for each
kind of talk that has a notion of its own of an advert, and one that tells the kinds apart.
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
from bot.language.advert_model import (
    BITS,
    EXPERTS,
    KINDS,
    MARGINS,
    SPECIALISTS,
    SUBJECTS,
    TOPICS,
    UNITS,
    Model,
    Network,
    margins,
)
from bot.language.classifier import MODEL, positions
from bot.language.form import forms
from bot.language.training.advert_subjects import MISSING, SEED, Subjects, answers_of, grams_in
from bot.language.training.adverts import INNOCENT, SEASONED, WRITTEN, Corpus, gather

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
Indices = NDArray[np.intp]

STRENGTH: Final = 2.0
"""C of the support vector machines."""
FOLDS: Final = 8
"""Parts of the templates: the networks learn from margins of machines that have not seen the text's own part."""
LEARN_FROM: Final[Mapping[str, Sequence[str]]] = {
    "messengers": ("zh_spam_tg_mark", WRITTEN),
    "games": ("zh_ad_gamechat",),
    "letters": ("zh_spam_sms_xh", "zh_spam_fbs", "zh_ham_sms_nus", "zh_ad_qqgroup"),
    "english": ("en_spam_sms_uci", "multi_spam_tgspam_samples", WRITTEN),
    "russian": ("ru_spam_telegram", "multi_spam_tgspam_samples"),
}
"""What each expert but the first has learned from."""
SETS_OF_KINDS: Final[Mapping[str, Sequence[str]]] = {
    "messengers": ("zh_spam_tg_mark",),
    "games": ("zh_ad_gamechat",),
    "alphabets": ("en_spam_sms_uci", "ru_spam_telegram"),
}
"""The sets that stand for each kind of talk."""
KIND_STRENGTH: Final = 0.3
"""C of the machines that tell kinds of talk."""
WRITTEN_COUNTS: Final = 8.0
"""A sentence of our own weighs this much more with the linear models: there are few of them."""
COUNTS: Final[Mapping[str, float]] = {
    **dict.fromkeys(INNOCENT, 0.5),
    "zh_ham_chat_tencent": 1.0,
    "zh_ham_lccc_toy": 1.0,
    "en_chat_ubuntu_irc": 1.0,
    "zh_spam_tg_mark": 4.0,
    "zh_ad_gamechat": 2.0,
    "en_spam_sms_uci": 2.5,
    "ru_spam_telegram": 2.0,
    SEASONED: 3.0,
    WRITTEN: 6.0,
}
"""Sets whose texts weigh more or less with the general networks: mere talk is plenty and easy."""
ADVERTS_COUNT: Final[Mapping[str, float]] = {"zh_spam_tg_mark": 1.4, WRITTEN: 1.5}
"""Sets in which an advert weighs this much more again."""
GENERAL: Final[Mapping[str, Any]] = {
    "hidden_layer_sizes": (24,),
    "activation": "tanh",
    "alpha": 1e-2,
    "batch_size": 1024,
    "learning_rate_init": 4e-3,
    "max_iter": 15,
}
"""The networks for every text. All that follows was chosen by cross-validation over the templates."""
OWN: Final[Mapping[str, Any]] = {
    "hidden_layer_sizes": (48,),
    "activation": "relu",
    "alpha": 1.0,
    "batch_size": 256,
    "learning_rate_init": 2e-3,
    "max_iter": 30,
}
"""The networks for one kind of talk each."""
OWN_OF_ALPHABETS: Final[Mapping[str, Any]] = {**OWN, "hidden_layer_sizes": (24,)}
"""The network for the kind of which the fewest texts are known."""
KIND: Final[Mapping[str, Any]] = {
    "hidden_layer_sizes": (24,),
    "activation": "relu",
    "alpha": 1e-2,
    "batch_size": 1024,
    "learning_rate_init": 4e-3,
    "max_iter": 24,
}
"""The networks that tell the kinds of talk apart."""
NETWORKS: Final = 6
"""General networks of which the mean is taken: one wide network in the end."""
OWN_NETWORKS: Final = 3
KIND_NETWORKS: Final = 6
KIND_COUNTS: Final[Mapping[str, float]] = {"zh_spam_tg_mark": 4.0, "zh_ad_qqgroup": 4.0, "en_spam_sms_uci": 4.0}
"""Sets whose texts weigh more with the networks that tell the kinds apart: they are small, or unlike all others."""
LARGEST_WEIGHTS: Final = np.array(
    [127.0 if expert in KINDS else 63.0 for expert in EXPERTS] + [31.0] * len(KINDS), np.float32
)
"""How fine the weights are kept. What is known by other experts than those of the kinds, and which kind of talk a text
is, may be known less exactly; that makes the file smaller."""
LARGEST_VECTORS: Final = np.full(TOPICS + UNITS, 31.0, np.float32)
"""How fine the vectors are kept."""
TOGETHER: Final = 4096
"""Texts that are judged at once."""


class Trainer:
    """A corpus as numbers, made once; ``fit`` trains on any part of it."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus: Final = corpus
        rows, places = positions(corpus.readings)
        starts = np.searchsorted(rows, np.arange(len(corpus.readings) + 1))
        counts = np.diff(starts)
        ones = np.ones(len(rows), np.float32)
        shape = (len(corpus.readings), 1 << BITS)
        self._kinds: Final = np.zeros(len(corpus.sets), np.intp)
        for number, kind in enumerate(SPECIALISTS, 1):
            self._kinds[np.isin(corpus.sets, SETS_OF_KINDS[kind])] = number
        subject_kinds = np.where(self._kinds <= len(KINDS), self._kinds, 0)
        self._subjects: Final = Subjects(corpus.readings, corpus.labels, subject_kinds)
        self._present: Final = sparse.csr_matrix((ones, places.astype(np.int32), starts.astype(np.int64)), shape=shape)
        self._scaled: Final = sparse.diags((1 / np.sqrt(counts)).astype(np.float32)) @ self._present
        self._forms: Final = forms(corpus.readings)

    def fit(self, chosen: Bools, folds: int = FOLDS, networks: int = NETWORKS) -> Model:
        """Train on the chosen texts; the same numbers for the same choice. Fewer folds and networks are quicker."""
        at = np.flatnonzero(chosen)
        places, bags = self._subjects.known(at)
        topics = self._subjects.topics(bags, at)
        seen = np.zeros((len(chosen), len(MARGINS)), np.float32)
        told = np.zeros((len(chosen), SUBJECTS - TOPICS), np.float32)
        parts = GroupKFold(folds, shuffle=True, random_state=SEED)
        for known, unknown in parts.split(at, groups=self.corpus.templates[at]):
            seen[at[unknown]] = self._margins(at[unknown], *self._machines(at[known]))
            told[at[unknown]] = self._subjects.told(bags, at[unknown], self._subjects.network(bags, at[known]))
        weights, biases = self._machines(at)
        bag_weights, *bag = self._subjects.network(bags, at)
        vectors = np.concatenate([topics, bag_weights], axis=1) * self._subjects.rarity(at, places)[:, None]
        plain = np.concatenate([seen, self._forms], axis=1)
        whole = np.concatenate([plain, bags @ topics, told], axis=1)
        trust = self._counts(COUNTS) * np.where(self.corpus.labels, self._counts(ADVERTS_COUNT), 1.0)
        general = _trained(GENERAL, networks, plain[at], self.corpus.labels[at], trust[at])
        own = [self._network_of(number, at, whole, networks) for number in range(1, 1 + len(SPECIALISTS))]
        return _assembled(weights, biases, places, vectors, bag, [general, *own, self._network_of_kinds(at, whole)])

    def probabilities(self, model: Model, chosen: Bools) -> Floats:
        """What a model says about the chosen texts, in their order; the same as ``Classifier.probabilities``."""
        said: list[Floats] = []
        at = np.flatnonzero(chosen)
        for start in range(0, len(at), TOGETHER):
            some = at[start : start + TOGETHER]
            log_odds = model.log_odds(grams_in(self._present[some]), self._subjects.grams(some), self._forms[some])
            said.append((1 / (1 + np.exp(-log_odds))).astype(np.float32))
        return np.concatenate(said)

    def _counts(self, of_sets: Mapping[str, float]) -> NDArray[np.float64]:
        counts = np.ones(len(self.corpus.sets))
        for name, count in of_sets.items():
            counts[self.corpus.sets == name] *= count
        return counts

    def _network_of(self, kind: int, at: Indices, numbers: Floats, networks: int) -> Network:
        """Returns the network of one kind of talk; of one that nothing is known of, a network that says nothing."""
        mine = at[self._kinds[at] == kind]
        if len(set(self.corpus.labels[mine].tolist())) < 2:
            return _silent(numbers.shape[1], np.zeros(1, np.float32))
        shape = OWN_OF_ALPHABETS if SPECIALISTS[kind - 1] == "alphabets" else OWN
        return _trained(shape, min(networks, OWN_NETWORKS), numbers[mine], self.corpus.labels[mine])

    def _network_of_kinds(self, at: Indices, numbers: Floats) -> Network:
        """Returns the network that tells the kinds of talk apart."""
        kinds = self._kinds[at]
        if len(set(kinds.tolist())) < 2:
            return _silent(numbers.shape[1], np.where(np.arange(1 + len(SPECIALISTS)) == kinds[0], 0, MISSING))
        return _trained(KIND, KIND_NETWORKS, numbers[at], kinds, self._counts(KIND_COUNTS)[at])

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
            is_mine = np.isin(sets[at], SETS_OF_KINDS[kind])
            if is_mine.all() or not is_mine.any():
                continue
            machine = LinearSVC(C=KIND_STRENGTH, random_state=SEED, tol=1e-2, max_iter=300)
            machine.fit(self._scaled[at], is_mine)
            weights[:, number], biases[number] = machine.coef_[0], machine.intercept_[0]
        return weights, biases

    def _margins(self, at: NDArray[np.intp], weights: Floats, biases: Floats) -> Floats:
        rows, places = grams_in(self._present[at])
        return margins(rows, weights[places], biases, len(at))


def _trained(
    shape: Mapping[str, Any],
    count: int,
    numbers: Floats,
    answers: NDArray[Any],
    trust: NDArray[np.float64] | None = None,
) -> Network:
    """Returns the mean of some networks as one."""
    means, scales = numbers.mean(axis=0), numbers.std(axis=0) + np.float32(1e-3)
    scaled = np.clip((numbers - means) / scales, -6, 6)
    networks = [
        MLPClassifier(**shape, n_iter_no_change=shape["max_iter"], random_state=SEED + number)
        for number in range(count)
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the number of rounds is chosen, not the loss
        for network in networks:
            network.fit(scaled, answers, sample_weight=trust)
    last = [_last_layer(network) for network in networks]
    return Network(
        _rounded(means),
        _rounded(scales),
        _rounded(np.concatenate([network.coefs_[0] for network in networks], axis=1)),
        _rounded(np.concatenate([network.intercepts_[0] for network in networks])),
        _rounded(np.concatenate([output for output, _ in last]) / count),
        _rounded(np.mean([bias for _, bias in last], axis=0)),
        np.array(shape["activation"] == "tanh"),
    )


def _last_layer(network: Any) -> tuple[Floats, Floats]:
    if network.classes_.dtype == np.bool_:
        return network.coefs_[1], network.intercepts_[1]
    return answers_of(network, 1 + len(SPECIALISTS))


def _silent(numbers: int, answers: NDArray[Any]) -> Network:
    """Returns a network that always answers the same."""
    nothing = np.zeros((numbers, 1), np.float32), np.zeros(1, np.float32)
    layer = np.zeros((1, len(answers)), np.float32)
    return Network(nothing[0][:, 0], nothing[0][:, 0] + 1, *nothing, layer, answers.astype(np.float32), np.array(False))


def _assembled(
    weights: Floats,
    biases: Floats,
    places: Indices,
    vectors: Floats,
    bag: Sequence[Floats],
    networks: Sequence[Network],
) -> Model:
    """Returns the weights and vectors in 8 bits, with the networks."""
    row_of = np.zeros(1 << BITS, np.uint16)
    row_of[places] = np.arange(1, 1 + len(places))
    small, units = _small(weights, LARGEST_WEIGHTS)
    small_vectors, vector_units = _small(np.concatenate([np.zeros((1, vectors.shape[1])), vectors]), LARGEST_VECTORS)
    bag_bias, bag_output, bag_output_bias = map(_rounded, bag)
    return Model(
        small, units, biases, row_of, small_vectors, vector_units, bag_bias, bag_output, bag_output_bias, *networks
    )


def _small(numbers: Floats, largest: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Returns numbers in 8 bits, and the unit of each column."""
    # The unit is the largest weight: to cut off even one weight in 10,000 costs .004 of F1 where it matters.
    units = (np.abs(numbers).max(axis=0) / largest).astype(np.float32) + np.float32(1e-9)
    return np.rint(numbers / units).astype(np.int8), units


def _rounded(layer: NDArray[np.floating[Any]]) -> Floats:
    """Returns numbers that 16 bits are enough for."""
    return layer.astype(np.float16).astype(np.float32)


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
