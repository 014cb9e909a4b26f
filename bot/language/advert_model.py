"""The trained numbers of the advert model, and what they say about texts whose grams are known.

Linear models give margins, short grams have vectors, and small networks weigh both together with the form of a text:
one network for every text, one for each kind of talk that calls something else an advert, and one that tells the kinds
apart and so how much each of the others counts (a mixture of experts, Jacobs and others 1991, Neural Computation).
Where people disagree much on what an advert is, or few texts are known, the network for every text has half of the say.
"""

from dataclasses import dataclass, fields
from typing import IO, Any, Final

import numpy as np
from numpy.typing import NDArray

from bot.language.ngrams import Rows

Floats = NDArray[np.float32]
Grams = tuple[Rows, Rows]
"""For every different gram of each text the index of the text and the place of the gram, in order."""

BITS: Final = 18
"""Grams have 2^18 places."""
EXPERTS: Final = ("all", "messengers", "games", "letters", "english", "russian")
"""The linear models of what an advert is, by what they have learned from."""
KINDS: Final = ("messengers", "games")
"""The kinds of talk that differ most in what they call an advert."""
SPECIALISTS: Final = (*KINDS, "alphabets")
"""The kinds of talk with a network of their own: also what is written in Latin or Cyrillic letters, of which few texts
are known."""
MARGINS: Final = (
    *(f"{figure} of {expert}" for figure in ("margin", "familiar", "strongest", "against") for expert in EXPERTS),
    "grams",
    *(f"{figure} {kind}" for figure in ("margin as", "likeness to", "judged as", "judged by all as") for kind in KINDS),
)
"""The numbers about the margins."""
TOPICS: Final = 64
UNITS: Final = 32
"""Of the network that has its first layer in the vectors."""
ANSWERS: Final = 2 * (1 + len(KINDS))
"""What that network tells apart: talk and advert of any kind, then of each of ``KINDS``."""
SUBJECTS: Final = TOPICS + ANSWERS + 1
"""How many numbers ``subjects`` returns for a text."""
_STEEPNESS: Final = np.float32(4)
"""Of the likeness to a kind by its margin."""
_OF_KINDS: Final = [EXPERTS.index(kind) for kind in KINDS]
_FAR: Final = np.float32(6)
"""Standard deviations from the mean that a network sees at most."""
_LEAST: Final = np.float32(1e-5)
"""The least probability of which a logarithm is taken."""
_SURE: Final = np.float32(20)
"""Log-odds at most."""
_NEVER: Final = np.float32(1e-7)
"""Probability at least, of both answers together with the other."""


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


def softmax(logits: Floats) -> Floats:
    """Returns the probabilities of the answers in each row."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=1, keepdims=True)
    return shares


def told(answers: Floats) -> Floats:
    """Returns what ``ANSWERS`` probabilities come to: the log-odds of an advert in each kind, the logarithm of each
    kind's share, and the log-odds of an advert in all."""
    talk, advert = answers[:, ::2] + _LEAST, answers[:, 1::2] + _LEAST
    shares = np.log(talk + advert)
    return np.concatenate([np.log(advert / talk), shares, _log_odds(advert.sum(axis=1, keepdims=True))], axis=1)


@dataclass(frozen=True, slots=True)
class Network:
    """One hidden layer over numbers that it scales itself; a column of ``output`` is an answer.

    Its numbers are exact in 16 bits, as they are kept in the file.
    """

    means: Floats
    scales: Floats
    hidden: Floats
    hidden_bias: Floats
    output: Floats
    output_bias: Floats
    is_smooth: NDArray[np.bool_]
    """Whether the hidden layer takes the hyperbolic tangent, and not what is positive."""

    def logits(self, numbers: Floats) -> Floats:
        """Returns a row of answers for each row of numbers."""
        scaled = _within((numbers - self.means) / self.scales, _FAR)
        hidden = scaled @ self.hidden + self.hidden_bias
        hidden = np.tanh(hidden) if self.is_smooth else np.maximum(hidden, 0)
        answers: Floats = hidden @ self.output + self.output_bias
        return answers


@dataclass(frozen=True, slots=True)
class Model:
    """The trained numbers. ``weights`` has a row a gram and a column an expert or kind, in ``units`` of each.

    ``vectors`` has a row a short gram, found by ``row_of`` its place, none in the first: ``TOPICS`` numbers of the
    company it keeps and the ``UNITS`` weights of a network's first layer, in ``vector_units`` of each column.
    """

    weights: NDArray[np.int8]
    units: Floats
    biases: Floats
    row_of: NDArray[np.uint16]
    vectors: NDArray[np.int8]
    vector_units: Floats
    bag_bias: Floats
    bag_output: Floats
    bag_output_bias: Floats
    general: Network
    messengers: Network
    games: Network
    alphabets: Network
    kind: Network

    def log_odds(self, every: Grams, short: Grams, forms: Floats) -> Floats:
        """Returns for each text the log-odds that it is an advert, at most some 16 either way.

        ``every`` are all its grams, ``short`` the short ones of its words; ``forms`` has a row a text.
        """
        rows, places = every
        # ``take`` finds rows four times as fast as an index does.
        seen = margins(rows, self.weights.take(places, axis=0) * self.units, self.biases, len(forms))
        plain = np.concatenate([seen, forms], axis=1)
        whole = np.concatenate([plain, self.subjects(short, len(forms))], axis=1)
        shares = softmax(self.kind.logits(whole))
        general = self.general.logits(plain)
        messengers = (general + self.messengers.logits(whole)) / 2
        alphabets = (general + self.alphabets.logits(whole)) / 2
        logits = np.concatenate([general, messengers, self.games.logits(whole), alphabets], axis=1)
        return _log_odds((shares / (1 + np.exp(-_within(logits, _SURE)))).sum(axis=1))

    def subjects(self, short: Grams, texts: int) -> Floats:
        """Returns ``SUBJECTS`` numbers for each text: its topics, and what the network of its short grams tells."""
        rows, places = short
        at = self.row_of.take(places)
        known = np.flatnonzero(at)
        rows = rows.take(known)
        sums = np.zeros((texts, self.vectors.shape[1]), np.float32)
        if len(rows):
            starts = np.flatnonzero(np.concatenate(([True], rows[1:] != rows[:-1])))
            sums[rows[starts]] = np.add.reduceat(self.vectors.take(at.take(known), axis=0), starts, dtype=np.float32)
        counts = np.maximum(np.bincount(rows, minlength=texts), 1).astype(np.float32)
        sums *= self.vector_units / np.sqrt(counts)[:, None]
        hidden = np.tanh(sums[:, TOPICS:] + self.bag_bias)
        answers = softmax(hidden @ self.bag_output + self.bag_output_bias)
        return np.concatenate([sums[:, :TOPICS], told(answers)], axis=1)

    def save(self, file: IO[bytes]) -> None:
        """Write an .npz that depends on the numbers alone. Column after column, they take less."""
        arrays: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Network):
                for part in fields(value):
                    numbers = getattr(value, part.name)
                    kept = numbers.astype(np.float16) if numbers.dtype == np.float32 else numbers
                    arrays[f"{field.name}.{part.name}"] = kept
            else:
                arrays[field.name] = np.asfortranarray(value)
        np.savez_compressed(file, **arrays)

    @classmethod
    def load(cls, file: IO[bytes]) -> "Model":
        with np.load(file, allow_pickle=False) as arrays:
            values: dict[str, Any] = {name: arrays[name] for name in arrays.files}
        for name, numbers in values.items():
            if numbers.dtype == np.float16:
                values[name] = numbers.astype(np.float32)
            elif numbers.ndim > 1:  # a row after another again: rows are what is looked up
                values[name] = np.ascontiguousarray(numbers)
        networks = {name.partition(".")[0] for name in values if "." in name}
        for network in networks:
            parts = {part.name: values.pop(f"{network}.{part.name}") for part in fields(Network)}
            values[network] = Network(**parts)
        return cls(**values)


def _log_odds(probabilities: Floats) -> Floats:
    odds: Floats = np.log(np.maximum(probabilities, _NEVER) / np.maximum(1 - probabilities, _NEVER))
    return odds


def _within(numbers: Floats, most: np.float32) -> Floats:
    """Returns the numbers between ``-most`` and ``most``; ``np.clip`` takes four times as long for few."""
    result: Floats = np.minimum(np.maximum(numbers, -most), most)
    return result
