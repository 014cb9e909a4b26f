"""Vectors of words from the company they keep."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from sklearn.utils.extmath import randomized_svd

SIZE: Final = 150
LEAST: Final = 4
"""Texts in which a word occurs that has a vector."""
NEAR: Final = 5
"""How many words apart two are in company."""
_EVEN: Final = 0.75
"""Power of a neighbour's frequency: rare neighbours would tell too much (Levy, Goldberg and Dagan 2015, TACL)."""
_SEED: Final = 418
_RARE: Final = 0.2
"""Scale of how rare a word is, which is its vector's length."""


def word_vectors(texts: Sequence[Sequence[str]]) -> tuple[Sequence[str], NDArray[np.floating[Any]]]:
    """The words of some texts, and a row of at most ``SIZE`` for each: what is positive of the mutual information with
    neighbours, in its strongest directions. The rarer a word is, the longer its vector."""
    counts = Counter(word for text in texts for word in dict.fromkeys(text))
    words = [word for word, count in counts.most_common() if count >= LEAST]
    number = {word: at for at, word in enumerate(words)}
    left, right = [], []
    for text in texts:
        known = [number[word] for word in text if word in number]
        for apart in range(1, NEAR + 1):
            left += known[:-apart]
            right += known[apart:]
    rare = np.log(len(texts) / np.array([counts[word] for word in words]))
    return words, _strongest(_information(left, right, len(words))) * (rare * _RARE)[:, None]


def _information(left: Sequence[int], right: Sequence[int], words: int) -> Any:
    """The positive mutual information of each two different words that stand near each other."""
    once = sparse.csr_matrix((np.ones(len(left)), (left, right)), shape=(words, words))
    together = once + once.T
    together.setdiag(0)
    together = together.tocoo()
    sums = np.maximum(np.asarray(together.sum(axis=1)).ravel(), 1)
    evened = sums**_EVEN
    with np.errstate(divide="ignore"):
        told = np.log(together.data * evened.sum() / (sums[together.row] * evened[together.col]))
    good = told > 0
    return sparse.csr_matrix((told[good], (together.row[good], together.col[good])), shape=(words, words))


def _strongest(information: Any) -> NDArray[np.floating[Any]]:
    directions, sizes, _ = randomized_svd(information, SIZE, n_iter=4, random_state=_SEED)
    vectors = directions * np.sqrt(sizes)
    lengths: NDArray[np.floating[Any]] = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: NDArray[np.floating[Any]] = vectors / (lengths + 1e-9)
    return unit
